//! What every module relies on, on SQLite and on PostgreSQL.

use db::{CommandError, Upload, file_row, history, next_number, sql, verify_audit};
use kernel::Role;
use testkit::both;
use uuid::Uuid;

#[tokio::test]
async fn the_audit_chain_holds_and_finds_every_kind_of_tampering() {
    for t in both(&[]).await {
        let cx = t.cx(Role::Officer);
        for n in 0..5 {
            let mut tx = cx.begin().await.unwrap();
            tx.audit_new(&cx, "need", n, &format!("phiếu số {n}"))
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let mut conn = cx.read().await.unwrap();
        assert_eq!(verify_audit(&mut conn).await.unwrap(), [], "{}", t.engine);
        assert_eq!(history(&mut conn, "need", "3").await.unwrap().len(), 1);
        drop(conn);

        let mut tx = cx.begin().await.unwrap();
        let refused = tx
            .exec(sql!("UPDATE audit_record SET actor = 'x' WHERE seq = 2"))
            .await;
        assert!(refused.is_err(), "{}: the trail can be changed", t.engine);
        drop(tx);

        // Somebody with the keys of the database switches the guard off.
        let off = match t.engine {
            "SQLite" => "DROP TRIGGER audit_record_no_update; DROP TRIGGER audit_record_no_delete",
            _ => "DROP TRIGGER audit_record_append_only ON audit_record",
        };
        let mut tx = cx.begin().await.unwrap();
        tx.script(off).await.unwrap();
        tx.exec(sql!(
            "UPDATE audit_record SET after_json = '\"khác\"' WHERE seq = 2"
        ))
        .await
        .unwrap();
        tx.exec(sql!("DELETE FROM audit_record WHERE seq = 4"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let faults = verify_audit(&mut conn).await.unwrap();
        let found: Vec<(i64, &str)> = faults.iter().map(|f| (f.seq, f.what)).collect();
        assert_eq!(
            found,
            [(2, "content changed"), (4, "record missing")],
            "{}",
            t.engine
        );
        drop(conn);

        let mut tx = cx.begin().await.unwrap();
        tx.exec(sql!("DELETE FROM audit_record WHERE seq = 5"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let faults = verify_audit(&mut conn).await.unwrap();
        assert_eq!(
            faults.last().unwrap().what,
            "newest records missing",
            "{}",
            t.engine
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once() {
    for t in both(&[]).await {
        let mut cx = t.cx(Role::Officer);
        cx.form_key = Some(Uuid::now_v7());
        let mut tx = cx.begin().await.unwrap();
        tx.audit_new(&cx, "need", "n-1", &1).await.unwrap();
        tx.commit().await.unwrap();
        match cx.begin().await {
            Err(CommandError::AlreadyDone { thing, id }) => {
                assert_eq!(
                    (thing.as_str(), id.as_str()),
                    ("need", "n-1"),
                    "{}",
                    t.engine
                );
            }
            other => panic!("{}: {:?}", t.engine, other.map(|_| ())),
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_form_that_failed_may_be_sent_again() {
    for t in both(&[]).await {
        let mut cx = t.cx(Role::Officer);
        cx.form_key = Some(Uuid::now_v7());
        let tx = cx.begin().await.unwrap();
        drop(tx);
        assert!(cx.begin().await.is_ok(), "{}", t.engine);
        t.close().await;
    }
}

#[tokio::test]
async fn numbers_have_no_gap_even_when_a_command_fails() {
    for t in both(&[]).await {
        let cx = t.cx(Role::Officer);
        for expected in 1..=3 {
            let mut lost = cx.begin().await.unwrap();
            next_number(&mut lost, "project/77/2022").await.unwrap();
            drop(lost);
            let mut tx = cx.begin().await.unwrap();
            let number = next_number(&mut tx, "project/77/2022").await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(number, expected, "{}", t.engine);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn fifty_writers_at_once_lose_nothing() {
    for t in both(&[]).await {
        let cx = t.cx(Role::Officer);
        let mut work = tokio::task::JoinSet::new();
        for n in 0..50 {
            let cx = cx.clone();
            work.spawn(async move {
                let mut tx = cx.begin().await?;
                tx.audit_new(&cx, "need", n, &n).await?;
                tx.commit().await?;
                Ok::<(), CommandError>(())
            });
        }
        while let Some(done) = work.join_next().await {
            done.unwrap().unwrap();
        }
        assert_eq!(t.count("audit_record").await, 50, "{}", t.engine);
        let mut conn = cx.read().await.unwrap();
        assert_eq!(verify_audit(&mut conn).await.unwrap(), []);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_file_is_kept_only_when_it_is_what_its_name_says() {
    for t in both(&[]).await {
        let cx = t.cx(Role::Officer);
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        let good = Upload {
            name: "Biên bản.png".into(),
            bytes: png.clone().into(),
        };
        let mut tx = cx.begin().await.unwrap();
        let id = tx.store_file(&cx, &good).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let row = file_row(&mut conn, id).await.unwrap().unwrap();
        drop(conn);
        assert_eq!(
            (row.media_type.as_str(), row.size),
            ("image/png", 16),
            "{}",
            t.engine
        );
        assert!(cx.files.verify(&row.sha256).await);

        for (name, bytes) in [
            ("Quyết định.pdf", png.clone()),
            ("trống.pdf", Vec::new()),
            ("chương trình.exe", b"MZ\x90\0".to_vec()),
            ("không đuôi", png),
            (
                "lớn.pdf",
                [b"%PDF-1.7".to_vec(), vec![0; 20 * 1024 * 1024]].concat(),
            ),
        ] {
            let upload = Upload {
                name: name.into(),
                bytes: bytes.into(),
            };
            let mut tx = cx.begin().await.unwrap();
            let refused = tx.store_file(&cx, &upload).await;
            assert!(matches!(refused, Err(CommandError::Invalid(_))), "{name}");
        }
        assert_eq!(t.count("stored_file").await, 1);
        t.close().await;
    }
}

#[tokio::test]
async fn text_dates_and_times_come_back_as_they_went_in() {
    use jiff::{Timestamp, civil::Date};
    for t in both(&[]).await {
        let cx = t.cx(Role::Officer);
        let mut tx = cx.begin().await.unwrap();
        tx.script("CREATE TABLE thing (a TEXT, b DATE, c TIMESTAMPTZ, d BOOLEAN, e BIGINT)")
            .await
            .unwrap();
        let text = "Ệ ẫ ữ Đ đ ₫ '\"; DROP TABLE thing; --";
        let (day, at) = (jiff::civil::date(1996, 2, 29), cx.now());
        tx.exec(sql!(
            "INSERT INTO thing VALUES (?, ?, ?, ?, ?), (NULL, NULL, NULL, NULL, NULL)",
            text,
            day,
            at,
            true,
            i64::MIN
        ))
        .await
        .unwrap();
        type Row = (
            Option<String>,
            Option<Date>,
            Option<Timestamp>,
            Option<bool>,
            Option<i64>,
        );
        let rows: Vec<Row> = tx
            .all(sql!("SELECT a, b, c, d, e FROM thing ORDER BY a IS NULL"))
            .await
            .unwrap();
        let first = (
            Some(text.to_owned()),
            Some(day),
            Some(at),
            Some(true),
            Some(i64::MIN),
        );
        assert_eq!(
            rows,
            [first, (None, None, None, None, None)],
            "{}",
            t.engine
        );
        drop(tx);
        t.close().await;
    }
}

async fn answers(db: &db::Db) -> bool {
    let Ok(mut conn) = db.read().await else {
        return false;
    };
    conn.one::<(i64,)>(sql!("SELECT CAST(1 AS BIGINT)"))
        .await
        .is_ok()
}

#[tokio::test]
async fn many_readers_wait_for_their_turn() {
    for t in both(&[]).await {
        let readers: Vec<_> = (0..60)
            .map(|_| {
                let db = t.db.clone();
                tokio::spawn(async move { answers(&db).await })
            })
            .collect();
        for reader in readers {
            assert!(reader.await.expect("a reader ends"));
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_question_that_fails_spoils_nothing_for_the_next_reader() {
    for t in both(&[]).await {
        for _ in 0..20 {
            let mut conn = t.db.read().await.expect("connects");
            let wrong = conn
                .all::<(i64,)>(sql!("SELECT nothing FROM nowhere"))
                .await;
            assert!(wrong.is_err());
            drop(conn);
            assert!(answers(&t.db).await);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_connection_that_the_server_ended_is_replaced() {
    let t = testkit::postgres(&[]).await;
    let (mut one, two) = (
        t.db.read().await.expect("connects"),
        t.db.read().await.expect("connects"),
    );
    let ended: Vec<(bool,)> = one
        .all(sql!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ))
        .await
        .expect("may end its own");
    assert!(!ended.is_empty());
    // The ended one comes back last, and so would be lent first.
    drop(one);
    drop(two);
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    assert!(answers(&t.db).await);
    t.close().await;
}

#[tokio::test]
async fn a_survey_tells_the_planner_of_tables_that_grew() {
    for t in both(&[]).await {
        let mut tx = t.db.begin().await.unwrap();
        tx.script(
            "CREATE TABLE crowd (n BIGINT PRIMARY KEY, colour TEXT);
             CREATE INDEX crowd_colour ON crowd (colour)",
        )
        .await
        .unwrap();
        tx.exec(sql!(
            "WITH RECURSIVE m (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m WHERE n < 500)
             INSERT INTO crowd SELECT n, 'red' FROM m"
        ))
        .await
        .unwrap();
        tx.commit().await.unwrap();
        t.db.survey().await.unwrap();
        if t.db.dialect() == db::Dialect::Sqlite {
            let mut conn = t.db.read().await.unwrap();
            let known: (i64,) = conn
                .one(sql!(
                    "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'crowd'"
                ))
                .await
                .unwrap();
            assert_ne!(known.0, 0, "nothing is known of the table");
        }
        t.close().await;
    }
}
