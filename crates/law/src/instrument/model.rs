use db::row;
use jiff::civil::Date;
use kernel::{FileId, InstrumentId, Lang, UnitId, format_date};
use serde::{Deserialize, Serialize};

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub enum InstrumentKind {
    #[serde(rename = "luat")]
    Law,
    #[serde(rename = "nghi_dinh")]
    Decree,
    #[serde(rename = "nghi_quyet")]
    Resolution,
    #[serde(rename = "quyet_dinh")]
    Decision,
    #[serde(rename = "thong_tu")]
    Circular,
    #[serde(rename = "thong_tu_lien_tich")]
    JointCircular,
    #[serde(rename = "chi_thi")]
    Directive,
    #[serde(rename = "van_ban_hop_nhat")]
    ConsolidatedText,
    #[serde(rename = "cong_van")]
    OfficialLetter,
    #[serde(rename = "ke_hoach")]
    Plan,
    #[serde(rename = "khac")]
    Other,
}

impl InstrumentKind {
    pub const ALL: [InstrumentKind; 11] = [
        InstrumentKind::Law,
        InstrumentKind::Decree,
        InstrumentKind::Resolution,
        InstrumentKind::Decision,
        InstrumentKind::Circular,
        InstrumentKind::JointCircular,
        InstrumentKind::Directive,
        InstrumentKind::ConsolidatedText,
        InstrumentKind::OfficialLetter,
        InstrumentKind::Plan,
        InstrumentKind::Other,
    ];

    pub fn code(self) -> &'static str {
        match self {
            InstrumentKind::Law => "luat",
            InstrumentKind::Decree => "nghi_dinh",
            InstrumentKind::Resolution => "nghi_quyet",
            InstrumentKind::Decision => "quyet_dinh",
            InstrumentKind::Circular => "thong_tu",
            InstrumentKind::JointCircular => "thong_tu_lien_tich",
            InstrumentKind::Directive => "chi_thi",
            InstrumentKind::ConsolidatedText => "van_ban_hop_nhat",
            InstrumentKind::OfficialLetter => "cong_van",
            InstrumentKind::Plan => "ke_hoach",
            InstrumentKind::Other => "khac",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            InstrumentKind::Law => lang.t("Luật", "Law"),
            InstrumentKind::Decree => lang.t("Nghị định", "Decree"),
            InstrumentKind::Resolution => lang.t("Nghị quyết", "Resolution"),
            InstrumentKind::Decision => lang.t("Quyết định", "Decision"),
            InstrumentKind::Circular => lang.t("Thông tư", "Circular"),
            InstrumentKind::JointCircular => lang.t("Thông tư liên tịch", "Joint circular"),
            InstrumentKind::Directive => lang.t("Chỉ thị", "Directive"),
            InstrumentKind::ConsolidatedText => lang.t("Văn bản hợp nhất", "Consolidated text"),
            InstrumentKind::OfficialLetter => lang.t("Công văn", "Official letter"),
            InstrumentKind::Plan => lang.t("Kế hoạch", "Plan"),
            InstrumentKind::Other => lang.t("Văn bản khác", "Other document"),
        }
    }
}

db::code_column!(InstrumentKind);

row! {
    /// A document as it is kept.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Instrument {
        pub id: InstrumentId,
        pub kind: InstrumentKind,
        /// Empty while the number has not been seen.
        pub number: String,
        pub issuer: String,
        pub subject: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub signed_on: Option<Date>,
        #[schema(value_type = Option<String>, format = Date)]
        pub effective_from: Option<Date>,
        /// Last day, inclusive.
        #[schema(value_type = Option<String>, format = Date)]
        pub effective_to: Option<Date>,
        /// The area it is for; none for the whole country.
        pub unit_id: Option<UnitId>,
        pub file_id: Option<FileId>,
        /// Where it was read.
        pub source: String,
        pub note: String,
        /// Whether somebody has seen the text itself.
        pub verified: bool,
        /// Whether it sets how much may be paid for an activity.
        pub sets_norms: bool,
        pub illustration: bool,
        pub version: i64,
        /// First day on which another document replaces it.
        #[schema(value_type = Option<String>, format = Date)]
        pub replaced_since: Option<Date>,
    }
}

impl Instrument {
    /// `Thông tư 28/2018/TT-BTC`; a document without a number is named by its issuer.
    pub fn title(&self, lang: Lang) -> String {
        title(self.kind, &self.number, &self.issuer, lang)
    }

    /// The day of signature as it is written; empty when unknown.
    pub fn signed(&self) -> String {
        self.signed_on.map(format_date).unwrap_or_default()
    }

    /// `từ 11/05/2018`, `08/04/2014 – 10/05/2018`; empty when no day is known.
    pub fn effect(&self, lang: Lang) -> String {
        match (self.effective_from, self.effective_to) {
            (Some(from), Some(to)) => format!("{} – {}", format_date(from), format_date(to)),
            (Some(from), None) => format!("{} {}", lang.t("từ", "from"), format_date(from)),
            (None, Some(to)) => format!("{} {}", lang.t("đến", "until"), format_date(to)),
            (None, None) => String::new(),
        }
    }
}

pub(crate) fn title(kind: InstrumentKind, number: &str, issuer: &str, lang: Lang) -> String {
    let kind = kind.label(lang);
    if number.is_empty() {
        format!(
            "{kind} {} {issuer}",
            lang.t("(chưa rõ số) của", "(number unknown) of")
        )
    } else {
        format!("{kind} {number}")
    }
}
