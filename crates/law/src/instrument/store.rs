use db::{Conn, Cursor, DbError, Page, PageRequest, Sql, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, fold};

use super::model::{Instrument, InstrumentKind, Related};

const COLUMNS: &str = "id, kind, number, issuer, subject, signed_on, effective_from, effective_to, \
                       unit_id, file_id, source, note, verified, illustration, version";

/// Which documents a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of number, issuer or subject, with or without diacritics.
    pub q: String,
    pub kind: Option<InstrumentKind>,
    /// In force on this day.
    pub on: Option<Date>,
    pub unverified: bool,
}

fn filtered(head: &str, filter: &Filter) -> Sql {
    let mut query = sql!(&format!("{head} FROM instrument WHERE 1 = 1"));
    for word in fold(&filter.q).split(' ').filter(|word| !word.is_empty()) {
        query.push(" AND search LIKE ?", [format!("%{word}%").into()]);
    }
    if let Some(kind) = filter.kind {
        query.push(" AND kind = ?", [kind.into()]);
    }
    if let Some(on) = filter.on {
        query.push(
            " AND effective_from <= ? AND (effective_to IS NULL OR effective_to >= ?)",
            [on.into(), on.into()],
        );
    }
    if filter.unverified {
        query.push(" AND verified = FALSE", []);
    }
    query
}

/// One page, the newest first; documents without a date come last.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<Instrument>, DbError> {
    let (total,) = conn
        .one::<(i64,)>(filtered("SELECT COUNT(*)", filter))
        .await?;
    let mut query = filtered(&format!("SELECT {COLUMNS}"), filter);
    query.push(
        " ORDER BY CASE WHEN signed_on IS NULL THEN 1 ELSE 0 END, signed_on DESC, id DESC
          LIMIT ? OFFSET ?",
        [request.size.into(), request.offset().into()],
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
    let mut query = filtered(&format!("SELECT {COLUMNS}"), filter);
    if let Some(last) = cursor.0 {
        query.push(" AND id > ?", [last.into()]);
    }
    query.push(" ORDER BY id LIMIT ?", [limit.into()]);
    conn.all(query).await
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

/// What this document does to others, and others to it.
pub async fn related(conn: &mut Conn, id: InstrumentId) -> Result<Vec<Related>, DbError> {
    conn.all(sql!(
        "SELECT r.kind AS relation, FALSE AS incoming, i.id, i.kind, i.number, i.issuer, i.subject
         FROM instrument_relation r JOIN instrument i ON i.id = r.to_id WHERE r.from_id = ?
         UNION ALL
         SELECT r.kind AS relation, TRUE AS incoming, i.id, i.kind, i.number, i.issuer, i.subject
         FROM instrument_relation r JOIN instrument i ON i.id = r.from_id WHERE r.to_id = ?
         ORDER BY 2, 1, 5",
        id,
        id,
    ))
    .await
}
