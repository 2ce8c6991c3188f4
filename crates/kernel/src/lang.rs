use serde::{Deserialize, Serialize};

/// The language a person reads. Vietnamese is the default; English is complete.
///
/// Wording stands beside the code that shows it, as a pair: `lang.t("Tên cơ sở", "Name")`. The
/// compiler then guarantees that no string lacks its English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    /// Picks the wording for this language.
    pub fn t<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// The BCP 47 code, as in `<html lang>`.
    pub fn code(self) -> &'static str {
        self.t("vi", "en")
    }

    /// Reads a code; anything that is not English is Vietnamese.
    pub fn from_code(code: &str) -> Self {
        if code.eq_ignore_ascii_case("en") {
            Lang::En
        } else {
            Lang::Vi
        }
    }
}
