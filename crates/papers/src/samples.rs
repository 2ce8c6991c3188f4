//! Whole documents, as a module would build them: for tests of every format and for reading.
//!
//! The figures of [`report`] are the results of Bà Rịa – Vũng Tàu in 2022 as that province
//! published them; names of persons and the other documents are invented and say so.

use jiff::civil::date;
use kernel::{Dong, Lang};

use crate::{
    Block, Cell, Column, Group, HeadCell, Paper, PaperKind, Row, Run, Sheet, SheetColumn,
    Signature, Table, Total,
};

const CENTRE: &str = "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp";
/// With a line break, so that the name of the province stays whole in the narrow column.
const SUPERIOR: &str = "Sở Công Thương\ntỉnh Bà Rịa – Vũng Tàu";

/// One paper of each shape: report, decision, letter, minutes.
pub fn papers() -> Vec<Paper> {
    vec![report(), decision(), letter(), minutes(), agreement()]
}

/// A yearly report to a superior, with a table under a two-row head.
pub fn report() -> Paper {
    let mut paper = Paper::new(PaperKind::Report, CENTRE, "BC-TTKC");
    paper.superior = Some(SUPERIOR.into());
    paper.number = Some("9".into());
    paper.place = "Bà Rịa – Vũng Tàu".into();
    paper.date = Some(date(2023, 2, 5));
    paper.subject = "Kết quả công tác khuyến công năm 2022 và kế hoạch năm 2023".into();
    paper.addressees = vec!["Sở Công Thương tỉnh Bà Rịa – Vũng Tàu".into()];
    paper.illustration = true;
    paper.body = vec![
        Block::text(
            "Thực hiện Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến \
             công, Trung tâm báo cáo kết quả năm 2022 như sau:",
        ),
        Block::section("I. KẾT QUẢ THỰC HIỆN NĂM 2022"),
        Block::clause("1. Ứng dụng máy móc tiên tiến"),
        Block::text("Hỗ trợ 10 cơ sở công nghiệp nông thôn ứng dụng máy móc, thiết bị tiên tiến."),
        Block::clause("2. Đào tạo và sản phẩm"),
        Block::item("Tổ chức 3 lớp nâng cao năng lực với 100 học viên;"),
        Block::item("Tổ chức 1 lớp sản xuất sạch hơn với 35 học viên;"),
        Block::item("Công nhận 35 sản phẩm cấp tỉnh; 13 sản phẩm được công nhận cấp khu vực."),
        Block::Table(
            Table::new([
                Column::mark("TT", 8),
                Column::text("Nội dung", 47),
                Column::mark("Đơn vị", 15),
                Column::figure("Kế hoạch", 15),
                Column::figure("Thực hiện", 15),
            ])
            .captioned("Biểu tổng hợp kết quả năm 2022")
            .head_row([
                HeadCell::tall("TT", 2),
                HeadCell::tall("Nội dung", 2),
                HeadCell::tall("Đơn vị", 2),
                HeadCell::wide("Năm 2022", 2),
            ])
            .head_row([HeadCell::new("Kế hoạch"), HeadCell::new("Thực hiện")])
            .row(Row::group(["I", "Hỗ trợ cơ sở", "", "", ""]))
            .row(Row::plain([
                "1",
                "Ứng dụng máy móc tiên tiến",
                "cơ sở",
                "",
                "10",
            ]))
            .row(Row::plain([
                "2",
                "Hỗ trợ phòng trưng bày",
                "cơ sở",
                "",
                "3",
            ]))
            .row(Row::group(["II", "Thông tin tuyên truyền", "", "", ""]))
            .row(Row::plain(["1", "Bản tin khuyến công", "số", "", "4"]))
            .row(Row::plain(["2", "Tin, bài phát thanh", "tin", "", "240"])),
        ),
        Block::note("Ghi chú: cột kế hoạch để trống vì tài liệu nguồn không nêu."),
        Block::section("II. KẾ HOẠCH NĂM 2023"),
        Block::runs([
            Run::plain("Thực hiện "),
            Run::bold("2 đề án"),
            Run::plain(" khuyến công quốc gia và "),
            Run::bold("23 nhiệm vụ"),
            Run::plain(" khuyến công địa phương."),
        ]),
    ];
    paper.recipients = vec![
        "Như trên".into(),
        "Ban Giám đốc".into(),
        "Lưu: VT, KC".into(),
    ];
    paper.signature = Signature::new("Phó Giám đốc")
        .under("KT. Giám đốc")
        .named("Nguyễn Văn Minh Họa");
    paper
}

/// A decision that orders directly (Mẫu 1.2).
pub fn decision() -> Paper {
    let mut paper = Paper::new(PaperKind::Decision, CENTRE, "QĐ-TTKC");
    paper.superior = Some(SUPERIOR.into());
    paper.number = Some("41".into());
    paper.place = "Bà Rịa – Vũng Tàu".into();
    paper.date = Some(date(2023, 9, 12));
    paper.subject = "Về việc phê duyệt kết quả nghiệm thu đề án".into();
    paper.deciding = Some(format!("Giám đốc {CENTRE}"));
    paper.grounds = vec![
        "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công"
            .into(),
        "Theo đề nghị của Trưởng phòng Khuyến công".into(),
    ];
    paper.illustration = true;
    paper.body = vec![
        Block::runs([
            Run::bold("Điều 1."),
            Run::plain(format!(
                " Phê duyệt kết quả nghiệm thu với kinh phí hỗ trợ {}.",
                Dong(200_000_000)
            )),
        ]),
        Block::runs([
            Run::bold("Điều 2."),
            Run::plain(" Phòng Khuyến công và kế toán thi hành Quyết định này."),
        ]),
    ];
    paper.recipients = vec!["Như Điều 2".into(), "Lưu: VT, KC".into()];
    paper.signature = Signature::new("Giám đốc").named("Trần Thị Minh Họa");
    paper
}

/// A letter to several bodies (Mẫu 1.5), still a draft without number and date.
pub fn letter() -> Paper {
    let mut paper = Paper::new(PaperKind::Letter, CENTRE, "TTKC-KC");
    paper.superior = Some(SUPERIOR.into());
    paper.place = "Bà Rịa – Vũng Tàu".into();
    paper.subject = "khảo sát nhu cầu hỗ trợ máy móc tiên tiến năm 2024".into();
    paper.addressees = vec!["Phòng Kinh tế các huyện".into(), "Các cộng tác viên".into()];
    paper.illustration = true;
    paper.body = vec![Block::text(
        "Đề nghị quý đơn vị gửi nhu cầu của các cơ sở công nghiệp nông thôn về Trung tâm trước ngày \
         30 tháng 6 năm 2023.",
    )];
    paper.recipients = vec!["Như trên".into(), "Lưu: VT, KC".into()];
    paper.signature = Signature::new("Giám đốc");
    paper
}

/// Minutes with two signatures (Mẫu 1.9).
pub fn minutes() -> Paper {
    let mut paper = Paper::new(PaperKind::Minutes, CENTRE, "BB-TTKC");
    paper.superior = Some(SUPERIOR.into());
    paper.number = Some("9".into());
    paper.subject = "Nghiệm thu cơ sở đề án hỗ trợ máy móc tiên tiến".into();
    paper.illustration = true;
    paper.body = vec![
        Block::text("Thời gian bắt đầu: 8 giờ 00, ngày 12 tháng 9 năm 2023."),
        Block::clause("1. Nội dung"),
        Block::text("Máy hoạt động ổn định, đúng số sê-ri và hóa đơn trong hồ sơ."),
        Block::text("Cuộc họp kết thúc vào 10 giờ 30 cùng ngày."),
    ];
    paper.recipients = vec!["Thành viên dự họp".into(), "Lưu: VT, KC".into()];
    paper.signature = Signature::new("Chủ tọa").named("Trần Thị Minh Họa");
    paper.second_signature = Some(Signature::new("Thư ký").named("Lê Văn Minh Họa"));
    paper
}

/// An agreement of three sides.
pub fn agreement() -> Paper {
    let mut paper = Paper::new(PaperKind::Agreement, CENTRE, "TT-TTKC");
    paper.superior = Some(SUPERIOR.into());
    paper.number = Some("5".into());
    paper.subject = "Mua sắm, sử dụng máy móc".into();
    paper.illustration = true;
    paper.body = vec![Block::text("Ba bên thống nhất các nội dung sau.")];
    paper.recipients = vec!["Các bên ký".into(), "Lưu: VT, KC".into()];
    paper.second_signature = Some(Signature::new("Đại diện bên A").named("Trần Thị Minh Họa"));
    paper.middle_signature = Some(Signature::new("Đại diện bên B").named("Lê Văn Minh Họa"));
    paper.signature = Signature::new("Đại diện bên C").named("Phạm Thị Minh Họa");
    paper
}

/// Projects with grouped money columns and a total.
pub fn project_sheet() -> Sheet {
    let mut sheet = Sheet::new(
        Lang::Vi,
        "Đề án 2022",
        [
            SheetColumn::text("TT", 5),
            SheetColumn::text("Mã số thuế", 16),
            SheetColumn::text("Cơ sở", 40),
            SheetColumn::date("Ngày nghiệm thu"),
            SheetColumn::money("Kế hoạch"),
            SheetColumn::money("Thực hiện"),
        ],
    )
    .titled([
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG",
        "Năm 2022, tỉnh Bà Rịa – Vũng Tàu",
    ]);
    sheet.groups = vec![Group::new(4, 5, "Kinh phí hỗ trợ (đồng)")];
    sheet.landscape = true;
    sheet.illustration = true;
    for (n, tax_code, name, day, plan, done) in [
        (
            "1",
            "0300000006",
            "Cơ sở Minh Họa Đất Đỏ",
            3,
            200_000_000,
            200_000_000,
        ),
        (
            "2",
            "0300000007-001",
            "Hợp tác xã Minh Họa Xuyên Mộc",
            17,
            150_000_000,
            149_500_000,
        ),
    ] {
        sheet.push([
            n.into(),
            tax_code.into(),
            name.into(),
            Cell::Date(date(2022, 11, day)),
            Dong(plan).into(),
            Dong(done).into(),
        ]);
    }
    sheet.total = Some(Total {
        label: "Tổng cộng".into(),
        columns: vec![4, 5],
    });
    sheet.notes = vec!["Đơn vị tính: đồng.".into()];
    sheet
}
