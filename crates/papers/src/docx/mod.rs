//! Word documents by an own small WordprocessingML writer.
//!
//! The skeleton holds everything an official may want to restyle (named styles, running head, page
//! number); `document.rs` writes the text into it by style name, and never a size or a font.

mod document;
mod xml;

use std::io::{Cursor, Write};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{ILLUSTRATION, Paper, Printed};

/// Why no Word document could be made: the archive writer failed.
#[derive(Debug, thiserror::Error)]
#[error("the Word document could not be packed: {0}")]
pub struct DocxError(#[from] ZipError);

/// The document as `.docx`. The same value gives the same bytes.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, DocxError> {
    let printed = Printed::new(paper);
    let parts = [
        (
            "[Content_Types].xml",
            include_str!("skeleton/content_types.xml").to_owned(),
        ),
        ("_rels/.rels", include_str!("skeleton/rels.xml").to_owned()),
        ("docProps/core.xml", properties(&printed)),
        (
            "word/_rels/document.xml.rels",
            include_str!("skeleton/document_rels.xml").to_owned(),
        ),
        ("word/document.xml", document::write(&printed)),
        (
            "word/styles.xml",
            include_str!("skeleton/styles.xml").to_owned(),
        ),
        (
            "word/settings.xml",
            include_str!("skeleton/settings.xml").to_owned(),
        ),
        (
            "word/header.xml",
            include_str!("skeleton/header.xml").to_owned(),
        ),
        (
            "word/header_first.xml",
            include_str!("skeleton/header_first.xml").to_owned(),
        ),
        ("word/footer.xml", footer(&printed)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes()).map_err(ZipError::Io)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn properties(printed: &Printed) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>\
         <dc:creator>{}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>",
        xml::escape(&printed.name),
        xml::escape(&printed.issuer.join(" ")),
    )
}

/// The foot of every page but the first, which carries the remark above its text.
fn footer(printed: &Printed) -> String {
    let remark = printed.illustration.map_or("", |_| ILLUSTRATION);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:ftr xmlns:w=\"{}\">{}</w:ftr>",
        xml::W,
        xml::paragraph("ChanTrang", remark)
    )
}
