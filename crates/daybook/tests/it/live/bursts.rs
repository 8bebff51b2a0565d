//! Many events at once, many sockets, and readers that are slow or stuck.

use super::{expect_events, follower, happen, live, notes};
use crate::harness::{Socket, TestApp, within};
use daybook::streams::Wiring;
use daybook_live::Options;
use serde_json::json;
use std::time::Duration;

/// Events in one burst; a transaction emits a thousand of them.
const BURST: u64 = 10_000;

async fn burst(app: &TestApp, actor: &crate::harness::Actor) {
    for _ in 0..BURST / 1_000 {
        happen(app, actor, notes(1_000)).await;
    }
}

#[tokio::test]
async fn ten_thousand_events_at_once_reach_one_socket() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (mut socket, before) = follower(&ann).await;
    burst(&app, &ann).await;
    expect_events(&mut socket, before + 1, before + BURST).await;
    socket.assert_quiet().await;
}

#[tokio::test]
async fn ten_thousand_events_at_once_reach_a_hundred_sockets() {
    let options = Options { per_user: 100, ..Options::default() };
    let app = TestApp::wired(&[], Wiring { options, ..Wiring::default() }).await;
    let ann = app.user("ann").await;
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (mut socket, before) = follower(&ann).await;
        readers.spawn(async move {
            for seq in before + 1..=before + BURST {
                assert_eq!(socket.next_seq().await, seq);
            }
        });
    }
    burst(&app, &ann).await;
    while let Some(read) = readers.join_next().await {
        read.expect("a reader that saw everything");
    }
}

#[tokio::test]
async fn a_reader_that_pauses_gets_everything_when_it_reads_again() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (mut paused, before) = follower(&ann).await;
    let (mut quick, _) = follower(&ann).await;
    let large = |id: u64| json!({ "id": id, "text": "x".repeat(4_000) });
    for round in 0..30 {
        happen(&app, &ann, (1..=100).map(large).collect()).await;
        expect_events(&mut quick, before + 100 * round + 1, before + 100 * (round + 1)).await;
    }
    expect_events(&mut paused, before + 1, before + 3_000).await;
    paused.assert_quiet().await;
}

#[tokio::test]
async fn a_reader_that_is_stuck_is_sent_away_and_resumes() {
    let options = Options { patience: Duration::from_millis(300), ..Options::default() };
    let app = TestApp::wired(&[], Wiring { options, ..Wiring::default() }).await;
    let ann = app.user("ann").await;
    let mut stuck = live(&ann).await;
    let cursor =
        stuck.subscribe(json!({ "me": null })).await["me"].as_str().expect("a cursor").to_owned();
    let (epoch, before) = cursor.rsplit_once('.').expect("a dot");
    let mut last: u64 = before.parse().expect("a number");
    let large = |id: u64| json!({ "id": id, "text": "x".repeat(8_000) });
    for _ in 0..20 {
        happen(&app, &ann, (1..=100).map(large).collect()).await;
    }
    let head = last + 2_000;
    within("the stuck socket to be given up", async {
        while app.app.hub.statistics().clients > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    last = read_to_the_end(&mut stuck, last).await;
    assert!(last < head, "it was never stuck");
    let mut socket = live(&ann).await;
    socket.subscribe(json!({ "me": format!("{epoch}.{last}") })).await;
    expect_events(&mut socket, last + 1, head).await;
}

async fn read_to_the_end(socket: &mut Socket, mut last: u64) -> u64 {
    let (seqs, code) = socket.remaining().await;
    for seq in seqs {
        assert_eq!(seq, last + 1);
        last = seq;
    }
    assert!(matches!(code, 4008 | 1006), "{code}");
    last
}
