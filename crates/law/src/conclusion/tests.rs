use db::{CommandError, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{Actor, InstrumentId, Role, Scope, UnitId, UnitLevel};
use testkit::{TestDb, ba_ria_vung_tau};

use super::*;
use crate::{
    MIGRATIONS,
    instrument::{
        self, InstrumentInput, RelationInput, RelationKind, create,
        lapse::{Review, review},
        relate,
        store::Area,
    },
};

const TODAY: Date = date(2022, 6, 15);

/// A province that the department of the tests does not keep.
fn elsewhere() -> UnitId {
    UnitId::new(UnitLevel::Province, 31, 1)
}

/// A decision of 2012 that rests on a circular of 2010, replaced in 2015.
async fn lapsed(cx: &Cx, number: &str, unit: UnitId) -> InstrumentId {
    let input = |number: &str, year: i16, unit_id| InstrumentInput {
        number: number.into(),
        issuer: format!("Nơi ban hành {number}"),
        subject: "Quy chế khuyến công".into(),
        signed_on: Some(date(year, 12, 29)),
        effective_from: Some(date(year + 1, 1, 1)),
        unit_id,
        ..InstrumentInput::default()
    };
    let mut conn = cx.read().await.unwrap();
    let known = instrument::store::by_number(&mut conn, "1/2010/TT-BCT").await;
    drop(conn);
    let old = match known.unwrap().first() {
        Some(old) => old.id,
        None => {
            let old = create(cx, input("1/2010/TT-BCT", 2010, None), None).await;
            let new = create(cx, input("2/2015/TT-BCT", 2015, None), None).await;
            let (old, new) = (old.unwrap(), new.unwrap());
            let replaces = RelationInput::new(RelationKind::Replaces, old);
            relate(cx, new, replaces).await.unwrap();
            old
        }
    };
    let local = create(cx, input(number, 2012, Some(unit)), None)
        .await
        .unwrap();
    let basis = RelationInput::new(RelationKind::BasedOn, old);
    relate(cx, local, basis).await.unwrap();
    local
}

fn to_replace(due_on: Date) -> ConclusionInput {
    ConclusionInput {
        outcome: Some(Outcome::Replace),
        reason: "Thông tư làm căn cứ đã được thay thế".into(),
        concluded_on: Some(date(2022, 6, 1)),
        executor: "Sở Công Thương".into(),
        due_on: Some(due_on),
    }
}

fn by_paper(paper: &str, on: Date) -> CompletionInput {
    CompletionInput {
        paper: paper.into(),
        done_on: Some(on),
        ..CompletionInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn reviewed(cx: &Cx, today: Date) -> Review {
    let mut conn = cx.read().await.unwrap();
    review(&mut conn, &cx.actor.scope, Area::Local, TODAY, today)
        .await
        .unwrap()
}

/// What is due: title, day, and day done.
async fn duties(t: &TestDb) -> Vec<(String, String, UnitId, Date, Option<Date>)> {
    let mut conn = t.db.read().await.unwrap();
    conn.all(sql!(
        "SELECT kind, role, province_id, due_on, done_on FROM obligation_law ORDER BY due_on"
    ))
    .await
    .unwrap()
}

#[tokio::test]
async fn a_conclusion_is_due_until_a_paper_has_done_it_and_all_versions_stay_readable() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let administrator = t.cx(Role::Administrator);
        let local = lapsed(&administrator, "5/2012/QĐ-UBND", ba_ria_vung_tau()).await;
        let department = t.cx(Role::Appraiser);
        let before = reviewed(&department, TODAY).await;
        assert_eq!(before.lapsed[0].progress, Some(Progress::Missing));
        assert_eq!(before.tally().missing, 1, "{}", t.engine);

        let due = date(2022, 6, 30);
        let first = conclude(&department, local, 0, to_replace(due))
            .await
            .unwrap();
        assert_eq!(first, 1);
        assert_eq!(
            duties(&t).await,
            [(
                "local_instrument".to_owned(),
                "appraiser".to_owned(),
                ba_ria_vung_tau(),
                due,
                None
            )],
            "{}",
            t.engine
        );
        let open = reviewed(&department, TODAY).await;
        assert_eq!(open.lapsed[0].progress, Some(Progress::Doing));
        let late = reviewed(&department, date(2022, 7, 1)).await;
        assert_eq!(late.lapsed[0].progress, Some(Progress::Late));
        assert_eq!(late.narrowed(Some(Progress::Done)).lapsed, Vec::new());

        let unseen = conclude(&department, local, 0, to_replace(due)).await;
        assert!(matches!(unseen, Err(CommandError::Stale)), "{}", t.engine);
        let later = ConclusionInput {
            outcome: Some(Outcome::Amend),
            ..to_replace(date(2022, 12, 31))
        };
        assert_eq!(conclude(&department, local, 1, later).await.unwrap(), 2);

        let nameless = complete(&department, local, 2, by_paper("", TODAY)).await;
        assert_eq!(fields(nameless.unwrap_err()), ["instrument_id"]);
        let itself = CompletionInput {
            instrument_id: Some(local),
            ..by_paper("", TODAY)
        };
        let itself = complete(&department, local, 2, itself).await;
        assert_eq!(fields(itself.unwrap_err()), ["instrument_id"]);
        let early = by_paper("16/2022/QĐ-UBND", date(2022, 5, 31));
        let early = complete(&department, local, 2, early).await;
        assert_eq!(fields(early.unwrap_err()), ["done_on"]);
        let paper = by_paper("16/2022/QĐ-UBND", date(2022, 6, 14));
        complete(&department, local, 2, paper.clone())
            .await
            .unwrap();
        let twice = complete(&department, local, 3, paper).await;
        assert!(matches!(twice, Err(CommandError::Refused { .. })));

        let done = reviewed(&department, TODAY).await;
        assert_eq!(done.lapsed[0].progress, Some(Progress::Done));
        let owed = duties(&t).await;
        assert_eq!(owed.len(), 1, "the first conclusion is no duty any more");
        assert_eq!(owed[0].3, date(2022, 12, 31));
        assert_eq!(owed[0].4, Some(date(2022, 6, 14)));
        let mut conn = t.db.read().await.unwrap();
        let versions = store::versions(&mut conn, &Scope::Nation, local).await;
        let outcomes: Vec<(i64, Outcome)> = versions
            .unwrap()
            .into_iter()
            .map(|c| (c.version, c.outcome))
            .collect();
        assert_eq!(
            outcomes,
            [
                (3, Outcome::Amend),
                (2, Outcome::Amend),
                (1, Outcome::Replace)
            ]
        );
        let trail = db::history(&mut conn, "conclusion", &local.to_string()).await;
        assert_eq!(trail.unwrap().len(), 3);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_document_of_the_register_that_did_it_gives_the_day_and_the_ended_one_stays_listed() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let local = lapsed(&cx, "5/2012/QĐ-UBND", ba_ria_vung_tau()).await;
        let signed = date(2022, 6, 10);
        let new = InstrumentInput {
            number: "16/2022/QĐ-UBND".into(),
            issuer: "UBND tỉnh".into(),
            subject: "Quy chế mới".into(),
            signed_on: Some(signed),
            effective_from: Some(signed),
            unit_id: Some(ba_ria_vung_tau()),
            ..InstrumentInput::default()
        };
        let new = create(&cx, new, None).await.unwrap();
        conclude(&cx, local, 0, to_replace(date(2022, 12, 31)))
            .await
            .unwrap();
        let by = CompletionInput {
            instrument_id: Some(new),
            ..CompletionInput::default()
        };
        complete(&cx, local, 1, by).await.unwrap();
        let replaces = RelationInput::new(RelationKind::Replaces, local);
        relate(&cx, new, replaces).await.unwrap();
        let found = reviewed(&cx, TODAY).await;
        assert_eq!(found.lapsed, Vec::new(), "{}: it has ended", t.engine);
        assert_eq!(found.others.len(), 1, "but its conclusion is shown");
        let concluded = found.others[0].conclusion.clone().unwrap();
        assert_eq!(concluded.done_on, Some(signed));
        assert!(
            concluded
                .paper(kernel::Lang::Vi)
                .contains("16/2022/QĐ-UBND")
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_kept_document_needs_no_day_and_others_need_who_and_when() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Appraiser);
        let local = lapsed(
            &t.cx(Role::Administrator),
            "5/2012/QĐ-UBND",
            ba_ria_vung_tau(),
        )
        .await;
        let empty = conclude(&cx, local, 0, ConclusionInput::default()).await;
        assert_eq!(
            fields(empty.unwrap_err()),
            ["outcome", "reason", "concluded_on", "executor", "due_on"]
        );
        let tomorrow = ConclusionInput {
            concluded_on: Some(date(2022, 6, 16)),
            ..to_replace(date(2022, 6, 30))
        };
        let tomorrow = conclude(&cx, local, 0, tomorrow).await;
        assert_eq!(fields(tomorrow.unwrap_err()), ["concluded_on"]);
        let unsigned = ConclusionInput {
            concluded_on: Some(date(2011, 1, 1)),
            ..to_replace(date(2022, 6, 30))
        };
        let unsigned = conclude(&cx, local, 0, unsigned).await;
        assert_eq!(fields(unsigned.unwrap_err()), ["concluded_on"]);
        let backwards = conclude(&cx, local, 0, to_replace(date(2022, 5, 1))).await;
        assert_eq!(fields(backwards.unwrap_err()), ["due_on"]);
        let kept = ConclusionInput {
            outcome: Some(Outcome::Keep),
            ..to_replace(date(2022, 6, 30))
        };
        let with_day = conclude(&cx, local, 0, kept.clone()).await;
        assert_eq!(fields(with_day.unwrap_err()), ["due_on"], "{}", t.engine);
        let kept = ConclusionInput {
            due_on: None,
            ..kept
        };
        conclude(&cx, local, 0, kept).await.unwrap();
        assert_eq!(duties(&t).await, Vec::new(), "nothing is due");
        let found = reviewed(&cx, TODAY).await;
        assert_eq!(found.lapsed[0].progress, Some(Progress::Done));
        let nothing = complete(&cx, local, 1, by_paper("1/QĐ-UBND", TODAY)).await;
        assert!(matches!(nothing, Err(CommandError::Refused { .. })));
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_concludes_of_its_own_province_and_the_agency_reads_all() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let administrator = t.cx(Role::Administrator);
        let own = lapsed(&administrator, "5/2012/QĐ-UBND", ba_ria_vung_tau()).await;
        let other = lapsed(&administrator, "6/2012/QĐ-UBND", elsewhere()).await;
        let department = t.cx(Role::Appraiser);
        let agency = t.cx(Role::MinistryAgency);
        let due = date(2022, 12, 31);
        let forbidden = |result: Result<i64, CommandError>| {
            assert!(
                matches!(result, Err(CommandError::Forbidden(_))),
                "{result:?}"
            );
        };
        forbidden(conclude(&department, other, 0, to_replace(due)).await);
        forbidden(conclude(&agency, own, 0, to_replace(due)).await);
        forbidden(conclude(&t.cx(Role::Officer), own, 0, to_replace(due)).await);
        conclude(&department, own, 0, to_replace(due))
            .await
            .unwrap();
        let there = t.cx_with(Actor {
            scope: Scope::Provinces(vec![elsewhere()]),
            ..department.actor.clone()
        });
        conclude(&there, other, 0, to_replace(date(2022, 6, 1)))
            .await
            .unwrap();

        let seen = reviewed(&department, TODAY).await;
        let progress = |review: &Review, id| {
            let one = review.lapsed.iter().find(|r| r.document.id == id).unwrap();
            (one.progress, one.conclusion.is_some())
        };
        assert_eq!(progress(&seen, own), (Some(Progress::Doing), true));
        assert_eq!(progress(&seen, other), (None, false), "{}", t.engine);
        let all = reviewed(&agency, TODAY).await;
        let tallies: Vec<(UnitId, i64, i64)> = all
            .tallies()
            .into_iter()
            .map(|(unit, _, tally)| (unit, tally.doing, tally.late))
            .collect();
        assert_eq!(tallies.len(), 2);
        assert!(tallies.contains(&(ba_ria_vung_tau(), 1, 0)));
        assert!(tallies.contains(&(elsewhere(), 0, 1)), "{tallies:?}");
        let sheets = sheet::of_review(kernel::Lang::Vi, all, None, TODAY, true);
        assert_eq!((sheets.len(), sheets[0].rows.len()), (2, 2));
        papers::xlsx(&sheets).unwrap();
        t.close().await;
    }
}

#[tokio::test]
async fn national_texts_and_plans_are_not_reviewed_and_rows_are_never_changed() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let local = lapsed(&cx, "5/2012/QĐ-UBND", ba_ria_vung_tau()).await;
        let mut conn = cx.read().await.unwrap();
        let national = instrument::store::by_number(&mut conn, "1/2010/TT-BCT").await;
        drop(conn);
        let due = date(2022, 12, 31);
        let refused = conclude(&cx, national.unwrap()[0].id, 0, to_replace(due)).await;
        assert!(matches!(refused, Err(CommandError::Refused { .. })));
        conclude(&cx, local, 0, to_replace(due)).await.unwrap();
        for change in [
            "UPDATE instrument_conclusion SET reason = 'x'",
            "DELETE FROM instrument_conclusion",
        ] {
            let mut tx = t.db.begin().await.unwrap();
            assert!(
                tx.exec(sql!(change)).await.is_err(),
                "{}: {change}",
                t.engine
            );
        }
        let mut tx = t.db.begin().await.unwrap();
        let without_day = tx
            .exec(sql!(
                "INSERT INTO instrument_conclusion (instrument_id, version, change, outcome, reason,
                     concluded_on, executor, due_on, done_paper, recorded_by, recorded_at)
                 VALUES (?, 2, 'revise', 'amend', 'x', ?, 'Sở', NULL, '', '', ?)",
                local,
                TODAY,
                cx.now(),
            ))
            .await
            .unwrap_err();
        assert!(
            without_day.breaks_check("instrument_conclusion_due"),
            "{without_day:?}"
        );
        drop(tx);
        t.close().await;
    }
}
