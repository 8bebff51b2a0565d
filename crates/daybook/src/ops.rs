//! Operations: is it alive, is it ready, which version, how does it do.
//!
//! Not here: what is counted (`crate::metrics`).

use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Json, Operation, Peer, Refuses, Routes},
    identity::security_log,
    router::openapi,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header, request::Parts};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::json;
use subtle::ConstantTimeEq;

pub(crate) fn routes() -> Routes {
    Routes::new("operations")
        .get("/healthz", show_health, "The process lives.")
        .get("/readyz", show_readiness, "The database is reachable; says so when the bus is not.")
        .get("/metrics", show_metrics, "The numbers of this process, for Prometheus.")
        .get("/api/version/", show_version, "Which Daybook this is.")
        .get("/api/schema/", show_schema, "This document.")
}

/// How a node is, and which part it cannot reach.
#[derive(Serialize, JsonSchema)]
struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bus: Option<&'static str>,
}

impl Health {
    fn new(status: &'static str) -> Self {
        Self { status, database: None, bus: None }
    }
}

#[derive(Serialize, JsonSchema)]
struct Version {
    name: &'static str,
    version: &'static str,
    database: String,
}

async fn show_health() -> Result<Json<Health>> {
    Ok(Json(Health::new("ok")))
}

/// Without its bus a node only tells late what happens elsewhere, so it goes on: all of them would be
/// taken out at once.
async fn show_readiness(State(app): State<App>, _: Refuses<503, Health>) -> Result<Json<Health>> {
    if app.stopping.is_cancelled() {
        return Err(unready(&Health::new("stopping")));
    }
    let told = |reachable: bool| (!reachable).then_some("unreachable");
    match (told(app.db.ping().await.is_ok()), told(app.bus.is_up())) {
        (None, None) => Ok(Json(Health::new("ok"))),
        (None, bus) => Ok(Json(Health { bus, ..Health::new("degraded") })),
        (database, bus) => Err(unready(&Health { status: "unready", database, bus })),
    }
}

fn unready(why: &Health) -> Error {
    Error::answer(StatusCode::SERVICE_UNAVAILABLE, json!(why))
        .with_header(header::RETRY_AFTER, HeaderValue::from_static("1"))
}

async fn show_version(State(app): State<App>) -> Result<Json<Version>> {
    Ok(Json(Version {
        name: "daybook",
        version: env!("CARGO_PKG_VERSION"),
        database: format!("{:?}", app.db.engine()).to_lowercase(),
    }))
}

/// The OpenAPI document.
struct Document(Bytes);

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], self.0)
            .into_response()
    }
}

impl Describe for Document {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        let document = json!({ "type": "object" });
        operation.answers.push((200, Some(("application/json", document))));
    }
}

async fn show_schema() -> Result<Document> {
    Ok(Document(openapi()))
}

/// Numbers in the text format of Prometheus.
struct Exposition(String);

impl IntoResponse for Exposition {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
        ([(header::CONTENT_TYPE, kind)], self.0).into_response()
    }
}

impl Describe for Exposition {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.answers.push((200, Some(("text/plain", json!({ "type": "string" })))));
    }
}

/// A caller that may read the numbers: this machine, or who holds the token.
struct Scraper;

impl axum::extract::FromRequestParts<App> for Scraper {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let allowed = match &app.config.metrics_token {
            Some(token) => token.expose().as_bytes().ct_eq(bearer.as_bytes()).into(),
            None => Peer::of(parts).address.is_loopback(),
        };
        if allowed {
            return Ok(Self);
        }
        security_log::refused(None, "numbers refused");
        Err(Error::forbidden())
    }
}

impl Describe for Scraper {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.answers.push((403, None));
    }
}

async fn show_metrics(_: Scraper, State(app): State<App>) -> Result<Exposition> {
    let statistics = app.db.statistics();
    app.metrics.gauge("daybook_database_writes_waiting", statistics.writes_waiting as f64);
    app.metrics.gauge("daybook_database_reads_waiting", statistics.reads_waiting as f64);
    app.metrics.gauge("daybook_password_checks", app.identity.passwords.begun() as f64);
    let live = app.hub.statistics();
    app.metrics.gauge("daybook_live_sockets", live.clients as f64);
    app.metrics.gauge("daybook_live_streams", live.streams as f64);
    app.metrics.gauge("daybook_live_events_delivered", live.delivered as f64);
    app.metrics.gauge("daybook_live_events_healed", live.healed as f64);
    app.metrics.gauge("daybook_bus_messages_refused", app.bus.refused() as f64);
    let (hits, misses) = app.lists.hits_and_misses();
    app.metrics.gauge("daybook_list_cache_hits", hits as f64);
    app.metrics.gauge("daybook_list_cache_misses", misses as f64);
    Ok(Exposition(app.metrics.render()))
}
