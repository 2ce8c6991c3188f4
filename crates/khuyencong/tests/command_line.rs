//! The command line on a database of its own, on both engines: what an operator relies on when a
//! computer is lost.

use std::{
    path::Path,
    process::{Command, Output},
};

use db::Db;
use uuid::Uuid;

/// The program with the data of one place.
struct Place<'a> {
    data: &'a Path,
    url: Option<String>,
}

impl Place<'_> {
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khuyencong"));
        command
            .args(arguments)
            .arg("--data")
            .arg(self.data)
            .env_remove("DATABASE_URL")
            .env("KHUYENCONG_PASSWORD", "mật khẩu dài để thử");
        if let Some(url) = &self.url {
            command.args(["--database-url", url]);
        }
        command.output().expect("the program starts")
    }

    /// What it printed; it must succeed.
    fn answer(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// The one line of its refusal.
    fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} was not refused");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        said
    }
}

/// Makes the demonstration, takes a backup, puts it elsewhere, and finds the same there.
fn backup_and_restore(first: &Place<'_>, second: &Place<'_>, folder: &Path) {
    first.answer(&["demo"]);
    let zip = folder.join("sao-luu.zip");
    let zip = zip.to_str().expect("a path of text");
    first.answer(&["backup", "--to", zip]);
    let again = first.refusal(&["backup", "--to", zip]);
    assert!(again.contains("exists already"), "{again}");

    second.answer(&["restore", "--from", zip]);
    let report = [
        "report", "yearly", "--unit", "77", "--year", "2022", "--format", "json",
    ];
    assert_eq!(second.answer(&report), first.answer(&report));
    assert_eq!(
        second.answer(&["user", "list", "--format", "json"]),
        first.answer(&["user", "list", "--format", "json"])
    );
    // Also that every stored file is there with the content its hash names.
    second.answer(&["check"]);
    // Nothing is written over: a second time is refused, and what is there stays.
    second.refusal(&["restore", "--from", zip]);
    second.answer(&["check"]);
}

#[test]
fn a_backup_of_a_file_database_comes_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    backup_and_restore(
        &Place {
            data: &first,
            url: None,
        },
        &Place {
            data: &second,
            url: None,
        },
        folder.path(),
    );
}

#[test]
fn a_backup_of_postgresql_comes_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let (old, new) = (fresh_postgres(), fresh_postgres());
    backup_and_restore(
        &Place {
            data: &first,
            url: Some(old),
        },
        &Place {
            data: &second,
            url: Some(new),
        },
        folder.path(),
    );
}

/// The address of an empty database on the server for tests.
#[tokio::main(flavor = "current_thread")]
async fn fresh_postgres() -> String {
    let server = std::env::var(testkit::POSTGRES).unwrap_or_else(|_| {
        panic!(
            "set {}, or run the tests by `cargo xtask test`",
            testkit::POSTGRES
        )
    });
    let name = format!("kc_cli_{}", Uuid::now_v7().simple());
    let root = Db::connect(&server).await.expect("the test server answers");
    let mut conn = root.read().await.expect("connects");
    conn.script(&format!(
        "CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
    ))
    .await
    .expect("the database is made");
    drop(conn);
    root.close().await;
    let (head, _) = server
        .rsplit_once('/')
        .expect("the address names a database");
    format!("{head}/{name}")
}
