//! Which provinces have issued a programme for a year, and which have not.

use askama::Template;
use axum::extract::Query;
use db::{Conn, Cx, DbError, PageRequest};
use jiff::civil::Date;
use kernel::{Lang, Scope, Thing, UnitId, Verb};
use reference::units;
use serde::Deserialize;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebResult};

use super::{
    model::FrameworkRow,
    store::{self, Filter},
};

pub(super) fn routes() -> Routes {
    Routes::new().get(
        "/frameworks/coverage",
        Guard::Needs(Verb::View, Thing::Plan),
        page,
    )
}

/// A province of today with the programmes that cover the year, its own or those of the provinces
/// merged into it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProvinceCoverage {
    pub province: UnitId,
    pub label: String,
    pub frameworks: Vec<FrameworkRow>,
}

impl ProvinceCoverage {
    /// True when a programme was issued by decision; a draft is none.
    pub fn issued(&self) -> bool {
        self.frameworks.iter().any(|f| f.instrument_on.is_some())
    }

    /// A word, a colour and an icon.
    pub fn badge(&self, lang: Lang) -> (&'static str, &'static str, &'static str) {
        match (self.issued(), self.frameworks.is_empty()) {
            (true, _) => (lang.t("Đã ban hành", "Issued"), "green", "check"),
            (false, false) => (lang.t("Dự thảo", "Draft"), "grey", "pencil"),
            (false, true) => (lang.t("Chưa ban hành", "Not issued"), "amber", "clock"),
        }
    }
}

/// The provinces of a day within the actor's scope, each with its programmes of a year.
pub async fn coverage(
    cx: &Cx,
    conn: &mut Conn,
    year: i64,
    today: Date,
) -> Result<Vec<ProvinceCoverage>, DbError> {
    let mut all = Vec::new();
    for unit in units::provinces(conn, Some(today)).await? {
        let seen = match &cx.actor.scope {
            Scope::Nation => true,
            Scope::Provinces(provinces) => provinces.contains(&unit.id),
            Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
        };
        if !seen {
            continue;
        }
        let mut provinces = units::family(conn, unit.id).await?;
        if !provinces.contains(&unit.id) {
            provinces.push(unit.id);
        }
        let filter = Filter {
            year: Some(year),
            provinces,
            ..Filter::default()
        };
        let request = PageRequest { page: 1, size: 20 };
        let found = store::list(conn, &cx.actor.scope, &filter, request).await?;
        all.push(ProvinceCoverage {
            province: unit.id,
            label: unit.label,
            frameworks: found.rows,
        });
    }
    Ok(all)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct YearQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "framework/views/coverage.html")]
pub(super) struct CoveragePage {
    pub c: Chrome,
    pub form: Form,
    pub year: i64,
    pub rows: Vec<ProvinceCoverage>,
    pub issued: usize,
}

impl CoveragePage {
    pub(super) fn of(c: Chrome, year: i64, rows: Vec<ProvinceCoverage>) -> CoveragePage {
        CoveragePage {
            form: Form::new(c.lang).with("year", year),
            issued: rows.iter().filter(|row| row.issued()).count(),
            year,
            rows,
            c,
        }
    }
}

async fn page(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let cx = &web.cx;
    let today = cx.today();
    let year = query.year.trim().parse().ok();
    let year = year
        .filter(|year| (2000..=2200).contains(year))
        .unwrap_or_else(|| i64::from(today.year()));
    let mut conn = cx.read().await?;
    let rows = coverage(cx, &mut conn, year, today).await?;
    let heading = web.t(
        "Tỉnh nào đã ban hành chương trình",
        "Which provinces have a programme",
    );
    let chrome = web
        .chrome(heading)
        .crumb(super::pages::title(cx.lang), "/frameworks")
        .crumb(heading, "");
    web.page(CoveragePage::of(chrome, year, rows))
}
