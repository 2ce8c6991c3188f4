//! Adds the kept totals of plans and budgets up again.

use db::{Conn, DbError, sql};
use kernel::{BudgetId, PlanLineId};
use serde::Serialize;

/// A kept total that differs from what it sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanFault {
    /// The budget or the line.
    pub subject: String,
    pub what: String,
}

/// Every budget against its papers and the plans that give it out, and every line against its
/// projects.
pub async fn verify(conn: &mut Conn) -> Result<Vec<PlanFault>, DbError> {
    let mut faults = Vec::new();
    let told: Vec<(BudgetId, i64, i64)> = conn
        .all(sql!(
            "SELECT b.id, b.amount, CAST(COALESCE(SUM(g.amount), 0) AS BIGINT)
               FROM budget b LEFT JOIN budget_grant g ON g.budget_id = b.id
              GROUP BY b.id, b.amount HAVING b.amount <> COALESCE(SUM(g.amount), 0)"
        ))
        .await?;
    faults.extend(told.into_iter().map(|(id, kept, real)| PlanFault {
        subject: format!("budget {id}"),
        what: format!("the amount is kept as {kept} but its papers add up to {real}"),
    }));
    let given: Vec<(BudgetId, i64, i64)> = conn
        .all(sql!(
            "SELECT b.id, b.allotted, CAST(COALESCE(SUM(l.amount), 0) AS BIGINT)
               FROM budget b
               LEFT JOIN annual_plan p ON p.scope = b.scope AND p.year = b.year
                AND p.state = 'approved'
                AND (b.province_id IS NULL OR p.province_id = b.province_id)
               LEFT JOIN plan_line l ON l.plan_id = p.id AND l.standing = 'allotted'
              GROUP BY b.id, b.allotted HAVING b.allotted <> COALESCE(SUM(l.amount), 0)"
        ))
        .await?;
    faults.extend(given.into_iter().map(|(id, kept, real)| PlanFault {
        subject: format!("budget {id}"),
        what: format!("{kept} is kept as given out but the plans' lines add up to {real}"),
    }));
    let taken: Vec<(PlanLineId, i64, i64)> = conn
        .all(sql!(
            "SELECT l.id, l.taken, CAST(COALESCE(SUM(s.allotted), 0) AS BIGINT)
               FROM plan_line l
               LEFT JOIN project p ON p.plan_line_id = l.id
               LEFT JOIN cost_line c ON c.project_id = p.id AND NOT c.removed
               LEFT JOIN cost_line_source s ON s.line_id = c.id AND s.source = p.scope
              GROUP BY l.id, l.taken HAVING l.taken <> COALESCE(SUM(s.allotted), 0)"
        ))
        .await?;
    faults.extend(taken.into_iter().map(|(id, kept, real)| PlanFault {
        subject: format!("plan line {id}"),
        what: format!("{kept} is kept as taken but its projects were allotted {real}"),
    }));
    Ok(faults)
}
