//! A write that is repeated with its key happens once, also when it comes to two nodes at the same time.
//!
//! Not here: what a repeated write is answered in detail (`activities`).

use crate::harness::{Actor, TestApp, effort};
use futures_util::future::{join, join_all};
use serde_json::json;
use std::collections::BTreeSet;

/// Writes on their way at the same time.
const AT_ONCE: usize = 16;

#[tokio::test]
async fn a_repeated_write_happens_once_also_on_two_nodes_at_once() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    assert_eq!(doubles(&app, &other, effort(160, 32_000)).await, [0_i64; 0]);
}

/// Sends each write three times, twice at once to two nodes and then again; answers the ids that are too many.
pub(super) async fn doubles(app: &TestApp, other: &TestApp, writes: usize) -> Vec<i64> {
    let ann = app.user("ann").await;
    let there = other.here(&ann);
    let mut doubles = Vec::new();
    for first in (0..writes).step_by(AT_ONCE) {
        let batch = (first..first + AT_ONCE).map(|number| thrice(&ann, &there, number));
        doubles.extend(join_all(batch).await.into_iter().flatten());
    }
    let list = ann.get("/api/activities/?page=1").await.expect(200).json();
    let stored = list["count"].as_u64().expect("a count");
    assert_eq!(stored as usize, writes + doubles.len(), "the answers do not tell what is stored");
    doubles
}

async fn thrice(here: &Actor, there: &Actor, number: usize) -> Vec<i64> {
    let key = format!("write-{number}");
    let (here, there) = (here.with("idempotency-key", &key), there.with("idempotency-key", &key));
    let body = json!({ "activity_name": key, "duration": 1 });
    let write = async |actor: &Actor| {
        let answer = actor.post("/api/activities/", body.clone()).await.expect(201);
        answer.json()["id"].as_i64().expect("an id")
    };
    let (one, two) = join(write(&here), write(&there)).await;
    let three = write(&there).await;
    BTreeSet::from([one, two, three]).into_iter().skip(1).collect()
}
