use clap::Args;

use crate::{
    bench::{self, Case, Plan},
    cli::Format,
    open::DataArgs,
};

#[derive(Args, Debug)]
pub struct BenchArgs {
    /// How many establishments
    #[arg(long, default_value_t = 100_000, value_name = "N")]
    rows: usize,
    /// How many projects, all of one province and year
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    projects: usize,
    /// How many projects of all provinces over five years
    #[arg(long, default_value_t = 200_000, value_name = "N")]
    national: usize,
    /// How many proposals of one plan
    #[arg(long, default_value_t = 2_000, value_name = "N")]
    proposals: usize,
    /// Measure only this; may be given several times
    #[arg(long, value_enum, value_name = "NAME")]
    only: Vec<Case>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub async fn run(data: &DataArgs, args: BenchArgs) -> anyhow::Result<()> {
    let plan = Plan {
        establishments: args.rows.max(1),
        projects: args.projects.max(1),
        national: args.national,
        proposals: args.proposals,
        only: args.only,
    };
    let report = bench::run(data, &plan, |step| super::progress(format!("… {step}"))).await?;
    match args.format {
        Format::Text => super::print(report.text()),
        Format::Json => super::print(serde_json::to_string_pretty(&report)?),
    }
}
