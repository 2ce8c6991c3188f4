use jiff::civil::Date;
use kernel::{Lang, format_date};
use papers::{Cell, Sheet, SheetColumn};

use super::model::Progress;
use crate::instrument::lapse::{Basis, Review, Reviewed};

/// The review of a day for Excel: every document with the bases to look at and what counts of what was
/// concluded; for the ministry agency a second sheet with the figures of each province.
pub fn of_review(
    lang: Lang,
    review: Review,
    progress: Option<Progress>,
    on: Date,
    nation: bool,
) -> Vec<Sheet> {
    let by_province = nation.then(|| provinces(lang, &review, on));
    let review = review.narrowed(progress);
    let mut sheet = Sheet::new(lang, lang.t("Rà soát văn bản", "Review"), columns(lang)).titled([
        lang.t(
            "RÀ SOÁT VĂN BẢN ĐỊA PHƯƠNG VỀ KHUYẾN CÔNG",
            "REVIEW OF LOCAL DOCUMENTS",
        )
        .to_owned(),
        day(lang, on),
    ]);
    let groups = [
        (
            lang.t("Căn cứ đã hết hiệu lực", "The basis has ended"),
            &review.lapsed,
        ),
        (
            lang.t(
                "Căn cứ được sửa đổi sau khi ban hành",
                "The basis was amended after signature",
            ),
            &review.amended,
        ),
        (
            lang.t("Chưa ghi căn cứ", "No basis recorded"),
            &review.unrecorded,
        ),
        (
            lang.t("Văn bản khác đã có kết luận", "Others that were concluded"),
            &review.others,
        ),
    ];
    for (group, rows) in groups {
        for row in rows {
            sheet.push(cells(lang, group, row, on));
            sheet.illustration |= row.document.illustration;
            let concluded = row.conclusion.as_ref();
            sheet.illustration |= concluded.is_some_and(|c| c.illustration);
        }
    }
    sheet.landscape = true;
    std::iter::once(sheet).chain(by_province).collect()
}

fn columns(lang: Lang) -> Vec<SheetColumn> {
    vec![
        SheetColumn::text(lang.t("Nhóm", "Group"), 26),
        SheetColumn::text(lang.t("Văn bản địa phương", "Local document"), 28),
        SheetColumn::text(lang.t("Trích yếu", "Subject"), 44),
        SheetColumn::date(lang.t("Ngày ký", "Signed on")),
        SheetColumn::text(lang.t("Địa bàn", "Area"), 24),
        SheetColumn::text(lang.t("Căn cứ phải xem lại", "Bases to look at"), 52),
        SheetColumn::text(lang.t("Kết luận", "Conclusion"), 22),
        SheetColumn::text(lang.t("Lý do", "Reason"), 40),
        SheetColumn::date(lang.t("Ngày kết luận", "Concluded on")),
        SheetColumn::text(lang.t("Người thực hiện", "Who does it"), 24),
        SheetColumn::date(lang.t("Hạn", "Due")),
        SheetColumn::text(lang.t("Tình trạng", "Progress"), 16),
        SheetColumn::date(lang.t("Đã xong ngày", "Done on")),
        SheetColumn::text(lang.t("Bằng văn bản", "By the paper"), 28),
        SheetColumn::text(lang.t("Ghi chú", "Note"), 14),
    ]
}

fn day(lang: Lang, on: Date) -> String {
    let on = format_date(on);
    match lang {
        Lang::Vi => format!("Rà soát ngày {on}; kết luận hiện hành"),
        Lang::En => format!("Review on {on}; conclusions as they count now"),
    }
}

fn cells(lang: Lang, group: &str, row: &Reviewed, on: Date) -> Vec<Cell> {
    let document = &row.document;
    let bases: Vec<String> = row.bases.iter().map(|b| basis(lang, b, on)).collect();
    let concluded = row.conclusion.as_ref();
    let text = |of: &dyn Fn(&super::Conclusion) -> String| -> Cell {
        concluded
            .map(of)
            .filter(|text| !text.is_empty())
            .map_or(Cell::Empty, Cell::Text)
    };
    let invented = document.illustration || concluded.is_some_and(|c| c.illustration);
    vec![
        group.into(),
        document.title(lang).into(),
        document.subject.as_str().into(),
        document.signed_on.into(),
        row.area.as_str().into(),
        bases.join("; ").into(),
        text(&|c| c.outcome.label(lang).to_owned()),
        text(&|c| c.reason.clone()),
        concluded.map(|c| c.concluded_on).into(),
        text(&|c| c.executor.clone()),
        concluded.and_then(|c| c.due_on).into(),
        row.progress.map(|p| p.label(lang)).into(),
        concluded.and_then(|c| c.done_on).into(),
        text(&|c| c.paper(lang)),
        match invented {
            true => lang.t("minh họa", "illustration").into(),
            false => Cell::Empty,
        },
    ]
}

/// `Thông tư 28/2018/TT-BTC hết hiệu lực từ 01/01/2026 (64/2024/TT-BTC)`.
fn basis(lang: Lang, basis: &Basis, on: Date) -> String {
    let (what, since, by) = match (basis.lapsed_since(on), basis.amended_since) {
        (Some(since), _) => (
            lang.t("hết hiệu lực", "ended"),
            Some(since),
            &basis.replaced_by,
        ),
        (None, since) => (
            lang.t("được sửa đổi, bổ sung", "amended"),
            since,
            &basis.amended_by,
        ),
    };
    let mut text = format!("{} {what}", basis.title(lang));
    if let Some(since) = since {
        text.push_str(&format!(
            " {} {}",
            lang.t("từ", "since"),
            format_date(since)
        ));
    }
    if !by.is_empty() {
        text.push_str(&format!(" ({by})"));
    }
    text
}

fn provinces(lang: Lang, review: &Review, on: Date) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Theo tỉnh", "By province"),
        [
            SheetColumn::text(lang.t("Tỉnh, thành phố", "Province"), 32),
            SheetColumn::number(lang.t("Văn bản phải rà soát", "To review"), 16),
            SheetColumn::number(Progress::Missing.label(lang), 16),
            SheetColumn::number(Progress::Doing.label(lang), 12),
            SheetColumn::number(Progress::Late.label(lang), 12),
            SheetColumn::number(Progress::Done.label(lang), 12),
        ],
    )
    .titled([
        lang.t("RÀ SOÁT VĂN BẢN THEO TỈNH, THÀNH PHỐ", "REVIEW BY PROVINCE")
            .to_owned(),
        day(lang, on),
    ]);
    for (_, label, tally) in review.tallies() {
        let mut row: Vec<Cell> = vec![label.into(), tally.total().into()];
        row.extend(Progress::ALL.map(|p| Cell::Number(tally.of(p))));
        sheet.push(row);
    }
    sheet
}
