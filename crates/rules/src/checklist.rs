//! The papers of a dossier (hồ sơ), as dated data: which activity, kind and budget needs which.

use jiff::civil::Date;
use kernel::{Activity, Lang, UnitId};
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
    pub const ALL: [Stage; 2] = [Stage::Registration, Stage::BaseAppraisal];

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

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
    /// Which paper it is; a province's own row of the same code takes the nation's place.
    pub code: String,
    /// The province that asks for it; None for all.
    #[serde(default)]
    pub territory: Option<UnitId>,
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

/// Which papers are asked for.
#[derive(Clone, Copy, Debug)]
pub struct DossierQuery<'q> {
    pub scope: FundingScope,
    pub kind: ProjectKind,
    pub activity: Activity,
    /// The provinces whose own rows count, the closest first.
    pub territory: &'q [UnitId],
    pub on: Date,
}

impl DossierItem {
    fn in_force(&self, query: &DossierQuery<'_>) -> bool {
        self.scope.is_none_or(|s| s == query.scope)
            && self.valid_from <= query.on
            && self.valid_to.is_none_or(|to| query.on <= to)
    }

    fn concerns(&self, query: &DossierQuery<'_>) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&query.kind))
            && (self.activities.is_empty() || self.activities.contains(&query.activity))
    }
}

/// The papers that come with the product, in the order they are shown.
pub fn seed() -> Vec<DossierItem> {
    serde_json::from_str(include_str!("../seed/dossier.json"))
        .expect("seed/dossier.json is tested to parse")
}

/// The papers a project needs on a day, in the order of `items`. Of the rows in force for one
/// paper the closest province's counts, whatever it says of activities and kinds.
pub fn needed<'i>(items: &'i [DossierItem], query: &DossierQuery<'_>) -> Vec<&'i DossierItem> {
    let rank = |item: &DossierItem| closeness(item.territory, query.territory);
    items
        .iter()
        .filter(|item| item.in_force(query) && item.concerns(query))
        .filter(|item| {
            rank(item).is_some_and(|own| {
                let rivals = items
                    .iter()
                    .filter(|o| o.code == item.code && o.in_force(query));
                rivals.filter_map(rank).all(|other| own <= other)
            })
        })
        .collect()
}

/// As [`needed`], and the papers that were entered though their rows ended or changed meanwhile: a
/// running dossier loses nothing.
pub fn listed<'i>(
    items: &'i [DossierItem],
    query: &DossierQuery<'_>,
    entered: &[String],
) -> Vec<&'i DossierItem> {
    let mut found = needed(items, query);
    for code in entered {
        if found.iter().any(|item| item.code == *code) {
            continue;
        }
        let known = items.iter().filter(|item| {
            item.code == *code && closeness(item.territory, query.territory).is_some()
        });
        found.extend(known.max_by_key(|item| item.valid_from));
    }
    found
}

/// How close a row's area is: 0 for the closest province of the chain, then the next, last the
/// nation; None when the row is another province's.
pub(crate) fn closeness(area: Option<UnitId>, chain: &[UnitId]) -> Option<usize> {
    match area {
        None => Some(chain.len()),
        Some(unit) => chain.iter().position(|link| *link == unit),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn codes(scope: FundingScope, kind: ProjectKind, activity: Activity) -> Vec<String> {
        let items = seed();
        let query = DossierQuery {
            scope,
            kind,
            activity,
            territory: &[],
            on: date(2025, 3, 1),
        };
        let found = needed(&items, &query);
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

    #[test]
    fn a_provinces_own_row_takes_the_nations_place_there_and_then_only() {
        let (here, there) = (UnitId(1), UnitId(2));
        let mut items = seed();
        let mut own = items.iter().find(|i| i.code == "bao_gia").unwrap().clone();
        own.territory = Some(here);
        own.copies = 3;
        own.valid_from = date(2025, 1, 1);
        items.push(own);
        let copies = |territory: &[UnitId], on| {
            let query = DossierQuery {
                scope: FundingScope::Kcdp,
                kind: ProjectKind::Single,
                activity: Activity::A3b,
                territory,
                on,
            };
            let found = needed(&items, &query);
            let rows: Vec<_> = found.iter().filter(|i| i.code == "bao_gia").collect();
            assert_eq!(rows.len(), 1);
            rows[0].copies
        };
        assert_eq!(copies(&[here], date(2025, 3, 1)), 3);
        assert_eq!(copies(&[here], date(2024, 12, 31)), 1);
        assert_eq!(copies(&[there], date(2025, 3, 1)), 1);
        assert_eq!(copies(&[there, here], date(2025, 3, 1)), 3);
        assert_eq!(copies(&[], date(2025, 3, 1)), 1);
    }

    #[test]
    fn a_paper_that_was_entered_stays_listed_after_its_row_ended() {
        let mut items = seed();
        let row = items.iter_mut().find(|i| i.code == "bao_gia").unwrap();
        row.valid_to = Some(date(2024, 12, 31));
        let query = DossierQuery {
            scope: FundingScope::Kcdp,
            kind: ProjectKind::Single,
            activity: Activity::A3b,
            territory: &[],
            on: date(2025, 3, 1),
        };
        let has = |entered: &[String]| {
            let found = listed(&items, &query, entered);
            found.iter().filter(|i| i.code == "bao_gia").count()
        };
        assert_eq!(has(&[]), 0);
        assert_eq!(has(&["bao_gia".to_owned(), "gone".to_owned()]), 1);
    }
}
