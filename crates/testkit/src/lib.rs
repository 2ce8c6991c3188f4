//! A migrated database per test, on both engines, and people to act in it.
//!
//! SQLite databases are copies of a file that was migrated once per process; PostgreSQL ones are
//! made from a template database. `KHUYENCONG_TEST_POSTGRES` names the server;
//! `cargo xtask test` starts one.

mod instruments;

use std::{collections::HashMap, path::PathBuf, sync::LazyLock};

use db::{Clock, Cx, Db, FileStore, Migration, Ports, sql};
use jiff::Timestamp;
use kernel::{Actor, EstablishmentId, Role, Scope, UnitId, UnitLevel};
use reference::Slice;
use tokio::sync::Mutex;
use uuid::Uuid;

/// The environment variable with the address of a PostgreSQL server for tests.
pub const POSTGRES: &str = "KHUYENCONG_TEST_POSTGRES";

/// One database of one test.
pub struct TestDb {
    pub db: Db,
    pub clock: Clock,
    pub files: FileStore,
    pub ports: Ports,
    pub engine: &'static str,
    folder: tempfile::TempDir,
}

/// Templates made so far in this process, by the hash of their migrations.
static TEMPLATES: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(Mutex::default);

/// Bà Rịa – Vũng Tàu as it was until 30/6/2025.
pub fn ba_ria_vung_tau() -> UnitId {
    UnitId::new(UnitLevel::Province, 77, 0)
}

/// Thành phố Hồ Chí Minh since 01/7/2025, into which it merged.
pub fn ho_chi_minh() -> UnitId {
    UnitId::new(UnitLevel::Province, 79, 1)
}

/// A fresh database on SQLite and one on PostgreSQL, with these modules' migrations besides those
/// of the foundation (db, sessions, reference data, people).
pub async fn both(migrations: &[&'static [Migration]]) -> Vec<TestDb> {
    vec![sqlite(migrations).await, postgres(migrations).await]
}

/// What rules of several modules point at; the whole table comes with the migrations of `law`.
const INSTRUMENT: Migration = Migration::both(
    "20260105_1_instrument",
    "CREATE TABLE instrument (id UUID PRIMARY KEY, seed_key TEXT, number TEXT NOT NULL,
         unit_id BIGINT, signed_year BIGINT NOT NULL);",
);

fn steps(migrations: &[&'static [Migration]]) -> Vec<Migration> {
    let mut steps = named(migrations);
    if steps.iter().all(|step| step.name != INSTRUMENT.name) {
        steps.push(INSTRUMENT);
    }
    steps
}

fn named(migrations: &[&'static [Migration]]) -> Vec<Migration> {
    [
        web_kit::SESSION_MIGRATIONS,
        reference::MIGRATIONS,
        people::MIGRATIONS,
    ]
    .iter()
    .chain(migrations)
    .flat_map(|list| list.iter())
    .copied()
    .collect()
}

/// A name that is the same for the same steps.
fn fingerprint(steps: &[Migration], engine: &str) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for step in steps {
        (step.name, step.sqlite, step.postgres).hash(&mut hasher);
    }
    format!("kc_{engine}_{}_{:x}", std::process::id(), hasher.finish())
}

async fn prepare(db: &Db, steps: &[Migration]) {
    db::migrate(db, steps).await.expect("migrations apply");
    reference::load_slice(db, Slice::Below(&["77", "79", "30", "31", "66"]))
        .await
        .expect("reference data loads");
    db.close().await;
}

/// A fresh SQLite database.
pub async fn sqlite(migrations: &[&'static [Migration]]) -> TestDb {
    let steps = steps(migrations);
    let name = fingerprint(&steps, "sqlite");
    let mut templates = TEMPLATES.lock().await;
    let template = match templates.get(&name) {
        Some(path) => PathBuf::from(path),
        None => {
            let path = std::env::temp_dir().join(format!("{name}.db"));
            let _ = std::fs::remove_file(&path);
            let db = Db::connect(&format!("sqlite:{}", path.display()))
                .await
                .expect("opens");
            prepare(&db, &steps).await;
            templates.insert(name, path.display().to_string());
            path
        }
    };
    drop(templates);
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("test.db");
    std::fs::copy(template, &path).expect("the template is copied");
    let db = Db::connect(&format!("sqlite:{}", path.display()))
        .await
        .expect("opens");
    test_db(db, "SQLite", folder)
}

/// A fresh PostgreSQL database.
///
/// # Panics
/// When no server is named: a test that silently skipped an engine would lie.
pub async fn postgres(migrations: &[&'static [Migration]]) -> TestDb {
    let server = std::env::var(POSTGRES)
        .unwrap_or_else(|_| panic!("set {POSTGRES}, or run the tests by `cargo xtask test`"));
    let steps = steps(migrations);
    let name = fingerprint(&steps, "postgres");
    let root = Db::connect(&server).await.expect("the test server answers");
    let at = |database: &str| {
        let (head, _) = server
            .rsplit_once('/')
            .expect("the address names a database");
        format!("{head}/{database}")
    };
    let mut templates = TEMPLATES.lock().await;
    let mut conn = root.read().await.expect("connects");
    if !templates.contains_key(&name) {
        conn.script(&format!("DROP DATABASE IF EXISTS {name}"))
            .await
            .expect("drops");
        conn.script(&format!(
            "CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
        ))
        .await
        .expect("the template is made");
        let db = Db::connect(&at(&name)).await.expect("connects");
        prepare(&db, &steps).await;
        templates.insert(name.clone(), name.clone());
    }
    let test = format!("kc_test_{}", Uuid::now_v7().simple());
    // Copies of one template are made one after the other: the server refuses two at a time.
    conn.script(&format!("CREATE DATABASE {test} TEMPLATE {name}"))
        .await
        .expect("copies");
    drop(templates);
    drop(conn);
    root.close().await;
    let db = Db::connect(&at(&test)).await.expect("connects");
    test_db(
        db,
        "PostgreSQL",
        tempfile::tempdir().expect("a folder for the test"),
    )
}

fn test_db(db: Db, engine: &'static str, folder: tempfile::TempDir) -> TestDb {
    let at: Timestamp = "2022-06-15T02:00:00Z".parse().expect("a time");
    let files = FileStore::local(&folder.path().join("files")).expect("a file store");
    TestDb {
        db,
        clock: Clock::fixed(at),
        files,
        ports: Ports::default(),
        engine,
        folder,
    }
}

impl TestDb {
    /// Somebody of that role in Bà Rịa – Vũng Tàu and what it merged into; the ministry agency and
    /// the administrator see the whole country. They have no account row.
    pub fn cx(&self, role: Role) -> Cx {
        let provinces = vec![
            ho_chi_minh(),
            ba_ria_vung_tau(),
            UnitId::new(UnitLevel::Province, 79, 0),
            UnitId::new(UnitLevel::Province, 74, 0),
        ];
        let scope = match role {
            Role::MinistryAgency | Role::Administrator => Scope::Nation,
            Role::Establishment => Scope::Own(EstablishmentId::from_uuid(Uuid::nil())),
            Role::Collaborator => Scope::Communes {
                communes: Vec::new(),
                provinces,
            },
            _ => Scope::Provinces(provinces),
        };
        self.cx_with(Actor {
            account: None,
            name: role.label(kernel::Lang::Vi).to_owned(),
            role,
            scope,
            organisation: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".to_owned(),
            home: Some(ba_ria_vung_tau()),
        })
    }

    /// The context of this person.
    pub fn cx_with(&self, actor: Actor) -> Cx {
        Cx::new(
            self.db.clone(),
            self.files.clone(),
            self.clock.clone(),
            self.ports.clone(),
            actor,
        )
    }

    /// Sets the day, at nine in the morning of Hà Nội.
    pub fn on(&self, day: jiff::civil::Date) {
        let at = day
            .at(9, 0, 0, 0)
            .to_zoned(kernel::hanoi())
            .expect("a day of ours")
            .timestamp();
        self.clock.set(at);
    }

    /// Where the test may keep files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let mut conn = self.db.read().await.expect("connects");
        let (n,): (i64,) = conn
            .one(sql!(&format!("SELECT COUNT(*) FROM {table}")))
            .await
            .expect("counts");
        n
    }

    /// Ends the connections; the folder goes with the value.
    pub async fn close(self) {
        self.db.close().await;
    }
}

/// The steps that every test database has, so that a test naming all modules can leave them out.
pub const FOUNDATION: &[&str] = &[
    "20260101_2_session",
    "20260102_1_reference",
    "20260103_1_account",
];
