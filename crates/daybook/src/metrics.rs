//! The numbers of this process, for `/metrics`.
//!
//! Not here: who may read them (`ops`).

use http::Method;
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};
use std::{sync::Arc, time::Duration};

/// Seconds; a request is counted in the first that it does not exceed.
const BUCKETS: &[f64] =
    &[0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

/// A registry of its own for each application, so that two in one process do not mix.
#[derive(Clone)]
pub struct Metrics {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
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
        Self { handle: recorder.handle(), recorder: Arc::new(recorder) }
    }

    /// Counts a request that was answered.
    pub fn request(&self, method: &Method, route: &str, status: u16, took: Duration) {
        metrics::with_local_recorder(&*self.recorder, || {
            let labels = [
                ("method", known(method).to_owned()),
                ("route", route.to_owned()),
                ("status", status.to_string()),
            ];
            metrics::counter!("daybook_http_requests_total", &labels).increment(1);
            metrics::histogram!("daybook_http_request_seconds", "route" => route.to_owned())
                .record(took);
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

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// A client may invent methods; the registry must not grow with them.
fn known(method: &Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "other",
    }
}
