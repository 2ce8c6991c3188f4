//! Targets and money of a programme, and its amendment.

use askama::Template;
use axum::extract::Path;
use db::CommandError;
use kernel::{Dong, FrameworkId, FundingSource, Id, Lang, Thing, Verb};
use uuid::Uuid;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebError, WebResult};

use super::{
    AmendInput, FiguresInput, Framework,
    commands::{self, MoneyInput, TargetInput, money_field, target_field},
    indicator::INDICATORS,
    model::Figures,
    store,
};

pub(super) fn routes() -> Routes {
    let edit = Guard::Needs(Verb::Edit, Thing::Plan);
    Routes::new()
        .get("/frameworks/{id}/figures", edit, figures_form)
        .post("/frameworks/{id}/figures", edit, save_figures)
        .get("/frameworks/{id}/amendment", edit, amend_form)
        .post("/frameworks/{id}/amendment", edit, amend)
}

/// The sources a programme may foresee, in the order of its table.
const SOURCES: [FundingSource; 5] = FundingSource::ALL;

/// A field of the form: name, label, unit.
pub(super) struct TargetField {
    pub name: String,
    pub label: &'static str,
    pub unit: &'static str,
}

#[derive(Template)]
#[template(path = "framework/views/figures.html")]
pub(super) struct FiguresPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub targets: Vec<TargetField>,
    /// A year's heading with its fields and their labels, in the order of the sources.
    pub years: Vec<(String, Vec<(String, &'static str)>)>,
}

impl FiguresPage {
    pub(super) fn of(c: Chrome, framework: &Framework, form: Form) -> FiguresPage {
        let lang = c.lang;
        let page = format!("/frameworks/{}", framework.id);
        FiguresPage {
            form,
            action: format!("{page}/figures"),
            cancel: page,
            targets: INDICATORS
                .iter()
                .map(|indicator| TargetField {
                    name: target_field(indicator.code),
                    label: indicator.label(lang),
                    unit: indicator.unit(lang),
                })
                .collect(),
            years: (framework.from_year..=framework.to_year)
                .map(|year| {
                    let fields = SOURCES.iter();
                    let fields = fields.map(|s| (money_field(year, *s), s.label(lang)));
                    let heading = lang.t("Kinh phí năm", "Money of");
                    (format!("{heading} {year}"), fields.collect())
                })
                .collect(),
            c,
        }
    }
}

fn filled(lang: Lang, framework: &Framework, figures: &Figures, verified: bool) -> Form {
    let mut form = Form::new(lang).with("version", framework.version);
    for target in &figures.targets {
        form.set(&target_field(&target.indicator), target.target);
    }
    for money in &figures.money {
        form.set(
            &money_field(money.year, money.source),
            money.amount.grouped(),
        );
    }
    if verified {
        form.set("verified", "true");
    }
    form
}

fn figures_page(web: &Web, framework: &Framework, form: Form) -> FiguresPage {
    let heading = web.t("Chỉ tiêu và kinh phí", "Targets and money");
    let chrome = crumbs(web, framework, heading);
    FiguresPage::of(chrome, framework, form)
}

fn crumbs(web: &Web, framework: &Framework, heading: &str) -> Chrome {
    web.chrome(heading)
        .crumb(super::pages::title(web.cx.lang), "/frameworks")
        .crumb(framework.period(), format!("/frameworks/{}", framework.id))
        .crumb(heading, "")
}

async fn found(web: &Web, id: FrameworkId) -> Result<Framework, WebError> {
    let mut conn = web.cx.read().await?;
    Ok(store::find(&web.cx, &mut conn, id).await?)
}

async fn figures_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let id: FrameworkId = Id::from_uuid(id);
    let mut conn = web.cx.read().await?;
    let framework = store::find(&web.cx, &mut conn, id).await?;
    let figures = store::figures(&mut conn, id, framework.number).await?;
    let versions = store::versions(&mut conn, id).await?;
    let verified = versions.first().is_some_and(|v| v.verified);
    let form = filled(web.cx.lang, &framework, &figures, verified);
    web.page(figures_page(&web, &framework, form))
}

fn typed(form: &mut Form, framework: &Framework) -> FiguresInput {
    let mut input = FiguresInput {
        verified: form.flag("verified"),
        ..FiguresInput::default()
    };
    for indicator in &INDICATORS {
        if let Some(target) = form.int(&target_field(indicator.code)) {
            input.targets.push(TargetInput {
                indicator: indicator.code.to_owned(),
                target,
            });
        }
    }
    for year in framework.from_year..=framework.to_year {
        for source in SOURCES {
            let amount: Option<Dong> = form.dong(&money_field(year, source));
            if let Some(amount) = amount {
                input.money.push(MoneyInput {
                    year,
                    source,
                    amount,
                });
            }
        }
    }
    input
}

async fn save_figures(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: FrameworkId = Id::from_uuid(id);
    let framework = found(&web, id).await?;
    let input = typed(&mut form, &framework);
    if form.has_errors() {
        return web.refused(figures_page(&web, &framework, form));
    }
    match commands::set_figures(&form.cx(&web.cx), id, form.version_number(), input).await {
        Ok(()) => {
            let text = web.t(
                "Đã ghi chỉ tiêu và kinh phí của chương trình.",
                "Saved the targets and money of the programme.",
            );
            web.done(&format!("/frameworks/{id}"), text).await
        }
        Err(error) => {
            refuse(&web, &mut form, error, framework.version)?;
            web.refused(figures_page(&web, &framework, form))
        }
    }
}

/// What was typed stays; when somebody else changed the programme meanwhile, saving again replaces
/// what they saved.
fn refuse(web: &Web, form: &mut Form, error: CommandError, stored: i64) -> Result<(), WebError> {
    if !matches!(error, CommandError::Stale) {
        return form.refuse(error);
    }
    form.set("version", stored);
    let message = web.t(
        "Người khác vừa sửa chương trình này. Xem lại bản đang lưu ở trang chương trình; ghi lần nữa sẽ thay bản đó.",
        "Somebody else changed this programme. Look at its page; saving again replaces what they saved.",
    );
    form.fail("", message);
    Ok(())
}

#[derive(Template)]
#[template(path = "framework/views/amend.html")]
pub(super) struct AmendPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    /// The number of the version to be made.
    pub number: i64,
}

impl AmendPage {
    pub(super) fn of(c: Chrome, framework: &Framework, form: Form) -> AmendPage {
        let page = format!("/frameworks/{}", framework.id);
        AmendPage {
            form,
            action: format!("{page}/amendment"),
            cancel: page,
            number: framework.number + 1,
            c,
        }
    }
}

fn amend_page(web: &Web, framework: &Framework, form: Form) -> AmendPage {
    let heading = web.t("Điều chỉnh chương trình", "Amend the programme");
    AmendPage::of(crumbs(web, framework, heading), framework, form)
}

async fn amend_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let framework = found(&web, Id::from_uuid(id)).await?;
    let form = Form::new(web.cx.lang).with("version", framework.version);
    web.page(amend_page(&web, &framework, form))
}

async fn amend(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: FrameworkId = Id::from_uuid(id);
    let framework = found(&web, id).await?;
    let input = AmendInput {
        instrument_no: form.text("instrument_no"),
        instrument_on: form.date("instrument_on"),
        issuer: form.text("issuer"),
        reason: form.lines("reason"),
    };
    if form.has_errors() {
        return web.refused(amend_page(&web, &framework, form));
    }
    match commands::amend(&form.cx(&web.cx), id, form.version_number(), input).await {
        Ok(number) => {
            let text = match web.cx.lang {
                Lang::Vi => format!(
                    "Đã lập bản {number}. Bước tiếp: sửa chỉ tiêu và kinh phí theo quyết định mới."
                ),
                Lang::En => format!(
                    "Made version {number}. Next: change targets and money as the decision says."
                ),
            };
            web.done(&format!("/frameworks/{id}/figures"), text).await
        }
        Err(error) => {
            refuse(&web, &mut form, error, framework.version)?;
            web.refused(amend_page(&web, &framework, form))
        }
    }
}
