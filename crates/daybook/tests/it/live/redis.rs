//! Nodes that tell each other over Redis, and what happens when it is not there.

use super::{expect_events, follower, happen, notes};
use crate::harness::{Actor, Redis, TestApp, within};
use daybook::streams::{NewEpoch, Wiring, begin_epoch};
use daybook_live::Options;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpListener;

/// Two nodes on one database, each with a server of its own choice.
pub(super) async fn nodes(urls: [&str; 2], wiring: Wiring) -> [TestApp; 2] {
    let [first, second] = urls;
    let here = TestApp::wired(&[("REDIS_URL", first)], wiring).await;
    let there = here.another_node_with(&[("REDIS_URL", second)]).await;
    [here, there]
}

/// Hints alone bring events: nobody compares with the database.
fn without_healing() -> Wiring {
    let never = Duration::from_secs(3600);
    let options = Options { heal: Some(never), heal_without_bus: never, ..Options::default() };
    Wiring { options, ..Wiring::default() }
}

/// Waits until a node says that it is so.
pub(super) async fn until(node: &TestApp, status: &str) {
    let anyone = node.anonymous();
    let asked =
        async { while anyone.get("/readyz").await.expect(200).json()["status"] != status {} };
    within(status, asked).await;
}

/// What one node does is told on the other, ten times.
async fn happenings([here, there]: &[TestApp; 2], ann: &Actor) {
    let (mut socket, before) = follower(&there.here(ann)).await;
    for round in 1..=10 {
        happen(here, ann, notes(1)).await;
        expect_events(&mut socket, before + round, before + round).await;
    }
}

#[tokio::test]
async fn what_one_node_does_the_other_hears_over_redis() {
    let redis = Redis::start();
    let nodes = nodes([&redis.url(), &redis.url()], without_healing()).await;
    let ann = nodes[0].user("ann").await;
    for node in &nodes {
        until(node, "ok").await;
    }
    happenings(&nodes, &ann).await;
    // What is too large to travel is only hinted at, and read.
    let (mut socket, before) = follower(&nodes[1].here(&ann)).await;
    let large: Vec<Value> =
        (1..=3).map(|id| json!({ "id": id, "text": "x".repeat(9_000) })).collect();
    happen(&nodes[0], &ann, large).await;
    expect_events(&mut socket, before + 1, before + 3).await;
    socket.assert_quiet().await;
}

#[tokio::test]
async fn what_one_node_does_the_other_hears_over_a_cluster() {
    let servers = Redis::cluster();
    let url = [servers[0].url(), servers[2].url()].join(",");
    let nodes = nodes([&url, &url], without_healing()).await;
    for node in &nodes {
        until(node, "ok").await;
    }
    // The streams of four people are in more than one slot.
    for name in ["ann", "bob", "cat", "dan"] {
        happenings(&nodes, &nodes[0].user(name).await).await;
    }
}

#[tokio::test]
async fn while_redis_is_killed_everything_goes_on() {
    let mut redis = Redis::start();
    let nodes = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
    let ann = nodes[0].user("ann").await;
    for _ in 0..2 {
        until(&nodes[1], "ok").await;
        redis.kill();
        until(&nodes[1], "degraded").await;
        happenings(&nodes, &ann).await;
        redis.come_back();
    }
    until(&nodes[1], "ok").await;
    happenings(&nodes, &ann).await;
}

#[tokio::test]
async fn while_redis_stands_still_everything_goes_on() {
    let redis = Redis::start();
    let nodes = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
    let ann = nodes[0].user("ann").await;
    until(&nodes[0], "ok").await;
    let frozen = redis.freeze();
    until(&nodes[0], "degraded").await;
    happenings(&nodes, &ann).await;
    drop(frozen);
    until(&nodes[0], "ok").await;
    happenings(&nodes, &ann).await;
}

#[tokio::test]
async fn a_server_that_takes_connections_and_says_nothing_is_none() {
    let mute = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("redis://{}", mute.local_addr().expect("its address"));
    let nodes = nodes([&url, &url], Wiring::default()).await;
    let ann = nodes[0].user("ann").await;
    until(&nodes[0], "degraded").await;
    happenings(&nodes, &ann).await;
}

#[tokio::test]
async fn a_node_starts_without_redis_and_finds_it_later() {
    let mut redis = Redis::start();
    redis.kill();
    let node = TestApp::with(&[("REDIS_URL", &redis.url())]).await;
    until(&node, "degraded").await;
    redis.come_back();
    until(&node, "ok").await;
}

#[tokio::test]
async fn nodes_on_two_servers_hear_of_each_other_by_healing() {
    let servers = [Redis::start(), Redis::start()];
    let nodes = nodes([&servers[0].url(), &servers[1].url()], Wiring::default()).await;
    let ann = nodes[0].user("ann").await;
    for node in &nodes {
        until(node, "ok").await;
    }
    happenings(&nodes, &ann).await;
}

/// A node on another database, whose history is its own: on PostgreSQL the tests' databases are copies of one.
pub(super) async fn another_daybook(redis: &Redis) -> TestApp {
    let app = TestApp::start().await;
    let epoch = NewEpoch::random().expect("a number");
    app.app.db.write(move |tx| begin_epoch(tx, &epoch)).await.expect("another history");
    app.another_node_with(&[("REDIS_URL", &redis.url())]).await
}

#[tokio::test]
async fn two_daybooks_on_one_redis_hear_nothing_of_each_other() {
    let redis = Redis::start();
    let [here, there] = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
    let stranger = another_daybook(&redis).await;
    let (ann, eve) = (here.user("ann").await, stranger.user("eve").await);
    assert_eq!(ann.id, eve.id, "their streams have one name");
    for node in [&here, &there, &stranger] {
        until(node, "ok").await;
    }
    let (mut socket, before) = follower(&there.here(&ann)).await;
    for round in 1..=5 {
        happen(&stranger, &eve, vec![json!({ "id": 1, "text": "hers" })]).await;
        happen(&here, &ann, vec![json!({ "id": 1, "text": "mine" })]).await;
        let event = socket.next().await;
        assert_eq!(
            (event["seq"].as_u64(), &event["data"]["text"]),
            (Some(before + round), &json!("mine"))
        );
    }
    socket.assert_quiet().await;
}
