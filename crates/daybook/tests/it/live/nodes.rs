//! Several nodes on one database, with a bus that works and one that loses everything.

use super::{expect_events, follower, happen, live, notes};
use crate::harness::TestApp;
use daybook::streams::Wiring;
use daybook_live::{Bus, Note, Options};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// A bus that is said to work, and loses every hint.
struct Deaf;

impl Bus for Deaf {
    fn publish(&self, _: Vec<Note>) {}

    fn subscribe(&self, _: u64) -> mpsc::Receiver<Note> {
        mpsc::channel(1).1
    }

    fn is_up(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn an_event_of_one_node_is_seen_on_the_others_at_once() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let (mut here, before) = follower(&ann).await;
    let (mut there, _) = follower(&other.here(&ann)).await;
    for round in 1..=5 {
        let begun = Instant::now();
        happen(if round % 2 == 0 { &app } else { &other }, &ann, notes(1)).await;
        expect_events(&mut here, before + round, before + round).await;
        expect_events(&mut there, before + round, before + round).await;
        assert!(begun.elapsed() < Duration::from_secs(1), "it was healed, not hinted");
    }
}

#[tokio::test]
async fn with_every_hint_lost_the_same_events_come_within_two_seconds() {
    let wiring = Wiring { bus: Arc::new(Deaf), ..Wiring::default() };
    let app = TestApp::wired(&[], wiring).await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let (mut there, before) = follower(&other.here(&ann)).await;
    for round in 0..2 {
        let begun = Instant::now();
        happen(&app, &ann, notes(50)).await;
        expect_events(&mut there, before + 50 * round + 1, before + 50 * (round + 1)).await;
        assert!(begun.elapsed() < Duration::from_millis(2_200), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn twin_without_healing_they_do_not_come() {
    let options = Options { heal: None, ..Options::default() };
    let app =
        TestApp::wired(&[], Wiring { bus: Arc::new(Deaf), options, ..Wiring::default() }).await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let (mut there, _) = follower(&other.here(&ann)).await;
    happen(&app, &ann, notes(1)).await;
    assert!(tokio::time::timeout(Duration::from_secs(3), there.next()).await.is_err());
}

#[tokio::test]
async fn a_client_resumes_on_another_node() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let mut socket = live(&ann).await;
    let cursor = socket.subscribe(json!({ "me": null })).await["me"].clone();
    let before = super::seq(&cursor);
    socket.close().await;
    happen(&app, &ann, notes(3)).await;
    happen(&other, &ann, notes(3)).await;
    let mut socket = live(&other.here(&ann)).await;
    assert_eq!(socket.subscribe(json!({ "me": cursor })).await["me"], cursor);
    expect_events(&mut socket, before + 1, before + 6).await;
    socket.assert_quiet().await;
}
