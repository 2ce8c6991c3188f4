//! Money that leaves a line of an approved plan for another plan, each time by a decision: from
//! national to local money (chuyển nguồn), or to the next year, as the rest of what was allotted
//! (chuyển kinh phí sang năm sau) or as the whole task (chuyển nhiệm vụ sang năm sau).

use db::{CommandError, CommandResult, Conn, Cx, DbError, Upload, row, sql};
use jiff::civil::Date;
use kernel::{Dong, FileId, FundingSource, Lang, PlanId, PlanLineId, Thing, Verb, format_date};
use serde::{Deserialize, Serialize};

use super::{
    approval::{ApprovalInput, Decision, check_decision},
    commands::{PlanLineInput, decided, insert_line, owned},
    model::{Plan, PlanLine, Standing},
    store, versions,
};
use crate::{budget, carried};

/// Where the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferKind {
    /// The task goes on with local money in the same year.
    SourceShift,
    /// What was not spent is spent in the next year.
    CarryOver,
    /// The task is carried out in the next year.
    Deferral,
}

impl TransferKind {
    pub const ALL: [TransferKind; 3] = [
        TransferKind::SourceShift,
        TransferKind::CarryOver,
        TransferKind::Deferral,
    ];

    pub fn code(self) -> &'static str {
        match self {
            TransferKind::SourceShift => "source_shift",
            TransferKind::CarryOver => "carry_over",
            TransferKind::Deferral => "deferral",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            TransferKind::SourceShift => lang.t(
                "Chuyển nguồn: quốc gia sang địa phương",
                "Shift from national to local money",
            ),
            TransferKind::CarryOver => lang.t(
                "Chuyển kinh phí chưa chi sang năm sau",
                "Carry unspent money over to the next year",
            ),
            TransferKind::Deferral => lang.t(
                "Chuyển cả nhiệm vụ sang năm sau",
                "Defer the whole task to the next year",
            ),
        }
    }

    /// What becomes of the line that the money leaves; None when it stays as it is.
    fn leaves(self) -> Option<Standing> {
        match self {
            TransferKind::SourceShift => Some(Standing::Shifted),
            TransferKind::Deferral => Some(Standing::Deferred),
            TransferKind::CarryOver => None,
        }
    }

    fn arrives(self) -> Standing {
        match self {
            TransferKind::SourceShift | TransferKind::Deferral => Standing::Allotted,
            TransferKind::CarryOver => Standing::Carried,
        }
    }
}

db::code_column!(TransferKind);

/// What moves, and by which decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TransferInput {
    pub kind: Option<TransferKind>,
    pub line_id: Option<PlanLineId>,
    pub to_plan: Option<PlanId>,
    /// How much is carried over; the whole task moves otherwise.
    pub amount: Option<Dong>,
    #[serde(flatten)]
    pub decision: ApprovalInput,
}

row! {
    /// A transfer from or to a plan.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Transfer {
        pub kind: TransferKind,
        pub title: String,
        pub from_plan: PlanId,
        pub from_title: String,
        pub to_plan: PlanId,
        pub to_title: String,
        pub amount: Dong,
        pub instrument_no: String,
        #[schema(value_type = String, format = Date)]
        pub instrument_on: Date,
        pub issuer: String,
        pub reason: String,
        pub file_id: Option<FileId>,
        pub actor: String,
    }
}

impl Transfer {
    /// `12/QĐ-UBND, 05/01/2023`.
    pub fn basis(&self) -> String {
        format!(
            "{}, {}",
            self.instrument_no,
            format_date(self.instrument_on)
        )
    }
}

/// The transfers from and to a plan, the newest first.
pub async fn all(conn: &mut Conn, plan: PlanId) -> Result<Vec<Transfer>, DbError> {
    conn.all(sql!(
        "SELECT t.kind, f.title, f.plan_id AS from_plan, a.title AS from_title,
                g.plan_id AS to_plan, b.title AS to_title, t.amount, t.instrument_no,
                t.instrument_on, t.issuer, t.reason, t.file_id, t.actor
           FROM plan_transfer t
           JOIN plan_line f ON f.id = t.from_line JOIN annual_plan a ON a.id = f.plan_id
           JOIN plan_line g ON g.id = t.to_line JOIN annual_plan b ON b.id = g.plan_id
          WHERE f.plan_id = ? OR g.plan_id = ? ORDER BY t.id DESC",
        plan,
        plan,
    ))
    .await
}

/// The tasks of a plan that have money which may move, in their order.
pub async fn movable(conn: &mut Conn, plan: PlanId) -> Result<Vec<PlanLine>, DbError> {
    let mut lines = store::lines(conn, plan).await?;
    lines.retain(|l| l.standing == Standing::Allotted && l.amount.is_some_and(|a| a > Dong::ZERO));
    Ok(lines)
}

/// What of a line was carried over to the next year.
pub async fn carried_over(conn: &mut Conn, line: PlanLineId) -> Result<Dong, DbError> {
    let (sum,): (Dong,) = conn
        .one(sql!(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM plan_transfer
              WHERE from_line = ? AND kind = 'carry_over'",
            line
        ))
        .await?;
    Ok(sum)
}

/// What the projects of a line have spent in the plan's own budget year, less what came back in it.
async fn spent(conn: &mut Conn, line: PlanLineId) -> Result<Dong, DbError> {
    let (sum,): (Dong,) = conn
        .one(sql!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN e.kind = 'recover' THEN -e.amount
                                           ELSE e.amount END), 0) AS BIGINT)
               FROM project p JOIN money_entry e ON e.project_id = p.id
              WHERE p.plan_line_id = ? AND e.kind IN ('advance', 'pay', 'recover')
                AND COALESCE(e.budget_year, e.year) = e.year",
            line
        ))
        .await?;
    Ok(sum)
}

/// Moves money of a line to another plan. `version` is that of the plan it leaves, as the person saw
/// it. An approved plan on either side gets its next version by the same decision.
pub async fn transfer(
    cx: &Cx,
    from: PlanId,
    version: i64,
    input: TransferInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let decision = check_decision(cx, &input.decision, true)?;
    let missing = |field: &str| CommandError::field(field, cx.t("Cần chọn.", "Choose one."));
    let kind = input.kind.ok_or_else(|| missing("kind"))?;
    let line_id = input.line_id.ok_or_else(|| missing("line_id"))?;
    let to_plan = input.to_plan.ok_or_else(|| missing("to_plan"))?;
    let mut tx = cx.begin().await?;
    let from = owned(cx, &mut tx, from).await?;
    let to = owned(cx, &mut tx, to_plan).await?;
    // A shift to local money is the province's own decision; the rest is decided where the plan is.
    if kind != TransferKind::SourceShift {
        decided(cx, &from)?;
    }
    let moved = tx
        .exec(sql!(
            "UPDATE annual_plan SET version = version + 1
              WHERE id = ? AND version = ? AND state = 'approved'",
            from.id,
            version,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    let line = store::line(&mut tx, line_id).await?;
    if line.plan_id != from.id {
        return Err(CommandError::NotFound);
    }
    fits(cx, &mut tx, &from, &to, kind).await?;
    let amount = amount(cx, &mut tx, &line, kind, input.amount).await?;
    let file = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => None,
    };
    if let Some(standing) = kind.leaves() {
        tx.exec(sql!(
            "UPDATE plan_line SET standing = ?, version = version + 1 WHERE id = ?",
            standing,
            line.id,
        ))
        .await?;
        next_version(cx, &mut tx, &from, -amount, &decision, file).await?;
    }
    let arrived = arrive(cx, &mut tx, &line, &to, kind, amount).await?;
    if to.is_approved() {
        let more = match kind.arrives() {
            Standing::Allotted => amount,
            _ => Dong::ZERO,
        };
        next_version(cx, &mut tx, &to, more, &decision, file).await?;
    }
    tx.exec(sql!(
        "INSERT INTO plan_transfer (id, kind, from_line, to_line, amount, instrument_no,
             instrument_on, issuer, reason, file_id, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        kind,
        line.id,
        arrived,
        amount,
        &decision.instrument_no,
        decision.instrument_on,
        &decision.issuer,
        &decision.reason,
        file,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    if kind == TransferKind::CarryOver {
        carried::add(&mut tx, line.id, amount).await?;
    }
    for before in [&from, &to] {
        let after = store::find(cx, &mut tx, before.id).await?;
        tx.audit(cx, "transfer", "plan", before.id, Some(before), &after)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether the other plan is one that such money may go to. The next year of a province that merged
/// is that of the province which holds its area.
async fn fits(
    cx: &Cx,
    tx: &mut Conn,
    from: &Plan,
    to: &Plan,
    kind: TransferKind,
) -> CommandResult<()> {
    let right = match kind {
        TransferKind::SourceShift => {
            from.scope == FundingSource::Kcqg
                && to.scope == FundingSource::Kcdp
                && from.year == to.year
        }
        TransferKind::CarryOver | TransferKind::Deferral => {
            from.scope == to.scope
                && to.year == from.year + 1
                && (from.province_id == to.province_id || inherits(tx, from, to).await?)
        }
    };
    if right {
        return Ok(());
    }
    Err(CommandError::field(
        "to_plan",
        match kind {
            TransferKind::SourceShift => cx.t(
                "Chuyển nguồn đi từ kế hoạch khuyến công quốc gia sang kế hoạch khuyến công địa phương cùng năm.",
                "A shift goes from the national plan to a local plan of the same year.",
            ),
            TransferKind::CarryOver | TransferKind::Deferral => cx.t(
                "Chuyển năm sau đi sang kế hoạch cùng nguồn, cùng địa bàn của năm liền sau.",
                "This goes to the plan of the same source and area of the next year.",
            ),
        },
    ))
}

/// True when the province of `from` merged into that of `to`.
async fn inherits(tx: &mut Conn, from: &Plan, to: &Plan) -> CommandResult<bool> {
    let (Some(old), Some(new)) = (from.province_id, to.province_id) else {
        return Ok(false);
    };
    Ok(reference::units::family(tx, new).await?.contains(&old))
}

async fn amount(
    cx: &Cx,
    tx: &mut Conn,
    line: &PlanLine,
    kind: TransferKind,
    wanted: Option<Dong>,
) -> CommandResult<Dong> {
    let whole = line.amount.filter(|a| *a > Dong::ZERO).ok_or_else(|| {
        CommandError::refused(
            "line-without-money",
            cx.t(
                "Nhiệm vụ này chưa có kinh phí để chuyển.",
                "This task has no money to move.",
            ),
        )
    })?;
    if line.standing != Standing::Allotted {
        return Err(CommandError::refused(
            "line-not-allotted",
            match cx.lang {
                Lang::Vi => format!(
                    "Nhiệm vụ này đang ở tình trạng “{}” nên không chuyển được.",
                    line.standing.label(cx.lang)
                ),
                Lang::En => format!(
                    "This task is “{}”; nothing moves.",
                    line.standing.label(cx.lang)
                ),
            },
        ));
    }
    if kind != TransferKind::CarryOver {
        if line.taken > Dong::ZERO {
            return Err(CommandError::refused(
                "line-in-use",
                match cx.lang {
                    Lang::Vi => format!(
                        "Các đề án đã được giao {} của nhiệm vụ này. Trước hết chuyển nguồn, chuyển năm sau hoặc ngừng từng đề án ở trang của đề án.",
                        line.taken
                    ),
                    Lang::En => format!(
                        "Projects were allotted {} of this task. First shift, defer or stop each project on its own page.",
                        line.taken
                    ),
                },
            ));
        }
        return Ok(whole);
    }
    let left = whole - spent(tx, line.id).await? - carried_over(tx, line.id).await?;
    let amount = wanted.unwrap_or(left);
    if amount <= Dong::ZERO || amount > left {
        return Err(CommandError::field(
            "amount",
            match cx.lang {
                Lang::Vi => format!(
                    "Nhiệm vụ còn {left} chưa chi và chưa chuyển; số chuyển cần trên 0 đ và không quá số đó."
                ),
                Lang::En => format!(
                    "{left} of the task is neither spent nor moved; carry over more than 0 đ and no more than that."
                ),
            },
        ));
    }
    Ok(amount)
}

async fn next_version(
    cx: &Cx,
    tx: &mut Conn,
    plan: &Plan,
    more: Dong,
    decision: &Decision,
    file: Option<FileId>,
) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE annual_plan SET number = number + 1, version = version + 1 WHERE id = ?",
        plan.id
    ))
    .await?;
    let told = budget::give(cx, tx, plan.area(), more, "").await?;
    let decision = decision.clone().beside_budget(cx, told, plan, more)?;
    versions::freeze(cx, tx, plan.id, plan.number + 1, &decision, file).await
}

/// Writes the line of the plan that the money comes to.
async fn arrive(
    cx: &Cx,
    tx: &mut Conn,
    line: &PlanLine,
    to: &Plan,
    kind: TransferKind,
    amount: Dong,
) -> CommandResult<PlanLineId> {
    let id: PlanLineId = cx.new_id();
    // The plan's row is locked, so that two lines never take the same position.
    tx.exec(sql!(
        "UPDATE annual_plan SET version = version + 1 WHERE id = ?",
        to.id
    ))
    .await?;
    let input = PlanLineInput {
        title: line.title.clone(),
        activity: Some(line.activity),
        quantity: line.quantity,
        unit_word: line.unit_word.clone(),
        amount: Some(amount),
        standing: Some(kind.arrives()),
        implementer: line.implementer.clone(),
        ..PlanLineInput::default()
    };
    insert_line(cx, tx, to.id, id, line.activity, &input).await?;
    Ok(id)
}
