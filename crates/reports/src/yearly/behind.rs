//! What lies behind a figure: the records of an indicator, the projects of a budget.

use askama::Template;
use axum::extract::Query;
use db::PageRequest;
use kernel::{FundingSource, Lang};
use web_kit::{Chrome, Pager, Web, WebError, WebResult, basis};

use super::{
    pages::{Asked, YearQuery, title},
    paper::shown,
    store::{self, FactRecord, ProjectFilter, ProjectRow, RecordFilter},
};
use crate::{state::States, subjects};

#[derive(Template)]
#[template(path = "yearly/views/records.html")]
pub(super) struct RecordsPage {
    pub c: Chrome,
    pub label: String,
    pub unit: String,
    pub definition: String,
    /// The text that names what is counted, and where it can be read.
    pub basis: (&'static str, String),
    /// The figure as the report shows it.
    pub value: String,
    /// (the record, the province it was counted in)
    pub rows: Vec<(FactRecord, String)>,
    pub pager: Pager,
    pub illustration: bool,
}

pub(super) async fn records(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    let lang = web.cx.lang;
    let key = query.indicator.as_deref().unwrap_or_default();
    let figure = asked
        .report
        .figures
        .iter()
        .find(|figure| figure.indicator.key == key);
    let figure = figure.ok_or_else(WebError::not_found)?;
    let family = asked.report.family();
    let filter = RecordFilter {
        scope: &web.cx.actor.scope,
        family: &family,
        year: asked.report.year,
        indicator: Some(key),
    };
    let mut conn = web.cx.read().await?;
    let mut page = store::records(&mut conn, filter, PageRequest::new(query.page)).await?;
    subjects::name(&web.cx, &mut conn, &mut page.rows).await?;
    let year = asked.report.year.to_string();
    let filters = [
        ("unit", asked.code.as_str()),
        ("year", year.as_str()),
        ("indicator", key),
    ];
    let texts = [figure.indicator.basis()];
    let basis = basis::addresses(&web.cx, &mut conn, &texts)
        .await?
        .remove(0);
    let pager = Pager::new(&page, "/reports/yearly/records", &filters);
    let province = |record: &FactRecord| {
        let known = std::iter::once(&asked.report.unit).chain(&asked.report.members);
        let found = known.into_iter().find(|unit| unit.id == record.province_id);
        found
            .map(|unit| unit.short_name.clone())
            .unwrap_or_default()
    };
    let crumb = title(&asked.report, lang);
    web.page(RecordsPage {
        c: web
            .chrome(figure.indicator.label(lang))
            .crumb(crumb, asked.at("/reports/yearly", &[])),
        label: figure.indicator.label(lang).to_owned(),
        unit: figure.indicator.unit(lang).to_owned(),
        definition: figure.indicator.definition(lang).to_owned(),
        basis,
        value: shown(figure, figure.value, lang),
        rows: page
            .rows
            .into_iter()
            .map(|row| (row.clone(), province(&row)))
            .collect(),
        pager,
        illustration: figure.illustration,
    })
}

#[derive(Template)]
#[template(path = "yearly/views/projects.html")]
pub(super) struct ProjectsPage {
    pub c: Chrome,
    /// (the project, its state's name, colour and icon)
    pub rows: Vec<(ProjectRow, (String, &'static str, &'static str))>,
    pub pager: Pager,
    /// The state that the list is narrowed to; empty for all.
    pub state: String,
    pub all: String,
}

pub(super) async fn projects(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    let lang = web.cx.lang;
    let source = query.source.as_deref().and_then(FundingSource::from_code);
    let state = query
        .state
        .as_deref()
        .map(kernel::clean)
        .filter(|state| !state.is_empty());
    let family = asked.report.family();
    let filter = ProjectFilter {
        scope: &web.cx.actor.scope,
        family: &family,
        year: asked.report.year,
        source,
        state: state.as_deref(),
    };
    let mut conn = web.cx.read().await?;
    let page = store::projects(&mut conn, filter, PageRequest::new(query.page)).await?;
    let year = asked.report.year.to_string();
    let code = source.map_or("", FundingSource::code);
    let state = state.unwrap_or_default();
    let filters = [
        ("unit", asked.code.as_str()),
        ("year", &year),
        ("source", code),
        ("state", &state),
    ];
    let heading = match source {
        Some(source) => format!("{}, {}", web.t("Đề án", "Projects"), source.label(lang)),
        None => web.t("Đề án", "Projects").to_owned(),
    };
    let crumb = title(&asked.report, lang);
    web.page(ProjectsPage {
        c: web
            .chrome(heading)
            .crumb(crumb, asked.at("/reports/yearly", &[])),
        pager: Pager::new(&page, "/reports/yearly/projects", &filters),
        rows: page
            .rows
            .into_iter()
            .map(|row| with_state(row, &asked.report.states, lang))
            .collect(),
        state: if state.is_empty() {
            state
        } else {
            asked.report.states.name(&state, lang)
        },
        all: asked.at("/reports/yearly/projects", &[("source", code)]),
    })
}

pub(super) fn with_state(
    row: ProjectRow,
    states: &States,
    lang: Lang,
) -> (ProjectRow, (String, &'static str, &'static str)) {
    let (colour, icon) = states.look(&row.state);
    let name = states.name(&row.state, lang);
    (row, (name, colour, icon))
}
