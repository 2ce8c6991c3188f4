use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use jiff::civil::Date;
use kernel::{Id, InstrumentId, Lang, Scope, Thing, UnitId, Verb, format_date};
use reference::picked;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Difference, Form, Labelled, Web, WebError, WebResult, differences};

use super::{kinds, load, title};
use crate::instrument::{
    Instrument, InstrumentKind,
    commands::{self, InstrumentInput},
};

#[derive(Template)]
#[template(path = "instrument/views/form.html")]
pub(in crate::instrument) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub kinds: Choices,
    pub conflict: Vec<Difference>,
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
    ("sets_norms", ("Quy định mức hỗ trợ", "Sets amounts")),
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
        .with_some("unit_id", instrument.unit_id)
        .with(
            "unit_id_text",
            picked::unit_label(conn, instrument.unit_id).await?,
        )
        .with("source", &instrument.source)
        .with("note", &instrument.note)
        .with(
            "sets_norms",
            if instrument.sets_norms { "true" } else { "" },
        )
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
        unit_id: picked::province(&mut conn, form, "unit_id").await?,
        source: form.text("source"),
        note: form.text("note"),
        verified: form.flag("verified"),
        sets_norms: form.flag("sets_norms"),
    })
}

pub(super) async fn new(web: Web) -> WebResult {
    let mut form = Form::new(web.cx.lang);
    // Who works for a province mostly enters its documents.
    if let (Scope::Provinces(_), Some(home)) = (&web.cx.actor.scope, web.cx.actor.home) {
        let mut conn = web.cx.read().await?;
        form.set("unit_id", home);
        form.set(
            "unit_id_text",
            picked::unit_label(&mut conn, Some(home)).await?,
        );
    }
    web.page(form_page(&web, form, None))
}

pub(super) async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    let area = input.unit_id;
    match commands::create(&form.cx(&web.cx), input, form.file("file")).await {
        Ok(id) => {
            web.done(&format!("/instruments/{id}"), saved(&web, &form, area))
                .await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

pub(super) async fn edit_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let instrument = load(&mut conn, id).await?;
    commands::may_change(&web.cx, instrument.unit_id)?;
    let form = filled(&mut conn, web.cx.lang, &instrument).await?;
    web.page(form_page(&web, form, Some(instrument.id)))
}

pub(super) async fn edit(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: InstrumentId = Id::from_uuid(id);
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    let version = form.version_number();
    let area = input.unit_id;
    match commands::edit(&form.cx(&web.cx), id, version, input, form.file("file")).await {
        Ok(()) => {
            web.done(&format!("/instruments/{id}"), saved(&web, &form, area))
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

/// What was saved, and what comes next: only what the person may do.
fn saved(web: &Web, form: &Form, area: Option<UnitId>) -> String {
    let name = [form.text("number"), form.text("subject")]
        .into_iter()
        .find(|t| !t.is_empty());
    let name = name.unwrap_or_default();
    let keeps = web.cx.actor.keeps(Verb::Edit, Thing::Instrument, area);
    let next = match (keeps, area) {
        (true, _) => web.t(
            "Bước tiếp: ghi căn cứ và quan hệ khác.",
            "Next: its bases and other relations.",
        ),
        (false, Some(_)) => web.t(
            "Căn cứ và quan hệ khác do Sở Công Thương của tỉnh ghi.",
            "Its bases and other relations are entered by the province's department.",
        ),
        (false, None) => web.t(
            "Căn cứ và quan hệ khác của văn bản cả nước do Cục hoặc quản trị ghi.",
            "Bases and relations of a national document are entered by the ministry agency or the \
             administrator.",
        ),
    };
    match web.cx.lang {
        Lang::Vi => format!("Đã ghi văn bản {name}. {next}"),
        Lang::En => format!("Saved document {name}. {next}"),
    }
}

impl FormPage {
    pub(in crate::instrument) fn sample(lang: Lang, conflict: Vec<Difference>) -> FormPage {
        let mut form = Form::new(lang);
        form.fail(
            "number",
            lang.t("Số, ký hiệu có dạng 2948/QĐ-BCT.", "Like 2948/QĐ-BCT."),
        );
        FormPage {
            c: Chrome::sample(lang, lang.t("Thêm văn bản", "Add a document")),
            form,
            action: "/instruments".into(),
            cancel: "/instruments".into(),
            kinds: kinds(lang),
            conflict,
        }
    }
}
