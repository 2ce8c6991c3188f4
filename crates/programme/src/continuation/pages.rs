use askama::Template;
use axum::extract::Path;
use db::Cx;
use kernel::{Dong, Lang, ProjectId, Thing, Verb};
use web_kit::{Chrome, Form, Guard, Routes, Web, WebResult, samples::Sample};

use super::{
    commands::{continue_locally, may_continue},
    store,
};
use crate::project::{
    Case,
    pages::view::{Head, head},
};

pub(crate) fn routes() -> Routes {
    let create = Guard::Needs(Verb::Create, Thing::Project);
    Routes::new()
        .get("/projects/{id}/continuation", create, show)
        .post("/projects/{id}/continuation", create, save)
}

#[derive(Template)]
#[template(path = "continuation/views/form.html")]
struct FormPage {
    c: Chrome,
    head: Head,
    form: Form,
    /// What is taken over: (what, how it stands).
    taken: Vec<(&'static str, String)>,
    /// False when the project cannot be continued; `next` then says why, if it already is.
    open: bool,
    /// (sentence, address)
    next: Vec<(String, String)>,
}

fn taken(case: &Case, lang: Lang) -> Vec<(&'static str, String)> {
    let project = &case.project;
    let cost: Dong = case.lines.iter().map(|line| line.amount).sum();
    vec![
        (lang.t("Tên đề án", "Title"), project.title.clone()),
        (
            lang.t("Đơn vị thụ hưởng", "Beneficiaries"),
            project.beneficiaries.clone(),
        ),
        (
            lang.t("Năm kế hoạch", "Plan year"),
            project.year.to_string(),
        ),
        (lang.t("Tổng dự toán", "Estimate"), cost.to_string()),
        (
            lang.t(
                "Khuyến công địa phương hỗ trợ (trước là quốc gia)",
                "Local promotion money (national before)",
            ),
            case.promotion().requested.to_string(),
        ),
    ]
}

fn form_page(cx: &Cx, c: Chrome, case: &Case, known: &[store::Neighbour], form: Form) -> FormPage {
    FormPage {
        c,
        head: head(case, cx.lang),
        form,
        taken: taken(case, cx.lang),
        open: may_continue(cx, case, known),
        next: links(known, cx.lang),
    }
}

/// The projects before and after as sentences with their addresses.
pub(crate) fn links(known: &[store::Neighbour], lang: Lang) -> Vec<(String, String)> {
    known
        .iter()
        .map(|other| (other.sentence(lang), format!("/projects/{}", other.id)))
        .collect()
}

fn title(lang: Lang) -> &'static str {
    lang.t(
        "Lập đề án bằng kinh phí địa phương",
        "Draw up the project with local money",
    )
}

async fn page(web: &Web, id: ProjectId, form: Form) -> Result<FormPage, web_kit::WebError> {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let known = store::neighbours(&mut conn, id).await?;
    let c = web
        .chrome(title(web.cx.lang))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{id}"));
    Ok(form_page(&web.cx, c, &case, &known, form))
}

async fn show(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang)).await?;
    web.page(page)
}

async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    match continue_locally(&form.cx(&web.cx), id).await {
        Ok(next) => {
            let text = web.t(
                "Đã lập đề án bằng kinh phí địa phương. Hãy xem lại dự toán và bổ sung hồ sơ.",
                "The project with local money is drawn up. Look through its estimate and add its dossier.",
            );
            web.done(&format!("/projects/{next}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            let page = page(&web, id, form).await?;
            web.refused(page)
        }
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let page = |open: bool| {
                let mut form = Form::new(lang);
                if !open {
                    form.fail("", "Đề án này đã được tiếp tục bằng đề án khác.");
                }
                FormPage {
                    c: Chrome::sample(lang, title(lang)),
                    head: head(&case, lang),
                    form,
                    taken: taken(&case, lang),
                    open,
                    next: match open {
                        true => Vec::new(),
                        false => vec![("Được tiếp tục".into(), "/projects/x".into())],
                    },
                }
            };
            [true, false].map(|open| Sample::of("project continuation", page(open)))
        })
        .collect()
}
