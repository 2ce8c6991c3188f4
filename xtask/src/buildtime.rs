//! What one edit costs: touches each crate's root file and times the check and the build after it.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::{
    proc::{self, command},
    steps::{print, say},
    tidy::Workspace,
};

pub fn run() -> Result<()> {
    let workspace = Workspace::read()?;
    say("building everything first");
    cargo(&["check", "--package", "khuyencong"])?;
    cargo(&["build", "--package", "khuyencong"])?;
    print("crate            check s   build s\n");
    for package in workspace
        .packages
        .iter()
        .filter(|p| p.folder.starts_with("crates"))
    {
        let root = ["src/lib.rs", "src/main.rs"].map(|file| package.folder.join(file));
        let root = root
            .iter()
            .find(|path| path.is_file())
            .context("a crate without a root file")?;
        let mut seconds = Vec::new();
        for verb in ["check", "build"] {
            proc::run(&mut command("touch", &[&root.to_string_lossy()]))?;
            let from = Instant::now();
            cargo(&[verb, "--package", "khuyencong"])?;
            seconds.push(from.elapsed().as_secs_f64());
        }
        print(&format!(
            "{:<16} {:>7.1} {:>9.1}\n",
            package.name, seconds[0], seconds[1]
        ));
    }
    Ok(())
}

fn cargo(args: &[&str]) -> Result<()> {
    proc::run_quietly(&mut proc::cargo(args))
}
