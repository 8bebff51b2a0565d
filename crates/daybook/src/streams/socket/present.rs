//! Who is present, and who is typing, in the words that every socket shares.
//!
//! Not here: what stands around them (`live`, `chat::socket`).

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use daybook_live::{Face, Roster, Signal};
use serde_json::json;

use crate::identity::CurrentUser;

/// A list's frame on a face: what stands before `[{"id","username"},…]`, and after it.
pub fn roster_frame(
    roster: &Roster,
    face: Face,
    encode: impl FnOnce(&str) -> String,
) -> Option<Utf8Bytes> {
    text(roster.frame(face, |roster| Some(encode(&users(roster)).into())))
}

/// A signal's frame on a face; `encode` gets the inside of its object.
pub fn signal_frame(
    signal: &Signal,
    face: Face,
    encode: impl FnOnce(&str) -> String,
) -> Option<Utf8Bytes> {
    text(signal.frame(face, |signal| {
        let inside = signal.payload.strip_prefix('{')?.strip_suffix('}')?;
        Some(encode(inside).into())
    }))
}

/// What is told when somebody begins to type, goes on, or stops.
pub fn typing(user: &CurrentUser, typing: bool) -> Arc<str> {
    let who = json!({ "id": user.id, "username": user.username });
    format!(r#"{{"user":{who},"typing":{typing}}}"#).into()
}

fn users(roster: &Roster) -> String {
    let mut users = String::with_capacity(2 + 48 * roster.people.len());
    users.push('[');
    for (at, person) in roster.people.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let name = json!(&*person.name);
        // A text takes whatever is written.
        _ = write!(users, r#"{comma}{{"id":{},"username":{name}}}"#, person.id);
    }
    users.push(']');
    users
}

fn text(frame: Option<Bytes>) -> Option<Utf8Bytes> {
    Utf8Bytes::try_from(frame?).ok()
}
