//! The records of execution as documents after Nghị định 30/2020/NĐ-CP. Always Vietnamese.

use db::Cx;
use kernel::{Dong, Lang, format_date};
use papers::{Block, Column, Paper, PaperKind, Row, Signature, Table};

use super::{
    agreement::{Agreement, Annex, Machine},
    follow_up::{Figure, FollowUp},
    inspection::Inspection,
    report::{Quantity, Report},
    request::Request,
};
use crate::project::{
    Case, Paper as Proof,
    adjustment::FactChange,
    versions::{Versioned, differences_of},
};

fn started(cx: &Cx, case: &Case, kind: PaperKind, symbol: &str, subject: String) -> Paper {
    let mut paper = Paper::new(kind, &cx.actor.organisation, symbol);
    paper.subject = subject;
    paper.illustration = case.project.illustration;
    let to = match kind {
        PaperKind::Contract => "Các bên ký",
        PaperKind::Minutes => "Các bên tham gia",
        _ => "Cơ quan quản lý đề án",
    };
    paper.recipients = vec![to.into(), "Lưu: VT, hồ sơ đề án".into()];
    paper
}

/// The number that the step was recorded with.
fn recorded(paper: &mut Paper, number: Option<&str>) {
    if let Some(number) = number {
        crate::parts::numbered(paper, number, None);
    }
}

/// Code, title, budget, and who carries the project out.
fn facts(case: &Case) -> Vec<Block> {
    let project = &case.project;
    let mut facts = vec![
        format!("Mã đề án: {};", project.code),
        format!("Tên đề án: {};", project.title),
        format!("Nguồn kinh phí: {};", project.funding().label(Lang::Vi)),
        format!("Đơn vị thực hiện: {};", project.implementer),
    ];
    if !project.beneficiaries.is_empty() {
        facts.push(format!("Đơn vị thụ hưởng: {};", project.beneficiaries));
    }
    facts.into_iter().map(Block::item).collect()
}

/// A text of several lines, each a paragraph; a dash when there is none.
fn paragraphs(text: &str) -> Vec<Block> {
    match text.is_empty() {
        true => vec![Block::text("Không có.")],
        false => text.lines().map(Block::text).collect(),
    }
}

/// Báo cáo tiến độ.
pub(super) fn progress(cx: &Cx, case: &Case, report: &Report, done: &[Quantity]) -> Paper {
    let (from, to) = (
        format_date(report.period_from),
        format_date(report.period_to),
    );
    let subject = format!(
        "Tiến độ thực hiện đề án {} từ {from} đến {to}",
        case.project.code
    );
    let mut paper = started(cx, case, PaperKind::Report, "BC-KC", subject);
    recorded(&mut paper, report.paper.as_deref());
    let body = &mut paper.body;
    body.push(Block::section("I. ĐỀ ÁN"));
    body.extend(facts(case));
    body.push(Block::section("II. CÔNG VIỆC ĐÃ LÀM"));
    body.extend(paragraphs(&report.work));
    body.push(Block::text(format!(
        "Mức hoàn thành: {} %.",
        report.percent
    )));
    if !done.is_empty() {
        let mut table = Table::new([
            Column::mark("TT", 8),
            Column::text("Nội dung", 46),
            Column::mark("Đơn vị", 14),
            Column::figure("Kế hoạch", 16),
            Column::figure("Đã làm", 16),
        ]);
        for (i, q) in done.iter().enumerate() {
            table = table.row(Row::plain([
                (i + 1).to_string(),
                q.name.clone(),
                q.unit.clone(),
                q.planned.to_string(),
                q.done.to_string(),
            ]));
        }
        body.push(Block::Table(table));
    }
    body.push(Block::section("III. KINH PHÍ"));
    for (label, amount) in [
        ("Được giao", report.allotted),
        ("Đã tạm ứng", report.advanced),
        ("Đã chi từ khuyến công", report.spent),
        ("Đã chi vốn đối ứng", report.counterpart),
    ] {
        body.push(Block::item(format!("{label}: {};", papers::stated(amount))));
    }
    body.push(Block::section("IV. KHÓ KHĂN, VƯỚNG MẮC"));
    body.extend(paragraphs(&report.problems));
    body.push(Block::section("V. KIẾN NGHỊ"));
    body.extend(paragraphs(&report.proposals));
    paper.signature = Signature::new("Giám đốc");
    paper
}

/// Biên bản kiểm tra, giám sát.
pub(super) fn inspected(cx: &Cx, case: &Case, seen: &Inspection, asked: &[Request]) -> Paper {
    let subject = format!("Kiểm tra việc thực hiện đề án {}", case.project.code);
    let mut paper = started(cx, case, PaperKind::Minutes, "BB-KC", subject);
    recorded(&mut paper, seen.paper.as_deref());
    let body = &mut paper.body;
    body.push(Block::text(format!(
        "Thời gian: ngày {}.",
        format_date(seen.inspected_on)
    )));
    body.push(Block::section("I. THÀNH PHẦN"));
    body.extend(seen.members.lines().map(|m| Block::item(format!("{m};"))));
    body.push(Block::section("II. ĐỀ ÁN"));
    body.extend(facts(case));
    body.push(Block::section("III. NỘI DUNG KIỂM TRA"));
    body.push(Block::text("Hồ sơ đã xem:"));
    body.extend(paragraphs(&seen.papers_seen));
    body.push(Block::text("Thực tế tại nơi thực hiện:"));
    body.extend(paragraphs(&seen.facts));
    body.push(Block::section("IV. KẾT LUẬN, KIẾN NGHỊ"));
    body.extend(paragraphs(&seen.conclusion));
    if !asked.is_empty() {
        let mut table = Table::new([
            Column::mark("TT", 8),
            Column::text("Phát hiện", 36),
            Column::text("Yêu cầu", 38),
            Column::mark("Hạn", 18),
        ]);
        for (i, r) in asked.iter().enumerate() {
            table = table.row(Row::plain([
                (i + 1).to_string(),
                r.finding.clone(),
                r.wanted.clone(),
                format_date(r.due_on),
            ]));
        }
        body.push(Block::Table(table));
    }
    paper.signature = Signature::new("Trưởng đoàn kiểm tra");
    paper.second_signature = Some(Signature::new("Đại diện đơn vị được kiểm tra"));
    paper
}

/// Phiếu theo dõi sau hỗ trợ.
pub(super) fn visit(
    cx: &Cx,
    case: &Case,
    visit: &FollowUp,
    figures: &[Figure],
    duty: &str,
) -> Paper {
    let subject = format!(
        "Theo dõi sau hỗ trợ đề án {}, lần {}",
        case.project.code, visit.number
    );
    let mut paper = started(cx, case, PaperKind::Minutes, "PTD-KC", subject);
    recorded(&mut paper, visit.paper.as_deref());
    let body = &mut paper.body;
    body.push(Block::text(format!(
        "Ngày theo dõi: {}.",
        crate::parts::day(visit.visited_on)
    )));
    body.push(Block::section("I. ĐỀ ÁN"));
    body.extend(facts(case));
    if !duty.is_empty() {
        body.push(Block::item(format!("Nghĩa vụ: {duty};")));
    }
    body.push(Block::section("II. SỐ LIỆU"));
    for figure in figures {
        body.push(Block::clause(figure.name.clone()));
        let amount = |a: Option<Dong>| a.map(|a| a.to_string());
        let rows = [
            (
                "Máy móc được hỗ trợ",
                Some(figure.machine.label(Lang::Vi).to_owned()),
            ),
            (
                "Sản lượng",
                Some(figure.output.clone()).filter(|o| !o.is_empty()),
            ),
            ("Doanh thu một năm", amount(figure.revenue)),
            ("Lao động", figure.labour.map(|n| format!("{n} người"))),
            (
                "Thu nhập bình quân một người một tháng",
                amount(figure.income),
            ),
            ("Thuế nộp một năm", amount(figure.tax)),
            ("Xuất khẩu một năm", amount(figure.exports)),
            (
                "Điện tiêu thụ một năm",
                figure.energy.map(|n| format!("{} kWh", Dong(n).grouped())),
            ),
        ];
        if !figure.reason.is_empty() {
            body.push(Block::item(format!(
                "Lý do không có số liệu: {};",
                figure.reason
            )));
        }
        for (label, value) in rows {
            let value = value.unwrap_or_else(|| "chưa có số liệu".into());
            body.push(Block::item(format!("{label}: {value};")));
        }
    }
    body.push(Block::section("III. NHẬN XÉT"));
    body.extend(paragraphs(&visit.note));
    paper.signature = Signature::new("Người theo dõi");
    paper.second_signature = Some(Signature::new("Đại diện cơ sở"));
    paper
}

/// Biên bản thỏa thuận, hợp đồng ba bên.
pub(super) fn agreed(case: &Case, a: &Agreement, machines: &[Machine]) -> Paper {
    let three = !a.supplier_name.is_empty();
    let mut paper = Paper::new(PaperKind::Agreement, &a.centre_name, "TT-KC");
    paper.illustration = case.project.illustration;
    crate::parts::numbered(&mut paper, &a.number, a.signed_on);
    paper.subject = format!("Mua sắm, sử dụng máy móc thuộc đề án {}", case.project.code);
    paper.recipients = vec!["Các bên ký".into(), "Lưu: VT, hồ sơ đề án".into()];
    let body = &mut paper.body;
    body.push(Block::section("Điều 1. Các bên"));
    body.push(Block::item(format!(
        "Bên A (đơn vị thực hiện): {}; đại diện: {};",
        a.centre_name, a.centre_signer
    )));
    body.push(Block::item(format!(
        "Bên B (đơn vị thụ hưởng): {}; đại diện: {};",
        a.owner_name, a.owner_signer
    )));
    if three {
        let code = match a.supplier_code.is_empty() {
            true => String::new(),
            false => format!(" mã số thuế {};", a.supplier_code),
        };
        body.push(Block::item(format!(
            "Bên C (bên cung cấp): {};{code} đại diện: {};",
            a.supplier_name, a.supplier_signer
        )));
    }
    body.push(Block::section("Điều 2. Máy móc và giá"));
    let mut table = Table::new([
        Column::mark("TT", 8),
        Column::text("Tên máy", 34),
        Column::text("Mẫu mã", 18),
        Column::figure("Số lượng", 10),
        Column::figure("Đơn giá (đồng)", 15),
        Column::figure("Thành tiền (đồng)", 15),
    ]);
    for (i, m) in machines.iter().enumerate() {
        table = table.row(Row::plain([
            (i + 1).to_string(),
            m.name.clone(),
            m.model.clone(),
            m.quantity.to_string(),
            m.price.grouped(),
            Dong(m.price.0 * m.quantity).grouped(),
        ]));
    }
    let mut sum = vec![String::new(), "Tổng cộng".to_owned()];
    sum.extend([const { String::new() }; 3]);
    sum.push(a.price.grouped());
    body.push(Block::Table(table.row(Row::total(sum))));
    body.push(Block::section("Điều 3. Kinh phí"));
    body.push(Block::item(format!(
        "Kinh phí khuyến công hỗ trợ: {};",
        papers::stated(a.support)
    )));
    body.push(Block::item(format!(
        "Bên B tự chi trả: {};",
        papers::stated(a.price - a.support)
    )));
    body.push(Block::section("Điều 4. Giao nhận và nghĩa vụ"));
    if let Some(day) = a.deliver_on {
        body.push(Block::item(format!(
            "Máy được giao và lắp đặt trước hoặc trong ngày {};",
            format_date(day)
        )));
    }
    if a.keep_years > 0 {
        body.push(Block::item(format!(
            "Bên B giữ và sử dụng máy đúng mục đích ít nhất {} năm kể từ ngày nghiệm thu;",
            a.keep_years
        )));
    }
    if a.no_resale {
        body.push(Block::item(
            "Trong thời gian đó, bên B không bán, cho thuê hoặc chuyển nhượng máy;",
        ));
    }
    if a.visits {
        body.push(Block::item(
            "Bên B tạo điều kiện cho kiểm tra, giám sát và tham quan mô hình;",
        ));
    }
    if !a.terms.is_empty() {
        body.push(Block::section("Điều 5. Thỏa thuận khác"));
        body.extend(a.terms.lines().map(Block::text));
    }
    let signs = |side: &str, name: &str| Signature::new(side).named(name);
    paper.second_signature = Some(signs("Đại diện bên A", &a.centre_signer));
    let owner = signs("Đại diện bên B", &a.owner_signer);
    match three {
        true => {
            paper.middle_signature = Some(owner);
            paper.signature = signs("Đại diện bên C", &a.supplier_signer);
        }
        false => paper.signature = owner,
    }
    paper
}

/// Phụ lục hợp đồng: what an approved adjustment changed.
pub(super) fn annex(
    cx: &Cx,
    case: &Case,
    contract: Option<&Proof>,
    annex: &Annex,
    facts: &[FactChange],
    before: &[Versioned],
    after: &[Versioned],
) -> Paper {
    let subject = format!(
        "Phụ lục số {} hợp đồng thực hiện đề án {}",
        annex.number, case.project.code
    );
    let mut paper = started(cx, case, PaperKind::Contract, "PLHĐ-KC", subject);
    if let Some(contract) = contract {
        paper.grounds.push(format!(
            "Căn cứ hợp đồng số {} ký ngày {}",
            contract.number,
            format_date(contract.signed_on)
        ));
    }
    paper.grounds.push(format!(
        "Căn cứ quyết định điều chỉnh số {} ngày {}",
        annex.paper,
        format_date(annex.signed_on)
    ));
    let body = &mut paper.body;
    body.push(Block::section("Điều 1. Nội dung điều chỉnh"));
    if !facts.is_empty() {
        body.push(Block::Table(facts_table(facts)));
    }
    let mut table = Table::new([
        Column::mark("TT", 7),
        Column::text("Khoản chi", 33),
        Column::figure("Kinh phí cũ (đồng)", 15),
        Column::figure("Khuyến công cũ (đồng)", 15),
        Column::figure("Kinh phí mới (đồng)", 15),
        Column::figure("Khuyến công mới (đồng)", 15),
    ]);
    let figures = |amounts: Option<crate::project::SourceAmounts>| match amounts {
        Some(a) => [a.total().grouped(), (a.kcqg + a.kcdp).grouped()],
        None => [String::new(), String::new()],
    };
    let differences = differences_of(before, after);
    let same = differences.is_empty();
    for (i, d) in differences.into_iter().enumerate() {
        let [was, was_own] = figures(d.before);
        let [next, next_own] = figures(d.after);
        table = table.row(Row::plain([
            (i + 1).to_string(),
            d.title,
            was,
            was_own,
            next,
            next_own,
        ]));
    }
    match same {
        true => body.push(Block::text("Kinh phí của đề án không thay đổi.")),
        false => body.push(Block::Table(table)),
    }
    body.push(Block::section("Điều 2. Hiệu lực"));
    body.push(Block::text(
        "Các điều khoản khác của hợp đồng giữ nguyên. Phụ lục này là bộ phận không tách rời của hợp đồng.",
    ));
    paper.signature = Signature::new("Đại diện bên giao");
    paper.second_signature = Some(Signature::new("Đại diện bên nhận"));
    paper
}

/// What changes beside the estimate: name, place, time, units, beneficiary.
fn facts_table(facts: &[FactChange]) -> Table {
    let mut table = Table::new([
        Column::mark("TT", 7),
        Column::text("Nội dung", 23),
        Column::text("Theo hợp đồng", 35),
        Column::text("Điều chỉnh thành", 35),
    ]);
    for (i, fact) in facts.iter().enumerate() {
        table = table.row(Row::plain([
            (i + 1).to_string(),
            fact.label.clone(),
            fact.before.clone(),
            fact.after.clone(),
        ]));
    }
    table
}
