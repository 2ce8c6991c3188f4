//! `khuyencong check`: is everything that must hold still so?

use anyhow::bail;
use clap::Args;
use db::sql;
use serde::Serialize;
use web_kit::App;

use crate::{cli::Format, open::DataArgs};

#[derive(Args, Debug)]
pub struct CheckArgs {
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Something that does not hold.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// audit, files, money, plan, total, duty, workflow, ceiling
    pub area: &'static str,
    /// What it is about: a record, a project, a file.
    pub subject: String,
    pub what: String,
}

impl Fault {
    fn new(area: &'static str, subject: impl ToString, what: impl ToString) -> Fault {
        Fault {
            area,
            subject: subject.to_string(),
            what: what.to_string(),
        }
    }
}

pub async fn run(data: &DataArgs, args: CheckArgs) -> anyhow::Result<()> {
    let app = data.open().await?;
    let faults = check(&app).await?;
    app.db.close().await;
    match args.format {
        Format::Json => super::print(serde_json::json!({ "faults": faults }))?,
        Format::Text => {
            for fault in &faults {
                super::print(format!("{}: {}: {}", fault.area, fault.subject, fault.what))?;
            }
        }
    }
    match faults.len() {
        0 if args.format == Format::Text => super::print("no fault found"),
        0 => Ok(()),
        count => bail!("{count} faults; keep a copy of the data and compare with the last backup"),
    }
}

/// Every fault of a database and its files.
pub async fn check(app: &App) -> anyhow::Result<Vec<Fault>> {
    let mut conn = app.db.read().await?;
    let mut faults: Vec<Fault> = db::verify_audit(&mut conn)
        .await?
        .into_iter()
        .map(|fault| Fault::new("audit", fault.seq, fault.what))
        .collect();
    let files: Vec<(String, String)> = conn
        .all(sql!(
            "SELECT DISTINCT sha256, name FROM stored_file ORDER BY sha256"
        ))
        .await?;
    for (sha256, name) in files {
        if !app.files.verify(&sha256).await {
            faults.push(Fault::new(
                "files",
                name,
                "the content is missing or changed",
            ));
        }
    }
    let money = programme::project::verify_money(&mut conn).await?;
    faults.extend(
        money
            .into_iter()
            .map(|f| Fault::new("money", f.project, f.what)),
    );
    let plans = programme::plan::verify(&mut conn).await?;
    faults.extend(
        plans
            .into_iter()
            .map(|f| Fault::new("plan", f.subject, f.what)),
    );
    let totals = programme::totals::verify(&mut conn).await?;
    faults.extend(
        totals
            .into_iter()
            .map(|f| Fault::new("total", f.subject, f.what)),
    );
    let duties = programme::duties::verify(&mut conn).await?;
    faults.extend(
        duties
            .into_iter()
            .map(|f| Fault::new("duty", f.project, f.what)),
    );
    let workflows = procedure::workflow::verify(&mut conn).await?;
    faults.extend(
        workflows
            .into_iter()
            .map(|f| Fault::new("workflow", f.name, f.what)),
    );
    let ceilings: Vec<(kernel::CeilingId,)> = conn
        .all(sql!("SELECT id FROM ceiling_decision ORDER BY id"))
        .await?;
    for (id,) in ceilings {
        match law::ceiling::replay(&mut conn, id).await {
            Ok(replay) if replay.same => {}
            Ok(_) => faults.push(Fault::new("ceiling", id, "its replay gives another result")),
            Err(error) => faults.push(Fault::new("ceiling", id, error)),
        }
    }
    Ok(faults)
}
