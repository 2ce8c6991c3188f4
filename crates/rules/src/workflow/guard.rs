use kernel::Lang;
use serde::{Deserialize, Serialize};

/// A condition of a step. The facts behind it are kept with the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// The place and the establishment are known.
    SiteKnown,
    /// The beneficiary is eligible at its place on that day.
    Eligible,
    /// The money asked for keeps within the norm's ceiling.
    WithinCeiling,
    /// Every cost line has its sources, and they add up to its cost.
    CostComplete,
    /// Every required paper of the dossier is there.
    ChecklistComplete,
    /// Every appraisal criterion has a finding.
    CriteriaDecided,
    /// The implementing unit is a national centre of the region, which files to the agency itself.
    NationalCentre,
    /// The plan of the year has a line for the project.
    PlanLineExists,
    /// The money fits the budget told for the year.
    WithinBudget,
    /// The money has been given to the project by decision.
    Allotted,
    /// The money has been bound by contract.
    Committed,
    /// What the kind of the project asks for at the ministry appraisal is there: beneficiaries, places
    /// and types of machine of a group, specific contents of a flagship's first year.
    KindComplete,
    /// Beneficiaries and specifications are fixed; in a group project, all of them.
    BeneficiaryKnown,
    /// Each beneficiary of machines has signed an agreement with the Centre.
    AgreementSigned,
    /// Advances do not exceed the agreed share of the contract.
    AdvancesWithinLimit,
    /// What is to be accepted is listed: machines with serials and invoices, or the class held.
    HasAcceptanceItems,
    /// An accepted value is recorded for every State-funded line.
    AcceptedRecorded,
    /// The results are recorded by indicator.
    ResultsRecorded,
    /// Every defect found at an acceptance has its answer.
    DefectsAnswered,
    /// Nobody accepts or appraises a project he built alone.
    NotOwnProject,
    /// What was advanced has been paid back.
    AdvancesRecovered,
    /// Every voucher was looked at by a second person, and each line with accepted money has some.
    VouchersAdmitted,
    /// What is settled = advanced + paid − recovered, and nothing is left to recover.
    BalanceZero,
    /// At least one visit after the support is recorded.
    FollowUpRecorded,
    /// The last day for registering with the Ministry has not passed.
    RegistrationOpen,
    /// No sign of double funding is left unsettled that stops the project.
    NoDoubleFunding,
}

impl Guard {
    pub const ALL: [Guard; 26] = [
        Guard::SiteKnown,
        Guard::Eligible,
        Guard::WithinCeiling,
        Guard::CostComplete,
        Guard::ChecklistComplete,
        Guard::CriteriaDecided,
        Guard::KindComplete,
        Guard::NationalCentre,
        Guard::PlanLineExists,
        Guard::WithinBudget,
        Guard::Allotted,
        Guard::Committed,
        Guard::BeneficiaryKnown,
        Guard::AgreementSigned,
        Guard::AdvancesWithinLimit,
        Guard::HasAcceptanceItems,
        Guard::AcceptedRecorded,
        Guard::ResultsRecorded,
        Guard::DefectsAnswered,
        Guard::NotOwnProject,
        Guard::AdvancesRecovered,
        Guard::VouchersAdmitted,
        Guard::BalanceZero,
        Guard::FollowUpRecorded,
        Guard::RegistrationOpen,
        Guard::NoDoubleFunding,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Guard::SiteKnown => "site_known",
            Guard::Eligible => "eligible",
            Guard::WithinCeiling => "within_ceiling",
            Guard::CostComplete => "cost_complete",
            Guard::ChecklistComplete => "checklist_complete",
            Guard::CriteriaDecided => "criteria_decided",
            Guard::KindComplete => "kind_complete",
            Guard::NationalCentre => "national_centre",
            Guard::PlanLineExists => "plan_line_exists",
            Guard::WithinBudget => "within_budget",
            Guard::Allotted => "allotted",
            Guard::Committed => "committed",
            Guard::BeneficiaryKnown => "beneficiary_known",
            Guard::AgreementSigned => "agreement_signed",
            Guard::AdvancesWithinLimit => "advances_within_limit",
            Guard::HasAcceptanceItems => "has_acceptance_items",
            Guard::AcceptedRecorded => "accepted_recorded",
            Guard::ResultsRecorded => "results_recorded",
            Guard::DefectsAnswered => "defects_answered",
            Guard::NotOwnProject => "not_own_project",
            Guard::AdvancesRecovered => "advances_recovered",
            Guard::VouchersAdmitted => "vouchers_admitted",
            Guard::BalanceZero => "balance_zero",
            Guard::FollowUpRecorded => "follow_up_recorded",
            Guard::RegistrationOpen => "registration_open",
            Guard::NoDoubleFunding => "no_double_funding",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|guard| guard.code() == code)
    }

    /// The condition itself, as an editor of workflows chooses it.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Guard::SiteKnown => lang.t(
                "Đã có cơ sở và địa điểm",
                "Establishment and site are known",
            ),
            Guard::Eligible => lang.t("Cơ sở đủ điều kiện", "The establishment is eligible"),
            Guard::WithinCeiling => lang.t("Kinh phí trong định mức", "Money within the norm"),
            Guard::CostComplete => lang.t("Dự toán đủ nguồn", "Estimate complete"),
            Guard::ChecklistComplete => lang.t("Hồ sơ đủ giấy tờ bắt buộc", "Dossier complete"),
            Guard::CriteriaDecided => lang.t(
                "Mọi tiêu chí thẩm định đã có kết luận",
                "Appraisal criteria decided",
            ),
            Guard::KindComplete => lang.t(
                "Đủ điều kiện riêng của đề án nhóm, đề án điểm",
                "What a group or flagship project needs",
            ),
            Guard::NationalCentre => {
                lang.t("Do trung tâm vùng của Bộ thực hiện", "By a national centre")
            }
            Guard::PlanLineExists => {
                lang.t("Có dòng trong kế hoạch năm", "Line in the annual plan")
            }
            Guard::WithinBudget => lang.t("Trong dự toán được thông báo", "Within the budget told"),
            Guard::Allotted => lang.t("Đã được giao kinh phí", "Money allotted"),
            Guard::Committed => lang.t("Đã ký hợp đồng", "Contract signed"),
            Guard::BeneficiaryKnown => lang.t("Đã rõ đơn vị thụ hưởng", "Beneficiaries known"),
            Guard::AgreementSigned => lang.t(
                "Đã ký thỏa thuận với cơ sở",
                "Agreement signed with the beneficiary",
            ),
            Guard::AdvancesWithinLimit => {
                lang.t("Tạm ứng trong tỷ lệ cho phép", "Advances within the limit")
            }
            Guard::HasAcceptanceItems => lang.t(
                "Đã ghi máy móc, kết quả cần nghiệm thu",
                "Things to accept are listed",
            ),
            Guard::AcceptedRecorded => {
                lang.t("Đã ghi giá trị nghiệm thu", "Accepted value recorded")
            }
            Guard::ResultsRecorded => lang.t("Đã ghi kết quả theo chỉ tiêu", "Results recorded"),
            Guard::DefectsAnswered => lang.t(
                "Mọi lỗi nghiệm thu đã có kết quả khắc phục",
                "Every defect has its answer",
            ),
            Guard::NotOwnProject => lang.t(
                "Người làm bước này không phải người lập đề án",
                "Not by who drew it up",
            ),
            Guard::AdvancesRecovered => lang.t("Đã thu hồi hết tạm ứng", "Advances recovered"),
            Guard::VouchersAdmitted => lang.t(
                "Mọi chứng từ đã được người thứ hai xét",
                "Vouchers looked at by a second person",
            ),
            Guard::BalanceZero => {
                lang.t("Số đã trả khớp giá trị nghiệm thu", "Paid equals accepted")
            }
            Guard::FollowUpRecorded => lang.t(
                "Đã có phiếu theo dõi sau hỗ trợ",
                "Follow-up visit recorded",
            ),
            Guard::RegistrationOpen => lang.t("Còn hạn đăng ký với Bộ", "Registration still open"),
            Guard::NoDoubleFunding => lang.t(
                "Không có dấu hiệu trùng hỗ trợ chưa xử lý",
                "No open double funding",
            ),
        }
    }

    /// What to tell a person when it does not hold.
    pub fn unmet(self, lang: Lang) -> &'static str {
        match self {
            Guard::SiteKnown => lang.t(
                "Chưa có cơ sở hoặc địa điểm sản xuất.",
                "The establishment or its production site is missing.",
            ),
            Guard::Eligible => lang.t(
                "Cơ sở chưa đủ điều kiện tại địa điểm và vào ngày này.",
                "The establishment is not eligible at this place on this day.",
            ),
            Guard::WithinCeiling => lang.t(
                "Kinh phí khuyến công đề nghị cao hơn mức tối đa theo định mức.",
                "The promotion money asked for is above the ceiling of the norm.",
            ),
            Guard::CostComplete => lang.t(
                "Dự toán chưa đủ: có dòng chi phí mà tổng các nguồn khác chi phí.",
                "The estimate is not complete: the sources of a cost line do not add up to its cost.",
            ),
            Guard::ChecklistComplete => lang.t(
                "Hồ sơ còn thiếu giấy tờ bắt buộc.",
                "A required paper of the dossier is missing.",
            ),
            Guard::CriteriaDecided => lang.t(
                "Còn tiêu chí thẩm định chưa có kết luận.",
                "An appraisal criterion has no finding yet.",
            ),
            Guard::NationalCentre => lang.t(
                "Chỉ trung tâm khuyến công quốc gia ở các vùng được nộp thẳng lên Cục.",
                "Only a national centre of the region files to the agency directly.",
            ),
            Guard::PlanLineExists => lang.t(
                "Kế hoạch năm chưa có dòng cho đề án này.",
                "The plan of the year has no line for this project.",
            ),
            Guard::WithinBudget => lang.t(
                "Kinh phí vượt ngân sách được thông báo cho năm kế hoạch.",
                "The money exceeds the budget told for the plan year.",
            ),
            Guard::Allotted => lang.t(
                "Chưa có quyết định giao kinh phí.",
                "No decision has allotted the money yet.",
            ),
            Guard::Committed => {
                lang.t("Chưa ghi hợp đồng.", "The contract has not been recorded.")
            }
            Guard::KindComplete => lang.t(
                "Chưa đủ nội dung riêng của loại đề án (nhóm, điểm) để thẩm định.",
                "What this kind of project needs for its appraisal is not complete.",
            ),
            Guard::BeneficiaryKnown => lang.t(
                "Chưa xác định đủ đơn vị thụ hưởng và thông số kỹ thuật.",
                "Beneficiaries and specifications are not all fixed.",
            ),
            Guard::AgreementSigned => lang.t(
                "Chưa ghi biên bản thỏa thuận đã ký với đơn vị thụ hưởng.",
                "No signed agreement with the beneficiary is recorded.",
            ),
            Guard::AdvancesWithinLimit => lang.t(
                "Tổng tạm ứng vượt tỷ lệ cho phép của hợp đồng.",
                "The advances exceed the agreed share of the contract.",
            ),
            Guard::HasAcceptanceItems => lang.t(
                "Chưa ghi máy móc, hóa đơn hoặc kết quả cần nghiệm thu.",
                "The machines, invoices or results to accept are not recorded.",
            ),
            Guard::AcceptedRecorded => lang.t(
                "Chưa ghi giá trị nghiệm thu cho mọi dòng kinh phí.",
                "The accepted value is not recorded for every line.",
            ),
            Guard::ResultsRecorded => lang.t(
                "Chưa ghi kết quả theo chỉ tiêu.",
                "The results by indicator are not recorded.",
            ),
            Guard::DefectsAnswered => lang.t(
                "Còn lỗi nghiệm thu chưa có kết quả khắc phục.",
                "A defect found at the acceptance has no answer yet.",
            ),
            Guard::NotOwnProject => lang.t(
                "Người lập đề án không tự thẩm định hoặc nghiệm thu đề án của mình.",
                "Who built a project does not appraise or accept it.",
            ),
            Guard::AdvancesRecovered => lang.t(
                "Còn tiền tạm ứng chưa thu hồi.",
                "Some advanced money has not been paid back.",
            ),
            Guard::VouchersAdmitted => lang.t(
                "Bảng kê chứng từ chưa được chấp nhận đủ.",
                "The vouchers are not all admitted.",
            ),
            Guard::BalanceZero => lang.t(
                "Số đã trả chưa khớp giá trị nghiệm thu; cần thanh toán hoặc thu hồi phần chênh lệch.",
                "What was paid does not match the accepted value; pay or recover the difference.",
            ),
            Guard::FollowUpRecorded => lang.t(
                "Chưa có phiếu theo dõi sau hỗ trợ.",
                "No visit after the support is recorded.",
            ),
            Guard::RegistrationOpen => lang.t(
                "Đã qua hạn đăng ký kế hoạch với Bộ.",
                "The last day for registering with the Ministry has passed.",
            ),
            Guard::NoDoubleFunding => lang.t(
                "Có dấu hiệu trùng hỗ trợ chưa được giải quyết.",
                "A sign of double funding is not settled.",
            ),
        }
    }
}

/// What a step does to the money or the records of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The appraised amounts become the planned ones.
    Plan,
    /// The decision gives the money.
    Allot,
    /// The contract binds it.
    Commit,
    /// Money is paid before acceptance.
    Advance,
    /// Machines, invoices or classes to be accepted are listed.
    RecordAcceptanceItems,
    /// The value of what was done is fixed.
    Accept,
    /// The contract is closed at the accepted value.
    Liquidate,
    /// The balance is paid.
    Pay,
    /// The year's settlement takes the amounts in.
    Settle,
    /// Money comes back.
    Recover,
    /// A new version of the project takes the place of the approved one.
    Adjust,
    /// Planned and allotted money that is not bound is given back, the project waits.
    Release,
    /// The project goes on with local money; the national allotment is given back.
    ShiftSource,
    /// The project ends early; what is not spent is given back.
    Stop,
    /// A visit after the support is recorded.
    FollowUp,
}

impl Effect {
    pub const ALL: [Effect; 15] = [
        Effect::Plan,
        Effect::Allot,
        Effect::Commit,
        Effect::Advance,
        Effect::RecordAcceptanceItems,
        Effect::Accept,
        Effect::Liquidate,
        Effect::Pay,
        Effect::Settle,
        Effect::Recover,
        Effect::Adjust,
        Effect::Release,
        Effect::ShiftSource,
        Effect::Stop,
        Effect::FollowUp,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Effect::Plan => "plan",
            Effect::Allot => "allot",
            Effect::Commit => "commit",
            Effect::Advance => "advance",
            Effect::RecordAcceptanceItems => "record_acceptance_items",
            Effect::Accept => "accept",
            Effect::Liquidate => "liquidate",
            Effect::Pay => "pay",
            Effect::Settle => "settle",
            Effect::Recover => "recover",
            Effect::Adjust => "adjust",
            Effect::Release => "release",
            Effect::ShiftSource => "shift_source",
            Effect::Stop => "stop",
            Effect::FollowUp => "follow_up",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.code() == code)
    }

    /// What happened, in a word or two.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Effect::Plan => lang.t("ghi kế hoạch", "planning"),
            Effect::Allot => lang.t("giao kinh phí", "allotment"),
            Effect::Commit => lang.t("ký hợp đồng", "contract"),
            Effect::Advance => lang.t("tạm ứng", "advance"),
            Effect::RecordAcceptanceItems => lang.t(
                "ghi kết quả cần nghiệm thu",
                "listing of what is to be accepted",
            ),
            Effect::Accept => lang.t("nghiệm thu", "acceptance"),
            Effect::Liquidate => lang.t("thanh lý hợp đồng", "liquidation"),
            Effect::Pay => lang.t("thanh toán", "payment"),
            Effect::Settle => lang.t("quyết toán", "settlement"),
            Effect::Recover => lang.t("thu hồi", "recovery"),
            Effect::Adjust => lang.t("điều chỉnh", "adjustment"),
            Effect::Release => lang.t("trả lại kinh phí chưa dùng", "release"),
            Effect::ShiftSource => lang.t("chuyển nguồn", "shift of source"),
            Effect::Stop => lang.t("ngừng", "stop"),
            Effect::FollowUp => lang.t("theo dõi sau hỗ trợ", "follow-up"),
        }
    }

    /// The effect that must have happened on every way to this one.
    pub fn needs(self) -> Option<Effect> {
        match self {
            Effect::Plan | Effect::Release | Effect::Stop | Effect::Adjust => None,
            Effect::Allot => Some(Effect::Plan),
            Effect::Commit | Effect::ShiftSource => Some(Effect::Allot),
            Effect::Advance | Effect::RecordAcceptanceItems | Effect::Accept => {
                Some(Effect::Commit)
            }
            Effect::Recover => Some(Effect::Allot),
            Effect::Liquidate => Some(Effect::Accept),
            Effect::Pay => Some(Effect::Liquidate),
            Effect::Settle => Some(Effect::Pay),
            Effect::FollowUp => Some(Effect::Settle),
        }
    }

    /// True when the step cannot be taken without its paper, because public money depends on it.
    pub fn needs_proof(self) -> bool {
        !matches!(
            self,
            Effect::Plan | Effect::RecordAcceptanceItems | Effect::FollowUp
        )
    }
}
