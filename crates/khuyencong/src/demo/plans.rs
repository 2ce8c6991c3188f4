//! The plan of the next year while it is gathered, invented: its budget, proposals on their way, one
//! sent back, the others scored and ranked. And what the plans of past years share: budgets told and
//! decisions that approved them.

use db::{CommandResult, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, PlanId, ProjectId, ProposalId, Role};
use programme::{
    budget::{self, BudgetInput, GrantInput},
    plan::{self, ApprovalInput, PlanInput, create as create_plan},
    proposal::{
        self, DecisionInput, Outcome, ProposalInput, ScoreInput, criteria, decide, pass_on,
        rank_by_score, score, send_back,
    },
};
use rules::FundingScope;

use super::Stage;

/// Tells the old province the budget of a past year, invented.
pub(super) async fn told(
    stage: &Stage,
    role: Role,
    (scope, year, amount): (FundingScope, i64, i64),
    (number, on, issuer): (&str, Date, &str),
) -> CommandResult<()> {
    let input = BudgetInput {
        scope: Some(scope),
        province_id: Some(stage.province),
        year: Some(year),
        grant: GrantInput {
            amount: Some(Dong(amount)),
            instrument_no: number.into(),
            instrument_on: Some(on),
            issuer: issuer.into(),
            note: "Số minh họa".into(),
            ..GrantInput::default()
        },
    };
    budget::create(&stage.invented(role), input).await?;
    Ok(())
}

/// Puts a plan in force by the decision that it names.
pub(super) async fn approve(cx: &Cx, id: PlanId) -> CommandResult<()> {
    let mut conn = cx.read().await?;
    let plan = plan::store::find(cx, &mut conn, id).await?;
    drop(conn);
    let decision = ApprovalInput {
        instrument_no: plan.instrument_no,
        instrument_on: plan.instrument_on,
        issuer: plan.issuer,
        ..ApprovalInput::default()
    };
    plan::approve(cx, id, plan.version, decision, None).await
}

/// Proposes each of these drafted projects, with its price and the support it asks for.
pub async fn load(
    stage: &Stage,
    year: i64,
    drawn: &[(ProjectId, Dong, Dong)],
) -> CommandResult<()> {
    let department = stage.invented(Role::Appraiser);
    let this = i16::try_from(year - 1).unwrap_or(i16::MAX);
    let told = BudgetInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(stage.city),
        year: Some(year),
        grant: GrantInput {
            amount: Some(Dong(500_000_000)),
            instrument_no: "minh họa 01/TB-STC".into(),
            instrument_on: Some(date(this, 6, 1)),
            issuer: "Sở Tài chính".into(),
            note: "Số kiểm tra dự toán (minh họa)".into(),
            ..GrantInput::default()
        },
    };
    budget::create(&department, told).await?;
    let plan = PlanInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(stage.city),
        year: Some(year),
        title: format!("Kế hoạch khuyến công địa phương năm {year} (minh họa)"),
        issuer: "UBND Thành phố Hồ Chí Minh".into(),
        ..PlanInput::default()
    };
    let plan = create_plan(&department, plan).await?;
    let centre = stage.invented(Role::Officer);
    let head = stage.invented(Role::CentreHead);
    let mut risen = Vec::new();
    for (n, (project, price, support)) in drawn.iter().enumerate() {
        let mut conn = centre.read().await?;
        let (title,): (String,) = conn
            .one(sql!("SELECT title FROM project WHERE id = ?", *project))
            .await?;
        drop(conn);
        let input = ProposalInput {
            plan_id: Some(plan),
            project_id: Some(*project),
            activity: Some(Activity::A3b),
            title,
            unit_word: "máy".into(),
            total_cost: Some(*price),
            asked: Some(*support),
            ..ProposalInput::default()
        };
        let id = proposal::create(&centre, input).await?;
        // The newest stays with the Centre.
        if n + 1 < drawn.len() || drawn.len() < 3 {
            pass_on(&head, &[(id, 1)]).await?;
            risen.push(id);
        }
    }
    weigh(stage, plan, &risen).await
}

async fn weigh(stage: &Stage, plan: PlanId, risen: &[ProposalId]) -> CommandResult<()> {
    let department = stage.invented(Role::Appraiser);
    let mut conn = department.read().await?;
    let shown = programme::plan::store::find(&department, &mut conn, plan).await?;
    let known = criteria::for_plan(&mut conn, &shown, department.today()).await?;
    drop(conn);
    let (Some(first), Some(last)) = (risen.first(), risen.last()) else {
        return Ok(());
    };
    for (n, id) in risen.iter().enumerate() {
        let points: Vec<ScoreInput> = known
            .iter()
            .enumerate()
            .map(|(i, criterion)| ScoreInput {
                criterion_id: Some(criterion.id),
                points: Some((criterion.most - (n as i64 + i as i64) % 4).max(0)),
                reason: "Minh họa".into(),
            })
            .collect();
        score(&department, *id, 2, &points).await?;
    }
    rank_by_score(&department, plan).await?;
    let select = DecisionInput {
        outcome: Outcome::Select,
        granted: None,
        reason: String::new(),
        quarters: programme::plan::Quarters::default(),
    };
    decide(&department, &[(*first, 3)], &select).await?;
    if first != last {
        send_back(
            &department,
            *last,
            3,
            "Bổ sung báo giá của nhà cung cấp thứ hai (minh họa).",
        )
        .await?;
    }
    Ok(())
}
