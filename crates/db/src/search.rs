use kernel::fold;

use crate::{Dialect, Sql};

impl Sql {
    /// Appends ` AND …` so that only rows are met in which every word of `text` stands, or begins a
    /// word; diacritics and case do not matter. A text without letters or digits filters nothing.
    ///
    /// The one place where the two databases need different SQL. `table` is read under the name
    /// `alias` and keeps what is searched, folded, in a column. Its migration adds on SQLite an
    /// `INTEGER PRIMARY KEY` named `seq` and an FTS5 table `<table>_text` whose rowid it is; on
    /// PostgreSQL a `tsvector` column `text_vector` of the configuration `simple` with a GIN index.
    pub fn push_search(
        &mut self,
        dialect: Dialect,
        table: &str,
        alias: &str,
        text: &str,
    ) -> &mut Sql {
        let folded = fold(text);
        if folded.is_empty() {
            return self;
        }
        // Folded words hold letters and digits only, so the quotes cannot be left.
        let words = folded.split(' ');
        match dialect {
            Dialect::Sqlite => {
                let query: Vec<String> = words.map(|word| format!("\"{word}\"*")).collect();
                self.push(
                    &format!(
                        " AND {alias}.seq IN (SELECT rowid FROM {table}_text \
                         WHERE {table}_text MATCH ?)"
                    ),
                    [query.join(" ").into()],
                )
            }
            Dialect::Postgres => {
                let query: Vec<String> = words.map(|word| format!("'{word}':*")).collect();
                self.push(
                    &format!(" AND {alias}.text_vector @@ to_tsquery('simple', ?)"),
                    [query.join(" & ").into()],
                )
            }
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
        q.push_search(Dialect::Postgres, "t", "t", "Điện cơ");
        let (text, args) = q.render(Dialect::Postgres);
        assert_eq!(
            text,
            "SELECT 1 FROM t WHERE 1 = 1 AND t.text_vector @@ to_tsquery('simple', $1)"
        );
        assert_eq!(args, vec![crate::Val::from("'dien':* & 'co':*")]);
    }

    #[test]
    fn marks_alone_filter_nothing() {
        let mut q = sql!("SELECT 1 FROM t WHERE 1 = 1");
        q.push_search(Dialect::Sqlite, "t", "t", " '\"*- ");
        assert_eq!(q.render(Dialect::Sqlite).0, "SELECT 1 FROM t WHERE 1 = 1");
    }
}
