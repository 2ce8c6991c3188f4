//! The first form of a draft: for whom, and from when; from a version or from a file.

use askama::Template;
use axum::extract::Path;
use db::{CommandResult, Conn};
use kernel::{Scope, UnitId, WorkflowDraftId, WorkflowId, format_date};
use rules::FundingScope;
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::{crumb, show::label};
use crate::{
    area, overview,
    workflow::{
        commands::{self, BeginInput},
        store,
    },
};

#[derive(Template)]
#[template(path = "workflow/views/begin.html")]
pub(in crate::workflow) struct BeginPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    /// The version it begins from; empty for a file.
    pub base: String,
    pub areas: Vec<(String, String)>,
}

/// National money has one workflow for all.
fn fitting(areas: Vec<(String, String)>, scope: Option<FundingScope>) -> Vec<(String, String)> {
    areas
        .into_iter()
        .filter(|(id, _)| scope != Some(FundingScope::Kcqg) || id.is_empty())
        .collect()
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    base: Option<WorkflowId>,
    form: Form,
) -> Result<BeginPage, WebError> {
    let lang = web.cx.lang;
    let version = match base {
        Some(id) => Some(
            store::by_id(conn, id)
                .await?
                .ok_or_else(WebError::not_found)?,
        ),
        None => None,
    };
    let heading = match base {
        Some(_) => web.t("Soạn phiên bản mới", "Draw up a new version"),
        None => web.t("Nhập quy trình từ tệp", "Take in a workflow from a file"),
    };
    let scope = version.as_ref().map(|v| v.scope);
    Ok(BeginPage {
        c: overview::frame(web, heading, vec![crumb(lang)]),
        form,
        action: base.map_or("/workflow-imports".into(), |id| {
            format!("/workflows/{id}/draft")
        }),
        cancel: base.map_or("/workflows".into(), |id| format!("/workflows/{id}")),
        base: version.map(|v| label(&v, lang)).unwrap_or_default(),
        areas: fitting(area::kept(&web.cx, conn).await?, scope),
    })
}

/// A form for the own province, from the first day of next month.
fn blank(web: &Web) -> Form {
    let cx = &web.cx;
    let first = cx.today().first_of_month();
    let next = first.saturating_add(jiff::Span::new().months(1));
    let mut form = Form::new(cx.lang).with("valid_from", format_date(next));
    if let (Scope::Provinces(_), Some(home)) = (&cx.actor.scope, cx.actor.home) {
        form.set("territory", home);
    }
    form
}

pub(super) async fn open(web: Web, Path(id): Path<WorkflowId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, Some(id), blank(&web)).await?;
    web.page(page)
}

pub(super) async fn open_import(web: Web) -> WebResult {
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, None, blank(&web)).await?;
    web.page(page)
}

fn typed(form: &mut Form) -> BeginInput {
    BeginInput {
        territory: form.parsed::<UnitId>("territory"),
        valid_from: form.date("valid_from"),
    }
}

pub(super) async fn begin(web: Web, Path(id): Path<WorkflowId>, mut form: Form) -> WebResult {
    let input = typed(&mut form);
    if form.has_errors() {
        let mut conn = web.cx.read().await?;
        let page = page(&web, &mut conn, Some(id), form).await?;
        return web.refused(page);
    }
    let result = commands::begin(&form.cx(&web.cx), id, input).await;
    answer(web, Some(id), form, result).await
}

pub(super) async fn import(web: Web, mut form: Form) -> WebResult {
    let input = typed(&mut form);
    let file = form.file("file").map(|upload| upload.bytes);
    let json = file
        .as_deref()
        .map(String::from_utf8_lossy)
        .unwrap_or_default();
    if form.has_errors() {
        let mut conn = web.cx.read().await?;
        let page = page(&web, &mut conn, None, form).await?;
        return web.refused(page);
    }
    let result = commands::import(&form.cx(&web.cx), &json, input).await;
    answer(web, None, form, result).await
}

async fn answer(
    web: Web,
    base: Option<WorkflowId>,
    mut form: Form,
    result: CommandResult<WorkflowDraftId>,
) -> WebResult {
    match result {
        Ok(id) => {
            let text = web.t(
                "Đã tạo bản thảo. Sửa trạng thái, bước; xem phần Kiểm tra rồi ban hành.",
                "The draft is there. Change states and steps, see the check, then publish.",
            );
            web.done(&format!("/workflow-drafts/{id}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            let mut conn = web.cx.read().await?;
            let page = page(&web, &mut conn, base, form).await?;
            web.refused(page)
        }
    }
}
