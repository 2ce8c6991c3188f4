use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandResult, Conn, Cx};
use kernel::{Lang, ProjectId, Thing, Verb};
use rules::workflow::{Destination, Transition};
use serde::Deserialize;
use web_kit::{Chrome, Web, WebResult, samples::Sample};

use super::{
    tabs::{self, Body},
    view::{Head, head, step_line},
};
use crate::{
    continuation, debt,
    project::{Case, Editing, roster, store, supplement, work},
};

#[derive(Deserialize)]
pub(super) struct TabQuery {
    #[serde(default)]
    tab: String,
}

/// A button.
#[derive(Clone, Debug)]
pub(super) struct Action {
    pub label: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "project/views/show.html")]
struct ShowPage {
    c: Chrome,
    head: Head,
    steps: Vec<(String, String, &'static str)>,
    /// What is to be done next, and by whom; empty at an end.
    next: String,
    main: Option<Action>,
    others: Vec<Action>,
    edits: Vec<Action>,
    tabs: Vec<(String, String, bool)>,
    /// Money that has to come back and has not: (sentence, address).
    debts: Vec<(String, String)>,
    /// The project it continues or goes on as: (sentence, address).
    neighbours: Vec<(String, String)>,
    body: Body,
}

pub(super) async fn show(
    web: Web,
    Path(id): Path<ProjectId>,
    Query(query): Query<TabQuery>,
) -> WebResult {
    let mut conn = web.cx.read().await?;
    page(&web, &mut conn, id, &query.tab).await
}

/// The ledger: the tab of the money under its own address.
pub(super) async fn ledger(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    page(&web, &mut conn, id, "money").await
}

async fn page(web: &Web, conn: &mut Conn, id: ProjectId, tab: &str) -> WebResult {
    let cx = &web.cx;
    let case = Case::load(cx, conn, id).await?;
    let body = tabs::body(cx, conn, &case, tab).await?;
    let page = assemble(cx, conn, web.chrome(&case.project.title), &case, body).await?;
    web.page(page)
}

async fn assemble(
    cx: &Cx,
    conn: &mut Conn,
    c: Chrome,
    case: &Case,
    body: Body,
) -> CommandResult<ShowPage> {
    let events = store::events(conn, case.project.id).await?;
    let debts = debt::of_project(conn, case.project.id).await?;
    let mut page = show_page(cx, c, case, &events, body);
    page.debts = debts
        .iter()
        .filter(|d| d.cleared_on.is_none())
        .map(|d| (d.sentence(cx.lang), format!("/debts/{}", d.id)))
        .collect();
    let known = continuation::neighbours(conn, case.project.id).await?;
    page.neighbours = continuation::links(&known, cx.lang);
    if continuation::may_continue(cx, case, &known) {
        page.main = Some(Action {
            label: cx
                .t(
                    "Lập đề án bằng kinh phí địa phương",
                    "Go on with local money",
                )
                .to_owned(),
            href: format!("/projects/{}/continuation", case.project.id),
        });
    }
    Ok(page)
}

fn show_page(
    cx: &Cx,
    c: Chrome,
    case: &Case,
    events: &[crate::project::Event],
    body: Body,
) -> ShowPage {
    let (main, others) = match cx.actor.may(Verb::Decide, Thing::Project) {
        true => actions(cx, case),
        false => (None, Vec::new()),
    };
    ShowPage {
        steps: step_line(case, events, cx.lang),
        next: next_line(case, cx.lang),
        main,
        others,
        edits: edits(cx, case),
        tabs: tab_links(case, body.code(), cx.lang),
        debts: Vec::new(),
        neighbours: Vec::new(),
        head: head(case, cx.lang),
        c: c.crumb(cx.t("Đề án", "Projects"), "/projects")
            .crumb(&case.project.code, ""),
        body,
    }
}

/// The one next action of the actor's role, and the others.
fn actions(cx: &Cx, case: &Case) -> (Option<Action>, Vec<Action>) {
    let page = format!("/projects/{}", case.project.id);
    let action = |step: &Transition| Action {
        label: step.name.get(cx.lang).to_owned(),
        href: format!("{page}/{}", step.code),
    };
    let steps = case.steps(cx);
    let next = work::next_step(&case.definition, &case.project.state, cx.actor.role);
    let others = steps
        .iter()
        .filter(|t| next.is_none_or(|n| n.code != t.code))
        .map(|t| action(t));
    (next.map(action), others.collect())
}

fn edits(cx: &Cx, case: &Case) -> Vec<Action> {
    let page = format!("/projects/{}", case.project.id);
    let action = |label: &str, path: &str| Action {
        label: label.to_owned(),
        href: format!("{page}/{path}"),
    };
    let mut edits = Vec::new();
    if cx.actor.may(Verb::Edit, Thing::Project) && !case.is_ended() {
        match case.editing() {
            Editing::Direct => {
                edits.push(action(cx.t("Sửa đề án", "Edit the project"), "edit"));
                edits.push(action(cx.t("Sửa dự toán", "Edit the estimate"), "costs"));
            }
            Editing::Proposal => {
                edits.push(action(
                    cx.t("Nội dung đề nghị điều chỉnh", "What the adjustment changes"),
                    "adjustment-proposal",
                ));
                edits.push(action(
                    cx.t("Dự toán đề nghị điều chỉnh", "Propose an adjusted estimate"),
                    "costs",
                ));
            }
            Editing::Closed => {}
        }
        edits.push(action(cx.t("Hồ sơ", "Dossier"), "dossier"));
        // Before the money is given, the project may still be proposed for a plan.
        if case.project.plan_line_id.is_none() && cx.actor.may(Verb::Create, Thing::Proposal) {
            edits.push(Action {
                label: cx
                    .t("Đề xuất vào kế hoạch", "Propose for a plan")
                    .to_owned(),
                href: format!("/proposals/new?project={}", case.project.id),
            });
        }
    }
    if roster::serves(case.project.kind(), case.project.activity) {
        let label = cx.t(
            "Đơn vị thụ hưởng và thông số",
            "Beneficiaries and specifications",
        );
        edits.push(action(label, "beneficiaries"));
    }
    if supplement::may_ask(cx, case) {
        edits.push(action(
            cx.t("Điểm cần bổ sung", "Gaps of the dossier"),
            "supplement-rounds/new",
        ));
    }
    for level in crate::project::Level::ALL {
        if crate::project::appraisal::may_appraise(cx, case, level) {
            let path = format!("appraisal/{}", level.code());
            edits.push(action(level.label(cx.lang), &path));
        }
    }
    if !case.promotion().spent().is_zero() && cx.actor.may(Verb::View, Thing::Money) {
        edits.push(action(
            cx.t("Khoản phải thu hồi", "Money to recover"),
            "debts",
        ));
    }
    if cx.actor.may(Verb::View, Thing::FundingMatch) {
        let label = cx.t("Trùng hỗ trợ", "Double funding");
        edits.push(action(label, "funding-matches"));
    }
    if cx.actor.may(Verb::View, Thing::Task) {
        edits.push(Action {
            label: cx.t("Nhiệm vụ", "Tasks").to_owned(),
            href: format!("/tasks?state=all&project={}", case.project.id),
        });
    }
    edits
}

/// "Bước tiếp: Đăng ký kế hoạch (Giám đốc Trung tâm)."
fn next_line(case: &Case, lang: Lang) -> String {
    let definition = &case.definition;
    let step = definition
        .exits(&case.project.state)
        .find(|t| matches!(&t.to, Destination::State(to) if definition.main_path.contains(to)))
        .or_else(|| definition.exits(&case.project.state).next());
    let Some(step) = step else {
        return String::new();
    };
    let roles: Vec<_> = step.roles.iter().map(|r| r.label(lang)).collect();
    let (name, roles) = (step.name.get(lang), roles.join(", "));
    match lang {
        Lang::Vi => format!("Bước tiếp: {name} ({roles})."),
        Lang::En => format!("Next: {name} ({roles})."),
    }
}

pub(crate) fn tab_links(case: &Case, active: &str, lang: Lang) -> Vec<(String, String, bool)> {
    let page = format!("/projects/{}", case.project.id);
    [
        ("", lang.t("Tổng quan", "Overview")),
        ("money", lang.t("Kinh phí", "Money")),
        ("dossier", lang.t("Hồ sơ", "Dossier")),
        ("appraisal", lang.t("Thẩm định", "Appraisal")),
        ("execution", lang.t("Thực hiện", "Execution")),
        ("acceptance", lang.t("Nghiệm thu", "Acceptance")),
        (
            "vouchers",
            lang.t("Chứng từ, quyết toán", "Vouchers, settlement"),
        ),
        ("papers", lang.t("Văn bản", "Papers")),
        ("history", lang.t("Lịch sử", "History")),
    ]
    .into_iter()
    .map(|(code, label)| {
        let href = match code {
            "" => page.clone(),
            "execution" | "vouchers" => format!("{page}/{code}"),
            _ => format!("{page}?tab={code}"),
        };
        (label.to_owned(), href, code == active)
    })
    .collect()
}

pub(super) fn samples() -> Vec<Sample> {
    let case = super::sample_data::case();
    let page = |lang: Lang, body: Body| ShowPage {
        c: Chrome::sample(lang, &case.project.title),
        head: head(&case, lang),
        steps: step_line(&case, &[], lang),
        next: next_line(&case, lang),
        main: Some(Action {
            label: lang.t("Nghiệm thu cơ sở", "Accept").into(),
            href: "/projects/x/acceptance".into(),
        }),
        others: vec![Action {
            label: lang.t("Đề nghị ngừng", "Ask to stop").into(),
            href: "/projects/x/stop-request".into(),
        }],
        edits: Vec::new(),
        tabs: tab_links(&case, body.code(), lang),
        debts: vec![("Còn phải thu hồi".into(), "/debts/x".into())],
        neighbours: vec![("Tiếp tục đề án ĐA".into(), "/projects/x".into())],
        body,
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            tabs::samples(lang)
                .into_iter()
                .map(|body| Sample::of("project", page(lang, body)))
                .collect::<Vec<_>>()
        })
        .collect()
}
