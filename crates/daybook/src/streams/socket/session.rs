//! The life of one socket.
//!
//! While it writes to a slow client it does not read, and what is new for that client stays in the hub's
//! bounded queue or in the database. Events are written only by a session that was seen alive within
//! the last second.
//! Not here: what is read and written (`Face`).

use std::time::{Duration, Instant};

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use daybook_live::{Client, Close, Outgoing};
use futures_util::SinkExt;
use tokio::time::sleep_until;

use super::{
    Face,
    allowance::Allowance,
    heartbeat::{Beat, Heartbeat},
    parting::{End, part},
};
use crate::{app::App, identity::authenticate};

/// Bytes of the longest message that a client may send.
pub(super) const LONGEST: usize = 64 * 1024;
/// Between two looks at a session while the database cannot be asked.
const PAUSE: Duration = Duration::from_millis(200);

struct Session<F> {
    app: App,
    socket: WebSocket,
    client: Client,
    id: Option<i64>,
    face: F,
    heartbeat: Heartbeat,
    allowance: Allowance,
}

enum Step {
    Deliver,
    Received(Option<Result<Message, axum::Error>>),
    Beat,
}

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
    let mut session =
        Session { app, socket, client, id, face, heartbeat, allowance: Allowance::new(now) };
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
                Step::Received(None) => return Err(End::Gone),
                Step::Received(Some(Err(error))) => return Err(End::of(error)),
                Step::Received(Some(Ok(message))) => self.receive(message).await?,
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
            () = sleep_until(self.heartbeat.due().into()) => Step::Beat,
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

    async fn receive(&mut self, message: Message) -> Result<(), End> {
        self.heartbeat.alive();
        let answer = match message {
            Message::Pong(_) => return Ok(()),
            Message::Close(_) => return Err(End::Gone),
            _ if self.app.config.throttle && !self.allowance.take(Instant::now()) => {
                self.face.too_fast().map(Some)
            }
            Message::Ping(_) => return Ok(()),
            Message::Text(text) if text.len() > LONGEST => return Err(End::TOO_LARGE),
            Message::Text(text) => self.face.receive(&mut self.client, Some(&text)).await,
            Message::Binary(_) => self.face.receive(&mut self.client, None).await,
        };
        match answer {
            Ok(Some(answer)) => self.answer(answer).await,
            Ok(None) => Ok(()),
            Err(close) => Err(End::Close(close)),
        }
    }

    async fn answer(&mut self, frame: Utf8Bytes) -> Result<(), End> {
        self.client.progress();
        self.write(Message::Text(frame)).await?;
        self.flush().await
    }

    async fn beat(&mut self) -> Result<(), End> {
        match self.heartbeat.beat(Instant::now()) {
            Beat::Wait => Ok(()),
            Beat::Dead => Err(End::Close(Close::NoPong)),
            Beat::Ping => {
                self.client.progress();
                self.write(Message::Ping(Bytes::new())).await?;
                self.flush().await
            }
        }
    }

    async fn write(&mut self, message: Message) -> Result<(), End> {
        tokio::select! {
            biased;
            written = self.socket.feed(message) => written.map_err(|_| End::Gone)?,
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
