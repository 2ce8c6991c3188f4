//! Support for showrooms of establishments (hỗ trợ xây dựng phòng trưng bày sản phẩm).

use db::{Checks, DbError};
use jiff::civil::{Date, date};
use kernel::{Dong, EstablishmentId, Thing, UnitId};
use record_kit::{Paths, Register, Words, field, paths};

record_kit::record_fields! {
    /// A showroom that an establishment opened with support.
    pub struct ShowroomInput {
        address: String => field("Địa chỉ phòng trưng bày", "Address").required(),
        establishment_id: Option<EstablishmentId> =>
            field("Cơ sở", "Establishment").required()
                .picked("/establishments/search", "/establishments/"),
        /// The commune of the showroom; the establishment's when absent.
        unit_id: Option<UnitId> => field("Xã, phường", "Commune").listed()
            .help("Để trống nếu ở cùng xã với địa điểm sản xuất chính.",
                  "Leave empty when it lies in the commune of the main site."),
        /// In square metres.
        area_m2: Option<i64> => field("Diện tích", "Area").listed().unit("m²", "m²")
            .between(1, 100_000),
        /// What it cost, in đồng; 0 when unknown.
        cost: Dong => field("Tổng chi phí", "Cost"),
        /// The promotion money, in đồng.
        support: Dong => field("Kinh phí hỗ trợ", "Support").key(),
        /// The day of opening; its year counts.
        opened_on: Option<Date> => field("Ngày khai trương", "Opened on").required().past().key(),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl Register for ShowroomInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "showroom_support";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/showrooms");
    const ORDER: &'static str = "t.opened_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Phòng trưng bày", "Showrooms"),
        one: ("phòng trưng bày được hỗ trợ", "supported showroom"),
        title: ("Cơ sở", "Establishment"),
        add: ("Thêm phòng trưng bày", "Add a showroom"),
        next: ("theo dõi hoạt động sau hỗ trợ", "follow how it does"),
    };
    record_kit::at_establishment!();
    const OF_ESTABLISHMENT: bool = true;

    fn title(&self) -> String {
        self.address.clone()
    }

    fn date(&self) -> Option<Date> {
        self.opened_on
    }

    fn check(&mut self, checks: &mut Checks) {
        if !self.cost.is_zero() && self.support > self.cost {
            checks.fail(
                "support",
                checks.t(
                    "Kinh phí hỗ trợ cao hơn tổng chi phí. Xem lại hai số này.",
                    "The support is higher than the cost. Check both.",
                ),
            );
        }
    }

    fn taken(error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        error
            .breaks_unique(Self::THING, &["establishment_id", "opened_on"])
            .then_some((
                "opened_on",
                (
                    "Phòng trưng bày của cơ sở này khai trương ngày đó đã được ghi.",
                    "A showroom that this establishment opened on that day stands already.",
                ),
            ))
    }

    fn sample() -> Self {
        ShowroomInput {
            address: "120 Nguyễn Thanh Đằng".into(),
            establishment_id: Some(kernel::Id::from_uuid(uuid::Uuid::from_u128(1))),
            unit_id: Some(UnitId(1)),
            area_m2: Some(60),
            cost: Dong(120_000_000),
            support: Dong(50_000_000),
            opened_on: Some(date(2022, 3, 8)),
            ..ShowroomInput::default()
        }
    }
}

record_kit::record_api!(
    ShowroomInput,
    "/api/v1/showrooms",
    "/api/v1/showrooms/{id}",
    "activities",
    "list_showrooms",
    "get_showroom",
    "create_showroom"
);
