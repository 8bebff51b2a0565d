//! `/ws/activities/`: the owner's activities as they happen, in the form of its known clients.
//!
//! Out: a greeting, then `activity`, `activity_updated`, `activity_deleted` with the object. Who is
//! nobody is greeted too, and told nothing more. What the client says is ignored.
//!
//! Invariant: the greeting comes when the stream is followed, so that what is logged after it is seen.
//! Not here: resuming; `/ws/live/` does that.

use axum::extract::ws::Utf8Bytes;
use daybook_live::{Client, Close, Event, Outgoing};
use serde_json::json;

use crate::{
    error::Result,
    streams::{
        Stream,
        socket::{Face, Handshake, Said, Upgrade, faces, shared},
    },
};

/// The activities' socket.
pub(super) async fn open_activities_socket(handshake: Handshake) -> Result<Upgrade> {
    let Some(user) = handshake.user.clone() else {
        let message = "Connected - authentication required for real-time updates";
        let opening = Some(greeting(message, false));
        return Ok(handshake.open(|_| Activities { opening, greeting: None }));
    };
    let message = format!("Connected to activity log as {}", user.username);
    let greeting = Some(greeting(&message, true));
    Ok(handshake.open(move |client| {
        let follows = client.subscribe(Stream::User(user.id).to_string(), None);
        debug_assert!(follows.is_ok(), "one stream is never too many");
        Activities { opening: None, greeting }
    }))
}

fn greeting(message: &str, authenticated: bool) -> Utf8Bytes {
    json!({ "type": "connection", "message": message, "authenticated": authenticated })
        .to_string()
        .into()
}

struct Activities {
    /// For a stranger, at once.
    opening: Option<Utf8Bytes>,
    /// For the owner, when the stream is followed.
    greeting: Option<Utf8Bytes>,
}

impl Face for Activities {
    async fn opening(&mut self) -> Result<Vec<Utf8Bytes>, Close> {
        Ok(self.opening.take().into_iter().collect())
    }

    fn frame(&mut self, _: &Client, out: &Outgoing) -> Option<Utf8Bytes> {
        match out {
            Outgoing::Event(event) => shared(event, faces::ACTIVITIES, encode),
            Outgoing::Subscribed { .. } => self.greeting.take(),
            Outgoing::Reset(_) | Outgoing::Roster(_) | Outgoing::Signal(_) | Outgoing::Close(_) => {
                None
            }
        }
    }

    async fn receive(
        &mut self,
        _: &mut Client,
        said: Vec<Said>,
        _: &mut Vec<Utf8Bytes>,
    ) -> Result<(), Close> {
        if said.contains(&Said::TooFast) { Err(Close::TooManyMessages) } else { Ok(()) }
    }
}

fn encode(event: &Event) -> Option<String> {
    let kind = match &*event.kind {
        "activity_created" => "activity",
        kind @ ("activity_updated" | "activity_deleted") => kind,
        _ => return None,
    };
    Some(format!(r#"{{"type":"{kind}","data":{}}}"#, event.payload))
}
