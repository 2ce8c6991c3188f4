//! The table of a year's settlement, for a plan or a province.

use ::papers::EXPORT_LIMIT;
use askama::Template;
use axum::extract::{Path, Query};
use db::Conn;
use kernel::{Dong, FundingSource, Lang, Scope, Thing, Verb};
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use web_kit::{
    Choices, Chrome, Form, Guard, NavEntry, NavKey, Routes, Web, WebError, WebResult,
    file_response, query_string, samples::Sample,
};

use super::{
    papers,
    summary::{self, Filter, Row, total},
};
use crate::parts;

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 33,
    label: ("Quyết toán năm", "Settlement of a year"),
    href: "/settlements",
    thing: Some(Thing::Money),
    key: None,
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/settlements", Guard::Needs(Verb::View, Thing::Money), open)
        .get(
            "/settlements/{name}",
            Guard::Needs(Verb::Export, Thing::Money),
            export,
        )
}

#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct SummaryQuery {
    pub year: String,
    pub scope: String,
    pub province: String,
    pub plan: String,
}

impl SummaryQuery {
    fn pairs(&self) -> [(&'static str, &str); 4] {
        [
            ("year", self.year.as_str()),
            ("scope", self.scope.as_str()),
            ("province", self.province.as_str()),
            ("plan", self.plan.as_str()),
        ]
    }

    /// The year asked for, or this one.
    pub(crate) fn year(&self, today: jiff::civil::Date) -> i64 {
        self.year
            .parse()
            .ok()
            .filter(|y| (2000..=2200).contains(y))
            .unwrap_or(i64::from(today.year()))
    }

    pub(crate) async fn filter(
        &self,
        conn: &mut Conn,
        today: jiff::civil::Date,
    ) -> Result<Filter, db::DbError> {
        Ok(Filter {
            project: None,
            plan: self.plan.parse().ok(),
            year: Some(self.year(today)),
            scope: FundingScope::from_code(&self.scope),
            provinces: parts::family(conn, &self.province).await?,
        })
    }
}

struct Line {
    href: String,
    code: String,
    title: String,
    amounts: Vec<Dong>,
    vouchers: i64,
    illustration: bool,
}

#[derive(Template)]
#[template(path = "settlement/views/summary.html")]
struct SummaryPage {
    c: Chrome,
    form: Form,
    scopes: Choices,
    provinces: Choices,
    plans: Choices,
    heads: Vec<&'static str>,
    lines: Vec<Line>,
    sum: Vec<Dong>,
    vouchers: i64,
    /// Query of the same table as a file; None for those who may not export.
    export: Option<String>,
}

fn heading(lang: Lang) -> &'static str {
    lang.t("Quyết toán năm", "Settlement of a year")
}

/// The provinces of today that the reader sees.
pub(crate) async fn provinces(conn: &mut Conn, scope: &Scope) -> Result<Choices, db::DbError> {
    let units = reference::units::provinces(conn, None).await?;
    let seen = |id| match scope {
        Scope::Nation => true,
        Scope::Provinces(own) => own.contains(&id),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    };
    Ok(units
        .into_iter()
        .filter(|u| u.valid_to.is_none() && seen(u.id))
        .map(|u| (u.id.to_string(), u.short_name))
        .collect())
}

/// The plans of a year, by name, within the reader's scope.
pub(crate) async fn plans(
    conn: &mut Conn,
    scope: &Scope,
    year: i64,
) -> Result<Choices, db::DbError> {
    let mut q = db::sql!(
        "SELECT a.id, a.title FROM annual_plan a WHERE a.year = ?",
        year
    );
    if let Scope::Provinces(own) = scope {
        q.push(" AND (a.province_id IS NULL OR a.province_id IN ", [])
            .push_list(own.iter().copied());
        q.push(")", []);
    }
    q.push(" ORDER BY a.scope, a.title, a.id", []);
    let rows: Vec<(kernel::PlanId, String)> = conn.all(q).await?;
    Ok(rows
        .into_iter()
        .map(|(id, title)| (id.to_string(), title))
        .collect())
}

fn page(c: Chrome, rows: &[Row]) -> SummaryPage {
    let sum = total(rows);
    SummaryPage {
        form: Form::new(c.lang),
        scopes: FundingScope::choices(c.lang),
        provinces: Vec::new(),
        plans: Vec::new(),
        heads: papers::heads(c.lang).to_vec(),
        lines: rows
            .iter()
            .map(|r| Line {
                href: format!("/projects/{}/vouchers", r.project_id),
                code: r.code.clone(),
                title: r.title.clone(),
                amounts: r.amounts().to_vec(),
                vouchers: r.vouchers,
                illustration: r.illustration,
            })
            .collect(),
        sum: sum.amounts().to_vec(),
        vouchers: sum.vouchers,
        export: None,
        c,
    }
}

async fn open(web: Web, Query(query): Query<SummaryQuery>) -> WebResult {
    let (cx, today) = (&web.cx, web.cx.today());
    let mut conn = cx.read().await?;
    let filter = query.filter(&mut conn, today).await?;
    let rows = summary::rows(&mut conn, &cx.actor.scope, &filter, EXPORT_LIMIT).await?;
    let mut page = page(web.chrome(heading(cx.lang)), &rows);
    for (name, value) in query.pairs() {
        page.form.set(name, value);
    }
    page.form.set("year", query.year(today));
    page.provinces = provinces(&mut conn, &cx.actor.scope).await?;
    page.plans = plans(&mut conn, &cx.actor.scope, query.year(today)).await?;
    page.export = cx
        .actor
        .may(Verb::Export, Thing::Money)
        .then(|| query_string(&query.pairs()));
    web.page(page)
}

/// `export.xlsx`, `export.docx`, `export.pdf`. Taking many records out is written to the trail.
async fn export(
    web: Web,
    Path(name): Path<String>,
    Query(query): Query<SummaryQuery>,
) -> WebResult {
    let ending = name
        .strip_prefix("export.")
        .ok_or_else(WebError::not_found)?;
    let (cx, today) = (&web.cx, web.cx.today());
    let mut tx = cx.begin().await?;
    let filter = query.filter(&mut tx, today).await?;
    let rows = summary::rows(&mut tx, &cx.actor.scope, &filter, EXPORT_LIMIT).await?;
    tx.audit(cx, "export", "settlement", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let year = query.year(today);
    let file = format!("Tổng hợp quyết toán {year}");
    if ending == "xlsx" {
        let title = match cx.lang {
            Lang::Vi => format!("BẢNG TỔNG HỢP QUYẾT TOÁN KINH PHÍ KHUYẾN CÔNG NĂM {year}"),
            Lang::En => format!("SETTLEMENT OF THE PROMOTION MONEY OF {year}"),
        };
        let sheet = papers::summary_sheet(cx.lang, &title, &rows);
        let bytes = ::papers::xlsx(&[sheet]).map_err(WebError::internal)?;
        return Ok(file_response(&format!("{file}.xlsx"), bytes));
    }
    let subject = format!("Quyết toán kinh phí khuyến công năm {year}");
    let paper = papers::summary_paper(cx, subject, &rows);
    parts::paper_response(&web, paper, &file, ending).await
}

pub(super) fn samples() -> Vec<Sample> {
    let row = Row {
        code: "ĐA-77-2022-0001".into(),
        title: "Hỗ trợ ứng dụng máy cắt laser".into(),
        scope: FundingSource::Kcdp.code().into(),
        given: Dong(200_000_000),
        settled: Dong(180_000_000),
        illustration: true,
        ..Row::none()
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            [Vec::new(), vec![row.clone()]].map(|rows| {
                let mut page = page(Chrome::sample(lang, heading(lang)), &rows);
                page.export = Some(String::new());
                Sample::of("settlements", page)
            })
        })
        .collect()
}
