//! `/chat` and `/chat/{name}`: my rooms, and what was said last in one, to read; one talks in the app, or by the API.
//!
//! Not here: the lists of the API (`chat`).

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{
    app::App,
    chat::{
        messages::{self, model::Message},
        rooms::{self, model::Room, name::RoomName},
    },
    error::Result,
};
use askama::Template;
use axum::extract::State;
use daybook_db::Tx;

/// How many rooms, and how many messages, the plain pages show.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "chat.html")]
struct ChatPage<'a> {
    visitor: &'a Visitor,
    rooms: &'a [Room],
}

#[derive(Template)]
#[template(path = "room.html")]
struct RoomPage<'a> {
    visitor: &'a Visitor,
    name: &'a str,
    /// Oldest first; `None` when there is no such room, or it is not for this visitor.
    messages: Option<&'a [Message]>,
}

pub(super) async fn show_chat(State(app): State<App>, member: Member) -> Result<Page> {
    let user = member.user.id;
    let rooms = app.db.read(move |tx| rooms::own(tx, user, SHOWN)).await?;
    let plain = ChatPage { visitor: &member.visitor, rooms: &rooms };
    member.visitor.page(&app, "Chat", None, &plain).await
}

/// A room that is not there is a page too: the app leads on from it.
pub(super) async fn show_room(
    State(app): State<App>,
    member: Member,
    name: RoomName,
) -> Result<Page> {
    let (user, asked) = (member.user.id, name.clone());
    let last = move |tx: &mut Tx<'_>| -> Result<_> {
        let room = rooms::store::find(tx, user, &asked)?;
        room.map(|room| messages::newest(tx, &room, SHOWN)).transpose()
    };
    let messages = app.db.read(last).await?;
    let plain =
        RoomPage { visitor: &member.visitor, name: name.as_str(), messages: messages.as_deref() };
    member.visitor.page(&app, "Chat", None, &plain).await
}
