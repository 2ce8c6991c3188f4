//! The appraisal (thẩm định): a finding on each criterion and a conclusion, at each level.

use db::{Checks, CommandError, CommandResult, Conn, Cx, row, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{Dong, Lang, ProjectId, Thing, UnitId, Verb};
use rules::{
    FundingScope,
    criteria::{Conclusion, Criterion, CriterionResult},
    workflow::Guard,
};
use serde::{Deserialize, Serialize};

use super::{
    case::Case,
    commands::days::plausible,
    guards,
    model::{Level, Project},
};
use crate::{
    council::{
        charge::{Charge, charge},
        interest,
    },
    ports::{CriteriaQuestion, Requirements},
};

row! {
    #[derive(Clone, Debug, Serialize)]
    pub struct Verdict {
        pub criterion: String,
        pub verdict: String,
        pub note: String,
        pub actor: String,
        pub at: Timestamp,
    }
}

row! {
    #[derive(Clone, Debug, Serialize)]
    pub struct Appraised {
        pub conclusion: String,
        pub proposed: Dong,
        pub rank: Option<i64>,
        pub budget_fit: Option<BudgetFit>,
        pub note: String,
        pub actor: String,
        pub on_date: Date,
    }
}

impl Verdict {
    pub fn result(&self) -> CriterionResult {
        CriterionResult::from_code(&self.verdict)
            .expect("CHECK appraisal_verdict_verdict allows only these codes")
    }
}

impl Appraised {
    pub fn conclusion(&self) -> Conclusion {
        Conclusion::from_code(&self.conclusion)
            .expect("CHECK appraisal_conclusion allows only these codes")
    }
}

/// How a project fits the budget told for its year, as the ministry appraisal finds (F09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetFit {
    Fits,
    /// With less than was asked for.
    Reduced,
    Beyond,
}

impl BudgetFit {
    pub const ALL: [BudgetFit; 3] = [BudgetFit::Fits, BudgetFit::Reduced, BudgetFit::Beyond];

    pub fn code(self) -> &'static str {
        match self {
            BudgetFit::Fits => "fits",
            BudgetFit::Reduced => "reduced",
            BudgetFit::Beyond => "beyond",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            BudgetFit::Fits => lang.t("Phù hợp dự toán", "Fits the budget"),
            BudgetFit::Reduced => lang.t("Phù hợp khi giảm kinh phí", "Fits with less money"),
            BudgetFit::Beyond => lang.t("Vượt dự toán", "Beyond the budget"),
        }
    }
}

db::code_column!(BudgetFit);

/// The place of a project in the ministry appraisal, and its fit with the budget.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = AppraisalStanding)]
pub struct Standing {
    /// Place among the projects appraised for the year, 1 first.
    #[serde(default)]
    pub rank: Option<i64>,
    #[serde(default)]
    pub budget_fit: Option<BudgetFit>,
}

impl Standing {
    /// Refuses impossible places, and places at the base level, which ranks nothing.
    pub(crate) fn check(self, checks: &mut Checks, level: Level) {
        if let Some(rank) = self.rank {
            checks.number("rank", rank, 1, 10_000);
        }
        if level != Level::Ministry && self != Standing::default() {
            let text = checks.t(
                "Thứ tự và sự phù hợp dự toán ghi ở thẩm định cấp Bộ.",
                "Place and fit with the budget belong to the ministry appraisal.",
            );
            checks.fail("rank", text);
        }
    }
}

/// One level's appraisal as it stands.
#[derive(Clone, Debug)]
pub struct Appraisal {
    pub level: Level,
    pub lines: Vec<(Criterion, Option<Verdict>)>,
    pub appraised: Option<Appraised>,
}

/// A finding on one criterion.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VerdictInput {
    pub criterion: String,
    /// `pass`, `fail` or `needs_more`.
    #[schema(value_type = String)]
    pub verdict: CriterionResult,
    #[serde(default)]
    pub note: String,
}

/// Findings and, when the appraiser has come to one, the conclusion.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AppraisalInput {
    #[serde(default)]
    pub verdicts: Vec<VerdictInput>,
    /// `passed`, `passed_with_changes` or `failed`.
    #[schema(value_type = Option<String>)]
    pub conclusion: Option<Conclusion>,
    /// The promotion money the appraiser proposes.
    pub proposed: Option<Dong>,
    #[serde(default, flatten)]
    pub standing: Standing,
    #[serde(default)]
    pub note: String,
    /// The day of the appraisal; today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// The appraisal of one level. Refused to a reader who has an interest in the project, whatever page
/// or program asks.
pub async fn get(
    cx: &Cx,
    conn: &mut Conn,
    project: &Project,
    level: Level,
) -> CommandResult<Appraisal> {
    interest::refuse_barred(cx, conn, project.id, &project.code).await?;
    let id = project.id;
    let verdicts: Vec<Verdict> = conn
        .all(sql!(
            "SELECT criterion, verdict, note, actor, at FROM appraisal_verdict
              WHERE project_id = ? AND level = ?",
            id,
            level
        ))
        .await?;
    let appraised = conn
        .opt(sql!(
            "SELECT conclusion, proposed, rank, budget_fit, note, actor, on_date FROM appraisal
              WHERE project_id = ? AND level = ?",
            id,
            level
        ))
        .await?;
    let answered: Vec<String> = verdicts.iter().map(|v| v.criterion.clone()).collect();
    let asked = criteria(cx, conn, id, level, answered).await?;
    let lines = asked.into_iter().map(|criterion| {
        let verdict = verdicts.iter().find(|v| v.criterion == criterion.code);
        let verdict = verdict.cloned();
        (criterion, verdict)
    });
    Ok(Appraisal {
        level,
        lines: lines.collect(),
        appraised,
    })
}

/// The questions of a project's appraisal: those in force on the day it was drawn up, as with its
/// workflow, and those that were answered already.
pub(crate) async fn criteria(
    cx: &Cx,
    conn: &mut Conn,
    id: ProjectId,
    level: Level,
    answered: Vec<String>,
) -> CommandResult<Vec<Criterion>> {
    let (scope, province, on): (String, UnitId, Date) = conn
        .one(sql!(
            "SELECT scope, province_id, drafted_on FROM project WHERE id = ?",
            id
        ))
        .await?;
    let question = CriteriaQuestion {
        level,
        scope: FundingScope::from_code(&scope)
            .expect("CHECK project_scope allows only these codes"),
        province,
        on,
        answered,
    };
    let requirements = cx.port::<dyn Requirements>();
    Ok(requirements.criteria(conn, question).await?)
}

/// What keeps an appraisal from being concluded by a step; None when nothing does.
pub(super) async fn missing(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    level: Level,
    wants_failure: bool,
) -> CommandResult<Option<String>> {
    let project = &case.project;
    if interest::is_barred(conn, cx.actor.account, project.id).await? {
        let text = cx.t(
            "Bạn có lợi ích liên quan đến đề án này nên không kết luận thẩm định; người khác làm bước này.",
            "You have an interest in this project; somebody else takes this step.",
        );
        return Ok(Some(text.to_owned()));
    }
    match charge(conn, project.id, project.province_id, level, cx.today()).await? {
        None | Some(Charge::Concluded { .. }) => {}
        Some(waiting) => return Ok(Some(waiting.sentence(cx.lang))),
    }
    let appraisal = get(cx, conn, project, level).await?;
    let open = appraisal.lines.iter().filter(|(_, v)| v.is_none()).count();
    if open > 0 {
        return Ok(Some(match cx.lang {
            Lang::Vi => format!("Còn {open} tiêu chí thẩm định chưa có kết luận."),
            Lang::En => format!("{open} appraisal criteria have no finding yet."),
        }));
    }
    let Some(appraised) = appraisal.appraised else {
        let text = cx.t(
            "Thẩm định chưa có kết luận chung.",
            "The appraisal has no conclusion yet.",
        );
        return Ok(Some(text.to_owned()));
    };
    let failed = appraised.conclusion() == Conclusion::Failed;
    Ok((failed != wants_failure).then(|| {
        let label = appraised.conclusion().label(cx.lang);
        match cx.lang {
            Lang::Vi => format!("Kết luận thẩm định là “{label}”, không hợp với bước này."),
            Lang::En => format!("The appraisal concludes “{label}”, which does not fit this step."),
        }
    }))
}

/// True when the actor's role concludes the appraisal of this level in the present state.
pub fn may_appraise(cx: &Cx, case: &Case, level: Level) -> bool {
    case.steps(cx)
        .iter()
        .any(|t| t.guards.contains(&Guard::CriteriaDecided) && guards::level_of(t) == level)
}

/// Records findings and the conclusion of a level.
pub async fn appraise(
    cx: &Cx,
    id: ProjectId,
    level: Level,
    input: AppraisalInput,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    if !may_appraise(cx, &case, level) {
        return Err(not_now(cx, &case, level));
    }
    if case.project.created_by.is_some() && case.project.created_by == cx.actor.account {
        return Err(CommandError::Forbidden(
            Guard::NotOwnProject.unmet(cx.lang).to_owned(),
        ));
    }
    let project = &case.project;
    interest::refuse_barred(cx, &mut tx, id, &project.code).await?;
    let day = cx.today();
    if let Some(charge) = charge(&mut tx, id, project.province_id, level, day).await? {
        return Err(CommandError::refused(
            "council-appraises",
            charge.sentence(cx.lang),
        ));
    }
    let known = criteria(cx, &mut tx, id, level, Vec::new()).await?;
    let mut checks = Checks::new(cx.lang);
    for verdict in &input.verdicts {
        let field = format!("verdict_{}", verdict.criterion);
        if !known.iter().any(|c| c.code == verdict.criterion) {
            let text = checks.t("Không có tiêu chí này.", "There is no such criterion.");
            checks.fail(&field, text.to_owned());
        }
        checks.optional_text(&format!("note_{}", verdict.criterion), &verdict.note, 2_000);
    }
    let note = checks.optional_text("note", &input.note, 4_000);
    input.standing.check(&mut checks, level);
    let requested = case.promotion().requested;
    let proposed = checks.amount("proposed", input.proposed.unwrap_or(requested));
    if proposed > requested {
        let text = match cx.lang {
            Lang::Vi => format!("Đề xuất {proposed}, cao hơn số đề nghị {requested}."),
            Lang::En => format!("{proposed} is above the {requested} asked for."),
        };
        checks.fail("proposed", text);
    }
    let on = checks.date("on", Some(input.on.unwrap_or(cx.today())), Some(cx.today()));
    plausible(&mut checks, "on", input.on);
    checks.done()?;
    for verdict in &input.verdicts {
        let (criterion, note) = (&verdict.criterion, kernel::clean(&verdict.note));
        let by = &cx.actor.name;
        write_verdict(
            cx,
            &mut tx,
            id,
            level,
            criterion,
            verdict.verdict,
            &note,
            by,
        )
        .await?;
    }
    if let Some(conclusion) = input.conclusion {
        let record = AppraisalRecord {
            verdicts: Vec::new(),
            conclusion,
            proposed,
            standing: input.standing,
            note,
            by: cx.actor.name.clone(),
            on,
        };
        write_conclusion(cx, &mut tx, id, level, &record).await?;
    }
    tx.audit(cx, "appraisal", "project", id, None::<&()>, &input)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// One criterion as a council found it.
pub(crate) struct VerdictRecord {
    pub criterion: String,
    pub verdict: CriterionResult,
    pub note: String,
}

/// The appraisal of a level as a council's session came to it.
pub(crate) struct AppraisalRecord {
    pub verdicts: Vec<VerdictRecord>,
    pub conclusion: Conclusion,
    pub proposed: Dong,
    pub standing: Standing,
    pub note: String,
    /// Who came to it: a person's post, or the council and its session.
    pub by: String,
    pub on: Date,
}

/// Writes what a session concluded, in place of what stood there, within the session's transaction.
pub(crate) async fn record_appraisal(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    level: Level,
    record: &AppraisalRecord,
) -> CommandResult<()> {
    for line in &record.verdicts {
        let (criterion, note) = (&line.criterion, &line.note);
        write_verdict(cx, tx, id, level, criterion, line.verdict, note, &record.by).await?;
    }
    write_conclusion(cx, tx, id, level, record).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "the columns of one row, each named at its place"
)]
async fn write_verdict(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    level: Level,
    criterion: &str,
    verdict: CriterionResult,
    note: &str,
    by: &str,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO appraisal_verdict (project_id, level, criterion, verdict, note, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (project_id, level, criterion) DO UPDATE SET verdict = excluded.verdict,
             note = excluded.note, actor = excluded.actor, at = excluded.at",
        id,
        level,
        criterion,
        verdict.code(),
        note,
        by,
        cx.now(),
    ))
    .await?;
    Ok(())
}

async fn write_conclusion(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    level: Level,
    record: &AppraisalRecord,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO appraisal (project_id, level, conclusion, proposed, rank, budget_fit, note,
             actor, on_date, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (project_id, level) DO UPDATE SET conclusion = excluded.conclusion,
             proposed = excluded.proposed, rank = excluded.rank,
             budget_fit = excluded.budget_fit, note = excluded.note, actor = excluded.actor,
             on_date = excluded.on_date, at = excluded.at",
        id,
        level,
        record.conclusion.code(),
        record.proposed,
        record.standing.rank,
        record.standing.budget_fit,
        &record.note,
        &record.by,
        record.on,
        cx.now(),
    ))
    .await?;
    Ok(())
}

fn not_now(cx: &Cx, case: &Case, level: Level) -> CommandError {
    let (state, level) = (case.state_name(cx.lang), level.label(cx.lang));
    CommandError::refused(
        "appraisal-not-open",
        match cx.lang {
            Lang::Vi => format!(
                "Đề án đang ở “{state}”; phần {level} không mở cho vai trò của bạn lúc này."
            ),
            Lang::En => {
                format!("The project is in “{state}”; the {level} is not open to your role now.")
            }
        },
    )
}
