//! Recognised products (sản phẩm công nghiệp nông thôn tiêu biểu được công nhận), one row per
//! product and level. The contests themselves come later; this register holds their results.

use db::{Checks, DbError};
use jiff::civil::{Date, date};
use kernel::{EstablishmentId, Lang, Thing, UnitId};
use record_kit::{Badge, Paths, Register, Words, field, paths};

record_kit::choice! {
    /// The group in which a product is judged: Điều 5, Thông tư 26/2014/TT-BCT.
    pub enum ProductGroup {
        Handicraft = "handicraft" ("Thủ công mỹ nghệ", "Handicrafts"),
        Processed = "processed" (
            "Chế biến nông, lâm, thủy sản, thực phẩm",
            "Processed farm, forest and sea products, food"
        ),
        Machinery = "machinery" (
            "Thiết bị, máy móc, dụng cụ, phụ tùng cơ khí",
            "Equipment, machinery, tools, parts"
        ),
        Other = "other" ("Sản phẩm khác", "Other products"),
    }
}

record_kit::choice! {
    /// Who recognised it. Until 30/6/2025 the lowest level was the district's.
    pub enum ProductLevel {
        Commune = "commune" ("Cấp xã (huyện trước 7/2025)", "Commune (district before 7/2025)"),
        Province = "province" ("Cấp tỉnh", "Province"),
        Region = "region" ("Cấp khu vực", "Region"),
        Nation = "nation" ("Cấp quốc gia", "Nation"),
    }
}

record_kit::record_fields! {
    /// A product that was recognised at one level.
    pub struct ProductInput {
        name: String => field("Tên sản phẩm, bộ sản phẩm", "Product or set").required(),
        product_group: Option<ProductGroup> => field("Nhóm", "Group").required(),
        establishment_id: Option<EstablishmentId> =>
            field("Cơ sở", "Establishment").required().key()
                .picked("/establishments/search", "/establishments/"),
        /// The commune of the establishment's site; found when absent.
        unit_id: Option<UnitId> => field("Nơi sản xuất", "Place of production")
            .help("Để trống nếu là địa điểm sản xuất chính của cơ sở.",
                  "Leave empty for the main production site of the establishment."),
        level: Option<ProductLevel> => field("Cấp công nhận", "Level").required().key(),
        /// The number of the decision.
        decision: String => field("Số quyết định", "Decision").required().listed(),
        /// The day of the decision; its year counts.
        decided_on: Option<Date> => field("Ngày quyết định", "Decided on").required().past().key(),
        certificate: String => field("Số giấy chứng nhận", "Certificate"),
        /// The last day of the certificate; 31/12 of the fourth year when absent.
        valid_to: Option<Date> => field("Có giá trị đến", "Valid until").listed()
            .help("Để trống: đến 31/12 của năm thứ tư, kể cả năm công nhận.",
                  "When empty: until 31/12 of the fourth year, that of recognition included."),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

/// The last day of a certificate: 31/12 of the fourth year, the year of issue being the first
/// (Điều 17, Thông tư 26/2014/TT-BCT as consolidated).
fn last_day(decided_on: Date) -> Option<Date> {
    Date::new(decided_on.year() + 3, 12, 31).ok()
}

impl Register for ProductInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "recognised_product";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/products");
    const ORDER: &'static str = "t.decided_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Sản phẩm tiêu biểu", "Recognised products"),
        one: ("sản phẩm được công nhận", "recognised product"),
        title: ("Sản phẩm", "Product"),
        add: ("Thêm sản phẩm", "Add a product"),
        next: (
            "xem xét đề cử lên cấp trên",
            "consider it for the next level",
        ),
    };
    record_kit::at_establishment!();

    fn title(&self) -> String {
        self.name.clone()
    }

    fn date(&self) -> Option<Date> {
        self.decided_on
    }

    fn check(&mut self, checks: &mut Checks) {
        let Some(decided_on) = self
            .decided_on
            .filter(|day| (1900..=2200).contains(&day.year()))
        else {
            return;
        };
        self.valid_to = self.valid_to.or_else(|| last_day(decided_on));
        if self.valid_to.is_some_and(|end| end < decided_on) {
            checks.fail(
                "valid_to",
                checks.t(
                    "Ngày hết giá trị cần sau ngày quyết định.",
                    "The last day must come after the decision.",
                ),
            );
        }
    }

    fn taken(error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        error
            .breaks_unique(
                Self::THING,
                &["establishment_id", "level", "decision", "name"],
            )
            .then_some((
                "name",
                (
                    "Sản phẩm này của cơ sở đã được ghi ở cùng cấp, cùng quyết định.",
                    "This product stands already at the same level under the same decision.",
                ),
            ))
    }

    fn badge(&self, lang: Lang, today: Date) -> Option<Badge> {
        let ended = self.valid_to.is_some_and(|end| end < today);
        Some(if ended {
            let label = lang.t("hết giá trị", "ended");
            Badge {
                label,
                colour: "grey",
                icon: "clock",
            }
        } else {
            let label = lang.t("còn giá trị", "valid");
            Badge {
                label,
                colour: "green",
                icon: "check",
            }
        })
    }

    fn sample() -> Self {
        ProductInput {
            name: "Bộ bàn ghế gỗ ghép thanh".into(),
            product_group: Some(ProductGroup::Other),
            establishment_id: Some(kernel::Id::from_uuid(uuid::Uuid::from_u128(1))),
            unit_id: Some(UnitId(1)),
            level: Some(ProductLevel::Province),
            decision: "1234/QĐ-UBND".into(),
            decided_on: Some(date(2022, 5, 10)),
            valid_to: Some(date(2025, 12, 31)),
            ..ProductInput::default()
        }
    }
}

record_kit::record_api!(
    ProductInput,
    "/api/v1/products",
    "/api/v1/products/{id}",
    "activities",
    "list_products",
    "get_product",
    "create_product"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_lasts_until_the_end_of_the_fourth_year() {
        assert_eq!(last_day(date(2022, 1, 1)), Some(date(2025, 12, 31)));
        assert_eq!(last_day(date(2022, 12, 31)), Some(date(2025, 12, 31)));
    }
}
