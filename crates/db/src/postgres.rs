use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sqlx::{Connection as _, Error, PgConnection, postgres::PgConnectOptions};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A connection that rested this long is asked whether it still answers before it is used again.
const RESTED: Duration = Duration::from_secs(1);

/// A connection this old is replaced, so that what the server remembers of it does not pile up.
const OLD: Duration = Duration::from_secs(30 * 60);

/// How long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Lends connections for reading and keeps them open in between.
///
/// sqlx's own pool asks the database whether it still answers when a connection is taken and again
/// when it comes back. A page reads in a few short questions, so that doubled what it cost; and
/// reading leaves nothing behind in a connection that needs clearing up. Connections that failed,
/// or whose question was given up half-way, are not kept.
pub struct Lender(Arc<Inner>);

struct Inner {
    options: PgConnectOptions,
    kept: Mutex<Vec<Open>>,
    turns: Arc<Semaphore>,
}

struct Open {
    connection: PgConnection,
    opened: Instant,
    used: Instant,
}

/// A lent connection. It goes back when dropped.
pub struct Lent {
    open: Option<Open>,
    /// A question is under way, or failed.
    engaged: bool,
    lender: Arc<Inner>,
    _turn: OwnedSemaphorePermit,
}

impl Clone for Lender {
    fn clone(&self) -> Self {
        Lender(self.0.clone())
    }
}

impl std::fmt::Debug for Lender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lender").finish_non_exhaustive()
    }
}

impl Inner {
    fn kept(&self) -> MutexGuard<'_, Vec<Open>> {
        // Nothing is done under this lock that could leave the list half-changed.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn open(&self) -> Result<Open, Error> {
        let connection = PgConnection::connect_with(&self.options).await?;
        Ok(Open {
            connection,
            opened: Instant::now(),
            used: Instant::now(),
        })
    }

    /// A kept connection that still answers, or a fresh one.
    async fn take(&self) -> Result<Open, Error> {
        loop {
            let Some(mut open) = self.kept().pop() else {
                return self.open().await;
            };
            if open.opened.elapsed() > OLD {
                drop(open.connection.close().await);
                continue;
            }
            if open.used.elapsed() < RESTED || open.connection.ping().await.is_ok() {
                return Ok(open);
            }
        }
    }
}

impl Lender {
    /// Opens one connection at once, to fail early, and at most `most` in all.
    pub async fn new(options: PgConnectOptions, most: usize) -> Result<Lender, Error> {
        let inner = Inner {
            options,
            kept: Mutex::new(Vec::with_capacity(most)),
            turns: Arc::new(Semaphore::new(most)),
        };
        let first = inner.open().await?;
        inner.kept().push(first);
        Ok(Lender(Arc::new(inner)))
    }

    /// A connection, waiting for one to come back when all are lent.
    pub async fn lend(&self) -> Result<Lent, Error> {
        let turns = &self.0.turns;
        // Mostly a turn is free, and no clock has to be started.
        let turn = match turns.clone().try_acquire_owned() {
            Ok(turn) => turn,
            Err(_) => tokio::time::timeout(PATIENCE, turns.clone().acquire_owned())
                .await
                .map_err(|_| Error::PoolTimedOut)?
                .map_err(|_| Error::PoolClosed)?,
        };
        Ok(Lent {
            open: Some(self.0.take().await?),
            engaged: false,
            lender: self.0.clone(),
            _turn: turn,
        })
    }

    /// Closes the connections that are not lent; the others close when they come back.
    pub async fn close(&self) {
        self.0.turns.close();
        let kept = std::mem::take(&mut *self.0.kept());
        for open in kept {
            // A connection that cannot say goodbye is gone all the same.
            drop(open.connection.close().await);
        }
    }
}

impl Lent {
    /// A question begins. Unless [`Lent::settle_if`] follows, the connection is not used again.
    pub fn engage(&mut self) {
        self.engaged = true;
    }

    /// The question was answered whole, when it was.
    pub fn settle_if<T>(&mut self, answer: &Result<T, Error>) {
        self.engaged = answer.is_err();
    }
}

/// Why a lent connection is there until the end.
const LENT: &str = "a connection leaves its holder only when that is dropped";

impl Deref for Lent {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.open.as_ref().expect(LENT).connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.open.as_mut().expect(LENT).connection
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let mut kept = self.lender.kept();
        // Under the lock, so that closing cannot pass between the question and the keeping.
        if !self.engaged && !self.lender.turns.is_closed() {
            open.used = Instant::now();
            kept.push(open);
        }
    }
}
