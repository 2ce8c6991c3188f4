use db::{Conn, Cursor, DbError, Page, PageRequest, Sql, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, Lang, UnitId, fold};

use super::{
    effect::Standing,
    model::{Instrument, InstrumentKind},
};

const COLUMNS: &str = "id, kind, number, issuer, subject, signed_on, effective_from, effective_to, \
    unit_id, file_id, source, note, verified, sets_norms, illustration, version, \
    (SELECT MIN(COALESCE(r.since, a.effective_from)) FROM instrument_relation r \
     JOIN instrument a ON a.id = r.from_id \
     WHERE r.to_id = instrument.id AND r.kind = 'replaces') AS replaced_since";

/// True of a document that another one has replaced by a day.
const REPLACED: &str = "EXISTS (SELECT 1 FROM instrument_relation r \
    JOIN instrument a ON a.id = r.from_id \
    WHERE r.to_id = instrument.id AND r.kind = 'replaces' \
      AND COALESCE(r.since, a.effective_from) <= ?)";

/// Whose documents a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    #[default]
    Any,
    /// For the whole country.
    Nation,
    /// Of any province.
    Local,
    /// Of this province and of those merged into it.
    Province(UnitId),
}

/// Which documents a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of number, issuer or subject, with or without diacritics.
    pub q: String,
    pub kind: Option<InstrumentKind>,
    pub area: Area,
    /// Where they stand on a day.
    pub standing: Option<(Standing, Date)>,
    pub unverified: bool,
}

/// The kind that folded words begin with, as in "thong tu 28/2018", with its name, and the words
/// after it.
fn kind_typed(typed: &str) -> (Option<(InstrumentKind, String)>, &str) {
    let kinds = InstrumentKind::ALL.into_iter();
    let names = kinds.flat_map(|kind| [Lang::Vi, Lang::En].map(|l| (kind, fold(kind.label(l)))));
    let begun = names.filter_map(|(kind, name)| {
        let rest = typed.strip_prefix(&name)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| ((kind, name), rest.trim_start()))
    });
    // "thông tư liên tịch" begins with the name of another kind.
    match begun.max_by_key(|((_, name), _)| name.len()) {
        Some((kind, rest)) => (Some(kind), rest),
        None => (None, typed),
    }
}

fn filtered(head: &str, filter: &Filter) -> Sql {
    let mut query = sql!(&format!("{head} FROM instrument WHERE 1 = 1"));
    let typed = fold(&filter.q);
    let (kind, rest) = kind_typed(&typed);
    let all_of =
        |words: &str| vec!["search LIKE ?"; words.split_whitespace().count()].join(" AND ");
    let like = |words: &str| -> Vec<db::Val> {
        let words = words.split_whitespace();
        words.map(|word| format!("%{word}%").into()).collect()
    };
    if let Some((kind, label)) = kind {
        query.push(" AND (kind = ?", [kind.into()]);
        query.push(&format!(" OR ({}))", all_of(&label)), like(&label));
    }
    if !rest.is_empty() {
        query.push(&format!(" AND {}", all_of(rest)), like(rest));
    }
    if let Some(kind) = filter.kind {
        query.push(" AND kind = ?", [kind.into()]);
    }
    match filter.area {
        Area::Any => {}
        Area::Nation => {
            query.push(" AND unit_id IS NULL", []);
        }
        Area::Local => {
            query.push(" AND unit_id IS NOT NULL", []);
        }
        Area::Province(unit) => {
            query.push(
                " AND (unit_id = ? OR unit_id IN
                      (SELECT member_id FROM unit_family WHERE province_id = ?))",
                [unit.into(), unit.into()],
            );
        }
    }
    if let Some((standing, on)) = filter.standing {
        stands(&mut query, standing, on);
    }
    if filter.unverified {
        query.push(" AND verified = FALSE", []);
    }
    query
}

/// The same as [`Instrument::standing`], for the database.
fn stands(query: &mut Sql, standing: Standing, on: Date) {
    let ended = format!("(COALESCE(effective_to < ?, FALSE) OR {REPLACED})");
    let not = if standing == Standing::Ended {
        ""
    } else {
        "NOT "
    };
    query.push(&format!(" AND {not}{ended}"), [on.into(), on.into()]);
    match standing {
        Standing::Ended => {}
        Standing::InForce => {
            query.push(" AND effective_from <= ?", [on.into()]);
        }
        Standing::NotYet => {
            query.push(" AND COALESCE(effective_from, signed_on) > ?", [on.into()]);
        }
        Standing::Unknown => {
            query.push(
                " AND effective_from IS NULL AND (signed_on IS NULL OR signed_on <= ?)",
                [on.into()],
            );
        }
    }
}

/// Every document of a filter, the oldest first.
pub async fn all(conn: &mut Conn, filter: &Filter) -> Result<Vec<Instrument>, DbError> {
    let mut query = filtered(&format!("SELECT {COLUMNS}"), filter);
    query.push(" ORDER BY signed_year, id", []);
    conn.all(query).await
}

/// One page, the newest first; documents without a date come last. What was typed as a number
/// comes before documents that only speak of it.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<Instrument>, DbError> {
    let (total,) = conn
        .one::<(i64,)>(filtered("SELECT COUNT(*)", filter))
        .await?;
    let mut query = filtered(&format!("SELECT {COLUMNS}"), filter);
    let typed = fold(&filter.q);
    let number = kind_typed(&typed).1.split(' ').next().unwrap_or_default();
    query.push(
        " ORDER BY CASE WHEN search LIKE ? THEN 0 ELSE 1 END,
                   CASE WHEN signed_on IS NULL THEN 1 ELSE 0 END, signed_on DESC, id DESC
          LIMIT ? OFFSET ?",
        [
            format!("{number}%").into(),
            request.size.into(),
            request.offset().into(),
        ],
    );
    let rows = conn.all(query).await?;
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
) -> Result<Vec<Instrument>, DbError> {
    let rows = filtered(&format!("SELECT {COLUMNS}"), filter);
    conn.rows_after(rows, "id", cursor, limit).await
}

pub async fn get(conn: &mut Conn, id: InstrumentId) -> Result<Option<Instrument>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM instrument WHERE id = ?"),
        id
    ))
    .await
}

/// The documents with this number, the newest first: the same number may have several issuers.
pub async fn by_number(conn: &mut Conn, number: &str) -> Result<Vec<Instrument>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM instrument WHERE number = ? ORDER BY signed_year DESC, id"),
        number
    ))
    .await
}

/// The documents of these provinces that set how much may be paid and may be in force on a day:
/// those whose first day is not known as well.
pub async fn setting_norms(
    conn: &mut Conn,
    provinces: &[UnitId],
    on: Date,
) -> Result<Vec<Instrument>, DbError> {
    let mut found = Vec::new();
    for unit in provinces {
        let rows: Vec<Instrument> = conn
            .all(sql!(
                &format!(
                    "SELECT {COLUMNS} FROM instrument
                     WHERE unit_id = ? AND sets_norms = TRUE ORDER BY signed_year, id"
                ),
                *unit
            ))
            .await?;
        found.extend(rows.into_iter().filter(|document| {
            matches!(document.standing(on), Standing::InForce | Standing::Unknown)
        }));
    }
    Ok(found)
}

/// The provinces that have documents of their own, with their names.
pub async fn territories(conn: &mut Conn) -> Result<Vec<(UnitId, String)>, DbError> {
    conn.all(sql!(
        "SELECT DISTINCT u.id, u.label FROM instrument i JOIN unit u ON u.id = i.unit_id
         ORDER BY u.label, u.id"
    ))
    .await
}
