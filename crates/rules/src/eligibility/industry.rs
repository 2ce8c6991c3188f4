use jiff::civil::Date;
use kernel::Activity;
use serde::{Deserialize, Serialize};

use super::{Answer, Facts, Finding, Test, in_force};
use crate::{Confidence, Text};

/// A group of the industry list (danh mục ngành, nghề) with the VSIC divisions it plausibly covers.
///
/// The list names trades in words; the mapping to VSIC is ours and unverified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryGroup {
    pub code: String,
    pub name: Text,
    /// Beginnings of VSIC codes: two digits for a division, more for a part of it.
    pub divisions: Vec<String>,
    /// The activities the group is for; empty for all.
    #[serde(default)]
    pub activities: Vec<Activity>,
    /// The group is about a kind of work, whatever the industry of the establishment.
    #[serde(default)]
    pub any_industry: bool,
    /// Only in areas of difficult or specially difficult conditions: confirm the area.
    #[serde(default)]
    pub confirm: bool,
    pub valid_from: Date,
    /// Last day, inclusive; None while in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub article: String,
    pub confidence: Confidence,
}

impl IndustryGroup {
    fn counts(&self, facts: &Facts) -> bool {
        in_force(self.valid_from, self.valid_to, facts.on)
            && (self.activities.is_empty() || self.activities.contains(&facts.activity))
    }

    fn covers(&self, facts: &Facts) -> bool {
        self.any_industry
            || facts.industries.iter().any(|code| {
                let digits = code
                    .trim()
                    .trim_start_matches(|c: char| c.is_ascii_alphabetic());
                self.divisions
                    .iter()
                    .any(|division| digits.starts_with(division.as_str()))
            })
    }
}

/// Tests the industries of the establishment against the list in force on the day. One industry
/// within the list is enough.
pub(super) fn assess(groups: &[IndustryGroup], facts: &Facts) -> Finding {
    let covering: Vec<&IndustryGroup> = groups
        .iter()
        .filter(|g| g.counts(facts) && g.covers(facts))
        .collect();
    let sure = covering.iter().find(|g| !g.confirm);
    let article = |group: Option<&&IndustryGroup>| {
        let listed = || {
            groups
                .iter()
                .filter(|g| g.counts(facts))
                .max_by_key(|g| g.valid_from)
        };
        group
            .copied()
            .or_else(listed)
            .map(|g| g.article.clone())
            .unwrap_or_default()
    };
    let finding = |passed, text, group: Option<&&IndustryGroup>, verified| Finding {
        test: Test::Industry,
        passed,
        text,
        article: article(group),
        verified,
    };
    if let Some(group) = sure {
        let text = Text::new(
            format!("Ngành nghề thuộc nhóm: {}.", group.name.vi),
            format!("The industry belongs to: {}.", group.name.en),
        );
        return finding(Answer::Yes, text, sure, group.confidence.is_verified());
    }
    if let Some(group) = covering.first() {
        let text = Text::new(
            format!("Cần xác nhận ngành nghề và địa bàn: {}.", group.name.vi),
            format!("Confirm the industry and the area: {}.", group.name.en),
        );
        return finding(
            Answer::Unknown,
            text,
            covering.first(),
            group.confidence.is_verified(),
        );
    }
    if facts.industries.is_empty() {
        let text = Text::new(
            "Chưa ghi ngành nghề; cần xác nhận ngành thuộc danh mục.",
            "No industry is recorded; confirm that it is on the list.",
        );
        return finding(Answer::Unknown, text, None, true);
    }
    let codes = facts.industries.join(", ");
    let text = Text::new(
        format!("Ngành {codes} không thuộc danh mục ngành, nghề được hỗ trợ."),
        format!("Industry {codes} is not on the list of supported industries."),
    );
    finding(Answer::No, text, None, false)
}
