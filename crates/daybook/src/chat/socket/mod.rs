//! `/ws/chat/<room>/`: a room as it happens, in the form of its known clients.
//!
//! In: `{"message":"text"}`, with a `client_id` if it may be sent again, `{"typing":true}`, `{"read":<seq>}`. Out: `message`,
//! `message_updated` (also for reactions and what is taken back), `users`, `typing`, and `error` for what cannot be done;
//! the connection stays. `?since=<seq>` first tells what was said after that message.
//!
//! Invariants: each message is told once, in the order of `seq`, after it was stored; whoever is taken out of the room
//! is told nothing more, and is sent away.
//! Not here: who may enter (`chat::socket::enter`), cursors and their promises (`daybook-live`).

mod enter;
mod receive;
mod replay;

use axum::extract::{State, ws::Utf8Bytes};
use daybook_live::{Client, Close, Event, Outgoing};
use serde_json::json;
use std::sync::Arc;

use self::{
    enter::{Entered, enter},
    replay::Replay,
};
use super::{ends, rooms::name::RoomName, shown_to};
use crate::{
    App, Result,
    http::{Integer, Query, Routes},
    identity::CurrentUser,
    streams::{
        Stream,
        socket::{Face, Guarded, Said, Upgrade, faces, roster_frame, shared, signal_frame},
    },
};

/// The room's socket.
pub(super) fn routes() -> Routes {
    Routes::new("chat").get(
        "/ws/chat/{name}/",
        open_chat_socket,
        "Follow a room, live, as the first clients know it; a public one is entered, and made if it is not there.",
    )
}

crate::input! {
    /// Where a client left off.
    pub(super) struct Since {
        /// The `seq` of the last message that it has: those after it are told first.
        since: Option<Integer<0, { i64::MAX }>>,
    }
}

async fn open_chat_socket(
    State(app): State<App>,
    Guarded { handshake, user }: Guarded,
    name: RoomName,
    Query(Since { since }): Query<Since>,
) -> Result<Upgrade> {
    let Entered { room, cursor, last_seq } = enter(&app, &user, &name).await?;
    let stream: Arc<str> = Stream::Room(room.id).to_string().into();
    let after = since.map_or(last_seq, Integer::get);
    let replay = Replay { room: Arc::new(room), viewer: user.id, after, last: last_seq };
    Ok(handshake.open(move |client| {
        let known_as = user.username.as_str().into();
        let follows = client.attend(Arc::clone(&stream), Some(cursor), &known_as);
        debug_assert!(follows.is_ok(), "one stream is never too many");
        Member { app, user, name, stream, replay: Some(replay) }
    }))
}

/// The socket of somebody who is in a room.
struct Member {
    app: App,
    user: CurrentUser,
    name: RoomName,
    stream: Arc<str>,
    /// What is to be told first.
    replay: Option<Replay>,
}

impl Face for Member {
    async fn opening(&mut self) -> Result<Vec<Utf8Bytes>, Close> {
        let Some(replay) = &mut self.replay else { return Ok(Vec::new()) };
        let told = replay.next(&self.app).await?;
        if told.is_empty() {
            self.replay = None;
        }
        Ok(told)
    }

    fn frame(&mut self, client: &Client, out: &Outgoing) -> Option<Utf8Bytes> {
        match out {
            Outgoing::Event(event) => {
                if ends(self.user.id, event) {
                    client.end(Close::Revoked);
                    return None;
                }
                let own = shown_to(self.user.id, &event.payload);
                match own {
                    Some(payload) => encode(event, &payload).map(Into::into),
                    None => shared(event, faces::CHAT, |event| encode(event, &event.payload)),
                }
            }
            Outgoing::Roster(roster) => {
                roster_frame(roster, faces::CHAT, |users| format!(r#"{{"users":{users}}}"#))
            }
            Outgoing::Signal(signal) => {
                signal_frame(signal, faces::CHAT, |inside| format!(r#"{{"typing":{{{inside}}}}}"#))
            }
            // What was missed cannot be told here; the client comes back with its `since`.
            Outgoing::Reset(_) => {
                client.end(Close::ServerError);
                None
            }
            Outgoing::Subscribed { .. } | Outgoing::Close(_) => None,
        }
    }

    async fn receive(
        &mut self,
        client: &mut Client,
        said: Vec<Said>,
        answers: &mut Vec<Utf8Bytes>,
    ) -> Result<(), Close> {
        self.take(client, said, answers).await;
        Ok(())
    }
}

fn encode(event: &Event, payload: &str) -> Option<String> {
    let kind = match &*event.kind {
        "message_created" => "message",
        "message_updated" | "message_deleted" => "message_updated",
        _ => return None,
    };
    Some(format!(r#"{{"{kind}":{payload}}}"#))
}

/// What could not be done, in one sentence.
fn error(refused: &crate::Error) -> Utf8Bytes {
    let mut told = refused.body();
    while let Some(first) = told.get(0).or_else(|| told.as_object()?.values().next()) {
        told = first;
    }
    json!({ "error": told }).to_string().into()
}
