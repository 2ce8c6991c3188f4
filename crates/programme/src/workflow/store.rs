use db::{CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::{Date, date};
use kernel::{UnitId, WorkflowId};
use rules::{
    FundingScope,
    workflow::{self, Definition},
};
use serde::Serialize;

/// The definitions that come with the product rest on circulars in force since this day
/// (Thông tư 36/2013/TT-BCT, signed 27/12/2013), so that projects of past years find one.
const BUILTIN_FROM: Date = date(2014, 1, 1);

db::row! {
    struct VersionRow {
        id: WorkflowId,
        number: i64,
        definition: String,
        territory_id: Option<UnitId>,
        valid_from: Date,
    }
}

/// A kept version with its definition read.
#[derive(Clone, Debug)]
pub struct WorkflowVersion {
    pub id: WorkflowId,
    pub number: i64,
    pub territory: Option<UnitId>,
    pub valid_from: Date,
    pub definition: Definition,
}

const COLUMNS: &str = "id, number, definition, territory_id, valid_from";

impl TryFrom<VersionRow> for WorkflowVersion {
    type Error = DbError;

    fn try_from(row: VersionRow) -> Result<Self, DbError> {
        let definition = Definition::from_json(&row.definition)
            .map_err(|e| DbError::Shape(format!("workflow_version {}: {e}", row.id)))?;
        Ok(WorkflowVersion {
            id: row.id,
            number: row.number,
            territory: row.territory_id,
            valid_from: row.valid_from,
            definition,
        })
    }
}

/// Keeps the definitions that come with the product; those already kept are left alone. Answers
/// with how many were new.
pub async fn load(cx: &Cx) -> CommandResult<u64> {
    let mut tx = cx.begin().await?;
    let mut fresh = 0;
    for definition in workflow::builtin() {
        let id: WorkflowId = cx.new_id();
        let rows = tx
            .exec(sql!(
                "INSERT INTO workflow_version
                     (id, key, number, scope, territory_id, definition, valid_from, created_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, number) DO NOTHING",
                id,
                &definition.key,
                i64::from(definition.version),
                definition.scope.code(),
                definition.territory,
                definition.to_json(),
                BUILTIN_FROM,
                cx.now(),
            ))
            .await?;
        if rows == 1 {
            tx.audit_new(cx, "workflow", id, &definition).await?;
        }
        fresh += rows;
    }
    tx.commit().await?;
    Ok(fresh)
}

/// The version a project of this budget and province begins on: the province's own before the
/// common one, then the newest in force on the day.
pub async fn newest(
    conn: &mut Conn,
    scope: FundingScope,
    province: UnitId,
    on: Date,
) -> Result<Option<WorkflowVersion>, DbError> {
    conn.opt::<VersionRow>(sql!(
        &format!(
            "SELECT {COLUMNS} FROM workflow_version
              WHERE scope = ? AND valid_from <= ? AND (territory_id IS NULL OR territory_id = ?)
              ORDER BY CASE WHEN territory_id IS NULL THEN 1 ELSE 0 END, valid_from DESC, number DESC
              LIMIT 1"
        ),
        scope.code(),
        on,
        province,
    ))
    .await?
    .map(WorkflowVersion::try_from)
    .transpose()
}

pub async fn by_id(conn: &mut Conn, id: WorkflowId) -> Result<Option<WorkflowVersion>, DbError> {
    conn.opt::<VersionRow>(sql!(
        &format!("SELECT {COLUMNS} FROM workflow_version WHERE id = ?"),
        id
    ))
    .await?
    .map(WorkflowVersion::try_from)
    .transpose()
}

/// Every kept version, newest first within its key.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<WorkflowVersion>, DbError> {
    conn.all::<VersionRow>(sql!(&format!(
        "SELECT {COLUMNS} FROM workflow_version ORDER BY key, number DESC"
    )))
    .await?
    .into_iter()
    .map(WorkflowVersion::try_from)
    .collect()
}

/// How many projects run on each version.
pub(crate) async fn project_counts(conn: &mut Conn) -> Result<Vec<(WorkflowId, i64)>, DbError> {
    conn.all(sql!(
        "SELECT workflow_id, COUNT(*) FROM project GROUP BY workflow_id"
    ))
    .await
}

/// A kept definition that cannot be read, or that the checker finds faulty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkflowFault {
    pub id: WorkflowId,
    pub name: String,
    pub what: String,
}

/// Reads and checks every kept definition.
pub async fn verify(conn: &mut Conn) -> Result<Vec<WorkflowFault>, DbError> {
    let rows: Vec<(WorkflowId, String, i64, String)> = conn
        .all(sql!(
            "SELECT id, key, number, definition FROM workflow_version ORDER BY key, number"
        ))
        .await?;
    let mut faults = Vec::new();
    for (id, key, number, json) in rows {
        let mut fault = |what: String| {
            faults.push(WorkflowFault {
                id,
                name: format!("{key} {number}"),
                what,
            });
        };
        match Definition::from_json(&json) {
            Ok(definition) => workflow::check(&definition)
                .iter()
                .for_each(|f| fault(f.to_string())),
            Err(error) => fault(format!("the definition cannot be read: {error}")),
        }
    }
    Ok(faults)
}
