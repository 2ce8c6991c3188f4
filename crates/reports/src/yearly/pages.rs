use askama::Template;
use axum::extract::Query;
use db::{CommandResult, Cx};
use kernel::{Dong, Lang, Thing, Verb};
use reference::Unit;
use serde::Deserialize;
use web_kit::{Chrome, Guard, Routes, Web, WebResult, basis, query_string};

use super::{
    behind, check_year, exports,
    model::{MoneyLine, YearlyReport, disbursed},
    newest_year,
    paper::shown,
    yearly,
};
use crate::{
    chart::{self, Bar, BarGroup},
    indicator::{self, Indicator},
    place,
    sending::{self, SendingView},
};

pub fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Report);
    let export = Guard::Needs(Verb::Export, Thing::Report);
    Routes::new()
        .get("/reports/yearly", view, show)
        .get("/reports/yearly/records", view, behind::records)
        .get("/reports/yearly/projects", view, behind::projects)
        .get("/reports/yearly.xlsx", export, exports::xlsx)
        .get("/reports/yearly.csv", export, exports::csv)
        .get("/reports/yearly.docx", export, exports::docx)
        .get("/reports/yearly.pdf", export, exports::pdf)
}

/// Which report is asked for. Without a province it is the reader's own, without a year the newest
/// that has results.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct YearQuery {
    unit: Option<String>,
    year: Option<String>,
    pub indicator: Option<String>,
    pub source: Option<String>,
    pub state: Option<String>,
    pub page: Option<i64>,
}

/// The report that was asked for, and what else could have been.
pub(crate) struct Asked {
    pub report: YearlyReport,
    /// What stands in addresses for its province.
    pub code: String,
    choices: Vec<Unit>,
}

impl Asked {
    pub async fn read(cx: &Cx, query: &YearQuery) -> CommandResult<Asked> {
        let mut conn = cx.read().await?;
        let choices = place::choices(cx, &mut conn).await?;
        let unit = match query.unit.as_deref().filter(|code| !code.is_empty()) {
            Some(code) => place::find(cx, &mut conn, code).await?,
            None => {
                let home = choices.iter().find(|unit| Some(unit.id) == cx.actor.home);
                let first = home.or(choices.first()).cloned();
                first.ok_or(db::CommandError::NotFound)?
            }
        };
        let year = match query
            .year
            .as_deref()
            .map(str::trim)
            .filter(|year| !year.is_empty())
        {
            Some(year) => year.parse().unwrap_or_default(),
            None => newest_year(cx, &mut conn, &unit).await?,
        };
        check_year(cx, year)?;
        let code = place::address(&unit, &choices);
        let report = yearly(cx, &mut conn, &unit, year).await?;
        Ok(Asked {
            report,
            code,
            choices,
        })
    }

    /// `path?unit=…&year=…` with more pairs.
    pub fn at(&self, path: &str, more: &[(&str, &str)]) -> String {
        address(path, &self.code, self.report.year, more)
    }
}

fn address(path: &str, code: &str, year: i64, more: &[(&str, &str)]) -> String {
    let year = year.to_string();
    let pairs = [("unit", code), ("year", year.as_str())];
    format!("{path}{}", query_string(&[&pairs, more].concat()))
}

pub(super) struct FigureRow {
    indicator: &'static Indicator,
    value: String,
    before: String,
    change: String,
    /// The records under it; empty when there are none.
    href: String,
    illustration: bool,
}

pub(super) struct StateChip {
    name: String,
    colour: &'static str,
    icon: &'static str,
    projects: i64,
    href: String,
}

pub(super) struct MoneyRow {
    source: &'static str,
    line: MoneyLine,
    share: String,
    href: String,
    states: Vec<StateChip>,
}

#[derive(Template)]
#[template(path = "yearly/views/show.html")]
pub(super) struct YearlyPage {
    c: Chrome,
    today: Vec<(String, String)>,
    earlier: Vec<(String, String)>,
    years: Vec<i64>,
    code: String,
    year: i64,
    members: String,
    groups: Vec<(&'static str, Vec<FigureRow>)>,
    money: Vec<MoneyRow>,
    total: (i64, Dong, Dong, Dong),
    total_share: String,
    chart: String,
    has_before: bool,
    empty: bool,
    illustration: bool,
    /// The texts that indicators name, with where they can be read.
    bases: Vec<(&'static str, String)>,
    /// (label, address) of each format; none for people who may not take reports out.
    exports: Vec<(&'static str, String)>,
    /// Its way to the Ministry.
    pub sending: SendingView,
}

impl YearlyPage {
    /// Where the text that an indicator names can be read; empty when it is not in the register.
    fn basis(&self, indicator: &Indicator) -> &str {
        let found = self
            .bases
            .iter()
            .find(|(text, _)| *text == indicator.basis());
        found.map_or("", |(_, href)| href.as_str())
    }
}

/// "+3", "-2" with a true minus, or "0".
fn signed(change: i64) -> String {
    match change {
        0 => "0".to_owned(),
        c if c > 0 => format!("+{}", Dong(c).grouped()),
        c => format!("−{}", Dong(c.saturating_neg()).grouped()),
    }
}

fn share(of: Option<kernel::BasisPoints>) -> String {
    of.map_or_else(|| "–".to_owned(), |share| share.to_string())
}

fn groups(asked: &Asked, lang: Lang) -> Vec<(&'static str, Vec<FigureRow>)> {
    let report = &asked.report;
    let mut groups: Vec<(&'static str, Vec<FigureRow>)> = Vec::new();
    for figure in &report.figures {
        let label = figure.indicator.group.label(lang);
        let change = figure.change().filter(|_| report.has_before);
        let row = FigureRow {
            indicator: figure.indicator,
            value: shown(figure, figure.value, lang),
            before: if report.has_before {
                shown(figure, figure.before, lang)
            } else {
                "–".to_owned()
            },
            change: change.map_or_else(|| "–".to_owned(), signed),
            href: if figure.records > 0 {
                asked.at(
                    "/reports/yearly/records",
                    &[("indicator", figure.indicator.key)],
                )
            } else {
                String::new()
            },
            illustration: figure.illustration,
        };
        match groups.last_mut() {
            Some((last, rows)) if *last == label => rows.push(row),
            _ => groups.push((label, vec![row])),
        }
    }
    groups
}

fn money(asked: &Asked, lang: Lang) -> Vec<MoneyRow> {
    let path = "/reports/yearly/projects";
    let row = |line: &MoneyLine| {
        let source = line.source.code();
        let states = line.states.iter().map(|count| {
            let (colour, icon) = asked.report.states.look(&count.state);
            StateChip {
                name: asked.report.states.name(&count.state, lang),
                colour,
                icon,
                projects: count.projects,
                href: asked.at(path, &[("source", source), ("state", &count.state)]),
            }
        });
        MoneyRow {
            source: line.source.label(lang),
            share: share(line.disbursed()),
            href: asked.at(path, &[("source", source)]),
            states: states.collect(),
            line: line.clone(),
        }
    };
    asked.report.money.iter().map(row).collect()
}

/// Allotted and paid by budget, with the year before; empty when there was no money.
fn money_chart(report: &YearlyReport, lang: Lang) -> String {
    let (year, before) = (report.year.to_string(), (report.year - 1).to_string());
    let allotted = lang.t("được giao", "allotted");
    let series = [
        format!("{year}: {allotted}"),
        format!("{year}: {}", lang.t("đã chi", "paid")),
        format!("{before}: {allotted}"),
    ];
    let bar = |series: usize, amount: Dong| Bar {
        series,
        value: amount.0,
        text: amount.to_string(),
    };
    let groups: Vec<BarGroup> = report
        .money
        .iter()
        .filter(|line| !(line.allotted.is_zero() && line.allotted_before.is_zero()))
        .map(|line| {
            let mut bars = vec![bar(0, line.allotted), bar(1, line.paid)];
            if report.has_before {
                bars.push(bar(2, line.allotted_before));
            }
            BarGroup {
                label: line.source.label(lang).to_owned(),
                bars,
            }
        })
        .collect();
    if groups.is_empty() {
        return String::new();
    }
    let used = if report.has_before { 3 } else { 2 };
    let names: Vec<&str> = series.iter().take(used).map(String::as_str).collect();
    let name = lang.t(
        "Biểu đồ kinh phí; các số nằm trong bảng bên cạnh",
        "Chart of the money; its values are in the table beside it",
    );
    chart::bars(name, &names, &groups)
}

/// The provinces to choose from: of today, and of before.
fn choices(asked: &Asked) -> [Vec<(String, String)>; 2] {
    let of = |ended: bool| {
        let units = asked
            .choices
            .iter()
            .filter(move |unit| unit.valid_to.is_some() == ended);
        units
            .map(|u| (place::address(u, &asked.choices), u.name.clone()))
            .collect()
    };
    [of(false), of(true)]
}

/// The page of a report. `exports` says whether its reader may take it out.
pub(super) fn yearly_page(c: Chrome, asked: &Asked, this_year: i64, exports: bool) -> YearlyPage {
    let (lang, report) = (c.lang, &asked.report);
    let [today, earlier] = choices(asked);
    let mut years: Vec<i64> = (2012..=this_year + 1).rev().collect();
    if !years.contains(&report.year) {
        years.push(report.year);
    }
    let total = report.money_total();
    let formats = if exports {
        ["xlsx", "docx", "pdf", "csv"].as_slice()
    } else {
        &[]
    };
    YearlyPage {
        today,
        earlier,
        years,
        code: asked.code.clone(),
        year: report.year,
        members: report
            .members
            .iter()
            .map(|u| u.name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        groups: groups(asked, lang),
        money: money(asked, lang),
        total_share: share(disbursed(total.3, total.2)),
        total,
        chart: money_chart(report, lang),
        has_before: report.has_before,
        empty: report.is_empty(),
        illustration: report.illustration(),
        bases: Vec::new(),
        sending: SendingView::default(),
        exports: formats
            .iter()
            .map(|format| {
                let label = match *format {
                    "xlsx" => "Excel",
                    "docx" => "Word",
                    "pdf" => "PDF",
                    _ => "CSV",
                };
                (label, asked.at(&format!("/reports/yearly.{format}"), &[]))
            })
            .collect(),
        c,
    }
}

async fn show(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    let title = title(&asked.report, web.cx.lang);
    let chrome = web.chrome(title);
    let exports = web.cx.actor.may(Verb::Export, Thing::Report);
    let mut conn = web.cx.read().await?;
    let bases = basis::addresses(&web.cx, &mut conn, &indicator::BASES).await?;
    let sending = sending::view(&web.cx, &mut conn, &asked).await?;
    web.page(YearlyPage {
        bases,
        sending,
        ..yearly_page(chrome, &asked, web.cx.today().year().into(), exports)
    })
}

pub(crate) fn title(report: &YearlyReport, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Báo cáo năm {}, {}", report.year, report.unit.name),
        Lang::En => format!("Yearly report {}, {}", report.year, report.unit.name),
    }
}

/// A report that was not read from a database, for samples.
pub(super) fn asked_sample(report: YearlyReport) -> Asked {
    let choices = std::iter::once(&report.unit)
        .chain(&report.members)
        .cloned()
        .collect();
    Asked {
        code: report.unit.code.clone(),
        report,
        choices,
    }
}

/// The indicator of a key given by a program.
pub(super) fn known(cx: &Cx, key: &str) -> CommandResult<&'static Indicator> {
    indicator::by_key(key).ok_or_else(|| {
        let text = cx.t(
            "Không có chỉ tiêu này. Xem các mã trong báo cáo năm.",
            "There is no such indicator. The yearly report lists the keys.",
        );
        db::CommandError::field("indicator", text)
    })
}
