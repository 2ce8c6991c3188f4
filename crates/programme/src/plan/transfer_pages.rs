use askama::Template;
use axum::extract::{Path, Query};
use db::CommandError;
use kernel::{Id, PlanId, PlanLineId, Scope, Thing, Verb};
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Web, WebError, WebResult};

use super::{
    Plan, PlanLine,
    approval_pages::typed,
    pages::title,
    store,
    transfer::{self, Transfer, TransferInput, TransferKind},
};

/// The transfers of a plan, and the form of a new one once a task is named.
#[derive(Template)]
#[template(path = "plan/views/transfers.html")]
pub(super) struct TransfersPage {
    pub c: Chrome,
    pub plan: Plan,
    pub transfers: Vec<Transfer>,
    pub form: Form,
    /// Tasks whose money may move.
    pub tasks: Vec<PlanLine>,
    /// The task whose money would move: its title and money.
    pub line: Option<(String, String)>,
    pub kinds: Choices,
    pub plans: Choices,
    pub may_decide: bool,
}

impl TransfersPage {
    pub(super) fn of(c: Chrome, plan: Plan, transfers: Vec<Transfer>, form: Form) -> Self {
        TransfersPage {
            kinds: TransferKind::ALL
                .map(|k| (k.code().to_owned(), k.label(c.lang).to_owned()))
                .to_vec(),
            plans: Vec::new(),
            tasks: Vec::new(),
            line: None,
            may_decide: false,
            plan,
            transfers,
            form,
            c,
        }
    }
}

async fn page(web: &Web, id: PlanId, form: Form) -> Result<TransfersPage, WebError> {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let plan = store::find(cx, &mut conn, id).await?;
    let transfers = transfer::all(&mut conn, id).await?;
    let heading = web.t("Chuyển nguồn, chuyển năm sau", "Transfers");
    let c = web
        .chrome(heading)
        .crumb(title(cx.lang), "/plans")
        .crumb(&plan.title, format!("/plans/{id}"))
        .crumb(heading, "");
    let mut form = form;
    if form.version().is_empty() {
        form.set("version", plan.version);
    }
    let mut page = TransfersPage::of(c, plan, transfers, form);
    let owned = page.plan.province_id.is_some() || cx.actor.scope == Scope::Nation;
    page.may_decide = owned && page.plan.is_approved() && cx.actor.may(Verb::Decide, Thing::Plan);
    if page.may_decide {
        page.tasks = transfer::movable(&mut conn, id).await?;
    }
    if let Ok(line) = page.form.value("line_id").parse::<PlanLineId>() {
        let line = store::line(&mut conn, line).await?;
        if line.plan_id != id {
            return Err(WebError::not_found());
        }
        page.line = Some((line.title.clone(), line.money()));
        page.plans = store::neighbours(cx, &mut conn, &page.plan)
            .await?
            .into_iter()
            .map(|(id, title)| (id.to_string(), title))
            .collect();
    }
    Ok(page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LineQuery {
    line: String,
}

pub(super) async fn open(
    web: Web,
    Path(id): Path<Uuid>,
    Query(query): Query<LineQuery>,
) -> WebResult {
    let form = Form::new(web.cx.lang).with("line_id", query.line);
    let page = page(&web, Id::from_uuid(id), form).await?;
    web.page(page)
}

pub(super) async fn transfer(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = TransferInput {
        kind: form.code("kind", TransferKind::from_code),
        line_id: form.id("line_id"),
        to_plan: form.id("to_plan"),
        amount: form.dong("amount"),
        decision: typed(&mut form),
    };
    if !form.has_errors() {
        let (version, file) = (form.version_number(), form.file("file"));
        match transfer::transfer(&form.cx(&web.cx), id, version, input, file.as_ref()).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi quyết định chuyển; hai kế hoạch đều giữ dấu vết.",
                    "The transfer is recorded in both plans.",
                );
                return web.done(&format!("/plans/{id}/transfers"), text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa đổi kế hoạch. Xem lại rồi ghi.",
                    "Somebody changed the plan meanwhile. Look again.",
                );
                form.fail("", text);
                form.set("version", "");
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = page(&web, id, form).await?;
    web.refused(page)
}
