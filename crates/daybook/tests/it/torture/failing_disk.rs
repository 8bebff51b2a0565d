//! A disk that fails to sync: such a write is not acknowledged, and what follows is as good as ever.
//!
//! strace answers the server's calls of `fsync` in its kernel's place, one of them or all from there on.
//!
//! Not here: a disk that is full (`full_disk`).

use super::{
    ledger::{Ledger, database, on_sqlite},
    load::Load,
};
use crate::{
    harness::{Tool, effort},
    process::{Launch, Server},
};

const WRITERS: usize = 16;

fn failing(when: &str) -> Launch {
    let inject = format!("--inject=fsync,fdatasync:error=EIO:when={when}");
    let words = ["strace", "--daemonize", "--follow-forks", "--seccomp-bpf", "--output=/dev/null"];
    let by = words.iter().map(|word| (*word).to_owned()).chain([inject]).collect();
    Launch { by, ..Launch::default() }
}

#[tokio::test]
async fn a_sync_that_fails_is_never_acknowledged_and_the_next_one_heals() {
    if !on_sqlite() || Tool::Strace.is_left_out() {
        return;
    }
    let (database, ledger) = (database(), Ledger::default());
    let ann = Server::start(&database).user("ann").await;
    let mut refused = 0;
    for number in 1..=effort(8, 200) {
        let server = Server::launch(&database, &failing(&number.to_string()));
        let ann = server.here(&ann);
        let mut load = Load::start(&ann, &ledger, WRITERS, "eio");
        // A failed sync of a checkpoint refuses nobody.
        for _ in 0..20 * number {
            let told = load.next().await;
            assert!(matches!(told.status, Some(201 | 503)), "{told:?}");
            if told.status == Some(503) {
                refused += 1;
                break;
            }
        }
        load.acknowledged(50).await;
        server.kill();
        load.stop().await;
        ledger.assert_stored_in(&database.url()).await;
    }
    assert!(refused > 0, "no sync of a write has failed");
}

#[tokio::test]
async fn while_no_sync_succeeds_nothing_is_acknowledged_and_reads_go_on() {
    if !on_sqlite() || Tool::Strace.is_left_out() {
        return;
    }
    let (database, ledger) = (database(), Ledger::default());
    let ann = Server::start(&database).user("ann").await;
    let server = Server::launch(&database, &failing("20+"));
    let ann = server.here(&ann);
    let mut load = Load::start(&ann, &ledger, WRITERS, "eio");
    load.until("a refusal", |told| told.status == Some(503)).await;
    let acknowledged = load.stop().await.iter().filter(|told| told.status == Some(201)).count();
    let mut load = Load::start(&ann, &Ledger::default(), WRITERS, "never");
    for _ in 0..20 {
        let told = load.next().await;
        assert_eq!(told.status, Some(503), "after {acknowledged} that were on their way");
    }
    load.stop().await;
    ann.get("/api/activities/?limit=1").await.expect(200);
    server.kill();
    ledger.assert_stored_in(&database.url()).await;
}
