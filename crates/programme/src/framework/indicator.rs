//! What a programme sets targets for: the codes of the dictionary of indicators, and from which
//! records what was done is counted.

use kernel::{Activity, Lang};

/// From which records an indicator is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The sum of the facts of these keys.
    Sum(&'static [&'static str]),
    /// The different establishments in the facts of these keys.
    Establishments(&'static [&'static str]),
    /// Projects of the plan year that are neither drafts nor ended without support.
    Projects,
    /// Projects of this activity that were accepted in the year.
    Accepted(Activity),
    /// No register of the program holds such records yet; only the target is kept.
    Nowhere,
}

type Wording = (&'static str, &'static str);

/// The content of promotion, of which an indicator counts the results.
const CONTENT: &str = "Điều 4 Nghị định 45/2012/NĐ-CP";
/// The recognition of typical products.
const RECOGNITION: &str = "Thông tư 26/2014/TT-BCT";
/// Every text that an indicator names.
pub const BASES: [&str; 2] = [CONTENT, RECOGNITION];

/// One indicator. Wording stands as (Vietnamese, English).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetIndicator {
    pub code: &'static str,
    label: Wording,
    unit: Wording,
    pub counted: Counted,
}

impl TargetIndicator {
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.t(self.label.0, self.label.1)
    }

    /// The text that names what is counted, as officials quote it; empty when it is a sum over all
    /// content. No published text is known that sets the indicators themselves.
    pub fn basis(&self) -> &'static str {
        match self.code {
            "PRJ_CNT" | "EST_SUP" => "",
            code if code.starts_with("PRD_CER_") => RECOGNITION,
            _ => CONTENT,
        }
    }

    /// What is counted: “đề án”, “cơ sở”.
    pub fn unit(&self, lang: Lang) -> &'static str {
        lang.t(self.unit.0, self.unit.1)
    }
}

const fn indicator(
    code: &'static str,
    label: Wording,
    unit: Wording,
    counted: Counted,
) -> TargetIndicator {
    TargetIndicator {
        code,
        label,
        unit,
        counted,
    }
}

const ESTABLISHMENTS: Wording = ("cơ sở", "establishments");
const PERSONS: Wording = ("người", "persons");
const PRODUCTS: Wording = ("sản phẩm", "products");

/// Every indicator, in the order of programmes.
pub const INDICATORS: [TargetIndicator; 27] = [
    indicator(
        "PRJ_CNT",
        ("Số đề án", "Projects"),
        ("đề án", "projects"),
        Counted::Projects,
    ),
    indicator(
        "EST_SUP",
        (
            "Cơ sở được hỗ trợ máy móc, phòng trưng bày",
            "Establishments supported with machines or showrooms",
        ),
        ESTABLISHMENTS,
        Counted::Establishments(&["machinery.establishments", "showroom.establishments"]),
    ),
    indicator(
        "LAB_TRN",
        ("Lao động được đào tạo nghề", "Workers trained"),
        PERSONS,
        Counted::Sum(&["training.vocational.learners"]),
    ),
    indicator(
        "LAB_EMP",
        (
            "Lao động có việc làm sau đào tạo",
            "Workers employed after training",
        ),
        PERSONS,
        Counted::Nowhere,
    ),
    indicator(
        "MGR_TRN",
        (
            "Học viên quản lý, khởi sự doanh nghiệp",
            "Learners of management and start-up classes",
        ),
        PERSONS,
        Counted::Sum(&[
            "training.management.learners",
            "training.startup.learners",
            "training.capacity.learners",
        ]),
    ),
    indicator(
        "CLS_MGR",
        (
            "Lớp quản lý, khởi sự doanh nghiệp",
            "Management and start-up classes",
        ),
        ("lớp", "classes"),
        Counted::Sum(&[
            "training.management.classes",
            "training.startup.classes",
            "training.capacity.classes",
        ]),
    ),
    indicator(
        "ENT_NEW",
        ("Doanh nghiệp được thành lập", "Enterprises founded"),
        ("doanh nghiệp", "enterprises"),
        Counted::Nowhere,
    ),
    indicator(
        "MDL_TEC",
        ("Mô hình trình diễn kỹ thuật", "Demonstration models"),
        ("mô hình", "models"),
        Counted::Accepted(Activity::A3a),
    ),
    indicator(
        "MDL_SXSH",
        ("Mô hình sản xuất sạch hơn", "Cleaner-production pilots"),
        ("mô hình", "models"),
        Counted::Accepted(Activity::A3c),
    ),
    indicator(
        "MCH_EST",
        (
            "Cơ sở ứng dụng máy móc tiên tiến",
            "Establishments with advanced machines",
        ),
        ESTABLISHMENTS,
        Counted::Establishments(&["machinery.establishments"]),
    ),
    indicator(
        "MCH_LINE",
        ("Dây chuyền được hỗ trợ", "Production lines"),
        ("dây chuyền", "lines"),
        Counted::Nowhere,
    ),
    indicator(
        "PRD_CER_C",
        (
            "Sản phẩm tiêu biểu cấp xã",
            "Products recognised by communes",
        ),
        PRODUCTS,
        Counted::Sum(&["products.recognised.commune"]),
    ),
    indicator(
        "PRD_CER_P",
        (
            "Sản phẩm tiêu biểu cấp tỉnh",
            "Products recognised by provinces",
        ),
        PRODUCTS,
        Counted::Sum(&["products.recognised.province"]),
    ),
    indicator(
        "PRD_CER_R",
        (
            "Sản phẩm tiêu biểu cấp khu vực",
            "Products recognised by regions",
        ),
        PRODUCTS,
        Counted::Sum(&["products.recognised.region"]),
    ),
    indicator(
        "PRD_CER_N",
        (
            "Sản phẩm tiêu biểu cấp quốc gia",
            "Products recognised by the nation",
        ),
        PRODUCTS,
        Counted::Sum(&["products.recognised.nation"]),
    ),
    indicator(
        "FAIR_CNT",
        ("Hội chợ, triển lãm", "Fairs"),
        ("hội chợ", "fairs"),
        Counted::Nowhere,
    ),
    indicator(
        "BOOTH",
        ("Gian hàng", "Booths"),
        ("gian hàng", "booths"),
        Counted::Nowhere,
    ),
    indicator(
        "FAIR_EST",
        ("Cơ sở tham gia hội chợ", "Establishments at fairs"),
        ESTABLISHMENTS,
        Counted::Nowhere,
    ),
    indicator(
        "TM_REG",
        ("Nhãn hiệu được đăng ký", "Trademarks registered"),
        ("nhãn hiệu", "trademarks"),
        Counted::Nowhere,
    ),
    indicator(
        "SHOWROOM",
        ("Phòng trưng bày được hỗ trợ", "Showrooms supported"),
        ("phòng", "showrooms"),
        Counted::Sum(&["showroom.establishments"]),
    ),
    indicator(
        "CONS_EST",
        ("Cơ sở được tư vấn", "Establishments advised"),
        ESTABLISHMENTS,
        Counted::Nowhere,
    ),
    indicator(
        "TV_PROG",
        ("Tin, bài, chương trình phát sóng", "Items broadcast"),
        ("tin, bài", "items"),
        Counted::Sum(&["communication.broadcast.items"]),
    ),
    indicator(
        "BULLETIN",
        ("Bản tin, ấn phẩm", "Bulletins"),
        ("kỳ", "issues"),
        Counted::Sum(&["communication.bulletin.issues"]),
    ),
    indicator(
        "CCN_SUP",
        ("Cụm công nghiệp được hỗ trợ hạ tầng", "Clusters supported"),
        ("cụm", "clusters"),
        Counted::Accepted(Activity::A7c),
    ),
    indicator(
        "ENV_EST",
        (
            "Cơ sở được hỗ trợ xử lý ô nhiễm",
            "Plants with pollution treated",
        ),
        ESTABLISHMENTS,
        Counted::Accepted(Activity::A7b),
    ),
    indicator(
        "LNK_SUP",
        (
            "Hội, hiệp hội, cụm liên kết được hỗ trợ",
            "Associations and linked clusters",
        ),
        ("đề án", "projects"),
        Counted::Accepted(Activity::A7a),
    ),
    indicator(
        "INT_COOP",
        ("Hoạt động hợp tác quốc tế", "International cooperation"),
        ("đề án", "projects"),
        Counted::Accepted(Activity::A8),
    ),
];

/// The indicator of a code.
pub fn by_code(code: &str) -> Option<&'static TargetIndicator> {
    INDICATORS.iter().find(|indicator| indicator.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_stands_once() {
        for indicator in &INDICATORS {
            assert_eq!(by_code(indicator.code), Some(indicator));
        }
    }
}
