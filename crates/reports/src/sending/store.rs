use db::{Conn, DbError, sql};
use kernel::UnitId;
use uuid::Uuid;

use super::model::{Due, Sending, SendingId};

const COLUMNS: &str = "id, kind, province_id, year, paper_no, paper_on, sent_on, recipient, note, \
    file_id, actor, at, illustration";

/// What was sent of a province's year, the latest first. Whoever asks sees the province.
pub async fn of(conn: &mut Conn, province: UnitId, year: i64) -> Result<Vec<Sending>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM report_sent WHERE province_id = ? AND year = ?
              ORDER BY sent_on DESC, id DESC"
        ),
        province,
        year
    ))
    .await
}

pub async fn find(conn: &mut Conn, id: SendingId) -> Result<Option<Sending>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM report_sent WHERE id = ?"),
        id
    ))
    .await
}

/// The days of a province's year.
pub async fn due(conn: &mut Conn, province: UnitId, year: i64) -> Result<Vec<Due>, DbError> {
    conn.all(sql!(
        "SELECT kind, province_id, year, due_on, article, verified FROM report_due
          WHERE province_id = ? AND year = ? ORDER BY due_on",
        province,
        year
    ))
    .await
}

/// Which report a duty is about.
pub async fn due_by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Due>, DbError> {
    conn.opt(sql!(
        "SELECT kind, province_id, year, due_on, article, verified FROM report_due WHERE id = ?",
        id
    ))
    .await
}
