use db::{CommandError, CommandResult, Conn, Cx, DbError, Val, sql};
use kernel::{Lang, ProposalId, Thing, Verb, fold};

use super::{
    input::{Allowed, ProposalInput, Ready, check},
    model::{Holder, Kind, Proposal, ProposalState},
    store,
};

/// Draws up a proposal for an open plan. Whoever draws it up holds it.
pub async fn create(cx: &Cx, input: ProposalInput) -> CommandResult<ProposalId> {
    cx.may(Verb::Create, Thing::Proposal)?;
    let holder = Holder::of(cx.actor.role).ok_or_else(|| CommandError::role(cx.lang))?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input).await?;
    still_open(cx, &ready.plan)?;
    let seat = Seat {
        holder,
        origin: holder,
        carried_from: None,
    };
    let id = write(cx, &mut tx, &input, &ready, seat).await?;
    let kept = store::find(cx, &mut tx, id).await?;
    tx.audit_new(cx, "proposal", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Who holds a new proposal, and where it comes from.
pub(super) struct Seat {
    pub holder: Holder,
    pub origin: Holder,
    /// The proposal of the year before that goes on in this one.
    pub carried_from: Option<ProposalId>,
}

/// Writes a proposal that was found right.
pub(super) async fn write(
    cx: &Cx,
    tx: &mut Conn,
    input: &ProposalInput,
    ready: &Ready,
    seat: Seat,
) -> CommandResult<ProposalId> {
    let id: ProposalId = cx.new_id();
    let mut query = sql!(
        "INSERT INTO proposal (id, plan_id, need_id, project_id, establishment_id, beneficiary,
             province_id, unit_id, kind, activity, variant, line, title, content, implementer,
             quantity, unit_word, total_cost, asked, holder, origin, state, state_since, reason,
             rank_reason, ceiling_on, ceiling, ceiling_equation, ceiling_article,
             ceiling_verified, eligible, unsure, ceiling_reasons, search, illustration,
             carried_from, created_by, created_at) VALUES "
    );
    let mut values: Vec<Val> = vec![
        id.into(),
        ready.plan.id.into(),
        input.need_id.into(),
        input.project_id.into(),
        ready.establishment.into(),
        (&ready.beneficiary).into(),
        ready.province.into(),
        ready.unit.into(),
        Kind(ready.kind).into(),
        ready.activity.into(),
        (&ready.variant).into(),
        input.line.into(),
        (&ready.title).into(),
        (&ready.content).into(),
        (&ready.implementer).into(),
        ready.quantity.into(),
        (&ready.unit_word).into(),
        ready.total_cost.into(),
        ready.asked.into(),
        seat.holder.into(),
        seat.origin.into(),
        ProposalState::Open.into(),
        cx.today().into(),
        "".into(),
        "".into(),
    ];
    values.extend(ceiling_values(&ready.allowed));
    values.extend([
        search_text(ready).into(),
        ready.illustration.into(),
        seat.carried_from.into(),
        cx.actor.account.into(),
        cx.now().into(),
    ]);
    query.push_list(values);
    tx.exec(query).await.map_err(|e| explain(e, cx.lang))?;
    Ok(id)
}

/// The values of the ceiling's columns, from `ceiling_on` to `ceiling_reasons`.
fn ceiling_values(allowed: &Allowed) -> [Val; 8] {
    [
        allowed.on.into(),
        allowed.ceiling.into(),
        (&allowed.equation).into(),
        (&allowed.article).into(),
        allowed.verified.into(),
        allowed.eligible.into(),
        allowed.unsure.into(),
        (&allowed.reasons).into(),
    ]
}

/// Changes a proposal that the actor's level holds. `version` is the one the person saw. The
/// ceiling is asked again.
pub async fn edit(
    cx: &Cx,
    id: ProposalId,
    version: i64,
    input: ProposalInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Proposal)?;
    let mut tx = cx.begin().await?;
    let before = held(cx, &mut tx, id).await?;
    let input = ProposalInput {
        plan_id: Some(before.plan_id),
        need_id: before.need_id,
        project_id: before.project_id,
        ..input
    };
    let ready = check(cx, &mut tx, &input).await?;
    still_open(cx, &ready.plan)?;
    let mut query = sql!(
        "UPDATE proposal SET establishment_id = ?, beneficiary = ?, province_id = ?, unit_id = ?,
             kind = ?, activity = ?, variant = ?, line = ?, title = ?, content = ?,
             implementer = ?, quantity = ?, unit_word = ?, total_cost = ?, asked = ?, search = ?",
        ready.establishment,
        &ready.beneficiary,
        ready.province,
        ready.unit,
        Kind(ready.kind),
        ready.activity,
        &ready.variant,
        input.line,
        &ready.title,
        &ready.content,
        &ready.implementer,
        ready.quantity,
        &ready.unit_word,
        ready.total_cost,
        ready.asked,
        search_text(&ready),
    );
    query.push(
        ", ceiling_on = ?, ceiling = ?, ceiling_equation = ?, ceiling_article = ?,
           ceiling_verified = ?, eligible = ?, unsure = ?, ceiling_reasons = ?,
           version = version + 1
          WHERE id = ? AND version = ?",
        ceiling_values(&ready.allowed),
    );
    query.push("", [id.into(), version.into()]);
    if tx.exec(query).await.map_err(|e| explain(e, cx.lang))? == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "edit", "proposal", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A proposal that the actor's level holds and that is on its way; else a sentence on who has it.
pub(super) async fn held(cx: &Cx, tx: &mut Conn, id: ProposalId) -> CommandResult<Proposal> {
    let proposal = store::find(cx, tx, id).await?;
    if Holder::of(cx.actor.role) != Some(proposal.holder) {
        let holder = proposal.holder.label(cx.lang);
        return Err(CommandError::Forbidden(match cx.lang {
            Lang::Vi => format!("Đề xuất này đang ở {holder}; bạn xem được."),
            Lang::En => format!("This proposal is held by: {holder}. You may read it."),
        }));
    }
    if !proposal.state.is_moving() {
        let state = proposal.state.label(cx.lang).to_lowercase();
        return Err(CommandError::refused(
            "proposal-decided",
            match cx.lang {
                Lang::Vi => format!("Đề xuất này đã có kết quả ({state}) nên không sửa được."),
                Lang::En => format!("This proposal was decided ({state}) and cannot be changed."),
            },
        ));
    }
    Ok(proposal)
}

pub(super) fn still_open(cx: &Cx, plan: &crate::plan::Plan) -> CommandResult<()> {
    if !plan.is_approved() {
        return Ok(());
    }
    Err(CommandError::field(
        "plan_id",
        cx.t(
            "Kế hoạch này đã được phê duyệt. Thêm nhiệm vụ bằng điều chỉnh kế hoạch.",
            "This plan was approved. Tasks are added by an adjustment of the plan.",
        ),
    ))
}

fn search_text(ready: &Ready) -> String {
    fold(&format!(
        "{} {} {}",
        ready.title, ready.beneficiary, ready.implementer
    ))
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("proposal", &["plan_id", "need_id"]) {
        let message = lang.t(
            "Nhu cầu này đã được đề xuất vào kế hoạch đó.",
            "This need is proposed for that plan already.",
        );
        return CommandError::field("plan_id", message);
    }
    if error.breaks_unique("proposal", &["plan_id", "project_id"]) {
        let message = lang.t(
            "Đề án này đã được đề xuất vào kế hoạch đó.",
            "This project is proposed for that plan already.",
        );
        return CommandError::field("plan_id", message);
    }
    error.into()
}
