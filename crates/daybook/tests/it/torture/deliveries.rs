//! Every event reaches every client once and in order, while nodes are killed and sockets cut.
//!
//! Clients resume with the last cursor they saw, at whatever node answers. Each checks that every event follows the one
//! before; at the end each must have come to the head that the database says.
//!
//! Not here: a bus that fails (`live::redis`), or loses every hint (`live::nodes`).

use super::{returning::Client, several::House};
use crate::harness::{Actor, effort, say, within};
use serde_json::json;
use std::sync::Arc;
use tokio::{sync::watch, task::JoinSet};

const WRITERS: usize = 8;

#[tokio::test]
async fn every_client_gets_every_event_while_nodes_are_killed_and_sockets_cut() {
    let many = |of| (of, "1000".to_owned());
    let settings = ["DAYBOOK_SOCKETS_PER_USER", "DAYBOOK_SOCKETS_PER_ADDRESS"].map(many);
    let mut house = House::with(settings.into());
    let urls = house.urls();
    let ann = house.nodes[0].user("ann").await;
    let (end, head) = watch::channel(None);
    let mut clients = JoinSet::new();
    for number in 0..effort(10, 160) {
        clients.spawn(Client::new(&ann, &urls, number).follow(head.clone()));
    }
    let (kills, writes) = (effort(6, 200), effort(200, 320));
    for kill in 0..kills {
        write_many(&ann, &urls, &kill.to_string(), writes).await;
        house.kill_and_start(kill % urls.len());
    }
    write_many(&ann, &urls, "last", writes).await;
    _ = end.send(Some(house.last_event().await));
    let delivered: usize = within("the clients to end", clients.join_all()).await.iter().sum();
    assert!(delivered >= kills * writes, "only {delivered} deliveries");
    say(&format!("{delivered} deliveries, {kills} kills: none lost, doubled or out of order"));
}

/// Writes so many activities, at whatever node answers; a write without an answer is repeated with its key.
async fn write_many(ann: &Actor, urls: &Arc<[String]>, round: &str, writes: usize) {
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (ann, urls, round) = (ann.clone(), Arc::clone(urls), round.to_owned());
        writers.spawn(async move {
            for number in 0..writes / WRITERS {
                write(&ann, &urls, &format!("{round}-{writer}-{number}"), writer + number).await;
            }
        });
    }
    writers.join_all().await;
}

async fn write(ann: &Actor, urls: &[String], name: &str, first: usize) {
    let body = json!({ "activity_name": name, "duration": 1 });
    let write = async {
        for node in (0..urls.len()).cycle().skip(first % urls.len()) {
            let ann = ann.at_address(&urls[node]).with("idempotency-key", name);
            let answer = ann.try_post("/api/activities/", body.clone()).await;
            if answer.is_some_and(|answer| answer.status == 201) {
                return;
            }
        }
    };
    within("a node that takes a write", write).await;
}
