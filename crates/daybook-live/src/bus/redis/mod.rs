//! The bus over Redis or Valkey: notes by pub/sub, and nothing that matters.
//!
//! Invariants: a server that is not there, stands still or says nothing costs the node a task that
//! tries again, and no write waits for it. It is up while what this node writes comes back to it: each
//! second it writes something, for a server may take connections and be dead all the same. What no node
//! of ours has sealed is not read.
//! Not here: what goes over the wire (`wire`, `seal`, `link`).

mod link;
mod report;
mod seal;
mod text;
mod wire;

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};
use hmac::Hmac;
use parking_lot::Mutex;
use redis::RedisError;
use sha2::Sha256;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

use self::link::{CHANNELS, Link, Pushed, Servers};
use self::seal::Seal;
use super::{Bus, Doing, WAITING};
use crate::{Note, Told};

/// How often something is written that has to come back.
const BEAT: Duration = Duration::from_secs(1);
/// How long nothing may come back.
const SILENCE: Duration = Duration::from_millis(2500);
/// How long it may take to be connected.
const CONNECTING: Duration = Duration::from_secs(3);
/// How long to wait before the next try.
const PAUSE: Duration = Duration::from_millis(500);
/// Messages that are on their way at a time.
const ON_THE_WAY: usize = 64;
/// Parcels that are taken at a time.
const AT_A_TIME: usize = 64;

/// What cannot be the address of a server.
#[derive(Debug)]
pub struct BadAddress(RedisError);

impl std::fmt::Display for BadAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "is no address of a server: {}", self.0)
    }
}

impl std::error::Error for BadAddress {}

/// The bus of one node over a server, or over a cluster.
pub struct Redis {
    servers: Servers,
    channels: [String; CHANNELS],
    seal: Seal,
    /// Tells its own messages from those of other nodes.
    me: u64,
    up: AtomicBool,
    outgoing: mpsc::Sender<Parcel>,
    waiting: Mutex<Option<mpsc::Receiver<Parcel>>>,
    subscriber: Mutex<Option<mpsc::Sender<Note>>>,
}

/// What is to be sent.
#[derive(Default)]
struct Parcel {
    notes: Vec<Note>,
    /// Dropped when all has left.
    left: Option<oneshot::Sender<()>>,
}

impl std::fmt::Debug for Redis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redis").field("up", &self.is_up()).finish_non_exhaustive()
    }
}

impl Redis {
    /// A bus over the server at this address, or over the cluster of which it names some, with commas:
    /// `redis://user:password@host:6379`, `rediss://…` with TLS. Nodes that share the key hear each other, and nobody
    /// else.
    ///
    /// # Errors
    /// When it cannot be read. Whether a server is there is not asked.
    pub fn new(addresses: &str, key: Hmac<Sha256>) -> Result<Self, BadAddress> {
        let seal = Seal::new(key);
        let (outgoing, waiting) = mpsc::channel(WAITING);
        Ok(Self {
            servers: Servers::parse(addresses).map_err(BadAddress)?,
            channels: wire::channels(&seal.name()),
            seal,
            me: RandomState::new().hash_one(std::process::id()),
            up: AtomicBool::new(false),
            outgoing,
            waiting: Mutex::new(Some(waiting)),
            subscriber: Mutex::new(None),
        })
    }

    /// Connects again and again.
    async fn keep_connected(&self) {
        let Some(mut waiting) = self.waiting.lock().take() else {
            return std::future::pending().await;
        };
        let mut told = false;
        loop {
            let why = match timeout(CONNECTING, Link::open(&self.servers, &self.channels)).await {
                Ok(Ok(link)) => self.serve(link, &mut waiting, &mut told).await,
                Ok(Err(error)) => error.to_string(),
                Err(_) => "it does not answer".to_owned(),
            };
            self.up.store(false, Ordering::Relaxed);
            if !std::mem::replace(&mut told, true) {
                tracing::warn!(why, "the bus is away: what other nodes do shows up to 2 s late");
            }
            sleep_until(Instant::now() + PAUSE).await;
        }
    }

    /// Until the connection is given up; tells why.
    async fn serve(
        &self,
        mut link: Link,
        waiting: &mut mpsc::Receiver<Parcel>,
        told: &mut bool,
    ) -> String {
        let mut on_the_way = FuturesUnordered::new();
        let mut beats = interval(BEAT);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        let mut parcels = Vec::with_capacity(AT_A_TIME);
        let mut flushes = Vec::new();
        loop {
            tokio::select! {
                pushed = link.next() => match pushed {
                    Pushed::Message(message) => {
                        if self.take(&message) {
                            heard = Instant::now();
                            if !self.up.swap(true, Ordering::Relaxed) && std::mem::take(told) {
                                tracing::info!("the bus is back");
                            }
                        }
                    }
                    Pushed::Lost => return "the connection is lost".to_owned(),
                },
                Some(done) = on_the_way.next() => {
                    if let Err(error) = done {
                        return RedisError::to_string(&error);
                    }
                    if on_the_way.is_empty() {
                        flushes.clear();
                    }
                }
                _ = beats.tick() => {
                    if heard.elapsed() > SILENCE {
                        return "what is written does not come back".to_owned();
                    }
                    let beat = self.seal.close(wire::beat(self.me));
                    for channel in &self.channels {
                        on_the_way.push(link.publish(channel, &beat));
                    }
                }
                _ = waiting.recv_many(&mut parcels, AT_A_TIME), if on_the_way.len() < ON_THE_WAY => {
                    let notes = parcels.drain(..).flat_map(|Parcel { notes, left }| {
                        flushes.extend(left);
                        notes
                    });
                    let messages = self.messages(notes);
                    for (channel, message) in self.channels.iter().zip(messages) {
                        let sealed = message.map(|it| self.seal.close(it));
                        on_the_way.extend(sealed.map(|it| link.publish(channel, &it)));
                    }
                    if on_the_way.is_empty() {
                        flushes.clear();
                    }
                }
            }
        }
    }

    /// Takes a message; tells whether it is one of this node's own.
    fn take(&self, message: &[u8]) -> bool {
        let message = self.seal.open(message).and_then(wire::read);
        let Some((link, notes)) = message else { return false };
        if link == self.me {
            return true;
        }
        if let Some(subscriber) = self.subscriber.lock().as_ref() {
            for note in notes {
                // A full queue loses the note, as any bus may.
                let _ = subscriber.try_send(note);
            }
        }
        false
    }

    /// Notes, as a message for each channel that has some.
    fn messages(&self, notes: impl Iterator<Item = Note>) -> [Option<Vec<u8>>; CHANNELS] {
        let mut messages = [const { None }; CHANNELS];
        for note in notes {
            let message = messages[channel_of(&note)].get_or_insert_with(|| wire::beat(self.me));
            wire::add(message, &note);
        }
        messages
    }
}

/// The same for all of a stream, on every node: the sum of its bytes is as good as any. What a node tells of itself
/// goes one way too, so that it comes in order.
fn channel_of(note: &Note) -> usize {
    let sum = |bytes: &[u8]| {
        bytes.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()))
    };
    let sum = match &note.told {
        Told::Hint(hint) => sum(hint.stream.as_bytes()),
        Told::Signal(signal) => sum(signal.stream.as_bytes()),
        Told::Report(_) => sum(&note.node.to_be_bytes()),
    };
    sum % CHANNELS
}

impl Bus for Redis {
    fn publish(&self, notes: Vec<Note>) {
        if self.is_up() {
            // What does not fit is lost, as on any bus.
            let _ = self.outgoing.try_send(Parcel { notes, left: None });
        }
    }

    fn subscribe(&self, _: u64) -> mpsc::Receiver<Note> {
        let (sender, receiver) = mpsc::channel(WAITING);
        *self.subscriber.lock() = Some(sender);
        receiver
    }

    fn is_up(&self) -> bool {
        self.up.load(Ordering::Relaxed)
    }

    fn refused(&self) -> u64 {
        self.seal.refused()
    }

    fn run(&self) -> Doing<'_> {
        Box::pin(self.keep_connected())
    }

    fn flush(&self) -> Doing<'_> {
        let (left, leaves) = oneshot::channel();
        let parcel = Parcel { left: Some(left), ..Parcel::default() };
        let is_taken = self.is_up() && self.outgoing.try_send(parcel).is_ok();
        Box::pin(async move {
            if is_taken {
                // It ends when the other half is dropped.
                let _ = leaves.await;
            }
        })
    }
}
