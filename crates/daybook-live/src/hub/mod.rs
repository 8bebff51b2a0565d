//! The hub: who follows what on this node, and the ways on which events reach them.
//!
//! `deliver` is called by the thread that committed, and leaves the events to `run`: one task per node,
//! which ends with the process, passes them on, takes notes, reads gaps and heals. Lock order: a shard, then a mailbox; registry and presence are never held with either.
//! Not here: who may follow a stream, and what a session is.

mod committed;
mod fanout;
mod gaps;
mod healing;
mod notes;
mod options;
mod presence;
mod registry;
mod shards;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::{Mutex, RwLock};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

use self::committed::Committed;
use self::gaps::Gaps;
pub use self::options::Options;
pub use self::registry::Owner;
use self::registry::Registry;
use self::shards::Shards;
use crate::client::{Client, Mailbox, Stall};
use crate::presence::Presence;
use crate::{Bus, Close, Heads, Source};

/// A node's share of live delivery. Cloning shares it.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    node: u64,
    options: Options,
    source: Source,
    bus: Arc<dyn Bus>,
    shards: Shards,
    registry: Registry,
    committed: Committed,
    gaps: Gaps,
    presence: Mutex<Presence>,
    presence_changed: Notify,
    heal_now: Notify,
    reads: Semaphore,
    epoch: RwLock<Option<Arc<str>>>,
    /// Counts the changes of the epoch, so that reads of an earlier history are told.
    history: AtomicU64,
    delivered: AtomicU64,
    healed: AtomicU64,
}

/// Counts for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Open clients.
    pub clients: usize,
    /// Streams with a client on this node.
    pub streams: usize,
    /// Events put before clients since the start, one per client.
    pub delivered: u64,
    /// Events that had to be read because they came neither from here nor by a hint.
    pub healed: u64,
}

impl Hub {
    /// A hub for the node with this number, which no other node of the bus may have.
    pub fn new(node: u64, source: Source, bus: Arc<dyn Bus>, options: Options) -> Self {
        Self(Arc::new(Inner {
            node,
            source,
            bus,
            shards: Shards::default(),
            registry: Registry::default(),
            committed: Committed::new(options.commits),
            gaps: Gaps::default(),
            presence: Mutex::new(Presence::new(options.presence)),
            presence_changed: Notify::new(),
            heal_now: Notify::new(),
            reads: Semaphore::new(options.reads),
            epoch: RwLock::new(None),
            history: AtomicU64::new(0),
            delivered: AtomicU64::new(0),
            healed: AtomicU64::new(0),
            options,
        }))
    }

    /// Lets a client in.
    ///
    /// # Errors
    /// [`Close::TooManyConnections`] when its user or its address holds as many as it may, and
    /// [`Close::GoingAway`] once the hub was stopped.
    pub fn connect(&self, owner: Owner) -> Result<Client, Close> {
        let mailbox = self.0.registry.admit(owner, &self.0.options)?;
        Ok(Client::new(self.clone(), mailbox, Stall::new(self.0.options.patience)))
    }

    /// Ends the clients of a session. When it returns, none of them is given anything more.
    pub fn end_session(&self, session: i64) {
        self.end(|owner| owner.session == Some(session));
    }

    /// Ends all clients of a user, as `end_session` does.
    pub fn end_user(&self, user: i64) {
        self.end(|owner| owner.user == Some(user));
    }

    /// The sessions that have a client here, each once.
    #[must_use]
    pub fn sessions(&self) -> Vec<i64> {
        self.0.registry.sessions()
    }

    /// The node's task, of which there is one: passes on what was committed, runs the bus, reads gaps and
    /// heals until `shutdown`, then sends every client away.
    pub async fn run(&self, shutdown: CancellationToken) {
        let mut bus = self.0.bus.run();
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = self.pass_on_commits() => {}
            () = self.take_notes() => {}
            () = &mut bus => {}
            () = self.read_gaps() => {}
            () = self.heal() => {}
            () = self.keep_presence() => {}
        }
        self.0.registry.shut(Close::GoingAway);
        self.say_farewell(bus).await;
    }

    /// Counts for the metrics.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        Statistics {
            clients: self.0.registry.len(),
            streams: self.0.shards.len(),
            delivered: self.0.delivered.load(Ordering::Relaxed),
            healed: self.0.healed.load(Ordering::Relaxed),
        }
    }

    fn end(&self, whose: impl Fn(&Owner) -> bool) {
        for mailbox in self.0.registry.find(whose) {
            mailbox.close(Close::Revoked);
            mailbox.streams().iter().for_each(|stream| self.withdraw(stream, &mailbox));
        }
    }

    pub(crate) fn source(&self) -> &Source {
        &self.0.source
    }

    /// Waits for a turn to read for a client; `None` only when the hub is torn down.
    pub(crate) async fn read_permit(&self) -> Option<SemaphorePermit<'_>> {
        self.0.reads.acquire().await.ok()
    }

    pub(crate) fn follow(&self, stream: &Arc<str>, mailbox: &Arc<Mailbox>) {
        self.0.shards.of(stream).lock().follow(stream, mailbox);
    }

    pub(crate) fn unfollow(&self, stream: &str, mailbox: &Mailbox) {
        self.0.shards.of(stream).lock().unfollow(stream, mailbox.id);
        self.withdraw(stream, mailbox);
    }

    pub(crate) fn disconnect(&self, mailbox: &Mailbox) {
        for stream in mailbox.streams() {
            self.unfollow(&stream, mailbox);
        }
        self.0.registry.dismiss(mailbox);
    }

    /// Takes the heads that somebody read: they may show a gap, or another history.
    pub(crate) fn learn<'a>(&self, streams: impl Iterator<Item = &'a Arc<str>>, heads: &Heads) {
        self.enter(&heads.epoch);
        for stream in streams {
            self.raise(stream, heads.of(stream).head, Duration::ZERO);
        }
    }

    /// Starts over when the database's history is another one than before.
    fn enter(&self, epoch: &Arc<str>) {
        if self.0.epoch.read().as_ref() == Some(epoch) {
            return;
        }
        let before = self.0.epoch.write().replace(Arc::clone(epoch));
        if before.is_some_and(|before| before != *epoch) {
            self.0.history.fetch_add(1, Ordering::SeqCst);
            tracing::warn!(%epoch, "the database has another history; all clients start over");
            for shard in self.0.shards.all() {
                shard.lock().forget();
            }
            for mailbox in self.0.registry.find(|_| true) {
                mailbox.tell(crate::client::Core::rejoin);
            }
            self.0.presence.lock().forget_others(presence::now());
            self.0.presence_changed.notify_one();
        }
    }
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hub({})", self.0.node)
    }
}
