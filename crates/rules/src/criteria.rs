//! The appraisal criteria (tiêu chí thẩm định), used at both levels, and the conclusions.

use kernel::Lang;
use serde::{Deserialize, Serialize};

use crate::{Confidence, Text};

/// One question of the appraisal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Place in the list, from 1.
    pub order: u8,
    pub code: String,
    pub title: Text,
    /// Empty when no text that asks for it was seen.
    pub article: String,
    pub confidence: Confidence,
}

/// The criteria that come with the product, in their order.
pub fn seed() -> Vec<Criterion> {
    serde_json::from_str(include_str!("../seed/criteria.json"))
        .expect("seed/criteria.json is tested to parse")
}

/// What an appraiser found on one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionResult {
    Pass,
    Fail,
    NeedsMore,
}

impl CriterionResult {
    pub const ALL: [CriterionResult; 3] = [
        CriterionResult::Pass,
        CriterionResult::Fail,
        CriterionResult::NeedsMore,
    ];

    pub fn code(self) -> &'static str {
        match self {
            CriterionResult::Pass => "pass",
            CriterionResult::Fail => "fail",
            CriterionResult::NeedsMore => "needs_more",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            CriterionResult::Pass => lang.t("Đạt", "Passed"),
            CriterionResult::Fail => lang.t("Không đạt", "Failed"),
            CriterionResult::NeedsMore => lang.t("Cần bổ sung", "Needs more"),
        }
    }
}

/// The conclusion of an appraisal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    Passed,
    PassedWithChanges,
    Failed,
}

impl Conclusion {
    pub const ALL: [Conclusion; 3] = [
        Conclusion::Passed,
        Conclusion::PassedWithChanges,
        Conclusion::Failed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Conclusion::Passed => "passed",
            Conclusion::PassedWithChanges => "passed_with_changes",
            Conclusion::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Conclusion::Passed => lang.t("ĐẠT", "PASSED"),
            Conclusion::PassedWithChanges => lang.t("ĐẠT có chỉnh sửa", "PASSED with changes"),
            Conclusion::Failed => lang.t("KHÔNG ĐẠT", "FAILED"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twelve_criteria_in_order_and_in_both_languages() {
        let criteria = seed();
        assert_eq!(criteria.len(), 12);
        for (i, criterion) in criteria.iter().enumerate() {
            assert_eq!(usize::from(criterion.order), i + 1);
            assert!(criterion.title.is_complete(), "{}", criterion.code);
            assert_eq!(
                criteria.iter().filter(|c| c.code == criterion.code).count(),
                1
            );
        }
    }

    #[test]
    fn results_and_conclusions_keep_their_codes() {
        for result in CriterionResult::ALL {
            assert_eq!(CriterionResult::from_code(result.code()), Some(result));
        }
        for conclusion in Conclusion::ALL {
            assert_eq!(Conclusion::from_code(conclusion.code()), Some(conclusion));
        }
    }
}
