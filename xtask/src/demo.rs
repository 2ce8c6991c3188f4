//! `cargo xtask demo`: from a clean checkout to a page in the browser.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{
    packages,
    proc::{self, command},
    steps::{Steps, say},
    ui,
};

/// Builds what changed, loads the scenario once, and serves until it is stopped.
pub fn run(args: &[String]) -> Result<()> {
    let (data, serve) = split(args);
    let mut steps = Steps::start();
    let built = steps
        .attempt("packages", || packages::ensure(&[packages::TO_BUILD]))
        .and_then(|()| steps.attempt("interface", ui::build_when_changed))
        .and_then(|()| steps.attempt("server", build_server));
    if let Some(program) = built {
        let loaded = steps.attempt("demonstration data", || load(&program, &data));
        if loaded.is_some() {
            steps.finish()?;
            let data = data.to_string_lossy();
            let mut command = command(&program, &["serve", "--data", &data]);
            command.args(&serve);
            say("serving; stop with Ctrl+C");
            return proc::run(&mut command);
        }
    }
    steps.finish()
}

/// Builds the program and says where it is.
pub fn build_server() -> Result<PathBuf> {
    proc::run(&mut proc::cargo(&["build", "--package", "khuyencong"]))?;
    Ok(proc::target().join("debug/khuyencong"))
}

/// Takes `--data DIR` out of the options; the rest is for `serve`.
fn split(args: &[String]) -> (PathBuf, Vec<String>) {
    let mut data = PathBuf::from("data");
    let mut rest = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if let Some(dir) = arg.strip_prefix("--data=") {
            data = dir.into();
        } else if arg == "--data" {
            data = args.next().map(PathBuf::from).unwrap_or(data);
        } else {
            rest.push(arg.clone());
        }
    }
    (data, rest)
}

/// Loads the scenario when the folder holds no database; data that are there are kept, and brought
/// to the tables of the program just built. A marker says that a load was cut short; what it left
/// is then removed, since nobody has worked in it.
pub fn load(program: &Path, data: &Path) -> Result<()> {
    fs::create_dir_all(data)?;
    let unfinished = data.join("khuyencong.db-unfinished");
    if unfinished.exists() {
        for name in ["khuyencong.db", "khuyencong.db-wal", "khuyencong.db-shm"] {
            let part = data.join(name);
            if part.exists() {
                fs::remove_file(part)?;
            }
        }
    } else if has_database(data) {
        say(&format!("the data in {} are kept", data.display()));
        return proc::run(&mut command(
            program,
            &["migrate", "--data", &data.to_string_lossy()],
        ));
    }
    fs::write(&unfinished, "")?;
    proc::run(&mut command(
        program,
        &["demo", "--data", &data.to_string_lossy()],
    ))?;
    Ok(fs::remove_file(&unfinished)?)
}

fn has_database(data: &Path) -> bool {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    entries
        .into_iter()
        .any(|entry| entry.path().extension().is_some_and(|e| e == "db"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_is_ours_and_other_options_go_to_the_server() {
        let args = ["--listen", "0.0.0.0:80", "--data", "x", "--quiet"].map(String::from);
        let (data, rest) = split(&args);
        assert_eq!(data, Path::new("x"));
        assert_eq!(rest, ["--listen", "0.0.0.0:80", "--quiet"]);
        assert_eq!(split(&["--data=y".into()]).0, Path::new("y"));
        assert_eq!(split(&[]).0, Path::new("data"));
    }
}
