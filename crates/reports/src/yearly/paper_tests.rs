use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use jiff::civil::date;
use kernel::Lang;
use papers::Block;

use super::{samples, *};

fn word(report: &YearlyReport) -> String {
    let bytes = papers::docx(&paper(report, date(2023, 2, 5))).expect("is packed");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a zip");
    let mut xml = String::new();
    let mut part = zip.by_name("word/document.xml").expect("has a document");
    part.read_to_string(&mut xml).expect("is UTF-8");
    // The words alone: tags out, no-break spaces as spaces.
    let mut inside = false;
    let text: String = xml
        .chars()
        .filter(|c| {
            inside = (inside || *c == '<') && *c != '>';
            !inside && *c != '>'
        })
        .collect();
    text.replace('\u{a0}', " ")
}

#[test]
fn the_document_says_what_the_figures_say() {
    let text = word(&samples::report(
        10,
        vec![samples::unit(74, "Tỉnh Bình Dương")],
    ));
    for expected in [
        "SỞ CÔNG THƯƠNG",
        "TỈNH BÀ RỊA - VŨNG TÀU",
        "TRUNG TÂM KHUYẾN CÔNG VÀ TƯ VẤN PHÁT TRIỂN CÔNG NGHIỆP",
        "/BC-TTKC",
        "Bà Rịa - Vũng Tàu, ngày 05 tháng 02 năm 2023",
        "BÁO CÁO",
        "Kết quả hoạt động khuyến công năm 2022",
        "Kính gửi: Sở Công Thương tỉnh Bà Rịa - Vũng Tàu",
        "trước khi sáp nhập: tỉnh Bình Dương.",
        "Hỗ trợ 10 cơ sở công nghiệp nông thôn ứng dụng máy móc",
        "Tổ chức 10 lớp nâng cao năng lực cơ sở công nghiệp nông thôn với 10 học viên;",
        "đạt 33,33 % kinh phí được giao",
        "tăng 5 so với năm trước",
        "Lưu: VT, KC",
        "GIÁM ĐỐC",
        "minh họa",
    ] {
        assert!(text.contains(expected), "lacks {expected:?} in {text}");
    }
    assert_eq!(text.matches("./.").count(), 1);
}

#[test]
fn a_year_without_results_claims_none() {
    let report = samples::report(0, Vec::new());
    let text = word(&report);
    assert!(text.contains("chưa có kết quả được ghi nhận"));
    assert!(text.contains("chưa có đề án khuyến công được ghi nhận"));
    assert!(
        !text.contains("III. SO VỚI NĂM"),
        "nothing is known of the year before"
    );
    assert!(!text.contains("minh họa"));
}

#[test]
fn every_indicator_is_said_in_a_sentence() {
    let report = samples::report(7, Vec::new());
    let document = paper(&report, date(2023, 1, 1));
    let items = document
        .body
        .iter()
        .filter(|block| matches!(block, Block::ListItem { .. }));
    let said: String = items.map(|item| format!("{item:?}")).collect();
    assert_eq!(said.matches('{').count(), said.matches('}').count());
    assert!(!said.contains("{0}") && !said.contains("{1}"), "{said}");
    for words in [
        "máy móc",
        "lớp nâng cao",
        "sạch hơn",
        "cộng tác viên",
        "cấp tỉnh",
        "cấp khu vực",
    ]
    .into_iter()
    .chain([
        "bản tin",
        "Phát sóng",
        "phòng trưng bày",
        "trang thông tin điện tử",
    ]) {
        assert!(said.contains(words), "{words}");
    }
}

#[test]
fn the_workbook_gives_every_figure_back_as_a_number() {
    let report = samples::report(240, Vec::new());
    let record = FactRecord {
        indicator: "communication.broadcast.items".into(),
        province_id: report.unit.id,
        quantity: 240,
        subject_id: None,
        thing: "broadcast".into(),
        record_id: uuid::Uuid::nil(),
        title: "Chuyên mục khuyến công".into(),
        illustration: true,
    };
    let bytes = papers::xlsx(&sheets(&report, &[record], Lang::Vi)).expect("is written");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("opens");
    let results = book.worksheet_range("Kết quả").expect("has results");
    let mut read = std::collections::BTreeMap::new();
    for row in results.rows() {
        if let (Some(Data::String(key)), Some(value)) = (row.get(6), row.get(3)) {
            read.insert(key.clone(), value.clone());
        }
    }
    for figure in &report.figures {
        let expected = match figure.for_programs() {
            Some(FigureValue::Count(count)) => Data::Float(count as f64),
            _ => Data::String("có".into()),
        };
        assert_eq!(
            read.get(figure.indicator.key),
            Some(&expected),
            "{}",
            figure.indicator.key
        );
    }
    let money = book.worksheet_range("Kinh phí").expect("has money");
    let found = money
        .rows()
        .any(|row| row.contains(&Data::Float(99_999_999_999.0)));
    assert!(found, "{money:?}");
    let records = book.worksheet_range("Bản ghi").expect("has records");
    let found = records
        .rows()
        .any(|row| row.contains(&Data::String("Chuyên mục khuyến công".into())));
    assert!(found, "{records:?}");
}

#[test]
fn the_csv_of_illustrative_figures_says_so_in_every_row() {
    let report = samples::report(3, Vec::new());
    let text = String::from_utf8(papers::csv(&sheets::figures(&report, Lang::En))).expect("UTF-8");
    assert!(text.contains("communication.bulletin.issues"), "{text}");
    assert!(
        text.lines().skip(1).all(|line| line.ends_with("yes")),
        "{text}"
    );
}
