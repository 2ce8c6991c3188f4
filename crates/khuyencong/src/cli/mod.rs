//! The command line. Results for programs go to standard output with `--format json`; errors go
//! to standard error in one line that says what to do, with exit status 1, or 2 when the command line
//! itself cannot be read.

mod backup;
mod bench;
pub mod check;
mod demo;
mod import;
mod migrate;
mod norm;
mod remind;
mod report;
mod serve;
mod usage;
mod user;

use std::{io::Write, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};

use crate::open::DataArgs;

/// Runs the industrial-promotion programme (khuyến công): from need to yearly report.
#[derive(Parser, Debug)]
#[command(name = "khuyencong", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a database with the demonstration (Bà Rịa – Vũng Tàu 2022–2023)
    Demo(demo::DemoArgs),
    /// Serve the program over HTTP
    Serve(serve::ServeArgs),
    /// Bring the database's schema and reference data up to this program
    Migrate(migrate::MigrateArgs),
    /// Enter records from a file, through the same checks as a form
    Import(import::ImportArgs),
    /// Take records out to a file
    Export(import::ExportArgs),
    /// Make a report
    Report(report::ReportArgs),
    /// Tell people what is due, in the app and by e-mail; for cron
    Remind(remind::RemindArgs),
    /// Ask the support norms
    Norm(norm::NormArgs),
    /// Write a backup: one zip with the database and all files
    Backup(backup::BackupArgs),
    /// Put a backup where there is no database yet
    Restore(backup::RestoreArgs),
    /// Verify the audit chain, the money, the files and the definitions
    Check(check::CheckArgs),
    /// Manage accounts and keys for programs
    User(user::UserArgs),
    /// Measure speed and size on a database of its own
    Bench(bench::BenchArgs),
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => main(cli),
        Err(asked) if !asked.use_stderr() => match asked.print() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            say(&usage::line(&error));
            ExitCode::from(2)
        }
    }
}

/// Runs one command.
fn main(cli: Cli) -> ExitCode {
    // SQLite holds the thread that asks it, and others must go on meanwhile.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(processors + db::SQLITE_READERS)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    let data = cli.data;
    let result = runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => demo::run(&data, args).await,
            Command::Serve(args) => serve::run(&data, args).await,
            Command::Migrate(args) => migrate::run(&data, args).await,
            Command::Import(args) => import::import_run(&data, args).await,
            Command::Export(args) => import::export_run(&data, args).await,
            Command::Report(args) => report::run(&data, args).await,
            Command::Remind(args) => remind::run(&data, args).await,
            Command::Norm(args) => norm::run(&data, args).await,
            Command::Backup(args) => backup::backup(&data, args).await,
            Command::Restore(args) => backup::restore(&data, args).await,
            Command::Check(args) => check::run(&data, args).await,
            Command::User(args) => user::run(&data, args).await,
            Command::Bench(args) => bench::run(&data, args).await,
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// One line: what happened, and under it in the same line why.
fn fail(error: &anyhow::Error) -> ExitCode {
    let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
    say(&chain.join(": ").replace('\n', " "));
    ExitCode::FAILURE
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "khuyencong: {line}");
}

/// Prints a line of result.
pub(crate) fn print(line: impl std::fmt::Display) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// Says how long work goes.
pub(crate) fn progress(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A refusal of a command, as the operator reads it.
pub(crate) fn refusal(error: db::CommandError) -> anyhow::Error {
    match error {
        db::CommandError::Invalid(fields) => {
            let all: Vec<String> = fields
                .into_iter()
                .map(|f| format!("{}: {}", f.field, f.message))
                .collect();
            anyhow::anyhow!("{}", all.join(" "))
        }
        other => other.into(),
    }
}
