use kernel::fold;

use crate::{Dialect, Val};

/// A statement under construction: text with `?` and the values that fill them.
///
/// ```
/// let mut q = db::sql!("SELECT name FROM unit WHERE level = ?", "commune");
/// q.push(" AND province_id = ?", [7_i64.into()]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    args: Vec<Val>,
}

impl Sql {
    pub fn new(text: impl Into<String>, args: Vec<Val>) -> Sql {
        Sql {
            text: text.into(),
            args,
        }
    }

    /// Appends a piece of SQL with its values.
    pub fn push(&mut self, text: &str, args: impl IntoIterator<Item = Val>) -> &mut Self {
        self.text.push_str(text);
        self.args.extend(args);
        self
    }

    /// Appends `(?, ?, …)`; an empty list becomes `(NULL)`, which matches nothing.
    pub fn push_list<V: Into<Val>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        let before = self.args.len();
        self.args.extend(values.into_iter().map(Into::into));
        let n = self.args.len() - before;
        self.text.push('(');
        self.text.push_str(if n == 0 { "NULL" } else { "?" });
        for _ in 1..n {
            self.text.push_str(", ?");
        }
        self.text.push(')');
        self
    }

    /// Keeps the rows whose `column` is one of the values; no values keep all rows.
    pub fn push_among<V: Into<Val> + Copy>(&mut self, column: &str, values: &[V]) -> &mut Self {
        if values.is_empty() {
            return self;
        }
        self.push(&format!(" AND {column} IN "), [])
            .push_list(values.iter().copied())
    }

    /// Keeps the rows whose folded text in `column` contains each of the first eight words.
    pub fn push_containing(&mut self, column: &str, words: &str) -> &mut Self {
        for word in fold(words).split_whitespace().take(8) {
            self.push(
                &format!(" AND {column} LIKE ?"),
                [format!("%{word}%").into()],
            );
        }
        self
    }

    /// Appends another piece built elsewhere, such as a scope filter.
    pub fn append(&mut self, other: Sql) -> &mut Self {
        self.text.push_str(&other.text);
        self.args.extend(other.args);
        self
    }

    /// Splits into the text of the dialect and the values. PostgreSQL wants `$1`, `$2`, …; a `?`
    /// inside a quoted literal is left alone.
    pub(crate) fn render(self, dialect: Dialect) -> (String, Vec<Val>) {
        if dialect == Dialect::Sqlite {
            return (self.text, self.args);
        }
        let mut out = String::with_capacity(self.text.len() + self.args.len() * 2);
        let (mut n, mut quoted) = (0, false);
        for c in self.text.chars() {
            match c {
                '\'' => quoted = !quoted,
                '?' if !quoted => {
                    n += 1;
                    out.push('$');
                    out.push_str(&n.to_string());
                    continue;
                }
                _ => {}
            }
            out.push(c);
        }
        (out, self.args)
    }
}

/// `sql!("… ? …", value, value)`: a statement with its values.
#[macro_export]
macro_rules! sql {
    ($text:expr $(, $arg:expr)* $(,)?) => {
        $crate::Sql::new($text, vec![$($crate::Val::from($arg)),*])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_marks_in_literals_are_not_placeholders() {
        let q = sql!(
            "SELECT '?', a FROM t WHERE b = ? AND c = 'it''s ?' AND d = ?",
            1_i64,
            "x"
        );
        let (text, args) = q.render(Dialect::Postgres);
        assert_eq!(
            text,
            "SELECT '?', a FROM t WHERE b = $1 AND c = 'it''s ?' AND d = $2"
        );
        assert_eq!(args.len(), 2);
    }

    #[test]
    fn an_empty_list_matches_nothing() {
        let mut q = sql!("SELECT 1 WHERE 2 IN ");
        q.push_list(Vec::<i64>::new());
        assert_eq!(q.render(Dialect::Sqlite).0, "SELECT 1 WHERE 2 IN (NULL)");
    }
}
