//! The WAL stays short though somebody always reads, and is short again when a stranger who read for long has left.
//!
//! Not here: readers that are quick (`daybook-db`'s own suite).

use super::ledger::on_sqlite;
use crate::harness::{Actor, TestApp, effort, say};
use daybook::{
    App,
    streams::{self, Stream},
};
use daybook_db::{Db, Options, Tx, params};
use serde_json::json;
use std::{
    fs,
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};
use tokio::{
    task::JoinSet,
    time::{interval, timeout},
};
use tokio_util::sync::CancellationToken;

const MIB: u64 = 1 << 20;
/// The promise: this much, and what is written while the longest read lasts.
const BOUND: u64 = 64 * MIB;
/// The longest that a read may last.
const LONGEST_READ: u32 = 5;
/// The promise: after that, the WAL is within its bound again, whether somebody writes or not.
const SHORT_AGAIN_WITHIN: Duration = Duration::from_secs(5);
/// How long a stranger reads, or longer, until the WAL is beyond its bound; which it is at last on any machine.
const STAY: Duration = Duration::from_secs(8);
const LONG_ENOUGH: Duration = Duration::from_secs(120);
/// One write each: 64 KiB, so 16 MiB a second.
const PACE: Duration = Duration::from_millis(4);

#[tokio::test]
async fn reads_that_overlap_without_end_do_not_let_the_wal_grow() {
    if !on_sqlite() {
        return;
    }
    let app = TestApp::with(&[("DAYBOOK_DB_READERS", "8")]).await;
    let ann = app.user("ann").await;
    let stop = CancellationToken::new();
    let mut readers = JoinSet::new();
    for number in 1..=4 {
        let (db, stop) = (app.app.db.clone(), stop.clone());
        let span = Duration::from_millis(900 + 200 * number);
        readers.spawn(async move {
            while !stop.is_cancelled() {
                // One that took too long while the WAL was is told so.
                let (_never, told) = mpsc::channel();
                _ = db.read(move |tx| look_for(tx, span, &told)).await;
            }
        });
    }
    let span = Duration::from_secs(effort(12, 240) as u64);
    let begun = Instant::now();
    let (largest, written) = write_while(&app, &ann, |_| begun.elapsed() < span).await;
    stop.cancel();
    readers.join_all().await;
    let meanwhile = written * u64::from(LONGEST_READ) / span.as_secs();
    say(&format!("WAL: {} MiB at most, {} MiB written", largest / MIB, written / MIB));
    assert!(largest <= BOUND + meanwhile, "the WAL grew to {} MiB", largest / MIB);
    assert_short_again(&app.app).await;
}

#[tokio::test]
async fn a_stranger_who_reads_for_long_stops_nobody_and_the_wal_is_short_again_afterwards() {
    if !on_sqlite() {
        return;
    }
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let limit = Duration::from_secs(3_600);
    let options = Options { limit, readers: 1, ..Options::default() };
    let stranger = Db::open(&app.database_url(), options).expect("the database opens");
    let (reading, (leave, told)) = (stranger.clone(), mpsc::channel());
    let look = move |tx: &mut Tx<'_>| look_for(tx, limit, &told);
    let read = tokio::spawn(async move { reading.read(look).await });
    let begun = Instant::now();
    let stays = |largest| begun.elapsed() < STAY || largest <= BOUND;
    timeout(LONG_ENOUGH, write_while(&app, &ann, stays)).await.expect("the WAL grows");
    drop(leave);
    assert_eq!(read.await.expect("a read"), Ok(()));
    assert_short_again(&app.app).await;
    tokio::task::spawn_blocking(|| stranger.close()).await.expect("closed");
}

/// Reads on one snapshot, statement after statement, for so long or until the other end of `told` is dropped.
fn look_for(tx: &mut Tx<'_>, span: Duration, told: &Receiver<()>) -> daybook_db::Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < span {
        tx.one::<i64>("select cast(1 as bigint)", params![])?;
        tx.one::<i64>("select head from streams where id = 'user:1'", params![])?;
        if told.recv_timeout(Duration::from_millis(5)) == Err(RecvTimeoutError::Disconnected) {
            break;
        }
    }
    Ok(())
}

/// Writes at a pace while `goes_on` says so of the longest that the WAL was; answers that, and how much was written, in
/// bytes. Nobody is refused.
async fn write_while(app: &TestApp, ann: &Actor, goes_on: impl Fn(u64) -> bool) -> (u64, u64) {
    const EVENTS: u64 = 8;
    let stream = Stream::User(ann.id);
    let (mut pace, mut largest, mut written) = (interval(PACE), 0, 0);
    while goes_on(largest) {
        pace.tick().await;
        let change = app.app.db.write(move |tx| {
            let object = json!({ "id": 1, "text": "x".repeat(8_000) });
            (0..EVENTS).try_for_each(|_| streams::emit(tx, stream, "note", &object))
        });
        change.await.expect("a write that is not refused");
        written += EVENTS * 8_192;
        largest = largest.max(length(&app.app));
    }
    (largest, written)
}

fn length(app: &App) -> u64 {
    let wal: PathBuf = app.config.data_dir.join("daybook.db-wal");
    fs::metadata(wal).map_or(0, |wal| wal.len())
}

/// Waits without a request for the WAL to be within its bound.
async fn assert_short_again(app: &App) {
    let shrinks = async {
        let mut looks = interval(Duration::from_millis(20));
        while length(app) > BOUND {
            looks.tick().await;
        }
    };
    timeout(SHORT_AGAIN_WITHIN, shrinks).await.expect("the WAL is short again");
}
