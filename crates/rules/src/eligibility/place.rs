use jiff::{ToSpan, civil::Date};
use kernel::{Lang, UnitKind};
use serde::{Deserialize, Serialize};

use super::{Answer, EligibilityRule, Facts, Finding, Test};
use crate::{Confidence, Text};

/// A kind of place that is supported. Every condition that is given must hold; a list that is
/// empty does not matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePattern {
    pub name: Text,
    #[serde(default)]
    pub communes: Vec<UnitKind>,
    #[serde(default)]
    pub provinces: Vec<UnitKind>,
    /// Kinds of the district above the commune.
    #[serde(default)]
    pub parents: Vec<UnitKind>,
    #[serde(default)]
    pub city_classes: Vec<u8>,
    /// The ward was a commune not more than so many years ago.
    #[serde(default)]
    pub converted_within_years: Option<i16>,
    #[serde(default)]
    pub craft_village: bool,
    /// First day within the era, when it differs.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Whether a place of this kind needs to be confirmed case by case.
    #[serde(default)]
    pub confirm: bool,
    pub confidence: Confidence,
}

impl PlacePattern {
    fn matches(&self, facts: &Facts) -> Answer {
        let conditions = [
            one_of(&self.communes, Some(facts.unit_kind)),
            one_of(&self.provinces, Some(facts.province_kind)),
            one_of(&self.parents, facts.parent_kind),
            one_of(&self.city_classes, facts.city_class),
            self.converted_recently(facts),
            yes_or_no(!self.craft_village || facts.in_craft_village),
            yes_or_no(self.valid_from.is_none_or(|from| from <= facts.on)),
            if self.confirm {
                Answer::Unknown
            } else {
                Answer::Yes
            },
        ];
        if conditions.contains(&Answer::No) {
            Answer::No
        } else if conditions.contains(&Answer::Unknown) {
            Answer::Unknown
        } else {
            Answer::Yes
        }
    }

    /// A ward without a recorded day of conversion counts as never having been a commune.
    fn converted_recently(&self, facts: &Facts) -> Answer {
        let Some(years) = self.converted_within_years else {
            return Answer::Yes;
        };
        yes_or_no(facts.converted_from_commune_on.is_some_and(|day| {
            day <= facts.on && facts.on <= day.saturating_add(i32::from(years).years())
        }))
    }
}

fn yes_or_no(holds: bool) -> Answer {
    if holds { Answer::Yes } else { Answer::No }
}

fn one_of<T: PartialEq>(allowed: &[T], value: Option<T>) -> Answer {
    match value {
        _ if allowed.is_empty() => Answer::Yes,
        Some(value) => yes_or_no(allowed.contains(&value)),
        None => Answer::Unknown,
    }
}

/// Tests the site against the places of the era.
pub(super) fn assess(era: &EligibilityRule, facts: &Facts) -> Finding {
    let with = |answer: Answer| -> Vec<&PlacePattern> {
        era.places
            .iter()
            .filter(|p| p.matches(facts) == answer)
            .collect()
    };
    let place = described(facts);
    let (passed, text, verified) = if let Some(pattern) = with(Answer::Yes).first() {
        let text = Text::new(
            format!("Địa điểm thuộc địa bàn hỗ trợ: {}.", pattern.name.vi),
            format!("The site lies in a supported area: {}.", pattern.name.en),
        );
        (Answer::Yes, text, pattern.confidence.is_verified())
    } else if let open @ [_, ..] = with(Answer::Unknown).as_slice() {
        let text = Text::new(
            format!(
                "Địa điểm ở {}: cần xác nhận có thuộc diện {}.",
                place.vi,
                listed(open, Lang::Vi)
            ),
            format!(
                "The site lies in {}: confirm that it belongs to {}.",
                place.en,
                listed(open, Lang::En)
            ),
        );
        (
            Answer::Unknown,
            text,
            open.iter().all(|p| p.confidence.is_verified()),
        )
    } else {
        let all: Vec<&PlacePattern> = era.places.iter().filter(|p| !p.confirm).collect();
        let text = Text::new(
            format!(
                "Địa điểm ở {} không thuộc địa bàn hỗ trợ. Được hỗ trợ: {}.",
                place.vi,
                listed(&all, Lang::Vi)
            ),
            format!(
                "The site lies in {}, which is not supported. Supported: {}.",
                place.en,
                listed(&all, Lang::En)
            ),
        );
        (Answer::No, text, true)
    };
    Finding {
        test: Test::Place,
        passed,
        text,
        article: era.article.clone(),
        verified,
    }
}

fn listed(patterns: &[&PlacePattern], lang: Lang) -> String {
    patterns
        .iter()
        .map(|p| p.name.get(lang))
        .collect::<Vec<_>>()
        .join("; ")
}

/// "phường của thành phố trực thuộc trung ương", and the same in English.
fn described(facts: &Facts) -> Text {
    let above = facts.parent_kind.unwrap_or(facts.province_kind);
    Text::new(
        format!(
            "{} của {}",
            kind(facts.unit_kind, Lang::Vi),
            kind(above, Lang::Vi)
        ),
        format!(
            "a {} of a {}",
            kind(facts.unit_kind, Lang::En),
            kind(above, Lang::En)
        ),
    )
}

fn kind(kind: UnitKind, lang: Lang) -> &'static str {
    match kind {
        UnitKind::Tinh => lang.t("tỉnh", "province"),
        UnitKind::ThanhPhoTw => lang.t("thành phố trực thuộc trung ương", "centrally-run city"),
        UnitKind::Quan => lang.t("quận", "urban district"),
        UnitKind::Huyen => lang.t("huyện", "rural district"),
        UnitKind::ThiXa => lang.t("thị xã", "town"),
        UnitKind::ThanhPho => lang.t("thành phố thuộc tỉnh", "city of a province"),
        UnitKind::Phuong => lang.t("phường", "ward"),
        UnitKind::Xa => lang.t("xã", "commune"),
        UnitKind::ThiTran => lang.t("thị trấn", "township"),
        UnitKind::DacKhu => lang.t("đặc khu", "special zone"),
    }
}
