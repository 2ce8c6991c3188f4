//! The cluster itself.

use db::DbError;
use jiff::civil::Date;
use kernel::{Lang, Thing, UnitId};
use record_kit::{Area, Badge, PartialDate, Paths, Register, Words, field, paths};

record_kit::choice! {
    /// How far a cluster has come; the rungs before its founding are one state here.
    pub enum ClusterStatus {
        Planned = "planned" ("trong quy hoạch", "planned"),
        Established = "established" ("đã thành lập", "established"),
        Building = "building" ("đang xây dựng hạ tầng", "under construction"),
        Operating = "operating" ("đang hoạt động", "operating"),
        Suspended = "suspended" ("tạm dừng", "suspended"),
        Revoked = "revoked" ("đã bãi bỏ", "revoked"),
        Unknown = "unknown" ("chưa rõ", "not known"),
    }
}

record_kit::record_fields! {
    /// An industrial cluster.
    pub struct ClusterInput {
        name: String => field("Tên cụm", "Name").required(),
        /// The province, district of before 7/2025, or the commune that holds the larger part.
        unit_id: Option<UnitId> => field("Đơn vị hành chính", "Unit").required().listed()
            .help("Cụm nằm trên nhiều xã: chọn xã có phần diện tích lớn hơn.",
                  "Over several communes: the one that holds the larger part."),
        /// The place in the words of the paper.
        place: String => field("Địa điểm", "Place"),
        /// The organisation that manages it.
        manager: String => field("Đơn vị quản lý", "Manager").key(),
        managed_since: Option<PartialDate> => field("Quản lý từ", "Managed since").past().key()
            .help("Ngày, tháng hoặc năm, ví dụ 07/2023.", "A day, a month or a year, as 07/2023."),
        /// In square metres; the form takes hectares.
        area_m2: Option<Area> => field("Diện tích", "Area").listed().unit("ha", "ha"),
        status: Option<ClusterStatus> => field("Tình trạng", "Status").required(),
        /// The document it was read from.
        source: String => field("Nguồn", "Source"),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl Register for ClusterInput {
    type Kind = kernel::Cluster;
    const THING: &'static str = "cluster";
    const ACCESS: Thing = Thing::Cluster;
    const PATHS: Paths = paths!("/clusters");
    const ORDER: &'static str = "t.search, t.id";
    const WORDS: Words = Words {
        many: ("Cụm công nghiệp", "Industrial clusters"),
        one: ("cụm công nghiệp", "cluster"),
        title: ("Cụm", "Cluster"),
        add: ("Thêm cụm", "Add a cluster"),
        next: (
            "bổ sung diện tích và quyết định thành lập",
            "add its area and founding decision",
        ),
    };
    record_kit::in_unit!();

    fn title(&self) -> String {
        self.name.clone()
    }

    /// A cluster is not counted by a date, and its unit may be of either era.
    fn date(&self) -> Option<Date> {
        None
    }

    fn taken(error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        error
            .breaks_unique(Self::THING, &["province_id", "name"])
            .then_some((
                "name",
                (
                    "Tỉnh này đã có cụm công nghiệp cùng tên. Mở cụm đó để sửa.",
                    "The province has a cluster of this name already. Open that one to correct it.",
                ),
            ))
    }

    fn badge(&self, lang: Lang, _: Date) -> Option<Badge> {
        let status = self.status?;
        let (colour, icon) = match status {
            ClusterStatus::Operating => ("green", "check"),
            ClusterStatus::Established | ClusterStatus::Building => ("blue", "clock"),
            ClusterStatus::Suspended => ("amber", "alert"),
            ClusterStatus::Revoked => ("red", "stop"),
            ClusterStatus::Planned | ClusterStatus::Unknown => ("grey", "pencil"),
        };
        Some(Badge {
            label: status.label(lang),
            colour,
            icon,
        })
    }

    fn sample() -> Self {
        ClusterInput {
            name: "CCN Hòa Long".into(),
            unit_id: Some(UnitId(1)),
            place: "thành phố Bà Rịa".into(),
            manager: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".into(),
            managed_since: "2023-07".parse().ok(),
            area_m2: Some(Area(355_000)),
            status: Some(ClusterStatus::Operating),
            ..ClusterInput::default()
        }
    }
}

record_kit::record_api!(
    ClusterInput,
    "/api/v1/clusters",
    "/api/v1/clusters/{id}",
    "clusters",
    "list_clusters",
    "get_cluster",
    "create_cluster"
);
