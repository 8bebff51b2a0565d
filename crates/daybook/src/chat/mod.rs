//! Chat: rooms, and what is said in them.
//!
//! Tables: `rooms`, `room_members`. Streams: `room:<name>` of each room, with `room_updated`, `room_deleted` and
//! `member_left`; `user:<id>` of a member, with `room_created` (I am in it now) and `room_deleted` (it is gone, or I am
//! not in it any more).
//!
//! Invariants: a private room is seen by its members alone, to all others it is not there; a room's name is never
//! changed; two users have one direct room, whoever asked for it first.
//!
//! Not here: who hears a stream (`streams::socket`).

pub mod rooms;

pub use rooms::{forget, purge};

use crate::http::Routes;

/// The routes under `/api/chat/`.
pub fn routes() -> Routes {
    rooms::routes()
}
