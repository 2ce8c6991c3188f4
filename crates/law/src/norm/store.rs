use db::{Conn, Cursor, DbError, Page, PageRequest, Sql, sql};
use jiff::civil::Date;
use kernel::{Activity, InstrumentId, NormId, UnitId, fold};
use rules::{FundingScope, norm::NormRule};

use super::model::NormVersion;

const COLUMNS: &str = "id, key, version, supersedes_id, change, reason, scope, territory_id, \
    activity, variant, title_vi, title_en, pct_bp, cap, per, multiplier_x100, condition_vi, \
    condition_en, cost_items_vi, cost_items_en, instrument_id, legal_doc, locator, valid_from, \
    valid_to, verified, verified_by, verified_at, evidence, source, recorded_by, recorded_at, \
    illustration";

/// Which area a list asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    #[default]
    Any,
    Nation,
    Province(UnitId),
}

/// Which norms a list shows; only versions that count.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of key, title or legal text, with or without diacritics.
    pub q: String,
    pub scope: Option<FundingScope>,
    pub area: Area,
    pub activity: Option<Activity>,
    pub on: Option<Date>,
    pub unverified: bool,
}

fn filtered(head: &str, filter: &Filter) -> Sql {
    let mut query = sql!(&format!("{head} FROM norm_current WHERE 1 = 1"));
    if let Some(scope) = filter.scope {
        query.push(" AND scope = ?", [scope.code().into()]);
    }
    match filter.area {
        Area::Any => {}
        Area::Nation => {
            query.push(" AND territory_id IS NULL", []);
        }
        Area::Province(unit) => {
            query.push(" AND territory_id = ?", [unit.into()]);
        }
    }
    if let Some(activity) = filter.activity {
        query.push(" AND activity = ?", [activity.into()]);
    }
    if let Some(on) = filter.on {
        query.push(
            " AND (valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to >= ?)",
            [on.into(), on.into()],
        );
    }
    if filter.unverified {
        query.push(" AND verified = FALSE", []);
    }
    query
}

/// One page, in the order of activities. The table holds some hundred rows, so words are looked
/// for after reading.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<NormVersion>, DbError> {
    let mut query = filtered(&format!("SELECT {COLUMNS}"), filter);
    query.push(" ORDER BY activity, variant, valid_from DESC, key", []);
    let mut all: Vec<NormVersion> = conn.all(query).await?;
    let wanted = fold(&filter.q);
    if !wanted.is_empty() {
        all.retain(|norm| {
            let text = fold(&format!(
                "{} {} {} {}",
                norm.key, norm.title_vi, norm.title_en, norm.legal_doc
            ));
            wanted.split(' ').all(|word| text.contains(word))
        });
    }
    let total = all.len() as i64;
    let rows = all
        .into_iter()
        .skip(usize::try_from(request.offset()).unwrap_or(usize::MAX))
        .take(usize::try_from(request.size).unwrap_or(0))
        .collect();
    Ok(Page {
        rows,
        total,
        request,
    })
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<NormVersion>, DbError> {
    let rows = filtered(&format!("SELECT {COLUMNS}"), filter);
    conn.rows_after(rows, "id", cursor, limit).await
}

/// One version, whether it counts or was superseded.
pub async fn get(conn: &mut Conn, id: NormId) -> Result<Option<NormVersion>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM norm WHERE id = ?"),
        id
    ))
    .await
}

/// Every version of a norm, the newest first; the first one counts.
pub async fn versions(conn: &mut Conn, key: &str) -> Result<Vec<NormVersion>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM norm WHERE key = ? ORDER BY version DESC"),
        key
    ))
    .await
}

/// The versions that count, as the rules read them, of one activity or of all.
pub async fn rules(conn: &mut Conn, activity: Option<Activity>) -> Result<Vec<NormRule>, DbError> {
    let filter = Filter {
        activity,
        ..Filter::default()
    };
    let rows: Vec<NormVersion> = conn
        .all(filtered(&format!("SELECT {COLUMNS}"), &filter))
        .await?;
    rows.iter().map(NormVersion::rule).collect()
}

/// The norms that rest on a document.
pub async fn of_instrument(conn: &mut Conn, id: InstrumentId) -> Result<Vec<NormVersion>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM norm_current WHERE instrument_id = ? ORDER BY key"),
        id
    ))
    .await
}

/// The other norm that answers the same question on one of the same days, if there is one.
pub async fn overlapping(conn: &mut Conn, rule: &NormRule) -> Result<Option<NormVersion>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT {COLUMNS} FROM norm_current
             WHERE key <> ? AND scope = ? AND activity = ? AND variant = ?"
        ),
        &rule.key,
        rule.scope.code(),
        rule.activity,
        &rule.variant,
    );
    match rule.territory {
        Some(unit) => query.push(" AND territory_id = ?", [unit.into()]),
        None => query.push(" AND territory_id IS NULL", []),
    };
    if let Some(to) = rule.valid_to {
        query.push(" AND (valid_from IS NULL OR valid_from <= ?)", [to.into()]);
    }
    if let Some(from) = rule.valid_from {
        query.push(" AND (valid_to IS NULL OR valid_to >= ?)", [from.into()]);
    }
    query.push(" ORDER BY key LIMIT 1", []);
    conn.opt(query).await
}

/// The provinces that have norms of their own, with their names.
pub async fn territories(conn: &mut Conn) -> Result<Vec<(UnitId, String)>, DbError> {
    conn.all(sql!(
        "SELECT DISTINCT u.id, u.label FROM norm n JOIN unit u ON u.id = n.territory_id
         ORDER BY u.label"
    ))
    .await
}
