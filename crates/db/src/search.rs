use kernel::fold;

use crate::{Conn, DbError, Dialect, Sql, sql};

/// In how many rows words stand: exactly up to [`Hits::MOST`], beyond that only "more".
///
/// Counting all rows of a word that stands in most of them costs more than showing them, on both
/// databases, and nobody reads ten thousand rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hits(Option<i64>);

impl Hits {
    /// Up to here the rows that are met are sorted. Beyond, walking all rows in their order until a
    /// page is full is cheaper; measured among 100,000 rows.
    const MANY: i64 = 1500;

    /// Beyond this the first few hundred rows in their order are likely to fill a page.
    pub const MOST: i64 = 10_000;

    /// How many rows of the order are looked through when words stand in most of them.
    pub const FIRST: i64 = 400;

    /// Nothing is searched, or nobody asked.
    pub const UNKNOWN: Hits = Hits(None);

    /// The number of rows met, when it is known and not beyond [`Hits::MOST`].
    pub fn count(self) -> Option<i64> {
        self.0.filter(|count| *count <= Self::MOST)
    }

    /// True when so many are met that all rows are walked in their order until a page is full.
    fn walked(self) -> bool {
        self.0.is_some_and(|count| count > Self::MANY)
    }

    /// True when all that are met are found and sorted faster than met again in their order.
    pub fn few(self) -> bool {
        self.0.is_some_and(|count| count <= Self::MANY)
    }

    /// True when it is worth looking through the first [`Hits::FIRST`] rows of the order, by
    /// [`Sql::push_words`], before asking for all that are met.
    pub fn most(self) -> bool {
        self.0.is_some_and(|count| count > Self::MOST)
    }
}

impl Conn {
    /// Asks how many rows of `table` `text` meets.
    pub async fn search_hits(&mut self, table: &str, text: &str) -> Result<Hits, DbError> {
        if fold(text).is_empty() {
            return Ok(Hits::UNKNOWN);
        }
        let rows = match self.dialect() {
            // The index alone answers.
            Dialect::Sqlite => sql!(
                format!("SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?"),
                fts_query(&fold(text))
            ),
            Dialect::Postgres => {
                let mut q = sql!(format!("SELECT 1 AS met FROM {table} t WHERE 1 = 1"));
                q.push_search(Dialect::Postgres, table, "t", text, Hits::UNKNOWN);
                q
            }
        };
        Ok(Hits(Some(self.count_up_to(rows, Hits::MOST + 1).await?)))
    }

    /// Counts the rows of a question, at most `most` of them.
    pub async fn count_up_to(&mut self, rows: Sql, most: i64) -> Result<i64, DbError> {
        let mut q = sql!("SELECT COUNT(*) FROM (");
        q.append(rows).push(" LIMIT ?) AS counted", [most.into()]);
        Ok(self.one::<(i64,)>(q).await?.0)
    }
}

/// Folded words hold letters and digits only, so the quotes cannot be left.
fn fts_query(folded: &str) -> String {
    let words: Vec<String> = folded
        .split(' ')
        .map(|word| format!("\"{word}\"*"))
        .collect();
    words.join(" ")
}

impl Sql {
    /// Appends ` AND …` so that only rows are met in which every word of `text` stands, or begins a
    /// word; diacritics and case do not matter. A text without letters or digits filters nothing.
    ///
    /// The one place where the two databases need different SQL. `table` is read under the name
    /// `alias` and keeps what is searched, folded, in a column. Its migration adds on SQLite an
    /// `INTEGER PRIMARY KEY` named `seq` and an FTS5 table `<table>_text` whose rowid it is; on
    /// PostgreSQL a `tsvector` column `text_vector` of the configuration `simple` with a GIN index.
    /// `hits` decides how SQLite goes about it; the rows are the same.
    pub fn push_search(
        &mut self,
        dialect: Dialect,
        table: &str,
        alias: &str,
        text: &str,
        hits: Hits,
    ) -> &mut Sql {
        let folded = fold(text);
        if folded.is_empty() {
            return self;
        }
        match dialect {
            Dialect::Sqlite => {
                // The plus hides the column from the planner, which then walks the sorted index.
                let walk = if hits.walked() { "+" } else { "" };
                self.push(
                    &format!(
                        " AND {walk}{alias}.seq IN (SELECT rowid FROM {table}_text \
                         WHERE {table}_text MATCH ?)"
                    ),
                    [fts_query(&folded).into()],
                )
            }
            Dialect::Postgres => {
                let words = folded.split(' ');
                let query: Vec<String> = words.map(|word| format!("'{word}':*")).collect();
                self.push(
                    &format!(" AND {alias}.text_vector @@ to_tsquery('simple', ?)"),
                    [query.join(" & ").into()],
                )
            }
        }
    }

    /// Appends ` AND …` that meets the same rows as [`Sql::push_search`] by reading the folded text
    /// in `column`, row by row: for a few rows of which most are met.
    pub fn push_words(&mut self, column: &str, text: &str) -> &mut Sql {
        for word in fold(text).split(' ') {
            self.push(
                &format!(" AND ' ' || {column} LIKE ?"),
                [format!("% {word}%").into()],
            );
        }
        self
    }

    /// Appends ` AND …` so that only rows are met in which every word of at least one group stands.
    /// The words are folded already; `table` and `alias` as for [`Sql::push_search`]. No group meets
    /// nothing.
    pub fn push_search_any(
        &mut self,
        dialect: Dialect,
        table: &str,
        alias: &str,
        groups: &[Vec<&str>],
    ) -> &mut Sql {
        if groups.is_empty() {
            return self.push(" AND 1 = 0", []);
        }
        let joined = |mark: char, and: &str, or: &str| {
            let group = |words: &Vec<&str>| {
                let quoted: Vec<String> = words
                    .iter()
                    .map(|word| format!("{mark}{word}{mark}"))
                    .collect();
                format!("({})", quoted.join(and))
            };
            groups.iter().map(group).collect::<Vec<_>>().join(or)
        };
        match dialect {
            Dialect::Sqlite => self.push(
                &format!(
                    " AND {alias}.seq IN (SELECT rowid FROM {table}_text \
                     WHERE {table}_text MATCH ?)"
                ),
                [joined('"', " AND ", " OR ").into()],
            ),
            Dialect::Postgres => self.push(
                &format!(" AND {alias}.text_vector @@ to_tsquery('simple', ?)"),
                [joined('\'', " & ", " | ").into()],
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql;

    #[test]
    fn every_word_is_matched_by_its_beginning() {
        let mut q = sql!("SELECT 1 FROM t WHERE 1 = 1");
        q.push_search(Dialect::Postgres, "t", "t", "Điện cơ", Hits::UNKNOWN);
        let (text, args) = q.render(Dialect::Postgres);
        assert_eq!(
            text,
            "SELECT 1 FROM t WHERE 1 = 1 AND t.text_vector @@ to_tsquery('simple', $1)"
        );
        assert_eq!(args, vec![crate::Val::from("'dien':* & 'co':*")]);
    }

    #[test]
    fn any_of_several_groups_of_words_is_met() {
        let mut q = sql!("SELECT 1 FROM t WHERE 1 = 1");
        let groups = [vec!["co", "khi"], vec!["hai"]];
        q.push_search_any(Dialect::Postgres, "t", "t", &groups);
        let (_, args) = q.render(Dialect::Postgres);
        assert_eq!(args, vec![crate::Val::from("('co' & 'khi') | ('hai')")]);
        let mut q = sql!("SELECT 1 FROM t WHERE 1 = 1");
        q.push_search_any(Dialect::Sqlite, "t", "t", &[]);
        assert_eq!(
            q.render(Dialect::Sqlite).0,
            "SELECT 1 FROM t WHERE 1 = 1 AND 1 = 0"
        );
    }

    #[test]
    fn marks_alone_filter_nothing() {
        let mut q = sql!("SELECT 1 FROM t WHERE 1 = 1");
        q.push_search(Dialect::Sqlite, "t", "t", " '\"*- ", Hits::UNKNOWN);
        assert_eq!(q.render(Dialect::Sqlite).0, "SELECT 1 FROM t WHERE 1 = 1");
    }
}
