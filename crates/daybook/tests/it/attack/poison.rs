//! Values that some parser, database or reader chokes on, in each field of each operation.
//!
//! None may be a 500; what is let in may not break a later read. The answers are held against the
//! document as all are. Not here: what single fields say to them (each feature).

use super::operations::{Operation, operations};
use crate::harness::{Actor, DEADLINE, TestApp, document};
use daybook::streams::Wiring;
use daybook_db::Options;
use futures_util::{StreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};

/// Requests that are under way.
const AT_ONCE: usize = 4;

const TEXTS: [&str; 40] = [
    "\0",
    "a\0b",
    "\u{feff}",
    "\u{202e}abc",
    "\u{fffe}",
    "\u{10ffff}",
    "\u{1}\u{1b}[31m",
    "\r\nSet-Cookie: a=b",
    "'; drop table users; --",
    "\" or \"\"=\"",
    "$1",
    "%",
    "_",
    "\\",
    "\\\\",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "../../../../etc/passwd",
    "NaN",
    "Infinity",
    "-0",
    "1e400",
    "0x10",
    "\u{661}\u{662}",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "0000-00-00",
    "0001-01-01",
    "-262143-01-01",
    "9999-12-31T23:59:59.999999-23:59",
    "9999-12-31",
    "10000-01-01",
    "2025-02-29",
    "2025-03-30T02:30:00[Europe/Berlin]",
    "24:00",
    "America/../UTC",
    "UTC\0",
    "last",
    "",
];

fn poisons() -> Vec<Value> {
    let mut poisons: Vec<Value> = TEXTS.map(Value::from).into();
    poisons.extend([
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
    ]);
    poisons.extend([
        json!([]),
        json!({}),
        json!([[]]),
        json!([null]),
        json!({ "a": 1 }),
        json!(["\0"]),
    ]);
    poisons.push("x".repeat(100_000).into());
    poisons
}

/// The names under which the document says that a value may come in a query.
fn parameters(operation: &Operation) -> Vec<String> {
    let told = told(operation)["parameters"].as_array().into_iter().flatten();
    let queried = told.filter(|it| it["in"] == "query");
    queried.filter_map(|it| it["name"].as_str().map(str::to_owned)).collect()
}

/// The same for a body.
fn properties(operation: &Operation) -> Vec<String> {
    let content = &told(operation)["requestBody"]["content"]["application/x-www-form-urlencoded"];
    let properties = content["schema"]["properties"].as_object();
    properties.map(|all| all.keys().cloned().collect()).unwrap_or_default()
}

fn told(operation: &Operation) -> &'static Value {
    &document()["paths"][&operation.path][operation.method.as_str().to_ascii_lowercase()]
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A request with a value that may be poison.
struct Poisoned {
    method: Method,
    path: String,
    kind: &'static str,
    body: String,
}

/// An application that is not busy because the machine is: what is refused as busy is so by the poison.
async fn patient() -> TestApp {
    let database = |options: &mut Options| options.wait = DEADLINE;
    TestApp::wired(&[], Wiring { database, ..Wiring::default() }).await
}

/// Sends them, a few at once.
async fn survives(actor: &Actor, requests: Vec<Poisoned>) {
    let send = async |Poisoned { method, path, kind, body }| {
        let answer = actor.raw(method.as_str(), &path, kind, body.as_bytes()).await;
        let shown: String = body.chars().take(200).collect();
        assert!(answer.status < 500, "{method} {path} {shown}: {}", answer.text());
    };
    stream::iter(requests).for_each_concurrent(AT_ONCE, send).await;
}

#[tokio::test]
async fn no_query_is_poison() {
    let app = patient().await;
    let ann = app.user("ann").await;
    let mut requests = Vec::new();
    for operation in operations().into_iter().filter(|it| it.method == Method::GET) {
        for name in parameters(&operation) {
            let values = TEXTS.map(encoded).into_iter();
            let broken = ["%ff%fe", "%", "%0", "%zz", "%ed%a0%80"].map(str::to_owned);
            for value in values.chain(broken).chain(["x".repeat(5_000)]) {
                let path = format!("{}?{name}={value}", operation.path_of(1));
                requests.push(Poisoned {
                    method: Method::GET,
                    path,
                    kind: "",
                    body: String::new(),
                });
            }
        }
    }
    assert!(requests.len() > 500, "only {} queries", requests.len());
    survives(&ann, requests).await;
}

#[tokio::test]
async fn no_field_is_poison() {
    let app = patient().await;
    let ann = app.user("ann").await;
    let new = json!({ "activity_name": "x", "duration": 1 });
    ann.post("/logs/", json!({ "action": "x" })).await.expect(201);
    let made = ann.post("/api/activities/", new.clone()).await.expect(201).json();
    let id = made["id"].as_i64().expect("an id");
    ann.post("/api/chat/rooms/", json!({ "name": id, "private": true })).await.expect(201);
    // A logout reads one field, and would end the session that asks.
    let is_logout = |it: &Operation| it.path.contains("logout");
    let writing = |it: &Operation| it.method != Method::GET && !it.is_page() && !is_logout(it);
    let mut requests = Vec::new();
    for operation in operations().into_iter().filter(writing) {
        let path = operation.path_of(id);
        let rest = match path.as_str() {
            path if path.starts_with("/api/activities/") => new.clone(),
            "/logs/" => json!({ "action": "x" }),
            _ => json!({}),
        };
        let mut send = |kind, body| {
            let (method, path) = (operation.method.clone(), path.clone());
            requests.push(Poisoned { method, path, kind, body });
        };
        for name in properties(&operation) {
            for poison in poisons() {
                let mut body = rest.clone();
                body[&name] = poison.clone();
                send("application/json", body.to_string());
                if let Some(text) = poison.as_str() {
                    let form =
                        format!("activity_name=x&duration=1&action=x&{name}={}", encoded(text));
                    send("application/x-www-form-urlencoded", form);
                }
            }
            send("application/json", format!("{{\"{name}\": \"\\ud800\"}}"));
        }
    }
    survives(&ann, requests).await;
    let files = ["csv", "json", "ics"].map(|it| format!("/api/activities/export/?format={it}"));
    let logs = ["", "export/?format=csv", "export/?format=json", "export/?format=ndjson"]
        .map(|it| format!("/logs/{}/{it}", ann.id));
    let places = ["/api/activities/", "/", "/activity/dashboard/", "/settings"].map(str::to_owned);
    for path in files.iter().chain(&logs).chain(&places) {
        ann.get(path).await.expect(200);
    }
    ann.get("/api/activities/summary/?by=tag").await.expect(200);
}
