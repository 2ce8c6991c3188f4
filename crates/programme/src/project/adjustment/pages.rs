use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use kernel::{Lang, ProjectId, Thing, Verb};
use reference::picked;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{
    ChangesView, FactChange, ProjectAdjustmentInput, ProjectFacts, changes_view, model::names_one,
    propose, store,
};
use crate::{
    parts::day,
    project::{
        Case, Editing,
        commands::closed,
        pages::{Head, head, sample_data},
        roster,
    },
};

pub(in crate::project) fn routes() -> Routes {
    let edit = Guard::Needs(Verb::Edit, Thing::Project);
    Routes::new()
        .get("/projects/{id}/adjustment-proposal", edit, open)
        .post("/projects/{id}/adjustment-proposal", edit, save)
}

#[derive(Template)]
#[template(path = "project/adjustment/views/form.html")]
struct FormPage {
    c: Chrome,
    head: Head,
    form: Form,
    /// What is in force, beside each field in the order of the page.
    hints: [String; 7],
    names_one: bool,
    asks_place: bool,
    has_list: bool,
    changes: Option<ChangesView>,
}

/// "Đang hiệu lực: 31/12/2025"
fn hints(now: &ProjectFacts, place: &str, lang: Lang) -> [String; 7] {
    let said = |text: &str| {
        let text = match text.is_empty() {
            true => lang.t("để trống", "empty"),
            false => text,
        };
        format!("{}: {text}", lang.t("Đang hiệu lực", "In force"))
    };
    [
        said(&now.title),
        said(&now.beneficiary),
        said(place),
        said(&now.implementer),
        said(&now.coordinator),
        said(&day(now.starts_on)),
        said(&day(now.ends_on)),
    ]
}

fn page(c: Chrome, case: &Case, place: &str, form: Form) -> FormPage {
    let (lang, now) = (c.lang, ProjectFacts::of(case));
    FormPage {
        head: head(case, lang),
        hints: hints(&now, place, lang),
        names_one: names_one(case),
        asks_place: case.beneficiaries.is_empty(),
        has_list: roster::serves(case.project.kind(), case.project.activity),
        changes: None,
        c,
        form,
    }
}

fn frame(web: &Web, case: &Case) -> Chrome {
    web.chrome(heading(web.cx.lang))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

fn heading(lang: Lang) -> &'static str {
    lang.t("Nội dung đề nghị điều chỉnh", "What the adjustment changes")
}

/// The project, while it waits for the decision on an adjustment.
async fn load(web: &Web, conn: &mut Conn, id: ProjectId) -> Result<Case, WebError> {
    let case = Case::load(&web.cx, conn, id).await?;
    match case.editing() {
        Editing::Proposal => Ok(case),
        _ => Err(closed(&web.cx, &case).into()),
    }
}

async fn whole(web: &Web, conn: &mut Conn, case: &Case, form: Form) -> Result<FormPage, WebError> {
    let place = picked::unit_label(conn, case.project.unit_id).await?;
    let mut page = page(frame(web, case), case, &place, form);
    page.changes = changes_view(&web.cx, conn, case).await?;
    Ok(page)
}

async fn open(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let facts = store::proposed(&mut conn, id).await?;
    let facts = facts.unwrap_or_else(|| ProjectFacts::of(&case));
    let mut form = filled(&facts, web.cx.lang).with("version", case.project.version);
    if let (true, Some(unit)) = (case.beneficiaries.is_empty(), facts.unit_id) {
        form.set("unit_id", unit);
        form.set(
            "unit_id_text",
            picked::unit_label(&mut conn, Some(unit)).await?,
        );
    }
    let page = whole(&web, &mut conn, &case, form).await?;
    web.page(page)
}

fn filled(facts: &ProjectFacts, lang: Lang) -> Form {
    let mut form = Form::new(lang)
        .with("title", &facts.title)
        .with("implementer", &facts.implementer)
        .with("coordinator", &facts.coordinator)
        .with("content", &facts.content)
        .with("starts_on", day(facts.starts_on))
        .with("ends_on", day(facts.ends_on));
    if let Some(id) = facts.establishment_id {
        form.set("establishment_1", id);
        form.set("establishment_1_text", &facts.beneficiary);
    }
    form
}

async fn read(
    conn: &mut Conn,
    case: &Case,
    form: &mut Form,
) -> Result<ProjectAdjustmentInput, WebError> {
    let whom = "establishment_1";
    if form.value(whom).is_empty() && !form.text("establishment_1_text").is_empty() {
        let message = picked::unclear(form.lang);
        form.fail(whom, message);
    }
    let unit_id = match case.beneficiaries.is_empty() {
        true => picked::unit(conn, form, "unit_id").await?,
        false => None,
    };
    Ok(ProjectAdjustmentInput {
        title: form.text("title"),
        implementer: form.text("implementer"),
        coordinator: form.text("coordinator"),
        establishment_id: form.id(whom),
        unit_id,
        content: form.lines("content"),
        starts_on: form.date("starts_on"),
        ends_on: form.date("ends_on"),
    })
}

async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let input = read(&mut conn, &case, &mut form).await?;
    let version = form.version_number();
    if !form.has_errors() {
        drop(conn);
        match propose(&form.cx(&web.cx), id, version, input).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi nội dung đề nghị điều chỉnh. Bản đang hiệu lực giữ nguyên tới khi có quyết định.",
                    "The proposal is saved. What is in force stays until the decision.",
                );
                return web
                    .done(&format!("/projects/{id}/adjustment-proposal"), text)
                    .await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Đề án vừa có người khác sửa. Xem lại thông tin trên trang này rồi gửi lại.",
                    "Somebody has just changed this project. Look at the page again, then send it.",
                );
                form.fail("", text);
                form.set("version", case.project.version);
            }
            Err(error) => form.refuse(error)?,
        }
        conn = web.cx.read().await?;
    }
    let page = whole(&web, &mut conn, &case, form).await?;
    web.refused(page)
}

/// Changes of every kind, for samples.
pub(in crate::project) fn sample_changes(lang: Lang) -> ChangesView {
    let row = |label: &str, before: &str, after: &str| FactChange {
        label: label.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    ChangesView {
        facts: vec![
            row(lang.t("Ngày kết thúc", "Ends"), "31/12/2025", "31/03/2026"),
            row(lang.t("Đơn vị thụ hưởng", "Beneficiary"), "", "Hợp tác xã"),
        ],
        lines: Vec::new(),
        decider: lang
            .t("Nơi quyết định: Sở.", "Decided by: department.")
            .into(),
        deciders: vec![lang.t("Thời gian: Sở", "Time: department").into()],
    }
}

pub(in crate::project) fn samples() -> Vec<Sample> {
    let case = sample_data::case();
    let list = {
        let mut case = case.clone();
        case.project.kind = "group".into();
        case
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let page = |case: &Case, changes: Option<ChangesView>| {
                let mut form = filled(&ProjectFacts::of(case), lang);
                form.fail("ends_on", lang.t("Cần điền ô này.", "This is required."));
                let c = Chrome::sample(lang, heading(lang));
                let mut page = page(c, case, "Xã Đất Đỏ", form);
                page.changes = changes;
                page
            };
            let none = ChangesView {
                facts: Vec::new(),
                lines: Vec::new(),
                decider: String::new(),
                deciders: Vec::new(),
            };
            [
                Sample::of("adjustment", page(&case, Some(sample_changes(lang)))),
                Sample::of("adjustment, list", page(&list, Some(none))),
            ]
        })
        .collect()
}
