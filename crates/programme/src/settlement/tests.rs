use db::CommandError;
use jiff::civil::date;
use kernel::{CostLineId, Dong, FundingSource, ProjectId, Role};

use super::{Judgement, Voucher, VoucherInput, enter, judge, propose, store, summary, take_out};
use crate::{
    project::{AmountInput, take, tests::walk::*},
    test_support::{Town, towns},
};

pub(crate) async fn vouchers(town: &Town, id: ProjectId) -> Vec<Voucher> {
    let mut conn = town.t.db.read().await.unwrap();
    store::vouchers(&mut conn, id).await.unwrap()
}

pub(crate) async fn line_of(town: &Town, id: ProjectId) -> CostLineId {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    crate::project::Case::load(&cx, &mut conn, id)
        .await
        .unwrap()
        .lines[0]
        .id
}

pub(crate) fn voucher(line: CostLineId, number: &str, claimed: i64) -> VoucherInput {
    VoucherInput {
        line_id: Some(line),
        source: Some(FundingSource::Kcdp),
        number: number.into(),
        issued_on: Some(date(2022, 3, 1)),
        seller: "Công ty TNHH Thiết bị Nam Bộ".into(),
        tax_code: "0312345678".into(),
        content: "Máy cắt laser CNC".into(),
        amount: Dong(545_454_546),
        vat: Dong(54_545_454),
        claimed: Dong(claimed),
    }
}

/// The sentences of a refused input.
pub(crate) fn sentences(error: &CommandError) -> String {
    said(error).replace('\u{a0}', " ")
}

fn said(error: &CommandError) -> String {
    match error {
        CommandError::Invalid(fields) => fields
            .iter()
            .map(|f| format!("{}: {}", f.field, f.message))
            .collect::<Vec<_>>()
            .join("\n"),
        CommandError::Refused { reason, .. } | CommandError::Forbidden(reason) => reason.clone(),
        other => format!("{other:?}"),
    }
}

/// A local project that was paid, with 600 million of cost and 200 million of support.
pub(crate) async fn paid(town: &Town) -> ProjectId {
    let id = local_in_progress(town, 600_000_000, 200_000_000).await;
    for (role, code) in [
        (Role::Officer, "delivery"),
        (Role::CentreHead, "acceptance"),
        (Role::CentreHead, "final-report"),
        (Role::CentreHead, "liquidation"),
        (Role::Accountant, "payment"),
    ] {
        step(town, id, role, code).await;
    }
    id
}

async fn admit(
    town: &Town,
    id: ProjectId,
    role: Role,
    amount: i64,
    why: &str,
) -> db::CommandResult<()> {
    let all = vouchers(town, id)
        .await
        .into_iter()
        .filter(|v| v.source == FundingSource::Kcdp)
        .map(|v| Judgement {
            id: v.id,
            admitted: Dong(amount),
            refusal: why.into(),
        })
        .collect();
    judge(&town.cx(role), id, all).await
}

async fn settle(town: &Town, id: ProjectId, amount: Option<i64>) -> db::CommandResult<()> {
    let mut input = usual(town, id, "settlement").await;
    if let Some(amount) = amount {
        input.amounts = vec![AmountInput {
            line_id: line_of(town, id).await,
            source: FundingSource::Kcdp,
            amount: Dong(amount),
        }];
    }
    take(
        &town.cx(Role::Accountant),
        id,
        "settlement",
        input,
        Some(&scan()),
    )
    .await
}

#[tokio::test]
async fn a_settlement_waits_for_vouchers_that_a_second_person_admits() {
    for town in towns().await {
        let id = paid(&town).await;
        let error = settle(&town, id, None).await.unwrap_err();
        assert!(
            sentences(&error).contains("chưa có chứng từ nào"),
            "{}",
            sentences(&error)
        );
        propose(&town.cx(Role::Accountant), id).await.unwrap();
        let all = vouchers(&town, id).await;
        let shares: Vec<_> = all.iter().map(|v| (v.source, v.claimed.0)).collect();
        assert_eq!(
            shares,
            [
                (FundingSource::Kcdp, 200_000_000),
                (FundingSource::Counterpart, 400_000_000)
            ]
        );
        let error = settle(&town, id, None).await.unwrap_err();
        assert!(sentences(&error).contains("2 chứng từ chưa được xét"));
        let own = judge(
            &town.cx(Role::Accountant),
            id,
            vec![Judgement {
                id: all[0].id,
                admitted: all[0].claimed,
                refusal: String::new(),
            }],
        )
        .await
        .unwrap_err();
        assert!(sentences(&own).contains("người khác phải xét"));
        let officer = judge(&town.cx(Role::Officer), id, Vec::new()).await;
        assert!(matches!(officer, Err(CommandError::Forbidden(_))));
        let judgements = all
            .iter()
            .map(|v| Judgement {
                id: v.id,
                admitted: v.claimed,
                refusal: String::new(),
            })
            .collect();
        judge(&town.cx(Role::Appraiser), id, judgements)
            .await
            .unwrap();
        settle(&town, id, None).await.unwrap();
        assert_eq!(project(&town, id).await.state, "settled");
        let mut conn = town.t.db.read().await.unwrap();
        assert_eq!(crate::project::verify_money(&mut conn).await.unwrap(), []);
        drop(conn);
        let late = enter(
            &town.cx(Role::Accountant),
            id,
            vec![voucher(line_of(&town, id).await, "0000777", 1)],
        )
        .await
        .unwrap_err();
        assert!(sentences(&late).contains("đã quyết toán"));
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_settlement_keeps_within_what_was_accepted_and_what_vouchers_prove() {
    for town in towns().await {
        let id = paid(&town).await;
        let line = line_of(&town, id).await;
        enter(
            &town.cx(Role::Accountant),
            id,
            vec![voucher(line, "0000123", 250_000_000)],
        )
        .await
        .unwrap();
        admit(&town, id, Role::Appraiser, 250_000_000, "")
            .await
            .unwrap();
        let over = settle(&town, id, Some(220_000_000)).await.unwrap_err();
        assert!(
            sentences(&over).contains("cao hơn giá trị nghiệm thu 200.000.000 đ"),
            "{}",
            sentences(&over)
        );
        // The second look may admit less, with its reason.
        let bare = admit(&town, id, Role::Appraiser, 180_000_000, "")
            .await
            .unwrap_err();
        assert!(sentences(&bare).contains("ghi lý do"));
        admit(
            &town,
            id,
            Role::Appraiser,
            180_000_000,
            "Hóa đơn thiếu chữ ký",
        )
        .await
        .unwrap();
        let unproven = settle(&town, id, Some(200_000_000)).await.unwrap_err();
        assert!(
            sentences(&unproven).contains("cao hơn số chứng từ được chấp nhận 180.000.000 đ"),
            "{}",
            sentences(&unproven)
        );
        // 200 million were paid: 20 have to come back before 180 are settled.
        let unbalanced = settle(&town, id, None).await.unwrap_err();
        assert!(
            sentences(&unbalanced).contains("thu hồi 20.000.000 đ"),
            "{}",
            sentences(&unbalanced)
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_invoice_pays_once() {
    for town in towns().await {
        let first = paid(&town).await;
        let line = line_of(&town, first).await;
        let cx = town.cx(Role::Accountant);
        let enter_one = |id, input| enter(&cx, id, vec![input]);
        enter_one(first, voucher(line, "AA/22E 0000123", 200_000_000))
            .await
            .unwrap();
        let again = enter_one(first, voucher(line, "aa/22e-0000123", 1))
            .await
            .unwrap_err();
        assert!(
            sentences(&again).contains("đã có ở dòng chi phí"),
            "{}",
            sentences(&again)
        );
        let mut more = voucher(line, "AA/22E 0000123", 500_000_000);
        more.source = Some(FundingSource::Counterpart);
        let more = enter_one(first, more).await.unwrap_err();
        assert!(
            sentences(&more).contains("chỉ còn 400.000.000 đ"),
            "{}",
            sentences(&more)
        );
        let mut other = voucher(line, "AA/22E 0000123", 1);
        other.source = Some(FundingSource::Counterpart);
        other.amount = Dong(1_000_000_000);
        let other = enter_one(first, other).await.unwrap_err();
        assert!(
            sentences(&other).contains("số tiền khác"),
            "{}",
            sentences(&other)
        );

        let second = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let theirs = line_of(&town, second).await;
        let doubled = enter_one(second, voucher(theirs, "AA/22E 0000123", 1))
            .await
            .unwrap_err();
        let code = project(&town, first).await.code;
        assert!(
            sentences(&doubled).contains(&code),
            "{}",
            sentences(&doubled)
        );
        // Taken out before anybody looked at it, the invoice is free again.
        let known = vouchers(&town, first).await;
        take_out(&cx, first, known[0].id).await.unwrap();
        enter_one(second, voucher(theirs, "AA/22E 0000123", 1))
            .await
            .unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn bad_vouchers_are_named_field_by_field() {
    for town in towns().await {
        let id = paid(&town).await;
        let mut bad = voucher(line_of(&town, id).await, "", 0);
        bad.tax_code = "12-ab".into();
        bad.issued_on = None;
        let error = enter(&town.cx(Role::Accountant), id, vec![bad])
            .await
            .unwrap_err();
        let all = sentences(&error);
        for field in ["number", "issued_on", "tax_code", "claimed"] {
            assert!(
                all.contains(&format!("voucher_1_{field}")),
                "{field}: {all}"
            );
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_table_gives_what_was_allotted_settled_left_and_given_up() {
    for town in towns().await {
        let id = paid(&town).await;
        step(&town, id, Role::Accountant, "settlement").await;
        let stopped = local_in_progress(&town, 600_000_000, 150_000_000).await;
        step(&town, stopped, Role::Officer, "stop-request").await;
        step(&town, stopped, Role::Appraiser, "stop").await;
        let cx = town.cx(Role::Appraiser);
        let mut conn = cx.read().await.unwrap();
        let filter = summary::Filter {
            year: Some(2022),
            ..summary::Filter::default()
        };
        let rows = summary::rows(&mut conn, &cx.actor.scope, &filter, 100)
            .await
            .unwrap();
        assert_eq!(rows.len(), 2);
        let sum = summary::total(&rows);
        assert_eq!(sum.given, Dong(350_000_000));
        assert_eq!(sum.settled, Dong(200_000_000));
        assert_eq!(sum.cancelled, Dong(150_000_000));
        assert_eq!(sum.rest, Dong::ZERO);
        assert_eq!(sum.vouchers, 1);
        for row in &rows {
            assert_eq!(
                row.given + row.adjusted,
                row.settled + row.rest + row.cancelled + row.moved
            );
        }
        drop(conn);
        town.t.close().await;
    }
}
