use std::process::ExitCode;

/// A page is made of some thousand small strings; the allocator of glibc took a seventh of a request.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    khuyencong::cli::run()
}
