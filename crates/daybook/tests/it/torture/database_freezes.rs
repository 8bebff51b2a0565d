//! PostgreSQL stands still under load: nobody hangs, everybody is told when to come back, and it heals by itself.
//!
//! A process that is stopped keeps its connections, and its kernel takes new ones: nothing fails, nothing comes.
//!
//! Not here: a server that ends (`database_restarts`), each step at which it may freeze (`daybook-db silence`).

use super::{
    ledger::Ledger,
    load::{Load, NEVER_LONGER, Told},
};
use crate::{
    harness::{Cluster, Database, Engine, effort},
    process::Server,
};
use serde_json::json;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

const WRITERS: usize = 16;
/// The promise: when the database is back, so is everything.
const HEALS_WITHIN: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_database_that_stands_still_under_load_loses_nothing_and_hangs_nobody() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return;
    }
    let cluster = Arc::new(Cluster::start());
    let (database, ledger) = (Database::on(&cluster.url), Ledger::default());
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    for round in 0..effort(1, 20) {
        let mut load = Load::start(&ann, &ledger, WRITERS, &round.to_string());
        load.acknowledged(100).await;
        let freezing = Arc::clone(&cluster);
        let freeze = tokio::task::spawn_blocking(move || freezing.freeze());
        let frozen = freeze.await.expect("a database that stands still");
        let mut told = Vec::new();
        while told.iter().filter(|told: &&Told| told.status == Some(503)).count() < 2 * WRITERS {
            told.push(load.next().await);
        }
        server.anonymous().get("/healthz").await.expect(200);
        let ready = server.anonymous().get("/readyz").await.expect(503).json();
        assert_eq!(ready, json!({ "status": "unready", "database": "unreachable" }));

        drop(frozen);
        let back = Instant::now();
        load.until("a write that succeeds again", |told| told.status == Some(201)).await;
        assert!(back.elapsed() < HEALS_WITHIN, "healed after {:?}", back.elapsed());
        told.extend(load.stop().await);
        told.iter().for_each(assert_prompt);
    }
    ledger.assert_stored_in(&database.url()).await;
}

fn assert_prompt(told: &Told) {
    assert!(told.took < NEVER_LONGER, "{told:?}");
    assert!(told.status == Some(201) || (told.status == Some(503) && told.says_when), "{told:?}");
}
