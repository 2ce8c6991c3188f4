use clap::{Args, Subcommand};
use jiff::civil::Date;
use kernel::{Actor, Lang};
use law::ceiling::{Assessment, CeilingAnswer, CeilingAsk, ceiling_assessment};

use crate::{
    cli::{Format, refusal, usage},
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
    #[arg(long, value_name = "DATE", value_parser = usage::day)]
    on: Date,
    /// Cost that the norm's percentage is taken of, in đồng
    #[arg(long, value_name = "DONG", allow_negative_numbers = true, value_parser = usage::dong)]
    cost: i64,
    /// A whole technology line
    #[arg(long)]
    line: bool,
    /// Which of several norms of the activity; the main one when absent. A2: ve_may_bay, tap_huan;
    /// A3a: hieu_qua; A3b: day_chuyen; A4a: quoc_gia; A4b: tham_gia, nuoc_ngoai; A7b: di_doi;
    /// A7c: quy_hoach, xu_ly_o_nhiem
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
    let assessment = ceiling_assessment(&cx, &mut conn, &ask)
        .await
        .map_err(named)?;
    drop(conn);
    app.db.close().await;
    match args.format {
        Format::Json => super::print(serde_json::to_string(&CeilingAnswer::of(
            &assessment,
            cx.lang,
        ))?),
        Format::Text => super::print(for_people(&assessment, cx.lang)),
    }
}

/// A refusal beside the arguments, which are called as the fields of the question.
fn named(error: db::CommandError) -> anyhow::Error {
    refusal(match error {
        db::CommandError::Invalid(mut fields) => {
            for error in &mut fields {
                error.field = format!("--{}", error.field.replace('_', "-"));
            }
            db::CommandError::Invalid(fields)
        }
        other => other,
    })
}

/// What nobody may get does not stand first.
fn for_people(assessment: &Assessment, lang: Lang) -> String {
    let outcome = format!("{}.", assessment.outcome(lang));
    let norm = match assessment.ceiling() {
        Some(ceiling) => {
            let state = match assessment.verified() {
                true => lang.t("đã kiểm chứng", "verified"),
                false => lang.t("chưa kiểm chứng", "unverified"),
            };
            let most = match assessment.eligible() {
                true => lang.t("Mức tối đa", "At most"),
                false => lang.t(
                    "Định mức, nếu thuộc đối tượng",
                    "The norm, if it were eligible",
                ),
            };
            format!("{most}: {ceiling} ({state})")
        }
        None => lang
            .t(
                "Không có mức tối đa bằng số.",
                "There is no limit in numbers.",
            )
            .to_owned(),
    };
    let mut lines = match assessment.eligible() {
        true => vec![norm, outcome],
        false => vec![outcome, norm],
    };
    lines.extend([assessment.equation(lang), assessment.article(lang)]);
    lines.retain(|line| !line.is_empty());
    let reasons = assessment.reasons(lang);
    lines.extend(reasons.iter().map(|reason| format!("- {reason}")));
    lines.join("\n")
}
