use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn, Cx, DbError};
use kernel::{EstablishmentId, format_date};
use reference::industries;
use rules::eligibility::LegalForm;
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::{
    changes::{self, Change},
    commands,
    input::{EstablishmentInput, NewEstablishment},
    model::{Establishment, OwnerSex},
    store::Brief,
};
use crate::site;

#[derive(Template)]
#[template(path = "establishment/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    /// None for a new establishment, whose first site is asked for too.
    pub id: Option<EstablishmentId>,
    pub legal_forms: Vec<(&'static str, &'static str)>,
    pub sexes: Vec<(&'static str, &'static str)>,
    pub yes_no: Vec<(&'static str, &'static str)>,
    pub duplicates: Vec<Brief>,
    /// What somebody else saved meanwhile (before) against what was typed (after).
    pub stale: Vec<Change>,
}

impl FormPage {
    pub fn new(c: Chrome, form: Form, id: Option<EstablishmentId>) -> FormPage {
        let lang = c.lang;
        FormPage {
            legal_forms: LegalForm::ALL.map(|f| (f.code(), f.label(lang))).to_vec(),
            sexes: OwnerSex::ALL.map(|s| (s.code(), s.label(lang))).to_vec(),
            yes_no: vec![
                ("true", lang.t("Có", "Yes")),
                ("false", lang.t("Không", "No")),
            ],
            duplicates: Vec::new(),
            stale: Vec::new(),
            c,
            form,
            id,
        }
    }
}

fn chrome(web: &Web, before: Option<&Establishment>) -> Chrome {
    let list = web.t("Cơ sở CNNT", "Establishments");
    match before {
        None => web
            .chrome(web.t("Thêm cơ sở", "New establishment"))
            .crumb(list, "/establishments")
            .crumb(web.t("Thêm", "New"), ""),
        Some(e) => web
            .chrome(web.t("Sửa thông tin cơ sở", "Edit establishment"))
            .crumb(list, "/establishments")
            .crumb(&e.name, format!("/establishments/{}", e.id))
            .crumb(web.t("Sửa", "Edit"), ""),
    }
}

/// The form that opens for a new establishment.
pub(super) async fn new(web: Web) -> WebResult {
    web.page(FormPage::new(
        chrome(&web, None),
        Form::new(web.cx.lang),
        None,
    ))
}

pub(super) async fn create(web: Web, mut form: Form) -> WebResult {
    let cx = form.cx(&web.cx);
    let mut conn = cx.read().await?;
    resolve_industry(&cx, &mut conn, &mut form).await?;
    site::resolve_unit(&mut conn, &mut form).await?;
    let input = NewEstablishment {
        establishment: read(&mut form),
        site: site::read(&mut form),
        confirm_duplicate: form.flag("confirm_duplicate"),
    };
    let result = if form.has_errors() {
        // What cannot be read and what cannot be accepted come back together.
        commands::checked(&cx, &mut conn, &input)
            .await
            .map(|(e, _)| e.id)
    } else {
        drop(conn);
        commands::create(&cx, input.clone()).await
    };
    match result {
        Ok(id) if !form.has_errors() => {
            let text = web.t(
                "Đã thêm cơ sở. Bước tiếp: ghi số liệu năm, hoặc lập phiếu nhu cầu.",
                "Establishment added. Next: record figures of a year, or a need.",
            );
            return web.done(&format!("/establishments/{id}"), text).await;
        }
        Ok(_) => {}
        Err(error) => form.refuse(error)?,
    }
    let mut conn = cx.read().await?;
    let duplicates = commands::possible_duplicates(&cx, &mut conn, &input).await?;
    let page = FormPage {
        duplicates,
        ..FormPage::new(chrome(&web, None), form, None)
    };
    web.refused(page)
}

pub(super) async fn edit(web: Web, Path(id): Path<EstablishmentId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let e = commands::required(&web.cx, &mut conn, id).await?;
    let mut form = Form::new(web.cx.lang).with("version", e.version);
    fill(&mut form, &EstablishmentInput::from(&e));
    fill_industry(&mut conn, &mut form, &e).await?;
    web.page(FormPage::new(chrome(&web, Some(&e)), form, Some(id)))
}

pub(super) async fn update(web: Web, Path(id): Path<EstablishmentId>, mut form: Form) -> WebResult {
    let cx = form.cx(&web.cx);
    let mut conn = cx.read().await?;
    let now = commands::required(&cx, &mut conn, id).await?;
    resolve_industry(&cx, &mut conn, &mut form).await?;
    let input = read(&mut form);
    let result = if form.has_errors() {
        commands::checked_edit(&cx, &mut conn, &now, &input)
            .await
            .map(drop)
    } else {
        drop(conn);
        commands::edit(&cx, id, form.version_number(), input.clone()).await
    };
    let mut stale = Vec::new();
    match result {
        Ok(()) if !form.has_errors() => {
            let text = web.t("Đã ghi thông tin cơ sở.", "The facts were saved.");
            return web.done(&format!("/establishments/{id}"), text).await;
        }
        Ok(()) => {}
        Err(CommandError::Stale) => {
            stale = changes::between_values(&EstablishmentInput::from(&now), &input, cx.lang);
            form.set("version", now.version);
            form.fail("", stale_words(&web));
        }
        Err(error) => form.refuse(error)?,
    }
    web.refused(FormPage {
        stale,
        ..FormPage::new(chrome(&web, Some(&now)), form, Some(id))
    })
}

pub(crate) fn stale_words(web: &Web) -> &'static str {
    web.cx.lang.t(
        "Người khác vừa sửa bản ghi này. Xem hai bản cạnh nhau rồi chọn: sửa tiếp và ghi đè, hoặc \
         mở lại bản mới.",
        "Somebody has just changed this record. Compare the two below, then edit and save over \
         it, or open the new one.",
    )
}

/// Takes the facts out of the form.
fn read(form: &mut Form) -> EstablishmentInput {
    let industry_code = form.text("industry_code");
    // The edition stays with an unchanged code; a newly chosen code is of today's edition.
    let industry_version = form
        .value("industry_was")
        .split_once(':')
        .filter(|(_, code)| *code == industry_code)
        .and_then(|(version, _)| version.parse().ok());
    EstablishmentInput {
        name: form.text("name"),
        short_name: form.text("short_name"),
        legal_form: form.code("legal_form", LegalForm::from_code),
        tax_code: form.text("tax_code"),
        registration_number: form.text("registration_number"),
        registration_date: form.date("registration_date"),
        registration_issuer: form.text("registration_issuer"),
        representative: form.text("representative"),
        phone: form.text("phone"),
        email: form.text("email"),
        website: form.text("website"),
        owner_sex: form.code("owner_sex", OwnerSex::from_code),
        owner_ethnic: form.text("owner_ethnic"),
        founded: form.date("founded"),
        industry_version,
        industry_code,
        head_office: form.text("head_office"),
        declared_sme: match form.value("declared_sme") {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        publish_profile: form.flag("publish_profile"),
        publish_contact: form.flag("publish_contact"),
    }
}

/// Puts the facts into the form.
pub(super) fn fill(form: &mut Form, input: &EstablishmentInput) {
    let day = |day: Option<jiff::civil::Date>| day.map(format_date).unwrap_or_default();
    for (name, value) in [
        ("name", input.name.as_str()),
        ("short_name", &input.short_name),
        ("legal_form", input.legal_form.map_or("", LegalForm::code)),
        ("tax_code", &input.tax_code),
        ("registration_number", &input.registration_number),
        ("registration_date", &day(input.registration_date)),
        ("registration_issuer", &input.registration_issuer),
        ("representative", &input.representative),
        ("phone", &input.phone),
        ("email", &input.email),
        ("website", &input.website),
        ("owner_sex", input.owner_sex.map_or("", OwnerSex::code)),
        ("owner_ethnic", &input.owner_ethnic),
        ("founded", &day(input.founded)),
        ("industry_code", &input.industry_code),
        ("head_office", &input.head_office),
        (
            "declared_sme",
            input
                .declared_sme
                .map_or("", |yes| if yes { "true" } else { "false" }),
        ),
    ] {
        form.set(name, value);
    }
    form.set("publish_profile", input.publish_profile);
    form.set("publish_contact", input.publish_contact);
}

async fn fill_industry(conn: &mut Conn, form: &mut Form, e: &Establishment) -> Result<(), DbError> {
    let (version, code) = (e.industry_version, &e.industry_code);
    form.set("industry_was", format!("{version}:{code}"));
    if let Some(industry) = industries::get(conn, version, code).await? {
        form.set("industry_code_text", format!("{code} {}", industry.name));
    }
    Ok(())
}

/// Without script only the text of the picker arrives: a code, or a name that fits one industry.
async fn resolve_industry(cx: &Cx, conn: &mut Conn, form: &mut Form) -> Result<(), WebError> {
    let text = form.text("industry_code_text");
    if !form.value("industry_code").is_empty() || text.is_empty() {
        return Ok(());
    }
    let first = text.split(' ').next().unwrap_or_default();
    if first.len() <= 5 && first.bytes().all(|b| b.is_ascii_digit()) {
        form.set("industry_code", first);
        return Ok(());
    }
    let version = industries::version_on(cx.today());
    if let [only] = industries::search(conn, version, &text, 2)
        .await?
        .as_slice()
    {
        form.set("industry_code", &only.code);
    }
    Ok(())
}
