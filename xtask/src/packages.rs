//! System packages: installed by apt-get when we are root, else named in one line.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{proc, steps::say};

/// Something that must be on the machine, and the Debian packages that bring it.
pub struct Need {
    pub packages: &'static [&'static str],
    pub present: fn() -> bool,
}

/// The interface is built by node; a C compiler builds SQLite.
pub const TO_BUILD: &[Need] = &[
    Need {
        packages: &["nodejs", "npm"],
        present: || proc::has("node") && proc::has("npm"),
    },
    Need {
        packages: &["gcc", "libc6-dev"],
        present: || proc::has("cc"),
    },
];

/// What the tests drive or read with.
pub const TO_TEST: &[Need] = &[
    Need {
        packages: &["postgresql"],
        present: || postgres_bin().is_some(),
    },
    Need {
        packages: &["chromium"],
        present: || proc::has("chromium"),
    },
    Need {
        packages: &["poppler-utils"],
        present: || proc::has("pdftotext"),
    },
    Need {
        packages: &["fonts-liberation2"],
        present: || Path::new("/usr/share/fonts/truetype/liberation2").is_dir(),
    },
    Need {
        packages: &["python3", "python3-venv"],
        present: || proc::answer("python3", &["-c", "import venv, ensurepip"]).is_some(),
    },
];

/// The newest folder of PostgreSQL's server programs, which Debian keeps out of PATH.
pub fn postgres_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    versions
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").is_file())
        .max_by_key(|bin| version_of(bin))
}

fn version_of(bin: &Path) -> u32 {
    let version = bin
        .parent()
        .and_then(Path::file_name)
        .and_then(|name| name.to_str());
    version.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Makes sure that everything is there.
pub fn ensure(needs: &[&[Need]]) -> Result<()> {
    let missing: Vec<&str> = needs
        .iter()
        .flat_map(|list| list.iter())
        .filter(|need| !(need.present)())
        .flat_map(|need| need.packages.iter().copied())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !(proc::is_root() && proc::has("apt-get")) {
        bail!("these packages are missing; install them first: apt-get install {list}");
    }
    say(&format!("installing {list}"));
    let quiet = |args: &[&str]| {
        let mut command = proc::command("apt-get", args);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        proc::run_quietly(&mut command)
    };
    quiet(&["update", "-q"])?;
    let mut install = vec!["install", "-q", "-y", "--no-install-recommends"];
    install.extend(&missing);
    quiet(&install)
}
