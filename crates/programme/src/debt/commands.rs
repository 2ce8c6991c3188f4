use db::{Checks, CommandError, CommandResult, Conn, Cx, Upload, sql};
use jiff::civil::Date;
use kernel::{DebtId, Dong, Lang, PaperId, ProjectId, Thing, Verb};
use rules::{Text, workflow::ProofKind};
use serde::{Deserialize, Serialize};

use super::{
    follow,
    model::{Cause, Debt},
    store,
};
use crate::{
    project::{
        Case, MoneyKind, PaperInput,
        commands::{papers, step::record_event},
        ledger::{self, Movement},
        limits,
    },
    totals,
};

/// A debt as it is recorded.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct DebtInput {
    pub cause: Option<Cause>,
    pub amount: Dong,
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    pub reason: String,
    /// The paper that says so.
    pub paper: PaperInput,
}

/// What came back.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct RecoveryInput {
    pub amount: Dong,
    /// The voucher of the payment.
    pub paper: PaperInput,
}

/// The step under which the ledger and the history show what came back.
pub(crate) const STEP: &str = "debt-recovery";

pub(super) fn debt_paper() -> ProofKind {
    ProofKind {
        name: Text {
            vi: "Văn bản xác định khoản phải thu hồi".into(),
            en: "Paper that states the debt".into(),
        },
        required: true,
        file: false,
        kind: None,
    }
}

pub(super) fn recovery_paper() -> ProofKind {
    ProofKind {
        name: Text {
            vi: "Chứng từ thu hồi".into(),
            en: "Voucher of the recovery".into(),
        },
        required: true,
        file: true,
        kind: None,
    }
}

/// Records that money has to come back.
pub async fn record(
    cx: &Cx,
    project: ProjectId,
    input: DebtInput,
    upload: Option<&Upload>,
) -> CommandResult<DebtId> {
    cx.may(Verb::Create, Thing::Money)?;
    let mut tx = cx.begin().await?;
    lock(&mut tx, project).await?;
    let case = Case::load(cx, &mut tx, project).await?;
    let open: Dong = store::of_project(&mut tx, project)
        .await?
        .iter()
        .map(Debt::left)
        .sum();
    let mut checks = Checks::new(cx.lang);
    let proof = papers::check(
        &mut checks,
        cx,
        &debt_paper(),
        &input.paper,
        upload.is_some(),
    );
    let cause = checks.required("cause", input.cause).unwrap_or_default();
    checks.amount("amount", input.amount);
    let most = case.promotion().spent() - open;
    if input.amount.is_zero() {
        let text = checks.t("Số phải thu hồi lớn hơn 0 đ.", "Give an amount above 0 đ.");
        checks.fail("amount", text.to_owned());
    } else if input.amount > most {
        let most = most.max(Dong::ZERO);
        let text = match cx.lang {
            Lang::Vi => format!("Đề án chỉ còn {most} đã chi mà chưa phải thu hồi."),
            Lang::En => format!("Only {most} is spent and not owed already."),
        };
        checks.fail("amount", text);
    }
    let due_on = checks.date("due_on", input.due_on, None);
    let signed = proof.as_ref().map_or(Date::ZERO, |p| p.signed_on);
    if input.due_on.is_some() && due_on < signed {
        let text = checks.t(
            "Hạn đứng trước ngày ký văn bản.",
            "This day lies before the paper was signed.",
        );
        checks.fail("due_on", text.to_owned());
    }
    let reason = checks.text("reason", &input.reason, 2_000);
    checks.done()?;
    let Some(proof) = proof else {
        return Err(CommandError::field("paper_number", debt_paper().name.vi));
    };
    let paper = papers::write(cx, &mut tx, project, "debt", &debt_paper(), &proof).await?;
    papers::write_file(cx, &mut tx, project, paper, upload, input.paper.file_id).await?;
    let debt = NewDebt {
        cause,
        amount: input.amount,
        due_on,
        reason: &reason,
        paper,
    };
    let id = insert(cx, &mut tx, project, debt).await?;
    tx.audit(cx, "debt", "project", project, None::<&()>, &input)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Holds the row of a project until the transaction ends, so that two people do not count the same
/// money at once.
pub(crate) async fn lock(tx: &mut Conn, project: ProjectId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE project SET state = state WHERE id = ?",
        project
    ))
    .await?;
    Ok(())
}

pub(super) struct NewDebt<'a> {
    pub cause: Cause,
    pub amount: Dong,
    pub due_on: Date,
    pub reason: &'a str,
    pub paper: PaperId,
}

pub(super) async fn insert(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    debt: NewDebt<'_>,
) -> CommandResult<DebtId> {
    let (last,): (i64,) = tx
        .one(sql!(
            "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM debt WHERE project_id = ?",
            project
        ))
        .await?;
    let id: DebtId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO debt (id, project_id, number, cause, amount, due_on, reason, paper_id, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        project,
        last + 1,
        debt.cause,
        debt.amount,
        debt.due_on,
        debt.reason,
        debt.paper,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(id)
}

/// Records what came back for a debt: the ledger, the debt and the project's history together.
pub async fn recover(
    cx: &Cx,
    id: DebtId,
    input: RecoveryInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Create, Thing::Money)?;
    let mut tx = cx.begin().await?;
    let found = store::find(&mut tx, id).await?;
    let project = found.ok_or(CommandError::NotFound)?.project_id;
    lock(&mut tx, project).await?;
    let case = Case::load(cx, &mut tx, project).await?;
    let debt = store::find(&mut tx, id).await?;
    let debt = debt.ok_or(CommandError::NotFound)?;
    let mut checks = Checks::new(cx.lang);
    let kind = recovery_paper();
    let proof = papers::check(&mut checks, cx, &kind, &input.paper, upload.is_some());
    checks.amount("amount", input.amount);
    if input.amount.is_zero() {
        let text = checks.t("Số thu hồi lớn hơn 0 đ.", "Give an amount above 0 đ.");
        checks.fail("amount", text.to_owned());
    } else if input.amount > debt.left() {
        let left = debt.left();
        let text = match cx.lang {
            Lang::Vi => format!("Khoản này chỉ còn phải thu hồi {left}."),
            Lang::En => format!("Only {left} of this debt is left."),
        };
        checks.fail("amount", text);
    }
    checks.done()?;
    let Some(proof) = proof else {
        return Err(CommandError::field("paper_number", kind.name.vi));
    };
    let on = proof.signed_on;
    let paper = papers::write(cx, &mut tx, project, STEP, &kind, &proof).await?;
    papers::write_file(cx, &mut tx, project, paper, upload, input.paper.file_id).await?;
    let before = case.promotion();
    let cause = ledger::Cause {
        project,
        year: case.project.year,
        budget: limits::returning(cx, &mut tx, &case, on).await?,
        step: STEP,
        on,
        paper: Some(paper),
    };
    let back = share_out(&case, input.amount);
    ledger::post(cx, &mut tx, &cause, &back).await?;
    follow::lower(cx, &mut tx, project, &cause, debt.cause, &back).await?;
    follow::credit(cx, &mut tx, &debt, input.amount, on, Some(paper)).await?;
    let after = Case::load(cx, &mut tx, project).await?;
    let figures = |money| totals::Figures::of(&case.project, &money);
    let place = totals::Place::of(&case.project);
    totals::move_project(
        &mut tx,
        Some((place, figures(before))),
        (place, figures(after.promotion())),
    )
    .await?;
    let state = &case.project.state;
    record_event(
        cx,
        &mut tx,
        project,
        STEP,
        Some(state),
        state,
        on,
        "",
        "",
        Some(paper),
    )
    .await?;
    tx.audit(cx, STEP, "project", project, Some(&debt), &input)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Shares what came back over the lines: first those on which too much was paid, then the others.
fn share_out(case: &Case, amount: Dong) -> Vec<Movement> {
    let source = case.project.source();
    let mut left = amount;
    let mut taken = vec![Dong::ZERO; case.lines.len()];
    for over_only in [true, false] {
        for (line, taken) in case.lines.iter().zip(&mut taken) {
            let money = line.of(source);
            let room = match over_only {
                true => -money.due(),
                false => money.spent() - *taken,
            };
            let some = room.max(Dong::ZERO).min(left);
            *taken += some;
            left = left - some;
        }
    }
    case.lines
        .iter()
        .zip(taken)
        .filter(|(_, some)| !some.is_zero())
        .map(|(line, amount)| Movement {
            line_id: line.id,
            source,
            kind: MoneyKind::Recover,
            amount,
        })
        .collect()
}
