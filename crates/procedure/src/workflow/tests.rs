use db::{CommandError, Cx, Upload, sql};
use jiff::civil::{Date, date};
use kernel::{Lang, Role, Scope, UnitId, UnitLevel, WorkflowDraftId, WorkflowId};
use rules::{FundingScope, workflow};
use testkit::{TestDb, ba_ria_vung_tau, ho_chi_minh};

use super::{
    commands::{
        BeginInput, PublishInput, begin, discard, import, publish, put_head, put_state, put_step,
        remove_state, remove_step,
    },
    edit::{DeciderInput, HeadInput, ProofInput, StateInput, StepInput},
    paper_file::{attach, of_version},
    *,
};
use crate::MIGRATIONS;

async fn both() -> Vec<TestDb> {
    let all = testkit::both(&[MIGRATIONS]).await;
    for t in &all {
        assert_eq!(load(&t.cx(Role::Administrator)).await.unwrap(), 2);
    }
    all
}

async fn builtin(cx: &Cx, scope: FundingScope) -> WorkflowId {
    let mut conn = cx.read().await.unwrap();
    let versions = all(&mut conn).await.unwrap();
    versions.iter().find(|v| v.scope == scope).unwrap().id
}

fn for_us(valid_from: Date) -> BeginInput {
    BeginInput {
        territory: Some(ba_ria_vung_tau()),
        valid_from: Some(valid_from),
    }
}

fn decision() -> PublishInput {
    PublishInput {
        number: "41/QĐ-SCT".into(),
        signed_on: Some(date(2014, 5, 1)),
        signer: "Giám đốc Sở Công Thương".into(),
        file: None,
    }
}

/// A state that waits for the finance department.
fn waiting() -> StateInput {
    StateInput {
        vi: "Chờ ý kiến Sở Tài chính".into(),
        en: "Waiting for the finance department".into(),
        tone: "waiting".into(),
        ..StateInput::default()
    }
}

fn step(vi: &str, from: &str, to: &str) -> StepInput {
    StepInput {
        vi: vi.into(),
        en: "A step".into(),
        from: vec![from.into()],
        to: to.into(),
        roles: vec!["appraiser".into()],
        proof: ProofInput {
            vi: "Công văn".into(),
            en: "Letter".into(),
            required: true,
            file: false,
            kind: "letter".into(),
        },
        ..StepInput::default()
    }
}

async fn draft_of(cx: &Cx, id: WorkflowDraftId) -> Draft {
    let mut conn = cx.read().await.unwrap();
    store::draft(&mut conn, &cx.actor.scope, id)
        .await
        .unwrap()
        .unwrap()
}

async fn newest_number(cx: &Cx, province: UnitId, on: Date) -> (String, i64) {
    let mut conn = cx.read().await.unwrap();
    let found = newest(&mut conn, FundingScope::Kcdp, province, on).await;
    let version = found.unwrap().unwrap();
    (version.key, version.number)
}

fn refusal(error: CommandError) -> (&'static str, String) {
    match error {
        CommandError::Refused { problem, reason } => (problem, reason),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn definitions_are_loaded_once_and_are_sound() {
    for t in both().await {
        assert_eq!(load(&t.cx(Role::Administrator)).await.unwrap(), 0);
        let mut conn = t.db.read().await.unwrap();
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        assert_eq!(all(&mut conn).await.unwrap().len(), 2);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_new_definition_of_the_product_stands_beside_the_one_that_projects_run_on() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let mut before = workflow::kcdp();
        before.version = 1;
        let id: WorkflowId = cx.new_id();
        let mut tx = cx.begin().await.unwrap();
        tx.exec(sql!(
            "INSERT INTO workflow_version
                 (id, key, number, scope, territory_id, definition, valid_from, created_at, article)
             VALUES (?, 'kcdp', 1, 'kcdp', NULL, ?, ?, ?, '')",
            id,
            before.to_json(),
            date(2014, 1, 1),
            cx.now(),
        ))
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(load(&cx).await.unwrap(), 2, "{}", t.engine);
        let mut conn = cx.read().await.unwrap();
        let kept = by_id(&mut conn, id).await.unwrap().unwrap();
        assert_eq!(kept.definition, before);
        drop(conn);
        let later = newest_number(&cx, ho_chi_minh(), date(2026, 1, 1)).await;
        assert_eq!(later, ("kcdp".to_owned(), 2));
        t.close().await;
    }
}

#[tokio::test]
async fn a_definition_of_the_product_whose_number_was_used_by_hand_gets_the_next() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        // The product came with version 1, and somebody published a version 2 by decision.
        let published = date(2024, 1, 1);
        let mut old = workflow::kcdp();
        old.title.vi = "Bản trước".into();
        let mut tx = cx.begin().await.unwrap();
        for (number, from, by) in [(1, date(2014, 1, 1), ""), (2, published, "Cục")] {
            old.version = number;
            tx.exec(sql!(
                "INSERT INTO workflow_version
                     (id, key, number, scope, territory_id, definition, valid_from, published_by,
                      created_at, article)
                 VALUES (?, 'kcdp', ?, 'kcdp', NULL, ?, ?, ?, ?, '')",
                cx.new_id::<()>(),
                i64::from(number),
                old.to_json(),
                from,
                by,
                cx.now(),
            ))
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(load(&cx).await.unwrap(), 2, "{}", t.engine);
        assert_eq!(load(&cx).await.unwrap(), 0, "{}", t.engine);
        let mut conn = cx.read().await.unwrap();
        let kept = all(&mut conn).await.unwrap();
        let ours = kept.iter().find(|v| v.key == "kcdp" && v.number == 3);
        let mut expected = workflow::kcdp();
        expected.version = 3;
        assert_eq!(ours.unwrap().definition, expected);
        assert_eq!(kept.iter().filter(|v| v.key == "kcdp").count(), 3);
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        drop(conn);
        // What was published stays in force from its first day.
        let number = async |on| newest_number(&cx, ho_chi_minh(), on).await.1;
        assert_eq!(number(published.yesterday().unwrap()).await, 3);
        assert_eq!(number(published).await, 2);
        t.close().await;
    }
}

#[tokio::test]
async fn what_was_published_from_the_first_day_of_all_stays_before_the_product() {
    for t in both().await {
        let cx = t.cx(Role::Administrator);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let first = {
            let mut conn = cx.read().await.unwrap();
            by_id(&mut conn, base).await.unwrap().unwrap().valid_from
        };
        let input = BeginInput {
            territory: None,
            valid_from: Some(first),
        };
        let draft = begin(&cx, base, input).await.unwrap();
        let own = publish(&cx, draft, 1, decision()).await.unwrap();
        // A later release brings another definition, under the next number.
        let mut tx = cx.begin().await.unwrap();
        tx.exec(sql!(
            "INSERT INTO workflow_version
                 (id, key, number, scope, territory_id, definition, valid_from, created_at, article)
             SELECT ?, key, 9, scope, territory_id, definition, valid_from, created_at, ''
               FROM workflow_version WHERE id = ?",
            cx.new_id::<()>(),
            base,
        ))
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let followed = newest(&mut conn, FundingScope::Kcdp, ho_chi_minh(), first).await;
        assert_eq!(followed.unwrap().unwrap().id, own, "{}", t.engine);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_edits_its_own_workflow_which_counts_from_its_first_day() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let from = date(2014, 6, 1);
        let id = begin(&cx, base, for_us(from)).await.unwrap();
        let code = put_state(&cx, id, 1, None, &waiting()).await.unwrap();
        assert_eq!(code, "cho_y_kien_so_tai_chinh");
        let refused = publish(&cx, id, 2, decision()).await.unwrap_err();
        let (problem, reason) = refusal(refused);
        assert_eq!(problem, "workflow-faulty");
        assert!(reason.contains("“Chờ ý kiến Sở Tài chính”"), "{reason}");
        let there = step("Lấy ý kiến Sở Tài chính", "base_passed", &code);
        put_step(&cx, id, 2, None, &there).await.unwrap();
        let back = step("Sở Tài chính đồng ý", &code, "base_passed");
        put_step(&cx, id, 3, None, &back).await.unwrap();
        let version = publish(&cx, id, 4, decision()).await.unwrap();
        let brvt = ba_ria_vung_tau();
        let before = newest_number(&cx, brvt, date(2014, 5, 31)).await;
        assert_eq!(before, ("kcdp".to_owned(), 2), "{}", t.engine);
        let own = (format!("kcdp-{brvt}"), 1);
        assert_eq!(newest_number(&cx, brvt, from).await, own);
        assert_eq!(newest_number(&cx, brvt, date(2026, 1, 1)).await, own);
        let elsewhere = newest_number(&cx, ho_chi_minh(), date(2026, 1, 1)).await;
        assert_eq!(elsewhere, ("kcdp".to_owned(), 2));
        let mut conn = cx.read().await.unwrap();
        let kept = by_id(&mut conn, version).await.unwrap().unwrap();
        assert_eq!(kept.from, Some(base));
        assert_eq!(kept.paper.unwrap().number, "41/QĐ-SCT");
        assert!(kept.definition.state(&code).is_some());
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        drop(conn);
        let (problem, _) = refusal(publish(&cx, id, 5, decision()).await.unwrap_err());
        assert_eq!(problem, "draft-closed");
        t.close().await;
    }
}

#[tokio::test]
async fn what_was_published_is_never_changed() {
    for t in both().await {
        let cx = t.cx(Role::Administrator);
        for statement in [
            "UPDATE workflow_version SET valid_from = '2030-01-01'",
            "DELETE FROM workflow_version",
        ] {
            let mut tx = cx.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{}", t.engine);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_later_version_may_not_begin_before_the_one_it_replaces() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let first = begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        let first = publish(&cx, first, 1, decision()).await.unwrap();
        let early = begin(&cx, first, for_us(date(2025, 12, 31))).await.unwrap();
        let (problem, _) = refusal(publish(&cx, early, 1, decision()).await.unwrap_err());
        assert_eq!(problem, "version-too-early", "{}", t.engine);
        let draft = draft_of(&cx, early).await;
        let head = HeadInput {
            article: String::new(),
            instrument_id: None,
            title_vi: "Quy trình của tỉnh".into(),
            title_en: "The province's".into(),
            start: draft.definition.start.clone(),
            opening_vi: "Ghi nhu cầu".into(),
            opening_en: "Record a need".into(),
            roles: vec!["officer".into()],
            guards: Vec::new(),
            proof: ProofInput {
                vi: "Phiếu".into(),
                en: "Sheet".into(),
                ..ProofInput::default()
            },
        };
        put_head(&cx, early, 1, &head, Some(date(2026, 2, 1)))
            .await
            .unwrap();
        publish(&cx, early, 2, decision()).await.unwrap();
        let number = |on| newest_number(&cx, ba_ria_vung_tau(), on);
        assert_eq!(number(date(2026, 1, 31)).await.1, 1);
        assert_eq!(number(date(2026, 2, 1)).await.1, 2);
        t.close().await;
    }
}

#[tokio::test]
async fn of_two_editors_the_slower_one_is_told() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let id = begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        put_state(&cx, id, 1, None, &waiting()).await.unwrap();
        let late = put_state(&cx, id, 1, None, &waiting()).await;
        assert!(matches!(late, Err(CommandError::Stale)), "{}", t.engine);
        let late = publish(&cx, id, 1, decision()).await;
        assert!(matches!(late, Err(CommandError::Stale)));
        let again = begin(&cx, base, for_us(date(2026, 1, 1))).await;
        assert_eq!(refusal(again.unwrap_err()).0, "draft-open");
        discard(&cx, id, 2).await.unwrap();
        begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        t.close().await;
    }
}

#[tokio::test]
async fn a_province_writes_its_own_local_workflow_and_nothing_else() {
    for t in both().await {
        let department = t.cx(Role::Appraiser);
        let local = builtin(&department, FundingScope::Kcdp).await;
        let national = builtin(&department, FundingScope::Kcqg).await;
        let elsewhere = UnitId::new(UnitLevel::Province, 31, 1);
        for territory in [None, Some(elsewhere)] {
            let input = BeginInput {
                territory,
                valid_from: Some(date(2026, 1, 1)),
            };
            let refused = begin(&department, local, input).await;
            assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        }
        let refused = begin(&department, national, for_us(date(2026, 1, 1))).await;
        assert!(matches!(refused, Err(CommandError::Invalid(_))));
        for role in [Role::Officer, Role::CentreHead, Role::MinistryAgency] {
            let refused = begin(&t.cx(role), local, for_us(date(2026, 1, 1))).await;
            assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        }
        let agency = t.cx(Role::MinistryAgency);
        let nationwide = BeginInput {
            territory: None,
            valid_from: Some(date(2026, 1, 1)),
        };
        let draft = begin(&agency, national, nationwide).await.unwrap();
        let hidden = put_state(&department, draft, 1, None, &waiting()).await;
        assert!(matches!(hidden, Err(CommandError::NotFound)));
        let mut other = t.cx(Role::Appraiser);
        other.actor.scope = Scope::Provinces(vec![elsewhere]);
        let ours = begin(&department, local, for_us(date(2026, 1, 1)))
            .await
            .unwrap();
        let hidden = remove_state(&other, ours, 1, "reserve").await;
        assert!(matches!(hidden, Err(CommandError::NotFound)));
        t.close().await;
    }
}

#[tokio::test]
async fn a_workflow_travels_between_provinces_as_a_file() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let mut own = workflow::kcdp();
        own.states[0].name.vi = "Nhu cầu của cơ sở".into();
        let id = import(&cx, &own.to_json(), for_us(date(2026, 1, 1)))
            .await
            .unwrap();
        let draft = draft_of(&cx, id).await;
        assert_eq!(draft.definition.states[0].name.vi, "Nhu cầu của cơ sở");
        discard(&cx, id, 1).await.unwrap();
        for broken in ["", "{}", "không phải JSON"] {
            let refused = import(&cx, broken, for_us(date(2026, 1, 1))).await;
            assert!(matches!(refused, Err(CommandError::Invalid(_))), "{broken}");
        }
        own.main_path.pop();
        let faulty = import(&cx, &own.to_json(), for_us(date(2026, 1, 1)))
            .await
            .unwrap();
        let refused = publish(&cx, faulty, 1, decision()).await.unwrap_err();
        assert_eq!(refusal(refused).0, "workflow-faulty");
        t.close().await;
    }
}

#[tokio::test]
async fn what_a_draft_changes_is_said_in_sentences() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let id = begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        let renamed = StateInput {
            vi: "Nhu cầu của cơ sở".into(),
            en: "Need".into(),
            tone: "draft".into(),
            terminal: false,
            position: Some(1),
        };
        put_state(&cx, id, 1, Some("need"), &renamed).await.unwrap();
        remove_step(&cx, id, 2, "reserve").await.unwrap();
        remove_state(&cx, id, 3, "reserve").await.unwrap();
        let definition = draft_of(&cx, id).await.definition;
        let said = difference::differences(&workflow::kcdp(), &definition, Lang::Vi);
        for expected in [
            "Đổi tên trạng thái “Nhu cầu” thành “Nhu cầu của cơ sở”.",
            "Bỏ trạng thái “Dự phòng”.",
            "Bỏ bước “Đưa vào dự phòng”.",
            "Sửa bước “Giao kinh phí từ dự phòng”: nơi xuất phát.",
        ] {
            assert!(said.iter().any(|line| line == expected), "{said:?}");
        }
        let faults = workflow::check(&definition);
        assert_eq!(
            faults,
            [workflow::Fault::FromNowhere("reserve-allotment".into())]
        );
        t.close().await;
    }
}

#[tokio::test]
async fn who_decides_which_subject_is_edited_and_named_in_the_difference() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let id = begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        let decider = |article: &str, verified| DeciderInput {
            change: "time".into(),
            role: "centre_head".into(),
            article: article.into(),
            verified,
        };
        let adjustment = |deciders| StepInput {
            roles: vec!["appraiser".into(), "centre_head".into()],
            guards: vec!["within_ceiling".into(), "cost_complete".into()],
            effect: "adjust".into(),
            deciders,
            proof: ProofInput {
                vi: "Quyết định".into(),
                en: "Decision".into(),
                required: true,
                ..ProofInput::default()
            },
            ..step("Đồng ý điều chỉnh", "adjust_req", "@origin")
        };
        let bare = adjustment(vec![decider("", true)]);
        let refused = put_step(&cx, id, 1, Some("adjustment"), &bare).await;
        let Err(CommandError::Invalid(errors)) = refused else {
            panic!("nothing is verified without a text: {refused:?}");
        };
        assert_eq!(errors[0].field, "decider_time_article");
        let named = adjustment(vec![decider("Quy chế, Điều 12", false)]);
        put_step(&cx, id, 1, Some("adjustment"), &named)
            .await
            .unwrap();
        let definition = draft_of(&cx, id).await.definition;
        let kept = &definition.transition("adjustment").unwrap().deciders;
        assert_eq!(
            kept[0].sentence(Lang::Vi),
            "Thời gian thực hiện: Giám đốc Trung tâm (Quy chế, Điều 12; chưa kiểm chứng)"
        );
        assert_eq!(workflow::check(&definition), []);
        let said = difference::differences(&workflow::kcdp(), &definition, Lang::Vi);
        assert!(
            said.iter().any(|line| line.contains("nơi quyết định")),
            "{said:?}"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn codes_are_made_from_names_and_bad_choices_are_named() {
    for t in both().await {
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let id = begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        let money = step("Money", "draft", "registered");
        assert_eq!(put_step(&cx, id, 1, None, &money).await.unwrap(), "money-2");
        let twice = step("Đăng ký kế hoạch", "draft", "registered");
        let code = put_step(&cx, id, 2, None, &twice).await.unwrap();
        assert_eq!(code, "dang-ky-ke-hoach");
        let wrong = StepInput {
            to: "nowhere".into(),
            roles: vec!["king".into()],
            guards: vec!["luck".into()],
            ..step("", "nowhere", "")
        };
        let CommandError::Invalid(errors) = put_step(&cx, id, 3, None, &wrong).await.unwrap_err()
        else {
            panic!("it is refused field by field");
        };
        for field in ["vi", "to", "from", "roles", "guards"] {
            assert!(
                errors.iter().any(|e| e.field == field),
                "{field}: {errors:?}"
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_faulty_definition_in_the_table_is_found() {
    for t in both().await {
        let mut faulty = workflow::kcdp();
        faulty.main_path.pop();
        let cx = t.cx(Role::Administrator);
        let mut tx = cx.begin().await.unwrap();
        for (number, json) in [(8_i64, faulty.to_json()), (9, "{}".to_owned())] {
            tx.exec(sql!(
                "INSERT INTO workflow_version
                     (id, key, number, scope, definition, valid_from, created_at)
                 VALUES (?, 'kcdp', ?, 'kcdp', ?, ?, ?)",
                cx.new_id::<()>(),
                number,
                json,
                date(2022, 1, 1),
                cx.now(),
            ))
            .await
            .unwrap();
        }
        let faults = verify(&mut tx).await.unwrap();
        let names: Vec<&str> = faults.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["kcdp 8", "kcdp 9"]);
        drop(tx);
        t.close().await;
    }
}

#[tokio::test]
async fn the_signed_decision_comes_with_the_publication_or_later_and_stays() {
    for t in both().await {
        let scan = |text: &str| Upload {
            name: "41-QD-SCT.pdf".into(),
            bytes: format!("%PDF-1.4\n{text}\n%%EOF\n").into_bytes().into(),
        };
        let cx = t.cx(Role::Appraiser);
        let base = builtin(&cx, FundingScope::Kcdp).await;
        let none = attach(&t.cx(Role::Administrator), base, Some(&scan("x"))).await;
        assert_eq!(refusal(none.unwrap_err()).0, "no-decision", "{}", t.engine);
        let draft = begin(&cx, base, for_us(date(2026, 1, 1))).await.unwrap();
        let wrong = PublishInput {
            file: Some(Upload {
                name: "a.pdf".into(),
                bytes: b"no paper".as_slice().into(),
            }),
            ..decision()
        };
        let wrong = publish(&cx, draft, 1, wrong).await;
        assert!(matches!(wrong, Err(CommandError::Invalid(_))), "{wrong:?}");
        let first = PublishInput {
            file: Some(scan("one")),
            ..decision()
        };
        let id = publish(&cx, draft, 1, first).await.unwrap();
        attach(&cx, id, Some(&scan("two"))).await.unwrap();
        assert!(attach(&cx, id, None).await.is_err(), "a file is needed");
        let elsewhere = t.cx_with(kernel::Actor {
            scope: Scope::Provinces(vec![UnitId::new(UnitLevel::Province, 30, 1)]),
            ..cx.actor.clone()
        });
        let foreign = attach(&elsewhere, id, Some(&scan("x"))).await;
        assert!(matches!(foreign, Err(CommandError::Forbidden(_))));
        let mut conn = cx.read().await.unwrap();
        let files = of_version(&mut conn, id).await.unwrap();
        let hashes: Vec<String> = files.into_iter().map(|f| f.sha256).collect();
        assert_eq!(hashes, [scan("two").sha256(), scan("one").sha256()]);
        drop(conn);
        for statement in [
            "UPDATE workflow_file SET recorded_by = ''",
            "DELETE FROM workflow_file",
        ] {
            let mut tx = cx.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{}", t.engine);
        }
        t.close().await;
    }
}
