//! Rooms over HTTP: making, finding and deleting one.
//!
//! Not here: changing one (`chat::rooms::change`), entering and leaving (`chat::rooms::members`).

use super::{
    events,
    model::{NewRoom, Room},
    name::RoomName,
    store,
};
use crate::{
    App, Error, Result,
    http::{Body, Change, Created, Field, Fields, Ids, Input, Json, NoContent, Once, Pk, Property},
    identity::{CurrentUser, users},
    notifications::mentions,
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;

/// A room to be made: a new one, or the direct one with somebody.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    New(NewRoom),
    Direct(Ids<1>),
}

impl Input for Wanted {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        if fields.has("direct") {
            return fields.take("direct").map(Self::Direct);
        }
        NewRoom::read(fields).map(Self::New)
    }

    fn properties() -> Vec<Property> {
        let mut properties = NewRoom::properties();
        for property in &mut properties {
            property.required = false;
        }
        properties.push(Property {
            name: "direct",
            about: "The id of one other user, in a list: the private room of the two is answered, always the same; \
                    all else is left out."
                .to_owned(),
            required: false,
            schema: Ids::<1>::schema(),
        });
        properties
    }
}

pub(super) async fn create_room(
    State(app): State<App>,
    user: CurrentUser,
    change: Change<Wanted>,
) -> Result<Once<Created<Room>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body: &Body<Wanted>| {
        let room = match body.read()? {
            Wanted::New(new) => create(tx, me, new, now),
            Wanted::Direct(others) => find_direct(tx, me, &others, now),
        };
        room.map(Created)
    });
    once.await
}

/// Makes a room with its maker in it.
fn create(tx: &mut Tx<'_>, user: i64, new: NewRoom, now: Timestamp) -> Result<Room> {
    let members = new.members.unwrap_or_default();
    require_active(tx, "members", members.as_slice())?;
    let room = Room {
        title: new.title.unwrap_or_default().into_string(),
        topic: new.topic.unwrap_or_default().into_string(),
        private: new.private.unwrap_or_default(),
        ..blank(user, &new.name, now)
    };
    let members: Vec<_> =
        [user].into_iter().chain(members.without(user).as_slice().iter().copied()).collect();
    insert(tx, room, &members, now)?
        .ok_or_else(|| Error::field("name", "room with this name already exists."))
}

/// The room of two; made by the first who asks.
fn find_direct(tx: &mut Tx<'_>, user: i64, others: &Ids<1>, now: Timestamp) -> Result<Room> {
    let [other] = *others.as_slice() else {
        return Err(Error::field("direct", "Name one other user."));
    };
    if other == user {
        return Err(Error::field("direct", "Name one other user."));
    }
    let name = RoomName::of_two(user, other);
    if let Some(room) = store::find(tx, user, &name)? {
        return Ok(room);
    }
    require_active(tx, "direct", others.as_slice())?;
    let room = Room { private: true, direct: true, ..blank(user, &name, now) };
    match insert(tx, room, &[user, other], now)? {
        Some(room) => Ok(room),
        // The other one asked at the same moment.
        None => store::find(tx, user, &name)?.ok_or_else(Error::busy),
    }
}

/// Makes a public room with its maker in it; `None` when there is one, or the name is not free to be given.
pub(in crate::chat) fn make(
    tx: &mut Tx<'_>,
    user: i64,
    name: &RoomName,
    now: Timestamp,
) -> Result<Option<Room>> {
    if !name.is_free() {
        return Ok(None);
    }
    insert(tx, blank(user, name, now), &[user], now)
}

fn blank(user: i64, name: &RoomName, now: Timestamp) -> Room {
    Room {
        id: 0,
        name: name.as_str().to_owned(),
        title: String::new(),
        topic: String::new(),
        private: false,
        direct: false,
        members: Vec::new(),
        member_count: 0,
        created_by: Some(user),
        created_at: now,
    }
}

fn insert(tx: &mut Tx<'_>, new: Room, members: &[i64], now: Timestamp) -> Result<Option<Room>> {
    let Some(mut room) = store::insert(tx, new)? else { return Ok(None) };
    store::change_members(tx, &mut room, members, &[], now)?;
    events::created(tx, &room)?;
    Ok(Some(room))
}

/// Refuses to name who is not there, or may not log in.
pub(super) fn require_active(tx: &mut Tx<'_>, field: &str, ids: &[i64]) -> Result<()> {
    for id in ids {
        if !users::is_active(tx, *id)? {
            return Err(Error::field(field, Pk::not_there(id)));
        }
    }
    Ok(())
}

pub(super) async fn find_room(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
) -> Result<Json<Room>> {
    let found = app.db.read(move |tx| store::find(tx, user.id, &name)).await?;
    Ok(Json(found.ok_or_else(Error::not_found)?))
}

pub(super) async fn delete_room(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me, wanted) = (app.clock.now(), user.clone(), name.clone());
    let found = app.db.read(move |tx| store::find(tx, user.id, &wanted)).await?;
    let once = change.write(&user, move |tx, _| {
        let room = lock_own(tx, &me, &name)?;
        store::delete(tx, room.id, now)?;
        events::deleted(tx, &room)?;
        Ok(NoContent)
    });
    let once = once.await?;
    if let (Once::Fresh(_), Some(room)) = (&once, found) {
        mentions::take_all_back(&app, mentions::Of::Room(room.id)).await?;
    }
    Ok(once)
}

/// A room that this user may change, locked; to all others it is not there to be changed.
pub(super) fn lock_own(tx: &mut Tx<'_>, user: &CurrentUser, name: &RoomName) -> Result<Room> {
    let room = store::lock(tx, user.id, name)?.ok_or_else(Error::not_found)?;
    if room.may_be_changed_by(user) { Ok(room) } else { Err(Error::not_found()) }
}
