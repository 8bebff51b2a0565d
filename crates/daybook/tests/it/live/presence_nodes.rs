//! Who is present on other nodes, and what is said of it when they come, go, die, or cannot be heard.

use super::{
    presence::{ROOM, follow, is_degraded, room, until_present},
    redis::{another_daybook, nodes, until},
};
use crate::{
    harness::{Redis, TestApp},
    process::{Launch, Server},
};
use daybook::streams::Wiring;
use daybook_live::{Options, presence::Pace};
use serde_json::{Value, json};
use std::time::Duration;

/// Nodes that give each other up sooner than they would, but later than the next sign of life.
fn impatient() -> Wiring {
    let presence = Pace { dead_after: Duration::from_secs(5), ..Pace::default() };
    Wiring { options: Options { presence, ..Options::default() }, ..Wiring::default() }
}

#[tokio::test]
async fn over_redis_everybody_sees_everybody_and_who_types() {
    let redis = Redis::start();
    let [here, there] = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
    let (ann, bob, cat) = (here.user("ann").await, here.user("bob").await, here.user("cat").await);
    room(&ann).await;
    bob.post("/api/chat/rooms/general/join/", json!({})).await.expect(200);
    for node in [&here, &there] {
        until(node, "ok").await;
    }
    let mut hers = follow(&ann).await;
    let mut his = follow(&there.here(&bob)).await;
    for socket in [&mut hers, &mut his] {
        until_present(socket, &["ann", "bob"]).await;
    }
    his.send(json!({ "typing": { ROOM: true } })).await;
    let told = hers.until(|frame| frame.get("typing").is_some()).await;
    assert_eq!(told["typing"]["user"]["username"], "bob");
    // A node that comes later learns who is there.
    let third = here.another_node_with(&[("REDIS_URL", &redis.url())]).await;
    until(&third, "ok").await;
    let mut last = follow(&third.here(&cat)).await;
    for socket in [&mut last, &mut hers, &mut his] {
        until_present(socket, &["ann", "bob", "cat"]).await;
    }
    his.close().await;
    for socket in [&mut last, &mut hers] {
        until_present(socket, &["ann", "cat"]).await;
    }
}

#[tokio::test]
async fn who_is_on_two_nodes_is_there_until_both_are_left() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let mut hers = follow(&ann).await;
    let (first, second) = (follow(&bob).await, follow(&other.here(&bob)).await);
    until_present(&mut hers, &["ann", "bob"]).await;
    first.close().await;
    let cat = follow(&app.user("cat").await).await;
    until_present(&mut hers, &["ann", "bob", "cat"]).await;
    cat.close().await;
    // She leaves later than he left the first: he is still there when she is gone.
    until_present(&mut hers, &["ann", "bob"]).await;
    second.close().await;
    until_present(&mut hers, &["ann"]).await;
}

#[tokio::test]
async fn who_was_on_a_node_that_is_killed_is_gone_with_it() {
    let redis = Redis::start();
    let here = TestApp::wired(&[("REDIS_URL", &redis.url())], impatient()).await;
    let settings = vec![("REDIS_URL", redis.url())];
    let there = Server::launch(here.database(), &Launch { settings, ..Launch::default() });
    let (ann, bob) = (here.user("ann").await, there.user("bob").await);
    room(&ann).await;
    let mut hers = follow(&ann).await;
    let _his = follow(&bob).await;
    until_present(&mut hers, &["ann", "bob"]).await;
    there.kill();
    until_present(&mut hers, &["ann"]).await;
}

#[tokio::test]
async fn who_was_on_a_node_that_stops_is_gone_as_soon_as_its_sockets() {
    let redis = Redis::start();
    let [here, there] = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
    let (ann, bob) = (here.user("ann").await, here.user("bob").await);
    room(&ann).await;
    for node in [&here, &there] {
        until(node, "ok").await;
    }
    let mut hers = follow(&ann).await;
    let mut his = follow(&there.here(&bob)).await;
    until_present(&mut hers, &["ann", "bob"]).await;
    there.app.stop();
    assert_eq!(his.closed().await, 4000);
    // A node that says nothing would be given up after a longer time than a test has.
    until_present(&mut hers, &["ann"]).await;
}

#[tokio::test]
async fn while_redis_is_killed_lists_are_degraded_and_then_whole_again() {
    let mut redis = Redis::start();
    let [here, there] = nodes([&redis.url(), &redis.url()], impatient()).await;
    let (ann, bob, cat) = (here.user("ann").await, here.user("bob").await, here.user("cat").await);
    room(&ann).await;
    for node in [&here, &there] {
        until(node, "ok").await;
    }
    let mut hers = follow(&ann).await;
    let mut his = follow(&there.here(&bob)).await;
    until_present(&mut hers, &["ann", "bob"]).await;
    redis.kill();
    for socket in [&mut hers, &mut his] {
        let told = socket.until(is_degraded).await;
        assert_eq!(told["presence"]["users"].as_array().map(Vec::len), Some(2), "{told}");
    }
    let mut third = follow(&there.here(&cat)).await;
    let told = until_present(&mut his, &["ann", "bob", "cat"]).await;
    assert!(is_degraded(&told), "{told}");
    redis.come_back();
    let whole = |frame: &Value| {
        let users = frame["presence"]["users"].as_array().map(Vec::len);
        frame["presence"]["degraded"] == false && users == Some(3)
    };
    for socket in [&mut hers, &mut his, &mut third] {
        socket.until(whole).await;
    }
}

#[tokio::test]
async fn while_redis_stands_still_lists_are_degraded_and_then_whole_again() {
    let redis = Redis::start();
    let [here, there] = nodes([&redis.url(), &redis.url()], impatient()).await;
    let (ann, bob) = (here.user("ann").await, here.user("bob").await);
    room(&ann).await;
    for node in [&here, &there] {
        until(node, "ok").await;
    }
    let mut hers = follow(&ann).await;
    let his = follow(&there.here(&bob)).await;
    until_present(&mut hers, &["ann", "bob"]).await;
    let frozen = redis.freeze();
    hers.until(is_degraded).await;
    his.close().await;
    drop(frozen);
    let told = until_present(&mut hers, &["ann"]).await;
    assert!(!is_degraded(&told), "{told}");
}

#[tokio::test]
async fn people_of_another_daybook_are_not_here() {
    let redis = Redis::start();
    let [here, there] = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
    let stranger = another_daybook(&redis).await;
    for node in [&here, &there, &stranger] {
        until(node, "ok").await;
    }
    let (ann, bob) = (here.user("ann").await, here.user("bob").await);
    let eve = stranger.user("eve").await;
    for maker in [&ann, &eve] {
        room(maker).await;
    }
    let mut hers = follow(&ann).await;
    let _eves = follow(&eve).await;
    let _his = follow(&there.here(&bob)).await;
    let told = hers.until(|frame| frame["presence"]["users"][1].is_object()).await;
    assert_eq!(told["presence"]["users"][1]["username"], "bob");
    assert_eq!(told["presence"]["users"].as_array().map(Vec::len), Some(2));
}
