use anyhow::bail;
use clap::{Args, ValueEnum};
use db::sql;

use crate::{
    cli::refusal,
    demo,
    open::{self, DataArgs},
};

#[derive(Args, Debug)]
pub struct DemoArgs {
    /// province: Bà Rịa – Vũng Tàu; national: the other provinces of today besides
    #[arg(long, value_enum, default_value_t)]
    scale: Scale,
    /// National: how many years of results, ending with last year
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i16).range(1..=20))]
    years: i16,
    /// National: how many establishments in each province
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=5000))]
    records: u32,
    /// National: the same seed makes the same records
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Scale {
    #[default]
    Province,
    National,
}

pub async fn run(data: &DataArgs, args: DemoArgs) -> anyhow::Result<()> {
    super::progress("cơ sở dữ liệu và dữ liệu tham chiếu …");
    let (app, _) = data.migrate().await?;
    let mut conn = app.db.read().await?;
    let (accounts,): (i64,) = conn.one(sql!("SELECT COUNT(*) FROM account")).await?;
    drop(conn);
    if accounts > 0 {
        bail!("this database is in use already; give another --data folder for the demonstration");
    }
    open::mark_demo(&app.db).await?;
    demo::load(&app, |step| super::progress(format!("{step} …")))
        .await
        .map_err(refusal)?;
    if args.scale == Scale::National {
        let scale = demo::Scale {
            years: args.years,
            records: args.records as usize,
            seed: args.seed,
        };
        demo::load_national(&app, scale, |step| super::progress(step))
            .await
            .map_err(refusal)?;
    }
    app.db.close().await;
    super::print("the demonstration is ready; start it with: khuyencong serve")
}
