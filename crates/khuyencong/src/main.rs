use std::process::ExitCode;

use clap::Parser;
use khuyencong::cli::Cli;

fn main() -> ExitCode {
    khuyencong::cli::main(Cli::parse())
}
