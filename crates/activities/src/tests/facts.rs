use std::collections::{BTreeMap, BTreeSet};

use db::{Cx, sql};
use jiff::civil::date;
use kernel::UnitId;
use record_kit::{Register, create};
use testkit::ba_ria_vung_tau;
use uuid::Uuid;

use super::{establishment, offices};
use crate::{
    broadcast::BroadcastInput,
    bulletin::BulletinInput,
    machine::MachineInput,
    product::{ProductInput, ProductLevel},
    published::PublishedInput,
    showroom::ShowroomInput,
    training::{TrainingInput, TrainingKind},
};

/// Enters the results of Bà Rịa – Vũng Tàu 2022 in the simplest rows that add up to them.
async fn enter_2022(cx: &Cx) {
    let here = Some(ba_ria_vung_tau());
    for n in 1..=10 {
        // The first establishment has two machines and counts once.
        for line in 0..if n == 1 { 2 } else { 1 } {
            let row = MachineInput {
                establishment_id: Some(establishment(n)),
                unit_id: None,
                serial: format!("{n}-{line}"),
                ..MachineInput::sample()
            };
            create(cx, row).await.unwrap();
        }
    }
    for (kind, learners) in [
        (TrainingKind::Capacity, 34),
        (TrainingKind::Capacity, 33),
        (TrainingKind::Capacity, 33),
        (TrainingKind::CleanerProduction, 35),
        (TrainingKind::Staff, 40),
    ] {
        let row = TrainingInput {
            kind: Some(kind),
            learners,
            unit_id: here,
            ..TrainingInput::sample()
        };
        create(cx, row).await.unwrap();
    }
    for n in 1..=48 {
        let level = if n <= 35 {
            ProductLevel::Province
        } else {
            ProductLevel::Region
        };
        let row = ProductInput {
            establishment_id: Some(establishment(n)),
            unit_id: None,
            level: Some(level),
            ..ProductInput::sample()
        };
        create(cx, row).await.unwrap();
    }
    for number in 1..=4 {
        let row = BulletinInput {
            number: format!("0{number}/2022"),
            unit_id: here,
            ..BulletinInput::sample()
        };
        create(cx, row).await.unwrap();
    }
    for _ in 0..12 {
        let row = BroadcastInput {
            items: 20,
            unit_id: here,
            ..BroadcastInput::sample()
        };
        create(cx, row).await.unwrap();
    }
    for n in 1..=3 {
        let row = ShowroomInput {
            establishment_id: Some(establishment(n)),
            unit_id: None,
            ..ShowroomInput::sample()
        };
        create(cx, row).await.unwrap();
    }
    for n in 1..=150 {
        let row = PublishedInput {
            establishment_id: Some(establishment(n)),
            unit_id: None,
            ..PublishedInput::sample()
        };
        create(cx, row).await.unwrap();
    }
}

type Fact = (String, i64, Option<Uuid>);

#[tokio::test]
async fn the_reports_are_given_exactly_the_results_of_2022() {
    for (t, cx) in offices().await {
        enter_2022(&cx).await;
        let of_2021 = TrainingInput {
            starts_on: Some(date(2021, 12, 31)),
            ends_on: Some(date(2022, 1, 2)),
            unit_id: Some(ba_ria_vung_tau()),
            ..TrainingInput::sample()
        };
        create(&cx, of_2021).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let rows: Vec<Fact> = conn
            .all(sql!(
                "SELECT indicator, quantity, subject_id FROM report_fact_activities
                 WHERE province_id = ? AND year = ?",
                ba_ria_vung_tau(),
                2022_i64
            ))
            .await
            .unwrap();
        let mut figures: BTreeMap<String, i64> = BTreeMap::new();
        let mut subjects: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
        for (indicator, quantity, subject) in rows {
            match subject {
                Some(subject) => {
                    subjects.entry(indicator).or_default().insert(subject);
                }
                None => *figures.entry(indicator).or_default() += quantity,
            }
        }
        figures.extend(
            subjects
                .into_iter()
                .map(|(key, ids)| (key, ids.len() as i64)),
        );
        let expected: BTreeMap<String, i64> = [
            ("machinery.establishments", 10),
            ("training.capacity.classes", 3),
            ("training.capacity.learners", 100),
            ("training.cleaner_production.classes", 1),
            ("training.cleaner_production.learners", 35),
            ("training.collaborators_and_staff.held", 1),
            ("products.recognised.province", 35),
            ("products.recognised.region", 13),
            ("communication.bulletin.issues", 4),
            ("communication.broadcast.items", 240),
            ("showroom.establishments", 3),
            ("survey.establishments.published_on_website", 150),
        ]
        .map(|(key, figure)| (key.to_owned(), figure))
        .into();
        assert_eq!(figures, expected, "{}", t.engine);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn every_fact_leads_to_a_record_with_a_page() {
    for (t, cx) in offices().await {
        enter_2022(&cx).await;
        let mut conn = cx.read().await.unwrap();
        let rows: Vec<(String, Uuid, String, bool, UnitId)> = conn
            .all(sql!(
                "SELECT thing, record_id, title, illustration, province_id
                 FROM report_fact_activities"
            ))
            .await
            .unwrap();
        assert_eq!(rows.len(), 11 + 5 + 4 + 48 + 4 + 12 + 3 + 150);
        for (thing, _, title, _, _) in rows {
            assert!(
                crate::MODULE.records.iter().any(|(kind, _)| *kind == thing),
                "{thing}"
            );
            assert!(!title.is_empty(), "{thing}");
        }
        drop(conn);
        t.close().await;
    }
}
