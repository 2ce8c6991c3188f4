//! Takes a project along its way, as people do.

use db::Upload;
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, ProjectId, Role};
use rules::{FundingScope, ProjectKind, checklist, criteria};

use crate::{
    execution::{FigureInput, MachineUse, ReportInput, VisitInput, record_report, record_visit},
    plan,
    project::{
        AmountInput, AppraisalInput, CostLineInput, DossierInput, ItemInput, Level, PaperInput,
        ProjectInput, ResultInput, SourceAmounts, StepInput, VerdictInput, appraise, create,
        set_costs, take, tick,
    },
    settlement::{self, Judgement},
    test_support::{Town, establishment},
};

pub const DRAFTED: Date = date(2022, 2, 1);

pub fn machine_project(scope: FundingScope) -> ProjectInput {
    ProjectInput {
        title: "Hỗ trợ ứng dụng máy cắt laser trong gia công cơ khí".into(),
        kind: Some(ProjectKind::Single),
        scope: Some(scope),
        activity: Some(Activity::A3b),
        year: 2022,
        establishments: vec![establishment(1)],
        drafted_on: Some(DRAFTED),
        ..ProjectInput::default()
    }
}

/// One machine of `cost`, of which the promotion money pays `asked`.
pub fn machine_line(scope: FundingScope, cost: i64, asked: i64) -> CostLineInput {
    let mut sources = SourceAmounts {
        counterpart: Dong(cost - asked),
        ..SourceAmounts::default()
    };
    sources.set(scope.source(), Dong(asked));
    CostLineInput {
        id: None,
        establishment_id: None,
        title: "Máy cắt laser CNC".into(),
        unit: "máy".into(),
        quantity: 1,
        unit_price: Dong(cost),
        counted: true,
        sources,
    }
}

pub async fn version(town: &Town, id: ProjectId) -> i64 {
    project(town, id).await.version
}

pub async fn project(town: &Town, id: ProjectId) -> crate::project::Project {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    crate::project::Case::load(&cx, &mut conn, id)
        .await
        .unwrap()
        .project
}

/// A drawn-up project with its estimate.
pub async fn drafted(town: &Town, scope: FundingScope, cost: i64, asked: i64) -> ProjectId {
    drafted_for(town, 1, scope, cost, asked).await
}

/// The same for one of the establishments: a machine that both budgets would pay for waits for the
/// appraiser.
pub async fn drafted_for(
    town: &Town,
    owner: u128,
    scope: FundingScope,
    cost: i64,
    asked: i64,
) -> ProjectId {
    let cx = town.cx(Role::Officer);
    let input = ProjectInput {
        establishments: vec![establishment(owner)],
        ..machine_project(scope)
    };
    let id = create(&cx, input).await.unwrap();
    let version = version(town, id).await;
    set_costs(&cx, id, version, vec![machine_line(scope, cost, asked)])
        .await
        .unwrap();
    id
}

/// The same, drawn up by this person.
pub async fn drafted_by(cx: &db::Cx, town: &Town, scope: FundingScope) -> ProjectId {
    let id = create(cx, machine_project(scope)).await.unwrap();
    let lines = vec![machine_line(scope, 600_000_000, 200_000_000)];
    set_costs(cx, id, version(town, id).await, lines)
        .await
        .unwrap();
    id
}

pub fn paper(number: &str) -> PaperInput {
    PaperInput {
        number: number.into(),
        signed_on: Some(date(2022, 3, 1)),
        signer: "Giám đốc".into(),
        ..PaperInput::default()
    }
}

/// What a person usually fills in for a step.
pub async fn usual(town: &Town, id: ProjectId, step: &str) -> StepInput {
    let mut input = StepInput {
        version: version(town, id).await,
        paper: paper(&format!("01/{step}")),
        reason: "Theo kết quả xem xét".into(),
        ..StepInput::default()
    };
    if step == "delivery" {
        input.items = vec![machine("LX-2022-0017")];
    }
    if step == "final-report" {
        input.results = vec![ResultInput {
            name: "Máy móc được hỗ trợ".into(),
            unit: "máy".into(),
            planned: Some(1),
            actual: 1,
        }];
    }
    if step.ends_with("allotment") {
        input.plan_line_id = Some(plan_line(town, project(town, id).await).await);
    }
    input
}

pub fn machine(serial: &str) -> ItemInput {
    ItemInput {
        name: "Máy cắt laser CNC".into(),
        serial: serial.into(),
        quantity: 1,
        price: Dong(600_000_000),
        invoice_no: format!("HD-{serial}"),
        invoice_on: Some(date(2022, 3, 1)),
        ..ItemInput::default()
    }
}

async fn plan_line(town: &Town, project: crate::project::Project) -> kernel::PlanLineId {
    let role = match project.funding() {
        FundingScope::Kcqg => Role::MinistryAgency,
        FundingScope::Kcdp => Role::Appraiser,
    };
    let cx = town.cx(role);
    let mut conn = cx.read().await.unwrap();
    let known: Option<(kernel::PlanLineId,)> = conn
        .opt(db::sql!(
            "SELECT l.id FROM plan_line l JOIN annual_plan a ON a.id = l.plan_id
              WHERE a.scope = ? AND a.year = ?",
            &project.scope,
            project.year
        ))
        .await
        .unwrap();
    if let Some((line,)) = known {
        return line;
    }
    let plan = plan::PlanInput {
        scope: Some(project.funding()),
        province_id: (project.funding() == FundingScope::Kcdp).then_some(project.province_id),
        year: Some(project.year),
        title: "Kế hoạch khuyến công năm 2022".into(),
        instrument_no: "12/QĐ-UBND".into(),
        instrument_on: Some(date(2022, 1, 10)),
        ..plan::PlanInput::default()
    };
    let plan = plan::create(&cx, plan).await.unwrap();
    let line = plan::PlanLineInput {
        title: "Hỗ trợ ứng dụng máy móc tiên tiến".into(),
        activity: Some(project.activity),
        ..plan::PlanLineInput::default()
    };
    plan::add_line(&cx, plan, line).await.unwrap()
}

/// The signed file of a paper.
pub fn scan() -> Upload {
    Upload {
        name: "văn bản đã ký.pdf".into(),
        bytes: b"%PDF-1.4\n%%EOF\n".as_slice().into(),
    }
}

/// The vouchers of the acceptance, entered by the accountant and admitted by the department.
pub async fn admit_vouchers(town: &Town, id: ProjectId) {
    settlement::propose(&town.cx(Role::Accountant), id)
        .await
        .unwrap();
    let vouchers = settlement::tests::vouchers(town, id).await;
    let all = vouchers
        .into_iter()
        .map(|v| Judgement {
            id: v.id,
            admitted: v.claimed,
            refusal: String::new(),
        })
        .collect();
    settlement::judge(&town.cx(Role::Appraiser), id, all)
        .await
        .unwrap();
}

pub async fn step(town: &Town, id: ProjectId, role: Role, code: &str) {
    if code == "settlement" {
        admit_vouchers(town, id).await;
    }
    if code == "follow-up-visit" {
        visit_on(town, id, date(2022, 3, 1)).await;
        return;
    }
    if code == "progress" {
        report_on(town, id, date(2022, 3, 1)).await;
        return;
    }
    let input = usual(town, id, code).await;
    take(&town.cx(role), id, code, input, Some(&scan()))
        .await
        .unwrap_or_else(|e| panic!("{code} as {}: {e:?}", role.code()));
}

/// A report on the progress until a day, signed on it.
pub async fn report_on(town: &Town, id: ProjectId, on: Date) {
    let report = ReportInput {
        version: version(town, id).await,
        period_from: Some(date(2022, 3, 1)),
        period_to: Some(on),
        work: "Đã lắp máy".into(),
        percent: Some(60),
        paper: PaperInput {
            signed_on: Some(on),
            ..paper(&format!("BC {on}"))
        },
        ..ReportInput::default()
    };
    record_report(&town.cx(Role::Officer), id, report, &[], None)
        .await
        .unwrap();
}

/// A visit after the support to the first establishment, with its figures.
pub async fn visit_on(town: &Town, id: ProjectId, on: Date) {
    let visit = VisitInput {
        version: version(town, id).await,
        on: Some(on),
        figures: vec![FigureInput {
            establishment_id: Some(establishment(1)),
            machine: Some(MachineUse::InUse),
            revenue: Some(Dong(2_000_000_000)),
            labour: Some(12),
            ..FigureInput::default()
        }],
        paper: paper(&format!("TD {on}")),
        ..VisitInput::default()
    };
    record_visit(&town.cx(Role::Officer), id, visit, &[], None)
        .await
        .unwrap();
}

/// Ticks every paper of the check-list.
pub async fn complete_dossier(town: &Town, id: ProjectId) {
    let project = project(town, id).await;
    let seed = checklist::seed();
    let query = checklist::DossierQuery {
        scope: project.funding(),
        kind: project.kind(),
        activity: project.activity,
        territory: &[],
        on: date(2022, 3, 1),
    };
    let inputs: Vec<DossierInput> = checklist::needed(&seed, &query)
        .into_iter()
        .map(|item| DossierInput {
            item: item.code.clone(),
            present: true,
            note: String::new(),
        })
        .collect();
    tick(&town.cx(Role::Officer), id, &inputs, &[])
        .await
        .unwrap();
}

pub async fn pass_appraisal(town: &Town, id: ProjectId, role: Role, level: Level) {
    let input = AppraisalInput {
        verdicts: criteria::seed()
            .into_iter()
            .map(|c| VerdictInput {
                criterion: c.code,
                verdict: criteria::CriterionResult::Pass,
                note: String::new(),
            })
            .collect(),
        conclusion: Some(criteria::Conclusion::Passed),
        ..AppraisalInput::default()
    };
    appraise(&town.cx(role), id, level, input).await.unwrap();
}

/// An advance of a project with one line, as the accountant pays it on a day.
pub async fn advance_on(
    town: &Town,
    id: ProjectId,
    amount: i64,
    on: Date,
) -> db::CommandResult<()> {
    let line = settlement::tests::line_of(town, id).await;
    let mut input = usual(town, id, "advance").await;
    input.on = Some(on);
    input.amounts = vec![AmountInput {
        line_id: line,
        source: project(town, id).await.source(),
        amount: Dong(amount),
    }];
    let cx = town.cx(Role::Accountant);
    take(&cx, id, "advance", input, Some(&scan())).await
}

pub fn decision(on: Date) -> plan::ApprovalInput {
    plan::ApprovalInput {
        instrument_no: "77/QĐ-UBND".into(),
        instrument_on: Some(on),
        issuer: "UBND tỉnh".into(),
        reason: "Chưa nghiệm thu trong năm".into(),
        without_budget: "Chưa có thông báo dự toán".into(),
    }
}

pub async fn plan_version(town: &Town, id: kernel::PlanId) -> i64 {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    let plan = plan::store::find(&cx, &mut conn, id).await.unwrap();
    plan.version
}

/// Carries money of the task of a local project over to the next year. The plan is approved first,
/// with 2.000 million for the task, and the next one opened, where they are not yet.
pub async fn carry_over(town: &Town, id: ProjectId, amount: i64, on: Date) {
    let cx = town.cx(Role::Appraiser);
    let line = project(town, id).await.plan_line_id.unwrap();
    let (line, from, next) = {
        let mut conn = cx.read().await.unwrap();
        let line = plan::store::line(&mut conn, line).await.unwrap();
        let from = plan::store::find(&cx, &mut conn, line.plan_id)
            .await
            .unwrap();
        let next: Option<(kernel::PlanId,)> = conn
            .opt(db::sql!(
                "SELECT id FROM annual_plan WHERE scope = 'kcdp' AND year = ?",
                from.year + 1
            ))
            .await
            .unwrap();
        (line, from, next)
    };
    if !from.is_approved() {
        let task = plan::PlanLineInput {
            title: line.title.clone(),
            activity: Some(line.activity),
            amount: Some(Dong(2_000_000_000)),
            ..plan::PlanLineInput::default()
        };
        plan::edit_line(&cx, line.id, line.version, task)
            .await
            .unwrap();
        let version = plan_version(town, from.id).await;
        plan::approve(&cx, from.id, version, decision(on), None)
            .await
            .unwrap();
    }
    let next = match next {
        Some((next,)) => next,
        None => {
            let input = plan::PlanInput {
                scope: Some(FundingScope::Kcdp),
                province_id: from.province_id,
                year: Some(from.year + 1),
                title: "Kế hoạch năm sau".into(),
                ..plan::PlanInput::default()
            };
            plan::create(&cx, input).await.unwrap()
        }
    };
    let carry = plan::TransferInput {
        kind: Some(plan::TransferKind::CarryOver),
        line_id: Some(line.id),
        to_plan: Some(next),
        amount: Some(Dong(amount)),
        decision: decision(on),
    };
    let version = plan_version(town, from.id).await;
    plan::transfer(&cx, from.id, version, carry, None)
        .await
        .unwrap();
}

/// From the draft to the allotment, along the national way.
pub async fn nationally_allotted(town: &Town, id: ProjectId) {
    step(town, id, Role::CentreHead, "registration").await;
    step(town, id, Role::Appraiser, "selection").await;
    complete_dossier(town, id).await;
    step(town, id, Role::CentreHead, "base-submission").await;
    pass_appraisal(town, id, Role::Appraiser, Level::Base).await;
    step(town, id, Role::Appraiser, "base-approval").await;
    step(town, id, Role::Appraiser, "ministry-submission").await;
    pass_appraisal(town, id, Role::MinistryAgency, Level::Ministry).await;
    step(town, id, Role::MinistryAgency, "ministry-approval").await;
    step(town, id, Role::MinistryAgency, "allotment").await;
}

/// From the draft of a local project to one that is in progress.
pub async fn local_in_progress(town: &Town, cost: i64, asked: i64) -> ProjectId {
    let id = drafted(town, FundingScope::Kcdp, cost, asked).await;
    step(town, id, Role::CentreHead, "registration").await;
    complete_dossier(town, id).await;
    step(town, id, Role::CentreHead, "base-submission").await;
    pass_appraisal(town, id, Role::Appraiser, Level::Base).await;
    step(town, id, Role::Appraiser, "base-approval").await;
    step(town, id, Role::Appraiser, "allotment").await;
    step(town, id, Role::CentreHead, "contract").await;
    step(town, id, Role::Officer, "implementation").await;
    id
}
