//! The server: all modules' routes, and the layers around them.

use std::time::Duration;

use axum::{
    Extension, Json, Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use db::sql;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use web_kit::{App, RouteInfo, Routes};

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

/// The JSON interface of all modules and its description.
pub fn api() -> (Router<App>, OpenApi) {
    let mut router = OpenApiRouter::with_openapi(crate::generated::api_head());
    for module in modules::ALL {
        router = router.merge((module.api)());
    }
    router.split_for_parts()
}

/// The whole program as one service.
///
/// The layers of a router are put around it at once: each call of `Router::layer` boxes every route
/// again, and a request clones each box with all that it holds.
pub fn router(app: App) -> Router {
    let (api, openapi) = api();
    let inner = pages()
        .router
        .merge(api)
        .route(
            "/api/v1/openapi.json",
            get(move || async move { Json(openapi) }),
        )
        .fallback(|| async { web_kit::WebError::not_found() })
        .layer(
            ServiceBuilder::new()
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    Duration::from_secs(60),
                ))
                .layer(Extension(app.clone()))
                .layer(web_kit::session_layer(&app.db))
                .layer(middleware::from_fn_with_state(
                    app.clone(),
                    web_kit::render_errors,
                ))
                .layer(middleware::from_fn(web_kit::same_origin))
                .layer(CatchPanicLayer::new())
                .layer(DefaultBodyLimit::max(MAX_BODY)),
        );
    Router::new()
        .merge(inner)
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
                .layer(middleware::from_fn(log_request))
                .layer(middleware::from_fn(web_kit::security_headers))
                .layer(CompressionLayer::new()),
        )
        .with_state(app)
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

/// One line for each request, and its metrics. No query strings or bodies: they hold personal data.
async fn log_request(request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    metrics::count(&method, &route, status, elapsed);
    tracing::info!(
        target: "request",
        %method,
        route,
        status,
        micros = elapsed.as_micros() as u64,
        "request"
    );
    response
}
