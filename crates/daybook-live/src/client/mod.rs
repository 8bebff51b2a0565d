//! One client of the hub: what a socket's task holds.
//!
//! The state machine is [`Core`]; this wraps it in a lock that is held for moments, a wake-up, and the
//! reads from the database. Everything is cancel-safe: a call that is dropped halfway loses nothing,
//! a read that runs is taken up by the next call.
//! Not here: frames, pings and the protocol with the client (the application's sockets).

mod core;
mod follow;
mod mailbox;
mod queue;
mod reading;
mod stall;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

pub use self::core::{Core, Wanted};
pub(crate) use self::mailbox::Mailbox;
use self::reading::Reading;
pub use self::stall::Stall;
use crate::hub::Hub;
use crate::{Close, Cursor, Event, Person, Roster, Signal};

/// The bounds of a client.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Events that may wait for the socket.
    pub messages: usize,
    /// Bytes that they may hold.
    pub bytes: usize,
    /// Events that are read from the database at a time.
    pub page: usize,
    /// Streams that it may follow.
    pub streams: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { messages: 256, bytes: 1024 * 1024, page: 128, streams: 256 }
    }
}

/// What the socket has to write.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// The next event of a stream.
    Event(Arc<Event>),
    /// The stream is followed; its events continue after this cursor.
    Subscribed {
        /// The stream.
        stream: Arc<str>,
        /// Where its events continue.
        cursor: Cursor,
    },
    /// What was missed of the stream is not kept any more: fetch again. `Subscribed` follows.
    Reset(Arc<str>),
    /// Who is present in a stream now.
    Roster(Arc<Roster>),
    /// A passing word to who follows a stream.
    Signal(Arc<Signal>),
    /// The client is to be sent away; nothing follows.
    Close(Close),
}

/// The client follows as many streams as it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyStreams;

impl fmt::Display for TooManyStreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many streams for one client")
    }
}

impl std::error::Error for TooManyStreams {}

/// A connected client. Dropping it ends all that it follows.
#[derive(Debug)]
pub struct Client {
    hub: Hub,
    mailbox: Arc<Mailbox>,
    reading: Option<Reading>,
    stall: Stall,
}

impl Client {
    pub(crate) fn new(hub: Hub, mailbox: Arc<Mailbox>, stall: Stall) -> Self {
        Self { hub, mailbox, reading: None, stall }
    }

    /// Follows `stream` from a cursor, or from now; `Subscribed` or `Reset` answers in the batches.
    /// The caller has made sure that the client may see the stream.
    ///
    /// # Errors
    /// When it follows as many streams as it may.
    pub fn subscribe(
        &self,
        stream: impl Into<Arc<str>>,
        since: Option<Cursor>,
    ) -> Result<(), TooManyStreams> {
        let stream = stream.into();
        self.hub.follow(&stream, &self.mailbox);
        let subscribed = self.mailbox.tell(|core| core.subscribe(Arc::clone(&stream), since));
        if subscribed.is_err() {
            self.hub.unfollow(&stream, &self.mailbox);
        }
        subscribed
    }

    /// The same, and its user is present there under a name; [`Outgoing::Roster`] tells who is, then and
    /// whenever that changes.
    ///
    /// # Errors
    /// When it follows as many streams as it may.
    pub fn attend(
        &self,
        stream: impl Into<Arc<str>>,
        since: Option<Cursor>,
        name: &Arc<str>,
    ) -> Result<(), TooManyStreams> {
        let stream = stream.into();
        self.subscribe(Arc::clone(&stream), since)?;
        if let Some(id) = self.mailbox.owner.user {
            self.hub.attend(&stream, &Person { id, name: Arc::clone(name) }, &self.mailbox);
        }
        Ok(())
    }

    /// Stops following `stream`.
    pub fn unsubscribe(&self, stream: &str) {
        self.hub.unfollow(stream, &self.mailbox);
        self.mailbox.tell(|core| core.unsubscribe(stream));
    }

    /// Tells something to all who follow `stream` now, this client too; nothing, if it does not follow it.
    pub fn signal(&self, stream: &Arc<str>, payload: impl Into<Arc<str>>) {
        if self.mailbox.tell(|core| core.follows(stream)) {
            self.hub.signal(Signal::new(Arc::clone(stream), payload));
        }
    }

    /// Ends it for this reason: nothing that waits is delivered any more.
    pub fn end(&self, close: Close) {
        self.mailbox.close(close);
    }

    /// Replaces `batch`, which was written, by all that waits, and waits for at least one item.
    /// Cancel-safe. After a close it answers nothing but that close.
    pub async fn next_batch(&mut self, batch: &mut Vec<Outgoing>) {
        batch.clear();
        self.stall.done();
        self.mailbox.written();
        loop {
            let wanted = self.mailbox.take(batch, self.reading.is_some());
            if !batch.is_empty() {
                self.progress();
                return;
            }
            if let Some(wanted) = wanted {
                self.reading = Some(Reading::start(&self.hub, wanted));
            }
            let Some(reading) = &mut self.reading else {
                self.mailbox.woken().await;
                continue;
            };
            tokio::select! {
                biased;
                () = reading.finish(&self.hub, &self.mailbox) => self.reading = None,
                () = self.mailbox.woken() => {}
            }
        }
    }

    /// The socket got rid of something.
    pub fn progress(&mut self) {
        self.stall.progress(now());
    }

    /// Resolves when the socket made no progress with its batch for too long: send it away with
    /// [`Close::TooSlow`]; the client resumes where it stands.
    pub fn stalled(&self) -> impl Future<Output = ()> + Send + use<> {
        let deadline = self.stall.deadline();
        async move {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
                None => std::future::pending().await,
            }
        }
    }

    /// Why the client was ended, if it was. Asked between two frames of a batch, it keeps what was
    /// taken before a revocation from being written after it.
    #[must_use]
    pub fn closed(&self) -> Option<Close> {
        self.mailbox.closed()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.hub.disconnect(&self.mailbox);
    }
}

/// The moment, by the clock that tests may stop.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
