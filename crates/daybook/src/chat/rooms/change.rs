//! Changing a room: its title, its topic, and who is in a private one.
//!
//! Not here: who enters and leaves by themselves (`chat::rooms::members`).

use super::{
    events,
    model::{Room, RoomChanges},
    name::RoomName,
    routes::{lock_own, require_active},
    store::{self, Changed},
};
use crate::{
    App, Result,
    http::{Change, Json, Once, Text},
    identity::CurrentUser,
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;

pub(super) async fn update_room(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    change: Change<RoomChanges>,
) -> Result<Once<Json<Room>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| {
        let room = lock_own(tx, &me, &name)?;
        amend(tx, &room, body.read()?, now).map(Json)
    });
    once.await
}

/// Changes a room that was locked; what stays the same is not told again.
fn amend(tx: &mut Tx<'_>, before: &Room, changes: RoomChanges, now: Timestamp) -> Result<Room> {
    let RoomChanges { title, topic, members } = changes;
    let mut after = Room {
        title: title.map_or_else(|| before.title.clone(), Text::into_string),
        topic: topic.map_or_else(|| before.topic.clone(), Text::into_string),
        ..before.clone()
    };
    let mut changed = Changed::default();
    if let Some(members) = members.filter(|_| before.private) {
        let is_new = |id: &i64| !before.members.contains(id);
        let entering: Vec<_> = members.as_slice().iter().copied().filter(is_new).collect();
        require_active(tx, "members", &entering)?;
        let stays = |id: &i64| members.as_slice().contains(id) || before.created_by == Some(*id);
        let leaving: Vec<_> = before.members.iter().copied().filter(|id| !stays(id)).collect();
        changed = store::change_members(tx, &mut after, &entering, &leaving, now)?;
    }
    if after != *before {
        store::update(tx, &after)?;
        events::changed(tx, &after, &changed)?;
    }
    Ok(after)
}
