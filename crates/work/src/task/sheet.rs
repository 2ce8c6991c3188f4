use kernel::Lang;
use papers::{Sheet, SheetColumn};

use super::list::Row;

/// Tasks as a table for Excel.
pub(super) fn sheet(lang: Lang, rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Nhiệm vụ", "Tasks"),
        [
            SheetColumn::text(lang.t("Nhiệm vụ", "Task"), 48),
            SheetColumn::text(lang.t("Đề án", "Project"), 40),
            SheetColumn::text(lang.t("Phòng, bộ phận", "Department"), 22),
            SheetColumn::text(lang.t("Người làm", "Person"), 26),
            SheetColumn::date(lang.t("Bắt đầu", "From")),
            SheetColumn::date(lang.t("Hạn", "Due")),
            SheetColumn::text(lang.t("Trạng thái", "State"), 16),
            SheetColumn::number(lang.t("Tiến độ (%)", "Progress (%)"), 11),
            SheetColumn::date(lang.t("Ngày xong", "Done on")),
            SheetColumn::text(lang.t("Trễ hạn", "Late"), 14),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 12),
        ],
    )
    .titled([lang.t(
        "NHIỆM VỤ TRIỂN KHAI KẾ HOẠCH",
        "TASKS OF THE IMPLEMENTATION PLAN",
    )]);
    for row in rows {
        let task = &row.task;
        sheet.push([
            task.title.as_str().into(),
            row.project.as_str().into(),
            task.department.as_str().into(),
            task.person_name.as_str().into(),
            task.starts_on.into(),
            task.due_on.into(),
            row.badge.0.into(),
            task.progress.into(),
            task.done_on.into(),
            row.late.as_str().into(),
            if task.illustration {
                lang.t("minh họa", "illustration")
            } else {
                ""
            }
            .into(),
        ]);
    }
    sheet.illustration = rows.iter().any(|row| row.task.illustration);
    sheet.landscape = true;
    sheet
}
