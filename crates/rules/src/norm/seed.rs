use jiff::civil::Date;
use kernel::UnitId;
use serde::Deserialize;

use super::NormRule;

/// The norms known when this version was made. Numbers found in a published text are verified;
/// those known from an older or provincial text, or from memory, are not; doubtful ones are absent.
const ROWS: &str = include_str!("../../seed/norms.json");

/// A province as the official list names it: codes are used again, so the first day is needed too.
#[derive(Deserialize)]
struct Province {
    code: String,
    /// None for a code in force before the list begins.
    since: Option<Date>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    province: Option<Province>,
    #[serde(flatten)]
    rule: NormRule,
}

/// A seeded norm names a province that the caller does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("norm {key}: no province with code {code}")]
pub struct UnknownProvince {
    pub key: String,
    pub code: String,
}

/// The seeded norms. `province` finds a province by its official code and the first day of that
/// code's validity in the unit list (None: in force before the list begins).
pub fn seed(
    province: impl Fn(&str, Option<Date>) -> Option<UnitId>,
) -> Result<Vec<NormRule>, UnknownProvince> {
    let rows: Vec<Row> = serde_json::from_str(ROWS).expect("seed/norms.json is tested to parse");
    rows.into_iter()
        .map(
            |Row {
                 province: place,
                 mut rule,
             }| {
                if let Some(place) = place {
                    let unit =
                        province(&place.code, place.since).ok_or_else(|| UnknownProvince {
                            key: rule.key.clone(),
                            code: place.code,
                        })?;
                    rule.territory = Some(unit);
                }
                Ok(rule)
            },
        )
        .collect()
}
