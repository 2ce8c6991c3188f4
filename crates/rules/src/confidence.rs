use kernel::Lang;
use serde::{Deserialize, Serialize};

/// Whether somebody has compared a row with the text of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A published text states it.
    Verified,
    /// Taken from an older or provincial text, or from general knowledge: to be confirmed.
    Unverified,
}

impl Confidence {
    pub fn code(self) -> &'static str {
        match self {
            Confidence::Verified => "verified",
            Confidence::Unverified => "unverified",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Confidence::Verified, Confidence::Unverified]
            .into_iter()
            .find(|c| c.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Confidence::Verified => lang.t("đã kiểm chứng", "verified"),
            Confidence::Unverified => lang.t("chưa kiểm chứng", "unverified"),
        }
    }

    pub fn is_verified(self) -> bool {
        self == Confidence::Verified
    }
}
