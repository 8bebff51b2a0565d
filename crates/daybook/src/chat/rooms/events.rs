//! What is told of rooms: on their own streams to who follows them, and to members on theirs.
//!
//! `member_left` on a room's stream is where whoever left stops to hear it.
//! Not here: who hears a stream (`streams`).

use super::{model::Room, store::Changed};
use crate::{
    Result,
    notifications::mentions::{Of, take_back},
    streams::{Stream, emit},
};
use daybook_db::Tx;
use serde_json::json;

/// Tells those who are in a room now that it is theirs, those who are not any more that it is gone, and who follows it
/// what has become of it.
pub(super) fn changed(tx: &mut Tx<'_>, room: &Room, members: &Changed) -> Result<()> {
    for user in &members.left {
        emit(tx, Stream::Room(room.id), "member_left", &json!({ "user_id": user }))?;
        gone(tx, *user, room)?;
        while take_back(tx, Of::Member { room_id: room.id, user: *user })? {}
    }
    for user in &members.entered {
        emit(tx, Stream::User(*user), "room_created", room)?;
    }
    emit(tx, Stream::Room(room.id), "room_updated", room)
}

/// Tells that a room is there: only its members can know of it yet.
pub(super) fn created(tx: &mut Tx<'_>, room: &Room) -> Result<()> {
    for user in &room.members {
        emit(tx, Stream::User(*user), "room_created", room)?;
    }
    Ok(())
}

/// Tells that a room is gone: who follows it, and the members that it names.
pub(super) fn deleted(tx: &mut Tx<'_>, room: &Room) -> Result<()> {
    emit(tx, Stream::Room(room.id), "room_deleted", &json!({ "id": room.id, "name": room.name }))?;
    for user in &room.members {
        gone(tx, *user, room)?;
    }
    Ok(())
}

fn gone(tx: &mut Tx<'_>, user: i64, room: &Room) -> Result<()> {
    let told = json!({ "id": room.id, "name": room.name });
    emit(tx, Stream::User(user), "room_deleted", &told)
}
