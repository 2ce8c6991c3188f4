//! The vouchers and the table of a settlement, as a document after Nghị định 30/2020 and as sheets.

use db::Cx;
use kernel::{Dong, Lang, format_date};
use papers::{
    Block, Column, Orientation, Paper, PaperKind, Row as PaperRow, Sheet, SheetColumn, Signature,
    Table, Total,
};

use super::{
    model::Voucher,
    summary::{Row, total},
};
use crate::project::Case;

/// The heads of the table's amounts.
pub(super) fn heads(lang: Lang) -> [&'static str; 10] {
    [
        lang.t("Được giao", "Given"),
        lang.t("Điều chỉnh", "Adjusted"),
        lang.t("Tạm ứng", "Advanced"),
        lang.t("Nghiệm thu", "Accepted"),
        lang.t("Quyết toán", "Settled"),
        lang.t("Còn phải trả", "To pay"),
        lang.t("Còn phải thu hồi", "To recover"),
        lang.t("Dư chưa quyết toán", "Not settled"),
        lang.t("Hủy", "Given up"),
        lang.t("Chuyển nguồn, năm sau", "Moved"),
    ]
}

fn table(rows: &[Row]) -> Table {
    let mut columns = vec![Column::mark("TT", 4), Column::text("Đề án", 18)];
    columns.extend(heads(Lang::Vi).map(|head| Column::figure(head, 9)));
    columns.push(Column::mark("Chứng từ", 6));
    let mut table = Table::new(columns).captioned("Đơn vị tính: đồng");
    let cells = |mark: String, name: String, row: &Row| {
        let mut cells = vec![mark, name];
        cells.extend(row.amounts().map(Dong::grouped));
        cells.push(row.vouchers.to_string());
        cells
    };
    for (i, row) in rows.iter().enumerate() {
        let name = format!("{} {}", row.code, row.title);
        table = table.row(PaperRow::plain(cells((i + 1).to_string(), name, row)));
    }
    table.row(PaperRow::total(cells(
        String::new(),
        "Tổng cộng".into(),
        &total(rows),
    )))
}

/// Bảng tổng hợp quyết toán.
pub(super) fn summary_paper(cx: &Cx, subject: String, rows: &[Row]) -> Paper {
    let mut paper = Paper::new(PaperKind::Report, &cx.actor.organisation, "BC-KC");
    paper.orientation = Orientation::Landscape;
    paper.subject = subject;
    paper.illustration = rows.iter().any(|r| r.illustration);
    paper.body.push(Block::section(
        "BẢNG TỔNG HỢP QUYẾT TOÁN KINH PHÍ KHUYẾN CÔNG",
    ));
    paper.body.push(Block::Table(table(rows)));
    let sum = total(rows);
    paper.body.push(Block::text(format!(
        "Tổng số đề nghị quyết toán: {}.",
        papers::stated(sum.settled)
    )));
    paper.recipients = vec!["Như trên".into(), "Lưu: VT, KT".into()];
    paper.signature = Signature::new("Thủ trưởng đơn vị");
    paper.second_signature = Some(Signature::new("Kế toán"));
    paper
}

/// The list of vouchers and the table of one project.
pub(super) fn project_paper(cx: &Cx, case: &Case, vouchers: &[Voucher], rows: &[Row]) -> Paper {
    let code = &case.project.code;
    let mut paper = summary_paper(cx, format!("Quyết toán kinh phí đề án {code}"), rows);
    paper.illustration = case.project.illustration;
    paper.body.push(Block::section("BẢNG KÊ CHỨNG TỪ"));
    let mut list = Table::new([
        Column::mark("TT", 4),
        Column::text("Số chứng từ", 9),
        Column::mark("Ngày", 8),
        Column::text("Người bán, mã số thuế", 17),
        Column::text("Nội dung", 19),
        Column::text("Nguồn", 9),
        Column::figure("Trước thuế (đồng)", 9),
        Column::figure("Thuế GTGT (đồng)", 8),
        Column::figure("Đề nghị (đồng)", 9),
        Column::figure("Chấp nhận (đồng)", 9),
        Column::text("Lý do không chấp nhận", 12),
    ]);
    let (mut claimed, mut admitted) = (Dong::ZERO, Dong::ZERO);
    for (i, v) in vouchers.iter().enumerate() {
        claimed += v.claimed;
        admitted += v.admitted.unwrap_or_default();
        let seller = match v.tax_code.is_empty() {
            true => v.seller.clone(),
            false => format!("{}, {}", v.seller, v.tax_code),
        };
        list = list.row(PaperRow::plain([
            (i + 1).to_string(),
            v.number.clone(),
            format_date(v.issued_on),
            seller,
            v.content.clone(),
            v.source.label(Lang::Vi).to_owned(),
            v.amount.grouped(),
            v.vat.grouped(),
            v.claimed.grouped(),
            v.admitted.map(Dong::grouped).unwrap_or_default(),
            v.refusal.clone(),
        ]));
    }
    let mut sum = vec![String::new(), "Tổng cộng".to_owned()];
    sum.extend([const { String::new() }; 6]);
    sum.extend([claimed.grouped(), admitted.grouped()]);
    paper
        .body
        .push(Block::Table(list.row(PaperRow::total(sum))));
    paper
}

/// The table as a sheet.
pub(super) fn summary_sheet(lang: Lang, title: &str, rows: &[Row]) -> Sheet {
    let mut columns = vec![
        SheetColumn::number(lang.t("STT", "No."), 6),
        SheetColumn::text(lang.t("Mã đề án", "Code"), 18),
        SheetColumn::text(lang.t("Đề án", "Project"), 48),
        SheetColumn::text(lang.t("Nguồn", "Source"), 22),
    ];
    columns.extend(heads(lang).map(SheetColumn::money));
    columns.push(SheetColumn::number(lang.t("Chứng từ", "Vouchers"), 10));
    columns.push(SheetColumn::money(
        lang.t("Chứng từ được chấp nhận", "Vouchers admitted"),
    ));
    let name = lang.t("Tổng hợp quyết toán", "Settlement");
    let mut sheet = Sheet::new(lang, name, columns).titled([title.to_owned()]);
    for (i, row) in rows.iter().enumerate() {
        let scope = rules::FundingScope::from_code(&row.scope);
        let mut cells: Vec<papers::Cell> = vec![
            (i as i64 + 1).into(),
            row.code.as_str().into(),
            row.title.as_str().into(),
            scope.map_or("", |s| s.label(lang)).into(),
        ];
        cells.extend(row.amounts().map(papers::Cell::Money));
        cells.push(row.vouchers.into());
        cells.push(papers::Cell::Money(row.admitted));
        sheet.push(cells);
    }
    sheet.total = Some(Total {
        label: lang.t("Cộng", "Total").to_owned(),
        columns: (4..16).collect(),
    });
    sheet.illustration = rows.iter().any(|r| r.illustration);
    sheet.landscape = true;
    sheet
}

/// The list of vouchers as a sheet.
pub(super) fn voucher_sheet(lang: Lang, case: &Case, vouchers: &[Voucher]) -> Sheet {
    let mut sheet = Sheet::new(
        lang,
        lang.t("Bảng kê chứng từ", "Vouchers"),
        [
            SheetColumn::text(lang.t("Dòng chi phí", "Cost line"), 32),
            SheetColumn::text(lang.t("Nguồn", "Source"), 20),
            SheetColumn::text(lang.t("Số chứng từ", "Number"), 16),
            SheetColumn::date(lang.t("Ngày", "Day")),
            SheetColumn::text(lang.t("Người bán", "Seller"), 32),
            SheetColumn::text(lang.t("Mã số thuế", "Tax code"), 16),
            SheetColumn::text(lang.t("Nội dung", "Content"), 40),
            SheetColumn::money(lang.t("Trước thuế", "Before VAT")),
            SheetColumn::money(lang.t("Thuế GTGT", "VAT")),
            SheetColumn::money(lang.t("Đề nghị", "Claimed")),
            SheetColumn::money(lang.t("Chấp nhận", "Admitted")),
            SheetColumn::text(lang.t("Lý do không chấp nhận", "Why not admitted"), 32),
            SheetColumn::text(lang.t("Người nhập", "Entered by"), 24),
            SheetColumn::text(lang.t("Người xét", "Admitted by"), 24),
        ],
    )
    .titled([case.project.code.clone(), case.project.title.clone()]);
    for v in vouchers {
        let line = case.lines.iter().find(|l| l.id == v.line_id);
        sheet.push([
            line.map(|l| l.name()).unwrap_or_default().into(),
            v.source.label(lang).into(),
            v.number.as_str().into(),
            papers::Cell::Date(v.issued_on),
            v.seller.as_str().into(),
            v.tax_code.as_str().into(),
            v.content.as_str().into(),
            papers::Cell::Money(v.amount),
            papers::Cell::Money(v.vat),
            papers::Cell::Money(v.claimed),
            v.admitted.map_or(papers::Cell::Empty, papers::Cell::Money),
            v.refusal.as_str().into(),
            v.entered_name.as_str().into(),
            v.admitted_name.as_str().into(),
        ]);
    }
    sheet.total = Some(Total {
        label: lang.t("Cộng", "Total").to_owned(),
        columns: vec![9, 10],
    });
    sheet.illustration = case.project.illustration;
    sheet.landscape = true;
    sheet
}
