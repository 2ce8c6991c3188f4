use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{Dong, Id, PlanId, format_date};
use uuid::Uuid;
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::{ApprovalInput, Plan, approval, pages::title, store, versions};
use crate::{
    budget::{self, Budget},
    proposal::{self, ProposalState},
};

/// The page of the decision: what it would put in force, beside the budget.
#[derive(Template)]
#[template(path = "plan/views/approval.html")]
pub(crate) struct ApprovalPage {
    pub c: Chrome,
    pub plan: Plan,
    pub form: Form,
    /// Selected proposals: how many, and their money.
    pub selected: (i64, Dong),
    /// Proposals at any level without an outcome.
    pub waiting: i64,
    /// Lines entered before.
    pub lines: (i64, Dong),
    pub budget: Option<Budget>,
}

impl ApprovalPage {
    pub(super) fn of(c: Chrome, plan: Plan, form: Form) -> ApprovalPage {
        ApprovalPage {
            selected: (0, Dong::ZERO),
            waiting: 0,
            lines: (0, Dong::ZERO),
            budget: None,
            plan,
            form,
            c,
        }
    }

    /// True when the decision must say why no budget was told.
    fn lacks_budget(&self) -> bool {
        self.budget.is_none() && self.whole() > Dong::ZERO
    }

    fn whole(&self) -> Dong {
        self.selected.1 + self.lines.1
    }

    /// What would be left of the budget; negative when it does not suffice.
    fn rest(&self) -> Option<Dong> {
        let budget = self.budget.as_ref()?;
        Some(budget.left() - self.whole())
    }
}

async fn page(web: &Web, id: PlanId, form: Form) -> Result<ApprovalPage, WebError> {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let plan = store::find(cx, &mut conn, id).await?;
    let heading = web.t("Phê duyệt kế hoạch", "Approve the plan");
    let c = web
        .chrome(heading)
        .crumb(title(cx.lang), "/plans")
        .crumb(&plan.title, format!("/plans/{id}"))
        .crumb(heading, "");
    let mut form = form;
    if form.version().is_empty() {
        form.set("version", plan.version);
    }
    let mut page = ApprovalPage::of(c, plan, form);
    page.lines = store::sums(&mut conn, id).await?;
    page.budget = budget::tightest(budget::store::binding(&mut conn, page.plan.area()).await?);
    for (_, state, count, money) in
        proposal::store::standing(&mut conn, &cx.actor.scope, id).await?
    {
        match state {
            ProposalState::Selected => {
                page.selected.0 += count;
                page.selected.1 += money;
            }
            ProposalState::Open | ProposalState::Returned => page.waiting += count,
            _ => {}
        }
    }
    Ok(page)
}

pub(super) async fn open(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let mut conn = web.cx.read().await?;
    let plan = store::find(&web.cx, &mut conn, id).await?;
    drop(conn);
    let form = Form::new(web.cx.lang)
        .with("instrument_no", &plan.instrument_no)
        .with_some("instrument_on", plan.instrument_on.map(format_date))
        .with("issuer", &plan.issuer);
    let page = page(&web, id, form).await?;
    web.page(page)
}

/// What was typed of a decision. The reason why no budget was told counts only when it is ticked.
pub(super) fn typed(form: &mut Form) -> ApprovalInput {
    let ticked = form.flag("no_budget");
    if ticked && form.text("without_budget").is_empty() {
        let text = form.lang.t(
            "Nêu lý do quyết định trước khi được giao dự toán.",
            "Say why it is decided before a budget is told.",
        );
        form.fail("without_budget", text);
    }
    ApprovalInput {
        without_budget: match ticked {
            true => form.text("without_budget"),
            false => String::new(),
        },
        instrument_no: form.text("instrument_no"),
        instrument_on: form.date("instrument_on"),
        issuer: form.text("issuer"),
        reason: form.text("reason"),
    }
}

pub(super) async fn approve(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = typed(&mut form);
    if !form.has_errors() {
        let (version, file) = (form.version_number(), form.file("file"));
        match approval::approve(&form.cx(&web.cx), id, version, input, file.as_ref()).await {
            Ok(()) => {
                let text = web.t(
                    "Đã phê duyệt kế hoạch; bản 1 có hiệu lực. Bước tiếp: giao kinh phí cho từng đề án.",
                    "The plan is approved; version 1 is in force. Next: allot the money to each project.",
                );
                return web.done(&format!("/plans/{id}"), text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa đổi kế hoạch hoặc một đề xuất. Dưới đây là số mới; xem lại rồi phê duyệt.",
                    "Somebody changed the plan or a proposal meanwhile. Below are the new figures.",
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

/// The signed file of the decision of a version.
pub(super) async fn decision_file(web: Web, Path((id, number)): Path<(Uuid, String)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let plan = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let versions = versions::all(&mut conn, plan.id).await?;
    let file = versions
        .into_iter()
        .find(|v| v.number.to_string() == number)
        .and_then(|v| v.file_id)
        .ok_or_else(WebError::not_found)?;
    web_kit::stored_file(&web, &mut conn, file).await
}
