//! A socket lives as long as its session.

use super::{expect_events, follower, happen, notes};
use crate::harness::TestApp;
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test]
async fn logging_out_closes_the_sockets_of_that_session() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let leaving = ann.another_session().await;
    let (mut ended, _) = follower(&leaving).await;
    let (mut open, before) = follower(&ann).await;
    leaving.post("/api/logout/", json!({})).await.expect(200);
    happen(&app, &ann, notes(1)).await;
    assert_eq!(ended.closed_without_events().await, 4503);
    expect_events(&mut open, before + 1, before + 1).await;
}

#[tokio::test]
async fn a_new_password_closes_the_sockets_of_all_other_sessions() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (mut other, _) = follower(&ann.another_session().await).await;
    let (mut own, before) = follower(&ann).await;
    let change = json!({
        "new_password": "a better horse battery", "current_password": crate::harness::PASSWORD,
    });
    ann.post("/api/auth/users/set_password/", change).await.expect(204);
    happen(&app, &ann, notes(1)).await;
    assert_eq!(other.closed_without_events().await, 4503);
    expect_events(&mut own, before + 1, before + 1).await;
}

#[tokio::test]
async fn on_other_nodes_nothing_is_told_after_a_second() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let leaving = ann.another_session().await;
    let (mut there, before) = follower(&other.here(&leaving)).await;
    happen(&app, &ann, notes(1)).await;
    expect_events(&mut there, before + 1, before + 1).await;
    leaving.post("/api/logout/", json!({})).await.expect(200);
    let ended = Instant::now();
    while other.here(&leaving).get("/api/auth/users/me/").await.status == 200 {
        assert!(ended.elapsed() < Duration::from_millis(1_100), "it is still open there");
    }
    happen(&app, &ann, notes(1)).await;
    // The end itself may still be told, of the session and in history; what happens a second later is not.
    let (seqs, code) = there.remaining().await;
    assert_eq!((seqs.iter().all(|seq| *seq <= before + 3), code), (true, 4503), "{seqs:?}");
}

#[tokio::test]
async fn on_other_nodes_idle_sockets_are_closed_within_five_seconds() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let leaving = app.user("ann").await;
    let (mut there, _) = follower(&other.here(&leaving)).await;
    leaving.post("/api/logout/", json!({})).await.expect(200);
    let ended = Instant::now();
    assert_eq!(there.closed().await, 4503);
    assert!(ended.elapsed() < Duration::from_secs(5), "{:?}", ended.elapsed());
}
