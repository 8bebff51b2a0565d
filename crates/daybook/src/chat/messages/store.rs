//! Messages in the database.
//!
//! A message that is to be changed is locked by the statement that reads it; a room in which something is said, by that
//! which reads its last number. Not here: what is told of them (`chat::messages::events`).

use super::model::{Message, Reaction, Stored};
use crate::{chat::search::index, time::Timestamp};
use daybook_db::{Error, Result, Tx, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select m.id, m.seq, u.username, m.user_id, m.content, m.timestamp, m.edited_at, m.deleted, m.reply_to, \
             m.client_id, m.mentions from messages m \
             left join users u on u.id = m.user_id and u.deleted_at is null where ",
            $rest
        )
    };
}

const FIND_SEQ: &str = "select last_seq from rooms where id = $1 and deleted_at is null";
const LOCK_SEQ: &str =
    "update rooms set last_seq = last_seq where id = $1 and deleted_at is null returning last_seq";
const SET_SEQ: &str = "update rooms set last_seq = $2 where id = $1";
const SPEAKER: &str = "select u.username, m.read_seq from users u \
                       left join room_members m on m.user_id = u.id and m.room_id = $2 \
                       where u.id = $1 and u.deleted_at is null";
const SAID: &str = select!("m.room_id = $1 and m.user_id = $2 and m.client_id = $3");
const INSERT: &str = "insert into messages (room_id, seq, user_id, content, timestamp, deleted, reply_to, client_id, mentions) \
                      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const FIND: &str = select!("m.id = $1 and m.room_id = $2");
const LOCK: &str = "update messages set seq = seq where id = $1 and room_id = $2";
const UPDATE: &str =
    "update messages set content = $2, mentions = $3, edited_at = $4, deleted = $5 where id = $1";
const NEWEST: &str =
    select!("m.room_id = $1 and m.seq > $2 and m.seq < $3 order by m.seq desc limit $4");
const OLDEST: &str =
    select!("m.room_id = $1 and m.seq > $2 and m.seq < $3 order by m.seq limit $4");
const REACTIONS: &str = "select seq, emoji, count(*), max(case when user_id = $4 then cast(1 as bigint) else 0 end) \
                         from reactions where room_id = $1 and seq >= $2 and seq <= $3 \
                         group by seq, emoji order by seq, emoji";

/// Every text that finds messages or what belongs to them, and whether it reads them in the order of an index.
pub(in crate::chat) fn texts() -> [(&'static str, bool); 6] {
    [
        (SPEAKER, false),
        (SAID, false),
        (FIND, false),
        (NEWEST, true),
        (OLDEST, true),
        (REACTIONS, true),
    ]
}

/// The number of the last message of a room, which nobody else changes until the transaction ends; `None` when the room
/// is gone.
pub(super) fn lock_seq(tx: &mut Tx<'_>, room_id: i64) -> Result<Option<i64>> {
    let text = if tx.writes_alone() { FIND_SEQ } else { LOCK_SEQ };
    tx.opt(text, params![room_id])
}

/// Keeps the number of the last message of a room in which it was locked.
pub(super) fn set_seq(tx: &mut Tx<'_>, room_id: i64, seq: i64) -> Result<()> {
    tx.run(SET_SEQ, params![room_id, seq])?;
    Ok(())
}

/// The name of a user, and how far they have read in a room, if they are in it; `None` when the account is gone.
pub(super) fn speaker(
    tx: &mut Tx<'_>,
    user_id: i64,
    room_id: i64,
) -> Result<Option<(String, Option<i64>)>> {
    tx.opt(SPEAKER, params![user_id, room_id])
}

/// What a user said under this name of a client's.
pub(super) fn find_said(
    tx: &mut Tx<'_>,
    room_id: i64,
    user_id: i64,
    client_id: &str,
) -> Result<Option<Stored>> {
    tx.opt(SAID, params![room_id, user_id, client_id])
}

/// Stores a new message, whatever its id was.
pub(super) fn insert(tx: &mut Tx<'_>, room_id: i64, new: Message) -> Result<Message> {
    let mentions = serde_json::json!(new.mentions).to_string();
    let values = params![
        room_id,
        new.seq,
        new.user_id,
        &new.content,
        new.timestamp.0,
        new.deleted,
        new.reply_to,
        new.client_id.as_deref(),
        &mentions,
    ];
    let id = tx.insert(INSERT, values)?.ok_or(Error::NoRow)?;
    Ok(Message { id, ..new })
}

/// A message of a room.
pub(super) fn find(tx: &mut Tx<'_>, room_id: i64, id: i64) -> Result<Option<Stored>> {
    tx.opt(FIND, params![id, room_id])
}

/// A message of a room, which nobody else changes until the transaction ends.
pub(super) fn lock(tx: &mut Tx<'_>, room_id: i64, id: i64) -> Result<Option<Stored>> {
    if !tx.writes_alone() && tx.run(LOCK, params![id, room_id])? == 0 {
        return Ok(None);
    }
    find(tx, room_id, id)
}

/// Stores what a message that was locked has become.
pub(super) fn update(tx: &mut Tx<'_>, after: &Stored, edited_at: Option<Timestamp>) -> Result<()> {
    let mentions = serde_json::json!(after.mentions()).to_string();
    let edited_at = edited_at.map(|Timestamp(time)| time);
    let values = params![after.id(), after.content(), &mentions, edited_at, after.is_deleted()];
    tx.run(UPDATE, values)?;
    if after.is_deleted() { index::remove(tx, after.id()) } else { index::change(tx, after.id()) }
}

/// Which messages of a room are wanted: between two numbers, from which end, and how many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) after: i64,
    pub(super) before: i64,
    pub(super) from_oldest: bool,
    pub(super) limit: i64,
}

/// Messages of a room, oldest first.
pub(super) fn rows(tx: &mut Tx<'_>, room_id: i64, window: Window) -> Result<Vec<Stored>> {
    let Window { after, before, from_oldest, limit } = window;
    let text = if from_oldest { OLDEST } else { NEWEST };
    let mut rows: Vec<Stored> = tx.all(text, params![room_id, after, before, limit])?;
    if !from_oldest {
        rows.reverse();
    }
    Ok(rows)
}

/// The reactions to the messages with these numbers, as a user sees them.
pub(super) fn reactions(
    tx: &mut Tx<'_>,
    room_id: i64,
    viewer: i64,
    seqs: (i64, i64),
) -> Result<Vec<(i64, Reaction)>> {
    let (first, last) = seqs;
    let rows: Vec<(i64, String, i64, i64)> =
        tx.all(REACTIONS, params![room_id, first, last, viewer])?;
    let shown = |(seq, emoji, count, mine)| (seq, Reaction { emoji, count, mine: mine == 1 });
    Ok(rows.into_iter().map(shown).collect())
}
