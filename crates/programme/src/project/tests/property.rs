//! Random sequences of what people do, on both databases: whatever they try, in whatever order, what
//! must always hold of the money holds after each command.

use std::collections::HashMap;

use db::CommandError;
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use kernel::{Dong, PlanId, PlanLineId, ProjectId, Role};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rules::{
    FundingScope,
    workflow::{Destination, Transition},
};

use super::walk::*;
use crate::{
    debt, ledger,
    plan::{self, ApprovalInput, PlanInput, PlanLineInput, TransferInput, TransferKind},
    project::{
        AmountInput, Case, MoneyKind, PaperInput, StepInput,
        commands::effects::{is_stated, proposed, stated},
        set_costs, store, take, verify_money, versions,
    },
    settlement::{self, Judgement, tests::voucher},
    test_support::{CAP, Town, towns},
};

/// What somebody tries.
#[derive(Clone, Debug)]
enum Op {
    /// A step that the project's state offers, with this share of the amounts in percent.
    Step {
        project: usize,
        pick: usize,
        share: i64,
    },
    Costs {
        project: usize,
        cost: i64,
        asked: i64,
    },
    Propose(usize),
    Enter(usize, i64),
    Judge(usize, i64),
    Owe {
        project: usize,
        share: i64,
        audit: bool,
    },
    Back(usize, i64),
    CarryOver,
    Wait(i64),
    /// The budget year closes.
    Close,
}

const PROJECTS: usize = 3;

fn op() -> impl Strategy<Value = Op> {
    let project = || 0..PROJECTS;
    let share = || prop_oneof![3 => Just(100_i64), 2 => 0_i64..130];
    prop_oneof![
        48 => (project(), 0_usize..48, share())
            .prop_map(|(project, pick, share)| Op::Step { project, pick, share }),
        3 => (project(), 300_i64..700, 50_i64..300)
            .prop_map(|(project, cost, asked)| Op::Costs { project, cost, asked }),
        8 => project().prop_map(Op::Propose),
        3 => (project(), share()).prop_map(|(p, s)| Op::Enter(p, s)),
        12 => (project(), prop_oneof![4 => Just(100_i64), 1 => 0_i64..130])
            .prop_map(|(p, s)| Op::Judge(p, s)),
        2 => (project(), share(), any::<bool>())
            .prop_map(|(project, share, audit)| Op::Owe { project, share, audit }),
        3 => (project(), share()).prop_map(|(p, s)| Op::Back(p, s)),
        2 => Just(Op::CarryOver),
        3 => (1_i64..30).prop_map(Op::Wait),
        1 => Just(Op::Close),
    ]
}

/// One run: its projects, its plan, the day, and the versions of estimates as they were approved.
struct Run<'t> {
    town: &'t Town,
    projects: Vec<ProjectId>,
    plan: (PlanId, PlanLineId),
    next: PlanId,
    today: Date,
    invoices: usize,
    frozen: HashMap<(ProjectId, i64), String>,
    done: usize,
}

async fn plan_of(town: &Town, year: i64) -> PlanId {
    let cx = town.cx(Role::Appraiser);
    let known: Option<(PlanId,)> = {
        let mut conn = cx.read().await.unwrap();
        conn.opt(db::sql!(
            "SELECT id FROM annual_plan WHERE scope = 'kcdp' AND year = ?",
            year
        ))
        .await
        .unwrap()
    };
    if let Some((id,)) = known {
        return id;
    }
    let input = PlanInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(year),
        title: format!("Kế hoạch khuyến công năm {year}"),
        ..PlanInput::default()
    };
    plan::create(&cx, input).await.unwrap()
}

impl<'t> Run<'t> {
    /// Two projects in progress and a draft, under an approved plan.
    async fn new(town: &'t Town) -> Run<'t> {
        let cx = town.cx(Role::Appraiser);
        town.t.on(date(2022, 3, 1));
        let plan = plan_of(town, 2022).await;
        let known: Option<(PlanLineId,)> = {
            let mut conn = cx.read().await.unwrap();
            conn.opt(db::sql!("SELECT id FROM plan_line WHERE plan_id = ?", plan))
                .await
                .unwrap()
        };
        let line = match known {
            Some((line,)) => line,
            None => {
                let task = PlanLineInput {
                    title: "Hỗ trợ máy móc".into(),
                    activity: Some(kernel::Activity::A3b),
                    amount: Some(Dong(100_000_000_000)),
                    ..PlanLineInput::default()
                };
                let line = plan::add_line(&cx, plan, task).await.unwrap();
                let decision = ApprovalInput {
                    instrument_no: "10/QĐ-UBND".into(),
                    instrument_on: Some(date(2022, 2, 1)),
                    issuer: "UBND tỉnh".into(),
                    reason: "Phê duyệt".into(),
                };
                plan::approve(&cx, plan, 2, decision, None).await.unwrap();
                line
            }
        };
        let next = plan_of(town, 2023).await;
        let projects = vec![
            local_in_progress(town, 600_000_000, 200_000_000).await,
            local_in_progress(town, 400_000_000, 150_000_000).await,
            drafted(town, FundingScope::Kcdp, 500_000_000, 200_000_000).await,
        ];
        Run {
            town,
            projects,
            plan: (plan, line),
            next,
            today: date(2022, 3, 1),
            invoices: 0,
            frozen: HashMap::new(),
            done: 0,
        }
    }

    async fn case(&self, id: ProjectId) -> Case {
        let cx = self.town.cx(Role::MinistryAgency);
        let mut conn = cx.read().await.unwrap();
        Case::load(&cx, &mut conn, id).await.unwrap()
    }

    fn paper(&self, number: &str) -> PaperInput {
        PaperInput {
            signed_on: Some(self.today),
            ..paper(number)
        }
    }

    async fn step(&mut self, id: ProjectId, pick: usize, share: i64) -> db::CommandResult<()> {
        let case = self.case(id).await;
        let Some(step) = chosen(&case, pick) else {
            return Ok(());
        };
        if step.code == "base-submission" {
            complete_dossier(self.town, id).await;
        }
        if step.code == "base-approval" {
            pass_appraisal(self.town, id, Role::Appraiser, crate::project::Level::Base).await;
        }
        let mut input = StepInput {
            paper: self.paper(&format!("{}/{}", self.done, step.code)),
            ..usual_in(self.plan.1, &step.code)
        };
        input.version = version(self.town, id).await;
        if step.code == "delivery" {
            self.invoices += 1;
            input.items = vec![machine(&format!("P-{id}-{}", self.invoices))];
        }
        let free = matches!(
            step.effect.and_then(stated),
            Some(MoneyKind::Advance | MoneyKind::Recover)
        );
        if let Some(kind) = step.effect.and_then(stated)
            && (share != 100 || free)
        {
            for line in &case.lines {
                for s in line.sources.iter().filter(|s| is_stated(kind, s.source)) {
                    let whole = match kind {
                        MoneyKind::Advance => s.balances.committed,
                        MoneyKind::Recover => s.balances.spent(),
                        _ => proposed(kind, s.source, &s.balances),
                    };
                    input.amounts.push(AmountInput {
                        line_id: line.id,
                        source: s.source,
                        amount: Dong(whole.0 * share / 100),
                    });
                }
            }
        }
        let role = step.roles[pick % step.roles.len()];
        take(&self.town.cx(role), id, &step.code, input, Some(&scan())).await
    }

    async fn attempt(&mut self, op: &Op) -> db::CommandResult<()> {
        let accountant = self.town.cx(Role::Accountant);
        match op {
            Op::Step {
                project,
                pick,
                share,
            } => self.step(self.projects[*project], *pick, *share).await,
            Op::Costs {
                project,
                cost,
                asked,
            } => {
                let id = self.projects[*project];
                let case = self.case(id).await;
                let million = 1_000_000;
                let mut line = machine_line(FundingScope::Kcdp, cost * million, asked * million);
                line.id = case.lines.first().map(|l| l.id);
                let version = case.project.version;
                set_costs(&self.town.cx(Role::Officer), id, version, vec![line]).await
            }
            Op::Propose(project) => {
                settlement::propose(&accountant, self.projects[*project]).await?;
                Ok(())
            }
            Op::Enter(project, share) => {
                let id = self.projects[*project];
                self.invoices += 1;
                let line = self.case(id).await.lines[0].id;
                let number = format!("V-{id}-{}", self.invoices);
                let input = voucher(line, &number, 2_000_000 * share);
                settlement::enter(&accountant, id, vec![input]).await?;
                Ok(())
            }
            Op::Judge(project, share) => {
                let id = self.projects[*project];
                let all = settlement::tests::vouchers(self.town, id).await;
                let judgements = all
                    .into_iter()
                    .map(|v| Judgement {
                        id: v.id,
                        admitted: Dong(v.claimed.0 * share / 100),
                        refusal: "thiếu chữ ký".into(),
                    })
                    .collect();
                settlement::judge(&self.town.cx(Role::Appraiser), id, judgements).await
            }
            Op::Owe {
                project,
                share,
                audit,
            } => {
                let id = self.projects[*project];
                let spent = self.case(id).await.promotion().spent();
                let cause = match audit {
                    true => debt::Cause::Audit,
                    false => debt::Cause::Overpaid,
                };
                let input = debt::DebtInput {
                    cause: Some(cause),
                    amount: Dong(spent.0 * share / 400),
                    due_on: Some(self.today),
                    reason: "Kết luận kiểm toán".into(),
                    paper: self.paper("12/KL"),
                };
                debt::record(&accountant, id, input, None).await?;
                Ok(())
            }
            Op::Back(project, share) => {
                let id = self.projects[*project];
                let debts = {
                    let mut conn = accountant.read().await.unwrap();
                    debt::of_project(&mut conn, id).await.unwrap()
                };
                let Some(open) = debts.iter().find(|d| d.cleared_on.is_none()) else {
                    return Ok(());
                };
                let input = debt::RecoveryInput {
                    amount: Dong(open.left().0 * share / 100),
                    paper: self.paper("UNC"),
                };
                debt::recover(&accountant, open.id, input, Some(&scan())).await
            }
            Op::CarryOver => {
                let cx = self.town.cx(Role::Appraiser);
                let (plan, line) = self.plan;
                let version = {
                    let mut conn = cx.read().await.unwrap();
                    plan::store::find(&cx, &mut conn, plan)
                        .await
                        .unwrap()
                        .version
                };
                let input = TransferInput {
                    kind: Some(TransferKind::CarryOver),
                    line_id: Some(line),
                    to_plan: Some(self.next),
                    amount: Some(Dong(1_000_000)),
                    decision: ApprovalInput {
                        instrument_no: "40/QĐ-UBND".into(),
                        instrument_on: Some(self.today),
                        issuer: "UBND tỉnh".into(),
                        reason: "Chưa giải ngân".into(),
                    },
                };
                plan::transfer(&cx, plan, version, input, None).await?;
                Ok(())
            }
            Op::Wait(days) => {
                self.today = self.today.checked_add(days.days()).unwrap();
                self.town.t.on(self.today);
                Ok(())
            }
            Op::Close => {
                self.today = self.today.max(date(2023, 2, 1));
                self.town.t.on(self.today);
                Ok(())
            }
        }
    }

    /// Tries one thing. It is done, or refused with a sentence; never anything else.
    async fn go(&mut self, op: &Op) {
        self.done += 1;
        match self.attempt(op).await {
            Ok(())
            | Err(
                CommandError::Invalid(_)
                | CommandError::Refused { .. }
                | CommandError::Forbidden(_)
                | CommandError::Stale,
            ) => {}
            Err(other) => panic!("{op:?}: {other:?}"),
        }
        for id in self.projects.clone() {
            self.project_holds(id, op).await;
        }
        self.whole_holds(op).await;
    }

    async fn project_holds(&mut self, id: ProjectId, op: &Op) {
        let case = self.case(id).await;
        let cx = self.town.cx(Role::MinistryAgency);
        let mut conn = cx.read().await.unwrap();
        let state = case.project.state.as_str();
        let settled = ["settled", "follow_up", "closed"].contains(&state);
        for line in &case.lines {
            let b = line.of(case.project.source());
            let holds = b.planned <= b.requested
                && b.allotted <= b.planned
                && b.committed <= b.allotted
                && b.advanced <= b.committed
                && b.accepted <= b.committed
                && b.settled <= b.accepted
                && b.settled <= b.admitted
                && b.recovered <= b.advanced + b.paid;
            assert!(holds, "{op:?}: {b:?}");
            assert!(!settled || b.spent() == b.settled, "{op:?}: {state} {b:?}");
            let own = line.requested();
            assert!(
                b.planned.is_zero() || own == line.amount,
                "{op:?}: {line:?}"
            );
        }
        let money = case.promotion();
        let cost: Dong = case.lines.iter().map(|l| l.amount).sum();
        let ceiling = cost.share(kernel::BasisPoints::percent(50)).min(CAP);
        assert!(money.allotted <= ceiling, "{op:?}: {money:?}");
        let limit = money.committed.share(kernel::BasisPoints::percent(60));
        let stopped = state == "stopped";
        assert!(stopped || money.advanced <= limit, "{op:?}: {money:?}");

        let (late,): (i64,) = conn
            .one(db::sql!(
                "SELECT COUNT(*) FROM money_entry
                  WHERE project_id = ? AND kind IN ('advance', 'pay') AND on_date > ?",
                id,
                date(2023, 1, 31)
            ))
            .await
            .unwrap();
        let carried = plan::transfer::carried_over(&mut conn, self.plan.1)
            .await
            .unwrap();
        assert!(
            late == 0 || carried > Dong::ZERO,
            "{op:?}: paid after the year closed"
        );

        let papers = store::papers(&mut conn, id).await.unwrap();
        let mut proofs = Vec::new();
        for event in store::events(&mut conn, id).await.unwrap() {
            let wanted = case
                .definition
                .transition(&event.step)
                .is_some_and(|t| t.proof.required);
            let found = papers.iter().find(|p| Some(p.id) == event.paper_id);
            let proven = found.is_some_and(|p| !p.number.is_empty() && !p.signer.is_empty());
            assert!(
                proven || !wanted,
                "{op:?}: {} without its paper",
                event.step
            );
            proofs.extend(event.paper_id);
        }
        let all = proofs.len();
        proofs.sort();
        proofs.dedup();
        assert_eq!(proofs.len(), all, "{op:?}: a paper proves two steps");

        for version in versions::all(&mut conn, id).await.unwrap() {
            if !matches!(version.state.as_str(), "approved" | "superseded") {
                continue;
            }
            let lines = versions::lines(&mut conn, id, version.number)
                .await
                .unwrap();
            let now = format!("{lines:?}");
            let key = (id, version.number);
            let first = self.frozen.entry(key).or_insert_with(|| now.clone());
            assert_eq!(*first, now, "{op:?}: an approved version changed");
        }
        for debt in debt::of_project(&mut conn, id).await.unwrap() {
            assert!(debt.recovered <= debt.amount, "{op:?}: {debt:?}");
        }
    }

    async fn whole_holds(&self, op: &Op) {
        let cx = self.town.cx(Role::MinistryAgency);
        let scope = &cx.actor.scope;
        let mut conn = cx.read().await.unwrap();
        assert_eq!(verify_money(&mut conn).await.unwrap(), [], "{op:?}");
        assert_eq!(
            crate::totals::verify(&mut conn).await.unwrap(),
            [],
            "{op:?}"
        );
        assert_eq!(plan::verify(&mut conn).await.unwrap(), [], "{op:?}");
        let filter = ledger::Filter {
            year: Some(2022),
            ..ledger::Filter::default()
        };
        let whole = ledger::total(&mut conn, scope, &filter)
            .await
            .unwrap()
            .unwrap();
        for grain in [
            ledger::Grain::Province,
            ledger::Grain::Plan,
            ledger::Grain::Project,
        ] {
            let lines = ledger::lines(&mut conn, scope, &filter, grain, 1_000)
                .await
                .unwrap();
            for (i, amount) in whole.amounts().into_iter().enumerate() {
                let sum: Dong = lines.iter().map(|l| l.amounts()[i]).sum();
                assert_eq!(sum, amount, "{op:?}: {}", grain.code());
            }
        }
    }
}

/// The step that somebody tries: three times in four one that a project without trouble takes next, or
/// one that moves money within its state; else whatever the state offers.
fn chosen(case: &Case, pick: usize) -> Option<&Transition> {
    let onward = |t: &&Transition| match &t.to {
        Destination::State(to) => case.definition.main_path.contains(to),
        Destination::Same => t.effect.is_some(),
        Destination::Origin => false,
    };
    let exits = || case.definition.exits(&case.project.state);
    let straight: Vec<&Transition> = exits().filter(onward).collect();
    let offered = match !pick.is_multiple_of(4) && !straight.is_empty() {
        true => straight,
        false => exits().collect(),
    };
    offered.get(pick / 4 % offered.len().max(1)).copied()
}

/// The sequences are worth something only when they move money in every way there is.
async fn everything_was_tried(town: &Town) {
    let mut conn = town.t.db.read().await.unwrap();
    let kinds: Vec<(MoneyKind, i64)> = conn
        .all(db::sql!(
            "SELECT kind, COUNT(*) FROM money_entry GROUP BY kind ORDER BY kind"
        ))
        .await
        .unwrap();
    assert_eq!(kinds.len(), MoneyKind::ALL.len(), "{kinds:?}");
    for table in ["debt_recovery", "plan_transfer"] {
        let (count,): (i64,) = conn
            .one(db::sql!(&format!("SELECT COUNT(*) FROM {table}")))
            .await
            .unwrap();
        assert!(count > 0, "no sequence reached {table}");
    }
}

/// What a step usually asks for beside its paper and its amounts.
fn usual_in(line: PlanLineId, step: &str) -> StepInput {
    StepInput {
        reason: "Theo kết quả xem xét".into(),
        plan_line_id: step.ends_with("allotment").then_some(line),
        results: match step {
            "final-report" => vec![crate::project::ResultInput {
                name: "Máy móc được hỗ trợ".into(),
                unit: "máy".into(),
                planned: Some(1),
                actual: 1,
            }],
            _ => Vec::new(),
        },
        ..StepInput::default()
    }
}

#[test]
fn whatever_people_try_the_money_holds() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let towns = runtime.block_on(towns());
    for town in &towns {
        // The same sequences every time, so that a failure on one machine is one on all.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let config = Config {
            cases: 4,
            max_shrink_iters: 0,
            failure_persistence: None,
            ..Config::default()
        };
        let mut runner = TestRunner::new_with_rng(config, rng);
        runner
            .run(&proptest::collection::vec(op(), 80..110), |ops| {
                runtime.block_on(async {
                    let mut run = Run::new(town).await;
                    for op in &ops {
                        run.go(op).await;
                    }
                });
                Ok(())
            })
            .unwrap_or_else(|e| panic!("{}: {e}", town.t.engine));
    }
    runtime.block_on(async {
        for town in towns {
            everything_was_tried(&town).await;
            town.t.close().await;
        }
    });
}
