//! Support norms (định mức hỗ trợ): how much of which cost may be paid, by which text, when.
//!
//! A norm may give a percentage of the eligible cost, a cap in đồng, both, or neither (then the
//! text refers to contracts or to other rules). It belongs to the nation or to one province, also
//! to a province of before 1/7/2025: its resolution keeps working on its old area until replaced.
//!
//! The norm that counts is the one in force on the day of the approval decision: a project
//! approved before a change goes on unchanged. Callers pass that day to [`choose`].

mod ceiling;
mod choose;
mod seed;

use jiff::civil::Date;
use kernel::{Activity, BasisPoints, Dong, Lang, NormId, UnitId, format_date};
use serde::{Deserialize, Serialize};

use crate::{Confidence, FundingScope, Text};

pub use ceiling::{Ceiling, Rounding, ceiling, group_amount};
pub use choose::{Choice, LINE, NormQuery, choose};
pub use seed::{UnknownProvince, seed};

/// One norm, as a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormRule {
    /// None until the row is stored.
    #[serde(default)]
    pub id: Option<NormId>,
    /// The short name people use for the row, as `N14-04`.
    pub key: String,
    /// National rows are written as KCQG; they also limit KCĐP.
    pub scope: FundingScope,
    /// None for the nation; else a province of either era.
    #[serde(default)]
    pub territory: Option<UnitId>,
    pub activity: Activity,
    /// Which of several norms of one activity: empty for the main one.
    #[serde(default)]
    pub variant: String,
    pub title: Text,
    /// Share of the eligible cost, when the text sets one.
    #[serde(default)]
    pub pct: Option<BasisPoints>,
    /// The most that may be paid, before any multiplier, when the text sets it.
    #[serde(default)]
    pub cap: Option<Dong>,
    /// What the cap is counted by.
    pub per: Per,
    /// Factor on the cap for a technology line, in hundredths: 150 lifts it by half, 100 does not.
    #[serde(default = "unit_multiplier")]
    pub multiplier_x100: i64,
    #[serde(default)]
    pub condition: Text,
    /// Which costs count; empty when the clause does not name them.
    #[serde(default)]
    pub cost_items: Text,
    /// Number of the legal text, as `28/2018/TT-BTC`.
    pub legal_doc: String,
    /// Place in the text, as `Điều 8 khoản 4`; empty when it was not seen.
    #[serde(default)]
    pub locator: String,
    /// First day; None when the start is not known.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day, inclusive; None while in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub confidence: Confidence,
    /// Where the numbers were read.
    #[serde(default)]
    pub source: String,
}

fn unit_multiplier() -> i64 {
    100
}

/// What is wrong with a norm that somebody wants to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NormFault {
    #[error("a norm needs a key and a title")]
    NameMissing,
    #[error("the percentage must lie above 0 and not above 100")]
    PercentOutOfRange,
    #[error("the cap must be above 0 đồng")]
    CapOutOfRange,
    #[error("the multiplier must lie between 1 and 10")]
    MultiplierOutOfRange,
    #[error("the last day lies before the first day")]
    PeriodReversed,
    #[error("a norm needs the number of the legal text")]
    LegalDocMissing,
    #[error("a norm of a province is for local promotion money")]
    ProvinceNeedsLocalScope,
}

impl NormFault {
    /// The sentence for a person.
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            NormFault::NameMissing => {
                lang.t("Định mức cần mã và tên.", "A norm needs a key and a title.")
            }
            NormFault::PercentOutOfRange => lang.t(
                "Tỷ lệ hỗ trợ phải lớn hơn 0 % và không quá 100 %.",
                "The percentage must be above 0 % and not above 100 %.",
            ),
            NormFault::CapOutOfRange => lang.t(
                "Mức tối đa phải lớn hơn 0 đồng.",
                "The cap must be above 0 đồng.",
            ),
            NormFault::MultiplierOutOfRange => lang.t(
                "Hệ số dây chuyền phải từ 1 đến 10.",
                "The multiplier for a line must lie between 1 and 10.",
            ),
            NormFault::PeriodReversed => lang.t(
                "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
                "The last day lies before the first day.",
            ),
            NormFault::LegalDocMissing => lang.t(
                "Định mức cần số hiệu văn bản làm căn cứ.",
                "A norm needs the number of the legal text.",
            ),
            NormFault::ProvinceNeedsLocalScope => lang.t(
                "Định mức của tỉnh chỉ áp dụng cho khuyến công địa phương.",
                "A norm of a province is for local promotion money only.",
            ),
        }
    }
}

impl NormRule {
    /// True on every day from the first to the last, both included. A start that is not known
    /// counts as past.
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    /// `28/2018/TT-BTC, Điều 8 khoản 4, hiệu lực từ 11/05/2018`.
    pub fn citation(&self, lang: Lang) -> String {
        let mut out = self.legal_doc.clone();
        if !self.locator.is_empty() {
            out.push_str(", ");
            out.push_str(&self.locator);
        }
        out.push_str(lang.t(", hiệu lực ", ", in force "));
        match (self.valid_from, self.valid_to) {
            (Some(from), Some(to)) => {
                out.push_str(&format!("{} – {}", format_date(from), format_date(to)));
            }
            (Some(from), None) => {
                out.push_str(lang.t("từ ", "from "));
                out.push_str(&format_date(from));
            }
            (None, Some(to)) => {
                out.push_str(lang.t("đến ", "until "));
                out.push_str(&format_date(to));
            }
            (None, None) => out.push_str(lang.t("từ ngày chưa rõ", "from an unknown day")),
        }
        out
    }

    /// Everything that is wrong with the row, so that a form can show it all at once.
    pub fn faults(&self) -> Vec<NormFault> {
        let checks = [
            (
                self.key.trim().is_empty() || !self.title.is_worded(),
                NormFault::NameMissing,
            ),
            (
                self.pct.is_some_and(|pct| !(1..=10_000).contains(&pct.0)),
                NormFault::PercentOutOfRange,
            ),
            (
                self.cap
                    .is_some_and(|cap| cap <= Dong::ZERO || cap > Dong::MAX),
                NormFault::CapOutOfRange,
            ),
            (
                !(100..=1_000).contains(&self.multiplier_x100),
                NormFault::MultiplierOutOfRange,
            ),
            (
                matches!((self.valid_from, self.valid_to), (Some(from), Some(to)) if to < from),
                NormFault::PeriodReversed,
            ),
            (self.legal_doc.trim().is_empty(), NormFault::LegalDocMissing),
            (
                self.territory.is_some() && self.scope == FundingScope::Kcqg,
                NormFault::ProvinceNeedsLocalScope,
            ),
        ];
        checks
            .into_iter()
            .filter_map(|(wrong, fault)| wrong.then_some(fault))
            .collect()
    }
}

/// The unit a cap is counted by. Whether "per establishment" means per project, per year or for
/// life is not said in the texts seen; the product counts per project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    Establishment,
    Enterprise,
    Model,
    Cluster,
    Round,
    Ticket,
    Event,
    Booth,
    Mark,
    Contract,
    Trainee,
    Class,
}

impl Per {
    pub const ALL: [Per; 12] = [
        Per::Establishment,
        Per::Enterprise,
        Per::Model,
        Per::Cluster,
        Per::Round,
        Per::Ticket,
        Per::Event,
        Per::Booth,
        Per::Mark,
        Per::Contract,
        Per::Trainee,
        Per::Class,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Per::Establishment => "establishment",
            Per::Enterprise => "enterprise",
            Per::Model => "model",
            Per::Cluster => "cluster",
            Per::Round => "round",
            Per::Ticket => "ticket",
            Per::Event => "event",
            Per::Booth => "booth",
            Per::Mark => "mark",
            Per::Contract => "contract",
            Per::Trainee => "trainee",
            Per::Class => "class",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Per::Establishment => lang.t("cơ sở", "establishment"),
            Per::Enterprise => lang.t("doanh nghiệp", "enterprise"),
            Per::Model => lang.t("mô hình", "model"),
            Per::Cluster => lang.t("cụm công nghiệp", "cluster"),
            Per::Round => lang.t("kỳ bình chọn", "contest round"),
            Per::Ticket => lang.t("vé máy bay", "flight ticket"),
            Per::Event => lang.t("hội chợ, triển lãm", "fair or exhibition"),
            Per::Booth => lang.t("gian hàng", "booth"),
            Per::Mark => lang.t("nhãn hiệu", "trademark"),
            Per::Contract => lang.t("hợp đồng", "contract"),
            Per::Trainee => lang.t("học viên mỗi khóa", "trainee and course"),
            Per::Class => lang.t("lớp", "class"),
        }
    }
}

#[cfg(test)]
mod tests;
