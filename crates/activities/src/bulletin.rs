//! Issues of the promotion bulletin (bản tin khuyến công). Copies are those printed; a reprint is
//! no new issue.

use db::DbError;
use jiff::civil::{Date, date};
use kernel::{Thing, UnitId};
use record_kit::{Paths, Register, Words, field, paths};

record_kit::record_fields! {
    /// One issue of a bulletin.
    pub struct BulletinInput {
        /// The number of the issue within its year.
        number: String => field("Số bản tin", "Issue").required()
            .help("Số trong năm, ví dụ 01/2022.", "The number within the year, as 01/2022."),
        title: String => field("Chủ đề", "Subject").listed(),
        unit_id: Option<UnitId> => field("Địa bàn phát hành", "Area").required().listed(),
        /// The day of issue; its year counts.
        published_on: Option<Date> => field("Ngày phát hành", "Issued on").required().past().key(),
        /// Printed, not distributed.
        copies: i64 => field("Số bản in", "Copies printed").key().unit("bản", "copies"),
        pages: i64 => field("Số trang", "Pages").listed(),
        evidence: String => field("Minh chứng", "Evidence").required()
            .help("Đường dẫn, số giấy phép hoặc nơi lưu bản in.",
                  "A link, the licence, or where a copy is kept."),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl Register for BulletinInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "bulletin_issue";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/bulletins");
    const ORDER: &'static str = "t.published_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Bản tin khuyến công", "Bulletins"),
        one: ("số bản tin", "issue"),
        title: ("Số", "Issue"),
        add: ("Thêm số bản tin", "Add an issue"),
        next: ("gửi theo danh sách phát hành", "send it to the recipients"),
    };
    record_kit::in_unit!();

    fn title(&self) -> String {
        self.number.clone()
    }

    fn date(&self) -> Option<Date> {
        self.published_on
    }

    fn taken(error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        error
            .breaks_unique(Self::THING, &["province_id", "year", "number"])
            .then_some((
                "number",
                (
                    "Số bản tin này của tỉnh trong năm đó đã được ghi.",
                    "This issue of the province in that year stands already.",
                ),
            ))
    }

    fn sample() -> Self {
        BulletinInput {
            number: "02/2022".into(),
            title: "Khuyến công đồng hành cùng cơ sở công nghiệp nông thôn".into(),
            unit_id: Some(UnitId(1)),
            published_on: Some(date(2022, 6, 1)),
            copies: 500,
            pages: 40,
            evidence: "https://khuyencong.example.vn/ban-tin/02-2022".into(),
            ..BulletinInput::default()
        }
    }
}

record_kit::record_api!(
    BulletinInput,
    "/api/v1/bulletins",
    "/api/v1/bulletins/{id}",
    "activities",
    "list_bulletins",
    "get_bulletin",
    "create_bulletin"
);
