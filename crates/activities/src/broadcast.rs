//! Radio and television items (tin, bài, phóng sự, chuyên mục). An item is counted once, by its
//! first broadcast; repeats are kept apart. Stations report totals, so one row may stand for
//! several items with the evidence of the whole.

use jiff::civil::{Date, date};
use kernel::{Thing, UnitId};
use record_kit::{Paths, Register, Words, field, paths};

record_kit::record_fields! {
    /// Items that a station broadcast for the first time.
    pub struct BroadcastInput {
        title: String => field("Nội dung", "Title").required(),
        station: String => field("Đài", "Station").required().listed(),
        series: String => field("Chuyên mục", "Series").listed(),
        unit_id: Option<UnitId> => field("Địa bàn", "Area").required(),
        /// The first broadcast, of a batch its last day; its year counts.
        first_aired_on: Option<Date> => field("Ngày phát lần đầu", "First aired on")
            .required().past().key()
            .help("Nhiều tin ghi một dòng: ngày phát của tin cuối.",
                  "For several items in one row: the day of the last."),
        /// How many different items the row stands for.
        items: i64 => field("Số tin, bài", "Items").required().key()
            .help("Phát lại không tính vào đây.", "Repeats are not counted here."),
        minutes: i64 => field("Thời lượng", "Length").listed().unit("phút", "minutes"),
        repeats: i64 => field("Số lần phát lại", "Repeats"),
        evidence: String => field("Minh chứng", "Evidence").required()
            .help("Đường dẫn, hợp đồng hoặc bảng xác nhận của đài.",
                  "A link, the contract, or the station's list."),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl Register for BroadcastInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "broadcast_item";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/broadcasts");
    const ORDER: &'static str = "t.first_aired_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Phát thanh, truyền hình", "Broadcasts"),
        one: ("tin, bài phát sóng", "broadcast item"),
        title: ("Nội dung", "Title"),
        add: ("Thêm tin, bài", "Add items"),
        next: ("lưu bảng xác nhận của đài", "keep the station's list"),
    };
    record_kit::in_unit!();

    fn title(&self) -> String {
        self.title.clone()
    }

    fn date(&self) -> Option<Date> {
        self.first_aired_on
    }

    fn sample() -> Self {
        BroadcastInput {
            title: "Hiệu quả từ chính sách khuyến công".into(),
            station: "Đài Phát thanh và Truyền hình tỉnh".into(),
            series: "Công Thương".into(),
            unit_id: Some(UnitId(1)),
            first_aired_on: Some(date(2022, 6, 10)),
            items: 20,
            minutes: 100,
            repeats: 20,
            evidence: "Bảng xác nhận phát sóng tháng 6".into(),
            ..BroadcastInput::default()
        }
    }
}

record_kit::record_api!(
    BroadcastInput,
    "/api/v1/broadcasts",
    "/api/v1/broadcasts/{id}",
    "activities",
    "list_broadcasts",
    "get_broadcast",
    "create_broadcast"
);
