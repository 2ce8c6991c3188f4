use db::row;
use jiff::civil::Date;
use kernel::{AccountId, Actor, Lang, ProjectId, Role, Scope, UnitId, format_date};
use serde::Serialize;
use uuid::Uuid;

row! {
    /// Something that is due: a row of a view `obligation_<module>`.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Obligation {
        /// What kind of duty: `payment`, `follow_up_1`, `task`.
        pub kind: String,
        /// What kind of record it is about, as in `/records/{thing}/{id}`.
        pub thing: String,
        pub record_id: Uuid,
        pub title: String,
        /// The unit whose duty it is, by name.
        pub owner: String,
        pub province_id: UnitId,
        pub project_id: Option<ProjectId>,
        /// Whose duty it is, when one person has it.
        pub person_id: Option<AccountId>,
        /// The role that takes the step, besides the person; empty when the person says it all.
        pub role: String,
        /// The year of the plan, of a task that of its day.
        pub year: i64,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
        #[schema(value_type = Option<String>, format = Date)]
        pub done_on: Option<Date>,
        pub illustration: bool,
        /// The day follows from a deadline or term that nobody compared with its legal text.
        pub unverified: bool,
    }
}

/// The kinds that are tasks of the Centre and not duties of records.
pub(super) const WORK: [&str; 2] = ["task", "obstacle"];

/// What duties are called. A kind that is not listed shows under its code.
const KINDS: &[(&str, (&str, &str))] = &[
    (
        "registration_request",
        (
            "Gửi danh mục đăng ký về Sở Công Thương",
            "List of projects to the department",
        ),
    ),
    (
        "registration",
        (
            "Đăng ký kế hoạch với Bộ Công Thương",
            "Registration with the Ministry",
        ),
    ),
    (
        "supplement",
        ("Bổ sung hồ sơ thẩm định", "Supplement to the dossier"),
    ),
    (
        "implementation",
        (
            "Triển khai sau hợp đồng",
            "Implementation after the contract",
        ),
    ),
    (
        "progress_report",
        ("Báo cáo tiến độ của kỳ", "Progress report of the period"),
    ),
    ("acceptance", ("Nghiệm thu cơ sở", "Acceptance")),
    (
        "advance",
        (
            "Nghiệm thu khoản đã tạm ứng",
            "Acceptance of what was advanced",
        ),
    ),
    ("final_report", ("Báo cáo kết quả đề án", "Final report")),
    (
        "payment",
        ("Thanh toán sau thanh lý", "Payment after liquidation"),
    ),
    ("settlement", ("Quyết toán", "Settlement")),
    (
        "follow_up_1",
        ("Theo dõi sau hỗ trợ lần 1", "First visit after the support"),
    ),
    (
        "follow_up_2",
        (
            "Theo dõi sau hỗ trợ lần 2",
            "Second visit after the support",
        ),
    ),
    (
        "follow_up_3",
        ("Theo dõi sau hỗ trợ lần 3", "Third visit after the support"),
    ),
    (
        "inspection_request",
        ("Thực hiện kiến nghị kiểm tra", "Asked by an inspection"),
    ),
    (
        "defect",
        ("Khắc phục lỗi nghiệm thu", "Defect found at acceptance"),
    ),
    ("debt", ("Thu hồi tiền", "Money to recover")),
    (
        "local_instrument",
        (
            "Thực hiện kết luận rà soát văn bản",
            "Conclusion on a local document",
        ),
    ),
    (
        "yearly_report",
        (
            "Gửi báo cáo năm về Bộ Công Thương",
            "Yearly report to the Ministry",
        ),
    ),
    (
        "half_year_report",
        (
            "Gửi báo cáo 6 tháng về Bộ Công Thương",
            "Half-year report to the Ministry",
        ),
    ),
    ("task", ("Nhiệm vụ", "Task")),
    ("obstacle", ("Gỡ vướng mắc", "Obstacle to untie")),
];

/// Every kind that has a name.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(code, _)| *code)
}

/// The name of a kind of duty.
pub fn kind_label(code: &str, lang: Lang) -> &str {
    let found = KINDS.iter().find(|(known, _)| *known == code);
    found.map_or(code, |(_, (vi, en))| lang.t(vi, en))
}

impl Obligation {
    /// How many days it is late: until it was done, or today. 0 when it is in time.
    pub fn days_late(&self, today: Date) -> i64 {
        crate::days::late(self.due_on, self.done_on.unwrap_or(today))
    }

    pub fn lateness(&self, today: Date, lang: Lang) -> String {
        crate::days::lateness(self.days_late(today), lang)
    }

    pub fn label(&self, lang: Lang) -> &str {
        kind_label(&self.kind, lang)
    }

    pub fn due(&self) -> String {
        format_date(self.due_on)
    }

    pub fn done(&self) -> String {
        self.done_on.map(format_date).unwrap_or_default()
    }

    /// The role whose duty it is, by name; empty when there is none.
    pub fn role_label(&self, lang: Lang) -> &'static str {
        Role::from_code(&self.role).map_or("", |role| role.label(lang))
    }

    /// True when this person has it: by name, or because their role takes the step that answers it.
    pub fn is_of(&self, id: AccountId, actor: &Actor) -> bool {
        is_of((self.person_id, &self.role, self.province_id), id, actor)
    }

    /// The word, colour and icon of how it stands on a day.
    pub fn badge(&self, today: Date, lang: Lang) -> (&'static str, &'static str, &'static str) {
        match (self.done_on, self.days_late(today)) {
            (Some(_), 0) => (lang.t("đúng hạn", "in time"), "green", "check"),
            (Some(_), _) => (lang.t("xong, trễ hạn", "done, late"), "amber", "check"),
            (None, 0) => (lang.t("chưa đến hạn", "open"), "blue", "clock"),
            (None, _) => (lang.t("quá hạn", "overdue"), "red", "alert"),
        }
    }
}

/// Whether what has this person, role and province is somebody's.
pub(crate) fn is_of(
    (person, role, province): (Option<AccountId>, &str, UnitId),
    id: AccountId,
    actor: &Actor,
) -> bool {
    person == Some(id) || (role == actor.role.code() && covers(&actor.scope, province))
}

fn covers(scope: &Scope, province: UnitId) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => provinces.contains(&province),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    }
}
