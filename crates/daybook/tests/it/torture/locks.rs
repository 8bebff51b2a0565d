//! Nobody is ever told that the database is locked: not beside a backup, a check, and the moving of the WAL.
//!
//! Not here: whether the backups are good (`backups`).

use super::{
    ledger::{Ledger, database, on_sqlite},
    load::Load,
};
use crate::{
    harness::{Actor, Database, effort},
    process::{Server, run, text},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use tokio::task::JoinSet;

const WRITERS: usize = 16;
const READERS: usize = 16;

#[tokio::test]
async fn nobody_meets_a_locked_database_beside_backups_and_checks() {
    if !on_sqlite() {
        return;
    }
    let (database, ledger) = (database(), Ledger::default());
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    let (over, reads) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let commands = tokio::task::spawn_blocking({
        let (database, over) = (Arc::clone(&database), Arc::clone(&over));
        move || back_up_and_check(&database, &over)
    });
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        readers.spawn(read(ann.clone(), Arc::clone(&over), Arc::clone(&reads)));
    }
    let mut load = Load::start(&ann, &ledger, WRITERS, "lock");
    let mut writes = 0;
    while writes + reads.load(Ordering::Relaxed) < effort(6_000, 1_000_000) {
        let told = load.next().await;
        assert_eq!(told.status, Some(201), "after {writes} writes");
        writes += 1;
    }
    over.store(true, Ordering::Relaxed);
    load.stop().await;
    readers.join_all().await;
    let rounds = commands.await.expect("backups and checks");
    assert!(rounds > 0, "the load was over before the first backup");
    server.kill();
    ledger.assert_stored_in(&database.url()).await;
}

/// Runs the commands in turns until the load is over; answers how often.
fn back_up_and_check(database: &Database, over: &AtomicBool) -> usize {
    let mut rounds = 0;
    while !over.load(Ordering::Relaxed) {
        for arguments in [&["backup", "saved.db"][..], &["check"]] {
            let done = run(database, arguments, "");
            assert!(done.status.success(), "{arguments:?}: {}", text(&done.stderr));
        }
        rounds += 1;
    }
    rounds
}

async fn read(ann: Actor, over: Arc<AtomicBool>, reads: Arc<AtomicUsize>) {
    while !over.load(Ordering::Relaxed) {
        ann.get("/api/activities/?limit=50").await.expect(200);
        reads.fetch_add(1, Ordering::Relaxed);
    }
}
