//! Backup and restore: one zip with the database and every stored file.

use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail};
use clap::Args;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::open::DataArgs;

const SQLITE_MEMBER: &str = "khuyencong.db";
const POSTGRES_MEMBER: &str = "khuyencong.pgdump";

#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The zip to write; must not exist yet
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// A zip that `khuyencong backup` wrote
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

/// Writes the backup beside its name first, so that a backup that was cut short is not mistaken
/// for a whole one.
pub async fn backup(data: &DataArgs, args: BackupArgs) -> anyhow::Result<()> {
    if args.to.exists() {
        bail!("{} exists already; choose another name", args.to.display());
    }
    let folder = args
        .to
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let work = tempfile::tempdir_in(folder)
        .with_context(|| format!("cannot write in {}", folder.display()))?;
    let (member, dump) = if data.is_postgres() {
        let dump = work.path().join(POSTGRES_MEMBER);
        run("pg_dump", &["--format=custom"], &data.url(), &dump)?;
        (POSTGRES_MEMBER, dump)
    } else {
        let app = data.open().await?;
        let dump = work.path().join(SQLITE_MEMBER);
        let mut conn = app.db.read().await?;
        let target = dump.display().to_string().replace('\'', "''");
        // Connections for reading refuse every write, also one into another file.
        conn.script("PRAGMA query_only = OFF").await?;
        conn.script(&format!("VACUUM INTO '{target}'")).await?;
        drop(conn);
        app.db.close().await;
        (SQLITE_MEMBER, dump)
    };
    let unfinished = work.path().join("backup.zip");
    let mut zip = ZipWriter::new(File::create(&unfinished)?);
    add(&mut zip, member, &dump)?;
    let mut count = 0;
    for file in files_below(&data.data.join("files"))? {
        let name = file
            .strip_prefix(&data.data)?
            .display()
            .to_string()
            .replace('\\', "/");
        add(&mut zip, &name, &file)?;
        count += 1;
    }
    zip.finish()?;
    std::fs::rename(&unfinished, &args.to)?;
    super::print(format!(
        "{}: the database and {count} files",
        args.to.display()
    ))
}

/// Puts a backup where there is no database yet.
pub async fn restore(data: &DataArgs, args: RestoreArgs) -> anyhow::Result<()> {
    let file =
        File::open(&args.from).with_context(|| format!("cannot open {}", args.from.display()))?;
    let mut zip = ZipArchive::new(file)
        .with_context(|| format!("{} is not a backup of this program", args.from.display()))?;
    let wanted = if data.is_postgres() {
        POSTGRES_MEMBER
    } else {
        SQLITE_MEMBER
    };
    if zip.index_for_name(wanted).is_none() {
        bail!(
            "{} holds no {wanted}; it was made from the other database",
            args.from.display()
        );
    }
    if !data.is_postgres() && data.sqlite_path().exists() {
        bail!(
            "{} exists already; restore into an empty folder",
            data.sqlite_path().display()
        );
    }
    std::fs::create_dir_all(&data.data)?;
    let work = tempfile::tempdir_in(&data.data)?;
    let mut count = 0;
    for index in 0..zip.len() {
        let mut member = zip.by_index(index)?;
        let Some(name) = member.enclosed_name() else {
            bail!("the backup names a strange path")
        };
        let target = if name.starts_with("files") {
            count += 1;
            data.data.join(&name)
        } else {
            work.path().join(&name)
        };
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes)?;
        std::fs::write(&target, bytes)?;
    }
    let dump = work.path().join(wanted);
    if data.is_postgres() {
        run(
            "pg_restore",
            &["--exit-on-error", "--no-owner", "--single-transaction"],
            &data.url(),
            &dump,
        )?;
    } else {
        std::fs::rename(&dump, data.sqlite_path())?;
    }
    let app = data.open().await?;
    app.db.close().await;
    super::print(format!("restored the database and {count} files"))
}

fn add(zip: &mut ZipWriter<File>, name: &str, path: &Path) -> anyhow::Result<()> {
    let options = SimpleFileOptions::default().large_file(true);
    zip.start_file(name, options)?;
    std::io::copy(&mut File::open(path)?, zip)?;
    zip.flush()?;
    Ok(())
}

fn files_below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Runs one of PostgreSQL's client programs. The password goes by the environment: arguments are
/// visible to everybody on the machine.
fn run(program: &str, options: &[&str], url: &str, path: &Path) -> anyhow::Result<()> {
    let (url, password) = without_password(url);
    let mut command = Command::new(program);
    command.args(options).arg("--dbname").arg(url);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    if program == "pg_dump" {
        command.arg("--file");
    }
    let output = command
        .arg(path)
        .output()
        .with_context(|| format!("cannot run {program}; install PostgreSQL's client programs"))?;
    if !output.status.success() {
        bail!(
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(())
}

/// `postgres://user:secret@host/db` → `postgres://user@host/db` and `secret`.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let (who, place) = rest.rsplit_once('@')?;
        let (user, password) = who.split_once(':')?;
        Some((
            format!("{scheme}://{user}@{place}"),
            percent_decoded(password),
        ))
    });
    match parts {
        Some((url, password)) => (url, Some(password)),
        None => (url.to_owned(), None),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_kept_out_of_the_arguments() {
        let (url, password) = without_password("postgres://kc:b%C3%AD%20m%E1%BA%ADt@db:5432/kc");
        assert_eq!(url, "postgres://kc@db:5432/kc");
        assert_eq!(password.as_deref(), Some("bí mật"));
        assert_eq!(without_password("postgres://kc@db/kc").1, None);
    }
}
