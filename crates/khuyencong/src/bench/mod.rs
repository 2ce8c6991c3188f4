//! How fast and how large the program is, measured on this machine: `khuyencong bench`.
//!
//! - [`ground`]: a database of its own on the engine asked for, gone at the end.
//! - `fill`: fills it by many-row statements, not by commands, which would take hours; `nation` puts
//!   in the projects of all provinces and a plan with its proposals.
//! - `client`: requests that go through the whole router inside this process.
//! - `timing`: processor and wall time of an operation.
//! - `floor`: the least that any server must do for the same answer: a prepared statement whose
//!   rows are formatted by hand; `bare` gives it as a function and behind a route.
//! - `cases`: what is measured, `service` what is measured of a started server, `saves` what becomes
//!   of what many officers save at once.
//! - `report`: how the figures are shown.
//!
//! The figures are reported, never asserted by tests.

mod bare;
mod cases;
mod client;
mod fill;
mod floor;
mod floor_sql;
mod ground;
mod nation;
mod report;
mod saves;
mod service;
mod timing;

use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;

use crate::open::DataArgs;
use ground::Ground;
pub use report::Report;
use report::{Environment, Line};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// A list page of 50 establishments with a province filter and a total, against its floor
    List,
    /// One establishment as JSON, against its floor
    Get,
    /// Finding an establishment by name or tax code
    Search,
    /// Finding a commune by name
    Units,
    /// The yearly report of a province
    Report,
    /// Other pages that people open often
    Pages,
    /// The pages of a plan with many proposals
    Plan,
    /// What a user of the whole country opens
    Nation,
    /// What becomes of what fifty officers save at the same time
    Saves,
    /// Time until a started server answers, and its memory
    Start,
    /// What a browser loads
    Weight,
    /// What ten times as many rows cost
    Growth,
}

/// How much to measure.
#[derive(Clone, Debug)]
pub struct Plan {
    pub establishments: usize,
    /// Of one province and year.
    pub projects: usize,
    /// Of all provinces over five years.
    pub national: usize,
    /// Of one plan.
    pub proposals: usize,
    /// Empty: everything.
    pub only: Vec<Case>,
}

impl Plan {
    fn wants(&self, case: Case) -> bool {
        self.only.is_empty() || self.only.contains(&case)
    }

    /// A tenth of the rows, and of the cases those whose cost may grow with them.
    fn tenth(&self) -> Plan {
        Plan {
            establishments: (self.establishments / 10).max(1),
            projects: (self.projects / 10).max(1),
            national: self.national / 10,
            proposals: self.proposals / 10,
            only: vec![
                Case::List,
                Case::Search,
                Case::Report,
                Case::Plan,
                Case::Nation,
            ],
        }
    }
}

/// Measures on a database of its own: beside the data folder's engine, `say` is told how far it is.
pub async fn run(data: &DataArgs, plan: &Plan, say: impl Fn(&str)) -> Result<Report> {
    let (environment, mut lines) = on_fresh_ground(data, plan, &say).await?;
    if plan.wants(Case::Growth) {
        say("a tenth of the rows");
        let (_, small) = on_fresh_ground(data, &plan.tenth(), &say).await?;
        let grown: Vec<Line> = lines
            .iter()
            .filter_map(|line| Line::growth(line, small.iter().find(|s| s.what == line.what)?))
            .collect();
        lines.extend(grown);
    }
    Ok(Report {
        environment,
        establishments: plan.establishments,
        projects: plan.projects,
        national: plan.national,
        proposals: plan.proposals,
        lines,
    })
}

async fn on_fresh_ground(
    data: &DataArgs,
    plan: &Plan,
    say: &impl Fn(&str),
) -> Result<(Environment, Vec<Line>)> {
    let ground = Ground::new(data).await?;
    // The ground is removed whatever happens on it, also when the person stops waiting.
    let result = tokio::select! {
        result = measure(&ground, plan, say) => result,
        _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("stopped")),
    };
    ground.remove().await?;
    result
}

async fn measure(
    ground: &Ground,
    plan: &Plan,
    say: &impl Fn(&str),
) -> Result<(Environment, Vec<Line>)> {
    say("schema and reference data");
    let app = ground.open().await?;
    say("rows");
    let stock = fill::fill(&app, plan).await?;
    let environment = Environment::of(&app).await?;
    let bench = cases::Bench::new(ground, app, stock)?;
    let mut lines = Vec::new();
    for case in Case::value_variants() {
        if *case == Case::Growth || !plan.wants(*case) {
            continue;
        }
        say(case
            .to_possible_value()
            .as_ref()
            .map_or("", |v| v.get_name()));
        // One case that cannot be measured takes no figure away from the others.
        match bench.run(*case).await {
            Ok(measured) => lines.extend(measured),
            Err(error) => lines.push(Line::failed(*case, &error)),
        }
    }
    bench.close().await;
    Ok((environment, lines))
}
