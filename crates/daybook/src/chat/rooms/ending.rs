//! The end of rooms, and of those who were in them, some rows at a time.
//!
//! An account that ends leaves its rooms: a private one that nobody is in any more goes, all others stay with those who
//! are left. Not here: the rest of the account (`identity::deletion`).

use super::{
    events, members,
    model::Room,
    name::RoomName,
    store::{self, columns},
};
use crate::{
    App, Result,
    chat::messages,
    streams::{self, Stream},
    time::Timestamp,
};
use daybook_db::{Tx, params};

/// Rooms that one transaction takes a user out of.
const AT_ONCE: i64 = 50;
/// Members that one transaction removes.
const MEMBERS: i64 = 500;

const OF_USER: &str = concat!(
    "select ",
    columns!(),
    " from rooms where id in (select room_id from room_members where user_id = $1 order by room_id limit $2)"
);
const MADE: &str = concat!(
    "select ",
    columns!(),
    " from rooms where created_by = $1 and deleted_at is null limit $2"
);
const DISOWN: &str = "update rooms set created_by = null where id = $1";
const DROP: &str = "delete from room_members where user_id = $1 and room_id = $2";
const DELETED: &str = "select id from rooms where deleted_at < $1 order by deleted_at limit 1";
const EMPTY: &str = "delete from room_members where room_id = $1 and user_id in \
                     (select user_id from room_members where room_id = $1 limit $2)";
const REMOVE: &str = "delete from rooms where id = $1";

/// Takes a user out of some rooms, or the name from some; tells how many were looked at, 0 when none is left.
///
/// # Errors
/// When the database fails.
pub(in crate::chat) fn forget(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<u64> {
    let of_user: Vec<Room> = tx.all(OF_USER, params![user, AT_ONCE])?;
    for room in &of_user {
        match RoomName::of(&room.name).map(|name| store::lock(tx, user, &name)) {
            Some(Ok(Some(mut room))) => members::leave(tx, &mut room, user, now)?,
            Some(Err(error)) => return Err(error.into()),
            // Deleted meanwhile.
            _ => _ = tx.run(DROP, params![user, room.id])?,
        }
    }
    if !of_user.is_empty() {
        return Ok(of_user.len() as u64);
    }
    let made: Vec<Room> = tx.all(MADE, params![user, AT_ONCE])?;
    for mut room in made.iter().cloned() {
        tx.run(DISOWN, params![room.id])?;
        room.created_by = None;
        events::changed(tx, &room, &store::Changed::default())?;
    }
    Ok(made.len() as u64)
}

/// Removes what is left of deleted rooms.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    while app.db.write(move |tx| purge_some(tx, now)).await? {}
    Ok(())
}

/// Tells whether there may be more.
fn purge_some(tx: &mut Tx<'_>, now: Timestamp) -> Result<bool> {
    let deleted = now.0 - streams::KEPT_FOR;
    let Some(id) = tx.opt::<i64>(DELETED, params![deleted])? else { return Ok(false) };
    let gone = messages::remove_some(tx, id)?
        + tx.run(EMPTY, params![id, MEMBERS])?
        + streams::forget(tx, Stream::Room(id))?;
    if gone == 0 {
        tx.run(REMOVE, params![id])?;
    }
    Ok(true)
}
