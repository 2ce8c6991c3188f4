//! Putting a draft in force by decision, or discarding it.

use askama::Template;
use axum::extract::Path;
use kernel::{WorkflowDraftId, format_date};
use web_kit::{Chrome, Form, Web, WebResult};

use super::{
    draft::chrome,
    load, refuse,
    view::{FaultView, faults},
};
use crate::{
    area,
    workflow::{
        Draft,
        commands::{self, PublishInput},
        difference::differences,
        store,
    },
};

#[derive(Template)]
#[template(path = "workflow/views/publish.html")]
pub(in crate::workflow) struct PublishPage {
    pub c: Chrome,
    pub form: Form,
    pub href: String,
    pub area: String,
    pub valid_from: String,
    pub faults: Vec<FaultView>,
    pub differences: Vec<String>,
}

impl PublishPage {
    pub(in crate::workflow) fn of(
        c: Chrome,
        draft: &Draft,
        area: String,
        differences: Vec<String>,
        form: Form,
    ) -> PublishPage {
        let href = format!("/workflow-drafts/{}", draft.id);
        PublishPage {
            faults: faults(&draft.faults(), &draft.definition, Some(&href), c.lang),
            href,
            area,
            valid_from: format_date(draft.valid_from),
            differences,
            form,
            c,
        }
    }
}

async fn page(web: &Web, draft: &Draft, form: Form) -> Result<PublishPage, web_kit::WebError> {
    let (lang, mut conn) = (web.cx.lang, web.cx.read().await?);
    let area = area::name(&mut conn, draft.territory, lang).await?;
    let base = match draft.base {
        Some(base) => store::by_id(&mut conn, base).await?,
        None => None,
    };
    let changes = base
        .map(|old| differences(&old.definition, &draft.definition, lang))
        .unwrap_or_default();
    let chrome = chrome(web, draft, web.t("Ban hành", "Publish"));
    Ok(PublishPage::of(chrome, draft, area, changes, form))
}

pub(super) async fn open(web: Web, Path(id): Path<WorkflowDraftId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    drop(conn);
    let form = Form::new(web.cx.lang).with("version", draft.version);
    let page = page(&web, &draft, form).await?;
    web.page(page)
}

pub(super) async fn publish(
    web: Web,
    Path(id): Path<WorkflowDraftId>,
    mut form: Form,
) -> WebResult {
    let input = PublishInput {
        number: form.text("paper_number"),
        signed_on: form.date("paper_signed_on"),
        signer: form.text("paper_signer"),
        file: form.file("file"),
    };
    let cx = form.cx(&web.cx);
    let mut refusal = None;
    if !form.has_errors() {
        match commands::publish(&cx, id, form.version_number(), input).await {
            Ok(version) => {
                let text = web.t(
                    "Đã ban hành. Đề án lập từ ngày có hiệu lực theo quy trình này; đề án đang \
                     chạy giữ quy trình cũ.",
                    "Published. Projects drawn up from its first day follow it; those under way \
                     stay on theirs.",
                );
                return web.done(&format!("/workflows/{version}"), text).await;
            }
            Err(error) => refusal = Some(error),
        }
    }
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    drop(conn);
    if let Some(error) = refusal {
        refuse(&mut form, &draft, error)?;
    }
    let page = page(&web, &draft, form).await?;
    web.refused(page)
}

pub(super) async fn discard(web: Web, Path(id): Path<WorkflowDraftId>, form: Form) -> WebResult {
    commands::discard(&form.cx(&web.cx), id, form.version_number()).await?;
    let text = web.t("Đã bỏ bản thảo.", "The draft is discarded.");
    web.done("/workflows", text).await
}
