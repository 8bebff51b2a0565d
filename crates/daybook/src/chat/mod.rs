//! Chat: rooms, what is said in them, and finding it again.
//!
//! Tables: `rooms`, `room_members`, `messages`, `reactions`, `search_messages`, `search_pending`.
//! Streams: `room:<name>` of each room, with `message_created`, `message_updated`, `message_deleted`, `room_updated`, `room_deleted` and `member_left`; `user:<id>` of a member, with `room_created` (I am in it now), `room_read` (I have read on) and `room_deleted` (it is gone, or I am
//! not in it any more).
//!
//! Invariants: a private room is seen by its members alone, to all others it is not there; a room's name is never
//! changed; two users have one direct room, whoever asked for it first.
//!
//! Not here: who hears a stream (`streams::socket`).

pub mod messages;
pub mod rooms;
pub mod search;
mod socket;

pub use messages::{Pace, shown_to};
pub use rooms::purge;

use crate::{
    App, Result,
    http::Routes,
    streams::{self, Stream},
    time::Timestamp,
};
use daybook_db::{Engine, Tx};
use daybook_live::Event;
use rooms::name::RoomName;
use serde::Deserialize;

/// The routes under `/api/chat/`, and the rooms' sockets.
pub fn routes() -> Routes {
    rooms::routes().and(messages::routes()).and(search::routes()).and(socket::routes())
}

/// The texts that find something in chat on an engine, and whether they read what they find in the order of an index.
pub fn texts(engine: Engine) -> Vec<(&'static str, bool)> {
    let mut texts = search::texts(engine).to_vec();
    texts.extend(rooms::texts());
    texts.extend(messages::texts());
    texts
}

/// Removes some of what a user has in rooms; tells how many rows were looked at, 0 when none is left.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<u64> {
    match rooms::forget(tx, user, now)? {
        0 => messages::forget(tx, user),
        gone => Ok(gone),
    }
}

/// The stream of a room that a user may follow, and where it stands; `None` when there is none for this user.
///
/// # Errors
/// When the database fails.
pub fn find_stream(tx: &mut Tx<'_>, user: i64, name: &str) -> Result<Option<(Stream, u64)>> {
    let Some(name) = RoomName::of(name) else { return Ok(None) };
    let Some(room) = rooms::store::find(tx, user, &name)? else { return Ok(None) };
    let stream = Stream::Room(room.id);
    Ok(Some((stream, streams::head(tx, stream)?)))
}

/// Whether a user is in the room of a stream, and may so be seen typing there; while the database cannot tell, nobody is.
pub async fn may_type(app: &App, user: i64, stream: &str) -> bool {
    let Some(room) = stream.strip_prefix("room:").and_then(|id| id.parse().ok()) else {
        return false;
    };
    let found = app.db.read(move |tx| rooms::store::is_member(tx, user, room)).await;
    found.unwrap_or_else(|error| {
        tracing::debug!(%error, "it is not known who is in a room");
        false
    })
}

/// Whether nothing that follows this event in the stream of a room is for this user any more.
pub fn ends(user: i64, event: &Event) -> bool {
    #[derive(Deserialize)]
    struct Left {
        user_id: i64,
    }
    match &*event.kind {
        "room_deleted" => event.stream.starts_with("room:"),
        "member_left" => {
            serde_json::from_str::<Left>(&event.payload).is_ok_and(|left| left.user_id == user)
        }
        _ => false,
    }
}
