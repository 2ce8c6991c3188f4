//! Establishments presented on the Centre's website. They agreed first; the register keeps where
//! that stands.

use db::{Checks, DbError};
use jiff::civil::{Date, date};
use kernel::{EstablishmentId, Thing, UnitId};
use record_kit::{Paths, Register, Words, field, paths};

record_kit::record_fields! {
    /// An establishment that was presented on a website.
    pub struct PublishedInput {
        /// Where the presentation stands, with https:// or http://.
        url: String => field("Đường dẫn", "Address").required()
            .help("Bắt đầu bằng https:// hoặc http://.", "Begins with https:// or http://."),
        establishment_id: Option<EstablishmentId> =>
            field("Cơ sở", "Establishment").required()
                .picked("/establishments/search", "/establishments/"),
        /// The commune of the establishment's site; found when absent.
        unit_id: Option<UnitId> => field("Xã, phường", "Commune").listed()
            .help("Để trống nếu là địa điểm sản xuất chính của cơ sở.",
                  "Leave empty for the main production site of the establishment."),
        /// The day it was published; its year counts.
        published_on: Option<Date> => field("Ngày đăng", "Published on").required().past().key(),
        /// The establishment agreed.
        consent: bool => field("Cơ sở đã đồng ý đăng", "The establishment agreed"),
        /// Where the agreement stands.
        consent_paper: String => field("Văn bản đồng ý", "Agreement")
            .help("Phiếu khảo sát, thư điện tử hoặc văn bản ghi sự đồng ý.",
                  "The survey sheet, mail or paper with the agreement."),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl Register for PublishedInput {
    type Kind = kernel::ActivityRecord;
    const THING: &'static str = "published_establishment";
    const ACCESS: Thing = Thing::Activity;
    const PATHS: Paths = paths!("/published");
    const ORDER: &'static str = "t.published_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Cơ sở đăng trang tin", "Published establishments"),
        one: ("cơ sở được giới thiệu", "published establishment"),
        title: ("Cơ sở", "Establishment"),
        add: ("Thêm cơ sở", "Add an establishment"),
        next: (
            "báo cho cơ sở biết đường dẫn",
            "tell the establishment where it stands",
        ),
    };
    record_kit::at_establishment!();
    const OF_ESTABLISHMENT: bool = true;

    fn title(&self) -> String {
        self.url.clone()
    }

    fn date(&self) -> Option<Date> {
        self.published_on
    }

    fn check(&mut self, checks: &mut Checks) {
        let web = self.url.starts_with("https://") || self.url.starts_with("http://");
        if !self.url.is_empty() && (!web || self.url.contains(' ')) {
            checks.fail(
                "url",
                checks.t(
                    "Đường dẫn cần bắt đầu bằng https:// hoặc http:// và không có dấu cách.",
                    "The address must begin with https:// or http:// and hold no spaces.",
                ),
            );
        }
        if !self.consent {
            checks.fail(
                "consent",
                checks.t(
                    "Cần có sự đồng ý của cơ sở trước khi đăng.",
                    "The establishment has to agree before it is published.",
                ),
            );
        }
    }

    fn taken(error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        error
            .breaks_unique(Self::THING, &["establishment_id", "url"])
            .then_some((
                "url",
                (
                    "Cơ sở này đã được ghi với đường dẫn đó.",
                    "This establishment stands already with that address.",
                ),
            ))
    }

    fn sample() -> Self {
        PublishedInput {
            url: "https://khuyencong.example.vn/co-so/go-phuong-nam".into(),
            establishment_id: Some(kernel::Id::from_uuid(uuid::Uuid::from_u128(1))),
            unit_id: Some(UnitId(1)),
            published_on: Some(date(2022, 5, 5)),
            consent: true,
            consent_paper: "Phiếu khảo sát 18/2022".into(),
            ..PublishedInput::default()
        }
    }
}

record_kit::record_api!(
    PublishedInput,
    "/api/v1/published",
    "/api/v1/published/{id}",
    "activities",
    "list_published",
    "get_published",
    "create_published"
);
