use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use jiff::{Timestamp, civil::Date};
use kernel::{Actor, Id, Lang, Scope, Thing, UnitId, Verb, hanoi};
use uuid::{Builder, Uuid};

use crate::{CommandError, CommandResult, Conn, Db, DbError, FileStore, Ports, sql};

/// Counts the ids made by this process.
static TURN: AtomicU32 = AtomicU32::new(0);

/// Where the time comes from: the machine, or a test.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    pub fn fixed(at: Timestamp) -> Clock {
        Clock::Fixed(Arc::new(Mutex::new(at)))
    }

    /// The only place that asks the machine for the time.
    pub fn now(&self) -> Timestamp {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that reads the clock"
            )]
            Clock::System => Timestamp::now(),
            Clock::Fixed(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock; the machine's cannot be moved.
    pub fn set(&self, to: Timestamp) {
        if let Clock::Fixed(at) = self {
            *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
        }
    }
}

/// The context of one request, import or command line: who asks, in which language, of which
/// database, at what time. Every command takes it first.
#[derive(Clone)]
pub struct Cx {
    pub db: Db,
    pub files: FileStore,
    pub clock: Clock,
    pub actor: Actor,
    pub lang: Lang,
    /// The key of the form being handled; the second use of one key does nothing.
    pub form_key: Option<Uuid>,
    /// True when what is written is invented for the demonstration.
    pub illustration: bool,
    pub ports: Ports,
}

impl Cx {
    pub fn new(db: Db, files: FileStore, clock: Clock, ports: Ports, actor: Actor) -> Cx {
        Cx {
            db,
            files,
            clock,
            actor,
            lang: Lang::Vi,
            form_key: None,
            illustration: false,
            ports,
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in Hà Nội.
    pub fn today(&self) -> Date {
        self.now().to_zoned(hanoi()).date()
    }

    /// The wording in the actor's language.
    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.t(vi, en)
    }

    /// A new id that sorts by the time of this context.
    pub fn new_id<K>(&self) -> Id<K> {
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        // Ids of one moment keep the order in which they were made: 26 bits of a counter, in the
        // places that a UUID of version 7 leaves free, then 48 random bits.
        let turn = TURN.fetch_add(1, Ordering::Relaxed);
        let mut ten = [0; 10];
        ten[0] = (turn >> 22) as u8 & 0x0f;
        ten[1] = (turn >> 14) as u8;
        ten[2] = (turn >> 8) as u8 & 0x3f;
        ten[3] = turn as u8;
        ten[4..].copy_from_slice(&Uuid::now_v7().as_bytes()[10..]);
        Id::from_uuid(Builder::from_unix_timestamp_millis(millis, &ten).into_uuid())
    }

    /// Refuses unless the access table allows the actor's role to do this.
    pub fn may(&self, verb: Verb, thing: Thing) -> CommandResult<()> {
        if self.actor.may(verb, thing) {
            Ok(())
        } else {
            Err(CommandError::role(self.lang))
        }
    }

    /// Refuses unless the person keeps the rules of this area; see [`Actor::keeps`].
    pub fn may_keep(&self, verb: Verb, thing: Thing, area: Option<UnitId>) -> CommandResult<()> {
        self.may(verb, thing)?;
        if self.actor.keeps(verb, thing, area) {
            return Ok(());
        }
        let message = match self.actor.scope {
            Scope::Nation => self.t(
                "Bạn chỉ ghi được phần chung của cả nước; phần riêng của tỉnh do Sở Công Thương \
                 tỉnh đó ghi.",
                "You can write what is nationwide; what is of a province is kept by its \
                 department.",
            ),
            _ => self.t(
                "Bạn chỉ ghi được phần riêng của tỉnh mình; phần chung của cả nước do Cục hoặc \
                 quản trị ghi.",
                "You can write what is of your own province; what is nationwide is kept by the \
                 ministry agency or the administrator.",
            ),
        };
        Err(CommandError::Forbidden(message.to_owned()))
    }

    /// The answer of another module; see [`Ports::get`].
    pub fn port<P: ?Sized + Send + Sync + 'static>(&self) -> std::sync::Arc<P> {
        self.ports.get::<P>()
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Conn, DbError> {
        self.db.read().await
    }

    /// A transaction for one command. When the form's key was used before, it answers with what
    /// that first use made, and nothing is done again.
    pub async fn begin(&self) -> CommandResult<Conn> {
        let mut tx = self.db.begin().await?;
        let Some(key) = self.form_key else {
            return Ok(tx);
        };
        let fresh = tx
            .exec(sql!(
                "INSERT INTO form_submission (key, account_id, at, thing, thing_id)
                 VALUES (?, ?, ?, '', '') ON CONFLICT (key) DO NOTHING",
                key,
                self.actor.account,
                self.now(),
            ))
            .await?;
        if fresh == 1 {
            return Ok(tx);
        }
        let (thing, id) = tx
            .one(sql!(
                "SELECT thing, thing_id FROM form_submission WHERE key = ?",
                key
            ))
            .await?;
        Err(CommandError::AlreadyDone { thing, id })
    }
}
