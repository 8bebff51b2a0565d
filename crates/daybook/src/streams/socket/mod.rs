//! A WebSocket on the hub, whatever it looks like to its client.
//!
//! One task per socket: it writes all that waits and flushes once, reads what the client says, and
//! keeps the time. A [`Face`] gives the frames their form.
//!
//! Invariants: a socket ends with its session; it never holds more than its client's bounded queue; it
//! says why it closes.
//! Not here: who may follow what (`live`, and each thin face).

mod allowance;
mod handshake;
mod heartbeat;
pub(super) mod live;
mod parting;
mod present;
mod session;

use axum::extract::ws::Utf8Bytes;
use daybook_live::{Client, Close, Event, Outgoing};

pub use allowance::Allowance;
pub use handshake::{Guarded, Handshake, Upgrade};
pub use heartbeat::Pulse;
pub use present::{roster_frame, signal_frame, typing};

/// The numbers under which events, lists and signals keep their frames.
pub mod faces {
    use daybook_live::Face;

    /// `/ws/live/`.
    pub const LIVE: Face = Face::new(0);
    /// `/ws/activities/`.
    pub const ACTIVITIES: Face = Face::new(1);
    /// `/ws/chat/<room>/`.
    pub const CHAT: Face = Face::new(2);
}

/// What a kind of socket says and understands.
pub trait Face: Send + 'static {
    /// The frame of what the hub has to say; `None` when this socket does not tell it.
    fn frame(&mut self, client: &Client, out: &Outgoing) -> Option<Utf8Bytes>;

    /// What it says before anything that the hub has to say, some at a time; at last nothing.
    ///
    /// # Errors
    /// The reason to send the client away.
    fn opening(&mut self) -> impl Future<Output = Result<Vec<Utf8Bytes>, Close>> + Send {
        std::future::ready(Ok(Vec::new()))
    }

    /// What the client sent since it was last listened to, in its order; the answers go to this socket alone.
    ///
    /// # Errors
    /// The reason to send the client away, once it has the answers.
    fn receive(
        &mut self,
        client: &mut Client,
        said: Vec<Said>,
        answers: &mut Vec<Utf8Bytes>,
    ) -> impl Future<Output = Result<(), Close>> + Send;
}

/// What a client sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text.
    Text(Utf8Bytes),
    /// Something binary.
    Binary,
    /// Anything, faster than it may; it is not looked at.
    TooFast,
}

/// The event's frame on a face, encoded by the first socket that needs it.
pub fn shared(
    event: &Event,
    face: daybook_live::Face,
    encode: impl FnOnce(&Event) -> Option<String>,
) -> Option<Utf8Bytes> {
    let bytes = event.frame(face, |event| encode(event).map(Into::into))?;
    Utf8Bytes::try_from(bytes).ok()
}
