use askama::Template;
use axum::extract::Path;
use db::{CommandError, CommandResult};
use kernel::{FormBasisId, format_date};
use rules::paper_form;
use web_kit::{
    Chrome, Form, Web, WebError, WebResult,
    version::{VerifyInput, WithdrawInput},
};

use super::{load, trail};
use crate::{
    overview,
    paper_form::{FormBasis, commands},
};

#[derive(Template)]
#[template(path = "paper_form/views/step.html")]
pub(in crate::paper_form) struct StepPage {
    pub c: Chrome,
    pub form: Form,
    pub of: paper_form::PaperForm,
    pub basis: FormBasis,
    pub since: String,
    /// True to take it back, false to verify it.
    pub withdrawing: bool,
    pub action: String,
    pub cancel: String,
}

impl StepPage {
    pub(in crate::paper_form) fn of(
        c: Chrome,
        form: Form,
        of: paper_form::PaperForm,
        basis: FormBasis,
        withdrawing: bool,
    ) -> StepPage {
        let cancel = format!("/form-bases/{}", basis.id);
        let noun = match withdrawing {
            true => "withdrawal",
            false => "verification",
        };
        StepPage {
            action: format!("{cancel}/{noun}"),
            cancel,
            form,
            of,
            since: format_date(basis.valid_from),
            basis,
            withdrawing,
            c,
        }
    }
}

async fn page(
    web: &Web,
    id: FormBasisId,
    form: Form,
    withdrawing: bool,
) -> Result<StepPage, WebError> {
    let lang = web.cx.lang;
    commands::may_write(&web.cx)?;
    let mut conn = web.cx.read().await?;
    let (basis, of) = load(&mut conn, id).await?;
    let heading = match withdrawing {
        true => lang.t("Bỏ căn cứ ghi nhầm", "Take the basis back"),
        false => lang.t("Kiểm chứng với văn bản", "Verify it"),
    };
    let chrome = overview::frame(web, heading, trail(&of, lang));
    Ok(StepPage::of(chrome, form, of, basis, withdrawing))
}

pub(super) async fn verification(web: Web, Path(id): Path<FormBasisId>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang), false).await?;
    web.page(page)
}

pub(super) async fn verify(web: Web, Path(id): Path<FormBasisId>, form: Form) -> WebResult {
    let input = VerifyInput {
        evidence: form.text("evidence"),
    };
    let result = commands::verify(&form.cx(&web.cx), id, input).await;
    done(web, id, result, form, false).await
}

pub(super) async fn withdrawal(web: Web, Path(id): Path<FormBasisId>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang), true).await?;
    web.page(page)
}

pub(super) async fn withdraw(web: Web, Path(id): Path<FormBasisId>, form: Form) -> WebResult {
    let input = WithdrawInput {
        reason: form.text("reason"),
    };
    let result = commands::withdraw(&form.cx(&web.cx), id, input).await;
    done(web, id, result, form, true).await
}

async fn done(
    web: Web,
    id: FormBasisId,
    result: CommandResult<FormBasisId>,
    mut form: Form,
    withdrawing: bool,
) -> WebResult {
    match result {
        Err(error @ (CommandError::Invalid(_) | CommandError::Refused { .. })) => {
            form.refuse(error)?;
            let page = page(&web, id, form, withdrawing).await?;
            web.refused(page)
        }
        other => {
            let text = match withdrawing {
                true => web.t(
                    "Đã bỏ căn cứ ghi nhầm; bản đó vẫn đọc được trong các bản đã ghi.",
                    "Taken back; it stays readable among the versions.",
                ),
                false => web.t(
                    "Đã ghi việc kiểm chứng. Căn cứ này không còn nhãn chưa kiểm chứng.",
                    "Recorded the verification; the unverified mark is gone.",
                ),
            };
            web.done(&format!("/form-bases/{}", other?), text).await
        }
    }
}
