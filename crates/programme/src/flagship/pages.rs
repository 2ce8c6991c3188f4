use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Page, PageRequest};
use kernel::{Activity, FlagshipId, Lang, Thing, UnitId, Verb, format_date};
use reference::picked;
use rules::{FundingScope, ProjectKind};
use serde::{Deserialize, Serialize};
use web_kit::{Choices, Chrome, Form, Guard, Pager, Routes, Web, WebError, WebResult};

use super::{
    CellInput, Flagship, FlagshipInput, commands,
    model::{Cell, FlagshipRow},
    store::{self, Filter},
};
use crate::project::{self, ProjectInput};

/// Empty rows offered beyond those filled in.
const SPARE_ROWS: usize = 4;

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Plan);
    let opens = Guard::Needs(Verb::Create, Thing::Project);
    Routes::new()
        .get("/flagships", needs(Verb::View), list)
        .post("/flagships", needs(Verb::Create), create)
        .get("/flagships/new", needs(Verb::Create), new)
        .get("/flagships/{id}", needs(Verb::View), super::show::show)
        .post("/flagships/{id}", needs(Verb::Edit), update)
        .get("/flagships/{id}/edit", needs(Verb::Edit), edit)
        .get("/flagships/{id}/parts/new", opens, new_part)
        .post("/flagships/{id}/parts", opens, create_part)
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t("Đề án điểm", "Flagship projects")
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
    fn pairs(&self) -> [(&'static str, &str); 2] {
        [("q", &self.q), ("year", &self.year)]
    }
}

#[derive(Template)]
#[template(path = "flagship/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    pub form: Form,
    pub rows: Vec<FlagshipRow>,
    pub pager: Pager,
    pub may_create: bool,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, page: Page<FlagshipRow>) -> ListPage {
        let mut form = Form::new(c.lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        ListPage {
            form,
            pager: Pager::new(&page, "/flagships", &query.pairs()),
            rows: page.rows,
            may_create: false,
            c,
        }
    }
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let mut conn = web.cx.read().await?;
    let filter = Filter {
        q: query.q.clone(),
        year: query.year.trim().parse().ok(),
    };
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, &actor.scope, &filter, request).await?;
    web.page(ListPage {
        may_create: actor.may(Verb::Create, Thing::Plan),
        ..ListPage::of(web.chrome(title(web.cx.lang)), &query, page)
    })
}

#[derive(Template)]
#[template(path = "flagship/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub id: Option<FlagshipId>,
    pub scopes: Choices,
    pub rows: usize,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<FlagshipId>) -> FormPage {
        let filled = (1..=commands::MOST_CELLS)
            .filter(|i| !blank(&form, *i))
            .max()
            .unwrap_or(0);
        FormPage {
            scopes: FundingScope::choices(c.lang),
            rows: (filled + SPARE_ROWS).min(commands::MOST_CELLS),
            c,
            form,
            id,
        }
    }
}

fn blank(form: &Form, i: usize) -> bool {
    ["year", "province_id", "province_id_text", "amount"]
        .iter()
        .all(|name| form.text(&format!("cell_{i}_{name}")).is_empty())
}

fn frame(web: &Web, title_of: &str) -> Chrome {
    web.chrome(title_of).crumb(title(web.cx.lang), "/flagships")
}

async fn new(web: Web) -> WebResult {
    let year = i64::from(web.cx.today().year());
    let form = Form::new(web.cx.lang)
        .with("scope", FundingScope::Kcqg.code())
        .with("from_year", year + 1)
        .with("to_year", year + 2)
        .with("leader", &web.cx.actor.organisation);
    let c = frame(&web, web.t("Lập khung đề án điểm", "New flagship"));
    web.page(FormPage::of(c, form, None))
}

/// What was typed, and the numbers of the rows that were filled in.
async fn read(web: &Web, form: &mut Form) -> Result<(FlagshipInput, Vec<usize>), WebError> {
    let mut conn = web.cx.read().await?;
    let (mut cells, mut numbers) = (Vec::new(), Vec::new());
    for i in 1..=commands::MOST_CELLS {
        if blank(form, i) {
            continue;
        }
        let name = |field: &str| format!("cell_{i}_{field}");
        let province_id = picked::province(&mut conn, form, &name("province_id")).await?;
        cells.push(CellInput {
            year: form.int(&name("year")),
            province_id,
            implementer: form.text(&name("implementer")),
            content: form.text(&name("content")),
            amount: form.dong(&name("amount")),
        });
        numbers.push(i);
    }
    let input = FlagshipInput {
        title: form.text("title"),
        scope: form.code("scope", FundingScope::from_code),
        from_year: form.int("from_year"),
        to_year: form.int("to_year"),
        leader: form.text("leader"),
        goals: form.lines("goals"),
        effect: form.lines("effect"),
        cells,
    };
    Ok((input, numbers))
}

/// The command counts the filled rows; the form has gaps between them.
fn renumbered(error: CommandError, numbers: &[usize]) -> CommandError {
    let CommandError::Invalid(mut errors) = error else {
        return error;
    };
    for error in &mut errors {
        let mut parts = error.field.splitn(3, '_');
        let (Some("cell"), Some(n), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let shown = n.parse::<usize>().ok().and_then(|n| numbers.get(n - 1));
        if let Some(shown) = shown {
            error.field = format!("cell_{shown}_{rest}");
        }
    }
    CommandError::Invalid(errors)
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let (input, numbers) = read(&web, &mut form).await?;
    if !form.has_errors() {
        match commands::create(&form.cx(&web.cx), input).await {
            Ok(id) => {
                let text = web.t(
                    "Đã lập khung. Bước tiếp: mở đề án phần của năm đầu.",
                    "The frame is drawn up. Next: open the parts of the first year.",
                );
                return web.done(&format!("/flagships/{id}"), text).await;
            }
            Err(error) => form.refuse(renumbered(error, &numbers))?,
        }
    }
    let c = frame(&web, web.t("Lập khung đề án điểm", "New flagship"));
    web.refused(FormPage::of(c, form, None))
}

fn filled(flagship: &Flagship, cells: &[Cell], lang: Lang) -> Form {
    let mut form = Form::new(lang)
        .with("version", flagship.version)
        .with("title", &flagship.title)
        .with("scope", flagship.funding().code())
        .with("from_year", flagship.from_year)
        .with("to_year", flagship.to_year)
        .with("leader", &flagship.leader)
        .with("goals", &flagship.goals)
        .with("effect", &flagship.effect);
    for (i, cell) in cells.iter().enumerate() {
        let name = |field: &str| format!("cell_{}_{field}", i + 1);
        form.set(&name("year"), cell.year);
        form.set(&name("province_id"), cell.province_id);
        form.set(&name("province_id_text"), &cell.province);
        form.set(&name("implementer"), &cell.implementer);
        form.set(&name("content"), &cell.content);
        form.set(&name("amount"), cell.amount.grouped());
    }
    form
}

async fn edit(web: Web, Path(id): Path<FlagshipId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let flagship = commands::led(&web.cx, &mut conn, id).await?;
    let cells = store::cells(&mut conn, id).await?;
    let form = filled(&flagship, &cells, web.cx.lang);
    let c = frame(&web, web.t("Sửa khung đề án điểm", "Edit the flagship"))
        .crumb(&flagship.code, format!("/flagships/{id}"));
    web.page(FormPage::of(c, form, Some(id)))
}

async fn update(web: Web, Path(id): Path<FlagshipId>, mut form: Form) -> WebResult {
    let (input, numbers) = read(&web, &mut form).await?;
    let version = form.version_number();
    if !form.has_errors() {
        match commands::edit(&form.cx(&web.cx), id, version, input).await {
            Ok(()) => {
                let text = web.t("Đã ghi khung.", "The frame is saved.");
                return web.done(&format!("/flagships/{id}"), text).await;
            }
            Err(error) => form.refuse(renumbered(error, &numbers))?,
        }
    }
    let c = frame(&web, web.t("Sửa khung đề án điểm", "Edit the flagship"));
    web.refused(FormPage::of(c, form, Some(id)))
}

#[derive(Deserialize)]
struct PartQuery {
    year: Option<i64>,
    province: Option<UnitId>,
}

#[derive(Template)]
#[template(path = "flagship/views/part.html")]
pub(super) struct PartPage {
    pub c: Chrome,
    pub form: Form,
    pub flagship: Flagship,
    pub back: String,
    pub activities: Choices,
    /// What the frame says of this year and province: (label, value).
    pub facts: Vec<(&'static str, String)>,
}

impl PartPage {
    pub(super) fn of(c: Chrome, flagship: Flagship, form: Form, cells: &[Cell]) -> PartPage {
        let lang = c.lang;
        let cell = cells.iter().find(|cell| {
            form.value("year") == cell.year.to_string()
                && form.value("province_id") == cell.province_id.to_string()
        });
        let facts = match cell {
            Some(cell) => vec![
                (lang.t("Năm", "Year"), cell.year.to_string()),
                (lang.t("Tỉnh, thành phố", "Province"), cell.province.clone()),
                (lang.t("Kinh phí khung", "Frame"), cell.amount.to_string()),
                (
                    lang.t("Các phần đã đề nghị", "Asked for by parts"),
                    cell.used.to_string(),
                ),
                (
                    lang.t("Nội dung khung", "Content of the frame"),
                    cell.content.clone(),
                ),
            ],
            None => Vec::new(),
        };
        PartPage {
            activities: Activity::choices(lang),
            back: format!("/flagships/{}", flagship.id),
            facts,
            c,
            form,
            flagship,
        }
    }
}

fn part_frame(web: &Web, flagship: &Flagship) -> Chrome {
    frame(web, web.t("Mở đề án phần", "Open a part"))
        .crumb(&flagship.code, format!("/flagships/{}", flagship.id))
}

async fn new_part(
    web: Web,
    Path(id): Path<FlagshipId>,
    Query(query): Query<PartQuery>,
) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let flagship = store::find(cx, &mut conn, id).await?;
    let cells = store::cells(&mut conn, id).await?;
    let mut form = Form::new(cx.lang)
        .with("drafted_on", format_date(cx.today()))
        .with("implementer", &cx.actor.organisation)
        .with("goals", &flagship.goals)
        .with("title", &flagship.title);
    if let (Some(year), Some(province)) = (query.year, query.province) {
        form.set("year", year);
        form.set("province_id", province);
        let label = picked::unit_label(&mut conn, Some(province)).await?;
        form.set("title", format!("{}, {label}, {year}", flagship.title));
        let here = |c: &&Cell| c.year == year && c.province_id == province;
        if let Some(cell) = cells.iter().find(here) {
            form.set("content", &cell.content);
            if !cell.implementer.is_empty() {
                form.set("implementer", &cell.implementer);
            }
        }
    }
    let c = part_frame(&web, &flagship);
    web.page(PartPage::of(c, flagship, form, &cells))
}

async fn create_part(web: Web, Path(id): Path<FlagshipId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let flagship = store::find(&web.cx, &mut conn, id).await?;
    let cells = store::cells(&mut conn, id).await?;
    drop(conn);
    let input = ProjectInput {
        title: form.text("title"),
        kind: Some(ProjectKind::Flagship),
        flagship_id: Some(id),
        scope: Some(flagship.funding()),
        activity: form.parsed::<Activity>("activity"),
        year: form.int("year").unwrap_or_default(),
        province_id: form.unit("province_id"),
        implementer: form.text("implementer"),
        coordinator: form.text("coordinator"),
        goals: form.lines("goals"),
        content: form.lines("content"),
        drafted_on: form.date("drafted_on"),
        ..ProjectInput::default()
    };
    if !form.has_errors() {
        match project::create(&form.cx(&web.cx), input).await {
            Ok(part) => {
                let text = web.t(
                    "Đã mở đề án phần. Bước tiếp: lập dự toán theo nguồn.",
                    "The part is opened. Next: its estimate by source.",
                );
                return web.done(&format!("/projects/{part}/costs"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let c = part_frame(&web, &flagship);
    web.refused(PartPage::of(c, flagship, form, &cells))
}
