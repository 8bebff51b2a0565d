//! Sockets end with their sessions.
//!
//! On the node that ends a session it happens with the commit, before the answer. The others look at
//! the sessions of their sockets every few seconds; before it delivers, a socket looks itself
//! (`socket`).
//! Not here: what ends a session (`identity`).

use std::collections::HashSet;
use std::time::Duration;

use daybook_db::Tx;
use tokio::time::{MissedTickBehavior, interval};

use super::emit::Outbox;
use crate::{app::App, error::Result, identity::sessions};

const EVERY: Duration = Duration::from_secs(3);
/// Sessions that one read looks at.
const CHUNK: usize = 500;

/// Once the transaction is committed, the sockets of these sessions are closed on this node.
pub fn end_sessions_after_commit(tx: &mut Tx<'_>, sessions: Vec<i64>) {
    if let Some(hub) = tx.local::<Outbox>().hub() {
        tx.after_commit(move || sessions.into_iter().for_each(|session| hub.end_session(session)));
    }
}

/// Runs until the server stops.
pub(super) async fn run(app: App) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while app.stopping.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Some(Err(error)) = app.stopping.run_until_cancelled(sweep(&app)).await {
            tracing::debug!(%error, "the sessions of the sockets could not be looked at");
        }
    }
}

async fn sweep(app: &App) -> Result<()> {
    let open = app.hub.sessions();
    for chunk in open.chunks(CHUNK) {
        let (asked, now) = (chunk.to_vec(), app.clock.now());
        let living = move |tx: &mut Tx<'_>| sessions::living(tx, &asked, now);
        let living: HashSet<i64> = app.db.read(living).await?.into_iter().collect();
        chunk.iter().filter(|id| !living.contains(id)).for_each(|id| app.hub.end_session(*id));
    }
    Ok(())
}
