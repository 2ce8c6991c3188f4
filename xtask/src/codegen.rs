//! `generated/`: schemas of both databases, openapi.json, access.txt, routes.txt.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Result, bail};

use crate::proc;

/// Rewrites the generated files from the code. The schema of PostgreSQL is read from a real one.
pub fn rewrite(postgres: &str) -> Result<()> {
    let mut test = proc::cargo(&[
        "test",
        "--quiet",
        "--package",
        "khuyencong",
        "--test",
        "generated",
    ]);
    test.env("UPDATE_GENERATED", "1")
        .env("KHUYENCONG_TEST_POSTGRES", postgres);
    proc::run(&mut test)
}

/// Rewrites them and fails when that changed anything.
pub fn check(postgres: &str) -> Result<()> {
    let before = contents()?;
    rewrite(postgres)?;
    let after = contents()?;
    let stale: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| path.display().to_string())
        .collect();
    if !stale.is_empty() {
        bail!(
            "not fresh, now rewritten; commit them: {}",
            stale.join(", ")
        );
    }
    Ok(())
}

fn contents() -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir("generated")? {
        let path = entry?.path();
        if path.is_file() {
            files.insert(path.clone(), fs::read(&path)?);
        }
    }
    Ok(files)
}
