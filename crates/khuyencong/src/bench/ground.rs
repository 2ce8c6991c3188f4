use anyhow::{Context, Result};
use db::Db;
use tempfile::TempDir;
use uuid::Uuid;
use web_kit::App;

use crate::open::DataArgs;

/// A database made for one measurement: a file in a temporary folder, or a database beside the one
/// that `--database-url` names.
pub struct Ground {
    pub data: DataArgs,
    /// The server's database to connect to for making and dropping ours, and the name of ours.
    postgres: Option<(String, String)>,
    _folder: TempDir,
}

impl Ground {
    pub async fn new(asked: &DataArgs) -> Result<Ground> {
        let folder = TempDir::with_prefix("khuyencong-bench-")?;
        let mut data = DataArgs {
            data: folder.path().to_owned(),
            database_url: None,
        };
        let mut postgres = None;
        if asked.is_postgres() {
            let server = asked.url();
            let name = format!("khuyencong_bench_{}", Uuid::now_v7().simple());
            script(
                &server,
                &format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"),
            )
            .await
            .context("cannot make a database to measure on")?;
            data.database_url = Some(beside(&server, &name)?);
            postgres = Some((server, name));
        }
        Ok(Ground {
            data,
            postgres,
            _folder: folder,
        })
    }

    /// Brings the schema and the reference data in and opens it.
    pub async fn open(&self) -> Result<App> {
        Ok(self.data.migrate().await?.0)
    }

    /// Drops the database; the folder goes with the value.
    pub async fn remove(self) -> Result<()> {
        match &self.postgres {
            Some((server, name)) => {
                script(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await
            }
            None => Ok(()),
        }
    }
}

/// The same server's address with another database.
fn beside(server: &str, name: &str) -> Result<String> {
    let (address, options) = server.split_once('?').unwrap_or((server, ""));
    let (_, rest) = address.split_once("://").context("not an address")?;
    let head = match rest.rsplit_once('/') {
        Some((_, database)) => &address[..address.len() - database.len() - 1],
        None => address,
    };
    let mark = if options.is_empty() { "" } else { "?" };
    Ok(format!("{head}/{name}{mark}{options}"))
}

async fn script(server: &str, text: &str) -> Result<()> {
    let db = Db::connect(server).await?;
    let result = async { db.read().await?.script(text).await }.await;
    db.close().await;
    Ok(result?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_stands_beside_another_on_the_same_server() {
        let at = |server| beside(server, "b").expect("an address");
        assert_eq!(at("postgres://u@h:1/a"), "postgres://u@h:1/b");
        assert_eq!(at("postgres://u@h:1"), "postgres://u@h:1/b");
        assert_eq!(
            at("postgres://u@h/a?sslmode=disable"),
            "postgres://u@h/b?sslmode=disable"
        );
    }
}
