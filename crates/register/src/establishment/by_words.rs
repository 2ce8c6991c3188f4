//! Establishments that hold words, in the order of pickers and lists: those first whose names begin
//! with what was typed, then the others, each by name.

use db::{Conn, DbError, Dialect, FromRow, Hits, PageRequest, Sql, sql};
use kernel::fold;

/// What is asked for: rows of `select`, which ends before the ids it wants.
pub(super) struct ByWords<'a> {
    select: &'static str,
    /// ` AND …` of all that narrows besides the words.
    narrowed: Sql,
    text: &'a str,
    folded: String,
}

/// The names of a text are those from it up to a character that nothing folded holds.
const NAMED: &str = "e.name_fold >= ? AND e.name_fold < ?";

impl<'a> ByWords<'a> {
    pub fn new(select: &'static str, narrowed: Sql, text: &'a str) -> ByWords<'a> {
        ByWords {
            select,
            narrowed,
            text,
            folded: fold(text),
        }
    }

    /// One page; `hits` as the text was met within what is narrowed.
    pub async fn page<T: FromRow>(
        &self,
        conn: &mut Conn,
        hits: &Hits,
        request: PageRequest,
    ) -> Result<Vec<T>, DbError> {
        let (offset, size) = (request.offset(), request.size);
        if self.folded.is_empty() {
            return self.others(conn, hits, offset, size).await;
        }
        let named = self.count_named(conn, offset + size).await?;
        let mut rows = match named > offset {
            true => self.named(conn, offset, size).await?,
            false => Vec::new(),
        };
        let rest = size - rows.len() as i64;
        if rest > 0 {
            let passed = (offset - named).max(0);
            rows.extend(self.others(conn, hits, passed, rest).await?);
        }
        Ok(rows)
    }

    fn chosen(&self, by: &str, offset: i64, limit: i64, ids: Sql) -> Sql {
        let mut q = sql!(self.select);
        q.append(ids).push(by, []).push(
            ", e.id LIMIT ? OFFSET ?) ORDER BY e.name_fold, e.id",
            [limit.into(), offset.into()],
        );
        q
    }

    fn ids(&self) -> Sql {
        let mut q = sql!("SELECT e.id FROM establishment e WHERE 1 = 1");
        q.append(self.narrowed.clone());
        q
    }

    /// ` AND …` for the names that begin with the text, or for those that do not.
    fn push_named(&self, q: &mut Sql, begin: bool) {
        if self.folded.is_empty() {
            return;
        }
        let not = if begin { "" } else { "NOT " };
        let end = format!("{}{}", self.folded, char::MAX);
        q.push(
            &format!(" AND {not}({NAMED})"),
            [self.folded.as_str().into(), end.into()],
        );
    }

    /// How many names begin with the text, counted up to `most`.
    async fn count_named(&self, conn: &mut Conn, most: i64) -> Result<i64, DbError> {
        let mut q = self.ids();
        self.push_named(&mut q, true);
        conn.count_up_to(q, most).await
    }

    /// Those whose names begin with the text. They hold its words in any case.
    pub async fn named<T: FromRow>(
        &self,
        conn: &mut Conn,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<T>, DbError> {
        let mut q = self.ids();
        self.push_named(&mut q, true);
        conn.all(self.chosen(" ORDER BY e.name_fold", offset, limit, q))
            .await
    }

    /// Those that hold the words elsewhere.
    pub async fn others<T: FromRow>(
        &self,
        conn: &mut Conn,
        hits: &Hits,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<T>, DbError> {
        if hits.most() && offset == 0 {
            let mut narrowed = self.narrowed.clone();
            self.push_named(&mut narrowed, false);
            let mut q = sql!(self.select);
            q.append(first_with_words(narrowed, self.text, hits, limit))
                .push(") ORDER BY e.name_fold, e.id", []);
            let rows: Vec<T> = conn.all(q).await?;
            if rows.len() as i64 == limit {
                return Ok(rows);
            }
        }
        let mut q = self.ids();
        self.push_named(&mut q, false);
        q.push_search(conn.dialect(), "establishment", "e", self.text, hits);
        let by = format!(" ORDER BY e.name_fold{}", sorted(conn.dialect(), hits));
        conn.all(self.chosen(&by, offset, limit, q)).await
    }
}

/// The ids of those with all words among the first rows by name that are met by `narrowed`; it fills
/// up to `limit` when words stand in most rows.
pub(super) fn first_with_words(narrowed: Sql, text: &str, hits: &Hits, limit: i64) -> Sql {
    let mut q = sql!(
        "SELECT n.id FROM (SELECT e.id AS id, e.search AS search FROM establishment e WHERE 1 = 1"
    );
    q.append(narrowed);
    q.push(
        " ORDER BY e.name_fold, e.id LIMIT ?) AS n WHERE 1 = 1",
        [Hits::FIRST.into()],
    );
    q.push_words("n.search", text, hits)
        .push(" LIMIT ?", [limit.into()]);
    q
}

/// Keeps PostgreSQL from walking all names in their order for a page of those met: it takes words to be
/// spread over all names, while those of one trade or legal form stand together and a walk may pass
/// most names before it (46 ms against 11 ms for 2,161 of 100,000). An expression has no order to
/// walk.
fn sorted(dialect: Dialect, hits: &Hits) -> &'static str {
    if dialect == Dialect::Postgres && hits.count().is_some() {
        " || ''"
    } else {
        ""
    }
}
