//! National centres of promotion in the regions (trung tâm khuyến công quốc gia ở các vùng). Which of
//! them exist after 2025 is not verified; the list is data.

use db::{Conn, DbError, row, sql};
use kernel::UnitId;
use serde::Serialize;

row! {
    /// A national centre with its region.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct NationalCentre {
        pub code: String,
        pub name: String,
        pub region_code: String,
        /// `verified` or `unverified`.
        pub confidence: String,
        pub note: String,
    }
}

impl NationalCentre {
    pub fn is_verified(&self) -> bool {
        self.confidence == "verified"
    }
}

const COLUMNS: &str = "code, name, region_code, confidence, note";

pub async fn all(conn: &mut Conn) -> Result<Vec<NationalCentre>, DbError> {
    conn.all(sql!(&format!(
        "SELECT {COLUMNS} FROM national_centre ORDER BY code"
    )))
    .await
}

pub async fn get(conn: &mut Conn, code: &str) -> Result<Option<NationalCentre>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM national_centre WHERE code = ?"),
        code
    ))
    .await
}

/// The provinces of a centre's region, of both eras.
pub async fn provinces(conn: &mut Conn, code: &str) -> Result<Vec<UnitId>, DbError> {
    let rows: Vec<(UnitId,)> = conn
        .all(sql!(
            "SELECT DISTINCT m.province_id FROM region_member m
               JOIN national_centre c
                 ON c.region_set = m.region_set AND c.region_code = m.region_code
              WHERE c.code = ? ORDER BY m.province_id",
            code
        ))
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
