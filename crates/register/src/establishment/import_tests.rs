use kernel::{Lang, Role};
use papers::{Cell, Sheet};

use super::*;
use crate::test_support::databases;

const CSV: &str = "\u{feff}Danh sách cơ sở;;;;\n\
    Mã số thuế;Tên cơ sở;Loại hình;Mã ngành;Xã, phường\n\
    0300101107;Cơ sở Nước mắm;Hộ kinh doanh;10202;26569\n\
    0300101107;Cơ sở Cá khô;HỢP TÁC XÃ;10202;Long Phước, Bà Rịa\n\
    ;Cơ sở Lạ;Tập đoàn;9999;Không Đâu\n\
    ;;;;\n\
    0300101108;Cơ sở Bún;hộ kinh doanh;10202;26572\n";

fn faults(report: &ImportReport) -> Vec<(u32, &str)> {
    report
        .faults
        .iter()
        .map(|f| (f.row, f.column.as_str()))
        .collect()
}

#[tokio::test]
async fn a_check_names_row_and_column_of_each_fault_and_writes_nothing() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let rows = read_file("ds.CSV", CSV.as_bytes()).unwrap();
        assert_eq!(
            rows.iter().map(|row| row.number).collect::<Vec<_>>(),
            [3, 4, 5, 7]
        );
        let report = import(&cx, &rows, ImportMode::Check).await.unwrap();
        assert_eq!((report.rows, report.good, report.written), (4, 2, 0));
        let expected = [
            (4, "Mã số thuế"),
            (5, "Loại hình"),
            (5, "Xã, phường"),
            (5, "Mã ngành"),
        ];
        assert_eq!(faults(&report), expected, "{}", t.engine);
        assert_eq!(t.count("establishment").await, 0);
        t.close().await;
    }
}

#[tokio::test]
async fn one_bad_row_keeps_all_out_unless_the_good_ones_are_asked_for() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let rows = read_file("ds.csv", CSV.as_bytes()).unwrap();
        let whole = import(&cx, &rows, ImportMode::Whole).await.unwrap();
        assert_eq!((whole.written, t.count("establishment").await), (0, 0));
        let part = import(&cx, &rows, ImportMode::Partial).await.unwrap();
        assert_eq!((part.written, t.count("establishment").await), (2, 2));
        // The same file again: every row is there already.
        let again = import(&cx, &rows, ImportMode::Partial).await.unwrap();
        assert_eq!((again.written, t.count("establishment").await), (0, 2));
        t.close().await;
    }
}

#[test]
fn a_workbook_keeps_leading_zeros_and_days() {
    let mut sheet = template(Lang::Vi);
    let heads: Vec<String> = sheet.columns.iter().map(|c| c.header.clone()).collect();
    let cells = heads.iter().map(|head| match head.as_str() {
        "Tên cơ sở" => Cell::from("Cơ sở Than"),
        "Mã số thuế" => Cell::from("0300101107"),
        "Ngày thành lập" => Cell::from(jiff::civil::date(2012, 7, 5)),
        "Mã ngành" => Cell::from(10202_i64),
        _ => Cell::Empty,
    });
    sheet.push(cells.collect::<Vec<_>>());
    let sheets: [Sheet; 1] = [sheet];
    let rows = read_file("m.xlsx", &papers::xlsx(&sheets).unwrap()).unwrap();
    let cells = &rows[0].cells;
    assert_eq!(cells["tax_code"], "0300101107");
    assert_eq!(cells["founded"], "05/07/2012");
    assert_eq!(cells["industry_code"], "10202");
}

#[test]
fn files_that_are_no_such_sheet_are_refused_with_a_reason() {
    assert_eq!(
        read_file("a.xlsx", b"PK not a zip"),
        Err(ImportError::NotASheet)
    );
    assert_eq!(
        read_file("a.csv", b"\xff\xfe1"),
        Err(ImportError::NotASheet)
    );
    assert_eq!(
        read_file("a.csv", "x,y\n1,2".as_bytes()),
        Err(ImportError::NoHeads)
    );
    assert_eq!(
        read_file("a.csv", "Tên cơ sở\n".as_bytes()),
        Err(ImportError::Empty)
    );
}
