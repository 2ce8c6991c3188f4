//! The papers of a session: the invitation, and the minutes (biên bản họp; F07 at base level, F09 at
//! the Ministry's). Always Vietnamese. A reader with an interest in a project gets the minutes
//! without what was said and voted on it.

use db::{CommandError, CommandResult, Conn, Cx};
use kernel::{CouncilSessionId, Lang, format_date};
use papers::{Block, Column, Paper, PaperKind, Row, Signature, Table};

use super::{
    model::{
        Council, CouncilForm, Duty, Interest, InterestState, Item, Outcome, Presence, Session,
        SessionState,
    },
    papers as written, store,
};
use crate::project::Level;

/// A paper of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// Giấy mời họp.
    Invitation,
    /// Biên bản họp.
    Minutes,
}

impl Document {
    pub const ALL: [Document; 2] = [Document::Invitation, Document::Minutes];

    pub fn code(self) -> &'static str {
        match self {
            Document::Invitation => "invitation",
            Document::Minutes => "minutes",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Document::Invitation => lang.t("Giấy mời họp", "Invitation"),
            Document::Minutes => lang.t("Biên bản họp hội đồng", "Minutes"),
        }
    }

    /// Whether there is something to print in this state of the session.
    pub fn ready(self, state: SessionState) -> bool {
        match self {
            Document::Invitation => state == SessionState::Planned,
            Document::Minutes => matches!(state, SessionState::Open | SessionState::Closed),
        }
    }
}

/// Makes a paper of a session that the actor may see.
pub async fn paper(
    cx: &Cx,
    conn: &mut Conn,
    id: CouncilSessionId,
    document: Document,
) -> CommandResult<Paper> {
    let (council, session) = store::session(cx, conn, id).await?;
    if !document.ready(session.state) {
        return Err(CommandError::refused(
            "document-not-ready",
            cx.t(
                "Giấy mời in được khi phiên họp chưa mở; biên bản in được từ khi mở phiên họp.",
                "The invitation is printed before the session opens, the minutes from then on.",
            ),
        ));
    }
    let roll = store::presence(conn, id).await?;
    let items = store::items(cx, conn, id).await?;
    let kind = match document {
        Document::Invitation => PaperKind::Invitation,
        Document::Minutes => PaperKind::Minutes,
    };
    let short = match council.form {
        CouncilForm::Council => "HĐTĐ",
        CouncilForm::Group => "TTĐ",
    };
    let symbol = format!("{}-{short}", kind.code().unwrap_or_default());
    let mut paper = Paper::new(kind, &council.issuer, symbol);
    paper.illustration = council.illustration || session.illustration;
    match document {
        Document::Invitation => invitation(&council, &session, &roll, &items, &mut paper),
        Document::Minutes => {
            let interests = store::interests(conn, id).await?;
            head(&council, &session, &roll, &mut paper);
            excluded(&interests, &mut paper);
            for (n, item) in items.iter().enumerate() {
                project(cx, conn, &council, item, n + 1, &mut paper).await?;
            }
            foot(&session, &roll, &mut paper);
        }
    }
    Ok(paper)
}

fn time(session: &Session) -> String {
    let day = format_date(session.held_on);
    match session.starts_at.is_empty() {
        true => format!("ngày {day}"),
        false => format!("{}, ngày {day}", session.starts_at),
    }
}

fn invitation(
    council: &Council,
    session: &Session,
    roll: &[Presence],
    items: &[Item],
    paper: &mut Paper,
) {
    paper.subject = format!("Họp {}, phiên thứ {}", council.title, session.number);
    paper.body.push(Block::text("Trân trọng kính mời:"));
    for member in roll {
        paper
            .body
            .push(Block::item(format!("{}, {};", member.name, member.post)));
    }
    for guest in session.guests.split(';').filter(|g| !g.trim().is_empty()) {
        paper.body.push(Block::item(format!("{};", guest.trim())));
    }
    paper
        .body
        .push(Block::text(format!("Thời gian: {}.", time(session))));
    paper
        .body
        .push(Block::text(format!("Địa điểm: {}.", session.place)));
    paper
        .body
        .push(Block::text("Nội dung: thẩm định các đề án"));
    for item in items.iter().filter(|i| i.outcome != Outcome::Postponed) {
        paper
            .body
            .push(Block::item(format!("{}: {};", item.code, item.title)));
    }
    paper.body.push(Block::text(
        "Thành viên có lợi ích liên quan đến đề án nào thì khai báo trước khi họp để không tham gia thẩm định đề án đó.",
    ));
    paper.recipients = vec!["Như trên".into(), "Lưu: VT, hồ sơ hội đồng".into()];
    paper.signature = Signature::new("Chủ tịch hội đồng");
}

fn names(roll: &[&Presence]) -> Table {
    let mut table = Table::new([
        Column::mark("TT", 8),
        Column::text("Họ và tên", 28),
        Column::text("Chức vụ, đơn vị", 40),
        Column::text("Nhiệm vụ", 24),
    ]);
    for (n, member) in roll.iter().enumerate() {
        table = table.row(Row::plain([
            (n + 1).to_string(),
            member.name.clone(),
            member.post.clone(),
            member.duty.label(Lang::Vi).to_owned(),
        ]));
    }
    table
}

fn head(council: &Council, session: &Session, roll: &[Presence], paper: &mut Paper) {
    paper.subject = format!(
        "Họp {}, phiên thứ {}, {}",
        council.title,
        session.number,
        match council.level {
            Level::Base => "thẩm định cấp cơ sở",
            Level::Ministry => "thẩm định cấp Bộ",
        }
    );
    paper.grounds.push(format!(
        "Căn cứ Quyết định số {} ngày {} của {} về việc thành lập {}",
        council.decision_no,
        format_date(council.decision_on),
        council.issuer,
        council.title
    ));
    paper.body.push(Block::section("I. THỜI GIAN, ĐỊA ĐIỂM"));
    paper
        .body
        .push(Block::text(format!("Thời gian: {}.", time(session))));
    paper
        .body
        .push(Block::text(format!("Địa điểm: {}.", session.place)));
    paper.body.push(Block::section("II. THÀNH PHẦN"));
    let (there, away): (Vec<&Presence>, Vec<&Presence>) = roll.iter().partition(|m| m.present);
    paper.body.push(Block::text(format!(
        "Có mặt: {} trong {} thành viên.",
        there.len(),
        roll.len()
    )));
    paper.body.push(Block::Table(names(&there)));
    for member in away {
        let reason = match member.reason.is_empty() {
            true => "không nêu lý do",
            false => &member.reason,
        };
        paper.body.push(Block::item(format!(
            "Vắng mặt: {}, {} ({reason});",
            member.name, member.post
        )));
    }
    if !session.guests.is_empty() {
        paper
            .body
            .push(Block::text(format!("Khách mời: {}.", session.guests)));
    }
    paper.body.push(Block::text(format!(
        "Số người dự họp tối thiểu: {} số người có quyền biểu quyết, tính riêng cho từng đề án. Tỷ lệ tán thành cần có: {} số phiếu.",
        session.quorum().label(Lang::Vi),
        session.pass().label(Lang::Vi)
    )));
}

/// Who left the room for which project, and why.
fn excluded(interests: &[Interest], paper: &mut Paper) {
    paper.body.push(Block::section("III. LỢI ÍCH LIÊN QUAN"));
    let (out, rest): (Vec<&Interest>, Vec<&Interest>) = interests
        .iter()
        .partition(|n| n.state == InterestState::Excluded);
    if out.is_empty() {
        paper.body.push(Block::text(
            "Không thành viên nào có lợi ích liên quan đến các đề án được xét.",
        ));
    }
    for interest in out {
        let how = match interest.declared {
            true => "tự khai báo",
            false => "đối chiếu hồ sơ",
        };
        let detail = match interest.detail.is_empty() {
            true => String::new(),
            false => format!(" {}", interest.detail),
        };
        paper.body.push(Block::item(format!(
            "{}, {}: rời phòng họp khi xét đề án {}, không xem giấy tờ thẩm định và không biểu quyết. Lý do: {} ({how}).{detail}{}",
            interest.name,
            interest.post,
            interest.code,
            interest.kind.label(Lang::Vi).to_lowercase(),
            answered(interest),
        )));
    }
    for interest in rest.iter().filter(|n| n.state == InterestState::Cleared) {
        paper.body.push(Block::item(format!(
            "{}, đề án {}: {}{} Đã làm rõ là không có lợi ích liên quan: {} ({}).",
            interest.name,
            interest.code,
            interest.detail,
            answered(interest),
            interest.settlement,
            interest.settled_by
        )));
    }
}

/// What the member said to a question, with a space before it.
fn answered(interest: &Interest) -> String {
    match interest.answer.is_empty() {
        true => String::new(),
        false => format!(" Thành viên trả lời: {}.", interest.answer),
    }
}

async fn project(
    cx: &Cx,
    conn: &mut Conn,
    council: &Council,
    item: &Item,
    n: usize,
    paper: &mut Paper,
) -> CommandResult<()> {
    if n == 1 {
        paper.body.push(Block::section("IV. THẨM ĐỊNH CÁC ĐỀ ÁN"));
    }
    paper.body.push(Block::clause(format!(
        "{n}. Đề án {}: {}",
        item.code, item.title
    )));
    if item.outcome == Outcome::Postponed {
        paper.body.push(Block::text(format!(
            "Hoãn sang phiên sau. Lý do: {}.",
            item.reason
        )));
        return Ok(());
    }
    if item.barred {
        paper.body.push(Block::text(
            "Phần này không in cho người có lợi ích liên quan đến đề án.",
        ));
        return Ok(());
    }
    let case = written::case(cx, conn, item).await?;
    paper.illustration |= case.project.illustration;
    if !item.beneficiaries.is_empty() {
        paper.body.push(Block::item(format!(
            "Đơn vị thụ hưởng: {};",
            item.beneficiaries
        )));
    }
    paper.body.push(Block::item(format!(
        "Đơn vị thực hiện: {};",
        case.project.implementer
    )));
    let cost: kernel::Dong = case.lines.iter().map(|line| line.amount).sum();
    paper.body.push(Block::item(format!(
        "Tổng kinh phí: {cost}; kinh phí khuyến công đề nghị: {}.",
        case.promotion().requested
    )));
    if !item.visit.is_empty() {
        paper
            .body
            .push(Block::text(format!("Kiểm tra thực tế: {}", item.visit)));
    }
    let findings = written::joint_findings(cx, conn, item, council.level).await?;
    let mut table = Table::new([
        Column::mark("TT", 8),
        Column::text("Tiêu chí", 44),
        Column::mark("Kết quả", 18),
        Column::text("Ý kiến", 30),
    ]);
    for finding in &findings {
        table = table.row(Row::plain([
            finding.criterion.order.to_string(),
            finding.criterion.title.vi.clone(),
            finding.result.map_or("", |r| r.label(Lang::Vi)).to_owned(),
            finding.notes(),
        ]));
    }
    paper.body.push(Block::Table(table));
    let seats = written::seats(conn, item.id).await?;
    let votes = written::votes(cx, conn, item.id).await?;
    let tally = written::tally(&seats, &votes);
    paper.body.push(Block::text(format!(
        "Biểu quyết: {}.",
        tally.sentence(Lang::Vi)
    )));
    let mut table = Table::new([
        Column::text("Thành viên", 32),
        Column::text("Ý kiến biểu quyết", 24),
        Column::text("Nội dung", 44),
    ]);
    for vote in &votes {
        table = table.row(Row::plain([
            vote.name.clone(),
            vote.choice.label(Lang::Vi).to_owned(),
            vote.opinion.clone(),
        ]));
    }
    paper.body.push(Block::Table(table));
    match item.conclusion() {
        Some(conclusion) => {
            paper.body.push(Block::text(format!(
                "Kết luận của {}: {}.",
                council.title,
                conclusion.label(Lang::Vi)
            )));
            if let Some(proposed) = item.proposed {
                paper.body.push(Block::text(format!(
                    "Kinh phí khuyến công đề xuất: {proposed}."
                )));
            }
            if council.level == Level::Ministry {
                let fit = item.budget_fit.map_or("chưa ghi", |f| f.label(Lang::Vi));
                let rank = item.rank.map_or("chưa xếp".to_owned(), |r| r.to_string());
                paper.body.push(Block::text(format!(
                    "Sự phù hợp với dự toán: {fit}. Thứ tự ưu tiên: {rank}."
                )));
            }
        }
        None => paper.body.push(Block::text("Chưa có kết luận.")),
    }
    if !item.summary.is_empty() {
        paper
            .body
            .push(Block::text(format!("Ý kiến, yêu cầu: {}", item.summary)));
    }
    Ok(())
}

fn foot(session: &Session, roll: &[Presence], paper: &mut Paper) {
    if !session.requests.is_empty() {
        paper.body.push(Block::section("V. KIẾN NGHỊ, YÊU CẦU"));
        paper.body.push(Block::text(session.requests.clone()));
    }
    paper.body.push(Block::text(match session.state {
        SessionState::Closed => {
            "Biên bản được lập để các thành viên dự họp đọc lại và ký thông qua."
        }
        _ => "Dự thảo: phiên họp chưa kết thúc.",
    }));
    paper.recipients = vec![
        "Các thành viên hội đồng".into(),
        "Lưu: VT, hồ sơ hội đồng".into(),
    ];
    let there = |duty: Duty| roll.iter().find(|m| m.present && m.duty == duty);
    let chair = there(Duty::Chair).or_else(|| there(Duty::Deputy));
    paper.signature = signed("Chủ trì", chair);
    paper.second_signature = Some(signed("Thư ký", there(Duty::Secretary)));
}

fn signed(post: &str, member: Option<&Presence>) -> Signature {
    let signature = Signature::new(post);
    match member {
        Some(member) => signature.named(member.name.clone()),
        None => signature,
    }
}
