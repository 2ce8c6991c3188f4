use db::CommandError;
use kernel::{Dong, FundingSource, ProjectId, Role};
use rules::{FundingScope, ProjectKind};

use super::walk::*;
use crate::{
    project::{AmountInput, CostLineInput, create, edit, set_costs, take},
    test_support::{Town, UNVERIFIED, establishment, towns},
};

/// The sentences of a refused input, as `field: message`.
fn sentences<T: std::fmt::Debug>(result: db::CommandResult<T>) -> Vec<String> {
    match result {
        Err(CommandError::Invalid(errors)) => errors
            .into_iter()
            .map(|e| format!("{}: {}", e.field, e.message))
            .collect(),
        Err(CommandError::Refused { reason, .. } | CommandError::Forbidden(reason)) => vec![reason],
        other => panic!("not refused with a sentence: {other:?}"),
    }
}

async fn refused_step(town: &Town, id: ProjectId, role: Role, code: &str) -> Vec<String> {
    let input = usual(town, id, code).await;
    let before = version(town, id).await;
    let result = sentences(take(&town.cx(role), id, code, input, Some(&scan())).await);
    assert_eq!(
        version(town, id).await,
        before,
        "a refused step writes nothing"
    );
    result
}

#[tokio::test]
async fn a_decision_without_its_signed_file_is_refused_beside_the_file() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        let input = usual(&town, id, "base-refusal").await;
        let said =
            sentences(take(&town.cx(Role::Appraiser), id, "base-refusal", input, None).await);
        assert_eq!(
            said,
            ["paper_file: Gắn bản quét hoặc tệp ký số của “Biên bản thẩm định cấp cơ sở”."]
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_establishment_that_is_not_eligible_is_refused_beside_its_field() {
    for town in towns().await {
        let mut input = machine_project(FundingScope::Kcdp);
        input.establishments = vec![establishment(3)];
        let said = sentences(create(&town.cx(Role::Officer), input).await);
        assert!(said[0].starts_with("establishment_1: "), "{said:?}");
        assert!(said[0].contains("ngoài danh mục"), "{said:?}");
        assert_eq!(town.t.count("project").await, 0);
        town.t.close().await;
    }
}

/// What an officer hears who enters this estimate; nothing may be written.
async fn refused_costs(town: &Town, id: ProjectId, lines: Vec<CostLineInput>) -> Vec<String> {
    let before = version(town, id).await;
    let said = sentences(set_costs(&town.cx(Role::Officer), id, before, lines).await);
    assert_eq!(version(town, id).await, before, "nothing is written");
    said
}

#[tokio::test]
async fn asking_above_the_norm_is_refused_beside_its_field_and_not_written() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let small = machine_line(FundingScope::Kcdp, 100_000_000, 50_000_000);
        let large = machine_line(FundingScope::Kcdp, 500_000_000, 200_000_000);
        let said = refused_costs(&town, id, vec![small, large]).await;
        assert_eq!(
            said,
            [
                "line_2_kcdp: Đề nghị 250.000.000\u{a0}đ, cao hơn mức tối đa 200.000.000\u{a0}đ (TTLT 26/2014). Giảm kinh phí đề nghị hoặc chọn định mức khác."
            ]
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn asking_above_an_unverified_norm_is_written_with_a_warning() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let mut input = machine_project(FundingScope::Kcdp);
        input.activity = Some(UNVERIFIED);
        let id = create(&cx, input).await.unwrap();
        let line = machine_line(FundingScope::Kcdp, 600_000_000, 250_000_000);
        let said = set_costs(&cx, id, version(&town, id).await, vec![line])
            .await
            .unwrap();
        assert_eq!(said.len(), 1);
        assert!(
            said[0].contains("cao hơn mức tối đa 200.000.000"),
            "{said:?}"
        );
        town.t.close().await;
    }
}

/// A group of two establishments, to whom the norm allows 200 million each.
async fn pair(town: &Town) -> ProjectId {
    let mut input = machine_project(FundingScope::Kcdp);
    input.kind = Some(ProjectKind::Group);
    input.establishments = vec![establishment(1), establishment(2)];
    let cx = town.cx(Role::Officer);
    let id = create(&cx, input).await.unwrap();
    let line = machine_line(FundingScope::Kcdp, 800_000_000, 400_000_000);
    set_costs(&cx, id, version(town, id).await, vec![line])
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn each_of_a_group_has_a_ceiling_of_its_own() {
    for town in towns().await {
        let id = pair(&town).await;
        let of = |n, asked| CostLineInput {
            establishment_id: Some(establishment(n)),
            ..machine_line(FundingScope::Kcdp, 500_000_000, asked)
        };
        let lines = vec![of(1, 150_000_000), of(2, 200_000_001)];
        let said = refused_costs(&town, id, lines).await;
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("line_2_kcdp: "), "{said:?}");
        assert!(said[0].contains("200.000.001"), "{said:?}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_group_that_names_nobody_yet_has_no_ceiling_to_keep_within() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let mut input = machine_project(FundingScope::Kcdp);
        input.kind = Some(ProjectKind::Group);
        input.establishments = Vec::new();
        let id = create(&cx, input).await.unwrap();
        let line = machine_line(FundingScope::Kcdp, 2_000_000_000, 800_000_000);
        set_costs(&cx, id, version(&town, id).await, vec![line])
            .await
            .unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_step_refuses_an_estimate_that_is_above_the_norm_by_now() {
    for town in towns().await {
        let id = pair(&town).await;
        // One of the two leaves, and the whole sum is asked for the other.
        let now = version(&town, id).await;
        edit(
            &town.cx(Role::Officer),
            id,
            now,
            machine_project(FundingScope::Kcdp),
        )
        .await
        .unwrap();
        let said = refused_step(&town, id, Role::CentreHead, "registration").await;
        assert_eq!(
            said,
            [
                "amounts: Đề nghị 400.000.000\u{a0}đ, cao hơn mức tối đa 200.000.000\u{a0}đ (TTLT 26/2014). Giảm kinh phí đề nghị hoặc chọn định mức khác."
            ]
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_line_takes_state_money_from_one_source_only() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let mut line = machine_line(FundingScope::Kcdp, 600_000_000, 200_000_000);
        line.sources.other_state = Dong(100_000_000);
        line.sources.counterpart = Dong(300_000_000);
        let now = version(&town, id).await;
        let said = sentences(set_costs(&town.cx(Role::Officer), id, now, vec![line]).await);
        assert!(said[0].starts_with("line_1_other_state: "), "{said:?}");
        assert!(said[0].contains("chỉ được một nguồn ngân sách"), "{said:?}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn sources_that_do_not_make_up_the_line_are_refused() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let mut line = machine_line(FundingScope::Kcdp, 600_000_000, 200_000_000);
        line.sources.counterpart = Dong(399_999_999);
        let now = version(&town, id).await;
        let said = sentences(set_costs(&town.cx(Role::Officer), id, now, vec![line]).await);
        assert!(said[0].contains("599.999.999"), "{said:?}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn huge_and_negative_numbers_are_refused_not_computed() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let now = version(&town, id).await;
        let line = machine_line(FundingScope::Kcdp, 600_000_000, 200_000_000);
        for (quantity, price) in [
            (i64::MAX, i64::MAX),
            (-1, 5),
            (0, 5),
            (1, -5),
            (2, i64::MIN),
        ] {
            let bad = CostLineInput {
                quantity,
                unit_price: Dong(price),
                ..line.clone()
            };
            sentences(set_costs(&town.cx(Role::Officer), id, now, vec![bad]).await);
        }
        for amount in [i64::MAX, i64::MIN] {
            let mut bad = line.clone();
            bad.sources.loan = Dong(amount);
            bad.sources.other_state = Dong(amount);
            sentences(set_costs(&town.cx(Role::Officer), id, now, vec![bad]).await);
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_step_of_another_role_or_state_is_refused_with_what_is_possible() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let said = refused_step(&town, id, Role::Officer, "registration").await;
        assert_eq!(
            said,
            ["Bước “Đăng ký kế hoạch” do vai trò sau thực hiện: Giám đốc Trung tâm."]
        );
        let said = refused_step(&town, id, Role::CentreHead, "contract").await;
        assert!(said[0].contains("đang ở “Soạn thảo”"), "{said:?}");
        assert!(said[0].contains("“Đăng ký kế hoạch”"), "{said:?}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_missing_proof_document_is_named() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let mut input = usual(&town, id, "registration").await;
        input.paper = Default::default();
        let said = sentences(
            take(
                &town.cx(Role::CentreHead),
                id,
                "registration",
                input,
                Some(&scan()),
            )
            .await,
        );
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("“Công văn đề nghị và danh mục đề án”"),
            "{said:?}"
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_incomplete_dossier_and_an_open_appraisal_hold_the_project() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        let said = refused_step(&town, id, Role::CentreHead, "base-submission").await;
        assert!(said[0].starts_with("Hồ sơ còn thiếu: "), "{said:?}");
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        let said = refused_step(&town, id, Role::Appraiser, "base-approval").await;
        assert_eq!(said, ["Còn 12 tiêu chí thẩm định chưa có kết luận."]);
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_edit_of_an_old_version_is_stale() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        let seen = version(&town, id).await;
        edit(&cx, id, seen, machine_project(FundingScope::Kcdp))
            .await
            .unwrap();
        let second = edit(&cx, id, seen, machine_project(FundingScope::Kcdp)).await;
        assert!(matches!(second, Err(CommandError::Stale)));
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_project() {
    for town in towns().await {
        let mut cx = town.cx(Role::Officer);
        cx.form_key = Some(uuid::Uuid::now_v7());
        let id = create(&cx, machine_project(FundingScope::Kcdp))
            .await
            .unwrap();
        let again = create(&cx, machine_project(FundingScope::Kcdp)).await;
        let Err(CommandError::AlreadyDone { thing, id: made }) = again else {
            panic!("{again:?}");
        };
        assert_eq!((thing.as_str(), made), ("project", id.to_string()));
        assert_eq!(town.t.count("project").await, 1);
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_advance_over_the_line_is_refused_beside_its_amount() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::Accountant);
        let mut conn = cx.read().await.unwrap();
        let line = crate::project::Case::load(&cx, &mut conn, id)
            .await
            .unwrap()
            .lines[0]
            .id;
        drop(conn);
        let mut input = usual(&town, id, "advance").await;
        input.amounts = vec![AmountInput {
            line_id: line,
            source: FundingSource::Kcdp,
            amount: Dong(200_000_001),
        }];
        let said = sentences(take(&cx, id, "advance", input, Some(&scan())).await);
        assert_eq!(
            said,
            [format!(
                "amount_{line}_kcdp: 200.000.001\u{a0}đ làm cho số tạm ứng cao hơn giá trị hợp đồng của dòng."
            )]
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_machine_that_another_project_holds_is_refused_with_its_code() {
    for town in towns().await {
        let first = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, first, Role::Officer, "delivery").await;
        let second = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let mut input = usual(&town, second, "delivery").await;
        input.items = vec![machine("lx 2022 0017")];
        input.items[0].invoice_no = "HD-khác".into();
        let said = sentences(
            take(
                &town.cx(Role::Officer),
                second,
                "delivery",
                input,
                Some(&scan()),
            )
            .await,
        );
        let code = project(&town, first).await.code;
        assert!(
            said[0].starts_with("item_1_serial: ") && said[0].contains(&code),
            "{said:?}"
        );
        let mut input = usual(&town, second, "delivery").await;
        input.items = vec![machine("LX-2022-0018")];
        input.items[0].invoice_no = "HD-LX-2022-0017".into();
        let said = sentences(
            take(
                &town.cx(Role::Officer),
                second,
                "delivery",
                input,
                Some(&scan()),
            )
            .await,
        );
        assert!(
            said[0].starts_with("item_1_invoice_no: ") && said[0].contains(&code),
            "{said:?}"
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn who_built_a_project_does_not_accept_it() {
    for town in towns().await {
        let head = town.cx(Role::CentreHead);
        let id = create(&head, machine_project(FundingScope::Kcdp))
            .await
            .unwrap();
        let now = version(&town, id).await;
        let line = machine_line(FundingScope::Kcdp, 600_000_000, 200_000_000);
        set_costs(&head, id, now, vec![line]).await.unwrap();
        step(&town, id, Role::CentreHead, "registration").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, crate::project::Level::Base).await;
        for (role, code) in [
            (Role::Appraiser, "base-approval"),
            (Role::Appraiser, "allotment"),
            (Role::CentreHead, "contract"),
            (Role::Officer, "implementation"),
            (Role::Officer, "delivery"),
        ] {
            step(&town, id, role, code).await;
        }
        let said = refused_step(&town, id, Role::CentreHead, "acceptance").await;
        assert!(
            said[0].contains("không tự thẩm định hoặc nghiệm thu"),
            "{said:?}"
        );
        town.t.close().await;
    }
}
