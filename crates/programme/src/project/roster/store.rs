use db::{CommandResult, Conn, Cx, DbError, row, sql};
use jiff::civil::Date;
use kernel::{CostLineId, EstablishmentId, PaperId, ProjectId};
use uuid::Uuid;

use super::model::{Entry, Fixed, Roster, serves};
use crate::project::{Beneficiary, CostLine, Project};

const COLUMNS: &str = "e.line_id, e.establishment_id, e.name, e.unit_id, e.place, e.subject, \
    e.specification, e.quantity, e.unit_word, e.list_ref";

row! {
    struct FixedRow {
        number: i64,
        fixed_on: Option<Date>,
        paper_id: Option<PaperId>,
    }
}

/// The list that counts for a project.
pub(in crate::project) async fn load(
    conn: &mut Conn,
    project: &Project,
) -> Result<Roster, DbError> {
    if !serves(project.kind(), project.activity) {
        return Ok(Roster::default());
    }
    let id = project.id;
    let fixed: Option<FixedRow> = conn
        .opt(sql!(
            "SELECT number, fixed_on, paper_id FROM project_roster
              WHERE project_id = ? AND state = 'fixed'",
            id
        ))
        .await?;
    let fixed = fixed.and_then(|row| {
        Some(Fixed {
            number: row.number,
            on: row.fixed_on?,
            paper_id: row.paper_id?,
        })
    });
    let number = match fixed {
        Some(fixed) => Some(fixed.number),
        None => draft(conn, id).await?,
    };
    let entries = match number {
        Some(number) => entries(conn, id, number).await?,
        None => Vec::new(),
    };
    Ok(Roster {
        goes_with_estimate: fixed.is_some(),
        fixed,
        entries,
    })
}

/// The number of the list that is being drawn up.
pub(super) async fn draft(conn: &mut Conn, id: ProjectId) -> Result<Option<i64>, DbError> {
    let row: Option<(i64,)> = conn
        .opt(sql!(
            "SELECT number FROM project_roster WHERE project_id = ? AND state = 'draft'",
            id
        ))
        .await?;
    Ok(row.map(|(number,)| number))
}

pub(super) async fn entries(
    conn: &mut Conn,
    id: ProjectId,
    number: i64,
) -> Result<Vec<Entry>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM roster_entry e
              WHERE e.project_id = ? AND e.number = ? ORDER BY e.position"
        ),
        id,
        number
    ))
    .await
}

/// The list that is being drawn up; None when there is none.
pub(in crate::project) async fn draft_entries(
    conn: &mut Conn,
    id: ProjectId,
) -> Result<Option<Vec<Entry>>, DbError> {
    Ok(match draft(conn, id).await? {
        Some(number) => Some(entries(conn, id, number).await?),
        None => None,
    })
}

/// Establishments of the list that is being drawn up; the estimate proposed with it may name them.
pub(in crate::project) async fn draft_establishments(
    conn: &mut Conn,
    id: ProjectId,
) -> Result<Vec<EstablishmentId>, DbError> {
    let rows: Vec<(EstablishmentId,)> = conn
        .all(sql!(
            "SELECT e.establishment_id FROM roster_entry e
               JOIN project_roster r ON r.project_id = e.project_id AND r.number = e.number
              WHERE e.project_id = ? AND r.state = 'draft' AND e.establishment_id IS NOT NULL",
            id
        ))
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What a draft begins with: the list in force, the last one that was in force, or an entry for each
/// beneficiary that the project names.
async fn first_entries(
    conn: &mut Conn,
    project: &Project,
    named: &[Beneficiary],
    lines: &[CostLine],
) -> Result<Vec<Entry>, DbError> {
    let last: Option<(i64,)> = conn
        .opt(sql!(
            "SELECT number FROM project_roster
              WHERE project_id = ? AND state IN ('fixed', 'superseded')
              ORDER BY CASE WHEN state = 'fixed' THEN 0 ELSE 1 END, number DESC LIMIT 1",
            project.id
        ))
        .await?;
    if let Some((number,)) = last {
        return entries(conn, project.id, number).await;
    }
    Ok(of_beneficiaries(project, named, lines))
}

/// An entry for each beneficiary that the project names.
pub(super) fn of_beneficiaries(
    project: &Project,
    named: &[Beneficiary],
    lines: &[CostLine],
) -> Vec<Entry> {
    let of = |b: &Beneficiary| {
        lines
            .iter()
            .find(|line| line.establishment_id == Some(b.establishment_id))
    };
    named
        .iter()
        .map(|b| Entry {
            line_id: of(b).map_or_else(|| line_of(project.id, b.establishment_id), |l| l.id),
            establishment_id: Some(b.establishment_id),
            name: b.name.clone(),
            unit_id: Some(b.unit_id),
            place: String::new(),
            subject: of(b).map(|line| line.title.clone()).unwrap_or_default(),
            specification: String::new(),
            quantity: 1,
            unit_word: String::new(),
            list_ref: String::new(),
        })
        .collect()
}

/// The line of a beneficiary that has none yet: the same at every asking, so that a page may name it
/// before anything is written.
fn line_of(project: ProjectId, establishment: EstablishmentId) -> CostLineId {
    let both = project.uuid().as_u128() ^ establishment.uuid().as_u128().rotate_left(1);
    CostLineId::from_uuid(Uuid::from_u128(both))
}

/// The draft of a project's list, or what one would begin with.
pub(super) async fn drafted(
    conn: &mut Conn,
    project: &Project,
    named: &[Beneficiary],
    lines: &[CostLine],
) -> CommandResult<Vec<Entry>> {
    Ok(match draft(conn, project.id).await? {
        Some(number) => entries(conn, project.id, number).await?,
        None => first_entries(conn, project, named, lines).await?,
    })
}

/// Writes a draft's entries in place of those it had, beginning the draft when there is none.
pub(super) async fn write_draft(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    list: &[Entry],
) -> CommandResult<()> {
    let number = match draft(tx, id).await? {
        Some(number) => number,
        None => begin(cx, tx, id).await?,
    };
    tx.exec(sql!(
        "DELETE FROM roster_entry WHERE project_id = ? AND number = ?",
        id,
        number
    ))
    .await?;
    for (position, entry) in list.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO roster_entry (project_id, number, line_id, position, establishment_id, name,
                 unit_id, place, subject, specification, quantity, unit_word, list_ref)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            number,
            entry.line_id,
            position as i64,
            entry.establishment_id,
            &entry.name,
            entry.unit_id,
            &entry.place,
            &entry.subject,
            &entry.specification,
            entry.quantity,
            &entry.unit_word,
            &entry.list_ref,
        ))
        .await?;
    }
    Ok(())
}

async fn begin(cx: &Cx, tx: &mut Conn, id: ProjectId) -> CommandResult<i64> {
    let (last,): (i64,) = tx
        .one(sql!(
            "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM project_roster
              WHERE project_id = ?",
            id
        ))
        .await?;
    tx.exec(sql!(
        "INSERT INTO project_roster (project_id, number, state, actor, at)
         VALUES (?, ?, 'draft', ?, ?)",
        id,
        last + 1,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(last + 1)
}

/// Puts a draft in force by a paper; the list before it is superseded.
pub(super) async fn put_in_force(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    number: i64,
    paper: PaperId,
    on: Date,
) -> CommandResult<()> {
    supersede(tx, id).await?;
    tx.exec(sql!(
        "UPDATE project_roster SET state = 'fixed', paper_id = ?, fixed_on = ?, actor = ?, at = ?
          WHERE project_id = ? AND number = ?",
        paper,
        on,
        &cx.actor.name,
        cx.now(),
        id,
        number,
    ))
    .await?;
    Ok(())
}

pub(super) async fn supersede(tx: &mut Conn, id: ProjectId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE project_roster SET state = 'superseded' WHERE project_id = ? AND state = 'fixed'",
        id
    ))
    .await?;
    Ok(())
}

pub(super) async fn refuse(tx: &mut Conn, id: ProjectId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE project_roster SET state = 'refused' WHERE project_id = ? AND state = 'draft'",
        id
    ))
    .await?;
    Ok(())
}
