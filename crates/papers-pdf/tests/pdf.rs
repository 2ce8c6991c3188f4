//! The PDF is read back with poppler's `pdftotext`, as another program would read it.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use papers::{Block, Column, Orientation, Paper, PaperKind, Row, Table, samples};
use papers_pdf::pdf;

/// The text of each page, laid out as on paper.
fn pages(paper: &Paper) -> Vec<String> {
    let text = poppler(
        "pdftotext",
        &["-layout", "-enc", "UTF-8", "-", "-"],
        &pdf(paper).unwrap(),
    );
    text.trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(plain)
        .collect()
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn poppler(program: &str, arguments: &[&str], input: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{program} (package poppler-utils) is needed: {e}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    assert!(output.status.success(), "{program} refused the file");
    String::from_utf8(output.stdout).unwrap()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_rows(rows: usize) -> Paper {
    let mut table = Table::new([
        Column::mark("TT", 10),
        Column::text("Tên cơ sở", 60),
        Column::figure("Kinh phí", 30),
    ]);
    table.rows = (1..=rows)
        .map(|n| Row::plain([n.to_string(), format!("Hàng-{n:04}"), "1.000".into()]))
        .collect();
    let mut paper = samples::report();
    paper.body = vec![Block::Table(table), Block::text("Hết")];
    paper
}

#[test]
fn the_boxes_of_the_decree_are_all_there() {
    let text = one_line(&pages(&samples::report()).join(" "));
    for words in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 09/BC-TTKC",
        "Bà Rịa – Vũng Tàu, ngày 05 tháng 02 năm 2023",
        "BÁO CÁO",
        "Kính gửi: Sở Công Thương tỉnh Bà Rịa – Vũng Tàu",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn Minh Họa",
        "Nơi nhận:",
        "- Lưu: VT, KC.",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert_eq!(text.matches("./.").count(), 1);
}

#[test]
fn every_sample_is_typeset() {
    for paper in samples::papers() {
        let text = one_line(&pages(&paper).join(" "));
        assert!(text.contains("Có số liệu minh họa"), "{:?}", paper.kind);
    }
}

#[test]
fn the_page_is_a4_upright_or_across() {
    let size = |paper: &Paper| poppler("pdfinfo", &["-"], &pdf(paper).unwrap());
    let mut paper = samples::report();
    assert!(
        size(&paper).contains("595.276 x 841.89 pts (A4)"),
        "{}",
        size(&paper)
    );
    paper.orientation = Orientation::Landscape;
    assert!(
        size(&paper).contains("841.89 x 595.276 pts (A4)"),
        "{}",
        size(&paper)
    );
}

#[test]
fn fonts_travel_with_the_file() {
    let fonts = poppler("pdffonts", &["-"], &pdf(&samples::report()).unwrap());
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(
            row.contains("Tinos") && row.contains("yes yes yes"),
            "{row}"
        );
    }
}

#[test]
fn a_table_of_300_rows_keeps_them_all_and_repeats_its_head() {
    let pages = pages(&with_rows(300));
    assert!(pages.len() > 5, "{} pages", pages.len());
    let all = pages.concat();
    for n in 1..=300 {
        assert!(all.contains(&format!("Hàng-{n:04}")), "row {n} is lost");
    }
    for (i, page) in pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.contains("Hàng-"))
    {
        assert!(page.contains("Tên cơ sở"), "page {} has no head", i + 1);
    }
}

#[test]
fn pages_are_numbered_from_the_second() {
    let pages = pages(&with_rows(80));
    let first_line = |page: &str| {
        page.lines()
            .find(|l| !l.trim().is_empty())
            .unwrap()
            .trim()
            .to_owned()
    };
    assert!(
        first_line(&pages[0]).contains("CỘNG HÒA"),
        "{}",
        first_line(&pages[0])
    );
    for (i, page) in pages.iter().enumerate().skip(1) {
        assert_eq!(first_line(page), (i + 1).to_string());
    }
}

#[test]
fn hard_letters_and_marks_of_markup_come_out_verbatim() {
    let hard = "Ệ ẫ ữ Đ đ ₫ # $ * _ [ ] { } < > & \\ @ = ~ ` // /* */ --- #panic() ²";
    let mut paper = Paper::new(PaperKind::Report, hard, "BC");
    paper.subject = hard.into();
    paper.body = vec![
        Block::text(hard),
        Block::Table(
            Table::new([Column::text(hard, 1)])
                .captioned(hard)
                .row(Row::plain([hard])),
        ),
    ];
    let text = one_line(&pages(&paper).join(" "));
    assert!(text.matches(hard).count() >= 5, "{text}");
}

#[test]
fn an_empty_paper_is_a_page() {
    let paper = Paper::new(PaperKind::Letter, "", "");
    assert_eq!(pages(&paper).len(), 1);
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(
        pdf(&samples::minutes()).unwrap(),
        pdf(&samples::minutes()).unwrap()
    );
}

#[test]
fn the_signature_never_stands_alone_on_a_page() {
    let mut paper = samples::decision();
    for lines in 18..34 {
        paper.body = (0..lines)
            .map(|n| Block::text(format!("Dòng-{n:02}")))
            .collect();
        let pages = pages(&paper);
        let last = pages.last().unwrap();
        assert!(last.contains("Trần Thị Minh Họa"));
        assert!(
            last.contains("Dòng-"),
            "{lines} lines leave the signature alone"
        );
    }
}
