use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text as it is stored: NFC, outer space trimmed, inner runs of space made one.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.nfc().filter(|c| !c.is_control()));
    }
    out
}

/// Text as it is searched: without diacritics, `đ` as `d`, lower case, words and digits only.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        let c = if c == 'đ' { 'd' } else { c };
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else {
            gap = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_ignores_diacritics_case_and_marks() {
        assert_eq!(
            fold("Công ty TNHH  Điện–Cơ Đắk Lắk"),
            "cong ty tnhh dien co dak lak"
        );
        assert_eq!(fold("Đắk".nfd().collect::<String>().as_str()), "dak");
        assert_eq!(fold(" (CN) Nguyễn & Con "), "cn nguyen con");
    }

    #[test]
    fn decomposed_text_is_stored_composed() {
        let decomposed: String = "Bà Rịa – Vũng Tàu".nfd().collect();
        assert_eq!(clean(&format!("  {decomposed}\n")), "Bà Rịa – Vũng Tàu");
    }
}
