//! A room full of people: everybody sees everybody, who comes, who types and who goes.
//!
//! Not here: what a single list looks like (`live::presence`).

use super::ledger::database;
use crate::{
    harness::{Actor, Socket, effort, say},
    process::{Launch, Server},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::time::Instant;

const ROOM: &str = "room:crowd";
/// Handshakes on their way at the same time.
const AT_ONCE: usize = 100;

#[tokio::test]
async fn in_a_crowd_everybody_sees_who_comes_types_and_goes() {
    let (people, sockets) = (effort(25, 200), effort(4, 5));
    let database = database();
    let settings = vec![("TRUSTED_PROXIES", "127.0.0.1".to_owned())];
    let server = Server::launch(&database, &Launch { settings, ..Launch::default() });
    let mut actors = Vec::new();
    for number in 0..people {
        // Each user is at home somewhere else: an address has its share of sockets.
        let home = format!("10.0.{}.{}", number / 250, 1 + number % 250);
        let user = server.user(&format!("user{number}")).await;
        actors.push(user.with("x-forwarded-for", &home));
    }
    actors[0].post("/api/chat/rooms/", json!({ "name": "crowd" })).await.expect(201);
    let begun = Instant::now();
    let owners: Vec<_> = actors.iter().flat_map(|it| std::iter::repeat_n(it, sockets)).collect();
    let mut crowd = Vec::new();
    for some in owners.chunks(AT_ONCE) {
        crowd.extend(join_all(some.iter().map(|actor| enter(actor))).await);
    }
    all_see(&mut crowd, people).await;
    let came = begun.elapsed();
    let begun = Instant::now();
    crowd[0].send(json!({ "typing": { ROOM: true } })).await;
    let hears = |socket| until(socket, |frame| frame.get("typing").is_some());
    join_all(crowd.iter_mut().map(hears)).await;
    let typed = begun.elapsed();
    let begun = Instant::now();
    for socket in crowd.drain(..sockets) {
        socket.close().await;
    }
    all_see(&mut crowd, people - 1).await;
    let count = crowd.len();
    say(&format!(
        "{people} people, {count} sockets: all saw all after {came:?}, one type after {typed:?}, one go after {:?}",
        begun.elapsed(),
    ));
}

async fn enter(actor: &Actor) -> Socket {
    let mut socket = actor.socket("/ws/live/").await;
    socket.send(json!({ "subscribe": { ROOM: null } })).await;
    socket
}

async fn all_see(crowd: &mut [Socket], people: usize) {
    let sees = |frame: &Value| {
        frame["presence"]["users"].as_array().is_some_and(|users| users.len() == people)
    };
    join_all(crowd.iter_mut().map(|socket| until(socket, sees))).await;
}

async fn until(socket: &mut Socket, wanted: impl Fn(&Value) -> bool) {
    socket.until(wanted).await;
}
