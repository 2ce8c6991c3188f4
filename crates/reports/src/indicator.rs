//! The dictionary of indicators: what each figure of a report counts, and how.
//!
//! The keys are a stable interface. A module that owns countable results gives them these keys in
//! its view `report_fact_<module>`.

use kernel::Lang;

/// How the facts of one indicator become its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// The sum of their quantities.
    Sum,
    /// How many different establishments they are about; a fact about none counts as one.
    Establishments,
    /// Whether there is any.
    Held,
}

/// Indicators that stand together in a report, in the order they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Machinery,
    Training,
    Products,
    Communication,
    Showroom,
    Survey,
}

impl Group {
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Group::Machinery => lang.t("Máy móc, thiết bị tiên tiến", "Advanced machines"),
            Group::Training => lang.t("Đào tạo, tập huấn", "Training"),
            Group::Products => lang.t(
                "Sản phẩm công nghiệp nông thôn tiêu biểu",
                "Typical rural industrial products",
            ),
            Group::Communication => lang.t("Thông tin, tuyên truyền", "Communication"),
            Group::Showroom => lang.t("Phòng trưng bày sản phẩm", "Product showrooms"),
            Group::Survey => lang.t("Khảo sát, công bố cơ sở", "Surveys and publication"),
        }
    }
}

type Wording = (&'static str, &'static str);

/// The content of promotion, of which an indicator counts the results.
const CONTENT: &str = "Điều 4 Nghị định 45/2012/NĐ-CP";
/// The recognition of typical products.
const RECOGNITION: &str = "Thông tư 26/2014/TT-BCT";
/// Every text that an indicator names.
pub const BASES: [&str; 2] = [CONTENT, RECOGNITION];

/// One indicator. Wording stands as (Vietnamese, English).
#[derive(Debug, PartialEq, Eq)]
pub struct Indicator {
    pub key: &'static str,
    pub group: Group,
    pub counting: Counting,
    label: Wording,
    unit: Wording,
    definition: Wording,
}

impl Indicator {
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.t(self.label.0, self.label.1)
    }

    /// What is counted: "cơ sở", "lớp". Empty when the figure is yes or no.
    pub fn unit(&self, lang: Lang) -> &'static str {
        lang.t(self.unit.0, self.unit.1)
    }

    /// The text that names what is counted, as officials quote it. No published text is known that
    /// sets the indicators themselves.
    pub fn basis(&self) -> &'static str {
        match self.group {
            Group::Products => RECOGNITION,
            _ => CONTENT,
        }
    }

    pub fn definition(&self, lang: Lang) -> &'static str {
        lang.t(self.definition.0, self.definition.1)
    }
}

/// Every indicator, in the order of reports.
pub const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "machinery.establishments",
        group: Group::Machinery,
        counting: Counting::Establishments,
        label: (
            "Cơ sở được hỗ trợ ứng dụng máy móc, thiết bị tiên tiến",
            "Establishments supported with advanced machines",
        ),
        unit: ("cơ sở", "establishments"),
        definition: (
            "Số cơ sở khác nhau có máy móc, thiết bị được nghiệm thu trong năm; một cơ sở nhận nhiều \
             máy tính một lần.",
            "Different establishments whose machines were accepted in the year; one that received \
             several machines counts once.",
        ),
    },
    Indicator {
        key: "training.capacity.classes",
        group: Group::Training,
        counting: Counting::Sum,
        label: ("Lớp nâng cao năng lực", "Capacity-building classes"),
        unit: ("lớp", "classes"),
        definition: (
            "Số lớp nâng cao năng lực cho cơ sở công nghiệp nông thôn kết thúc trong năm.",
            "Capacity-building classes for rural industrial establishments that ended in the year.",
        ),
    },
    Indicator {
        key: "training.capacity.learners",
        group: Group::Training,
        counting: Counting::Sum,
        label: (
            "Học viên các lớp nâng cao năng lực",
            "Learners of capacity-building classes",
        ),
        unit: ("học viên", "learners"),
        definition: (
            "Tổng số học viên thực tế của các lớp nâng cao năng lực; một người học hai lớp tính hai \
             lượt.",
            "Learners who took part in capacity-building classes; a person in two classes counts \
             twice.",
        ),
    },
    Indicator {
        key: "training.cleaner_production.classes",
        group: Group::Training,
        counting: Counting::Sum,
        label: (
            "Lớp tập huấn sản xuất sạch hơn",
            "Cleaner-production classes",
        ),
        unit: ("lớp", "classes"),
        definition: (
            "Số lớp bồi dưỡng kỹ thuật áp dụng sản xuất sạch hơn kết thúc trong năm.",
            "Classes on cleaner-production techniques that ended in the year.",
        ),
    },
    Indicator {
        key: "training.cleaner_production.learners",
        group: Group::Training,
        counting: Counting::Sum,
        label: (
            "Học viên tập huấn sản xuất sạch hơn",
            "Learners of cleaner-production classes",
        ),
        unit: ("học viên", "learners"),
        definition: (
            "Tổng số học viên thực tế của các lớp sản xuất sạch hơn; một người học hai lớp tính hai \
             lượt.",
            "Learners who took part in cleaner-production classes; a person in two classes counts \
             twice.",
        ),
    },
    Indicator {
        key: "training.collaborators_and_staff.held",
        group: Group::Training,
        counting: Counting::Held,
        label: (
            "Tập huấn cộng tác viên và cán bộ khuyến công",
            "Training of collaborators and staff",
        ),
        unit: ("", ""),
        definition: (
            "Có ít nhất một lớp bồi dưỡng cho đội ngũ cộng tác viên và cán bộ làm công tác khuyến \
             công trong năm.",
            "At least one class for collaborators and promotion staff was held in the year.",
        ),
    },
    Indicator {
        key: "products.recognised.province",
        group: Group::Products,
        counting: Counting::Sum,
        label: (
            "Sản phẩm được công nhận cấp tỉnh",
            "Products recognised by the province",
        ),
        unit: ("sản phẩm", "products"),
        definition: (
            "Số sản phẩm, bộ sản phẩm của cơ sở trong tỉnh được công nhận tiêu biểu cấp tỉnh trong \
             năm.",
            "Products of the province's establishments recognised at provincial level in the year.",
        ),
    },
    Indicator {
        key: "products.recognised.region",
        group: Group::Products,
        counting: Counting::Sum,
        label: (
            "Sản phẩm được công nhận cấp khu vực",
            "Products recognised by the region",
        ),
        unit: ("sản phẩm", "products"),
        definition: (
            "Số sản phẩm, bộ sản phẩm của cơ sở trong tỉnh được công nhận tiêu biểu cấp khu vực \
             trong năm.",
            "Products of the province's establishments recognised at regional level in the year.",
        ),
    },
    Indicator {
        key: "communication.bulletin.issues",
        group: Group::Communication,
        counting: Counting::Sum,
        label: ("Bản tin khuyến công", "Issues of the promotion bulletin"),
        unit: ("kỳ", "issues"),
        definition: (
            "Số kỳ bản tin khuyến công phát hành trong năm.",
            "Issues of the promotion bulletin published in the year.",
        ),
    },
    Indicator {
        key: "communication.broadcast.items",
        group: Group::Communication,
        counting: Counting::Sum,
        label: (
            "Tin, bài phát thanh, truyền hình",
            "Radio and television items",
        ),
        unit: ("tin, bài", "items"),
        definition: (
            "Số tin, bài phát sóng lần đầu trong năm; phát lại không tính thêm.",
            "Items first broadcast in the year; repeats are not counted again.",
        ),
    },
    Indicator {
        key: "showroom.establishments",
        group: Group::Showroom,
        counting: Counting::Establishments,
        label: (
            "Cơ sở được hỗ trợ phòng trưng bày",
            "Establishments supported with a showroom",
        ),
        unit: ("cơ sở", "establishments"),
        definition: (
            "Số cơ sở khác nhau được hỗ trợ đầu tư phòng trưng bày, giới thiệu sản phẩm trong năm.",
            "Different establishments supported with a product showroom in the year.",
        ),
    },
    Indicator {
        key: "survey.establishments.published_on_website",
        group: Group::Survey,
        counting: Counting::Establishments,
        label: (
            "Cơ sở được công bố trên trang thông tin điện tử",
            "Establishments published on the website",
        ),
        unit: ("cơ sở", "establishments"),
        definition: (
            "Số cơ sở khác nhau được khảo sát và đưa thông tin lên trang thông tin điện tử của \
             Trung tâm trong năm.",
            "Different establishments surveyed and published on the Centre's website in the year.",
        ),
    },
];

/// The indicator of a key.
pub fn by_key(key: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_stands_once_and_its_group_together() {
        for (i, indicator) in INDICATORS.iter().enumerate() {
            assert_eq!(by_key(indicator.key), Some(indicator));
            let next = INDICATORS.get(i + 1);
            assert!(
                next.is_none_or(|next| indicator.group <= next.group),
                "{}",
                indicator.key
            );
        }
    }
}
