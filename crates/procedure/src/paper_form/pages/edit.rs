use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{FormBasisId, format_date};
use rules::paper_form;
use web_kit::{Chrome, Form, Web, WebResult};

use super::{address, form_of, load, trail};
use crate::{
    overview,
    paper_form::{commands, form, store},
};

#[derive(Template)]
#[template(path = "paper_form/views/form.html")]
pub(in crate::paper_form) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    /// The first day of the basis that is corrected; empty for a new one.
    pub since: String,
}

fn page(
    web: &Web,
    form: Form,
    of: &paper_form::PaperForm,
    correcting: Option<(FormBasisId, String)>,
) -> FormPage {
    let lang = web.cx.lang;
    let heading = match correcting {
        Some(_) => lang.t("Đính chính căn cứ", "Correct the basis"),
        None => lang.t("Ghi căn cứ mới", "Enter a new basis"),
    };
    let (action, cancel, since) = match correcting {
        Some((id, since)) => (
            format!("/form-bases/{id}/correction"),
            format!("/form-bases/{id}"),
            since,
        ),
        None => {
            let page = address(&of.code);
            (format!("{page}/bases"), page, String::new())
        }
    };
    FormPage {
        c: overview::frame(web, heading, trail(of, lang)),
        form,
        action,
        cancel,
        since,
    }
}

pub(super) async fn new(web: Web, Path(code): Path<String>) -> WebResult {
    let of = form_of(&code)?;
    commands::may_write(&web.cx)?;
    let form = Form::new(web.cx.lang).with("valid_from", format_date(web.cx.today()));
    web.page(page(&web, form, &of, None))
}

pub(super) async fn add(web: Web, Path(code): Path<String>, mut form: Form) -> WebResult {
    let of = form_of(&code)?;
    let input = form::typed(&web.cx, &mut form).await?;
    if !form.has_errors() {
        match commands::add(&form.cx(&web.cx), &code, input).await {
            Ok(id) => return written(&web, id).await,
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(page(&web, form, &of, None))
}

pub(super) async fn correction(web: Web, Path(id): Path<FormBasisId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (row, of) = load(&mut conn, id).await?;
    commands::may_write(&web.cx)?;
    let form = form::filled(&web.cx, &mut conn, &row).await?;
    let since = format_date(row.valid_from);
    web.page(page(&web, form, &of, Some((id, since))))
}

pub(super) async fn correct(web: Web, Path(id): Path<FormBasisId>, mut form: Form) -> WebResult {
    let input = form::typed(&web.cx, &mut form).await?;
    let mut shown = id;
    if !form.has_errors() {
        match commands::correct(&form.cx(&web.cx), id, input).await {
            Ok(new) => return written(&web, new).await,
            Err(CommandError::Stale) => {
                let mut conn = web.cx.read().await?;
                let (seen, _) = load(&mut conn, id).await?;
                let newest = store::newest(&mut conn, &seen.code, seen.valid_from).await?;
                let newest = newest.unwrap_or(seen);
                shown = newest.id;
                form.fail("", superseded(&web, &newest.recorded_by, &newest.article));
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let (row, of) = load(&mut conn, id).await?;
    let since = format_date(row.valid_from);
    web.refused(page(&web, form, &of, Some((shown, since))))
}

fn superseded(web: &Web, by: &str, article: &str) -> String {
    let lang = web.cx.lang;
    let said = match article.is_empty() {
        true => lang.t("chưa rõ căn cứ", "basis not known"),
        false => article,
    };
    match lang {
        kernel::Lang::Vi => format!(
            "{by} vừa ghi bản mới hơn (“{said}”). Xem lại rồi ghi; ghi lần nữa sẽ thay bản đó."
        ),
        kernel::Lang::En => format!(
            "{by} has just written a newer version (“{said}”). Look again; saving supersedes it."
        ),
    }
}

async fn written(web: &Web, new: FormBasisId) -> WebResult {
    let text = web.t(
        "Đã ghi căn cứ; các bản trước vẫn đọc được. Bước tiếp: kiểm chứng với văn bản.",
        "Saved the basis; older versions stay readable. Next: verify it with the text.",
    );
    web.done(&format!("/form-bases/{new}"), text).await
}
