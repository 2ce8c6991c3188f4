use kernel::fold;
use uuid::Uuid;

use crate::{Conn, DbError, Dialect, Sql, sql};

/// In how many rows words stand, and how they are met there.
///
/// Counted exactly up to [`Hits::MOST`], beyond that only "more": counting all rows of a word that
/// stands in most of them costs more than showing them, on both databases, and nobody reads five
/// thousand rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    count: Option<i64>,
    /// The rows themselves, when they are few and the database tells them at no cost.
    few: Option<Vec<Uuid>>,
    /// Every word but the last, which may not be typed to its end, stands whole in the rows. Finding
    /// whole words costs a fraction of finding beginnings.
    whole: bool,
}

impl Hits {
    /// Up to here SQLite sorts the rows that are met. Beyond, walking all rows in their order until a
    /// page is full is cheaper; measured among 100,000 rows.
    const MANY: i64 = 1500;

    /// Beyond this the first few hundred rows in their order are likely to fill a page.
    pub const MOST: i64 = 5_000;

    /// How many rows of the order are looked through when words stand in most of them.
    pub const FIRST: i64 = 400;

    /// Up to here PostgreSQL gives the rows along with their number, so that showing them asks for
    /// them by id: its index reads the beginnings of all words that start alike at each question.
    const FEW: usize = 64;

    /// Nothing is searched, or nobody asked: every word is taken for a beginning.
    pub const UNKNOWN: Hits = Hits {
        count: None,
        few: None,
        whole: false,
    };

    /// The number of rows met, when it is known and not beyond [`Hits::MOST`].
    pub fn count(&self) -> Option<i64> {
        self.count.filter(|count| *count <= Self::MOST)
    }

    /// True when so many are met that all rows are walked in their order until a page is full.
    fn walked(&self) -> bool {
        self.count.is_some_and(|count| count > Self::MANY)
    }

    /// True when it is worth looking through the first [`Hits::FIRST`] rows of the order, by
    /// [`Sql::push_words`], before asking for all that are met.
    pub fn most(&self) -> bool {
        self.count.is_some_and(|count| count > Self::MOST)
    }
}

impl Conn {
    /// Asks in how many rows of `table` the words of `text` stand whole, the last one begun.
    pub async fn search_hits(&mut self, table: &str, text: &str) -> Result<Hits, DbError> {
        match fold(text) {
            folded if folded.is_empty() => Ok(Hits::UNKNOWN),
            folded => self.hits(table, &folded, true).await,
        }
    }

    /// Asks in how many rows every word of `text` is the beginning of one, for when its whole words
    /// meet nothing; None when that is the same question.
    pub async fn search_begun(&mut self, table: &str, text: &str) -> Result<Option<Hits>, DbError> {
        match fold(text) {
            folded if !folded.contains(' ') => Ok(None),
            folded => self.hits(table, &folded, false).await.map(Some),
        }
    }

    async fn hits(&mut self, table: &str, folded: &str, whole: bool) -> Result<Hits, DbError> {
        let (count, few) = match self.dialect() {
            // The index alone answers.
            Dialect::Sqlite => {
                let rows = sql!(
                    format!("SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?"),
                    fts_query(folded, whole)
                );
                (self.count_up_to(rows, Hits::MOST + 1).await?, None)
            }
            Dialect::Postgres => {
                let rows: Vec<(Uuid, i64)> = self
                    .all(sql!(
                        format!(
                            "SELECT id, COUNT(*) OVER () FROM (
                                SELECT id FROM {table}
                                 WHERE text_vector @@ to_tsquery('simple', ?) LIMIT ?) AS met
                              LIMIT ?"
                        ),
                        ts_query(folded, whole),
                        Hits::MOST + 1,
                        Hits::FEW as i64,
                    ))
                    .await?;
                let count = rows.first().map_or(0, |(_, count)| *count);
                let all = count == rows.len() as i64;
                let few = all.then(|| rows.into_iter().map(|(id, _)| id).collect());
                (count, few)
            }
        };
        Ok(Hits {
            count: Some(count),
            few,
            whole,
        })
    }

    /// Counts the rows of a question, at most `most` of them.
    pub async fn count_up_to(&mut self, rows: Sql, most: i64) -> Result<i64, DbError> {
        let mut q = sql!("SELECT COUNT(*) FROM (");
        q.append(rows).push(" LIMIT ?) AS counted", [most.into()]);
        Ok(self.one::<(i64,)>(q).await?.0)
    }
}

/// The words with true for those that need only be begun; they are folded, so the quotes put around
/// them cannot be left.
fn terms(folded: &str, whole: bool) -> impl Iterator<Item = (&str, bool)> {
    let words: Vec<&str> = folded.split(' ').collect();
    let count = words.len();
    words
        .into_iter()
        .enumerate()
        .map(move |(n, word)| (word, !whole || n + 1 == count))
}

fn fts_query(folded: &str, whole: bool) -> String {
    let words: Vec<String> = terms(folded, whole)
        .map(|(word, begun)| format!("\"{word}\"{}", if begun { "*" } else { "" }))
        .collect();
    words.join(" ")
}

fn ts_query(folded: &str, whole: bool) -> String {
    let words: Vec<String> = terms(folded, whole)
        .map(|(word, begun)| format!("'{word}'{}", if begun { ":*" } else { "" }))
        .collect();
    words.join(" & ")
}

impl Sql {
    /// Appends ` AND …` so that only rows are met in which every word of `text` stands or is begun, as
    /// `hits` found out; diacritics and case do not matter. A text without letters or digits filters
    /// nothing.
    ///
    /// The one place where the two databases need different SQL. `table` is read under the name
    /// `alias`, has its UUIDs in `id` and keeps what is searched, folded, in a column. Its migration adds on SQLite an
    /// `INTEGER PRIMARY KEY` named `seq` and an FTS5 table `<table>_text` whose rowid it is; on
    /// PostgreSQL a `tsvector` column `text_vector` of the configuration `simple` with a GIN index.
    /// The `hits` decide how the databases go about it; the rows are the same.
    pub fn push_search(
        &mut self,
        dialect: Dialect,
        table: &str,
        alias: &str,
        text: &str,
        hits: &Hits,
    ) -> &mut Sql {
        let folded = fold(text);
        if folded.is_empty() {
            return self;
        }
        if let Some(few) = &hits.few {
            // Always as many, so that the statement is prepared once.
            let filled = few.iter().chain(few.iter().cycle()).take(Hits::FEW);
            return self
                .push(&format!(" AND {alias}.id IN "), [])
                .push_list(filled.copied());
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
                    [fts_query(&folded, hits.whole).into()],
                )
            }
            Dialect::Postgres => self.push(
                &format!(" AND {alias}.text_vector @@ to_tsquery('simple', ?)"),
                [ts_query(&folded, hits.whole).into()],
            ),
        }
    }

    /// Appends ` AND …` that meets the same rows as [`Sql::push_search`] by reading the folded text
    /// in `column`, row by row: for a few rows of which most are met.
    pub fn push_words(&mut self, column: &str, text: &str, hits: &Hits) -> &mut Sql {
        for (word, begun) in terms(&fold(text), hits.whole) {
            let end = if begun { "" } else { " " };
            self.push(
                &format!(" AND ' ' || {column} || ' ' LIKE ?"),
                [format!("% {word}{end}%").into()],
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
        q.push_search(Dialect::Postgres, "t", "t", "Điện cơ", &Hits::UNKNOWN);
        let (text, args) = q.render(Dialect::Postgres);
        assert_eq!(
            text,
            "SELECT 1 FROM t WHERE 1 = 1 AND t.text_vector @@ to_tsquery('simple', $1)"
        );
        assert_eq!(args, vec![crate::Val::from("'dien':* & 'co':*")]);
    }

    #[test]
    fn whole_words_end_with_the_one_that_is_typed() {
        assert_eq!(ts_query("cong ty", true), "'cong' & 'ty':*");
        assert_eq!(fts_query("cong ty", true), "\"cong\" \"ty\"*");
        let mut q = sql!("SELECT 1 FROM t WHERE 1 = 1");
        let hits = Hits {
            count: Some(3),
            few: None,
            whole: true,
        };
        q.push_words("t.search", "Công ty", &hits);
        let (_, args) = q.render(Dialect::Sqlite);
        assert_eq!(args, ["% cong %", "% ty%"].map(crate::Val::from));
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
        q.push_search(Dialect::Sqlite, "t", "t", " '\"*- ", &Hits::UNKNOWN);
        assert_eq!(q.render(Dialect::Sqlite).0, "SELECT 1 FROM t WHERE 1 = 1");
    }
}
