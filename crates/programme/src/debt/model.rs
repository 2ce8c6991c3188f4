use jiff::civil::Date;
use kernel::{DebtId, Dong, Lang, ProjectId, format_date};
use serde::{Deserialize, Serialize};

/// Why money has to come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// More was paid than was accepted or proven.
    #[default]
    Overpaid,
    /// An audit or inspection does not allow what was accepted and paid.
    Audit,
    /// The project is to be stopped: what was advanced has to come back.
    Stopped,
}

impl Cause {
    pub const ALL: [Cause; 3] = [Cause::Overpaid, Cause::Audit, Cause::Stopped];

    pub fn code(self) -> &'static str {
        match self {
            Cause::Overpaid => "overpaid",
            Cause::Audit => "audit",
            Cause::Stopped => "stopped",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Cause::Overpaid => lang.t(
                "Đã trả cao hơn số được nghiệm thu, quyết toán",
                "More was paid than accepted or settled",
            ),
            Cause::Audit => lang.t(
                "Kết luận kiểm toán, thanh tra, kiểm tra",
                "Finding of an audit or inspection",
            ),
            Cause::Stopped => lang.t(
                "Ngừng đề án, thu hồi tạm ứng",
                "The project stops; advances come back",
            ),
        }
    }
}

db::code_column!(Cause);

db::row! {
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Debt {
        pub id: DebtId,
        pub project_id: ProjectId,
        pub number: i64,
        pub cause: Cause,
        pub amount: Dong,
        pub recovered: Dong,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
        pub reason: String,
        /// Number and day of the paper that it rests on.
        pub paper: String,
        #[schema(value_type = String, format = Date)]
        pub paper_on: Date,
        #[schema(value_type = Option<String>, format = Date)]
        pub cleared_on: Option<Date>,
        pub actor: String,
        /// The stop was refused: what was left of it need not come back.
        pub withdrawn: bool,
    }
}

impl Debt {
    pub fn left(&self) -> Dong {
        match self.withdrawn {
            true => Dong::ZERO,
            false => self.amount - self.recovered,
        }
    }

    /// "Còn khoản phải thu hồi 20.000.000 đ theo văn bản 12/KL-TTr, hạn 30/06/2022."
    pub fn sentence(&self, lang: Lang) -> String {
        let (left, due, paper) = (self.left(), format_date(self.due_on), &self.paper);
        match lang {
            Lang::Vi => {
                format!("Còn khoản phải thu hồi {left} theo văn bản {paper}, hạn {due}.")
            }
            Lang::En => format!("{left} is still to be recovered by paper {paper}, due {due}."),
        }
    }

    pub fn is_late(&self, today: Date) -> bool {
        self.cleared_on.unwrap_or(today) > self.due_on
    }

    /// The word, colour and icon of how it stands on a day.
    pub(super) fn badge(
        &self,
        today: Date,
        lang: Lang,
    ) -> (&'static str, &'static str, &'static str) {
        match (self.cleared_on, self.is_late(today)) {
            (Some(_), _) if self.withdrawn => (
                lang.t("không còn phải thu hồi", "withdrawn"),
                "grey",
                "check",
            ),
            (Some(_), _) => (lang.t("đã thu hồi đủ", "paid back"), "green", "check"),
            (None, true) => (lang.t("quá hạn", "overdue"), "red", "alert"),
            (None, false) => (lang.t("đang thu hồi", "open"), "amber", "clock"),
        }
    }

    pub(super) fn paper_text(&self) -> String {
        format!("{}, {}", self.paper, format_date(self.paper_on))
    }
}

db::row! {
    /// What came back for a debt.
    #[derive(Clone, Debug, Serialize)]
    pub struct Recovery {
        pub amount: Dong,
        pub on_date: Date,
        pub paper: Option<String>,
        pub actor: String,
    }
}
