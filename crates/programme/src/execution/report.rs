//! Reports on the progress (báo cáo tiến độ, mẫu F15).

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, FieldError, Upload, row, sql};
use jiff::civil::Date;
use kernel::{Dong, Lang, ProgressReportId, ProjectId, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{
    lines, next,
    photo::{self, Of, PhotoInput},
};
use crate::{
    duties,
    project::{Case, PaperInput, StepInput, commands::step::take_in},
};

pub(super) const STEP: &str = "progress";

/// Work done against the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct QuantityInput {
    pub name: String,
    pub unit: String,
    pub planned: i64,
    pub done: i64,
}

/// A report as it is written.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = ProgressReportInput)]
pub struct ReportInput {
    /// The version of the project that was read.
    pub version: i64,
    #[schema(value_type = Option<String>, format = Date)]
    pub period_from: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub period_to: Option<Date>,
    pub work: String,
    /// How much of the work is done, in whole percent.
    pub percent: Option<i64>,
    pub quantities: Vec<QuantityInput>,
    /// Spent of the promotion money so far, in đồng, as reported.
    pub spent: Dong,
    /// Spent of the beneficiary's own money so far.
    pub counterpart: Dong,
    pub problems: String,
    pub proposals: String,
    pub paper: PaperInput,
}

row! {
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    #[schema(as = ProgressReport)]
    pub struct Report {
        pub id: ProgressReportId,
        pub project_id: ProjectId,
        pub number: i64,
        #[schema(value_type = String, format = Date)]
        pub period_from: Date,
        #[schema(value_type = String, format = Date)]
        pub period_to: Date,
        pub work: String,
        pub percent: i64,
        /// By the ledger on the day of the report.
        pub allotted: Dong,
        pub advanced: Dong,
        pub spent: Dong,
        pub counterpart: Dong,
        pub problems: String,
        pub proposals: String,
        /// Number of the signed report.
        pub paper: Option<String>,
        pub actor: String,
    }
}

row! {
    #[derive(Clone, Debug, Serialize)]
    pub struct Quantity {
        pub name: String,
        pub unit: String,
        pub planned: i64,
        pub done: i64,
    }
}

const SELECT: &str = "SELECT r.id, r.project_id, r.number, r.period_from, r.period_to, r.work, \
    r.percent, r.allotted, r.advanced, r.spent, r.counterpart, r.problems, r.proposals, \
    p.number AS paper, r.actor \
    FROM progress_report r LEFT JOIN proof_paper p ON p.id = r.paper_id";

pub(crate) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<Report>, DbError> {
    conn.all(sql!(
        &format!("{SELECT} WHERE r.project_id = ? ORDER BY r.number DESC"),
        id
    ))
    .await
}

pub(super) async fn find(conn: &mut Conn, id: ProgressReportId) -> Result<Option<Report>, DbError> {
    conn.opt(sql!(&format!("{SELECT} WHERE r.id = ?"), id))
        .await
}

pub(super) async fn quantities(
    conn: &mut Conn,
    id: ProgressReportId,
) -> Result<Vec<Quantity>, DbError> {
    conn.all(sql!(
        "SELECT name, unit, planned, done FROM progress_quantity WHERE report_id = ?
          ORDER BY position",
        id
    ))
    .await
}

/// Records a report with its photographs, and takes its step.
pub async fn record(
    cx: &Cx,
    project: ProjectId,
    input: ReportInput,
    photos: &[PhotoInput],
    upload: Option<&Upload>,
) -> CommandResult<ProgressReportId> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let money = Case::load(cx, &mut tx, project).await?.promotion();
    let mut checks = Checks::new(cx.lang);
    let checked = check(&mut checks, cx, money.committed, &input, photos);
    checks.done()?;
    let Checked {
        from,
        to,
        work,
        percent,
        problems,
        proposals,
    } = checked;
    let step = StepInput {
        version: input.version,
        paper: input.paper.clone(),
        ..StepInput::default()
    };
    let paper = take_in(cx, &mut tx, project, STEP, step, upload).await?;
    let id: ProgressReportId = cx.new_id();
    let number = next(&mut tx, "progress_report", project).await?;
    tx.exec(sql!(
        "INSERT INTO progress_report (id, project_id, number, period_from, period_to, work, percent,
             allotted, advanced, spent, counterpart, problems, proposals, paper_id, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        project,
        number,
        from,
        to,
        &work,
        percent,
        money.allotted,
        money.advanced,
        input.spent,
        input.counterpart,
        &problems,
        &proposals,
        paper,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    for (i, quantity) in input.quantities.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO progress_quantity (report_id, position, name, unit, planned, done)
             VALUES (?, ?, ?, ?, ?, ?)",
            id,
            i as i64,
            kernel::clean(&quantity.name),
            kernel::clean(&quantity.unit),
            quantity.planned,
            quantity.done,
        ))
        .await?;
    }
    photo::store(cx, &mut tx, project, Of::Report(id), photos).await?;
    // Which period it answers is known only now.
    duties::keep(cx, &mut tx, project).await?;
    tx.audit(
        cx,
        "progress-report",
        "project",
        project,
        None::<&()>,
        &(&input, photos.len()),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// A report as it was judged.
struct Checked {
    from: Date,
    to: Date,
    work: String,
    percent: i64,
    problems: String,
    proposals: String,
}

fn check(
    checks: &mut Checks,
    cx: &Cx,
    committed: Dong,
    input: &ReportInput,
    photos: &[PhotoInput],
) -> Checked {
    let from = checks.date("period_from", input.period_from, Some(cx.today()));
    let to = checks.date("period_to", input.period_to, Some(cx.today()));
    if input.period_from.is_some() && input.period_to.is_some() && from > to {
        let text = checks.t(
            "Kỳ báo cáo kết thúc trước khi bắt đầu.",
            "The period ends before it begins.",
        );
        checks.fail("period_to", text.to_owned());
    }
    let work = lines(checks, "work", &input.work, true);
    let percent = checks.required("percent", input.percent).unwrap_or(0);
    checks.number("percent", percent, 0, 100);
    check_quantities(checks, &input.quantities);
    checks.amount("spent", input.spent);
    if input.spent > committed {
        let text = match cx.lang {
            Lang::Vi => {
                format!(
                    "Cao hơn kinh phí khuyến công của hợp đồng {committed}. Kiểm tra lại số đã chi."
                )
            }
            Lang::En => format!("Above the {committed} of the contract. Look at the sum again."),
        };
        checks.fail("spent", text);
    }
    checks.amount("counterpart", input.counterpart);
    let problems = lines(checks, "problems", &input.problems, false);
    let proposals = lines(checks, "proposals", &input.proposals, false);
    photo::check(checks, photos);
    Checked {
        from,
        to,
        work,
        percent,
        problems,
        proposals,
    }
}

/// What is amiss with a report, without recording it.
pub(super) async fn judge(
    cx: &Cx,
    project: ProjectId,
    input: &ReportInput,
    photos: &[PhotoInput],
) -> CommandResult<Vec<FieldError>> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut conn = cx.read().await?;
    let money = Case::load(cx, &mut conn, project).await?.promotion();
    let mut checks = Checks::new(cx.lang);
    check(&mut checks, cx, money.committed, input, photos);
    match checks.done() {
        Err(CommandError::Invalid(fields)) => Ok(fields),
        other => other.map(|()| Vec::new()),
    }
}

fn check_quantities(checks: &mut Checks, quantities: &[QuantityInput]) {
    for (i, quantity) in quantities.iter().enumerate() {
        let field = |name: &str| format!("quantity_{}_{name}", i + 1);
        checks.text(&field("name"), &quantity.name, 300);
        checks.optional_text(&field("unit"), &quantity.unit, 50);
        checks.number(&field("planned"), quantity.planned, 0, Dong::MAX.0);
        checks.number(&field("done"), quantity.done, 0, Dong::MAX.0);
    }
    if quantities.len() > 50 {
        let text = checks.t("Nhiều nhất 50 khối lượng.", "At most 50 quantities.");
        checks.fail("quantity_1_name", text.to_owned());
    }
}
