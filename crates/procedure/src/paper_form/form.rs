//! What is typed of the basis of a form, and what its page opens with.

use db::{Conn, Cx, DbError};
use kernel::Lang;
use web_kit::{Form, basis};

use super::{commands::FormBasisInput, model::FormBasis};

/// A form that opens with this version.
pub(super) async fn filled(cx: &Cx, conn: &mut Conn, row: &FormBasis) -> Result<Form, DbError> {
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
pub(super) fn of(lang: Lang, row: &FormBasis) -> Form {
    Form::new(lang)
        .with("ended", row.ended)
        .with("article", &row.article)
        .with("note", &row.note)
}

/// What was typed. Mistakes of writing are noted in the form.
pub(super) async fn typed(cx: &Cx, form: &mut Form) -> Result<FormBasisInput, DbError> {
    let mut conn = cx.read().await?;
    Ok(FormBasisInput {
        valid_from: form.date("valid_from"),
        ended: form.flag("ended"),
        article: form.text("article"),
        instrument_id: basis::picked(cx, &mut conn, form).await?,
        note: form.text("note"),
        reason: form.text("reason"),
    })
}
