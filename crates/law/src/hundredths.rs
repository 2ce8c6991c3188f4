//! Numbers kept in hundredths, as people write them: with a decimal comma.

use web_kit::Form;

/// `12,5` for 1 250.
pub(crate) fn hundredths(value: i64) -> String {
    let (whole, rest) = (value / 100, value.rem_euclid(100));
    match rest {
        0 => whole.to_string(),
        r => format!("{whole},{r:02}").trim_end_matches('0').to_owned(),
    }
}

/// A number with at most two decimals behind a comma, in hundredths; none when empty.
pub(crate) fn decimal(form: &mut Form, name: &str) -> Option<i64> {
    let text = form.text(name);
    if text.is_empty() {
        return None;
    }
    let value = parse_hundredths(text.trim_end_matches('%').trim_end());
    if value.is_none() {
        let message = form.lang.t(
            "Cần một số, nhiều nhất hai chữ số sau dấu phẩy, ví dụ 12,5.",
            "A number with at most two decimals is needed, such as 12,5.",
        );
        form.fail(name, message);
    }
    value
}

fn parse_hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_and_written_with_a_decimal_comma() {
        for (text, value) in [("50", 5_000), ("12,5", 1_250), ("1.25", 125), ("0,05", 5)] {
            assert_eq!(parse_hundredths(text), Some(value), "{text}");
        }
        assert_eq!(hundredths(1_250), "12,5");
        assert_eq!(hundredths(5), "0,05");
        assert_eq!(hundredths(15_000), "150");
        for text in ["", ",5", "1,234", "năm mươi", "-5", "1234567"] {
            assert_eq!(parse_hundredths(text), None, "{text}");
        }
    }
}
