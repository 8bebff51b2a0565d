//! What is made of many activities: whole lists, summaries, files.
//!
//! They are read in chunks, each its own short read, and never held as a whole.
//!
//! Not here: sums (`activities::summary`), how a file is written (`activities::export`).

use super::{
    export::{Format, Writer},
    filter::{ActivityFilter, Filter},
    list::shown,
    model::{Activity, Stored},
    select::{self, Slice},
    summary::{By, Group, Summary},
};
use crate::{
    App, Result,
    history::record_export,
    http::{Choice, File, FileFormat, Json, Query, list::CHUNK},
    identity::CurrentUser,
};
use axum::extract::State;
use futures_util::{Stream, StreamExt, TryStreamExt, future::ready, stream};
use std::pin::pin;

crate::input! {
    /// How a summary is grouped.
    pub(super) struct Grouping {
        /// Day (in the zone), week (from Monday on), name or tag; an activity counts under each of its tags.
        pub by: Option<By>,
    }
}

crate::input! {
    /// What kind of file is wanted.
    pub(super) struct Wanted {
        /// A table, an array of objects, or a calendar.
        pub format: Option<Format>,
    }
}

pub(super) async fn summarize_activities(
    State(app): State<App>,
    user: CurrentUser,
    Query((filter, grouping)): Query<(ActivityFilter, Grouping)>,
) -> Result<Json<Vec<Group>>> {
    let zone = filter.zone(&app, &user).await?;
    let filter = filter.in_zone(&zone);
    let mut summary = Summary::new(grouping.by.unwrap_or(By::Day), zone);
    let mut chunks = pin!(latest_first(app, user.id, filter));
    while let Some(chunk) = chunks.try_next().await? {
        for activity in &chunk {
            summary.add(activity)?;
        }
    }
    Ok(Json(summary.finish()))
}

pub(super) async fn export_activities(
    State(app): State<App>,
    user: CurrentUser,
    Query((filter, file)): Query<(ActivityFilter, Wanted)>,
) -> Result<File<Format>> {
    let format = file.format.unwrap_or_default();
    let mut writer = Writer::new(format);
    let opened = writer.open()?;
    let filter = filter.into_filter(&app, &user).await?;
    let noting = app.clone();
    let mut chunks = Box::pin(latest_first(app, user.id, filter));
    // The first chunk is read before the answer begins, so that a busy server can still say so.
    let first = chunks.try_next().await?.unwrap_or_default();
    record_export(&noting, (user.id, user.id), Format::NAME, format.word()).await?;
    let rows = stream::once(ready(Ok(first)))
        .chain(chunks)
        .map(Some)
        .chain(stream::once(ready(None)))
        .map(move |chunk| match chunk {
            Some(chunk) => writer.rows(&shown(chunk?, &user)),
            None => Ok(writer.close().to_vec()),
        });
    Ok(File::new(format, stream::once(ready(Ok(opened))).chain(rows)))
}

/// All activities of a user, chunk by chunk.
pub fn all(
    app: App,
    user: &CurrentUser,
) -> impl Stream<Item = Result<Vec<Activity>>> + Send + use<> {
    let user = user.clone();
    let rows = latest_first(app, user.id, Filter::default());
    rows.map(move |rows| Ok(shown(rows?, &user)))
}

/// The activities of a user, the latest start first.
fn latest_first(
    app: App,
    user_id: i64,
    filter: Filter,
) -> impl Stream<Item = Result<Vec<Stored>>> + Send {
    chunks(app, user_id, filter, Slice::Latest { before: None })
}

/// The activities of a user, chunk by chunk, from a place on.
pub(super) fn chunks(
    app: App,
    user_id: i64,
    filter: Filter,
    first: Slice,
) -> impl Stream<Item = Result<Vec<Stored>>> + Send {
    stream::try_unfold(Some(first), move |slice| {
        let (app, filter) = (app.clone(), filter.clone());
        async move {
            let Some(slice) = slice else { return Ok(None) };
            let rows = chunk(&app, user_id, filter, slice).await?;
            let next = rows.last().filter(|_| is_full(&rows)).map(|last| slice.after(last));
            Ok(Some((rows, next)))
        }
    })
}

async fn chunk(app: &App, user_id: i64, filter: Filter, slice: Slice) -> Result<Vec<Stored>> {
    let read = app.db.read(move |tx| select::rows(tx, user_id, &filter, slice, CHUNK));
    Ok(read.await?)
}

fn is_full(rows: &[Stored]) -> bool {
    i64::try_from(rows.len()).is_ok_and(|rows| rows >= CHUNK)
}
