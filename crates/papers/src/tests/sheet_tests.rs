use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use kernel::{BasisPoints, Dong, Lang};

use crate::{Cell, Sheet, SheetColumn, Total, csv, samples, xlsx};

fn open(sheets: &[Sheet]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(xlsx(sheets).unwrap())).unwrap()
}

fn raw(sheets: &[Sheet], part: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(xlsx(sheets).unwrap())).unwrap();
    std::io::read_to_string(zip.by_name(part).unwrap()).unwrap()
}

fn small() -> Sheet {
    let mut sheet = Sheet::new(
        Lang::Vi,
        "Cơ sở",
        [
            SheetColumn::text("Mã", 10),
            SheetColumn::number("Số lớp", 10),
            SheetColumn::money("Kinh phí"),
            SheetColumn::date("Ngày"),
        ],
    );
    sheet.push([
        "00123".into(),
        Cell::Number(3),
        Dong(1_500_000).into(),
        date(2022, 7, 5).into(),
    ]);
    sheet.push([
        "00124".into(),
        Cell::Number(4),
        Dong(2_500_000).into(),
        Cell::Empty,
    ]);
    sheet
}

#[test]
fn values_come_back_with_their_types() {
    let mut book = open(&[small()]);
    let range = book.worksheet_range("Cơ sở").unwrap();
    let at = |row, column| range.get_value((row, column)).unwrap().clone();
    assert_eq!(at(0, 0), Data::String("Mã".into()));
    assert_eq!(
        at(1, 0),
        Data::String("00123".into()),
        "codes keep their zeros"
    );
    assert_eq!(at(1, 1), Data::Float(3.0));
    assert_eq!(at(1, 2), Data::Float(1_500_000.0));
    let Data::DateTime(day) = at(1, 3) else {
        panic!("not a date: {:?}", at(1, 3))
    };
    assert_eq!(day.to_ymd_hms_milli(), (2022, 7, 5, 0, 0, 0, 0));
}

#[test]
fn formats_are_those_of_vietnamese_offices() {
    let styles = raw(&[small()], "xl/styles.xml");
    assert!(styles.contains("dd/mm/yyyy"));
    assert!(styles.contains(r##"formatCode="#,##0""##));
    assert!(styles.contains(r#"formatCode="@""#));
}

#[test]
fn the_page_is_a4_and_its_head_repeats_and_stays() {
    let sheet = samples::project_sheet();
    let page = raw(std::slice::from_ref(&sheet), "xl/worksheets/sheet1.xml");
    assert!(page.contains(r#"paperSize="9""#));
    assert!(page.contains(r#"orientation="landscape""#));
    assert!(page.contains(r#"state="frozen""#));
    // Three lines, a gap, then the head of two rows.
    let book = raw(&[sheet], "xl/workbook.xml");
    assert!(book.contains("'Đề án 2022'!$5:$6"), "{book}");
}

#[test]
fn grouped_heads_are_merged_and_carry_no_filter() {
    let sheet = samples::project_sheet();
    let mut book = open(std::slice::from_ref(&sheet));
    let merges = book.merge_cells_by_sheet_name("Đề án 2022").unwrap();
    let has = |start, end| merges.iter().any(|m| m.start == start && m.end == end);
    assert!(has((4, 4), (4, 5)), "the group over its columns");
    assert!(has((4, 0), (5, 0)), "a plain column over both rows");
    let range = book.worksheet_range("Đề án 2022").unwrap();
    let text = |row, column| range.get_value((row, column)).unwrap().to_string();
    assert_eq!(text(4, 4), "Kinh phí hỗ trợ (đồng)");
    assert_eq!(text(5, 5), "Thực hiện");
    assert_eq!(text(6, 1), "0300000006");
    let page = raw(&[sheet], "xl/worksheets/sheet1.xml");
    assert!(!page.contains("<autoFilter"));
    assert!(raw(&[small()], "xl/worksheets/sheet1.xml").contains("<autoFilter"));
}

#[test]
fn a_total_is_a_formula_that_carries_its_result() {
    let mut book = open(&[samples::project_sheet()]);
    let values = book.worksheet_range("Đề án 2022").unwrap();
    let formulas = book.worksheet_formula("Đề án 2022").unwrap();
    assert_eq!(values.get_value((8, 4)), Some(&Data::Float(350_000_000.0)));
    assert_eq!(values.get_value((8, 5)), Some(&Data::Float(349_500_000.0)));
    assert_eq!(formulas.get_value((8, 4)).unwrap(), "SUM(E7:E8)");
    assert_eq!(values.get_value((8, 0)).unwrap().to_string(), "Tổng cộng");
}

#[test]
fn the_label_of_a_total_takes_the_room_before_the_first_sum() {
    let mut book = open(&[samples::project_sheet()]);
    let merges = book.merge_cells_by_sheet_name("Đề án 2022").unwrap();
    assert!(merges.iter().any(|m| m.start == (8, 0) && m.end == (8, 3)));
}

#[test]
fn rows_that_head_others_do_not_enter_the_total() {
    let mut sheet = small();
    sheet.push_strong(["II".into(), Cell::Number(7)]);
    sheet.total = Some(Total {
        label: "Tổng".into(),
        columns: vec![1],
    });
    let mut book = open(&[sheet]);
    let values = book.worksheet_range("Cơ sở").unwrap();
    assert_eq!(values.get_value((4, 1)), Some(&Data::Float(7.0)));
}

#[test]
fn illustrative_figures_are_named_in_both_formats() {
    let mut sheet = small();
    sheet.illustration = true;
    let first = open(std::slice::from_ref(&sheet))
        .worksheet_range("Cơ sở")
        .unwrap();
    assert!(
        first
            .get_value((0, 0))
            .unwrap()
            .to_string()
            .starts_with("Có số liệu minh họa")
    );
    let text = String::from_utf8(csv(&sheet)).unwrap();
    assert!(text.lines().next().unwrap().ends_with("Số liệu minh họa"));
    assert!(text.lines().nth(1).unwrap().ends_with(",có"));
}

#[test]
fn names_of_tabs_are_made_fit_and_different() {
    let long = "Đề án khuyến công địa phương: năm 2022/2023 [dự thảo]";
    let mut sheets = vec![small(), small(), small()];
    sheets[1].name = long.into();
    sheets[2].name = long.into();
    let names = open(&sheets).sheet_names();
    assert_eq!(names[0], "Cơ sở");
    assert!(
        names[1].encode_utf16().count() <= 31 && names[2].ends_with(" 2"),
        "{names:?}"
    );
}

#[test]
fn an_empty_sheet_still_opens() {
    let empty = Sheet::new(Lang::En, "", []);
    let mut columns_only = small();
    columns_only.rows.clear();
    columns_only.total = Some(Total {
        label: "Tổng".into(),
        columns: vec![1],
    });
    assert_eq!(open(&[empty, columns_only]).sheet_names().len(), 2);
}

#[test]
fn csv_opens_in_excel_and_in_programs_alike() {
    let bytes = csv(&small());
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text.trim_start_matches('\u{feff}'),
        "Mã,Số lớp,Kinh phí,Ngày\r\n00123,3,1500000,2022-07-05\r\n00124,4,2500000,\r\n"
    );
}

#[test]
fn csv_never_hands_a_formula_to_a_spreadsheet() {
    let mut sheet = Sheet::new(
        Lang::Vi,
        "A",
        [SheetColumn::text("A", 9), SheetColumn::text("B", 9)],
    );
    for text in ["=1+1", "+84 912 345 678", "-cmd", "@SUM(A1)", "\t=1", " =1"] {
        sheet.push([text.into(), "x".into()]);
    }
    sheet.push(["-12.5".into(), Cell::Share(BasisPoints(-1250))]);
    let text = String::from_utf8(csv(&sheet)).unwrap();
    for line in text.lines().skip(1).take(6) {
        assert!(line.starts_with('\''), "{line}");
    }
    assert!(text.ends_with("-12.5,-12.50%\r\n"));
}
