use kernel::Lang;
use serde::{Deserialize, Serialize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A day relative to the plan year.
    Deadline,
    /// A share in hundredths of a percent.
    Share,
    /// A count of months.
    Months,
}

impl Measure {
    pub fn code(self) -> &'static str {
        match self {
            Measure::Deadline => "deadline",
            Measure::Share => "share",
            Measure::Months => "months",
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Measure::Deadline => lang.t("Thời hạn", "Deadline"),
            Measure::Share => lang.t("Giới hạn", "Limit"),
            Measure::Months => lang.t("Số tháng", "Months"),
        }
    }
}

/// What a parameter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Units hand their requests and lists of projects to the department.
    RequestClose,
    /// The department's registration report reaches the ministry agency.
    RegistrationClose,
    /// Projects of the plan year are accepted and liquidated.
    AcceptanceClose,
    /// The budget year closes: later payments need a decision that carries the money over.
    BudgetClose,
    /// The share of the contract that may be advanced.
    AdvanceLimit,
    /// Months from acceptance to the first visit, and to the second and third.
    FirstFollowUp,
    SecondFollowUp,
    ThirdFollowUp,
    /// The period after which a running project reports on its progress.
    ProgressReport,
    /// The province's report of the year, and of its first half, reaches the Ministry.
    YearlyReport,
    HalfYearReport,
    /// The longest time that a flagship project may take.
    FlagshipLength,
    /// Any other deadline that an office keeps for itself, under a title of its own.
    OtherDeadline,
}

impl Subject {
    pub const ALL: [Subject; 13] = [
        Subject::RequestClose,
        Subject::RegistrationClose,
        Subject::AcceptanceClose,
        Subject::BudgetClose,
        Subject::AdvanceLimit,
        Subject::FirstFollowUp,
        Subject::SecondFollowUp,
        Subject::ThirdFollowUp,
        Subject::ProgressReport,
        Subject::YearlyReport,
        Subject::HalfYearReport,
        Subject::FlagshipLength,
        Subject::OtherDeadline,
    ];

    /// The visits after the support, in their order.
    pub const FOLLOW_UPS: [Subject; 3] = [
        Subject::FirstFollowUp,
        Subject::SecondFollowUp,
        Subject::ThirdFollowUp,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Subject::RequestClose => "request_close",
            Subject::RegistrationClose => "registration_close",
            Subject::AcceptanceClose => "acceptance_close",
            Subject::BudgetClose => "budget_close",
            Subject::AdvanceLimit => "advance_limit",
            Subject::FirstFollowUp => "first_follow_up",
            Subject::SecondFollowUp => "second_follow_up",
            Subject::ThirdFollowUp => "third_follow_up",
            Subject::ProgressReport => "progress_report",
            Subject::YearlyReport => "yearly_report",
            Subject::HalfYearReport => "half_year_report",
            Subject::FlagshipLength => "flagship_length",
            Subject::OtherDeadline => "other_deadline",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Subject::RequestClose => lang.t(
                "Đơn vị gửi đề nghị và danh mục đề án đến Sở Công Thương",
                "Requests and lists of projects reach the department",
            ),
            Subject::RegistrationClose => lang.t(
                "Sở Công Thương gửi báo cáo đăng ký kế hoạch về Bộ",
                "Registration report of the department reaches the Ministry",
            ),
            Subject::AcceptanceClose => lang.t(
                "Nghiệm thu, thanh lý đề án trong năm kế hoạch",
                "Acceptance and liquidation of the year's projects",
            ),
            Subject::BudgetClose => lang.t(
                "Hết thời gian chỉnh lý quyết toán ngân sách",
                "End of the budget adjustment period",
            ),
            Subject::AdvanceLimit => lang.t(
                "Tỷ lệ tạm ứng tối đa so với hợp đồng",
                "Largest share of the contract that may be advanced",
            ),
            Subject::FirstFollowUp => lang.t(
                "Theo dõi sau hỗ trợ lần 1, tính từ nghiệm thu",
                "First visit after the support, from acceptance",
            ),
            Subject::SecondFollowUp => lang.t(
                "Theo dõi sau hỗ trợ lần 2, tính từ nghiệm thu",
                "Second visit after the support, from acceptance",
            ),
            Subject::ThirdFollowUp => lang.t(
                "Theo dõi sau hỗ trợ lần 3, tính từ nghiệm thu",
                "Third visit after the support, from acceptance",
            ),
            Subject::ProgressReport => lang.t(
                "Kỳ báo cáo tiến độ đề án đang thực hiện",
                "Period of the progress reports of a running project",
            ),
            Subject::YearlyReport => lang.t(
                "Sở Công Thương gửi báo cáo năm về Bộ",
                "Yearly report of the department reaches the Ministry",
            ),
            Subject::HalfYearReport => lang.t(
                "Sở Công Thương gửi báo cáo 6 tháng đầu năm về Bộ",
                "Half-year report of the department reaches the Ministry",
            ),
            Subject::FlagshipLength => lang.t(
                "Thời gian dài nhất của đề án điểm",
                "Longest time of a flagship project",
            ),
            Subject::OtherDeadline => lang.t(
                "Thời hạn khác (tự đặt tên)",
                "Another deadline (with a name of its own)",
            ),
        }
    }

    pub fn measure(self) -> Measure {
        match self {
            Subject::RequestClose
            | Subject::RegistrationClose
            | Subject::AcceptanceClose
            | Subject::BudgetClose
            | Subject::YearlyReport
            | Subject::HalfYearReport
            | Subject::OtherDeadline => Measure::Deadline,
            Subject::AdvanceLimit => Measure::Share,
            Subject::FirstFollowUp
            | Subject::SecondFollowUp
            | Subject::ThirdFollowUp
            | Subject::ProgressReport
            | Subject::FlagshipLength => Measure::Months,
        }
    }

    /// True when no province can set it: the Ministry's registration and the State budget's year.
    pub fn is_national(self) -> bool {
        matches!(self, Subject::RegistrationClose | Subject::BudgetClose)
    }

    /// True when a province sets it for national money too: how its own offices hand things in.
    pub(super) fn is_local_for_all_money(self) -> bool {
        matches!(
            self,
            Subject::RequestClose
                | Subject::YearlyReport
                | Subject::HalfYearReport
                | Subject::OtherDeadline
        )
    }
}
