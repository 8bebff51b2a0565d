//! The list of activities: filtered, in one of two orders, whole or in part.
//!
//! By id, `?before=<id>` goes on; by start, `?to=<started_at>&before=<id>` does, so that activities
//! that began at one instant are neither lost nor doubled between two parts.
//!
//! Not here: the statements (`activities::select`), paging in general (`http::list`).

use super::{
    filter::{ActivityFilter, Filter},
    model::{Activity, Stored},
    reports::chunks,
    select::{self, Order, Slice},
};
use crate::{
    App, Error, Result,
    http::{
        Conditional, Field, List, Paged, Paging, Query, REQUIRED, Raw, Refusal,
        list::{CHUNK, PAGE, invalid_page},
        refuse, text,
    },
    identity::CurrentUser,
    streams::{DAYBOOK_SEQ, Snapshot, Stream, cursor, daybook_seq, snapshot},
};
use axum::extract::State;
use daybook_db::Tx;
use futures_util::{StreamExt, TryStreamExt, future::ready, stream};
use serde_json::{Value, json};

crate::input! {
    /// How the list is ordered.
    pub(super) struct Ordering {
        /// `-id` (the default): what was logged last comes first. `-started_at`: what began last does; `to` and
        /// `before` together then name the one to go on from.
        pub ordering: Option<Order>,
    }
}

impl Field for Order {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let name = text(raw)?;
        match name.as_ref() {
            "-id" => Ok(Self::Newest),
            "-started_at" => Ok(Self::Latest),
            _ => refuse(format!("\"{name}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": ["-id", "-started_at"] })
    }
}

pub(super) async fn list_activities(
    State(app): State<App>,
    user: CurrentUser,
    Query((filter, ordering)): Query<(ActivityFilter, Ordering)>,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Activity>> {
    let mut filter = filter.into_filter(&app, &user).await?;
    let order = ordering.ordering.unwrap_or_default();
    let (limit, before) = match paged.paging {
        Paging::Page(number) => return list_page(&app, user, filter, order, number, &paged).await,
        Paging::Before { limit, before } => (limit, before),
        Paging::Whole => (CHUNK, None),
    };
    // Days mean other instants when the zone changes.
    let bounds = format!("{:?}", (filter.from, filter.to));
    let slice = first_slice(order, &mut filter, before)?;
    let (me, wanted) = (user.id, filter.clone());
    // One more than wanted tells whether there is more.
    let rows = move |tx: &mut Tx<'_>| Ok(select::rows(tx, me, &wanted, slice, limit + 1)?);
    let read = snapshot(&app, me, &user, conditional, bounds, rows).await?;
    let (mut rows, mark) = match read {
        Snapshot::Known(list) => return Ok(list),
        Snapshot::Read(rows, mark) => (rows, mark),
    };
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    if more {
        rows.pop();
    }
    let list = match (paged.paging, rows.last().filter(|_| more)) {
        (Paging::Whole, Some(last)) => {
            let rest = chunks(app.clone(), user.id, filter, slice.after(last));
            let rows = stream::once(ready(Ok(rows))).chain(rest);
            List::streamed(rows.map_ok(move |rows| shown(rows, &user)))
        }
        (_, last) => {
            let next = last.map(|last| paged.next(&place(order, last)));
            List::part(&shown(rows, &user), next.as_deref())?
        }
    };
    Ok(mark.on(&app, list))
}

/// Where the part that is asked for begins. By start, `to` is a part of that place, no filter.
fn first_slice(order: Order, filter: &mut Filter, before: Option<i64>) -> Result<Slice> {
    Ok(match (order, before) {
        (Order::Newest, before) => Slice::Newest { before },
        (Order::Latest, None) => Slice::Latest { before: None },
        (Order::Latest, Some(id)) => {
            let start = filter.to.take().ok_or_else(|| Error::field("to", REQUIRED))?;
            Slice::Latest { before: Some((start, id)) }
        }
    })
}

/// What to ask for in order to go on after an activity.
fn place(order: Order, last: &Stored) -> Vec<(&'static str, String)> {
    let before = ("before", last.id.to_string());
    match order {
        Order::Newest => vec![before],
        Order::Latest => vec![("to", last.span.started_at.to_string()), before],
    }
}

async fn list_page(
    app: &App,
    user: CurrentUser,
    filter: Filter,
    order: Order,
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
        let slice = Slice::Page { order, offset: (number - 1) * PAGE };
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
