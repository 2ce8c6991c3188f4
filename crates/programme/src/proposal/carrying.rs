//! A proposal that waits for the next year: put off in the selection, or still in reserve when its
//! plan is approved. It goes on as a proposal of the next plan, with the ceiling of the day.

use db::{CommandError, CommandResult, Cx, sql};
use kernel::{Lang, ProposalId, Thing, Verb};

use super::{
    commands::{Seat, still_open, write},
    input::{ProposalInput, check},
    model::{Holder, Proposal, ProposalState},
    store,
};
use crate::plan::{self, Plan};

/// True when a proposal may go on in the plan of the next year, unless it does already.
pub(super) fn waits(proposal: &Proposal, plan: &Plan) -> bool {
    match proposal.state {
        ProposalState::Deferred => true,
        ProposalState::Reserve => plan.is_approved(),
        _ => false,
    }
}

/// The level at which the actor would hold it; None for those below whoever drew it up.
pub(super) fn level(cx: &Cx, proposal: &Proposal) -> Option<Holder> {
    Holder::of(cx.actor.role).filter(|level| *level >= proposal.origin)
}

/// Puts a waiting proposal into the open plan of the next year, of the same source and area, and
/// answers with what it is there. `version` is the one the person saw.
pub async fn carry_over(cx: &Cx, id: ProposalId, version: i64) -> CommandResult<ProposalId> {
    cx.may(Verb::Create, Thing::Proposal)?;
    let mut tx = cx.begin().await?;
    // Two people at the same moment: the second waits here and then finds the first one's.
    tx.exec(sql!(
        "UPDATE proposal SET version = version WHERE id = ?",
        id
    ))
    .await?;
    let before = store::find(cx, &mut tx, id).await?;
    let plan = plan::store::seen(cx, &mut tx, before.plan_id).await?;
    if let Some((_, title)) = store::carried_to(&mut tx, id).await? {
        return Err(already(cx.lang, &title));
    }
    if !waits(&before, &plan) {
        return Err(CommandError::refused(
            "proposal-not-waiting",
            cx.t(
                "Chỉ đề xuất chuyển năm sau, hoặc dự phòng của kế hoạch đã phê duyệt, mới đưa vào kế hoạch năm sau.",
                "Only a deferred proposal, or one in reserve of an approved plan, goes on in the next year.",
            ),
        ));
    }
    let holder = level(cx, &before).ok_or_else(|| CommandError::role(cx.lang))?;
    let next = plan::store::following(cx, &mut tx, &plan)
        .await?
        .ok_or_else(|| no_plan(cx.lang, &plan))?;
    let illustrated = Cx {
        illustration: cx.illustration || before.illustration,
        ..cx.clone()
    };
    let input = again(&before, &next);
    let ready = check(&illustrated, &mut tx, &input).await?;
    still_open(cx, &ready.plan)?;
    let seat = Seat {
        holder,
        origin: before.origin,
        carried_from: Some(id),
    };
    let new = write(cx, &mut tx, &input, &ready, seat).await?;
    let moved = tx
        .exec(sql!(
            "UPDATE proposal SET state = 'deferred', state_since = ?, rank = NULL,
                 version = version + 1
              WHERE id = ? AND version = ?",
            cx.today(),
            id,
            version,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "carry-over", "proposal", id, Some(&before), &after)
        .await?;
    let kept = store::find(cx, &mut tx, new).await?;
    tx.audit_new(cx, "proposal", new, &kept).await?;
    tx.commit().await?;
    Ok(new)
}

/// What was proposed, for another plan.
fn again(before: &Proposal, next: &Plan) -> ProposalInput {
    let bound = before.need_id.is_some() || before.project_id.is_some();
    ProposalInput {
        plan_id: Some(next.id),
        need_id: before.need_id,
        project_id: before.project_id,
        establishment_id: before.establishment_id.filter(|_| !bound),
        province_id: Some(before.unit_id.unwrap_or(before.province_id)),
        kind: Some(before.kind.0),
        activity: Some(before.activity),
        variant: before.variant.clone(),
        line: before.line,
        title: before.title.clone(),
        content: before.content.clone(),
        implementer: before.implementer.clone(),
        quantity: Some(before.quantity),
        unit_word: before.unit_word.clone(),
        total_cost: Some(before.total_cost),
        asked: Some(before.asked),
    }
}

/// Refuses whoever would decide on a proposal that already goes on in another plan.
pub(super) fn already(lang: Lang, plan: &str) -> CommandError {
    CommandError::refused(
        "proposal-carried",
        match lang {
            Lang::Vi => {
                format!("Đề xuất này đã đưa vào “{plan}”. Mở đề xuất ở kế hoạch đó để làm tiếp.")
            }
            Lang::En => format!("This proposal goes on in “{plan}”. Open it there."),
        },
    )
}

fn no_plan(lang: Lang, plan: &Plan) -> CommandError {
    let (scope, year) = (plan.scope.label(lang).to_lowercase(), plan.year + 1);
    CommandError::refused(
        "no-open-plan",
        match lang {
            Lang::Vi => format!(
                "Chưa có kế hoạch {scope} năm {year} đang lập của địa bàn này. Lập kế hoạch đó trước, rồi đưa đề xuất vào."
            ),
            Lang::En => format!(
                "No plan of {scope} for {year} is being drawn up for this area. Enter that plan first."
            ),
        },
    )
}
