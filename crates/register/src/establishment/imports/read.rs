use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, DataRef, Reader, Xlsx};
use kernel::{Lang, fold};

use super::{COLUMNS, ImportRow};

/// The most rows of one file.
const MOST_ROWS: usize = 20_000;
/// The most cells looked at in one file: a small file can unpack to a huge one.
const MOST_CELLS: usize = 2_000_000;
/// Among how many first rows the heads are looked for.
const HEAD_ROWS: usize = 20;

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    NotASheet,
    NoHeads,
    TooLarge,
    Empty,
}

impl ImportError {
    pub fn message(self, lang: Lang) -> String {
        match self {
            ImportError::NotASheet => lang
                .t(
                    "Không đọc được tệp. Nhận tệp .xlsx, hoặc .csv mã hóa UTF-8.",
                    "The file cannot be read. It must be .xlsx, or .csv in UTF-8.",
                )
                .into(),
            ImportError::NoHeads => lang
                .t(
                    "Không thấy dòng tiêu đề có cột “Tên cơ sở”. Dùng tệp mẫu để nhập.",
                    "There is no head row with the column “Name”. Use the template.",
                )
                .into(),
            ImportError::TooLarge => match lang {
                Lang::Vi => {
                    format!("Tệp có quá nhiều dòng; tối đa {MOST_ROWS}. Chia thành nhiều tệp.")
                }
                Lang::En => format!("The file has too many rows; at most {MOST_ROWS}. Split it."),
            },
            ImportError::Empty => lang
                .t(
                    "Tệp không có dòng dữ liệu nào.",
                    "The file has no rows of data.",
                )
                .into(),
        }
    }
}

/// Reads the first sheet of an `.xlsx`, or a `.csv` with commas or semicolons.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<Vec<ImportRow>, ImportError> {
    let rows = if name.to_lowercase().ends_with(".csv") {
        csv_rows(bytes)?
    } else {
        xlsx_rows(bytes)?
    };
    with_heads(rows)
}

type RawRow = (u32, Vec<(usize, String)>);

fn xlsx_rows(bytes: &[u8]) -> Result<Vec<RawRow>, ImportError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ImportError::NotASheet)?;
    let name = book
        .sheet_names()
        .first()
        .cloned()
        .ok_or(ImportError::NotASheet)?;
    let mut cells = book
        .worksheet_cells_reader(&name)
        .map_err(|_| ImportError::NotASheet)?;
    let mut rows: Vec<RawRow> = Vec::new();
    let mut seen = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| ImportError::NotASheet)? {
        seen += 1;
        if seen > MOST_CELLS {
            return Err(ImportError::TooLarge);
        }
        let (row, column) = cell.get_position();
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        match rows.last_mut() {
            Some((number, cells)) if *number == row + 1 => cells.push((column as usize, text)),
            _ => rows.push((row + 1, vec![(column as usize, text)])),
        }
    }
    Ok(rows)
}

/// A cell as text: whole numbers without a fraction, days as dd/MM/yyyy.
fn cell_text(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year:04}")
        }
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        other => kernel::clean(&other.to_string()),
    }
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<RawRow>, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotASheet)?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let delimiter = if count(';') > count(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| ImportError::NotASheet)?;
        let number = record.position().map_or(0, |at| at.line()) as u32;
        let cells = record.iter().map(kernel::clean).enumerate();
        rows.push((number, cells.filter(|(_, text)| !text.is_empty()).collect()));
        if rows.len() > MOST_ROWS + HEAD_ROWS {
            return Err(ImportError::TooLarge);
        }
    }
    Ok(rows)
}

/// Finds the row of heads and names the cells below it.
fn with_heads(rows: Vec<RawRow>) -> Result<Vec<ImportRow>, ImportError> {
    let known = |text: &str| {
        let head = fold(text);
        COLUMNS.iter().find(|c| {
            [c.label.0, c.label.1]
                .iter()
                .any(|label| fold(label) == head)
        })
    };
    let is_head = |(_, cells): &RawRow| {
        cells
            .iter()
            .any(|(_, text)| known(text).is_some_and(|c| c.field == "name"))
    };
    let at = rows
        .iter()
        .take(HEAD_ROWS)
        .position(is_head)
        .ok_or(ImportError::NoHeads)?;
    let heads: BTreeMap<usize, &str> = rows[at]
        .1
        .iter()
        .filter_map(|(column, text)| known(text).map(|c| (*column, c.field)))
        .collect();
    let found: Vec<ImportRow> = rows[at + 1..]
        .iter()
        .map(|(number, cells)| ImportRow {
            number: *number,
            cells: cells
                .iter()
                .filter_map(|(column, text)| Some(((*heads.get(column)?).to_owned(), text.clone())))
                .collect(),
        })
        .filter(|row| !row.cells.is_empty())
        .collect();
    match found.len() {
        0 => Err(ImportError::Empty),
        n if n > MOST_ROWS => Err(ImportError::TooLarge),
        _ => Ok(found),
    }
}
