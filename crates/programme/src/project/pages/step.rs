//! The decision page: everything a step needs on one page, facts left, rule and money right.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use db::{CommandError, CommandResult, Conn, Cx};
use kernel::{Activity, CostLineId, Dong, FundingSource, Lang, ProjectId, format_date};
use rules::workflow::{Destination, Effect, Guard, Transition};
use web_kit::{Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::asked::Asked;
use super::items::{self, Items};
use super::view::{CeilingView, Head, MoneyRow, ceiling_views, head, money_heads, money_rows};
use crate::{
    execution::{
        self,
        request::{self, FAILURE},
    },
    paper_form::{self, PaperAsk},
    project::{
        AmountInput, Case, Finding, MoneyKind, ResultInput, StepInput,
        adjustment::{ChangesView, Proposal, changes_view, sample_changes},
        case::decides_on_stop,
        ceilings::{self, Basis},
        commands::effects::{is_stated, proposed, stated},
        guards,
        ledger::amount_field,
        plan_lines, store, take as take_step,
    },
};

/// Rows for results on one page.
const RESULT_ROWS: usize = 5;

/// An amount to state.
struct AmountRow {
    field: String,
    title: String,
    source: &'static str,
    hint: String,
}

/// What a page shows of a step.
struct Shown {
    name: String,
    code: String,
    paper: PaperAsk,
    needs_reason: bool,
    amounts: Vec<AmountRow>,
    amounts_label: &'static str,
    items: Option<Items>,
    results: usize,
    plan_lines: Option<Vec<(String, String)>>,
    asks_percent: bool,
    /// By when advanced money has to come back, where the step asks to stop the project.
    asks_due: bool,
}

#[derive(Template)]
#[template(path = "project/views/step.html")]
struct StepPage {
    c: Chrome,
    head: Head,
    form: Form,
    step: Shown,
    /// Where the step is recorded when it comes with more than its paper; empty otherwise.
    own_form: String,
    /// Defects of a failed acceptance that this step leaves behind, or is refused by.
    defects: Vec<Defect>,
    /// What is answered here; None where nothing was asked.
    asked: Option<Asked>,
    /// What the adjustment would change.
    changes: Option<ChangesView>,
    findings: Vec<Finding>,
    warnings: Vec<Finding>,
    ceilings: Vec<CeilingView>,
    money_heads: Vec<&'static str>,
    money: Vec<MoneyRow>,
}

/// The step, when the role may take it in the present state; a person who cannot gets the reason.
fn find<'c>(cx: &Cx, case: &'c Case, code: &str) -> Result<&'c Transition, WebError> {
    let step = case
        .definition
        .transition(code)
        .ok_or_else(WebError::not_found)?;
    if case.steps(cx).iter().any(|t| t.code == code) {
        return Ok(step);
    }
    let (name, state) = (step.name.get(cx.lang), case.state_name(cx.lang));
    Err(CommandError::refused(
        "step-not-possible",
        match cx.lang {
            Lang::Vi => format!(
                "Đề án đang ở “{state}”; vai trò của bạn chưa làm được bước “{name}” lúc này."
            ),
            Lang::En => format!("The project is in “{state}”; your role cannot take “{name}” now."),
        },
    )
    .into())
}

fn amount_rows(case: &Case, kind: MoneyKind, lang: Lang) -> Vec<(AmountRow, Dong)> {
    let mut rows = Vec::new();
    for line in &case.lines {
        for source in line.sources.iter().filter(|s| is_stated(kind, s.source)) {
            let now = &source.balances;
            if now.requested.is_zero() {
                continue;
            }
            let hint = match kind {
                MoneyKind::Plan => format!("{} {}", lang.t("Đề nghị", "Requested"), now.requested),
                MoneyKind::Allot => format!("{} {}", lang.t("Kế hoạch", "Planned"), now.planned),
                MoneyKind::Commit => {
                    format!("{} {}", lang.t("Được giao", "Allotted"), now.allotted)
                }
                MoneyKind::Advance | MoneyKind::Accept => format!(
                    "{} {}; {} {}",
                    lang.t("Hợp đồng", "Contract"),
                    now.committed,
                    lang.t("đã tạm ứng", "advanced"),
                    now.advanced
                ),
                MoneyKind::Settle => format!(
                    "{} {}; {} {}; {} {}",
                    lang.t("Nghiệm thu", "Accepted"),
                    now.accepted,
                    lang.t("chứng từ được chấp nhận", "vouchers admitted"),
                    now.admitted,
                    lang.t("đã trả", "paid so far"),
                    now.spent()
                ),
                MoneyKind::Pay | MoneyKind::Recover => format!(
                    "{} {}; {} {}",
                    lang.t("Nghiệm thu", "Accepted"),
                    now.accepted,
                    lang.t("đã trả", "paid so far"),
                    now.spent()
                ),
            };
            let row = AmountRow {
                field: amount_field(line.id, source.source),
                title: line.name(),
                source: source.source.label(lang),
                hint,
            };
            rows.push((row, proposed(kind, source.source, now)));
        }
    }
    rows
}

async fn shown(cx: &Cx, conn: &mut Conn, case: &Case, step: &Transition) -> CommandResult<Shown> {
    let lang = cx.lang;
    let kind = step.effect.and_then(stated);
    let id = case.project.id;
    let items = store::items(conn, id).await?.len();
    let asks_items = step.effect == Some(Effect::RecordAcceptanceItems);
    let asks_results = step.guards.contains(&Guard::ResultsRecorded);
    let plan_lines = match step.guards.contains(&Guard::PlanLineExists) {
        false => None,
        true => Some(
            plan_lines::choices(conn, case)
                .await?
                .into_iter()
                .map(|l| {
                    (
                        l.id.to_string(),
                        format!("{} ({})", l.title, l.instrument_no),
                    )
                })
                .collect(),
        ),
    };
    Ok(Shown {
        name: step.name.get(lang).to_owned(),
        code: step.code.clone(),
        paper: PaperAsk::of(&step.proof, lang),
        needs_reason: step.needs_reason,
        amounts: kind
            .map(|kind| {
                amount_rows(case, kind, lang)
                    .into_iter()
                    .map(|(row, _)| row)
                    .collect()
            })
            .unwrap_or_default(),
        amounts_label: kind.map_or("", |kind| kind.label(lang)),
        items: asks_items.then(|| Items::of(case, items, lang)),
        results: if asks_results { RESULT_ROWS } else { 0 },
        plan_lines,
        asks_percent: step.effect == Some(Effect::Commit),
        asks_due: asks_due(case, step),
    })
}

/// A defect that has no answer yet.
struct Defect {
    href: String,
    finding: String,
    wanted: String,
    due: String,
    badge: (&'static str, &'static str, &'static str),
}

/// The open defects, on the steps that say they are put right.
async fn defects(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    step: &Transition,
) -> CommandResult<Vec<Defect>> {
    let failure = case.definition.transition(FAILURE);
    let failed = |state: &str| failure.is_some_and(|f| f.to == Destination::State(state.into()));
    let goes_on = failed(&case.project.state) && step.effect.is_none() && !step.is_event();
    if !goes_on && step.effect != Some(Effect::Accept) {
        return Ok(Vec::new());
    }
    let open = request::open_defects(conn, case.project.id).await?;
    Ok(open
        .into_iter()
        .map(|r| Defect {
            href: format!("/requests/{}", r.id),
            due: format_date(r.due_on),
            badge: r.badge(cx.today(), cx.lang),
            finding: r.finding,
            wanted: r.wanted,
        })
        .collect())
}

/// True for the request to stop a project of which money was advanced.
fn asks_due(case: &Case, step: &Transition) -> bool {
    let Destination::State(to) = &step.to else {
        return false;
    };
    decides_on_stop(&case.definition, to) && !case.promotion().spent().is_zero()
}

/// True for conditions on what the project and its estimate say: of an adjustment they are judged
/// on what is proposed.
fn of_proposal(guard: Guard) -> bool {
    matches!(
        guard,
        Guard::WithinCeiling | Guard::CostComplete | Guard::Eligible | Guard::WithinBudget
    )
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    case: &Case,
    step: &Transition,
    form: Form,
) -> Result<StepPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let on = cx.today();
    let (mut findings, mut warnings) = (Vec::new(), Vec::new());
    let supposed = match step.effect {
        Some(Effect::Adjust) => Proposal::load(conn, case).await?.supposed(case),
        _ => case.clone(),
    };
    let judged = |guard: Guard| match of_proposal(guard) {
        true => &supposed,
        false => case,
    };
    for guard in &step.guards {
        // These are filled in on this very page.
        if !matches!(guard, Guard::PlanLineExists | Guard::ResultsRecorded) {
            findings.push(guards::judge(cx, conn, judged(*guard), step, *guard, on).await?);
        }
    }
    for guard in &step.warnings {
        warnings.push(guards::judge(cx, conn, judged(*guard), step, *guard, on).await?);
    }
    let norm = step
        .guards
        .iter()
        .any(|g| matches!(g, Guard::WithinCeiling | Guard::Eligible));
    let answers = match norm {
        true => {
            let day = case.project.norm_day(on);
            ceilings::answers(cx, conn, &supposed, day, Basis::Estimate).await?
        }
        false => Vec::new(),
    };
    let href = format!("/projects/{}", case.project.id);
    Ok(StepPage {
        head: head(case, lang),
        step: shown(cx, conn, case, step).await?,
        own_form: execution::recorded(step)
            .map(|own| own.form(case.project.id))
            .unwrap_or_default(),
        defects: defects(cx, conn, case, step).await?,
        asked: Asked::of(conn, case, lang).await?,
        changes: changes_view(cx, conn, case).await?,
        findings,
        warnings: warnings.into_iter().filter(|w| !w.met).collect(),
        ceilings: ceiling_views(&answers),
        money_heads: money_heads(lang),
        money: money_rows(&case.lines, lang),
        c: web
            .chrome(step.name.get(lang))
            .crumb(web.t("Đề án", "Projects"), "/projects")
            .crumb(&case.project.code, href),
        form,
    })
}

pub(super) async fn open(web: Web, Path((id, code)): Path<(ProjectId, String)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let step = find(&web.cx, &case, &code)?;
    // A step that is recorded with more than its paper has a form of its own.
    if let Some(own) = execution::recorded(step) {
        return Ok(Redirect::to(&own.form(id)).into_response());
    }
    let mut form = Form::new(web.cx.lang)
        .with("version", case.project.version)
        .with_some("plan_line_id", case.project.plan_line_id);
    if let Some(kind) = step.effect.and_then(stated) {
        for (row, amount) in amount_rows(&case, kind, web.cx.lang) {
            form.set(&row.field, amount.grouped());
        }
    }
    if asks_due(&case, step) {
        form.set("due_on", format_date(web.cx.today().last_of_year()));
    }
    paper_form::propose(&web.cx, &mut conn, &case, &step.proof, &mut form).await?;
    if step.effect == Some(Effect::RecordAcceptanceItems) {
        let listed = store::items(&mut conn, id).await?;
        items::fill(&mut form, &case, &listed);
    }
    let page = page(&web, &mut conn, &case, step, form).await?;
    web.page(page)
}

/// What was typed, as the command takes it.
fn read(form: &mut Form, case: &Case, step: &Transition) -> StepInput {
    let mut amounts = Vec::new();
    if let Some(kind) = step.effect.and_then(stated) {
        let pairs: Vec<(CostLineId, FundingSource)> = case
            .lines
            .iter()
            .flat_map(|l| l.sources.iter().map(|s| (l.id, s.source)))
            .filter(|(_, source)| is_stated(kind, *source))
            .collect();
        for (line_id, source) in pairs {
            if let Some(amount) = form.dong(&amount_field(line_id, source)) {
                amounts.push(AmountInput {
                    line_id,
                    source,
                    amount,
                });
            }
        }
    }
    StepInput {
        version: form.version_number(),
        on: form.date("on"),
        paper: paper_form::read(form),
        reason: form.text("reason"),
        note: form.text("note"),
        amounts,
        items: match step.effect {
            Some(Effect::RecordAcceptanceItems) => items::read(form, case),
            _ => Vec::new(),
        },
        results: read_results(form),
        plan_line_id: form.id("plan_line_id"),
        advance_percent: form.int("advance_percent"),
        due_on: form.date("due_on"),
    }
}

fn read_results(form: &mut Form) -> Vec<ResultInput> {
    let mut results = Vec::new();
    for i in 1..=RESULT_ROWS {
        let name = |field: &str| format!("result_{i}_{field}");
        if form.text(&name("name")).is_empty() {
            continue;
        }
        results.push(ResultInput {
            name: form.text(&name("name")),
            unit: form.text(&name("unit")),
            planned: form.int(&name("planned")),
            actual: form.int(&name("actual")).unwrap_or_default(),
        });
    }
    results
}

pub(super) async fn take(
    web: Web,
    Path((id, code)): Path<(ProjectId, String)>,
    mut form: Form,
) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let step = find(cx, &case, &code)?;
    let input = read(&mut form, &case, step);
    let upload = form.file("paper_file");
    if !form.has_errors() {
        drop(conn);
        match take_step(&form.cx(cx), id, &code, input, upload.as_ref()).await {
            Ok(()) => return done(&web, id, step).await,
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Đề án vừa có người khác sửa. Xem lại thông tin trên trang này rồi gửi lại.",
                    "Somebody has just changed this project. Look at the page again, then send it.",
                );
                form.fail("", text);
                form.set("version", case.project.version);
            }
            Err(error) => form.refuse(error)?,
        }
        conn = cx.read().await?;
    }
    let page = page(&web, &mut conn, &case, step, form).await?;
    web.refused(page)
}

/// "Đã ghi bước “Nghiệm thu cơ sở”, văn bản 09/BB-TTKC."
async fn done(web: &Web, id: ProjectId, step: &Transition) -> WebResult {
    let name = step.name.get(web.cx.lang);
    let mut conn = web.cx.read().await?;
    let number = store::last_number(&mut conn, id, &step.code).await?;
    let paper = match (number.is_empty(), web.cx.lang) {
        (true, _) => String::new(),
        (false, Lang::Vi) => format!(", văn bản {number}"),
        (false, Lang::En) => format!(", paper {number}"),
    };
    let text = match web.cx.lang {
        Lang::Vi => format!("Đã ghi bước “{name}”{paper}."),
        Lang::En => format!("The step “{name}” is recorded{paper}."),
    };
    web.done(&format!("/projects/{id}"), text).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = super::sample_data::case();
    let page = |lang: Lang, code: &str| {
        let step = case
            .definition
            .transition(code)
            .expect("a step of the built-in workflow");
        let kind = step.effect.and_then(stated);
        let mut form = Form::new(lang);
        form.fail(
            "paper_number",
            lang.t("Cần điền ô này.", "This is required."),
        );
        StepPage {
            c: Chrome::sample(lang, step.name.get(lang)),
            head: head(&case, lang),
            form,
            step: Shown {
                name: step.name.get(lang).into(),
                code: step.code.clone(),
                paper: PaperAsk::of(&step.proof, lang),
                needs_reason: step.needs_reason,
                amounts: kind
                    .map(|k| {
                        amount_rows(&case, k, lang)
                            .into_iter()
                            .map(|(r, _)| r)
                            .collect()
                    })
                    .unwrap_or_default(),
                amounts_label: kind.map_or("", |k| k.label(lang)),
                items: (code == "delivery").then(|| Items::of(&case, 0, lang)),
                results: if code == "final-report" { 2 } else { 0 },
                plan_lines: (code == "allotment").then(Vec::new),
                asks_percent: code == "contract",
                asks_due: code == "stop-request",
            },
            own_form: match code {
                "progress" => "/projects/x/progress-reports/new".into(),
                _ => String::new(),
            },
            defects: (code == "remedy")
                .then(|| Defect {
                    href: "/requests/x".into(),
                    finding: "Máy chưa chạy thử".into(),
                    wanted: "Chạy thử có tải".into(),
                    due: "20/03/2022".into(),
                    badge: (lang.t("quá hạn", "overdue"), "red", "alert"),
                })
                .into_iter()
                .collect(),
            asked: (code == "adjustment").then(|| Asked::sample(lang)),
            changes: (code == "adjustment").then(|| sample_changes(lang)),
            findings: vec![Finding {
                guard: Guard::CostComplete,
                met: false,
                sentence: Guard::CostComplete.unmet(lang).into(),
                href: "/projects/x/costs".into(),
            }],
            warnings: Vec::new(),
            ceilings: ceiling_views(&[super::sample_data::answer()]),
            money_heads: money_heads(lang),
            money: money_rows(&case.lines, lang),
        }
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let mut all = [
                "allotment",
                "contract",
                "delivery",
                "final-report",
                "stop-request",
                "adjustment",
                "remedy",
                "progress",
            ]
            .map(|code| Sample::of("decision", page(lang, code)))
            .into_iter()
            .collect::<Vec<_>>();
            for activity in [Activity::A1, Activity::A4b, Activity::A6] {
                let mut other = case.clone();
                other.project.activity = activity;
                let mut page = page(lang, "delivery");
                page.step.items = Some(Items::of(&other, 0, lang));
                all.push(Sample::of("decision", page));
            }
            all
        })
        .collect()
}
