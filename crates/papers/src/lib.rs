//! Documents of officials: one value, many formats.
//!
//! A module describes *what* its document says, as a [`Paper`] (an administrative document in the
//! layout of Nghị định 30/2020/NĐ-CP) or a [`Sheet`] (a table for Excel). This crate knows *how* it
//! looks: [`docx`], [`html`], [`xlsx`], [`csv`]; the crate `papers-pdf` makes the PDF of the same
//! [`Paper`]. No database, no clock, no language choice: a `Paper` is always Vietnamese, a `Sheet`
//! carries its language.
//!
//! ```
//! use papers::{Block, Column, Paper, PaperKind, Row, Table};
//!
//! let mut paper = Paper::new(PaperKind::Report, "Trung tâm Khuyến công", "BC-TTKC");
//! paper.subject = "Kết quả công tác khuyến công năm 2022".into();
//! paper.body.push(Block::section("I. KẾT QUẢ THỰC HIỆN"));
//! paper.body.push(Block::text("Trung tâm đã hỗ trợ 10 cơ sở công nghiệp nông thôn."));
//! paper.body.push(Block::Table(
//!     Table::new([Column::text("Nội dung", 70), Column::figure("Kết quả", 30)])
//!         .row(Row::plain(["Số cơ sở được hỗ trợ máy móc", "10"])),
//! ));
//! let word = papers::docx(&paper).unwrap();
//! assert!(word.starts_with(b"PK"));
//! assert!(papers::html(&paper).contains("Số:"));
//! ```
//!
//! Where to look: [`mod@samples`] for whole documents, `wording.rs` for dates, numbers and
//! no-break spaces, `printed.rs` for what each kind of document prints and what it leaves out.

mod csv;
mod docx;
mod html;
mod kind;
mod paper;
mod printed;
pub mod samples;
mod sheet;
mod table;
mod wording;
mod xlsx;

pub use crate::csv::csv;
pub use docx::{DocxError, docx};
pub use html::{STYLE, STYLE_PATH, html, html_page};
pub use kind::PaperKind;
pub use paper::{Block, HeadingLevel, Orientation, Paper, Run, Signature};
pub use printed::Printed;
pub use sheet::{Cell, CellKind, EXPORT_LIMIT, Group, Sheet, SheetColumn, SheetRow, Total};
pub use table::{Align, Column, HeadCell, Row, RowKind, Table};
pub use wording::{official, official_date, stated};
pub use xlsx::{XlsxError, xlsx};

/// What a document with invented records under real totals says of itself.
pub(crate) const ILLUSTRATION: &str =
    "Có số liệu minh họa trong văn bản này; không dùng làm báo cáo chính thức.";

#[cfg(test)]
mod tests;

/// What makes a PDF of a paper. Only the binary links the typesetter, so modules ask for it as a
/// port.
pub trait PdfPrinter: Send + Sync {
    /// The bytes of the PDF, or a sentence for the log. Takes processor time: call it where
    /// blocking is allowed.
    fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, String>;
}
