use std::fmt::Write as _;

use anyhow::{Context, Result};
use db::sqlx::{self, AssertSqlSafe, Connection as _, PgConnection, Row as _};
use kernel::{EstablishmentId, UnitId};
use rusqlite::OpenFlags;
use uuid::Uuid;

use super::{floor_sql as sql_of, ground::Ground};

/// A connection of its own on which the same questions are asked as directly as can be.
pub enum Floor {
    Sqlite(rusqlite::Connection),
    Postgres(PgConnection),
}

/// A row whose cells are read by their place.
trait Cells {
    fn text(&self, at: usize) -> Result<Option<&str>>;
    fn int(&self, at: usize) -> Result<i64>;
    fn flag(&self, at: usize) -> Result<Option<bool>>;
    fn id(&self, at: usize) -> Result<Uuid>;
}

impl Cells for rusqlite::Row<'_> {
    fn text(&self, at: usize) -> Result<Option<&str>> {
        Ok(self.get_ref(at)?.as_str_or_null()?)
    }
    fn int(&self, at: usize) -> Result<i64> {
        Ok(self.get_ref(at)?.as_i64()?)
    }
    fn flag(&self, at: usize) -> Result<Option<bool>> {
        Ok(self.get_ref(at)?.as_i64_or_null()?.map(|v| v != 0))
    }
    fn id(&self, at: usize) -> Result<Uuid> {
        Ok(Uuid::from_slice(self.get_ref(at)?.as_blob()?)?)
    }
}

impl Cells for sqlx::postgres::PgRow {
    fn text(&self, at: usize) -> Result<Option<&str>> {
        Ok(self.try_get(at)?)
    }
    fn int(&self, at: usize) -> Result<i64> {
        Ok(self.try_get(at)?)
    }
    fn flag(&self, at: usize) -> Result<Option<bool>> {
        Ok(self.try_get(at)?)
    }
    fn id(&self, at: usize) -> Result<Uuid> {
        Ok(self.try_get(at)?)
    }
}

impl Floor {
    pub async fn open(ground: &Ground) -> Result<Floor> {
        if ground.data.is_postgres() {
            let conn = PgConnection::connect(&ground.data.url()).await?;
            return Ok(Floor::Postgres(conn));
        }
        let bare = rusqlite::Connection::open_with_flags(
            ground.data.sqlite_path(),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        bare.pragma_update(None, "cache_size", -8000)?;
        Ok(Floor::Sqlite(bare))
    }

    /// The count and the rows of the list, as the cells of a table.
    pub async fn list(&mut self, provinces: &[UnitId]) -> Result<String> {
        let (count, page) = (
            sql_of::count(provinces.len()),
            sql_of::page(provinces.len()),
        );
        let mut out = String::with_capacity(32 * 1024);
        match self {
            Floor::Sqlite(conn) => {
                let values = || rusqlite::params_from_iter(provinces.iter().map(|id| id.0));
                let mut count = conn.prepare_cached(&count)?;
                let total: i64 = count.query_row(values(), |row| row.get(0))?;
                writeln!(out, "<p>{total}</p>")?;
                let mut page = conn.prepare_cached(&page)?;
                let mut rows = page.query(values())?;
                while let Some(row) = rows.next()? {
                    html_row(row, &mut out)?;
                }
            }
            Floor::Postgres(conn) => {
                let mut query = sqlx::query(AssertSqlSafe(count));
                for province in provinces {
                    query = query.bind(province.0);
                }
                let total = query.fetch_one(&mut *conn).await?.int(0)?;
                writeln!(out, "<p>{total}</p>")?;
                let mut query = sqlx::query(AssertSqlSafe(page));
                for province in provinces {
                    query = query.bind(province.0);
                }
                for row in query.fetch_all(&mut *conn).await? {
                    html_row(&row, &mut out)?;
                }
            }
        }
        Ok(out)
    }

    /// One establishment with its sites, as the JSON interface gives it.
    pub async fn json(&mut self, id: EstablishmentId) -> Result<String> {
        let mut out = String::with_capacity(2048);
        match self {
            Floor::Sqlite(conn) => {
                let key = id.uuid();
                let mut one = conn.prepare_cached(sql_of::ONE)?;
                let mut rows = one.query([key.as_bytes()])?;
                json_head(rows.next()?.context("no such row")?, &mut out)?;
                let mut sites = conn.prepare_cached(sql_of::SITES)?;
                let mut rows = sites.query([key.as_bytes()])?;
                let mut n = 0;
                while let Some(row) = rows.next()? {
                    json_site(row, n, &mut out)?;
                    n += 1;
                }
            }
            Floor::Postgres(conn) => {
                let row = sqlx::query(sql_of::ONE)
                    .bind(id.uuid())
                    .fetch_one(&mut *conn)
                    .await?;
                json_head(&row, &mut out)?;
                let query = sqlx::query(sql_of::SITES).bind(id.uuid());
                for (n, row) in query.fetch_all(&mut *conn).await?.iter().enumerate() {
                    json_site(row, n, &mut out)?;
                }
            }
        }
        out.push_str("]}");
        Ok(out)
    }
}

/// Writes a line of the list.
fn html_row(row: &impl Cells, out: &mut String) -> Result<()> {
    let id = row.id(0)?;
    write!(
        out,
        r#"<tr data-href="/establishments/{id}"><td><a href="/establishments/{id}">"#
    )?;
    html(row.text(1)?, out);
    out.push_str("</a>");
    if row.flag(14)?.unwrap_or_default() {
        out.push_str(r#" <span class="badge">minh họa</span>"#);
    }
    for (label, at) in [("Mã số thuế", 3), ("Loại hình", 4)] {
        write!(out, r#"</td><td data-label="{label}">"#)?;
        html(row.text(at)?, out);
    }
    out.push_str(r#"</td><td data-label="Ngành chính" class="key">"#);
    html(row.text(6)?, out);
    out.push(' ');
    html(row.text(7)?, out);
    for (label, at) in [("Địa điểm", 9), ("Tình trạng", 13)] {
        write!(out, r#"</td><td data-label="{label}" class="key">"#)?;
        html(row.text(at)?, out);
    }
    out.push_str("</td></tr>\n");
    Ok(())
}

fn html(text: Option<&str>, out: &mut String) {
    for c in text.unwrap_or_default().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Where a value of JSON stands in a row, and what it is.
#[derive(Clone, Copy)]
enum Kind {
    Id,
    Int,
    Text,
    /// Empty text for NULL.
    Filled,
    Flag,
}

fn json_head(row: &impl Cells, out: &mut String) -> Result<()> {
    use Kind::{Filled, Flag, Id, Int, Text};
    out.push('{');
    fields(
        row,
        &[
            ("id", 0, Id),
            ("version", 1, Int),
            ("status", 2, Text),
            ("closed_on", 3, Text),
            ("closed_reason", 4, Text),
            ("unit_id", 5, Int),
            ("province_id", 6, Int),
            ("illustration", 7, Flag),
        ],
        out,
    )?;
    out.push_str(r#","establishment":{"owner_sex":null,"owner_ethnic":"","#);
    fields(
        row,
        &[
            ("name", 8, Text),
            ("short_name", 9, Text),
            ("legal_form", 10, Text),
            ("tax_code", 11, Filled),
            ("registration_number", 12, Text),
            ("registration_date", 13, Text),
            ("registration_issuer", 14, Text),
            ("representative", 15, Text),
            ("phone", 16, Text),
            ("email", 17, Text),
            ("website", 18, Text),
            ("founded", 19, Text),
            ("industry_version", 20, Int),
            ("industry_code", 21, Text),
            ("head_office", 22, Text),
            ("declared_sme", 23, Flag),
            ("publish_profile", 24, Flag),
            ("publish_contact", 25, Flag),
        ],
        out,
    )?;
    out.push_str(r#"},"sites":["#);
    Ok(())
}

fn json_site(row: &impl Cells, n: usize, out: &mut String) -> Result<()> {
    use Kind::{Flag, Id, Int, Text};
    out.push_str(if n == 0 { "{" } else { ",{" });
    fields(
        row,
        &[
            ("id", 0, Id),
            ("main", 1, Flag),
            ("unit_id", 2, Int),
            ("province_id", 3, Int),
            ("address", 4, Text),
            ("in_craft_village", 5, Flag),
            ("craft_village", 6, Text),
            ("cluster_note", 7, Text),
            ("since", 8, Text),
            ("until", 9, Text),
            ("version", 10, Int),
        ],
        out,
    )?;
    out.push('}');
    Ok(())
}

fn fields(row: &impl Cells, fields: &[(&str, usize, Kind)], out: &mut String) -> Result<()> {
    for (n, (name, at, kind)) in fields.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        write!(out, r#""{name}":"#)?;
        match kind {
            Kind::Id => write!(out, r#""{}""#, row.id(*at)?)?,
            Kind::Int => write!(out, "{}", row.int(*at)?)?,
            Kind::Text => json_text(row.text(*at)?, out)?,
            Kind::Filled => json_text(Some(row.text(*at)?.unwrap_or_default()), out)?,
            Kind::Flag => out.push_str(match row.flag(*at)? {
                Some(true) => "true",
                Some(false) => "false",
                None => "null",
            }),
        }
    }
    Ok(())
}

fn json_text(text: Option<&str>, out: &mut String) -> Result<()> {
    let Some(text) = text else {
        out.push_str("null");
        return Ok(());
    };
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => write!(out, "\\u{:04x}", u32::from(c))?,
            c => out.push(c),
        }
    }
    out.push('"');
    Ok(())
}
