//! A list, and the events after it, are the list as it is now: after every operation that changes one.
//!
//! Told twice: by a model of a client, and by the web app's own reducer, which runs in one Node process.

use crate::harness::{Actor, Answer, Socket, TestApp};
use daybook::time::MINUTE;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

const ALL: &str = "/api/activities/";

/// What a client holds: the list as it was, and every event since.
struct Client {
    actor: Actor,
    socket: Socket,
    list: Vec<Value>,
    cursor: String,
    web: Reducer,
}

/// The list, and where the stream stood when it was read.
async fn snapshot(actor: &Actor) -> (Vec<Value>, String) {
    let answer = actor.get(ALL).await.expect(200);
    let cursor = answer.header("daybook-seq").strip_prefix("me=").expect("a cursor").to_owned();
    (answer.json().as_array().expect("a list").clone(), cursor)
}

fn seq(cursor: &str) -> u64 {
    let (_, seq) = cursor.rsplit_once('.').expect("an epoch");
    seq.parse().expect("a number")
}

/// The reducer of the web app.
struct Reducer {
    node: Child,
    answers: BufReader<ChildStdout>,
}

impl Reducer {
    fn start() -> Self {
        let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
        let installed = web.join("node_modules/typescript").exists();
        assert!(installed, "the web app's packages are not installed: `npm ci` in web/");
        let mut node = Command::new("node")
            .arg("scripts/reduce.mjs")
            .current_dir(web)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node");
        let answers = BufReader::new(node.stdout.take().expect("a pipe"));
        Self { node, answers }
    }

    /// The list after these frames; `None` when the app would read it again.
    fn reduce(&mut self, list: &[Value], cursor: &str, frames: &[Value]) -> Option<Vec<Value>> {
        let frames: Vec<_> = frames.iter().map(Value::to_string).collect();
        let asked = json!({ "items": list, "cursor": cursor, "frames": frames });
        let input = self.node.stdin.as_mut().expect("a pipe");
        writeln!(input, "{asked}").expect("node listens");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("node answers");
        serde_json::from_str(&line).expect("a list, or null")
    }
}

impl Drop for Reducer {
    fn drop(&mut self) {
        // Its input ends, and so does it.
        drop(self.node.stdin.take());
        _ = self.node.wait();
    }
}

impl Client {
    async fn open(actor: &Actor) -> Self {
        let (list, cursor) = snapshot(actor).await;
        let mut socket = actor.socket("/ws/live/").await;
        socket.subscribe(json!({ "me": cursor })).await;
        Self { actor: actor.clone(), socket, list, cursor, web: Reducer::start() }
    }

    async fn apply(&mut self, event: &Value) {
        let data = &event["data"];
        self.list.retain(|activity| activity["id"] != data["id"]);
        match event["type"].as_str() {
            Some("activity_created" | "activity_updated") if data["omitted"] == true => {
                let found = self.actor.get(&format!("{ALL}{}/", data["id"])).await;
                self.list.push(found.expect(200).json());
            }
            Some("activity_created" | "activity_updated") => self.list.push(data.clone()),
            Some("activity_deleted") => {}
            other => panic!("an event of type {other:?}"),
        }
        self.list.sort_by_key(|activity| -activity["id"].as_i64().expect("an id"));
    }

    /// Fails the test unless what this client holds is what the server does; tells how many events came.
    async fn assert_true(&mut self, after: &str) -> u64 {
        let (truth, cursor) = snapshot(&self.actor).await;
        let (before, last) = (self.list.clone(), seq(&self.cursor));
        let mut frames = Vec::new();
        for seq in last + 1..=seq(&cursor) {
            let event = self.socket.next().await;
            assert_eq!(event["seq"], seq, "{event}");
            self.apply(&event).await;
            frames.push(event);
        }
        self.socket.assert_quiet().await;
        assert_eq!(self.list, truth, "after {after}");
        match self.web.reduce(&before, &self.cursor, &frames) {
            Some(list) => assert_eq!(list, truth, "in the web app, after {after}"),
            None => assert!(frames.iter().any(|event| event["data"]["omitted"] == true)),
        }
        self.cursor = cursor;
        u64::try_from(frames.len()).expect("few events")
    }
}

/// Every operation under `/api/activities/` that changes something, as the server tells it.
async fn changing_operations(actor: &Actor) -> BTreeSet<String> {
    let document = actor.get("/api/schema/").await.expect(200).json();
    let paths = document["paths"].as_object().expect("paths").iter();
    let here = paths
        .filter(|(path, _)| path.starts_with(ALL))
        .filter_map(|(_, methods)| methods.as_object());
    let changing = here.flatten().filter(|(method, _)| *method != "get");
    changing
        .map(|(_, operation)| operation["operationId"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn a_snapshot_and_later_events_are_the_truth() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.post(ALL, json!({ "activity_name": "before", "duration": 1 })).await.expect(201);
    let mut client = Client::open(&ann).await;
    let mut covered = BTreeSet::new();
    let mut one = String::new();
    let steps = [
        (
            "create_activity",
            "POST",
            "",
            json!({ "activity_name": "read", "duration": 30, "tags": ["a"] }),
            1,
        ),
        (
            "create_activity",
            "POST",
            "",
            json!({ "activity_name": "long", "duration": 1, "note": "\u{1F600}".repeat(2000) }),
            1,
        ),
        ("create_activity", "POST", "", json!({ "activity_name": "" }), 0),
        ("update_activity", "PATCH", "{one}", json!({ "duration": 45 }), 1),
        ("update_activity", "PATCH", "{one}", json!({ "duration": 45 }), 0),
        ("update_activity", "PATCH", "{one}", json!({ "ended_at": "2000-01-01" }), 0),
        (
            "replace_activity",
            "PUT",
            "{one}",
            json!({ "activity_name": "write", "duration": 5, "tags": [] }),
            1,
        ),
        ("delete_activity", "DELETE", "{one}", json!({}), 1),
        ("delete_activity", "DELETE", "{one}", json!({}), 0),
        ("restore_activity", "POST", "{one}restore/", json!({}), 1),
        ("restore_activity", "POST", "{one}restore/", json!({}), 0),
        ("stop_timer", "POST", "stop/", json!({}), 0),
        ("start_timer", "POST", "start/", json!({ "activity_name": "first" }), 1),
        ("start_timer", "POST", "start/", json!({ "activity_name": "second" }), 2),
        ("stop_timer", "POST", "stop/", json!({}), 1),
    ];
    for (operation, method, path, body, events) in steps {
        app.clock.advance(MINUTE);
        let path = format!("{ALL}{}", path.replace("{one}", &one));
        let answer = ann.raw(method, &path, "application/json", body.to_string().as_bytes()).await;
        if one.is_empty() {
            one = format!("{}/", answer.expect(201).json()["id"]);
        }
        assert_eq!(client.assert_true(operation).await, events, "{operation} {body}");
        covered.insert(operation.to_owned());
    }
    assert_eq!(covered, changing_operations(&ann).await, "each has a step here");
}

#[tokio::test]
async fn a_repeated_write_is_told_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut client = Client::open(&ann).await;
    let keyed = ann.with("idempotency-key", "once");
    let post = async || -> Answer {
        keyed.post(ALL, json!({ "activity_name": "read", "duration": 30 })).await.expect(201)
    };
    assert_eq!(post().await.text(), post().await.text());
    assert_eq!(client.assert_true("a repeat").await, 1);
}

#[tokio::test]
async fn the_compatible_socket_tells_the_owner_and_nobody_else() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let token = ann.token.clone().expect("a token");
    let mut hers = app.anonymous().socket(&format!("/ws/activities/?token={token}")).await;
    let greeting = json!({
        "type": "connection", "message": "Connected to activity log as ann", "authenticated": true,
    });
    assert_eq!(hers.next().await, greeting);
    let mut strangers = app.anonymous().socket("/ws/activities/?token=nonsense").await;
    let greeting = json!({
        "type": "connection", "message": "Connected - authentication required for real-time updates",
        "authenticated": false,
    });
    assert_eq!(strangers.next().await, greeting);

    bob.post(ALL, json!({ "activity_name": "his", "duration": 1 })).await.expect(201);
    let made =
        ann.post(ALL, json!({ "activity_name": "read", "duration": 30 })).await.expect(201).json();
    assert_eq!(hers.next().await, json!({ "type": "activity", "data": made }));
    let one = format!("{ALL}{}/", made["id"]);
    let patched = ann.patch(&one, json!({ "duration": 20 })).await.expect(200).json();
    assert_eq!(hers.next().await, json!({ "type": "activity_updated", "data": patched }));
    ann.delete(&one).await.expect(204);
    assert_eq!(
        hers.next().await,
        json!({ "type": "activity_deleted", "data": { "id": made["id"] } })
    );
    hers.close().await;
    strangers.close().await;
}
