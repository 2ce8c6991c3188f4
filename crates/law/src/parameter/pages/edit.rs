use askama::Template;
use axum::extract::{Path, Query};
use db::CommandError;
use kernel::{Id, Lang, ParameterId, Scope};
use reference::picked;
use rules::parameter::{Measure, Subject};
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Difference, Form, Web, WebError, WebResult, differences};

use super::{load, title};
use crate::parameter::{
    commands,
    form::{self, FIELDS, countings, years},
    store,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    subject: String,
}

/// The first step of adding: what it is about decides which fields are asked.
#[derive(Template)]
#[template(path = "parameter/views/subjects.html")]
pub(in crate::parameter) struct SubjectsPage {
    pub c: Chrome,
    /// Measure, subject, address.
    pub subjects: Vec<(&'static str, &'static str, String)>,
}

impl SubjectsPage {
    pub(in crate::parameter) fn of(c: Chrome) -> SubjectsPage {
        let lang = c.lang;
        SubjectsPage {
            subjects: Subject::ALL
                .into_iter()
                .map(|subject| {
                    (
                        subject.measure().label(lang),
                        subject.label(lang),
                        format!("/parameters/new?subject={}", subject.code()),
                    )
                })
                .collect(),
            c,
        }
    }
}

#[derive(Template)]
#[template(path = "parameter/views/form.html")]
pub(in crate::parameter) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub correcting: bool,
    pub subject: Subject,
    pub measure: Measure,
    pub scopes: Choices,
    pub years: Choices,
    pub countings: Choices,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(in crate::parameter) fn of(
        c: Chrome,
        form: Form,
        subject: Subject,
        id: Option<ParameterId>,
    ) -> FormPage {
        let lang = c.lang;
        FormPage {
            form,
            action: id.map_or("/parameters".into(), |id| {
                format!("/parameters/{id}/correction")
            }),
            cancel: id.map_or("/parameters".into(), |id| format!("/parameters/{id}")),
            correcting: id.is_some(),
            subject,
            measure: subject.measure(),
            scopes: rules::FundingScope::choices(lang),
            years: years(lang),
            countings: countings(lang),
            conflict: Vec::new(),
            c,
        }
    }

    fn own_title(&self) -> bool {
        self.subject == Subject::OtherDeadline
    }
}

fn heading(lang: Lang, correcting: bool) -> &'static str {
    match correcting {
        true => lang.t("Đính chính thời hạn, giới hạn", "Correct the parameter"),
        false => lang.t("Thêm thời hạn, giới hạn", "Add a deadline or limit"),
    }
}

fn form_page(web: &Web, form: Form, id: Option<ParameterId>) -> FormPage {
    let subject = Subject::from_code(form.value("subject")).unwrap_or(Subject::OtherDeadline);
    let heading = heading(web.cx.lang, id.is_some());
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/parameters")
        .crumb(heading, "");
    FormPage::of(chrome, form, subject, id)
}

/// Puts a refusal beside the fields of the form, which are not all called as those of the input.
fn refuse(form: &mut Form, error: CommandError) -> Result<(), WebError> {
    form.refuse(match error {
        CommandError::Invalid(mut errors) => {
            for error in &mut errors {
                error.field = form::field_of_input(&error.field).to_owned();
            }
            CommandError::Invalid(errors)
        }
        other => other,
    })
}

pub(super) async fn new(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    let lang = web.cx.lang;
    let Some(subject) = Subject::from_code(&query.subject) else {
        let heading = heading(lang, false);
        let chrome = web
            .chrome(heading)
            .crumb(title(lang), "/parameters")
            .crumb(heading, "");
        return web.page(SubjectsPage::of(chrome));
    };
    let mut form = Form::new(lang)
        .with("subject", subject.code())
        .with("year_offset", 0)
        .with("inclusive", false);
    // Who sees provinces only can write for a province only.
    if let (Scope::Provinces(_), Some(home)) = (&web.cx.actor.scope, web.cx.actor.home) {
        let mut conn = web.cx.read().await?;
        let label = picked::unit_label(&mut conn, Some(home)).await?;
        form.set("territory", home);
        form.set("territory_text", label);
        form.set("scope", rules::FundingScope::Kcdp.code());
    }
    web.page(form_page(&web, form, None))
}

pub(super) async fn add(web: Web, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let input = form::typed(&mut conn, &mut form).await?;
    drop(conn);
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    match commands::add(&form.cx(&web.cx), input).await {
        Ok(id) => written(&web, id, true).await,
        Err(error) => {
            refuse(&mut form, error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

pub(super) async fn correction(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let version = load(&mut conn, id).await?;
    let form = form::filled(&mut conn, web.cx.lang, &version).await?;
    web.page(form_page(&web, form, Some(version.id)))
}

pub(super) async fn correct(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: ParameterId = Id::from_uuid(id);
    let mut conn = web.cx.read().await?;
    // The subject stays what it is.
    let before = load(&mut conn, id.uuid()).await?;
    form.set("subject", &before.subject);
    let input = form::typed(&mut conn, &mut form).await?;
    drop(conn);
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    match commands::correct(&form.cx(&web.cx), id, input).await {
        Ok(new) => written(&web, new, false).await,
        Err(CommandError::Stale) => conflict(&web, id, form).await,
        Err(error) => {
            refuse(&mut form, error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}

/// Somebody wrote a newer version meanwhile: both side by side; saving again supersedes that one.
async fn conflict(web: &Web, id: ParameterId, form: Form) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let seen = load(&mut conn, id.uuid()).await?;
    let newest = store::versions(&mut conn, &seen.key).await?.swap_remove(0);
    let stored = form::filled(&mut conn, lang, &newest).await?;
    let conflict = differences(lang, &stored, &form, FIELDS);
    web.refused(FormPage {
        conflict,
        ..form_page(web, form, Some(newest.id))
    })
}

async fn written(web: &Web, new: ParameterId, first: bool) -> WebResult {
    let text = match first {
        true => web.t(
            "Đã ghi thời hạn, giới hạn. Bước tiếp: kiểm chứng với văn bản.",
            "Saved the deadline or limit. Next: verify it.",
        ),
        false => web.t(
            "Đã ghi bản mới; bản cũ vẫn đọc được. Bước tiếp: kiểm chứng với văn bản.",
            "Saved a new version; older ones stay readable. Next: verify it.",
        ),
    };
    web.done(&format!("/parameters/{new}"), text).await
}
