//! A list of what one user sees: whole or in part, with where the user's stream stood.
//!
//! In its default order a list goes on with `?before=<id>`; in another one pages are numbered. A whole
//! list is read chunk by chunk, each its own short read.
//!
//! Not here: which rows there are (the features), how parts are asked for (`http::list`).

use crate::{
    App, Error, Result,
    http::{
        Conditional, Lasting, List, Paged, Paging,
        list::{CHUNK, PAGE, invalid_page},
    },
    identity::CurrentUser,
    streams::{DAYBOOK_SEQ, Mark, Snapshot, Stream, cursor, daybook_seq, snapshot},
};
use daybook_db::Tx;
use futures_util::{Stream as Chunks, StreamExt, future::ready, stream};
use http::HeaderValue;
use serde::Serialize;

/// Where some rows begin.
#[derive(Clone, Debug)]
pub enum From<P> {
    /// At the first one.
    Start,
    /// After the one that stands here.
    After(P),
    /// After so many.
    Skip(i64),
}

/// Rows in an order.
pub trait Source: Clone + Send + Sync + 'static {
    /// A row as it is read.
    type Row: Send + 'static;
    /// A row as it is shown.
    type Shown: Serialize + Send + 'static;
    /// Where a row stands.
    type Place: Send + 'static;

    /// At most `limit` rows.
    fn rows(&self, tx: &mut Tx<'_>, from: &From<Self::Place>, limit: i64)
    -> Result<Vec<Self::Row>>;

    /// How many rows there are.
    fn count(&self, tx: &mut Tx<'_>) -> Result<i64>;

    /// Where a row stands.
    fn place(&self, row: &Self::Row) -> Self::Place;

    /// Where the row with an id stands, in the default order; `None` in another one.
    fn place_of(&self, id: i64) -> Option<Self::Place>;

    /// The id of a row.
    fn id(row: &Self::Row) -> i64;

    /// A row as it is shown.
    fn shown(&self, row: Self::Row) -> Self::Shown;

    /// How long these are the rows, and shown so, when nothing is changed.
    fn lasting(&self, _: &[Self::Row]) -> Lasting {
        Lasting::Always
    }
}

/// What was read first.
enum Part<R> {
    Rows { rows: Vec<R>, more: bool },
    Page { rows: Vec<R>, number: i64, count: i64 },
}

/// What is put on the list beside its rows.
enum Marking {
    ByHead(Mark),
    Seq(HeaderValue),
}

/// Answers the part of a list that is asked for. `known` is what the client has of it already, for
/// a list that the user's stream alone decides; without, its tag is made of its text.
///
/// # Errors
/// When there is no such part, or reading fails.
pub async fn list<S: Source>(
    app: &App,
    user: &CurrentUser,
    paged: &Paged,
    known: Option<Conditional>,
    source: S,
) -> Result<List<S::Shown>> {
    let first = first(source.clone(), paged.paging)?;
    let (part, marking) = match known {
        Some(known) => match snapshot(app, user.id, user, known, String::new(), first).await? {
            Snapshot::Known(list) => return Ok(list),
            Snapshot::Read(part, mark) => {
                let (Part::Rows { rows, .. } | Part::Page { rows, .. }) = &part;
                let lasting = source.lasting(rows);
                (part, Marking::ByHead(mark.lasting(lasting)))
            }
        },
        None => {
            let me = user.id;
            let read = app.db.read(move |tx| -> Result<_> {
                let seq = daybook_seq("me", &cursor(tx, Stream::User(me))?)?;
                Ok((first(tx)?, seq))
            });
            let (part, seq) = read.await?;
            (part, Marking::Seq(seq))
        }
    };
    let list =
        match part {
            Part::Page { rows, number, count } => {
                let rows = rows.into_iter().map(|row| source.shown(row)).collect();
                List::page(rows, number, count, paged)?
            }
            Part::Rows { rows, more } => match rows.last().filter(|_| more) {
                Some(last) if paged.paging == Paging::Whole => {
                    let from = From::After(source.place(last));
                    let rest = chunks(app.clone(), source.clone(), from);
                    let rows = stream::once(ready(Ok(rows))).chain(rest);
                    List::streamed(rows.map(move |rows| {
                        Ok(rows?.into_iter().map(|row| source.shown(row)).collect())
                    }))
                }
                last => {
                    let last = last.map(S::id).filter(|id| source.place_of(*id).is_some());
                    let next = last.map(|id| paged.next(&[("before", id.to_string())]));
                    let rows: Vec<_> = rows.into_iter().map(|row| source.shown(row)).collect();
                    List::part(&rows, next.as_deref())?
                }
            },
        };
    Ok(match marking {
        Marking::ByHead(mark) => mark.on(app, list),
        Marking::Seq(seq) => list.with(DAYBOOK_SEQ, seq),
    })
}

/// How the part that is asked for is read, or the first chunk of a whole list.
fn first<S: Source>(
    source: S,
    paging: Paging,
) -> Result<impl Fn(&mut Tx<'_>) -> Result<Part<S::Row>> + Send + 'static> {
    let (limit, before) = match paging {
        Paging::Before { limit, before } => (limit, before),
        Paging::Whole | Paging::Page(_) => (CHUNK, None),
    };
    if before.is_some_and(|id| source.place_of(id).is_none()) {
        return Err(Error::field("before", "With another ordering, ask for a `page`."));
    }
    Ok(move |tx: &mut Tx<'_>| {
        if let Paging::Page(number) = paging {
            return page(tx, &source, number);
        }
        let from = before.and_then(|id| source.place_of(id)).map_or(From::Start, From::After);
        // One more than wanted tells whether there is more.
        let mut rows = source.rows(tx, &from, limit + 1)?;
        let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        if more {
            rows.pop();
        }
        Ok(Part::Rows { rows, more })
    })
}

fn page<S: Source>(tx: &mut Tx<'_>, source: &S, number: Option<i64>) -> Result<Part<S::Row>> {
    let count = source.count(tx)?;
    let last = ((count + PAGE - 1) / PAGE).max(1);
    let number = number.unwrap_or(last);
    if number > last {
        return Err(invalid_page());
    }
    let rows = source.rows(tx, &From::Skip((number - 1) * PAGE), PAGE)?;
    Ok(Part::Page { rows, number, count })
}

/// All rows as they are shown, chunk by chunk.
pub fn all<S: Source>(app: App, source: S) -> impl Chunks<Item = Result<Vec<S::Shown>>> + Send {
    let rows = chunks(app, source.clone(), From::Start);
    rows.map(move |rows| Ok(rows?.into_iter().map(|row| source.shown(row)).collect()))
}

/// The rows from a place on, chunk by chunk.
pub fn chunks<S: Source>(
    app: App,
    source: S,
    from: From<S::Place>,
) -> impl Chunks<Item = Result<Vec<S::Row>>> + Send {
    stream::try_unfold(Some(from), move |from| {
        let (app, source) = (app.clone(), source.clone());
        async move {
            let Some(from) = from else { return Ok(None) };
            let read = app.db.read(move |tx| -> Result<_> {
                let rows = source.rows(tx, &from, CHUNK)?;
                let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= CHUNK);
                let next = rows.last().filter(|_| is_full).map(|last| source.place(last));
                Ok((rows, next.map(From::After)))
            });
            read.await.map(Some)
        }
    })
}
