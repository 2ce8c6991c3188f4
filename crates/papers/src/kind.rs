use serde::Serialize;

/// The kinds of administrative document: 27 with a name, and the letter (công văn), which prints
/// none. Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    Resolution,
    Decision,
    Directive,
    Regulation,
    Rules,
    Communique,
    Notice,
    Guidance,
    Programme,
    Plan,
    Scheme,
    ProjectProposal,
    Project,
    Report,
    Minutes,
    Submission,
    Contract,
    Telegram,
    Memorandum,
    Agreement,
    PowerOfAttorney,
    Invitation,
    Introduction,
    LeaveSlip,
    DispatchSlip,
    TransferSlip,
    NotificationSlip,
    Letter,
}

impl PaperKind {
    /// Every kind, in the order of the decree.
    pub const ALL: [PaperKind; 28] = {
        use PaperKind::*;
        [
            Resolution,
            Decision,
            Directive,
            Regulation,
            Rules,
            Communique,
            Notice,
            Guidance,
            Programme,
            Plan,
            Scheme,
            ProjectProposal,
            Project,
            Report,
            Minutes,
            Submission,
            Contract,
            Telegram,
            Memorandum,
            Agreement,
            PowerOfAttorney,
            Invitation,
            Introduction,
            LeaveSlip,
            DispatchSlip,
            TransferSlip,
            NotificationSlip,
            Letter,
        ]
    };

    /// The code in a symbol, as `BC` in `09/BC-TTKC`; a letter has none.
    pub fn code(self) -> Option<&'static str> {
        match self.entry().0 {
            "" => None,
            code => Some(code),
        }
    }

    /// The Vietnamese name in lower case: `báo cáo`.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// Whether "Kính gửi" may stand on it: letters, telegrams, submissions, and reports to a
    /// superior.
    pub fn is_addressed(self) -> bool {
        matches!(
            self,
            Self::Letter | Self::Telegram | Self::Submission | Self::Report
        )
    }

    /// Whether place and date stand in the head. Minutes tell their time in the text instead.
    pub fn is_dated_in_head(self) -> bool {
        self != Self::Minutes
    }

    fn entry(self) -> (&'static str, &'static str) {
        match self {
            Self::Resolution => ("NQ", "nghị quyết"),
            Self::Decision => ("QĐ", "quyết định"),
            Self::Directive => ("CT", "chỉ thị"),
            Self::Regulation => ("QC", "quy chế"),
            Self::Rules => ("QyĐ", "quy định"),
            Self::Communique => ("TC", "thông cáo"),
            Self::Notice => ("TB", "thông báo"),
            Self::Guidance => ("HD", "hướng dẫn"),
            Self::Programme => ("CTr", "chương trình"),
            Self::Plan => ("KH", "kế hoạch"),
            Self::Scheme => ("PA", "phương án"),
            Self::ProjectProposal => ("ĐA", "đề án"),
            Self::Project => ("DA", "dự án"),
            Self::Report => ("BC", "báo cáo"),
            Self::Minutes => ("BB", "biên bản"),
            Self::Submission => ("TTr", "tờ trình"),
            Self::Contract => ("HĐ", "hợp đồng"),
            Self::Telegram => ("CĐ", "công điện"),
            Self::Memorandum => ("BGN", "bản ghi nhớ"),
            Self::Agreement => ("BTT", "bản thỏa thuận"),
            Self::PowerOfAttorney => ("GUQ", "giấy ủy quyền"),
            Self::Invitation => ("GM", "giấy mời"),
            Self::Introduction => ("GGT", "giấy giới thiệu"),
            Self::LeaveSlip => ("GNP", "giấy nghỉ phép"),
            Self::DispatchSlip => ("PG", "phiếu gửi"),
            Self::TransferSlip => ("PC", "phiếu chuyển"),
            Self::NotificationSlip => ("PB", "phiếu báo"),
            Self::Letter => ("", "công văn"),
        }
    }
}
