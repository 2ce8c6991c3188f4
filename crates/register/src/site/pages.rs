use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn, DbError};
use kernel::{EstablishmentId, Lang, SiteId, Thing, Verb, format_date};
use reference::units;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{
    commands,
    model::{Site, SiteInput},
    place::communes_named,
    store,
};
use crate::establishment::{self, Change, Establishment, between_values, stale_words};

pub(crate) fn routes() -> Routes {
    let edit = Guard::Needs(Verb::Edit, Thing::Establishment);
    Routes::new()
        .get("/establishments/{id}/sites/new", edit, open_new)
        .post("/establishments/{id}/sites", edit, create)
        .get("/establishments/{id}/sites/{site}/edit", edit, open)
        .post("/establishments/{id}/sites/{site}", edit, update)
}

#[derive(Template)]
#[template(path = "site/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    action: String,
    back: String,
    /// The main site stays main until another is.
    main: bool,
    stale: Vec<Change>,
}

impl FormPage {
    fn new(web: &Web, owner: &Establishment, form: Form, site: Option<&Site>) -> FormPage {
        let back = format!("/establishments/{}", owner.id);
        let title = match site {
            None => web.t("Thêm địa điểm sản xuất", "New production site"),
            Some(_) => web.t("Sửa địa điểm sản xuất", "Edit production site"),
        };
        FormPage {
            c: web
                .chrome(title)
                .crumb(web.t("Cơ sở CNNT", "Establishments"), "/establishments")
                .crumb(&owner.name, &back)
                .crumb(title, ""),
            form,
            action: match site {
                None => format!("{back}/sites"),
                Some(site) => format!("{back}/sites/{}", site.id),
            },
            back,
            main: site.is_some_and(|site| site.main),
            stale: Vec::new(),
        }
    }
}

async fn open_new(web: Web, Path(id): Path<EstablishmentId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let owner = establishment::required(&web.cx, &mut conn, id).await?;
    web.page(FormPage::new(&web, &owner, Form::new(web.cx.lang), None))
}

async fn create(web: Web, Path(id): Path<EstablishmentId>, mut form: Form) -> WebResult {
    let cx = form.cx(&web.cx);
    let mut conn = cx.read().await?;
    let owner = establishment::required(&cx, &mut conn, id).await?;
    resolve_unit(&mut conn, &mut form).await?;
    drop(conn);
    let input = read(&mut form);
    if !form.has_errors() {
        match commands::add(&cx, id, input).await {
            Ok(_) => {
                return web
                    .done(
                        &back(id),
                        web.t("Đã thêm địa điểm sản xuất.", "The site was added."),
                    )
                    .await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(FormPage::new(&web, &owner, form, None))
}

fn back(id: EstablishmentId) -> String {
    format!("/establishments/{id}")
}

type SitePath = Path<(EstablishmentId, SiteId)>;

async fn open(web: Web, Path((id, site_id)): SitePath) -> WebResult {
    let mut conn = web.cx.read().await?;
    let owner = establishment::required(&web.cx, &mut conn, id).await?;
    let site = store::get(&mut conn, id, site_id)
        .await?
        .ok_or_else(WebError::not_found)?;
    let mut form = Form::new(web.cx.lang).with("version", site.version);
    fill(&mut conn, &mut form, &SiteInput::from(&site)).await?;
    web.page(FormPage::new(&web, &owner, form, Some(&site)))
}

async fn update(web: Web, Path((id, site_id)): SitePath, mut form: Form) -> WebResult {
    let cx = form.cx(&web.cx);
    let mut conn = cx.read().await?;
    let owner = establishment::required(&cx, &mut conn, id).await?;
    let now = store::get(&mut conn, id, site_id)
        .await?
        .ok_or_else(WebError::not_found)?;
    resolve_unit(&mut conn, &mut form).await?;
    drop(conn);
    let input = read(&mut form);
    let mut stale = Vec::new();
    if !form.has_errors() {
        match commands::edit(&cx, id, site_id, form.version_number(), input.clone()).await {
            Ok(()) => {
                return web
                    .done(
                        &back(id),
                        web.t("Đã ghi địa điểm sản xuất.", "The site was saved."),
                    )
                    .await;
            }
            Err(CommandError::Stale) => {
                stale = between_values(&SiteInput::from(&now), &input, cx.lang);
                form.set("version", now.version);
                form.fail("", stale_words(&web));
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(FormPage {
        stale,
        ..FormPage::new(&web, &owner, form, Some(&now))
    })
}

/// Takes a site out of a form.
pub(crate) fn read(form: &mut Form) -> SiteInput {
    SiteInput {
        unit_id: form.unit("unit_id"),
        address: form.text("address"),
        in_craft_village: form.flag("in_craft_village"),
        craft_village: form.text("craft_village"),
        cluster_note: form.text("cluster_note"),
        since: form.date("since"),
        until: form.date("until"),
        main: form.flag("main"),
    }
}

/// Puts a site into a form.
async fn fill(conn: &mut Conn, form: &mut Form, input: &SiteInput) -> Result<(), DbError> {
    if let Some(id) = input.unit_id {
        form.set("unit_id", id);
        if let Some(unit) = units::get(conn, id).await? {
            form.set("unit_id_text", unit.label);
        }
    }
    form.set("address", &input.address);
    form.set("in_craft_village", input.in_craft_village);
    form.set("craft_village", &input.craft_village);
    form.set("cluster_note", &input.cluster_note);
    form.set("since", input.since.map(format_date).unwrap_or_default());
    form.set("until", input.until.map(format_date).unwrap_or_default());
    form.set("main", input.main);
    Ok(())
}

/// Without script only the text of the picker arrives: it counts when it fits one commune.
pub(crate) async fn resolve_unit(conn: &mut Conn, form: &mut Form) -> Result<(), WebError> {
    let text = form.text("unit_id_text");
    if !form.value("unit_id").is_empty() || text.is_empty() {
        return Ok(());
    }
    let found = communes_named(conn, &text).await?;
    match found.as_slice() {
        [only] => {
            form.set("unit_id", only.id);
            form.set("unit_id_text", &only.label);
        }
        [] => {}
        several => {
            let labels: Vec<&str> = several
                .iter()
                .take(4)
                .map(|unit| unit.label.as_str())
                .collect();
            let labels = labels.join("; ");
            let message = match form.lang {
                Lang::Vi => format!(
                    "Tên này có ở nhiều nơi: {labels}. Ghi thêm huyện hoặc tỉnh sau dấu phẩy."
                ),
                Lang::En => {
                    format!(
                        "There are several: {labels}. Add the district or province after a comma."
                    )
                }
            };
            form.fail("unit_id", message);
        }
    }
    Ok(())
}

pub(crate) fn samples() -> Vec<Sample> {
    let page = |lang: Lang, main: bool, stale: Vec<Change>| FormPage {
        c: Chrome::sample(lang, "Địa điểm sản xuất"),
        form: Form::new(lang)
            .with("address", "Ấp Tây")
            .with("craft_village", "a".repeat(120)),
        action: "/establishments/1/sites".into(),
        back: "/establishments/1".into(),
        main,
        stale,
    };
    let stale = vec![Change {
        label: "Địa chỉ",
        before: "Ấp Tây".into(),
        after: "<Ấp Đông>".into(),
    }];
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            [
                Sample::of("new site", page(lang, false, Vec::new())),
                Sample::of("site changed meanwhile", page(lang, true, stale.clone())),
            ]
        })
        .collect()
}
