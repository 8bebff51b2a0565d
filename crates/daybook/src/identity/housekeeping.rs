//! What identity tidies up beside the requests, once an hour.
//!
//! Not here: events and logs (their features).

use super::{deletion, sessions, throttle};
use crate::{app::App, error::Result, mail::outbox, time::Timestamp};

/// Rows that one step removes.
const STEP: u64 = 500;

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
