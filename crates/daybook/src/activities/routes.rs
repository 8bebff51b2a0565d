//! Activities over HTTP: list, one, and the changes to one.
//!
//! Not here: the timer (`activities::timer`), summaries and files (`activities::reports`).

use super::{
    events,
    filter::{ActivityFilter, Filter},
    model::{Activity, ActivityChanges, Stored, WholeActivity},
    reports, select,
    select::Slice,
    store,
};
use crate::{
    App, Error, Result,
    http::{
        Change, Conditional, Created, Id, Json, List, NoContent, Once, Paged, Paging, Query,
        list::{CHUNK, PAGE, invalid_page},
    },
    identity::CurrentUser,
    streams::{DAYBOOK_SEQ, Stream, cursor, daybook_seq},
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;
use std::ops::ControlFlow;

pub(super) async fn list_activities(
    State(app): State<App>,
    user: CurrentUser,
    Query(filter): Query<ActivityFilter>,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Activity>> {
    let filter = filter.into_filter(&app, &user).await?;
    if let Paging::Page(number) = paged.paging {
        return list_page(&app, user, filter, number, &paged).await;
    }
    let (limit, before) = match paged.paging {
        Paging::Before { limit, before } => (limit, before),
        Paging::Whole | Paging::Page(_) => (CHUNK, None),
    };
    let (me, wanted, lists) = (user.clone(), filter.clone(), app.lists.clone());
    let read = app.db.read(move |tx| {
        let seq = daybook_seq("me", &cursor(tx, Stream::User(me.id))?)?;
        let bounds = format!("{:?}", (wanted.from, wanted.to));
        let viewer = format!("{} {}", me.id, me.username);
        let tag = conditional.tag(&[seq.as_bytes(), viewer.as_bytes(), bounds.as_bytes()]);
        if let Some(list) = lists.answer(&conditional, &tag) {
            return Ok::<_, Error>((seq, tag, ControlFlow::Break(list)));
        }
        // One more than wanted tells whether there is more.
        let rows = select::rows(tx, me.id, &wanted, Slice::Newest { before }, limit + 1)?;
        Ok((seq, tag, ControlFlow::Continue(rows)))
    });
    let (seq, tag, found) = read.await?;
    let mut rows = match found {
        ControlFlow::Break(list) => return Ok(list.with(DAYBOOK_SEQ, seq)),
        ControlFlow::Continue(rows) => rows,
    };
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    if more {
        rows.pop();
    }
    let last = rows.last().map(|row| row.id).filter(|_| more);
    let rows = shown(rows, &user);
    let list = match (paged.paging, last) {
        (Paging::Whole, Some(_)) => {
            List::streamed(reports::newest_first(app.clone(), user, filter, rows))
        }
        (_, last) => List::part(&rows, last.map(|id| paged.next_before(id)).as_deref())?,
    };
    Ok(app.lists.keep(tag, list).with(DAYBOOK_SEQ, seq))
}

async fn list_page(
    app: &App,
    user: CurrentUser,
    filter: Filter,
    number: Option<i64>,
    paged: &Paged,
) -> Result<List<Activity>> {
    let me = user.clone();
    let read = app.db.read(move |tx| {
        let seq = daybook_seq("me", &cursor(tx, Stream::User(me.id))?)?;
        let count = select::count(tx, me.id, &filter)?;
        let last = ((count + PAGE - 1) / PAGE).max(1);
        let number = number.unwrap_or(last);
        if number > last {
            return Err(invalid_page());
        }
        let slice = Slice::Page { offset: (number - 1) * PAGE };
        Ok((seq, count, number, select::rows(tx, me.id, &filter, slice, PAGE)?))
    });
    let (seq, count, number, rows) = read.await?;
    let list = List::page(shown(rows, &user), number, count, paged)?;
    Ok(list.with(DAYBOOK_SEQ, seq))
}

/// The activities as their user sees them.
pub(super) fn shown(rows: Vec<Stored>, user: &CurrentUser) -> Vec<Activity> {
    rows.into_iter().map(|row| row.shown_to(&user.username)).collect()
}

pub(super) async fn create_activity(
    State(app): State<App>,
    user: CurrentUser,
    change: Change<WholeActivity>,
) -> Result<Once<Created<Activity>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| log(tx, &me, body.read()?, now).map(Created));
    once.await
}

/// Logs an activity.
pub fn log(
    tx: &mut Tx<'_>,
    user: &CurrentUser,
    new: WholeActivity,
    now: Timestamp,
) -> Result<Activity> {
    let stored = store::insert(tx, user.id, new.logged(now)?)?.ok_or_else(Error::busy)?;
    let activity = stored.shown_to(&user.username);
    events::created(tx, user.id, &activity)?;
    Ok(activity)
}

pub(super) async fn find_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Activity>> {
    let found = app.db.read(move |tx| store::find(tx, user.id, id)).await?;
    let activity = found.ok_or_else(Error::not_found)?;
    Ok(Json(activity.shown_to(&user.username)))
}

pub(super) async fn replace_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<WholeActivity>,
) -> Result<Once<Json<Activity>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| {
        let stored = store::lock(tx, me.id, id)?.ok_or_else(Error::not_found)?;
        amend(tx, &me, stored, body.read()?.rest, now).map(Json)
    });
    once.await
}

pub(super) async fn update_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<ActivityChanges>,
) -> Result<Once<Json<Activity>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| {
        let stored = store::lock(tx, me.id, id)?.ok_or_else(Error::not_found)?;
        amend(tx, &me, stored, body.read()?, now).map(Json)
    });
    once.await
}

/// Changes an activity that was locked; what stays the same is not told again.
fn amend(
    tx: &mut Tx<'_>,
    user: &CurrentUser,
    stored: Stored,
    changes: ActivityChanges,
    now: Timestamp,
) -> Result<Activity> {
    let amended = changes.applied_to(&stored, now)?;
    if amended == stored {
        return Ok(stored.shown_to(&user.username));
    }
    store::update(tx, user.id, &stored, &amended)?;
    let activity = amended.shown_to(&user.username);
    events::updated(tx, user.id, &activity)?;
    Ok(activity)
}

pub(super) async fn delete_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, _| {
        delete(tx, &me, id, now)?;
        Ok(NoContent)
    });
    once.await
}

/// Deletes an activity; it can be restored for 7 days.
pub fn delete(tx: &mut Tx<'_>, user: &CurrentUser, id: i64, now: Timestamp) -> Result<()> {
    let stored = store::lock(tx, user.id, id)?.ok_or_else(Error::not_found)?;
    store::delete(tx, user.id, &stored, now)?;
    events::deleted(tx, user.id, id)
}

/// A timer that ran when it was deleted runs again, unless another one does: then it has ended when
/// it was deleted. What is not deleted is answered as it is.
pub(super) async fn restore_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<Json<Activity>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, _| {
        let Some((deleted, at)) = store::lock_deleted(tx, me.id, id, now)? else {
            let found = store::find(tx, me.id, id)?.ok_or_else(Error::not_found)?;
            return Ok(Json(found.shown_to(&me.username)));
        };
        let restored = store::restore(tx, me.id, deleted, at)?;
        let activity = restored.shown_to(&me.username);
        events::created(tx, me.id, &activity)?;
        Ok(Json(activity))
    });
    once.await
}
