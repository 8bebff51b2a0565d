//! Many nodes start at once, on a database without a table and on an old one: each migration is applied once.
//!
//! Not here: nodes that are killed while they migrate (`upgrades`).

use super::upgrades::{OLD, assert_upgraded, old_database};
use crate::{
    harness::{Database, Engine, effort},
    process::Server,
};
use std::{process::ExitStatus, thread};

const NODES: usize = 8;

#[tokio::test]
async fn eight_nodes_start_at_once_on_an_empty_and_on_an_old_database() {
    for _ in 0..effort(1, 50) {
        let empty = Database::empty();
        start_all(&empty);
        assert_upgraded(&empty, None).await;
        let old = old_database(OLD).await;
        start_all(&old);
        assert_upgraded(&old, Some("ann")).await;
    }
}

/// On PostgreSQL all of them serve; a data folder has one server.
fn start_all(database: &Database) {
    let starts: Vec<_> = thread::scope(|scope| {
        let starts: Vec<_> = (0..NODES).map(|_| scope.spawn(|| start(database))).collect();
        starts.into_iter().map(|start| start.join().expect("a start")).collect()
    });
    let (serving, refused): (Vec<_>, Vec<_>) = starts.into_iter().partition(Result::is_ok);
    let expected = match Engine::of_the_tests() {
        Engine::Sqlite => 1,
        Engine::Postgres => NODES,
    };
    let refused: Vec<_> = refused.into_iter().filter_map(Result::err).collect();
    assert_eq!(serving.len(), expected, "{refused:?}");
    assert!(refused.iter().all(|(_, said)| said.contains("in use by another")), "{refused:?}");
}

fn start(database: &Database) -> Result<Server, (ExitStatus, String)> {
    Server::try_start(database)
}
