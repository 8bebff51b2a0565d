//! What is told of messages on the stream of their room: whole objects, stored before anybody sees them.
//!
//! All who follow a room share its events, but not what of a message is theirs: an event names who reacted, and is shown
//! to each with `count` and `mine` instead. Not here: who hears a stream (`streams`).

use super::model::{Message, Stored};
use crate::{
    Error, Result,
    streams::{Stream, emit_whole},
};
use daybook_db::{Tx, params};
use serde_json::{Value, json};

const WHO: &str =
    "select emoji, user_id from reactions where room_id = $1 and seq = $2 order by emoji, user_id";

/// How the payload of a message without reactions ends.
const WITHOUT: &str = "\"reactions\":[]}";

/// Tells that something was said.
pub(super) fn created(tx: &mut Tx<'_>, room_id: i64, message: &Message) -> Result<()> {
    emit_whole(tx, Stream::Room(room_id), "message_created", message)
}

/// Tells what a message has become: `message_updated`, or `message_deleted` when it has lost its words.
pub(super) fn changed(tx: &mut Tx<'_>, room_id: i64, room: &str, after: Stored) -> Result<()> {
    let kind = if after.is_deleted() { "message_deleted" } else { "message_updated" };
    let rows: Vec<(String, i64)> = tx.all(WHO, params![room_id, after.seq()])?;
    let by_emoji = rows.chunk_by(|one, next| one.0 == next.0);
    let reactions = by_emoji.map(|rows| {
        let users: Vec<_> = rows.iter().map(|(_, user)| *user).collect();
        json!({ "emoji": rows[0].0, "users": users })
    });
    let reactions: Vec<Value> = reactions.collect();
    let mut told = serde_json::to_value(after.shown(room, Vec::new())).map_err(Error::internal)?;
    told["reactions"] = Value::Array(reactions);
    emit_whole(tx, Stream::Room(room_id), kind, &told)
}

/// The payload as one user may see it; `None` when all see it as it is.
pub fn shown_to(user: i64, payload: &str) -> Option<String> {
    if payload.ends_with(WITHOUT) {
        return None;
    }
    let mut told: Value = serde_json::from_str(payload).ok()?;
    for reaction in told.get_mut("reactions")?.as_array_mut()? {
        let users = reaction["users"].as_array().cloned().unwrap_or_default();
        let (count, mine) = (users.len(), users.contains(&json!(user)));
        *reaction = json!({ "emoji": reaction["emoji"], "count": count, "mine": mine });
    }
    Some(told.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_shown_which_reactions_are_theirs() {
        let payload = r#"{"id":1,"reactions":[{"emoji":"+","users":[3,7]}]}"#;
        let mine = r#"{"id":1,"reactions":[{"emoji":"+","count":2,"mine":true}]}"#;
        assert_eq!(shown_to(7, payload).as_deref(), Some(mine));
        assert_eq!(shown_to(8, payload), Some(mine.replace("true", "false")));
        assert_eq!(shown_to(7, r#"{"id":1,"reactions":[]}"#), None);
        assert_eq!(shown_to(7, r#"{"user_id":7}"#), None);
    }
}
