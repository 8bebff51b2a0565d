//! Answering a message with an emoji, and taking it back.
//!
//! Not here: how reactions are told (`chat::messages::events`).

use super::{events, model::Message, routes::shown, store};
use crate::{
    App, Error, Result,
    chat::rooms::{self, name::RoomName},
    http::{Change, Describe, Id, Json, Once, Operation},
    identity::CurrentUser,
};
use axum::extract::{FromRequestParts, RawPathParams};
use daybook_db::{Tx, params};
use http::request::Parts;
use schemars::SchemaGenerator;
use serde_json::json;

/// The most reactions of one message: an event names who they are of.
const MOST: i64 = 1_000;
/// The most characters of an emoji; families have many.
const LONGEST: usize = 16;

const COUNT: &str = "select count(*) from reactions where room_id = $1 and seq = $2";
const ADD: &str = "insert into reactions (room_id, seq, emoji, user_id) values ($1, $2, $3, $4) \
                   on conflict (room_id, seq, emoji, user_id) do nothing";
const REMOVE: &str =
    "delete from reactions where room_id = $1 and seq = $2 and emoji = $3 and user_id = $4";
const REMOVE_ALL: &str = "delete from reactions where room_id = $1 and seq = $2";

/// The `{emoji}` of the path: a few signs beyond ASCII.
#[derive(Clone, Debug)]
pub(super) struct Emoji(String);

impl FromRequestParts<App> for Emoji {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::not_found())?;
        let text = params.iter().find_map(|(name, value)| (name == "emoji").then_some(value));
        let plain = |c: char| c.is_alphabetic() || c.is_whitespace() || c.is_control();
        let is_emoji = |text: &&str| {
            text.chars().count() <= LONGEST && !text.is_ascii() && !text.chars().any(plain)
        };
        let emoji = text.filter(is_emoji).map(|text| Self(text.to_owned()));
        emoji.ok_or_else(|| Error::field("emoji", "This is no emoji."))
    }
}

impl Describe for Emoji {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.push(json!({
            "name": "emoji", "in": "path", "required": true,
            "schema": { "type": "string", "minLength": 1, "maxLength": LONGEST },
        }));
    }
}

pub(super) async fn put_reaction(
    user: CurrentUser,
    name: RoomName,
    id: Id,
    emoji: Emoji,
    change: Change,
) -> Result<Once<Json<Message>>> {
    react(user, name, id, emoji, change, add).await
}

pub(super) async fn delete_reaction(
    user: CurrentUser,
    name: RoomName,
    id: Id,
    emoji: Emoji,
    change: Change,
) -> Result<Once<Json<Message>>> {
    react(user, name, id, emoji, change, remove).await
}

/// Changes one reaction; tells whether it did.
type Reacting = fn(&mut Tx<'_>, i64, i64, &Emoji, i64) -> Result<bool>;

/// What it is already is not told again.
async fn react(
    user: CurrentUser,
    name: RoomName,
    Id(id): Id,
    emoji: Emoji,
    change: Change,
    reacting: Reacting,
) -> Result<Once<Json<Message>>> {
    let me = user.id;
    let once = change.write(&user, move |tx, _| {
        let room = rooms::store::find(tx, me, &name)?.ok_or_else(Error::not_found)?;
        let found = store::lock(tx, room.id, id)?.filter(|it| !it.is_deleted());
        let message = found.ok_or_else(Error::not_found)?;
        if reacting(tx, room.id, message.seq(), &emoji, me)? {
            events::changed(tx, room.id, &room.name, message.clone())?;
        }
        shown(tx, room.id, &room.name, me, message).map(Json)
    });
    once.await
}

fn add(tx: &mut Tx<'_>, room_id: i64, seq: i64, emoji: &Emoji, user: i64) -> Result<bool> {
    if tx.one::<i64>(COUNT, params![room_id, seq])? >= MOST {
        return Err(Error::non_field(format!("A message has no more than {MOST} reactions.")));
    }
    Ok(tx.run(ADD, params![room_id, seq, &emoji.0, user])? == 1)
}

fn remove(tx: &mut Tx<'_>, room_id: i64, seq: i64, emoji: &Emoji, user: i64) -> Result<bool> {
    Ok(tx.run(REMOVE, params![room_id, seq, &emoji.0, user])? == 1)
}

/// Removes the reactions to a message that was locked.
pub(super) fn remove_all(tx: &mut Tx<'_>, room_id: i64, seq: i64) -> Result<()> {
    tx.run(REMOVE_ALL, params![room_id, seq])?;
    Ok(())
}
