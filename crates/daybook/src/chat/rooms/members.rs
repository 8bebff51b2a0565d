//! Entering a room, and leaving it.
//!
//! Not here: who is named by a room's maker (`chat::rooms::change`).

use super::{events, model::Room, name::RoomName, store};
use crate::{
    App, Error, Result,
    http::{Change, Json, NoContent, Once},
    identity::CurrentUser,
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;

pub(super) async fn join_room(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    change: Change,
) -> Result<Once<Json<Room>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, _| {
        let mut room = store::lock(tx, me, &name)?.ok_or_else(Error::not_found)?;
        enter(tx, &mut room, me, now)?;
        Ok(Json(room))
    });
    once.await
}

/// Puts a user who sees a room that was locked into it; who is in it already stays.
pub(in crate::chat) fn enter(
    tx: &mut Tx<'_>,
    room: &mut Room,
    user: i64,
    now: Timestamp,
) -> Result<()> {
    let changed = store::change_members(tx, room, &[user], &[], now)?;
    if changed.is_empty() { Ok(()) } else { events::changed(tx, room, &changed) }
}

/// Who is not in a public room has left it already.
pub(super) async fn leave_room(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, _| {
        let mut room = store::lock(tx, me, &name)?.ok_or_else(Error::not_found)?;
        if room.direct {
            return Err(Error::non_field("A direct room cannot be left."));
        }
        leave(tx, &mut room, me, now)?;
        Ok(NoContent)
    });
    once.await
}

/// Takes a user out of a room that was locked; a private room that nobody is in any more is deleted.
pub(super) fn leave(tx: &mut Tx<'_>, room: &mut Room, user: i64, now: Timestamp) -> Result<()> {
    let changed = store::change_members(tx, room, &[], &[user], now)?;
    if changed.is_empty() {
        return Ok(());
    }
    events::changed(tx, room, &changed)?;
    if room.private && room.member_count == 0 {
        store::delete(tx, room.id, now)?;
        events::deleted(tx, room)?;
    }
    Ok(())
}
