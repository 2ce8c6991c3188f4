//! Numbers for Prometheus at `/metrics`.

use std::{sync::LazyLock, time::Duration};

use axum::http::Method;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

static HANDLE: LazyLock<Option<PrometheusHandle>> = LazyLock::new(|| {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(
        Matcher::Full("http_request_seconds".into()),
        &[0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 3.0],
    );
    match builder.and_then(|builder| builder.install_recorder()) {
        Ok(handle) => Some(handle),
        Err(error) => {
            tracing::warn!(%error, "no metrics");
            None
        }
    }
});

pub(crate) fn count(method: &Method, route: &str, status: u16, elapsed: Duration) {
    if HANDLE.is_none() {
        return;
    }
    let labels = [
        ("method", method.as_str().to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", "route" => route.to_owned())
        .record(elapsed.as_secs_f64());
}

pub(crate) async fn show() -> String {
    HANDLE
        .as_ref()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}
