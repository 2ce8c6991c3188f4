use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    response::IntoResponse,
};
use db::{CommandError, Conn, PageRequest};
use jiff::civil::Date;
use kernel::{FileId, Id, InstrumentId, Lang, Thing, UnitLevel, Verb, format_date, parse_date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{
    Chrome, Form, Guard, Pager, Routes, Web, WebError, WebResult, file_response, samples::Sample,
};

use super::{
    commands::{self, InstrumentInput, RelationInput},
    model::{Instrument, InstrumentKind, Related, RelationKind},
    store::{self, Filter},
};
use crate::{
    choices::{Choices, resolve_unit, unclear, unit_label},
    differences::{Difference, Labelled, differences},
    norm::{self, NormVersion},
    trail::{self, TrailLine},
};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Instrument);
    Routes::new()
        .get("/instruments", needs(Verb::View), list)
        .post("/instruments", needs(Verb::Create), create)
        .get("/instruments/new", needs(Verb::Create), new)
        .get("/instruments/search", needs(Verb::View), search)
        .get("/instruments/{id}", needs(Verb::View), show)
        .post("/instruments/{id}", needs(Verb::Edit), edit)
        .get("/instruments/{id}/edit", needs(Verb::Edit), edit_form)
        .get("/instruments/{id}/file", needs(Verb::View), file)
        .post("/instruments/{id}/relations", needs(Verb::Edit), relate)
        .post(
            "/instruments/{id}/relations/removal",
            needs(Verb::Edit),
            unrelate,
        )
}

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    q: String,
    kind: String,
    on: String,
    unverified: String,
    page: String,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            q: self.q.clone(),
            kind: InstrumentKind::from_code(&self.kind),
            on: parse_date(&self.on),
            unverified: self.unverified == "true",
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 4] {
        [
            ("q", &self.q),
            ("kind", &self.kind),
            ("on", &self.on),
            ("unverified", &self.unverified),
        ]
    }
}

#[derive(Template)]
#[template(path = "instrument/views/list.html")]
struct ListPage {
    c: Chrome,
    query: ListQuery,
    kinds: Choices,
    rows: Vec<Instrument>,
    pager: Pager,
    may_create: bool,
}

fn title(lang: Lang) -> &'static str {
    lang.t("Văn bản", "Legal documents")
}

fn kinds(lang: Lang) -> Choices {
    InstrumentKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .collect()
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, &query.filter(), request).await?;
    web.page(ListPage {
        c: web.chrome(title(web.cx.lang)),
        kinds: kinds(web.cx.lang),
        pager: Pager::new(&page, "/instruments", &query.pairs()),
        rows: page.rows,
        query,
        may_create: web.cx.actor.may(Verb::Create, Thing::Instrument),
    })
}

/// One choice of the picker.
#[derive(Serialize)]
struct Choice {
    id: InstrumentId,
    label: String,
    hint: String,
}

async fn search(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let filter = Filter {
        q: query.q,
        ..Filter::default()
    };
    let request = PageRequest { page: 1, size: 20 };
    let page = store::list(&mut conn, &filter, request).await?;
    let choices: Vec<Choice> = page
        .rows
        .into_iter()
        .map(|row| Choice {
            id: row.id,
            label: row.title(web.cx.lang),
            hint: row.subject,
        })
        .collect();
    Ok(Json(choices).into_response())
}

#[derive(Template)]
#[template(path = "instrument/views/show.html")]
struct ShowPage {
    c: Chrome,
    instrument: Instrument,
    area: String,
    related: Vec<Related>,
    norms: Vec<NormVersion>,
    trail: Vec<TrailLine>,
    may_edit: bool,
    relations: Choices,
    /// The form that adds a relation.
    form: Form,
}

async fn load(conn: &mut Conn, id: Uuid) -> Result<Instrument, WebError> {
    store::get(conn, Id::from_uuid(id))
        .await?
        .ok_or_else(WebError::not_found)
}

async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let form = Form::new(web.cx.lang);
    let page = show_page(&web, id, form).await?;
    web.page(page)
}

async fn show_page(web: &Web, id: Uuid, form: Form) -> Result<ShowPage, WebError> {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let instrument = load(&mut conn, id).await?;
    let area = match instrument.unit_id {
        Some(_) => unit_label(&mut conn, instrument.unit_id).await?,
        None => lang.t("Cả nước", "Whole country").to_owned(),
    };
    let trail = db::history(&mut conn, "instrument", &id.to_string()).await?;
    let name = instrument.title(lang);
    Ok(ShowPage {
        c: web
            .chrome(&name)
            .crumb(title(lang), "/instruments")
            .crumb(name, ""),
        area,
        related: store::related(&mut conn, instrument.id).await?,
        norms: norm::store::of_instrument(&mut conn, instrument.id).await?,
        trail: trail::lines(trail, lang),
        may_edit: web.cx.actor.may(Verb::Edit, Thing::Instrument),
        relations: relations(lang),
        instrument,
        form,
    })
}

fn relations(lang: Lang) -> Choices {
    RelationKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .collect()
}

#[derive(Template)]
#[template(path = "instrument/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    action: String,
    cancel: String,
    kinds: Choices,
    conflict: Vec<Difference>,
}

const FIELDS: &[Labelled] = &[
    ("number", ("Số, ký hiệu", "Number")),
    ("kind", ("Loại", "Kind")),
    ("issuer", ("Cơ quan ban hành", "Issuer")),
    ("subject", ("Trích yếu", "Subject")),
    ("signed_on", ("Ngày ký", "Signed on")),
    ("effective_from", ("Có hiệu lực từ", "In force from")),
    (
        "effective_to",
        ("Ngày cuối còn hiệu lực", "Last day in force"),
    ),
    ("unit_id_text", ("Địa bàn", "Area")),
    ("source", ("Nguồn tra cứu", "Where it was read")),
    ("note", ("Ghi chú", "Note")),
    ("verified", ("Đã đối chiếu", "Compared")),
];

fn form_page(web: &Web, form: Form, id: Option<InstrumentId>) -> FormPage {
    let lang = web.cx.lang;
    let (heading, action) = match id {
        Some(id) => (
            lang.t("Sửa văn bản", "Edit the document"),
            format!("/instruments/{id}"),
        ),
        None => (
            lang.t("Thêm văn bản", "Add a document"),
            "/instruments".to_owned(),
        ),
    };
    FormPage {
        c: web
            .chrome(heading)
            .crumb(title(lang), "/instruments")
            .crumb(heading, ""),
        form,
        cancel: action.clone(),
        action,
        kinds: kinds(lang),
        conflict: Vec::new(),
    }
}

async fn filled(conn: &mut Conn, lang: Lang, instrument: &Instrument) -> Result<Form, WebError> {
    let day = |date: Option<Date>| date.map(format_date).unwrap_or_default();
    Ok(Form::new(lang)
        .with("number", &instrument.number)
        .with("kind", instrument.kind.code())
        .with("issuer", &instrument.issuer)
        .with("subject", &instrument.subject)
        .with("signed_on", day(instrument.signed_on))
        .with("effective_from", day(instrument.effective_from))
        .with("effective_to", day(instrument.effective_to))
        .with(
            "unit_id",
            instrument
                .unit_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
        )
        .with("unit_id_text", unit_label(conn, instrument.unit_id).await?)
        .with("source", &instrument.source)
        .with("note", &instrument.note)
        .with("verified", if instrument.verified { "true" } else { "" })
        .with("version", instrument.version))
}

async fn typed(web: &Web, form: &mut Form) -> Result<InstrumentInput, WebError> {
    let mut conn = web.cx.read().await?;
    Ok(InstrumentInput {
        kind: form.code("kind", InstrumentKind::from_code),
        number: form.text("number"),
        issuer: form.text("issuer"),
        subject: form.text("subject"),
        signed_on: form.date("signed_on"),
        effective_from: form.date("effective_from"),
        effective_to: form.date("effective_to"),
        unit_id: resolve_unit(&mut conn, form, "unit_id", Some(UnitLevel::Province)).await?,
        source: form.text("source"),
        note: form.text("note"),
        verified: form.flag("verified"),
    })
}

async fn new(web: Web) -> WebResult {
    let form = Form::new(web.cx.lang);
    web.page(form_page(&web, form, None))
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    match commands::create(&form.cx(&web.cx), input, form.file("file")).await {
        Ok(id) => {
            web.done(&format!("/instruments/{id}"), saved(web.cx.lang, &form))
                .await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

async fn edit_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let instrument = load(&mut conn, id).await?;
    let form = filled(&mut conn, web.cx.lang, &instrument).await?;
    web.page(form_page(&web, form, Some(instrument.id)))
}

async fn edit(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: InstrumentId = Id::from_uuid(id);
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    let version = form.version_number();
    match commands::edit(&form.cx(&web.cx), id, version, input, form.file("file")).await {
        Ok(()) => {
            web.done(&format!("/instruments/{id}"), saved(web.cx.lang, &form))
                .await
        }
        Err(CommandError::Stale) => conflict(&web, id, form).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}

/// Both versions side by side; saving again replaces the stored one.
async fn conflict(web: &Web, id: InstrumentId, mut form: Form) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let stored = load(&mut conn, id.uuid()).await?;
    let stored_form = filled(&mut conn, lang, &stored).await?;
    let conflict = differences(lang, &stored_form, &form, FIELDS);
    form.set("version", stored.version);
    web.refused(FormPage {
        conflict,
        ..form_page(web, form, Some(id))
    })
}

fn saved(lang: Lang, form: &Form) -> String {
    let name = [form.text("number"), form.text("subject")]
        .into_iter()
        .find(|t| !t.is_empty());
    let name = name.unwrap_or_default();
    match lang {
        Lang::Vi => format!("Đã ghi văn bản {name}. Bước tiếp: ghi quan hệ với văn bản khác."),
        Lang::En => format!("Saved document {name}. Next: relate it to other documents."),
    }
}

async fn relate(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let kind = form.code("kind", RelationKind::from_code);
    let to = other(&web, &mut form).await?;
    if let (Some(kind), Some(to)) = (kind, to) {
        let input = RelationInput { kind, to };
        match commands::relate(&form.cx(&web.cx), Id::from_uuid(id), input).await {
            Ok(()) => {
                let text = web.t("Đã ghi quan hệ giữa hai văn bản.", "Saved the relation.");
                return web.done(&format!("/instruments/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    } else if !form.has_errors() {
        form.fail("to", unclear(web.cx.lang));
    }
    let page = show_page(&web, id, form).await?;
    web.refused(page)
}

/// The document that was picked, or the one whose number was typed.
async fn other(web: &Web, form: &mut Form) -> Result<Option<InstrumentId>, WebError> {
    let text = form.text("to_text");
    if !form.value("to").is_empty() || text.is_empty() {
        return Ok(form.id("to"));
    }
    let mut conn = web.cx.read().await?;
    let filter = Filter {
        q: text,
        ..Filter::default()
    };
    let found = store::list(&mut conn, &filter, PageRequest { page: 1, size: 2 }).await?;
    match found.rows.as_slice() {
        [only] => Ok(Some(only.id)),
        _ => {
            form.fail("to", unclear(web.cx.lang));
            Ok(None)
        }
    }
}

async fn unrelate(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let kind = form.code("kind", RelationKind::from_code);
    let (Some(kind), Some(to)) = (kind, form.id("to")) else {
        return Err(WebError::not_found());
    };
    commands::unrelate(&web.cx, Id::from_uuid(id), RelationInput { kind, to }).await?;
    let text = web.t("Đã bỏ quan hệ ghi nhầm.", "Took the relation back.");
    web.done(&format!("/instruments/{id}"), text).await
}

async fn file(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let instrument = load(&mut conn, id).await?;
    let file: FileId = instrument.file_id.ok_or_else(WebError::not_found)?;
    let row = db::file_row(&mut conn, file)
        .await?
        .ok_or_else(WebError::not_found)?;
    let bytes = web
        .cx
        .files
        .get(&row.sha256)
        .await
        .map_err(WebError::internal)?;
    Ok(file_response(&row.name, &row.media_type, bytes.to_vec()))
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}

/// The pages with invented values.
pub(super) mod invented {
    use super::*;

    pub(in crate::instrument) fn list(lang: Lang, rows: Vec<Instrument>) -> Sample {
        let total = rows.len() as i64;
        let page = db::Page {
            rows,
            total,
            request: PageRequest::new(None),
        };
        Sample::of(
            "instruments",
            ListPage {
                c: Chrome::sample(lang, title(lang)),
                query: ListQuery::default(),
                kinds: kinds(lang),
                pager: Pager::new(&page, "/instruments", &[]),
                rows: page.rows,
                may_create: true,
            },
        )
    }

    pub(in crate::instrument) fn show(
        lang: Lang,
        instrument: Instrument,
        related: Vec<Related>,
        norms: Vec<NormVersion>,
    ) -> Sample {
        Sample::of(
            "instrument",
            ShowPage {
                c: Chrome::sample(lang, &instrument.title(lang)),
                area: lang.t("Cả nước", "Whole country").to_owned(),
                related,
                norms,
                trail: Vec::new(),
                may_edit: true,
                relations: relations(lang),
                instrument,
                form: Form::new(lang),
            },
        )
    }

    pub(in crate::instrument) fn form(lang: Lang, conflict: Vec<Difference>) -> Sample {
        let mut form = Form::new(lang);
        form.fail(
            "number",
            lang.t("Số, ký hiệu có dạng 2948/QĐ-BCT.", "Like 2948/QĐ-BCT."),
        );
        Sample::of(
            "instrument-form",
            FormPage {
                c: Chrome::sample(lang, lang.t("Thêm văn bản", "Add a document")),
                form,
                action: "/instruments".into(),
                cancel: "/instruments".into(),
                kinds: kinds(lang),
                conflict,
            },
        )
    }
}
