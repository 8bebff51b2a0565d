//! The list of a user's history.
//!
//! Not here: the statements (`history::select`), paging in general (`http::list`).

use super::{
    filter::{Filter, HistoryFilter},
    model::Record,
    select,
};
use crate::{
    App, Result,
    http::{Conditional, List, Newest, Paged, Query},
    identity::CurrentUser,
    streams::{Snapshot, snapshot},
};
use axum::extract::State;
use daybook_db::Tx;
use futures_util::Stream;

pub(super) async fn list_history(
    State(app): State<App>,
    user: CurrentUser,
    Query(filter): Query<HistoryFilter>,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Record>> {
    let filter = filter.into_filter(&app, &user).await?;
    let owner = filter.user;
    // Days mean other instants when the zone changes.
    let bounds = format!("{:?}", (filter.from, filter.to));
    let list = list_of(filter);
    let (read, paging) = (list.clone(), paged.paging);
    let part = move |tx: &mut Tx<'_>| read.part(tx, paging);
    match snapshot(&app, owner, &user, conditional, bounds, part).await? {
        Snapshot::Known(list) => Ok(list),
        Snapshot::Read(part, mark) => Ok(mark.on(&app, list.list(&app, &paged, part)?)),
    }
}

/// All records of a user, chunk by chunk.
pub fn all(app: App, user: i64) -> impl Stream<Item = Result<Vec<Record>>> + Send {
    list_of(Filter::of(user)).rest(app, i64::MAX)
}

fn list_of(filter: Filter) -> Newest<Record> {
    let counted = filter.clone();
    Newest::new(
        |record: &Record| record.id,
        move |tx, slice, limit| Ok(select::rows(tx, &filter, slice, limit)?),
        move |tx| Ok(select::count(tx, &counted)?),
    )
}
