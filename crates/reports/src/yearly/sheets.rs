//! The report as tables for Excel and CSV.

use kernel::Lang;
use papers::{Cell, Sheet, SheetColumn, Total};

use super::{
    model::{Figure, YearlyReport},
    paper::{shown, states_text},
    store::FactRecord,
};
use crate::indicator::{self, Counting};

fn cell(figure: &Figure, value: i64, lang: Lang) -> Cell {
    match figure.indicator.counting {
        Counting::Held => Cell::Text(shown(figure, value, lang)),
        Counting::Sum | Counting::Establishments => Cell::Number(value),
    }
}

fn place_and_year(report: &YearlyReport, lang: Lang) -> Vec<String> {
    let mut lines = vec![match lang {
        Lang::Vi => format!("{}, năm {}", report.unit.name, report.year),
        Lang::En => format!("{}, {}", report.unit.name, report.year),
    }];
    if !report.members.is_empty() {
        let names: Vec<&str> = report
            .members
            .iter()
            .map(|unit| unit.name.as_str())
            .collect();
        lines.push(format!(
            "{} {}",
            lang.t("Gồm cả:", "Includes:"),
            names.join(", ")
        ));
    }
    lines
}

fn titled(sheet: Sheet, title: &str, report: &YearlyReport, lang: Lang) -> Sheet {
    let lines = [title.to_owned()]
        .into_iter()
        .chain(place_and_year(report, lang));
    sheet.titled(lines)
}

/// The figures, the money, and the records under the figures when they are at hand.
pub fn sheets(report: &YearlyReport, records: &[FactRecord], lang: Lang) -> Vec<Sheet> {
    let mut all = vec![figures(report, lang), money(report, lang)];
    if !records.is_empty() {
        all.push(record_sheet(report, records, lang));
    }
    all
}

/// The figures by indicator, with the year before; the key comes last, for programs.
pub fn figures(report: &YearlyReport, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Kết quả", "Results"),
        [
            SheetColumn::text(lang.t("Nội dung", "Indicator"), 52),
            SheetColumn::text(lang.t("Đơn vị", "Unit"), 14),
            SheetColumn::number((report.year - 1).to_string(), 12),
            SheetColumn::number(report.year.to_string(), 12),
            SheetColumn::number(lang.t("Tăng, giảm", "Change"), 12),
            SheetColumn::number(lang.t("Số bản ghi", "Records"), 12),
            SheetColumn::text(lang.t("Mã chỉ tiêu", "Key"), 44),
        ],
    );
    sheet.landscape = true;
    sheet.illustration = report.figures.iter().any(|figure| figure.illustration);
    let mut group = None;
    for figure in &report.figures {
        let indicator = figure.indicator;
        if group != Some(indicator.group) {
            group = Some(indicator.group);
            sheet.push_strong([indicator.group.label(lang).into()]);
        }
        let before = report.has_before.then(|| cell(figure, figure.before, lang));
        let change = figure.change().filter(|_| report.has_before);
        sheet.push([
            indicator.label(lang).into(),
            indicator.unit(lang).into(),
            before.unwrap_or(Cell::Empty),
            cell(figure, figure.value, lang),
            change.into(),
            figure.records.into(),
            indicator.key.into(),
        ]);
    }
    let title = lang.t(
        "KẾT QUẢ HOẠT ĐỘNG KHUYẾN CÔNG",
        "RESULTS OF INDUSTRIAL PROMOTION",
    );
    titled(sheet, title, report, lang)
}

/// The money of both budgets.
pub fn money(report: &YearlyReport, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Kinh phí", "Money"),
        [
            SheetColumn::text(lang.t("Nguồn", "Source"), 28),
            SheetColumn::number(lang.t("Số đề án", "Projects"), 12),
            SheetColumn::money(lang.t("Kế hoạch", "Planned")),
            SheetColumn::money(lang.t("Được giao", "Allotted")),
            SheetColumn::money(lang.t("Đã chi", "Paid")),
            SheetColumn::new(
                lang.t("Tỷ lệ giải ngân", "Paid of allotted"),
                14,
                papers::CellKind::Share,
            ),
            SheetColumn::money(lang.t("Được giao năm trước", "Allotted the year before")),
            SheetColumn::text(lang.t("Trạng thái đề án", "States of projects"), 48),
        ],
    );
    sheet.landscape = true;
    sheet.illustration = report.money.iter().any(|line| line.illustration);
    for line in &report.money {
        let before = Some(line.allotted_before).filter(|_| report.has_before);
        sheet.push([
            line.source.label(lang).into(),
            line.projects.into(),
            line.planned.into(),
            line.allotted.into(),
            line.paid.into(),
            line.disbursed().into(),
            before.into(),
            states_text(line, &report.states, lang).into(),
        ]);
    }
    sheet.total = Some(Total {
        label: lang.t("Tổng cộng", "Total").into(),
        columns: vec![1, 2, 3, 4],
    });
    sheet.notes = vec![
        lang.t(
            "Đơn vị tính: đồng. Đã chi là tạm ứng và thanh toán, trừ phần thu hồi; tỷ lệ giải ngân \
             là đã chi trên được giao.",
            "In đồng. Paid means advanced and paid, less what was recovered; its share is of the \
             allotted money.",
        )
        .into(),
    ];
    let title = lang.t("KINH PHÍ KHUYẾN CÔNG", "PROMOTION MONEY");
    titled(sheet, title, report, lang)
}

fn record_sheet(report: &YearlyReport, records: &[FactRecord], lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Bản ghi", "Records"),
        [
            SheetColumn::text(lang.t("Chỉ tiêu", "Indicator"), 48),
            SheetColumn::text(lang.t("Bản ghi", "Record"), 60),
            SheetColumn::number(lang.t("Số lượng", "Quantity"), 12),
            SheetColumn::text(lang.t("Minh họa", "Illustration"), 12),
            SheetColumn::text(lang.t("Mã bản ghi", "Record id"), 40),
        ],
    );
    sheet.landscape = true;
    sheet.illustration = records.iter().any(|record| record.illustration);
    for record in records {
        let known = indicator::by_key(&record.indicator);
        let label = known.map_or(record.indicator.as_str(), |indicator| indicator.label(lang));
        let mark = if record.illustration {
            lang.t("minh họa", "illustration")
        } else {
            ""
        };
        sheet.push([
            label.into(),
            record.title.clone().into(),
            record.quantity.into(),
            mark.into(),
            record.record_id.to_string().into(),
        ]);
    }
    let title = lang.t("BẢN GHI DƯỚI CÁC SỐ LIỆU", "RECORDS UNDER THE FIGURES");
    titled(sheet, title, report, lang)
}
