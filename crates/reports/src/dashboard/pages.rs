use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use kernel::{Dong, Lang, ProjectId, Scope, Thing, Verb};
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Chrome, Guard, Routes, Web, WebResult, query_string, samples::Sample};

use super::{
    map,
    model::{Overview, ProvinceTotals, Totals},
    store::{self, Held},
};
use crate::{
    chart::{self, Bar, BarGroup},
    state::States,
    yearly::check_year,
};

/// How many of the projects that need somebody are shown.
const SHOWN: i64 = 10;

pub fn routes() -> Routes {
    Routes::new().get("/dashboard", Guard::Needs(Verb::View, Thing::Report), show)
}

#[derive(Deserialize)]
struct YearQuery {
    year: Option<String>,
}

struct StateRow {
    name: String,
    href: String,
    colour: &'static str,
    icon: &'static str,
    projects: i64,
}

struct HeldRow {
    project: Held,
    state: String,
    colour: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "dashboard/views/show.html")]
struct DashboardPage {
    c: Chrome,
    year: i64,
    years: Vec<i64>,
    now: Totals,
    projects_href: String,
    share: String,
    compared: Vec<String>,
    states: Vec<StateRow>,
    states_chart: String,
    held: Vec<HeldRow>,
    held_total: i64,
    provinces: Vec<(ProvinceTotals, String)>,
    /// Drawn for those who see the whole country; empty for others.
    map: String,
    illustration: bool,
}

/// "năm 2021: 12", or that nothing is known of it.
fn compared(overview: &Overview, lang: Lang) -> Vec<String> {
    let year = overview.year - 1;
    let before = &overview.before;
    let share = before
        .disbursed()
        .map_or_else(|| "–".to_owned(), |share| share.to_string());
    let values = [
        before.projects.to_string(),
        before.allotted.to_string(),
        before.paid.to_string(),
        share,
        before.waiting.to_string(),
    ];
    let say = |value: String| match (overview.has_before, lang) {
        (true, Lang::Vi) => format!("năm {year}: {value}"),
        (true, Lang::En) => format!("{year}: {value}"),
        (false, Lang::Vi) => format!("năm {year}: chưa có đề án"),
        (false, Lang::En) => format!("{year}: no projects"),
    };
    values.map(say).into()
}

fn dashboard_page(
    c: Chrome,
    overview: Overview,
    (held, held_total): (Vec<Held>, i64),
    names: &States,
    nation: bool,
    this_year: i64,
) -> DashboardPage {
    let lang = c.lang;
    let states: Vec<StateRow> = overview
        .states
        .iter()
        .map(|(code, projects)| {
            let (colour, icon) = names.look(code);
            let year = overview.year.to_string();
            let pairs = [("year", year.as_str()), ("state", code)];
            StateRow {
                name: names.name(code, lang),
                href: format!("/projects{}", query_string(&pairs)),
                colour,
                icon,
                projects: *projects,
            }
        })
        .collect();
    let mut years: Vec<i64> = (2012..=this_year + 1).rev().collect();
    if !years.contains(&overview.year) {
        years.push(overview.year);
    }
    let share = |totals: &Totals| {
        totals
            .disbursed()
            .map_or_else(|| "–".to_owned(), |share| share.to_string())
    };
    DashboardPage {
        year: overview.year,
        years,
        projects_href: format!("/projects?year={}", overview.year),
        share: share(&overview.now),
        compared: compared(&overview, lang),
        states_chart: states_chart(&states, lang),
        states,
        held: held
            .into_iter()
            .map(|project| held_row(project, names, lang))
            .collect(),
        held_total,
        map: if nation {
            drawn(&overview, lang)
        } else {
            String::new()
        },
        provinces: overview
            .provinces
            .iter()
            .map(|p| (p.clone(), share(&p.totals)))
            .collect(),
        illustration: overview.illustration,
        now: overview.now,
        c,
    }
}

fn held_row(project: Held, names: &States, lang: Lang) -> HeldRow {
    let (colour, icon) = names.look(&project.state);
    HeldRow {
        state: names.name(&project.state, lang),
        colour,
        icon,
        project,
    }
}

fn states_chart(states: &[StateRow], lang: Lang) -> String {
    if states.is_empty() {
        return String::new();
    }
    let groups: Vec<BarGroup> = states
        .iter()
        .map(|row| BarGroup {
            label: row.name.clone(),
            bars: vec![Bar {
                series: 0,
                value: row.projects,
                text: row.projects.to_string(),
            }],
        })
        .collect();
    let name = lang.t(
        "Biểu đồ số đề án theo trạng thái; các số nằm trong bảng bên cạnh",
        "Chart of projects by state; its values are in the table beside it",
    );
    chart::bars(name, &[lang.t("Số đề án", "Projects")], &groups)
}

fn drawn(overview: &Overview, lang: Lang) -> String {
    let said = |p: &ProvinceTotals| match lang {
        Lang::Vi => format!(
            "{} đề án, được giao {}",
            p.totals.projects, p.totals.allotted
        ),
        Lang::En => format!(
            "{} projects, {} allotted",
            p.totals.projects, p.totals.allotted
        ),
    };
    let values: HashMap<&str, (i64, String)> = overview
        .provinces
        .iter()
        .map(|p| (p.code.as_str(), (p.totals.allotted.0, said(p))))
        .collect();
    let name = lang.t(
        "Bản đồ kinh phí được giao theo tỉnh; các số nằm trong bảng",
        "Map of the allotted money by province; its values are in the table",
    );
    map::map(name, &values)
}

async fn show(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let this_year = i64::from(web.cx.today().year());
    let year = match query
        .year
        .as_deref()
        .map(str::trim)
        .filter(|year| !year.is_empty())
    {
        Some(year) => year.parse().unwrap_or_default(),
        None => this_year,
    };
    check_year(&web.cx, year)?;
    let scope = &web.cx.actor.scope;
    let mut conn = web.cx.read().await?;
    let counted = store::counted(&mut conn, scope, year).await?;
    let spent = store::spent(&mut conn, scope, year).await?;
    let members = store::members(&mut conn).await?;
    let names = States::load(&web.cx, &mut conn).await?;
    let held = store::held(&mut conn, scope, year, SHOWN, &names).await?;
    let overview = Overview::new(year, &counted, &spent, &members, &names);
    let title = format!("{} {year}", web.t("Tổng quan năm", "Overview of"));
    let nation = *scope == Scope::Nation;
    web.page(dashboard_page(
        web.chrome(title),
        overview,
        held,
        &names,
        nation,
        this_year,
    ))
}

pub fn samples() -> Vec<Sample> {
    let totals = |n: i64| Totals {
        projects: n,
        waiting: n / 3,
        allotted: Dong(99_999_999_999 * n),
        paid: Dong(33_333_333_333 * n),
    };
    let held = |n: i64| Held {
        project_id: ProjectId::from_uuid(Uuid::from_u128(n as u128)),
        code: format!("KCDP-2021-{n:03}"),
        title: "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong chế biến ".repeat(2),
        year: 2021,
        state: "adjust_req".into(),
        allotted: Dong(200_000_000),
        paid: Dong::ZERO,
        illustration: true,
    };
    let mut all = Vec::new();
    for (lang, n) in [(Lang::Vi, 0), (Lang::Vi, 1), (Lang::Vi, 50), (Lang::En, 50)] {
        let overview = Overview {
            year: 2022,
            now: totals(n),
            before: totals(n / 2),
            has_before: n > 1,
            states: (0..n.min(3)).map(|i| (format!("state-{i}"), i)).collect(),
            provinces: (0..n.min(34))
                .map(|i| ProvinceTotals {
                    code: format!("{i:02}"),
                    name: "Thành phố Hồ Chí Minh".into(),
                    totals: totals(i),
                })
                .collect(),
            illustration: n > 0,
        };
        let held = ((0..n.min(SHOWN)).map(held).collect(), n);
        let chrome = Chrome::sample(lang, "Tổng quan năm 2022");
        all.push(Sample::of(
            "overview",
            dashboard_page(chrome, overview, held, &States::builtin(), n != 1, 2022),
        ));
    }
    all
}
