use kernel::Lang;
use papers::{Sheet, SheetColumn, Total};

use super::PlanRow;

/// Plans as a table for Excel.
pub(super) fn sheet(lang: Lang, plans: &[PlanRow]) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Kế hoạch năm", "Annual plans"),
        [
            SheetColumn::number(lang.t("Năm", "Year"), 8),
            SheetColumn::text(lang.t("Nguồn", "Budget"), 24),
            SheetColumn::text(lang.t("Địa bàn", "Area"), 28),
            SheetColumn::text(lang.t("Kế hoạch", "Plan"), 48),
            SheetColumn::text(lang.t("Văn bản", "Document"), 24),
            SheetColumn::number(lang.t("Nhiệm vụ theo văn bản", "Tasks stated"), 14),
            SheetColumn::number(lang.t("Dòng đã nhập", "Lines entered"), 12),
            SheetColumn::money(lang.t("Kinh phí theo văn bản", "Money stated")),
            SheetColumn::money(lang.t("Kinh phí các dòng", "Money of the lines")),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 14),
        ],
    )
    .titled([lang.t("KẾ HOẠCH KHUYẾN CÔNG", "PLANS OF INDUSTRIAL PROMOTION")]);
    for plan in plans {
        sheet.push([
            plan.year.into(),
            plan.scope.label(lang).into(),
            plan.area(lang).into(),
            plan.title.as_str().into(),
            plan.basis().into(),
            plan.stated_tasks.into(),
            plan.lines.into(),
            plan.stated_amount.into(),
            plan.amount.into(),
            if plan.illustration {
                lang.t("minh họa", "illustration")
            } else {
                ""
            }
            .into(),
        ]);
    }
    sheet.illustration = plans.iter().any(|plan| plan.illustration);
    sheet.total = Some(Total {
        label: lang.t("Cộng", "Total").to_owned(),
        columns: vec![5, 6, 7, 8],
    });
    sheet.landscape = true;
    sheet
}
