//! What becomes of messages when an account or a room comes to its end, some rows at a time.
//!
//! What somebody said stays, without the name; the emojis go, and what was told to those who are named. Not here: the room itself (`chat::rooms`).

use crate::{
    Result,
    chat::search::index,
    notifications::mentions::{Of, take_back},
};
use daybook_db::{Tx, params};

/// Rows that one transaction changes.
const AT_ONCE: i64 = 500;

const DISOWN: &str = "update messages set user_id = null, client_id = null where id in \
                      (select id from messages where user_id = $1 order by id limit $2) \
                      returning id, mentions <> '[]' or edited_at is not null";
const FORGET_REACTIONS: &str = "delete from reactions where (room_id, seq, emoji, user_id) in \
                                (select room_id, seq, emoji, user_id from reactions where user_id = $1 limit $2)";
const REMOVE: &str = "delete from messages where id in \
                      (select id from messages where room_id = $1 order by seq limit $2)";
const REMOVE_REACTIONS: &str = "delete from reactions where (room_id, seq, emoji, user_id) in \
                                (select room_id, seq, emoji, user_id from reactions where room_id = $1 limit $2)";

/// Takes the name from some of what a user said; tells how many rows, 0 when none is left.
pub(in crate::chat) fn forget(tx: &mut Tx<'_>, user: i64) -> Result<u64> {
    let disowned: Vec<(i64, bool)> = tx.all(DISOWN, params![user, AT_ONCE])?;
    for (id, _) in disowned.iter().filter(|(_, may_name)| *may_name) {
        while take_back(tx, Of::Message(*id))? {}
    }
    Ok(disowned.len() as u64 + tx.run(FORGET_REACTIONS, params![user, AT_ONCE])?)
}

/// Removes some of what was said in a room; tells how many rows, 0 when none is left.
pub(in crate::chat) fn remove_some(tx: &mut Tx<'_>, room_id: i64) -> Result<u64> {
    while take_back(tx, Of::Room(room_id))? {}
    index::forget(tx, room_id, AT_ONCE)?;
    Ok(tx.run(REMOVE, params![room_id, AT_ONCE])?
        + tx.run(REMOVE_REACTIONS, params![room_id, AT_ONCE])?)
}
