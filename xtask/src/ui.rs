//! Builds ui/ into ui/dist, and only when something changed.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    packages,
    proc::{self, command},
    steps::say,
};

/// What the build reads: the sources, and the templates and Rust texts whose classes stay in the styles.
const INPUTS: &[&str] = &[
    "ui/src",
    "ui/build.mjs",
    "ui/safelist.mjs",
    "ui/package-lock.json",
    "crates",
];

/// `cargo xtask ui`.
pub fn build() -> Result<()> {
    packages::ensure(&[packages::TO_BUILD])?;
    build_when_changed()
}

/// Builds unless the inputs are those of the last build and its result is still there.
pub fn build_when_changed() -> Result<()> {
    install("ui", "npm")?;
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        hash_tree(Path::new(input), &mut hasher)?;
    }
    let built = Path::new("ui/dist/manifest.json");
    // The stand-in that build.rs writes is an empty object.
    let is_real = fs::read_to_string(built).is_ok_and(|text| text.contains("app.js"));
    let stamp = Stamp::of("ui", hasher.finish());
    if is_real && stamp.is_current() {
        say("ui: up to date");
        return Ok(());
    }
    proc::run(command("node", &["build.mjs"]).current_dir("ui"))?;
    stamp.keep()
}

/// `npm ci` in a folder when its lock file is not the one that was installed.
pub fn install(folder: &str, npm: &str) -> Result<()> {
    let lock = Path::new(folder).join("package-lock.json");
    let stamp = Stamp::of_file(&format!("{folder}-npm"), &lock)?;
    if Path::new(folder).join("node_modules").is_dir() && stamp.is_current() {
        return Ok(());
    }
    say(&format!("{folder}: npm ci"));
    let args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    proc::run_quietly(command(npm, &args).current_dir(folder))?;
    stamp.keep()
}

/// A note below target/ of what something was built from.
pub struct Stamp {
    path: PathBuf,
    hash: String,
}

impl Stamp {
    pub fn of(name: &str, hash: u64) -> Stamp {
        Stamp {
            path: proc::target().join("xtask").join(format!("{name}.stamp")),
            hash: format!("{hash:016x}"),
        }
    }

    /// A stamp for what is installed from a lock file.
    pub fn of_file(name: &str, file: &Path) -> Result<Stamp> {
        let mut hasher = DefaultHasher::new();
        fs::read(file)
            .with_context(|| format!("cannot read {}", file.display()))?
            .hash(&mut hasher);
        Ok(Stamp::of(name, hasher.finish()))
    }

    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|kept| kept == self.hash)
    }

    pub fn keep(&self) -> Result<()> {
        if let Some(dir) = self.path.parent() {
            fs::create_dir_all(dir)?;
        }
        Ok(fs::write(&self.path, &self.hash)?)
    }
}

fn hash_tree(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path)?.collect::<std::io::Result<Vec<_>>>()?;
        let mut inside: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        inside.sort();
        return inside.iter().try_for_each(|path| hash_tree(path, hasher));
    }
    let below_crates = path.starts_with("crates");
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    if !below_crates || ["html", "rs"].contains(&ending) {
        path.hash(hasher);
        fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .hash(hasher);
    }
    Ok(())
}
