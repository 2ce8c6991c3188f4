use serde::Serialize;

/// A table inside the text. Its head repeats on every page.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    pub caption: Option<String>,
    pub columns: Vec<Column>,
    /// Rows of merged cells; empty means one row made of the columns' names.
    pub head: Vec<Vec<HeadCell>>,
    pub rows: Vec<Row>,
}

impl Table {
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Table {
            caption: None,
            columns: columns.into(),
            head: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub fn captioned(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Adds a row of a head with merged cells, from the left; a cell that an upper row covers is
    /// left out, as in HTML.
    pub fn head_row(mut self, cells: impl Into<Vec<HeadCell>>) -> Self {
        self.head.push(cells.into());
        self
    }

    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// The head as printed: as given, or the columns' names.
    pub(crate) fn printed_head(&self) -> Vec<Vec<HeadCell>> {
        if self.head.is_empty() {
            vec![
                self.columns
                    .iter()
                    .map(|c| HeadCell::new(&c.name))
                    .collect(),
            ]
        } else {
            self.head.clone()
        }
    }

    /// The share of each column in hundredths of the width, whatever the given shares add up to.
    pub(crate) fn percentages(&self) -> Vec<f64> {
        let whole: u32 = self.columns.iter().map(|c| c.share.max(1)).sum();
        self.columns
            .iter()
            .map(|c| f64::from(c.share.max(1)) * 100.0 / f64::from(whole))
            .collect()
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub name: String,
    /// Share of the width, in relation to the other columns.
    pub share: u32,
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn text(name: impl Into<String>, share: u32) -> Self {
        Column {
            name: name.into(),
            share,
            align: Align::Left,
        }
    }

    /// A column of figures, to the right.
    pub fn figure(name: impl Into<String>, share: u32) -> Self {
        Column {
            name: name.into(),
            share,
            align: Align::Right,
        }
    }

    /// A column of short marks as order numbers and units.
    pub fn mark(name: impl Into<String>, share: u32) -> Self {
        Column {
            name: name.into(),
            share,
            align: Align::Center,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// A cell of a head: how many columns and rows it covers, at least one each.
#[derive(Clone, Debug, Serialize)]
pub struct HeadCell {
    pub text: String,
    pub columns: usize,
    pub rows: usize,
}

impl HeadCell {
    pub fn new(text: impl Into<String>) -> Self {
        HeadCell {
            text: text.into(),
            columns: 1,
            rows: 1,
        }
    }

    pub fn wide(text: impl Into<String>, columns: usize) -> Self {
        HeadCell {
            text: text.into(),
            columns: columns.max(1),
            rows: 1,
        }
    }

    pub fn tall(text: impl Into<String>, rows: usize) -> Self {
        HeadCell {
            text: text.into(),
            columns: 1,
            rows: rows.max(1),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub kind: RowKind,
    /// One per column; missing ones are blank, more than the columns are not printed.
    pub cells: Vec<String>,
}

impl Row {
    pub fn plain<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Self {
        Row {
            kind: RowKind::Plain,
            cells: cells.into_iter().map(Into::into).collect(),
        }
    }

    /// A line that heads the rows below it, as "I. Khuyến công quốc gia".
    pub fn group<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Self {
        Row {
            kind: RowKind::Group,
            ..Row::plain(cells)
        }
    }

    pub fn total<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Self {
        Row {
            kind: RowKind::Total,
            ..Row::plain(cells)
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    #[default]
    Plain,
    Group,
    Total,
}

/// What stands at one place of a head's grid, for formats that name covered cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The upper left corner of cell `index` of this row.
    Start {
        index: usize,
        columns: usize,
        rows: usize,
    },
    /// Below a cell that started in an upper row, `columns` wide.
    Below { columns: usize },
    /// Nobody's place: the head has fewer cells than columns.
    Blank,
}

/// Lays the cells of a head on a grid of `width` columns; each row lists its slots from the left,
/// a slot standing for all the columns it covers. Cells beyond the width are cut off.
pub(crate) fn grid(head: &[Vec<HeadCell>], width: usize) -> Vec<Vec<Slot>> {
    // For each column: how many more rows the cell above covers, and its width at its first column.
    let mut hanging: Vec<(usize, usize)> = vec![(0, 0); width];
    let mut out = Vec::with_capacity(head.len());
    for (r, cells) in head.iter().enumerate() {
        let mut slots = Vec::new();
        let mut next = cells.iter().enumerate();
        let mut c = 0;
        while c < width {
            let (rows_left, hung) = hanging[c];
            if rows_left > 0 {
                let columns = hung.max(1);
                for place in &mut hanging[c..c + columns] {
                    place.0 -= 1;
                }
                slots.push(Slot::Below { columns });
                c += columns;
                continue;
            }
            let Some((index, cell)) = next.next() else {
                slots.push(Slot::Blank);
                c += 1;
                continue;
            };
            let room = hanging[c..].iter().take_while(|place| place.0 == 0).count();
            let columns = cell.columns.clamp(1, room);
            let rows = cell.rows.clamp(1, head.len() - r);
            for (k, place) in hanging[c..c + columns].iter_mut().enumerate() {
                *place = (rows - 1, if k == 0 { columns } else { 0 });
            }
            slots.push(Slot::Start {
                index,
                columns,
                rows,
            });
            c += columns;
        }
        out.push(slots);
    }
    out
}
