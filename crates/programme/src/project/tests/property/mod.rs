//! Random sequences of what people do, on both databases: whatever they try, in whatever order, what
//! must always hold of the money (`holds.rs`) holds after each command. `planted.rs` shows that each
//! of these laws is really looked at.

mod holds;
mod ops;
mod plans;
mod planted;
mod tried;

use db::CommandError;
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use kernel::{Activity, Dong, PlanId, PlanLineId, ProjectId, Role};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rules::{
    FundingScope, ProjectKind,
    workflow::{Destination, Effect, Transition},
};
use tokio::runtime::Handle;

use self::{
    holds::{Fault, Frozen, YEAR},
    ops::*,
    plans::*,
    tried::*,
};
use super::walk::*;
use crate::{
    continuation, debt,
    funding_match::{self, Resolution, ResolutionInput},
    plan::{self, PlanInput, PlanLineInput, TransferInput, TransferKind},
    project::{
        AmountInput, Case, Level, MoneyKind, PaperInput, ProjectInput, StepInput,
        commands::effects::{is_stated, proposed, stated},
        create,
        roster::{EntryInput, FixInput, fix, put_entry},
        set_costs, take,
    },
    settlement::{self, Judgement, tests::voucher},
    test_support::{Town, towns},
};

/// One run: its projects, each with a task of a plan of its own, the day, and the versions of
/// estimates as they were approved.
struct Run<'t> {
    town: &'t Town,
    plans: Plans,
    projects: Vec<(ProjectId, PlanLineId)>,
    today: Date,
    invoices: usize,
    frozen: Frozen,
    done: usize,
}

impl<'t> Run<'t> {
    /// The projects that the sequences begin with.
    async fn new(town: &'t Town, plans: Plans) -> Run<'t> {
        let today = date(2022, 3, 1);
        town.t.on(today);
        let mut run = Run {
            town,
            plans,
            projects: Vec::new(),
            today,
            invoices: 0,
            frozen: Frozen::new(),
            done: 0,
        };
        let local = FundingScope::Kcdp;
        for (cost, asked) in [(600_000_000, 200_000_000), (400_000_000, 150_000_000)] {
            let id = drafted(town, local, cost, asked).await;
            run.take_up(id, local, Activity::A3b).await;
            for code in LOCALLY.iter().chain(&["contract", "implementation"]) {
                run.walk(id, code).await;
            }
        }
        // One that is nearly at its settlement, which random steps seldom reach.
        let (first, _) = run.of(0);
        for code in ["delivery", "acceptance", "final-report", "liquidation"] {
            run.walk(first, code).await;
        }
        for op in [Op::Enter(0, 100), Op::Judge(0, 100)] {
            run.attempt(&op).await.unwrap();
        }
        let draft = drafted(town, local, 500_000_000, 200_000_000).await;
        run.take_up(draft, local, Activity::A3b).await;
        let national = FundingScope::Kcqg;
        let id = drafted_for(town, 2, national, 400_000_000, 180_000_000).await;
        run.take_up(id, national, Activity::A3b).await;
        for code in NATIONALLY {
            run.walk(id, code).await;
        }
        let group = run.group().await;
        run.take_up(group, national, Activity::A1).await;
        for code in NATIONALLY {
            run.walk(group, code).await;
        }
        run
    }

    async fn group(&self) -> ProjectId {
        let cx = self.town.cx(Role::Officer);
        let input = ProjectInput {
            title: "Đào tạo nghề may cho lao động nông thôn".into(),
            kind: Some(ProjectKind::Group),
            activity: Some(Activity::A1),
            establishments: Vec::new(),
            ..machine_project(FundingScope::Kcqg)
        };
        let id = create(&cx, input).await.unwrap();
        let line = machine_line(FundingScope::Kcqg, 400_000_000, 200_000_000);
        set_costs(&cx, id, version(self.town, id).await, vec![line])
            .await
            .unwrap();
        id
    }

    /// Gives a project a task of its own in the year's plan, by an adjustment.
    async fn take_up(&mut self, id: ProjectId, scope: FundingScope, activity: Activity) {
        let line = self.change_plan(scope, None, task(activity, 300)).await;
        self.projects.push((id, line.unwrap()));
    }

    async fn change_plan(
        &self,
        scope: FundingScope,
        line: Option<PlanLineId>,
        input: PlanLineInput,
    ) -> db::CommandResult<PlanLineId> {
        let cx = self.town.cx(decider(scope));
        let plan = self.plans.of(scope).0;
        let line = plan::change(&cx, plan, line, input).await?;
        let version = plan_version(self.town, plan).await;
        match plan::adjust(&cx, plan, version, decision(self.today), None).await {
            Ok(()) => Ok(line),
            Err(refused) => {
                plan::drop_change(&cx, plan, line).await?;
                Err(refused)
            }
        }
    }

    async fn transfer(
        &self,
        kind: TransferKind,
        scope: FundingScope,
        line: PlanLineId,
        amount: Option<Dong>,
    ) -> db::CommandResult<()> {
        let (from, next) = self.plans.of(scope);
        let role = match kind {
            TransferKind::SourceShift => Role::Appraiser,
            _ => decider(scope),
        };
        let input = TransferInput {
            kind: Some(kind),
            line_id: Some(line),
            to_plan: Some(match kind {
                TransferKind::SourceShift => self.plans.local,
                _ => next,
            }),
            amount,
            decision: decision(self.today),
        };
        let version = plan_version(self.town, from).await;
        plan::transfer(&self.town.cx(role), from, version, input, None).await
    }

    async fn case(&self, id: ProjectId) -> Case {
        let cx = self.town.cx(Role::MinistryAgency);
        let mut conn = cx.read().await.unwrap();
        Case::load(&cx, &mut conn, id).await.unwrap()
    }

    /// The project of that number; the last one while it is not there yet.
    fn of(&self, project: usize) -> (ProjectId, PlanLineId) {
        self.projects[project.min(self.projects.len() - 1)]
    }

    fn paper(&self, number: &str) -> PaperInput {
        PaperInput {
            signed_on: Some(self.today),
            ..paper(number)
        }
    }

    /// Takes a step that must be possible.
    async fn walk(&mut self, id: ProjectId, code: &str) {
        let case = self.case(id).await;
        let step = case.definition.transition(code).unwrap().clone();
        let taken = self.take_step(&case, &step, 0, 100).await;
        taken.unwrap_or_else(|e| panic!("{code}: {e:?}"));
    }

    /// Tries one of the steps that the state offers.
    async fn step(&mut self, id: ProjectId, pick: usize, share: i64) -> db::CommandResult<()> {
        let case = self.case(id).await;
        match chosen(&case, pick).cloned() {
            Some(step) => self.take_step(&case, &step, pick, share).await,
            None => Ok(()),
        }
    }

    async fn take_step(
        &mut self,
        case: &Case,
        step: &Transition,
        pick: usize,
        share: i64,
    ) -> db::CommandResult<()> {
        let id = case.project.id;
        if step.code == "registration" {
            tell_apart(self.town, case).await;
        }
        if step.code == "base-submission" {
            complete_dossier(self.town, id).await;
        }
        if step.code == "base-approval" {
            pass_appraisal(self.town, id, Role::Appraiser, Level::Base).await;
        }
        if step.code == "ministry-approval" {
            pass_appraisal(self.town, id, Role::MinistryAgency, Level::Ministry).await;
        }
        let line = self.projects.iter().find(|(known, _)| *known == id);
        let line = line.expect("a project of this run").1;
        let mut input = StepInput {
            paper: self.paper(&format!("{}/{}", self.done, step.code)),
            ..usual_in(line, &step.code)
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
        if step.code == "remedy" {
            put_right(self.town, id).await;
        }
        if let Some(done) = with_record(self.town, role, id, &step.code, &input).await {
            return done;
        }
        take(&self.town.cx(role), id, &step.code, input, Some(&scan())).await
    }

    async fn attempt(&mut self, op: &Op) -> db::CommandResult<()> {
        let accountant = self.town.cx(Role::Accountant);
        match op {
            Op::Step {
                project,
                pick,
                share,
            } => self.step(self.of(*project).0, *pick, *share).await,
            Op::Costs {
                project,
                cost,
                asked,
            } => {
                let id = self.of(*project).0;
                let case = self.case(id).await;
                let million = 1_000_000;
                let scope = case.project.funding();
                let mut line = machine_line(scope, cost * million, asked * million);
                line.id = case.lines.first().map(|l| l.id);
                let version = case.project.version;
                set_costs(&self.town.cx(Role::Officer), id, version, vec![line]).await?;
                Ok(())
            }
            Op::Propose(project) => {
                settlement::propose(&accountant, self.of(*project).0).await?;
                Ok(())
            }
            Op::Enter(project, share) => {
                let id = self.of(*project).0;
                self.invoices += 1;
                let case = self.case(id).await;
                let number = format!("V-{id}-{}", self.invoices);
                let mut input = voucher(case.lines[0].id, &number, 2_000_000 * share);
                input.source = Some(case.project.source());
                settlement::enter(&accountant, id, vec![input]).await?;
                Ok(())
            }
            Op::Judge(project, share) => {
                let id = self.of(*project).0;
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
                let id = self.of(*project).0;
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
                let id = self.of(*project).0;
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
            Op::Fix => self.fix(self.of(GROUP).0).await,
            Op::AdjustPlan { project, amount } => {
                let (id, line) = self.of(*project);
                let project = self.case(id).await.project;
                let input = task(project.activity, *amount);
                self.change_plan(project.funding(), Some(line), input)
                    .await?;
                Ok(())
            }
            Op::CarryOver { project, share } => {
                let (id, line) = self.of(*project);
                let case = self.case(id).await;
                let amount = Dong(case.promotion().committed.0 * share / 100);
                let scope = case.project.funding();
                self.transfer(TransferKind::CarryOver, scope, line, Some(amount))
                    .await
            }
            Op::Shift => self.shift().await,
            Op::Defer(project) => {
                let (id, line) = self.of(*project);
                let case = self.case(id).await;
                let scope = case.project.funding();
                self.leave(&case, "deferral").await?;
                self.transfer(TransferKind::Deferral, scope, line, None)
                    .await
            }
            Op::Wait(days) => {
                self.today = self.today.checked_add(days.days()).unwrap();
                self.town.t.on(self.today);
                Ok(())
            }
            Op::Close => {
                // The first time the plan year closes, the second time the year after it.
                let next = match self.today <= holds::CLOSE {
                    true => date(2023, 2, 1),
                    false => date(2024, 2, 1),
                };
                self.today = self.today.max(next);
                self.town.t.on(self.today);
                Ok(())
            }
        }
    }

    /// Takes the project out of the plan first, where it is in it.
    async fn leave(&mut self, case: &Case, code: &str) -> db::CommandResult<()> {
        match case.definition.transition(code).cloned() {
            Some(step) if step.from.contains(&case.project.state) => {
                self.take_step(case, &step, 0, 100).await
            }
            _ => Ok(()),
        }
    }

    /// The list with one class, of the whole cost, and its fixing.
    async fn fix(&self, id: ProjectId) -> db::CommandResult<()> {
        let case = self.case(id).await;
        let cx = self.town.cx(Role::Officer);
        let class = EntryInput {
            name: "Lớp 1".into(),
            subject: "May công nghiệp".into(),
            quantity: Some(35),
            unit_word: "học viên".into(),
            list_ref: "12/DS, 03/03/2022".into(),
            cost: Some(Dong(300_000_000)),
            support: Some(Dong(150_000_000)),
            ..EntryInput::default()
        };
        put_entry(&cx, id, case.project.version, None, class).await?;
        let input = FixInput {
            version: version(self.town, id).await,
            coordinator: "Phòng Kinh tế huyện Đất Đỏ".into(),
            paper: self.paper("05/TTKC"),
            ..FixInput::default()
        };
        fix(&self.town.cx(Role::CentreHead), id, input, None).await
    }

    /// The project ends, the plan's task moves to the local plan, and a local project goes on with it.
    async fn shift(&mut self) -> db::CommandResult<()> {
        let (id, line) = self.of(NATIONAL);
        let case = self.case(id).await;
        self.leave(&case, "source-shift").await?;
        self.transfer(TransferKind::SourceShift, FundingScope::Kcqg, line, None)
            .await?;
        let next = continuation::continue_locally(&self.town.cx(Role::Officer), id).await?;
        let cx = self.town.cx(Role::Appraiser);
        let arrived = {
            let mut conn = cx.read().await.unwrap();
            let (line,): (PlanLineId,) = conn
                .one(db::sql!(
                    "SELECT to_line FROM plan_transfer WHERE from_line = ?",
                    line
                ))
                .await
                .unwrap();
            line
        };
        self.projects.push((next, arrived));
        Ok(())
    }

    /// Tries one thing. It is done, or refused with a sentence; never anything else. The laws are
    /// looked at whenever it was done, and after some of the refusals, which leave no trace.
    async fn go(&mut self, op: &Op) {
        self.done += 1;
        let done = match self.attempt(op).await {
            Ok(()) => true,
            Err(
                CommandError::Invalid(_)
                | CommandError::Refused { .. }
                | CommandError::Forbidden(_)
                | CommandError::Stale,
            ) => false,
            Err(other) => panic!("{op:?}: {other:?}"),
        };
        if !done && !self.done.is_multiple_of(8) {
            return;
        }
        let faults = self.faults().await;
        assert_eq!(faults, [], "{op:?}");
    }

    async fn faults(&mut self) -> Vec<Fault> {
        let cx = self.town.cx(Role::MinistryAgency);
        let mut conn = cx.read().await.unwrap();
        let mut faults = holds::of_all(&mut conn).await;
        for (id, _) in &self.projects {
            faults.extend(holds::of_project(&cx, &mut conn, *id, &mut self.frozen).await);
        }
        faults
    }
}

const LOCALLY: [&str; 4] = [
    "registration",
    "base-submission",
    "base-approval",
    "allotment",
];

const NATIONALLY: [&str; 7] = [
    "registration",
    "selection",
    "base-submission",
    "base-approval",
    "ministry-submission",
    "ministry-approval",
    "allotment",
];

/// The step that somebody tries: three times in four one that a project without trouble takes next, or
/// one that moves money within its state; else whatever the state offers.
fn chosen(case: &Case, pick: usize) -> Option<&Transition> {
    let onward = |t: &&Transition| match &t.to {
        Destination::State(to) => case.definition.main_path.contains(to),
        Destination::Same => t.effect.is_some_and(|effect| effect != Effect::Recover),
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

/// The same sequences every time, so that a failure on one machine is one on all.
fn try_sequences(runtime: &Handle, town: &Town) {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config {
        cases: 5,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let plans = runtime.block_on(Plans::new(town));
    runner
        .run(&proptest::collection::vec(op(), 80..110), |ops| {
            runtime.block_on(async {
                let mut run = Run::new(town, plans).await;
                for op in ops.iter().chain(&late()) {
                    run.go(op).await;
                }
            });
            Ok(())
        })
        .unwrap_or_else(|e| panic!("{}: {e}", town.t.engine));
    runtime.block_on(everything_was_tried(town));
}

#[test]
fn whatever_people_try_the_money_holds() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let towns = runtime.block_on(towns());
    // Both databases at once: they wait for different things.
    std::thread::scope(|scope| {
        for town in &towns {
            scope.spawn(|| try_sequences(runtime.handle(), town));
        }
    });
    runtime.block_on(async {
        for town in towns {
            town.t.close().await;
        }
    });
}
