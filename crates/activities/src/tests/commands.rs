use db::{CommandError, Cx};
use jiff::civil::date;
use kernel::{Dong, Id, Role, Scope, UnitId, UnitLevel};
use record_kit::{Register, create, edit, get};
use testkit::{ba_ria_vung_tau, ho_chi_minh};
use uuid::Uuid;

use super::{commune, establishment, offices, project};
use crate::{
    broadcast::BroadcastInput,
    bulletin::BulletinInput,
    machine::{AcceptedMachine, AcceptedMachines, MachineInput, record_accepted},
    product::{ProductInput, ProductLevel},
    published::PublishedInput,
    showroom::ShowroomInput,
    training::TrainingInput,
};

/// The sentences of a refusal, by field.
fn refusal<T: std::fmt::Debug>(result: Result<T, CommandError>) -> Vec<(String, String)> {
    match result {
        Err(CommandError::Invalid(fields)) => fields
            .into_iter()
            .map(|fault| (fault.field, fault.message))
            .collect(),
        other => panic!("not refused by field: {other:?}"),
    }
}

fn fields<T: std::fmt::Debug>(result: Result<T, CommandError>) -> Vec<String> {
    refusal(result)
        .into_iter()
        .map(|(field, _)| field)
        .collect()
}

/// Enters a row, reads it back, corrects it once, fails to correct it with the old version, and
/// looks at it from elsewhere.
async fn lives<R: Register + PartialEq + std::fmt::Debug>(cx: &Cx, away: &Cx, row: R, better: R) {
    let id = create(cx, row).await.unwrap();
    let stored = {
        let mut conn = cx.read().await.unwrap();
        get::<R>(cx, &mut conn, id).await.unwrap().expect("stored")
    };
    assert_eq!(stored.version, 1);
    edit(cx, id, 1, better.clone()).await.unwrap();
    let stale = edit(cx, id, 1, better).await;
    assert!(matches!(stale, Err(CommandError::Stale)), "{stale:?}");
    let mut conn = cx.read().await.unwrap();
    let after = get::<R>(cx, &mut conn, id)
        .await
        .unwrap()
        .expect("still there");
    assert_eq!(after.version, 2);
    assert_ne!(after.fields, stored.fields);
    assert_eq!(after.province_id, Some(ba_ria_vung_tau()));
    let trail = db::history(&mut conn, R::THING, &id.to_string())
        .await
        .unwrap();
    assert_eq!(trail.len(), 2, "{}", R::THING);
    assert!(
        get::<R>(away, &mut conn, id).await.unwrap().is_none(),
        "{} leaks",
        R::THING
    );
}

fn machine() -> MachineInput {
    MachineInput {
        establishment_id: Some(establishment(1)),
        unit_id: None,
        ..MachineInput::sample()
    }
}

fn product() -> ProductInput {
    ProductInput {
        establishment_id: Some(establishment(1)),
        unit_id: None,
        ..ProductInput::sample()
    }
}

fn showroom() -> ShowroomInput {
    ShowroomInput {
        establishment_id: Some(establishment(1)),
        unit_id: None,
        ..ShowroomInput::sample()
    }
}

fn published() -> PublishedInput {
    PublishedInput {
        establishment_id: Some(establishment(1)),
        unit_id: None,
        ..PublishedInput::sample()
    }
}

fn training() -> TrainingInput {
    TrainingInput {
        unit_id: Some(ba_ria_vung_tau()),
        ..TrainingInput::sample()
    }
}

#[tokio::test]
async fn a_row_of_each_register_is_entered_corrected_and_kept_within_its_province() {
    for (t, cx) in offices().await {
        let mut actor = cx.actor.clone();
        actor.scope = Scope::Provinces(vec![UnitId::new(UnitLevel::Province, 66, 0)]);
        let away = t.cx_with(actor);
        let here = Some(ba_ria_vung_tau());
        lives(
            &cx,
            &away,
            machine(),
            MachineInput {
                note: "mới".into(),
                ..machine()
            },
        )
        .await;
        lives(
            &cx,
            &away,
            training(),
            TrainingInput {
                learners: 35,
                ..training()
            },
        )
        .await;
        lives(
            &cx,
            &away,
            product(),
            ProductInput {
                certificate: "18".into(),
                ..product()
            },
        )
        .await;
        let bulletin = BulletinInput {
            unit_id: here,
            ..BulletinInput::sample()
        };
        lives(
            &cx,
            &away,
            bulletin.clone(),
            BulletinInput {
                copies: 600,
                ..bulletin
            },
        )
        .await;
        let broadcast = BroadcastInput {
            unit_id: here,
            ..BroadcastInput::sample()
        };
        lives(
            &cx,
            &away,
            broadcast.clone(),
            BroadcastInput {
                items: 21,
                ..broadcast
            },
        )
        .await;
        lives(
            &cx,
            &away,
            showroom(),
            ShowroomInput {
                area_m2: Some(70),
                ..showroom()
            },
        )
        .await;
        lives(
            &cx,
            &away,
            published(),
            PublishedInput {
                note: "x".into(),
                ..published()
            },
        )
        .await;
        let mut conn = cx.read().await.unwrap();
        assert_eq!(
            db::verify_audit(&mut conn).await.unwrap(),
            [],
            "{}",
            t.engine
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn bad_input_is_refused_beside_its_field_and_nothing_is_written() {
    for (t, cx) in offices().await {
        let ahead = TrainingInput {
            starts_on: Some(date(2022, 6, 16)),
            ends_on: None,
            ..training()
        };
        assert_eq!(fields(create(&cx, ahead).await), ["starts_on"]);
        let women = TrainingInput {
            learners: 10,
            women: 11,
            ..training()
        };
        assert_eq!(fields(create(&cx, women).await), ["women"]);
        let fewer = TrainingInput {
            learners_planned: -1,
            ..training()
        };
        assert_eq!(fields(create(&cx, fewer).await), ["learners_planned"]);
        let backwards = TrainingInput {
            ends_on: Some(date(2022, 4, 1)),
            ..training()
        };
        assert_eq!(fields(create(&cx, backwards).await), ["ends_on"]);
        let nobody = MachineInput {
            establishment_id: Some(establishment(999)),
            ..machine()
        };
        assert_eq!(fields(create(&cx, nobody).await), ["establishment_id"]);
        let dear = MachineInput {
            price: Dong(1_000),
            support: Dong(1_001),
            ..machine()
        };
        assert_eq!(fields(create(&cx, dear).await), ["support"]);
        let no_project = MachineInput {
            project_id: Some(project(9)),
            ..machine()
        };
        assert_eq!(fields(create(&cx, no_project).await), ["project_id"]);
        let alone = PublishedInput {
            consent: false,
            url: "javascript:alert(1)".into(),
            ..published()
        };
        assert_eq!(fields(create(&cx, alone).await), ["url", "consent"]);
        let nowhere = TrainingInput {
            unit_id: Some(UnitId(1)),
            ..training()
        };
        assert_eq!(fields(create(&cx, nowhere).await), ["unit_id"]);
        let elsewhere = UnitId::new(UnitLevel::Province, 66, 0);
        let elsewhere = TrainingInput {
            unit_id: Some(elsewhere),
            ..training()
        };
        assert_eq!(fields(create(&cx, elsewhere).await), ["unit_id"]);
        let empty = fields(create(&cx, TrainingInput::default()).await);
        assert_eq!(
            empty,
            ["name", "kind", "host", "unit_id", "starts_on", "learners"]
        );
        for table in [
            "training_class",
            "machine_support",
            "published_establishment",
        ] {
            assert_eq!(t.count(table).await, 0, "{table} on {}", t.engine);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn the_same_thing_is_not_entered_twice() {
    for (t, cx) in offices().await {
        create(&cx, machine()).await.unwrap();
        let again = MachineInput {
            establishment_id: Some(establishment(2)),
            ..machine()
        };
        assert_eq!(fields(create(&cx, again).await), ["serial"]);
        let unnumbered = MachineInput {
            serial: String::new(),
            ..machine()
        };
        create(&cx, unnumbered.clone()).await.unwrap();
        create(&cx, unnumbered).await.unwrap();

        create(&cx, product()).await.unwrap();
        assert_eq!(fields(create(&cx, product()).await), ["name"]);
        let higher = ProductInput {
            level: Some(ProductLevel::Region),
            ..product()
        };
        create(&cx, higher).await.unwrap();

        create(&cx, published()).await.unwrap();
        assert_eq!(fields(create(&cx, published()).await), ["url"]);
        create(&cx, showroom()).await.unwrap();
        assert_eq!(fields(create(&cx, showroom()).await), ["opened_on"]);
        let bulletin = BulletinInput {
            unit_id: Some(ba_ria_vung_tau()),
            ..BulletinInput::sample()
        };
        create(&cx, bulletin.clone()).await.unwrap();
        assert_eq!(fields(create(&cx, bulletin).await), ["number"]);
        t.close().await;
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_entered_once() {
    for (t, mut cx) in offices().await {
        cx.form_key = Some(Uuid::from_u128(42));
        let id = create(&cx, training()).await.unwrap();
        match create(&cx, training()).await {
            Err(CommandError::AlreadyDone { thing, id: made }) => {
                assert_eq!((thing.as_str(), made), ("training_class", id.to_string()));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(t.count("training_class").await, 1);
        t.close().await;
    }
}

#[tokio::test]
async fn a_unit_that_did_not_exist_on_the_day_is_refused_with_the_one_that_did() {
    for (t, cx) in offices().await {
        t.on(date(2026, 3, 2));
        let row = TrainingInput {
            unit_id: Some(ho_chi_minh()),
            ..training()
        };
        let faults = refusal(create(&cx, row).await);
        assert_eq!(faults[0].0, "unit_id");
        assert!(faults[0].1.contains("12/04/2022"), "{faults:?}");
        t.close().await;
    }
}

#[tokio::test]
async fn an_older_fact_of_an_establishment_counts_for_the_province_of_that_day() {
    for (t, cx) in offices().await {
        t.on(date(2026, 3, 2));
        let long_phuoc = commune(&cx, ba_ria_vung_tau(), "Long Phước").await;
        for (day, province) in [
            (date(2022, 5, 20), ba_ria_vung_tau()),
            (date(2026, 1, 5), ho_chi_minh()),
        ] {
            let row = MachineInput {
                serial: String::new(),
                accepted_on: Some(day),
                ..machine()
            };
            let id = create(&cx, row).await.unwrap();
            let mut conn = cx.read().await.unwrap();
            let stored = get::<MachineInput>(&cx, &mut conn, id)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(stored.province_id, Some(province), "{day}");
            assert_eq!(
                stored.fields.unit_id == Some(long_phuoc),
                province == ba_ria_vung_tau()
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn machines_of_an_accepted_project_are_taken_over_once() {
    for (t, _) in offices().await {
        // An accountant may not enter machines by hand, but takes part in acceptance.
        let cx = t.cx(Role::Accountant);
        assert!(matches!(
            create(&cx, machine()).await,
            Err(CommandError::Forbidden(_))
        ));
        let accepted = AcceptedMachines {
            project_id: project(1),
            project_code: "KCĐP.2022.01".into(),
            establishment_id: establishment(1),
            unit_id: Some(commune(&cx, ba_ria_vung_tau(), "Long Phước").await),
            accepted_on: date(2022, 6, 10),
            support: Dong(200_000_000),
            machines: ["A1", ""]
                .map(|serial| AcceptedMachine {
                    name: "Máy cắt laser".into(),
                    serial: serial.into(),
                    quantity: 1,
                    price: Dong(285_000_000),
                    ..AcceptedMachine::default()
                })
                .into(),
        };
        for (round, expected) in [(1, 2), (2, 0)] {
            let mut tx = cx.begin().await.unwrap();
            let ids = record_accepted(&cx, &mut tx, accepted.clone())
                .await
                .unwrap();
            tx.commit().await.unwrap();
            assert_eq!(ids.len(), expected, "round {round} on {}", t.engine);
        }
        let mut conn = cx.read().await.unwrap();
        let (sum,): (i64,) = conn
            .one(db::sql!(
                "SELECT CAST(SUM(support) AS BIGINT) FROM machine_support"
            ))
            .await
            .unwrap();
        assert_eq!(sum, 200_000_000);
        drop(conn);
        let mut tx = cx.begin().await.unwrap();
        let faulty = AcceptedMachines {
            machines: vec![AcceptedMachine {
                name: "Máy bào".into(),
                ..AcceptedMachine::default()
            }],
            ..accepted
        };
        match record_accepted(&cx, &mut tx, faulty).await {
            Err(CommandError::Refused {
                problem: "machine-refused",
                reason,
            }) => {
                assert!(reason.contains("Máy bào"), "{reason}");
            }
            other => panic!("{other:?}"),
        }
        drop(tx);
        t.close().await;
    }
}

#[tokio::test]
async fn a_collaborator_sees_the_rows_of_its_commune_only() {
    for (t, cx) in offices().await {
        let id = create(&cx, machine()).await.unwrap();
        let mut actor = t.cx(Role::Collaborator).actor;
        let mut seen = Vec::new();
        for name in ["Long Phước", "Hòa Long"] {
            let provinces = vec![ba_ria_vung_tau()];
            let communes = vec![commune(&cx, ba_ria_vung_tau(), name).await];
            actor.scope = Scope::Communes {
                communes,
                provinces,
            };
            let collaborator = t.cx_with(actor.clone());
            let mut conn = collaborator.read().await.unwrap();
            let row = get::<MachineInput>(&collaborator, &mut conn, Id::from_uuid(id.uuid())).await;
            seen.push(row.unwrap().is_some());
        }
        assert_eq!(seen, [true, false], "{}", t.engine);
        t.close().await;
    }
}
