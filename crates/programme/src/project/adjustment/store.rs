use db::{Conn, Cx, DbError, row, sql};
use jiff::civil::Date;
use kernel::{EstablishmentId, ProjectId, UnitId};

use super::model::ProjectFacts;

row! {
    struct FactsRow {
        number: i64,
        state: String,
        title: String,
        implementer: String,
        coordinator: String,
        unit_id: Option<UnitId>,
        establishment_id: Option<EstablishmentId>,
        beneficiary: String,
        content: String,
        starts_on: Option<Date>,
        ends_on: Option<Date>,
    }
}

const COLUMNS: &str = "f.number, v.state, f.title, f.implementer, f.coordinator, f.unit_id, \
    f.establishment_id, f.beneficiary, f.content, f.starts_on, f.ends_on";

impl From<FactsRow> for ProjectFacts {
    fn from(row: FactsRow) -> ProjectFacts {
        ProjectFacts {
            title: row.title,
            implementer: row.implementer,
            coordinator: row.coordinator,
            unit_id: row.unit_id,
            establishment_id: row.establishment_id,
            beneficiary: row.beneficiary,
            content: row.content,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        }
    }
}

const FROM: &str = "FROM project_version f
    JOIN cost_version v ON v.project_id = f.project_id AND v.number = f.number";

/// A version as it was written down.
pub(super) struct Recorded {
    pub number: i64,
    /// True for one that is or was in force.
    pub in_force: bool,
    pub facts: ProjectFacts,
}

/// What every version says that was written down, the oldest first.
pub(super) async fn all(conn: &mut Conn, id: ProjectId) -> Result<Vec<Recorded>, DbError> {
    let rows: Vec<FactsRow> = conn
        .all(sql!(
            &format!("SELECT {COLUMNS} {FROM} WHERE f.project_id = ? ORDER BY f.number"),
            id
        ))
        .await?;
    let recorded = |row: FactsRow| Recorded {
        number: row.number,
        in_force: matches!(row.state.as_str(), "approved" | "superseded"),
        facts: row.into(),
    };
    Ok(rows.into_iter().map(recorded).collect())
}

/// What the proposed version says; None when it changes only the estimate or the list.
pub(super) async fn proposed(
    conn: &mut Conn,
    id: ProjectId,
) -> Result<Option<ProjectFacts>, DbError> {
    let row: Option<FactsRow> = conn
        .opt(sql!(
            &format!("SELECT {COLUMNS} {FROM} WHERE f.project_id = ? AND v.state = 'proposed'"),
            id
        ))
        .await?;
    Ok(row.map(ProjectFacts::from))
}

/// Writes what a version says; that of a proposed one takes the place of what it said before.
pub(super) async fn write(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    number: i64,
    facts: &ProjectFacts,
) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO project_version (project_id, number, title, implementer, coordinator, unit_id,
             establishment_id, beneficiary, content, starts_on, ends_on, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (project_id, number) DO UPDATE SET title = excluded.title,
             implementer = excluded.implementer, coordinator = excluded.coordinator,
             unit_id = excluded.unit_id, establishment_id = excluded.establishment_id,
             beneficiary = excluded.beneficiary, content = excluded.content,
             starts_on = excluded.starts_on, ends_on = excluded.ends_on, actor = excluded.actor,
             at = excluded.at",
        id,
        number,
        &facts.title,
        &facts.implementer,
        &facts.coordinator,
        facts.unit_id,
        facts.establishment_id,
        &facts.beneficiary,
        &facts.content,
        facts.starts_on,
        facts.ends_on,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(())
}

/// Takes back what the proposed version says: nothing differs any more.
pub(super) async fn take_back(tx: &mut Conn, id: ProjectId, number: i64) -> Result<(), DbError> {
    tx.exec(sql!(
        "DELETE FROM project_version WHERE project_id = ? AND number = ?",
        id,
        number
    ))
    .await?;
    Ok(())
}
