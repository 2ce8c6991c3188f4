//! The way of a proposal: up the levels, back with a remark, or out.

use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use kernel::{Lang, ProposalId, Thing, Verb};
use rules::FundingScope;

use super::{
    commands::held,
    model::{Holder, Proposal, ProposalState},
    selection, store,
};
use crate::plan;

/// National centres work for the whole country and file straight to the agency.
fn is_direct(cx: &Cx) -> bool {
    cx.actor.scope.national_centre().is_some()
}

/// Who would get a proposal that this person passes on.
pub(super) fn next_holder(cx: &Cx, proposal: &Proposal, scope: FundingScope) -> Option<Holder> {
    proposal.holder.above(scope, is_direct(cx))
}

/// Passes proposals on to the next level, all or none. Each names the version the person saw.
pub async fn pass_on(cx: &Cx, proposals: &[(ProposalId, i64)]) -> CommandResult<Holder> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let mut tx = cx.begin().await?;
    let mut to = None;
    for (id, version) in proposals {
        to = Some(pass_one(cx, &mut tx, *id, *version).await?);
    }
    let to = to.ok_or_else(|| {
        CommandError::field(
            "chosen",
            cx.t("Chưa đánh dấu đề xuất nào.", "No proposal is ticked."),
        )
    })?;
    tx.commit().await?;
    Ok(to)
}

async fn pass_one(cx: &Cx, tx: &mut Conn, id: ProposalId, version: i64) -> CommandResult<Holder> {
    let before = held(cx, tx, id).await?;
    let plan = plan::store::seen(cx, tx, before.plan_id).await?;
    let scope = FundingScope::of(plan.scope).ok_or(CommandError::NotFound)?;
    let Some(to) = next_holder(cx, &before, scope) else {
        return Err(CommandError::refused(
            "proposal-at-top",
            match cx.lang {
                Lang::Vi => format!(
                    "“{}” đã ở cấp quyết định; hãy chọn, đưa vào dự phòng hoặc không chọn.",
                    before.title
                ),
                Lang::En => format!(
                    "“{}” is where it is decided; select it, put it in reserve or refuse it.",
                    before.title
                ),
            },
        ));
    };
    transfer(cx, tx, &before, version, to, ProposalState::Open, "").await?;
    let after = store::find(cx, tx, id).await?;
    tx.audit(cx, "submission", "proposal", id, Some(&before), &after)
        .await
        .map(|()| to)
}

async fn transfer(
    cx: &Cx,
    tx: &mut Conn,
    before: &Proposal,
    version: i64,
    to: Holder,
    state: ProposalState,
    reason: &str,
) -> CommandResult<()> {
    let moved = tx
        .exec(sql!(
            "UPDATE proposal SET holder = ?, state = ?, state_since = ?, reason = ?,
                 rank = NULL, rank_reason = '', version = version + 1
              WHERE id = ? AND version = ? AND holder = ?",
            to,
            state,
            cx.today(),
            reason,
            before.id,
            version,
            before.holder,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    if before.rank.is_some() {
        selection::close_gap(tx, before.plan_id, before.holder).await?;
    }
    Ok(())
}

/// Sends a proposal back to the level below, with what is to be done.
pub async fn send_back(
    cx: &Cx,
    id: ProposalId,
    version: i64,
    remark: &str,
) -> CommandResult<Holder> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let mut checks = Checks::new(cx.lang);
    let remark = checks.text("remark", remark, 1000);
    checks.done()?;
    let mut tx = cx.begin().await?;
    let before = held(cx, &mut tx, id).await?;
    let direct = before.origin == Holder::Centre && came_straight(&mut tx, &before).await?;
    let Some(to) = before.holder.below(before.origin, direct) else {
        return Err(CommandError::refused(
            "proposal-at-origin",
            cx.t(
                "Đề xuất này do chính cấp của bạn lập nên không trả lại được. Sửa hoặc rút.",
                "Your own level drew this up; it cannot be sent back. Change or withdraw it.",
            ),
        ));
    };
    let state = ProposalState::Returned;
    transfer(cx, &mut tx, &before, version, to, state, &remark).await?;
    tx.exec(sql!(
        "INSERT INTO proposal_remark (id, proposal_id, from_holder, to_holder, remark, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        id,
        before.holder,
        to,
        &remark,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "return", "proposal", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(to)
}

/// True when the agency got it from a national centre and no department had it between.
async fn came_straight(tx: &mut Conn, proposal: &Proposal) -> CommandResult<bool> {
    if proposal.holder != Holder::Agency {
        return Ok(false);
    }
    let trail = db::history(tx, "proposal", &proposal.id.to_string()).await?;
    let last = trail.iter().find(|record| record.verb == "submission");
    Ok(last.is_some_and(|record| record.role == kernel::Role::CentreHead.code()))
}

/// Takes a proposal out, with the reason, as long as the actor's level holds it.
pub async fn withdraw(cx: &Cx, id: ProposalId, version: i64, reason: &str) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Proposal)?;
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", reason, 1000);
    checks.done()?;
    let mut tx = cx.begin().await?;
    let before = held(cx, &mut tx, id).await?;
    let moved = tx
        .exec(sql!(
            "UPDATE proposal SET state = ?, state_since = ?, reason = ?, rank = NULL,
                 version = version + 1
              WHERE id = ? AND version = ?",
            ProposalState::Withdrawn,
            cx.today(),
            &reason,
            id,
            version,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    if before.rank.is_some() {
        selection::close_gap(&mut tx, before.plan_id, before.holder).await?;
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "withdrawal", "proposal", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}
