use db::{Conn, Cx, DbError, Page, PageRequest, sql};
use jiff::civil::Date;
use kernel::{AccountId, ReminderId};
use uuid::Uuid;

use super::model::{LATE_WEEK, Reminder, Setting, Stage};

const COLUMNS: &str = "id, account_id, stage, kind, thing, record_id, title, due_on, made_at, \
                       read_at, mail_id";

/// Something told to somebody.
pub(crate) struct Told<'a> {
    pub account: AccountId,
    pub stage: Stage,
    pub kind: &'a str,
    pub thing: &'a str,
    pub record: Uuid,
    pub title: &'a str,
    pub due_on: Date,
}

/// Tells somebody, unless they were told the same before. True when it is new.
pub(crate) async fn tell(cx: &Cx, tx: &mut Conn, told: Told<'_>) -> Result<bool, DbError> {
    let fresh = tx
        .exec(sql!(
            "INSERT INTO reminder (id, account_id, stage, kind, thing, record_id, title, due_on,
                 made_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (account_id, stage, kind, record_id, due_on) DO NOTHING",
            cx.new_id::<kernel::Reminder>(),
            told.account,
            told.stage,
            told.kind,
            told.thing,
            told.record,
            told.title,
            told.due_on,
            cx.now(),
        ))
        .await?;
    Ok(fresh == 1)
}

/// True when the sum of that week was told to anybody.
pub(super) async fn week_is_told(conn: &mut Conn, monday: Date) -> Result<bool, DbError> {
    let row: Option<(i64,)> = conn
        .opt(sql!(
            &format!(
                "SELECT CAST(1 AS BIGINT) FROM reminder
                  WHERE kind = '{LATE_WEEK}' AND due_on = ? LIMIT 1"
            ),
            monday
        ))
        .await?;
    Ok(row.is_some())
}

/// How many reminders somebody has not read.
pub async fn unread(conn: &mut Conn, account: AccountId) -> Result<i64, DbError> {
    let (count,) = conn
        .one::<(i64,)>(sql!(
            "SELECT COUNT(*) FROM reminder WHERE account_id = ? AND read_at IS NULL",
            account
        ))
        .await?;
    Ok(count)
}

/// One page of somebody's reminders: the unread first, then the newest.
pub(super) async fn list(
    conn: &mut Conn,
    account: AccountId,
    request: PageRequest,
) -> Result<Page<Reminder>, DbError> {
    let (total,) = conn
        .one::<(i64,)>(sql!(
            "SELECT COUNT(*) FROM reminder WHERE account_id = ?",
            account
        ))
        .await?;
    let rows = conn
        .all(sql!(
            &format!(
                "SELECT {COLUMNS} FROM reminder WHERE account_id = ?
                  ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT ? OFFSET ?"
            ),
            account,
            request.size,
            request.offset()
        ))
        .await?;
    Ok(Page {
        rows,
        total,
        request,
    })
}

/// One of somebody's own reminders.
pub(super) async fn find(
    conn: &mut Conn,
    account: AccountId,
    id: ReminderId,
) -> Result<Option<Reminder>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM reminder WHERE id = ? AND account_id = ?"),
        id,
        account
    ))
    .await
}

/// Marks one reminder as read, or all of somebody's.
pub(super) async fn mark_read(
    cx: &Cx,
    account: AccountId,
    id: Option<ReminderId>,
) -> Result<(), DbError> {
    let mut q = sql!(
        "UPDATE reminder SET read_at = ? WHERE account_id = ? AND read_at IS NULL",
        cx.now(),
        account
    );
    if let Some(id) = id {
        q.push(" AND id = ?", [id.into()]);
    }
    let mut tx = cx.db.begin().await?;
    tx.exec(q).await?;
    tx.commit().await
}

/// What waits for its e-mail: reminders of people with an address, made since they gave it.
pub(super) async fn unsent(conn: &mut Conn) -> Result<Vec<Reminder>, DbError> {
    conn.all(sql!(
        "SELECT r.id, r.account_id, r.stage, r.kind, r.thing, r.record_id, r.title, r.due_on,
                r.made_at, r.read_at, r.mail_id
           FROM reminder r JOIN reminder_setting s ON s.account_id = r.account_id
          WHERE r.mail_id IS NULL AND r.read_at IS NULL AND s.email <> '' AND r.made_at >= s.since
          ORDER BY r.account_id, r.due_on, r.id"
    ))
    .await
}

const SETTING: &str = "account_id, email, days_ahead, since, version";

pub(crate) async fn setting(
    conn: &mut Conn,
    account: AccountId,
) -> Result<Option<Setting>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {SETTING} FROM reminder_setting WHERE account_id = ?"),
        account
    ))
    .await
}

pub(super) async fn settings(conn: &mut Conn) -> Result<Vec<Setting>, DbError> {
    conn.all(sql!(&format!("SELECT {SETTING} FROM reminder_setting")))
        .await
}
