use db::{Conn, DbError, row, sql};
use kernel::{Lang, ProjectId};

row! {
    /// The project that another one continues, or that continues it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Neighbour {
        pub id: ProjectId,
        pub code: String,
        /// It stands before: the project asked about continues it.
        pub before: bool,
    }
}

impl Neighbour {
    /// "Tiếp tục đề án ĐA-68-2026-0004."
    pub fn sentence(&self, lang: Lang) -> String {
        let code = &self.code;
        match (lang, self.before) {
            (Lang::Vi, true) => format!("Tiếp tục đề án {code} sau khi chuyển nguồn."),
            (Lang::Vi, false) => format!("Được tiếp tục bằng đề án {code}."),
            (Lang::En, true) => format!("Continues {code} after the shift of its source."),
            (Lang::En, false) => format!("Goes on as {code}."),
        }
    }
}

/// The projects before and after one.
pub(crate) async fn neighbours(conn: &mut Conn, id: ProjectId) -> Result<Vec<Neighbour>, DbError> {
    conn.all(sql!(
        "SELECT p.id, p.code, TRUE AS before FROM project_continuation c
           JOIN project p ON p.id = c.continues_id WHERE c.project_id = ?
         UNION ALL
         SELECT p.id, p.code, FALSE AS before FROM project_continuation c
           JOIN project p ON p.id = c.project_id WHERE c.continues_id = ?",
        id,
        id,
    ))
    .await
}
