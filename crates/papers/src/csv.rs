//! A sheet for programs, and for people who open it in Excel.

use crate::{Cell, Sheet, wording::composed};

/// What Excel takes for UTF-8; without it Vietnamese letters turn to rubbish.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The table as CSV (RFC 4180, UTF-8 with a byte-order mark): one row of names, then the rows;
/// titles, notes and totals are left out. Numbers have no grouping and dates are ISO, so that every
/// program reads them alike. A text that a spreadsheet would run as a formula gets an apostrophe.
/// A sheet with illustrative figures has a last column that says so in every row.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = BOM.to_vec();
    let remark = sheet.lang.t("Số liệu minh họa", "Illustrative figures");
    let names = sheet.columns.iter().enumerate().map(|(i, column)| {
        let group = sheet
            .groups
            .iter()
            .find(|g| (g.first..=g.last).contains(&i));
        guarded(&match group {
            Some(group) => format!("{} – {}", group.header, column.header),
            None => column.header.clone(),
        })
    });
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut out);
    let mut write = |mut record: Vec<String>, mark: &str| {
        if sheet.illustration {
            record.push(mark.to_owned());
        }
        writer
            .write_record(&record)
            .expect("memory takes every record")
    };
    write(names.collect(), remark);
    for row in &sheet.rows {
        let cells = (0..sheet.columns.len()).map(|i| row.cells.get(i).map_or(String::new(), text));
        write(cells.collect(), sheet.lang.t("có", "yes"));
    }
    writer.flush().expect("memory takes every record");
    drop(writer);
    out
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => number.to_string(),
        Cell::Money(amount) => amount.0.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Share(share) => {
            let sign = if share.0 < 0 { "-" } else { "" };
            let size = share.0.unsigned_abs();
            format!("{sign}{}.{:02}%", size / 100, size % 100)
        }
        Cell::Measure(value) => value.to_string(),
    }
}

/// Text that no spreadsheet runs: a leading apostrophe before `=`, `+`, `-`, `@`, unless the whole
/// is a number.
fn guarded(text: &str) -> String {
    let text = composed(text);
    let bare = text.trim_start();
    let numeric = bare.parse::<f64>().is_ok_and(f64::is_finite);
    if bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !numeric {
        format!("'{text}")
    } else {
        text
    }
}
