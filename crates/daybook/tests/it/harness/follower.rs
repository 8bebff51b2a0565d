//! A client that holds a list as it was, and every event since: together they are the list as it is.
//!
//! Told twice: by a model of a client, and by the web app's own reducer, which runs in one Node process.

use super::{Actor, Socket, document};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

/// Who follows a list of what lies under `path`, newest first.
pub(crate) struct Follower {
    actor: Actor,
    path: &'static str,
    /// What its events begin with, and the name of the web app's rule.
    noun: &'static str,
    /// The stream that it follows.
    stream: &'static str,
    socket: Socket,
    list: Vec<Value>,
    cursor: String,
    web: Reducer,
}

impl Follower {
    pub(crate) async fn open(actor: &Actor, path: &'static str, noun: &'static str) -> Self {
        Self::of_stream(actor, path, noun, "me").await
    }

    /// The same for a list that a room's stream decides.
    pub(crate) async fn of_stream(
        actor: &Actor,
        path: &'static str,
        noun: &'static str,
        stream: &'static str,
    ) -> Self {
        let (list, cursor) = snapshot(actor, path, stream).await;
        let mut socket = actor.socket("/ws/live/").await;
        socket.subscribe(json!({ stream: cursor })).await;
        let (actor, web) = (actor.clone(), Reducer::start(noun));
        Self { actor, path, noun, stream, socket, list, cursor, web }
    }

    async fn apply(&mut self, event: &Value) {
        let (kind, data) = (event["type"].as_str().expect("a type"), &event["data"]);
        let Some(what) = kind.strip_prefix(self.noun).and_then(|rest| rest.strip_prefix('_'))
        else {
            return;
        };
        self.list.retain(|object| object["id"] != data["id"]);
        match what {
            "created" | "updated" if data["omitted"] == true => {
                let found = self.actor.get(&format!("{}{}/", self.path, data["id"])).await;
                self.list.push(found.expect(200).json());
            }
            "created" | "updated" => self.list.push(data.clone()),
            "deleted" if data["deleted"] == true => self.list.push(data.clone()),
            "deleted" => {}
            other => panic!("an event of type {other}"),
        }
        let sign = if self.stream == "me" { -1 } else { 1 };
        self.list.sort_by_key(|object| sign * object["id"].as_i64().expect("an id"));
    }

    /// Fails the test unless what this client holds is what the server does; tells how many events came.
    pub(crate) async fn assert_true(&mut self, after: &str) -> u64 {
        let (truth, cursor) = snapshot(&self.actor, self.path, self.stream).await;
        let (before, last) = (self.list.clone(), seq(&self.cursor));
        let mut frames = Vec::new();
        for seq in last + 1..=seq(&cursor) {
            let event = self.socket.next_event().await;
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

/// The list, and where the stream stood when it was read.
async fn snapshot(actor: &Actor, path: &str, stream: &str) -> (Vec<Value>, String) {
    let answer = actor.get(path).await.expect(200);
    let cursor = answer.header("daybook-seq").strip_prefix(stream).expect("its stream");
    let cursor = cursor.strip_prefix('=').expect("a cursor").to_owned();
    (answer.json().as_array().expect("a list").clone(), cursor)
}

fn seq(cursor: &str) -> u64 {
    let (_, seq) = cursor.rsplit_once('.').expect("an epoch");
    seq.parse().expect("a number")
}

/// Every operation under a path that changes something, as the document tells it.
pub(crate) fn changing_operations(path: &str) -> BTreeSet<String> {
    let paths = document()["paths"].as_object().expect("paths").iter();
    let here = paths
        .filter(|(other, _)| other.starts_with(path))
        .filter_map(|(_, methods)| methods.as_object());
    let changing = here.flatten().filter(|(method, _)| *method != "get");
    changing
        .map(|(_, operation)| operation["operationId"].as_str().expect("an id").to_owned())
        .collect()
}

/// The reducer of the web app.
struct Reducer {
    rule: &'static str,
    node: Child,
    answers: BufReader<ChildStdout>,
}

impl Reducer {
    fn start(rule: &'static str) -> Self {
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
        Self { rule, node, answers }
    }

    /// The list after these frames; `None` when the app would read it again.
    fn reduce(&mut self, list: &[Value], cursor: &str, frames: &[Value]) -> Option<Vec<Value>> {
        let frames: Vec<_> = frames.iter().map(Value::to_string).collect();
        let asked = json!({ "rule": self.rule, "items": list, "cursor": cursor, "frames": frames });
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
