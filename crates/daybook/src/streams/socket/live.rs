//! `/ws/live/`: everything of mine, on one socket.
//!
//! In: `{"subscribe":{"me":"<cursor>"|null}}`, `{"unsubscribe":["me"]}`, `{"ping":n}`. Out: events, and
//! `subscribed`, `reset`, `pong`. What is not this protocol closes with 4501.
//! Not here: cursors and their promises (`daybook-live`).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use daybook_live::{Client, Close, Cursor, Event, Outgoing};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Face, Handshake, Upgrade, faces, shared};
use crate::{error::Result, http::Routes, identity::CurrentUser, streams::Stream};

/// The live socket.
pub fn routes() -> Routes {
    Routes::new("live").get("/ws/live/", open_live_socket, "Follow everything of mine, live.")
}

async fn open_live_socket(handshake: Handshake) -> Result<Upgrade> {
    let Some(user) = handshake.user.clone() else {
        return Ok(handshake.refuse(Close::Unauthorised));
    };
    Ok(handshake.open(|_| Live { user, names: HashMap::new() }))
}

/// A socket that says what it follows.
struct Live {
    user: CurrentUser,
    /// Names on the wire, by stream.
    names: HashMap<Arc<str>, String>,
}

#[derive(Deserialize)]
struct Incoming {
    subscribe: Option<BTreeMap<String, Option<String>>>,
    unsubscribe: Option<Vec<String>>,
    ping: Option<Value>,
}

impl Face for Live {
    fn frame(&mut self, out: &Outgoing) -> Option<Utf8Bytes> {
        match out {
            Outgoing::Event(event) => {
                let name = self.names.get(&event.stream)?;
                shared(event, faces::LIVE, |event| Some(encode(name, event)))
            }
            Outgoing::Subscribed { stream, cursor } => {
                let name = self.names.get(stream)?;
                Some(json!({ "subscribed": { name: cursor.to_string() } }).to_string().into())
            }
            Outgoing::Reset(stream) => {
                let name = self.names.get(stream)?;
                Some(json!({ "reset": name }).to_string().into())
            }
            Outgoing::Close(_) => None,
        }
    }

    async fn receive(
        &mut self,
        client: &mut Client,
        text: Option<&str>,
    ) -> Result<Option<Utf8Bytes>, Close> {
        let text = text.ok_or(Close::BadProtocol)?;
        let incoming: Incoming = serde_json::from_str(text).map_err(|_| Close::BadProtocol)?;
        match incoming {
            Incoming { subscribe: Some(streams), unsubscribe: None, ping: None } => {
                self.subscribe(client, streams)
            }
            Incoming { subscribe: None, unsubscribe: Some(names), ping: None } => {
                for name in names {
                    self.unsubscribe(client, &name);
                }
                Ok(None)
            }
            Incoming { subscribe: None, unsubscribe: None, ping: Some(n) } => {
                Ok(Some(json!({ "pong": n }).to_string().into()))
            }
            _ => Err(Close::BadProtocol),
        }
    }
}

impl Live {
    fn subscribe(
        &mut self,
        client: &Client,
        streams: BTreeMap<String, Option<String>>,
    ) -> Result<Option<Utf8Bytes>, Close> {
        let mut unknown = Vec::new();
        for (name, since) in streams {
            let since = since.map(|since| since.parse::<Cursor>()).transpose();
            let since = since.map_err(|_| Close::BadProtocol)?;
            let Some(stream) = self.find(&name) else {
                unknown.push(name);
                continue;
            };
            let stream: Arc<str> = stream.to_string().into();
            self.names.insert(Arc::clone(&stream), name);
            client.subscribe(stream, since).map_err(|_| Close::BadProtocol)?;
        }
        let refusal = || json!({ "error": "Not found.", "streams": unknown }).to_string().into();
        Ok((!unknown.is_empty()).then(refusal))
    }

    fn unsubscribe(&mut self, client: &Client, name: &str) {
        if let Some(stream) = self.find(name) {
            let stream = stream.to_string();
            client.unsubscribe(&stream);
            self.names.remove(stream.as_str());
        }
    }

    /// The stream that its user knows by this name.
    fn find(&self, name: &str) -> Option<Stream> {
        (name == "me").then_some(Stream::User(self.user.id))
    }
}

/// Names and kinds are our own words, without a character that JSON escapes.
fn encode(name: &str, event: &Event) -> String {
    let Event { seq, kind, payload, .. } = event;
    format!(r#"{{"stream":"{name}","seq":{seq},"type":"{kind}","data":{payload}}}"#)
}
