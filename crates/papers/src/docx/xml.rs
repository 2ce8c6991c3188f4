//! The few WordprocessingML elements that the writer needs.

use crate::Run;

/// The WordprocessingML namespace.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Twips (twentieths of a point) in a millimetre, as Word counts them.
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;

pub(super) fn twips(mm: f64) -> u32 {
    (mm * TWIPS_PER_MM).round() as u32
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A paragraph of one style and one run.
pub(super) fn paragraph(style: &str, text: &str) -> String {
    styled(style, "", &run(text, false, false))
}

/// A paragraph with further properties (elements that may follow `w:pStyle`) and ready runs.
pub(super) fn styled(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

pub(super) fn runs(runs: &[Run]) -> String {
    runs.iter()
        .map(|r| run(&r.text, r.bold, r.italic))
        .collect()
}

pub(super) fn run(text: &str, bold: bool, italic: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties = match (bold, italic) {
        (false, false) => "",
        (true, false) => "<w:rPr><w:b/></w:rPr>",
        (false, true) => "<w:rPr><w:i/></w:rPr>",
        (true, true) => "<w:rPr><w:b/><w:i/></w:rPr>",
    };
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(text)
    )
}

/// A drawn line, centred in a column of `column` points between its paddings: a VML line shows in Word and LibreOffice,
/// where an inline DrawingML line of no height does not.
pub(super) fn rule(column: f64, length: f64) -> String {
    let from = (column - length) / 2.0;
    let line = format!(
        "<w:r><w:pict><v:line style=\"position:absolute;z-index:1\" from=\"{from:.1}pt,3pt\" \
         to=\"{:.1}pt,3pt\" strokecolor=\"black\" strokeweight=\".75pt\"/></w:pict></w:r>",
        from + length
    );
    styled("NetKe", "", &line)
}

/// The width of a text in points, by the average widths of Times New Roman: near enough for rule
/// lines, which the decree gives as "a third to a half" of the text.
pub(super) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() => 0.25,
            c if c.is_uppercase() => 0.69,
            '-' | ',' | '.' | ';' => 0.3,
            _ => 0.46,
        })
        .sum();
    ems * size * if bold { 1.05 } else { 1.0 }
}

/// A row of a borderless table that keeps together on one page, reaching `overhang` into both side
/// margins, its cells `padding` away from each other; all in twips.
pub(super) fn side_by_side<const N: usize>(
    overhang: u32,
    padding: u32,
    widths: [u32; N],
    cells: [&str; N],
) -> String {
    let cell = |width: u32, content: &str| {
        let content = if content.is_empty() {
            "<w:p/>"
        } else {
            content
        };
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
    };
    let grid: String = widths
        .iter()
        .map(|width| format!("<w:gridCol w:w=\"{width}\"/>"))
        .collect();
    let row: String = widths
        .iter()
        .zip(cells)
        .map(|(width, content)| cell(*width, content))
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"-{overhang}\" \
         w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left \
         w:w=\"{padding}\" w:type=\"dxa\"/><w:right w:w=\"{padding}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>\
         {grid}</w:tblGrid><w:tr><w:trPr>\
         <w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>",
        widths.iter().sum::<u32>(),
    )
}
