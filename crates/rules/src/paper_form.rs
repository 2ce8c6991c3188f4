//! The forms (biểu mẫu) of the papers that the product prints or asks for, and the text each rests on
//! as far as it is known.
//!
//! The list comes with the product, because a form is there when the product makes it or asks for it;
//! the text that prescribes it is dated data, of which this is the beginning. No annex is named that
//! no published text was seen to name: an empty `article` says that the basis is not known.

use jiff::civil::Date;
use kernel::Lang;
use serde::{Deserialize, Serialize};

use crate::{Confidence, Text};

/// How the paper comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// The product makes the paper or table from its records (in ra, xuất ra).
    Printed,
    /// Its contents are typed on a page (nhập trên màn hình).
    Entered,
    /// It is written elsewhere and comes as a file with a step (kèm tệp).
    Attached,
}

impl Made {
    pub const ALL: [Made; 3] = [Made::Printed, Made::Entered, Made::Attached];

    pub fn code(self) -> &'static str {
        match self {
            Made::Printed => "printed",
            Made::Entered => "entered",
            Made::Attached => "attached",
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Made::Printed => lang.t("phần mềm in, xuất ra", "made by the product"),
            Made::Entered => lang.t("nhập trên màn hình", "typed on a page"),
            Made::Attached => lang.t("kèm tệp khi làm bước", "attached to a step"),
        }
    }
}

/// A form, with the first basis it is loaded with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperForm {
    /// The product's own mark: `F01` to `F22` along a project, `K01` and on for all others. No
    /// number of an annex.
    pub code: String,
    pub title: Text,
    pub made: Made,
    /// Where people meet it, in the words of the pages.
    pub place: Text,
    pub valid_from: Date,
    /// As officials quote it, `Mẫu số 2, Phụ lục 1 Thông tư 36/2013/TT-BCT`; empty while unknown.
    pub article: String,
    /// What is to be known of the basis, in Vietnamese.
    #[serde(default)]
    pub note: String,
    pub confidence: Confidence,
}

/// All forms, in the order they are shown.
pub fn seed() -> Vec<PaperForm> {
    serde_json::from_str(include_str!("../seed/paper-forms.json"))
        .expect("seed/paper-forms.json is tested to parse")
}

/// The form of this code.
pub fn find(code: &str) -> Option<PaperForm> {
    seed().into_iter().find(|form| form.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_worded_has_a_place_and_a_code_of_its_own() {
        let forms = seed();
        for form in &forms {
            let code = &form.code;
            assert!(
                form.title.is_complete() && form.place.is_complete(),
                "{code}"
            );
            assert_eq!(
                forms.iter().filter(|f| f.code == *code).count(),
                1,
                "{code}"
            );
            assert!(code.bytes().all(|b| b.is_ascii_alphanumeric()), "{code}");
        }
        for number in 1..=22 {
            assert!(find(&format!("F{number:02}")).is_some(), "F{number:02}");
        }
        assert!(find("F99").is_none());
    }

    #[test]
    fn only_the_annex_that_was_seen_is_named_and_nothing_unknown_counts_as_verified() {
        let forms = seed();
        let named = |word: &str| -> Vec<&str> {
            let naming = forms.iter().filter(|f| f.article.contains(word));
            naming.map(|f| f.code.as_str()).collect()
        };
        assert_eq!(named("Phụ lục"), ["F06"]);
        assert_eq!(named("Mẫu số"), ["F06"]);
        let verified = forms.iter().filter(|f| f.confidence.is_verified());
        assert_eq!(
            verified.map(|f| f.code.as_str()).collect::<Vec<_>>(),
            ["F06"]
        );
        assert!(forms.iter().any(|f| f.article.is_empty()));
    }
}
