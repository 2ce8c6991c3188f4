use kernel::{Lang, Role};
use serde::{Deserialize, Serialize};

use crate::Confidence;

/// What an adjustment changes (nội dung điều chỉnh). Who decides depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Title,
    Beneficiary,
    Place,
    /// Who carries it out, and with whom.
    Implementer,
    /// What is done and how much of it: contents, machines, specifications.
    Content,
    Time,
    Money,
}

impl Change {
    pub const ALL: [Change; 7] = [
        Change::Title,
        Change::Beneficiary,
        Change::Place,
        Change::Implementer,
        Change::Content,
        Change::Time,
        Change::Money,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Change::Title => "title",
            Change::Beneficiary => "beneficiary",
            Change::Place => "place",
            Change::Implementer => "implementer",
            Change::Content => "content",
            Change::Time => "time",
            Change::Money => "money",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Change::Title => lang.t("Tên đề án", "Title"),
            Change::Beneficiary => lang.t("Đơn vị thụ hưởng", "Beneficiaries"),
            Change::Place => lang.t("Địa điểm thực hiện", "Place"),
            Change::Implementer => lang.t(
                "Đơn vị thực hiện, phối hợp",
                "Implementing and coordinating units",
            ),
            Change::Content => lang.t("Nội dung, quy mô, máy móc", "Content, size, machines"),
            Change::Time => lang.t("Thời gian thực hiện", "Time"),
            Change::Money => lang.t("Kinh phí", "Money"),
        }
    }
}

/// Who decides an adjustment of one subject. A row of data: which office it is differs by budget
/// and province, and no text read so far says it for each subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decider {
    pub change: Change,
    pub role: Role,
    /// The text and article that says so; empty while none is known.
    #[serde(default)]
    pub article: String,
    #[serde(default = "unverified")]
    pub confidence: Confidence,
}

fn unverified() -> Confidence {
    Confidence::Unverified
}

impl Decider {
    /// `Kinh phí: Cục thuộc Bộ Công Thương (chưa rõ văn bản quy định; chưa kiểm chứng)`.
    pub fn sentence(&self, lang: Lang) -> String {
        let (change, role) = (self.change.label(lang), self.role.label(lang));
        let article = match self.article.as_str() {
            "" => lang.t("chưa rõ văn bản quy định", "no legal text known"),
            article => article,
        };
        match self.confidence {
            Confidence::Verified => format!("{change}: {role} ({article})"),
            Confidence::Unverified => {
                format!(
                    "{change}: {role} ({article}; {})",
                    self.confidence.label(lang)
                )
            }
        }
    }
}

/// Of several offices the highest decides the whole of an adjustment.
fn rank(role: Role) -> u8 {
    match role {
        Role::MinistryAgency => 3,
        Role::Appraiser => 2,
        Role::CentreHead => 1,
        _ => 0,
    }
}

impl super::Transition {
    /// The rows of the subjects that an adjustment changes.
    pub fn deciders_of<'t>(&'t self, changes: &'t [Change]) -> impl Iterator<Item = &'t Decider> {
        self.deciders
            .iter()
            .filter(move |d| changes.contains(&d.change))
    }

    /// Who decides an adjustment of these subjects: the highest office that one of them asks for.
    /// None when no row names one; every role of the step then may.
    pub fn decider(&self, changes: &[Change]) -> Option<Role> {
        self.deciders_of(changes)
            .map(|d| d.role)
            .max_by_key(|role| rank(*role))
    }
}
