use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{CouncilId, CouncilSessionId, Lang, format_date};
use web_kit::{Chrome, Difference, Form, Labelled, Web, WebResult, differences};

use super::frame;
use crate::{
    council::{
        commands::manages,
        model::{Council, Session},
        sessions::{self, SessionInput},
        store,
    },
    parts::day,
};

#[derive(Template)]
#[template(path = "council/views/session_form.html")]
pub(super) struct SessionFormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub conflict: Vec<Difference>,
}

const FIELDS: &[Labelled] = &[
    ("held_on", ("Ngày họp", "Day")),
    ("starts_at", ("Giờ", "Time")),
    ("place", ("Địa điểm", "Place")),
    ("invitation_no", ("Số giấy mời", "Invitation")),
    ("invited_on", ("Ngày giấy mời", "Its date")),
    ("guests", ("Khách mời", "Guests")),
    ("requests", ("Kiến nghị, yêu cầu", "Requests")),
];

fn new_page(web: &Web, council: &Council, form: Form) -> SessionFormPage {
    let heading = web.t("Lên lịch phiên họp", "Plan a session");
    let page = format!("/councils/{}", council.id);
    SessionFormPage {
        c: frame(web, heading)
            .crumb(&council.title, &page)
            .crumb(heading, ""),
        form,
        action: format!("{page}/sessions"),
        cancel: page,
        conflict: Vec::new(),
    }
}

fn edit_page(web: &Web, council: &Council, id: CouncilSessionId, form: Form) -> SessionFormPage {
    let heading = web.t("Sửa phiên họp", "Edit the session");
    let page = format!("/council-sessions/{id}");
    SessionFormPage {
        c: frame(web, heading)
            .crumb(&council.title, format!("/councils/{}", council.id))
            .crumb(heading, ""),
        form,
        cancel: page.clone(),
        action: page,
        conflict: Vec::new(),
    }
}

fn filled(lang: Lang, session: &Session) -> Form {
    Form::new(lang)
        .with("held_on", format_date(session.held_on))
        .with("starts_at", &session.starts_at)
        .with("place", &session.place)
        .with("invitation_no", &session.invitation_no)
        .with("invited_on", day(session.invited_on))
        .with("guests", &session.guests)
        .with("requests", &session.requests)
        .with("version", session.version)
}

fn typed(form: &mut Form) -> SessionInput {
    SessionInput {
        held_on: form.date("held_on"),
        starts_at: form.text("starts_at"),
        place: form.text("place"),
        invitation_no: form.text("invitation_no"),
        invited_on: form.date("invited_on"),
        guests: form.text("guests"),
        requests: form.text("requests"),
    }
}

pub(super) async fn new(web: Web, Path(id): Path<CouncilId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let council = store::find(&web.cx, &mut conn, id).await?;
    manages(&web.cx, &council)?;
    let form = Form::new(web.cx.lang);
    web.page(new_page(&web, &council, form))
}

pub(super) async fn create(web: Web, Path(id): Path<CouncilId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let council = store::find(&web.cx, &mut conn, id).await?;
    drop(conn);
    let input = typed(&mut form);
    if !form.has_errors() {
        match sessions::create_session(&form.cx(&web.cx), id, input).await {
            Ok(session) => {
                let text = web.t(
                    "Đã lên lịch phiên họp và mời các thành viên. Bước tiếp: đưa đề án vào chương trình.",
                    "The session is planned and the members are invited. Next: put projects on the agenda.",
                );
                return web
                    .done(&format!("/council-sessions/{session}"), text)
                    .await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(new_page(&web, &council, form))
}

pub(super) async fn edit_form(web: Web, Path(id): Path<CouncilSessionId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (council, session) = store::session(&web.cx, &mut conn, id).await?;
    manages(&web.cx, &council)?;
    let form = filled(web.cx.lang, &session);
    web.page(edit_page(&web, &council, id, form))
}

pub(super) async fn edit(web: Web, Path(id): Path<CouncilSessionId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (council, stored) = store::session(&web.cx, &mut conn, id).await?;
    drop(conn);
    let input = typed(&mut form);
    if form.has_errors() {
        return web.refused(edit_page(&web, &council, id, form));
    }
    let version = form.version_number();
    match sessions::edit_session(&form.cx(&web.cx), id, version, input).await {
        Ok(()) => {
            let text = web.t("Đã ghi phiên họp.", "The session is saved.");
            web.done(&format!("/council-sessions/{id}"), text).await
        }
        Err(CommandError::Stale) => {
            let stored_form = filled(web.cx.lang, &stored);
            let conflict = differences(web.cx.lang, &stored_form, &form, FIELDS);
            form.set("version", stored.version);
            web.refused(SessionFormPage {
                conflict,
                ..edit_page(&web, &council, id, form)
            })
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(edit_page(&web, &council, id, form))
        }
    }
}

pub(super) fn sample(c: Chrome, form: Form) -> SessionFormPage {
    SessionFormPage {
        c,
        form,
        action: "/councils/x/sessions".into(),
        cancel: "/councils/x".into(),
        conflict: Vec::new(),
    }
}
