use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::{Activity, Dong, PlanId, ProposalId, Role, Scope};
use rules::{FundingScope, ProjectKind};

use super::{store::Filter, *};
use crate::{
    budget::{self, BudgetInput, GrantInput},
    need::{self, NeedInput},
    plan::{self, ApprovalInput, PlanInput, Quarters},
    project::tests::walk::drafted_by,
    test_support::{CAP, Town, establishment, towns},
};

pub(super) async fn plan_of(town: &Town, scope: FundingScope) -> PlanId {
    let cx = town.cx(Role::MinistryAgency);
    let national = scope == FundingScope::Kcqg;
    let input = PlanInput {
        scope: Some(scope),
        province_id: (!national).then(testkit::ba_ria_vung_tau),
        year: Some(2022),
        title: "Kế hoạch năm 2022".into(),
        ..PlanInput::default()
    };
    plan::create(&cx, input).await.unwrap()
}

pub(super) fn machine(plan: PlanId, n: u128, asked: i64) -> ProposalInput {
    ProposalInput {
        plan_id: Some(plan),
        establishment_id: Some(establishment(n)),
        activity: Some(Activity::A3b),
        title: format!("Máy cắt {n}"),
        total_cost: Some(Dong(600_000_000)),
        asked: Some(Dong(asked)),
        ..ProposalInput::default()
    }
}

pub(super) async fn stored(town: &Town, id: ProposalId) -> Proposal {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    store::find(&cx, &mut conn, id).await.unwrap()
}

/// Drawn up by the Centre and passed on to the department.
pub(super) async fn at_department(town: &Town, input: ProposalInput) -> ProposalId {
    let id = create(&town.cx(Role::Officer), input).await.unwrap();
    let head = town.cx(Role::CentreHead);
    assert_eq!(
        pass_on(&head, &[(id, 1)]).await.unwrap(),
        Holder::Department
    );
    id
}

fn select() -> DecisionInput {
    DecisionInput {
        outcome: Outcome::Select,
        granted: None,
        reason: String::new(),
        quarters: Quarters::default(),
    }
}

pub(super) fn decision() -> ApprovalInput {
    ApprovalInput {
        instrument_no: "99/QĐ-UBND".into(),
        instrument_on: Some(date(2022, 2, 1)),
        issuer: "UBND tỉnh".into(),
        reason: String::new(),
        without_budget: "Chưa có thông báo dự toán".into(),
    }
}

pub(super) fn messages(error: CommandError) -> String {
    match error {
        CommandError::Invalid(errors) => errors
            .into_iter()
            .map(|e| format!("{}: {}\n", e.field, e.message))
            .collect(),
        CommandError::Refused { reason, .. } | CommandError::Forbidden(reason) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_proposal_rises_from_the_commune_and_comes_back_with_a_remark() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcqg).await;
        let mut commune = town.cx(Role::Collaborator);
        if let Scope::Communes { communes, .. } = &mut commune.actor.scope {
            communes.push(town.commune);
        }
        let need = need::create(
            &commune,
            NeedInput {
                establishment_id: Some(establishment(1)),
                activity: Some(Activity::A3b),
                title: "Máy cắt CNC".into(),
                total_cost: Dong(500_000_000),
                own_money: Dong(300_000_000),
                help_wanted: Dong(200_000_000),
                year: Some(2022),
                met_on: Some(date(2022, 1, 4)),
                ..NeedInput::default()
            },
        )
        .await
        .unwrap();
        let input = ProposalInput {
            need_id: Some(need),
            establishment_id: None,
            ..machine(plan, 1, 200_000_000)
        };
        let id = create(&commune, input.clone()).await.unwrap();
        let again = messages(create(&commune, input).await.unwrap_err());
        assert!(again.starts_with("plan_id: "), "{again}");
        assert_eq!(pass_on(&commune, &[(id, 1)]).await.unwrap(), Holder::Centre);

        let head = town.cx(Role::CentreHead);
        let not_mine = messages(pass_on(&commune, &[(id, 2)]).await.unwrap_err());
        assert!(not_mine.contains("Trung tâm"), "{not_mine}");
        let unsaid = messages(send_back(&head, id, 2, " ").await.unwrap_err());
        assert!(unsaid.starts_with("remark: "), "{unsaid}");
        let back = send_back(&head, id, 2, "Thiếu báo giá").await.unwrap();
        assert_eq!(back, Holder::Commune);
        let returned = stored(&town, id).await;
        assert_eq!(
            (returned.state, returned.reason.as_str()),
            (ProposalState::Returned, "Thiếu báo giá"),
            "{}",
            town.t.engine
        );
        pass_on(&commune, &[(id, 3)]).await.unwrap();
        pass_on(&head, &[(id, 4)]).await.unwrap();
        let department = town.cx(Role::Appraiser);
        assert_eq!(
            pass_on(&department, &[(id, 5)]).await.unwrap(),
            Holder::Agency
        );
        let mut conn = head.read().await.unwrap();
        let remarks = store::remarks(&mut conn, id).await.unwrap();
        assert_eq!(remarks.len(), 1);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_national_centre_files_straight_to_the_agency() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcqg).await;
        let mut centre = town.cx(Role::CentreHead);
        centre.actor.scope = Scope::Region {
            centre: "IPC2".into(),
            provinces: vec![testkit::ba_ria_vung_tau()],
        };
        let loose = create(&centre, machine(plan, 1, 200_000_000)).await;
        assert!(
            loose.is_err(),
            "a national centre proposes its own projects"
        );
        let project = drafted_by(&centre, &town, FundingScope::Kcqg).await;
        let input = ProposalInput {
            project_id: Some(project),
            establishment_id: None,
            ..machine(plan, 1, 200_000_000)
        };
        let id = create(&centre, input).await.unwrap();
        assert_eq!(pass_on(&centre, &[(id, 1)]).await.unwrap(), Holder::Agency);
        let agency = town.cx(Role::MinistryAgency);
        let back = send_back(&agency, id, 2, "Bổ sung").await.unwrap();
        assert_eq!(back, Holder::Centre, "{}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn what_is_given_keeps_within_the_ceiling_and_the_eligible() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let wide = at_department(&town, machine(plan, 1, 260_000_000)).await;
        let proposal = stored(&town, wide).await;
        assert_eq!((proposal.ceiling, proposal.is_over()), (Some(CAP), true));
        let over = DecisionInput {
            granted: Some(Dong(250_000_000)),
            ..select()
        };
        let said = messages(decide(&cx, &[(wide, 2)], &over).await.unwrap_err());
        assert!(
            said.contains("250.000.000") && said.contains("200.000.000"),
            "{said}"
        );
        let foreign = at_department(&town, machine(plan, 3, 100_000_000)).await;
        let both = [(wide, 2), (foreign, 2)];
        let said = messages(decide(&cx, &both, &select()).await.unwrap_err());
        assert!(said.contains("ngoài danh mục"), "{said}");
        assert_eq!(
            stored(&town, wide).await.state,
            ProposalState::Open,
            "all or none"
        );
        decide(&cx, &[(wide, 2)], &select()).await.unwrap();
        assert_eq!(stored(&town, wide).await.granted, Some(CAP));
        let refuse = DecisionInput {
            outcome: Outcome::Refuse,
            ..select()
        };
        let said = messages(decide(&cx, &[(foreign, 2)], &refuse).await.unwrap_err());
        assert!(said.starts_with("reason: "), "{said}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_group_is_allowed_for_some_contents_and_its_ceiling_is_summed() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Officer);
        let group = ProposalInput {
            kind: Some(ProjectKind::Group),
            establishment_id: None,
            province_id: Some(testkit::ba_ria_vung_tau()),
            quantity: Some(3),
            total_cost: Some(Dong(1_800_000_000)),
            ..machine(plan, 1, 600_000_000)
        };
        let id = create(&cx, group.clone()).await.unwrap();
        assert_eq!(
            stored(&town, id).await.ceiling,
            Some(Dong(600_000_000)),
            "{}",
            town.t.engine
        );
        let model = ProposalInput {
            activity: Some(Activity::A3a),
            ..group
        };
        let said = messages(create(&cx, model).await.unwrap_err());
        assert!(said.starts_with("kind: "), "{said}");
        town.t.close().await;
    }
}

async fn order(town: &Town, plan: PlanId) -> Vec<(String, Dong)> {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    let request = PageRequest::new(None);
    store::ranked(
        &mut conn,
        &cx.actor.scope,
        plan,
        Holder::Department,
        request,
    )
    .await
    .unwrap()
    .rows
    .into_iter()
    .map(|r| (r.title, r.running))
    .collect()
}

#[tokio::test]
async fn points_order_the_proposals_flagships_first_and_people_move_them() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let first = at_department(&town, machine(plan, 1, 100_000_000)).await;
        let second = at_department(&town, machine(plan, 2, 120_000_000)).await;
        let flagship = ProposalInput {
            kind: Some(ProjectKind::Flagship),
            title: "Đề án điểm".into(),
            ..machine(plan, 1, 80_000_000)
        };
        at_department(&town, flagship).await;
        let mut conn = cx.read().await.unwrap();
        let shown = plan::store::find(&cx, &mut conn, plan).await.unwrap();
        let known = criteria::for_plan(&mut conn, &shown, cx.today())
            .await
            .unwrap();
        drop(conn);
        let points = |n: i64| ScoreInput {
            criterion_id: Some(known[0].id),
            points: Some(n),
            reason: "Cơ khí phục vụ nông nghiệp".into(),
        };
        let too_many = score(&cx, first, 2, &[points(11)]).await.unwrap_err();
        assert!(messages(too_many).starts_with("points_1: "));
        score(&cx, first, 2, &[points(4)]).await.unwrap();
        score(&cx, second, 2, &[points(9)]).await.unwrap();
        let most: i64 = known.iter().map(|c| c.most * c.weight).sum();
        let expected = 9 * known[0].weight * 10_000 / most;
        assert_eq!(stored(&town, second).await.score, Some(expected));
        rank_by_score(&cx, plan).await.unwrap();
        let titles = |rows: Vec<(String, Dong)>| rows.into_iter().map(|r| r.0).collect::<Vec<_>>();
        let running: Vec<i64> = order(&town, plan).await.iter().map(|r| r.1.0).collect();
        assert_eq!(
            running,
            [80_000_000, 200_000_000, 300_000_000],
            "{}",
            town.t.engine
        );
        assert_eq!(
            titles(order(&town, plan).await),
            ["Đề án điểm", "Máy cắt 2", "Máy cắt 1"]
        );
        rank(&cx, second, 3, Some(3), "Chưa đủ vốn đối ứng")
            .await
            .unwrap();
        assert_eq!(
            titles(order(&town, plan).await),
            ["Đề án điểm", "Máy cắt 1", "Máy cắt 2"]
        );
        rank(&cx, second, 4, Some(1), "Xã đảo").await.unwrap();
        assert_eq!(
            titles(order(&town, plan).await),
            ["Máy cắt 2", "Đề án điểm", "Máy cắt 1"]
        );
        town.t.close().await;
    }
}

async fn told(town: &Town, amount: i64) {
    let input = BudgetInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(2022),
        grant: GrantInput {
            amount: Some(Dong(amount)),
            instrument_no: "01/QĐ-UBND".into(),
            instrument_on: Some(date(2022, 1, 3)),
            issuer: "UBND tỉnh".into(),
            ..GrantInput::default()
        },
    };
    budget::create(&town.cx(Role::Accountant), input)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_approval_makes_lines_of_what_was_selected_within_the_budget() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        told(&town, 250_000_000).await;
        let cx = town.cx(Role::Appraiser);
        let first = at_department(&town, machine(plan, 1, 150_000_000)).await;
        let second = at_department(&town, machine(plan, 2, 150_000_000)).await;
        decide(&cx, &[(first, 2), (second, 2)], &select())
            .await
            .unwrap();
        let over = plan::approve(&cx, plan, 1, decision(), None).await;
        let said = messages(over.unwrap_err());
        assert!(
            said.contains("250.000.000") && said.contains("300.000.000"),
            "{said}"
        );
        assert_eq!(stored(&town, first).await.state, ProposalState::Selected);
        let reserve = DecisionInput {
            outcome: Outcome::Reserve,
            granted: None,
            reason: "Hết dự toán".into(),
            quarters: Quarters::default(),
        };
        decide(&cx, &[(second, 3)], &reserve).await.unwrap();
        plan::approve(&cx, plan, 1, decision(), None).await.unwrap();
        let twice = plan::approve(&cx, plan, 1, decision(), None).await;
        assert!(
            matches!(twice, Err(CommandError::Refused { .. })),
            "{twice:?}"
        );
        let approved = stored(&town, first).await;
        assert_eq!(approved.state, ProposalState::Approved, "{}", town.t.engine);
        let mut conn = cx.read().await.unwrap();
        let lines = plan::store::lines(&mut conn, plan).await.unwrap();
        assert_eq!(Some(lines[0].id), approved.plan_line_id);
        assert_eq!(lines[0].amount, Some(Dong(150_000_000)));
        let shown = plan::store::find(&cx, &mut conn, plan).await.unwrap();
        let told = budget::store::of(&mut conn, shown.area()).await.unwrap();
        assert_eq!(told.unwrap().allotted, Dong(150_000_000));
        let versions = plan::versions::all(&mut conn, plan).await.unwrap();
        assert_eq!((versions.len(), versions[0].amount), (1, Dong(150_000_000)));
        drop(conn);
        let late = create(&town.cx(Role::Officer), machine(plan, 2, 1)).await;
        assert!(messages(late.unwrap_err()).starts_with("plan_id: "));
        town.t.close().await;
    }
}

#[tokio::test]
async fn after_the_approval_the_selection_counts_each_money_once() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        told(&town, 500_000_000).await;
        let cx = town.cx(Role::Appraiser);
        let task = plan::PlanLineInput {
            title: "In bản tin".into(),
            activity: Some(Activity::A6),
            amount: Some(Dong(50_000_000)),
            ..plan::PlanLineInput::default()
        };
        plan::add_line(&cx, plan, task).await.unwrap();
        let first = at_department(&town, machine(plan, 1, 150_000_000)).await;
        let second = at_department(&town, machine(plan, 2, 100_000_000)).await;
        decide(&cx, &[(first, 2), (second, 2)], &select())
            .await
            .unwrap();
        let before = means_of(&town, plan).await;
        plan::approve(&cx, plan, 2, decision(), None).await.unwrap();
        assert_eq!(means_of(&town, plan).await, before, "{}", town.t.engine);
        assert_eq!(
            before,
            (Some(Dong(450_000_000)), 2, Dong(250_000_000)),
            "left for proposals, selected"
        );
        assert_eq!(
            order(&town, plan).await.last().unwrap().1,
            Dong(250_000_000)
        );

        // The first task is raised later: its proposal is shown with what it has now.
        let line = stored(&town, first).await.plan_line_id;
        let more = plan::PlanLineInput {
            title: "Máy cắt 1".into(),
            activity: Some(Activity::A3b),
            amount: Some(Dong(170_000_000)),
            ..plan::PlanLineInput::default()
        };
        plan::change(&cx, plan, line, more).await.unwrap();
        let raised = ApprovalInput {
            reason: "Giá tăng".into(),
            ..decision()
        };
        plan::adjust(&cx, plan, 3, raised, None).await.unwrap();
        assert_eq!(
            means_of(&town, plan).await,
            (Some(Dong(450_000_000)), 2, Dong(270_000_000)),
            "{}",
            town.t.engine
        );
        assert_eq!(
            order(&town, plan).await.last().unwrap().1,
            Dong(270_000_000)
        );
        let mut conn = cx.read().await.unwrap();
        let shown = plan::store::find(&cx, &mut conn, plan).await.unwrap();
        let paper = minutes::paper(&cx, &mut conn, &shown, Holder::Department)
            .await
            .unwrap();
        let text = papers::html(&paper);
        for said in [
            "Nhiệm vụ khác trong kế hoạch: 50.000.000",
            "Đề xuất được chọn: 2 đề xuất, 270.000.000",
            "Còn lại: 180.000.000",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        drop(conn);
        town.t.close().await;
    }
}

/// What the selection page says: left for proposals, how many are selected, their money.
async fn means_of(town: &Town, plan: PlanId) -> (Option<Dong>, i64, Dong) {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    let shown = plan::store::find(&cx, &mut conn, plan).await.unwrap();
    let means = pages::selection::means(&mut conn, &cx.actor.scope, &shown, Holder::Department)
        .await
        .unwrap();
    (means.left(), means.selected_count, means.selected)
}

#[tokio::test]
async fn people_see_the_proposals_of_their_place() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        create(&town.cx(Role::Officer), machine(plan, 1, 1_000))
            .await
            .unwrap();
        let seen = async |role: Role| {
            let cx = town.cx(role);
            let mut conn = cx.read().await.unwrap();
            let filter = Filter::default();
            store::sums(&mut conn, &cx.actor.scope, &filter)
                .await
                .unwrap()
                .0
        };
        assert_eq!(seen(Role::Appraiser).await, 1);
        assert_eq!(
            seen(Role::Collaborator).await,
            0,
            "another commune's, on {}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_quarters_set_at_the_selection_become_those_of_the_task() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let id = at_department(&town, machine(plan, 1, 180_000_000)).await;
        let split = |first: i64, third: i64| DecisionInput {
            quarters: Quarters {
                quarter_1: Some(Dong(first)),
                quarter_3: Some(Dong(third)),
                ..Quarters::default()
            },
            ..select()
        };
        let short = decide(&cx, &[(id, 2)], &split(80_000_000, 90_000_000)).await;
        let said = messages(short.unwrap_err());
        assert!(
            said.starts_with("quarter_1: Bốn quý cộng lại 170.000.000"),
            "{said}"
        );
        decide(&cx, &[(id, 2)], &split(80_000_000, 100_000_000))
            .await
            .unwrap();
        let reserve = DecisionInput {
            outcome: Outcome::Reserve,
            reason: "Chờ dự toán".into(),
            ..split(1, 1)
        };
        decide(&cx, &[(id, 3)], &reserve).await.unwrap();
        assert_eq!(
            stored(&town, id).await.quarters(),
            "",
            "nothing is given, nothing split"
        );
        decide(&cx, &[(id, 4)], &split(80_000_000, 100_000_000))
            .await
            .unwrap();
        plan::approve(&cx, plan, 1, decision(), None).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let lines = plan::store::lines(&mut conn, plan).await.unwrap();
        assert_eq!(
            lines[0].quarters(),
            "80.000.000 · 0 · 100.000.000 · 0",
            "{}",
            town.t.engine
        );
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn proposals_go_to_open_plans_of_this_year_or_later_and_to_the_one_they_are_in() {
    for town in towns().await {
        let old = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let offered = async |kept| {
            let mut conn = cx.read().await.unwrap();
            let open = plan::store::open(&cx, &mut conn, kept).await.unwrap();
            open.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        assert_eq!(
            offered(None).await,
            [old],
            "{}: of this year",
            town.t.engine
        );
        town.t.on(date(2023, 1, 2));
        assert!(offered(None).await.is_empty(), "its year has gone by");
        assert_eq!(
            offered(Some(old)).await,
            [old],
            "but one that is in it stays"
        );
        town.t.close().await;
    }
}
