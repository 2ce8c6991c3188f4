//! Documents made from a project's records: minutes of the appraisal (F07, F09), the contract (F11),
//! minutes of acceptance and liquidation (F20). Always Vietnamese.

use db::{CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{Dong, FileId, Lang, format_date};
use papers::{Block, Column, Paper, PaperKind, Row, Signature, Table};
use rules::workflow::{Definition, Guard};

use super::{
    AcceptanceItem, Accepts, Case, Level, MoneyKind, appraisal, contract, guards, model::CostLine,
    store,
};
use crate::{council::interest, parts};

/// A document that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// Biên bản thẩm định cấp cơ sở.
    Appraisal,
    /// Biên bản thẩm định cấp Bộ.
    MinistryAppraisal,
    /// Hợp đồng thực hiện đề án.
    Contract,
    /// Biên bản nghiệm thu và thanh lý hợp đồng.
    Liquidation,
}

impl Document {
    pub const ALL: [Document; 4] = [
        Document::Appraisal,
        Document::MinistryAppraisal,
        Document::Contract,
        Document::Liquidation,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Document::Appraisal => "appraisal",
            Document::MinistryAppraisal => "ministry-appraisal",
            Document::Contract => "contract",
            Document::Liquidation => "liquidation",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    pub fn is_appraisal(self) -> bool {
        matches!(self, Document::Appraisal | Document::MinistryAppraisal)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Document::Appraisal => lang.t(
                "Biên bản thẩm định cấp cơ sở",
                "Minutes of the base appraisal",
            ),
            Document::MinistryAppraisal => lang.t(
                "Biên bản thẩm định cấp Bộ",
                "Minutes of the ministry appraisal",
            ),
            Document::Contract => lang.t("Hợp đồng thực hiện đề án", "Contract of the project"),
            Document::Liquidation => lang.t(
                "Biên bản nghiệm thu và thanh lý hợp đồng",
                "Minutes of acceptance and liquidation",
            ),
        }
    }
}

/// True for a step whose paper is the minutes of an appraisal.
pub(super) fn is_appraisal(definition: &Definition, step: &str) -> bool {
    definition
        .transition(step)
        .is_some_and(|t| t.guards.contains(&Guard::CriteriaDecided))
}

/// Lets a reader of the project have one of its files: a scan of a proof document, or a paper of the
/// dossier. Who has an interest in the project reads no minutes of its appraisal.
pub(crate) async fn admit_file(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    file: FileId,
) -> CommandResult<()> {
    let project = &case.project;
    // The step of a proof document; empty for a paper of the dossier.
    let of: Vec<(String,)> = conn
        .all(sql!(
            "SELECT p.step FROM proof_file f JOIN proof_paper p ON p.id = f.paper_id
              WHERE f.project_id = ? AND f.file_id = ?
             UNION ALL SELECT '' FROM dossier_entry WHERE project_id = ? AND file_id = ?",
            project.id,
            file,
            project.id,
            file,
        ))
        .await?;
    if of.is_empty() {
        return Err(CommandError::NotFound);
    }
    if of
        .iter()
        .any(|(step,)| is_appraisal(&case.definition, step))
    {
        interest::refuse_barred(cx, conn, project.id, &project.code).await?;
    }
    Ok(())
}

/// Makes a document of a project that was loaded within the actor's scope.
pub async fn paper(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    document: Document,
) -> CommandResult<Paper> {
    let (kind, symbol) = match document {
        Document::Contract => (PaperKind::Contract, "HĐ-KC"),
        Document::Appraisal | Document::MinistryAppraisal | Document::Liquidation => {
            (PaperKind::Minutes, "BB-KC")
        }
    };
    let mut paper = Paper::new(kind, &cx.actor.organisation, symbol);
    paper.illustration = case.project.illustration;
    let to = match document {
        Document::Appraisal | Document::MinistryAppraisal => "Các thành viên dự họp",
        Document::Contract | Document::Liquidation => "Các bên ký",
    };
    paper.recipients = vec![to.into(), "Lưu: VT, hồ sơ đề án".into()];
    match document {
        Document::Appraisal => appraised(cx, conn, case, Level::Base, &mut paper).await?,
        Document::MinistryAppraisal => {
            appraised(cx, conn, case, Level::Ministry, &mut paper).await?;
        }
        Document::Contract => contract::write(cx, conn, case, &mut paper).await?,
        Document::Liquidation => liquidated(conn, case, &mut paper).await?,
    }
    Ok(paper)
}

/// What both kinds of minutes say of the project.
pub(super) fn facts(case: &Case) -> Vec<Block> {
    let project = &case.project;
    let item = |label: &str, value: &str| Block::item(format!("{label}: {value};"));
    let mut blocks = vec![
        item("Mã đề án", &project.code),
        item("Tên đề án", &project.title),
        item("Nguồn kinh phí", project.funding().label(Lang::Vi)),
        item("Nội dung", project.activity.label(Lang::Vi)),
        item("Đơn vị thực hiện", &project.implementer),
    ];
    if !project.beneficiaries.is_empty() {
        blocks.push(item("Đơn vị thụ hưởng", &project.beneficiaries));
    }
    blocks
}

pub(super) fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "…/…/…".to_owned(), format_date)
}

async fn appraised(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    level: Level,
    paper: &mut Paper,
) -> CommandResult<()> {
    let appraisal = appraisal::get(cx, conn, &case.project, level).await?;
    let held = appraisal.appraised.as_ref().map(|a| a.on_date);
    paper.subject = match level {
        Level::Base => format!("Thẩm định cấp cơ sở đề án {}", case.project.code),
        Level::Ministry => format!("Thẩm định cấp Bộ đề án {}", case.project.code),
    };
    let minutes = |step: &str| {
        let found = case.definition.transition(step);
        is_appraisal(&case.definition, step) && found.is_some_and(|t| guards::level_of(t) == level)
    };
    let proofs = store::papers(conn, case.project.id).await?;
    if let Some(kept) = proofs.iter().rfind(|p| minutes(&p.step)) {
        parts::numbered(paper, &kept.number, None);
    }
    paper
        .body
        .push(Block::text(format!("Thời gian: ngày {}.", day(held))));
    paper.body.push(Block::section("I. ĐỀ ÁN"));
    paper.body.extend(facts(case));
    paper.body.push(Block::Table(cost_table(&case.lines)));
    paper.body.push(Block::section("II. Ý KIẾN THEO TIÊU CHÍ"));
    let mut table = Table::new([
        Column::mark("TT", 8),
        Column::text("Tiêu chí", 44),
        Column::mark("Kết quả", 18),
        Column::text("Ý kiến", 30),
    ]);
    for (criterion, verdict) in &appraisal.lines {
        let result = verdict.as_ref().map_or("", |v| v.result().label(Lang::Vi));
        let note = verdict.as_ref().map_or("", |v| v.note.as_str());
        table = table.row(Row::plain([
            criterion.order.to_string(),
            criterion.title.vi.clone(),
            result.to_owned(),
            note.to_owned(),
        ]));
    }
    paper.body.push(Block::Table(table));
    paper.body.push(Block::section("III. KẾT LUẬN"));
    match &appraisal.appraised {
        Some(done) => {
            let conclusion = done.conclusion().label(Lang::Vi);
            paper
                .body
                .push(Block::text(format!("Kết luận: {conclusion}.")));
            paper.body.push(Block::text(format!(
                "Kinh phí khuyến công đề xuất: {}.",
                papers::stated(done.proposed)
            )));
            if level == Level::Ministry {
                paper.body.push(Block::text(format!(
                    "Sự phù hợp với dự toán: {}.",
                    done.budget_fit.map_or("chưa ghi", |f| f.label(Lang::Vi))
                )));
                let rank = done.rank.map_or("chưa xếp".to_owned(), |r| r.to_string());
                paper
                    .body
                    .push(Block::text(format!("Thứ tự ưu tiên: {rank}.")));
            }
            if !done.note.is_empty() {
                paper.body.push(Block::text(done.note.clone()));
            }
        }
        None => paper.body.push(Block::text("Chưa có kết luận.")),
    }
    paper.signature = Signature::new("Chủ trì thẩm định");
    paper.second_signature = Some(Signature::new("Thư ký"));
    Ok(())
}

pub(super) fn cost_table(lines: &[CostLine]) -> Table {
    let promotion = |line: &CostLine| -> Dong {
        line.sources
            .iter()
            .filter(|s| s.source.is_promotion())
            .map(|s| s.balances.requested)
            .sum()
    };
    let mut table = Table::new([
        Column::mark("TT", 7),
        Column::text("Khoản chi", 43),
        Column::figure("Thành tiền (đồng)", 17),
        Column::figure("Khuyến công (đồng)", 17),
        Column::figure("Nguồn khác (đồng)", 16),
    ])
    .captioned("Dự toán kinh phí");
    let (mut amount, mut asked) = (Dong::ZERO, Dong::ZERO);
    for (i, line) in lines.iter().enumerate() {
        amount += line.amount;
        asked += promotion(line);
        table = table.row(Row::plain([
            (i + 1).to_string(),
            line.name(),
            line.amount.grouped(),
            promotion(line).grouped(),
            (line.amount - promotion(line)).grouped(),
        ]));
    }
    table.row(Row::total([
        String::new(),
        "Tổng cộng".to_owned(),
        amount.grouped(),
        asked.grouped(),
        (amount - asked).grouped(),
    ]))
}

async fn liquidated(conn: &mut Conn, case: &Case, paper: &mut Paper) -> CommandResult<()> {
    let items = store::items(conn, case.project.id).await?;
    let papers = store::papers(conn, case.project.id).await?;
    let money = case.promotion();
    paper.subject = format!(
        "Nghiệm thu và thanh lý hợp đồng đề án {}",
        case.project.code
    );
    let contract = papers.iter().find(|p| p.step == "contract");
    if let Some(contract) = contract {
        paper.grounds.push(format!(
            "Căn cứ hợp đồng số {} ký ngày {}",
            contract.number,
            format_date(contract.signed_on)
        ));
    }
    if let Some(kept) = papers.iter().rfind(|p| p.step == "liquidation") {
        parts::numbered(paper, &kept.number, None);
    }
    paper.body.push(Block::text(format!(
        "Ngày nghiệm thu: {}.",
        day(case.project.accepted_on)
    )));
    paper.body.push(Block::section("I. ĐỀ ÁN"));
    paper.body.extend(facts(case));
    paper.body.push(Block::section("II. KẾT QUẢ NGHIỆM THU"));
    let accepts = Accepts::of(case.project.activity);
    paper
        .body
        .push(Block::Table(accepted_table(accepts, &items)));
    paper.body.push(Block::section("III. KINH PHÍ KHUYẾN CÔNG"));
    for kind in [
        MoneyKind::Commit,
        MoneyKind::Accept,
        MoneyKind::Advance,
        MoneyKind::Pay,
        MoneyKind::Recover,
    ] {
        let label = kind.label(Lang::Vi);
        paper.body.push(Block::item(format!(
            "{label}: {};",
            papers::stated(money.get(kind))
        )));
    }
    let due = money.due();
    paper.body.push(Block::text(match due < Dong::ZERO {
        true => format!("Còn phải thu hồi: {}.", papers::stated(-due)),
        false => format!("Còn phải thanh toán: {}.", papers::stated(due)),
    }));
    paper.body.push(Block::text(
        "Hai bên thống nhất thanh lý hợp đồng; nghĩa vụ còn lại là khoản thanh toán hoặc thu hồi nêu trên.",
    ));
    paper.second_signature = Some(Signature::new("Đại diện bên giao"));
    paper.signature = Signature::new("Đại diện bên nhận");
    Ok(())
}

/// What was accepted: machines with serial numbers, learners of classes, other results against their
/// plan (mẫu F18).
fn accepted_table(accepts: Accepts, items: &[AcceptanceItem]) -> Table {
    let count = |n: Option<i64>| n.map_or_else(|| "chưa có".to_owned(), |n| n.to_string());
    let invoice = |item: &AcceptanceItem| match item.invoice_on {
        Some(on) => format!("{}, {}", item.invoice_no, format_date(on)),
        None => item.invoice_no.clone(),
    };
    let mut table = Table::new(match accepts {
        Accepts::Machine => vec![
            Column::mark("TT", 7),
            Column::text("Tên máy móc, kết quả", 33),
            Column::text("Số sê-ri", 18),
            Column::figure("Số lượng", 10),
            Column::figure("Đơn giá (đồng)", 16),
            Column::text("Hóa đơn", 16),
        ],
        Accepts::Class => vec![
            Column::mark("TT", 7),
            Column::text("Lớp, nhóm học viên", 29),
            Column::figure("Nhập học", 11),
            Column::figure("Hoàn thành", 11),
            Column::figure("Được cấp chứng chỉ", 13),
            Column::figure("Có việc làm", 12),
            Column::figure("Chi phí (đồng)", 17),
        ],
        Accepts::Fair | Accepts::Result => vec![
            Column::mark("TT", 7),
            Column::text("Công việc, sản phẩm", 33),
            Column::mark("Đơn vị", 12),
            Column::figure("Kế hoạch", 11),
            Column::figure("Thực hiện", 11),
            Column::figure("Đơn giá (đồng)", 13),
            Column::text("Hóa đơn", 13),
        ],
    });
    for (i, item) in items.iter().enumerate() {
        let mut cells = vec![(i + 1).to_string(), item.name.clone()];
        cells.extend(match accepts {
            Accepts::Machine => vec![
                item.serial.clone(),
                item.quantity.to_string(),
                item.price.grouped(),
                invoice(item),
            ],
            Accepts::Class => vec![
                count(item.enrolled),
                count(item.finished),
                count(item.certified),
                count(item.employed),
                item.price.grouped(),
            ],
            Accepts::Fair | Accepts::Result => vec![
                item.unit.clone(),
                item.planned.map(|n| n.to_string()).unwrap_or_default(),
                item.quantity.to_string(),
                item.price.grouped(),
                invoice(item),
            ],
        });
        table = table.row(Row::plain(cells));
    }
    table
}
