//! The pages of a task of a plan that is still open.

use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{Activity, Dong, Id, Lang, PlanId, PlanLineId};
use uuid::Uuid;
use web_kit::{Choices, Chrome, Difference, Form, Labelled, Web, WebError, WebResult, differences};

use super::{
    PlanLine, PlanLineInput, Standing, commands,
    pages::{show_page, title},
    store,
};

#[derive(Template)]
#[template(path = "plan/views/line.html")]
pub(super) struct LinePage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub activities: Choices,
    /// What may become of the line, in an adjustment; empty while the plan is open.
    pub standings: Choices,
    /// Where its money is moved to another plan.
    pub transfer: Option<String>,
    pub conflict: Vec<Difference>,
}

impl LinePage {
    pub(super) fn of(c: Chrome, form: Form, plan: PlanId, line: PlanLineId) -> LinePage {
        LinePage {
            form,
            action: format!("/plans/{plan}/lines/{line}"),
            cancel: format!("/plans/{plan}"),
            activities: Activity::choices(c.lang),
            standings: Vec::new(),
            transfer: None,
            conflict: Vec::new(),
            c,
        }
    }
}

const LINE_FIELDS: &[Labelled] = &[
    ("title", ("Nhiệm vụ", "Task")),
    ("activity", ("Nội dung khuyến công", "Activity")),
    ("quantity", ("Số lượng", "Quantity")),
    ("unit_word", ("Đơn vị tính", "Counted in")),
    ("amount", ("Kinh phí", "Money")),
    ("quarter_1", ("Quý I", "Quarter 1")),
    ("quarter_2", ("Quý II", "Quarter 2")),
    ("quarter_3", ("Quý III", "Quarter 3")),
    ("quarter_4", ("Quý IV", "Quarter 4")),
    ("standing", ("Phân bổ", "Standing")),
    ("implementer", ("Đơn vị thực hiện", "Carried out by")),
];

fn line_page(web: &Web, form: Form, line: &PlanLine) -> LinePage {
    let heading = web.t("Sửa nhiệm vụ của kế hoạch", "Edit the task");
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/plans")
        .crumb(
            web.t("Kế hoạch", "Plan"),
            format!("/plans/{}", line.plan_id),
        )
        .crumb(heading, "");
    LinePage::of(chrome, form, line.plan_id, line.id)
}

/// An amount as a form shows it; empty when there is none.
fn grouped(amount: Option<Dong>) -> String {
    amount.map(Dong::grouped).unwrap_or_default()
}

pub(super) fn filled_line(lang: Lang, line: &PlanLine) -> Form {
    Form::new(lang)
        .with("title", &line.title)
        .with("activity", line.activity.code())
        .with_some("quantity", line.quantity)
        .with("unit_word", &line.unit_word)
        .with("amount", line.money())
        .with("quarter_1", grouped(line.quarter_1))
        .with("quarter_2", grouped(line.quarter_2))
        .with("quarter_3", grouped(line.quarter_3))
        .with("quarter_4", grouped(line.quarter_4))
        .with("standing", line.standing.code())
        .with("implementer", &line.implementer)
        .with("version", line.version)
}

pub(super) fn typed_line(form: &mut Form) -> PlanLineInput {
    PlanLineInput {
        title: form.text("title"),
        activity: form.parsed::<Activity>("activity"),
        quantity: form.int("quantity"),
        unit_word: form.text("unit_word"),
        amount: form.dong("amount"),
        quarter_1: form.dong("quarter_1"),
        quarter_2: form.dong("quarter_2"),
        quarter_3: form.dong("quarter_3"),
        quarter_4: form.dong("quarter_4"),
        standing: form.code("standing", Standing::from_code),
        implementer: form.text("implementer"),
    }
}

/// A task of this plan, which lies within the actor's scope.
async fn load_line(web: &Web, plan: Uuid, line: Uuid) -> Result<PlanLine, WebError> {
    let mut conn = web.cx.read().await?;
    let plan = store::find(&web.cx, &mut conn, Id::from_uuid(plan)).await?;
    let line = store::line(&mut conn, Id::from_uuid(line)).await?;
    if line.plan_id == plan.id {
        Ok(line)
    } else {
        Err(WebError::not_found())
    }
}

pub(super) async fn add_line(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = typed_line(&mut form);
    if !form.has_errors() {
        match commands::add_line(&form.cx(&web.cx), id, input).await {
            Ok(_) => {
                let text = web.t("Đã thêm nhiệm vụ vào kế hoạch.", "Added the task.");
                return web.done(&format!("/plans/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = show_page(&web, id, "", form).await?;
    web.refused(page)
}

pub(super) async fn line_form(web: Web, Path((plan, line)): Path<(Uuid, Uuid)>) -> WebResult {
    let line = load_line(&web, plan, line).await?;
    let form = filled_line(web.cx.lang, &line);
    web.page(line_page(&web, form, &line))
}

pub(super) async fn edit_line(
    web: Web,
    Path((plan, id)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> WebResult {
    let stored = load_line(&web, plan, id).await?;
    let input = typed_line(&mut form);
    if form.has_errors() {
        return web.refused(line_page(&web, form, &stored));
    }
    let version = form.version_number();
    match commands::edit_line(&form.cx(&web.cx), stored.id, version, input).await {
        Ok(()) => {
            let text = web.t("Đã ghi nhiệm vụ.", "Saved the task.");
            web.done(&format!("/plans/{plan}"), text).await
        }
        Err(CommandError::Stale) => {
            let stored_form = filled_line(web.cx.lang, &stored);
            let conflict = differences(web.cx.lang, &stored_form, &form, LINE_FIELDS);
            form.set("version", stored.version);
            web.refused(LinePage {
                conflict,
                ..line_page(&web, form, &stored)
            })
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(line_page(&web, form, &stored))
        }
    }
}

pub(super) async fn remove_line(
    web: Web,
    Path((plan, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> WebResult {
    let version = form.version_number();
    drop(form);
    let line = load_line(&web, plan, id).await?;
    commands::remove_line(&web.cx, line.id, version).await?;
    let text = match web.cx.lang {
        Lang::Vi => format!(
            "Đã bỏ nhiệm vụ {} khỏi kế hoạch; lịch sử vẫn giữ.",
            line.title
        ),
        Lang::En => format!(
            "Removed task {} from the plan; its history is kept.",
            line.title
        ),
    };
    web.done(&format!("/plans/{plan}"), text).await
}
