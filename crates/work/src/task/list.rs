//! The list of tasks, the board by state, and the sheet.

use askama::Template;
use axum::extract::Query;
use db::{Conn, Page, PageRequest};
use jiff::civil::Date;
use kernel::{AccountId, Lang, ProjectId, Thing, Verb};
use papers::EXPORT_LIMIT;
use serde::{Deserialize, Serialize};
use web_kit::{
    Choices, Chrome, Form, Guard, Pager, Routes, Web, WebError, WebResult, file_response,
    query_string,
};

use super::{
    model::Task,
    sheet,
    store::{self, Filter, StateFilter},
};
use crate::ports::Projects;

/// How many cards a column of the board shows.
const CARDS: i64 = 30;

pub(super) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Task);
    Routes::new()
        .get("/tasks", view, list)
        .get("/tasks/board", view, board)
        .get(
            "/tasks/export.xlsx",
            Guard::Needs(Verb::Export, Thing::Task),
            export,
        )
}

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    state: String,
    /// An account, or `me`.
    person: String,
    department: String,
    project: String,
    late: String,
    #[serde(skip_serializing)]
    page: String,
}

impl ListQuery {
    fn filter(&self, me: Option<AccountId>, today: Date) -> Filter {
        Filter {
            words: self.q.clone(),
            state: StateFilter::from_code(&self.state),
            person: match self.person.as_str() {
                "me" => me,
                other => other.parse().ok(),
            },
            department: kernel::clean(&self.department),
            project: self.project.parse().ok(),
            late_on: (self.late == "1").then_some(today),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("state", &self.state),
            ("person", &self.person),
            ("department", &self.department),
            ("project", &self.project),
            ("late", &self.late),
        ]
    }

    fn form(&self, lang: Lang) -> Form {
        let mut form = Form::new(lang);
        for (name, value) in self.pairs() {
            form.set(name, value);
        }
        form
    }
}

/// A task as a list shows it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub task: Task,
    /// Code and title of its project; empty when it has none.
    pub project: String,
    pub badge: (&'static str, &'static str, &'static str),
    pub late: String,
}

impl Row {
    pub(super) fn of(task: Task, project: String, today: Date, lang: Lang) -> Row {
        Row {
            badge: task.badge(lang),
            late: task.lateness(today, lang),
            project,
            task,
        }
    }
}

/// The tasks with the labels of their projects: one question for the whole list.
pub(super) async fn rows(
    web: &Web,
    conn: &mut Conn,
    tasks: Vec<Task>,
) -> Result<Vec<Row>, WebError> {
    let mut ids: Vec<ProjectId> = tasks.iter().filter_map(|task| task.project_id).collect();
    ids.sort();
    ids.dedup();
    let labels = match ids.is_empty() {
        true => Vec::new(),
        false => web.cx.port::<dyn Projects>().labels(conn, &ids).await?,
    };
    let label = |id| {
        let found = labels.iter().find(|(known, _)| Some(*known) == id);
        found.map(|(_, label)| label.clone()).unwrap_or_default()
    };
    let (today, lang) = (web.cx.today(), web.cx.lang);
    Ok(tasks
        .into_iter()
        .map(|task| Row::of(task.clone(), label(task.project_id), today, lang))
        .collect())
}

/// The choices of the filters.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    pub states: Choices,
    pub people: Choices,
    pub departments: Choices,
    /// The project that the list is narrowed to; empty when it is not.
    pub project: String,
}

impl Filters {
    async fn read(web: &Web, conn: &mut Conn, filter: &Filter) -> Result<Filters, WebError> {
        let actor = &web.cx.actor;
        let me = actor.account.map(|_| {
            let label = web.t("Của tôi", "Mine").to_owned();
            ("me".to_owned(), label)
        });
        let people = store::people(conn, actor).await?;
        let departments = store::departments(conn, actor).await?;
        let project = match filter.project {
            Some(id) => {
                let found = web.cx.port::<dyn Projects>();
                let found = found.find(&web.cx, conn, id).await?;
                found.map(|project| project.label).unwrap_or_default()
            }
            None => String::new(),
        };
        Ok(Filters {
            states: states(web.cx.lang),
            people: me
                .into_iter()
                .chain(people.into_iter().map(|(id, name)| (id.to_string(), name)))
                .collect(),
            departments: departments
                .into_iter()
                .map(|name| (name.clone(), name))
                .collect(),
            project,
        })
    }
}

pub(super) fn states(lang: Lang) -> Choices {
    StateFilter::ALL
        .into_iter()
        .map(|state| (state.code().to_owned(), state_label(state, lang).to_owned()))
        .collect()
}

fn state_label(state: StateFilter, lang: Lang) -> &'static str {
    match state {
        StateFilter::Open => lang.t("Chưa xong", "Not finished"),
        StateFilter::Planned => lang.t("Chưa làm", "Not begun"),
        StateFilter::Doing => lang.t("Đang làm", "Under way"),
        StateFilter::Blocked => lang.t("Đang vướng", "Blocked"),
        StateFilter::Done => lang.t("Đã xong", "Done"),
        StateFilter::Dropped => lang.t("Thôi không làm", "Given up"),
        StateFilter::All => lang.t("Tất cả", "All"),
    }
}

#[derive(Template)]
#[template(path = "task/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    /// The filters.
    pub form: Form,
    pub filters: Filters,
    pub rows: Vec<Row>,
    pub pager: Pager,
    /// “Trễ hạn (3)”; empty when nothing is late.
    pub late_label: String,
    pub late_href: String,
    pub board: String,
    pub may_create: bool,
    pub new: String,
    pub export: Option<String>,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, rows: Page<Row>) -> ListPage {
        let query_late = ListQuery {
            late: "1".into(),
            ..query.clone()
        };
        ListPage {
            form: query.form(c.lang),
            filters: Filters {
                states: states(c.lang),
                ..Filters::default()
            },
            pager: Pager::new(&rows, "/tasks", &query.pairs()),
            rows: rows.rows,
            late_label: String::new(),
            late_href: format!("/tasks{}", query_string(&query_late.pairs())),
            board: format!("/tasks/board{}", query_string(&query.pairs())),
            may_create: false,
            new: format!(
                "/tasks/new{}",
                query_string(&[("project", query.project.as_str())])
            ),
            export: None,
            c,
        }
    }
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t("Nhiệm vụ", "Tasks")
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let today = web.cx.today();
    let filter = query.filter(actor.account, today);
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, actor, &filter, request).await?;
    let late = Filter {
        late_on: Some(today),
        state: StateFilter::Open,
        ..filter.clone()
    };
    let late = store::count(&mut conn, actor, &late).await?;
    let filters = Filters::read(&web, &mut conn, &filter).await?;
    let total = page.total;
    let rows = rows(&web, &mut conn, page.rows).await?;
    let page = Page {
        rows,
        total,
        request,
    };
    let export = format!("/tasks/export.xlsx{}", query_string(&query.pairs()));
    web.page(ListPage {
        filters,
        late_label: late_label(late, web.cx.lang),
        may_create: actor.may(Verb::Create, Thing::Task),
        export: actor.may(Verb::Export, Thing::Task).then_some(export),
        ..ListPage::of(web.chrome(title(web.cx.lang)), &query, page)
    })
}

pub(super) fn late_label(late: i64, lang: Lang) -> String {
    match late {
        0 => String::new(),
        _ => format!("{} ({late})", lang.t("Trễ hạn", "Late")),
    }
}

/// One column of the board.
pub(super) struct Column {
    pub label: &'static str,
    pub colour: &'static str,
    pub icon: &'static str,
    pub total: i64,
    pub cards: Vec<Row>,
    /// The list that holds them all.
    pub href: String,
}

#[derive(Template)]
#[template(path = "task/views/board.html")]
pub(super) struct BoardPage {
    pub c: Chrome,
    pub form: Form,
    pub filters: Filters,
    pub columns: Vec<Column>,
    pub list: String,
    pub may_create: bool,
}

async fn board(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let filter = query.filter(actor.account, web.cx.today());
    let mut conn = web.cx.read().await?;
    let mut columns = Vec::new();
    for (state, total) in store::board_counts(&mut conn, actor, &filter).await? {
        let narrower = Filter {
            state,
            ..filter.clone()
        };
        let request = PageRequest {
            page: 1,
            size: CARDS,
        };
        let tasks = match total {
            0 => Vec::new(),
            _ => {
                let page = store::list(&mut conn, actor, &narrower, request).await?;
                page.rows
            }
        };
        let all = ListQuery {
            state: state.code().to_owned(),
            ..query.clone()
        };
        let cards = rows(&web, &mut conn, tasks).await?;
        columns.push(column(state, total, cards, &all, web.cx.lang));
    }
    let filters = Filters::read(&web, &mut conn, &filter).await?;
    let c = web
        .chrome(web.t("Bảng nhiệm vụ", "Board of tasks"))
        .crumb(title(web.cx.lang), "/tasks")
        .crumb(web.t("Bảng", "Board"), "");
    web.page(BoardPage {
        form: query.form(web.cx.lang),
        filters,
        columns,
        list: format!("/tasks{}", query_string(&query.pairs())),
        may_create: actor.may(Verb::Create, Thing::Task),
        c,
    })
}

pub(super) fn column(
    state: StateFilter,
    total: i64,
    cards: Vec<Row>,
    all: &ListQuery,
    lang: Lang,
) -> Column {
    let (colour, icon) = match state {
        StateFilter::Doing => ("blue", "clock"),
        StateFilter::Blocked => ("amber", "alert"),
        StateFilter::Done => ("green", "check"),
        _ => ("grey", "pencil"),
    };
    Column {
        label: state_label(state, lang),
        colour,
        icon,
        total,
        cards,
        href: format!("/tasks{}", query_string(&all.pairs())),
    }
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
async fn export(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let mut tx = cx.begin().await?;
    let request = PageRequest {
        page: 1,
        size: EXPORT_LIMIT,
    };
    let filter = query.filter(cx.actor.account, cx.today());
    let page = store::list(&mut tx, &cx.actor, &filter, request).await?;
    let rows = rows(&web, &mut tx, page.rows).await?;
    tx.audit(cx, "export", "task", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = sheet::sheet(cx.lang, &rows);
    sheet.note_cut(page.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(&format!("{}.xlsx", title(cx.lang)), bytes))
}
