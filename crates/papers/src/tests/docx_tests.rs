use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};

use crate::{Block, Column, HeadCell, Orientation, Paper, PaperKind, Row, Table, docx, samples};

fn part(paper: &Paper, name: &str) -> String {
    let bytes = docx(paper).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The style and the words of each paragraph, in order; panics on XML that is not well formed.
fn paragraphs(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut out: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) if e.name().as_ref() == "w:p" => out.push(Default::default()),
            Event::Empty(e) if e.name().as_ref() == "w:pStyle" => {
                let value = e.try_get_attribute("w:val").unwrap().unwrap().value;
                out.last_mut().unwrap().0 = value.into_owned();
            }
            Event::Text(e) => {
                if let Some(paragraph) = out.last_mut() {
                    paragraph.1 += &e;
                }
            }
            Event::GeneralRef(e) => {
                let sign = quick_xml::escape::resolve_predefined_entity(&e).unwrap();
                if let Some(paragraph) = out.last_mut() {
                    paragraph.1 += sign;
                }
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

fn styled<'a>(paragraphs: &'a [(String, String)], style: &str) -> Vec<&'a str> {
    paragraphs
        .iter()
        .filter(|(s, _)| s == style)
        .map(|(_, text)| text.as_str())
        .collect()
}

#[test]
fn the_head_stands_in_the_order_of_the_decree() {
    let xml = part(&samples::report(), "word/document.xml");
    let found = paragraphs(&xml);
    let order: Vec<&str> = found
        .iter()
        .map(|(style, _)| style.as_str())
        .filter(|style| *style != "NetKe" && *style != "KhoangCach")
        .take(11)
        .collect();
    assert_eq!(
        order,
        [
            "CoQuanChuQuan",
            "CoQuanChuQuan",
            "CoQuan",
            "QuocHieu",
            "TieuNgu",
            "SoKyHieu",
            "DiaDanhNgay",
            "MinhHoa",
            "TenLoai",
            "TrichYeu",
            "KinhGui"
        ]
    );
    assert_eq!(
        styled(&found, "QuocHieu"),
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    );
    assert_eq!(styled(&found, "TieuNgu"), ["Độc lập - Tự do - Hạnh phúc"]);
    assert_eq!(styled(&found, "ChucVu"), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
    assert_eq!(
        styled(&found, "NoiNhanDong"),
        ["- Như trên;", "- Ban Giám đốc;", "- Lưu: VT, KC."]
    );
}

#[test]
fn a_letter_has_no_kind_and_tells_its_subject_under_the_number() {
    let found = paragraphs(&part(&samples::letter(), "word/document.xml"));
    assert!(styled(&found, "TenLoai").is_empty());
    assert_eq!(
        styled(&found, "VeViec"),
        ["V/v khảo sát nhu cầu hỗ trợ máy móc tiên tiến năm\u{a0}2024"]
    );
    assert_eq!(styled(&found, "KinhGuiDong").len(), 2);
}

#[test]
fn minutes_have_two_signatures_and_the_recipients_after_them() {
    let found = paragraphs(&part(&samples::minutes(), "word/document.xml"));
    assert_eq!(styled(&found, "ChucVu"), ["THƯ KÝ", "CHỦ TỌA"]);
    let place = |style: &str| found.iter().position(|(s, _)| s == style).unwrap();
    assert!(place("NoiNhan") > place("NguoiKy"));
}

#[test]
fn three_sides_sign_side_by_side_under_their_names() {
    let xml = part(&samples::agreement(), "word/document.xml");
    let found = paragraphs(&xml);
    assert_eq!(
        styled(&found, "ChucVu"),
        ["ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B", "ĐẠI DIỆN BÊN C"]
    );
    let names = styled(&found, "NguoiKy");
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn page_size_margins_and_first_page_are_set() {
    let xml = part(&samples::report(), "word/document.xml");
    assert!(xml.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#));
    assert!(xml.contains(r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1701""#));
    assert!(xml.contains("<w:titlePg/>"));
    assert!(part(&samples::report(), "word/header.xml").contains(" PAGE "));
    assert!(!part(&samples::report(), "word/header_first.xml").contains("PAGE"));
    let mut wide = samples::report();
    wide.orientation = Orientation::Landscape;
    let xml = part(&wide, "word/document.xml");
    assert!(xml.contains(r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#));
}

#[test]
fn styles_carry_the_sizes_of_the_decree() {
    let styles = part(&samples::report(), "word/styles.xml");
    paragraphs(&styles);
    let style = |id: &str| {
        let from = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
        &styles[from..from + styles[from..].find("</w:style>").unwrap()]
    };
    assert!(styles.contains(r#"w:ascii="Times New Roman""#));
    assert!(
        styles.contains(r#"<w:sz w:val="28"/>"#),
        "the text is 14 points"
    );
    assert!(
        style("ThanBai").contains(r#"w:firstLine="567""#),
        "first line 1 cm"
    );
    assert!(style("ThanBai").contains(r#"<w:jc w:val="both"/>"#));
    assert!(style("QuocHieu").contains(r#"<w:b/><w:sz w:val="26"/>"#));
    assert!(style("NoiNhan").contains(r#"<w:b/><w:i/><w:sz w:val="24"/>"#));
    assert!(style("NoiNhanDong").contains(r#"<w:sz w:val="22"/>"#));
}

#[test]
fn a_table_repeats_its_head_and_fixes_its_widths() {
    let xml = part(&samples::report(), "word/document.xml");
    assert_eq!(
        xml.matches("<w:tblHeader/>").count(),
        2,
        "both rows of the head repeat"
    );
    assert!(xml.contains(r#"<w:tblLayout w:type="fixed"/>"#));
    assert!(xml.contains(r#"<w:gridSpan w:val="2"/>"#));
    assert_eq!(xml.matches(r#"<w:vMerge w:val="restart"/>"#).count(), 3);
    assert_eq!(xml.matches("<w:vMerge/>").count(), 3);
    let share = (9071.0_f64 * 0.47).round();
    assert!(
        xml.contains(&format!(r#"<w:gridCol w:w="{share}"/>"#)),
        "47 % of the text width"
    );
}

#[test]
fn rule_lines_are_drawn() {
    let xml = part(&samples::report(), "word/document.xml");
    assert_eq!(
        xml.matches("<v:line ").count(),
        3,
        "under issuer, motto and subject"
    );
    assert!(!xml.contains("___"));
    assert!(!xml.contains("<w:u "));
}

#[test]
fn every_text_comes_out_verbatim() {
    let hard = "Ệ ẫ ữ Đ đ ₫ # $ * _ [ ] { } < > & \\ @ \" ' </w:t>";
    let mut paper = Paper::new(PaperKind::Report, hard, "BC");
    paper.subject = hard.into();
    paper.body = vec![
        Block::item(hard),
        Block::Table(
            Table::new([Column::text(hard, 1)])
                .captioned(hard)
                .row(Row::plain([hard])),
        ),
        Block::note(hard),
    ];
    let found = paragraphs(&part(&paper, "word/document.xml"));
    for style in ["TrichYeu", "TenBang", "BangDau", "Bang", "GhiChu"] {
        assert_eq!(styled(&found, style), [hard], "{style}");
    }
    paragraphs(&part(&paper, "docProps/core.xml"));
}

#[test]
fn a_table_of_300_rows_keeps_them_all() {
    let mut table = Table::new([Column::mark("TT", 10), Column::text("Cơ sở", 90)]);
    table.rows = (1..=300)
        .map(|n| Row::plain([n.to_string(), format!("Cơ sở {n}")]))
        .collect();
    let mut paper = samples::report();
    paper.body = vec![Block::Table(table)];
    let found = paragraphs(&part(&paper, "word/document.xml"));
    assert_eq!(styled(&found, "Bang").len(), 600);
}

#[test]
fn missing_cells_are_blank_and_extra_ones_left_out() {
    let table = Table::new([Column::text("A", 1), Column::text("B", 1)])
        .head_row([HeadCell::new("chỉ một")])
        .row(Row::plain(["1"]))
        .row(Row::total(["2", "3", "4"]));
    let mut paper = samples::report();
    paper.body = vec![Block::Table(table), Block::Table(Table::new([]))];
    let xml = part(&paper, "word/document.xml");
    assert_eq!(styled(&paragraphs(&xml), "Bang"), ["1", "", "2", "3"]);
    assert_eq!(
        xml.matches("<w:tbl>").count(),
        4,
        "head twice, table, signature"
    );
}

#[test]
fn illustrative_figures_are_named_on_the_first_page_and_at_every_foot() {
    let mut paper = samples::report();
    assert!(part(&paper, "word/document.xml").contains("Có số liệu minh họa"));
    assert!(part(&paper, "word/footer.xml").contains("Có số liệu minh họa"));
    paper.illustration = false;
    assert!(!part(&paper, "word/document.xml").contains("minh họa trong"));
    assert!(!part(&paper, "word/footer.xml").contains("minh họa"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(
        docx(&samples::report()).unwrap(),
        docx(&samples::report()).unwrap()
    );
}
