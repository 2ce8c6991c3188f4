//! A group project and the list of its beneficiaries.

use db::{CommandError, Conn, sql};
use kernel::{Activity, CostLineId, Dong, FundingSource, ProjectId, Role};
use rules::{FundingScope, ProjectKind};

use super::walk::*;
use crate::{
    project::{
        Case, CostLine, ItemInput, Level, ProjectInput, create,
        list::{self, Filter},
        papers::{self as documents, Document},
        roster::{EntryInput, FixInput, fix, put_entry, remove_entry},
        set_costs, take, total_of, verify_money,
    },
    test_support::{Town, establishment, towns},
};

fn group(scope: FundingScope, activity: Activity) -> ProjectInput {
    ProjectInput {
        title: "Đào tạo nghề may cho lao động nông thôn".into(),
        kind: Some(ProjectKind::Group),
        activity: Some(activity),
        establishments: Vec::new(),
        ..machine_project(scope)
    }
}

async fn drawn_up(town: &Town, input: ProjectInput, cost: i64, asked: i64) -> ProjectId {
    let cx = town.cx(Role::Officer);
    let scope = input.scope.unwrap();
    let id = create(&cx, input).await.unwrap();
    let lines = vec![machine_line(scope, cost, asked)];
    set_costs(&cx, id, version(town, id).await, lines)
        .await
        .unwrap();
    id
}

fn class(name: &str, cost: i64, support: i64) -> EntryInput {
    EntryInput {
        name: name.into(),
        subject: "May công nghiệp".into(),
        quantity: Some(35),
        unit_word: "học viên".into(),
        list_ref: "12/DS, 03/03/2022".into(),
        cost: Some(Dong(cost)),
        support: Some(Dong(support)),
        ..EntryInput::default()
    }
}

fn machine_of(n: u128, cost: i64, support: i64) -> EntryInput {
    EntryInput {
        establishment_id: Some(establishment(n)),
        name: String::new(),
        subject: "Máy cắt laser CNC".into(),
        specification: "Công suất 3 kW".into(),
        ..class("", cost, support)
    }
}

async fn put(town: &Town, id: ProjectId, input: EntryInput) -> Result<CostLineId, CommandError> {
    let version = version(town, id).await;
    put_entry(&town.cx(Role::Officer), id, version, None, input).await
}

async fn fixing(town: &Town, id: ProjectId) -> FixInput {
    FixInput {
        version: version(town, id).await,
        coordinator: "Phòng Kinh tế huyện Đất Đỏ".into(),
        paper: paper("05/TTKC"),
        ..FixInput::default()
    }
}

async fn case(town: &Town, id: ProjectId) -> Case {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    Case::load(&cx, &mut conn, id).await.unwrap()
}

fn refusal(error: CommandError) -> String {
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

async fn sound(town: &Town) {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    assert_eq!(verify_money(&mut conn).await.unwrap(), []);
    assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
    assert_eq!(crate::plan::verify(&mut conn).await.unwrap(), []);
}

async fn taken(conn: &mut Conn, id: ProjectId) -> Dong {
    let (taken,): (Dong,) = conn
        .one(sql!(
            "SELECT l.taken FROM plan_line l JOIN project p ON p.plan_line_id = l.id
              WHERE p.id = ?",
            id
        ))
        .await
        .unwrap();
    taken
}

#[tokio::test]
async fn a_training_group_names_its_classes_after_the_allotment_and_before_the_contract() {
    for town in towns().await {
        let input = group(FundingScope::Kcqg, Activity::A1);
        let id = drawn_up(&town, input, 400_000_000, 200_000_000).await;
        nationally_allotted(&town, id).await;
        let head = town.cx(Role::CentreHead);
        let contract = usual(&town, id, "contract").await;
        let early = take(&head, id, "contract", contract, Some(&scan())).await;
        let why = refusal(early.unwrap_err());
        assert!(why.contains("Chưa có đơn vị thụ hưởng nào"), "{why}");

        put(&town, id, class("Lớp 1", 200_000_000, 100_000_000))
            .await
            .unwrap();
        let second = put(&town, id, class("Lớp 2", 240_000_000, 120_000_000))
            .await
            .unwrap();
        let listed = {
            let mut conn = head.read().await.unwrap();
            let (scope, all) = (&head.actor.scope, Filter::default());
            list::page(&mut conn, scope, &all, db::PageRequest::new(None))
                .await
                .unwrap()
        };
        assert_eq!(listed.rows[0].serves.names, ["Lớp 1", "Lớp 2"]);
        assert_eq!(listed.rows[0].serves.total, 2);
        let over = fix(&head, id, fixing(&town, id).await, None).await;
        let why = refusal(over.unwrap_err());
        assert!(why.contains("cao hơn số được giao 200.000.000"), "{why}");

        let cx = town.cx(Role::Officer);
        let less = class("Lớp 2", 160_000_000, 80_000_000);
        put_entry(&cx, id, version(&town, id).await, Some(second), less)
            .await
            .unwrap();
        let not_head = fix(&cx, id, fixing(&town, id).await, None).await;
        assert!(matches!(not_head, Err(CommandError::Forbidden(_))));
        let no_paper = FixInput {
            paper: Default::default(),
            ..fixing(&town, id).await
        };
        let why = refusal(fix(&head, id, no_paper, None).await.unwrap_err());
        assert!(why.contains("paper_number"), "{why}");
        fix(&head, id, fixing(&town, id).await, None).await.unwrap();

        let case = case(&town, id).await;
        let source = FundingSource::Kcqg;
        assert_eq!(total_of(&case.lines, source).allotted, Dong(200_000_000));
        let each: Vec<i64> = case.lines.iter().map(|l| l.of(source).allotted.0).collect();
        assert_eq!(each.iter().sum::<i64>(), 200_000_000);
        assert!(
            each.contains(&100_000_000) && each.contains(&80_000_000),
            "{each:?}"
        );
        assert!(
            each.contains(&20_000_000),
            "what nobody got stays common: {each:?}"
        );
        let late = put(&town, id, class("Lớp 3", 10_000_000, 5_000_000)).await;
        assert!(
            refusal(late.unwrap_err()).contains("đã chốt"),
            "{}",
            town.t.engine
        );
        sound(&town).await;
        step(&town, id, Role::CentreHead, "contract").await;
        sound(&town).await;
        town.t.close().await;
    }
}

fn learners(name: &str, enrolled: i64, finished: i64) -> ItemInput {
    ItemInput {
        name: name.into(),
        quantity: 1,
        price: Dong(100_000_000),
        invoice_no: format!("HĐ {name}"),
        invoice_on: Some(jiff::civil::date(2022, 3, 1)),
        enrolled: Some(enrolled),
        finished: Some(finished),
        certified: Some(finished),
        ..ItemInput::default()
    }
}

#[tokio::test]
async fn classes_are_accepted_by_their_learners_and_told_apart() {
    for town in towns().await {
        let input = group(FundingScope::Kcqg, Activity::A1);
        let id = drawn_up(&town, input, 400_000_000, 160_000_000).await;
        nationally_allotted(&town, id).await;
        for name in ["Lớp may số 1", "Lớp may số 2"] {
            put(&town, id, class(name, 200_000_000, 80_000_000))
                .await
                .unwrap();
        }
        let head = town.cx(Role::CentreHead);
        fix(&head, id, fixing(&town, id).await, None).await.unwrap();
        let names: Vec<String> = case(&town, id)
            .await
            .lines
            .iter()
            .map(CostLine::name)
            .collect();
        for name in ["Lớp may số 1", "Lớp may số 2"] {
            let whole = format!("{name} · May công nghiệp");
            assert!(names.contains(&whole), "{names:?}");
        }
        step(&town, id, Role::CentreHead, "contract").await;
        let contract = {
            let mut conn = head.read().await.unwrap();
            let case = Case::load(&head, &mut conn, id).await.unwrap();
            let paper = documents::paper(&head, &mut conn, &case, Document::Contract).await;
            ::papers::html(&paper.unwrap()).replace('\u{a0}', " ")
        };
        for words in [
            "Lớp may số 1",
            "Số: 01/contract",
            "Các bên ký",
            case(&town, id).await.project.implementer.as_str(),
        ] {
            assert!(contract.contains(words), "{words}: {contract}");
        }
        step(&town, id, Role::Officer, "implementation").await;

        let officer = town.cx(Role::Officer);
        let deliver = async |items: Vec<ItemInput>| {
            let mut input = usual(&town, id, "delivery").await;
            input.items = items;
            take(&officer, id, "delivery", input, None).await
        };
        let more = deliver(vec![learners("Lớp may số 1", 35, 36)]).await;
        let why = refusal(more.unwrap_err());
        assert!(why.contains("item_1_finished"), "{why}");
        let machine = deliver(vec![machine("LX-1")]).await;
        let why = refusal(machine.unwrap_err());
        assert!(
            why.contains("item_1_enrolled") && why.contains("không có số sê-ri"),
            "{why}"
        );
        let mut above = learners("Lớp may số 1", 35, 33);
        above.employed = Some(34);
        let why = refusal(deliver(vec![above]).await.unwrap_err());
        assert!(why.contains("item_1_employed"), "{why}");
        deliver(vec![
            learners("Lớp may số 1", 35, 33),
            learners("Lớp may số 2", 35, 35),
        ])
        .await
        .unwrap();
        step(&town, id, Role::CentreHead, "acceptance").await;

        // Each invoice goes to the line of its class, though both lines bear one title.
        crate::settlement::propose(&town.cx(Role::Accountant), id)
            .await
            .unwrap();
        let cx = town.cx(Role::Accountant);
        let mut conn = cx.read().await.unwrap();
        let (lines,): (i64,) = conn
            .one(sql!(
                "SELECT COUNT(DISTINCT line_id) FROM voucher WHERE project_id = ?",
                id
            ))
            .await
            .unwrap();
        assert_eq!(lines, 2, "{}", town.t.engine);
        let kept = crate::project::items_of(&mut conn, id).await.unwrap();
        assert_eq!(
            (kept[0].enrolled, kept[0].finished, kept[0].employed),
            (Some(35), Some(33), None)
        );
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_machine_group_names_machines_before_the_ministry_appraisal() {
    for town in towns().await {
        let input = group(FundingScope::Kcqg, Activity::A3b);
        let id = drawn_up(&town, input, 400_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        step(&town, id, Role::Appraiser, "selection").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        step(&town, id, Role::Appraiser, "ministry-submission").await;
        pass_appraisal(&town, id, Role::MinistryAgency, Level::Ministry).await;
        let agency = town.cx(Role::MinistryAgency);
        let input = usual(&town, id, "ministry-approval").await;
        let early = take(&agency, id, "ministry-approval", input, Some(&scan())).await;
        let why = refusal(early.unwrap_err());
        assert!(why.contains("loại máy trước thẩm định cấp Bộ"), "{why}");

        step(
            &town,
            id,
            Role::MinistryAgency,
            "ministry-supplement-request",
        )
        .await;
        set_costs(
            &town.cx(Role::Officer),
            id,
            version(&town, id).await,
            Vec::new(),
        )
        .await
        .unwrap();
        let classless = put(&town, id, class("Lớp", 100_000_000, 50_000_000)).await;
        assert!(refusal(classless.unwrap_err()).contains("establishment_id"));
        let first = put(&town, id, machine_of(1, 300_000_000, 150_000_000))
            .await
            .unwrap();
        put(&town, id, machine_of(2, 500_000_000, 200_000_000))
            .await
            .unwrap();
        let twice = put(&town, id, machine_of(2, 500_000_000, 200_000_000)).await;
        assert!(refusal(twice.unwrap_err()).contains("đã có trong danh sách"));
        let more = EntryInput {
            support: Some(Dong(400_000_000)),
            ..machine_of(4, 300_000_000, 0)
        };
        assert!(refusal(put(&town, id, more).await.unwrap_err()).contains("support"));
        let known = case(&town, id).await;
        assert_eq!(
            known.beneficiaries.len(),
            2,
            "they are the project's at once"
        );
        assert_eq!(known.promotion().requested, Dong(350_000_000));

        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "ministry-supplement").await;
        pass_appraisal(&town, id, Role::MinistryAgency, Level::Ministry).await;
        step(&town, id, Role::MinistryAgency, "ministry-approval").await;
        step(&town, id, Role::MinistryAgency, "allotment").await;
        let cx = town.cx(Role::Officer);
        let vague = EntryInput {
            specification: String::new(),
            ..machine_of(1, 300_000_000, 150_000_000)
        };
        put_entry(&cx, id, version(&town, id).await, Some(first), vague)
            .await
            .unwrap();
        let head = town.cx(Role::CentreHead);
        let alone = FixInput {
            coordinator: String::new(),
            ..fixing(&town, id).await
        };
        let why = refusal(fix(&head, id, alone, None).await.unwrap_err());
        assert!(
            why.contains("coordinator") && why.contains("thông số kỹ thuật"),
            "{why}"
        );
        // A cheaper machine: what is not used goes back to the plan.
        let exact = machine_of(1, 280_000_000, 140_000_000);
        put_entry(&cx, id, version(&town, id).await, Some(first), exact)
            .await
            .unwrap();
        fix(&head, id, fixing(&town, id).await, None).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        assert_eq!(
            taken(&mut conn, id).await,
            Dong(340_000_000),
            "{}",
            town.t.engine
        );
        drop(conn);
        sound(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_fixed_list_changes_by_adjustment_only() {
    for town in towns().await {
        let input = group(FundingScope::Kcqg, Activity::A5);
        let id = drawn_up(&town, input, 400_000_000, 200_000_000).await;
        nationally_allotted(&town, id).await;
        let first = put(&town, id, machine_of(1, 200_000_000, 100_000_000))
            .await
            .unwrap();
        put(&town, id, machine_of(2, 200_000_000, 100_000_000))
            .await
            .unwrap();
        let head = town.cx(Role::CentreHead);
        fix(&head, id, fixing(&town, id).await, None).await.unwrap();
        assert_eq!(case(&town, id).await.beneficiaries.len(), 2);
        // The table itself keeps what was fixed.
        let mut tx = town.t.db.begin().await.unwrap();
        let sly = tx
            .exec(sql!(
                "UPDATE roster_entry SET name = 'khác' WHERE project_id = ?",
                id
            ))
            .await;
        assert!(sly.is_err(), "{}", town.t.engine);
        drop(tx);

        let cx = town.cx(Role::Officer);
        step(&town, id, Role::Officer, "adjustment-request").await;
        remove_entry(&cx, id, version(&town, id).await, first)
            .await
            .unwrap();
        put(&town, id, machine_of(4, 200_000_000, 100_000_000))
            .await
            .unwrap();
        step(&town, id, Role::Appraiser, "adjustment-opinion").await;
        step(&town, id, Role::MinistryAgency, "adjustment-refusal").await;
        let kept = case(&town, id).await;
        let names = |case: &Case| case.project.beneficiaries.clone();
        assert!(names(&kept).contains("Phước Hải 1"), "{}", names(&kept));

        step(&town, id, Role::Officer, "adjustment-request").await;
        remove_entry(&cx, id, version(&town, id).await, first)
            .await
            .unwrap();
        put(&town, id, machine_of(4, 200_000_000, 100_000_000))
            .await
            .unwrap();
        step(&town, id, Role::Appraiser, "adjustment-opinion").await;
        step(&town, id, Role::MinistryAgency, "adjustment").await;
        let changed = case(&town, id).await;
        assert!(
            names(&changed).contains("Thành Công"),
            "{}",
            names(&changed)
        );
        assert!(!names(&changed).contains("Phước Hải 1"));
        assert_eq!(changed.promotion().allotted, Dong(200_000_000));
        assert_eq!(changed.roster.fixed.unwrap().number, 3);
        sound(&town).await;
        step(&town, id, Role::CentreHead, "contract").await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn each_beneficiary_has_a_ceiling_of_its_own() {
    for town in towns().await {
        let input = group(FundingScope::Kcqg, Activity::A4c);
        let id = drawn_up(&town, input, 400_000_000, 200_000_000).await;
        nationally_allotted(&town, id).await;
        // Half of 200 million is the ceiling of this one, though the group as a whole has room.
        put(&town, id, machine_of(1, 200_000_000, 150_000_000))
            .await
            .unwrap();
        let stranger = machine_of(3, 40_000_000, 20_000_000);
        put(&town, id, stranger).await.unwrap();
        let head = town.cx(Role::CentreHead);
        let why = refusal(
            fix(&head, id, fixing(&town, id).await, None)
                .await
                .unwrap_err(),
        );
        assert!(why.contains("cao hơn mức tối đa 100.000.000"), "{why}");
        assert!(why.contains("Phước Hải 3: chưa đủ điều kiện"), "{why}");
        let outside = EntryInput {
            establishment_id: Some(establishment(9)),
            ..machine_of(9, 1, 1)
        };
        let why = refusal(put(&town, id, outside).await.unwrap_err());
        assert!(
            why.contains("trong phạm vi của bạn"),
            "{}: {why}",
            town.t.engine
        );
        town.t.close().await;
    }
}
