use std::time::Duration;

use anyhow::{Result, ensure};
use web_kit::{App, Chrome};

use super::{
    Case,
    bare::{Bare, Way},
    client::{Client, quoted},
    fill::{Stock, YEAR},
    floor::Floor,
    ground::Ground,
    nation,
    report::{Line, Unit},
    saves, service,
    timing::{self, Timing},
};
use crate::demo::OLD_PROVINCE;

/// How often a cheap request is measured; dear ones less.
const RUNS: usize = 1000;
const DEAR_RUNS: usize = 60;

/// Everything a case needs.
pub struct Bench<'a> {
    ground: &'a Ground,
    app: App,
    stock: Stock,
    client: Client,
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Wall time: the slowest of a hundred, the usual one beside it.
fn wall(case: Case, what: impl Into<String>, timing: Timing) -> Line {
    Line::new(case, what, Unit::Millis, millis(timing.p99)).note(format!(
        "p99; p50 {:.1} ms, {:.0} µs CPU",
        millis(timing.p50),
        micros(timing.cpu)
    ))
}

impl<'a> Bench<'a> {
    pub fn new(ground: &'a Ground, app: App, stock: Stock) -> Result<Bench<'a>> {
        Ok(Bench {
            client: Client::new(app.clone(), &stock.token),
            ground,
            app,
            stock,
        })
    }

    pub async fn run(&self, case: Case) -> Result<Vec<Line>> {
        match case {
            Case::List => self.list().await,
            Case::Get => self.get().await,
            Case::Search => self.search().await,
            Case::Units => self.units().await,
            Case::Report => self.report().await,
            Case::Pages => self.pages().await,
            Case::Plan => self.plan().await,
            Case::Nation => self.nation().await,
            Case::Saves => saves::measure(self.ground, &self.app).await,
            Case::Start => service::measure(self.ground, &self.stock.token).await,
            Case::Weight => self.weight().await,
            // Made from the lines of two grounds.
            Case::Growth => Ok(Vec::new()),
        }
    }

    pub async fn close(self) {
        self.app.db.close().await;
    }

    async fn timed(&self, address: &str, runs: usize) -> Result<Timing> {
        timing::alone(runs, async |_| self.client.get(address).await.map(drop)).await
    }

    /// Ours beside the bare statement, called and answered by a bare route, under the same target.
    async fn against(
        &self,
        case: Case,
        what: &str,
        target: f64,
        runs: usize,
        ours: impl Fn(usize) -> String,
        bare: Bare,
    ) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        for (name, way) in [
            ("bare statement", Way::Called),
            ("the same as a bare route", Way::Served),
        ] {
            let (timing, least) = timing::side_by_side(
                runs,
                async |run| self.client.get(&ours(run)).await.map(drop),
                async |run| bare.answer(way, run).await.map(drop),
            )
            .await?;
            lines.push(
                Line::new(
                    case,
                    format!("{what} ÷ {name}"),
                    Unit::CpuMicros,
                    micros(timing.cpu),
                )
                .floor(micros(least.cpu))
                .target(target)
                .note(format!(
                    "wall p50 {:.2} ms, p99 {:.2} ms",
                    millis(timing.p50),
                    millis(timing.p99)
                )),
            );
        }
        Ok(lines)
    }

    async fn list(&self) -> Result<Vec<Line>> {
        let address = format!("/establishments?province={}", self.stock.province);
        let bare = Bare::list(Floor::open(self.ground).await?, self.stock.family.clone());
        let page = self.client.get(&address).await?;
        let least = bare.answer(Way::Served, 0).await?;
        same_rows(std::str::from_utf8(&page)?, std::str::from_utf8(&least)?)?;
        let what = "list page, province filter, total";
        let mut lines = self
            .against(Case::List, what, 2.5, RUNS / 2, |_| address.clone(), bare)
            .await?;
        let coded = timing::alone(RUNS / 2, async |_| {
            self.client.get_coded(&address, "gzip, br").await.map(drop)
        })
        .await?;
        lines.push(
            Line::new(
                Case::List,
                "the same page, compressed for a browser",
                Unit::CpuMicros,
                micros(coded.cpu),
            )
            .note(format!("{} KB before", page.len() / 1024)),
        );
        Ok(lines)
    }

    async fn get(&self) -> Result<Vec<Line>> {
        let ids = self.stock.ids.clone();
        let address = |run: usize| format!("/api/v1/establishments/{}", ids[run % ids.len()]);
        let bare = Bare::json(Floor::open(self.ground).await?, ids.clone());
        let json = self.client.get(&address(0)).await?;
        let least = bare.answer(Way::Served, 0).await?;
        same_json(&json, std::str::from_utf8(&least)?)?;
        let what = "establishment as JSON by id";
        self.against(Case::Get, what, 2.0, RUNS * 3, address, bare)
            .await
    }

    async fn search(&self) -> Result<Vec<Line>> {
        let (name, tax_code) = &self.stock.sample;
        let begun: String = name.chars().take(name.len() * 2 / 3).collect();
        let texts = [
            ("words of most names", "cong ty"),
            ("first letter typed", "c"),
            ("common words", "tnhh go"),
            ("with diacritics", "Hợp tác xã gạo"),
            ("most of one name", begun.as_str()),
            ("one tax code", tax_code.as_str()),
            ("nothing alike", "zzzz qqqq"),
        ];
        let mut lines = Vec::new();
        for (door, address) in [
            ("picker", "/establishments/search"),
            ("list with total", "/establishments"),
        ] {
            for (what, text) in texts {
                let address = format!("{address}?q={}", quoted(text));
                let timing = self.timed(&address, DEAR_RUNS).await?;
                let what = format!("search, {door}: {what}");
                lines.push(wall(Case::Search, what, timing).target(20.0));
            }
        }
        Ok(lines)
    }

    async fn units(&self) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        for text in ["long phuoc", "Long Phước", "phuong 1", "p", "xa", "zzzz"] {
            let address = format!("/units/search?level=commune&q={}", quoted(text));
            let timing = self.timed(&address, RUNS / 2).await?;
            let what = format!("commune picker: “{text}”");
            lines.push(wall(Case::Units, what, timing).target(5.0));
        }
        Ok(lines)
    }

    async fn report(&self) -> Result<Vec<Line>> {
        let asked = format!("?unit={OLD_PROVINCE}&year={YEAR}");
        let mut lines = Vec::new();
        for (what, path, target) in [
            ("page", "/reports/yearly", Some(100.0)),
            ("JSON", "/api/v1/reports/yearly", Some(100.0)),
            (".docx", "/reports/yearly.docx", None),
            (".xlsx with every record", "/reports/yearly.xlsx", None),
        ] {
            let timing = self.timed(&format!("{path}{asked}"), DEAR_RUNS / 2).await?;
            let line = wall(Case::Report, format!("yearly report, {what}"), timing);
            lines.push(match target {
                Some(target) => line.target(target),
                None => line,
            });
        }
        Ok(lines)
    }

    async fn pages(&self) -> Result<Vec<Line>> {
        let one = format!("/establishments/{}", self.stock.ids[0]);
        let mut lines = Vec::new();
        for (what, address) in [
            ("first page", "/"),
            ("list of all establishments", "/establishments"),
            ("the last page of them", "/establishments?page=1000000"),
            ("one establishment", one.as_str()),
            ("list of projects", "/projects"),
            ("list of machines", "/machines"),
        ] {
            let timing = self.timed(address, DEAR_RUNS).await?;
            lines.push(wall(Case::Pages, what, timing));
        }
        Ok(lines)
    }

    /// The pages of a plan before its council, the last page of the order with its running total.
    async fn plan(&self) -> Result<Vec<Line>> {
        let plan = self.stock.plan;
        let mut lines = Vec::new();
        for (what, address) in [
            ("the plan", format!("/plans/{plan}")),
            ("selection", format!("/plans/{plan}/selection")),
            (
                "the end of the selection",
                format!("/plans/{plan}/selection?page=1000000"),
            ),
            ("its proposals", format!("/proposals?plan={plan}")),
            ("all proposals", "/proposals".to_owned()),
        ] {
            let timing = self.timed(&address, DEAR_RUNS).await?;
            lines.push(wall(Case::Plan, format!("plan pages: {what}"), timing).target(150.0));
        }
        Ok(lines)
    }

    /// What somebody opens who sees the whole country.
    async fn nation(&self) -> Result<Vec<Line>> {
        let year = nation::YEARS.end();
        let mut lines = Vec::new();
        for (what, address) in [
            ("provinces by years", format!("/totals?to={year}")),
            ("overview of the year", format!("/dashboard?year={year}")),
            ("first page", "/".to_owned()),
            ("list of projects", "/projects".to_owned()),
            ("projects of a year", format!("/projects?year={year}")),
            (
                "projects in a state",
                "/projects?state=in_progress".to_owned(),
            ),
            ("projects by a word", "/projects?q=say".to_owned()),
            ("projects by nothing alike", "/projects?q=zzzz".to_owned()),
            ("what is due of the year", "/obligations".to_owned()),
            ("what is due, all years", "/obligations?year=".to_owned()),
            ("plans", "/plans".to_owned()),
            ("search over everything", "/search?q=say".to_owned()),
        ] {
            let timing = self.timed(&address, DEAR_RUNS / 2).await?;
            lines.push(wall(Case::Nation, format!("nation: {what}"), timing).target(200.0));
        }
        let mut conn = self.app.db.read().await?;
        let faults = programme::totals::verify(&mut conn).await?;
        let first = faults.first().map(|f| format!("{}: {}", f.subject, f.what));
        lines.push(
            Line::new(
                Case::Nation,
                "kept totals that differ from their projects",
                Unit::Count,
                faults.len() as f64,
            )
            .target(0.0)
            .note(first.unwrap_or_default()),
        );
        Ok(lines)
    }

    /// Scripts and styles as a browser loads them.
    async fn weight(&self) -> Result<Vec<Line>> {
        let frame = Chrome::default();
        let mut bytes = 0;
        let mut parts = Vec::new();
        for name in ["app.js", "theme.js", "app.css"] {
            let body = self.client.get_coded(&frame.asset(name), "br").await?;
            bytes += body.len();
            parts.push(format!("{name} {:.1}", body.len() as f64 / 1024.0));
        }
        let line = Line::new(
            Case::Weight,
            "script and styles, compressed",
            Unit::Kilobytes,
            bytes as f64 / 1024.0,
        );
        Ok(vec![line.target(90.0).note(parts.join(", "))])
    }
}

/// Refuses when the page shows other establishments than the floor.
fn same_rows(page: &str, bare: &str) -> Result<()> {
    let link = r#"<a href="/establishments/"#;
    let ids: Vec<&str> = bare
        .match_indices(link)
        .map(|(at, _)| &bare[at..at + link.len() + 36])
        .collect();
    ensure!(!ids.is_empty(), "the floor found no rows");
    for id in ids {
        ensure!(page.contains(id), "the page lacks a row of the floor: {id}");
    }
    Ok(())
}

/// Refuses when the two answers say different things.
fn same_json(ours: &[u8], bare: &str) -> Result<()> {
    let ours: serde_json::Value = serde_json::from_slice(ours)?;
    let bare: serde_json::Value = serde_json::from_str(bare)?;
    ensure!(ours == bare, "ours is {ours}, the floor's {bare}");
    Ok(())
}
