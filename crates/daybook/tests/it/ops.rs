//! `/healthz`, `/readyz`, `/metrics`, `/api/version/`, `/api/schema/`.

use crate::harness::TestApp;
use daybook::streams::Wiring;
use daybook_live::{Bus, Note};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::mpsc;

#[tokio::test]
async fn a_node_that_serves_is_alive_and_ready() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    assert_eq!(anyone.get("/healthz").await.expect(200).json(), json!({ "status": "ok" }));
    assert_eq!(anyone.get("/readyz").await.expect(200).json(), json!({ "status": "ok" }));
}

/// A bus that cannot be reached.
struct Down;

impl Bus for Down {
    fn publish(&self, _: Vec<Note>) {}

    fn subscribe(&self, _: u64) -> mpsc::Receiver<Note> {
        mpsc::channel(1).1
    }

    fn is_up(&self) -> bool {
        false
    }
}

#[tokio::test]
async fn a_node_says_which_part_it_cannot_reach() {
    let alone = TestApp::wired(&[], Wiring { bus: Arc::new(Down), ..Wiring::default() }).await;
    let late = json!({ "status": "degraded", "bus": "unreachable" });
    assert_eq!(alone.anonymous().get("/readyz").await.expect(200).json(), late);
    alone.user("ann").await;
    let unready = json!({ "status": "unready", "database": "unreachable" });
    let app = TestApp::start().await;
    app.app.db.clone().close();
    let answer = app.anonymous().get("/readyz").await.expect(503);
    assert_eq!((answer.json(), answer.header("retry-after")), (unready, "1"));
    app.anonymous().get("/healthz").await.expect(200);
}

#[tokio::test]
async fn the_version_names_its_database() {
    let app = TestApp::start().await;
    let version = app.anonymous().get("/api/version/").await.expect(200).json();
    assert_eq!(version["name"], "daybook");
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(version["database"], format!("{:?}", app.app.db.engine()).to_lowercase());
}

#[tokio::test]
async fn the_numbers_count_by_route() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let ann = app.user("ann").await;
    anyone.get("/healthz").await.expect(200);
    ann.get("/api/activities/1/").await.expect(404);
    ann.get("/api/activities/2").await.expect(404);
    anyone.get("/api/activities/1/").await.expect(401);
    anyone.raw("PUT", "/api/login/", "", b"").await.expect(405);
    anyone.get("/no/such/page").await.expect(404);
    let numbers = anyone.get("/metrics").await.expect(200);
    assert_eq!(numbers.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    for (method, route, status, count) in [
        ("GET", "/healthz", 200, 1),
        ("GET", "/api/activities/{id}", 404, 2),
        ("GET", "/api/activities/{id}", 401, 1),
        ("PUT", "/api/login", 405, 1),
        ("GET", "none", 404, 1),
    ] {
        let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
        let line = format!("daybook_http_requests_total{{{labels}}} {count}");
        assert!(numbers.text().lines().any(|it| it == line), "{line}\n{}", numbers.text());
    }
}

#[tokio::test]
async fn with_a_token_the_numbers_want_it() {
    let app = TestApp::with(&[("DAYBOOK_METRICS_TOKEN", "let-me-count")]).await;
    let anyone = app.anonymous();
    anyone.get("/metrics").await.expect(403);
    anyone.with("authorization", "Bearer let-me-count").get("/metrics").await.expect(200);
}

#[tokio::test]
async fn the_schema_is_openapi() {
    let app = TestApp::start().await;
    let schema = app.anonymous().get("/api/schema/").await.expect(200).json();
    assert!(
        schema["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")),
        "{schema}"
    );
}
