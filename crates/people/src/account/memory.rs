//! Whom a key stands for, remembered for a moment: a program calls many times a second, and each
//! call would begin with the same question to the database.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use kernel::Actor;

/// How long a change that another node or the command line made may go unnoticed.
const LIFE: Duration = Duration::from_secs(2);

/// How many keys are remembered; when there are more, all are forgotten.
const MOST: usize = 1_000;

/// Counts the changes of accounts made in this process.
static CHANGES: AtomicU64 = AtomicU64::new(0);

/// The state of the accounts that somebody is about to read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct State(u64);

/// To be asked before the database is: what is read may be older than a change made meanwhile.
pub(super) fn state() -> State {
    State(CHANGES.load(Ordering::SeqCst))
}

/// An account was changed here: nothing that was read before holds.
pub(super) fn forget_all() {
    CHANGES.fetch_add(1, Ordering::SeqCst);
}

struct Remembered {
    actor: Actor,
    state: State,
    since: Instant,
}

/// Actors by the hash of their key.
pub(super) struct Memory {
    life: Duration,
    actors: Mutex<HashMap<[u8; 32], Remembered>>,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::lasting(LIFE)
    }
}

impl Memory {
    pub fn lasting(life: Duration) -> Memory {
        Memory {
            life,
            actors: Mutex::default(),
        }
    }

    fn actors(&self) -> MutexGuard<'_, HashMap<[u8; 32], Remembered>> {
        // Nothing is done under this lock that could leave the map half-changed.
        self.actors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whom the key stood for, if that was read a moment ago and no account changed here since.
    pub fn recall(&self, key: &[u8; 32]) -> Option<Actor> {
        let actors = self.actors();
        let known = actors.get(key)?;
        let holds = known.state == state() && known.since.elapsed() < self.life;
        holds.then(|| known.actor.clone())
    }

    /// Keeps whom the key stands for, as it was read after `state` was asked.
    pub fn keep(&self, key: [u8; 32], actor: &Actor, state: State) {
        let mut actors = self.actors();
        if actors.len() >= MOST {
            actors.clear();
        }
        actors.insert(
            key,
            Remembered {
                actor: actor.clone(),
                state,
                since: Instant::now(),
            },
        );
    }
}
