//! The messages of a room: the newest, or those before or after one; oldest first.
//!
//! Where the room's stream stood when they were read is told beside them.
//! Not here: words that are looked for.

use super::{
    model::{Message, Stored},
    store::{self, Window},
};
use crate::{
    App, Error, Result,
    chat::rooms::{self, model::Room, name::RoomName},
    http::{Integer, List, Paged, Paging, Pk, Query, list::PAGE},
    identity::CurrentUser,
    streams::{DAYBOOK_SEQ, Stream, cursor, daybook_seq},
};
use axum::extract::State;
use daybook_db::Tx;

crate::input! {
    /// Which messages are wanted.
    pub(super) struct After {
        /// Those after the one with this id, the first of them first.
        after: Option<Integer<{ i64::MIN }, { i64::MAX }>>,
    }
}

pub(super) async fn list_messages(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    Query(After { after }): Query<After>,
    paged: Paged,
) -> Result<List<Message>> {
    let (limit, before) = match paged.paging {
        Paging::Before { limit, before } => (limit, before),
        Paging::Whole => (PAGE, None),
        Paging::Page(_) => {
            return Err(Error::field("page", "Ask for those `before` or `after` one."));
        }
    };
    let (me, after) = (user.id, after.map(Integer::get));
    let read = app.db.read(move |tx| -> Result<_> {
        let room = rooms::store::find(tx, me, &name)?.ok_or_else(Error::not_found)?;
        let seq = cursor(tx, Stream::Room(room.id))?;
        let seq = daybook_seq(&format!("room:{}", room.name), &seq)?;
        let window = Window {
            after: place(tx, room.id, "after", after)?.unwrap_or(0),
            before: place(tx, room.id, "before", before)?.unwrap_or(i64::MAX),
            from_oldest: after.is_some(),
            limit: limit + 1,
        };
        let mut rows = store::rows(tx, room.id, window)?;
        // One more than wanted tells whether there is more.
        let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
        if more && window.from_oldest {
            rows.pop();
        } else if more {
            rows.remove(0);
        }
        Ok((shown(tx, &room, me, rows)?, more, seq))
    });
    let (rows, more, seq) = read.await?;
    let end = if after.is_some() { rows.last() } else { rows.first() };
    let side = if after.is_some() { "after" } else { "before" };
    let next = end.filter(|_| more).map(|end| paged.next(&[(side, end.id.to_string())]));
    Ok(List::part(&rows, next.as_deref())?.with(DAYBOOK_SEQ, seq))
}

/// Messages of a room between two numbers, the first so many of them, as a user sees them.
pub(in crate::chat) fn between(
    tx: &mut Tx<'_>,
    room: &Room,
    viewer: i64,
    (after, before): (i64, i64),
    limit: i64,
) -> Result<Vec<Message>> {
    let rows = store::rows(tx, room.id, Window { after, before, from_oldest: true, limit })?;
    shown(tx, room, viewer, rows)
}

/// Messages in their order, with their reactions.
fn shown(tx: &mut Tx<'_>, room: &Room, viewer: i64, rows: Vec<Stored>) -> Result<Vec<Message>> {
    let seqs = rows.first().zip(rows.last()).map(|(first, last)| (first.seq(), last.seq()));
    let mut reactions = store::reactions(tx, room.id, viewer, seqs.unwrap_or((0, 0)))?;
    let show = |row: Stored| {
        let later = reactions.split_off(reactions.partition_point(|it| it.0 <= row.seq()));
        let own = std::mem::replace(&mut reactions, later);
        row.shown(&room.name, own.into_iter().map(|(_, reaction)| reaction).collect())
    };
    Ok(rows.into_iter().map(show).collect())
}

/// What was said last in a room, oldest first, without its reactions.
///
/// # Errors
/// When the database fails.
pub fn newest(tx: &mut Tx<'_>, room: &Room, limit: i64) -> Result<Vec<Message>> {
    let window = Window { after: 0, before: i64::MAX, from_oldest: false, limit };
    let rows = store::rows(tx, room.id, window)?;
    Ok(rows.into_iter().map(|row| row.shown(&room.name, Vec::new())).collect())
}

/// The number of the message with an id that somebody named.
fn place(tx: &mut Tx<'_>, room_id: i64, field: &str, id: Option<i64>) -> Result<Option<i64>> {
    let Some(id) = id else { return Ok(None) };
    match store::find(tx, room_id, id)? {
        Some(found) => Ok(Some(found.seq())),
        None => Err(Error::field(field, Pk::not_there(id))),
    }
}
