use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect},
};
use db::{CommandError, Conn};
use kernel::{Activity, Lang, NeedId, ProjectId};
use rules::{FundingScope, ProjectKind};
use serde::Deserialize;
use web_kit::{Chrome, Form, Web, WebError, WebResult, samples::Sample};

use crate::{
    need,
    project::{
        Case, Editing, ProjectInput, commands::closed, create as create_project,
        edit as edit_project,
    },
};

/// Pickers of beneficiaries shown beyond those filled in.
const SPARE_PICKERS: usize = 3;

#[derive(Deserialize)]
pub(super) struct NewQuery {
    need: Option<NeedId>,
}

#[derive(Template)]
#[template(path = "project/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    /// None for a new project.
    id: Option<ProjectId>,
    kinds: Vec<(String, String)>,
    scopes: Vec<(String, String)>,
    activities: Vec<(String, String)>,
    pickers: Vec<(String, String)>,
    need: Option<String>,
    /// (label, stored now, typed): shown when somebody else saved meanwhile.
    stale: Vec<(String, String, String)>,
}

fn page(c: Chrome, form: Form, id: Option<ProjectId>) -> FormPage {
    let lang = c.lang;
    let filled = (1..=200)
        .filter(|i| !form.value(&picker(*i)).is_empty())
        .count();
    let need = form.value("need_id").to_owned();
    // Parts of a flagship are opened from its frame and stay parts.
    let part = id.is_some() && form.value("kind") == ProjectKind::Flagship.code();
    FormPage {
        kinds: ProjectKind::ALL
            .into_iter()
            .filter(|k| (*k == ProjectKind::Flagship) == part)
            .map(|k| (k.code().to_owned(), k.label(lang).to_owned()))
            .collect(),
        scopes: FundingScope::choices(lang),
        activities: Activity::choices(lang),
        pickers: (1..=filled + SPARE_PICKERS)
            .map(|i| {
                let label = lang.t("Cơ sở thụ hưởng", "Beneficiary");
                (picker(i), format!("{label} {i}"))
            })
            .collect(),
        need: (!need.is_empty()).then(|| format!("/needs/{need}")),
        stale: Vec::new(),
        c,
        form,
        id,
    }
}

fn picker(i: usize) -> String {
    format!("establishment_{i}")
}

fn frame(web: &Web, title: &str) -> Chrome {
    web.chrome(title)
        .crumb(web.t("Đề án", "Projects"), "/projects")
}

pub(super) async fn new(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    let cx = &web.cx;
    let mut form = Form::new(cx.lang)
        .with("year", cx.today().year())
        .with("kind", ProjectKind::Single.code())
        .with("scope", FundingScope::Kcdp.code())
        .with("drafted_on", kernel::format_date(cx.today()))
        .with("implementer", &cx.actor.organisation);
    if let Some(id) = query.need {
        let mut conn = cx.read().await?;
        let need = need::find(cx, &mut conn, id).await?;
        form.set("need_id", id);
        form.set("title", &need.title);
        form.set("activity", need.activity);
        form.set("variant", &need.variant);
        form.set("line", need.line);
        form.set("year", need.year);
        form.set("content", &need.description);
        form.set("establishment_1", need.establishment_id);
        form.set("establishment_1_text", &need.establishment_name);
    }
    let title = web.t("Lập đề án", "New project");
    web.page(page(frame(&web, title), form, None))
}

/// What was typed, as the command takes it.
fn read(form: &mut Form) -> ProjectInput {
    let mut establishments = Vec::new();
    for i in 1..=200 {
        let name = picker(i);
        if form.value(&name).is_empty() && !form.text(&format!("{name}_text")).is_empty() {
            let message = form.lang.t(
                "Chọn một cơ sở trong danh sách hiện ra khi gõ.",
                "Choose an establishment from the list that appears while typing.",
            );
            form.fail(&name, message);
        }
        establishments.extend(form.id(&name));
    }
    ProjectInput {
        title: form.text("title"),
        kind: form.code("kind", ProjectKind::from_code),
        flagship_id: None,
        scope: form.code("scope", FundingScope::from_code),
        activity: form.parsed("activity"),
        variant: form.text("variant"),
        line: form.flag("line"),
        year: form.int("year").unwrap_or_default(),
        province_id: None,
        unit_id: form.unit("unit_id"),
        establishments,
        need_id: form.id("need_id"),
        implementer: form.text("implementer"),
        coordinator: form.text("coordinator"),
        background: form.lines("background"),
        goals: form.lines("goals"),
        content: form.lines("content"),
        effect: form.lines("effect"),
        starts_on: form.date("starts_on"),
        ends_on: form.date("ends_on"),
        drafted_on: form.date("drafted_on"),
    }
}

pub(super) async fn create(web: Web, mut form: Form) -> WebResult {
    let input = read(&mut form);
    let title = web.t("Lập đề án", "New project");
    if form.has_errors() {
        return web.refused(page(frame(&web, title), form, None));
    }
    match create_project(&form.cx(&web.cx), input).await {
        Ok(id) => {
            let text = web.t(
                "Đã lập đề án. Bước tiếp: lập dự toán theo nguồn.",
                "The project is drawn up. Next: its estimate by source.",
            );
            web.done(&format!("/projects/{id}/costs"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(page(frame(&web, title), form, None))
        }
    }
}

/// The stored project as a form.
fn filled(case: &Case, lang: Lang) -> Form {
    let p = &case.project;
    let day = |d: Option<jiff::civil::Date>| d.map(kernel::format_date).unwrap_or_default();
    let mut form = Form::new(lang)
        .with("version", p.version)
        .with("title", &p.title)
        .with("kind", &p.kind)
        .with("scope", &p.scope)
        .with("activity", p.activity)
        .with("variant", &p.variant)
        .with("line", p.line)
        .with("year", p.year)
        .with("implementer", &p.implementer)
        .with("coordinator", &p.coordinator)
        .with("background", &p.background)
        .with("goals", &p.goals)
        .with("content", &p.content)
        .with("effect", &p.effect)
        .with("starts_on", day(p.starts_on))
        .with("ends_on", day(p.ends_on))
        .with("drafted_on", kernel::format_date(p.drafted_on));
    for (i, beneficiary) in case.beneficiaries.iter().enumerate() {
        form.set(&picker(i + 1), beneficiary.establishment_id);
        form.set(&format!("{}_text", picker(i + 1)), &beneficiary.name);
    }
    form
}

async fn with_unit(conn: &mut Conn, case: &Case, mut form: Form) -> Result<Form, WebError> {
    if let Some(unit) = case.project.unit_id
        && case.beneficiaries.is_empty()
        && let Some(unit) = reference::units::get(conn, unit).await?
    {
        form.set("unit_id", unit.id);
        form.set("unit_id_text", unit.label);
    }
    Ok(form)
}

pub(super) async fn edit(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    match case.editing() {
        Editing::Direct => {}
        Editing::Proposal => {
            let proposal = format!("/projects/{id}/adjustment-proposal");
            return Ok(Redirect::to(&proposal).into_response());
        }
        Editing::Closed => return Err(closed(&web.cx, &case).into()),
    }
    let form = with_unit(&mut conn, &case, filled(&case, web.cx.lang)).await?;
    web.page(page(edit_frame(&web, &case), form, Some(id)))
}

fn edit_frame(web: &Web, case: &Case) -> Chrome {
    let href = format!("/projects/{}", case.project.id);
    frame(web, web.t("Sửa đề án", "Edit the project")).crumb(&case.project.code, href)
}

pub(super) async fn update(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = read(&mut form);
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    drop(conn);
    if form.has_errors() {
        return web.refused(page(edit_frame(&web, &case), form, Some(id)));
    }
    let version = form.version_number();
    match edit_project(&form.cx(&web.cx), id, version, input).await {
        Ok(()) => {
            let text = web.t("Đã ghi đề án.", "The project is saved.");
            web.done(&format!("/projects/{id}"), text).await
        }
        Err(CommandError::Stale) => {
            let stored = filled(&case, web.cx.lang);
            let stale = differences(&stored, &form, web.cx.lang);
            // Sending the form once more replaces the stored version, knowingly.
            form.set("version", case.project.version);
            let message = web.t(
                "Người khác vừa sửa đề án này. Xem hai bản cạnh nhau rồi chọn.",
                "Somebody has just edited this project. Compare the two versions and choose.",
            );
            form.fail("", message);
            let mut page = page(edit_frame(&web, &case), form, Some(id));
            page.stale = stale;
            web.refused(page)
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(page(edit_frame(&web, &case), form, Some(id)))
        }
    }
}

fn differences(stored: &Form, typed: &Form, lang: Lang) -> Vec<(String, String, String)> {
    let labels = [
        ("title", lang.t("Tên đề án", "Title")),
        ("kind", lang.t("Loại đề án", "Kind")),
        ("activity", lang.t("Nội dung khuyến công", "Activity")),
        ("variant", lang.t("Định mức", "Norm")),
        ("year", lang.t("Năm kế hoạch", "Plan year")),
        (
            "establishment_1_text",
            lang.t("Cơ sở thụ hưởng", "Beneficiary"),
        ),
        (
            "implementer",
            lang.t("Đơn vị thực hiện", "Implementing unit"),
        ),
        (
            "coordinator",
            lang.t("Đơn vị phối hợp", "Coordinating units"),
        ),
        ("background", lang.t("Sự cần thiết", "Background")),
        ("goals", lang.t("Mục tiêu", "Goals")),
        ("content", lang.t("Nội dung, quy mô", "Content and size")),
        ("effect", lang.t("Hiệu quả dự kiến", "Expected effect")),
        ("starts_on", lang.t("Bắt đầu", "Starts")),
        ("ends_on", lang.t("Kết thúc", "Ends")),
        ("drafted_on", lang.t("Ngày lập", "Drawn up on")),
    ];
    labels
        .into_iter()
        .filter(|(name, _)| stored.lines(name) != typed.lines(name))
        .map(|(name, label)| (label.to_owned(), stored.lines(name), typed.lines(name)))
        .collect()
}

pub(super) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let case = super::sample_data::case();
            let mut refused = Form::new(lang);
            refused.fail("title", lang.t("Cần điền ô này.", "This is required."));
            let mut stale = page(Chrome::sample(lang, "ĐA"), filled(&case, lang), None);
            stale.id = Some(case.project.id);
            stale.stale = differences(&Form::new(lang), &filled(&case, lang), lang);
            [
                Sample::of(
                    "project form",
                    page(Chrome::sample(lang, "ĐA"), refused, None),
                ),
                Sample::of("project form, stale", stale),
            ]
        })
        .collect()
}
