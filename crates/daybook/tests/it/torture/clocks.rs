//! Clocks that jump, and nodes whose clocks differ: the order of events never depends on them, nor does who is let in.
//!
//! Not here: what is due at a time (each feature's own tests move the clock forward).

use crate::harness::{Actor, TestApp};
use daybook::time::{Clock, MINUTE, Timestamp};
use serde_json::{Value, json};

const HOUR: i64 = 60 * MINUTE;

async fn log(actor: &Actor, name: &str) -> Value {
    let body = json!({ "activity_name": name, "duration": 1 });
    actor.post("/api/activities/", body).await.expect(201).json()
}

#[tokio::test]
async fn events_keep_their_order_while_the_clock_jumps() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = ann.socket("/ws/live/").await;
    let cursor = socket.subscribe(json!({ "me": null })).await["me"].clone();
    let jumps = [0, HOUR, -2 * HOUR, 3 * HOUR, -HOUR, -24 * HOUR, 48 * HOUR];
    for (number, jump) in jumps.into_iter().enumerate() {
        app.clock.advance(jump);
        let made = log(&ann, &format!("activity {number}")).await;
        let told = socket.next().await;
        assert_eq!(told["data"]["id"], made["id"], "after a jump of {jump}");
    }
    let mut again = ann.socket("/ws/live/").await;
    again.subscribe(json!({ "me": cursor })).await;
    for number in 0..jumps.len() {
        assert_eq!(again.next().await["data"]["activity_name"], format!("activity {number}"));
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_ends_no_session_and_makes_no_double() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let bearer = ann.bearer().await;
    let once = ann.with("idempotency-key", "once");
    let made = log(&once, "reading").await;
    ann.post("/api/activities/start/", json!({ "activity_name": "writing" })).await.expect(201);
    app.clock.advance(-HOUR);
    for actor in [&ann, &bearer] {
        actor.get("/api/auth/users/me/").await.expect(200);
        let mut socket = actor.socket("/ws/live/").await;
        socket.subscribe(json!({ "me": null })).await;
    }
    assert_eq!(log(&once, "reading").await["id"], made["id"]);
    let stopped = ann.post("/api/activities/stop/", json!({})).await.expect(200).json();
    assert_eq!(stopped["duration"], 0, "{stopped}");
}

#[tokio::test]
async fn nodes_five_minutes_apart_are_one_server() {
    let app = TestApp::start().await;
    let ahead = Clock::fixed(Timestamp(app.clock.now().0 + 5 * MINUTE));
    let other = app.another_node_at(ahead).await;
    let ann = app.user("ann").await;
    let there = other.here(&ann).bearer().await;
    let here = app.here(&there);
    here.get("/api/auth/users/me/").await.expect(200);
    let mut socket = here.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    for number in 0..6 {
        let made = log(if number % 2 == 0 { &there } else { &here }, "ping").await;
        assert_eq!(socket.next().await["data"]["id"], made["id"]);
    }
    let leaving = there.post("/api/logout/", json!({})).await.expect(200);
    assert_eq!(leaving.status, 200);
    assert_eq!(socket.closed().await, 4503);
}
