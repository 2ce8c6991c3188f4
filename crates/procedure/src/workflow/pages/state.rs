//! One state of a draft.

use askama::Template;
use axum::extract::Path;
use db::CommandResult;
use kernel::{Lang, WorkflowDraftId};
use rules::workflow::Tone;
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::{draft::chrome, load, refuse};
use crate::workflow::{Draft, commands, edit::StateInput};

#[derive(Template)]
#[template(path = "workflow/views/state.html")]
pub(in crate::workflow) struct StatePage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    /// The address that takes the state out; empty for a new one.
    pub removal: String,
    pub tones: Vec<(String, String)>,
    /// The main path as it stands: place and name.
    pub path: Vec<String>,
}

impl StatePage {
    pub(in crate::workflow) fn of(
        c: Chrome,
        draft: &Draft,
        code: Option<&str>,
        form: Form,
    ) -> StatePage {
        let lang = c.lang;
        let href = format!("/workflow-drafts/{}", draft.id);
        let definition = &draft.definition;
        StatePage {
            action: match code {
                Some(code) => format!("{href}/states/{code}"),
                None => format!("{href}/states"),
            },
            removal: code.map_or_else(String::new, |code| format!("{href}/states/{code}/removal")),
            cancel: href,
            tones: Tone::ALL
                .map(|tone| (tone.code().to_owned(), tone.label(lang).to_owned()))
                .to_vec(),
            path: definition
                .main_path
                .iter()
                .map(|code| definition.state_name(code, lang).to_owned())
                .collect(),
            form,
            c,
        }
    }
}

pub(in crate::workflow) fn filled(draft: &Draft, code: &str, lang: Lang) -> Option<Form> {
    let definition = &draft.definition;
    let state = definition.state(code)?;
    let place = definition.main_path.iter().position(|stop| stop == code);
    Some(
        Form::new(lang)
            .with("version", draft.version)
            .with("vi", &state.name.vi)
            .with("en", &state.name.en)
            .with("tone", state.tone.code())
            .with("terminal", state.terminal)
            .with(
                "position",
                place.map_or(String::new(), |i| (i + 1).to_string()),
            ),
    )
}

fn page(web: &Web, draft: &Draft, code: Option<&str>, form: Form) -> StatePage {
    let heading = match code.and_then(|code| draft.definition.state(code)) {
        Some(state) => state.name.get(web.cx.lang),
        None => web.t("Thêm trạng thái", "Add a state"),
    };
    StatePage::of(chrome(web, draft, heading), draft, code, form)
}

pub(super) async fn new(web: Web, Path(id): Path<WorkflowDraftId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    let form = Form::new(web.cx.lang)
        .with("version", draft.version)
        .with("tone", Tone::Progress.code());
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

async fn write(web: Web, id: WorkflowDraftId, code: Option<String>, mut form: Form) -> WebResult {
    let input = StateInput {
        vi: form.text("vi"),
        en: form.text("en"),
        tone: form.text("tone"),
        terminal: form.flag("terminal"),
        position: form.int("position"),
    };
    let cx = form.cx(&web.cx);
    let code = code.as_deref();
    let result = match form.has_errors() {
        true => None,
        false => Some(commands::put_state(&cx, id, form.version_number(), code, &input).await),
    };
    answer(web, id, code, form, result, &input.vi).await
}

async fn answer(
    web: Web,
    id: WorkflowDraftId,
    code: Option<&str>,
    mut form: Form,
    result: Option<CommandResult<String>>,
    name: &str,
) -> WebResult {
    if let Some(Ok(_)) = result {
        let text = match web.cx.lang {
            Lang::Vi => format!("Đã ghi trạng thái “{name}”. Xem phần Kiểm tra."),
            Lang::En => format!("Saved the state “{name}”. See the check."),
        };
        return web.done(&format!("/workflow-drafts/{id}"), text).await;
    }
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    if let Some(Err(error)) = result {
        refuse(&mut form, &draft, error)?;
    }
    web.refused(page(&web, &draft, code, form))
}

pub(super) async fn remove(
    web: Web,
    Path((id, code)): Path<(WorkflowDraftId, String)>,
    mut form: Form,
) -> WebResult {
    let cx = form.cx(&web.cx);
    match commands::remove_state(&cx, id, form.version_number(), &code).await {
        Ok(()) => {
            let text = web.t(
                "Đã bỏ trạng thái. Xem phần Kiểm tra: bước nào còn dẫn tới đó cần sửa.",
                "The state is gone. See the check: steps that still lead there need a change.",
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
