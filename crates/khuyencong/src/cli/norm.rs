use clap::{Args, Subcommand};
use jiff::civil::Date;
use kernel::Actor;
use law::ceiling::{CeilingAnswer, CeilingAsk, ceiling_answer};

use crate::{
    cli::{Format, refusal},
    open::DataArgs,
};

#[derive(Args, Debug)]
pub struct NormArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// How much may be supported, under which norm, and whether it may be supported at all
    Ceiling(CeilingArgs),
}

#[derive(Args, Debug)]
struct CeilingArgs {
    /// What is supported: A1 to A10, as A3b for advanced machines
    #[arg(long, value_name = "CODE")]
    activity: String,
    /// kcqg (national money) or kcdp (local money)
    #[arg(long)]
    scope: String,
    /// Code of a commune or province of either era
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// The day of the approval decision, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// Cost that the norm's percentage is taken of, in đồng
    #[arg(long, value_name = "DONG")]
    cost: i64,
    /// A whole technology line
    #[arg(long)]
    line: bool,
    /// Which of several norms of the activity; the main one when absent
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Legal form of the establishment, as ENTERPRISE
    #[arg(long, value_name = "FORM")]
    legal_form: Option<String>,
    /// VSIC code of its main industry
    #[arg(long, value_name = "CODE")]
    industry: Option<String>,
    /// The site lies in a recognised craft village
    #[arg(long)]
    craft_village: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub async fn run(data: &DataArgs, args: NormArgs) -> anyhow::Result<()> {
    let Action::Ceiling(args) = args.action;
    let app = data.open().await?;
    let cx = app.cx(Actor::operator());
    let mut conn = cx.read().await?;
    let ask = CeilingAsk {
        activity: args.activity,
        variant: args.variant,
        scope: args.scope,
        unit: args.unit,
        on: args.on,
        cost: args.cost,
        line: args.line,
        legal_form: args.legal_form,
        industry: args.industry,
        craft_village: args.craft_village,
        is_sme: None,
    };
    let answer = ceiling_answer(&cx, &mut conn, &ask)
        .await
        .map_err(refusal)?;
    drop(conn);
    app.db.close().await;
    match args.format {
        Format::Json => super::print(serde_json::to_string(&answer)?),
        Format::Text => super::print(for_people(&answer)),
    }
}

fn for_people(answer: &CeilingAnswer) -> String {
    let mut lines = Vec::new();
    match answer.ceiling {
        Some(ceiling) => lines.push(format!("Mức tối đa: {ceiling} ({})", answer.status)),
        None => lines.push("Không có mức tối đa bằng số.".to_owned()),
    }
    lines.extend(answer.article.clone());
    lines.push(
        if answer.eligible {
            "Đủ điều kiện."
        } else {
            "Không đủ điều kiện."
        }
        .to_owned(),
    );
    lines.extend(answer.reasons.iter().map(|reason| format!("- {reason}")));
    lines.join("\n")
}
