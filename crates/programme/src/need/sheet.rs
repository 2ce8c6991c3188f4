use kernel::Lang;
use papers::{Sheet, SheetColumn, Total};

use super::Need;

/// Needs as a table for Excel.
pub(super) fn sheet(lang: Lang, needs: &[Need]) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Nhu cầu", "Needs"),
        [
            SheetColumn::text(lang.t("Cơ sở", "Establishment"), 40),
            SheetColumn::text(lang.t("Nội dung", "Content"), 40),
            SheetColumn::text(lang.t("Mã nội dung", "Activity"), 10),
            SheetColumn::number(lang.t("Năm", "Year"), 8),
            SheetColumn::money(lang.t("Tổng chi phí", "Total cost")),
            SheetColumn::money(lang.t("Vốn tự có", "Own money")),
            SheetColumn::money(lang.t("Đề nghị hỗ trợ", "Help wanted")),
            SheetColumn::date(lang.t("Ngày gặp", "Met on")),
            SheetColumn::text(lang.t("Trạng thái", "State"), 18),
            SheetColumn::text(lang.t("Đề án", "Project"), 16),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 14),
        ],
    )
    .titled([lang.t(
        "NHU CẦU CỦA CƠ SỞ CÔNG NGHIỆP NÔNG THÔN",
        "NEEDS OF ESTABLISHMENTS",
    )]);
    for need in needs {
        sheet.push([
            need.establishment_name.as_str().into(),
            need.title.as_str().into(),
            need.activity.code().into(),
            need.year.into(),
            need.total_cost.into(),
            need.own_money.into(),
            need.help_wanted.into(),
            need.met_on.into(),
            need.state.label(lang).into(),
            need.project_code.as_str().into(),
            if need.illustration {
                lang.t("minh họa", "illustration")
            } else {
                ""
            }
            .into(),
        ]);
    }
    sheet.illustration = needs.iter().any(|need| need.illustration);
    sheet.total = Some(Total {
        label: lang.t("Cộng", "Total").to_owned(),
        columns: vec![4, 5, 6],
    });
    sheet.landscape = true;
    sheet
}
