use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn, Page, PageRequest};
use kernel::{FrameworkId, Id, Lang, Scope, Thing, Verb};
use papers::EXPORT_LIMIT;
use reference::picked;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{
    Chrome, Difference, Form, Guard, Labelled, Pager, Routes, TrailLine, Web, WebError, WebResult,
    basis, differences, file_response, query_string,
};

use super::{
    Framework, FrameworkInput, FrameworkVersion,
    changes::{FigureChange, changes},
    commands,
    indicator::BASES,
    model::FrameworkRow,
    progress::{self, MoneyProgress, Progress, TargetProgress},
    sheet,
    store::{self, Filter},
};

pub(super) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Plan);
    Routes::new()
        .get("/frameworks", needs(Verb::View), list)
        .post("/frameworks", needs(Verb::Create), create)
        .get("/frameworks/new", needs(Verb::Create), new)
        .get("/frameworks/export.xlsx", needs(Verb::Export), export)
        .get("/frameworks/{id}", needs(Verb::View), show)
        .post("/frameworks/{id}", needs(Verb::Edit), edit)
        .get("/frameworks/{id}/edit", needs(Verb::Edit), edit_form)
        .get(
            "/frameworks/{id}/export.xlsx",
            needs(Verb::Export),
            export_one,
        )
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    year: String,
    #[serde(skip_serializing)]
    page: String,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            q: self.q.clone(),
            year: self.year.trim().parse().ok(),
            provinces: Vec::new(),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 2] {
        [("q", &self.q), ("year", &self.year)]
    }
}

#[derive(Template)]
#[template(path = "framework/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    pub form: Form,
    pub rows: Vec<FrameworkRow>,
    pub pager: Pager,
    pub may_create: bool,
    pub export: Option<String>,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, page: Page<FrameworkRow>) -> ListPage {
        let mut form = Form::new(c.lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        ListPage {
            form,
            pager: Pager::new(&page, "/frameworks", &query.pairs()),
            rows: page.rows,
            may_create: false,
            export: None,
            c,
        }
    }
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t(
        "Chương trình khuyến công giai đoạn",
        "Multi-year programmes",
    )
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, &actor.scope, &query.filter(), request).await?;
    let export = format!("/frameworks/export.xlsx{}", query_string(&query.pairs()));
    web.page(ListPage {
        may_create: actor.may(Verb::Create, Thing::Plan),
        export: actor.may(Verb::Export, Thing::Plan).then_some(export),
        ..ListPage::of(web.chrome(title(web.cx.lang)), &query, page)
    })
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
async fn export(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let mut tx = cx.begin().await?;
    let request = PageRequest {
        page: 1,
        size: EXPORT_LIMIT,
    };
    let page = store::list(&mut tx, &cx.actor.scope, &query.filter(), request).await?;
    tx.audit(cx, "export", "framework", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = sheet::of_list(cx.lang, &page.rows);
    sheet.note_cut(page.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    let name = format!("{}.xlsx", title(cx.lang));
    Ok(file_response(&name, bytes))
}

#[derive(Template)]
#[template(path = "framework/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub framework: Framework,
    pub area: String,
    pub current: FrameworkVersion,
    pub versions: Vec<FrameworkVersion>,
    pub years: Vec<i64>,
    pub targets: Vec<TargetRow>,
    pub money: Vec<MoneyRow>,
    /// What this version changed of the one before.
    pub changes: Vec<FigureChange>,
    pub trail: Vec<TrailLine>,
    pub may_edit: bool,
    pub export: bool,
}

/// A target with what was done, as a row.
pub(super) struct TargetRow {
    pub label: &'static str,
    pub unit: &'static str,
    /// The text that names what is counted, and where it can be read.
    pub basis: &'static str,
    pub href: String,
    pub target: String,
    pub years: Vec<String>,
    pub total: String,
    pub percent: String,
    pub counted: bool,
}

/// Money of a year and source, as a row.
pub(super) struct MoneyRow {
    pub year: i64,
    pub source: &'static str,
    pub foreseen: String,
    pub planned: String,
    pub spent: String,
    pub percent: String,
}

fn percent(value: Option<i64>) -> String {
    value.map(|p| format!("{p}\u{a0}%")).unwrap_or_default()
}

fn grouped(value: i64) -> String {
    kernel::Dong(value).grouped()
}

pub(super) fn target_row(row: &TargetProgress, years: &[i64], lang: Lang) -> TargetRow {
    let of_year = |year: &i64| {
        let done = row.done.as_ref()?;
        let found = done.by_year.iter().find(|(y, _)| y == year);
        Some(grouped(found.map_or(0, |(_, n)| *n)))
    };
    TargetRow {
        label: row.indicator.label(lang),
        unit: row.indicator.unit(lang),
        basis: row.indicator.basis(),
        href: String::new(),
        target: row.target.map(grouped).unwrap_or_default(),
        years: years
            .iter()
            .map(|year| of_year(year).unwrap_or_default())
            .collect(),
        total: row
            .done
            .as_ref()
            .map(|done| grouped(done.total))
            .unwrap_or_default(),
        percent: percent(row.percent()),
        counted: row.done.is_some(),
    }
}

pub(super) fn money_row(row: &MoneyProgress, lang: Lang) -> MoneyRow {
    MoneyRow {
        year: row.year,
        source: row.source.label(lang),
        foreseen: row.foreseen.map(|a| a.grouped()).unwrap_or_default(),
        planned: row.planned.grouped(),
        spent: row.spent.grouped(),
        percent: percent(row.percent()),
    }
}

impl ShowPage {
    pub(super) fn of(
        c: Chrome,
        framework: Framework,
        versions: Vec<FrameworkVersion>,
        current: FrameworkVersion,
        progress: &Progress,
    ) -> ShowPage {
        let lang = c.lang;
        let years: Vec<i64> = (framework.from_year..=framework.to_year).collect();
        ShowPage {
            area: lang.t("Toàn quốc", "Whole country").to_owned(),
            targets: progress
                .targets
                .iter()
                .map(|row| target_row(row, &years, lang))
                .collect(),
            money: progress.money.iter().map(|m| money_row(m, lang)).collect(),
            years,
            changes: Vec::new(),
            trail: Vec::new(),
            may_edit: false,
            export: false,
            framework,
            versions,
            current,
            c,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct VersionQuery {
    version: String,
}

async fn show(web: Web, Path(id): Path<Uuid>, Query(query): Query<VersionQuery>) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let id: FrameworkId = Id::from_uuid(id);
    let mut conn = cx.read().await?;
    let framework = store::find(cx, &mut conn, id).await?;
    let versions = store::versions(&mut conn, id).await?;
    let number = query.version.parse().unwrap_or(framework.number);
    let current = versions
        .iter()
        .find(|v| v.number == number)
        .cloned()
        .ok_or_else(WebError::not_found)?;
    let figures = store::figures(&mut conn, id, number).await?;
    let progress = progress::progress(cx, &mut conn, &framework, &figures).await?;
    let changed = match number {
        ..=1 => Vec::new(),
        _ => {
            let before = store::figures(&mut conn, id, number - 1).await?;
            changes(&before, &figures, lang)
        }
    };
    let records = db::history(&mut conn, "framework", &id.to_string()).await?;
    let chrome = web
        .chrome(&framework.title)
        .crumb(title(lang), "/frameworks")
        .crumb(framework.period(), "");
    let (province, may_edit) = (
        framework.province_id,
        commands::may_change(cx, &framework) && number == framework.number,
    );
    let mut page = ShowPage::of(chrome, framework, versions, current, &progress);
    if province.is_some() {
        page.area = picked::unit_label(&mut conn, province).await?;
    }
    let bases = basis::addresses(cx, &mut conn, &BASES).await?;
    for row in &mut page.targets {
        if let Some((_, href)) = bases.iter().find(|(text, _)| *text == row.basis) {
            row.href.clone_from(href);
        }
    }
    page.changes = changed;
    page.trail = web_kit::trail(records, |verb| word(verb, lang));
    page.may_edit = may_edit;
    page.export = cx.actor.may(Verb::Export, Thing::Plan);
    web.page(page)
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Nhập chương trình", "Entered"),
        "amendment" => lang.t("Điều chỉnh bằng quyết định mới", "Amended by decision"),
        "figures" => lang.t("Ghi chỉ tiêu và kinh phí", "Saved the figures"),
        "export" => lang.t("Xuất Excel", "Exported"),
        _ => lang.t("Sửa", "Changed"),
    }
}

/// The progress of one programme as a workbook.
async fn export_one(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let cx = &web.cx;
    let id: FrameworkId = Id::from_uuid(id);
    let mut tx = cx.begin().await?;
    let framework = store::find(cx, &mut tx, id).await?;
    let figures = store::figures(&mut tx, id, framework.number).await?;
    let progress = progress::progress(cx, &mut tx, &framework, &figures).await?;
    tx.audit(
        cx,
        "export",
        "framework",
        id,
        None::<&()>,
        &framework.number,
    )
    .await?;
    tx.commit().await?;
    let sheets = sheet::of_progress(cx.lang, &framework, &progress);
    let bytes = papers::xlsx(&sheets).map_err(WebError::internal)?;
    let name = format!("{} {}.xlsx", title(cx.lang), framework.period());
    Ok(file_response(&name, bytes))
}

#[derive(Template)]
#[template(path = "framework/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<FrameworkId>) -> FormPage {
        let action = id.map_or("/frameworks".to_owned(), |id| format!("/frameworks/{id}"));
        FormPage {
            form,
            cancel: action.clone(),
            action,
            conflict: Vec::new(),
            c,
        }
    }
}

const FIELDS: &[Labelled] = &[
    ("province_id_text", ("Tỉnh, thành phố", "Province")),
    ("from_year", ("Từ năm", "From year")),
    ("to_year", ("Đến năm", "To year")),
    ("title", ("Tên chương trình", "Title")),
    ("instrument_no", ("Số quyết định", "Decision")),
    ("instrument_on", ("Ngày quyết định", "Its date")),
    ("issuer", ("Cơ quan ban hành", "Issuer")),
    ("note", ("Ghi chú", "Note")),
];

fn form_page(web: &Web, form: Form, id: Option<FrameworkId>) -> FormPage {
    let heading = match id {
        Some(_) => web.t("Sửa chương trình", "Edit the programme"),
        None => web.t("Nhập chương trình giai đoạn", "New programme"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/frameworks")
        .crumb(heading, "");
    FormPage::of(chrome, form, id)
}

async fn filled(conn: &mut Conn, lang: Lang, framework: &Framework) -> Result<Form, WebError> {
    let versions = store::versions(conn, framework.id).await?;
    let current = versions.first().ok_or_else(WebError::not_found)?;
    let province = framework.province_id;
    Ok(Form::new(lang)
        .with_some("province_id", province)
        .with(
            "province_id_text",
            picked::unit_label(conn, province).await?,
        )
        .with("from_year", framework.from_year)
        .with("to_year", framework.to_year)
        .with("title", &framework.title)
        .with("instrument_no", &current.instrument_no)
        .with_some(
            "instrument_on",
            current.instrument_on.map(kernel::format_date),
        )
        .with("issuer", &current.issuer)
        .with("note", &framework.note)
        .with("version", framework.version))
}

async fn typed(web: &Web, form: &mut Form) -> Result<FrameworkInput, WebError> {
    let mut conn = web.cx.read().await?;
    Ok(FrameworkInput {
        province_id: picked::province(&mut conn, form, "province_id").await?,
        from_year: form.int("from_year"),
        to_year: form.int("to_year"),
        title: form.text("title"),
        instrument_no: form.text("instrument_no"),
        instrument_on: form.date("instrument_on"),
        issuer: form.text("issuer"),
        note: form.text("note"),
    })
}

async fn new(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let home = cx.actor.home.filter(|_| cx.actor.scope != Scope::Nation);
    let form = Form::new(cx.lang).with_some("province_id", home).with(
        "province_id_text",
        picked::unit_label(&mut conn, home).await?,
    );
    web.page(form_page(&web, form, None))
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    match commands::create(&form.cx(&web.cx), input).await {
        Ok(id) => {
            let text = web.t(
                "Đã ghi chương trình. Bước tiếp: nhập chỉ tiêu và kinh phí.",
                "Saved the programme. Next: enter its targets and money.",
            );
            web.done(&format!("/frameworks/{id}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

async fn edit_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let framework = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let form = filled(&mut conn, web.cx.lang, &framework).await?;
    web.page(form_page(&web, form, Some(framework.id)))
}

async fn edit(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: FrameworkId = Id::from_uuid(id);
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    match commands::edit(&form.cx(&web.cx), id, form.version_number(), input).await {
        Ok(()) => {
            let text = web.t("Đã ghi chương trình.", "Saved the programme.");
            web.done(&format!("/frameworks/{id}"), text).await
        }
        Err(CommandError::Stale) => conflict(&web, id, form).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}

/// Both versions side by side; saving again replaces the stored one.
async fn conflict(web: &Web, id: FrameworkId, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let stored = store::find(&web.cx, &mut conn, id).await?;
    let stored_form = filled(&mut conn, web.cx.lang, &stored).await?;
    let conflict = differences(web.cx.lang, &stored_form, &form, FIELDS);
    form.set("version", stored.version);
    web.refused(FormPage {
        conflict,
        ..form_page(web, form, Some(id))
    })
}
