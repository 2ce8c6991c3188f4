use kernel::{FundingSource, Lang};
use serde::{Deserialize, Serialize};

/// Which of the two budgets of the programme a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundingScope {
    /// Khuyến công quốc gia, paid by the Ministry.
    Kcqg,
    /// Khuyến công địa phương, paid by the province.
    Kcdp,
}

impl FundingScope {
    pub const ALL: [FundingScope; 2] = [FundingScope::Kcqg, FundingScope::Kcdp];

    pub fn code(self) -> &'static str {
        self.source().code()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        self.source().label(lang)
    }

    /// Both, as a list to choose from offers them: code and label.
    pub fn choices(lang: Lang) -> Vec<(String, String)> {
        Self::ALL
            .map(|s| (s.code().to_owned(), s.label(lang).to_owned()))
            .to_vec()
    }

    /// The money this budget pays with.
    pub fn source(self) -> FundingSource {
        match self {
            FundingScope::Kcqg => FundingSource::Kcqg,
            FundingScope::Kcdp => FundingSource::Kcdp,
        }
    }

    /// The budget behind a source; None for money that is not the programme's.
    pub fn of(source: FundingSource) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.source() == source)
    }
}
