use jiff::{Timestamp, civil::Date};
use kernel::{FormBasisId, InstrumentId, Lang};
use rules::{Text, paper_form::Made};
use serde::Serialize;
use web_kit::version::Change;

db::row! {
    /// One version of the text that a form rests on from a day.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct FormBasis {
        pub id: FormBasisId,
        /// The form: `F06`.
        pub code: String,
        /// First day; it applies until another basis of the form begins.
        #[schema(value_type = String, format = Date)]
        pub valid_from: Date,
        /// Counted for each form and day.
        pub version: i64,
        pub change: Change,
        pub reason: String,
        /// From this day the form is no longer used.
        pub ended: bool,
        /// As officials quote it, `Mẫu số 2, Phụ lục 1 Thông tư 36/2013/TT-BCT`; empty while the basis
        /// is not known.
        pub article: String,
        /// The document of that text, when it is in the register.
        pub instrument_id: Option<InstrumentId>,
        pub note: String,
        pub verified: bool,
        pub verified_by: String,
        #[schema(value_type = Option<String>, format = DateTime)]
        pub verified_at: Option<Timestamp>,
        pub evidence: String,
        pub recorded_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub recorded_at: Timestamp,
        pub illustration: bool,
    }
}

/// A form with the basis that applies on a day.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PaperForm {
    /// The product's own mark; no number of an annex.
    pub code: String,
    pub title_vi: String,
    pub title_en: String,
    /// How the paper comes about: `printed` by the product, `entered` on a page, `attached` to a step.
    pub made: &'static str,
    /// Where people meet it.
    pub place_vi: String,
    pub place_en: String,
    /// None before the first basis began.
    pub basis: Option<FormBasis>,
}

impl PaperForm {
    pub(super) fn of(form: rules::paper_form::PaperForm, basis: Option<FormBasis>) -> PaperForm {
        PaperForm {
            code: form.code,
            title_vi: form.title.vi,
            title_en: form.title.en,
            made: form.made.code(),
            place_vi: form.place.vi,
            place_en: form.place.en,
            basis,
        }
    }

    pub fn title(&self) -> Text {
        Text::new(&self.title_vi, &self.title_en)
    }

    pub fn place(&self) -> Text {
        Text::new(&self.place_vi, &self.place_en)
    }

    pub(super) fn made(&self, lang: Lang) -> &'static str {
        let found = Made::ALL.into_iter().find(|made| made.code() == self.made);
        found.map_or("", |made| made.label(lang))
    }

    /// True when nobody has compared its basis with the text, or none is known.
    pub fn is_unverified(&self) -> bool {
        self.basis.as_ref().is_none_or(|basis| !basis.verified)
    }
}
