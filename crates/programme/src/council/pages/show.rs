use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    response::IntoResponse,
};
use db::Conn;
use jiff::civil::Date;
use kernel::{CouncilId, CouncilMemberId, Lang};
use reference::picked;
use serde::{Deserialize, Serialize};
use web_kit::{Chrome, Form, TrailLine, Web, WebError, WebResult};

use super::{
    frame,
    list::{SessionView, session_view},
    word,
};
use crate::council::{
    commands::{self, MemberInput},
    model::{Council, Duty, Member, term},
    ports::People,
    store,
};

/// A member in the table.
pub(super) struct MemberView {
    pub name: String,
    pub post: String,
    pub duty: &'static str,
    pub votes: bool,
    pub outside: bool,
    pub term: String,
    pub past: bool,
    /// Where the membership is ended; None once it is.
    pub end: Option<String>,
}

#[derive(Template)]
#[template(path = "council/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub council: Council,
    pub territory: String,
    pub quorum: String,
    pub pass: String,
    pub members: Vec<MemberView>,
    pub sessions: Vec<SessionView>,
    pub duties: Vec<(&'static str, &'static str)>,
    pub trail: Vec<TrailLine>,
    /// The form that adds a member.
    pub form: Form,
    pub manages: bool,
}

impl ShowPage {
    pub(super) fn of(c: Chrome, council: Council, members: Vec<Member>, form: Form) -> ShowPage {
        let lang = c.lang;
        ShowPage {
            territory: match council.territory.is_empty() {
                true => lang.t("Cả nước", "Whole country").to_owned(),
                false => council.territory.clone(),
            },
            quorum: council.quorum().label(lang),
            pass: council.pass().label(lang),
            members: members
                .into_iter()
                .map(|m| member_view(council.id, m, lang))
                .collect(),
            sessions: Vec::new(),
            duties: Duty::ALL
                .iter()
                .map(|d| (d.code(), d.label(lang)))
                .collect(),
            trail: Vec::new(),
            form,
            manages: false,
            council,
            c,
        }
    }
}

fn member_view(council: CouncilId, member: Member, lang: Lang) -> MemberView {
    MemberView {
        duty: member.duty.label(lang),
        votes: member.votes,
        outside: member.account_id.is_none(),
        term: term(member.since, member.until, lang),
        past: member.until.is_some(),
        end: member
            .until
            .is_none()
            .then(|| format!("/councils/{council}/members/{}/departure", member.id)),
        name: member.name,
        post: member.post,
    }
}

async fn page(web: &Web, conn: &mut Conn, id: CouncilId, form: Form) -> Result<ShowPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let council = store::find(cx, conn, id).await?;
    let members = store::members(conn, id).await?;
    let sessions = store::sessions(conn, id).await?;
    let records = db::history(conn, "council", &id.to_string()).await?;
    let c = frame(web, &council.title).crumb(&council.title, "");
    let manages = commands::manages(cx, &council).is_ok();
    let mut page = ShowPage::of(c, council, members, form);
    page.sessions = sessions
        .into_iter()
        .map(|row| session_view(row, lang))
        .collect();
    page.trail = web_kit::trail(records, |verb| word(verb, lang));
    page.manages = manages;
    Ok(page)
}

pub(super) async fn show(web: Web, Path(id): Path<CouncilId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let form = Form::new(web.cx.lang).with("votes", "true");
    let page = page(&web, &mut conn, id, form).await?;
    web.page(page)
}

pub(super) async fn add_member(web: Web, Path(id): Path<CouncilId>, mut form: Form) -> WebResult {
    if form.value("account_id").is_empty() && !form.text("account_id_text").is_empty() {
        // Without script only the text comes: one account that fits is the one.
        let mut conn = web.cx.read().await?;
        let text = form.text("account_id_text");
        let found = web
            .cx
            .port::<dyn People>()
            .matching(&mut conn, &text, 2)
            .await?;
        match found.as_slice() {
            [one] => form.set("account_id", one.id),
            _ => form.fail("account_id", picked::unclear(web.cx.lang)),
        }
    }
    let input = MemberInput {
        duty: form.code("duty", Duty::from_code),
        account_id: form.id("account_id"),
        name: form.text("name"),
        post: form.text("post"),
        votes: form.flag("votes"),
        since: form.date("since"),
    };
    if !form.has_errors() {
        match commands::add_member(&form.cx(&web.cx), id, input).await {
            Ok(_) => {
                let text = web.t(
                    "Đã thêm thành viên. Các phiên họp chưa kết thúc tự mời thêm người này.",
                    "The member is added, and invited to the sessions that are not over.",
                );
                return web.done(&format!("/councils/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, id, form).await?;
    web.refused(page)
}

pub(super) async fn end_member(
    web: Web,
    Path((id, member)): Path<(CouncilId, CouncilMemberId)>,
    mut form: Form,
) -> WebResult {
    let until: Option<Date> = form.date("until");
    if form.has_errors() {
        let text = form.error("until").unwrap_or_default().to_owned();
        return Err(db::CommandError::field("until", text).into());
    }
    commands::end_member(&form.cx(&web.cx), id, member, until).await?;
    let text = web.t(
        "Đã ghi ngày thôi tham gia; phiếu đã bỏ của người này vẫn giữ.",
        "The membership is ended; the ballots cast stay.",
    );
    web.done(&format!("/councils/{id}"), text).await
}

#[derive(Deserialize)]
pub(super) struct Question {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    hint: String,
}

/// The accounts that a picker offers.
pub(super) async fn people(web: Web, Query(question): Query<Question>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let found = web
        .cx
        .port::<dyn People>()
        .matching(&mut conn, &question.q, 20)
        .await?;
    let choices: Vec<Choice> = found
        .into_iter()
        .map(|person| Choice {
            id: person.id.to_string(),
            label: person.name,
            hint: person.organisation,
        })
        .collect();
    Ok(Json(choices).into_response())
}

/// “Phiên thứ 2”
pub(super) fn session_title(number: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Phiên họp thứ {number}"),
        Lang::En => format!("Session {number}"),
    }
}
