//! The server: all modules' routes, and the layers around them.

use std::time::{Duration, Instant};

use axum::{
    Extension, Json, Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use db::sql;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};
use web_kit::{App, Operations, RouteInfo, Routes};

use crate::{metrics, modules};

/// The largest request: a file of 20 MiB and the form around it.
const MAX_BODY: usize = 21 * 1024 * 1024;

/// The pages of all modules, with who may call each.
pub fn pages() -> Routes {
    modules::ALL
        .iter()
        .fold(Routes::new(), |all, module| all.merge((module.routes)()))
}

/// Every route of the pages.
pub fn route_list() -> Vec<RouteInfo> {
    pages().list
}

/// The JSON interface of all modules.
pub fn api() -> Operations {
    modules::ALL
        .iter()
        .fold(Operations::new(), |all, module| all.merge((module.api)()))
}

/// The whole program as one service.
///
/// The layers of a route are put around it at once, and what they do stands in one function: each
/// call of `Router::layer` boxes every route again, and each layer made of a function clones
/// everything within it for a request.
pub fn router(app: App) -> Router {
    let inner = pages()
        .router
        .merge(api().router)
        // As a tree it holds megabytes; few ask for it, and then it is made again.
        .route(
            "/api/v1/openapi.json",
            get(|| async { Json(crate::generated::description()) }),
        )
        .fallback(|| async { web_kit::WebError::not_found() })
        .layer(
            ServiceBuilder::new()
                .layer(CompressionLayer::new())
                .layer(Extension(app.clone()))
                .layer(web_kit::session_layer(&app.db))
                .layer(middleware::from_fn_with_state(app.clone(), around))
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    Duration::from_secs(60),
                ))
                .layer(CatchPanicLayer::new())
                .layer(DefaultBodyLimit::max(MAX_BODY)),
        );
    let open = Router::new()
        .merge(web_kit::assets_router())
        .route(
            papers::STYLE_PATH,
            get(|| async {
                (
                    [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
                    papers::STYLE,
                )
            }),
        )
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics::show))
        .layer(
            ServiceBuilder::new()
                .layer(CompressionLayer::new())
                .layer(middleware::from_fn(around_open)),
        );
    inner.merge(open).with_state(app)
}

/// Says whether the database answers.
async fn ready(State(app): State<App>) -> Response {
    let answer = async {
        let mut conn = app.db.read().await?;
        conn.one::<(i64,)>(sql!("SELECT CAST(1 AS BIGINT)")).await
    };
    match answer.await {
        Ok(_) => "ready".into_response(),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer",
            )
                .into_response()
        }
    }
}

/// What happens around every page and JSON answer: foreign writes and errors become pages or problem
/// documents, browsers are told to keep the answer to themselves, and the request is noted.
async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let noted = Noted::begin(&request);
    let mut response = web_kit::render_errors(State(app), request, next).await;
    web_kit::set_security_headers(&mut response);
    noted.end(&response);
    response
}

/// The same around what knows no person.
async fn around_open(request: Request, next: Next) -> Response {
    let noted = Noted::begin(&request);
    let mut response = next.run(request).await;
    web_kit::set_security_headers(&mut response);
    noted.end(&response);
    response
}

/// One line for each request, and its metrics. No query strings or bodies: they hold personal data.
struct Noted {
    started: Instant,
    method: Method,
    route: Option<MatchedPath>,
}

impl Noted {
    fn begin(request: &Request) -> Noted {
        Noted {
            started: Instant::now(),
            method: request.method().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
        }
    }

    fn end(self, response: &Response) {
        let elapsed = self.started.elapsed();
        let status = response.status().as_u16();
        let route = self.route.as_ref().map_or("unmatched", MatchedPath::as_str);
        metrics::count(&self.method, route, status, elapsed);
        tracing::info!(
            target: "request",
            method = %self.method,
            route,
            status,
            micros = elapsed.as_micros() as u64,
            "request"
        );
    }
}
