use std::time::Duration;

use kernel::{Role, Scope, Thing, Verb};
use testkit::{ba_ria_vung_tau, ho_chi_minh};

use super::account::{self, NewAccount};

fn officer() -> NewAccount {
    NewAccount {
        username: " ChuyenVien ".into(),
        name: "Chuyên viên phòng Nghiệp vụ".into(),
        organisation: "Trung tâm Khuyến công".into(),
        role: Some(Role::Officer),
        home_id: Some(ho_chi_minh()),
        password: "khuyencong".into(),
        ..NewAccount::default()
    }
}

#[tokio::test]
async fn an_account_signs_in_with_its_password_only() {
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        account::create(&cx, officer()).await.expect("made");
        let found = account::sign_in(&cx, "CHUYENVIEN", "khuyencong".into())
            .await
            .expect("in");
        assert_eq!(found.username, "chuyenvien", "{}", t.engine);
        assert!(
            account::sign_in(&cx, "chuyenvien", "khuyencong2".into())
                .await
                .is_err()
        );
        assert!(
            account::sign_in(&cx, "nobody", "khuyencong".into())
                .await
                .is_err()
        );
        t.close().await;
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        account::create(&cx, officer()).await.expect("made");
        for _ in 0..8 {
            assert!(
                account::sign_in(&cx, "chuyenvien", "sai".into())
                    .await
                    .is_err()
            );
        }
        let refused = account::sign_in(&cx, "chuyenvien", "khuyencong".into()).await;
        assert!(
            matches!(
                refused,
                Err(db::CommandError::Refused {
                    problem: "too-many-attempts",
                    ..
                })
            ),
            "{}: {refused:?}",
            t.engine
        );
        t.clock
            .set(t.clock.now() + jiff::SignedDuration::from_mins(16));
        assert!(
            account::sign_in(&cx, "chuyenvien", "khuyencong".into())
                .await
                .is_ok()
        );
        t.close().await;
    }
}

#[tokio::test]
async fn an_officer_of_a_merged_city_sees_the_old_provinces() {
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        let id = account::create(&cx, officer()).await.expect("made");
        let mut conn = cx.read().await.expect("reads");
        let actor = account::actor(&mut conn, id)
            .await
            .expect("reads")
            .expect("is there");
        let Scope::Provinces(provinces) = &actor.scope else {
            panic!("{:?}", actor.scope)
        };
        assert!(
            provinces.contains(&ba_ria_vung_tau()),
            "{}: {provinces:?}",
            t.engine
        );
        assert_eq!(provinces.len(), 4);
        assert!(actor.may(Verb::Create, Thing::Project));
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_name_stands_for_one_account() {
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        account::create(&cx, officer()).await.expect("made");
        let Err(db::CommandError::Invalid(fields)) = account::create(&cx, officer()).await else {
            panic!("{}: a second account of the same name was made", t.engine)
        };
        assert_eq!(fields[0].field, "username");
        assert_eq!(t.count("account").await, 1);
        t.close().await;
    }
}

#[tokio::test]
async fn a_token_stands_for_its_account_until_the_account_is_closed() {
    use web_kit::Accounts as _;
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        let id = account::create(&cx, officer()).await.expect("made");
        let token = account::issue_token(&cx, id, "kiểm thử")
            .await
            .expect("issued");
        // Remembered far longer than the test takes: a change made here counts all the same.
        let here = account::Directory::remembering(Duration::from_secs(3600));
        let role = async || {
            let actor = here.by_token(&cx.db, &token).await.expect("reads");
            actor.map(|actor| (actor.account, actor.role))
        };
        assert_eq!(
            role().await,
            Some((Some(id), Role::Officer)),
            "{}",
            t.engine
        );
        let nobody = here.by_token(&cx.db, "kc_0").await.expect("reads");
        assert!(nobody.is_none());
        let edit = |role, active, version| account::AccountEdit {
            version,
            name: "Chuyên viên".into(),
            role: Some(role),
            home_id: Some(ba_ria_vung_tau()),
            active,
            organisation: String::new(),
            establishment_id: None,
            centre_code: None,
            communes: Vec::new(),
        };
        account::update(&cx, id, edit(Role::CentreHead, true, 1))
            .await
            .expect("changed");
        assert_eq!(role().await, Some((Some(id), Role::CentreHead)));
        account::update(&cx, id, edit(Role::CentreHead, false, 2))
            .await
            .expect("closed");
        assert_eq!(role().await, None, "{}", t.engine);
        t.close().await;
    }
}

#[tokio::test]
async fn what_another_node_changes_counts_after_a_moment() {
    use web_kit::Accounts as _;
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        let id = account::create(&cx, officer()).await.expect("made");
        let token = account::issue_token(&cx, id, "kiểm thử")
            .await
            .expect("issued");
        let moment = Duration::from_millis(300);
        let here = account::Directory::remembering(moment);
        let known = here.by_token(&cx.db, &token).await.expect("reads");
        assert!(known.is_some(), "{}", t.engine);
        // Another node writes past this process.
        let mut tx = cx.db.begin().await.expect("begins");
        tx.exec(db::sql!("DELETE FROM api_token WHERE account_id = ?", id))
            .await
            .expect("deletes");
        tx.commit().await.expect("commits");
        tokio::time::sleep(moment).await;
        let known = here.by_token(&cx.db, &token).await.expect("reads");
        assert!(known.is_none(), "{}", t.engine);
        t.close().await;
    }
}

#[test]
fn every_page_renders_with_its_samples() {
    let faults: Vec<String> = (super::MODULE.samples)()
        .iter()
        .flat_map(|sample| sample.faults())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[tokio::test]
async fn a_person_changes_their_own_password_only_with_the_present_one() {
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        let id = account::create(&cx, officer()).await.expect("made");
        let mut conn = cx.read().await.expect("reads");
        let actor = account::actor(&mut conn, id)
            .await
            .expect("reads")
            .expect("is there");
        drop(conn);
        let own = db::Cx {
            actor,
            ..cx.clone()
        };
        let change = |current: &str, new: &str, again: &str| account::PasswordChange {
            current: current.into(),
            new: new.into(),
            again: again.into(),
        };
        for (wrong, field) in [
            (
                change("sai", "cá kho làng Vũ Đại", "cá kho làng Vũ Đại"),
                "current",
            ),
            (change("khuyencong", "ngắn", "ngắn"), "password"),
            (
                change("khuyencong", "cá kho làng Vũ Đại", "cá kho"),
                "again",
            ),
        ] {
            let refused = account::change_password(&own, wrong, None).await;
            let Err(db::CommandError::Invalid(errors)) = refused else {
                panic!("{refused:?}")
            };
            assert_eq!(errors[0].field, field, "{}", t.engine);
        }
        let right = change("khuyencong", "cá kho làng Vũ Đại", "cá kho làng Vũ Đại");
        account::change_password(&own, right, None)
            .await
            .expect("changed");
        let old = account::sign_in(&cx, "chuyenvien", "khuyencong".into()).await;
        assert!(old.is_err(), "{}", t.engine);
        account::sign_in(&cx, "chuyenvien", "cá kho làng Vũ Đại".into())
            .await
            .expect("the new one fits");
        t.close().await;
    }
}

#[tokio::test]
async fn somebody_of_a_national_centre_works_in_its_region() {
    for t in testkit::both(&[]).await {
        let cx = t.cx(Role::Administrator);
        let of_centre = |role| NewAccount {
            username: format!("vung-{}", Role::code(role)),
            role: Some(role),
            home_id: None,
            centre_code: Some("IPC2".into()),
            ..officer()
        };
        let id = account::create(&cx, of_centre(Role::Officer))
            .await
            .expect("needs no province");
        let mut conn = cx.read().await.expect("reads");
        let everybody = account::everybody(&mut conn).await.expect("reads");
        let (_, actor) = everybody.iter().find(|(a, _)| *a == id).expect("is there");
        let Scope::Region { centre, provinces } = &actor.scope else {
            panic!("{:?}", actor.scope);
        };
        assert_eq!(centre, "IPC2");
        assert!(provinces.contains(&ho_chi_minh()), "{}", t.engine);
        assert!(provinces.contains(&ba_ria_vung_tau()));
        drop(conn);
        let refused = account::create(&cx, of_centre(Role::Appraiser)).await;
        assert!(
            matches!(refused, Err(db::CommandError::Invalid(fields)) if fields[0].field == "centre_code")
        );
        t.close().await;
    }
}
