//! A server is killed with thousands of sockets on it, and all of them come back at once.
//!
//! Not here: what a single client is owed when it comes back (`live::resume`).

use super::ledger::database;
use crate::{
    harness::{Actor, Socket, effort, say},
    process::{Launch, Server},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// As many as one user may have.
const SOCKETS_OF_A_USER: usize = 20;
/// Handshakes on their way at the same time; a client machine has no more.
const AT_ONCE: usize = 500;
/// The promise: all are back, and have what they missed, within this time after the restart.
const BACK_WITHIN: Duration = Duration::from_secs(15);

#[tokio::test]
async fn all_sockets_come_back_after_a_restart_and_have_what_they_missed() {
    let database = database();
    let settings = vec![("TRUSTED_PROXIES", "127.0.0.1".to_owned())];
    let server =
        Server::launch(&database, &Launch { settings: settings.clone(), ..Launch::default() });
    let mut people = Vec::new();
    for number in 0..effort(300, 5_000) / SOCKETS_OF_A_USER {
        // Each user is at home somewhere else: an address has its share of sockets too.
        let home = format!("10.0.{}.{}", number / 250, 1 + number % 250);
        people.push(server.user(&format!("user{number}")).await.with("x-forwarded-for", &home));
    }
    let mut sockets = open_all(&people, &vec![Value::Null; people.len() * SOCKETS_OF_A_USER]).await;
    let mut cursors = Vec::new();
    for socket in &mut sockets {
        cursors.push(
            socket.until(|frame| frame.get("subscribed").is_some()).await["subscribed"]["me"]
                .take(),
        );
    }
    let listen = server.url.strip_prefix("http://").map(str::to_owned);
    server.kill();
    drop(sockets);
    let _server = Server::launch(&database, &Launch { listen, settings, ..Launch::default() });
    let back = Instant::now();
    join_all(people.iter().map(log)).await;
    let returned = async {
        let mut sockets = open_all(&people, &cursors).await;
        for socket in &mut sockets {
            let missed = socket.until(|frame| frame.get("seq").is_some()).await;
            assert_eq!(missed["data"]["activity_name"], "missed");
        }
        sockets.len()
    };
    let count = timeout(BACK_WITHIN, returned).await.expect("all are back in time");
    say(&format!("{count} sockets were back after {:?}", back.elapsed()));
}

/// A socket for each cursor, subscribed; each user's are together.
async fn open_all(people: &[Actor], cursors: &[Value]) -> Vec<Socket> {
    let mut sockets = Vec::with_capacity(cursors.len());
    let owners = people.iter().flat_map(|actor| std::iter::repeat_n(actor, SOCKETS_OF_A_USER));
    let wanted: Vec<_> = owners.zip(cursors).collect();
    for some in wanted.chunks(AT_ONCE) {
        sockets.extend(join_all(some.iter().map(|(actor, cursor)| open(actor, cursor))).await);
    }
    sockets
}

async fn open(actor: &Actor, cursor: &Value) -> Socket {
    let mut socket = actor.socket("/ws/live/").await;
    socket.send(json!({ "subscribe": { "me": cursor } })).await;
    socket
}

async fn log(actor: &Actor) {
    let body = json!({ "activity_name": "missed", "duration": 1 });
    actor.post("/api/activities/", body).await.expect(201);
}
