//! Each law of `holds.rs` is broken once behind the commands, in a transaction that is thrown away,
//! and the check tells that law. Where the table itself keeps the law, its constraint is taken off first.

use db::{Conn, sql};
use jiff::civil::date;
use kernel::{Dong, ProjectId, Role};
use rules::FundingScope;

use super::holds::{self, Fault, Frozen, Law};
use crate::{
    budget::{self, BudgetInput, GrantInput},
    debt,
    project::tests::walk::*,
    settlement::tests::paid,
    test_support::{Town, towns},
};

/// A year with something of everything.
struct Scene {
    /// Settled, with an audit's finding of which a part came back.
    settled: ProjectId,
    /// Advanced in its year and, of carried-over money, in the next.
    late: ProjectId,
    /// Allotted, then deferred.
    deferred: ProjectId,
    /// National, in the plan.
    national: ProjectId,
    frozen: Frozen,
}

async fn scene(town: &Town) -> Scene {
    tell_budget(town).await;
    let settled = paid(town).await;
    step(town, settled, Role::Accountant, "settlement").await;
    let owed = debt::DebtInput {
        cause: Some(debt::Cause::Audit),
        amount: Dong(5_000_000),
        due_on: Some(date(2022, 6, 1)),
        reason: "Kết luận kiểm toán".into(),
        paper: paper("12/KL"),
    };
    let accountant = town.cx(Role::Accountant);
    let owed = debt::record(&accountant, settled, owed, None)
        .await
        .unwrap();
    let back = debt::RecoveryInput {
        amount: Dong(2_000_000),
        paper: paper("UNC 7"),
    };
    debt::recover(&accountant, owed, back, Some(&scan()))
        .await
        .unwrap();

    let national = drafted_for(town, 2, FundingScope::Kcqg, 400_000_000, 180_000_000).await;
    nationally_allotted(town, national).await;

    let deferred = drafted(town, FundingScope::Kcdp, 300_000_000, 100_000_000).await;
    step(town, deferred, Role::CentreHead, "registration").await;
    complete_dossier(town, deferred).await;
    step(town, deferred, Role::CentreHead, "base-submission").await;
    pass_appraisal(town, deferred, Role::Appraiser, crate::project::Level::Base).await;
    step(town, deferred, Role::Appraiser, "base-approval").await;
    step(town, deferred, Role::Appraiser, "allotment").await;
    step(town, deferred, Role::Appraiser, "deferral").await;

    let late = local_in_progress(town, 600_000_000, 200_000_000).await;
    let advanced = advance_on(town, late, 50_000_000, date(2022, 3, 1)).await;
    advanced.unwrap();
    carry_over(town, late, 40_000_000, date(2022, 6, 1)).await;
    town.t.on(date(2023, 2, 1));
    let advanced = advance_on(town, late, 30_000_000, date(2023, 2, 1)).await;
    advanced.unwrap();
    let mut scene = Scene {
        settled,
        late,
        deferred,
        national,
        frozen: Frozen::new(),
    };
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(scene.faults(town, &mut conn).await, [], "{}", town.t.engine);
    scene
}

async fn tell_budget(town: &Town) {
    let input = BudgetInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(holds::YEAR),
        grant: GrantInput {
            amount: Some(Dong(5_000_000_000)),
            instrument_no: "02/TB-STC".into(),
            instrument_on: Some(date(2022, 1, 3)),
            issuer: "Sở Tài chính".into(),
            ..GrantInput::default()
        },
    };
    budget::create(&town.cx(Role::Appraiser), input)
        .await
        .unwrap();
}

impl Scene {
    async fn faults(&mut self, town: &Town, conn: &mut Conn) -> Vec<Fault> {
        let cx = town.cx(Role::MinistryAgency);
        let mut faults = holds::of_all(conn).await;
        for id in [self.settled, self.late, self.deferred, self.national] {
            faults.extend(holds::of_project(&cx, conn, id, &mut self.frozen).await);
        }
        faults
    }
}

/// A fault, and what stands in its way on PostgreSQL.
struct Plant {
    law: Law,
    /// Constraints and triggers to take off, with their tables.
    unbound: &'static [(&'static str, &'static str)],
    project: fn(&Scene) -> ProjectId,
    /// A statement; `?` is the project, wherever it stands.
    sql: &'static str,
}

const OWN: &str = "cost_line_source";

/// Sets balances of a project's own source.
macro_rules! balance {
    ($law:ident, [$($name:literal),*], $project:expr, $set:literal) => {
        Plant {
            law: Law::$law,
            unbound: &[$((OWN, $name)),*],
            project: $project,
            sql: concat!(
                "UPDATE cost_line_source SET ", $set,
                " WHERE source = 'kcdp' AND line_id IN (SELECT id FROM cost_line WHERE project_id = ?)"
            ),
        }
    };
}

/// An entry past the commands, on the first line of the project.
macro_rules! entry {
    ($law:ident, $kind:literal, $amount:literal, $budget_year:literal, $carried:literal, $on:literal) => {
        Plant {
            law: Law::$law,
            unbound: &[],
            project: |s| s.late,
            sql: concat!(
                "INSERT INTO money_entry (id, project_id, line_id, source, kind, amount, year,
                     budget_year, carried_line_id, on_date, step, actor, at)
                 SELECT e.project_id, e.project_id, e.line_id, e.source, '",
                $kind,
                "', ",
                $amount,
                ", 2022, ",
                $budget_year,
                ", ",
                $carried,
                ", ",
                $on,
                ", 'x', 'x', e.at
                   FROM money_entry e WHERE e.project_id = ? AND e.kind = 'commit'"
            ),
        }
    };
}

/// Any other statement.
fn other(
    law: Law,
    unbound: &'static [(&'static str, &'static str)],
    project: fn(&Scene) -> ProjectId,
    sql: &'static str,
) -> Plant {
    Plant {
        law,
        unbound,
        project,
        sql,
    }
}

fn plants() -> Vec<Plant> {
    vec![
        balance!(PlannedWithinRequested, ["money_planned_within_requested"], |s| s.late, "planned = requested + 1"),
        balance!(AllottedWithinPlanned, ["money_allotted_within_planned"], |s| s.late, "allotted = planned + 1"),
        balance!(CommittedWithinAllotted, ["money_committed_within_allotted"], |s| s.late, "committed = allotted + 1"),
        balance!(AdvancedWithinCommitted, ["money_advanced_within_committed"], |s| s.late, "advanced = committed + 1"),
        balance!(AcceptedWithinCommitted, ["money_accepted_within_committed"], |s| s.late, "accepted = committed + 1"),
        balance!(SettledWithinAccepted, ["money_settled_within_accepted", "money_settled_within_admitted"], |s| s.settled, "settled = accepted + 1"),
        balance!(SettledWithinAdmitted, ["money_settled_within_admitted"], |s| s.settled, "admitted = settled - 1"),
        balance!(RecoveredWithinSpent, ["money_recovered_within_spent"], |s| s.late, "recovered = advanced + 1"),
        balance!(SettledIsSpent, [], |s| s.settled, "settled = settled - 1"),
        balance!(WithinCeiling, [], |s| s.late, "requested = 300000000, planned = 300000000, allotted = 300000000"),
        balance!(AdvancesWithinLimit, [], |s| s.late, "advanced = committed"),
        balance!(LeftHoldsNothing, [], |s| s.deferred, "planned = 1"),
        balance!(BalancesAreEntries, [], |s| s.late, "advanced = advanced + 1"),
        balance!(BalancesAreEntries, [], |s| s.settled, "admitted = admitted + 1"),
        balance!(EntriesAgree, [], |s| s.late, "accepted = 1"),
        balance!(BasesAgree, [], |s| s.late, "advanced = advanced + 1"),
        other(
            Law::SourcesMakeUpCost,
            &[],
            |s| s.late,
            "UPDATE cost_line_source SET requested = requested + 1 WHERE source = 'counterpart'
                AND line_id IN (SELECT id FROM cost_line WHERE project_id = ?)",
        ),
        entry!(NothingAfterNextClose, "pay", 1, "2024", "(SELECT line_id FROM carried_money)", "'2024-02-01'"),
        entry!(BudgetYearIsOfTheDay, "pay", 1, "2022", "NULL", "'2023-02-01'"),
        entry!(LateWithinCarried, "pay", 10000001, "2023", "(SELECT line_id FROM carried_money)", "'2023-02-01'"),
        entry!(BalancesAreEntries, "accept", 1, "NULL", "NULL", "'2022-06-01'"),
        entry!(EntriesAgree, "accept", 1, "NULL", "NULL", "'2022-06-01'"),
        entry!(BasesAgree, "advance", 1, "2022", "NULL", "'2022-06-01'"),
        other(
            Law::StepHasPaper,
            &[("project_event", "trigger")],
            |s| s.late,
            "UPDATE project_event SET paper_id = NULL WHERE step = 'contract' AND project_id = ?",
        ),
        other(
            Law::PaperProvesOneStep,
            &[],
            |s| s.late,
            "INSERT INTO project_event (id, project_id, step, from_state, to_state, on_date, reason,
                 note, paper_id, actor, role, at)
             SELECT project_id, project_id, step, from_state, to_state, on_date, '', '', paper_id,
                    actor, role, at
               FROM project_event WHERE step = 'contract' AND project_id = ?",
        ),
        other(
            Law::ApprovedVersionStays,
            &[],
            |s| s.late,
            "UPDATE cost_version_line SET quantity = quantity + 1 WHERE project_id = ?",
        ),
        other(
            Law::DebtWithinAmount,
            &[("debt", "debt_recovered_within"), ("debt", "debt_cleared")],
            |s| s.settled,
            "UPDATE debt SET recovered = amount + 1 WHERE project_id = ?",
        ),
        other(
            Law::DebtIsItsRecoveries,
            &[],
            |s| s.settled,
            "UPDATE debt SET recovered = recovered + 1 WHERE project_id = ?",
        ),
        other(
            Law::TakenWithinPlanLine,
            &[("plan_line", "plan_line_taken")],
            |s| s.late,
            "UPDATE plan_line SET taken = amount + 1
              WHERE id = (SELECT plan_line_id FROM project WHERE id = ?)",
        ),
        other(
            Law::TakenLineStands,
            &[],
            |s| s.late,
            "UPDATE plan_line SET standing = 'deferred'
              WHERE id = (SELECT plan_line_id FROM project WHERE id = ?)",
        ),
        other(
            Law::KeptPlans,
            &[],
            |s| s.late,
            "UPDATE plan_line SET taken = taken - 1
              WHERE id = (SELECT plan_line_id FROM project WHERE id = ?)",
        ),
        other(
            Law::KeptPlans,
            &[],
            |s| s.late,
            "UPDATE budget SET amount = amount + 1
              WHERE scope = (SELECT scope FROM project WHERE id = ?)",
        ),
        other(
            Law::KeptPlans,
            &[],
            |s| s.late,
            "UPDATE budget SET allotted = allotted - 1
              WHERE scope = (SELECT scope FROM project WHERE id = ?)",
        ),
        other(
            Law::KeptTotals,
            &[],
            |s| s.late,
            "UPDATE kept_total SET recovered = recovered + 1
              WHERE level = 'province' AND scope = (SELECT scope FROM project WHERE id = ?)",
        ),
        other(
            Law::KeptTotals,
            &[],
            |s| s.late,
            "UPDATE carried_money SET carried = carried + 1
              WHERE line_id = (SELECT plan_line_id FROM project WHERE id = ?)",
        ),
        other(
            Law::KeptTotals,
            &[],
            |s| s.late,
            "UPDATE carried_money SET spent = spent - 1
              WHERE line_id = (SELECT plan_line_id FROM project WHERE id = ?)",
        ),
        other(
            Law::TotalsAgree,
            &[],
            |s| s.national,
            "UPDATE kept_total SET allotted = allotted + 1
              WHERE level = 'province' AND scope = (SELECT scope FROM project WHERE id = ?)",
        ),
        // A place that belongs to no province of today: the report by province loses the project.
        other(
            Law::GrainsAgree,
            &[],
            |s| s.late,
            "UPDATE project SET province_id = (SELECT MIN(id) FROM unit WHERE level = 'commune')
              WHERE id = ?",
        ),
    ]
}

/// Takes off what keeps a law in the table.
async fn unbind(tx: &mut Conn, engine: &str, unbound: &[(&str, &str)]) {
    if engine == "SQLite" {
        tx.script("PRAGMA ignore_check_constraints = ON")
            .await
            .unwrap();
    }
    for (table, name) in unbound {
        let statement = match (engine, *name) {
            ("SQLite", "trigger") => format!("DROP TRIGGER {table}_no_update"),
            ("SQLite", _) => continue,
            (_, "trigger") => format!("DROP TRIGGER {table}_append_only ON {table}"),
            (_, name) => format!("ALTER TABLE {table} DROP CONSTRAINT {name}"),
        };
        tx.script(&statement).await.unwrap();
    }
}

#[tokio::test]
async fn a_fault_planted_under_any_law_is_found() {
    for town in towns().await {
        let engine = town.t.engine;
        let mut scene = scene(&town).await;
        let plants = plants();
        for law in Law::ALL {
            assert!(
                plants.iter().any(|p| p.law == law),
                "nothing breaks {law:?}"
            );
        }
        for plant in plants {
            let mut tx = town.t.db.begin().await.unwrap();
            unbind(&mut tx, engine, plant.unbound).await;
            let planted = tx.exec(sql!(plant.sql, (plant.project)(&scene))).await;
            let changed = planted.unwrap_or_else(|e| panic!("{engine}: {:?}: {e}", plant.law));
            assert!(changed > 0, "{engine}: {:?} planted nothing", plant.law);
            let faults = scene.faults(&town, &mut tx).await;
            assert!(
                faults.iter().any(|f| f.law == plant.law),
                "{engine}: {:?} is not told: {faults:?}",
                plant.law
            );
            if engine == "SQLite" {
                tx.script("PRAGMA ignore_check_constraints = OFF")
                    .await
                    .unwrap();
            }
            drop(tx);
        }
        let mut conn = town.t.db.read().await.unwrap();
        assert_eq!(scene.faults(&town, &mut conn).await, [], "{engine}");
        drop(conn);
        town.t.close().await;
    }
}

/// The constraint by itself, without the commands: carried-over money is not overspent.
#[tokio::test]
async fn the_table_refuses_to_spend_more_than_was_carried_over() {
    for town in towns().await {
        let scene = scene(&town).await;
        let line = project(&town, scene.late).await.plan_line_id.unwrap();
        let mut tx = town.t.db.begin().await.unwrap();
        let over = tx
            .exec(sql!(
                "UPDATE carried_money SET spent = carried + 1 WHERE line_id = ?",
                line
            ))
            .await
            .unwrap_err();
        assert!(over.breaks_check("carried_money_spent_within"), "{over}");
        drop(tx);
        town.t.close().await;
    }
}
