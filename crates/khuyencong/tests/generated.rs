//! `generated/` is what this program really has. `cargo xtask codegen` rewrites it.

use std::{fs, path::PathBuf};

use khuyencong::{generated, modules};

fn compare(name: &str, fresh: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../generated")
        .join(name);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        fs::write(&path, fresh).expect("generated/ can be written");
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == fresh,
        "generated/{name} is not fresh; run: cargo xtask codegen"
    );
}

#[test]
fn access_and_routes_are_fresh() {
    compare("access.txt", &generated::access());
    compare("routes.txt", &generated::routes());
}

#[test]
fn the_description_of_the_json_interface_is_fresh() {
    compare("openapi.json", &generated::openapi());
}

#[tokio::test]
async fn the_schemas_of_both_databases_are_fresh() {
    let steps: &'static [db::Migration] = Vec::leak(
        modules::migrations()
            .into_iter()
            .filter(|m| !testkit::FOUNDATION.contains(&m.name))
            .collect(),
    );
    for t in testkit::both(&[steps]).await {
        let schema = generated::schema(&t.db).await.expect("the schema is read");
        compare(
            if t.engine == "SQLite" {
                "sqlite.sql"
            } else {
                "postgres.sql"
            },
            &schema,
        );
        t.close().await;
    }
}
