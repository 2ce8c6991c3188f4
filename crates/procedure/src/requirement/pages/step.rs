use askama::Template;
use axum::extract::Path;
use db::{CommandError, CommandResult};
use kernel::RequirementId;
use web_kit::{
    Chrome, Form, Web, WebError, WebResult,
    version::{EndInput, VerifyInput},
};

use super::{RequirementView, crumb, load, views};
use crate::{
    overview,
    requirement::{commands, store},
};

#[derive(Template)]
#[template(path = "requirement/views/step.html")]
pub(in crate::requirement) struct StepPage {
    pub c: Chrome,
    pub form: Form,
    pub view: RequirementView,
    /// True to end it, false to verify it.
    pub ending: bool,
    pub action: String,
    pub cancel: String,
}

impl StepPage {
    pub(in crate::requirement) fn of(
        c: Chrome,
        form: Form,
        view: RequirementView,
        ending: bool,
    ) -> StepPage {
        let cancel = format!("/requirements/{}", view.row.id);
        let noun = if ending { "ending" } else { "verification" };
        StepPage {
            action: format!("{cancel}/{noun}"),
            cancel,
            form,
            view,
            ending,
            c,
        }
    }
}

async fn page(
    web: &Web,
    id: RequirementId,
    form: Form,
    ending: bool,
) -> Result<StepPage, WebError> {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let row = load(&mut conn, id).await?;
    let kind = row.kind;
    let areas = store::territories(&mut conn, kind).await?;
    let view = views(vec![row], &areas, lang)?.remove(0);
    let heading = match ending {
        true => lang.t("Kết thúc hiệu lực", "End it"),
        false => lang.t("Kiểm chứng với văn bản", "Verify it"),
    };
    let chrome = overview::frame(
        web,
        heading,
        vec![
            crumb(kind, lang),
            (view.title.clone(), format!("/requirements/{id}")),
        ],
    );
    Ok(StepPage::of(chrome, form, view, ending))
}

pub(super) async fn ending(web: Web, Path(id): Path<RequirementId>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang), true).await?;
    web.page(page)
}

pub(super) async fn end(web: Web, Path(id): Path<RequirementId>, mut form: Form) -> WebResult {
    let input = EndInput::typed(&mut form);
    if form.has_errors() {
        let page = page(&web, id, form, true).await?;
        return web.refused(page);
    }
    let result = commands::end(&form.cx(&web.cx), id, input).await;
    done(web, id, result, form, true).await
}

pub(super) async fn verification(web: Web, Path(id): Path<RequirementId>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang), false).await?;
    web.page(page)
}

pub(super) async fn verify(web: Web, Path(id): Path<RequirementId>, form: Form) -> WebResult {
    let input = VerifyInput {
        evidence: form.text("evidence"),
    };
    let result = commands::verify(&form.cx(&web.cx), id, input).await;
    done(web, id, result, form, false).await
}

async fn done(
    web: Web,
    id: RequirementId,
    result: CommandResult<RequirementId>,
    mut form: Form,
    ending: bool,
) -> WebResult {
    match result {
        Err(error @ (CommandError::Invalid(_) | CommandError::Refused { .. })) => {
            form.refuse(error)?;
            let page = page(&web, id, form, ending).await?;
            web.refused(page)
        }
        other => {
            let text = if ending {
                web.t(
                    "Đã ghi ngày cuối còn hiệu lực. Hồ sơ đang chạy giữ giấy tờ đã nộp.",
                    "Recorded the last day in force. Running dossiers keep what was handed in.",
                )
            } else {
                web.t(
                    "Đã ghi việc kiểm chứng. Dòng này không còn nhãn chưa kiểm chứng.",
                    "Recorded the verification; the unverified mark is gone.",
                )
            };
            web.done(&format!("/requirements/{}", other?), text).await
        }
    }
}
