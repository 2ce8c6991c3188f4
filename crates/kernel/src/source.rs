use serde::{Deserialize, Serialize};

use crate::Lang;

/// Who pays for a cost line. National and local promotion money are never mixed on one item.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FundingSource {
    /// Khuyến công quốc gia: the Ministry's money.
    Kcqg,
    /// Khuyến công địa phương: the province's money.
    Kcdp,
    /// Other State money, which may not pay the same item again.
    OtherState,
    /// Vốn đối ứng: the beneficiary's own money.
    Counterpart,
    /// A loan.
    Loan,
}

impl FundingSource {
    pub const ALL: [FundingSource; 5] = [
        FundingSource::Kcqg,
        FundingSource::Kcdp,
        FundingSource::OtherState,
        FundingSource::Counterpart,
        FundingSource::Loan,
    ];

    pub fn code(self) -> &'static str {
        match self {
            FundingSource::Kcqg => "kcqg",
            FundingSource::Kcdp => "kcdp",
            FundingSource::OtherState => "other_state",
            FundingSource::Counterpart => "counterpart",
            FundingSource::Loan => "loan",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            FundingSource::Kcqg => lang.t("Khuyến công quốc gia", "National promotion money"),
            FundingSource::Kcdp => lang.t("Khuyến công địa phương", "Local promotion money"),
            FundingSource::OtherState => lang.t("Ngân sách khác", "Other State money"),
            FundingSource::Counterpart => lang.t("Vốn đối ứng", "Counterpart money"),
            FundingSource::Loan => lang.t("Vốn vay", "Loan"),
        }
    }

    /// True for money of the State, which may fund an item only once.
    pub fn is_state(self) -> bool {
        matches!(
            self,
            FundingSource::Kcqg | FundingSource::Kcdp | FundingSource::OtherState
        )
    }

    /// True for khuyến công money, whose amount the norms limit.
    pub fn is_promotion(self) -> bool {
        matches!(self, FundingSource::Kcqg | FundingSource::Kcdp)
    }
}
