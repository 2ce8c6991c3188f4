use std::process::ExitCode;

use clap::Parser;
use khuyencong::cli::Cli;

/// A page is made of some thousand small strings; the allocator of glibc took a seventh of a request.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    khuyencong::cli::main(Cli::parse())
}
