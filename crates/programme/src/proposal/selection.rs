//! Choosing among the proposals of a plan (xét chọn): points by criterion, an order of priority with
//! its reasons, and what becomes of each. Points and order advise; people decide.

use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use kernel::{Dong, Lang, PlanId, ProposalId, SelectionCriterionId, Thing, Verb};
use rules::FundingScope;
use serde::{Deserialize, Serialize};

use super::{
    carrying, criteria,
    model::{Holder, Proposal, ProposalState},
    store,
};
use crate::plan::{self, Plan, Quarters};

/// What is decided on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SelectionOutcome)]
pub enum Outcome {
    Select,
    Reserve,
    /// To the plan of the next year.
    Defer,
    Refuse,
    /// Takes a decision back, as long as the plan is open.
    Reopen,
}

impl Outcome {
    pub const ALL: [Outcome; 5] = [
        Outcome::Select,
        Outcome::Reserve,
        Outcome::Defer,
        Outcome::Refuse,
        Outcome::Reopen,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Outcome::Select => "select",
            Outcome::Reserve => "reserve",
            Outcome::Defer => "defer",
            Outcome::Refuse => "refuse",
            Outcome::Reopen => "reopen",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Outcome::Select => lang.t("Được chọn", "Selected"),
            Outcome::Reserve => lang.t("Dự phòng", "In reserve"),
            Outcome::Defer => lang.t("Chuyển năm sau", "Deferred to the next year"),
            Outcome::Refuse => lang.t("Không chọn", "Not selected"),
            Outcome::Reopen => lang.t("Xem xét lại", "Look at it again"),
        }
    }

    fn state(self) -> ProposalState {
        match self {
            Outcome::Select => ProposalState::Selected,
            Outcome::Reserve => ProposalState::Reserve,
            Outcome::Defer => ProposalState::Deferred,
            Outcome::Refuse => ProposalState::Refused,
            Outcome::Reopen => ProposalState::Open,
        }
    }

    /// Everything but a selection is explained to those who proposed.
    fn needs_reason(self) -> bool {
        matches!(self, Outcome::Reserve | Outcome::Defer | Outcome::Refuse)
    }
}

/// A decision on one or several proposals.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DecisionInput {
    pub outcome: Outcome,
    /// What would be given; as asked, but within the ceiling, when absent.
    #[serde(default)]
    pub granted: Option<Dong>,
    /// How that is split by quarters, when it is.
    #[serde(flatten)]
    pub quarters: Quarters,
    #[serde(default)]
    pub reason: String,
}

/// Decides on proposals that the actor's level holds, all or none.
pub async fn decide(
    cx: &Cx,
    proposals: &[(ProposalId, i64)],
    input: &DecisionInput,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let mut checks = Checks::new(cx.lang);
    let reason = checks.optional_text("reason", &input.reason, 1000);
    if input.outcome.needs_reason() && reason.is_empty() {
        let text = checks.t(
            "Nêu lý do để nơi đề xuất biết.",
            "Say why, for those who proposed.",
        );
        checks.fail("reason", text);
    }
    if proposals.is_empty() {
        let text = checks.t("Chưa đánh dấu đề xuất nào.", "No proposal is ticked.");
        checks.fail("chosen", text);
    }
    checks.done()?;
    let mut tx = cx.begin().await?;
    for (id, version) in proposals {
        decide_one(cx, &mut tx, *id, *version, input, &reason).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn decide_one(
    cx: &Cx,
    tx: &mut Conn,
    id: ProposalId,
    version: i64,
    input: &DecisionInput,
    reason: &str,
) -> CommandResult<()> {
    let (before, plan) = weighed(cx, tx, id).await?;
    if matches!(input.outcome, Outcome::Select | Outcome::Reserve) {
        decides_here(cx, &plan, &before)?;
    }
    let granted = match input.outcome {
        Outcome::Select => Some(grant(cx, &before, input.granted)?),
        _ => None,
    };
    // A decision without money has nothing to split.
    let [q1, q2, q3, q4] = match granted {
        Some(_) => input.quarters.filled(),
        None => Quarters::default().filled(),
    };
    let mut checks = Checks::new(cx.lang);
    plan::quarters::check(&mut checks, [q1, q2, q3, q4], granted);
    checks.done()?;
    let changed = tx
        .exec(sql!(
            "UPDATE proposal SET state = ?, state_since = ?, reason = ?, granted = ?,
                 quarter_1 = ?, quarter_2 = ?, quarter_3 = ?, quarter_4 = ?, version = version + 1
              WHERE id = ? AND version = ? AND state <> 'approved'",
            input.outcome.state(),
            cx.today(),
            reason,
            granted,
            q1,
            q2,
            q3,
            q4,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, tx, id).await?;
    let verb = input.outcome.code();
    tx.audit(cx, verb, "proposal", id, Some(&before), &after)
        .await
}

/// A proposal at the actor's level of a plan that is not approved yet.
async fn weighed(cx: &Cx, tx: &mut Conn, id: ProposalId) -> CommandResult<(Proposal, Plan)> {
    let proposal = store::find(cx, tx, id).await?;
    let plan = plan::store::seen(cx, tx, proposal.plan_id).await?;
    if Holder::of(cx.actor.role) != Some(proposal.holder) || proposal.holder < Holder::Department {
        let holder = proposal.holder.label(cx.lang);
        return Err(CommandError::Forbidden(match cx.lang {
            Lang::Vi => format!("“{}” đang ở {holder}; bạn xem được.", proposal.title),
            Lang::En => format!(
                "“{}” is held by: {holder}. You may read it.",
                proposal.title
            ),
        }));
    }
    if matches!(
        proposal.state,
        ProposalState::Approved | ProposalState::Withdrawn
    ) {
        return Err(CommandError::refused(
            "proposal-decided",
            match cx.lang {
                Lang::Vi => format!(
                    "“{}”: {}; không quyết định lại được.",
                    proposal.title,
                    proposal.state.label(cx.lang).to_lowercase()
                ),
                Lang::En => format!(
                    "“{}” is {}; nothing more is decided on it.",
                    proposal.title,
                    proposal.state.label(cx.lang).to_lowercase()
                ),
            },
        ));
    }
    if let Some((_, title)) = store::carried_to(tx, id).await? {
        return Err(carrying::already(cx.lang, &title));
    }
    Ok((proposal, plan))
}

/// National money is selected by the agency; the department passes on what it chose.
fn decides_here(cx: &Cx, plan: &Plan, proposal: &Proposal) -> CommandResult<()> {
    let scope = FundingScope::of(plan.scope).ok_or(CommandError::NotFound)?;
    if Holder::deciding(scope) == proposal.holder {
        return Ok(());
    }
    Err(CommandError::refused(
        "proposal-below-decision",
        cx.t(
            "Khuyến công quốc gia do Cục thuộc Bộ Công Thương chọn; Sở chọn bằng cách trình lên Cục.",
            "National money is selected by the ministry agency; the department chooses by passing it on.",
        ),
    ))
}

/// What would be given: never above what was asked, never above the ceiling.
fn grant(cx: &Cx, proposal: &Proposal, wanted: Option<Dong>) -> CommandResult<Dong> {
    if !proposal.eligible {
        return Err(CommandError::refused(
            "not-eligible",
            match cx.lang {
                Lang::Vi => format!(
                    "“{}” chưa đủ điều kiện: {}",
                    proposal.title, proposal.ceiling_reasons
                ),
                Lang::En => format!(
                    "“{}” is not eligible: {}",
                    proposal.title, proposal.ceiling_reasons
                ),
            },
        ));
    }
    let most = proposal
        .ceiling
        .map_or(proposal.asked, |c| c.min(proposal.asked));
    let granted = wanted.unwrap_or(most);
    if granted <= Dong::ZERO {
        return Err(CommandError::field(
            "granted",
            match cx.lang {
                Lang::Vi => format!("“{}”: số giao cần lớn hơn 0 đ.", proposal.title),
                Lang::En => format!("“{}”: give more than 0 đ.", proposal.title),
            },
        ));
    }
    if granted > proposal.asked {
        let asked = proposal.asked;
        return Err(CommandError::field(
            "granted",
            match cx.lang {
                Lang::Vi => format!("Số giao {granted} cao hơn số đề nghị {asked}."),
                Lang::En => format!("{granted} is more than the {asked} asked for."),
            },
        ));
    }
    match proposal.ceiling.filter(|c| granted > *c) {
        None => Ok(granted),
        Some(ceiling) => Err(CommandError::field(
            "granted",
            match cx.lang {
                Lang::Vi => format!(
                    "Số giao {granted} cao hơn mức tối đa {ceiling} ({}).",
                    proposal.ceiling_article
                ),
                Lang::En => format!(
                    "{granted} is above the ceiling of {ceiling} ({}).",
                    proposal.ceiling_article
                ),
            },
        )),
    }
}

/// Points for one criterion.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ScoreInput {
    pub criterion_id: Option<SelectionCriterionId>,
    /// None takes the points away.
    pub points: Option<i64>,
    pub reason: String,
}

/// Writes the points of a proposal and its score: the weighted points as a share of the most that
/// the criteria of the plan give. A criterion without points counts as 0.
pub async fn score(
    cx: &Cx,
    id: ProposalId,
    version: i64,
    points: &[ScoreInput],
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let mut tx = cx.begin().await?;
    let (before, plan) = weighed(cx, &mut tx, id).await?;
    let known = criteria::for_plan(&mut tx, &plan, cx.today()).await?;
    let mut checks = Checks::new(cx.lang);
    let (mut sum, mut most, mut any) = (0_i64, 0_i64, false);
    let mut rows = Vec::new();
    for (i, criterion) in known.iter().enumerate() {
        most += criterion.most * criterion.weight;
        let given = points.iter().find(|p| p.criterion_id == Some(criterion.id));
        let Some((given, value)) = given.and_then(|g| g.points.map(|p| (g, p))) else {
            continue;
        };
        let field = format!("points_{}", i + 1);
        checks.number(&field, value, 0, criterion.most);
        let reason = checks.optional_text(&format!("why_{}", i + 1), &given.reason, 500);
        sum += value.clamp(0, criterion.most) * criterion.weight;
        any = true;
        rows.push((criterion.id, value, reason));
    }
    checks.done()?;
    tx.exec(sql!("DELETE FROM proposal_score WHERE proposal_id = ?", id))
        .await?;
    for (criterion, value, reason) in rows {
        tx.exec(sql!(
            "INSERT INTO proposal_score (proposal_id, criterion_id, points, reason, actor, at)
             VALUES (?, ?, ?, ?, ?, ?)",
            id,
            criterion,
            value,
            reason,
            &cx.actor.name,
            cx.now(),
        ))
        .await?;
    }
    let score = (any && most > 0).then(|| sum * 10_000 / most);
    let changed = tx
        .exec(sql!(
            "UPDATE proposal SET score = ?, version = version + 1 WHERE id = ? AND version = ?",
            score,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "score", "proposal", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Those that are weighed against each other: at one level of one plan and still in play.
const IN_PLAY: &str =
    "r.plan_id = ? AND r.holder = ? AND r.state IN ('open', 'selected', 'reserve')";

/// Puts a proposal at a place in the order of priority, with the reason; the others move.
pub async fn rank(
    cx: &Cx,
    id: ProposalId,
    version: i64,
    place: Option<i64>,
    reason: &str,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let mut checks = Checks::new(cx.lang);
    let place = checks.required("rank", place).unwrap_or(1);
    let place = checks.number("rank", place, 1, 100_000);
    let reason = checks.text("rank_reason", reason, 500);
    checks.done()?;
    let mut tx = cx.begin().await?;
    let (before, plan) = weighed(cx, &mut tx, id).await?;
    // Everybody who ranks the plan waits here, so that two orders never mix.
    lock(&mut tx, plan.id).await?;
    let down = before.rank.is_some_and(|old| old < place);
    let target = place + i64::from(down);
    tx.exec(sql!(
        &format!("UPDATE proposal AS r SET rank = rank + 1 WHERE {IN_PLAY} AND r.rank >= ?"),
        plan.id,
        before.holder,
        target,
    ))
    .await?;
    let changed = tx
        .exec(sql!(
            "UPDATE proposal SET rank = ?, rank_reason = ?, version = version + 1
              WHERE id = ? AND version = ?",
            target,
            &reason,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    renumber(&mut tx, plan.id, before.holder, "r.rank, r.id", true).await?;
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "ranking", "proposal", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Why a flagship project and its parts stand first.
const FLAGSHIP_FIRST: &str = "Đề án điểm được ưu tiên trước khi giao kế hoạch (Điều 7 Thông tư 36/2013/TT-BCT, sửa đổi bởi 17/2018/TT-BCT)";

/// Puts all proposals of a level in order: flagship projects first, then by score; those not scored
/// come last. Reasons given for places before stay with their proposals.
pub async fn rank_by_score(cx: &Cx, plan: PlanId) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let holder = Holder::of(cx.actor.role)
        .filter(|h| *h >= Holder::Department)
        .ok_or_else(|| CommandError::role(cx.lang))?;
    let mut tx = cx.begin().await?;
    let plan = plan::store::find(cx, &mut tx, plan).await?;
    lock(&mut tx, plan.id).await?;
    let order = "CASE WHEN r.kind = 'flagship' THEN 0 ELSE 1 END, COALESCE(r.score, -1) DESC, r.id";
    renumber(&mut tx, plan.id, holder, order, false).await?;
    // The reason of a place that the rules give is written where nobody gave another.
    tx.exec(sql!(
        &format!(
            "UPDATE proposal AS r SET rank_reason = ?
              WHERE {IN_PLAY} AND r.kind = 'flagship' AND r.rank_reason = ''"
        ),
        FLAGSHIP_FIRST,
        plan.id,
        holder,
    ))
    .await?;
    tx.audit(cx, "ranking", "plan", plan.id, None::<&()>, &holder)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn lock(tx: &mut Conn, plan: PlanId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE annual_plan SET number = number WHERE id = ?",
        plan
    ))
    .await?;
    Ok(())
}

/// Closes the gap that a proposal leaves when it goes from a level.
pub(super) async fn close_gap(tx: &mut Conn, plan: PlanId, holder: Holder) -> CommandResult<()> {
    renumber(tx, plan, holder, "r.rank, r.id", true).await
}

/// Numbers the places from 1 without gaps.
async fn renumber(
    tx: &mut Conn,
    plan: PlanId,
    holder: Holder,
    order: &str,
    ranked_only: bool,
) -> CommandResult<()> {
    let only = if ranked_only {
        " AND r.rank IS NOT NULL"
    } else {
        ""
    };
    tx.exec(sql!(
        &format!(
            "UPDATE proposal SET rank = o.place
               FROM (SELECT r.id AS id, ROW_NUMBER() OVER (ORDER BY {order}) AS place
                       FROM proposal r WHERE {IN_PLAY}{only}) AS o
              WHERE o.id = proposal.id AND (proposal.rank IS NULL OR proposal.rank <> o.place)"
        ),
        plan,
        holder,
    ))
    .await?;
    Ok(())
}
