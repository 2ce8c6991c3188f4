use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use db::Cx;
use kernel::{Lang, Scope};
use people::account;
use register::establishment::{Filter, ImportMode, import, read_file, sheet};
use web_kit::App;

use crate::{
    cli::{Format, refusal},
    open::DataArgs,
};

#[derive(Args, Debug)]
pub struct ImportArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Establishments from an .xlsx or .csv with the columns of the template
    Establishments {
        /// The file; the template is on the page /establishments/import
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
        /// The account in whose name the rows are entered
        #[arg(long = "as", value_name = "USERNAME")]
        username: String,
        /// Enter the good rows even when others are refused
        #[arg(long, conflicts_with = "dry_run")]
        partial: bool,
        /// Only check
        #[arg(long)]
        dry_run: bool,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

#[derive(Args, Debug)]
pub struct ExportArgs {
    #[command(subcommand)]
    what: Export,
}

#[derive(Subcommand, Debug)]
enum Export {
    /// The register of establishments
    Establishments {
        /// The file to write; must not exist yet
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Only those of the province with this code
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// The account in whose name they are taken out; the audit trail names it
        #[arg(long = "as", value_name = "USERNAME")]
        username: String,
        #[arg(long, value_enum, default_value_t)]
        kind: FileKind,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FileKind {
    #[default]
    Xlsx,
    Csv,
}

/// The context of somebody with an account.
async fn in_the_name_of(app: &App, username: &str) -> anyhow::Result<Cx> {
    let mut conn = app.db.read().await?;
    let account = account::by_username(&mut conn, username)
        .await?
        .with_context(|| format!("there is no account {username}; see khuyencong user list"))?;
    let actor = account::actor(&mut conn, account.id)
        .await?
        .with_context(|| format!("the account {username} is closed"))?;
    Ok(app.cx(actor))
}

pub async fn import_run(data: &DataArgs, args: ImportArgs) -> anyhow::Result<()> {
    let What::Establishments {
        from,
        username,
        partial,
        dry_run,
        format,
    } = args.what;
    let app = data.open().await?;
    let cx = in_the_name_of(&app, &username).await?;
    let bytes = std::fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
    let rows = read_file(&from.display().to_string(), &bytes)
        .map_err(|error| anyhow::anyhow!("{}", error.message(Lang::Vi)))?;
    let mode = match (dry_run, partial) {
        (true, _) => ImportMode::Check,
        (false, true) => ImportMode::Partial,
        (false, false) => ImportMode::Whole,
    };
    let report = import(&cx, &rows, mode).await.map_err(refusal)?;
    app.db.close().await;
    if format == Format::Json {
        super::print(serde_json::to_string(&report)?)?;
    } else {
        for fault in &report.faults {
            super::print(format!(
                "dòng {}, {}: {}",
                fault.row, fault.column, fault.message
            ))?;
        }
        super::print(format!(
            "{} dòng, {} hợp lệ, đã ghi {}",
            report.rows, report.good, report.written
        ))?;
    }
    if !report.faults.is_empty() && !dry_run && !partial {
        bail!("nothing was written; correct the rows named above, or use --partial");
    }
    Ok(())
}

pub async fn export_run(data: &DataArgs, args: ExportArgs) -> anyhow::Result<()> {
    let Export::Establishments {
        to,
        unit,
        username,
        kind,
    } = args.what;
    if to.exists() {
        bail!("{} exists already; choose another name", to.display());
    }
    let app = data.open().await?;
    let cx = in_the_name_of(&app, &username).await?;
    cx.may(kernel::Verb::Export, kernel::Thing::Establishment)
        .map_err(refusal)?;
    let mut filter = Filter::default();
    if let Some(code) = unit {
        let mut conn = cx.read().await?;
        let unit = reference::units::by_code(&mut conn, &code, None)
            .await?
            .with_context(|| format!("there is no unit with the code {code}"))?;
        if let Scope::Provinces(seen) = &cx.actor.scope
            && !seen.contains(&unit.id)
        {
            bail!(
                "the province {} lies outside the scope of {username}",
                unit.name
            );
        }
        filter.provinces = reference::units::family(&mut conn, unit.id).await?;
    }
    let table = sheet(&cx, &filter).await?;
    let bytes = match kind {
        FileKind::Xlsx => papers::xlsx(std::slice::from_ref(&table))?,
        FileKind::Csv => papers::csv(&table),
    };
    std::fs::write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
    let mut tx = cx.begin().await.map_err(refusal)?;
    tx.audit(
        &cx,
        "export",
        "establishment",
        "",
        None::<&()>,
        &to.display().to_string(),
    )
    .await
    .map_err(refusal)?;
    tx.commit().await?;
    app.db.close().await;
    super::print(format!(
        "{}: {} establishments",
        to.display(),
        table.rows.len()
    ))
}
