use db::{Conn, DbError, sql};
use kernel::{DebtId, ProjectId};

use super::model::{Debt, Recovery};

const COLUMNS: &str = "d.id, d.project_id, d.number, d.cause, d.amount, d.recovered, d.due_on, \
    d.reason, p.number AS paper, p.signed_on AS paper_on, d.cleared_on, d.actor, d.withdrawn";

/// The debts of a project that was loaded within the actor's scope, the oldest first.
pub(crate) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<Debt>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM debt d JOIN proof_paper p ON p.id = d.paper_id
              WHERE d.project_id = ? ORDER BY d.number"
        ),
        id
    ))
    .await
}

/// One debt. Whose project it is, and whether the actor sees that, is asked by the caller.
pub(super) async fn find(conn: &mut Conn, id: DebtId) -> Result<Option<Debt>, DbError> {
    conn.opt(sql!(
        &format!(
            "SELECT {COLUMNS} FROM debt d JOIN proof_paper p ON p.id = d.paper_id WHERE d.id = ?"
        ),
        id
    ))
    .await
}

pub(super) async fn recoveries(conn: &mut Conn, id: DebtId) -> Result<Vec<Recovery>, DbError> {
    conn.all(sql!(
        "SELECT r.amount, r.on_date, p.number AS paper, r.actor
           FROM debt_recovery r LEFT JOIN proof_paper p ON p.id = r.paper_id
          WHERE r.debt_id = ? ORDER BY r.id",
        id
    ))
    .await
}
