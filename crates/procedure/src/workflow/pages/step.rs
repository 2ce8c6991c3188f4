//! One step of a draft.

use askama::Template;
use axum::extract::Path;
use db::CommandResult;
use kernel::{Lang, WorkflowDraftId};
use rules::workflow::{Change, Effect, Guard};
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::{
    Tick, draft::chrome, fill_proof, load, paper_kinds, refuse, role_ticks, state_choices, ticks,
    typed_proof,
};
use crate::workflow::{
    Draft, commands,
    edit::{DeciderInput, StepInput},
};

#[derive(Template)]
#[template(path = "workflow/views/step.html")]
pub(in crate::workflow) struct StepPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    /// The address that takes the step out; empty for a new one.
    pub removal: String,
    pub from: Vec<Tick>,
    pub destinations: Vec<(String, String)>,
    pub roles: Vec<Tick>,
    /// Every condition: its field, its name, and how it counts in this step.
    pub conditions: Vec<(String, &'static str, String)>,
    pub effects: Vec<(String, String)>,
    pub kinds: Vec<(String, String)>,
    /// The subjects of an adjustment, with the fields of who decides each: (role, article,
    /// verified); none for other steps.
    pub subjects: Vec<(&'static str, [String; 3])>,
    /// Who may be named as deciding.
    pub offices: Vec<(String, String)>,
}

/// The fields of who decides a subject.
fn decider_fields(change: Change) -> [String; 3] {
    ["", "_article", "_verified"].map(|part| format!("decider_{}{part}", change.code()))
}

/// How a condition counts in a step.
const DEMANDED: &str = "guards";
const REMINDED: &str = "warnings";

/// The field that says how a condition counts.
fn condition_field(guard: Guard) -> String {
    format!("condition_{}", guard.code())
}

/// The conditions that count in this way.
fn conditions(form: &Form, way: &str) -> Vec<String> {
    Guard::ALL
        .into_iter()
        .filter(|guard| form.value(&condition_field(*guard)) == way)
        .map(|guard| guard.code().to_owned())
        .collect()
}

impl StepPage {
    pub(in crate::workflow) fn of(
        c: Chrome,
        draft: &Draft,
        code: Option<&str>,
        form: Form,
    ) -> StepPage {
        let lang = c.lang;
        let href = format!("/workflow-drafts/{}", draft.id);
        let states = state_choices(&draft.definition, lang);
        let mut destinations = states.clone();
        destinations.push((
            "@same".into(),
            lang.t("(giữ nguyên trạng thái)", "(stays where it is)")
                .into(),
        ));
        destinations.push((
            "@origin".into(),
            lang.t("(về trạng thái trước đó)", "(back to the state before)")
                .into(),
        ));
        StepPage {
            action: match code {
                Some(code) => format!("{href}/steps/{code}"),
                None => format!("{href}/steps"),
            },
            removal: code.map_or_else(String::new, |code| format!("{href}/steps/{code}/removal")),
            cancel: href,
            from: ticks(&form, "from", states.into_iter()),
            destinations,
            roles: role_ticks(&form, false),
            conditions: Guard::ALL
                .map(|guard| {
                    let field = condition_field(guard);
                    let way = form.value(&field).to_owned();
                    (field, guard.label(lang), way)
                })
                .to_vec(),
            effects: Effect::ALL
                .map(|effect| (effect.code().to_owned(), effect.label(lang).to_owned()))
                .to_vec(),
            kinds: paper_kinds(lang),
            subjects: match form.value("effect") == Effect::Adjust.code() {
                true => Change::ALL
                    .map(|change| (change.label(lang), decider_fields(change)))
                    .to_vec(),
                false => Vec::new(),
            },
            offices: role_ticks(&form, false)
                .into_iter()
                .map(|(value, label, _)| (value, label))
                .collect(),
            form,
            c,
        }
    }
}

pub(in crate::workflow) fn filled(draft: &Draft, code: &str, lang: Lang) -> Option<Form> {
    let step = draft.definition.transition(code)?;
    let mut form = Form::new(lang)
        .with("version", draft.version)
        .with("vi", &step.name.vi)
        .with("en", &step.name.en)
        .with("to", String::from(step.to.clone()))
        .with("effect", step.effect.map_or("", Effect::code))
        .with("needs_reason", step.needs_reason);
    form.set_all("from", step.from.iter());
    form.set_all("roles", step.roles.iter().map(|r| r.code()));
    for guard in &step.warnings {
        form.set(&condition_field(*guard), REMINDED);
    }
    for guard in &step.guards {
        form.set(&condition_field(*guard), DEMANDED);
    }
    for decider in &step.deciders {
        let [role, article, verified] = decider_fields(decider.change);
        form.set(&role, decider.role.code());
        form.set(&article, &decider.article);
        form.set(&verified, decider.confidence.is_verified());
    }
    fill_proof(&mut form, &step.proof);
    Some(form)
}

fn typed(form: &Form) -> StepInput {
    StepInput {
        vi: form.text("vi"),
        en: form.text("en"),
        from: form.all("from").to_vec(),
        to: form.text("to"),
        roles: form.all("roles").to_vec(),
        guards: conditions(form, DEMANDED),
        warnings: conditions(form, REMINDED),
        effect: form.text("effect"),
        deciders: Change::ALL
            .map(|change| {
                let [role, article, verified] = decider_fields(change);
                DeciderInput {
                    change: change.code().to_owned(),
                    role: form.text(&role),
                    article: form.text(&article),
                    verified: form.flag(&verified),
                }
            })
            .to_vec(),
        proof: typed_proof(form),
        needs_reason: form.flag("needs_reason"),
    }
}

fn page(web: &Web, draft: &Draft, code: Option<&str>, form: Form) -> StepPage {
    let heading = match code.and_then(|code| draft.definition.transition(code)) {
        Some(step) => step.name.get(web.cx.lang),
        None => web.t("Thêm bước", "Add a step"),
    };
    StepPage::of(chrome(web, draft, heading), draft, code, form)
}

pub(super) async fn new(web: Web, Path(id): Path<WorkflowDraftId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    let form = Form::new(web.cx.lang)
        .with("version", draft.version)
        .with("proof_required", true);
    web.page(page(&web, &draft, None, form))
}

pub(super) async fn open(web: Web, Path((id, code)): Path<(WorkflowDraftId, String)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    let form = filled(&draft, &code, web.cx.lang).ok_or_else(WebError::not_found)?;
    web.page(page(&web, &draft, Some(&code), form))
}

pub(super) async fn add(web: Web, Path(id): Path<WorkflowDraftId>, form: Form) -> WebResult {
    write(web, id, None, form).await
}

pub(super) async fn save(
    web: Web,
    Path((id, code)): Path<(WorkflowDraftId, String)>,
    form: Form,
) -> WebResult {
    write(web, id, Some(code), form).await
}

async fn write(web: Web, id: WorkflowDraftId, code: Option<String>, form: Form) -> WebResult {
    let input = typed(&form);
    let (cx, code) = (form.cx(&web.cx), code.as_deref());
    let result = commands::put_step(&cx, id, form.version_number(), code, &input).await;
    answer(web, id, code, form, result, &input.vi).await
}

async fn answer(
    web: Web,
    id: WorkflowDraftId,
    code: Option<&str>,
    mut form: Form,
    result: CommandResult<String>,
    name: &str,
) -> WebResult {
    match result {
        Ok(_) => {
            let text = match web.cx.lang {
                Lang::Vi => format!("Đã ghi bước “{name}”. Xem phần Kiểm tra."),
                Lang::En => format!("Saved the step “{name}”. See the check."),
            };
            web.done(&format!("/workflow-drafts/{id}"), text).await
        }
        Err(error) => {
            let mut conn = web.cx.read().await?;
            let draft = load(&web.cx, &mut conn, id).await?;
            refuse(&mut form, &draft, error)?;
            web.refused(page(&web, &draft, code, form))
        }
    }
}

pub(super) async fn remove(
    web: Web,
    Path((id, code)): Path<(WorkflowDraftId, String)>,
    mut form: Form,
) -> WebResult {
    let cx = form.cx(&web.cx);
    match commands::remove_step(&cx, id, form.version_number(), &code).await {
        Ok(()) => {
            let text = web.t(
                "Đã bỏ bước. Xem phần Kiểm tra.",
                "The step is gone. See the check.",
            );
            web.done(&format!("/workflow-drafts/{id}"), text).await
        }
        Err(error) => {
            let mut conn = web.cx.read().await?;
            let draft = load(&web.cx, &mut conn, id).await?;
            form = filled(&draft, &code, web.cx.lang).ok_or_else(WebError::not_found)?;
            refuse(&mut form, &draft, error)?;
            web.refused(page(&web, &draft, Some(&code), form))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_demanded_or_reminded_of_or_left_out() {
        let mut form = Form::new(Lang::Vi);
        form.set(&condition_field(Guard::Committed), DEMANDED);
        form.set(&condition_field(Guard::AgreementSigned), REMINDED);
        form.set(&condition_field(Guard::Eligible), "");
        let input = typed(&form);
        assert_eq!(input.guards, ["committed"]);
        assert_eq!(input.warnings, ["agreement_signed"]);
    }
}
