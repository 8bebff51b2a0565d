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
mod session;

use axum::extract::ws::Utf8Bytes;
use daybook_live::{Client, Close, Event, Outgoing};

pub use allowance::Allowance;
pub use handshake::{Handshake, Upgrade};
pub use heartbeat::Pulse;

/// The numbers under which events keep their frames.
pub mod faces {
    use daybook_live::Face;

    /// `/ws/live/`.
    pub const LIVE: Face = Face::new(0);
    /// `/ws/activities/`.
    pub const ACTIVITIES: Face = Face::new(1);
}

/// What a kind of socket says and understands.
pub trait Face: Send + 'static {
    /// The frame of what the hub has to say; `None` when this socket does not tell it.
    fn frame(&mut self, out: &Outgoing) -> Option<Utf8Bytes>;

    /// What it says before anything else.
    fn opening(&mut self) -> Option<Utf8Bytes> {
        None
    }

    /// The client sent a text, or something binary (`None`). The answer goes to this socket alone.
    ///
    /// # Errors
    /// The reason to send the client away.
    fn receive(
        &mut self,
        client: &mut Client,
        text: Option<&str>,
    ) -> impl Future<Output = Result<Option<Utf8Bytes>, Close>> + Send;
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
