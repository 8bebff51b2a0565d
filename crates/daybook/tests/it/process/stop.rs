//! SIGTERM: sockets are told to come back, requests are finished, and the exit is 0.

use super::{Server, new_database};
use crate::harness::PASSWORD;
use serde_json::json;
use std::time::Duration;

const GOING_AWAY: u16 = 4000;

#[tokio::test]
async fn a_server_that_is_told_to_stop_exits_0_within_15_seconds() {
    let database = new_database();
    let server = Server::start(&database);
    let body = json!({ "username": "ann", "password": PASSWORD });
    let signed_up = server.anonymous().post("/api/signup/", body).await.expect(200).json();
    let ann = server.anonymous().token(signed_up["token"].as_str().expect("a token"));
    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;

    server.terminate();
    assert_eq!(socket.closed().await, GOING_AWAY);
    let (status, took) = server.ended();
    assert_eq!(status.code(), Some(0));
    assert!(took < Duration::from_secs(15), "{took:?}");
}
