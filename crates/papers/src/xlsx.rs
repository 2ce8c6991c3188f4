//! Workbooks by rust_xlsxwriter, row by row in constant memory.

use std::collections::HashMap;

pub use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, RowNum,
    Workbook, Worksheet, utility,
};

use crate::{
    Cell, CellKind, Sheet, SheetRow, Total,
    wording::{composed, official},
};

/// A4 as Excel numbers paper sizes.
const A4: u8 = 9;
const FONT: &str = "Times New Roman";
/// Points that one line of a head takes.
const LINE: f64 = 17.0;
/// The longest name of a tab that Excel takes, in UTF-16 units.
const TAB_LIMIT: usize = 31;

/// The sheets as one `.xlsx`, set up for A4, its heads repeated on every printed page.
///
/// Excel computes in double precision: amounts above 9.007.199.254.740.991 đồng lose their last
/// digits. Fails when a sheet has more rows or columns than Excel, or a text above 32.767
/// characters, or groups overlap.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date, so that the same value gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut names = Vec::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(tab_name(&sheet.name, &mut names))?;
        SheetWriter {
            sheet,
            styles: Styles::default(),
            out: worksheet,
            row: 0,
        }
        .write()?;
    }
    workbook.save_to_buffer()
}

/// A name that Excel takes and no earlier sheet has.
fn tab_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let clean: String = official(wanted)
        .replace(['[', ']', ':', '*', '?', '/', '\\'], "-")
        .trim_matches(['\'', ' ', '\u{a0}'])
        .to_owned();
    let base = if clean.is_empty() {
        "Bảng".to_owned()
    } else {
        clean
    };
    let mut name = cut(&base, TAB_LIMIT);
    let mut n = 2;
    while taken.contains(&name.to_lowercase()) {
        let tail = format!(" {n}");
        name = cut(&base, TAB_LIMIT - tail.len()) + &tail;
        n += 1;
    }
    taken.push(name.to_lowercase());
    name
}

fn cut(text: &str, limit: usize) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= limit
        })
        .collect()
}

struct SheetWriter<'a> {
    sheet: &'a Sheet,
    styles: Styles,
    out: &'a mut Worksheet,
    row: RowNum,
}

impl SheetWriter<'_> {
    fn write(mut self) -> Result<(), XlsxError> {
        self.page()?;
        self.above()?;
        let head = self.row;
        self.head()?;
        let first = self.row;
        for row in &self.sheet.rows {
            self.row(row)?;
        }
        let after = self.row;
        if let Some(total) = &self.sheet.total {
            self.total(total, first)?;
        }
        self.notes()?;
        self.out.set_repeat_rows(head, first - 1)?;
        self.out.set_freeze_panes(first, 0)?;
        if let (true, true, Some(last)) = (
            self.sheet.groups.is_empty(),
            after > first,
            self.last_column(),
        ) {
            self.out.autofilter(head, 0, after - 1, last)?;
        }
        Ok(())
    }

    fn last_column(&self) -> Option<ColNum> {
        ColNum::try_from(self.sheet.columns.len().checked_sub(1)?).ok()
    }

    fn page(&mut self) -> Result<(), XlsxError> {
        self.out.set_paper_size(A4);
        if self.sheet.landscape {
            self.out.set_landscape();
        }
        // Inches: 2 cm on three sides, and 3 cm where the sheets are bound.
        self.out.set_margins(1.18, 0.79, 0.79, 0.79, 0.4, 0.4);
        self.out.set_print_fit_to_pages(1, 0);
        self.out.set_print_center_horizontally(true);
        self.out.set_footer("&C&P/&N");
        for (c, column) in self.sheet.columns.iter().enumerate() {
            let c = ColNum::try_from(c).map_err(|_| XlsxError::RowColumnLimitError)?;
            self.out.set_column_width(c, column.width)?;
            self.out
                .set_column_format(c, &formatted(base(), column.kind))?;
        }
        Ok(())
    }

    /// A line over the whole width of the table.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = official(text);
        match self.last_column() {
            Some(last) if last > 0 => {
                self.out
                    .merge_range(self.row, 0, self.row, last, &text, format)?;
            }
            _ => {
                self.out
                    .write_string_with_format(self.row, 0, &text, format)?;
            }
        }
        let width: u32 = self.sheet.columns.iter().map(|c| u32::from(c.width)).sum();
        self.out
            .set_row_height(self.row, LINE * f64::from(lines_of(&text, width)))?;
        self.row += 1;
        Ok(())
    }

    fn above(&mut self) -> Result<(), XlsxError> {
        let title = base()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_text_wrap();
        for (i, text) in self.sheet.title.iter().enumerate() {
            let size = if i == 0 { 14 } else { 12 };
            self.line(text, &title.clone().set_font_size(size))?;
        }
        if self.sheet.illustration {
            let text = self.sheet.lang.t(
                "Có số liệu minh họa; không dùng làm báo cáo chính thức.",
                "Contains illustrative figures; not for official reports.",
            );
            self.line(text, &title.set_italic())?;
        }
        if self.row > 0 {
            self.row += 1;
        }
        Ok(())
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let format = bordered()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let grouped = !self.sheet.groups.is_empty();
        let leaf = self.row + RowNum::from(grouped);
        let lines = |text: &str, width: u16| f64::from(lines_of(text, u32::from(width)));
        let height = self
            .sheet
            .columns
            .iter()
            .map(|c| lines(&c.header, c.width))
            .fold(1.0, f64::max);
        let mut covered = vec![false; self.sheet.columns.len()];
        for group in &self.sheet.groups {
            let last = group.last.min(self.sheet.columns.len().saturating_sub(1));
            let (Ok(c1), Ok(c2)) = (ColNum::try_from(group.first), ColNum::try_from(last)) else {
                continue;
            };
            if group.first > last {
                continue;
            }
            covered[group.first..=last].fill(true);
            let text = official(&group.header);
            if c1 == c2 {
                self.out
                    .write_string_with_format(self.row, c1, &text, &format)?;
            } else {
                self.out
                    .merge_range(self.row, c1, self.row, c2, &text, &format)?;
            }
        }
        if grouped {
            for (c, column) in self
                .sheet
                .columns
                .iter()
                .enumerate()
                .filter(|(c, _)| !covered[*c])
            {
                let c = c as ColNum;
                self.out
                    .merge_range(self.row, c, leaf, c, &official(&column.header), &format)?;
            }
            self.out.set_row_height(self.row, LINE * 1.5)?;
        }
        for (c, column) in self
            .sheet
            .columns
            .iter()
            .enumerate()
            .filter(|(c, _)| !grouped || covered[*c])
        {
            let text = official(&column.header);
            self.out
                .write_string_with_format(leaf, c as ColNum, &text, &format)?;
        }
        self.out.set_row_height(leaf, LINE * height + 4.0)?;
        self.row = leaf + 1;
        Ok(())
    }

    fn row(&mut self, row: &SheetRow) -> Result<(), XlsxError> {
        for (c, column) in self.sheet.columns.iter().enumerate() {
            let cell = row.cells.get(c).unwrap_or(&Cell::Empty);
            let format = self
                .styles
                .cell(cell.kind().unwrap_or(column.kind), row.strong);
            let (out, r, c) = (&mut *self.out, self.row, c as ColNum);
            match cell {
                Cell::Empty => out.write_blank(r, c, format)?,
                Cell::Text(text) => out.write_string_with_format(r, c, composed(text), format)?,
                Cell::Number(n) => out.write_number_with_format(r, c, *n as f64, format)?,
                Cell::Money(amount) => {
                    out.write_number_with_format(r, c, amount.0 as f64, format)?
                }
                Cell::Share(s) => out.write_number_with_format(r, c, s.0 as f64 / 1e4, format)?,
                Cell::Measure(value) => out.write_number_with_format(r, c, *value, format)?,
                Cell::Date(date) => {
                    let (month, day) = (date.month() as u8, date.day() as u8);
                    match ExcelDateTime::from_ymd(date.year().max(0) as u16, month, day) {
                        Ok(at) => out.write_datetime_with_format(r, c, &at, format)?,
                        // Excel's calendar begins in 1900; an earlier date stays readable.
                        Err(_) => {
                            let text = kernel::format_date(*date);
                            out.write_string_with_format(r, c, &text, format)?
                        }
                    }
                }
            };
        }
        self.row += 1;
        Ok(())
    }

    fn total(&mut self, total: &Total, first: RowNum) -> Result<(), XlsxError> {
        let after = self.row;
        // A formula would count the rows that head others twice.
        let plain = self.sheet.rows.iter().all(|row| !row.strong) && after > first;
        let labelled = self.total_label(total)?;
        for (c, column) in self.sheet.columns.iter().enumerate().skip(labelled) {
            let format = self.styles.cell(column.kind, true);
            let (out, r, col) = (&mut *self.out, self.row, c as ColNum);
            if !total.columns.contains(&c) {
                out.write_blank(r, col, format)?;
                continue;
            }
            let sum = sum(&self.sheet.rows, c);
            if plain {
                let range = utility::cell_range(first, col, after - 1, col);
                let formula = Formula::new(format!("=SUM({range})")).set_result(sum.to_string());
                out.write_formula_with_format(r, col, formula, format)?;
            } else {
                out.write_number_with_format(r, col, sum, format)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Writes the label over the columns left of the first one added up; says how many they are.
    fn total_label(&mut self, total: &Total) -> Result<usize, XlsxError> {
        let width = self.sheet.columns.len();
        let room = total
            .columns
            .iter()
            .copied()
            .min()
            .unwrap_or(width)
            .min(width);
        let format = self
            .styles
            .cell(CellKind::Text, true)
            .clone()
            .set_align(FormatAlign::Center);
        let label = official(&total.label);
        match room {
            0 => {}
            1 => {
                self.out
                    .write_string_with_format(self.row, 0, label, &format)?;
            }
            _ => {
                let last = (room - 1) as ColNum;
                self.out
                    .merge_range(self.row, 0, self.row, last, &label, &format)?;
            }
        }
        Ok(room)
    }

    fn notes(&mut self) -> Result<(), XlsxError> {
        let format = base().set_italic().set_text_wrap();
        for note in &self.sheet.notes {
            self.line(note, &format)?;
        }
        Ok(())
    }
}

fn sum(rows: &[SheetRow], column: usize) -> f64 {
    let plain = || {
        rows.iter()
            .filter(|row| !row.strong)
            .filter_map(|row| row.cells.get(column))
    };
    // Whole numbers are added as such, and become a float once.
    let whole: i128 = plain()
        .map(|cell| match cell {
            Cell::Number(n) => i128::from(*n),
            Cell::Money(amount) => i128::from(amount.0),
            _ => 0,
        })
        .sum();
    let measured: f64 = plain()
        .map(|cell| match cell {
            Cell::Measure(value) => *value,
            Cell::Share(share) => share.0 as f64 / 1e4,
            _ => 0.0,
        })
        .sum();
    whole as f64 + measured
}

/// How many lines a text takes in so many characters of width.
fn lines_of(text: &str, width: u32) -> u32 {
    let width = width.max(1);
    u32::try_from(text.chars().count())
        .unwrap_or(u32::MAX)
        .div_ceil(width)
        .clamp(1, 20)
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

fn bordered() -> Format {
    base().set_border(FormatBorder::Thin)
}

fn formatted(format: Format, kind: CellKind) -> Format {
    let format = format.set_align(FormatAlign::Top);
    match kind {
        CellKind::Text => format.set_num_format("@").set_text_wrap(),
        CellKind::Number | CellKind::Money => format.set_num_format("#,##0"),
        CellKind::Date => format
            .set_num_format("dd/mm/yyyy")
            .set_align(FormatAlign::Center),
        CellKind::Share => format.set_num_format("0.00%"),
        CellKind::Measure => format.set_num_format("#,##0.00"),
    }
}

/// The formats of cells, made once each.
#[derive(Default)]
struct Styles(HashMap<(CellKind, bool), Format>);

impl Styles {
    fn cell(&mut self, kind: CellKind, strong: bool) -> &Format {
        self.0.entry((kind, strong)).or_insert_with(|| {
            let format = formatted(bordered(), kind);
            if strong { format.set_bold() } else { format }
        })
    }
}
