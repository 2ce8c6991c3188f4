//! Adjustments of what a project says beside its estimate.

use std::sync::Arc;

use db::{BoxFuture, CommandError, Conn, DbError, sql};
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, Lang, ProjectId, Role, UnitId, WorkflowId};
use rules::{
    FundingScope,
    workflow::{self, Change},
};
use uuid::Uuid;

use super::{ProjectAdjustmentInput, ProjectFacts, Proposal, decided, past_changes, propose};
use crate::{
    ports::{WorkflowVersion, Workflows},
    project::{
        Case, ProjectInput, create, edit,
        roster::{EntryInput, FixInput, fix, put_entry},
        set_costs, take,
        tests::walk::*,
        verify_money, versions,
    },
    test_support::{Town, establishment, towns},
};

async fn case(town: &Town, id: ProjectId) -> Case {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    Case::load(&cx, &mut conn, id).await.unwrap()
}

fn sentence(error: CommandError) -> String {
    match error {
        CommandError::Refused { reason, .. } | CommandError::Forbidden(reason) => reason,
        CommandError::Invalid(fields) => {
            let all: Vec<String> = fields
                .into_iter()
                .map(|f| format!("{}: {}", f.field, f.message))
                .collect();
            all.join("\n")
        }
        other => panic!("{other:?}"),
    }
}

/// A local project in progress that asks for an adjustment.
async fn asked(town: &Town) -> ProjectId {
    let id = local_in_progress(town, 600_000_000, 200_000_000).await;
    step(town, id, Role::Officer, "adjustment-request").await;
    id
}

/// What the project says now, to be changed here and there.
async fn as_it_is(town: &Town, id: ProjectId) -> ProjectAdjustmentInput {
    let now = ProjectFacts::of(&case(town, id).await);
    ProjectAdjustmentInput {
        title: now.title,
        implementer: now.implementer,
        coordinator: now.coordinator,
        establishment_id: now.establishment_id,
        unit_id: None,
        content: now.content,
        starts_on: now.starts_on,
        ends_on: now.ends_on,
    }
}

async fn put(
    town: &Town,
    id: ProjectId,
    input: ProjectAdjustmentInput,
) -> Result<(), CommandError> {
    propose(&town.cx(Role::Officer), id, version(town, id).await, input).await
}

async fn changes(town: &Town, id: ProjectId) -> Vec<Change> {
    let case = case(town, id).await;
    let mut conn = town.t.db.read().await.unwrap();
    Proposal::load(&mut conn, &case)
        .await
        .unwrap()
        .changes(&case)
}

async fn sound(town: &Town) {
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(verify_money(&mut conn).await.unwrap(), []);
    assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
    assert_eq!(crate::duties::verify(&mut conn).await.unwrap(), []);
    assert_eq!(db::verify_audit(&mut conn).await.unwrap(), []);
}

#[tokio::test]
async fn an_approved_project_is_not_edited_while_it_waits_for_an_adjustment() {
    for town in towns().await {
        let id = asked(&town).await;
        let before = case(&town, id).await.project;
        let sly = ProjectInput {
            title: "Tên đổi không qua quyết định".into(),
            implementer: "Đơn vị khác".into(),
            ends_on: Some(date(2025, 12, 31)),
            ..machine_project(FundingScope::Kcdp)
        };
        let officer = town.cx(Role::Officer);
        let refused = edit(&officer, id, before.version, sly).await;
        let why = sentence(refused.unwrap_err());
        assert!(why.contains("Nội dung đề nghị điều chỉnh"), "{why}");
        step(&town, id, Role::Appraiser, "adjustment-refusal").await;
        let after = case(&town, id).await.project;
        assert_eq!(
            (after.title, after.implementer, after.ends_on),
            (before.title, before.implementer, before.ends_on),
            "{}",
            town.t.engine
        );
        // The table itself keeps what was approved.
        let mut tx = town.t.db.begin().await.unwrap();
        let sly = tx
            .exec(sql!("UPDATE project SET title = 'khác' WHERE id = ?", id))
            .await;
        assert!(sly.is_err(), "{}", town.t.engine);
        drop(tx);
        town.t.close().await;
    }
}

#[tokio::test]
async fn more_time_and_another_implementer_are_granted_by_decision_without_a_change_of_money() {
    for town in towns().await {
        let id = asked(&town).await;
        let before = case(&town, id).await;
        let input = ProjectAdjustmentInput {
            title: "Hỗ trợ máy cắt laser sợi quang".into(),
            implementer: "Trung tâm Khuyến công và Tư vấn".into(),
            ends_on: Some(date(2023, 3, 31)),
            ..as_it_is(&town, id).await
        };
        put(&town, id, input).await.unwrap();
        let waiting = case(&town, id).await;
        assert_eq!(waiting.project.title, before.project.title, "kept beside");
        assert_eq!(
            changes(&town, id).await,
            [Change::Title, Change::Implementer, Change::Time]
        );
        step(&town, id, Role::Appraiser, "adjustment").await;
        let after = case(&town, id).await;
        assert_eq!(after.project.state, "in_progress");
        assert_eq!(after.project.title, "Hỗ trợ máy cắt laser sợi quang");
        assert_eq!(after.project.ends_on, Some(date(2023, 3, 31)));
        assert_eq!(after.lines, before.lines, "no money moved");

        let mut conn = town.t.db.read().await.unwrap();
        let (found,): (i64,) = conn
            .one(sql!(
                "SELECT COUNT(*) FROM project WHERE search LIKE '%soi quang%' AND id = ?",
                id
            ))
            .await
            .unwrap();
        assert_eq!(found, 1, "it is found by its new name");
        let due: (Date,) = conn
            .one(sql!(
                "SELECT due_on FROM kept_duty WHERE project_id = ? AND kind = 'acceptance'",
                id
            ))
            .await
            .unwrap();
        assert_eq!(due.0, date(2023, 3, 31), "the duty follows the new day");
        let states: Vec<String> = versions::all(&mut conn, id)
            .await
            .unwrap()
            .into_iter()
            .map(|v| v.state)
            .collect();
        assert_eq!(states, ["superseded", "approved"]);
        let annex = decided(&mut conn, id, 2, Lang::Vi).await.unwrap();
        let said: Vec<String> = annex.iter().map(|c| c.sentence()).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[2], "Ngày kết thúc: – → 31/03/2023");
        drop(conn);
        // What was decided does not change any more.
        let mut tx = town.t.db.begin().await.unwrap();
        let sly = tx
            .exec(sql!(
                "UPDATE project_version SET title = 'khác' WHERE project_id = ? AND number = 1",
                id
            ))
            .await;
        assert!(sly.is_err(), "{}", town.t.engine);
        drop(tx);
        sound(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_refused_adjustment_leaves_the_project_and_stays_on_record() {
    for town in towns().await {
        let id = asked(&town).await;
        let before = case(&town, id).await.project;
        let input = ProjectAdjustmentInput {
            ends_on: Some(date(2023, 3, 31)),
            ..as_it_is(&town, id).await
        };
        put(&town, id, input).await.unwrap();
        step(&town, id, Role::Appraiser, "adjustment-refusal").await;
        let after = case(&town, id).await.project;
        assert_eq!(after.ends_on, before.ends_on);
        assert_eq!(after.state, "in_progress");
        let mut conn = town.t.db.read().await.unwrap();
        let past = past_changes(&mut conn, id, Lang::Vi).await.unwrap();
        assert_eq!(past.len(), 1);
        assert_eq!(past[0].1[0].after, "31/03/2023");
        drop(conn);
        // The next request begins from what is in force.
        step(&town, id, Role::Officer, "adjustment-request").await;
        assert_eq!(changes(&town, id).await, []);
        let input = usual(&town, id, "adjustment").await;
        let nothing = take(
            &town.cx(Role::Appraiser),
            id,
            "adjustment",
            input,
            Some(&scan()),
        )
        .await;
        let why = sentence(nothing.unwrap_err());
        assert!(why.contains("Chưa có thay đổi nào"), "{why}");
        sound(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn another_beneficiary_takes_the_place_of_the_first_when_it_is_eligible() {
    for town in towns().await {
        let id = asked(&town).await;
        let of = async |n| ProjectAdjustmentInput {
            establishment_id: Some(establishment(n)),
            ..as_it_is(&town, id).await
        };
        let outside = put(&town, id, of(9).await).await;
        assert!(sentence(outside.unwrap_err()).contains("phạm vi của bạn"));
        let unfit = put(&town, id, of(3).await).await;
        let why = sentence(unfit.unwrap_err());
        assert!(why.contains("chưa đủ điều kiện"), "{why}");
        let nobody = ProjectAdjustmentInput {
            establishment_id: None,
            ..as_it_is(&town, id).await
        };
        let why = sentence(put(&town, id, nobody).await.unwrap_err());
        assert!(why.contains("cần cơ sở thụ hưởng"), "{why}");
        put(&town, id, of(4).await).await.unwrap();
        assert_eq!(
            case(&town, id).await.beneficiaries[0].establishment_id,
            establishment(1)
        );
        step(&town, id, Role::Appraiser, "adjustment").await;
        let after = case(&town, id).await;
        assert_eq!(after.beneficiaries.len(), 1);
        assert_eq!(after.beneficiaries[0].establishment_id, establishment(4));
        assert!(
            after.project.beneficiaries.contains("Thành Công"),
            "{}",
            town.t.engine
        );
        sound(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn what_is_typed_is_judged_whole_and_only_while_a_decision_is_awaited() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let early = put(&town, id, as_it_is(&town, id).await).await;
        let why = sentence(early.unwrap_err());
        assert!(why.contains("Đề nghị điều chỉnh"), "{why}");
        step(&town, id, Role::Officer, "adjustment-request").await;
        let wrong = ProjectAdjustmentInput {
            title: String::new(),
            implementer: String::new(),
            starts_on: Some(date(2022, 5, 1)),
            ends_on: Some(date(2022, 4, 1)),
            ..as_it_is(&town, id).await
        };
        let why = sentence(put(&town, id, wrong).await.unwrap_err());
        for field in ["title", "implementer", "ends_on"] {
            assert!(why.contains(field), "{field}: {why}");
        }
        let stale = propose(&town.cx(Role::Officer), id, 1, as_it_is(&town, id).await).await;
        assert!(matches!(stale, Err(CommandError::Stale)));
        let stranger = propose(
            &town.cx(Role::Appraiser),
            id,
            version(&town, id).await,
            as_it_is(&town, id).await,
        )
        .await;
        assert!(matches!(stranger, Err(CommandError::Forbidden(_))));
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_place_changes_where_no_establishment_benefits() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let input = ProjectInput {
            activity: Some(Activity::A6),
            establishments: Vec::new(),
            ..machine_project(FundingScope::Kcdp)
        };
        let id = create(&cx, input).await.unwrap();
        let lines = vec![machine_line(FundingScope::Kcdp, 300_000_000, 100_000_000)];
        set_costs(&cx, id, version(&town, id).await, lines)
            .await
            .unwrap();
        step(&town, id, Role::CentreHead, "registration").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, crate::project::Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        step(&town, id, Role::Appraiser, "allotment").await;
        step(&town, id, Role::Officer, "adjustment-request").await;
        let to = async |unit: UnitId| ProjectAdjustmentInput {
            unit_id: Some(unit),
            ..as_it_is(&town, id).await
        };
        let far = put(&town, id, to(testkit::ho_chi_minh()).await).await;
        let why = sentence(far.unwrap_err());
        assert!(why.contains("unit_id"), "{why}");
        put(&town, id, to(town.commune).await).await.unwrap();
        assert_eq!(changes(&town, id).await, [Change::Place]);
        step(&town, id, Role::Appraiser, "adjustment").await;
        assert_eq!(case(&town, id).await.project.unit_id, Some(town.commune));
        sound(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_decision_judges_what_is_proposed() {
    for town in towns().await {
        let id = asked(&town).await;
        let mut line = machine_line(FundingScope::Kcdp, 300_000_000, 140_000_000);
        line.id = Some(case(&town, id).await.lines[0].id);
        let officer = town.cx(Role::Officer);
        set_costs(&officer, id, version(&town, id).await, vec![line])
            .await
            .unwrap();
        let now = case(&town, id).await;
        let mut conn = town.t.db.read().await.unwrap();
        let proposal = Proposal::load(&mut conn, &now).await.unwrap();
        assert_eq!(proposal.changes(&now), [Change::Money]);
        let supposed = proposal.supposed(&now);
        assert_eq!(supposed.promotion().requested, Dong(140_000_000));
        let shown = super::changes_view(&officer, &mut conn, &now)
            .await
            .unwrap()
            .unwrap();
        let promotion = &shown.facts[1];
        assert_eq!(promotion.before, Dong(200_000_000).to_string());
        assert_eq!(promotion.after, Dong(140_000_000).to_string());
        assert_eq!(shown.decider, "Nơi quyết định: Thẩm định, Sở Công Thương.");
        assert!(shown.deciders[0].contains("chưa kiểm chứng"));
        drop(conn);
        town.t.close().await;
    }
}

/// A group that trains two classes, allotted, with its list fixed.
#[tokio::test]
async fn an_estimate_is_measured_by_the_beneficiary_that_is_proposed() {
    for town in towns().await {
        let id = asked(&town).await;
        let other = ProjectAdjustmentInput {
            establishment_id: Some(establishment(5)),
            ..as_it_is(&town, id).await
        };
        put(&town, id, other).await.unwrap();
        let officer = town.cx(Role::Officer);
        let mut line = machine_line(FundingScope::Kcdp, 600_000_000, 190_000_000);
        line.id = Some(case(&town, id).await.lines[0].id);
        let now = version(&town, id).await;
        let over = set_costs(&officer, id, now, vec![line.clone()]).await;
        let why = sentence(over.unwrap_err());
        assert!(
            why.contains("line_1_kcdp") && why.contains("100.000.000"),
            "{why}"
        );
        line.sources.kcdp = Dong(90_000_000);
        line.sources.counterpart = Dong(510_000_000);
        set_costs(&officer, id, now, vec![line]).await.unwrap();
        let now = case(&town, id).await;
        let mut conn = officer.read().await.unwrap();
        let answers = crate::project::ceilings_today(&officer, &mut conn, &now).await;
        let shown = answers.unwrap().remove(0);
        assert_eq!(shown.assessment.ceiling, Some(Dong(100_000_000)));
        assert_eq!(shown.amount, Dong(90_000_000));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_changed_list_of_a_group_is_an_adjustment_of_its_beneficiaries() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let input = ProjectInput {
            kind: Some(rules::ProjectKind::Group),
            activity: Some(Activity::A1),
            establishments: Vec::new(),
            ..machine_project(FundingScope::Kcqg)
        };
        let id = create(&cx, input).await.unwrap();
        let lines = vec![machine_line(FundingScope::Kcqg, 400_000_000, 200_000_000)];
        set_costs(&cx, id, version(&town, id).await, lines)
            .await
            .unwrap();
        nationally_allotted(&town, id).await;
        let class = |name: &str| EntryInput {
            name: name.into(),
            subject: "May công nghiệp".into(),
            quantity: Some(35),
            unit_word: "học viên".into(),
            cost: Some(Dong(200_000_000)),
            support: Some(Dong(100_000_000)),
            ..EntryInput::default()
        };
        let mut line = None;
        for name in ["Lớp 1", "Lớp 2"] {
            let version = version(&town, id).await;
            let made = put_entry(&cx, id, version, None, class(name)).await;
            line = Some(made.unwrap());
        }
        let fixing = FixInput {
            version: version(&town, id).await,
            coordinator: "Phòng Kinh tế".into(),
            paper: paper("05/TTKC"),
            ..FixInput::default()
        };
        fix(&town.cx(Role::CentreHead), id, fixing, None)
            .await
            .unwrap();
        step(&town, id, Role::Officer, "adjustment-request").await;
        assert_eq!(changes(&town, id).await, []);
        let renamed = class("Lớp 3");
        put_entry(&cx, id, version(&town, id).await, line, renamed)
            .await
            .unwrap();
        assert!(
            changes(&town, id).await.contains(&Change::Beneficiary),
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

/// The workflows of the product, in which the head of the Centre decides on time.
struct Delegated;

fn delegated() -> Vec<WorkflowVersion> {
    (1..)
        .zip(workflow::builtin())
        .map(|(n, mut definition)| {
            for step in &mut definition.transitions {
                if step.code.starts_with("adjustment-refusal") || step.code == "adjustment" {
                    step.roles.push(Role::CentreHead);
                }
                for row in &mut step.deciders {
                    if row.change == Change::Time {
                        row.role = Role::CentreHead;
                    }
                }
            }
            WorkflowVersion {
                id: WorkflowId::from_uuid(Uuid::from_u128(n)),
                definition,
            }
        })
        .collect()
}

impl Workflows for Delegated {
    fn newest<'a>(
        &'a self,
        _conn: &'a mut Conn,
        scope: FundingScope,
        _province: UnitId,
        _on: Date,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>> {
        let found = delegated()
            .into_iter()
            .find(|v| v.definition.scope == scope);
        Box::pin(async move { Ok(found) })
    }

    fn by_id<'a>(
        &'a self,
        _conn: &'a mut Conn,
        id: WorkflowId,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>> {
        let found = delegated().into_iter().find(|v| v.id == id);
        Box::pin(async move { Ok(found) })
    }

    fn all<'a>(
        &'a self,
        _conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<WorkflowVersion>, DbError>> {
        Box::pin(async move { Ok(delegated()) })
    }
}

#[tokio::test]
async fn who_decides_follows_from_what_is_changed() {
    for mut town in towns().await {
        town.t.ports = std::mem::take(&mut town.t.ports).with::<dyn Workflows>(Arc::new(Delegated));
        let id = asked(&town).await;
        let more_time = ProjectAdjustmentInput {
            ends_on: Some(date(2023, 3, 31)),
            ..as_it_is(&town, id).await
        };
        put(&town, id, more_time.clone()).await.unwrap();
        let attempt = async |role| {
            let input = usual(&town, id, "adjustment").await;
            take(&town.cx(role), id, "adjustment", input, Some(&scan())).await
        };
        let why = sentence(attempt(Role::Appraiser).await.unwrap_err());
        assert_eq!(
            why,
            "Điều chỉnh thời gian thực hiện: Giám đốc Trung tâm quyết định."
        );
        // With another name it is for the department, and no more for the Centre alone.
        let both = ProjectAdjustmentInput {
            title: "Tên khác".into(),
            ..more_time.clone()
        };
        put(&town, id, both).await.unwrap();
        let why = sentence(attempt(Role::CentreHead).await.unwrap_err());
        assert!(
            why.contains("Thẩm định, Sở Công Thương quyết định"),
            "{why}"
        );
        let refusal = usual(&town, id, "adjustment-refusal").await;
        let centre = town.cx(Role::CentreHead);
        let refused = take(&centre, id, "adjustment-refusal", refusal, Some(&scan())).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        put(&town, id, more_time).await.unwrap();
        attempt(Role::CentreHead).await.unwrap();
        assert_eq!(
            case(&town, id).await.project.ends_on,
            Some(date(2023, 3, 31)),
            "{}",
            town.t.engine
        );
        sound(&town).await;
        town.t.close().await;
    }
}
