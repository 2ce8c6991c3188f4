use askama::Template;
use axum::extract::Path;
use kernel::{Lang, ProjectId};
use web_kit::{Chrome, Form, Web, WebResult, samples::Sample};

use super::view::{Head, head};
use crate::project::{Case, DossierInput, DossierLine, dossier, tick};

#[derive(Template)]
#[template(path = "project/views/dossier.html")]
struct DossierPage {
    c: Chrome,
    head: Head,
    form: Form,
    lines: Vec<DossierLine>,
}

fn frame(web: &Web, case: &Case) -> Chrome {
    web.chrome(web.t("Hồ sơ đề án", "Dossier"))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

pub(super) async fn open(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let lines = dossier::lines(&web.cx, &mut conn, &case, web.cx.today()).await?;
    let mut form = Form::new(web.cx.lang);
    for line in &lines {
        form.set(&format!("present_{}", line.item.code), line.is_present());
        if let Some(entry) = &line.entry {
            form.set(&format!("note_{}", line.item.code), &entry.note);
        }
    }
    web.page(DossierPage {
        head: head(&case, web.cx.lang),
        c: frame(&web, &case),
        form,
        lines,
    })
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let lines = dossier::lines(&web.cx, &mut conn, &case, web.cx.today()).await?;
    drop(conn);
    let inputs: Vec<DossierInput> = lines
        .iter()
        .map(|line| DossierInput {
            item: line.item.code.clone(),
            present: form.flag(&format!("present_{}", line.item.code)),
            note: form.text(&format!("note_{}", line.item.code)),
        })
        .collect();
    let uploads: Vec<_> = lines
        .iter()
        .filter_map(|line| {
            let upload = form.file(&format!("file_{}", line.item.code))?;
            Some((line.item.code.clone(), upload))
        })
        .collect();
    match tick(&form.cx(&web.cx), id, &inputs, &uploads).await {
        Ok(()) => {
            let text = web.t("Đã cập nhật hồ sơ.", "The dossier is updated.");
            web.done(&format!("/projects/{id}?tab=dossier"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(DossierPage {
                head: head(&case, web.cx.lang),
                c: frame(&web, &case),
                form,
                lines,
            })
        }
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let case = super::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            let lines = rules::checklist::seed().into_iter();
            Sample::of(
                "dossier",
                DossierPage {
                    c: Chrome::sample(lang, "Hồ sơ"),
                    head: head(&case, lang),
                    form: Form::new(lang),
                    lines: lines
                        .map(|item| DossierLine { item, entry: None })
                        .collect(),
                },
            )
        })
        .collect()
}
