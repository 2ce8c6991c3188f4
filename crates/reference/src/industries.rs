//! Industries: the classification VSIC in its editions of 2018 and 2025, sections B to E.

use std::sync::LazyLock;

use db::{Conn, DbError, row, sql};
use jiff::civil::{Date, date};
use kernel::fold;
use serde::Serialize;

use crate::load;

row! {
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Industry {
        /// The edition: 2018 or 2025.
        pub version: i64,
        pub code: String,
        pub level: i64,
        pub name: String,
    }
}

const COLUMNS: &str = "version, code, level, name";

/// The edition in force on a day: that of Quyết định 36/2025/QĐ-TTg from 15/11/2025, before it
/// that of Quyết định 27/2018/QĐ-TTg.
pub fn version_on(day: Date) -> i64 {
    if day < date(2025, 11, 15) { 2018 } else { 2025 }
}

pub async fn get(conn: &mut Conn, version: i64, code: &str) -> Result<Option<Industry>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM industry WHERE version = ? AND code = ?"),
        version,
        code
    ))
    .await
}

static DIVISIONS: LazyLock<Vec<Industry>> = LazyLock::new(|| {
    let mut divisions = load::industries().unwrap_or_default();
    divisions.retain(|industry| industry.level == 2);
    divisions.sort_by(|a, b| a.code.cmp(&b.code));
    divisions
});

/// The divisions (two digits) of one edition by code, from the list that is in the program: filters
/// of lists show them on every page.
pub fn divisions(version: i64) -> impl Iterator<Item = &'static Industry> {
    DIVISIONS
        .iter()
        .filter(move |industry| industry.version == version)
}

/// Industries of one edition whose code begins with `q` or whose name holds its words.
pub async fn search(
    conn: &mut Conn,
    version: i64,
    q: &str,
    limit: i64,
) -> Result<Vec<Industry>, DbError> {
    let folded = fold(q);
    let mut query = sql!(
        &format!(
            "SELECT {COLUMNS} FROM industry WHERE version = ? AND level >= 2 AND (code LIKE ?"
        ),
        version,
        format!("{}%", folded.replace(' ', ""))
    );
    query.push(" OR (1 = 1", []);
    for word in folded.split(' ') {
        query.push(" AND search LIKE ?", [format!("% {word}%").into()]);
    }
    query.push(")) ORDER BY level DESC, code LIMIT ?", [limit.into()]);
    conn.all(query).await
}
