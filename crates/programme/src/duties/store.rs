use db::{CommandResult, Conn, Cx, DbError, sql};
use kernel::ProjectId;
use serde::Serialize;

use super::days;

const COLUMNS: &str = "project_id, kind, thing, record_id, person_id, role, province_id, year, due_on, done_on, \
     unverified";

/// Keeps what a project owes now; called by whatever changes it, in the same transaction.
pub async fn keep(cx: &Cx, tx: &mut Conn, project: ProjectId) -> CommandResult<()> {
    days::keep(cx, tx, project).await?;
    tx.exec(sql!("DELETE FROM kept_duty WHERE project_id = ?", project))
        .await?;
    tx.exec(sql!(
        &format!(
            "INSERT INTO kept_duty ({COLUMNS})
             SELECT {COLUMNS} FROM project_duty WHERE project_id = ?"
        ),
        project
    ))
    .await?;
    Ok(())
}

/// A project whose kept duties differ from what it owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub project: ProjectId,
    pub what: String,
}

/// Computes the duties of all projects again and lists each that is kept otherwise.
pub async fn verify(conn: &mut Conn) -> Result<Vec<Fault>, DbError> {
    let mut faults = Vec::new();
    for (have, lack, what) in [
        ("project_duty", "kept_duty", "is owed but not kept so"),
        ("kept_duty", "project_duty", "is kept but not owed so"),
    ] {
        let rows: Vec<(ProjectId, String)> = conn
            .all(sql!(&format!(
                "SELECT project_id, kind FROM
                   (SELECT {COLUMNS} FROM {have} EXCEPT SELECT {COLUMNS} FROM {lack}) AS d
                  ORDER BY project_id, kind"
            )))
            .await?;
        faults.extend(rows.into_iter().map(|(project, kind)| Fault {
            project,
            what: format!("the duty {kind} {what}"),
        }));
    }
    Ok(faults)
}

/// Keeps the duties of all projects anew, for data that were loaded past the commands.
pub async fn rebuild(tx: &mut Conn) -> Result<(), DbError> {
    tx.exec(sql!("DELETE FROM kept_duty")).await?;
    tx.exec(sql!(&format!(
        "INSERT INTO kept_duty ({COLUMNS}) SELECT {COLUMNS} FROM project_duty"
    )))
    .await?;
    Ok(())
}
