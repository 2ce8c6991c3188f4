use jiff::civil::Date;
use kernel::Lang;
use papers::{Sheet, SheetColumn};

use super::{model::Obligation, pages::Row};

fn note(duty: &Obligation, lang: Lang) -> String {
    let notes = [
        (duty.illustration, lang.t("minh họa", "illustration")),
        (
            duty.unverified,
            lang.t("hạn chưa kiểm chứng", "day not verified"),
        ),
    ];
    let said: Vec<&str> = notes.iter().filter(|n| n.0).map(|n| n.1).collect();
    said.join("; ")
}

/// Obligations as a table for Excel, as they stand on a day.
pub(super) fn sheet(lang: Lang, rows: &[Row], today: Date) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Nghĩa vụ đến hạn", "What is due"),
        [
            SheetColumn::text(lang.t("Nghĩa vụ", "Duty"), 30),
            SheetColumn::text(lang.t("Của việc nào", "Of what"), 52),
            SheetColumn::text(lang.t("Đơn vị", "Unit"), 32),
            SheetColumn::text(lang.t("Người, vai trò", "Person, role"), 28),
            SheetColumn::number(lang.t("Năm", "Year"), 8),
            SheetColumn::date(lang.t("Hạn", "Due")),
            SheetColumn::date(lang.t("Ngày xong", "Done on")),
            SheetColumn::number(lang.t("Trễ (ngày)", "Days late"), 10),
            SheetColumn::text(lang.t("Tình trạng", "Standing"), 16),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 24),
        ],
    )
    .titled([
        lang.t("NGHĨA VỤ ĐẾN HẠN", "WHAT IS DUE").to_owned(),
        format!(
            "{} {}",
            lang.t("Tính đến ngày", "As of"),
            kernel::format_date(today)
        ),
    ]);
    for row in rows {
        let duty = &row.duty;
        sheet.push([
            duty.label(lang).into(),
            duty.title.as_str().into(),
            duty.owner.as_str().into(),
            row.who.as_str().into(),
            duty.year.into(),
            duty.due_on.into(),
            duty.done_on.into(),
            duty.days_late(today).into(),
            row.badge.0.into(),
            note(duty, lang).into(),
        ]);
    }
    sheet.illustration = rows.iter().any(|row| row.duty.illustration);
    sheet.landscape = true;
    sheet
}
