//! What pickers ask while somebody types.

use axum::{Json, extract::Query, response::IntoResponse};
use kernel::{UnitLevel, format_date};
use serde::{Deserialize, Serialize};
use web_kit::{Guard, Routes, Web, WebResult};

use crate::{industries, units};

/// One choice of a picker.
#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    hint: String,
}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    q: String,
    level: Option<String>,
    version: Option<i64>,
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/units/search", Guard::SignedIn, search_units)
        .get("/industries/search", Guard::SignedIn, search_industries)
}

async fn search_units(web: Web, Query(question): Query<Question>) -> WebResult {
    let level = question.level.as_deref().and_then(UnitLevel::from_code);
    let mut conn = web.cx.read().await?;
    let found = units::search(&mut conn, &question.q, level, 20).await?;
    let choices: Vec<Choice> = found
        .into_iter()
        .map(|unit| Choice {
            id: unit.id.to_string(),
            hint: match (unit.valid_from, unit.valid_to) {
                (_, Some(to)) => {
                    format!(
                        "{} {}",
                        web.t("đến hết ngày trước", "until before"),
                        format_date(to)
                    )
                }
                (Some(from), None) => format!("{} {}", web.t("từ", "since"), format_date(from)),
                (None, None) => String::new(),
            },
            label: unit.label,
        })
        .collect();
    Ok(Json(choices).into_response())
}

async fn search_industries(web: Web, Query(question): Query<Question>) -> WebResult {
    let version = question
        .version
        .unwrap_or_else(|| industries::version_on(web.cx.today()));
    let mut conn = web.cx.read().await?;
    let found = industries::search(&mut conn, version, &question.q, 20).await?;
    let choices: Vec<Choice> = found
        .into_iter()
        .map(|industry| Choice {
            id: industry.code.clone(),
            label: format!("{} {}", industry.code, industry.name),
            hint: format!("VSIC {}", industry.version),
        })
        .collect();
    Ok(Json(choices).into_response())
}
