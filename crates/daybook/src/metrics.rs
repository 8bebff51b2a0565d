//! The numbers of this process, for `/metrics`.
//!
//! Not here: who may read them (`ops`).

use crate::app::App;
use http::Method;
use metrics::{Counter, Histogram};
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};
use parking_lot::RwLock;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::time::{MissedTickBehavior, interval};

const SUMMED_UP_EVERY: Duration = Duration::from_secs(5);
/// Seconds; a request is counted in the first that it does not exceed.
const BUCKETS: &[f64] =
    &[0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

/// A registry of its own for each application, so that two in one process do not mix.
#[derive(Clone)]
pub struct Metrics {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
    /// The numbers of each route: to find them by their labels costs as much as a small request.
    routes: Arc<RwLock<HashMap<String, Route>>>,
}

/// The numbers of one route.
struct Route {
    took: Histogram,
    answers: Vec<(Method, u16, Counter)>,
}

impl Route {
    fn counter(&self, method: &Method, status: u16) -> Option<&Counter> {
        let found = self.answers.iter().find(|(of, it, _)| *it == status && of == method);
        found.map(|(.., counter)| counter)
    }
}

impl Metrics {
    /// An empty registry.
    pub fn new() -> Self {
        let builder = PrometheusBuilder::new();
        let seconds = Matcher::Suffix("_seconds".to_owned());
        let builder = match builder.set_buckets_for_metric(seconds, BUCKETS) {
            Ok(builder) => builder,
            Err(_) => PrometheusBuilder::new(),
        };
        let recorder = builder.build_recorder();
        Self { handle: recorder.handle(), recorder: Arc::new(recorder), routes: Arc::default() }
    }

    /// Counts a request that was answered.
    pub fn request(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let method = known(method);
        if let Some(numbers) = self.routes.read().get(route)
            && let Some(counter) = numbers.counter(&method, status)
        {
            counter.increment(1);
            numbers.took.record(took);
            return;
        }
        let counter = self.register(method, route, status);
        counter.increment(1);
        if let Some(numbers) = self.routes.read().get(route) {
            numbers.took.record(took);
        }
    }

    /// The counter of answers that were not given before.
    fn register(&self, method: Method, route: &str, status: u16) -> Counter {
        metrics::with_local_recorder(&*self.recorder, || {
            let labels = [
                ("method", method.to_string()),
                ("route", route.to_owned()),
                ("status", status.to_string()),
            ];
            let counter = metrics::counter!("daybook_http_requests_total", &labels);
            let mut routes = self.routes.write();
            let numbers = routes.entry(route.to_owned()).or_insert_with(|| Route {
                took: metrics::histogram!("daybook_http_request_seconds", "route" => route.to_owned()),
                answers: Vec::new(),
            });
            if numbers.counter(&method, status).is_none() {
                numbers.answers.push((method, status, counter.clone()));
            }
            counter
        })
    }

    /// Counts a mail that got out, or did not get out this time.
    pub fn mail(&self, sent: bool) {
        let outcome = if sent { "sent" } else { "failed" };
        metrics::with_local_recorder(&*self.recorder, || {
            metrics::counter!("daybook_mails_total", "outcome" => outcome).increment(1);
        });
    }

    /// Sets a number that is read when the metrics are.
    pub fn gauge(&self, name: &'static str, value: f64) {
        metrics::with_local_recorder(&*self.recorder, || metrics::gauge!(name).set(value));
    }

    /// All of it, as Prometheus reads it.
    pub fn render(&self) -> String {
        self.handle.run_upkeep();
        self.handle.render()
    }
}

/// Sums up the times of requests now and then, whether somebody asks for them or not: until then
/// each is kept.
pub(crate) async fn run(app: App) {
    let mut looks = interval(SUMMED_UP_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while app.stopping.run_until_cancelled(looks.tick()).await.is_some() {
        app.metrics.handle.run_upkeep();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// A client may invent methods; the registry must not grow with them.
fn known(method: &Method) -> Method {
    match method.as_str() {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => method.clone(),
        _ => Method::from_bytes(b"other").unwrap_or(Method::OPTIONS),
    }
}
