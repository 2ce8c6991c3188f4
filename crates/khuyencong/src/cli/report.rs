use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use kernel::Actor;

use crate::{
    cli::{Format, usage},
    open::DataArgs,
};

#[derive(Args, Debug)]
pub struct ReportArgs {
    #[command(subcommand)]
    report: Report,
}

#[derive(Subcommand, Debug)]
enum Report {
    /// The yearly report of a province
    Yearly {
        /// Code of a province of either era: 77 is old Bà Rịa – Vũng Tàu, 79 the city it merged into
        #[arg(long, value_name = "CODE")]
        unit: String,
        #[arg(long, value_parser = usage::year)]
        year: i64,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

pub async fn run(data: &DataArgs, args: ReportArgs) -> anyhow::Result<()> {
    let Report::Yearly {
        unit: code,
        year,
        format,
    } = args.report;
    if !reports::yearly::YEARS.contains(&year) {
        bail!("the year {year} is not one that reports are made for");
    }
    let app = data.open().await?;
    let cx = app.cx(Actor::operator());
    let mut conn = cx.read().await?;
    let unit = reference::units::by_code(&mut conn, &code, None)
        .await?
        .filter(|unit| unit.level == kernel::UnitLevel::Province)
        .with_context(|| format!("there is no province with the code {code}"))?;
    let report = reports::yearly(&cx, &mut conn, &unit, year).await?;
    drop(conn);
    app.db.close().await;
    if format == Format::Json {
        return super::print(report.figures_json());
    }
    super::print(format!("{} {year}", report.unit.name))?;
    for figure in &report.figures {
        super::print(format!(
            "{:>12}  {}",
            figure.value,
            figure.indicator.label(cx.lang)
        ))?;
    }
    Ok(())
}
