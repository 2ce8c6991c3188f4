//! The calendar of a person (iCalendar, RFC 5545): open tasks, obstacles to untie and duties, each as
//! a whole-day event on its day. Calendars of phones and computers fetch it under a secret address,
//! which its owner can renew or take back; only a hash of the secret is kept.

mod feed;
#[cfg(test)]
mod tests;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use db::{CommandResult, Conn, Cx, DbError, sql};
use jiff::Timestamp;
use kernel::{AccountId, Thing, Verb};
use sha2::{Digest, Sha256};
use web_kit::{App, Guard, Routes, WebError};

use crate::reminder;

/// What is read for one calendar; a person has far less to do.
pub(crate) const MOST: i64 = 1000;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/calendar/{key}/work.ics", Guard::Open, show)
}

/// The address of a calendar.
pub(crate) fn path(key: &str) -> String {
    format!("/calendar/{key}/work.ics")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The key is random, so a fast hash is enough.
fn hash(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

/// Since when somebody has a calendar; None when they have none.
pub(crate) async fn since(
    conn: &mut Conn,
    account: AccountId,
) -> Result<Option<Timestamp>, DbError> {
    let row: Option<(Timestamp,)> = conn
        .opt(sql!(
            "SELECT created_at FROM calendar_key WHERE account_id = ?",
            account
        ))
        .await?;
    Ok(row.map(|(at,)| at))
}

/// Makes the address of whoever acts, or a new one in place of the old, which then stops working.
/// Answers with the secret, which is not kept.
pub async fn renew(cx: &Cx) -> CommandResult<String> {
    let account = reminder::me(cx)?;
    let bytes: [u8; 32] = rand::random();
    let key = hex(&bytes);
    let mut tx = cx.begin().await?;
    tx.exec(sql!(
        "INSERT INTO calendar_key (account_id, hash, created_at) VALUES (?, ?, ?)
         ON CONFLICT (account_id) DO UPDATE
             SET hash = excluded.hash, created_at = excluded.created_at",
        account,
        hash(&key),
        cx.now(),
    ))
    .await?;
    tx.audit(cx, "edit", "calendar_key", account, None::<&()>, &())
        .await?;
    tx.commit().await?;
    Ok(key)
}

/// Takes the address of whoever acts back.
pub async fn stop(cx: &Cx) -> CommandResult<()> {
    let account = reminder::me(cx)?;
    let mut tx = cx.begin().await?;
    tx.exec(sql!(
        "DELETE FROM calendar_key WHERE account_id = ?",
        account
    ))
    .await?;
    tx.audit(cx, "end", "calendar_key", account, None::<&()>, &())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Whose calendar a key opens.
async fn owner(conn: &mut Conn, key: &str) -> Result<Option<AccountId>, DbError> {
    let row: Option<(AccountId,)> = conn
        .opt(sql!(
            "SELECT account_id FROM calendar_key WHERE hash = ?",
            hash(key)
        ))
        .await?;
    Ok(row.map(|(id,)| id))
}

/// The calendar of a key. `root` is the program's own address, for links; it may be empty.
pub(crate) async fn of_key(app: &App, key: &str, root: &str) -> Result<Option<String>, WebError> {
    let mut conn = app.db.read().await?;
    let Some(account) = owner(&mut conn, key).await? else {
        return Ok(None);
    };
    let Some(actor) = app.accounts.by_id(&mut conn, account).await? else {
        return Ok(None);
    };
    let cx = app.cx(actor);
    let mut duties = Vec::new();
    if cx.actor.may(Verb::View, Thing::Obligation) {
        duties = feed::duties(&cx, &mut conn, account).await?;
    }
    let tasks = feed::tasks(&cx, &mut conn, account).await?;
    Ok(Some(feed::calendar(&cx, root, &tasks, &duties)))
}

async fn show(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let calendar = of_key(&app, &key, &root(&headers)).await?;
    let calendar = calendar.ok_or_else(WebError::not_found)?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CACHE_CONTROL, "private, max-age=900"),
        ],
        calendar,
    )
        .into_response())
}

/// The address by which the program was reached, as the proxy tells it.
fn root(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let Some(host) = text("host") else {
        return String::new();
    };
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    format!("{scheme}://{host}")
}
