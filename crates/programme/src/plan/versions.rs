//! What of a plan was in force when: a version for the approval and for each adjustment, with its
//! decision, never changed.

use db::{CommandResult, Conn, Cx, DbError, row, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{Dong, FileId, PlanId, format_date};
use serde::Serialize;

use super::approval::Decision;

row! {
    /// A version with its decision.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct PlanVersion {
        pub number: i64,
        pub instrument_no: String,
        #[schema(value_type = String, format = Date)]
        pub instrument_on: Date,
        pub issuer: String,
        pub reason: String,
        pub file_id: Option<FileId>,
        pub lines: i64,
        /// The money of the lines that are allotted.
        pub amount: Dong,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

impl PlanVersion {
    /// `12/QĐ-UBND, 05/01/2023`.
    pub fn basis(&self) -> String {
        format!(
            "{}, {}",
            self.instrument_no,
            format_date(self.instrument_on)
        )
    }
}

/// The versions of a plan, the newest first.
pub async fn all(conn: &mut Conn, plan: PlanId) -> Result<Vec<PlanVersion>, DbError> {
    conn.all(sql!(
        "SELECT number, instrument_no, instrument_on, issuer, reason, file_id, lines, amount,
                actor, at
           FROM plan_version WHERE plan_id = ? ORDER BY number DESC",
        plan
    ))
    .await
}

/// Keeps the lines as they are now as a version.
pub(super) async fn freeze(
    cx: &Cx,
    tx: &mut Conn,
    plan: PlanId,
    number: i64,
    decision: &Decision,
    file: Option<FileId>,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO plan_version (plan_id, number, instrument_no, instrument_on, issuer, reason,
             file_id, lines, amount, actor, at)
         SELECT ?, ?, ?, ?, ?, ?, ?, COUNT(*),
                CAST(COALESCE(SUM(CASE WHEN standing = 'allotted' THEN amount END), 0) AS BIGINT),
                ?, ?
           FROM plan_line WHERE plan_id = ? AND standing <> 'dropped'",
        plan,
        number,
        &decision.instrument_no,
        decision.instrument_on,
        &decision.issuer,
        &decision.reason,
        file,
        &cx.actor.name,
        cx.now(),
        plan,
    ))
    .await?;
    tx.exec(sql!(
        "INSERT INTO plan_version_line (plan_id, number, line_id, position, title, activity,
             quantity, unit_word, amount, quarter_1, quarter_2, quarter_3, quarter_4, standing,
             implementer)
         SELECT plan_id, ?, id, position, title, activity, quantity, unit_word, amount, quarter_1,
                quarter_2, quarter_3, quarter_4, standing, implementer
           FROM plan_line WHERE plan_id = ?",
        number,
        plan,
    ))
    .await?;
    Ok(())
}
