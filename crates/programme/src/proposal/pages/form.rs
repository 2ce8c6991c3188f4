use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn, Cx};
use kernel::{Activity, Dong, Id, Lang, NeedId, ProjectId, ProposalId};
use reference::picked;
use rules::ProjectKind;
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Difference, Form, Labelled, Web, WebError, WebResult, differences};

use super::title;
use crate::{
    need, plan,
    project::{self, Case},
    proposal::{Proposal, ProposalInput, commands, store},
};

#[derive(Template)]
#[template(path = "proposal/views/form.html")]
pub(in crate::proposal) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub plans: Choices,
    pub activities: Choices,
    pub kinds: Choices,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(in crate::proposal) fn of(c: Chrome, form: Form, id: Option<ProposalId>) -> FormPage {
        let action = id.map_or("/proposals".to_owned(), |id| format!("/proposals/{id}"));
        FormPage {
            form,
            cancel: action.clone(),
            action,
            plans: Vec::new(),
            activities: Activity::choices(c.lang),
            kinds: ProjectKind::ALL
                .map(|k| (k.code().to_owned(), k.label(c.lang).to_owned()))
                .to_vec(),
            conflict: Vec::new(),
            c,
        }
    }

    /// True when establishment and place come from a need or a project.
    fn is_bound(&self) -> bool {
        !self.form.value("need_id").is_empty() || !self.form.value("project_id").is_empty()
    }
}

const FIELDS: &[Labelled] = &[
    ("title", ("Tên đề xuất", "Title")),
    ("activity", ("Nội dung khuyến công", "Activity")),
    ("kind", ("Loại đề án", "Kind")),
    ("establishment_id_text", ("Cơ sở thụ hưởng", "Beneficiary")),
    ("province_id_text", ("Địa bàn", "Place")),
    ("quantity", ("Số lượng", "Quantity")),
    ("unit_word", ("Đơn vị tính", "Counted in")),
    ("total_cost", ("Tổng chi phí", "Total cost")),
    ("asked", ("Kinh phí khuyến công đề nghị", "Asked for")),
    ("implementer", ("Đơn vị thực hiện", "Carried out by")),
    ("content", ("Nội dung, sự cần thiết", "Content, reason")),
];

async fn form_page(web: &Web, form: Form, id: Option<ProposalId>) -> Result<FormPage, WebError> {
    let heading = match id {
        Some(_) => web.t("Sửa đề xuất", "Edit the proposal"),
        None => web.t("Lập đề xuất kế hoạch", "New proposal"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/proposals")
        .crumb(heading, "");
    let mut conn = web.cx.read().await?;
    let kept = form.value("plan_id").parse().ok();
    let open = plan::store::open(&web.cx, &mut conn, kept).await?;
    let mut page = FormPage::of(chrome, form, id);
    page.plans = open
        .into_iter()
        .map(|(id, title)| (id.to_string(), title))
        .collect();
    Ok(page)
}

/// Where a proposal may begin: at a plan, a need or a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    plan: String,
    need: Option<NeedId>,
    project: Option<ProjectId>,
}

pub(super) async fn new(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let mut form = Form::new(cx.lang)
        .with("plan_id", &query.plan)
        .with("kind", ProjectKind::Single.code())
        .with("quantity", 1)
        .with("implementer", &cx.actor.organisation);
    if let Some(id) = query.need {
        from_need(cx, &mut conn, &mut form, id).await?;
    } else if let Some(id) = query.project {
        from_project(cx, &mut conn, &mut form, id).await?;
    } else {
        let home = cx.actor.home;
        form.set(
            "province_id",
            home.map(|id| id.to_string()).unwrap_or_default(),
        );
        form.set(
            "province_id_text",
            picked::unit_label(&mut conn, home).await?,
        );
    }
    drop(conn);
    let page = form_page(&web, form, None).await?;
    web.page(page)
}

async fn from_need(cx: &Cx, conn: &mut Conn, form: &mut Form, id: NeedId) -> Result<(), WebError> {
    let need = need::find(cx, conn, id).await?;
    form.set("need_id", need.id);
    form.set("title", &need.title);
    form.set("content", &need.description);
    form.set("activity", need.activity.code());
    form.set("variant", &need.variant);
    form.set("line", if need.line { "true" } else { "" });
    form.set("establishment_id_text", &need.establishment_name);
    form.set("total_cost", need.total_cost.grouped());
    form.set("asked", need.help_wanted.grouped());
    if let Some(project) = need.project_id {
        form.set("project_id", project);
    }
    Ok(())
}

async fn from_project(
    cx: &Cx,
    conn: &mut Conn,
    form: &mut Form,
    id: ProjectId,
) -> Result<(), WebError> {
    let case = Case::load(cx, conn, id).await?;
    let project = &case.project;
    let cost: Dong = case.lines.iter().map(|line| line.amount).sum();
    let asked = project::total_of(&case.lines, project.source()).requested;
    form.set("project_id", project.id);
    form.set("title", &project.title);
    form.set("content", &project.content);
    form.set("activity", project.activity.code());
    form.set("variant", &project.variant);
    form.set("line", if project.line { "true" } else { "" });
    form.set("kind", &project.kind);
    form.set("quantity", case.beneficiaries.len().max(1));
    form.set("implementer", &project.implementer);
    form.set("establishment_id_text", &project.beneficiaries);
    form.set("total_cost", cost.grouped());
    form.set("asked", asked.grouped());
    if let Some(need) = project.need_id {
        form.set("need_id", need);
    }
    Ok(())
}

async fn filled(conn: &mut Conn, lang: Lang, proposal: &Proposal) -> Result<Form, WebError> {
    let place = proposal.unit_id.unwrap_or(proposal.province_id);
    let mut form = Form::new(lang)
        .with("plan_id", proposal.plan_id)
        .with("title", &proposal.title)
        .with("content", &proposal.content)
        .with("activity", proposal.activity.code())
        .with("variant", &proposal.variant)
        .with("line", if proposal.line { "true" } else { "" })
        .with("kind", proposal.kind.0.code())
        .with("quantity", proposal.quantity)
        .with("unit_word", &proposal.unit_word)
        .with("implementer", &proposal.implementer)
        .with("total_cost", proposal.total_cost.grouped())
        .with("asked", proposal.asked.grouped())
        .with("establishment_id_text", &proposal.beneficiary)
        .with("province_id", place)
        .with(
            "province_id_text",
            picked::unit_label(conn, Some(place)).await?,
        )
        .with("version", proposal.version);
    if let Some(id) = proposal.need_id {
        form.set("need_id", id);
    }
    if let Some(id) = proposal.project_id {
        form.set("project_id", id);
    }
    if let Some(id) = proposal.establishment_id {
        form.set("establishment_id", id);
    }
    Ok(form)
}

async fn typed(web: &Web, form: &mut Form) -> Result<ProposalInput, WebError> {
    let mut conn = web.cx.read().await?;
    let bound = !form.value("need_id").is_empty() || !form.value("project_id").is_empty();
    let named = !form.text("establishment_id_text").is_empty();
    if !bound && form.value("establishment_id").is_empty() && named {
        let message = picked::unclear(form.lang);
        form.fail("establishment_id", message);
    }
    let province_id = match bound {
        true => None,
        false => picked::unit(&mut conn, form, "province_id").await?,
    };
    Ok(ProposalInput {
        plan_id: form.id("plan_id"),
        need_id: form.id("need_id"),
        project_id: form.id("project_id"),
        establishment_id: form.id("establishment_id"),
        province_id,
        kind: form.code("kind", ProjectKind::from_code),
        activity: form.parsed::<Activity>("activity"),
        variant: form.text("variant"),
        line: form.flag("line"),
        title: form.text("title"),
        content: form.text("content"),
        implementer: form.text("implementer"),
        quantity: form.int("quantity"),
        unit_word: form.text("unit_word"),
        total_cost: form.dong("total_cost"),
        asked: form.dong("asked"),
    })
}

pub(super) async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if !form.has_errors() {
        match commands::create(&form.cx(&web.cx), input).await {
            Ok(id) => {
                let text = web.t(
                    "Đã lập đề xuất. Bước tiếp: xem mức hỗ trợ rồi trình lên.",
                    "Saved the proposal. Next: look at its ceiling, then pass it on.",
                );
                return web.done(&format!("/proposals/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = form_page(&web, form, None).await?;
    web.refused(page)
}

pub(super) async fn edit(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let proposal = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let form = filled(&mut conn, web.cx.lang, &proposal).await?;
    drop(conn);
    let page = form_page(&web, form, Some(proposal.id)).await?;
    web.page(page)
}

pub(super) async fn update(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let input = typed(&web, &mut form).await?;
    if !form.has_errors() {
        match commands::edit(&form.cx(&web.cx), id, form.version_number(), input).await {
            Ok(()) => {
                let text = web.t("Đã ghi đề xuất.", "Saved the proposal.");
                return web.done(&format!("/proposals/{id}"), text).await;
            }
            Err(CommandError::Stale) => return conflict(&web, id, form).await,
            Err(error) => form.refuse(error)?,
        }
    }
    let page = form_page(&web, form, Some(id)).await?;
    web.refused(page)
}

/// Both versions side by side; saving again replaces the stored one.
async fn conflict(web: &Web, id: ProposalId, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let stored = store::find(&web.cx, &mut conn, id).await?;
    let stored_form = filled(&mut conn, web.cx.lang, &stored).await?;
    drop(conn);
    let conflict = differences(web.cx.lang, &stored_form, &form, FIELDS);
    form.set("version", stored.version);
    let page = form_page(web, form, Some(id)).await?;
    web.refused(FormPage { conflict, ..page })
}
