use askama::Template;
use axum::extract::Path;
use db::{Conn, Cx};
use jiff::civil::Date;
use kernel::{DebtId, Dong, Lang, ProjectId, Thing, Verb, format_date};
use web_kit::{Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{
    commands::{DebtInput, RecoveryInput, debt_paper, record, recover, recovery_paper},
    model::{Cause, Debt, Recovery},
    store,
};
use crate::{
    paper_form::{self, PaperAsk},
    project::{
        Case,
        pages::view::{Head, head},
    },
};

pub(crate) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Project);
    let create = Guard::Needs(Verb::Create, Thing::Money);
    Routes::new()
        .get("/projects/{id}/debts", view, list)
        .post("/projects/{id}/debts", create, save)
        .get("/debts/{id}", view, show)
        .post("/debts/{id}/recoveries", create, pay)
}

/// A debt in the list.
struct Line {
    href: String,
    title: String,
    cause: &'static str,
    paper: String,
    due: String,
    amount: Dong,
    recovered: Dong,
    left: Dong,
    badge: (&'static str, &'static str, &'static str),
}

impl Line {
    fn of(debt: &Debt, today: Date, lang: Lang) -> Line {
        Line {
            href: format!("/debts/{}", debt.id),
            title: title(debt, lang),
            cause: debt.cause.label(lang),
            paper: debt.paper_text(),
            due: format_date(debt.due_on),
            amount: debt.amount,
            recovered: debt.recovered,
            left: debt.left(),
            badge: debt.badge(today, lang),
        }
    }
}

fn title(debt: &Debt, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Khoản phải thu hồi số {}", debt.number),
        Lang::En => format!("Debt {}", debt.number),
    }
}

#[derive(Template)]
#[template(path = "debt/views/list.html")]
struct ListPage {
    c: Chrome,
    head: Head,
    form: Form,
    lines: Vec<Line>,
    causes: Choices,
    paper: PaperAsk,
    may_record: bool,
    /// What was paid beyond what may be paid, and is no debt yet.
    over: Dong,
    over_reason: &'static str,
}

fn causes(lang: Lang) -> Choices {
    Cause::ALL
        .map(|c| (c.code().to_owned(), c.label(lang).to_owned()))
        .to_vec()
}

/// What has to come back and is recorded as owed by no debt: too much was paid on some lines, or,
/// before any acceptance, all that was advanced to a project that is to be stopped.
fn over(case: &Case, debts: &[Debt]) -> Dong {
    let source = case.project.source();
    let due = case.lines.iter().map(|l| -l.of(source).due());
    let sum: Dong = match (case.project.accepted_on.is_some(), case.may_be_stopped()) {
        (true, _) => due.map(|d| d.max(Dong::ZERO)).sum(),
        (false, true) => case.promotion().spent(),
        (false, false) => Dong::ZERO,
    };
    let owed: Dong = debts.iter().map(Debt::left).sum();
    (sum - owed).max(Dong::ZERO)
}

fn list_page(cx: &Cx, c: Chrome, case: &Case, debts: &[Debt], form: Form) -> ListPage {
    let lang = cx.lang;
    ListPage {
        c,
        head: head(case, lang),
        form,
        lines: debts
            .iter()
            .map(|d| Line::of(d, cx.today(), lang))
            .collect(),
        causes: causes(lang),
        paper: PaperAsk::of(&debt_paper(), lang),
        may_record: cx.actor.may(Verb::Create, Thing::Money)
            && case.promotion().spent() > Dong::ZERO,
        over: over(case, debts),
        over_reason: match case.may_be_stopped() {
            true => lang.t(
                "Đã tạm ứng, phải thu hồi trước khi ngừng đề án:",
                "Advanced, to come back before the project stops:",
            ),
            false => lang.t(
                "Đã trả cao hơn số được nghiệm thu, quyết toán:",
                "Paid beyond what was accepted or settled:",
            ),
        },
    }
}

fn frame(web: &Web, case: &Case, title: &str) -> Chrome {
    web.chrome(title)
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

fn heading(lang: Lang) -> &'static str {
    lang.t("Khoản phải thu hồi", "Money to recover")
}

async fn list(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let debts = store::of_project(&mut conn, id).await?;
    let cause = match case.may_be_stopped() {
        true => Cause::Stopped,
        false => Cause::Overpaid,
    };
    let mut form = Form::new(web.cx.lang).with("cause", cause.code());
    let over = over(&case, &debts);
    if !over.is_zero() {
        form.set("amount", over.grouped());
    }
    let c = frame(&web, &case, heading(web.cx.lang));
    web.page(list_page(&web.cx, c, &case, &debts, form))
}

async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = DebtInput {
        cause: form.code("cause", Cause::from_code),
        amount: form.dong("amount").unwrap_or_default(),
        due_on: form.date("due_on"),
        reason: form.lines("reason"),
        paper: paper_form::read(&mut form),
    };
    let upload = form.file("paper_file");
    if !form.has_errors() {
        match record(&form.cx(&web.cx), id, input, upload.as_ref()).await {
            Ok(debt) => {
                let text = web.t(
                    "Đã ghi khoản phải thu hồi. Khoản này hiện trong nghĩa vụ đến hạn cho tới khi thu đủ.",
                    "The debt is recorded. It stays among the obligations until it is paid back.",
                );
                return web.done(&format!("/debts/{debt}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let debts = store::of_project(&mut conn, id).await?;
    let c = frame(&web, &case, heading(web.cx.lang));
    web.refused(list_page(&web.cx, c, &case, &debts, form))
}

#[derive(Template)]
#[template(path = "debt/views/show.html")]
struct ShowPage {
    c: Chrome,
    head: Head,
    form: Form,
    action: String,
    line: Line,
    reason: String,
    /// (amount, day, paper, who)
    recoveries: Vec<(Dong, String, String, String)>,
    paper: PaperAsk,
    may_pay: bool,
}

fn show_page(
    cx: &Cx,
    c: Chrome,
    case: &Case,
    debt: &Debt,
    recoveries: Vec<Recovery>,
    form: Form,
) -> ShowPage {
    let lang = cx.lang;
    ShowPage {
        c,
        head: head(case, lang),
        form,
        action: format!("/debts/{}/recoveries", debt.id),
        line: Line::of(debt, cx.today(), lang),
        reason: debt.reason.clone(),
        recoveries: recoveries
            .into_iter()
            .map(|r| {
                let paper = r.paper.unwrap_or_default();
                (r.amount, format_date(r.on_date), paper, r.actor)
            })
            .collect(),
        paper: PaperAsk::of(&recovery_paper(), lang),
        may_pay: debt.cleared_on.is_none() && cx.actor.may(Verb::Create, Thing::Money),
    }
}

async fn load(web: &Web, conn: &mut Conn, id: DebtId) -> Result<(Case, Debt), WebError> {
    let debt = store::find(conn, id).await?;
    let debt = debt.ok_or_else(WebError::not_found)?;
    let case = Case::load(&web.cx, conn, debt.project_id).await?;
    Ok((case, debt))
}

async fn show(web: Web, Path(id): Path<DebtId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (case, debt) = load(&web, &mut conn, id).await?;
    let recoveries = store::recoveries(&mut conn, id).await?;
    let form = Form::new(web.cx.lang).with("amount", debt.left().grouped());
    let c = frame(&web, &case, &title(&debt, web.cx.lang));
    web.page(show_page(&web.cx, c, &case, &debt, recoveries, form))
}

async fn pay(web: Web, Path(id): Path<DebtId>, mut form: Form) -> WebResult {
    let input = RecoveryInput {
        amount: form.dong("amount").unwrap_or_default(),
        paper: paper_form::read(&mut form),
    };
    let upload = form.file("paper_file");
    let amount = input.amount;
    if !form.has_errors() {
        match recover(&form.cx(&web.cx), id, input, upload.as_ref()).await {
            Ok(()) => {
                let text = match web.cx.lang {
                    Lang::Vi => format!("Đã ghi thu hồi {amount} vào sổ kinh phí."),
                    Lang::En => format!("{amount} is recorded in the ledger as recovered."),
                };
                return web.done(&format!("/debts/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let (case, debt) = load(&web, &mut conn, id).await?;
    let recoveries = store::recoveries(&mut conn, id).await?;
    let c = frame(&web, &case, &title(&debt, web.cx.lang));
    web.refused(show_page(&web.cx, c, &case, &debt, recoveries, form))
}

pub(crate) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    let line = |lang: Lang| Line {
        href: "/debts/x".into(),
        title: lang.t("Khoản phải thu hồi số 1", "Debt 1").into(),
        cause: Cause::Audit.label(lang),
        paper: "12/KL-TTr, 02/03/2022".into(),
        due: "30/06/2022".into(),
        amount: Dong(20_000_000),
        recovered: Dong(5_000_000),
        left: Dong(15_000_000),
        badge: (lang.t("quá hạn", "overdue"), "red", "alert"),
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let list = |lines: Vec<Line>| ListPage {
                c: Chrome::sample(lang, heading(lang)),
                head: head(&case, lang),
                form: Form::new(lang),
                may_record: !lines.is_empty(),
                over: Dong(lines.len() as i64),
                over_reason: lang.t("Đã trả cao hơn:", "Paid beyond:"),
                lines,
                causes: causes(lang),
                paper: PaperAsk::of(&debt_paper(), lang),
            };
            let show = ShowPage {
                c: Chrome::sample(lang, heading(lang)),
                head: head(&case, lang),
                form: Form::new(lang),
                action: "/debts/x/recoveries".into(),
                line: line(lang),
                reason: "Hóa đơn trùng.".into(),
                recoveries: vec![(
                    Dong(5_000_000),
                    "01/04/2022".into(),
                    "UNC 7".into(),
                    "Kế toán".into(),
                )],
                paper: PaperAsk::of(&recovery_paper(), lang),
                may_pay: true,
            };
            [
                Sample::of("debts", list(Vec::new())),
                Sample::of("debts", list(vec![line(lang)])),
                Sample::of("debt", show),
            ]
        })
        .collect()
}
