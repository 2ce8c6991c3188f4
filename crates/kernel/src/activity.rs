use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A content of industrial promotion (nội dung khuyến công): the groups of Điều 4, Nghị định
/// 45/2012/NĐ-CP, with the additions of Nghị định 235/2025/NĐ-CP as A10.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
pub enum Activity {
    A1,
    A2,
    A3a,
    A3b,
    A3c,
    A4a,
    A4b,
    A4c,
    A5,
    A6,
    A7a,
    A7b,
    A7c,
    A8,
    A9,
    A10,
}

impl Activity {
    pub const ALL: [Activity; 16] = [
        Activity::A1,
        Activity::A2,
        Activity::A3a,
        Activity::A3b,
        Activity::A3c,
        Activity::A4a,
        Activity::A4b,
        Activity::A4c,
        Activity::A5,
        Activity::A6,
        Activity::A7a,
        Activity::A7b,
        Activity::A7c,
        Activity::A8,
        Activity::A9,
        Activity::A10,
    ];

    /// All, as a list to choose from offers them: code and label.
    pub fn choices(lang: Lang) -> Vec<(String, String)> {
        Self::ALL
            .map(|a| (a.code().to_owned(), a.titled(lang)))
            .to_vec()
    }

    /// With its code: `A1 · Đào tạo nghề`.
    pub fn titled(self, lang: Lang) -> String {
        format!("{} · {}", self.code(), self.label(lang))
    }

    pub fn code(self) -> &'static str {
        match self {
            Activity::A1 => "A1",
            Activity::A2 => "A2",
            Activity::A3a => "A3a",
            Activity::A3b => "A3b",
            Activity::A3c => "A3c",
            Activity::A4a => "A4a",
            Activity::A4b => "A4b",
            Activity::A4c => "A4c",
            Activity::A5 => "A5",
            Activity::A6 => "A6",
            Activity::A7a => "A7a",
            Activity::A7b => "A7b",
            Activity::A7c => "A7c",
            Activity::A8 => "A8",
            Activity::A9 => "A9",
            Activity::A10 => "A10",
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Activity::A1 => lang.t("Đào tạo nghề, truyền nghề", "Vocational training"),
            Activity::A2 => lang.t(
                "Nâng cao năng lực quản lý, khởi sự doanh nghiệp",
                "Management training and start-ups",
            ),
            Activity::A3a => lang.t(
                "Mô hình trình diễn kỹ thuật",
                "Technical demonstration model",
            ),
            Activity::A3b => lang.t(
                "Ứng dụng máy móc thiết bị tiên tiến, chuyển giao công nghệ",
                "Advanced machines, technology transfer",
            ),
            Activity::A3c => lang.t(
                "Mô hình thí điểm sản xuất sạch hơn",
                "Cleaner-production pilot",
            ),
            Activity::A4a => lang.t(
                "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu",
                "Contest of typical rural industrial products",
            ),
            Activity::A4b => lang.t("Hội chợ, triển lãm", "Fairs and exhibitions"),
            Activity::A4c => lang.t(
                "Nhãn hiệu, phòng trưng bày, xúc tiến thương mại khác",
                "Trademark, showroom, other promotion",
            ),
            Activity::A5 => lang.t("Tư vấn, trợ giúp cơ sở", "Consultancy"),
            Activity::A6 => lang.t("Thông tin, tuyên truyền", "Information and communication"),
            Activity::A7a => lang.t(
                "Hội, hiệp hội, cụm liên kết",
                "Associations, linked clusters",
            ),
            Activity::A7b => lang.t(
                "Xử lý ô nhiễm tại cơ sở, di dời cơ sở",
                "Pollution treatment and moving of plants",
            ),
            Activity::A7c => lang.t("Hạ tầng cụm công nghiệp", "Cluster infrastructure"),
            Activity::A8 => lang.t("Hợp tác quốc tế", "International cooperation"),
            Activity::A9 => lang.t(
                "Nâng cao năng lực hệ thống khuyến công",
                "Capacity of the system",
            ),
            Activity::A10 => lang.t(
                "Chuyển đổi số, sản xuất bền vững, nghệ nhân",
                "Digital transformation, sustainable production, artisans",
            ),
        }
    }
}

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Activity {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Activity::ALL
            .into_iter()
            .find(|a| a.code().eq_ignore_ascii_case(s))
            .ok_or_else(|| format!("unknown activity {s:?}; the codes run from A1 to A10"))
    }
}
