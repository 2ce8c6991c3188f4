use clap::Args;

use crate::{cli::Format, open::DataArgs};

#[derive(Args, Debug)]
pub struct MigrateArgs {
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub async fn run(data: &DataArgs, args: MigrateArgs) -> anyhow::Result<()> {
    let (app, done) = data.migrate().await?;
    app.db.close().await;
    if args.format == Format::Json {
        return super::print(serde_json::json!({ "applied": done }));
    }
    match done.as_slice() {
        [] => super::print("nothing to do: the database fits this program"),
        names => super::print(format!(
            "applied {} steps, up to {}",
            names.len(),
            names[names.len() - 1]
        )),
    }
}
