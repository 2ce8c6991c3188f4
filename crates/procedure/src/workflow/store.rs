use db::{CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::{Date, date};
use kernel::{InstrumentId, Scope, UnitId, WorkflowDraftId, WorkflowId};
use rules::{
    FundingScope,
    workflow::{self, Definition},
};
use serde::Serialize;
use web_kit::basis;

use super::model::{DRAFT_COLUMNS, Draft, DraftRow, VERSION_COLUMNS, VersionRow, WorkflowVersion};

/// The definitions that come with the product rest on circulars in force since this day
/// (Thông tư 36/2013/TT-BCT, signed 27/12/2013), so that projects of past years find one.
const BUILTIN_FROM: Date = date(2014, 1, 1);

/// The workflow of national money, and the circular on planning, carrying out and managing it. That
/// of local money is each province's own to set.
const NATIONAL: &str = "kcqg";
const NATIONAL_BASIS: &str = "Thông tư 36/2013/TT-BCT";

/// Keeps the definitions that come with the product; those already kept are left alone. One whose
/// number somebody used meanwhile for a version of his own gets the next free one, and is known again
/// by what it says. Answers with how many were new.
pub async fn load(cx: &Cx) -> CommandResult<u64> {
    let mut tx = cx.begin().await?;
    let mut fresh = 0;
    for mut definition in workflow::builtin() {
        let Some(number) = free_number(&mut tx, &definition).await? else {
            continue;
        };
        definition.version = u32::try_from(number).unwrap_or(u32::MAX);
        let id: WorkflowId = cx.new_id();
        let article = match definition.key.as_str() {
            NATIONAL => NATIONAL_BASIS,
            _ => "",
        };
        let document = basis::named(cx, &mut tx, article).await?;
        let rows = tx
            .exec(sql!(
                "INSERT INTO workflow_version
                     (id, key, number, scope, territory_id, definition, valid_from, created_at,
                      article, instrument_id)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, number) DO NOTHING",
                id,
                &definition.key,
                number,
                definition.scope.code(),
                definition.territory,
                definition.to_json(),
                BUILTIN_FROM,
                cx.now(),
                article,
                document,
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

/// The number under which a definition of the product is to be kept: its own, or the next one where
/// that is taken. None when it is kept already.
async fn free_number(tx: &mut Conn, definition: &Definition) -> CommandResult<Option<i64>> {
    let kept: Vec<(i64, String, String)> = tx
        .all(sql!(
            "SELECT number, published_by, definition FROM workflow_version WHERE key = ?",
            &definition.key
        ))
        .await?;
    let own = i64::from(definition.version);
    // Nobody published what came with the product, and it never got a lower number than its own.
    let same = |(number, by, json): &(i64, String, String)| {
        *number >= own
            && by.is_empty()
            && Definition::from_json(json).is_ok_and(|mut known| {
                known.version = definition.version;
                known == *definition
            })
    };
    if kept.iter().any(same) {
        return Ok(None);
    }
    let last = kept.iter().map(|(number, ..)| *number).max().unwrap_or(0);
    Ok(Some(match kept.iter().any(|(number, ..)| *number == own) {
        true => last + 1,
        false => own,
    }))
}

/// The version a project of this budget and province begins on: the province's own before the
/// common one, then the newest in force on the day.
pub async fn newest(
    conn: &mut Conn,
    scope: FundingScope,
    province: UnitId,
    on: Date,
) -> Result<Option<WorkflowVersion>, DbError> {
    for area in reference::units::chain(conn, province, on).await? {
        if let Some(own) = newest_of(conn, scope, Some(area), on).await? {
            return Ok(Some(own));
        }
    }
    newest_of(conn, scope, None, on).await
}

/// The newest version of exactly this area, in force on the day. Of two with one first day, what was
/// published by decision stands before what came with the product.
pub(super) async fn newest_of(
    conn: &mut Conn,
    scope: FundingScope,
    area: Option<UnitId>,
    on: Date,
) -> Result<Option<WorkflowVersion>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT {VERSION_COLUMNS} FROM workflow_version WHERE scope = ? AND valid_from <= ?"
        ),
        scope.code(),
        on,
    );
    match area {
        Some(unit) => query.push(" AND territory_id = ?", [unit.into()]),
        None => query.push(" AND territory_id IS NULL", []),
    };
    query.push(
        " ORDER BY valid_from DESC, CASE WHEN published_by = '' THEN 1 ELSE 0 END, number DESC
          LIMIT 1",
        [],
    );
    conn.opt::<VersionRow>(query)
        .await?
        .map(WorkflowVersion::try_from)
        .transpose()
}

pub async fn by_id(conn: &mut Conn, id: WorkflowId) -> Result<Option<WorkflowVersion>, DbError> {
    conn.opt::<VersionRow>(sql!(
        &format!("SELECT {VERSION_COLUMNS} FROM workflow_version WHERE id = ?"),
        id
    ))
    .await?
    .map(WorkflowVersion::try_from)
    .transpose()
}

/// Every kept version, the nation's first, newest first within its key.
pub async fn all(conn: &mut Conn) -> Result<Vec<WorkflowVersion>, DbError> {
    conn.all::<VersionRow>(sql!(&format!(
        "SELECT {VERSION_COLUMNS} FROM workflow_version
          ORDER BY CASE WHEN territory_id IS NULL THEN 0 ELSE 1 END, key, number DESC"
    )))
    .await?
    .into_iter()
    .map(WorkflowVersion::try_from)
    .collect()
}

/// The newest version of each workflow that rests on a document.
pub(crate) async fn of_instrument(
    conn: &mut Conn,
    id: InstrumentId,
) -> Result<Vec<WorkflowVersion>, DbError> {
    conn.all::<VersionRow>(sql!(
        &format!(
            "SELECT {VERSION_COLUMNS} FROM workflow_version v
              WHERE instrument_id = ? AND number = (
                  SELECT MAX(number) FROM workflow_version newest WHERE newest.key = v.key)
              ORDER BY CASE WHEN territory_id IS NULL THEN 0 ELSE 1 END, key"
        ),
        id
    ))
    .await?
    .into_iter()
    .map(WorkflowVersion::try_from)
    .collect()
}

/// The highest number of a workflow so far; 0 when it has none.
pub(super) async fn last_number(conn: &mut Conn, key: &str) -> Result<i64, DbError> {
    let (number,): (i64,) = conn
        .one(sql!(
            "SELECT COALESCE(MAX(number), 0) FROM workflow_version WHERE key = ?",
            key
        ))
        .await?;
    Ok(number)
}

/// A draft that the person's scope covers, open or not.
pub(super) async fn draft(
    conn: &mut Conn,
    scope: &Scope,
    id: WorkflowDraftId,
) -> Result<Option<Draft>, DbError> {
    let mut query = sql!(
        &format!("SELECT {DRAFT_COLUMNS} FROM workflow_draft WHERE id = ?"),
        id
    );
    covered(&mut query, scope);
    conn.opt::<DraftRow>(query)
        .await?
        .map(Draft::try_from)
        .transpose()
}

/// The open drafts that the person's scope covers, the newest first.
pub(super) async fn drafts(conn: &mut Conn, scope: &Scope) -> Result<Vec<Draft>, DbError> {
    let mut query = sql!(&format!(
        "SELECT {DRAFT_COLUMNS} FROM workflow_draft WHERE state = 'open'"
    ));
    covered(&mut query, scope);
    query.push(" ORDER BY changed_at DESC, id", []);
    conn.all::<DraftRow>(query)
        .await?
        .into_iter()
        .map(Draft::try_from)
        .collect()
}

/// Drafts are seen by those who keep their area.
fn covered(query: &mut db::Sql, scope: &Scope) {
    match scope {
        Scope::Nation => {}
        Scope::Provinces(provinces) => {
            query
                .push(" AND territory_id IN ", [])
                .push_list(provinces.iter().copied());
        }
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => {
            query.push(" AND 1 = 0", []);
        }
    }
}

/// The open draft of exactly this area.
pub(super) async fn open_draft(
    conn: &mut Conn,
    scope: FundingScope,
    area: Option<UnitId>,
) -> Result<Option<(WorkflowDraftId, String)>, DbError> {
    let mut query = sql!(
        "SELECT id, created_by FROM workflow_draft WHERE state = 'open' AND scope = ?",
        scope.code()
    );
    match area {
        Some(unit) => query.push(" AND territory_id = ?", [unit.into()]),
        None => query.push(" AND territory_id IS NULL", []),
    };
    conn.opt(query).await
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
