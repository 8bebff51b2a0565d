//! The list of logs, and the events after it, are the list as it is now: after every operation that
//! changes one.

use crate::harness::{Actor, Socket, TestApp};
use daybook::time::SECOND;
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::{cmp::Reverse, collections::BTreeSet};

/// What a client holds: the list as it was, and every event since.
struct Client {
    actor: Actor,
    socket: Socket,
    list: Vec<Value>,
    seq: u64,
}

impl Client {
    async fn open(actor: &Actor) -> Self {
        let mut socket = actor.socket("/ws/live/").await;
        let (list, cursor) = snapshot(actor).await;
        socket.subscribe(json!({ "me": cursor })).await;
        Self { actor: actor.clone(), socket, list, seq: seq(&cursor) }
    }

    async fn apply(&mut self, event: &Value) {
        let data = &event["data"];
        match event["type"].as_str() {
            // Too large to be told: the list is read again.
            Some("log_created" | "log_updated") if data["omitted"] == true => {
                self.list = snapshot(&self.actor).await.0;
            }
            Some("log_created" | "log_updated") => self.put(data.clone()),
            Some("logs_created") => {
                let time = data["timestamp"].as_str().expect("a time");
                let path = format!("/logs/{}/?timestamp={time}", self.actor.id);
                let of_that_time = self.actor.get(&path).await.expect(200).json();
                let told = of_that_time.as_array().expect("a list").iter().filter(|log| {
                    let id = log["id"].as_i64();
                    data["first"].as_i64() <= id && id <= data["last"].as_i64()
                });
                let told: Vec<_> = told.cloned().collect();
                assert_eq!(Some(told.len() as u64), data["count"].as_u64(), "{event}");
                told.into_iter().for_each(|log| self.put(log));
            }
            other => panic!("an event of type {other:?}"),
        }
    }

    fn put(&mut self, log: Value) {
        self.list.retain(|other| other["id"] != log["id"]);
        self.list.push(log);
        let place =
            |log: &Value| (log["timestamp"].as_str().map(str::to_owned), log["id"].as_i64());
        self.list.sort_by_cached_key(|log| Reverse(place(log)));
    }

    /// Fails the test unless what this client holds is what the server does; tells how many events came.
    async fn assert_true(&mut self, after: &str) -> u64 {
        let (truth, cursor) = snapshot(&self.actor).await;
        let before = self.seq;
        while self.seq < seq(&cursor) {
            let event = self.socket.next().await;
            self.seq += 1;
            assert_eq!(event["seq"], self.seq, "{event}");
            self.apply(&event).await;
        }
        self.socket.assert_quiet().await;
        assert_eq!(self.list, truth, "after {after}");
        self.seq - before
    }
}

/// The list, and where the stream stood when it was read.
async fn snapshot(actor: &Actor) -> (Vec<Value>, String) {
    let answer = actor.get(&format!("/logs/{}/", actor.id)).await.expect(200);
    let cursor = answer.header("daybook-seq").strip_prefix("me=").expect("a cursor").to_owned();
    (answer.json().as_array().expect("a list").clone(), cursor)
}

fn seq(cursor: &str) -> u64 {
    let (_, seq) = cursor.rsplit_once('.').expect("an epoch");
    seq.parse().expect("a number")
}

/// Every operation under `/logs/` that changes something, as the server tells it.
async fn changing_operations(actor: &Actor) -> BTreeSet<String> {
    let document = actor.get("/api/schema/").await.expect(200).json();
    let paths = document["paths"].as_object().expect("paths").iter();
    let here = paths
        .filter(|(path, _)| path.starts_with("/logs/"))
        .filter_map(|(_, methods)| methods.as_object());
    let changing = here.flatten().filter(|(method, _)| *method != "get");
    changing
        .map(|(_, operation)| operation["operationId"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn a_list_of_logs_and_later_events_are_the_truth() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    ann.post("/logs/", json!({ "action": "before" })).await.expect(201);
    let mut client = Client::open(&ann).await;
    let mut covered = BTreeSet::new();
    let mut one = String::new();
    let large = "x".repeat(9_000);
    let many: Vec<_> = (0..600).map(|n| json!({ "action": format!("a{n}") })).collect();
    let steps = [
        ("create_logs", "POST", "", json!({ "action": "deploy", "metadata": { "host": "a" } }), 1),
        ("create_logs", "POST", "", json!({ "action": "large", "metadata": large }), 1),
        ("create_logs", "POST", "", json!({ "action": "" }), 0),
        ("create_logs", "POST", "", json!([{ "action": "a" }, { "action": "b" }]), 1),
        ("create_logs", "POST", "", json!([{ "action": "alone" }]), 1),
        ("create_logs", "POST", "", json!(many), 1),
        ("create_logs", "POST", "", json!([{ "action": "a" }, {}]), 0),
        ("create_logs", "POST", "", json!([]), 0),
        ("update_log_status", "PATCH", "{one}", json!({ "status": "IN_PROGRESS" }), 1),
        ("update_log_status", "PATCH", "{one}", json!({ "status": "IN_PROGRESS" }), 0),
        ("update_log_status", "PATCH", "{one}", json!({ "status": "DONE" }), 1),
        ("update_log_status", "PATCH", "{one}", json!({ "status": "no" }), 0),
    ];
    for (operation, method, path, body, events) in steps {
        bob.post("/logs/", json!({ "action": "his" })).await.expect(201);
        let path = format!("/logs/{}", path.replace("{one}", &one));
        let answer = ann.raw(method, &path, "application/json", body.to_string().as_bytes()).await;
        if one.is_empty() {
            one = format!("{}/status/", answer.expect(201).json()["id"]);
        }
        let shown: String = body.to_string().chars().take(80).collect();
        assert_eq!(client.assert_true(operation).await, events, "{operation} {shown}");
        covered.insert(operation.to_owned());
        app.clock.advance(SECOND);
    }
    assert_eq!(covered, changing_operations(&ann).await, "each has a step here");
}

#[tokio::test]
async fn of_changes_at_once_on_two_nodes_the_last_one_told_is_the_truth() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let nodes = [ann.clone(), other.here(&ann)];
    let made = ann.post("/logs/", json!({ "action": "deploy" })).await.expect(201).json();
    let mut client = Client::open(&ann).await;
    let path = format!("/logs/{}/status/", made["id"]);
    let changes = (0..30).map(|n| {
        let status = ["IN_PROGRESS", "COMPLETED", "PENDING"][n % 3];
        nodes[n % 2].patch(&path, json!({ "status": status }))
    });
    for answer in join_all(changes).await {
        answer.expect(200);
    }
    assert!(client.assert_true("thirty changes").await > 0);
}
