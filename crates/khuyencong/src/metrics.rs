//! Numbers for Prometheus at `/metrics`.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
    time::Duration,
};

use axum::http::Method;
use metrics::{Counter, Histogram};
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

/// What is counted of one route, found again by its path: naming a number anew for each request
/// costs more than counting.
#[derive(Default)]
struct OfRoute {
    seconds: Option<Histogram>,
    requests: Vec<(Method, u16, Counter)>,
}

static ROUTES: LazyLock<Mutex<HashMap<String, OfRoute>>> = LazyLock::new(Mutex::default);

pub(crate) fn count(method: &Method, route: &str, status: u16, elapsed: Duration) {
    if HANDLE.is_none() {
        return;
    }
    // Nothing is done under this lock that could leave the map half-changed.
    let mut routes = ROUTES.lock().unwrap_or_else(PoisonError::into_inner);
    if !routes.contains_key(route) {
        routes.insert(route.to_owned(), OfRoute::default());
    }
    let Some(of) = routes.get_mut(route) else {
        return;
    };
    let seconds = of.seconds.get_or_insert_with(
        || metrics::histogram!("http_request_seconds", "route" => route.to_owned()),
    );
    seconds.record(elapsed.as_secs_f64());
    let known = of
        .requests
        .iter()
        .find(|(m, s, _)| m == method && *s == status);
    match known {
        Some((_, _, counter)) => counter.increment(1),
        None => {
            let labels = [
                ("method", method.as_str().to_owned()),
                ("route", route.to_owned()),
                ("status", status.to_string()),
            ];
            let counter = metrics::counter!("http_requests_total", &labels);
            counter.increment(1);
            of.requests.push((method.clone(), status, counter));
        }
    }
}

pub(crate) async fn show() -> String {
    HANDLE
        .as_ref()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}
