use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use jiff::civil::Date;
use kernel::{Id, InstrumentId, Lang, Thing, Verb, format_date};
use reference::picked;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{CompletionInput, Conclusion, ConclusionInput, Outcome, commands, model::sees, store};
use crate::{
    choices::resolve_instrument,
    instrument::{
        Instrument,
        lapse::{self, sets_rules},
        pages::{load, review::BasisView, title as documents},
    },
};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Instrument);
    Routes::new()
        .get("/instruments/{id}/conclusion", needs(Verb::View), show)
        .post("/instruments/{id}/conclusion", needs(Verb::Edit), conclude)
        .get("/instruments/{id}/conclusion/new", needs(Verb::Edit), new)
        .get(
            "/instruments/{id}/conclusion/completion",
            needs(Verb::Edit),
            completion,
        )
        .post(
            "/instruments/{id}/conclusion/completion",
            needs(Verb::Edit),
            complete,
        )
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}

/// What the pages of one document have in common.
pub(super) struct Head {
    pub document: Instrument,
    pub area: String,
    /// Its bases that somebody should look at.
    pub bases: Vec<BasisView>,
    /// What was concluded, what counts first.
    pub versions: Vec<Conclusion>,
}

impl Head {
    fn href(&self) -> String {
        format!("/instruments/{}", self.document.id)
    }

    /// True while a paper has to do what was concluded.
    fn is_open(&self) -> bool {
        self.versions.first().is_some_and(Conclusion::is_open)
    }

    fn seen(&self) -> i64 {
        self.versions.first().map_or(0, |c| c.version)
    }
}

/// A local document of a province that the person sees; others are not found.
async fn head(web: &Web, conn: &mut Conn, id: Uuid) -> Result<Head, WebError> {
    let cx = &web.cx;
    let document = load(conn, id).await?;
    if !sees(&cx.actor.scope, document.unit_id) || !sets_rules(document.kind) {
        return Err(WebError::not_found());
    }
    let today = cx.today();
    let bases = lapse::to_look_at(conn, document.id, today).await?;
    Ok(Head {
        area: picked::unit_label(conn, document.unit_id).await?,
        bases: bases
            .iter()
            .map(|basis| BasisView::of(basis, today, cx.lang))
            .collect(),
        versions: store::versions(conn, &cx.actor.scope, document.id).await?,
        document,
    })
}

/// The same for who keeps the documents of its province.
async fn kept(web: &Web, conn: &mut Conn, id: Uuid) -> Result<Head, WebError> {
    let head = head(web, conn, id).await?;
    let unit = head.document.unit_id;
    web.cx.may_keep(Verb::Edit, Thing::Instrument, unit)?;
    Ok(head)
}

fn chrome(web: &Web, head: &Head, heading: &str) -> Chrome {
    let lang = web.cx.lang;
    let review = lapse::heading(lang);
    web.chrome(heading)
        .crumb(documents(lang), "/instruments")
        .crumb(review, "/instrument-review")
        .crumb(head.document.title(lang), head.href())
}

fn title(lang: Lang) -> &'static str {
    lang.t("Kết luận rà soát", "Conclusion of the review")
}

#[derive(Template)]
#[template(path = "conclusion/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub head: Head,
    pub today: Date,
    pub may_conclude: bool,
}

async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let head = head(&web, &mut conn, id).await?;
    let heading = title(web.cx.lang);
    let unit = head.document.unit_id;
    web.page(ShowPage {
        c: chrome(&web, &head, heading).crumb(heading, ""),
        today: web.cx.today(),
        may_conclude: web.cx.actor.keeps(Verb::Edit, Thing::Instrument, unit),
        head,
    })
}

#[derive(Template)]
#[template(path = "conclusion/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub head: Head,
    pub form: Form,
    pub outcomes: Choices,
    /// What counts now, when somebody wrote it after this form was opened.
    pub meanwhile: bool,
}

impl FormPage {
    pub(super) fn of(c: Chrome, head: Head, form: Form) -> FormPage {
        FormPage {
            outcomes: Outcome::ALL
                .map(|o| (o.code().to_owned(), o.label(c.lang).to_owned()))
                .to_vec(),
            meanwhile: false,
            head,
            form,
            c,
        }
    }
}

fn form_page(web: &Web, head: Head, form: Form) -> FormPage {
    let heading = match head.versions.is_empty() {
        true => web.t("Ghi kết luận rà soát", "Conclude"),
        false => web.t("Kết luận lại", "Conclude anew"),
    };
    let c = chrome(web, &head, heading)
        .crumb(title(web.cx.lang), format!("{}/conclusion", head.href()))
        .crumb(heading, "");
    FormPage::of(c, head, form)
}

async fn new(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let head = kept(&web, &mut conn, id).await?;
    let mut form = Form::new(web.cx.lang)
        .with("version", head.seen())
        .with("concluded_on", format_date(web.cx.today()))
        .with("executor", &web.cx.actor.organisation);
    if let Some(before) = head.versions.first() {
        form.set("outcome", before.outcome.code());
        if !before.executor.is_empty() {
            form.set("executor", &before.executor);
        }
        if before.is_open() {
            form.set("due_on", before.due());
        }
    }
    web.page(form_page(&web, head, form))
}

async fn conclude(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let input = ConclusionInput {
        outcome: form.code("outcome", Outcome::from_code),
        reason: form.text("reason"),
        concluded_on: form.date("concluded_on"),
        executor: form.text("executor"),
        due_on: form.date("due_on"),
    };
    let document: InstrumentId = Id::from_uuid(id);
    let mut meanwhile = false;
    if !form.has_errors() {
        let version = form.version_number();
        match commands::conclude(&form.cx(&web.cx), document, version, input).await {
            Ok(_) => {
                let text = web.t(
                    "Đã ghi kết luận. Khi có văn bản thực hiện, ghi “Đã thực hiện”.",
                    "Saved the conclusion. Say that it is done once a paper has done it.",
                );
                return web
                    .done(&format!("/instruments/{id}/conclusion"), text)
                    .await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa ghi kết luận khác; xem bên dưới. Ghi lần nữa để thay kết luận đó.",
                    "Somebody concluded something else meanwhile; see below. Save again to replace it.",
                );
                form.fail("", text);
                meanwhile = true;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let head = kept(&web, &mut conn, id).await?;
    if meanwhile {
        form.set("version", head.seen());
    }
    web.refused(FormPage {
        meanwhile,
        ..form_page(&web, head, form)
    })
}

#[derive(Template)]
#[template(path = "conclusion/views/completion.html")]
pub(super) struct CompletionPage {
    pub c: Chrome,
    pub head: Head,
    pub form: Form,
}

fn completion_page(web: &Web, head: Head, form: Form) -> CompletionPage {
    let heading = web.t("Ghi đã thực hiện kết luận", "The conclusion is carried out");
    let c = chrome(web, &head, heading)
        .crumb(title(web.cx.lang), format!("{}/conclusion", head.href()))
        .crumb(heading, "");
    CompletionPage { c, head, form }
}

async fn completion(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let head = kept(&web, &mut conn, id).await?;
    let form = Form::new(web.cx.lang).with("version", head.seen());
    web.page(completion_page(&web, head, form))
}

async fn complete(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let input = CompletionInput {
        instrument_id: resolve_instrument(&mut conn, &mut form, "instrument_id").await?,
        paper: form.text("paper"),
        done_on: form.date("done_on"),
    };
    drop(conn);
    let document: InstrumentId = Id::from_uuid(id);
    if !form.has_errors() {
        let version = form.version_number();
        match commands::complete(&form.cx(&web.cx), document, version, input).await {
            Ok(_) => {
                let text = web.t(
                    "Đã ghi văn bản thực hiện kết luận. Nhớ ghi quan hệ sửa đổi, thay thế giữa hai văn bản.",
                    "Recorded the paper. Remember to relate the two documents as well.",
                );
                return web
                    .done(&format!("/instruments/{id}/conclusion"), text)
                    .await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa ghi kết luận khác của văn bản này. Xem lại kết luận bên dưới rồi ghi.",
                    "Somebody concluded something else meanwhile. Look at it below, then save.",
                );
                form.fail("", text);
                form.set("version", "");
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let head = kept(&web, &mut conn, id).await?;
    if form.version().is_empty() {
        form.set("version", head.seen());
    }
    web.refused(completion_page(&web, head, form))
}
