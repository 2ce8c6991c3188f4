//! Money carried over to the next year (chuyển kinh phí sang năm sau): how much of a plan's line, and
//! how much of it was spent. The table refuses to spend more.

use db::{CommandError, CommandResult, Conn, Cx, DbError, Migration, row, sql};
use kernel::{Dong, Lang, PlanLineId};

use crate::totals::Fault;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_95_carried",
        include_str!("../migrations/20260106_95_carried.sql"),
    ),
    // Entries are append-only for everybody; only this step, once, writes what they did not know.
    Migration::each(
        "20260106_96_carried_before",
        concat!(
            "DROP TRIGGER money_entry_no_update;\n",
            include_str!("../migrations/20260106_96_carried_before.sql"),
            "CREATE TRIGGER money_entry_no_update BEFORE UPDATE ON money_entry
             BEGIN SELECT RAISE(ABORT, 'money_entry is append-only'); END;"
        ),
        concat!(
            "DROP TRIGGER money_entry_append_only ON money_entry;\n",
            include_str!("../migrations/20260106_96_carried_before.sql"),
            "CREATE TRIGGER money_entry_append_only BEFORE UPDATE OR DELETE ON money_entry
                 FOR EACH ROW EXECUTE FUNCTION refuse_change();"
        ),
    ),
];

/// The budget year (niên độ ngân sách) in which money is spent or comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BudgetYear {
    pub year: i64,
    /// The line whose carried-over money is spent; None in the plan year itself.
    pub carried: Option<PlanLineId>,
}

impl BudgetYear {
    pub(crate) fn of_plan(year: i64) -> BudgetYear {
        BudgetYear {
            year,
            carried: None,
        }
    }
}

row! {
    /// What of a line was carried over, and what of that is spent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Carried {
        pub carried: Dong,
        pub spent: Dong,
    }
}

impl Carried {
    pub(crate) fn left(&self) -> Dong {
        self.carried - self.spent
    }
}

/// What was carried over of a line; None when nothing was.
pub(crate) async fn of(conn: &mut Conn, line: PlanLineId) -> Result<Option<Carried>, DbError> {
    conn.opt(sql!(
        "SELECT carried, spent FROM carried_money WHERE line_id = ?",
        line
    ))
    .await
}

/// Counts a decision that carries money of a line over.
pub(crate) async fn add(tx: &mut Conn, line: PlanLineId, amount: Dong) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO carried_money (line_id, carried) VALUES (?, ?)
         ON CONFLICT (line_id) DO UPDATE SET carried = carried_money.carried + excluded.carried",
        line,
        amount,
    ))
    .await?;
    Ok(())
}

/// Spends carried-over money. The row is held until the transaction ends, so that of two people at
/// once the second counts what the first spent.
pub(crate) async fn spend(
    cx: &Cx,
    tx: &mut Conn,
    line: PlanLineId,
    year: i64,
    amount: Dong,
) -> CommandResult<()> {
    if amount.is_zero() {
        return Ok(());
    }
    tx.exec(sql!(
        "UPDATE carried_money SET spent = spent WHERE line_id = ?",
        line
    ))
    .await?;
    let money = of(tx, line).await?.ok_or(CommandError::NotFound)?;
    if amount > money.left() {
        let (carried, spent, left) = (money.carried, money.spent, money.left());
        return Err(CommandError::field(
            "amounts",
            match cx.lang {
                Lang::Vi => format!(
                    "Số được chuyển sang năm {year} của nhiệm vụ này là {carried}, đã chi {spent}, còn {left}; lần này {amount}. Giảm số tiền, hoặc ghi thêm quyết định chuyển kinh phí ở trang của kế hoạch."
                ),
                Lang::En => format!(
                    "{carried} of this task was carried over to {year}, {spent} of it is spent and {left} is left; this is {amount}. Lower the amount, or record another decision on the plan's page."
                ),
            },
        ));
    }
    tx.exec(sql!(
        "UPDATE carried_money SET spent = spent + ? WHERE line_id = ?",
        amount,
        line
    ))
    .await?;
    Ok(())
}

/// Adds the decisions and the entries up again and lists each line whose kept figures differ.
pub(crate) async fn verify(conn: &mut Conn) -> Result<Vec<Fault>, DbError> {
    let drifts: Vec<(PlanLineId, Dong, Dong, Dong, Dong)> = conn
        .all(sql!(
            "SELECT line_id, carried, spent, moved, used FROM (
                SELECT l.id AS line_id, COALESCE(c.carried, 0) AS carried,
                       COALESCE(c.spent, 0) AS spent,
                       CAST(COALESCE((SELECT SUM(t.amount) FROM plan_transfer t
                                       WHERE t.from_line = l.id AND t.kind = 'carry_over'), 0)
                            AS BIGINT) AS moved,
                       CAST(COALESCE((SELECT SUM(e.amount) FROM money_entry e
                                       WHERE e.carried_line_id = l.id), 0) AS BIGINT) AS used
                  FROM plan_line l LEFT JOIN carried_money c ON c.line_id = l.id) AS k
              WHERE carried <> moved OR spent <> used ORDER BY line_id"
        ))
        .await?;
    let mut faults = Vec::new();
    for (line, carried, spent, moved, used) in drifts {
        for (kept, real, what) in [
            (carried, moved, "carried over but its decisions"),
            (spent, used, "spent of carried-over money but its entries"),
        ] {
            if kept != real {
                faults.push(Fault {
                    subject: format!("plan line {line}"),
                    what: format!("{} is kept as {what} add up to {}", kept.0, real.0),
                });
            }
        }
    }
    Ok(faults)
}
