//! The adjustment of an approved plan: changes are prepared line by line and do nothing until a
//! decision puts them in force together, as version n + 1, within the budget. What projects were
//! allotted on a line stays its floor: a line changes under them only as far as they allow.

use db::{CommandError, CommandResult, Conn, Cx, DbError, Upload, row, sql};
use kernel::{Activity, Dong, Lang, PlanId, PlanLineId, Thing, Verb};
use serde::Serialize;

use super::{
    approval::{ApprovalInput, check_decision, take_in},
    commands::{PlanLineInput, check_line, decided, insert_line, owned, update_line},
    model::{Plan, PlanLine, Standing},
    store, versions,
};
use crate::{
    budget,
    proposal::{self, ProposalState},
};

row! {
    /// A change that waits for its decision.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Change {
        pub line_id: PlanLineId,
        pub plan_id: PlanId,
        /// A line that the version in force does not have.
        pub fresh: bool,
        pub title: String,
        pub activity: Activity,
        pub quantity: Option<i64>,
        pub unit_word: String,
        pub amount: Option<Dong>,
        pub quarter_1: Option<Dong>,
        pub quarter_2: Option<Dong>,
        pub quarter_3: Option<Dong>,
        pub quarter_4: Option<Dong>,
        pub standing: Standing,
        pub implementer: String,
        pub actor: String,
    }
}

const CHANGE: &str = "line_id, plan_id, fresh, title, activity, quantity, unit_word, amount, \
    quarter_1, quarter_2, quarter_3, quarter_4, standing, implementer, actor";

impl Change {
    /// The input that would write the line so.
    pub fn input(&self) -> PlanLineInput {
        PlanLineInput {
            title: self.title.clone(),
            activity: Some(self.activity),
            quantity: self.quantity,
            unit_word: self.unit_word.clone(),
            amount: self.amount,
            quarter_1: self.quarter_1,
            quarter_2: self.quarter_2,
            quarter_3: self.quarter_3,
            quarter_4: self.quarter_4,
            standing: Some(self.standing),
            implementer: self.implementer.clone(),
        }
    }
}

/// The changes that wait for a decision, in the order they were begun.
pub async fn waiting(conn: &mut Conn, plan: PlanId) -> Result<Vec<Change>, DbError> {
    conn.all(sql!(
        &format!("SELECT {CHANGE} FROM plan_change WHERE plan_id = ? ORDER BY at, line_id"),
        plan
    ))
    .await
}

/// The change of one line, if one waits.
pub async fn waiting_for(conn: &mut Conn, line: PlanLineId) -> Result<Option<Change>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {CHANGE} FROM plan_change WHERE line_id = ?"),
        line
    ))
    .await
}

/// Prepares a change of a line, or a new line when none is named; an earlier one of the same line is
/// replaced.
pub async fn change(
    cx: &Cx,
    plan: PlanId,
    line: Option<PlanLineId>,
    input: PlanLineInput,
) -> CommandResult<PlanLineId> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let activity = check_line(cx, &input)?;
    let mut tx = cx.begin().await?;
    let owner = approved(cx, &mut tx, plan).await?;
    let before = match line {
        Some(line) => known(&mut tx, owner.id, line).await?,
        None => None,
    };
    if let Some(before) = &before {
        allowed(cx, &mut tx, before, activity, &input).await?;
    }
    let id = line.unwrap_or_else(|| cx.new_id());
    let [q1, q2, q3, q4] = input.quarters();
    tx.exec(sql!("DELETE FROM plan_change WHERE line_id = ?", id))
        .await?;
    tx.exec(sql!(
        "INSERT INTO plan_change (line_id, plan_id, fresh, title, activity, quantity, unit_word,
             amount, quarter_1, quarter_2, quarter_3, quarter_4, standing, implementer, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        plan,
        before.is_none(),
        kernel::clean(&input.title),
        activity,
        input.quantity,
        kernel::clean(&input.unit_word),
        input.amount,
        q1,
        q2,
        q3,
        q4,
        input.standing(),
        kernel::clean(&input.implementer),
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    let kept = waiting_for(&mut tx, id).await?;
    tx.audit(cx, "change", "plan", plan, before.as_ref(), &kept)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// The line of this plan; None when only a fresh change has that id.
async fn known(tx: &mut Conn, plan: PlanId, line: PlanLineId) -> CommandResult<Option<PlanLine>> {
    match store::line(tx, line).await {
        Ok(line) if line.plan_id == plan => Ok(Some(line)),
        Ok(_) => Err(CommandError::NotFound),
        Err(CommandError::NotFound) => match waiting_for(tx, line).await? {
            Some(change) if change.plan_id == plan => Ok(None),
            _ => Err(CommandError::NotFound),
        },
        Err(error) => Err(error),
    }
}

/// What running projects of a line do not allow: another activity, less money than they have, or
/// the line's end.
async fn allowed(
    cx: &Cx,
    tx: &mut Conn,
    before: &PlanLine,
    activity: Activity,
    input: &PlanLineInput,
) -> CommandResult<()> {
    let project: Option<(String,)> = tx
        .opt(sql!(
            "SELECT code FROM project WHERE plan_line_id = ? ORDER BY code LIMIT 1",
            before.id
        ))
        .await?;
    let Some((code,)) = project else {
        return Ok(());
    };
    if activity != before.activity {
        return Err(CommandError::field(
            "activity",
            match cx.lang {
                Lang::Vi => format!(
                    "Đề án {code} đang thực hiện nhiệm vụ này nên nội dung khuyến công giữ nguyên."
                ),
                Lang::En => format!("Project {code} carries this task out, so its activity stays."),
            },
        ));
    }
    if before.taken.is_zero() {
        return Ok(());
    }
    if input.standing() != Standing::Allotted {
        return Err(CommandError::field(
            "standing",
            match cx.lang {
                Lang::Vi => format!(
                    "Đề án {code} đã được giao {} của nhiệm vụ này. Trước hết chuyển năm sau, chuyển nguồn, ngừng hoặc rút đề án ở trang của đề án.",
                    before.taken
                ),
                Lang::En => format!(
                    "Project {code} was allotted {} of this task. First defer, shift, stop or withdraw the project on its own page.",
                    before.taken
                ),
            },
        ));
    }
    if input.amount.is_some_and(|amount| amount < before.taken) {
        let text = super::commands::taken_text(cx.lang, before);
        return Err(CommandError::field("amount", text));
    }
    Ok(())
}

/// Takes a prepared change back.
pub async fn drop_change(cx: &Cx, plan: PlanId, line: PlanLineId) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    approved(cx, &mut tx, plan).await?;
    let before = waiting_for(&mut tx, line).await?;
    let gone = tx
        .exec(sql!(
            "DELETE FROM plan_change WHERE line_id = ? AND plan_id = ?",
            line,
            plan
        ))
        .await?;
    if gone == 0 {
        return Err(CommandError::NotFound);
    }
    tx.audit(cx, "change-removal", "plan", plan, before.as_ref(), &())
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn approved(cx: &Cx, tx: &mut Conn, id: PlanId) -> CommandResult<Plan> {
    let plan = owned(cx, tx, id).await?;
    if plan.is_approved() {
        return Ok(plan);
    }
    Err(CommandError::refused(
        "plan-open",
        cx.t(
            "Kế hoạch chưa phê duyệt; sửa nhiệm vụ trực tiếp trên trang kế hoạch.",
            "The plan is not approved yet; change its tasks directly.",
        ),
    ))
}

/// Puts the prepared changes, and proposals selected since, in force as the next version. `version`
/// is the one the person saw.
pub async fn adjust(
    cx: &Cx,
    id: PlanId,
    version: i64,
    input: ApprovalInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let decision = check_decision(cx, &input, true)?;
    let mut tx = cx.begin().await?;
    let before = approved(cx, &mut tx, id).await?;
    decided(cx, &before)?;
    let moved = tx
        .exec(sql!(
            "UPDATE annual_plan SET number = number + 1, version = version + 1
              WHERE id = ? AND version = ? AND state = 'approved'",
            id,
            version,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    let changes = waiting(&mut tx, id).await?;
    let selected = proposal::store::of_plan(&mut tx, id, ProposalState::Selected).await?;
    if changes.is_empty() && selected.is_empty() {
        return Err(CommandError::refused(
            "nothing-to-adjust",
            cx.t(
                "Chưa soạn thay đổi nào và chưa chọn thêm đề xuất nào.",
                "No change is prepared and no further proposal is selected.",
            ),
        ));
    }
    let file = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => None,
    };
    let (_, money) = store::sums(&mut tx, id).await?;
    for change in &changes {
        put_in_force(cx, &mut tx, &before, change).await?;
    }
    let mut taken = Vec::new();
    for one in selected {
        taken.push(take_in(cx, &mut tx, &before, one).await?);
    }
    let (_, after) = store::sums(&mut tx, id).await?;
    let told = budget::give(cx, &mut tx, before.area(), after - money, "").await?;
    let decision = decision.beside_budget(cx, told, &before, after - money)?;
    versions::freeze(cx, &mut tx, id, before.number + 1, &decision, file).await?;
    tx.exec(sql!("DELETE FROM plan_change WHERE plan_id = ?", id))
        .await?;
    for (before, after) in taken {
        tx.audit(cx, "approval", "proposal", after.id, Some(&before), &after)
            .await?;
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "adjustment", "plan", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn put_in_force(cx: &Cx, tx: &mut Conn, plan: &Plan, change: &Change) -> CommandResult<()> {
    let input = change.input();
    if change.fresh {
        return insert_line(cx, tx, plan.id, change.line_id, change.activity, &input).await;
    }
    let line = store::line(tx, change.line_id).await?;
    allowed(cx, tx, &line, change.activity, &input).await?;
    update_line(cx, tx, &line, line.version, change.activity, &input).await?;
    Ok(())
}
