//! Steps of the workflow that make a debt, or pay one back.

use db::{CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{Dong, PaperId, ProjectId};

use super::{
    commands::{NewDebt, insert},
    model::{Cause, Debt},
    store,
};
use crate::project::{
    Case, MoneyKind,
    ledger::{self, Movement},
};

/// What is still to come back, as a condition that does not hold; None when nothing is.
pub(crate) async fn open_sentence(
    cx: &Cx,
    conn: &mut Conn,
    id: ProjectId,
) -> CommandResult<Option<String>> {
    let debts = store::of_project(conn, id).await?;
    let open = debts.iter().find(|d| d.cleared_on.is_none());
    Ok(open.map(|debt| debt.sentence(cx.lang)))
}

/// A liquidation that finds too much advanced makes the debt at once: its minutes are the paper, and
/// the money is due by the end of their year.
pub(crate) async fn of_liquidation(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    cause: &ledger::Cause<'_>,
) -> CommandResult<()> {
    let Some(paper) = cause.paper else {
        return Ok(());
    };
    let known = owed(tx, case.project.id).await?;
    let source = case.project.source();
    let over: Dong = case
        .lines
        .iter()
        .map(|line| (-line.of(source).due()).max(Dong::ZERO))
        .sum();
    let amount = over - known;
    if amount <= Dong::ZERO {
        return Ok(());
    }
    let debt = NewDebt {
        cause: Cause::Overpaid,
        amount,
        due_on: cause.on.last_of_year(),
        reason: "Tạm ứng cao hơn giá trị nghiệm thu.",
        paper,
    };
    insert(cx, tx, case.project.id, debt).await?;
    Ok(())
}

/// What is owed already.
async fn owed(conn: &mut Conn, id: ProjectId) -> CommandResult<Dong> {
    let debts = store::of_project(conn, id).await?;
    Ok(debts.iter().map(Debt::left).sum())
}

/// A project that is to be stopped owes what was advanced and has not come back: the letter that
/// asks for the stop is the paper. Until it came back, the decision to stop waits.
pub(crate) async fn of_stop(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    cause: &ledger::Cause<'_>,
    reason: &str,
    due_on: Date,
) -> CommandResult<()> {
    let Some(paper) = cause.paper else {
        return Ok(());
    };
    let amount = case.promotion().spent() - owed(tx, case.project.id).await?;
    if amount <= Dong::ZERO {
        return Ok(());
    }
    let reason = format!("Ngừng đề án. {}", kernel::clean(reason));
    let debt = NewDebt {
        cause: Cause::Stopped,
        amount,
        due_on,
        reason: reason.trim(),
        paper,
    };
    insert(cx, tx, case.project.id, debt).await?;
    Ok(())
}

/// The project goes on: what it owed for being stopped need not come back. What has come back stays
/// recorded.
pub(crate) async fn withdraw(
    tx: &mut Conn,
    case: &Case,
    cause: &ledger::Cause<'_>,
) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE debt SET withdrawn = TRUE, cleared_on = ?
          WHERE project_id = ? AND cause = ? AND cleared_on IS NULL",
        cause.on,
        case.project.id,
        Cause::Stopped,
    ))
    .await?;
    Ok(())
}

/// The workflow's own recovery pays back the open debts, the one due first before the others.
pub(crate) async fn came_back(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    cause: &ledger::Cause<'_>,
) -> CommandResult<()> {
    let id = case.project.id;
    let entries: Vec<(kernel::CostLineId, Dong)> = tx
        .all(sql!(
            "SELECT line_id, amount FROM money_entry
              WHERE project_id = ? AND kind = 'recover' AND paper_id = ? ORDER BY id",
            id,
            cause.paper
        ))
        .await?;
    let source = case.project.source();
    let mut back: Vec<Movement> = entries
        .into_iter()
        .map(|(line_id, amount)| Movement {
            line_id,
            source,
            kind: MoneyKind::Recover,
            amount,
        })
        .collect();
    let mut debts = store::of_project(tx, id).await?;
    debts.retain(|d| d.cleared_on.is_none());
    debts.sort_by_key(|d| (d.due_on, d.number));
    for debt in &debts {
        let sum: Dong = back.iter().map(|m| m.amount).sum();
        let some = debt.left().min(sum);
        if some.is_zero() {
            break;
        }
        let part = split(&mut back, some);
        lower(cx, tx, id, cause, debt.cause, &part).await?;
        credit(cx, tx, debt, some, cause.on, cause.paper).await?;
    }
    Ok(())
}

/// Takes an amount off the front of movements.
fn split(movements: &mut [Movement], amount: Dong) -> Vec<Movement> {
    let mut left = amount;
    let mut part = Vec::new();
    for m in movements {
        let some = m.amount.min(left);
        if some.is_zero() {
            continue;
        }
        part.push(Movement { amount: some, ..*m });
        m.amount = m.amount - some;
        left = left - some;
    }
    part
}

/// What an audit does not allow is no longer accepted nor settled, once it has come back. What was
/// settled before too much was found goes down as well, so that settled stays what was paid.
pub(super) async fn lower(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    cause: &ledger::Cause<'_>,
    why: Cause,
    back: &[Movement],
) -> CommandResult<()> {
    let case = Case::load(cx, tx, project).await?;
    let mut down = Vec::new();
    for m in back {
        let Some(line) = case.lines.iter().find(|l| l.id == m.line_id) else {
            continue;
        };
        let money = line.of(m.source);
        let less = |kind, amount: Dong| Movement {
            kind,
            amount: -amount,
            ..*m
        };
        if !money.settled.is_zero() {
            down.push(less(MoneyKind::Settle, m.amount.min(money.settled)));
        }
        if why == Cause::Audit {
            down.push(less(MoneyKind::Accept, m.amount.min(money.accepted)));
        }
    }
    ledger::post(cx, tx, cause, &down).await
}

/// Writes what came back beside the debt, which is cleared when all of it has.
pub(super) async fn credit(
    cx: &Cx,
    tx: &mut Conn,
    debt: &Debt,
    amount: Dong,
    on: Date,
    paper: Option<PaperId>,
) -> CommandResult<()> {
    let cleared = (debt.left() == amount).then_some(on);
    tx.exec(sql!(
        "UPDATE debt SET recovered = recovered + ?, cleared_on = ? WHERE id = ?",
        amount,
        cleared,
        debt.id,
    ))
    .await?;
    tx.exec(sql!(
        "INSERT INTO debt_recovery (id, debt_id, amount, on_date, paper_id, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        debt.id,
        amount,
        on,
        paper,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(())
}
