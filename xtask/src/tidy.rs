//! Rules of the house that the compiler cannot see.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{proc, steps::say};

/// Siblings: none depends on another.
const DOMAINS: &[&str] = &[
    "people",
    "register",
    "law",
    "procedure",
    "programme",
    "activities",
    "clusters",
    "meetings",
    "reports",
    "work",
];

/// What is pure, and the rooms and libraries it must not know.
const PURE: &[&str] = &["kernel", "rules"];
const IMPURE: &[&str] = &[
    "db",
    "web-kit",
    "papers",
    "papers-pdf",
    "sqlx",
    "rusqlite",
    "tokio",
    "axum",
];

/// Who names a database driver. The binary's bench compares the façade with a bare statement.
const MAY_NAME_DRIVERS: &[&str] = &["db", "khuyencong"];

/// A file over this is a folder of verbs.
const LONGEST_FILE: usize = 600;

/// Folders that hold nothing written by hand.
const SKIPPED: &[&str] = &[
    "target",
    "node_modules",
    "dist",
    ".git",
    "output",
    "generated",
    "var",
];

/// `cargo xtask tidy`.
pub fn run() -> Result<()> {
    let workspace = Workspace::read()?;
    let mut faults = dependency_faults(&workspace.packages);
    for path in files(Path::new("."))? {
        // Pictures and fonts are not text; they hold no rule of ours.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        faults.extend(file_faults(&path, &text));
    }
    for fault in &faults {
        say(&format!("tidy: {fault}"));
    }
    if !faults.is_empty() {
        bail!("{} rules are broken", faults.len());
    }
    Ok(())
}

/// The crates of the workspace as cargo describes them.
pub struct Workspace {
    pub packages: Vec<Package>,
}

pub struct Package {
    pub name: String,
    /// Relative to the root of the project.
    pub folder: PathBuf,
    pub dependencies: Vec<Dependency>,
}

pub struct Dependency {
    pub name: String,
    pub for_tests_only: bool,
}

impl Workspace {
    pub fn read() -> Result<Workspace> {
        let args = ["metadata", "--no-deps", "--format-version", "1"];
        let output = proc::cargo(&args)
            .output()
            .context("cannot start cargo metadata")?;
        if !output.status.success() {
            bail!(
                "cargo metadata: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Workspace::parse(&serde_json::from_slice(&output.stdout)?)
    }

    fn parse(metadata: &Value) -> Result<Workspace> {
        let root = metadata["workspace_root"]
            .as_str()
            .context("no workspace_root")?;
        let packages = metadata["packages"].as_array().context("no packages")?;
        let packages = packages.iter().map(|p| Package::parse(p, Path::new(root)));
        Ok(Workspace {
            packages: packages.collect::<Result<_>>()?,
        })
    }
}

impl Package {
    fn parse(package: &Value, root: &Path) -> Result<Package> {
        let text = |value: &Value| {
            value
                .as_str()
                .map(str::to_owned)
                .context("a name is missing")
        };
        let manifest = PathBuf::from(text(&package["manifest_path"])?);
        let folder = manifest.parent().unwrap_or(root);
        let dependencies = package["dependencies"]
            .as_array()
            .context("no dependencies")?;
        let dependencies = dependencies.iter().map(|d| {
            Ok(Dependency {
                name: text(&d["name"])?,
                for_tests_only: d["kind"] == "dev",
            })
        });
        Ok(Package {
            name: text(&package["name"])?,
            folder: folder.strip_prefix(root).unwrap_or(folder).to_owned(),
            dependencies: dependencies.collect::<Result<_>>()?,
        })
    }
}

fn dependency_faults(packages: &[Package]) -> Vec<String> {
    packages
        .iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .map(move |dependency| (package, dependency))
        })
        .filter_map(|(package, dependency)| dependency_fault(package, dependency))
        .collect()
}

/// What is wrong with one arrow of the picture in ARCHITECTURE.md, if anything.
fn dependency_fault(package: &Package, dependency: &Dependency) -> Option<String> {
    let (from, to) = (package.name.as_str(), dependency.name.as_str());
    let arrow = format!("{from} depends on {to}");
    if DOMAINS.contains(&from) && DOMAINS.contains(&to) && !dependency.for_tests_only {
        return Some(format!(
            "{arrow}: domain crates are siblings; declare a port and wire it"
        ));
    }
    if to == "papers-pdf" && from != "khuyencong" {
        return Some(format!("{arrow}: only the binary links the typesetter"));
    }
    let driver = to == "sqlx" || to.ends_with("-sqlx") || to == "rusqlite";
    if driver && !MAY_NAME_DRIVERS.contains(&from) {
        return Some(format!("{arrow}: only db names a driver"));
    }
    if PURE.contains(&from) && IMPURE.contains(&to) && !dependency.for_tests_only {
        return Some(format!("{arrow}: {from} is pure"));
    }
    None
}

/// What is wrong with one file, if anything.
fn file_faults(path: &Path, text: &str) -> Vec<String> {
    let shown = path.display();
    let mut faults = Vec::new();
    let lines = text.lines().count();
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    if ["rs", "html", "ts", "mjs", "css"].contains(&ending) && lines > LONGEST_FILE {
        faults.push(format!(
            "{shown} has {lines} lines; split it at {LONGEST_FILE}"
        ));
    }
    if path.file_name().is_some_and(|name| name == "mod.rs") && !text.starts_with("//!") {
        faults.push(format!(
            "{shown} lacks its map: a //! comment that says what the folder is"
        ));
    }
    // Written in two parts, so that this file does not find itself.
    for machine in [concat!("/wo", "rk/"), concat!("/ro", "ot/")] {
        if let Some(line) = text.lines().position(|line| names_path(line, machine)) {
            faults.push(format!(
                "{shown}:{} names a path of one machine ({machine})",
                line + 1
            ));
        }
    }
    faults
}

/// True when the line holds the path from its root, not as the end of another (`a/work/`).
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "_-.}/".contains(c))
    })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() && !SKIPPED.contains(&name) {
            found.extend(files(&path)?);
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
#[path = "tidy_tests.rs"]
mod tests;
