use db::{CommandError, CommandResult};
use jiff::civil::date;
use kernel::{Dong, ProjectId, Role, Scope};
use rules::FundingScope;

use super::{
    Found, Match, MatchAction, MatchKind, Resolution, ResolutionInput, SearchBy, matches, resolve,
    rules::{RuleInput, add},
    search,
};
use crate::{
    ports::SupportedMachine,
    project::{
        Case, create, set_costs, take,
        tests::walk::{
            self, local_in_progress, machine_line, machine_project, scan, step, usual, version,
        },
    },
    test_support::{Town, establishment, towns},
};

/// A drawn-up project of one establishment, with its estimate.
async fn drafted(town: &Town, scope: FundingScope, owner: u128) -> ProjectId {
    let cx = town.cx(Role::Officer);
    let mut input = machine_project(scope);
    input.establishments = vec![establishment(owner)];
    let id = create(&cx, input).await.unwrap();
    let version = version(town, id).await;
    let line = machine_line(scope, 600_000_000, 200_000_000);
    set_costs(&cx, id, version, vec![line]).await.unwrap();
    id
}

async fn registered(town: &Town, scope: FundingScope, owner: u128) -> ProjectId {
    let id = drafted(town, scope, owner).await;
    step(town, id, Role::CentreHead, "registration").await;
    id
}

async fn raised(town: &Town, id: ProjectId, on: jiff::civil::Date) -> Vec<Match> {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    let case = Case::load(&cx, &mut conn, id).await.unwrap();
    matches(&cx, &mut conn, &case, on).await.unwrap()
}

async fn today(town: &Town, id: ProjectId) -> Vec<Match> {
    raised(town, id, date(2022, 3, 1)).await
}

fn refusal<T: std::fmt::Debug>(result: CommandResult<T>) -> String {
    match result {
        Err(CommandError::Refused { reason, .. } | CommandError::Forbidden(reason)) => reason,
        other => panic!("not refused with a sentence: {other:?}"),
    }
}

async fn try_step(town: &Town, id: ProjectId, role: Role, code: &str) -> CommandResult<()> {
    let input = usual(town, id, code).await;
    take(&town.cx(role), id, code, input, Some(&scan())).await
}

fn settled(key: &str, resolution: Resolution) -> ResolutionInput {
    ResolutionInput {
        key: key.into(),
        resolution: Some(resolution),
        reason: "Đã đối chiếu hồ sơ của cả hai đề án".into(),
    }
}

async fn found(town: &Town, role: Role, text: &str, by: SearchBy) -> Vec<Found> {
    let cx = town.cx(role);
    let mut conn = cx.read().await.unwrap();
    search(&cx, &mut conn, text, by).await.unwrap()
}

#[tokio::test]
async fn a_support_is_found_by_each_of_its_keys() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "delivery").await;
        for (text, by, why) in [
            ("350 010 1101", SearchBy::Identity, "mã số thuế"),
            ("lx 2022/0017", SearchBy::Serial, "Số máy"),
            ("hd lx-2022-0017", SearchBy::Invoice, "Hóa đơn"),
            ("co khi phuoc hai", SearchBy::Name, "Tên giống"),
            ("ap tay", SearchBy::Site, "Địa điểm"),
        ] {
            for by in [by, SearchBy::Anything] {
                let met = found(&town, Role::Officer, text, by).await;
                let met = met.iter().find(|f| f.given.id == id.uuid());
                let met = met.unwrap_or_else(|| panic!("{text} by {by:?}"));
                assert!(met.why.iter().any(|w| w.contains(why)), "{:?}", met.why);
                assert!(met.given.open);
                assert_eq!(met.given.amount, Dong(200_000_000));
            }
        }
        for text in ["", "x", "9900000000", "ZZ-1"] {
            let met = found(&town, Role::Officer, text, SearchBy::Anything).await;
            assert!(met.is_empty(), "{text:?}: {met:?}");
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn of_another_province_only_what_one_needs_to_know_is_shown() {
    for town in towns().await {
        let id = registered(&town, FundingScope::Kcdp, 1).await;
        let mut cx = town.cx(Role::Officer);
        cx.actor.scope = Scope::Provinces(vec![kernel::UnitId(1)]);
        let mut conn = cx.read().await.unwrap();
        let met = search(&cx, &mut conn, "3500101101", SearchBy::Identity)
            .await
            .unwrap();
        let met = met.iter().find(|f| f.given.id == id.uuid()).unwrap();
        assert!(!met.given.open);
        assert_eq!(met.given.href(), "");
        assert!(met.given.party.contains("Phước Hải"));
        let json = serde_json::to_string(met).unwrap();
        assert!(!json.contains("3500101101"), "{json}");
        drop(conn);
        let mut own = town.cx(Role::Establishment);
        own.actor.scope = Scope::Own(establishment(1));
        let mut conn = own.read().await.unwrap();
        let refused = search(&own, &mut conn, "3500101101", SearchBy::Identity).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_other_budget_stops_registration_until_an_appraiser_settles_it() {
    for town in towns().await {
        let local = registered(&town, FundingScope::Kcdp, 1).await;
        let national = drafted(&town, FundingScope::Kcqg, 1).await;
        let said = refusal(try_step(&town, national, Role::CentreHead, "registration").await);
        let code = walk::project(&town, local).await.code;
        assert!(said.contains(&code), "{said}");
        let open = today(&town, national).await;
        assert_eq!(open[0].kind, MatchKind::OtherBudget);
        assert!(open[0].stops());

        let input = settled(&open[0].key, Resolution::Allowed);
        let officer = resolve(&town.cx(Role::Officer), national, input.clone()).await;
        assert!(matches!(officer, Err(CommandError::Forbidden(_))));
        let mut silent = input.clone();
        silent.reason = "  ".into();
        let silent = resolve(&town.cx(Role::Appraiser), national, silent).await;
        assert!(matches!(silent, Err(CommandError::Invalid(e)) if e[0].field == "reason"));

        resolve(&town.cx(Role::Appraiser), national, input)
            .await
            .unwrap();
        step(&town, national, Role::CentreHead, "registration").await;
        assert_eq!(town.t.count("funding_match").await, 1);
        // The local project asks the same question and takes the same answer.
        let back = today(&town, local).await;
        assert!(back[0].mirrored.is_some());
        assert!(!back[0].stops());
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_match_that_is_found_to_be_double_funding_goes_on_stopping() {
    for town in towns().await {
        registered(&town, FundingScope::Kcdp, 1).await;
        let national = drafted(&town, FundingScope::Kcqg, 1).await;
        let key = today(&town, national).await[0].key.clone();
        let appraiser = town.cx(Role::Appraiser);
        resolve(&appraiser, national, settled(&key, Resolution::Confirmed))
            .await
            .unwrap();
        let said = refusal(try_step(&town, national, Role::CentreHead, "registration").await);
        assert!(said.starts_with("Đã kết luận trùng hỗ trợ"), "{said}");
        resolve(&appraiser, national, settled(&key, Resolution::Distinct))
            .await
            .unwrap();
        step(&town, national, Role::CentreHead, "registration").await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn who_drew_the_project_up_does_not_settle_its_matches() {
    for town in towns().await {
        registered(&town, FundingScope::Kcdp, 1).await;
        let national = drafted(&town, FundingScope::Kcqg, 1).await;
        let key = today(&town, national).await[0].key.clone();
        let mut cx = town.cx(Role::Appraiser);
        cx.actor.account = town.cx(Role::Officer).actor.account;
        let said = refusal(resolve(&cx, national, settled(&key, Resolution::Distinct)).await);
        assert!(said.contains("Người lập đề án"), "{said}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_near_name_warns_and_a_far_one_does_not() {
    for town in towns().await {
        let first = registered(&town, FundingScope::Kcdp, 1).await;
        let near = today(&town, drafted(&town, FundingScope::Kcdp, 2).await).await;
        let near: Vec<&Match> = near.iter().filter(|m| m.given.id == first.uuid()).collect();
        assert_eq!(near.len(), 1);
        assert_eq!(near[0].kind, MatchKind::Name);
        assert!(!near[0].stops());
        let far = today(&town, drafted(&town, FundingScope::Kcdp, 4).await).await;
        assert!(far.iter().all(|m| m.kind != MatchKind::Name), "{far:?}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn another_establishment_at_the_same_site_warns() {
    for town in towns().await {
        registered(&town, FundingScope::Kcdp, 2).await;
        let other = today(&town, drafted(&town, FundingScope::Kcdp, 4).await).await;
        assert_eq!(other.len(), 1);
        assert_eq!(other[0].kind, MatchKind::Site);
        assert!(!other[0].stops());
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_draft_and_a_withdrawn_project_are_no_support() {
    for town in towns().await {
        let draft = drafted(&town, FundingScope::Kcdp, 1).await;
        let second = drafted(&town, FundingScope::Kcqg, 1).await;
        assert!(today(&town, second).await.is_empty());
        step(&town, draft, Role::CentreHead, "registration").await;
        assert_eq!(today(&town, second).await.len(), 1);
        step(&town, draft, Role::CentreHead, "withdrawal").await;
        assert!(today(&town, second).await.is_empty());
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_machine_of_the_register_stops_the_acceptance_of_the_same_serial() {
    for town in towns().await {
        town.machines.lock().unwrap().push(SupportedMachine {
            id: uuid::Uuid::from_u128(77),
            establishment_id: establishment(4),
            owner: "Hợp tác xã Dệt may Thành Công".into(),
            project_id: None,
            name: "Máy cắt laser".into(),
            serial: "lx 2022 0017".into(),
            year: 2012,
            province_id: testkit::ba_ria_vung_tau(),
            support: Dong(100_000_000),
            illustration: false,
        });
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "delivery").await;
        let said = refusal(try_step(&town, id, Role::CentreHead, "acceptance").await);
        assert!(said.contains("LX-2022-0017"), "{said}");
        assert!(said.contains("Thành Công"), "{said}");
        let stop = today(&town, id).await.remove(0);
        assert_eq!(stop.kind, MatchKind::Serial);
        let input = settled(&stop.key, Resolution::Distinct);
        resolve(&town.cx(Role::Appraiser), id, input).await.unwrap();
        step(&town, id, Role::CentreHead, "acceptance").await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_rule_counts_from_its_day_on_and_the_one_before_is_kept() {
    for town in towns().await {
        registered(&town, FundingScope::Kcdp, 1).await;
        let second = drafted(&town, FundingScope::Kcdp, 2).await;
        let rule = RuleInput {
            kind: Some(MatchKind::Name),
            action: Some(MatchAction::Block),
            years: Some(3),
            similarity: Some(80),
            valid_from: Some(date(2022, 2, 15)),
            basis: "Quy chế của tỉnh".into(),
            ..RuleInput::default()
        };
        // They hold for every province, so a department cannot write them.
        for role in [Role::Officer, Role::Appraiser] {
            let refused = add(&town.cx(role), rule.clone()).await;
            assert!(
                matches!(refused, Err(CommandError::Forbidden(_))),
                "{role:?}"
            );
        }
        let admin = town.cx(Role::Administrator);
        add(&admin, rule.clone()).await.unwrap();
        let again = add(&admin, rule).await;
        assert!(matches!(again, Err(CommandError::Invalid(e)) if e[0].field == "valid_from"));

        assert!(!raised(&town, second, date(2022, 2, 14)).await[0].stops());
        assert!(raised(&town, second, date(2022, 2, 15)).await[0].stops());
        let said = refusal(try_step(&town, second, Role::CentreHead, "registration").await);
        assert!(said.contains("Tên gần giống"), "{said}");
        town.t.close().await;
    }
}
