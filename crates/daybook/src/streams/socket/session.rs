//! The life of one socket.
//!
//! While it writes to a slow client it does not read, and what is new for that client stays in the hub's
//! bounded queue or in the database. Events are written only by a session that was seen alive within
//! the last second.
//! Not here: what is read and written (`Face`).

use std::{
    pin::Pin,
    time::{Duration, Instant},
};

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use daybook_live::{Client, Close, Outgoing};
use futures_util::{FutureExt, SinkExt};
use tokio::time::{Sleep, sleep_until};

use super::{
    Face, Said,
    allowance::Allowance,
    heartbeat::{Beat, Heartbeat},
    parting::{End, part},
};
use crate::{app::App, identity::authenticate};

/// Bytes of the longest message that a client may send.
pub(super) const LONGEST: usize = 64 * 1024;
/// The most that a client is listened to at once, in messages; in bytes, it ends with the one that reaches [`LONGEST`].
const AT_ONCE: usize = 64;
/// Between two looks at a session while the database cannot be asked.
const PAUSE: Duration = Duration::from_millis(200);

struct Session<F> {
    app: App,
    socket: WebSocket,
    client: Client,
    id: Option<i64>,
    face: F,
    heartbeat: Heartbeat,
    /// Goes off when the next beat is due, or was once.
    alarm: Pin<Box<Sleep>>,
    allowance: Allowance,
}

enum Step {
    Deliver,
    Received(Received),
    Beat,
}

/// What came from a client; nothing more does after `None`.
type Received = Option<Result<Message, axum::Error>>;

/// Serves a socket to its end. `id` is the session behind it.
pub(super) async fn run<F: Face>(
    app: App,
    socket: WebSocket,
    client: Client,
    id: Option<i64>,
    face: F,
) {
    let now = Instant::now();
    let heartbeat = Heartbeat::new(app.pulse, now);
    let alarm = Box::pin(sleep_until(heartbeat.due().into()));
    let allowance = Allowance::new(now);
    let mut session = Session { app, socket, client, id, face, heartbeat, alarm, allowance };
    let end = match session.talk().await {
        Err(end) => end,
        Ok(never) => match never {},
    };
    let Session { socket, client, .. } = session;
    drop(client);
    part(socket, end).await;
}

impl<F: Face> Session<F> {
    async fn talk(&mut self) -> Result<std::convert::Infallible, End> {
        while self.open().await? {}
        let mut batch = Vec::new();
        loop {
            match self.step(&mut batch).await {
                Step::Deliver => self.deliver(&mut batch).await?,
                Step::Received(received) => self.receive(received).await?,
                Step::Beat => self.beat().await?,
            }
        }
    }

    /// Says some of what comes before all else; tells whether there may be more.
    async fn open(&mut self) -> Result<bool, End> {
        let frames = self.face.opening().await.map_err(End::Close)?;
        let more = !frames.is_empty();
        self.client.progress();
        self.require_life().await?;
        for frame in frames {
            self.write_if_alive(frame).await?;
        }
        self.flush().await?;
        Ok(more)
    }

    /// The time is looked at last: a pong that has come counts, however late we get to it.
    async fn step(&mut self, batch: &mut Vec<Outgoing>) -> Step {
        let talk = async {
            tokio::select! {
                () = self.client.next_batch(batch) => Step::Deliver,
                received = self.socket.recv() => Step::Received(received),
            }
        };
        tokio::select! {
            biased;
            step = talk => step,
            () = &mut self.alarm => Step::Beat,
        }
    }

    async fn deliver(&mut self, batch: &mut Vec<Outgoing>) -> Result<(), End> {
        let tells = |out: &Outgoing| {
            matches!(out, Outgoing::Event(_) | Outgoing::Roster(_) | Outgoing::Signal(_))
        };
        if batch.iter().any(tells) {
            self.require_life().await?;
        }
        for out in batch.drain(..) {
            match self.face.frame(&self.client, &out) {
                Some(frame) => self.write_if_alive(frame).await?,
                None => self.require_open()?,
            }
        }
        self.flush().await
    }

    async fn write_if_alive(&mut self, frame: Utf8Bytes) -> Result<(), End> {
        self.require_open()?;
        self.write(Message::Text(frame)).await
    }

    fn require_open(&self) -> Result<(), End> {
        self.client.closed().map_or(Ok(()), |close| Err(End::Close(close)))
    }

    /// Listens to what the client sent, and to what it has sent meanwhile.
    async fn receive(&mut self, first: Received) -> Result<(), End> {
        let (mut said, mut heard, mut bytes) = (Vec::new(), 0, 0);
        let mut next = Some(first);
        let mut end = Ok(());
        while let Some(received) = next {
            heard += 1;
            match self.hear(received) {
                Ok(words) => {
                    if let Some(Said::Text(text)) = &words {
                        bytes += text.len();
                    }
                    said.extend(words);
                }
                Err(ends) => {
                    end = Err(ends);
                    break;
                }
            }
            let listens = heard < AT_ONCE && bytes < LONGEST;
            next = if listens { self.socket.recv().now_or_never() } else { None };
        }
        self.answer(said).await?;
        end
    }

    /// What of it is for the face.
    fn hear(&mut self, received: Received) -> Result<Option<Said>, End> {
        let message = received.ok_or(End::Gone)?.map_err(End::of)?;
        self.heartbeat.alive();
        match message {
            Message::Pong(_) => Ok(None),
            Message::Close(_) => Err(End::Gone),
            _ if self.app.config.throttle && !self.allowance.take(Instant::now()) => {
                Ok(Some(Said::TooFast))
            }
            Message::Ping(_) => Ok(None),
            Message::Text(text) if text.len() > LONGEST => Err(End::TOO_LARGE),
            Message::Text(text) => Ok(Some(Said::Text(text))),
            Message::Binary(_) => Ok(Some(Said::Binary)),
        }
    }

    async fn answer(&mut self, said: Vec<Said>) -> Result<(), End> {
        if said.is_empty() {
            return Ok(());
        }
        let mut answers = Vec::new();
        let received = self.face.receive(&mut self.client, said, &mut answers).await;
        if !answers.is_empty() {
            self.client.progress();
            for answer in answers {
                self.write(Message::Text(answer)).await?;
            }
            self.flush().await?;
        }
        received.map_err(End::Close)
    }

    async fn beat(&mut self) -> Result<(), End> {
        let beat = self.heartbeat.beat(Instant::now());
        self.alarm.as_mut().reset(self.heartbeat.due().into());
        match beat {
            Beat::Wait => Ok(()),
            Beat::Dead => Err(End::Close(Close::NoPong)),
            Beat::Ping => {
                self.client.progress();
                self.write(Message::Ping(Bytes::new())).await?;
                self.flush().await
            }
        }
    }

    /// What the socket takes at once, as it mostly does, needs no clock.
    async fn write(&mut self, message: Message) -> Result<(), End> {
        let mut write = self.socket.feed(message);
        if let Some(written) = (&mut write).now_or_never() {
            return written.map_err(|_| End::Gone);
        }
        tokio::select! {
            biased;
            written = write => written.map_err(|_| End::Gone)?,
            () = self.client.stalled() => return Err(End::Close(Close::TooSlow)),
        }
        self.client.progress();
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), End> {
        tokio::select! {
            biased;
            flushed = self.socket.flush() => flushed.map_err(|_| End::Gone),
            () = self.client.stalled() => Err(End::Close(Close::TooSlow)),
        }
    }

    /// Makes sure that the session was alive a second ago: identity remembers no longer. While the
    /// database cannot tell, nothing is delivered.
    async fn require_life(&mut self) -> Result<(), End> {
        let Some(id) = self.id else { return Ok(()) };
        loop {
            match authenticate::lives(&self.app, id).await {
                Ok(true) => return Ok(()),
                Ok(false) => return Err(End::Close(Close::Revoked)),
                Err(error) => {
                    tracing::debug!(%error, "a socket waits to know whether its session lives");
                }
            }
            tokio::select! {
                () = sleep_until(tokio::time::Instant::now() + PAUSE) => {}
                () = self.client.stalled() => return Err(End::Close(Close::ServerError)),
            }
        }
    }
}
