use askama::Template;
use axum::extract::{Path, Query};
use db::Conn;
use kernel::{Activity, Dong, FundingSource, Lang, Thing, Verb};
use papers::{EXPORT_LIMIT, Sheet, SheetColumn, Total};
use serde::{Deserialize, Serialize};
use web_kit::{
    Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, file_response, query_string,
    samples::Sample,
};

use super::store::{Basis, Filter, Grain, Line, Sources, heads, lines, total};
use crate::{
    parts,
    settlement::summary_pages::{plans, provinces},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/ledger", Guard::Needs(Verb::View, Thing::Money), open)
        .get(
            "/ledger/{name}",
            Guard::Needs(Verb::Export, Thing::Money),
            export,
        )
}

#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct LedgerQuery {
    pub by: String,
    pub year: String,
    pub basis: String,
    pub source: String,
    pub province: String,
    pub plan: String,
    pub activity: String,
}

impl LedgerQuery {
    fn pairs(&self) -> [(&'static str, &str); 7] {
        [
            ("by", self.by.as_str()),
            ("year", self.year.as_str()),
            ("basis", self.basis.as_str()),
            ("source", self.source.as_str()),
            ("province", self.province.as_str()),
            ("plan", self.plan.as_str()),
            ("activity", self.activity.as_str()),
        ]
    }

    pub(super) fn grain(&self) -> Grain {
        Grain::from_code(&self.by).unwrap_or_default()
    }

    fn basis(&self) -> Basis {
        Basis::from_code(&self.basis).unwrap_or_default()
    }

    /// The year asked for; every year when the word is `all`, this one otherwise.
    fn year(&self, today: jiff::civil::Date) -> Option<i64> {
        match self.year.as_str() {
            "all" => None,
            year => Some(
                year.parse()
                    .ok()
                    .filter(|y| (2000..=2200).contains(y))
                    .unwrap_or(i64::from(today.year())),
            ),
        }
    }

    pub(super) async fn filter(
        &self,
        conn: &mut Conn,
        today: jiff::civil::Date,
    ) -> Result<Filter, db::DbError> {
        Ok(Filter {
            year: self.year(today),
            basis: self.basis(),
            sources: Sources::from_code(&self.source),
            provinces: parts::family(conn, &self.province).await?,
            plan: self.plan.parse().ok(),
            activity: self.activity.parse::<Activity>().ok(),
        })
    }

    /// The same figures one grain finer, for one line.
    fn deeper(&self, grain: Grain, line: &Line) -> String {
        let mut next = self.clone();
        let by = match grain {
            Grain::Project => {
                let project = line.project_id;
                return project.map_or(String::new(), |id| format!("/projects/{id}/money"));
            }
            Grain::Nation => Grain::Province,
            Grain::Source => {
                next.source.clone_from(&line.code);
                Grain::Province
            }
            Grain::Activity => {
                next.activity.clone_from(&line.code);
                Grain::Project
            }
            Grain::Province => {
                next.province = line
                    .province_id
                    .map(|id| id.to_string())
                    .unwrap_or_default();
                Grain::Project
            }
            Grain::Plan => {
                let Some(plan) = line.plan_id else {
                    return String::new();
                };
                next.plan = plan.to_string();
                Grain::Project
            }
        };
        next.by = by.code().to_owned();
        format!("/ledger{}", query_string(&next.pairs()))
    }
}

/// What a line is called.
fn name(grain: Grain, line: &Line, lang: Lang) -> String {
    match grain {
        Grain::Nation => lang.t("Tất cả đề án", "All projects").to_owned(),
        Grain::Plan if line.plan_id.is_none() => lang
            .t("(chưa vào kế hoạch năm)", "(in no plan yet)")
            .to_owned(),
        Grain::Source => FundingSource::from_code(&line.code)
            .map_or_else(|| line.name.clone(), |s| s.label(lang).to_owned()),
        Grain::Activity => line
            .code
            .parse::<Activity>()
            .map_or_else(|_| line.name.clone(), |a| a.titled(lang)),
        Grain::Province | Grain::Plan | Grain::Project => line.name.clone(),
    }
}

struct Row {
    name: String,
    href: String,
    projects: i64,
    amounts: Vec<Dong>,
    illustration: bool,
}

#[derive(Template)]
#[template(path = "ledger/views/report.html")]
struct ReportPage {
    c: Chrome,
    form: Form,
    grains: Choices,
    bases: Choices,
    sources: Choices,
    provinces: Choices,
    plans: Choices,
    activities: Choices,
    first: &'static str,
    heads: Vec<&'static str>,
    /// Whether a narrow screen keeps the amounts under each head.
    kept: Vec<bool>,
    /// False where each row is one project.
    counted: bool,
    /// What an empty report says.
    nothing: &'static str,
    rows: Vec<Row>,
    projects: i64,
    sum: Vec<Dong>,
    /// Query of the same report as a file; None for those who may not export.
    export: Option<String>,
}

fn heading(lang: Lang) -> &'static str {
    lang.t("Sổ kinh phí", "Ledger")
}

fn sources(lang: Lang) -> Choices {
    let mut all = vec![(
        "all".to_owned(),
        lang.t("Mọi nguồn", "Every source").to_owned(),
    )];
    all.extend(FundingSource::ALL.map(|s| (s.code().to_owned(), s.label(lang).to_owned())));
    all
}

fn page(c: Chrome, query: &LedgerQuery, found: &[Line], sum: Option<&Line>) -> ReportPage {
    let (lang, grain, basis) = (c.lang, query.grain(), query.basis());
    let mut form = Form::new(lang);
    for (field, value) in query.pairs() {
        form.set(field, value);
    }
    form.set("by", grain.code());
    form.set("basis", basis.code());
    ReportPage {
        form,
        grains: Grain::ALL
            .map(|g| (g.code().to_owned(), g.label(lang).to_owned()))
            .to_vec(),
        bases: Basis::ALL
            .map(|b| (b.code().to_owned(), b.label(lang).to_owned()))
            .to_vec(),
        sources: sources(lang),
        provinces: Vec::new(),
        plans: Vec::new(),
        activities: Activity::choices(lang),
        first: grain.label(lang),
        heads: heads(basis, lang).into_iter().map(|h| h.0).collect(),
        kept: heads(basis, lang).into_iter().map(|h| h.1).collect(),
        counted: grain != Grain::Project,
        nothing: match basis {
            Basis::Plan => lang.t(
                "Chưa có đề án nào có dự toán trong phạm vi này.",
                "No project of this choice has an estimate.",
            ),
            Basis::Budget => lang.t(
                "Chưa có khoản chi, thu hồi nào trong phạm vi này.",
                "Nothing of this choice was spent or came back.",
            ),
        },
        rows: found
            .iter()
            .map(|line| Row {
                name: name(grain, line, lang),
                href: query.deeper(grain, line),
                projects: line.projects,
                amounts: line.shown(basis),
                illustration: line.illustrations > 0,
            })
            .collect(),
        projects: sum.map_or(0, |s| s.projects),
        sum: sum.map(|s| s.shown(basis)).unwrap_or_default(),
        export: None,
        c,
    }
}

async fn open(web: Web, Query(query): Query<LedgerQuery>) -> WebResult {
    let (cx, today) = (&web.cx, web.cx.today());
    let mut conn = cx.read().await?;
    let filter = query.filter(&mut conn, today).await?;
    let (scope, grain) = (&cx.actor.scope, query.grain());
    let found = lines(&mut conn, scope, &filter, grain, 2_000).await?;
    let sum = total(&mut conn, scope, &filter).await?;
    let mut page = page(web.chrome(heading(cx.lang)), &query, &found, sum.as_ref());
    if let Some(year) = filter.year {
        page.form.set("year", year);
    }
    page.provinces = provinces(&mut conn, scope).await?;
    page.plans = plans(
        &mut conn,
        scope,
        filter.year.unwrap_or(i64::from(today.year())),
    )
    .await?;
    page.export = cx
        .actor
        .may(Verb::Export, Thing::Money)
        .then(|| query_string(&query.pairs()));
    web.page(page)
}

fn sheet(lang: Lang, query: &LedgerQuery, found: &[Line]) -> Sheet {
    let grain = query.grain();
    let mut columns = vec![
        SheetColumn::text(grain.label(lang), 48),
        SheetColumn::number(lang.t("Số đề án", "Projects"), 10),
    ];
    let heads = heads(query.basis(), lang);
    let last = columns.len() + heads.len();
    columns.extend(heads.into_iter().map(|(head, _)| SheetColumn::money(head)));
    let mut sheet = Sheet::new(lang, heading(lang), columns)
        .titled([lang.t("SỔ KINH PHÍ KHUYẾN CÔNG", "LEDGER OF THE PROMOTION MONEY")]);
    for line in found {
        let mut cells: Vec<papers::Cell> = vec![
            name(grain, line, lang).as_str().into(),
            line.projects.into(),
        ];
        cells.extend(
            line.shown(query.basis())
                .into_iter()
                .map(papers::Cell::Money),
        );
        sheet.push(cells);
    }
    sheet.total = Some(Total {
        label: lang.t("Cộng", "Total").to_owned(),
        columns: (2..last).collect(),
    });
    sheet.illustration = found.iter().any(|l| l.illustrations > 0);
    sheet.landscape = true;
    sheet
}

/// `export.xlsx`, `export.csv`. Taking many records out is written to the audit trail.
async fn export(web: Web, Path(file): Path<String>, Query(query): Query<LedgerQuery>) -> WebResult {
    let (cx, today) = (&web.cx, web.cx.today());
    let mut tx = cx.begin().await?;
    let filter = query.filter(&mut tx, today).await?;
    let found = lines(
        &mut tx,
        &cx.actor.scope,
        &filter,
        query.grain(),
        EXPORT_LIMIT,
    )
    .await?;
    tx.audit(cx, "export", "ledger", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let sheet = sheet(cx.lang, &query, &found);
    let title = heading(cx.lang);
    match file.as_str() {
        "export.xlsx" => {
            let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
            Ok(file_response(&format!("{title}.xlsx"), bytes))
        }
        "export.csv" => Ok(file_response(&format!("{title}.csv"), papers::csv(&sheet))),
        _ => Err(WebError::not_found()),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let line = Line {
        province_id: Some(kernel::UnitId(79)),
        plan_id: None,
        project_id: None,
        code: String::new(),
        name: "Thành phố Hồ Chí Minh".into(),
        projects: 12,
        illustrations: 1,
        requested: Dong(9_999_999_999),
        planned: Dong(9_999_999_999),
        allotted: Dong(9_999_999_999),
        committed: Dong(1),
        advanced: Dong::ZERO,
        accepted: Dong::ZERO,
        settled: Dong::ZERO,
        paid: Dong::ZERO,
        recovered: Dong::ZERO,
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let query = LedgerQuery::default();
            let c = || Chrome::sample(lang, heading(lang));
            let mut full = page(c(), &query, std::slice::from_ref(&line), Some(&line));
            full.export = Some(String::new());
            let spent = LedgerQuery {
                by: Grain::Project.code().into(),
                basis: Basis::Budget.code().into(),
                ..LedgerQuery::default()
            };
            let nothing_spent = page(c(), &spent, &[], None);
            let spent = page(c(), &spent, std::slice::from_ref(&line), Some(&line));
            [
                Sample::of("ledger", page(c(), &query, &[], None)),
                Sample::of("ledger", full),
                Sample::of("ledger", spent),
                Sample::of("ledger", nothing_spent),
            ]
        })
        .collect()
}
