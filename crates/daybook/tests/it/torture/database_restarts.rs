//! PostgreSQL crashes and starts again under load: nothing acknowledged is lost, nobody hangs, and it heals by itself.
//!
//! The test has a server of its own, for every other test's would be gone with it.
//!
//! Not here: several nodes (`several::database_restarts`), a server that is there and does not answer (`database_freezes`).

use super::{
    ledger::Ledger,
    load::{Load, NEVER_LONGER, Told},
};
use crate::{
    harness::{Cluster, Database, Engine, effort, say},
    process::Server,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

pub(super) const WRITERS: usize = 16;
/// The promise is 2 seconds, after which a job that waits is withdrawn; the way to the client comes on top.
const REFUSED_WITHIN: Duration = Duration::from_secs(3);
/// The promise: when the database is back, so is everything.
const HEALS_WITHIN: Duration = Duration::from_secs(5);

/// What the crashes cost at worst.
#[derive(Debug, Default)]
pub(super) struct Cost {
    healed: Duration,
    refused: Duration,
}

impl Cost {
    /// Lets the database crash and start again under load, and adds what that cost.
    pub(super) async fn of_a_crash(&mut self, cluster: &Arc<Cluster>, mut load: Load) {
        load.acknowledged(100).await;
        let crash = tokio::task::spawn_blocking({
            let cluster = Arc::clone(cluster);
            move || cluster.crash_and_restart()
        });
        let mut told = Vec::new();
        while !crash.is_finished() {
            told.push(load.next().await);
        }
        crash.await.expect("a restart");
        let back = Instant::now();
        load.until("a write that succeeds again", |told| told.status == Some(201)).await;
        self.healed = self.healed.max(back.elapsed());
        assert!(self.healed < HEALS_WITHIN, "{self:?}");
        told.extend(load.stop().await);
        told.iter().for_each(assert_prompt);
        let refusals = told.iter().filter(|told| told.status == Some(503));
        self.refused = refusals.map(|told| told.took).fold(self.refused, Duration::max);
        assert!(told.iter().any(|told| told.status == Some(503)), "nobody noticed the crash");
    }
}

#[tokio::test]
async fn a_database_that_crashes_under_load_loses_nothing_and_hangs_nobody() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return;
    }
    let cluster = Arc::new(Cluster::start());
    let (database, ledger) = (Database::on(&cluster.url), Ledger::default());
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    let mut cost = Cost::default();
    for round in 0..effort(3, 20) {
        let load = Load::start(&ann, &ledger, WRITERS, &round.to_string());
        cost.of_a_crash(&cluster, load).await;
    }
    ledger.assert_stored_in(&database.url()).await;
    say(&format!("{} writes; {cost:?}", ledger.lines().len()));
}

fn assert_prompt(told: &Told) {
    match told.status {
        Some(201) => assert!(told.took < NEVER_LONGER, "{told:?}"),
        Some(503) => assert!(told.took < REFUSED_WITHIN && told.says_when, "{told:?}"),
        _ => panic!("{told:?}"),
    }
}
