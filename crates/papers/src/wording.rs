//! The small rules of official wording: dates, numbers, no-break spaces.

use jiff::civil::Date;
use kernel::Dong;
use unicode_normalization::UnicodeNormalization;

/// The no-break space.
pub(crate) const NBSP: char = '\u{a0}';

/// Words that keep the number after them on their line.
const BEFORE_NUMBER: [&str; 16] = [
    "số", "điều", "khoản", "điểm", "mục", "chương", "phần", "biểu", "bảng", "mẫu", "ngày", "tháng",
    "năm", "quý", "lần", "định",
];

/// Units that stay with the number before them.
const UNITS: [&str; 27] = [
    "%", "đ", "₫", "đồng", "nghìn", "triệu", "tỷ", "tỉ", "ha", "m", "m²", "m2", "m³", "m3", "km",
    "mm", "cm", "kg", "g", "tấn", "kW", "kWh", "kVA", "°C", "lít", "giờ", "TOE",
];

/// Text fit to print: composed (NFC, TCVN 6909:2001), on one line, without control characters, and
/// with no-break spaces between number and unit ("9,4 %") and between word and number ("số 30",
/// "Điều 5").
pub fn official(text: &str) -> String {
    let composed = composed(text);
    let words: Vec<&str> = composed.split(' ').collect();
    let mut out = String::with_capacity(composed.len() + 16);
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(if belongs_together(words[i - 1], word) {
                NBSP
            } else {
                ' '
            });
        }
        out.push_str(word);
    }
    out
}

/// Text composed (NFC), on one line, without control characters, its spaces as they are.
pub(crate) fn composed(text: &str) -> String {
    text.nfc()
        .map(|c| {
            if c.is_whitespace() && c != NBSP {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

fn belongs_together(left: &str, right: &str) -> bool {
    let left = left.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number_follows = right.starts_with(|c: char| c.is_ascii_digit());
    let unit = right.trim_end_matches(['.', ',', ';', ':', ')', '/']);
    (number_follows && BEFORE_NUMBER.contains(&left.to_lowercase().as_str()))
        || (left.ends_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&unit))
}

/// "ngày 05 tháng 02 năm 2022": days below 10 and the months 1 and 2 take a zero, the months 3 to 9
/// do not (Phụ lục I, phần II, mục I.4). Without a date, room to write one.
pub fn official_date(date: Option<Date>) -> String {
    let Some(date) = date else {
        return format!("ngày{0}tháng{0}năm{0}", NBSP.to_string().repeat(5));
    };
    let month = match date.month() {
        m @ 1..=2 => format!("{m:02}"),
        m => m.to_string(),
    };
    format!(
        "ngày{NBSP}{:02} tháng{NBSP}{month} năm{NBSP}{}",
        date.day(),
        date.year()
    )
}

/// "200.000.000 đồng (Bằng chữ: Hai trăm triệu đồng)": an amount that somebody is to pay or receive.
pub fn stated(amount: Dong) -> String {
    format!(
        "{}{NBSP}đồng (Bằng chữ: {})",
        amount.grouped(),
        amount.in_words()
    )
}

/// "Số: 09/BC-TTKC"; numbers below 10 take a zero, a missing number leaves room.
pub(crate) fn number_line(number: Option<&str>, symbol: &str) -> String {
    let number = match number.map(str::trim) {
        None | Some("") => NBSP.to_string().repeat(6),
        Some(n) if n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit()) => format!("0{n}"),
        Some(n) => n.to_owned(),
    };
    let slash = if symbol.trim().is_empty() { "" } else { "/" };
    format!("Số:{NBSP}{number}{slash}{}", symbol.trim())
}

/// Ends each line with ";" and the last with ".", replacing marks that stand there already.
pub(crate) fn enumerate(lines: &[String]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let bare = official(line.trim().trim_end_matches([';', '.', ',']));
            format!("{bare}{}", if i == last { '.' } else { ';' })
        })
        .collect()
}

/// The first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
