use askama::Template;
use axum::extract::{Path, Query};
use db::{Conn, DbError};
use kernel::{Dong, FundingSource, Lang, Scope, Thing, UnitId, Verb};
use serde::Deserialize;
use web_kit::{
    Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, query_string, samples::Sample,
};

use super::store::{self, Total};
use crate::parts;

pub(crate) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Plan);
    Routes::new()
        .get("/totals", view, open)
        .get("/totals/{province}", view, province)
}

/// Which figure the table shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Projects,
    Planned,
    Allotted,
    Advanced,
    Accepted,
    Settled,
    Paid,
    Recovered,
    Spent,
}

impl Measure {
    pub(super) const ALL: [Measure; 9] = [
        Measure::Projects,
        Measure::Planned,
        Measure::Allotted,
        Measure::Advanced,
        Measure::Accepted,
        Measure::Settled,
        Measure::Paid,
        Measure::Recovered,
        Measure::Spent,
    ];

    fn code(self) -> &'static str {
        match self {
            Measure::Projects => "projects",
            Measure::Planned => "planned",
            Measure::Allotted => "allotted",
            Measure::Advanced => "advanced",
            Measure::Accepted => "accepted",
            Measure::Settled => "settled",
            Measure::Paid => "paid",
            Measure::Recovered => "recovered",
            Measure::Spent => "spent",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Measure::Projects => lang.t("Số đề án", "Projects"),
            Measure::Planned => lang.t("Kinh phí kế hoạch (đ)", "Planned (đ)"),
            Measure::Allotted => lang.t("Kinh phí được giao (đ)", "Allotted (đ)"),
            Measure::Advanced => lang.t("Đã tạm ứng (đ)", "Advanced (đ)"),
            Measure::Accepted => lang.t("Đã nghiệm thu (đ)", "Accepted (đ)"),
            Measure::Settled => lang.t("Đã quyết toán (đ)", "Settled (đ)"),
            Measure::Paid => lang.t("Đã thanh toán (đ)", "Paid (đ)"),
            Measure::Recovered => lang.t("Đã thu hồi (đ)", "Recovered (đ)"),
            Measure::Spent => lang.t("Đã chi, trừ thu hồi (đ)", "Spent less recovered (đ)"),
        }
    }

    fn of(self, total: &Total) -> i64 {
        match self {
            Measure::Projects => total.projects,
            Measure::Planned => total.planned.0,
            Measure::Allotted => total.allotted.0,
            Measure::Advanced => total.advanced.0,
            Measure::Accepted => total.accepted.0,
            Measure::Settled => total.settled.0,
            Measure::Paid => total.paid.0,
            Measure::Recovered => total.recovered.0,
            Measure::Spent => (total.advanced + total.paid - total.recovered).0,
        }
    }
}

/// A province with one figure per year and their sum.
pub(super) struct Line {
    pub name: String,
    pub href: String,
    pub cells: Vec<String>,
    pub sum: String,
    pub illustration: bool,
}

#[derive(Template)]
#[template(path = "totals/views/overview.html")]
pub(super) struct OverviewPage {
    pub c: Chrome,
    pub form: Form,
    pub scopes: Choices,
    pub measures: Choices,
    pub measure: String,
    pub years: Vec<i64>,
    pub lines: Vec<Line>,
    pub total: Vec<String>,
    pub grand: String,
    pub illustration: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OverviewQuery {
    pub scope: String,
    pub measure: String,
    pub to: String,
}

fn number(n: i64) -> String {
    Dong(n).grouped()
}

impl OverviewPage {
    pub(super) fn of(
        c: Chrome,
        query: &OverviewQuery,
        years: Vec<i64>,
        totals: &[Total],
    ) -> OverviewPage {
        let lang = c.lang;
        let measure = Measure::from_code(&query.measure).unwrap_or(Measure::Allotted);
        let mut lines: Vec<Line> = Vec::new();
        let mut columns = vec![0_i64; years.len()];
        let mut rest = totals;
        while let Some(first) = rest.first() {
            let n = rest
                .iter()
                .take_while(|t| t.unit_id == first.unit_id)
                .count();
            let (of, next) = rest.split_at(n);
            rest = next;
            let mut sum = 0;
            let mut cells = Vec::new();
            for (column, year) in columns.iter_mut().zip(&years) {
                let figure: i64 = of
                    .iter()
                    .filter(|t| t.year == *year)
                    .map(|t| measure.of(t))
                    .sum();
                *column += figure;
                sum += figure;
                cells.push(number(figure));
            }
            let last = years.last().map(i64::to_string).unwrap_or_default();
            let pairs = [("scope", query.scope.as_str()), ("year", last.as_str())];
            lines.push(Line {
                name: first.name.clone(),
                href: format!("/totals/{}{}", first.unit_id, query_string(&pairs)),
                cells,
                sum: number(sum),
                illustration: of.iter().any(|t| t.illustrations > 0),
            });
        }
        OverviewPage {
            form: Form::new(lang)
                .with("scope", &query.scope)
                .with("measure", measure.code())
                .with("to", years.last().copied().unwrap_or_default()),
            scopes: rules::FundingScope::choices(lang),
            measures: Measure::ALL
                .map(|m| (m.code().to_owned(), m.label(lang).to_owned()))
                .to_vec(),
            measure: measure.label(lang).to_owned(),
            illustration: lines.iter().any(|l| l.illustration),
            total: columns.iter().map(|n| number(*n)).collect(),
            grand: number(columns.iter().sum()),
            years,
            lines,
            c,
        }
    }
}

fn heading(lang: Lang) -> &'static str {
    lang.t(
        "Tổng hợp đề án theo tỉnh và năm",
        "Projects by province and year",
    )
}

/// Adds the provinces of today that have no project, so that the nation shows all of them.
async fn add_missing(conn: &mut Conn, totals: &mut Vec<Total>, year: i64) -> Result<(), DbError> {
    let provinces = reference::units::provinces(conn, None).await?;
    for unit in provinces.into_iter().filter(|u| u.valid_to.is_none()) {
        if !totals.iter().any(|t| t.unit_id == unit.id) {
            totals.push(Total::none(unit.id, unit.short_name, year));
        }
    }
    // Stable: the years of one province keep their order.
    totals.sort_by_cached_key(|t| (kernel::fold(&t.name), t.unit_id));
    Ok(())
}

async fn open(web: Web, Query(query): Query<OverviewQuery>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let this = i64::from(web.cx.today().year());
    let to = query
        .to
        .parse::<i64>()
        .ok()
        .filter(|y| (2000..=2200).contains(y));
    let to = to.unwrap_or(this);
    let source = FundingSource::from_code(&query.scope).filter(|s| s.is_promotion());
    let scope = &web.cx.actor.scope;
    let mut totals = store::by_province(&mut conn, scope, (to - 4, to), source).await?;
    if *scope == Scope::Nation {
        add_missing(&mut conn, &mut totals, to).await?;
    }
    let c = web.chrome(heading(web.cx.lang));
    let years = (to - 4..=to).collect();
    web.page(OverviewPage::of(c, &query, years, &totals))
}

#[derive(Template)]
#[template(path = "totals/views/province.html")]
pub(super) struct ProvincePage {
    pub c: Chrome,
    pub form: Form,
    pub scopes: Choices,
    pub action: String,
    pub year: i64,
    pub rows: Vec<Total>,
}

impl ProvincePage {
    pub(super) fn of(c: Chrome, action: String, year: i64, rows: Vec<Total>) -> ProvincePage {
        ProvincePage {
            form: Form::new(c.lang).with("year", year),
            scopes: rules::FundingScope::choices(c.lang),
            action,
            year,
            rows,
            c,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProvinceQuery {
    scope: String,
    year: String,
}

async fn province(
    web: Web,
    Path(id): Path<String>,
    Query(query): Query<ProvinceQuery>,
) -> WebResult {
    let id: UnitId = id.parse().map_err(|_| WebError::not_found())?;
    let mut conn = web.cx.read().await?;
    let unit = reference::units::get(&mut conn, id).await?;
    let unit = unit.ok_or_else(WebError::not_found)?;
    let family = parts::family(&mut conn, &id.to_string()).await?;
    let this = i64::from(web.cx.today().year());
    let year = query.year.parse().unwrap_or(this);
    let source = FundingSource::from_code(&query.scope).filter(|s| s.is_promotion());
    let scope = &web.cx.actor.scope;
    let rows = store::by_commune(&mut conn, scope, &family, year, source).await?;
    let c = web
        .chrome(&unit.name)
        .crumb(heading(web.cx.lang), "/totals")
        .crumb(&unit.name, "");
    let mut page = ProvincePage::of(c, format!("/totals/{id}"), year, rows);
    page.form.set("scope", &query.scope);
    web.page(page)
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
