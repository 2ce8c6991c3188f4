//! How a person wants to be reminded. An e-mail address is given by the person, and taken back.

use db::{Checks, CommandError, CommandResult, Cx, sql};
use kernel::AccountId;
use serde::{Deserialize, Serialize};

use super::{collect::MOST_AHEAD, smtp::is_address, store};

/// What somebody wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingInput {
    /// 0 when nothing was saved before.
    pub version: i64,
    /// Empty: no e-mail.
    pub email: String,
    /// How many days before the day itself.
    pub days_ahead: Option<i64>,
}

/// The account of whoever acts; programs of the operator have none.
pub(crate) fn me(cx: &Cx) -> CommandResult<AccountId> {
    cx.actor.account.ok_or_else(|| CommandError::role(cx.lang))
}

/// Saves the wishes of whoever acts. What waits to be sent follows to the new address, and is
/// withdrawn when the address is.
pub async fn save(cx: &Cx, input: SettingInput) -> CommandResult<()> {
    let account = me(cx)?;
    let mut checks = Checks::new(cx.lang);
    let email = checks.optional_text("email", &input.email, 200);
    if !email.is_empty() && !is_address(&email) {
        checks.fail(
            "email",
            checks.t(
                "Địa chỉ thư cần có dạng ten@coquan.vn. Để trống nếu không nhận thư.",
                "An address is written name@office.vn. Leave it empty for no e-mail.",
            ),
        );
    }
    let days = checks.required("days_ahead", input.days_ahead).unwrap_or(0);
    checks.number("days_ahead", days, 0, MOST_AHEAD);
    checks.done()?;
    let mut tx = cx.begin().await?;
    let before = store::setting(&mut tx, account).await?;
    let since = match &before {
        Some(before) if !before.email.is_empty() => before.since,
        _ => cx.now(),
    };
    let changed = match &before {
        None => {
            tx.exec(sql!(
                "INSERT INTO reminder_setting (account_id, email, days_ahead, since)
                 VALUES (?, ?, ?, ?) ON CONFLICT (account_id) DO NOTHING",
                account,
                &email,
                days,
                since,
            ))
            .await?
        }
        Some(_) => {
            tx.exec(sql!(
                "UPDATE reminder_setting SET email = ?, days_ahead = ?, since = ?,
                     version = version + 1
                 WHERE account_id = ? AND version = ?",
                &email,
                days,
                since,
                account,
                input.version,
            ))
            .await?
        }
    };
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    if email.is_empty() {
        tx.exec(sql!(
            "UPDATE mail SET state = 'withdrawn' WHERE account_id = ? AND state = 'waiting'",
            account
        ))
        .await?;
    } else {
        tx.exec(sql!(
            "UPDATE mail SET recipient = ?, next_try_at = ?
              WHERE account_id = ? AND state = 'waiting' AND recipient <> ?",
            &email,
            cx.now(),
            account,
            &email,
        ))
        .await?;
    }
    let after = store::setting(&mut tx, account).await?;
    tx.audit(
        cx,
        "edit",
        "reminder_setting",
        account,
        before.as_ref(),
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
