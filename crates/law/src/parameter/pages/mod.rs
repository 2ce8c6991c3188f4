//! The pages of deadlines, limits and terms.
//!
//! - [`list`]: all that count.  [`show`]: one with its versions.
//! - [`edit`]: adding and correcting.  [`step`]: verifying and ending.
//! - [`calendar`]: what applies to a province in a plan year, with its days.

pub(super) mod calendar;
pub(super) mod edit;
pub(super) mod list;
pub(super) mod show;
pub(super) mod step;

use std::collections::HashMap;

use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::{Id, Lang, Thing, UnitId, Verb, format_date, format_timestamp};
use rules::parameter::ParameterRule;
use uuid::Uuid;
use web_kit::{Guard, Routes, WebError, samples::Sample};

use super::{ParameterVersion, store};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Parameter);
    Routes::new()
        .get("/parameters", needs(Verb::View), list::list)
        .post("/parameters", needs(Verb::Create), edit::add)
        .get("/parameters/new", needs(Verb::Create), edit::new)
        .get("/parameter-calendar", needs(Verb::View), calendar::calendar)
        .get("/parameters/{id}", needs(Verb::View), show::show)
        .get(
            "/parameters/{id}/correction",
            needs(Verb::Edit),
            edit::correction,
        )
        .post(
            "/parameters/{id}/correction",
            needs(Verb::Edit),
            edit::correct,
        )
        .get("/parameters/{id}/ending", needs(Verb::Edit), step::ending)
        .post("/parameters/{id}/ending", needs(Verb::Edit), step::end)
        .get(
            "/parameters/{id}/verification",
            needs(Verb::Edit),
            step::verification,
        )
        .post(
            "/parameters/{id}/verification",
            needs(Verb::Edit),
            step::verify,
        )
}

fn title(lang: Lang) -> &'static str {
    lang.t("Thời hạn và giới hạn", "Deadlines and limits")
}

async fn load(conn: &mut Conn, id: Uuid) -> Result<ParameterVersion, WebError> {
    store::get(conn, Id::from_uuid(id))
        .await?
        .ok_or_else(WebError::not_found)
}

/// A version as pages show it.
pub(in crate::parameter) struct ParameterView {
    pub version: ParameterVersion,
    pub name: String,
    pub measure: &'static str,
    pub scope: &'static str,
    pub area: String,
    pub value: String,
    pub citation: String,
    pub period: String,
    pub recorded: String,
}

impl ParameterView {
    pub(in crate::parameter) fn of(
        version: ParameterVersion,
        areas: &HashMap<UnitId, String>,
        lang: Lang,
    ) -> Result<ParameterView, DbError> {
        let rule = version.rule()?;
        Ok(ParameterView {
            name: rule.name(lang),
            measure: rule.subject.measure().label(lang),
            scope: budget(&rule, lang),
            area: match version.territory_id {
                Some(unit) => areas
                    .get(&unit)
                    .cloned()
                    .unwrap_or_else(|| unit.to_string()),
                None => lang.t("Cả nước", "Whole country").to_owned(),
            },
            value: value(&rule, lang),
            citation: rule.citation(lang),
            period: period(&rule, lang),
            recorded: format!(
                "{}, {}",
                version.recorded_by,
                format_timestamp(version.recorded_at)
            ),
            version,
        })
    }
}

/// What a row says, or that no text says anything.
fn value(rule: &ParameterRule, lang: Lang) -> String {
    match rule.value {
        Some(value) => value.text(lang),
        None => lang
            .t("chưa có văn bản ấn định", "set by no known text")
            .to_owned(),
    }
}

fn budget(rule: &ParameterRule, lang: Lang) -> &'static str {
    match rule.scope {
        Some(scope) => scope.label(lang),
        None => lang.t("Cả hai nguồn", "Both budgets"),
    }
}

fn period(rule: &ParameterRule, lang: Lang) -> String {
    if rule.valid_from.is_none() && rule.valid_to.is_none() {
        return lang.t("chưa ghi ngày", "no day recorded").to_owned();
    }
    let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), format_date);
    format!("{} – {}", day(rule.valid_from), day(rule.valid_to))
}

fn views(
    rows: Vec<ParameterVersion>,
    areas: &[(UnitId, String)],
    lang: Lang,
) -> Result<Vec<ParameterView>, DbError> {
    let areas: HashMap<UnitId, String> = areas.iter().cloned().collect();
    rows.into_iter()
        .map(|row| ParameterView::of(row, &areas, lang))
        .collect()
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
