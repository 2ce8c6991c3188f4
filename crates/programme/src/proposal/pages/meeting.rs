use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{Id, PlanId, format_date};
use uuid::Uuid;
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use crate::{
    plan::{self, Plan},
    proposal::{
        Holder,
        meeting::{self, Meeting, MeetingInput},
    },
};

#[derive(Template)]
#[template(path = "proposal/views/meeting.html")]
pub(in crate::proposal) struct MeetingPage {
    pub c: Chrome,
    pub plan: Plan,
    pub holder: Holder,
    pub form: Form,
}

async fn page(web: &Web, id: PlanId, form: Form) -> Result<MeetingPage, WebError> {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let plan = plan::store::find(cx, &mut conn, id).await?;
    let holder = meeting::own_level(cx, &plan)?;
    let heading = web.t("Cuộc họp xét chọn", "The meeting that selects");
    let c = web
        .chrome(heading)
        .crumb(web.t("Kế hoạch khuyến công năm", "Annual plans"), "/plans")
        .crumb(&plan.title, format!("/plans/{id}"))
        .crumb(
            web.t("Xét chọn đề xuất", "Selection of proposals"),
            format!("/plans/{id}/selection"),
        )
        .crumb(heading, "");
    Ok(MeetingPage {
        c,
        plan,
        holder,
        form,
    })
}

async fn known(web: &Web, id: PlanId) -> Result<Option<Meeting>, WebError> {
    let mut conn = web.cx.read().await?;
    let plan = plan::store::find(&web.cx, &mut conn, id).await?;
    let holder = meeting::own_level(&web.cx, &plan)?;
    Ok(meeting::of_plan(&mut conn, id, holder).await?)
}

pub(super) async fn open(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let form = Form::new(web.cx.lang);
    let form = match known(&web, id).await? {
        Some(held) => form
            .with("held_on", format_date(held.held_on))
            .with("starts_at", &held.starts_at)
            .with("place", &held.place)
            .with("chair", &held.chair)
            .with("secretary", &held.secretary)
            .with("attendees", &held.attendees)
            .with("version", held.version),
        None => form.with("held_on", format_date(web.cx.today())),
    };
    let page = page(&web, id, form).await?;
    web.page(page)
}

pub(super) async fn save(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = MeetingInput {
        held_on: form.date("held_on"),
        starts_at: form.text("starts_at"),
        place: form.text("place"),
        chair: form.text("chair"),
        secretary: form.text("secretary"),
        attendees: form.lines("attendees"),
    };
    if !form.has_errors() {
        let version = form.version_number();
        match meeting::record(&form.cx(&web.cx), id, version, input).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi cuộc họp; biên bản có thời gian, địa điểm và người dự.",
                    "Saved the meeting; the minutes say when, where and who.",
                );
                return web.done(&format!("/plans/{id}/selection"), text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa ghi cuộc họp này; chưa ghi gì. Ghi lần nữa để thay bản đó.",
                    "Somebody saved this meeting meanwhile; nothing was saved. Save again to replace theirs.",
                );
                form.fail("", text);
                let version = known(&web, id).await?.map_or(0, |held| held.version);
                form.set("version", version);
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = page(&web, id, form).await?;
    web.refused(page)
}
