//! What identity tidies up beside the requests, once an hour.
//!
//! Not here: events and logs (their features).

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{deletion, sessions, throttle};
use crate::{app::App, error::Result, mail::outbox, time::Timestamp};

const EVERY: Duration = Duration::from_secs(3_600);
/// Rows that one step removes.
const STEP: u64 = 500;

/// Runs until the server stops.
pub async fn run(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while app.stopping.run_until_cancelled(hours.tick()).await.is_some() {
        if let Err(error) = tidy(&app).await {
            tracing::warn!(%error, "identity was not tidied up; it is tried again in an hour");
        }
    }
}

/// Removes sessions and counters that have run out, mails that were sent long ago, and what is left
/// of deleted accounts.
///
/// # Errors
/// When the database fails.
pub async fn tidy(app: &App) -> Result<()> {
    let now = app.clock.now();
    while prune_sessions(app, now).await? >= STEP {}
    while app.db.write(move |tx| throttle::prune(tx, now)).await? >= STEP {}
    while app.db.write(move |tx| outbox::prune(tx, now)).await? >= STEP {}
    deletion::resume(app).await
}

async fn prune_sessions(app: &App, now: Timestamp) -> Result<u64> {
    let identity = app.identity.clone();
    app.db.write(move |tx| sessions::prune(tx, &identity, now)).await
}
