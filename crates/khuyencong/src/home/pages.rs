use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use kernel::{Lang, Thing, Verb, format_date};
use serde::Deserialize;
use web_kit::{
    App, Chrome, Guard, Routes, Web, WebError, WebResult, query_string, samples::Sample,
};

use super::due::{Due, MyWork, my_work};

/// How many waiting projects the first page lists.
const MOST: i64 = 50;
/// How many of each kind a search shows.
const FOUND: i64 = 10;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/", Guard::SignedIn, home)
        .get("/search", Guard::SignedIn, search)
        .get("/records/{thing}/{id}", Guard::SignedIn, record)
}

/// A project that waits for the reader.
struct Waiting {
    code: String,
    title: String,
    state: String,
    next: String,
    href: String,
    since: String,
    illustration: bool,
}

/// Something a role begins.
struct Start {
    label: &'static str,
    hint: &'static str,
    href: &'static str,
}

#[derive(Template)]
#[template(path = "home/views/home.html")]
struct HomePage {
    c: Chrome,
    works_on_projects: bool,
    waiting: Vec<Waiting>,
    total: i64,
    work: MyWork,
    starts: Vec<Start>,
}

async fn home(web: Web) -> WebResult {
    let works_on_projects = web.cx.actor.may(Verb::Decide, Thing::Project);
    let mut conn = web.cx.read().await?;
    let projects = if works_on_projects {
        programme::project::my_work(&web.cx, &mut conn, MOST).await?
    } else {
        Default::default()
    };
    let work = my_work(&web, &mut conn).await?;
    drop(conn);
    let waiting = projects
        .items
        .into_iter()
        .map(|item| Waiting {
            code: item.code,
            title: item.title,
            state: item.state,
            next: item.next,
            href: item.href,
            since: format_date(item.since),
            illustration: item.illustration,
        })
        .collect();
    web.page(HomePage {
        c: web.chrome(web.t("Việc của tôi", "My work")),
        works_on_projects,
        waiting,
        total: projects.total,
        work,
        starts: starts(&web),
    })
}

/// What the reader may begin, by the access table.
fn starts(web: &Web) -> Vec<Start> {
    let all = [
        (
            Verb::Create,
            Thing::Need,
            web.t("Ghi nhu cầu", "State a need"),
            web.t(
                "Phiếu đề xuất của một cơ sở.",
                "What an establishment asks for.",
            ),
            "/needs/new",
        ),
        (
            Verb::Create,
            Thing::Establishment,
            web.t("Thêm cơ sở", "Add an establishment"),
            web.t(
                "Một cơ sở CNNT với địa điểm sản xuất.",
                "With its production site.",
            ),
            "/establishments/new",
        ),
        (
            Verb::Create,
            Thing::Project,
            web.t("Lập đề án", "Draw up a project"),
            web.t("Từ nhu cầu hoặc lập mới.", "From a need, or from nothing."),
            "/projects/new",
        ),
        (
            Verb::Create,
            Thing::Task,
            web.t("Giao nhiệm vụ", "Give a task"),
            web.t("Việc gì, ai làm, hạn nào.", "What, who, by when."),
            "/tasks/new",
        ),
        (
            Verb::View,
            Thing::Norm,
            web.t("Tính mức hỗ trợ", "Ask the norms"),
            web.t(
                "Được hỗ trợ tối đa bao nhiêu, theo điều nào.",
                "How much at most, and why.",
            ),
            "/ceiling",
        ),
        (
            Verb::View,
            Thing::Report,
            web.t("Báo cáo năm", "Yearly report"),
            web.t(
                "Số liệu mở được đến từng bản ghi.",
                "Each figure opens to its records.",
            ),
            "/reports/yearly",
        ),
        (
            Verb::View,
            Thing::Account,
            web.t("Tài khoản", "Accounts"),
            web.t(
                "Ai đăng nhập, vai trò gì, địa bàn nào.",
                "Who signs in, as what, where.",
            ),
            "/accounts",
        ),
    ];
    all.into_iter()
        .filter(|(verb, thing, ..)| web.cx.actor.may(*verb, *thing))
        .map(|(_, _, label, hint, href)| Start { label, hint, href })
        .collect()
}

#[derive(Deserialize)]
struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// What a search found of one kind.
struct Found {
    title: &'static str,
    /// The list that holds them all.
    all: String,
    rows: Vec<Hit>,
}

struct Hit {
    href: String,
    label: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "home/views/search.html")]
struct SearchPage {
    c: Chrome,
    q: String,
    found: Vec<Found>,
}

async fn search(web: Web, Query(query): Query<SearchQuery>) -> WebResult {
    let q = kernel::clean(&query.q);
    let found = if kernel::fold(&q).is_empty() {
        Vec::new()
    } else {
        look_for(&web, &q).await?
    };
    let title = if q.is_empty() {
        web.t("Tìm kiếm", "Search").to_owned()
    } else {
        format!("{} “{q}”", web.t("Kết quả tìm", "Results for"))
    };
    let mut c = web.chrome(title);
    c.search.clone_from(&q);
    web.page(SearchPage { c, q, found })
}

async fn look_for(web: &Web, q: &str) -> Result<Vec<Found>, WebError> {
    let mut found = Vec::new();
    let may = |thing| web.cx.actor.may(Verb::View, thing);
    let all = |path: &str| format!("{path}{}", query_string(&[("q", q)]));
    if may(Thing::Establishment) {
        let rows = register::establishment::pick(&web.cx, q, FOUND).await?;
        found.push(Found {
            title: web.t("Cơ sở CNNT", "Establishments"),
            all: all("/establishments"),
            rows: rows
                .into_iter()
                .map(|row| Hit {
                    href: format!("/establishments/{}", row.id),
                    label: row.name,
                    hint: row.tax_code.unwrap_or_default(),
                })
                .collect(),
        });
    }
    let mut conn = web.cx.read().await?;
    if may(Thing::Project) {
        let filter = programme::project::list::Filter {
            words: q.to_owned(),
            ..Default::default()
        };
        let rows =
            programme::project::list::whole(&mut conn, &web.cx.actor.scope, &filter, FOUND).await?;
        found.push(Found {
            title: web.t("Đề án", "Projects"),
            all: all("/projects"),
            rows: rows
                .into_iter()
                .map(|row| Hit {
                    href: format!("/projects/{}", row.project.id),
                    label: format!("{} · {}", row.project.code, row.project.title),
                    hint: row.project.beneficiaries,
                })
                .collect(),
        });
    }
    if may(Thing::Instrument) {
        let filter = law::instrument::store::Filter {
            q: q.to_owned(),
            ..Default::default()
        };
        let page = db::PageRequest {
            page: 1,
            size: FOUND,
        };
        let rows = law::instrument::store::list(&mut conn, &filter, page)
            .await?
            .rows;
        found.push(Found {
            title: web.t("Văn bản", "Legal documents"),
            all: all("/instruments"),
            rows: rows
                .into_iter()
                .map(|row| Hit {
                    href: format!("/instruments/{}", row.id),
                    label: row.title(web.cx.lang),
                    hint: row.subject,
                })
                .collect(),
        });
    }
    found.retain(|kind| !kind.rows.is_empty());
    Ok(found)
}

/// From a kind and an id, as the audit trail and reports name records, to the record's page.
async fn record(State(app): State<App>, Path((thing, id)): Path<(String, String)>) -> WebResult {
    let path = app
        .record_path(&thing, &id)
        .ok_or_else(WebError::not_found)?;
    Ok(Redirect::to(&path).into_response())
}

pub(super) fn samples() -> Vec<Sample> {
    let waiting = |n: usize| Waiting {
        code: format!("ĐA-2026-{n:04}"),
        title: "Hỗ trợ máy đóng gói tự động cho cơ sở chế biến hải sản khô xuất khẩu ".repeat(2),
        state: "thẩm định cấp cơ sở".into(),
        next: "Kết luận đạt".into(),
        href: "/projects/0".into(),
        since: "02/03/2026".into(),
        illustration: true,
    };
    let due = |n: usize| Due {
        label: "Khảo sát hiện trường <A>".into(),
        of: "đang làm".into(),
        href: "/tasks/x".into(),
        on: "01/06/2022".into(),
        late: if n.is_multiple_of(2) {
            "trễ 5 ngày".into()
        } else {
            String::new()
        },
        illustration: true,
    };
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for count in [0, 1, 50] {
            all.push(Sample::of(
                "home",
                HomePage {
                    c: Chrome::sample(lang, "Việc của tôi"),
                    works_on_projects: true,
                    waiting: (0..count).map(waiting).collect(),
                    total: count as i64,
                    work: MyWork {
                        shown: count != 1,
                        tasks: (0..count).map(due).collect(),
                        tasks_total: count as i64,
                        obstacles: (0..count.min(3)).map(due).collect(),
                        duties: (0..count).map(due).collect(),
                        late_total: count.to_string(),
                        soon_total: "hơn 10.000".into(),
                        of_all: (count != 1).then(|| ("1.204".into(), "5".into())),
                        lists_duties: count != 1,
                    },
                    starts: vec![Start {
                        label: "Lập đề án",
                        hint: "Mới",
                        href: "/projects/new",
                    }],
                },
            ));
            let hit = || Hit {
                href: "/x".into(),
                label: "Cơ sở <A>".into(),
                hint: "35".into(),
            };
            all.push(Sample::of(
                "search",
                SearchPage {
                    c: Chrome::sample(lang, "Tìm kiếm"),
                    q: "co so".into(),
                    found: (0..count.min(3))
                        .map(|_| Found {
                            title: "Cơ sở",
                            all: "/x?q=a".into(),
                            rows: vec![hit()],
                        })
                        .collect(),
                },
            ));
        }
    }
    all
}
