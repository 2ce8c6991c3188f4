use db::{Conn, DbError, sql};
use kernel::ProjectId;

use super::model::Voucher;

/// The vouchers of a project that was loaded within the actor's scope, as they were entered.
pub async fn vouchers(conn: &mut Conn, id: ProjectId) -> Result<Vec<Voucher>, DbError> {
    conn.all(sql!(
        "SELECT id, project_id, line_id, source, number, issued_on, seller, tax_code, content,
                amount, vat, claimed, admitted, refusal, claim, entered_by, entered_name,
                admitted_name, version
           FROM voucher WHERE project_id = ? ORDER BY id",
        id
    ))
    .await
}
