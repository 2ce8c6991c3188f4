use kernel::{Activity, Lang};
use serde::{Deserialize, Serialize};

/// The kind of a project, Điều 3a of Thông tư 36/2013/TT-BCT as added by 17/2018/TT-BCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// Đề án đơn lẻ: one content, place and beneficiary known from the start.
    Single,
    /// Đề án nhóm: several beneficiaries; the ceiling is computed for each and summed.
    Group,
    /// Đề án điểm: several years; registered first by a plan.
    Flagship,
}

impl ProjectKind {
    pub const ALL: [ProjectKind; 3] = [
        ProjectKind::Single,
        ProjectKind::Group,
        ProjectKind::Flagship,
    ];

    pub fn code(self) -> &'static str {
        match self {
            ProjectKind::Single => "single",
            ProjectKind::Group => "group",
            ProjectKind::Flagship => "flagship",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            ProjectKind::Single => lang.t("Đề án đơn lẻ", "Single project"),
            ProjectKind::Group => lang.t("Đề án nhóm", "Group project"),
            ProjectKind::Flagship => lang.t("Đề án điểm", "Flagship project"),
        }
    }
}

/// True for the contents of which a group project may be made (Điều 3a of Thông tư 36/2013/TT-BCT as
/// added by 17/2018/TT-BCT): training, management and start-up, consultancy, taking part in fairs,
/// advanced machines, trademarks.
pub fn may_be_group(activity: Activity) -> bool {
    matches!(
        activity,
        Activity::A1 | Activity::A2 | Activity::A3b | Activity::A4b | Activity::A4c | Activity::A5
    )
}
