use crate::Dong;

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// A thousand million, after which the names of the thousands begin again: "nghìn tỷ".
const TY: u64 = 1_000_000_000;

impl Dong {
    /// The amount as papers write it out, beginning with a capital letter: "Một triệu không trăm
    /// linh bốn nghìn đồng".
    ///
    /// Zero places inside a number are said ("không trăm", "linh"), groups of three zeros are not;
    /// 1, 4 and 5 change their word after "mươi" (hai mươi mốt, hai mươi tư, hai mươi lăm), 5 after
    /// "mười" as well. A negative amount begins with "Âm".
    pub fn in_words(self) -> String {
        let mut words = Vec::with_capacity(24);
        if self.0 < 0 {
            words.push("âm");
        }
        match self.0.unsigned_abs() {
            0 => words.push(DIGITS[0]),
            amount => say(amount, &mut words, false),
        }
        words.push("đồng");
        capitalised(&words.join(" "))
    }
}

/// Appends a number above zero. `inside`: something greater was said before it, so that the
/// hundreds are named even when there are none.
fn say(number: u64, words: &mut Vec<&'static str>, inside: bool) {
    let mut inside = inside;
    if number >= TY {
        say(number / TY, words, inside);
        words.push("tỷ");
        inside = true;
    }
    for (size, name) in [(1_000_000, "triệu"), (1_000, "nghìn"), (1, "")] {
        let group = number % TY / size % 1_000;
        if group == 0 {
            continue;
        }
        say_group(group as usize, words, inside);
        if !name.is_empty() {
            words.push(name);
        }
        inside = true;
    }
}

/// Appends 1 to 999.
fn say_group(group: usize, words: &mut Vec<&'static str>, inside: bool) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let hundreds_said = hundreds > 0 || inside;
    if hundreds_said {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && hundreds_said => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match ones {
        0 => {}
        1 if tens > 1 => words.push("mốt"),
        4 if tens > 1 => words.push("tư"),
        5 if tens > 0 => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
