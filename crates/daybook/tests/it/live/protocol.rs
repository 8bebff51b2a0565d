//! What is said on the socket, and what is not.

use super::{expect_events, follower, happen, live, notes};
use crate::harness::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_subscriber_sees_each_event_once_in_order_and_nobody_elses() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let (mut socket, seq) = follower(&ann).await;
    happen(&app, &bob, notes(1)).await;
    happen(&app, &ann, vec![json!({ "id": 7, "name": "a \"quoted\" name" })]).await;
    let event = json!({
        "stream": "me", "seq": seq + 1, "type": "note", "data": { "id": 7, "name": "a \"quoted\" name" },
    });
    assert_eq!(socket.next().await, event);
    happen(&app, &ann, notes(40)).await;
    expect_events(&mut socket, seq + 2, seq + 41).await;
    socket.assert_quiet().await;
}

#[tokio::test]
async fn an_object_too_large_to_travel_is_announced_by_its_id() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (mut socket, _) = follower(&ann).await;
    let room = daybook::streams::LONGEST_PAYLOAD - json!({ "id": 7, "text": "" }).to_string().len();
    let fits = json!({ "id": 7, "text": "x".repeat(room) });
    happen(&app, &ann, vec![fits.clone(), json!({ "id": 8, "text": "x".repeat(room + 1) })]).await;
    assert_eq!(socket.next().await["data"], fits);
    assert_eq!(socket.next().await["data"], json!({ "id": 8, "omitted": true }));
}

#[tokio::test]
async fn nothing_is_told_before_a_subscription_and_after_its_end() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = live(&ann).await;
    happen(&app, &ann, notes(1)).await;
    socket.assert_quiet().await;
    socket.subscribe(json!({ "me": null })).await;
    socket.send(json!({ "unsubscribe": ["me", "nothing"] })).await;
    socket.assert_quiet().await;
    happen(&app, &ann, notes(1)).await;
    socket.assert_quiet().await;
}

#[tokio::test]
async fn what_is_rolled_back_was_never_told() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (mut socket, seq) = follower(&ann).await;
    let stream = daybook::streams::Stream::User(ann.id);
    let refused = app.app.db.write(move |tx| -> daybook::Result<()> {
        daybook::streams::emit(tx, stream, "note", &json!({ "id": 1 }))?;
        Err(daybook::Error::not_found())
    });
    assert!(refused.await.is_err());
    socket.assert_quiet().await;
    happen(&app, &ann, notes(1)).await;
    expect_events(&mut socket, seq + 1, seq + 1).await;
}

#[tokio::test]
async fn a_ping_is_answered_with_what_it_brought() {
    let app = TestApp::start().await;
    let mut socket = live(&app.user("ann").await).await;
    for n in [json!(1), json!(-7.5), json!("x")] {
        socket.send(json!({ "ping": n })).await;
        assert_eq!(socket.next().await, json!({ "pong": n }));
    }
}

#[tokio::test]
async fn a_stream_that_is_not_mine_is_not_found() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut socket = live(&ann).await;
    let bobs = format!("user:{}", bob.id);
    socket.send(json!({ "subscribe": { &bobs: null, "room:nowhere": null } })).await;
    let answer = socket.next().await;
    assert_eq!(answer["error"], "Not found.");
    assert_eq!(answer["streams"].as_array().map(Vec::len), Some(2));
    happen(&app, &bob, notes(1)).await;
    socket.assert_quiet().await;
}

#[tokio::test]
async fn what_is_not_this_protocol_closes_with_4501() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for text in [
        "",
        "hello",
        "[]",
        "{}",
        r#"{"shout":1}"#,
        r#"{"subscribe":["me"]}"#,
        r#"{"subscribe":{"me":41}}"#,
        r#"{"subscribe":{"me":"41"}}"#,
        r#"{"subscribe":{"me":"k3f9.-1"}}"#,
        r#"{"ping":1,"unsubscribe":[]}"#,
    ] {
        let mut socket = live(&ann).await;
        socket.send_text(text).await;
        assert_eq!(socket.closed().await, 4501, "{text}");
    }
    let mut socket = live(&ann).await;
    socket.send_bytes(b"\x00\x01").await;
    assert_eq!(socket.closed().await, 4501);
}

#[tokio::test]
async fn a_message_over_64_kib_closes_with_1009() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = live(&ann).await;
    let frame = |length: usize| format!("{{\"ping\":\"{}\"}}", "x".repeat(length - 11));
    socket.send_text(&frame(64 * 1024)).await;
    assert!(socket.next().await["pong"].is_string());
    socket.send_text(&frame(64 * 1024 + 1)).await;
    assert_eq!(socket.closed().await, 1009);
}
