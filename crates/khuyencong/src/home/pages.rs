use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use kernel::Lang;
use serde::Deserialize;
use web_kit::{App, Chrome, Guard, Routes, Web, WebError, WebResult, samples::Sample};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/", Guard::SignedIn, home)
        .get("/search", Guard::SignedIn, search)
        .get("/records/{thing}/{id}", Guard::SignedIn, record)
}

#[derive(Template)]
#[template(path = "home/views/home.html")]
struct HomePage {
    c: Chrome,
}

async fn home(web: Web) -> WebResult {
    web.page(HomePage {
        c: web.chrome(web.t("Việc của tôi", "My work")),
    })
}

#[derive(Deserialize)]
struct SearchQuery {
    #[serde(default)]
    q: String,
}

async fn search(web: Web, Query(query): Query<SearchQuery>) -> WebResult {
    let _ = query.q;
    home(web).await
}

/// From a kind and an id, as the audit trail and reports name records, to the record's page.
async fn record(State(app): State<App>, Path((thing, id)): Path<(String, String)>) -> WebResult {
    let path = app
        .record_path(&thing, &id)
        .ok_or_else(WebError::not_found)?;
    Ok(Redirect::to(&path).into_response())
}

pub(super) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            Sample::of(
                "home",
                HomePage {
                    c: Chrome::sample(lang, "Việc của tôi"),
                },
            )
        })
        .collect()
}
