//! Numbers of papers (số, ký hiệu văn bản): an office numbers each kind of paper through the year,
//! by a pattern such as `{số}/QĐ-SCT`.

use kernel::{Lang, Role};
use serde::{Deserialize, Serialize};

/// A kind of paper that an office numbers in its own series (Nghị định 30/2020/NĐ-CP, Điều 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    Decision,
    Letter,
    Submission,
    Minutes,
    Report,
    Plan,
    Notice,
    Contract,
    Slip,
}

impl PaperKind {
    pub const ALL: [PaperKind; 9] = [
        PaperKind::Decision,
        PaperKind::Letter,
        PaperKind::Submission,
        PaperKind::Minutes,
        PaperKind::Report,
        PaperKind::Plan,
        PaperKind::Notice,
        PaperKind::Contract,
        PaperKind::Slip,
    ];

    pub fn code(self) -> &'static str {
        match self {
            PaperKind::Decision => "decision",
            PaperKind::Letter => "letter",
            PaperKind::Submission => "submission",
            PaperKind::Minutes => "minutes",
            PaperKind::Report => "report",
            PaperKind::Plan => "plan",
            PaperKind::Notice => "notice",
            PaperKind::Contract => "contract",
            PaperKind::Slip => "slip",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            PaperKind::Decision => lang.t("Quyết định", "Decision"),
            PaperKind::Letter => lang.t("Công văn", "Official letter"),
            PaperKind::Submission => lang.t("Tờ trình", "Submission"),
            PaperKind::Minutes => lang.t("Biên bản", "Minutes"),
            PaperKind::Report => lang.t("Báo cáo", "Report"),
            PaperKind::Plan => lang.t("Kế hoạch", "Plan"),
            PaperKind::Notice => lang.t("Thông báo", "Notice"),
            PaperKind::Contract => lang.t("Hợp đồng", "Contract"),
            PaperKind::Slip => lang.t("Phiếu", "Slip"),
        }
    }
}

/// The office that gives the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issuer {
    /// Trung tâm Khuyến công.
    Centre,
    /// Sở Công Thương.
    Department,
    /// Cục thuộc Bộ Công Thương.
    Agency,
}

impl Issuer {
    pub const ALL: [Issuer; 3] = [Issuer::Centre, Issuer::Department, Issuer::Agency];

    /// The office a person of this role signs for; None for those who sign for none.
    pub fn of(role: Role) -> Option<Issuer> {
        match role {
            Role::Officer | Role::CentreHead | Role::Accountant => Some(Issuer::Centre),
            Role::Appraiser => Some(Issuer::Department),
            Role::MinistryAgency => Some(Issuer::Agency),
            Role::Collaborator | Role::Establishment | Role::Administrator => None,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Issuer::Centre => "centre",
            Issuer::Department => "department",
            Issuer::Agency => "agency",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|issuer| issuer.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Issuer::Centre => lang.t("Trung tâm Khuyến công", "Promotion centre"),
            Issuer::Department => lang.t("Sở Công Thương", "Department"),
            Issuer::Agency => lang.t("Cục thuộc Bộ Công Thương", "Ministry agency"),
        }
    }
}

const NUMBER: &str = "{số}";
const YEAR: &str = "{năm}";

/// How the number of a series is written: `{số}/QĐ-SCT`, `{số}/{năm}/HĐ-TTKC`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Reads a pattern: the place of the number once, that of the year at most once, and no other
    /// braces. None when it is written otherwise.
    pub fn parse(text: &str) -> Option<Pattern> {
        let text = kernel::clean(text);
        let rest = text.replacen(NUMBER, "", 1);
        let bare = rest.replacen(YEAR, "", 1);
        let fits = rest.len() + NUMBER.len() == text.len()
            && !bare.contains(['{', '}'])
            && !bare.trim_matches(['/', '-', ' ']).is_empty();
        fits.then_some(Pattern(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number and symbol of a paper. Numbers below 10 are written with a nought before them.
    pub fn render(&self, number: i64, year: i16) -> String {
        self.0
            .replace(NUMBER, &format!("{number:02}"))
            .replace(YEAR, &year.to_string())
    }

    /// The number in a text of this pattern and year, whatever the case of its letters.
    pub fn read(&self, text: &str, year: i16) -> Option<i64> {
        let whole = self.0.replace(YEAR, &year.to_string()).to_lowercase();
        let text = kernel::clean(text).to_lowercase();
        let (before, after) = whole.split_once(NUMBER)?;
        let digits = text.strip_prefix(before)?.strip_suffix(after)?;
        let only_digits = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        only_digits
            .then(|| digits.parse().ok())
            .flatten()
            .filter(|n| *n > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_one_place_for_the_number() {
        for good in ["{số}/QĐ-SCT", "{số}/{năm}/HĐ-TTKC", "BB-{số}"] {
            assert!(Pattern::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "{số}",
            "{số}/",
            "12/QĐ-SCT",
            "{số}/{số}/QĐ",
            "{so}/QĐ",
            "{số}/{năm}/{năm}/QĐ",
        ] {
            assert!(Pattern::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let pattern = Pattern::parse("{số}/{năm}/HĐ-TTKC").unwrap();
        assert_eq!(pattern.render(7, 2026), "07/2026/HĐ-TTKC");
        assert_eq!(pattern.render(123, 2026), "123/2026/HĐ-TTKC");
        for number in [1, 9, 10, 4_321] {
            let text = pattern.render(number, 2026);
            assert_eq!(pattern.read(&text, 2026), Some(number));
            assert_eq!(pattern.read(&text.to_lowercase(), 2026), Some(number));
            assert_eq!(pattern.read(&text, 2025), None);
        }
        for other in ["00/2026/HĐ-TTKC", "7a/2026/HĐ-TTKC", "7/QĐ-SCT", ""] {
            assert_eq!(pattern.read(other, 2026), None, "{other}");
        }
    }

    #[test]
    fn codes_are_kept_and_offices_follow_from_roles() {
        for kind in PaperKind::ALL {
            assert_eq!(PaperKind::from_code(kind.code()), Some(kind));
        }
        for issuer in Issuer::ALL {
            assert_eq!(Issuer::from_code(issuer.code()), Some(issuer));
        }
        assert_eq!(Issuer::of(Role::CentreHead), Some(Issuer::Centre));
        assert_eq!(Issuer::of(Role::Establishment), None);
    }
}
