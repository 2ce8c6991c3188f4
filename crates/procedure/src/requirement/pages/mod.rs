//! The pages of papers and questions, which differ in their fields only.
//!
//! - [`list`]: all that count.  [`show`]: one with its versions.
//! - [`edit`]: adding and correcting.  [`step`]: verifying and ending.

pub(super) mod edit;
pub(super) mod list;
mod samples;
pub(super) mod show;
pub(super) mod step;

use std::collections::HashMap;

use db::{Conn, DbError};
use kernel::{Activity, Lang, RequirementId, Thing, UnitId, Verb, format_date, format_timestamp};
use rules::ProjectKind;
use web_kit::{Guard, Routes, WebError};

use super::{
    model::{Kind, Requirement},
    store,
};

pub(crate) use samples::samples;

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Workflow);
    let (view, create, edit) = (needs(Verb::View), needs(Verb::Create), needs(Verb::Edit));
    Routes::new()
        .get("/dossier-papers", view, list::papers)
        .get("/dossier-papers/new", create, edit::new_paper)
        .post("/dossier-papers", create, edit::add_paper)
        .get("/appraisal-criteria", view, list::criteria)
        .get("/appraisal-criteria/new", create, edit::new_criterion)
        .post("/appraisal-criteria", create, edit::add_criterion)
        .get("/requirements/{id}", view, show::show)
        .get("/requirements/{id}/correction", edit, edit::correction)
        .post("/requirements/{id}/correction", edit, edit::correct)
        .get("/requirements/{id}/ending", edit, step::ending)
        .post("/requirements/{id}/ending", edit, step::end)
        .get("/requirements/{id}/verification", edit, step::verification)
        .post("/requirements/{id}/verification", edit, step::verify)
}

async fn load(conn: &mut Conn, id: RequirementId) -> Result<Requirement, WebError> {
    store::get(conn, id).await?.ok_or_else(WebError::not_found)
}

/// The way back to the list.
fn crumb(kind: Kind, lang: Lang) -> (String, String) {
    (kind.title(lang).to_owned(), kind.href().to_owned())
}

/// A version as pages show it.
pub(in crate::requirement) struct RequirementView {
    pub row: Requirement,
    pub title: String,
    pub budget: &'static str,
    pub area: String,
    pub stage: &'static str,
    pub level: &'static str,
    pub activities: String,
    pub kinds: String,
    pub period: String,
    pub recorded: String,
}

impl RequirementView {
    pub(in crate::requirement) fn of(
        row: Requirement,
        areas: &HashMap<UnitId, String>,
        lang: Lang,
    ) -> Result<RequirementView, DbError> {
        let listed = |codes: Vec<String>, all: &str| match codes.is_empty() {
            true => all.to_owned(),
            false => codes.join(", "),
        };
        let kinds = row.project_kinds()?;
        let activities = row.activities()?;
        Ok(RequirementView {
            title: row.title().get(lang).to_owned(),
            budget: row
                .budget()
                .map_or(lang.t("Cả hai nguồn", "Both budgets"), |s| {
                    s.label(lang)
                }),
            area: match row.territory_id {
                Some(unit) => areas
                    .get(&unit)
                    .cloned()
                    .unwrap_or_else(|| unit.to_string()),
                None => lang.t("Cả nước", "Whole country").to_owned(),
            },
            stage: row.stage().map_or("", |stage| stage.label(lang)),
            level: row
                .level()
                .map_or(lang.t("Cả hai cấp", "Both levels"), |l| l.label(lang)),
            activities: listed(
                activities
                    .iter()
                    .map(|a: &Activity| a.code().to_owned())
                    .collect(),
                lang.t("mọi nội dung", "all activities"),
            ),
            kinds: listed(
                kinds
                    .iter()
                    .map(|k: &ProjectKind| k.label(lang).to_owned())
                    .collect(),
                lang.t("mọi loại đề án", "all kinds of project"),
            ),
            period: format!(
                "{} – {}",
                format_date(row.valid_from),
                row.valid_to.map_or_else(|| "…".to_owned(), format_date)
            ),
            recorded: format!("{}, {}", row.recorded_by, format_timestamp(row.recorded_at)),
            row,
        })
    }
}

fn views(
    rows: Vec<Requirement>,
    areas: &[(UnitId, String)],
    lang: Lang,
) -> Result<Vec<RequirementView>, DbError> {
    let areas: HashMap<UnitId, String> = areas.iter().cloned().collect();
    rows.into_iter()
        .map(|row| RequirementView::of(row, &areas, lang))
        .collect()
}
