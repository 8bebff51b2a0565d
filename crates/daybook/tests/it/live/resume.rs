//! Coming back: nothing missed, nothing twice, or told to start over.

use super::{expect_events, follower, happen, live, notes, seq};
use crate::harness::{Actor, TestApp};
use daybook::{streams, time::DAY};
use serde_json::json;

#[tokio::test]
async fn who_was_away_gets_what_was_missed() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for missed in [0, 1, 255, 256, 257, 5_000] {
        let (mut socket, before) = follower(&ann).await;
        happen(&app, &ann, notes(2)).await;
        expect_events(&mut socket, before + 1, before + 2).await;
        socket.close().await;
        happen(&app, &ann, notes(missed)).await;
        let mut socket = live(&ann).await;
        let epoch = epoch(&ann).await;
        let cursor = format!("{epoch}.{}", before + 2);
        assert_eq!(socket.subscribe(json!({ "me": cursor })).await["me"], cursor);
        expect_events(&mut socket, before + 3, before + 2 + missed).await;
        socket.assert_quiet().await;
    }
}

#[tokio::test]
async fn what_cannot_be_resumed_is_reset() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    happen(&app, &ann, notes(5)).await;
    let epoch = epoch(&ann).await;
    let (_, head) = follower(&ann).await;
    for lost in [format!("{epoch}.{}", head + 1), format!("{epoch}x.{head}")] {
        let mut socket = live(&ann).await;
        socket.send(json!({ "subscribe": { "me": lost } })).await;
        assert_eq!(socket.next().await, json!({ "reset": "me" }), "{lost}");
        assert_eq!(seq(&socket.next().await["subscribed"]["me"]), head);
        socket.assert_quiet().await;
    }
}

#[tokio::test]
async fn what_was_pruned_is_never_passed_over_in_silence() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    happen(&app, &ann, notes(700)).await;
    app.clock.advance(8 * DAY);
    happen(&app, &ann, notes(3)).await;
    streams::prune(&app.app).await.expect("a pruning");
    let epoch = epoch(&app.user("bob").await).await;
    let ann = ann.another_session().await;
    let (_, head) = follower(&ann).await;
    // Three notes, and the session that follows them, which history tells of too.
    let floor = head - 5;
    let mut socket = live(&ann).await;
    socket.send(json!({ "subscribe": { "me": format!("{epoch}.{}", floor - 1) } })).await;
    assert_eq!(socket.next().await, json!({ "reset": "me" }));
    assert_eq!(seq(&socket.next().await["subscribed"]["me"]), head);
    let mut socket = live(&ann).await;
    socket.subscribe(json!({ "me": format!("{epoch}.{floor}") })).await;
    expect_events(&mut socket, floor + 1, head).await;
}

#[tokio::test]
async fn subscribing_again_starts_from_the_new_cursor() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (mut socket, before) = follower(&ann).await;
    happen(&app, &ann, notes(3)).await;
    expect_events(&mut socket, before + 1, before + 3).await;
    let cursor = format!("{}.{}", epoch(&ann).await, before + 1);
    socket.subscribe(json!({ "me": cursor })).await;
    expect_events(&mut socket, before + 2, before + 3).await;
    happen(&app, &ann, notes(1)).await;
    expect_events(&mut socket, before + 4, before + 4).await;
    socket.assert_quiet().await;
}

async fn epoch(actor: &Actor) -> String {
    let mut socket = live(actor).await;
    let subscribed = socket.subscribe(json!({ "me": null })).await;
    let cursor = subscribed["me"].as_str().expect("a cursor");
    cursor.rsplit_once('.').expect("a dot").0.to_owned()
}
