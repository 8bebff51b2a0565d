//! What was deleted more than 7 days ago goes for good, a few rows at a time.
//!
//! Not here: the deletion itself (`activities::routes`).

use super::store;
use crate::{App, Result};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

const EVERY: Duration = Duration::from_secs(3_600);

/// Runs until the server stops.
pub async fn run(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while app.stopping.run_until_cancelled(hours.tick()).await.is_some() {
        if let Err(error) = purge(&app).await {
            tracing::warn!(%error, "deleted activities were not purged; it is tried again in an hour");
        }
    }
}

/// Removes what cannot be restored any more.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    while app.db.write(move |tx| store::purge(tx, now)).await? > 0 {}
    Ok(())
}
