use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

use crate::{Conn, DbError, FromRow, Sql};

/// Which part of a list is wanted, counted from page 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    pub page: i64,
    pub size: i64,
}

impl PageRequest {
    pub const DEFAULT_SIZE: i64 = 50;

    pub fn new(page: Option<i64>) -> PageRequest {
        PageRequest {
            page: page.unwrap_or(1).clamp(1, 1_000_000),
            size: Self::DEFAULT_SIZE,
        }
    }

    pub fn offset(self) -> i64 {
        (self.page - 1) * self.size
    }
}

/// One page of a list with the count of the whole.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: i64,
    pub request: PageRequest,
}

impl<T> Page<T> {
    pub fn first(&self) -> i64 {
        if self.rows.is_empty() {
            0
        } else {
            self.request.offset() + 1
        }
    }
    pub fn last(&self) -> i64 {
        self.request.offset() + self.rows.len() as i64
    }
    pub fn pages(&self) -> i64 {
        (self.total + self.request.size - 1) / self.request.size
    }
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        let rows = self.rows.into_iter().map(f).collect();
        Page {
            rows,
            total: self.total,
            request: self.request,
        }
    }
}

/// The place after which a JSON list goes on: the id of the last row seen.
///
/// Ids sort by time, so new rows never shift the pages of somebody who is reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cursor(pub Option<Uuid>);

impl Cursor {
    /// Reads the text a client sends back; `None` means it is not a cursor of ours.
    pub fn parse(text: Option<&str>) -> Option<Cursor> {
        match text {
            None | Some("") => Some(Cursor(None)),
            Some(text) => Uuid::parse_str(text).ok().map(|id| Cursor(Some(id))),
        }
    }

    /// The cursor after a full page; none when the list ended.
    pub fn next<K>(last: Option<Id<K>>, rows: usize, limit: i64) -> Option<String> {
        last.filter(|_| rows as i64 == limit)
            .map(|id| id.to_string())
    }
}

impl Conn {
    /// The number that a `SELECT COUNT(*)` answers with.
    pub async fn count(&mut self, query: Sql) -> Result<i64, DbError> {
        let (count,) = self.one(query).await?;
        Ok(count)
    }

    /// The asked page of `rows`, a query without an order, in the order `by`; `total` counts them all.
    pub async fn page<T: FromRow>(
        &mut self,
        mut rows: Sql,
        by: &str,
        request: PageRequest,
        total: i64,
    ) -> Result<Page<T>, DbError> {
        rows.push(
            &format!(" ORDER BY {by} LIMIT ? OFFSET ?"),
            [request.size.into(), request.offset().into()],
        );
        Ok(Page {
            rows: self.all(rows).await?,
            total,
            request,
        })
    }

    /// What follows the cursor in `rows`, a query without an order, by the column `id`.
    pub async fn rows_after<T: FromRow>(
        &mut self,
        mut rows: Sql,
        id: &str,
        cursor: Cursor,
        limit: i64,
    ) -> Result<Vec<T>, DbError> {
        if let Some(last) = cursor.0 {
            rows.push(&format!(" AND {id} > ?"), [last.into()]);
        }
        rows.push(&format!(" ORDER BY {id} LIMIT ?"), [limit.into()]);
        self.all(rows).await
    }
}
