//! The decision that approves a plan: what was selected becomes its lines, the budget is given out,
//! and version 1 is in force. All of it or nothing.

use db::{Checks, CommandError, CommandResult, Conn, Cx, Upload, sql};
use jiff::civil::Date;
use kernel::{Dong, Lang, PlanId, PlanLineId, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{
    commands::{PlanLineInput, decided, insert_line, owned},
    model::{Plan, Standing},
    store, versions,
};
use crate::{
    budget,
    proposal::{self, Proposal, ProposalState},
};

/// The decision on a plan or on its adjustment.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ApprovalInput {
    pub instrument_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub instrument_on: Option<Date>,
    pub issuer: String,
    /// Why, for an adjustment.
    pub reason: String,
    /// Why it is decided before a budget is told; needed only then.
    pub without_budget: String,
}

#[derive(Clone)]
pub(super) struct Decision {
    pub instrument_no: String,
    pub instrument_on: Date,
    pub issuer: String,
    pub reason: String,
    pub without_budget: String,
}

impl Decision {
    /// The decision as a version keeps it. More money where no budget was told needs the reason for
    /// that; where one was told, there is none to keep.
    pub fn beside_budget(
        self,
        cx: &Cx,
        told: bool,
        plan: &Plan,
        more: Dong,
    ) -> CommandResult<Self> {
        let needed = !told && more > Dong::ZERO;
        if needed && self.without_budget.is_empty() {
            return Err(CommandError::field("without_budget", untold(cx.lang, plan)));
        }
        Ok(match needed {
            true => self,
            false => Decision {
                without_budget: String::new(),
                ..self
            },
        })
    }
}

fn untold(lang: Lang, plan: &Plan) -> String {
    let (scope, year) = (plan.scope.label(lang).to_lowercase(), plan.year);
    match lang {
        Lang::Vi => format!(
            "Chưa ghi dự toán {scope} được giao năm {year}. Ghi dự toán trước; nếu quyết định có trước thông báo dự toán, đánh dấu ô này và nêu lý do."
        ),
        Lang::En => format!(
            "No budget of {scope} for {year} is entered. Enter it first; if the decision came before the budget was told, tick this box and say why."
        ),
    }
}

pub(super) fn check_decision(
    cx: &Cx,
    input: &ApprovalInput,
    needs_reason: bool,
) -> CommandResult<Decision> {
    let mut checks = Checks::new(cx.lang);
    let decision = Decision {
        instrument_no: checks.text("instrument_no", &input.instrument_no, 60),
        instrument_on: checks.date("instrument_on", input.instrument_on, Some(cx.today())),
        issuer: checks.text("issuer", &input.issuer, 200),
        reason: match needs_reason {
            true => checks.text("reason", &input.reason, 1000),
            false => checks.optional_text("reason", &input.reason, 1000),
        },
        without_budget: checks.optional_text("without_budget", &input.without_budget, 1000),
    };
    checks.done()?;
    Ok(decision)
}

/// Approves a plan. `version` is the one the person saw: of two people at the same moment one is
/// told that the plan changed.
pub async fn approve(
    cx: &Cx,
    id: PlanId,
    version: i64,
    input: ApprovalInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let decision = check_decision(cx, &input, false)?;
    let mut tx = cx.begin().await?;
    let before = owned(cx, &mut tx, id).await?;
    decided(cx, &before)?;
    if before.is_approved() {
        return Err(CommandError::refused(
            "plan-approved",
            cx.t(
                "Kế hoạch này đã được phê duyệt. Thay đổi bằng điều chỉnh kế hoạch.",
                "This plan is approved already. Change it by an adjustment.",
            ),
        ));
    }
    let moved = tx
        .exec(sql!(
            "UPDATE annual_plan SET state = 'approved', number = 1, instrument_no = ?,
                 instrument_on = ?, issuer = ?, version = version + 1
              WHERE id = ? AND version = ? AND state = 'open'",
            &decision.instrument_no,
            decision.instrument_on,
            &decision.issuer,
            id,
            version,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    let file = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => None,
    };
    let selected = proposal::store::of_plan(&mut tx, id, ProposalState::Selected).await?;
    let mut taken = Vec::new();
    for one in selected {
        taken.push(take_in(cx, &mut tx, &before, one).await?);
    }
    let (lines, amount) = store::sums(&mut tx, id).await?;
    if lines == 0 {
        return Err(CommandError::refused(
            "plan-empty",
            cx.t(
                "Kế hoạch chưa có nhiệm vụ và chưa chọn đề xuất nào.",
                "The plan has no task and no proposal is selected.",
            ),
        ));
    }
    let told = budget::give(cx, &mut tx, before.area(), amount, "").await?;
    let decision = decision.beside_budget(cx, told, &before, amount)?;
    versions::freeze(cx, &mut tx, id, 1, &decision, file).await?;
    for (before, after) in taken {
        tx.audit(cx, "approval", "proposal", after.id, Some(&before), &after)
            .await?;
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "approval", "plan", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a selected proposal a line of the plan, and names that line to its project.
pub(super) async fn take_in(
    cx: &Cx,
    tx: &mut Conn,
    plan: &Plan,
    proposal: Proposal,
) -> CommandResult<(Proposal, Proposal)> {
    let line: PlanLineId = cx.new_id();
    let input = PlanLineInput {
        title: proposal.title.clone(),
        activity: Some(proposal.activity),
        quantity: Some(proposal.quantity),
        unit_word: proposal.unit_word.clone(),
        amount: proposal.granted,
        quarter_1: proposal.quarter_1,
        quarter_2: proposal.quarter_2,
        quarter_3: proposal.quarter_3,
        quarter_4: proposal.quarter_4,
        standing: Some(Standing::Allotted),
        implementer: proposal.implementer.clone(),
    };
    let illustrated = Cx {
        illustration: cx.illustration || proposal.illustration,
        ..cx.clone()
    };
    insert_line(&illustrated, tx, plan.id, line, proposal.activity, &input).await?;
    proposal::store::became(cx, tx, &proposal, line).await?;
    if let Some(project) = proposal.project_id {
        tx.exec(sql!(
            "UPDATE project SET plan_line_id = ?, version = version + 1
              WHERE id = ? AND plan_line_id IS NULL",
            line,
            project,
        ))
        .await?;
    }
    let after = Proposal {
        state: ProposalState::Approved,
        state_since: cx.today(),
        plan_line_id: Some(line),
        version: proposal.version + 1,
        ..proposal.clone()
    };
    Ok((proposal, after))
}
