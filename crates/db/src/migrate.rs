use crate::{Conn, Db, DbError, Dialect, sql};

/// One step of the schema. All modules' steps sort by name into one history; a step that was
/// applied is never edited.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `20260105_1_project`: the day, the order within it, what it is about.
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Migration {
    /// A step whose text is the same for both databases.
    pub const fn both(name: &'static str, text: &'static str) -> Migration {
        Migration {
            name,
            sqlite: text,
            postgres: text,
        }
    }

    pub const fn each(
        name: &'static str,
        sqlite: &'static str,
        postgres: &'static str,
    ) -> Migration {
        Migration {
            name,
            sqlite,
            postgres,
        }
    }
}

/// The tables of this crate: audit trail, files, number series, form keys.
pub const OWN_MIGRATIONS: &[Migration] = &[Migration::each(
    "20260101_1_foundation",
    concat!(
        include_str!("../migrations/20260101_1_foundation.sql"),
        include_str!("../migrations/20260101_1_foundation.sqlite.sql")
    ),
    concat!(
        include_str!("../migrations/20260101_1_foundation.sql"),
        include_str!("../migrations/20260101_1_foundation.postgres.sql")
    ),
)];

/// Applies the steps that are missing, each in its own transaction, and answers with their names.
pub async fn migrate(db: &Db, steps: &[Migration]) -> Result<Vec<&'static str>, DbError> {
    let mut steps: Vec<&Migration> = OWN_MIGRATIONS.iter().chain(steps).collect();
    steps.sort_by_key(|step| step.name);
    if let Some(twice) = steps.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(DbError::Setup(format!(
            "two migrations are called {}",
            twice[0].name
        )));
    }
    let mut tx = db.begin().await?;
    tx.script("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
        .await?;
    tx.commit().await?;
    let mut done = Vec::new();
    for step in steps {
        let mut tx = db.begin().await?;
        let fresh = tx
            .exec(sql!(
                "INSERT INTO migration (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
                step.name
            ))
            .await?;
        if fresh == 0 {
            continue;
        }
        let text = match db.dialect() {
            Dialect::Sqlite => step.sqlite,
            Dialect::Postgres => step.postgres,
        };
        tx.script(text)
            .await
            .map_err(|e| DbError::Migration(step.name, Box::new(e)))?;
        tx.commit().await?;
        done.push(step.name);
    }
    Ok(done)
}

/// The names of the steps that the database has.
pub async fn applied(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = conn
        .all(sql!("SELECT name FROM migration ORDER BY name"))
        .await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
