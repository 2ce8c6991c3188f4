//! The outbox: e-mails wait in the database until a server took them. What fails is tried again,
//! later each time, and never thrown away.

use db::{BoxFuture, Conn, Cx, DbError, row, sql};
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, MailId};
use serde::Serialize;

use super::letter::Letter;

/// How long a sender may take over one e-mail before another may try it.
const LEASE: SignedDuration = SignedDuration::from_mins(15);
/// How long to wait after the first failure; each later one doubles it.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(5);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);
/// After so many failures in a row the server is taken to be away, and the rest waits.
const PATIENCE: usize = 3;
/// The most that one run sends.
const MOST: usize = 500;
/// The longest remark kept of a failure.
const REMARK: usize = 500;

/// A way to send an e-mail.
pub trait Mailer: Send + Sync {
    /// Hands the letter to a server; the error is a sentence for the operator.
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), String>>;
}

/// What one run sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Delivery {
    pub sent: usize,
    pub failed: usize,
    /// What the server said last, when something failed.
    pub last_error: String,
}

row! {
    struct Waiting {
        id: MailId,
        recipient: String,
        subject: String,
        body: String,
        tries: i64,
    }
}

/// What may be tried now: waiting, or left behind by a sender that did not come back.
async fn next(conn: &mut Conn, now: Timestamp) -> Result<Option<Waiting>, DbError> {
    conn.opt(sql!(
        "SELECT id, recipient, subject, body, tries FROM mail
          WHERE state IN ('waiting', 'sending') AND next_try_at <= ?
          ORDER BY next_try_at, id LIMIT 1",
        now
    ))
    .await
}

/// Takes an e-mail for this sender; false when another one was quicker.
async fn claim(cx: &Cx, mail: &Waiting) -> Result<bool, DbError> {
    let mut tx = cx.db.begin().await?;
    let mine = tx
        .exec(sql!(
            "UPDATE mail SET state = 'sending', tries = tries + 1, next_try_at = ?
              WHERE id = ? AND tries = ? AND state IN ('waiting', 'sending')",
            cx.now() + LEASE,
            mail.id,
            mail.tries,
        ))
        .await?;
    tx.commit().await?;
    Ok(mine == 1)
}

/// Sends what waits. Nothing is held open in the database while a server answers.
pub async fn deliver(cx: &Cx, mailer: &dyn Mailer) -> Result<Delivery, DbError> {
    let mut delivery = Delivery::default();
    let mut in_a_row = 0;
    while delivery.sent + delivery.failed < MOST && in_a_row < PATIENCE {
        let mut conn = cx.read().await?;
        let found = next(&mut conn, cx.now()).await?;
        drop(conn);
        let Some(mail) = found else { break };
        if !claim(cx, &mail).await? {
            continue;
        }
        let letter = Letter {
            id: mail.id,
            recipient: mail.recipient.clone(),
            subject: mail.subject.clone(),
            body: mail.body.clone(),
        };
        match mailer.send(&letter).await {
            Ok(()) => {
                settle(cx, &mail).await?;
                delivery.sent += 1;
                in_a_row = 0;
            }
            Err(error) => {
                postpone(cx, &mail, &error).await?;
                delivery.failed += 1;
                delivery.last_error = error;
                in_a_row += 1;
            }
        }
    }
    Ok(delivery)
}

async fn settle(cx: &Cx, mail: &Waiting) -> Result<(), DbError> {
    let mut tx = cx.db.begin().await?;
    tx.exec(sql!(
        "UPDATE mail SET state = 'sent', sent_at = ?, last_error = '' WHERE id = ?",
        cx.now(),
        mail.id
    ))
    .await?;
    tx.commit().await
}

async fn postpone(cx: &Cx, mail: &Waiting, error: &str) -> Result<(), DbError> {
    let remark: String = error.chars().take(REMARK).collect();
    let mut tx = cx.db.begin().await?;
    tx.exec(sql!(
        "UPDATE mail SET state = 'waiting', next_try_at = ?, last_error = ?
          WHERE id = ? AND state = 'sending'",
        cx.now() + pause(mail.tries),
        remark,
        mail.id,
    ))
    .await?;
    tx.commit().await
}

/// How long to wait after `tries` earlier failures.
fn pause(tries: i64) -> SignedDuration {
    let doublings = u32::try_from(tries).unwrap_or(u32::MAX).min(9);
    (FIRST_PAUSE * 2_i32.pow(doublings)).min(LONGEST_PAUSE)
}

/// What a server said of somebody's newest e-mail that waits after a failure; empty when none does.
pub(super) async fn trouble(conn: &mut Conn, account: AccountId) -> Result<String, DbError> {
    let row: Option<(String,)> = conn
        .opt(sql!(
            "SELECT last_error FROM mail
              WHERE account_id = ? AND state = 'waiting' AND last_error <> ''
              ORDER BY created_at DESC, id DESC LIMIT 1",
            account
        ))
        .await?;
    Ok(row.map(|(error,)| error).unwrap_or_default())
}

/// How many e-mails wait.
pub async fn waiting(conn: &mut Conn) -> Result<i64, DbError> {
    let (count,) = conn
        .one::<(i64,)>(sql!(
            "SELECT COUNT(*) FROM mail WHERE state IN ('waiting', 'sending')"
        ))
        .await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_day_and_no_longer() {
        let minutes = [0, 1, 2, 8, 9, 400].map(|tries| pause(tries).as_mins());
        assert_eq!(minutes, [5, 10, 20, 1280, 1440, 1440]);
    }
}
