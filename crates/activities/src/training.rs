//! Classes (lớp đào tạo, tập huấn): who held them, where, when, and how many learned. A class is
//! counted in the year in which it began.

use db::Checks;
use jiff::civil::{Date, date};
use kernel::{Thing, UnitId};
use record_kit::{Paths, Register, Words, field, paths};

record_kit::choice! {
    /// What is taught. The codes are part of the report's indicators.
    pub enum TrainingKind {
        Vocational = "vocational" ("Đào tạo nghề, truyền nghề", "Vocational training"),
        Capacity = "capacity" ("Nâng cao năng lực", "Capacity building"),
        Management = "management" ("Nâng cao năng lực quản lý", "Management skills"),
        Startup = "startup" ("Khởi sự doanh nghiệp", "Starting a business"),
        CleanerProduction = "cleaner_production" ("Sản xuất sạch hơn", "Cleaner production"),
        Staff = "staff"
            ("Cộng tác viên, cán bộ khuyến công", "Collaborators and promotion staff"),
    }
}

record_kit::record_fields! {
    /// A class or a training course that was held.
    pub struct TrainingInput {
        name: String => field("Tên lớp", "Title").required(),
        kind: Option<TrainingKind> => field("Loại lớp", "Kind").required().listed(),
        /// The body that holds the class.
        host: String => field("Đơn vị tổ chức", "Host").required(),
        /// The province, district of before 7/2025, or commune where it is held.
        unit_id: Option<UnitId> => field("Địa bàn", "Area").required().listed()
            .help("Tỉnh, huyện (trước 7/2025) hoặc xã nơi mở lớp.",
                  "Province, district (before 7/2025) or commune where it is held."),
        place: String => field("Địa điểm", "Place"),
        /// The first day; its year counts.
        starts_on: Option<Date> => field("Ngày khai giảng", "First day").required().past().key(),
        ends_on: Option<Date> => field("Ngày bế giảng", "Last day"),
        learners_planned: i64 => field("Học viên theo kế hoạch", "Learners planned"),
        learners: i64 => field("Học viên tham dự", "Learners").required().key(),
        women: i64 => field("Trong đó nữ", "Of whom women").listed(),
        /// A link, or the number of the paper that proves it.
        evidence: String => field("Minh chứng", "Evidence")
            .help("Số quyết định mở lớp, danh sách học viên hoặc đường dẫn.",
                  "The decision, the list of learners, or a link."),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl Register for TrainingInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "training_class";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/trainings");
    const ORDER: &'static str = "t.starts_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Đào tạo, tập huấn", "Training"),
        one: ("lớp", "class"),
        title: ("Lớp", "Class"),
        add: ("Thêm lớp", "Add a class"),
        next: ("bổ sung danh sách học viên", "add the list of learners"),
    };
    record_kit::in_unit!();

    fn title(&self) -> String {
        self.name.clone()
    }

    fn date(&self) -> Option<Date> {
        self.starts_on
    }

    fn check(&mut self, checks: &mut Checks) {
        if self.women > self.learners {
            checks.fail(
                "women",
                checks.t(
                    "Số học viên nữ không thể nhiều hơn số học viên tham dự.",
                    "There cannot be more women than learners.",
                ),
            );
        }
        if self.ends_on.is_some_and(|end| Some(end) < self.starts_on) {
            checks.fail(
                "ends_on",
                checks.t(
                    "Ngày bế giảng cần từ ngày khai giảng trở đi.",
                    "The last day cannot lie before the first.",
                ),
            );
        }
    }

    fn sample() -> Self {
        TrainingInput {
            name: "Nâng cao năng lực tiếp cận thị trường cho cơ sở công nghiệp nông thôn".into(),
            kind: Some(TrainingKind::Capacity),
            host: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".into(),
            unit_id: Some(UnitId(1)),
            starts_on: Some(date(2022, 4, 12)),
            ends_on: Some(date(2022, 4, 14)),
            learners_planned: 35,
            learners: 34,
            women: 12,
            ..TrainingInput::default()
        }
    }
}

record_kit::record_api!(
    TrainingInput,
    "/api/v1/trainings",
    "/api/v1/trainings/{id}",
    "activities",
    "list_trainings",
    "get_training",
    "create_training"
);
