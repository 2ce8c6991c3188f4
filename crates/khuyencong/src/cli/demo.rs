use anyhow::bail;
use clap::Args;
use db::sql;

use crate::{
    cli::refusal,
    demo,
    open::{self, DataArgs},
};

#[derive(Args, Debug)]
pub struct DemoArgs {}

pub async fn run(data: &DataArgs, _args: DemoArgs) -> anyhow::Result<()> {
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
    app.db.close().await;
    super::print("the demonstration is ready; start it with: khuyencong serve")
}
