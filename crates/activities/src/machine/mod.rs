//! Machines and equipment bought with support (hỗ trợ ứng dụng máy móc, thiết bị tiên tiến), one
//! row per machine, entered by hand or taken over when a project is accepted
//! ([`acceptance`]). Double funding is looked for among all of them ([`matching`]). A machine is supported once: its serial number stands in one row.

pub mod acceptance;
pub mod matching;

pub use acceptance::{AcceptedMachine, AcceptedMachines, record_accepted};

use db::{Checks, DbError};
use jiff::civil::{Date, date};
use kernel::{ActivityRecordId, Dong, EstablishmentId, ProjectId, Thing, UnitId};
use record_kit::{Paths, Register, Words, field, paths};

record_kit::record_fields! {
    /// A machine that an establishment bought with support.
    pub struct MachineInput {
        /// Name of the machine or the line.
        name: String => field("Tên máy, thiết bị", "Machine or equipment").required(),
        /// The establishment that owns it.
        establishment_id: Option<EstablishmentId> =>
            field("Cơ sở thụ hưởng", "Establishment").required().key()
                .picked("/establishments/search", "/establishments/"),
        /// The commune of the site where it stands; the establishment's when absent.
        unit_id: Option<UnitId> =>
            field("Nơi đặt máy", "Place of the site").listed()
                .help("Để trống nếu đặt tại địa điểm sản xuất chính của cơ sở.",
                      "Leave empty for the main production site of the establishment."),
        model: String => field("Ký hiệu, kiểu máy", "Model"),
        /// The number on the machine's plate; a number stands in one row only.
        serial: String => field("Số máy (số sê-ri)", "Serial number").listed(),
        maker: String => field("Hãng sản xuất", "Maker"),
        origin: String => field("Xuất xứ", "Origin"),
        made_year: Option<i64> => field("Năm sản xuất", "Year made").between(1900, 2200),
        quantity: i64 => field("Số lượng", "Quantity").required().listed().between(1, 1_000),
        /// The price of one, in đồng; 0 when unknown.
        price: Dong => field("Đơn giá", "Price of one"),
        /// The promotion money for this row, in đồng.
        support: Dong => field("Kinh phí hỗ trợ", "Support").key(),
        /// The day of acceptance; its year counts.
        accepted_on: Option<Date> => field("Ngày nghiệm thu", "Accepted on").required().past().key(),
        /// The project it was bought in, if any.
        project_id: Option<ProjectId> =>
            field("Đề án", "Project").handed("/projects/"),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl MachineInput {
    /// What the whole row cost; in 128 bits, so that it cannot overflow.
    fn value(&self) -> i128 {
        i128::from(self.price.0) * i128::from(self.quantity)
    }
}

impl Register for MachineInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "machine_support";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/machines");
    const ORDER: &'static str = "t.accepted_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Hỗ trợ máy móc", "Machine support"),
        one: ("máy được hỗ trợ", "supported machine"),
        title: ("Máy, thiết bị", "Machine"),
        add: ("Thêm máy", "Add a machine"),
        next: (
            "kiểm tra số máy với biên bản nghiệm thu",
            "compare the serial with the minutes",
        ),
    };
    record_kit::at_establishment!();

    fn title(&self) -> String {
        format!("{} {}", self.name, self.model).trim().to_owned()
    }

    fn date(&self) -> Option<Date> {
        self.accepted_on
    }

    fn check(&mut self, checks: &mut Checks) {
        if !self.price.is_zero() && i128::from(self.support.0) > self.value() {
            checks.fail(
                "support",
                checks.t(
                    "Kinh phí hỗ trợ cao hơn giá máy. Xem lại đơn giá, số lượng hoặc mức hỗ trợ.",
                    "The support is higher than the price. Check price, quantity and support.",
                ),
            );
        }
    }

    fn taken(error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        error.breaks_unique(Self::THING, &["serial"]).then_some((
            "serial",
            (
                "Số máy này đã được ghi ở một dòng khác. Mỗi máy chỉ được hỗ trợ một lần.",
                "This serial number stands in another row. A machine is supported once.",
            ),
        ))
    }

    fn sample() -> Self {
        MachineInput {
            name: "Máy phay CNC 3 trục".into(),
            model: "VF-2".into(),
            serial: "1189563".into(),
            establishment_id: Some(kernel::Id::from_uuid(uuid::Uuid::from_u128(1))),
            unit_id: Some(UnitId(1)),
            made_year: Some(2021),
            quantity: 1,
            price: Dong(570_000_000),
            support: Dong(200_000_000),
            accepted_on: Some(date(2022, 5, 20)),
            note: "Biên bản nghiệm thu 09/BB-TTKC\nHóa đơn 0000123".into(),
            ..MachineInput::default()
        }
    }
}

record_kit::record_api!(
    MachineInput,
    "/api/v1/machines",
    "/api/v1/machines/{id}",
    "activities",
    "list_machines",
    "get_machine",
    "create_machine"
);

/// The id of a row of this register.
pub type MachineId = ActivityRecordId;
