use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, Query},
    response::IntoResponse,
};
use db::{CommandError, PageRequest};
use kernel::{Id, Lang, UnitId, Verb};
use reference::units;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{Form, Guard, Routes, Web, WebError, WebResult, file_response};

use crate::{
    FieldKind, Filter, PlaceRule, Record, Register, commands,
    form_page::{FormPage, differences, fill},
    list_page::ListPage,
    names, ports, sheet,
    show_page::{ShowPage, changes, facts},
    store,
};

/// The pages of a register.
pub fn routes<R: Register>() -> Routes {
    let needs = |verb| Guard::Needs(verb, R::ACCESS);
    Routes::new()
        .get(R::PATHS.list, needs(Verb::View), list::<R>)
        .post(R::PATHS.list, needs(Verb::Create), create::<R>)
        .get(R::PATHS.new, needs(Verb::Create), new::<R>)
        .get(R::PATHS.export, needs(Verb::Export), export::<R>)
        .get(R::PATHS.search, needs(Verb::View), search::<R>)
        .get(R::PATHS.one, needs(Verb::View), show::<R>)
        .post(R::PATHS.one, needs(Verb::Edit), edit::<R>)
        .get(R::PATHS.edit, needs(Verb::Edit), edit_form::<R>)
}

pub(crate) fn record_path<R: Register>(id: Id<R::Kind>) -> String {
    R::PATHS.one.replace("{id}", &id.to_string())
}

/// The filters of a list as they stand in its address. All are texts, because an empty choice
/// sends an empty value.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    pub q: String,
    pub year: String,
    pub province: String,
    #[serde(skip_serializing)]
    pub page: String,
}

impl ListQuery {
    pub(crate) fn pairs(&self) -> [(&'static str, &str); 3] {
        [
            ("q", &self.q),
            ("year", &self.year),
            ("province", &self.province),
        ]
    }

    /// A province of today stands for itself and those merged into it.
    async fn filter(&self, conn: &mut db::Conn) -> Result<Filter, db::DbError> {
        let mut provinces = Vec::new();
        if let Ok(province) = self.province.parse::<UnitId>() {
            provinces = units::family(conn, province).await?;
            if !provinces.contains(&province) {
                provinces.push(province);
            }
        }
        Ok(Filter {
            q: kernel::clean(&self.q),
            year: self.year.parse().ok(),
            provinces,
        })
    }
}

fn title<R: Register>(lang: Lang) -> &'static str {
    lang.t(R::WORDS.many.0, R::WORDS.many.1)
}

fn add_label<R: Register>(lang: Lang) -> &'static str {
    lang.t(R::WORDS.add.0, R::WORDS.add.1)
}

async fn list<R: Register>(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let filter = query.filter(&mut conn).await?;
    let request = PageRequest::new(query.page.parse().ok());
    let found = store::list::<R>(cx, &mut conn, &filter, request).await?;
    let mut names = names::of(cx, &mut conn, &found.rows).await?;
    let (provinces, years) = store::extent::<R>(cx, &mut conn).await?;
    names::add_units(&mut conn, provinces.clone(), &mut names).await?;
    let chrome = web.chrome(title::<R>(cx.lang));
    let mut page = ListPage::of(chrome, found, &names, query, cx.today()).offering(
        cx.actor.may(Verb::Create, R::ACCESS),
        cx.actor.may(Verb::Export, R::ACCESS),
        R::PATHS,
        add_label::<R>(cx.lang),
    );
    page.years = years
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    page.provinces = provinces
        .iter()
        .map(|id| {
            (
                id.to_string(),
                names.get(&id.to_string()).unwrap_or_default().to_owned(),
            )
        })
        .collect();
    web.page(page)
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
async fn export<R: Register>(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let mut tx = cx.begin().await?;
    let filter = query.filter(&mut tx).await?;
    let request = PageRequest {
        page: 1,
        size: papers::EXPORT_LIMIT,
    };
    let found = store::list::<R>(cx, &mut tx, &filter, request).await?;
    let names = names::of(cx, &mut tx, &found.rows).await?;
    tx.audit(cx, "export", R::THING, "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = sheet::sheet(cx.lang, &found.rows, &names);
    sheet.note_cut(found.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(
        &format!("{}.xlsx", title::<R>(cx.lang)),
        bytes,
    ))
}

/// One choice of a picker.
#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    hint: String,
}

async fn search<R: Register>(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let filter = Filter {
        q: query.q,
        ..Filter::default()
    };
    let request = PageRequest { page: 1, size: 20 };
    let found = store::list::<R>(&web.cx, &mut conn, &filter, request).await?;
    let choices: Vec<Choice> = found
        .rows
        .iter()
        .map(|row| Choice {
            id: row.id.to_string(),
            label: row.fields.title(),
            hint: row
                .fields
                .date()
                .map(|date| date.year().to_string())
                .unwrap_or_default(),
        })
        .collect();
    Ok(Json(choices).into_response())
}

/// The row within the actor's scope, or the page that says there is none.
async fn load<R: Register>(
    web: &Web,
    conn: &mut db::Conn,
    id: Uuid,
) -> Result<Record<R>, WebError> {
    store::get(&web.cx, conn, Id::from_uuid(id))
        .await?
        .ok_or_else(WebError::not_found)
}

async fn show<R: Register>(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let record = load::<R>(&web, &mut conn, id).await?;
    let rows = [record];
    let names = names::of(cx, &mut conn, &rows).await?;
    let [record] = rows;
    let related = R::related(cx, &mut conn, record.id).await?;
    let trail = db::history(&mut conn, R::THING, &record.id.to_string()).await?;
    let edit = cx
        .actor
        .may(Verb::Edit, R::ACCESS)
        .then(|| edit_path::<R>(record.id));
    let (name, under) = names::heading(&record.fields, &names);
    web.page(ShowPage {
        c: web
            .chrome(&name)
            .crumb(title::<R>(cx.lang), R::PATHS.list)
            .crumb(&name, ""),
        under,
        illustration: record.illustration,
        badge: record.fields.badge(cx.lang, cx.today()),
        facts: facts(&record, &names, cx.lang, cx.today()),
        edit,
        list: (R::PATHS.list, title::<R>(cx.lang)),
        related,
        history: changes::<R>(&trail, &names, cx.lang),
    })
}

fn edit_path<R: Register>(id: Id<R::Kind>) -> String {
    R::PATHS.edit.replace("{id}", &id.to_string())
}

/// The form for a new row. Values may stand in the address, as links from other pages have them.
async fn new<R: Register>(web: Web, Query(given): Query<BTreeMap<String, String>>) -> WebResult {
    let cx = &web.cx;
    let mut given_form = Form::new(cx.lang);
    for field in R::FIELDS {
        given_form.set(field.name, given.get(field.name).map_or("", String::as_str));
    }
    let mut row = typed::<R>(&mut given_form);
    if R::PLACE == PlaceRule::Unit
        && row.unit().is_none()
        && let Some(home) = cx.actor.home
    {
        row.set_unit(home);
    }
    let mut conn = cx.read().await?;
    // A name is shown only of what lies within the scope.
    if let Some(id) = row.establishment()
        && cx
            .port::<dyn ports::Establishments>()
            .facts(cx, &mut conn, id)
            .await?
            .is_none()
    {
        return Err(WebError::not_found());
    }
    let rows = [Record {
        id: cx.new_id(),
        version: 0,
        illustration: false,
        created_at: cx.now(),
        province_id: None,
        fields: row,
    }];
    let names = names::of(cx, &mut conn, &rows).await?;
    let mut form = Form::new(cx.lang);
    fill(&mut form, &rows[0].fields, &names);
    web.page(new_page::<R>(&web, form))
}

fn new_page<R: Register>(web: &Web, form: Form) -> FormPage {
    let lang = web.cx.lang;
    let chrome = web
        .chrome(add_label::<R>(lang))
        .crumb(title::<R>(lang), R::PATHS.list)
        .crumb(add_label::<R>(lang), "");
    FormPage::of::<R>(
        chrome,
        form,
        R::PATHS.list.to_owned(),
        R::PATHS.list.to_owned(),
    )
}

/// Reads what was typed into an input.
fn typed<R: Register>(form: &mut Form) -> R {
    let mut row = R::default();
    for (field, value) in R::FIELDS.iter().zip(row.each_mut()) {
        value.take(form, field.name);
    }
    row
}

/// Without script a picker sends only the typed text: find what it means.
async fn resolve_pickers<R: Register>(web: &Web, form: &mut Form) -> Result<(), WebError> {
    let mut conn = None;
    for field in R::FIELDS {
        let picked = matches!(field.kind, FieldKind::Reference | FieldKind::Unit);
        let text = form.text(&format!("{}_text", field.name));
        if !picked || text.is_empty() || !form.text(field.name).is_empty() {
            continue;
        }
        let conn = match &mut conn {
            Some(conn) => conn,
            None => conn.insert(web.cx.read().await?),
        };
        match names::find::<R>(&web.cx, conn, field, &text).await? {
            Some((id, label)) => {
                form.set(field.name, id);
                form.set(&format!("{}_text", field.name), label);
            }
            None => form.fail(field.name, reference::picked::unclear(web.cx.lang)),
        }
    }
    Ok(())
}

/// Reads the form; when something could not be read, the rest is judged too, so that every mistake
/// comes back at once, and nothing is written.
async fn read_form<R: Register>(web: &Web, form: &mut Form) -> Result<R, WebError> {
    resolve_pickers::<R>(web, form).await?;
    let row = typed::<R>(form);
    if form.has_errors() {
        let mut conn = web.cx.read().await?;
        if let Err(CommandError::Invalid(faults)) =
            commands::reviewed(&web.cx, &mut conn, row.clone()).await
        {
            for fault in faults {
                if form.error(&fault.field).is_none() {
                    form.fail(&fault.field, fault.message);
                }
            }
        }
    }
    Ok(row)
}

fn saved<R: Register>(web: &Web, name: &str) -> String {
    let next = web.t(R::WORDS.next.0, R::WORDS.next.1);
    match web.cx.lang {
        Lang::Vi => format!("Đã ghi {name}. Bước tiếp: {next}."),
        Lang::En => format!("Saved {name}. Next: {next}."),
    }
}

async fn create<R: Register>(web: Web, mut form: Form) -> WebResult {
    let row = read_form::<R>(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(new_page::<R>(&web, form));
    }
    let name = row.title();
    match commands::create(&form.cx(&web.cx), row).await {
        Ok(id) => {
            web.done(&record_path::<R>(id), saved::<R>(&web, &name))
                .await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(new_page::<R>(&web, form))
        }
    }
}

fn edit_page<R: Register>(web: &Web, record: &Record<R>, form: Form) -> FormPage {
    let path = record_path::<R>(record.id);
    let title_of_page = match web.cx.lang {
        Lang::Vi => format!("Sửa: {}", record.fields.title()),
        Lang::En => format!("Correct: {}", record.fields.title()),
    };
    let chrome = web
        .chrome(title_of_page)
        .crumb(title::<R>(web.cx.lang), R::PATHS.list)
        .crumb(record.fields.title(), path.clone());
    FormPage::of::<R>(chrome, form, path.clone(), path)
}

async fn edit_form<R: Register>(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let rows = [load::<R>(&web, &mut conn, id).await?];
    let names = names::of(&web.cx, &mut conn, &rows).await?;
    let mut form = Form::new(web.cx.lang).with("version", rows[0].version);
    fill(&mut form, &rows[0].fields, &names);
    web.page(edit_page(&web, &rows[0], form))
}

async fn edit<R: Register>(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let record = {
        let mut conn = web.cx.read().await?;
        load::<R>(&web, &mut conn, id).await?
    };
    let row = read_form::<R>(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(edit_page(&web, &record, form));
    }
    let name = row.title();
    let version = form.version_number();
    match commands::edit(&form.cx(&web.cx), record.id, version, row.clone()).await {
        Ok(()) => {
            web.done(&record_path::<R>(record.id), saved::<R>(&web, &name))
                .await
        }
        Err(CommandError::Stale) => conflict(&web, id, row, form).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(edit_page(&web, &record, form))
        }
    }
}

/// Shows what is stored now beside what was typed; saving again writes the typed over the stored.
async fn conflict<R: Register>(web: &Web, id: Uuid, row: R, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let stored = load::<R>(web, &mut conn, id).await?;
    let mine = Record {
        fields: row,
        ..stored.clone()
    };
    let rows = [stored, mine];
    let names = names::of(&web.cx, &mut conn, &rows).await?;
    form.set("version", rows[0].version);
    form.fail(
        "",
        web.t(
            "Người khác vừa sửa bản ghi này. Xem hai bản cạnh nhau rồi chọn.",
            "Somebody has just changed this record. Compare the two, then choose.",
        ),
    );
    let mut page = edit_page(web, &rows[0], form);
    page.conflict = differences(&rows[0].fields, &rows[1].fields, &names, web.cx.lang);
    web.refused(page)
}
