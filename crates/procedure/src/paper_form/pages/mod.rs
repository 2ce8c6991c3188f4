//! The pages of forms.
//!
//! - [`list`]: all, with the basis of a day.  [`show`]: one with every version of its bases.
//! - [`edit`]: adding and correcting a basis.  [`step`]: verifying one, taking one back.

pub(super) mod edit;
pub(super) mod list;
mod samples;
pub(super) mod show;
pub(super) mod step;

use db::Conn;
use kernel::{FormBasisId, Lang, Thing, Verb};
use rules::paper_form;
use web_kit::{Guard, Routes, WebError};

use super::{FormBasis, store};

pub(crate) use samples::samples;

pub(crate) const HREF: &str = "/paper-forms";

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Workflow);
    let (view, edit) = (needs(Verb::View), needs(Verb::Edit));
    Routes::new()
        .get(HREF, view, list::list)
        .get("/paper-forms/{code}", view, show::show)
        .get("/paper-forms/{code}/bases/new", edit, edit::new)
        .post("/paper-forms/{code}/bases", edit, edit::add)
        .get("/form-bases/{id}", view, show::version)
        .get("/form-bases/{id}/correction", edit, edit::correction)
        .post("/form-bases/{id}/correction", edit, edit::correct)
        .get("/form-bases/{id}/verification", edit, step::verification)
        .post("/form-bases/{id}/verification", edit, step::verify)
        .get("/form-bases/{id}/withdrawal", edit, step::withdrawal)
        .post("/form-bases/{id}/withdrawal", edit, step::withdraw)
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t("Biểu mẫu", "Forms")
}

/// The way back: the list, then the form.
fn trail(form: &paper_form::PaperForm, lang: Lang) -> Vec<(String, String)> {
    vec![
        (title(lang).to_owned(), HREF.to_owned()),
        (form.title.get(lang).to_owned(), address(&form.code)),
    ]
}

/// The page of a form.
pub(crate) fn address(code: &str) -> String {
    format!("{HREF}/{code}")
}

fn form_of(code: &str) -> Result<paper_form::PaperForm, WebError> {
    paper_form::find(code).ok_or_else(WebError::not_found)
}

/// A version and the form it is of.
async fn load(
    conn: &mut Conn,
    id: FormBasisId,
) -> Result<(FormBasis, paper_form::PaperForm), WebError> {
    let found = store::get(conn, id).await?;
    let basis = found.ok_or_else(WebError::not_found)?;
    let form = form_of(&basis.code)?;
    Ok((basis, form))
}
