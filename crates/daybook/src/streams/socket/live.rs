//! `/ws/live/`: everything of mine, on one socket.
//!
//! In: `{"subscribe":{"me":"<cursor>"|null,"room:<name>":…}}`, `{"unsubscribe":["me"]}`, `{"typing":{"room:<name>":true}}`,
//! `{"ping":n}`. Out: events, and `subscribed`, `reset`, `presence`, `typing`, `pong`. Who follows a room is present in it. What is not this protocol closes with 4501. Who may follow a room is asked of the
//! database; after that the stream itself says whose it is not any more, in the order of what happened, on any node.
//! Not here: cursors and their promises (`daybook-live`).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::extract::{State, ws::Utf8Bytes};
use daybook_db::Tx;
use daybook_live::{Client, Close, Cursor, Event, Outgoing};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Face, Handshake, Said, Upgrade, faces, roster_frame, shared, signal_frame, typing as typing_of,
};
use crate::{app::App, chat, error::Result, http::Routes, identity::CurrentUser, streams::Stream};

/// How a user's own stream is called.
const ME: &str = "me";

/// The live socket.
pub fn routes() -> Routes {
    Routes::new("live").get("/ws/live/", open_live_socket, "Follow everything of mine, live.")
}

async fn open_live_socket(State(app): State<App>, handshake: Handshake) -> Result<Upgrade> {
    let Some(user) = handshake.user.clone() else {
        return Ok(handshake.refuse(Close::Unauthorised));
    };
    let name = user.username.as_str().into();
    Ok(handshake.open(|_| Live { app, user, name, followed: HashMap::new() }))
}

/// A socket that says what it follows.
struct Live {
    app: App,
    user: CurrentUser,
    /// The user's, as others see it.
    name: Arc<str>,
    followed: HashMap<Arc<str>, Followed>,
}

/// What this socket may be told of a stream.
struct Followed {
    /// How the stream is called on the wire.
    name: String,
    /// Where the stream stood when it was found that this user may follow it.
    since: u64,
}

#[derive(Deserialize)]
struct Incoming {
    subscribe: Option<BTreeMap<String, Option<String>>>,
    unsubscribe: Option<Vec<String>>,
    typing: Option<BTreeMap<String, bool>>,
    ping: Option<Value>,
}

impl Face for Live {
    fn frame(&mut self, client: &Client, out: &Outgoing) -> Option<Utf8Bytes> {
        match out {
            Outgoing::Event(event) => {
                let Followed { name, since } = self.followed.get(&event.stream)?;
                let own = room(name).and_then(|_| chat::shown_to(self.user.id, &event.payload));
                let frame = match own {
                    Some(payload) => Some(encode(name, event, &payload).into()),
                    None => shared(event, faces::LIVE, |event| {
                        Some(encode(name, event, &event.payload))
                    }),
                };
                if event.seq > *since && chat::ends(self.user.id, event) {
                    self.followed.remove(&event.stream);
                    client.unsubscribe(&event.stream);
                }
                frame
            }
            Outgoing::Subscribed { stream, cursor } => {
                let name = &self.followed.get(stream)?.name;
                Some(json!({ "subscribed": { name: cursor.to_string() } }).to_string().into())
            }
            Outgoing::Reset(stream) => {
                let name = &self.followed.get(stream)?.name;
                Some(json!({ "reset": name }).to_string().into())
            }
            Outgoing::Roster(roster) => {
                let Followed { name, .. } = self.followed.get(&roster.stream)?;
                let degraded = roster.degraded;
                roster_frame(roster, faces::LIVE, |users| {
                    format!(
                        r#"{{"presence":{{"stream":"{name}","users":{users},"degraded":{degraded}}}}}"#
                    )
                })
            }
            Outgoing::Signal(signal) => {
                let Followed { name, .. } = self.followed.get(&signal.stream)?;
                signal_frame(signal, faces::LIVE, |inside| {
                    format!(r#"{{"typing":{{"stream":"{name}",{inside}}}}}"#)
                })
            }
            Outgoing::Close(_) => None,
        }
    }

    async fn receive(
        &mut self,
        client: &mut Client,
        said: Vec<Said>,
        answers: &mut Vec<Utf8Bytes>,
    ) -> Result<(), Close> {
        for said in said {
            answers.extend(match said {
                Said::Text(text) => self.take(client, &text).await?,
                Said::Binary => return Err(Close::BadProtocol),
                Said::TooFast => return Err(Close::TooManyMessages),
            });
        }
        Ok(())
    }
}

impl Live {
    /// Does one of the things that a client may ask for.
    async fn take(&mut self, client: &mut Client, text: &str) -> Result<Option<Utf8Bytes>, Close> {
        let incoming: Incoming = serde_json::from_str(text).map_err(|_| Close::BadProtocol)?;
        match incoming {
            Incoming { subscribe: Some(streams), unsubscribe: None, typing: None, ping: None } => {
                self.subscribe(client, streams).await
            }
            Incoming { subscribe: None, unsubscribe: Some(names), typing: None, ping: None } => {
                for name in names {
                    self.unsubscribe(client, &name);
                }
                Ok(None)
            }
            Incoming { subscribe: None, unsubscribe: None, typing: Some(rooms), ping: None } => {
                for (name, typing) in rooms {
                    self.typing(client, &name, typing).await;
                }
                Ok(None)
            }
            Incoming { subscribe: None, unsubscribe: None, typing: None, ping: Some(n) } => {
                Ok(Some(json!({ "pong": n }).to_string().into()))
            }
            _ => Err(Close::BadProtocol),
        }
    }

    async fn subscribe(
        &mut self,
        client: &mut Client,
        streams: BTreeMap<String, Option<String>>,
    ) -> Result<Option<Utf8Bytes>, Close> {
        let mut wanted = Vec::new();
        for (name, since) in streams {
            let since = since.map(|since| since.parse::<Cursor>()).transpose();
            wanted.push((name, since.map_err(|_| Close::BadProtocol)?));
        }
        let names = wanted.iter().map(|(name, _)| name.clone()).collect();
        let found = self.find(names).await.map_err(|error| {
            tracing::debug!(%error, "it could not be found what a user may follow");
            Close::ServerError
        })?;
        let mut unknown = Vec::new();
        for ((name, cursor), found) in wanted.into_iter().zip(found) {
            let Some((stream, since)) = found else {
                unknown.push(name);
                continue;
            };
            let stream: Arc<str> = stream.to_string().into();
            self.followed.insert(Arc::clone(&stream), Followed { name, since });
            let attends = room(&self.followed[&stream].name).is_some();
            let followed = match attends {
                true => client.attend(stream, cursor, &self.name),
                false => client.subscribe(stream, cursor),
            };
            followed.map_err(|_| Close::BadProtocol)?;
        }
        let refusal = || json!({ "error": "Not found.", "streams": unknown }).to_string().into();
        Ok((!unknown.is_empty()).then(refusal))
    }

    fn unsubscribe(&mut self, client: &Client, name: &str) {
        if let Some(stream) = self.stream(name) {
            client.unsubscribe(&stream);
            self.followed.remove(&stream);
        }
    }

    /// Tells it to those who follow the room; what nobody may know, nobody is told.
    async fn typing(&self, client: &mut Client, name: &str, typing: bool) {
        let Some(stream) = room(name).and_then(|_| self.stream(name)) else { return };
        if chat::may_type(&self.app, self.user.id, &stream).await {
            client.signal(&stream, typing_of(&self.user, typing));
        }
    }

    fn stream(&self, name: &str) -> Option<Arc<str>> {
        let found = self.followed.iter().find(|(_, followed)| followed.name == name);
        found.map(|(stream, _)| Arc::clone(stream))
    }

    /// The streams that its user knows by these names and may follow, and where those of others stand.
    async fn find(&self, names: Vec<String>) -> Result<Vec<Option<(Stream, u64)>>> {
        let me = self.user.id;
        if names.iter().all(|name| room(name).is_none()) {
            return Ok(names.iter().map(|name| own(name, me)).collect());
        }
        let find = move |tx: &mut Tx<'_>| {
            let found = names.iter().map(|name| match room(name) {
                Some(room) => chat::find_stream(tx, me, room),
                None => Ok(own(name, me)),
            });
            found.collect()
        };
        self.app.db.read(find).await
    }
}

fn own(name: &str, user: i64) -> Option<(Stream, u64)> {
    (name == ME).then_some((Stream::User(user), 0))
}

fn room(name: &str) -> Option<&str> {
    name.strip_prefix("room:")
}

/// Names and kinds are our own words, without a character that JSON escapes.
fn encode(name: &str, event: &Event, payload: &str) -> String {
    let Event { seq, kind, .. } = event;
    format!(r#"{{"stream":"{name}","seq":{seq},"type":"{kind}","data":{payload}}}"#)
}
