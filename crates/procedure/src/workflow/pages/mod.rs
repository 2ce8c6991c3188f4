//! The pages of workflows.
//!
//! - [`list`]: versions and drafts.  [`show`]: one version, and its file.
//! - [`begin`]: a draft from a version or from a file.  [`draft`]: the draft with its faults.
//! - [`head`], [`state`], [`step`]: one part of a draft.  [`publish`]: putting it in force.
//! - [`view`]: a definition as all of them show it.

pub(super) mod begin;
pub(super) mod draft;
pub(super) mod head;
pub(super) mod list;
pub(super) mod publish;
mod samples;
pub(super) mod show;
pub(super) mod state;
pub(super) mod step;
pub(super) mod view;

use db::{CommandError, Conn, Cx};
use kernel::{Lang, Role, Thing, Verb, WorkflowDraftId};
use rules::workflow::Definition;
use web_kit::{Form, Guard, Routes, WebError};

use super::{Draft, store};

pub(crate) use samples::samples;

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Workflow);
    let (view, create, edit) = (needs(Verb::View), needs(Verb::Create), needs(Verb::Edit));
    Routes::new()
        .get("/workflows", view, list::list)
        .get("/workflows/{id}", view, show::show)
        .get("/workflows/{id}/definition.json", view, show::export)
        .post("/workflows/{id}/files", edit, show::attach)
        .get("/workflows/{id}/files/{file}", view, show::download)
        .get("/workflows/{id}/draft", create, begin::open)
        .post("/workflows/{id}/draft", create, begin::begin)
        .get("/workflow-imports/new", create, begin::open_import)
        .post("/workflow-imports", create, begin::import)
        .get("/workflow-drafts/{id}", edit, draft::show)
        .get("/workflow-drafts/{id}/definition.json", edit, draft::export)
        .get("/workflow-drafts/{id}/edit", edit, head::open)
        .post("/workflow-drafts/{id}/edit", edit, head::save)
        .get("/workflow-drafts/{id}/states/new", edit, state::new)
        .post("/workflow-drafts/{id}/states", edit, state::add)
        .get("/workflow-drafts/{id}/states/{code}", edit, state::open)
        .post("/workflow-drafts/{id}/states/{code}", edit, state::save)
        .post(
            "/workflow-drafts/{id}/states/{code}/removal",
            edit,
            state::remove,
        )
        .get("/workflow-drafts/{id}/steps/new", edit, step::new)
        .post("/workflow-drafts/{id}/steps", edit, step::add)
        .get("/workflow-drafts/{id}/steps/{code}", edit, step::open)
        .post("/workflow-drafts/{id}/steps/{code}", edit, step::save)
        .post(
            "/workflow-drafts/{id}/steps/{code}/removal",
            edit,
            step::remove,
        )
        .get("/workflow-drafts/{id}/publication", edit, publish::open)
        .post("/workflow-drafts/{id}/publication", edit, publish::publish)
        .post("/workflow-drafts/{id}/discarding", edit, publish::discard)
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t("Quy trình", "Workflows")
}

/// The way back to the list.
fn crumb(lang: Lang) -> (String, String) {
    (title(lang).to_owned(), "/workflows".to_owned())
}

/// A draft that the person keeps.
async fn load(cx: &Cx, conn: &mut Conn, id: WorkflowDraftId) -> Result<Draft, WebError> {
    let draft = store::draft(conn, &cx.actor.scope, id).await?;
    draft.ok_or_else(WebError::not_found)
}

/// Notes that somebody else changed the draft, and lets the next sending count.
fn stale(form: &mut Form, draft: &Draft) {
    let text = form.lang.t(
        "Bản thảo vừa có người khác sửa. Xem lại nội dung dưới đây rồi gửi lại; gửi lại sẽ ghi theo \
         những gì bạn đã điền.",
        "Somebody has just changed this draft. Look again at what is below, then send it; what you \
         typed will count.",
    );
    form.fail("", text);
    form.set("version", draft.version);
}

/// Puts a refusal into the form, or answers with an error page.
fn refuse(form: &mut Form, draft: &Draft, error: CommandError) -> Result<(), WebError> {
    match error {
        CommandError::Stale => {
            stale(form, draft);
            Ok(())
        }
        other => form.refuse(other),
    }
}

/// A box to tick: value, label, and whether it is ticked.
pub(super) type Tick = (String, String, bool);

fn ticks(form: &Form, name: &str, all: impl Iterator<Item = (String, String)>) -> Vec<Tick> {
    let ticked = form.all(name);
    all.map(|(value, label)| {
        let on = ticked.contains(&value);
        (value, label, on)
    })
    .collect()
}

/// The roles that may take steps, or open projects.
fn role_ticks(form: &Form, opening: bool) -> Vec<Tick> {
    let roles = Role::ALL.into_iter().filter(|role| {
        kernel::may(*role, Verb::Decide, Thing::Project)
            || (opening && kernel::may(*role, Verb::Create, Thing::Need))
    });
    let lang = form.lang;
    ticks(
        form,
        "roles",
        roles.map(|r| (r.code().to_owned(), r.label(lang).to_owned())),
    )
}

fn guard_ticks(form: &Form, name: &str) -> Vec<Tick> {
    let lang = form.lang;
    let guards = rules::workflow::Guard::ALL.into_iter();
    ticks(
        form,
        name,
        guards.map(|g| (g.code().to_owned(), g.label(lang).to_owned())),
    )
}

/// The states of a definition to choose from, in the order of the main path.
fn state_choices(definition: &Definition, lang: Lang) -> Vec<(String, String)> {
    let place = |code: &str| {
        let path = &definition.main_path;
        path.iter().position(|s| s == code).unwrap_or(usize::MAX)
    };
    let mut states: Vec<_> = definition.states.iter().collect();
    states.sort_by_key(|state| place(&state.code));
    states
        .into_iter()
        .map(|s| (s.code.clone(), s.name.get(lang).to_owned()))
        .collect()
}

/// The kinds of paper that offices number.
fn paper_kinds(lang: Lang) -> Vec<(String, String)> {
    rules::numbering::PaperKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .collect()
}

fn typed_proof(form: &Form) -> super::edit::ProofInput {
    super::edit::ProofInput {
        vi: form.text("proof_vi"),
        en: form.text("proof_en"),
        required: form.flag("proof_required"),
        file: form.flag("proof_file"),
        kind: form.text("proof_kind"),
    }
}

fn fill_proof(form: &mut Form, proof: &rules::workflow::ProofKind) {
    form.set("proof_vi", &proof.name.vi);
    form.set("proof_en", &proof.name.en);
    form.set("proof_required", proof.required);
    form.set("proof_file", proof.file);
    form.set("proof_kind", proof.kind.map_or("", |kind| kind.code()));
}
