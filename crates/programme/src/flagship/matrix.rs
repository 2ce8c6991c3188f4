//! Years by provinces: what the frame plans, and the sums of the parts within the reader's scope.

use kernel::{Dong, Lang, UnitId};
use serde::Serialize;

use super::model::{Cell, Part, Standing};

/// Sums of promotion money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = FlagshipFigures)]
pub struct Figures {
    /// What the frame plans.
    pub framed: Dong,
    pub requested: Dong,
    pub planned: Dong,
    pub allotted: Dong,
    pub accepted: Dong,
    pub settled: Dong,
    /// Advances and payments less what came back.
    pub paid: Dong,
}

impl Figures {
    fn add(&mut self, other: &Figures) {
        self.framed += other.framed;
        self.requested += other.requested;
        self.planned += other.planned;
        self.allotted += other.allotted;
        self.accepted += other.accepted;
        self.settled += other.settled;
        self.paid += other.paid;
    }

    fn take(&mut self, part: &Part) {
        self.requested += part.requested;
        self.planned += part.planned;
        self.allotted += part.allotted;
        self.accepted += part.accepted;
        self.settled += part.settled;
        self.paid += part.paid;
    }

    /// In the order of [`labels`].
    pub fn all(&self) -> [Dong; 7] {
        [
            self.framed,
            self.requested,
            self.planned,
            self.allotted,
            self.accepted,
            self.settled,
            self.paid,
        ]
    }
}

/// The heads of the figures.
pub fn labels(lang: Lang) -> [&'static str; 7] {
    [
        lang.t("Khung", "Frame"),
        lang.t("Đề nghị", "Requested"),
        lang.t("Kế hoạch", "Planned"),
        lang.t("Được giao", "Allotted"),
        lang.t("Nghiệm thu", "Accepted"),
        lang.t("Quyết toán", "Settled"),
        lang.t("Đã chi", "Paid"),
    ]
}

/// A year in a province.
#[derive(Clone, Debug)]
pub struct Square {
    pub year: i64,
    pub province_id: UnitId,
    /// None where the frame plans nothing.
    pub cell: Option<Cell>,
    pub figures: Figures,
    pub parts: Vec<Part>,
    /// The implementing units of parts that stand here outside the reader's scope.
    pub others: Vec<String>,
}

/// A province with all its years.
#[derive(Clone, Debug)]
pub struct Row {
    pub province: String,
    pub squares: Vec<Square>,
    pub total: Figures,
}

#[derive(Clone, Debug, Default)]
pub struct Matrix {
    pub years: Vec<i64>,
    pub rows: Vec<Row>,
    /// By year, in the order of `years`.
    pub by_year: Vec<Figures>,
    pub total: Figures,
}

/// Adds up. Nothing is kept: a sum of the ledger cannot go stale.
pub fn matrix(years: impl Iterator<Item = i64>, cells: &[Cell], parts: &[Part]) -> Matrix {
    let years: Vec<i64> = years.collect();
    let mut provinces: Vec<(UnitId, String)> = Vec::new();
    for cell in cells {
        if !provinces.iter().any(|(id, _)| *id == cell.province_id) {
            provinces.push((cell.province_id, cell.province.clone()));
        }
    }
    provinces.sort_by(|a, b| a.1.cmp(&b.1));
    let mut found = Matrix {
        by_year: vec![Figures::default(); years.len()],
        ..Matrix::default()
    };
    for (province_id, province) in provinces {
        let mut total = Figures::default();
        let mut squares = Vec::new();
        for (at, year) in years.iter().enumerate() {
            let here = |y: i64, p: UnitId| y == *year && p == province_id;
            let cell = cells.iter().find(|c| here(c.year, c.province_id)).cloned();
            let own: Vec<Part> = parts
                .iter()
                .filter(|p| here(p.year, p.province_id))
                .cloned()
                .collect();
            let mut figures = Figures {
                framed: cell.as_ref().map(|c| c.amount).unwrap_or_default(),
                ..Figures::default()
            };
            own.iter().for_each(|part| figures.take(part));
            total.add(&figures);
            found.by_year[at].add(&figures);
            squares.push(Square {
                year: *year,
                province_id,
                cell,
                figures,
                parts: own,
                others: Vec::new(),
            });
        }
        found.total.add(&total);
        found.rows.push(Row {
            province,
            squares,
            total,
        });
    }
    found.years = years;
    found
}

/// Names in each square the parts of `standing` that are not among those the reader sees.
pub fn note_others(found: &mut Matrix, standing: &[Standing]) {
    let squares = found.rows.iter_mut().flat_map(|row| &mut row.squares);
    for square in squares {
        let here = |s: &&Standing| s.year == square.year && s.province_id == square.province_id;
        let seen = |s: &&Standing| square.parts.iter().any(|p| p.project_id == s.project_id);
        square.others = standing
            .iter()
            .filter(here)
            .filter(|s| !seen(s))
            .map(|s| s.implementer.clone())
            .collect();
    }
}
