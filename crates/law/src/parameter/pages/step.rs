use askama::Template;
use axum::extract::Path;
use db::{CommandError, CommandResult, DbError};
use kernel::{Id, ParameterId};
use uuid::Uuid;
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::{load, title, value};
use crate::parameter::{ParameterVersion, VerifyInput, commands};

#[derive(Template)]
#[template(path = "parameter/views/step.html")]
pub(in crate::parameter) struct StepPage {
    pub c: Chrome,
    pub form: Form,
    pub version: ParameterVersion,
    pub name: String,
    pub value: String,
    pub citation: String,
    /// True to end it, false to verify it.
    pub ending: bool,
    pub action: String,
    pub cancel: String,
}

impl StepPage {
    pub(in crate::parameter) fn of(
        c: Chrome,
        form: Form,
        version: ParameterVersion,
        ending: bool,
    ) -> Result<StepPage, DbError> {
        let rule = version.rule()?;
        let noun = if ending { "ending" } else { "verification" };
        Ok(StepPage {
            form,
            name: rule.name(c.lang),
            value: value(&rule, c.lang),
            citation: rule.citation(c.lang),
            ending,
            action: format!("/parameters/{}/{noun}", version.id),
            cancel: format!("/parameters/{}", version.id),
            version,
            c,
        })
    }
}

async fn page(web: &Web, id: Uuid, form: Form, ending: bool) -> Result<StepPage, WebError> {
    let mut conn = web.cx.read().await?;
    let version = load(&mut conn, id).await?;
    let heading = if ending {
        web.t("Kết thúc hiệu lực", "End it")
    } else {
        web.t("Kiểm chứng với văn bản", "Verify it")
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/parameters")
        .crumb(&version.key, format!("/parameters/{id}"))
        .crumb(heading, "");
    Ok(StepPage::of(chrome, form, version, ending)?)
}

pub(super) async fn ending(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang), true).await?;
    web.page(page)
}

pub(super) async fn end(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let input = web_kit::version::EndInput::typed(&mut form);
    if form.has_errors() {
        let page = page(&web, id, form, true).await?;
        return web.refused(page);
    }
    let result = commands::end(&form.cx(&web.cx), Id::from_uuid(id), input).await;
    done(web, id, result, form, true).await
}

pub(super) async fn verification(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang), false).await?;
    web.page(page)
}

pub(super) async fn verify(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let input = VerifyInput {
        evidence: form.text("evidence"),
        instrument_id: form.id("instrument_id"),
    };
    if form.has_errors() {
        let page = page(&web, id, form, false).await?;
        return web.refused(page);
    }
    let result = commands::verify(&form.cx(&web.cx), Id::from_uuid(id), input).await;
    done(web, id, result, form, false).await
}

async fn done(
    web: Web,
    id: Uuid,
    result: CommandResult<ParameterId>,
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
                    "Đã ghi ngày cuối còn hiệu lực; bản cũ vẫn đọc được.",
                    "Recorded the last day in force; older versions stay readable.",
                )
            } else {
                web.t(
                    "Đã ghi việc kiểm chứng. Dòng này không còn nhãn chưa kiểm chứng.",
                    "Recorded the verification; the unverified mark is gone.",
                )
            };
            web.done(&format!("/parameters/{}", other?), text).await
        }
    }
}
