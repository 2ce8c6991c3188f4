//! The minutes of a selection (biên bản xét chọn). Always Vietnamese.

use db::{Conn, Cx, DbError, PageRequest};
use kernel::{Dong, Lang, format_date};
use papers::{Block, Column, Paper, PaperKind, Row, Signature, Table};
use reference::picked;

use super::{
    meeting::{self, Meeting},
    model::{Holder, ProposalRow, ProposalState},
    pages::selection::{Means, means},
    store,
};
use crate::plan::Plan;

/// The most proposals of one paper.
const MOST: i64 = 5_000;

/// The minutes of what a level has weighed for a plan that was found within the actor's scope.
pub(super) async fn paper(
    cx: &Cx,
    conn: &mut Conn,
    plan: &Plan,
    holder: Holder,
) -> Result<Paper, DbError> {
    let request = PageRequest {
        page: 1,
        size: MOST,
    };
    let rows = store::ranked(conn, &cx.actor.scope, plan.id, holder, request).await?;
    let means = means(conn, &cx.actor.scope, plan, holder).await?;
    let area = match plan.province_id {
        Some(_) => picked::unit_label(conn, plan.province_id).await?,
        None => "cả nước".to_owned(),
    };
    let mut paper = Paper::new(PaperKind::Minutes, &cx.actor.organisation, "BB-XC");
    paper.illustration = rows.rows.iter().any(|r| r.illustration);
    paper.orientation = papers::Orientation::Landscape;
    paper.subject = format!(
        "Xét chọn đề xuất {} năm {}",
        plan.scope.label(Lang::Vi).to_lowercase(),
        plan.year
    );
    paper.body.push(Block::text(format!(
        "Ngày lập biên bản: {}. Cấp xét chọn: {}. Địa bàn: {area}.",
        format_date(cx.today()),
        holder.label(Lang::Vi)
    )));
    paper
        .body
        .push(Block::text(format!("Kế hoạch: {}.", plan.title)));
    let held = meeting::of_plan(conn, plan.id, holder).await?;
    let (budget, outcome) = match &held {
        Some(held) => {
            let heading = "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN";
            paper.body.push(Block::section(heading));
            paper.body.extend(gathered(held));
            ("II. DỰ TOÁN", "III. KẾT QUẢ XÉT CHỌN")
        }
        None => ("I. DỰ TOÁN", "II. KẾT QUẢ XÉT CHỌN"),
    };
    paper.body.push(Block::section(budget));
    paper.body.extend(money(&means));
    paper.body.push(Block::section(outcome));
    let shown = |states: &[ProposalState]| -> Vec<&ProposalRow> {
        let rows = rows.rows.iter();
        rows.filter(|r| states.contains(&r.state)).collect()
    };
    let parts = [
        (
            "1. Đề xuất được chọn",
            vec![ProposalState::Selected, ProposalState::Approved],
        ),
        ("2. Đề xuất dự phòng", vec![ProposalState::Reserve]),
        ("3. Đề xuất chuyển năm sau", vec![ProposalState::Deferred]),
        ("4. Đề xuất không được chọn", vec![ProposalState::Refused]),
        ("5. Đề xuất chưa có kết quả", vec![ProposalState::Open]),
    ];
    for (heading, states) in parts {
        let some = shown(&states);
        paper.body.push(Block::clause(heading));
        match some.is_empty() {
            true => paper.body.push(Block::text("Không có.")),
            false => paper.body.push(Block::Table(table(&some))),
        }
    }
    paper.body.push(Block::note(
        "Mức tối đa tính theo định mức có hiệu lực vào ngày ghi trên từng đề xuất; dấu * là định mức chưa kiểm chứng với văn bản gốc. Điểm và thứ hạng để tham khảo, không thay quyết định của người có thẩm quyền.",
    ));
    paper.recipients = vec!["Các thành viên dự họp".into(), "Lưu: VT, KC".into()];
    let named = |post: &str, name: Option<&String>| match name {
        Some(name) => Signature::new(post).named(name),
        None => Signature::new(post),
    };
    let held = held.as_ref();
    paper.illustration |= held.is_some_and(|h| h.illustration);
    paper.signature = named("Chủ trì", held.map(|h| &h.chair));
    paper.second_signature = Some(named("Thư ký", held.map(|h| &h.secretary)));
    Ok(paper)
}

/// When and where they met, and who was there.
fn gathered(held: &Meeting) -> Vec<Block> {
    let mut blocks = vec![
        Block::text(format!("Thời gian: {}.", held.when())),
        Block::text(format!("Địa điểm: {}.", held.place)),
        Block::text(format!(
            "Chủ trì: {}. Thư ký: {}.",
            held.chair, held.secretary
        )),
        Block::text("Thành phần dự họp:".to_owned()),
    ];
    blocks.extend(held.people().map(|who| Block::item(format!("{who};"))));
    blocks
}

fn money(means: &Means) -> Vec<Block> {
    let mut blocks = Vec::new();
    match &means.budget {
        Some(budget) => blocks.push(Block::item(format!(
            "Dự toán được giao{}: {};",
            match budget.is_national() {
                true => " của cả nước",
                false => "",
            },
            budget.amount
        ))),
        None => blocks.push(Block::item(
            "Dự toán được giao: chưa ghi nhận văn bản giao;".to_owned(),
        )),
    }
    let others = means.others();
    if others > Dong::ZERO {
        blocks.push(Block::item(format!("Kế hoạch khác đã phân bổ: {others};")));
    }
    blocks.push(Block::item(format!(
        "Nhiệm vụ khác trong kế hoạch: {};",
        means.lines
    )));
    blocks.push(Block::item(format!(
        "Đề xuất được chọn: {} đề xuất, {};",
        means.selected_count, means.selected
    )));
    if let Some(left) = means.left() {
        let rest = left - means.selected;
        blocks.push(Block::item(match rest < Dong::ZERO {
            true => format!("Vượt dự toán: {}.", -rest),
            false => format!("Còn lại: {rest}."),
        }));
    }
    blocks
}

fn table(rows: &[&ProposalRow]) -> Table {
    let mut table = Table::new([
        Column::mark("Thứ hạng", 7),
        Column::text("Đề xuất", 27),
        Column::text("Đơn vị thụ hưởng", 20),
        Column::mark("Điểm", 7),
        Column::figure("Đề nghị (đồng)", 13),
        Column::figure("Mức tối đa (đồng)", 13),
        Column::figure("Dự kiến giao (đồng)", 13),
    ]);
    let (mut asked, mut granted) = (Dong::ZERO, Dong::ZERO);
    for row in rows {
        asked += row.asked;
        granted += row.granted.unwrap_or_default();
        let mark = if row.ceiling.is_some() && !row.ceiling_verified {
            "*"
        } else {
            ""
        };
        table = table.row(Row::plain([
            row.rank_text(),
            row.title.clone(),
            row.beneficiary.clone(),
            row.score_text(),
            row.asked.grouped(),
            format!("{}{mark}", row.ceiling_text()),
            row.granted.map(Dong::grouped).unwrap_or_default(),
        ]));
    }
    table.row(Row::total([
        String::new(),
        "Cộng".to_owned(),
        String::new(),
        String::new(),
        asked.grouped(),
        String::new(),
        granted.grouped(),
    ]))
}
