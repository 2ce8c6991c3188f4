use kernel::Lang;
use serde::{Deserialize, Serialize};

/// Wording that comes from data, in both languages. English may be left out by those who write it;
/// its readers then find the Vietnamese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub vi: String,
    pub en: String,
}

impl Text {
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Text {
        Text {
            vi: vi.into(),
            en: en.into(),
        }
    }

    pub fn get(&self, lang: Lang) -> &str {
        let own = lang.t(self.vi.as_str(), self.en.as_str());
        if own.trim().is_empty() { &self.vi } else { own }
    }

    pub fn is_empty(&self) -> bool {
        self.vi.is_empty() && self.en.is_empty()
    }

    /// True when there is something to read; English alone is not enough.
    pub fn is_worded(&self) -> bool {
        !self.vi.trim().is_empty()
    }

    /// True when it is written in both languages, as what comes with the product is.
    pub fn is_complete(&self) -> bool {
        !self.vi.trim().is_empty() && !self.en.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_english_finds_the_vietnamese_where_no_english_was_written() {
        let name = Text::new("Xác nhận của xã", " ");
        assert_eq!(name.get(Lang::En), "Xác nhận của xã");
        assert!(name.is_worded() && !name.is_complete());
        assert_eq!(Text::new("Tên", "Name").get(Lang::En), "Name");
        assert!(!Text::new("", "Name").is_worded());
    }
}
