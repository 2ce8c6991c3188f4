//! The movements of money: append-only entries, and the balances that the table itself keeps
//! within bounds.

use db::{CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{CostLineId, Dong, FundingSource, Lang, PaperId, ProjectId};
use serde::Serialize;

use super::model::MoneyKind;
use crate::carried::{self, BudgetYear};

/// One movement to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Movement {
    pub line_id: CostLineId,
    pub source: FundingSource,
    pub kind: MoneyKind,
    /// Negative when a balance is given back.
    pub amount: Dong,
}

/// Why money moves: the step, its day and its paper.
pub(crate) struct Cause<'a> {
    pub project: ProjectId,
    /// The plan year.
    pub year: i64,
    /// The budget year of what is spent or comes back.
    pub budget: BudgetYear,
    pub step: &'a str,
    pub on: Date,
    pub paper: Option<PaperId>,
}

/// The name of the form field for an amount of a line and source.
pub fn amount_field(line: CostLineId, source: FundingSource) -> String {
    format!("amount_{line}_{}", source.code())
}

/// Writes movements and moves the balances, in order. The table refuses a balance that would go
/// over the one before it; the refusal comes back beside the amount. What is spent of carried-over
/// money stays within it.
pub(crate) async fn post(
    cx: &Cx,
    tx: &mut Conn,
    cause: &Cause<'_>,
    movements: &[Movement],
) -> CommandResult<()> {
    if let Some(line) = cause.budget.carried {
        let spent = movements.iter().filter(|m| m.kind.is_spending());
        let spent: Dong = spent.map(|m| m.amount).sum();
        carried::spend(cx, tx, line, cause.budget.year, spent).await?;
    }
    for m in movements.iter().filter(|m| !m.amount.is_zero()) {
        let column = m.kind.column();
        let moved = tx
            .exec(sql!(
                &format!(
                    "UPDATE cost_line_source SET {column} = {column} + ?
                      WHERE line_id = ? AND source = ?"
                ),
                m.amount,
                m.line_id,
                m.source,
            ))
            .await
            .map_err(|error| refusal(cx.lang, m, error))?;
        if moved == 0 {
            return Err(CommandError::field(
                &amount_field(m.line_id, m.source),
                cx.t(
                    "Dòng chi phí này không có nguồn vốn đó.",
                    "This cost line has no such source.",
                ),
            ));
        }
        let budget = (m.kind.is_spending() || m.kind == MoneyKind::Recover).then_some(cause.budget);
        let carried = budget.and_then(|b| b.carried);
        tx.exec(sql!(
            "INSERT INTO money_entry (id, project_id, line_id, source, kind, amount, year,
                                      budget_year, carried_line_id, on_date, step, paper_id,
                                      account_id, actor, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cx.new_id::<()>(),
            cause.project,
            m.line_id,
            m.source,
            m.kind,
            m.amount,
            cause.year,
            budget.map(|b| b.year),
            carried,
            cause.on,
            cause.step,
            cause.paper,
            cx.actor.account,
            &cx.actor.name,
            cx.now(),
        ))
        .await?;
    }
    Ok(())
}

/// The sentence for a bound that the table kept.
fn refusal(lang: Lang, m: &Movement, error: DbError) -> CommandError {
    let over = |vi: &str, en: &str| match lang {
        Lang::Vi => format!("{} làm cho số {vi}.", m.amount),
        Lang::En => format!("{} would make {en}.", m.amount),
    };
    let sentences = [
        (
            "money_planned_within_requested",
            "kế hoạch cao hơn số đề nghị",
            "the plan exceed what is asked for",
        ),
        (
            "money_allotted_within_planned",
            "được giao cao hơn kế hoạch của dòng",
            "the allotment exceed the plan of the line",
        ),
        (
            "money_committed_within_allotted",
            "hợp đồng cao hơn số được giao của dòng",
            "the contract exceed the allotment of the line",
        ),
        (
            "money_advanced_within_committed",
            "tạm ứng cao hơn giá trị hợp đồng của dòng",
            "the advances exceed the contract of the line",
        ),
        (
            "money_accepted_within_committed",
            "nghiệm thu cao hơn giá trị hợp đồng của dòng",
            "the accepted value exceed the contract of the line",
        ),
        (
            "money_settled_within_accepted",
            "quyết toán cao hơn giá trị nghiệm thu",
            "the settlement exceed the accepted value",
        ),
        (
            "money_settled_within_admitted",
            "quyết toán cao hơn số chứng từ được chấp nhận của dòng",
            "the settlement exceed the admitted vouchers of the line",
        ),
        (
            "money_recovered_within_spent",
            "thu hồi cao hơn số đã tạm ứng và thanh toán",
            "the recovery exceed what was advanced and paid",
        ),
        (
            "money_paid_within_accepted",
            "đã trả cao hơn giá trị nghiệm thu",
            "what is paid exceed the accepted value",
        ),
        (
            "money_promotion_only",
            "tiền ngoài khuyến công được giao hoặc chi qua đề án",
            "money outside the programme be allotted or paid by the project",
        ),
    ];
    let field = amount_field(m.line_id, m.source);
    if let Some((_, vi, en)) = sentences.iter().find(|(name, ..)| error.breaks_check(name)) {
        return CommandError::field(&field, over(vi, en));
    }
    if error.breaks_any_check() {
        let negative = lang.t(
            "Số tiền này làm cho số dư của dòng nhỏ hơn 0.",
            "This amount would make a balance of the line negative.",
        );
        return CommandError::field(&field, negative);
    }
    error.into()
}

/// A balance that is not the sum of its entries, or an estimate that does not add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyFault {
    pub project: String,
    pub line_id: CostLineId,
    pub what: String,
}

db::row! {
    struct Drift {
        project: String,
        line_id: CostLineId,
        source: FundingSource,
        balance: Dong,
        entries: Dong,
    }
}

/// Adds every entry up again and lists each balance that differs; also lines whose sources do not
/// make up their amount once they were planned, and lines with two State sources.
pub async fn verify_money(conn: &mut Conn) -> Result<Vec<MoneyFault>, DbError> {
    let mut faults = Vec::new();
    for kind in MoneyKind::ALL {
        let column = kind.column();
        let drifts: Vec<Drift> = conn
            .all(sql!(
                &format!(
                    "SELECT p.code AS project, s.line_id AS line_id, s.source AS source,
                            s.{column} AS balance,
                            CAST(COALESCE(e.sum, 0) AS BIGINT) AS entries
                       FROM cost_line_source s
                       JOIN cost_line l ON l.id = s.line_id
                       JOIN project p ON p.id = l.project_id
                       LEFT JOIN (SELECT line_id, source, SUM(amount) AS sum FROM money_entry
                                   WHERE kind = ? GROUP BY line_id, source) e
                         ON e.line_id = s.line_id AND e.source = s.source
                      WHERE s.{column} <> COALESCE(e.sum, 0)
                      ORDER BY p.code, s.line_id"
                ),
                kind,
            ))
            .await?;
        faults.extend(drifts.into_iter().map(|d| MoneyFault {
            what: format!(
                "{column} of {} is {} but its entries add up to {}",
                d.source.code(),
                d.balance.0,
                d.entries.0
            ),
            project: d.project,
            line_id: d.line_id,
        }));
    }
    let vouchers: Vec<Drift> = conn
        .all(sql!(
            "SELECT p.code AS project, s.line_id AS line_id, s.source AS source,
                    s.admitted AS balance, CAST(COALESCE(v.sum, 0) AS BIGINT) AS entries
               FROM cost_line_source s
               JOIN cost_line l ON l.id = s.line_id
               JOIN project p ON p.id = l.project_id
               LEFT JOIN (SELECT line_id, source, SUM(admitted) AS sum FROM voucher
                           GROUP BY line_id, source) v
                 ON v.line_id = s.line_id AND v.source = s.source
              WHERE s.admitted <> COALESCE(v.sum, 0)
              ORDER BY p.code, s.line_id"
        ))
        .await?;
    faults.extend(vouchers.into_iter().map(|d| MoneyFault {
        what: format!(
            "{} of {} is kept as admitted but its vouchers add up to {}",
            d.balance.0,
            d.source.code(),
            d.entries.0
        ),
        project: d.project,
        line_id: d.line_id,
    }));
    let uneven: Vec<(String, CostLineId, Dong, Dong)> = conn
        .all(sql!(
            "SELECT p.code, l.id, l.amount, CAST(COALESCE(SUM(s.requested), 0) AS BIGINT)
               FROM cost_line l
               JOIN project p ON p.id = l.project_id
               LEFT JOIN cost_line_source s ON s.line_id = l.id
              WHERE NOT l.removed
              GROUP BY p.code, l.id, l.amount
             HAVING l.amount <> COALESCE(SUM(s.requested), 0) AND SUM(s.planned) > 0"
        ))
        .await?;
    faults.extend(
        uneven
            .into_iter()
            .map(|(project, line_id, amount, sum)| MoneyFault {
                project,
                line_id,
                what: format!("the line costs {} but its sources give {}", amount.0, sum.0),
            }),
    );
    let doubled: Vec<(String, CostLineId)> = conn
        .all(sql!(
            "SELECT p.code, l.id FROM cost_line_source s
               JOIN cost_line l ON l.id = s.line_id
               JOIN project p ON p.id = l.project_id
              WHERE s.requested > 0 AND s.source IN ('kcqg', 'kcdp', 'other_state')
              GROUP BY p.code, l.id HAVING COUNT(*) > 1"
        ))
        .await?;
    faults.extend(doubled.into_iter().map(|(project, line_id)| MoneyFault {
        project,
        line_id,
        what: "two State sources fund the line".to_owned(),
    }));
    Ok(faults)
}
