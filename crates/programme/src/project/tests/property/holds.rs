//! What must always hold of the money, law by law. A fault is told, not panicked over, so that a test
//! can plant one and see it found.

use std::collections::{BTreeMap, HashMap};

use db::{Conn, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, FundingSource, PlanLineId, ProjectId, Scope};
use rules::FundingScope;

use crate::{
    debt,
    ledger::{self, Basis, Grain, Sources},
    plan,
    project::{Case, CostLine, MoneyKind, store, verify_money, versions},
    test_support::CAP,
    totals,
};

/// The plan year of every project here, and the days its budget year and the next one close.
pub const YEAR: i64 = 2022;
pub const CLOSE: Date = date(2023, 1, 31);
pub const NEXT_CLOSE: Date = date(2024, 1, 31);

/// One thing that always holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    PlannedWithinRequested,
    AllottedWithinPlanned,
    CommittedWithinAllotted,
    AdvancedWithinCommitted,
    AcceptedWithinCommitted,
    SettledWithinAccepted,
    SettledWithinAdmitted,
    RecoveredWithinSpent,
    SettledIsSpent,
    SourcesMakeUpCost,
    WithinCeiling,
    AdvancesWithinLimit,
    /// A project that was deferred, shifted or withdrawn holds no money.
    LeftHoldsNothing,
    /// Nothing of a year is spent after the close of the next.
    NothingAfterNextClose,
    BudgetYearIsOfTheDay,
    StepHasPaper,
    PaperProvesOneStep,
    ApprovedVersionStays,
    DebtWithinAmount,
    DebtIsItsRecoveries,
    /// What was spent after the close keeps within what was carried over.
    LateWithinCarried,
    TakenWithinPlanLine,
    /// Money of a task that was shifted or deferred belongs to no project.
    TakenLineStands,
    BalancesAreEntries,
    KeptTotals,
    KeptPlans,
    GrainsAgree,
    EntriesAgree,
    TotalsAgree,
    BasesAgree,
}

impl Law {
    pub const ALL: [Law; 30] = [
        Law::PlannedWithinRequested,
        Law::AllottedWithinPlanned,
        Law::CommittedWithinAllotted,
        Law::AdvancedWithinCommitted,
        Law::AcceptedWithinCommitted,
        Law::SettledWithinAccepted,
        Law::SettledWithinAdmitted,
        Law::RecoveredWithinSpent,
        Law::SettledIsSpent,
        Law::SourcesMakeUpCost,
        Law::WithinCeiling,
        Law::AdvancesWithinLimit,
        Law::LeftHoldsNothing,
        Law::NothingAfterNextClose,
        Law::BudgetYearIsOfTheDay,
        Law::StepHasPaper,
        Law::PaperProvesOneStep,
        Law::ApprovedVersionStays,
        Law::DebtWithinAmount,
        Law::DebtIsItsRecoveries,
        Law::LateWithinCarried,
        Law::TakenWithinPlanLine,
        Law::TakenLineStands,
        Law::BalancesAreEntries,
        Law::KeptTotals,
        Law::KeptPlans,
        Law::GrainsAgree,
        Law::EntriesAgree,
        Law::TotalsAgree,
        Law::BasesAgree,
    ];
}

/// A law that does not hold, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub law: Law,
    pub what: String,
}

/// The versions of estimates as they were first seen approved.
pub type Frozen = HashMap<(ProjectId, i64), String>;

/// Collects faults.
#[derive(Default)]
struct Found(Vec<Fault>);

impl Found {
    fn hold(&mut self, law: Law, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Fault { law, what: what() });
        }
    }
}

/// What does not hold of one project.
pub async fn of_project(
    cx: &Cx,
    conn: &mut Conn,
    id: ProjectId,
    frozen: &mut Frozen,
) -> Vec<Fault> {
    let case = Case::load(cx, conn, id).await.unwrap();
    let mut found = Found::default();
    lines_hold(&case, &mut found);
    papers_hold(&case, conn, &mut found).await;
    days_hold(conn, id, &mut found).await;
    for version in versions::all(conn, id).await.unwrap() {
        if !matches!(version.state.as_str(), "approved" | "superseded") {
            continue;
        }
        let lines = versions::lines(conn, id, version.number).await.unwrap();
        let now = format!("{lines:?}");
        let first = frozen
            .entry((id, version.number))
            .or_insert_with(|| now.clone());
        found.hold(Law::ApprovedVersionStays, *first == now, || {
            format!("version {} of {}", version.number, case.project.code)
        });
    }
    for debt in debt::of_project(conn, id).await.unwrap() {
        found.hold(Law::DebtWithinAmount, debt.recovered <= debt.amount, || {
            format!("{debt:?}")
        });
        let (back,): (Dong,) = conn
            .one(sql!(
                "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM debt_recovery WHERE debt_id = ?",
                debt.id
            ))
            .await
            .unwrap();
        found.hold(Law::DebtIsItsRecoveries, debt.recovered == back, || {
            format!("{back} came back for {debt:?}")
        });
    }
    found.0
}

fn lines_hold(case: &Case, found: &mut Found) {
    let state = case.project.state.as_str();
    let settled = ["settled", "follow_up", "closed"].contains(&state);
    let left = ["deferred", "shifted_source", "withdrawn"].contains(&state);
    for line in &case.lines {
        let b = line.of(case.project.source());
        let say = || format!("{} {state}: {b:?}", case.project.code);
        for (law, holds) in [
            (Law::PlannedWithinRequested, b.planned <= b.requested),
            (Law::AllottedWithinPlanned, b.allotted <= b.planned),
            (Law::CommittedWithinAllotted, b.committed <= b.allotted),
            (Law::AdvancedWithinCommitted, b.advanced <= b.committed),
            (Law::AcceptedWithinCommitted, b.accepted <= b.committed),
            (Law::SettledWithinAccepted, b.settled <= b.accepted),
            (Law::SettledWithinAdmitted, b.settled <= b.admitted),
            (
                Law::RecoveredWithinSpent,
                b.recovered <= b.advanced + b.paid,
            ),
            (Law::SettledIsSpent, !settled || b.spent() == b.settled),
            (
                Law::LeftHoldsNothing,
                !left || (b.planned + b.allotted).is_zero(),
            ),
            (
                Law::SourcesMakeUpCost,
                b.planned.is_zero() || line.requested() == line.amount,
            ),
        ] {
            found.hold(law, holds, say);
        }
    }
    let money = case.promotion();
    let say = || format!("{} {state}: {money:?}", case.project.code);
    // Each beneficiary of a group has a ceiling of its own; the common line is under all of theirs.
    let ceiling: Dong = match case.project.kind() {
        rules::ProjectKind::Group => case.lines.iter().map(ceiling_of).sum(),
        _ => {
            let cost: Dong = case.lines.iter().map(|l| l.amount).sum();
            cost.share(kernel::BasisPoints::percent(50)).min(CAP)
        }
    };
    found.hold(Law::WithinCeiling, money.allotted <= ceiling, say);
    let limit = money.committed.share(kernel::BasisPoints::percent(60));
    let holds = state == "stopped" || money.advanced <= limit;
    found.hold(Law::AdvancesWithinLimit, holds, say);
}

fn ceiling_of(line: &CostLine) -> Dong {
    line.amount.share(kernel::BasisPoints::percent(50)).min(CAP)
}

async fn papers_hold(case: &Case, conn: &mut Conn, found: &mut Found) {
    let id = case.project.id;
    let papers = store::papers(conn, id).await.unwrap();
    let mut proofs = Vec::new();
    for event in store::events(conn, id).await.unwrap() {
        let step = case.definition.transition(&event.step);
        let wanted = step.is_some_and(|t| t.proof.required);
        let paper = papers.iter().find(|p| Some(p.id) == event.paper_id);
        let proven = paper.is_some_and(|p| !p.number.is_empty() && !p.signer.is_empty());
        found.hold(Law::StepHasPaper, proven || !wanted, || {
            format!("{} of {}", event.step, case.project.code)
        });
        if let Some(paper) = event.paper_id {
            found.hold(Law::PaperProvesOneStep, !proofs.contains(&paper), || {
                format!("{} of {}", event.step, case.project.code)
            });
            proofs.push(paper);
        }
    }
}

/// The budget year that the deadline of the tests gives a day.
fn year_of(on: Date) -> i64 {
    (YEAR..)
        .find(|y| on <= date(i16::try_from(*y).unwrap() + 1, 1, 31))
        .unwrap()
}

async fn days_hold(conn: &mut Conn, id: ProjectId, found: &mut Found) {
    let entries: Vec<(MoneyKind, Date, i64)> = conn
        .all(sql!(
            "SELECT kind, on_date, COALESCE(budget_year, year) FROM money_entry
              WHERE project_id = ? AND kind IN ('advance', 'pay', 'recover')",
            id
        ))
        .await
        .unwrap();
    for (kind, on, year) in entries {
        let say = || format!("{} on {on} under {year}", kind.code());
        found.hold(Law::BudgetYearIsOfTheDay, year == year_of(on), say);
        let holds = !kind.is_spending() || on <= NEXT_CLOSE;
        found.hold(Law::NothingAfterNextClose, holds, say);
    }
}

/// What does not hold of all projects together.
pub async fn of_all(conn: &mut Conn) -> Vec<Fault> {
    let mut found = Found::default();
    let mut told = |law, faults: Vec<String>| {
        found
            .0
            .extend(faults.into_iter().map(|what| Fault { law, what }));
    };
    let money = verify_money(conn).await.unwrap();
    told(
        Law::BalancesAreEntries,
        money.into_iter().map(|f| f.what).collect(),
    );
    let kept = totals::verify(conn).await.unwrap();
    told(
        Law::KeptTotals,
        kept.into_iter()
            .map(|f| f.subject + ": " + &f.what)
            .collect(),
    );
    let plans = plan::verify(conn).await.unwrap();
    told(
        Law::KeptPlans,
        plans
            .into_iter()
            .map(|f| f.subject + ": " + &f.what)
            .collect(),
    );
    late_holds(conn, &mut found).await;
    taken_holds(conn, &mut found).await;
    grains_agree(conn, &mut found).await;
    entries_agree(conn, &mut found).await;
    totals_agree(conn, &mut found).await;
    found.0
}

async fn late_holds(conn: &mut Conn, found: &mut Found) {
    let late: Vec<(PlanLineId, Dong)> = conn
        .all(sql!(
            "SELECT p.plan_line_id, CAST(SUM(e.amount) AS BIGINT)
               FROM money_entry e JOIN project p ON p.id = e.project_id
              WHERE e.kind IN ('advance', 'pay') AND e.on_date > ? AND p.plan_line_id IS NOT NULL
              GROUP BY p.plan_line_id",
            CLOSE
        ))
        .await
        .unwrap();
    for (line, spent) in late {
        let carried = plan::transfer::carried_over(conn, line).await.unwrap();
        found.hold(Law::LateWithinCarried, spent <= carried, || {
            format!("{spent} spent of {carried} carried over of {line}")
        });
    }
}

async fn taken_holds(conn: &mut Conn, found: &mut Found) {
    for (law, wrong) in [
        (Law::TakenWithinPlanLine, "taken > amount"),
        (
            Law::TakenLineStands,
            "taken > 0 AND standing IN ('shifted', 'deferred')",
        ),
    ] {
        let query = format!("SELECT title FROM plan_line WHERE {wrong}");
        let lines: Vec<(String,)> = conn.all(sql!(&query)).await.unwrap();
        for (title,) in lines {
            found.hold(law, false, || title);
        }
    }
}

fn filter(basis: Basis, year: Option<i64>, sources: Sources) -> ledger::Filter {
    ledger::Filter {
        year,
        basis,
        sources,
        ..ledger::Filter::default()
    }
}

/// Every grain adds up to the whole, whatever the year means and whichever sources are asked for.
async fn grains_agree(conn: &mut Conn, found: &mut Found) {
    let nation = &Scope::Nation;
    for (basis, sources) in [
        (Basis::Plan, Sources::All),
        (Basis::Plan, Sources::Promotion),
        (Basis::Budget, Sources::Promotion),
    ] {
        let filter = filter(basis, None, sources);
        let whole = ledger::total(conn, nation, &filter).await.unwrap();
        let Some(whole) = whole else { continue };
        for grain in Grain::ALL {
            let lines = ledger::lines(conn, nation, &filter, grain, 10_000)
                .await
                .unwrap();
            for (i, amount) in whole.shown(basis).into_iter().enumerate() {
                let sum: Dong = lines.iter().map(|l| l.shown(basis)[i]).sum();
                found.hold(Law::GrainsAgree, sum == amount, || {
                    format!("column {i} by {}: {sum} of {amount}", grain.code())
                });
            }
        }
    }
    let mut seen = Vec::new();
    for basis in Basis::ALL {
        let all = filter(basis, None, Sources::Promotion);
        let whole = ledger::total(conn, nation, &all).await.unwrap();
        seen.push(whole.map_or([Dong::ZERO; 3], |l| [l.advanced, l.paid, l.recovered]));
    }
    found.hold(Law::BasesAgree, seen[0] == seen[1], || format!("{seen:?}"));
}

/// The entries, added up by themselves by source and activity, are what the reports of the ledger say.
async fn entries_agree(conn: &mut Conn, found: &mut Found) {
    let entries: Vec<(FundingSource, Activity, MoneyKind, Dong)> = conn
        .all(sql!(
            "SELECT e.source, p.activity, e.kind, CAST(SUM(e.amount) AS BIGINT)
               FROM money_entry e JOIN project p ON p.id = e.project_id
              GROUP BY e.source, p.activity, e.kind"
        ))
        .await
        .unwrap();
    let all = filter(Basis::Plan, None, Sources::All);
    for grain in [Grain::Source, Grain::Activity] {
        let mut sums: BTreeMap<(String, usize), (Dong, Dong)> = BTreeMap::new();
        for (source, activity, kind, amount) in &entries {
            let code = match grain {
                Grain::Source => source.code(),
                _ => activity.code(),
            };
            let column = MoneyKind::ALL.iter().position(|k| k == kind).unwrap() + 1;
            sums.entry((code.to_owned(), column)).or_default().0 += *amount;
        }
        let lines = ledger::lines(conn, &Scope::Nation, &all, grain, 10_000)
            .await
            .unwrap();
        for line in lines {
            for (column, amount) in line.amounts().into_iter().enumerate().skip(1) {
                sums.entry((line.code.clone(), column)).or_default().1 += amount;
            }
        }
        for ((code, column), (entries, report)) in sums {
            found.hold(Law::EntriesAgree, entries == report, || {
                format!("column {column} of {code}: entries {entries}, report {report}")
            });
        }
    }
}

/// The kept totals of the provinces, source by source, are what the reports of the ledger say.
async fn totals_agree(conn: &mut Conn, found: &mut Found) {
    for scope in FundingScope::ALL {
        let source = scope.source();
        let kept = totals::by_province(conn, &Scope::Nation, (YEAR, YEAR), Some(source))
            .await
            .unwrap();
        let mut sums = [Dong::ZERO; 7];
        for t in &kept {
            let figures = [
                t.planned,
                t.allotted,
                t.advanced,
                t.accepted,
                t.settled,
                t.paid,
                t.recovered,
            ];
            for (sum, figure) in sums.iter_mut().zip(figures) {
                *sum += figure;
            }
        }
        let one = filter(Basis::Plan, Some(YEAR), Sources::One(source));
        let whole = ledger::total(conn, &Scope::Nation, &one).await.unwrap();
        let said = whole.map_or([Dong::ZERO; 7], |l| {
            [
                l.planned,
                l.allotted,
                l.advanced,
                l.accepted,
                l.settled,
                l.paid,
                l.recovered,
            ]
        });
        found.hold(Law::TotalsAgree, sums == said, || {
            format!("{}: kept {sums:?}, ledger {said:?}", source.code())
        });
    }
}
