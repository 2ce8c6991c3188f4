use serde_json::json;

use super::*;

fn fault(from: &str, to: &str, kind: Value) -> Option<String> {
    let workspace = Workspace::parse(&json!({
        "workspace_root": "/x",
        "packages": [{
            "name": from,
            "manifest_path": format!("/x/crates/{from}/Cargo.toml"),
            "dependencies": [{ "name": to, "kind": kind }],
        }],
    }))
    .unwrap();
    dependency_faults(&workspace.packages).pop()
}

#[test]
fn a_domain_crate_does_not_depend_on_a_sibling() {
    assert!(
        fault("programme", "register", Value::Null)
            .unwrap()
            .contains("siblings")
    );
    assert_eq!(fault("programme", "kernel", Value::Null), None);
    assert_eq!(fault("khuyencong", "register", Value::Null), None);
}

#[test]
fn only_the_binary_links_the_typesetter() {
    assert!(fault("reports", "papers-pdf", Value::Null).is_some());
    assert!(fault("testkit", "papers-pdf", json!("dev")).is_some());
    assert_eq!(fault("khuyencong", "papers-pdf", Value::Null), None);
}

#[test]
fn only_the_facade_names_the_driver() {
    assert!(fault("register", "sqlx", Value::Null).is_some());
    assert!(fault("web-kit", "jiff-sqlx", json!("dev")).is_some());
    assert_eq!(fault("db", "sqlx", Value::Null), None);
}

#[test]
fn the_kernel_stays_pure() {
    assert!(fault("kernel", "tokio", Value::Null).is_some());
    assert!(fault("rules", "db", Value::Null).is_some());
    assert_eq!(fault("rules", "tokio", json!("dev")), None);
}

#[test]
fn folders_of_crates_are_told_relative_to_the_root() {
    let metadata = json!({
        "workspace_root": "/x",
        "packages": [{ "name": "a", "manifest_path": "/x/crates/a/Cargo.toml", "dependencies": [] }],
    });
    assert_eq!(
        Workspace::parse(&metadata).unwrap().packages[0].folder,
        Path::new("crates/a")
    );
}

#[test]
fn a_module_folder_begins_with_its_map() {
    let path = Path::new("crates/programme/src/project/mod.rs");
    assert_eq!(file_faults(path, "//! Đề án.\n"), Vec::<String>::new());
    assert_eq!(file_faults(path, "mod model;\n").len(), 1);
}

#[test]
fn long_files_are_split() {
    let long = "x\n".repeat(LONGEST_FILE + 1);
    assert_eq!(file_faults(Path::new("a.rs"), &long).len(), 1);
    assert_eq!(file_faults(Path::new("vsic.csv"), &long).len(), 0);
}

#[test]
fn paths_of_one_machine_are_found_and_other_paths_are_not() {
    let machine = concat!("see /wo", "rk/main\n");
    assert_eq!(file_faults(Path::new("a.md"), machine).len(), 1);
    let other = concat!("https://example.org/wo", "rk/ and a/wo", "rk/b\n");
    assert_eq!(file_faults(Path::new("a.md"), other).len(), 0);
}
