//! What a node does beside the requests, again and again.
//!
//! Any number of nodes do the same on one database: a job claims what it takes by an `update` of its
//! rows, in the transaction that does the work, and finds nothing where another node was faster.
//!
//! Not here: what there is to do (the features), tasks that wait for something else than time (`mail`, `streams`).

use crate::{App, Result};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// For what nobody waits for.
pub const HOUR: Duration = Duration::from_secs(3_600);

/// Does a job now, and again when each period has passed, until the server stops. One that fails is
/// tried again with the next period.
pub async fn every<J>(app: App, name: &'static str, period: Duration, job: impl Fn(App) -> J)
where
    J: Future<Output = Result<()>>,
{
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while app.stopping.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = job(app.clone()).await {
            tracing::warn!(name, %error, "a job was not done; it is tried again");
        }
    }
}
