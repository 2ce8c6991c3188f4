use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{FundingSource, Id, Lang, Scope, Thing, Verb, format_date};
use reference::picked;
use rules::FundingScope;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Web, WebError, WebResult, basis};

use super::title;
use crate::proposal::criteria::{self, Criterion, CriterionInput};

/// A criterion with the name of its province.
pub(in crate::proposal) struct Shown {
    pub criterion: Criterion,
    pub area: String,
    /// Where its text can be read; empty when it is not in the register.
    pub basis: String,
    /// Whether this person may end it.
    pub mine: bool,
}

impl Shown {
    fn budget(&self, lang: &Lang) -> &'static str {
        self.criterion.scope.map_or(
            lang.t("Cả hai nguồn", "Both sources"),
            |s: FundingSource| s.label(*lang),
        )
    }
}

#[derive(Template)]
#[template(path = "proposal/views/criteria.html")]
pub(in crate::proposal) struct CriteriaPage {
    pub c: Chrome,
    pub rows: Vec<Shown>,
    /// Versions that were corrected, each with what came after it.
    pub corrected: Vec<(Criterion, Criterion)>,
    pub scopes: Choices,
    pub form: Form,
    pub may_add: bool,
}

/// The form that corrects one.
#[derive(Template)]
#[template(path = "proposal/views/criterion.html")]
pub(in crate::proposal) struct CorrectionPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub scopes: Choices,
    /// What counts now, when somebody corrected it after this form was opened.
    pub meanwhile: Option<Criterion>,
}

async fn page(web: &Web, form: Form) -> Result<CriteriaPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let heading = web.t("Tiêu chí xét chọn", "Selection criteria");
    let c = web
        .chrome(heading)
        .crumb(title(lang), "/proposals")
        .crumb(heading, "");
    let mut conn = cx.read().await?;
    let may_add = cx.actor.may(Verb::Decide, Thing::Plan);
    let mut rows = Vec::new();
    let mut names: Vec<(kernel::UnitId, String)> = Vec::new();
    for criterion in criteria::all(cx, &mut conn).await? {
        let area = match criterion.province_id {
            None => web.t("Toàn quốc", "Whole country").to_owned(),
            Some(id) => match names.iter().find(|(known, _)| *known == id) {
                Some((_, name)) => name.clone(),
                None => {
                    let name = picked::unit_label(&mut conn, Some(id)).await?;
                    names.push((id, name.clone()));
                    name
                }
            },
        };
        let basis =
            basis::address(cx, &mut conn, criterion.instrument_id, &criterion.article).await?;
        let own = criterion.province_id.is_some() || cx.actor.scope == Scope::Nation;
        rows.push(Shown {
            mine: may_add && own && criterion.valid_to.is_none(),
            criterion,
            area,
            basis,
        });
    }
    Ok(CriteriaPage {
        rows,
        corrected: criteria::corrected(cx, &mut conn).await?,
        scopes: FundingScope::choices(lang),
        form,
        may_add,
        c,
    })
}

pub(super) async fn list(web: Web) -> WebResult {
    let cx = &web.cx;
    let home = match cx.actor.scope {
        Scope::Nation => None,
        _ => cx.actor.home,
    };
    let mut conn = cx.read().await?;
    let form = Form::new(cx.lang)
        .with("valid_from", format_date(cx.today()))
        .with("most", 10)
        .with("weight", 1)
        .with_some("province_id", home)
        .with(
            "province_id_text",
            picked::unit_label(&mut conn, home).await?,
        );
    drop(conn);
    let page = page(&web, form).await?;
    web.page(page)
}

async fn typed(web: &Web, form: &mut Form) -> Result<CriterionInput, WebError> {
    let mut conn = web.cx.read().await?;
    Ok(CriterionInput {
        scope: form.code("scope", FundingScope::from_code),
        province_id: picked::province(&mut conn, form, "province_id").await?,
        title: form.text("title"),
        hint: form.text("hint"),
        most: form.int("most"),
        weight: form.int("weight"),
        article: form.text("article"),
        instrument_id: basis::picked(&web.cx, &mut conn, form).await?,
        valid_from: form.date("valid_from"),
    })
}

fn correction_page(web: &Web, id: Uuid, form: Form) -> CorrectionPage {
    let heading = web.t("Đính chính tiêu chí xét chọn", "Correct a criterion");
    let c = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/proposals")
        .crumb(
            web.t("Tiêu chí xét chọn", "Selection criteria"),
            "/selection-criteria",
        )
        .crumb(heading, "");
    CorrectionPage {
        action: format!("/selection-criteria/{id}/correction"),
        scopes: FundingScope::choices(web.cx.lang),
        meanwhile: None,
        form,
        c,
    }
}

pub(super) async fn correction(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let old = criteria::correctable(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let mut form = Form::new(web.cx.lang)
        .with("title", &old.title)
        .with("hint", &old.hint)
        .with("most", old.most)
        .with("weight", old.weight)
        .with("valid_from", format_date(old.valid_from))
        .with("scope", old.scope.map(|s| s.code()).unwrap_or_default())
        .with_some("province_id", old.province_id)
        .with(
            "province_id_text",
            picked::unit_label(&mut conn, old.province_id).await?,
        );
    let document = old.instrument_id;
    basis::fill(
        &web.cx,
        &mut conn,
        &mut form,
        "article",
        document,
        &old.article,
    )
    .await?;
    web.page(correction_page(&web, id, form))
}

pub(super) async fn correct(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    let mut meanwhile = None;
    if !form.has_errors() {
        let (cx, reason) = (form.cx(&web.cx), form.text("reason"));
        match criteria::correct(&cx, Id::from_uuid(id), input, &reason).await {
            Ok(_) => {
                let text = web.t(
                    "Đã ghi bản đính chính; bản cũ và điểm đã chấm vẫn giữ.",
                    "Saved the correction; the old version and points given stay.",
                );
                return web.done("/selection-criteria", text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Tiêu chí này vừa được người khác đính chính hoặc kết thúc; chưa ghi gì. Xem bản hiện hành bên dưới.",
                    "Somebody corrected or ended this criterion meanwhile; nothing was saved. See what counts now below.",
                );
                form.fail("", text);
                let mut conn = web.cx.read().await?;
                meanwhile = Some(criteria::latest(&mut conn, Id::from_uuid(id)).await?);
            }
            Err(error) => form.refuse(error)?,
        }
    }
    // Saving again corrects what counts now.
    let id = meanwhile.as_ref().map_or(id, |now| now.id.uuid());
    web.refused(CorrectionPage {
        meanwhile,
        ..correction_page(&web, id, form)
    })
}

pub(super) async fn add(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if !form.has_errors() {
        match criteria::add(&form.cx(&web.cx), input).await {
            Ok(_) => {
                let text = web.t("Đã thêm tiêu chí.", "The criterion is added.");
                return web.done("/selection-criteria", text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = page(&web, form).await?;
    web.refused(page)
}

pub(super) async fn end(web: Web, Path(id): Path<Uuid>, form: Form) -> WebResult {
    match criteria::end(&form.cx(&web.cx), Id::from_uuid(id), form.version_number()).await {
        Ok(()) => {
            let text = web.t(
                "Đã kết thúc tiêu chí; điểm đã chấm vẫn giữ.",
                "The criterion is ended; points given stay.",
            );
            web.done("/selection-criteria", text).await
        }
        Err(CommandError::Stale) => {
            let text = web.t(
                "Tiêu chí này vừa được người khác kết thúc.",
                "Somebody ended this criterion meanwhile.",
            );
            web.done("/selection-criteria", text).await
        }
        Err(error) => Err(error.into()),
    }
}
