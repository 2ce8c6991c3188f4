use kernel::{BasisPoints, Lang};

/// The least part of a whole that is enough: a quorum or a majority, in hundredths of a percent.
///
/// Cut down to whole hundredths, so that two of three meet 2/3; “more than a half” is half and one
/// hundredth, which is exact for any council of fewer than five thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(i64);

const OVER_HALF: i64 = 5_001;

impl Share {
    /// From what is stored, within 1 and 10,000.
    pub fn from_stored(bp: i64) -> Share {
        Share(bp.clamp(1, 10_000))
    }

    pub fn stored(self) -> i64 {
        self.0
    }

    /// Reads `2/3`, `quá 1/2`, `75`, `75 %` or `66,5 %`; None when it is none of them, or no share
    /// between nothing and the whole.
    pub fn parse(text: &str) -> Option<Share> {
        let folded = kernel::fold(text);
        if matches!(
            folded.as_str(),
            "qua 1 2" | "qua ban" | "qua nua" | "over 1 2"
        ) {
            return Some(Share(OVER_HALF));
        }
        let text = text.trim().trim_end_matches('%').trim_end();
        let bp = match text.split_once('/') {
            Some((part, whole)) => {
                let part: i64 = part.trim().parse().ok()?;
                let whole: i64 = whole.trim().parse().ok()?;
                (1..=1_000_000).contains(&part).then_some(())?;
                (part..=1_000_000).contains(&whole).then_some(())?;
                part * 10_000 / whole
            }
            None => hundredths(text)?,
        };
        (1..=10_000).contains(&bp).then_some(Share(bp))
    }

    /// True when `part` of `whole` is enough; nothing is enough of nothing.
    pub fn met_by(self, part: i64, whole: i64) -> bool {
        whole > 0 && part * 10_000 >= self.0 * whole
    }

    /// How many of `whole` are needed at least.
    pub fn least(self, whole: i64) -> i64 {
        (self.0 * whole + 9_999) / 10_000
    }

    /// As people say it: `2/3`, `quá 1/2`, `66,5 %`.
    pub fn label(self, lang: Lang) -> String {
        match self.0 {
            OVER_HALF => lang.t("quá 1/2", "over 1/2").to_owned(),
            6_666 => "2/3".to_owned(),
            7_500 => "3/4".to_owned(),
            bp => BasisPoints(bp).to_string().replace('\u{a0}', " "),
        }
    }
}

/// `66,5` as 6,650.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once([',', '.']).unwrap_or((text, ""));
    let whole: i64 = whole.parse().ok()?;
    let rest = match rest.len() {
        0 => 0,
        1 => rest.parse::<i64>().ok()? * 10,
        2 => rest.parse().ok()?,
        _ => return None,
    };
    (0..=100).contains(&whole).then_some(whole * 100 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        for (text, bp) in [
            ("2/3", 6_666),
            ("Quá 1/2", 5_001),
            ("quá bán", 5_001),
            ("75", 7_500),
            ("75 %", 7_500),
            ("66,5 %", 6_650),
            ("3/3", 10_000),
        ] {
            assert_eq!(Share::parse(text), Some(Share(bp)), "{text}");
        }
        for text in ["", "0", "3/2", "0/3", "101", "hai phần ba", "-5", "1,234"] {
            assert_eq!(Share::parse(text), None, "{text}");
        }
    }

    #[test]
    fn two_of_three_are_two_thirds_and_half_is_not_over_half() {
        let two_thirds = Share::parse("2/3").unwrap();
        assert!(two_thirds.met_by(2, 3) && two_thirds.met_by(6, 9));
        assert!(!two_thirds.met_by(3, 5));
        assert_eq!(two_thirds.least(5), 4);
        let over_half = Share::parse("quá 1/2").unwrap();
        assert!(!over_half.met_by(2, 4) && over_half.met_by(3, 5));
        assert!(!over_half.met_by(0, 0));
    }

    #[test]
    fn a_share_reads_back_as_it_was_written() {
        for text in ["2/3", "quá 1/2", "3/4", "66,5 %"] {
            let share = Share::parse(text).unwrap();
            assert_eq!(Share::parse(&share.label(Lang::Vi)), Some(share), "{text}");
        }
    }
}
