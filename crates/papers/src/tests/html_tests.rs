use crate::{Block, Paper, PaperKind, html, samples};

#[test]
fn the_fragment_is_well_formed_once_void_elements_are_closed() {
    for paper in samples::papers() {
        let page = html(&paper).replace("%\">", "%\"/>");
        let mut reader = quick_xml::Reader::from_str(&page);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
}

#[test]
fn text_cannot_become_markup() {
    let mut paper = Paper::new(PaperKind::Report, "<b>A & B</b>", "BC");
    paper.body = vec![Block::text("<script>alert('x')</script>")];
    let page = html(&paper);
    assert!(!page.contains("<script>") && !page.contains("<b>"));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assert!(page.contains("&lt;B&gt;A &amp; B&lt;/B&gt;"));
}

#[test]
fn no_inline_style_stands_in_the_fragment() {
    assert!(!html(&samples::report()).contains("style="));
}

#[test]
fn every_class_of_the_fragment_is_styled_or_plain_text() {
    let pages: String = samples::papers().iter().map(html).collect();
    let mut classes: Vec<&str> = pages
        .split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(str::split_whitespace)
        .collect();
    classes.sort_unstable();
    classes.dedup();
    for class in classes {
        assert!(
            super::super::STYLE.contains(&format!(".{class}")),
            "no rule for .{class}"
        );
    }
}

#[test]
fn a_page_of_its_own_is_styled_without_inline_rules() {
    let page = super::super::html_page(&samples::report());
    assert!(page.contains("<link rel=\"stylesheet\" href=\"/paper.css\">"));
    assert!(!page.contains("<style") && !page.contains("style=\""));
    assert!(page.contains("<title>") && page.ends_with("</html>"));
}

#[test]
fn illustrative_figures_are_named() {
    let mut paper = samples::report();
    assert!(html(&paper).contains("Có số liệu minh họa"));
    paper.illustration = false;
    assert!(!html(&paper).contains("paper-illustration"));
}

#[test]
fn merged_heads_span_columns_and_rows() {
    let page = html(&samples::report());
    assert!(page.contains(r#"<th scope="colgroup" colspan="2" rowspan="1">Năm"#));
    assert!(page.contains(r#"<th scope="col" colspan="1" rowspan="2">TT</th>"#));
}
