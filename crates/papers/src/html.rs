//! A document on the screen: a fragment with classes, for a page that loads [`STYLE`].

use crate::{
    Block, HeadingLevel, Paper, Printed, RowKind, Run, Signature, Table,
    table::{Align, Slot, grid},
};

/// The rules for the classes of [`html`]; a page's style sheet includes them. There are no inline
/// styles, so that a strict content policy holds.
pub const STYLE: &str = include_str!("paper.css");

/// The document as an `<article>`. Every text is escaped; no scripts, links or inline styles.
pub fn html(paper: &Paper) -> String {
    let p = Printed::new(paper);
    let wide = if p.landscape { " paper-landscape" } else { "" };
    let mut out = format!("<article class=\"paper{wide}\" lang=\"vi\">");
    head(&mut out, &p);
    if let Some(remark) = p.illustration {
        element(&mut out, "p", "paper-illustration", remark);
    }
    opening(&mut out, &p);
    blocks(&mut out, &p.body);
    closing(&mut out, &p);
    out.push_str("</article>");
    out
}

/// Where the server gives [`STYLE`] to the pages of [`html_page`].
pub const STYLE_PATH: &str = "/paper.css";

/// The document as a page of its own, to look at before it is taken as Word or PDF.
pub fn html_page(paper: &Paper) -> String {
    let mut out = String::from(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>",
    );
    escape_into(&mut out, &paper.subject);
    out.push_str(&format!(
        "</title><link rel=\"stylesheet\" href=\"{STYLE_PATH}\"></head><body><main>{}</main></body></html>",
        html(paper)
    ));
    out
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

fn element(out: &mut String, tag: &str, class: &str, text: &str) {
    out.push_str(&format!("<{tag} class=\"{class}\">"));
    escape_into(out, text);
    out.push_str(&format!("</{tag}>"));
}

fn each(out: &mut String, class: &str, lines: &[String]) {
    for line in lines {
        element(out, "p", class, line);
    }
}

fn head(out: &mut String, p: &Printed) {
    out.push_str("<div class=\"paper-head\"><div>");
    each(out, "paper-superior", &p.superior);
    each(out, "paper-issuer", &p.issuer);
    out.push_str("</div><div>");
    element(
        out,
        "p",
        "paper-nation",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    );
    element(out, "p", "paper-motto", "Độc lập - Tự do - Hạnh phúc");
    out.push_str("</div><div>");
    element(out, "p", "paper-number", &p.number);
    if let Some(about) = &p.about {
        element(out, "p", "paper-about", about);
    }
    out.push_str("</div><div>");
    if let Some(date) = &p.place_date {
        element(out, "p", "paper-date", date);
    }
    out.push_str("</div></div>");
}

fn opening(out: &mut String, p: &Printed) {
    if let Some(kind) = &p.kind {
        element(out, "h2", "paper-kind", kind);
        if !p.subject.is_empty() {
            element(out, "p", "paper-subject", &p.subject);
        }
    }
    match p.addressees.as_slice() {
        [] => {}
        [one] => element(out, "p", "paper-to", &format!("Kính gửi: {one}")),
        many => {
            element(out, "p", "paper-to", "Kính gửi:");
            each(out, "paper-to-line", many);
        }
    }
    if let Some(deciding) = &p.deciding {
        element(out, "p", "paper-deciding", deciding);
    }
    each(out, "paper-ground", &p.grounds);
    if let Some(resolving) = &p.resolving {
        element(out, "p", "paper-deciding", resolving);
    }
}

fn blocks(out: &mut String, blocks: &[Block]) {
    let mut in_list = false;
    for block in blocks {
        let item = matches!(block, Block::ListItem { .. });
        if item != in_list {
            out.push_str(if item {
                "<ul class=\"paper-list\">"
            } else {
                "</ul>"
            });
            in_list = item;
        }
        match block {
            Block::Heading { level, text } => {
                let (tag, class) = match level {
                    HeadingLevel::Chapter => ("h3", "paper-chapter"),
                    HeadingLevel::Section => ("h3", "paper-section"),
                    HeadingLevel::Clause => ("h4", "paper-clause"),
                };
                element(out, tag, class, text);
            }
            Block::Paragraph { runs } => wrapped(out, "p", runs),
            Block::ListItem { runs } => wrapped(out, "li", runs),
            Block::Table(table) => table_html(out, table),
            Block::Note { text } => element(out, "p", "paper-note", text),
        }
    }
    if in_list {
        out.push_str("</ul>");
    }
}

fn wrapped(out: &mut String, tag: &str, runs: &[Run]) {
    out.push_str(&format!("<{tag} class=\"paper-text\">"));
    for run in runs {
        let (open, close) = match (run.bold, run.italic) {
            (false, false) => ("", ""),
            (true, false) => ("<strong>", "</strong>"),
            (false, true) => ("<em>", "</em>"),
            (true, true) => ("<strong><em>", "</em></strong>"),
        };
        out.push_str(open);
        escape_into(out, &run.text);
        out.push_str(close);
    }
    out.push_str(&format!("</{tag}>"));
}

fn table_html(out: &mut String, table: &Table) {
    out.push_str("<table class=\"paper-table\">");
    if let Some(caption) = &table.caption {
        element(out, "caption", "paper-caption", caption);
    }
    // The width attribute, because a strict content policy refuses style attributes.
    out.push_str("<colgroup>");
    for share in table.percentages() {
        out.push_str(&format!("<col width=\"{share:.1}%\">"));
    }
    out.push_str("</colgroup><thead>");
    for (cells, slots) in table
        .head
        .iter()
        .zip(grid(&table.head, table.columns.len()))
    {
        out.push_str("<tr>");
        for slot in slots {
            match slot {
                Slot::Start {
                    index,
                    columns,
                    rows,
                } => {
                    let scope = if columns > 1 { "colgroup" } else { "col" };
                    out.push_str(&format!(
                        "<th scope=\"{scope}\" colspan=\"{columns}\" rowspan=\"{rows}\">"
                    ));
                    escape_into(out, &cells[index].text);
                    out.push_str("</th>");
                }
                Slot::Blank => out.push_str("<td></td>"),
                Slot::Below { .. } => {}
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</thead><tbody>");
    for row in &table.rows {
        out.push_str(match row.kind {
            RowKind::Plain => "<tr>",
            RowKind::Group => "<tr class=\"paper-group\">",
            RowKind::Total => "<tr class=\"paper-total\">",
        });
        for (text, column) in row.cells.iter().zip(&table.columns) {
            let class = match column.align {
                Align::Left => "paper-left",
                Align::Center => "paper-center",
                Align::Right => "paper-right",
            };
            element(out, "td", class, text);
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

fn closing(out: &mut String, p: &Printed) {
    out.push_str(match p.middle_signature {
        Some(_) => "<div class=\"paper-foot paper-three\"><div>",
        None => "<div class=\"paper-foot\"><div>",
    });
    match &p.second_signature {
        Some(second) => signature(out, second),
        None => recipients(out, &p.recipients),
    }
    out.push_str("</div><div>");
    if let Some(middle) = &p.middle_signature {
        signature(out, middle);
        out.push_str("</div><div>");
    }
    signature(out, &p.signature);
    out.push_str("</div></div>");
    if p.second_signature.is_some() {
        recipients(out, &p.recipients);
    }
}

fn signature(out: &mut String, signature: &Signature) {
    each(out, "paper-post", &signature.authority);
    element(out, "p", "paper-post", &signature.post);
    element(
        out,
        "p",
        "paper-signer",
        signature.name.as_deref().unwrap_or_default(),
    );
}

fn recipients(out: &mut String, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    element(out, "p", "paper-recipients", "Nơi nhận:");
    for line in lines {
        element(out, "p", "paper-recipient", &format!("- {line}"));
    }
}
