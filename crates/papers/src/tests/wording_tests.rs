use jiff::civil::date;
use kernel::Dong;

use crate::{
    Block, Paper, PaperKind, Printed, official, official_date, samples, stated,
    table::{HeadCell, Slot, grid},
};

#[test]
fn days_and_the_first_two_months_take_a_zero() {
    let plain = |d| official_date(Some(d)).replace('\u{a0}', " ");
    assert_eq!(plain(date(2022, 2, 5)), "ngày 05 tháng 02 năm 2022");
    assert_eq!(plain(date(2022, 1, 31)), "ngày 31 tháng 01 năm 2022");
    assert_eq!(plain(date(2022, 3, 9)), "ngày 09 tháng 3 năm 2022");
    assert_eq!(plain(date(2022, 10, 10)), "ngày 10 tháng 10 năm 2022");
}

#[test]
fn an_amount_stands_in_figures_and_in_words() {
    assert_eq!(
        stated(Dong(21_105_000)),
        "21.105.000\u{a0}đồng (Bằng chữ: Hai mươi mốt triệu một trăm linh năm nghìn đồng)"
    );
}

#[test]
fn a_number_stays_with_its_word_and_its_unit() {
    let cases = [
        ("tăng 9,4 % so với", "tăng 9,4\u{a0}% so với"),
        ("Nghị định số 30/2020", "Nghị định số\u{a0}30/2020"),
        ("(Điều 5, khoản 2)", "(Điều\u{a0}5, khoản\u{a0}2)"),
        ("200 triệu đồng", "200\u{a0}triệu đồng"),
        ("diện tích 7,5 ha.", "diện tích 7,5\u{a0}ha."),
        ("có 10 cơ sở", "có 10 cơ sở"),
    ];
    for (given, printed) in cases {
        assert_eq!(official(given), printed);
    }
}

#[test]
fn decomposed_letters_and_control_characters_are_put_right() {
    assert_eq!(
        official("Tie\u{302}\u{301}ng\tVie\u{323}\u{302}t\u{0}\u{1}"),
        "Tiếng Việt"
    );
}

#[test]
fn a_draft_leaves_room_for_number_and_date() {
    let printed = Printed::new(&samples::letter());
    assert_eq!(printed.number.replace('\u{a0}', " "), "Số:       /TTKC-KC");
    let date = printed
        .place_date
        .expect("a letter is dated")
        .replace('\u{a0}', " ");
    assert_eq!(
        date.split_whitespace().collect::<Vec<_>>().join(" "),
        "Bà Rịa – Vũng Tàu, ngày tháng năm"
    );
}

#[test]
fn single_digit_numbers_take_a_zero() {
    assert_eq!(
        Printed::new(&samples::report()).number,
        "Số:\u{a0}09/BC-TTKC"
    );
}

#[test]
fn only_letters_submissions_and_reports_are_addressed() {
    let mut decision = samples::decision();
    decision.addressees = vec!["Sở Công Thương".into()];
    assert!(Printed::new(&decision).addressees.is_empty());
    assert_eq!(
        Printed::new(&samples::letter()).addressees,
        [
            "-\u{a0}Phòng Kinh tế các huyện;",
            "-\u{a0}Các cộng tác viên."
        ]
    );
}

#[test]
fn minutes_carry_no_place_and_date_in_the_head() {
    let mut minutes = samples::minutes();
    minutes.place = "Bà Rịa".into();
    minutes.date = Some(date(2023, 1, 1));
    assert_eq!(Printed::new(&minutes).place_date, None);
}

#[test]
fn every_paper_ends_once_with_the_closing_mark() {
    for mut paper in samples::papers() {
        paper.body.push(Block::text("Trân trọng báo cáo./."));
        let printed = Printed::new(&paper);
        let text = words_of(&printed.body);
        assert_eq!(text.matches("./.").count(), 1, "{text}");
        assert!(text.ends_with("./."));
    }
}

/// The words of the paragraphs, one after the other.
fn words_of(body: &[Block]) -> String {
    body.iter()
        .filter_map(|block| match block {
            Block::Paragraph { runs } | Block::ListItem { runs } => {
                Some(runs.iter().map(|run| run.text.as_str()).collect::<String>())
            }
            _ => None,
        })
        .collect()
}

#[test]
fn there_are_27_named_kinds_and_the_letter() {
    let mut codes: Vec<_> = PaperKind::ALL
        .iter()
        .filter_map(|kind| kind.code())
        .collect();
    assert_eq!(codes.len(), 27);
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 27, "codes differ");
    assert_eq!(PaperKind::Letter.code(), None);
}

#[test]
fn a_paper_without_text_still_prints() {
    let empty = Paper::new(PaperKind::Report, "", "");
    assert!(Printed::new(&empty).body.is_empty());
    assert!(crate::docx(&empty).is_ok());
    assert!(crate::html(&empty).contains("BÁO CÁO"));
}

#[test]
fn merged_heads_are_laid_on_the_grid() {
    let head = vec![
        vec![HeadCell::tall("TT", 2), HeadCell::wide("Năm 2022", 2)],
        vec![
            HeadCell::new("Kế hoạch"),
            HeadCell::new("Thực hiện"),
            HeadCell::new("thừa"),
        ],
    ];
    let one = |index| Slot::Start {
        index,
        columns: 1,
        rows: 1,
    };
    assert_eq!(
        grid(&head, 3),
        [
            vec![
                Slot::Start {
                    index: 0,
                    columns: 1,
                    rows: 2
                },
                Slot::Start {
                    index: 1,
                    columns: 2,
                    rows: 1
                }
            ],
            vec![Slot::Below { columns: 1 }, one(0), one(1)],
        ]
    );
    let short = vec![vec![HeadCell::wide("A", 9)], vec![]];
    assert_eq!(
        grid(&short, 2),
        [
            vec![Slot::Start {
                index: 0,
                columns: 2,
                rows: 1
            }],
            vec![Slot::Blank, Slot::Blank]
        ]
    );
}
