//! The list of a user's logs: filtered, ordered, whole or in part.
//!
//! In the default order `?before=<id>` goes on from that log; in another one pages are numbered. What
//! is asked for by `?limit=` may be less when it is large: `Link` then leads on earlier.
//!
//! Not here: the statements (`logs::select`), paging in general (`http::list`).

use super::{
    access::Whose,
    filter::LogFilter,
    model::Log,
    order::Order,
    select::{self, Part, Place, Slice},
    store,
};
use crate::{
    App, Error, Result,
    http::{
        Conditional, List, Paged, Paging, Query,
        list::{CHUNK, PAGE, invalid_page},
    },
    streams::{Snapshot, snapshot},
};
use axum::extract::State;
use daybook_db::Tx;
use futures_util::{Stream, StreamExt, future::ready, stream};

pub(super) async fn list_logs(
    State(app): State<App>,
    whose: Whose,
    Query(filter): Query<LogFilter>,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Log>> {
    let (limit, before) = match paged.paging {
        Paging::Page(number) => {
            return list_page(&app, whose, filter, number, &paged, conditional).await;
        }
        Paging::Before { limit, before } => (limit, before),
        Paging::Whole => (i64::MAX, None),
    };
    let leads_on = paged.paging != Paging::Whole && filter.order == Order::default();
    if before.is_some() && !leads_on {
        return Err(Error::field("before", "With another ordering, ask for a `page`."));
    }
    let Whose { owner, viewer } = whose;
    let wanted = filter.clone();
    let first = move |tx: &mut Tx<'_>| {
        let slice = first_slice(tx, owner, before)?;
        Ok(select::part(tx, owner, &wanted, &slice, limit.min(CHUNK))?)
    };
    let read = snapshot(&app, owner, &viewer, conditional, String::new(), first).await?;
    let (Part { rows, more }, mark) = match read {
        Snapshot::Known(list) => return Ok(list),
        Snapshot::Read(part, mark) => (part, mark),
    };
    let left = limit.saturating_sub(length(&rows));
    let list = match rows.last().filter(|_| more) {
        Some(last) if leads_on => {
            let next = paged.next(&[("before", last.id.to_string())]);
            List::part(&rows, Some(&next))?
        }
        Some(last) if left > 0 => {
            let rest = chunks(app.clone(), owner, filter, Slice::After(Place::of(last)), left);
            List::streamed(stream::once(ready(Ok(rows))).chain(rest))
        }
        _ => List::part(&rows, None)?,
    };
    Ok(mark.on(&app, list))
}

/// Where the part that is asked for begins.
fn first_slice(tx: &mut Tx<'_>, owner: i64, before: Option<i64>) -> Result<Slice> {
    let Some(id) = before else { return Ok(Slice::First) };
    let not_there =
        || Error::field("before", format!("Invalid pk \"{id}\" - object does not exist."));
    store::place(tx, owner, id)?.map(Slice::After).ok_or_else(not_there)
}

async fn list_page(
    app: &App,
    Whose { owner, viewer }: Whose,
    filter: LogFilter,
    number: Option<i64>,
    paged: &Paged,
    conditional: Conditional,
) -> Result<List<Log>> {
    let page = move |tx: &mut Tx<'_>| {
        let count = select::count(tx, owner, &filter)?;
        let last = ((count + PAGE - 1) / PAGE).max(1);
        let number = number.unwrap_or(last);
        if number > last {
            return Err(invalid_page());
        }
        let slice = Slice::Page { offset: (number - 1) * PAGE };
        Ok((count, number, select::rows(tx, owner, &filter, &slice, PAGE)?))
    };
    match snapshot(app, owner, &viewer, conditional, String::new(), page).await? {
        Snapshot::Known(list) => Ok(list),
        Snapshot::Read((count, number, rows), mark) => {
            Ok(mark.on(app, List::page(rows, number, count, paged)?))
        }
    }
}

/// At most `wanted` logs of a user, chunk by chunk, each its own short read.
pub(super) fn chunks(
    app: App,
    owner: i64,
    filter: LogFilter,
    first: Slice,
    wanted: i64,
) -> impl Stream<Item = Result<Vec<Log>>> + Send {
    stream::try_unfold(Some((first, wanted)), move |state| {
        let (app, filter) = (app.clone(), filter.clone());
        async move {
            let Some((slice, wanted)) = state else { return Ok(None) };
            let limit = wanted.min(CHUNK);
            let read = app.db.read(move |tx| select::part(tx, owner, &filter, &slice, limit));
            let Part { rows, more } = read.await?;
            let left = wanted - length(&rows);
            let next = rows.last().filter(|_| more && left > 0);
            let next = next.map(|last| (Slice::After(Place::of(last)), left));
            Ok(Some((rows, next)))
        }
    })
}

fn length(rows: &[Log]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}
