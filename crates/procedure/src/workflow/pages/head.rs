//! What holds for the workflow as a whole: title, first day, first state, opening.

use askama::Template;
use axum::extract::Path;
use kernel::{WorkflowDraftId, format_date};
use web_kit::{Chrome, Form, Web, WebResult, basis};

use super::{
    Tick, draft::chrome, fill_proof, guard_ticks, load, paper_kinds, refuse, role_ticks,
    state_choices, typed_proof,
};
use crate::workflow::{Basis, Draft, commands, edit::HeadInput};

#[derive(Template)]
#[template(path = "workflow/views/head.html")]
pub(in crate::workflow) struct HeadPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub states: Vec<(String, String)>,
    pub roles: Vec<Tick>,
    pub guards: Vec<Tick>,
    pub kinds: Vec<(String, String)>,
}

impl HeadPage {
    pub(in crate::workflow) fn of(c: Chrome, draft: &Draft, form: Form) -> HeadPage {
        let href = format!("/workflow-drafts/{}", draft.id);
        HeadPage {
            action: format!("{href}/edit"),
            cancel: href,
            states: state_choices(&draft.definition, c.lang),
            roles: role_ticks(&form, true),
            guards: guard_ticks(&form, "guards"),
            kinds: paper_kinds(c.lang),
            form,
            c,
        }
    }
}

pub(in crate::workflow) fn filled(draft: &Draft, mut form: Form) -> Form {
    let definition = &draft.definition;
    let opening = &definition.opening;
    form.set("version", draft.version);
    form.set("valid_from", format_date(draft.valid_from));
    form.set("title_vi", &definition.title.vi);
    form.set("title_en", &definition.title.en);
    form.set("article", &draft.basis.article);
    form.set("start", &definition.start);
    form.set("opening_vi", &opening.name.vi);
    form.set("opening_en", &opening.name.en);
    form.set_all("roles", opening.roles.iter().map(|r| r.code()));
    form.set_all("guards", opening.guards.iter().map(|g| g.code()));
    fill_proof(&mut form, &opening.proof);
    form
}

fn page(web: &Web, draft: &Draft, form: Form) -> HeadPage {
    let heading = web.t("Phần chung của quy trình", "The workflow as a whole");
    HeadPage::of(chrome(web, draft, heading), draft, form)
}

pub(super) async fn open(web: Web, Path(id): Path<WorkflowDraftId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    let mut form = filled(&draft, Form::new(web.cx.lang));
    let Basis {
        article,
        instrument_id,
    } = &draft.basis;
    basis::fill(
        &web.cx,
        &mut conn,
        &mut form,
        "article",
        *instrument_id,
        article,
    )
    .await?;
    web.page(page(&web, &draft, form))
}

pub(super) async fn save(web: Web, Path(id): Path<WorkflowDraftId>, mut form: Form) -> WebResult {
    let valid_from = form.date("valid_from");
    let mut conn = web.cx.read().await?;
    let instrument_id = basis::picked(&web.cx, &mut conn, &mut form).await?;
    drop(conn);
    let input = HeadInput {
        article: form.text("article"),
        instrument_id,
        title_vi: form.text("title_vi"),
        title_en: form.text("title_en"),
        start: form.text("start"),
        opening_vi: form.text("opening_vi"),
        opening_en: form.text("opening_en"),
        roles: form.all("roles").to_vec(),
        guards: form.all("guards").to_vec(),
        proof: typed_proof(&form),
    };
    let cx = form.cx(&web.cx);
    if !form.has_errors() {
        match commands::put_head(&cx, id, form.version_number(), &input, valid_from).await {
            Ok(()) => {
                let text = web.t("Đã ghi phần chung.", "Saved.");
                return web.done(&format!("/workflow-drafts/{id}"), text).await;
            }
            Err(error) => {
                let mut conn = web.cx.read().await?;
                let draft = load(&web.cx, &mut conn, id).await?;
                refuse(&mut form, &draft, error)?;
            }
        }
    }
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    web.refused(page(&web, &draft, form))
}
