//! The PDF of a [`Paper`], by typst.
//!
//! The only crate that links typst, which takes minutes to build: only the binary depends on it.
//! `paper.typ` is the layout of Nghị định 30/2020/NĐ-CP; it reads the printed words as data
//! ([`papers::Printed`]), so that no character of a document is ever taken for markup.

mod world;

use papers::{Paper, Printed};
use typst::{
    comemo,
    diag::{SourceDiagnostic, Warned},
    ecow::EcoVec,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::world::PaperWorld;

/// How many later papers may reuse what typst remembers of one: enough for a batch of one form,
/// and memory stays level.
const REMEMBERED: usize = 3;

/// Why no PDF could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the document could not be handed to the typesetter: {0}")]
    Data(#[from] serde_json::Error),
    /// The template failed: a fault of this crate, not of the document.
    #[error("the document could not be typeset: {0}")]
    Typeset(String),
}

/// The document as a tagged PDF with its fonts embedded (Tinos, as wide as Times New Roman).
///
/// Takes some milliseconds of processor time, seconds for thousands of table rows: call it where
/// blocking is allowed. The same value gives the same bytes.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let world = PaperWorld::new(serde_json::to_vec(&Printed::new(paper))?);
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let bytes = output.and_then(|document| typst_pdf::pdf(&document, &PdfOptions::default()));
    comemo::evict(REMEMBERED);
    bytes.map_err(|errors| PdfError::Typeset(messages(&errors)))
}

fn messages(errors: &EcoVec<SourceDiagnostic>) -> String {
    errors
        .iter()
        .map(|error| error.message.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}
