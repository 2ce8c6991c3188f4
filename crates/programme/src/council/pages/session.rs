use askama::Template;
use axum::extract::Path;
use db::{CommandResult, Conn, Cx};
use kernel::{CouncilMemberId, CouncilSessionId, InterestId, Lang, Thing, Verb, format_date};
use web_kit::{Chrome, Form, TrailLine, Web, WebResult};

use super::{Badge, frame, outcome_badge, session_badge, show::session_title, word};
use crate::council::{
    charge, closing,
    commands::manages,
    interest::{self, InterestInput},
    minutes::Document,
    model::{
        Council, Interest, InterestKind, InterestState, Item, Outcome, Presence, Session,
        SessionState,
    },
    papers,
    sessions::{self, PresenceInput},
    store,
};

/// A project on the agenda.
pub(super) struct ItemView {
    pub id: String,
    pub n: i64,
    pub code: String,
    pub title: String,
    pub beneficiaries: String,
    /// Where its papers are; None for a reader with an interest.
    pub href: Option<String>,
    /// “4/5”
    pub present: String,
    pub quorum: bool,
    pub voted: String,
    pub badge: Badge,
    pub proposed: String,
    pub reason: String,
    /// Why it cannot be voted on or concluded now; empty when it can.
    pub halted: String,
}

pub(super) struct InterestView {
    pub name: String,
    pub code: String,
    pub kind: &'static str,
    pub how: &'static str,
    pub detail: String,
    pub badge: Badge,
    /// What the member says to it.
    pub answer: String,
    pub settlement: String,
    /// Where the reader answers it; None for a question about somebody else.
    pub own: Option<String>,
    /// Where it is settled; None when it cannot be, or not by the reader.
    pub settle: Option<String>,
}

#[derive(Template)]
#[template(path = "council/views/session.html")]
pub(super) struct SessionPage {
    pub c: Chrome,
    pub session: Session,
    pub council_href: String,
    pub council_title: String,
    pub decision: String,
    pub badge: Badge,
    pub when: String,
    pub rules: String,
    pub items: Vec<ItemView>,
    pub roll: Vec<Presence>,
    pub interests: Vec<InterestView>,
    /// Projects that may be put on the agenda: (id, label).
    pub waiting: Vec<(String, String)>,
    /// (id, label) of the projects on the agenda, for a declaration.
    pub agenda: Vec<(String, String)>,
    pub kinds: Vec<(&'static str, &'static str)>,
    /// Members without an account, for whom another person declares.
    pub outside: Vec<(String, String)>,
    pub documents: Vec<(&'static str, String)>,
    pub trail: Vec<TrailLine>,
    /// One form comes back with its mistakes; the others are fresh.
    pub form: Form,
    pub manages: bool,
    /// The reader is on the roll.
    pub invited: bool,
    pub live: bool,
}

/// What the page shows of one session.
pub(super) struct Parts {
    pub council: Council,
    pub session: Session,
    pub items: Vec<ItemView>,
    pub roll: Vec<Presence>,
    pub interests: Vec<Interest>,
}

impl SessionPage {
    pub(super) fn of(c: Chrome, parts: Parts, form: Form, manages: bool) -> SessionPage {
        let lang = c.lang;
        let Parts {
            council,
            session,
            items,
            roll,
            interests,
        } = parts;
        let live = session.is_live();
        let href = format!("/council-sessions/{}", session.id);
        SessionPage {
            council_href: format!("/councils/{}", council.id),
            council_title: council.title.clone(),
            decision: council.decision(),
            badge: session_badge(session.state, lang),
            when: when(&session),
            rules: rules(&session, lang),
            interests: interests
                .into_iter()
                .map(|n| interest_view(n, &href, manages && live, lang))
                .collect(),
            waiting: Vec::new(),
            agenda: items
                .iter()
                .map(|i| (i.id.clone(), format!("{} · {}", i.code, i.title)))
                .collect(),
            kinds: InterestKind::declarable()
                .map(|k| (k.code(), k.label(lang)))
                .collect(),
            outside: roll
                .iter()
                .filter(|m| m.account_id.is_none())
                .map(|m| (m.member_id.to_string(), m.name.clone()))
                .collect(),
            documents: Document::ALL
                .into_iter()
                .filter(|d| d.ready(session.state))
                .map(|d| (d.label(lang), format!("{href}/documents/{}", d.code())))
                .collect(),
            trail: Vec::new(),
            items,
            roll,
            form,
            manages,
            invited: false,
            live,
            session,
            c,
        }
    }
}

fn when(session: &Session) -> String {
    let day = format_date(session.held_on);
    match session.starts_at.is_empty() {
        true => day,
        false => format!("{}, {day}", session.starts_at),
    }
}

fn rules(session: &Session, lang: Lang) -> String {
    let (quorum, pass) = (session.quorum().label(lang), session.pass().label(lang));
    match lang {
        Lang::Vi => format!(
            "Dự họp tối thiểu {quorum} số người có quyền biểu quyết về từng đề án; thông qua khi {pass} số phiếu tán thành."
        ),
        Lang::En => format!(
            "Quorum {quorum} of those entitled to vote on each project; it passes with {pass} of the votes."
        ),
    }
}

fn interest_view(n: Interest, href: &str, settles: bool, lang: Lang) -> InterestView {
    let (colour, icon) = match n.state {
        InterestState::Question => ("amber", "alert"),
        InterestState::Excluded => ("red", "stop"),
        InterestState::Cleared => ("green", "check"),
    };
    let open = n.state == InterestState::Question || n.declared;
    InterestView {
        own: None,
        settle: (settles && open).then(|| format!("{href}/interests/{}/settlement", n.id)),
        kind: n.kind.label(lang),
        how: match n.declared {
            true => lang.t("tự khai báo", "declared"),
            false => lang.t("đối chiếu hồ sơ", "found in records"),
        },
        badge: (n.state.label(lang), colour, icon),
        settlement: match n.settlement.is_empty() {
            true => String::new(),
            false => format!("{} ({})", n.settlement, n.settled_by),
        },
        answer: n.answer,
        name: n.name,
        code: n.code,
        detail: n.detail,
    }
}

/// Lets the reader answer the questions about himself.
fn own_questions(page: &mut SessionPage, interests: &[Interest], mine: &[CouncilMemberId]) {
    for (view, interest) in page.interests.iter_mut().zip(interests) {
        let asked = interest.state == InterestState::Question && mine.contains(&interest.member_id);
        view.own = (asked && page.live).then(|| {
            let session = page.session.id;
            format!(
                "/council-sessions/{session}/interests/{}/answer",
                interest.id
            )
        });
    }
}

/// One line of the agenda; how many voted is no secret, how they voted is.
async fn item_view(
    cx: &Cx,
    conn: &mut Conn,
    (council, session): (&Council, &Session),
    item: Item,
) -> CommandResult<ItemView> {
    let lang = cx.lang;
    let halted = match session.is_live() && item.outcome == Outcome::Pending {
        true => {
            let case = papers::whole_case(cx, conn, &item).await?;
            charge::halted(&case, council.level, lang)
        }
        false => None,
    };
    let seats = papers::seats(conn, item.id).await?;
    let tally = papers::tally(&seats, &[]);
    let voted = seats.iter().filter(|s| s.voted).count();
    let badge = match item.barred {
        true => (
            lang.t("Bạn không tham gia", "You are excluded"),
            "red",
            "stop",
        ),
        false => outcome_badge(item.outcome, item.conclusion(), lang),
    };
    let href = format!("/council-sessions/{}/items/{}", item.session_id, item.id);
    Ok(ItemView {
        id: item.id.to_string(),
        n: item.position,
        href: (!item.barred).then_some(href),
        present: format!("{}/{}", tally.present, tally.entitled),
        quorum: tally.has_quorum(session.quorum()),
        voted: voted.to_string(),
        badge,
        proposed: item.proposed.map(|d| d.to_string()).unwrap_or_default(),
        reason: match item.outcome {
            Outcome::Postponed => item.reason,
            _ => String::new(),
        },
        halted: halted.unwrap_or_default(),
        code: item.code,
        title: item.title,
        beneficiaries: item.beneficiaries,
    })
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    id: CouncilSessionId,
    form: Form,
) -> CommandResult<SessionPage> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let (council, session) = store::session(cx, conn, id).await?;
    let roll = store::presence(conn, id).await?;
    let interests = store::interests(conn, id).await?;
    let mut items = Vec::new();
    for item in store::items(cx, conn, id).await? {
        items.push(item_view(cx, conn, (&council, &session), item).await?);
    }
    let records = db::history(conn, "council_session", &id.to_string()).await?;
    let runs = manages(cx, &council).is_ok();
    let mut waiting = Vec::new();
    if runs && session.is_live() {
        for project in charge::waiting(cx, conn, &council, 200).await? {
            let label = format!("{} · {}", project.code, project.title);
            waiting.push((project.id.to_string(), label));
        }
    }
    let heading = session_title(session.number, lang);
    let c = frame(web, format!("{heading}, {}", format_date(session.held_on)))
        .crumb(&council.title, format!("/councils/{}", council.id))
        .crumb(&heading, "");
    let mine: Vec<CouncilMemberId> = roll
        .iter()
        .filter(|m| m.account_id.is_some() && m.account_id == cx.actor.account)
        .map(|m| m.member_id)
        .collect();
    let parts = Parts {
        council,
        session,
        items,
        roll,
        interests: interests.clone(),
    };
    let mut page = SessionPage::of(c, parts, form, runs);
    own_questions(&mut page, &interests, &mine);
    page.waiting = waiting;
    page.trail = web_kit::trail(records, |verb| word(verb, lang));
    page.invited = page.live && cx.actor.may(Verb::Decide, Thing::Council) && !mine.is_empty();
    Ok(page)
}

pub(super) async fn show(web: Web, Path(id): Path<CouncilSessionId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let form = Form::new(web.cx.lang);
    let page = page(&web, &mut conn, id, form).await?;
    web.page(page)
}

/// After an act on a session: back to its page, with what was done or with what is wrong.
async fn answer(
    web: &Web,
    id: CouncilSessionId,
    mut form: Form,
    done: CommandResult<()>,
    text: &str,
) -> WebResult {
    match done {
        Ok(()) => web.done(&format!("/council-sessions/{id}"), text).await,
        Err(error) => {
            form.refuse(error)?;
            refused(web, id, form).await
        }
    }
}

async fn refused(web: &Web, id: CouncilSessionId, form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let page = page(web, &mut conn, id, form).await?;
    web.refused(page)
}

pub(super) async fn add_item(
    web: Web,
    Path(id): Path<CouncilSessionId>,
    mut form: Form,
) -> WebResult {
    let Some(project) = form.id("project_id") else {
        if !form.has_errors() {
            let text = web.t("Chọn một đề án.", "Choose a project.");
            form.fail("project_id", text);
        }
        return refused(&web, id, form).await;
    };
    let done = sessions::add_item(&form.cx(&web.cx), id, project).await;
    let text = web.t(
        "Đã đưa đề án vào chương trình họp.",
        "The project is on the agenda.",
    );
    answer(&web, id, form, done.map(drop), text).await
}

pub(super) async fn presence(web: Web, Path(id): Path<CouncilSessionId>, form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    store::session(&web.cx, &mut conn, id).await?;
    let roll = store::presence(&mut conn, id).await?;
    drop(conn);
    let inputs: Vec<PresenceInput> = roll
        .into_iter()
        .map(|m| PresenceInput {
            member_id: m.member_id,
            present: form.flag(&format!("present_{}", m.member_id)),
            reason: form.text(&format!("reason_{}", m.member_id)),
        })
        .collect();
    let done = sessions::note_presence(&form.cx(&web.cx), id, &inputs).await;
    let text = web.t("Đã ghi điểm danh.", "The presence is noted.");
    answer(&web, id, form, done, text).await
}

pub(super) async fn declare(
    web: Web,
    Path(id): Path<CouncilSessionId>,
    mut form: Form,
) -> WebResult {
    let item = form.id("item_id");
    let input = InterestInput {
        member_id: form.id("member_id"),
        kind: form.code("kind", InterestKind::from_code),
        detail: form.text("detail"),
    };
    let Some(item) = item else {
        let text = web.t("Chọn đề án.", "Choose the project.");
        form.fail("item_id", text);
        return refused(&web, id, form).await;
    };
    if form.has_errors() {
        return refused(&web, id, form).await;
    }
    let done = interest::declare(&form.cx(&web.cx), id, item, input).await;
    let text = web.t(
        "Đã ghi lợi ích liên quan. Người này không xem giấy tờ thẩm định và không biểu quyết về đề án đó; biên bản sẽ nêu.",
        "The interest is recorded. This member neither sees that appraisal nor votes on it; the minutes will say so.",
    );
    answer(&web, id, form, done, text).await
}

pub(super) async fn answer_question(
    web: Web,
    Path((id, interest)): Path<(CouncilSessionId, InterestId)>,
    form: Form,
) -> WebResult {
    let confirmed = form.value("confirmed") == "true";
    let text = form.text("answer");
    let done = interest::answer(&form.cx(&web.cx), id, interest, confirmed, &text).await;
    let text = match confirmed {
        true => web.t(
            "Đã ghi. Bạn không xem giấy tờ thẩm định và không biểu quyết về đề án đó; biên bản sẽ nêu.",
            "Recorded. You neither see that appraisal nor vote on it; the minutes will say so.",
        ),
        false => web.t(
            "Đã ghi câu trả lời. Người phụ trách hội đồng xem xét rồi kết luận.",
            "Your answer is recorded. Whoever runs the council settles the question.",
        ),
    };
    answer(&web, id, form, done, text).await
}

pub(super) async fn settle(
    web: Web,
    Path((id, interest)): Path<(CouncilSessionId, InterestId)>,
    form: Form,
) -> WebResult {
    let excluded = form.value("excluded") == "true";
    let reason = form.text("settlement");
    let done = interest::settle(&form.cx(&web.cx), id, interest, excluded, &reason).await;
    let text = web.t("Đã ghi kết quả làm rõ.", "The question is settled.");
    answer(&web, id, form, done, text).await
}

pub(super) async fn open(web: Web, Path(id): Path<CouncilSessionId>, form: Form) -> WebResult {
    let done = sessions::open(&form.cx(&web.cx), id).await;
    let text = web.t(
        "Đã mở phiên họp. Bước tiếp: điểm danh; thành viên có mặt ghi phiếu thẩm định.",
        "The session is open. Next: note who is there; members fill in their ballots.",
    );
    answer(&web, id, form, done, text).await
}

pub(super) async fn close(web: Web, Path(id): Path<CouncilSessionId>, form: Form) -> WebResult {
    let done = closing::close(&form.cx(&web.cx), id).await;
    let text = web.t(
        "Đã ghi kết quả vào phần thẩm định của từng đề án và kết thúc phiên họp. Bước tiếp: in biên bản, rồi ghi bước kết luận ở từng đề án.",
        "The results stand in the appraisal of each project and the session is closed. Next: print the minutes and take the concluding step of each project.",
    );
    answer(&web, id, form, done, text).await
}

pub(super) async fn cancel(web: Web, Path(id): Path<CouncilSessionId>, form: Form) -> WebResult {
    let reason = form.text("reason");
    let done = sessions::cancel(&form.cx(&web.cx), id, &reason).await;
    let text = web.t(
        "Đã hủy phiên họp; các đề án có thể đưa vào phiên khác.",
        "The session is cancelled; its projects are free for another one.",
    );
    answer(&web, id, form, done, text).await
}

impl SessionPage {
    fn is_planned(&self) -> bool {
        self.session.state == SessionState::Planned
    }

    fn is_open(&self) -> bool {
        self.session.state == SessionState::Open
    }

    /// The value of a presence field as it was typed, or as it is kept.
    fn is_present(&self, member: &CouncilMemberId, kept: &bool) -> bool {
        match self.form.flag("roll") {
            true => self.form.flag(&format!("present_{member}")),
            false => *kept,
        }
    }

    fn presence_error(&self, member: &CouncilMemberId) -> String {
        let name = format!("present_{member}");
        self.form.error(&name).unwrap_or_default().to_owned()
    }
}
