//! The report as an administrative document (báo cáo, mẫu 1.4 of Nghị định 30/2020/NĐ-CP): only
//! what follows from the records; what a person has to judge is left for the person to write.

use jiff::civil::Date;
use kernel::{Dong, FundingSource, Lang};
use papers::{Block, Column, Paper, PaperKind, Row, Signature, Table};
use reference::Unit;

use super::model::{Figure, MoneyLine, YearlyReport, disbursed};
use crate::{indicator::Counting, state::States};

const CENTRE: &str = "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp";

/// A sentence about one or two indicators; it is said when the first of them is not zero.
/// `{0}` and `{1}` stand for their values.
const SENTENCES: &[(&[&str], &str)] = &[
    (
        &["machinery.establishments"],
        "Hỗ trợ {0} cơ sở công nghiệp nông thôn ứng dụng máy móc, thiết bị tiên tiến trong sản xuất",
    ),
    (
        &["training.capacity.classes", "training.capacity.learners"],
        "Tổ chức {0} lớp nâng cao năng lực cơ sở công nghiệp nông thôn với {1} học viên",
    ),
    (
        &[
            "training.cleaner_production.classes",
            "training.cleaner_production.learners",
        ],
        "Tổ chức {0} lớp tập huấn áp dụng sản xuất sạch hơn với {1} học viên",
    ),
    (
        &["training.collaborators_and_staff.held"],
        "Tổ chức tập huấn, bồi dưỡng cho đội ngũ cộng tác viên và cán bộ làm công tác khuyến công",
    ),
    (
        &["products.recognised.province"],
        "Có {0} sản phẩm được công nhận là sản phẩm công nghiệp nông thôn tiêu biểu cấp tỉnh",
    ),
    (
        &["products.recognised.region"],
        "Có {0} sản phẩm được công nhận là sản phẩm công nghiệp nông thôn tiêu biểu cấp khu vực",
    ),
    (
        &["communication.bulletin.issues"],
        "Phát hành {0} kỳ bản tin khuyến công",
    ),
    (
        &["communication.broadcast.items"],
        "Phát sóng {0} tin, bài trên các đài phát thanh, truyền hình",
    ),
    (
        &["showroom.establishments"],
        "Hỗ trợ {0} cơ sở đầu tư phòng trưng bày, giới thiệu sản phẩm",
    ),
    (
        &["survey.establishments.published_on_website"],
        "Khảo sát và công bố thông tin của {0} cơ sở trên trang thông tin điện tử",
    ),
];

/// "tỉnh Bà Rịa - Vũng Tàu"; the name of Thành phố Hồ Chí Minh keeps its capital (Phụ lục II of
/// Nghị định 30/2020/NĐ-CP).
fn inside_sentence(unit: &Unit) -> String {
    if unit.short_name == "Hồ Chí Minh" {
        return unit.name.clone();
    }
    let mut chars = unit.name.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

fn listed(units: &[Unit]) -> String {
    units
        .iter()
        .map(inside_sentence)
        .collect::<Vec<_>>()
        .join(", ")
}

/// The document as a draft: without number, dated `on`.
pub fn paper(report: &YearlyReport, on: Date) -> Paper {
    let province = inside_sentence(&report.unit);
    let mut paper = Paper::new(PaperKind::Report, CENTRE, "BC-TTKC");
    paper.superior = Some(format!("Sở Công Thương\n{province}"));
    paper.place = report.unit.short_name.clone();
    paper.date = Some(on);
    paper.subject = format!("Kết quả hoạt động khuyến công năm {}", report.year);
    paper.addressees = vec![format!("Sở Công Thương {province}")];
    paper.illustration = report.illustration();
    paper.body = body(report, &province);
    paper.recipients = vec![
        "Như trên".into(),
        "Ban Giám đốc".into(),
        "Lưu: VT, KC".into(),
    ];
    paper.signature = Signature::new("Giám đốc");
    paper
}

fn body(report: &YearlyReport, province: &str) -> Vec<Block> {
    let year = report.year;
    let mut body = vec![Block::text(format!(
        "{CENTRE} báo cáo kết quả hoạt động khuyến công năm {year} trên địa bàn {province} như sau:"
    ))];
    if !report.members.is_empty() {
        body.push(Block::text(format!(
            "Số liệu gồm cả kết quả của các đơn vị hành chính trước khi sáp nhập: {}.",
            listed(&report.members)
        )));
    }
    body.push(Block::section(format!("I. KẾT QUẢ THỰC HIỆN NĂM {year}")));
    let sentences = sentences(report);
    if sentences.is_empty() {
        body.push(Block::text(format!(
            "Năm {year} chưa có kết quả được ghi nhận."
        )));
    }
    body.extend(sentences);
    body.push(Block::Table(figures_table(report)));
    body.push(Block::section("II. KINH PHÍ"));
    body.extend(money_blocks(report));
    if report.has_before {
        body.push(Block::section(format!("III. SO VỚI NĂM {}", year - 1)));
        body.extend(comparison(report));
    }
    body.push(Block::text(
        "Trên đây là báo cáo kết quả hoạt động khuyến công, kính báo cáo.",
    ));
    body
}

fn sentences(report: &YearlyReport) -> Vec<Block> {
    let value = |key: &str| {
        report
            .figures
            .iter()
            .find(|f| f.indicator.key == key)
            .map_or(0, |figure| figure.value)
    };
    let said = SENTENCES
        .iter()
        .filter(|(keys, _)| keys.first().is_some_and(|key| value(key) > 0))
        .map(|(keys, words)| {
            keys.iter()
                .enumerate()
                .fold((*words).to_owned(), |text, (i, key)| {
                    text.replace(&format!("{{{i}}}"), &Dong(value(key)).grouped())
                })
        });
    items(said.collect())
}

/// A list whose items end with ";" and the last with ".".
fn items(mut texts: Vec<String>) -> Vec<Block> {
    let last = texts.len().saturating_sub(1);
    for (i, text) in texts.iter_mut().enumerate() {
        text.push(if i == last { '.' } else { ';' });
    }
    texts.into_iter().map(Block::item).collect()
}

/// The value as a table shows it: the number, "có", or nothing.
pub(super) fn shown(figure: &Figure, value: i64, lang: Lang) -> String {
    match (figure.indicator.counting, value) {
        (Counting::Held, 0) => lang.t("không", "no").to_owned(),
        (Counting::Held, _) => lang.t("có", "yes").to_owned(),
        (Counting::Sum | Counting::Establishments, value) => Dong(value).grouped(),
    }
}

const ROMAN: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];

fn figures_table(report: &YearlyReport) -> Table {
    let lang = Lang::Vi;
    let before = format!("Năm {}", report.year - 1);
    let mut table = Table::new([
        Column::mark("TT", 7),
        Column::text("Nội dung", 49),
        Column::mark("Đơn vị", 16),
        Column::figure(before, 14),
        Column::figure(format!("Năm {}", report.year), 14),
    ])
    .captioned(format!(
        "Biểu tổng hợp kết quả hoạt động khuyến công năm {}",
        report.year
    ));
    let (mut group, mut groups, mut number) = (None, 0, 0);
    for figure in &report.figures {
        if group != Some(figure.indicator.group) {
            group = Some(figure.indicator.group);
            let roman = ROMAN.get(groups).copied().unwrap_or_default();
            table = table.row(Row::group([
                roman,
                figure.indicator.group.label(lang),
                "",
                "",
                "",
            ]));
            groups += 1;
            number = 0;
        }
        number += 1;
        let before = if report.has_before {
            shown(figure, figure.before, lang)
        } else {
            "–".into()
        };
        table = table.row(Row::plain([
            number.to_string(),
            figure.indicator.label(lang).to_owned(),
            figure.indicator.unit(lang).to_owned(),
            before,
            shown(figure, figure.value, lang),
        ]));
    }
    table
}

fn money_blocks(report: &YearlyReport) -> Vec<Block> {
    let (projects, _, allotted, paid) = report.money_total();
    if projects == 0 {
        let text = format!(
            "Năm {} chưa có đề án khuyến công được ghi nhận.",
            report.year
        );
        return vec![Block::text(text)];
    }
    let mut text = format!(
        "Năm {} có {projects} đề án, nhiệm vụ khuyến công với kinh phí được giao {}, đã chi {}",
        report.year, allotted, paid
    );
    text.push_str(&match disbursed(paid, allotted) {
        Some(share) => format!(", đạt {share} kinh phí được giao."),
        None => ".".to_owned(),
    });
    vec![
        Block::text(text),
        Block::Table(money_table(report)),
        Block::note(
            "Ghi chú: kinh phí khuyến công, đơn vị tính: đồng. Đã chi là tạm ứng và thanh toán, trừ phần \
         thu hồi; tỷ lệ giải ngân là đã chi trên được giao.",
        ),
    ]
}

fn share(line: Option<kernel::BasisPoints>) -> String {
    line.map_or_else(|| "–".to_owned(), |share| share.to_string())
}

fn money_table(report: &YearlyReport) -> Table {
    let mut table = Table::new([
        Column::text("Nguồn", 28),
        Column::figure("Số đề án", 12),
        Column::figure("Được giao", 22),
        Column::figure("Đã chi", 22),
        Column::figure("Tỷ lệ giải ngân", 16),
    ]);
    for line in &report.money {
        table = table.row(Row::plain([
            line.source.label(Lang::Vi).to_owned(),
            line.projects.to_string(),
            line.allotted.grouped(),
            line.paid.grouped(),
            share(line.disbursed()),
        ]));
    }
    let (projects, _, allotted, paid) = report.money_total();
    table.row(Row::total([
        "Tổng cộng".to_owned(),
        projects.to_string(),
        allotted.grouped(),
        paid.grouped(),
        share(disbursed(paid, allotted)),
    ]))
}

fn comparison(report: &YearlyReport) -> Vec<Block> {
    let changed: Vec<String> = report
        .figures
        .iter()
        .filter_map(|figure| Some((figure, figure.change().filter(|change| *change != 0)?)))
        .map(|(figure, change)| {
            format!(
                "{}: {} {}, {} {} so với năm trước",
                figure.indicator.label(Lang::Vi),
                Dong(figure.value).grouped(),
                figure.indicator.unit(Lang::Vi),
                if change > 0 { "tăng" } else { "giảm" },
                Dong(change.saturating_abs()).grouped(),
            )
        })
        .chain(report.money.iter().filter_map(money_comparison))
        .collect();
    if changed.is_empty() {
        return vec![Block::text("Các chỉ tiêu giữ như năm trước.")];
    }
    items(changed)
}

fn money_comparison(line: &MoneyLine) -> Option<String> {
    let change = line.allotted - line.allotted_before;
    if change.is_zero() {
        return None;
    }
    let source = match line.source {
        FundingSource::Kcqg => "khuyến công quốc gia",
        _ => "khuyến công địa phương",
    };
    let (word, size) = if change > Dong::ZERO {
        ("tăng", change)
    } else {
        ("giảm", -change)
    };
    Some(format!(
        "Kinh phí {source} được giao {}, {word} {size} so với năm trước",
        line.allotted
    ))
}

/// The projects of a line by state: "2 đang thực hiện, 1 đã thanh toán".
pub(super) fn states_text(line: &MoneyLine, states: &States, lang: Lang) -> String {
    let parts: Vec<String> = line
        .states
        .iter()
        .map(|count| {
            format!(
                "{} {}",
                count.projects,
                states.name(&count.state, lang).to_lowercase()
            )
        })
        .collect();
    parts.join(", ")
}
