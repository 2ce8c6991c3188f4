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

/// All rooms share one list of names; two types under one name give one of them a wrong description.
#[test]
fn every_schema_of_the_description_has_a_name_of_its_own() {
    let clashes = khuyencong::server::api().clashes();
    assert!(
        clashes.is_empty(),
        "give one of each #[schema(as = …)]: {clashes:?}"
    );
}

#[test]
fn every_reference_of_the_description_is_described() {
    let api: serde_json::Value = serde_json::from_str(&generated::openapi()).expect("it is JSON");
    let mut references = Vec::new();
    collect_references(&api, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(
            api.pointer(pointer).is_some(),
            "{reference} is not described"
        );
    }
}

fn collect_references<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a str>) {
    match value {
        serde_json::Value::Object(members) => {
            found.extend(members.get("$ref").and_then(|r| r.as_str()));
            for member in members.values() {
                collect_references(member, found);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                collect_references(item, found);
            }
        }
        _ => {}
    }
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
