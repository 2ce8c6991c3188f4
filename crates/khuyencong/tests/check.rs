//! `khuyencong check` on the demonstration: silent when all is well, and each planted fault found.

use std::sync::Arc;

use db::{Cx, sql};
use khuyencong::{
    cli::check::{Fault, check},
    demo, modules, wiring,
};
use testkit::TestDb;
use web_kit::App;

/// The demonstration on both databases.
async fn demos() -> Vec<(TestDb, App)> {
    let steps: &'static [db::Migration] = Vec::leak(
        modules::migrations()
            .into_iter()
            .filter(|m| !testkit::FOUNDATION.contains(&m.name))
            .collect(),
    );
    let mut all = Vec::new();
    for t in testkit::both(&[steps]).await {
        let today = "2026-11-22T02:00:00Z".parse().expect("a time");
        let app = App::new(
            t.db.clone(),
            t.files.clone(),
            db::Clock::fixed(today),
            wiring::ports(),
            Arc::new(people::Directory::default()),
            modules::ALL,
        );
        let cx = app.cx(kernel::Actor::operator());
        law::norm::load(&cx).await.expect("the norms load");
        procedure::workflow::load(&cx)
            .await
            .expect("the workflows load");
        procedure::requirement::load(&cx)
            .await
            .expect("papers and criteria load");
        demo::load(&app, |_| {})
            .await
            .expect("the demonstration loads");
        all.push((t, app));
    }
    all
}

/// Changes the database behind the program's back, with its guards switched off.
async fn plant(cx: &Cx, engine: &str, table: &str, statement: &str) {
    let mut tx = cx.db.begin().await.expect("a transaction");
    if engine == "SQLite" {
        let triggers: Vec<(String,)> = tx
            .all(sql!(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
                table
            ))
            .await
            .expect("triggers are listed");
        for (name,) in triggers {
            tx.script(&format!("DROP TRIGGER {name}"))
                .await
                .expect("dropped");
        }
    } else {
        tx.script(&format!("ALTER TABLE {table} DISABLE TRIGGER USER"))
            .await
            .expect("disabled");
    }
    assert!(
        tx.exec(sql!(statement)).await.expect("planted") > 0,
        "{statement}: nothing changed"
    );
    tx.commit().await.expect("committed");
}

fn areas(faults: &[Fault]) -> Vec<&str> {
    let mut areas: Vec<&str> = faults.iter().map(|fault| fault.area).collect();
    areas.dedup();
    areas
}

#[tokio::test]
async fn a_sound_database_has_no_fault_and_each_planted_one_is_found() {
    for (t, app) in demos().await {
        let cx = app.cx(kernel::Actor::operator());
        assert_eq!(
            check(&app).await.expect("checked"),
            Vec::<Fault>::new(),
            "{}",
            t.engine
        );

        plant(
            &cx,
            t.engine,
            "cost_line_source",
            "UPDATE cost_line_source SET paid = paid - 1 WHERE paid > 0",
        )
        .await;
        let faults = check(&app).await.expect("checked");
        // The kept totals differ from the projects as well.
        assert_eq!(
            areas(&faults),
            ["money", "total"],
            "{}: {faults:?}",
            t.engine
        );

        plant(
            &cx,
            t.engine,
            "workflow_version",
            "UPDATE workflow_version SET definition = REPLACE(definition, '\"terminal\":true',
             '\"terminal\":false') WHERE key = 'kcdp'",
        )
        .await;
        let faults = check(&app).await.expect("checked");
        assert_eq!(
            areas(&faults),
            ["money", "total", "workflow"],
            "{}: {faults:?}",
            t.engine
        );

        plant(
            &cx,
            t.engine,
            "ceiling_decision",
            "UPDATE ceiling_decision SET facts_json = REPLACE(facts_json, '\"cost\":480000000',
             '\"cost\":280000000')",
        )
        .await;
        let faults = check(&app).await.expect("checked");
        assert_eq!(
            areas(&faults),
            ["money", "total", "workflow", "ceiling"],
            "{}: {faults:?}",
            t.engine
        );

        plant(
            &cx,
            t.engine,
            "audit_record",
            "UPDATE audit_record SET actor = 'kẻ khác' WHERE seq = 3",
        )
        .await;
        let faults = check(&app).await.expect("checked");
        assert_eq!(
            areas(&faults),
            ["audit", "money", "total", "workflow", "ceiling"],
            "{}: {faults:?}",
            t.engine
        );
        let audit: Vec<&Fault> = faults
            .iter()
            .filter(|fault| fault.area == "audit")
            .collect();
        assert_eq!(
            (audit.len(), audit[0].subject.as_str()),
            (1, "3"),
            "{}",
            t.engine
        );
        t.close().await;
    }
}
