use std::sync::Arc;

use db::{BoxFuture, Clock, Conn, Cx, Db, DbError, FileStore, Migration, Ports};
use kernel::{AccountId, Actor, Thing};
use uuid::Uuid;

use crate::{Operations, Routes, samples::Sample};

/// Who somebody is. `people` answers it; the frame only asks.
pub trait Accounts: Send + Sync {
    /// The person of a session; none when the account was closed.
    fn by_id<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: AccountId,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>>;

    /// The person of an API token; the database is asked only about one not known already.
    fn by_token<'a>(
        &'a self,
        db: &'a Db,
        token: &'a str,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>>;
}

/// What waits for somebody to be read, for the bell of the frame. `work` answers it; a server
/// without an answer shows no bell.
pub trait Notices: Send + Sync {
    /// How many are unread.
    fn unread<'a>(
        &'a self,
        conn: &'a mut Conn,
        account: AccountId,
    ) -> BoxFuture<'a, Result<i64, DbError>>;
}

/// What the whole server knows. One pointer: it goes with every request through every layer.
#[derive(Clone)]
pub struct App(Arc<AppParts>);

impl std::ops::Deref for App {
    type Target = AppParts;
    fn deref(&self) -> &AppParts {
        &self.0
    }
}

/// What an [`App`] holds.
#[derive(Clone)]
pub struct AppParts {
    pub db: Db,
    pub files: FileStore,
    pub clock: Clock,
    pub ports: Ports,
    pub accounts: Arc<dyn Accounts>,
    /// True when the database holds the demonstration: every page says so.
    pub demo: bool,
    pub nav: Vec<NavEntry>,
    /// Kind of record → its page, `{id}` standing for the id.
    pub records: Vec<(&'static str, &'static str)>,
}

impl App {
    pub fn new(
        db: Db,
        files: FileStore,
        clock: Clock,
        ports: Ports,
        accounts: Arc<dyn Accounts>,
        modules: &[Module],
    ) -> App {
        let mut nav: Vec<NavEntry> = modules.iter().flat_map(|m| m.nav).copied().collect();
        nav.sort_by_key(|entry| (entry.section, entry.order));
        App(Arc::new(AppParts {
            db,
            files,
            clock,
            ports,
            accounts,
            demo: false,
            nav,
            records: modules.iter().flat_map(|m| m.records).copied().collect(),
        }))
    }

    /// The same server, over the demonstration or not.
    pub fn with_demo(self, demo: bool) -> App {
        App(Arc::new(AppParts {
            demo,
            ..AppParts::clone(&self.0)
        }))
    }

    /// The context of somebody's work outside a request.
    pub fn cx(&self, actor: Actor) -> Cx {
        Cx::new(
            self.db.clone(),
            self.files.clone(),
            self.clock.clone(),
            self.ports.clone(),
            actor,
        )
    }

    /// The page of a record, if its kind has one.
    pub fn record_path(&self, thing: &str, id: &str) -> Option<String> {
        self.records
            .iter()
            .find(|(kind, _)| *kind == thing)
            .map(|(_, pattern)| pattern.replace("{id}", id))
    }
}

/// The page of the record that a longer address belongs to, as `/projects/{id}` of a step's.
pub(crate) fn record_of(records: &[(&str, &str)], path: &str) -> Option<String> {
    records.iter().find_map(|(_, pattern)| {
        let place = pattern.strip_suffix("{id}")?;
        let (id, _) = path.strip_prefix(place)?.split_once('/')?;
        Uuid::try_parse(id).ok()?;
        Some(format!("{place}{id}"))
    })
}

/// The sections of the left navigation, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NavKey {
    Work,
    Programme,
    Register,
    Activities,
    Clusters,
    Meetings,
    Reports,
    Law,
    Administration,
}

/// One line of the navigation; shown to those who may view the thing.
#[derive(Clone, Copy, Debug)]
pub struct NavEntry {
    pub section: NavKey,
    pub order: u8,
    pub label: (&'static str, &'static str),
    pub href: &'static str,
    /// None: everybody who is signed in.
    pub thing: Option<Thing>,
    /// The letter after `g` that goes there.
    pub key: Option<char>,
}

/// What a module gives to the whole.
#[derive(Clone, Copy)]
pub struct Module {
    pub name: &'static str,
    pub routes: fn() -> Routes,
    pub api: fn() -> Operations,
    pub migrations: &'static [Migration],
    pub nav: &'static [NavEntry],
    pub records: &'static [(&'static str, &'static str)],
    /// Every page of the module with invented values, for the test that renders them all.
    pub samples: fn() -> Vec<Sample>,
}
