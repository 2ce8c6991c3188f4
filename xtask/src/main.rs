//! The chores of the project: `cargo xtask demo|test|ui|codegen|tidy|buildtime`.

mod buildtime;
mod codegen;
mod demo;
mod packages;
mod postgres;
mod proc;
mod server;
mod steps;
mod test;
mod tidy;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask COMMAND [OPTIONS]

  demo [OPTIONS]           build everything, load the demonstration into ./data when it is empty,
                           and serve http://127.0.0.1:8080; --data DIR chooses another folder, all
                           other options go to `khuyencong serve` (as --listen ADDRESS)
  test [--only PART]       install what the tests need and run everything;
                           PART is unit, e2e or api
  ui                       build the interface into ui/dist
  codegen [--check]        rewrite generated/; with --check fail when it was not fresh
  tidy                     check the rules of the house that the compiler cannot
  buildtime                touch one file per crate and print what a rebuild costs
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            steps::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", args),
    };
    // Every path below is relative to the root of the project.
    std::env::set_current_dir(proc::root())?;
    match (command, rest) {
        ("demo", rest) => demo::run(rest),
        ("test", []) => test::run(test::Part::All),
        ("test", [flag, part]) if flag == "--only" => test::run(part.parse()?),
        ("ui", []) => ui::build(),
        ("codegen", []) => with_postgres(codegen::rewrite),
        ("codegen", [flag]) if flag == "--check" => with_postgres(codegen::check),
        ("tidy", []) => tidy::run(),
        ("buildtime", []) => buildtime::run(),
        ("help" | "--help" | "-h", _) => {
            steps::print(HELP);
            Ok(())
        }
        _ => {
            steps::say(HELP);
            bail!("unknown command: cargo xtask {}", args.join(" "))
        }
    }
}

/// Runs with a PostgreSQL of our own.
fn with_postgres(work: impl FnOnce(&str) -> Result<()>) -> Result<()> {
    packages::ensure(&[packages::TO_TEST])?;
    let postgres = postgres::Postgres::start()?;
    work(&postgres.url())
}
