//! The papers of a dossier (hồ sơ), as dated data: which activity, kind and budget needs which.

use jiff::civil::Date;
use kernel::{Activity, Lang};
use serde::{Deserialize, Serialize};

use crate::{Confidence, FundingScope, ProjectKind, Text};

/// When the paper is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Đăng ký kế hoạch.
    Registration,
    /// Thẩm định cấp cơ sở.
    BaseAppraisal,
}

impl Stage {
    pub fn code(self) -> &'static str {
        match self {
            Stage::Registration => "registration",
            Stage::BaseAppraisal => "base_appraisal",
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Stage::Registration => lang.t("Đăng ký kế hoạch", "Registration"),
            Stage::BaseAppraisal => lang.t("Thẩm định cấp cơ sở", "Base appraisal"),
        }
    }
}

/// A paper that a dossier holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierItem {
    pub code: String,
    pub stage: Stage,
    /// None for both budgets.
    #[serde(default)]
    pub scope: Option<FundingScope>,
    /// Empty for all activities.
    #[serde(default)]
    pub activities: Vec<Activity>,
    /// Empty for all kinds of project.
    #[serde(default)]
    pub kinds: Vec<ProjectKind>,
    pub title: Text,
    pub required: bool,
    pub copies: u8,
    pub valid_from: Date,
    /// Last day, inclusive; None while in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub article: String,
    pub confidence: Confidence,
}

impl DossierItem {
    fn applies(
        &self,
        scope: FundingScope,
        kind: ProjectKind,
        activity: Activity,
        on: Date,
    ) -> bool {
        self.scope.is_none_or(|s| s == scope)
            && (self.kinds.is_empty() || self.kinds.contains(&kind))
            && (self.activities.is_empty() || self.activities.contains(&activity))
            && self.valid_from <= on
            && self.valid_to.is_none_or(|to| on <= to)
    }
}

/// The papers that come with the product, in the order they are shown.
pub fn seed() -> Vec<DossierItem> {
    serde_json::from_str(include_str!("../seed/dossier.json"))
        .expect("seed/dossier.json is tested to parse")
}

/// The papers a project needs on a day, in the order of `items`.
pub fn needed(
    items: &[DossierItem],
    scope: FundingScope,
    kind: ProjectKind,
    activity: Activity,
    on: Date,
) -> Vec<&DossierItem> {
    items
        .iter()
        .filter(|item| item.applies(scope, kind, activity, on))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn codes(scope: FundingScope, kind: ProjectKind, activity: Activity) -> Vec<String> {
        let items = seed();
        let found = needed(&items, scope, kind, activity, date(2025, 3, 1));
        found.into_iter().map(|i| i.code.clone()).collect()
    }

    #[test]
    fn a_machine_project_needs_request_quotation_and_commitments() {
        let got = codes(FundingScope::Kcqg, ProjectKind::Single, Activity::A3b);
        for code in [
            "danh_muc",
            "de_an",
            "van_ban_de_nghi",
            "bao_gia",
            "cam_ket_doi_ung",
        ] {
            assert!(got.iter().any(|c| c == code), "{code}");
        }
    }

    #[test]
    fn a_flagship_registers_a_plan_in_place_of_the_project_paper() {
        let got = codes(FundingScope::Kcqg, ProjectKind::Flagship, Activity::A3b);
        assert!(got.iter().any(|c| c == "ban_dang_ky") && !got.iter().any(|c| c == "de_an"));
    }

    #[test]
    fn a_bulletin_needs_nothing_from_a_beneficiary() {
        let got = codes(FundingScope::Kcdp, ProjectKind::Single, Activity::A6);
        assert_eq!(got, ["cong_van_de_nghi_kcdp", "de_an"]);
    }

    #[test]
    fn base_appraisal_asks_for_two_sets_and_unseen_papers_are_marked() {
        let items = seed();
        let item = |code: &str| items.iter().find(|i| i.code == code).unwrap();
        assert_eq!(item("de_an").copies, 2);
        assert_eq!(item("de_an").confidence, Confidence::Verified);
        assert_eq!(item("moi_truong").confidence, Confidence::Unverified);
        for item in &items {
            assert!(item.title.is_complete() && item.copies > 0, "{}", item.code);
            assert_eq!(items.iter().filter(|i| i.code == item.code).count(), 1);
        }
    }
}
