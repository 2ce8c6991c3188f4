//! The split of money by quarters (phân bổ theo quý): all four or none, and together the money.

use db::Checks;
use kernel::{Dong, Lang};
use serde::{Deserialize, Serialize};

/// The four quarters of a proposal's money, in đồng; all empty while it is not split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Quarters {
    pub quarter_1: Option<Dong>,
    pub quarter_2: Option<Dong>,
    pub quarter_3: Option<Dong>,
    pub quarter_4: Option<Dong>,
}

impl Quarters {
    /// The four as they are kept.
    pub fn filled(self) -> [Option<Dong>; 4] {
        filled([
            self.quarter_1,
            self.quarter_2,
            self.quarter_3,
            self.quarter_4,
        ])
    }
}

/// The four quarters, where one that is left empty counts as 0; none when all are empty.
pub(crate) fn filled(all: [Option<Dong>; 4]) -> [Option<Dong>; 4] {
    match all.iter().any(Option::is_some) {
        true => all.map(|q| Some(q.unwrap_or_default())),
        false => all,
    }
}

/// Notes quarters that are no amounts, or do not add up to the money.
pub(crate) fn check(checks: &mut Checks, quarters: [Option<Dong>; 4], whole: Option<Dong>) {
    for (i, quarter) in quarters.iter().enumerate() {
        checks.amount(&format!("quarter_{}", i + 1), quarter.unwrap_or_default());
    }
    let split: Option<Dong> = quarters.into_iter().sum();
    if let Some(split) = split.filter(|split| Some(*split) != whole) {
        let whole = whole.unwrap_or_default();
        let text = match checks.lang {
            Lang::Vi => format!("Bốn quý cộng lại {split}, khác kinh phí {whole}."),
            Lang::En => format!("The quarters add up to {split}, not to {whole}."),
        };
        checks.fail("quarter_1", text);
    }
}

/// `100 · 200 · 0 · 50` in đồng; empty when not split.
pub(crate) fn text(quarters: [Option<Dong>; 4]) -> String {
    let parts: Vec<String> = quarters.into_iter().flatten().map(Dong::grouped).collect();
    parts.join(" · ")
}
