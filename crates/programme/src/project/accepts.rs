//! What the acceptance of a project records, by its activity (biên bản nghiệm thu cơ sở, mẫu F18):
//! machines with serial number and invoice, learners of a class, booths of a fair, other results
//! against their plan.

use db::Migration;
use kernel::{Activity, Lang};

pub const MIGRATION: Migration = Migration::both(
    "20260106_97_acceptance_counts",
    include_str!("../../migrations/20260106_97_acceptance_counts.sql"),
);

/// What one row of the acceptance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    Machine,
    Class,
    Fair,
    Result,
}

impl Accepts {
    pub fn of(activity: Activity) -> Accepts {
        match activity {
            Activity::A1 | Activity::A2 => Accepts::Class,
            Activity::A3a | Activity::A3b | Activity::A3c | Activity::A7b | Activity::A10 => {
                Accepts::Machine
            }
            Activity::A4b => Accepts::Fair,
            _ => Accepts::Result,
        }
    }

    pub fn is_machine(self) -> bool {
        self == Accepts::Machine
    }

    pub fn is_class(self) -> bool {
        self == Accepts::Class
    }

    /// The head of one row.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Accepts::Machine => lang.t("Máy móc, kết quả", "Machine or result"),
            Accepts::Class => lang.t("Lớp, nhóm học viên", "Class"),
            Accepts::Fair => lang.t("Hội chợ, triển lãm", "Fair"),
            Accepts::Result => lang.t("Công việc, sản phẩm", "Work or product"),
        }
    }

    /// What is counted when the form does not ask for it.
    pub fn unit(self) -> &'static str {
        match self {
            Accepts::Fair => "gian hàng",
            _ => "",
        }
    }
}
