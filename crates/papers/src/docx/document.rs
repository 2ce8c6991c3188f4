//! `word/document.xml`: the boxes of the decree's diagram from top to bottom.

use super::xml::{W, escape, paragraph, rule, run, runs, side_by_side, styled, text_width, twips};
use crate::{
    Block, HeadingLevel, Printed, RowKind, Signature, Table,
    table::{Align, Slot, grid},
};

/// Page margins in millimetres: top, right, bottom, left.
const MARGINS: [f64; 4] = [20.0, 20.0, 20.0, 30.0];
/// The short and the long side of A4, in millimetres.
const A4: [f64; 2] = [210.0, 297.0];
/// How far the head reaches into both side margins, so that the national title stays on one line.
const HEAD_OVERHANG: f64 = 5.0;
/// The width of the left half of the head, in millimetres.
const HEAD_LEFT: f64 = 68.0;
/// Between the words of the head and the edge of their half, in millimetres.
const HEAD_PADDING: f64 = 1.0;
/// A rule line under a text is this part of it: between a third and a half.
const RULE: f64 = 0.4;
/// The measured width of "Độc lập - Tự do - Hạnh phúc" in Times New Roman bold 14, in points.
const MOTTO_WIDTH: f64 = 175.0;

pub(super) fn write(p: &Printed) -> String {
    let [short, long] = A4;
    let (page_width, page_height) = if p.landscape {
        (long, short)
    } else {
        (short, long)
    };
    let text_mm = page_width - MARGINS[1] - MARGINS[3];
    let mut body = head(p, text_mm);
    if let Some(remark) = p.illustration {
        body += &paragraph("MinhHoa", remark);
    }
    body += &opening(p, text_mm);
    let last = p.body.len().saturating_sub(1);
    for (i, block) in p.body.iter().enumerate() {
        body += &block_xml(block, i == last, twips(text_mm));
    }
    body += &closing(p, twips(text_mm));
    let orientation = if p.landscape {
        " w:orient=\"landscape\""
    } else {
        ""
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"{W}\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:headerReference w:type=\"first\" r:id=\"rId3\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"{orientation}/>\
         <w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"567\" \
         w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        twips(page_width),
        twips(page_height),
        twips(MARGINS[0]),
        twips(MARGINS[1]),
        twips(MARGINS[2]),
        twips(MARGINS[3]),
    )
}

/// Boxes 1 to 4 and 5b: bodies, number and symbol, national title and motto, place and date.
fn head(p: &Printed, text_mm: f64) -> String {
    let right_mm = text_mm + 2.0 * HEAD_OVERHANG - HEAD_LEFT;
    let points = |mm: f64| (mm - 2.0 * HEAD_PADDING) * 72.0 / 25.4;
    let mut left: String = p
        .superior
        .iter()
        .map(|line| paragraph("CoQuanChuQuan", line))
        .collect();
    left.extend(p.issuer.iter().map(|line| paragraph("CoQuan", line)));
    let longest = p
        .issuer
        .iter()
        .map(|line| text_width(line, 13.0, true))
        .fold(0.0, f64::max);
    left += &rule(points(HEAD_LEFT), longest.min(points(HEAD_LEFT)) * RULE);
    let mut right = paragraph("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    right += &paragraph("TieuNgu", "Độc lập - Tự do - Hạnh phúc");
    right += &rule(points(right_mm), MOTTO_WIDTH);

    // Number and date share a row of their own, so that they stay level when the names wrap.
    let mut number = paragraph("SoKyHieu", &p.number);
    if let Some(about) = &p.about {
        number += &paragraph("VeViec", about);
    }
    let date = p
        .place_date
        .as_deref()
        .map_or_else(String::new, |d| paragraph("DiaDanhNgay", d));
    let widths = [twips(HEAD_LEFT), twips(right_mm)];
    let (overhang, padding) = (twips(HEAD_OVERHANG), twips(HEAD_PADDING));
    let names = side_by_side(overhang, padding, widths, [&left, &right]);
    let marks = side_by_side(overhang, padding, widths, [&number, &date]);
    // A paragraph must part two tables, or Word makes one of them.
    format!(
        "{names}{}{marks}{}",
        paragraph("NetKe", ""),
        paragraph("NetKe", "")
    )
}

/// Boxes 5a, 9a and the grounds.
fn opening(p: &Printed, text_mm: f64) -> String {
    let mut out = String::new();
    if let Some(kind) = &p.kind {
        let width = text_mm * 72.0 / 25.4;
        out += &paragraph("TenLoai", kind);
        if !p.subject.is_empty() {
            out += &paragraph("TrichYeu", &p.subject);
        }
        let text = if p.subject.is_empty() {
            kind
        } else {
            &p.subject
        };
        out += &rule(width, text_width(text, 14.0, true).min(width) * RULE);
        out += &paragraph("KhoangCach", "");
    }
    match p.addressees.as_slice() {
        [] => {}
        [one] => out += &paragraph("KinhGui", &format!("Kính gửi: {one}")),
        many => {
            out += &paragraph("KinhGui", "Kính gửi:");
            out.extend(many.iter().map(|line| paragraph("KinhGuiDong", line)));
            out += &paragraph("KhoangCach", "");
        }
    }
    if let Some(deciding) = &p.deciding {
        out += &paragraph("ThamQuyen", deciding);
    }
    out.extend(p.grounds.iter().map(|ground| paragraph("CanCu", ground)));
    if let Some(resolving) = &p.resolving {
        out += &paragraph("ThamQuyen", resolving);
    }
    out
}

fn block_xml(block: &Block, last: bool, width: u32) -> String {
    // The last words stay on the page of the signature.
    let keep = if last { "<w:keepNext/>" } else { "" };
    match block {
        Block::Heading { level, text } => {
            let style = match level {
                HeadingLevel::Chapter => "Heading1",
                HeadingLevel::Section => "Heading2",
                HeadingLevel::Clause => "Heading3",
            };
            paragraph(style, text)
        }
        Block::Paragraph { runs: words } => styled("ThanBai", keep, &runs(words)),
        Block::ListItem { runs: words } => styled(
            "DanhSach",
            keep,
            &format!("{}{}", run("- ", false, false), runs(words)),
        ),
        Block::Table(table) => table_xml(table, width),
        Block::Note { text } => styled("GhiChu", keep, &run(text, false, false)),
    }
}

/// A bordered table of fixed widths; the widths stand in the grid *and* in every cell, or Word and
/// LibreOffice disagree.
fn table_xml(table: &Table, width: u32) -> String {
    let widths: Vec<u32> = table
        .percentages()
        .iter()
        .map(|p| (f64::from(width) * p / 100.0).round() as u32)
        .collect();
    let columns: String = widths
        .iter()
        .map(|w| format!("<w:gridCol w:w=\"{w}\"/>"))
        .collect();
    let caption = table
        .caption
        .as_deref()
        .map_or_else(String::new, |c| paragraph("TenBang", c));
    let described = table.caption.as_deref().map_or_else(String::new, |c| {
        format!("<w:tblCaption w:val=\"{}\"/>", escape(c))
    });
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|e| format!("<w:{e} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
        .collect();
    format!(
        "{caption}<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{edges}\
         </w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"70\" \
         w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar>{described}</w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{}{}</w:tbl>{}",
        widths.iter().sum::<u32>(),
        head_rows(table, &widths),
        body_rows(table, &widths),
        paragraph("KhoangCach", "")
    )
}

fn head_rows(table: &Table, widths: &[u32]) -> String {
    let mut out = String::new();
    for (cells, slots) in table.head.iter().zip(grid(&table.head, widths.len())) {
        out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        let mut column = 0;
        for slot in slots {
            let (columns, merge, text) = match slot {
                Slot::Start {
                    index,
                    columns,
                    rows: 1,
                } => (columns, "", cells[index].text.as_str()),
                Slot::Start { index, columns, .. } => (
                    columns,
                    "<w:vMerge w:val=\"restart\"/>",
                    cells[index].text.as_str(),
                ),
                Slot::Below { columns } => (columns, "<w:vMerge/>", ""),
                Slot::Blank => (1, "", ""),
            };
            let width: u32 = widths[column..column + columns].iter().sum();
            out += &format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan \
                 w:val=\"{columns}\"/>{merge}<w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>",
                paragraph("BangDau", text)
            );
            column += columns;
        }
        out += "</w:tr>";
    }
    out
}

fn body_rows(table: &Table, widths: &[u32]) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let strong = row.kind != RowKind::Plain;
        // A group's line stays with the row that it heads.
        let keep = if row.kind == RowKind::Group {
            "<w:keepNext/>"
        } else {
            ""
        };
        out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        for ((text, column), width) in row.cells.iter().zip(&table.columns).zip(widths) {
            let align = match column.align {
                Align::Left => "left",
                Align::Center => "center",
                Align::Right => "right",
            };
            let properties = format!("{keep}<w:jc w:val=\"{align}\"/>");
            out += &format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                styled("Bang", &properties, &run(text, strong, false))
            );
        }
        out += "</w:tr>";
    }
    out
}

/// Boxes 7 and 9b: signatures and recipients.
fn closing(p: &Printed, width: u32) -> String {
    let half = width / 2;
    let widths = [half, width - half];
    let recipients = recipients(&p.recipients);
    let right = signature(&p.signature);
    // Room above, which keeps the last words with the signature.
    let gap = styled("KhoangCach", "<w:keepNext/>", "");
    match &p.second_signature {
        Some(second) => {
            let left = signature(second);
            let signatures = match &p.middle_signature {
                Some(middle) => {
                    let third = width / 3;
                    let widths = [third, third, width - 2 * third];
                    side_by_side(0, 0, widths, [&left, &signature(middle), &right])
                }
                None => side_by_side(0, 0, widths, [&left, &right]),
            };
            format!(
                "{gap}{signatures}{}{recipients}",
                paragraph("KhoangCach", "")
            )
        }
        None => format!(
            "{gap}{}{}",
            side_by_side(0, 0, widths, [&recipients, &right]),
            paragraph("KhoangCach", "")
        ),
    }
}

fn signature(signature: &Signature) -> String {
    let mut out: String = signature
        .authority
        .iter()
        .map(|line| paragraph("ChucVu", line))
        .collect();
    out += &paragraph("ChucVu", &signature.post);
    out += &paragraph("NguoiKy", signature.name.as_deref().unwrap_or_default());
    out
}

fn recipients(lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut out = paragraph("NoiNhan", "Nơi nhận:");
    out.extend(
        lines
            .iter()
            .map(|line| paragraph("NoiNhanDong", &format!("- {line}"))),
    );
    out
}
