use askama::Template;
use axum::extract::Path;
use kernel::{EstablishmentId, Lang, Thing, Verb};
use web_kit::{Chrome, Form, Guard, Routes, Web, WebResult, samples::Sample};

use super::{
    commands,
    model::{YearInput, YearSource},
};
use crate::establishment::{self, Establishment};

pub(crate) fn routes() -> Routes {
    let edit = Guard::Needs(Verb::Edit, Thing::Establishment);
    Routes::new()
        .get("/establishments/{id}/years/new", edit, open)
        .post("/establishments/{id}/years", edit, create)
}

#[derive(Template)]
#[template(path = "year/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    sources: Vec<(&'static str, &'static str)>,
    back: String,
}

impl FormPage {
    fn new(web: &Web, owner: &Establishment, form: Form) -> FormPage {
        let back = format!("/establishments/{}", owner.id);
        let title = web.t("Ghi số liệu năm", "Record figures of a year");
        FormPage {
            c: web
                .chrome(title)
                .crumb(web.t("Cơ sở CNNT", "Establishments"), "/establishments")
                .crumb(&owner.name, &back)
                .crumb(title, ""),
            form,
            sources: sources(web.cx.lang),
            back,
        }
    }
}

fn sources(lang: Lang) -> Vec<(&'static str, &'static str)> {
    YearSource::ALL
        .map(|source| (source.code(), source.label(lang)))
        .to_vec()
}

async fn open(web: Web, Path(id): Path<EstablishmentId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let owner = establishment::required(&web.cx, &mut conn, id).await?;
    let form = Form::new(web.cx.lang).with("year", web.cx.today().year() - 1);
    web.page(FormPage::new(&web, &owner, form))
}

async fn create(web: Web, Path(id): Path<EstablishmentId>, mut form: Form) -> WebResult {
    let cx = form.cx(&web.cx);
    let mut conn = cx.read().await?;
    let owner = establishment::required(&cx, &mut conn, id).await?;
    drop(conn);
    let input = read(&mut form);
    if !form.has_errors() {
        match commands::record(&cx, id, input).await {
            Ok(_) => {
                let text = web.t("Đã ghi số liệu năm.", "The figures were saved.");
                return web.done(&format!("/establishments/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(FormPage::new(&web, &owner, form))
}

fn read(form: &mut Form) -> YearInput {
    YearInput {
        year: form.int("year"),
        source: form.code("source", YearSource::from_code),
        workers: form.int("workers"),
        women: form.int("women"),
        revenue: form.dong("revenue"),
        capital: form.dong("capital"),
        collected_on: form.date("collected_on"),
        note: form.text("note"),
        correction: form.flag("correction"),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            let mut form = Form::new(lang)
                .with("year", 2021)
                .with("note", "n".repeat(120));
            form.fail("correction", "Năm 2021 đã có số liệu.");
            Sample::of(
                "figures of a year",
                FormPage {
                    c: Chrome::sample(lang, "Số liệu năm"),
                    form,
                    sources: sources(lang),
                    back: "/establishments/1".into(),
                },
            )
        })
        .collect()
}
