//! Hợp đồng thực hiện đề án (mẫu F11): sides, content with the list of beneficiaries that was fixed,
//! value, time, advance and payment, duties. What no record holds is left blank for the sides to
//! fill in.

use db::{CommandResult, Conn, Cx};
use kernel::{Dong, fold, format_date};
use papers::{Block, Column, Paper, Row, Signature, Table};

use super::{
    Case,
    papers::{cost_table, day, facts},
    store,
};
use crate::{parts, ports::Establishments};

/// Room to write.
const BLANK: &str = "……………………";

fn filled(text: &str) -> &str {
    match text.trim().is_empty() {
        true => BLANK,
        false => text,
    }
}

fn side(name: &str, address: &str) -> String {
    format!(
        "{}; địa chỉ: {}; tài khoản: {BLANK}; đại diện: {BLANK};",
        filled(name),
        filled(address)
    )
}

/// Writes the contract of a project as its records say.
pub(super) async fn write(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    paper: &mut Paper,
) -> CommandResult<()> {
    let project = &case.project;
    let proofs = store::papers(conn, project.id).await?;
    paper.subject = format!("Thực hiện đề án {}", project.code);
    if let Some(given) = proofs.iter().rfind(|p| p.step.ends_with("allotment")) {
        paper.grounds.push(format!(
            "Căn cứ quyết định giao kinh phí số {} ngày {}",
            given.number,
            format_date(given.signed_on)
        ));
    }
    if let Some(signed) = proofs.iter().rfind(|p| p.step == "contract") {
        parts::numbered(paper, &signed.number, Some(signed.signed_on));
    }
    paper.body.push(Block::section("Điều 1. Các bên"));
    let sides = sides(cx, conn, case).await?;
    paper.body.extend(sides);
    paper.body.push(Block::section("Điều 2. Nội dung"));
    paper.body.extend(facts(case));
    for text in [&project.goals, &project.content] {
        paper.body.extend(text.lines().map(Block::text));
    }
    if let Some(table) = listed(conn, case).await? {
        paper.body.push(Block::Table(table));
    }
    paper.body.push(Block::section("Điều 3. Giá trị hợp đồng"));
    let money = case.promotion();
    let value = match money.committed.is_zero() {
        true => money.allotted,
        false => money.committed,
    };
    paper.body.push(Block::text(format!(
        "Kinh phí khuyến công: {}.",
        papers::stated(value)
    )));
    paper.body.push(Block::Table(cost_table(&case.lines)));
    paper
        .body
        .push(Block::section("Điều 4. Thời gian thực hiện"));
    paper.body.push(Block::text(format!(
        "Từ ngày {} đến ngày {}.",
        day(project.starts_on),
        day(project.ends_on)
    )));
    paper
        .body
        .push(Block::section("Điều 5. Tạm ứng, nghiệm thu, thanh toán"));
    let share = project.advance_limit_bp.map(kernel::BasisPoints);
    paper.body.push(Block::item(match share {
        Some(share) => format!("Tạm ứng tối đa {share} giá trị hợp đồng;"),
        None => format!("Tạm ứng tối đa {BLANK} giá trị hợp đồng;"),
    }));
    for term in [
        "Nghiệm thu theo máy móc, hóa đơn hoặc kết quả thực tế;",
        "Thanh toán phần còn lại sau khi thanh lý hợp đồng; quyết toán theo chứng từ được chấp nhận;",
        "Khoản đã tạm ứng hoặc thanh toán cao hơn giá trị được chấp nhận phải nộp lại ngân sách.",
    ] {
        paper.body.push(Block::item(term));
    }
    paper
        .body
        .push(Block::section("Điều 6. Quyền, nghĩa vụ của các bên"));
    for term in [
        "Bên A cấp kinh phí theo Điều 5; kiểm tra, giám sát việc thực hiện và nghiệm thu kết quả;",
        "Bên B thực hiện đúng nội dung, thời gian; sử dụng kinh phí đúng mục đích; báo cáo tiến độ, kết quả; lưu giữ chứng từ và chịu sự kiểm tra, giám sát;",
    ] {
        paper.body.push(Block::item(term));
    }
    paper.body.push(Block::item(format!(
        "Bên vi phạm chịu trách nhiệm như sau: {BLANK}."
    )));
    paper
        .body
        .push(Block::section("Điều 7. Điều chỉnh, ngừng hợp đồng"));
    paper.body.push(Block::text(
        "Thay đổi nội dung, kinh phí hoặc thời gian được lập thành phụ lục theo quyết định điều chỉnh. Khi ngừng thực hiện, các bên đối chiếu và thu hồi kinh phí đã tạm ứng.",
    ));
    paper.second_signature = Some(Signature::new("Đại diện bên A"));
    paper.signature = Signature::new("Đại diện bên B");
    Ok(())
}

/// Bên A gives the money, bên B carries the project out; whoever benefits is named beside them.
async fn sides(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Vec<Block>> {
    let project = &case.project;
    let own = &cx.actor.organisation;
    // The Centre that prints its own contract is the one that takes the money.
    let giver = match fold(own) == fold(&project.implementer) {
        true => "",
        false => own,
    };
    let mut sides = vec![
        Block::item(format!("Bên A (bên giao): {}", side(giver, ""))),
        Block::item(format!(
            "Bên B (bên nhận): {}",
            side(&project.implementer, "")
        )),
    ];
    // A list of several stands in the table of Điều 2.
    let [one] = case.beneficiaries.as_slice() else {
        return Ok(sides);
    };
    let register = cx.port::<dyn Establishments>();
    let facts = register.facts(cx, conn, one.establishment_id).await?;
    let place = match &facts {
        Some(facts) => reference::units::get(conn, facts.unit_id).await?,
        None => None,
    };
    let code = facts
        .and_then(|f| f.tax_code)
        .map(|code| format!(" mã số thuế: {code};"))
        .unwrap_or_default();
    sides.push(Block::item(format!(
        "Đơn vị thụ hưởng: {};{code} địa chỉ: {}; đại diện: {BLANK}.",
        one.name,
        place.map_or(BLANK.to_owned(), |unit| unit.label)
    )));
    Ok(sides)
}

/// The beneficiaries and specifications that were fixed before the contract.
async fn listed(conn: &mut Conn, case: &Case) -> CommandResult<Option<Table>> {
    if case.roster.entries.is_empty() {
        return Ok(None);
    }
    let source = case.project.source();
    let mut table = Table::new([
        Column::mark("TT", 6),
        Column::text("Đơn vị thụ hưởng", 26),
        Column::text("Địa điểm", 20),
        Column::text("Nội dung, thông số", 24),
        Column::mark("Số lượng", 10),
        Column::figure("Khuyến công (đồng)", 14),
    ])
    .captioned("Danh sách đơn vị thụ hưởng");
    for (i, entry) in case.roster.entries.iter().enumerate() {
        let unit = match entry.unit_id {
            Some(id) => reference::units::get(conn, id).await?,
            None => None,
        };
        let place: Vec<String> = [
            entry.place.clone(),
            unit.map(|u| u.label).unwrap_or_default(),
        ]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
        let what: Vec<&str> = [&entry.subject, &entry.specification, &entry.list_ref]
            .into_iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        let given: Dong = case
            .lines
            .iter()
            .filter(|line| case.roster.entry_of(line) == Some(entry))
            .map(|line| {
                let money = line.of(source);
                match money.committed.is_zero() {
                    true => money.allotted,
                    false => money.committed,
                }
            })
            .sum();
        table = table.row(Row::plain([
            (i + 1).to_string(),
            entry.name.clone(),
            place.join(", "),
            what.join("; "),
            format!("{} {}", entry.quantity, entry.unit_word),
            given.grouped(),
        ]));
    }
    Ok(Some(table))
}
