//! What a hub can be told at its start.
//!
//! Each defence can be switched off here, so that tests can show what it is for: `heal: None`,
//! `limits.messages` and `limits.bytes` at their maximum.

use std::time::Duration;

use crate::client::Limits;
use crate::presence::Pace;

/// The options of a hub.
#[derive(Clone, Debug)]
pub struct Options {
    /// How often the heads of all followed streams are compared; `None` trusts the bus blindly.
    pub heal: Option<Duration>,
    /// The same while the bus is down.
    pub heal_without_bus: Duration,
    /// How long a gap may wait for a late hint before it is read.
    pub grace: Duration,
    /// How long a socket may make no progress.
    pub patience: Duration,
    /// The bounds of each client.
    pub limits: Limits,
    /// Clients of one user.
    pub per_user: usize,
    /// Clients from one address.
    pub per_address: usize,
    /// Reads for clients that run at a time.
    pub reads: usize,
    /// Commits that may wait to be passed on.
    pub commits: usize,
    /// How soon what is said of who is present.
    pub presence: Pace,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            // Below two seconds, so that what was lost arrives within them, the read included.
            heal: Some(Duration::from_millis(1800)),
            heal_without_bus: Duration::from_millis(500),
            grace: Duration::from_millis(10),
            patience: Duration::from_secs(10),
            limits: Limits::default(),
            per_user: 20,
            per_address: 100,
            reads: 16,
            commits: 4096,
            presence: Pace::default(),
        }
    }
}
