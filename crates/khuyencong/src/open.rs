//! Opening a database: where it is, whether its schema is that of this program.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, bail};
use clap::Args;
use db::{Clock, Db, FileStore, sql};
use kernel::Actor;
use web_kit::App;

use crate::{modules, wiring};

/// Where the data are. The same for every command.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// Folder of the database file and of stored files
    #[arg(long, global = true, default_value = "./data", value_name = "DIR")]
    pub data: PathBuf,
    /// postgres://… for PostgreSQL; without it, SQLite in the data folder
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
}

impl DataArgs {
    /// The file of the SQLite database.
    pub fn sqlite_path(&self) -> PathBuf {
        self.data.join("khuyencong.db")
    }

    pub fn url(&self) -> String {
        self.database_url
            .clone()
            .filter(|url| !url.is_empty())
            .unwrap_or_else(|| format!("sqlite:{}", self.sqlite_path().display()))
    }

    pub fn is_postgres(&self) -> bool {
        self.url().starts_with("postgres")
    }

    /// Opens the database without looking at its schema.
    pub async fn connect(&self) -> anyhow::Result<Db> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("cannot make the folder {}", self.data.display()))?;
        let place = if self.is_postgres() {
            "the PostgreSQL server".to_owned()
        } else {
            self.sqlite_path().display().to_string()
        };
        Db::connect(&self.url()).await.with_context(|| {
            format!("cannot open {place}; check --data or --database-url and that it is running")
        })
    }

    pub fn files(&self) -> anyhow::Result<FileStore> {
        Ok(FileStore::local(&self.data.join("files"))?)
    }

    /// Opens a database that exists and fits this program.
    pub async fn open(&self) -> anyhow::Result<App> {
        if !self.is_postgres() && !self.sqlite_path().exists() {
            bail!(
                "there is no database in {}; run: khuyencong migrate --data {0}, or khuyencong demo",
                self.data.display()
            );
        }
        let app = self.app().await?;
        let mut conn = app.db.read().await?;
        let have = db::applied(&mut conn).await.unwrap_or_default();
        drop(conn);
        let missing = modules::migrations()
            .iter()
            .chain(db::OWN_MIGRATIONS)
            .any(|step| !have.iter().any(|name| name == step.name));
        if missing {
            bail!(
                "the database is older than this program; back it up, then run: khuyencong migrate"
            );
        }
        app.with_demo_flag().await
    }

    /// Brings the schema and the reference data up to this program, making the database if needed.
    pub async fn migrate(&self) -> anyhow::Result<(App, Vec<&'static str>)> {
        let app = self.app().await?;
        let done = db::migrate(&app.db, &modules::migrations()).await?;
        modules::load(&app.cx(Actor::operator())).await?;
        Ok((app.with_demo_flag().await?, done))
    }

    async fn app(&self) -> anyhow::Result<App> {
        Ok(App::new(
            self.connect().await?,
            self.files()?,
            Clock::System,
            wiring::ports(),
            Arc::new(people::Directory::default()),
            modules::ALL,
        ))
    }
}

/// What is asked of an opened app about its database.
pub trait Installation: Sized {
    /// Reads whether this is the demonstration.
    fn with_demo_flag(self) -> impl Future<Output = anyhow::Result<Self>> + Send;
}

impl Installation for App {
    async fn with_demo_flag(self) -> anyhow::Result<App> {
        let mut conn = self.db.read().await?;
        let row: Option<(bool,)> = conn
            .opt(sql!("SELECT demo FROM installation WHERE id = 1"))
            .await?;
        drop(conn);
        Ok(self.with_demo(row.is_some_and(|(demo,)| demo)))
    }
}

/// Marks the database as the demonstration.
pub async fn mark_demo(db: &Db) -> Result<(), db::DbError> {
    let mut tx = db.begin().await?;
    tx.exec(sql!(
        "INSERT INTO installation (id, demo) VALUES (1, TRUE)
         ON CONFLICT (id) DO UPDATE SET demo = TRUE"
    ))
    .await?;
    tx.commit().await
}
