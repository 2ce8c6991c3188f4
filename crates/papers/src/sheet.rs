use jiff::civil::Date;
use kernel::{BasisPoints, Dong, Lang};
use serde::Serialize;

/// The most rows of one export; a sheet that was cut says so.
pub const EXPORT_LIMIT: i64 = 50_000;

/// A table for Excel, and for a program as CSV.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// The language of the remarks that the writer adds.
    pub lang: Lang,
    /// The name on the tab; characters that Excel refuses are replaced, and it is cut at 31.
    pub name: String,
    /// Lines above the table; the first is the largest.
    pub title: Vec<String>,
    pub columns: Vec<SheetColumn>,
    /// Names over several columns. With groups there is no filter, because Excel cannot put one
    /// under merged heads.
    pub groups: Vec<Group>,
    pub rows: Vec<SheetRow>,
    pub total: Option<Total>,
    /// Lines under the table.
    pub notes: Vec<String>,
    /// Whether invented records stand under its figures; every format then says so.
    pub illustration: bool,
    pub landscape: bool,
}

impl Sheet {
    pub fn new(
        lang: Lang,
        name: impl Into<String>,
        columns: impl IntoIterator<Item = SheetColumn>,
    ) -> Self {
        Sheet {
            lang,
            name: name.into(),
            title: Vec::new(),
            columns: columns.into_iter().collect(),
            groups: Vec::new(),
            rows: Vec::new(),
            total: None,
            notes: Vec::new(),
            illustration: false,
            landscape: false,
        }
    }

    pub fn titled<S: Into<String>>(mut self, lines: impl IntoIterator<Item = S>) -> Self {
        self.title = lines.into_iter().map(Into::into).collect();
        self
    }

    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(SheetRow {
            cells: cells.into_iter().collect(),
            strong: false,
        });
    }

    /// Says under the table that not all of `total` rows are in it, when [`EXPORT_LIMIT`] cut it.
    pub fn note_cut(&mut self, total: i64) {
        if total > EXPORT_LIMIT {
            self.notes.push(match self.lang {
                Lang::Vi => format!("Chỉ có {EXPORT_LIMIT} dòng đầu trong {total} dòng."),
                Lang::En => format!("Only the first {EXPORT_LIMIT} of {total} rows."),
            });
        }
    }

    /// A row that heads the rows below it; it does not enter a total.
    pub fn push_strong(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(SheetRow {
            cells: cells.into_iter().collect(),
            strong: true,
        });
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct SheetColumn {
    pub header: String,
    /// In characters of the sheet's font.
    pub width: u16,
    /// The format of cells that a person fills in later; filled cells follow their own value.
    pub kind: CellKind,
}

impl SheetColumn {
    pub fn new(header: impl Into<String>, width: u16, kind: CellKind) -> Self {
        SheetColumn {
            header: header.into(),
            width,
            kind,
        }
    }

    pub fn text(header: impl Into<String>, width: u16) -> Self {
        Self::new(header, width, CellKind::Text)
    }

    pub fn number(header: impl Into<String>, width: u16) -> Self {
        Self::new(header, width, CellKind::Number)
    }

    pub fn money(header: impl Into<String>) -> Self {
        Self::new(header, 18, CellKind::Money)
    }

    pub fn date(header: impl Into<String>) -> Self {
        Self::new(header, 12, CellKind::Date)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellKind {
    /// Words and codes; a code keeps its leading zeros.
    Text,
    Number,
    /// Whole đồng, `#,##0`.
    Money,
    /// `dd/mm/yyyy`.
    Date,
    /// `0.00%`.
    Share,
    /// An amount with decimals as hectares: `#,##0.00`.
    Measure,
}

/// A name over the columns `first..=last`, counted from 0.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    pub first: usize,
    pub last: usize,
    pub header: String,
}

impl Group {
    pub fn new(first: usize, last: usize, header: impl Into<String>) -> Self {
        Group {
            first,
            last,
            header: header.into(),
        }
    }
}

/// A last row that adds up columns of numbers or money, counted from 0. Its label stands left of
/// the first of them, and has no room when that is the first column of all.
#[derive(Clone, Debug, Serialize)]
pub struct Total {
    pub label: String,
    pub columns: Vec<usize>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SheetRow {
    pub cells: Vec<Cell>,
    pub strong: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cell {
    Empty,
    Text(String),
    Number(i64),
    Money(Dong),
    Date(Date),
    Share(BasisPoints),
    /// A measured amount; never money.
    Measure(f64),
}

impl Cell {
    /// Its kind, or none when nothing stands in it.
    pub(crate) fn kind(&self) -> Option<CellKind> {
        match self {
            Cell::Empty => None,
            Cell::Text(_) => Some(CellKind::Text),
            Cell::Number(_) => Some(CellKind::Number),
            Cell::Money(_) => Some(CellKind::Money),
            Cell::Date(_) => Some(CellKind::Date),
            Cell::Share(_) => Some(CellKind::Share),
            Cell::Measure(_) => Some(CellKind::Measure),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}
impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Number(number)
    }
}
impl From<Dong> for Cell {
    fn from(amount: Dong) -> Self {
        Cell::Money(amount)
    }
}
impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Cell::Date(date)
    }
}
impl From<BasisPoints> for Cell {
    fn from(share: BasisPoints) -> Self {
        Cell::Share(share)
    }
}
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}
