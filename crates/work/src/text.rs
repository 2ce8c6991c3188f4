//! Texts of several lines.

use db::Checks;
use kernel::{Lang, clean};

/// An optional text whose line breaks are kept, of at most `max` letters.
pub(crate) fn lines(checks: &mut Checks, field: &str, value: &str, max: usize) -> String {
    let lines: Vec<String> = value.lines().map(clean).collect();
    let text = lines.join("\n").trim().to_owned();
    let length = text.chars().count();
    if length > max {
        let message = match checks.lang {
            Lang::Vi => format!("Dài {length} chữ; tối đa {max}."),
            Lang::En => format!("{length} letters long; at most {max}."),
        };
        checks.fail(field, message);
    }
    text
}
