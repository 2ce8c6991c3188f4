use kernel::Lang;
use papers::{Cell, Sheet, SheetColumn};

use super::{
    Framework,
    model::FrameworkRow,
    pages::{MoneyRow, TargetRow, money_row, target_row},
    progress::Progress,
};

/// Programmes as a table for Excel.
pub(super) fn of_list(lang: Lang, rows: &[FrameworkRow]) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Chương trình giai đoạn", "Programmes"),
        [
            SheetColumn::text(lang.t("Giai đoạn", "Period"), 14),
            SheetColumn::text(lang.t("Địa bàn", "Area"), 28),
            SheetColumn::text(lang.t("Chương trình", "Programme"), 56),
            SheetColumn::text(lang.t("Quyết định", "Decision"), 28),
            SheetColumn::number(lang.t("Bản", "Version"), 8),
            SheetColumn::number(lang.t("Chỉ tiêu", "Targets"), 10),
            SheetColumn::money(lang.t("Kinh phí", "Money")),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 18),
        ],
    )
    .titled([lang.t(
        "CHƯƠNG TRÌNH KHUYẾN CÔNG GIAI ĐOẠN",
        "MULTI-YEAR PROGRAMMES",
    )]);
    for row in rows {
        let note = match (row.illustration, row.verified) {
            (true, _) => lang.t("minh họa", "illustration"),
            (false, false) => lang.t("chưa kiểm chứng", "unverified"),
            (false, true) => "",
        };
        sheet.push([
            row.period().into(),
            row.area(lang).into(),
            row.title.as_str().into(),
            row.basis().into(),
            row.number.into(),
            row.targets.into(),
            row.amount.into(),
            note.into(),
        ]);
    }
    sheet.illustration = rows.iter().any(|row| row.illustration);
    sheet.landscape = true;
    sheet
}

/// The progress of one programme: targets on one sheet, money on another.
pub(super) fn of_progress(lang: Lang, framework: &Framework, progress: &Progress) -> Vec<Sheet> {
    let years: Vec<i64> = (framework.from_year..=framework.to_year).collect();
    let mut columns = vec![
        SheetColumn::text(lang.t("Chỉ tiêu", "Indicator"), 44),
        SheetColumn::text(lang.t("Đơn vị", "Unit"), 14),
        SheetColumn::number(lang.t("Mục tiêu", "Target"), 12),
    ];
    columns.extend(
        years
            .iter()
            .map(|year| SheetColumn::number(year.to_string(), 10)),
    );
    columns.push(SheetColumn::number(lang.t("Đã làm", "Done"), 12));
    columns.push(SheetColumn::text(lang.t("Đạt", "Share"), 10));
    let mut targets =
        Sheet::new(lang, lang.t("Chỉ tiêu", "Targets"), columns).titled([framework.title.as_str()]);
    for row in &progress.targets {
        let shown: TargetRow = target_row(row, &years, lang);
        let of_year = |year: &i64| -> Cell {
            let done = row.done.as_ref().map(|done| {
                let found = done.by_year.iter().find(|(y, _)| y == year);
                found.map_or(0, |(_, n)| *n)
            });
            done.into()
        };
        let mut cells: Vec<Cell> = vec![shown.label.into(), shown.unit.into(), row.target.into()];
        cells.extend(years.iter().map(of_year));
        cells.push(row.done.as_ref().map(|done| done.total).into());
        cells.push(shown.percent.into());
        targets.push(cells);
    }
    let mut money = Sheet::new(
        lang,
        lang.t("Kinh phí", "Money"),
        [
            SheetColumn::number(lang.t("Năm", "Year"), 8),
            SheetColumn::text(lang.t("Nguồn", "Source"), 26),
            SheetColumn::money(lang.t("Theo chương trình", "Foreseen")),
            SheetColumn::money(lang.t("Kế hoạch của đề án", "Planned for projects")),
            SheetColumn::money(lang.t("Đã chi", "Spent")),
            SheetColumn::text(lang.t("Đạt", "Share"), 10),
        ],
    )
    .titled([framework.title.as_str()]);
    for row in &progress.money {
        let shown: MoneyRow = money_row(row, lang);
        money.push([
            row.year.into(),
            shown.source.into(),
            row.foreseen.into(),
            row.planned.into(),
            row.spent.into(),
            shown.percent.into(),
        ]);
    }
    for sheet in [&mut targets, &mut money] {
        sheet.illustration = framework.illustration;
        sheet.landscape = true;
    }
    vec![targets, money]
}
