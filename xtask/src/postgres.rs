//! A PostgreSQL cluster of our own for the tests: fresh, fast and forgetful.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    packages,
    proc::{self, command},
    server::Running,
};

/// The name of the superuser inside the cluster.
const OWNER: &str = "khuyencong";

/// The folder of a cluster ends in the number of the process that made it.
const FOLDER: &str = "khuyencong-postgres-";

pub struct Postgres {
    running: Option<Running>,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// PostgreSQL refuses to run as root; the package's own user then does it.
    pub fn start() -> Result<Postgres> {
        let bin = packages::postgres_bin().context("PostgreSQL's server programs are missing")?;
        let user = proc::is_root().then_some("postgres");
        let folder = prepare(user)?;
        let data = folder.join("data");
        let data = data.to_string_lossy();
        let mut init = as_user(user, &bin.join("initdb"));
        init.args([
            "-D",
            &data,
            "-U",
            OWNER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]);
        proc::run_quietly(&mut init)?;

        let port = proc::free_port()?;
        let mut serve = command(bin.join("postgres"), &["-D", &data]);
        for setting in [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".into(),
            "unix_socket_directories=".into(),
            "max_connections=200".into(),
            "fsync=off".into(),
            "synchronous_commit=off".into(),
            "full_page_writes=off".into(),
        ] {
            serve.args(["-c", &setting]);
        }
        let mut running = Running::start(&serve, user, &folder.join("server.log"))?;
        let ready = bin.join("pg_isready");
        let port_text = port.to_string();
        running.wait_until(|| {
            proc::answer(
                &ready,
                &["-h", "127.0.0.1", "-p", &port_text, "-d", "postgres"],
            )
            .is_some()
        })?;
        Ok(Postgres {
            running: Some(running),
            folder,
            port,
        })
    }

    /// The address that tests read from KHUYENCONG_TEST_POSTGRES.
    pub fn url(&self) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.running.take();
        // A folder that stays is removed by a later start.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn as_user(user: Option<&str>, program: &Path) -> std::process::Command {
    match user {
        Some(user) => {
            let mut switched = command(
                "setpriv",
                &["--reuid", user, "--regid", user, "--init-groups"],
            );
            switched.arg(program);
            switched
        }
        None => command(program, &[]),
    }
}

/// An empty folder that the user may enter: below target/, or in the system's temporary folder
/// when the checkout lies where only root can go.
fn prepare(user: Option<&str>) -> Result<PathBuf> {
    let name = format!("{FOLDER}{}", std::process::id());
    for parent in [proc::target(), std::env::temp_dir()] {
        remove_abandoned(&parent);
        let folder = parent.join(&name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let Some(user) = user else { return Ok(folder) };
        let path = folder.to_string_lossy();
        proc::run_quietly(&mut command("chown", &[user, &path]))?;
        let mut enter = as_user(Some(user), Path::new("test"));
        enter.args(["-w", &path]);
        if proc::run_quietly(&mut enter).is_ok() {
            return Ok(folder);
        }
        fs::remove_dir_all(&folder)?;
    }
    anyhow::bail!("no folder found that the user postgres may write to")
}

/// Removes what runs left that were killed. Failing to is no reason not to start.
fn remove_abandoned(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let maker = name.strip_prefix(FOLDER);
        if maker.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
