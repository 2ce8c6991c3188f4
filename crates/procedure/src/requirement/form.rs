//! The form of a paper or question: what it opens with, and what was typed.

use db::{Conn, Cx, DbError};
use kernel::{Activity, Lang, UnitId, format_date};
use rules::{ProjectKind, checklist::Stage, criteria::Level};
use web_kit::{Choices, Form, basis};

use super::{
    commands::RequirementInput,
    model::{Requirement, split},
};

/// A box to tick: value, label, whether it is ticked.
pub(super) type Tick = (String, String, bool);

fn choices<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Choices {
    all.iter()
        .map(|one| (code(*one).to_owned(), label(*one).to_owned()))
        .collect()
}

pub(super) fn stages(lang: Lang) -> Choices {
    choices(&Stage::ALL, Stage::code, |s| s.label(lang))
}

pub(super) fn levels(lang: Lang) -> Choices {
    choices(&Level::ALL, Level::code, |l| l.label(lang))
}

pub(super) fn activity_ticks(form: &Form) -> Vec<Tick> {
    let ticked = form.all("activities");
    Activity::ALL
        .into_iter()
        .map(|a| {
            let code = a.code().to_owned();
            let on = ticked.contains(&code);
            (code, a.titled(form.lang), on)
        })
        .collect()
}

pub(super) fn kind_ticks(form: &Form) -> Vec<Tick> {
    let ticked = form.all("project_kinds");
    ProjectKind::ALL
        .into_iter()
        .map(|k| {
            let code = k.code().to_owned();
            let on = ticked.contains(&code);
            (code, k.label(form.lang).to_owned(), on)
        })
        .collect()
}

/// A form that opens with this version.
pub(super) async fn filled(cx: &Cx, conn: &mut Conn, row: &Requirement) -> Result<Form, DbError> {
    let mut form = of(cx.lang, row);
    basis::fill(
        cx,
        conn,
        &mut form,
        "article",
        row.instrument_id,
        &row.article,
    )
    .await?;
    Ok(form)
}

/// The same without the document of its text.
pub(super) fn of(lang: Lang, row: &Requirement) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut form = Form::new(lang)
        .with("code", &row.code)
        .with("title_vi", &row.title_vi)
        .with("title_en", &row.title_en)
        .with("position", row.position)
        .with("scope", text(&row.scope))
        .with_some("territory", row.territory_id)
        .with("stage", text(&row.stage))
        .with("required", row.required.unwrap_or_default())
        .with("copies", number(row.copies))
        .with("level", text(&row.level))
        .with("article", &row.article)
        .with("valid_from", format_date(row.valid_from))
        .with_some("valid_to", row.valid_to.map(format_date));
    form.set_all("activities", split(&row.activities));
    form.set_all("project_kinds", split(&row.project_kinds));
    form
}

/// What was typed. Mistakes of writing are noted in the form.
pub(super) async fn typed(cx: &Cx, form: &mut Form) -> Result<RequirementInput, DbError> {
    let mut conn = cx.read().await?;
    Ok(RequirementInput {
        code: form.text("code"),
        title_vi: form.text("title_vi"),
        title_en: form.text("title_en"),
        position: form.int("position"),
        scope: form.text("scope"),
        territory: form.parsed::<UnitId>("territory"),
        stage: form.text("stage"),
        required: form.flag("required"),
        copies: form.int("copies"),
        activities: form.all("activities").to_vec(),
        project_kinds: form.all("project_kinds").to_vec(),
        level: form.text("level"),
        article: form.text("article"),
        instrument_id: basis::picked(cx, &mut conn, form).await?,
        valid_from: form.date("valid_from"),
        valid_to: form.date("valid_to"),
        reason: form.text("reason"),
    })
}
