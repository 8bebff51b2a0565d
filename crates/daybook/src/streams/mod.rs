//! Streams: the one mechanism behind everything that is seen live.
//!
//! A change is a transaction with its events: [`emit`] notes them, and the head of each stream and the
//! events are written just before the COMMIT. Then the hub passes them on.
//!
//! Tables: `streams`, `events`, and the row `epoch` of `meta`.
//! Invariants: `seq` is dense in its stream, and its order is the order of commits, on any number of
//! nodes; nothing is passed on that was not committed; what is pruned is a prefix, and `floor` tells it.
//! Not here: how events reach sockets (`daybook-live`), what is emitted (each feature's `events`).

mod cursor;
mod database;
mod emit;
mod epoch;
mod publisher;
mod retention;
mod revocation;
mod snapshot;
pub mod socket;
mod soundness;
mod source;
mod store;

use std::fmt;
use std::sync::Arc;

use daybook_live::{BadAddress, Bus, Hub, InProcess, Options, Redis};

use crate::{app::App, config::Config, identity::keys::Keys};

pub use cursor::{DAYBOOK_SEQ, cursor, daybook_seq};
pub use database::Database;
pub use emit::{LONGEST_PAYLOAD, emit, emit_whole};
pub use epoch::{NewEpoch, begin_epoch};
pub use retention::{KEPT_EVENTS, KEPT_FOR, prune};
pub use revocation::end_sessions_after_commit;
pub use snapshot::{Mark, Snapshot, snapshot};
pub use socket::{Pulse, live::routes};
pub use soundness::find_broken;
pub use store::{forget, head};

/// To whom something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// All that is private to a user.
    User(i64),
    /// A room of the chat.
    Room(i64),
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::Room(id) => write!(f, "room:{id}"),
        }
    }
}

/// How this node is joined to others, and what its hub may do; tests switch defences off here.
#[derive(Clone)]
pub struct Wiring {
    /// The way of hints between nodes.
    pub bus: Arc<dyn Bus>,
    /// The options of the hub.
    pub options: Options,
    /// The heartbeat of sockets.
    pub pulse: Pulse,
    /// Changes the options of the database. No setting can say a function, so what it weakens is weak in tests alone.
    pub database: fn(&mut daybook_db::Options),
}

impl Default for Wiring {
    fn default() -> Self {
        Self {
            bus: Arc::new(InProcess::default()),
            options: Options::default(),
            pulse: Pulse::default(),
            database: |_| {},
        }
    }
}

impl Wiring {
    /// A node alone, with the limits that the operator set.
    pub fn of(config: &Config) -> Self {
        let options = Options {
            per_user: config.sockets_per_user,
            per_address: config.sockets_per_address,
            ..Options::default()
        };
        Self { options, ..Self::default() }
    }

    /// The same over the bus that the operator named, if any.
    pub(crate) fn over_bus_of(self, config: &Config, keys: &Keys) -> Result<Self, BadAddress> {
        let Some(url) = &config.redis_url else { return Ok(self) };
        let bus = Redis::new(url.expose(), keys.bus.clone())?;
        Ok(Self { bus: Arc::new(bus), ..self })
    }
}

impl fmt::Debug for Wiring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wiring")
            .field("options", &self.options)
            .field("pulse", &self.pulse)
            .finish_non_exhaustive()
    }
}

/// The hub of this node, which gets what the database commits.
pub fn hub(db: &Database, wiring: Wiring) -> Hub {
    // Two nodes with one number would miss each other's hints and heal: a random one will do.
    let node = getrandom::u64().unwrap_or_default();
    let hub = Hub::new(node, source::source(db), wiring.bus, wiring.options);
    db.publish_to(hub.clone());
    hub
}

/// Starts what runs beside the requests.
pub fn start(app: &App) {
    let (hub, stopping) = (app.hub.clone(), app.stopping.clone());
    app.spawn("hub", async move { hub.run(stopping).await });
    app.spawn("retention", retention::run(app.clone()));
    app.spawn("revocation", revocation::run(app.clone()));
}
