//! Messages over HTTP: saying one, and what its author does with it.
//!
//! What somebody else said is not there to be changed; staff may delete it.
//! Not here: lists (`chat::messages::list`), reactions (`chat::messages::reactions`).

use super::{
    events, mentions,
    model::{Message, MessageChanges, NewMessage, Stored},
    pace, reactions,
    say::say,
    store,
};
use crate::{
    App, Error, Result,
    chat::rooms::{self, name::RoomName},
    http::{Change, Created, Id, Json, NoContent, Once},
    identity::CurrentUser,
    notifications::mentions::{Of, take_back},
};
use axum::extract::State;
use daybook_db::Tx;

pub(super) async fn create_message(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    change: Change<NewMessage>,
) -> Result<Once<Created<Message>>> {
    pace::require(&app, user.id)?;
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        let mut room = rooms::store::find(tx, me, &name)?.ok_or_else(Error::not_found)?;
        let said = say(tx, &mut room, me, &[body.read()?], now)?.pop();
        said.map(|said| Created(said.message())).ok_or_else(Error::not_found)
    });
    once.await
}

pub(super) async fn find_message(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    Id(id): Id,
) -> Result<Json<Message>> {
    let read = app.db.read(move |tx| {
        let room = rooms::store::find(tx, user.id, &name)?.ok_or_else(Error::not_found)?;
        let found = store::find(tx, room.id, id)?.ok_or_else(Error::not_found)?;
        shown(tx, room.id, &room.name, user.id, found)
    });
    read.await.map(Json)
}

/// A message with its reactions, as a user sees it.
pub(in crate::chat) fn shown(
    tx: &mut Tx<'_>,
    room_id: i64,
    room: &str,
    viewer: i64,
    found: Stored,
) -> Result<Message> {
    let reactions = store::reactions(tx, room_id, viewer, (found.seq(), found.seq()))?;
    Ok(found.shown(room, reactions.into_iter().map(|(_, reaction)| reaction).collect()))
}

/// What stays the same is not told again.
pub(super) async fn update_message(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    Id(id): Id,
    change: Change<MessageChanges>,
) -> Result<Once<Json<Message>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        // Locked, so that who is named is in the room until they are told.
        let room = rooms::store::lock(tx, me, &name)?.ok_or_else(Error::not_found)?;
        let found = store::lock(tx, room.id, id)?.filter(|it| it.is_said_by(me));
        let mut message = found.ok_or_else(Error::not_found)?;
        if let Some(content) = body.read()?.content.filter(|it| it.as_str() != message.content()) {
            let mentions = mentions::find(tx, room.id, content.as_str())?;
            let before = message.mentions().to_vec();
            message = message.edited(&content, mentions, now);
            store::update(tx, &message, Some(now))?;
            let after = message.clone().shown(&room.name, Vec::new());
            mentions::tell(tx, &room, &after, &before, now)?;
            events::changed(tx, room.id, &room.name, message.clone())?;
        }
        shown(tx, room.id, &room.name, me, message).map(Json)
    });
    once.await
}

pub(super) async fn delete_message(
    user: CurrentUser,
    name: RoomName,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    let me = user.clone();
    let once = change.write(&user, move |tx, _| {
        let room = rooms::store::find(tx, me.id, &name)?.ok_or_else(Error::not_found)?;
        let found = store::lock(tx, room.id, id)?;
        let may = |it: &Stored| it.is_said_by(me.id) || (me.is_staff && !it.is_deleted());
        let message = found.filter(may).ok_or_else(Error::not_found)?.emptied();
        store::update(tx, &message, None)?;
        reactions::remove_all(tx, room.id, message.seq())?;
        while take_back(tx, Of::Message(message.id()))? {}
        events::changed(tx, room.id, &room.name, message)?;
        Ok(NoContent)
    });
    once.await
}
