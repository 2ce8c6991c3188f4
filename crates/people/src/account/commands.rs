use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use kernel::{AccountId, EstablishmentId, Role, Thing, UnitId, Verb};
use web_kit::Session;

use super::{
    memory,
    model::{Account, AccountEdit},
    password, store,
};

/// The shortest password that is accepted.
const MIN_PASSWORD: usize = 8;
/// Wrong passwords in a quarter of an hour before signing in pauses.
const MAX_FAILURES: i64 = 8;

/// What is needed for a new account.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    pub username: String,
    pub name: String,
    pub organisation: String,
    pub role: Option<Role>,
    pub home_id: Option<UnitId>,
    pub establishment_id: Option<EstablishmentId>,
    /// The national centre the person works for; then no province is needed.
    pub centre_code: Option<String>,
    pub communes: Vec<UnitId>,
    pub password: String,
}

fn check_password(checks: &mut Checks, password: &str) {
    if password.chars().count() < MIN_PASSWORD {
        let message = checks.t(
            "Mật khẩu cần ít nhất 8 ký tự.",
            "A password needs at least 8 characters.",
        );
        let message = message.to_owned();
        checks.fail("password", message);
    }
}

/// What each role needs to have a scope.
fn check_scope(
    checks: &mut Checks,
    role: Option<Role>,
    home: Option<UnitId>,
    establishment: Option<EstablishmentId>,
    centre: Option<&str>,
    communes: &[UnitId],
) {
    let of_centre = matches!(
        role,
        Some(Role::Officer | Role::CentreHead | Role::Accountant)
    );
    if centre.is_some() && !of_centre {
        let message = checks.t(
            "Trung tâm quốc gia có chuyên viên, giám đốc và kế toán; chọn một trong các vai trò đó.",
            "A national centre has officers, a head and an accountant; choose one of these roles.",
        );
        let message = message.to_owned();
        checks.fail("centre_code", message);
    }
    match role {
        Some(_) if centre.is_some() => {}
        Some(Role::MinistryAgency | Role::Administrator) | None => {}
        Some(Role::Establishment) => {
            checks.required("establishment_id", establishment);
        }
        Some(Role::Collaborator) => {
            if communes.is_empty() {
                let message = checks.t("Chọn ít nhất một xã.", "Choose at least one commune.");
                let message = message.to_owned();
                checks.fail("communes", message);
            }
        }
        Some(_) => {
            checks.required("home_id", home);
        }
    }
}

pub async fn create(cx: &Cx, input: NewAccount) -> CommandResult<AccountId> {
    cx.may(Verb::Create, Thing::Account)?;
    let mut checks = Checks::new(cx.lang);
    let username = checks.text("username", &input.username, 60).to_lowercase();
    let name = checks.text("name", &input.name, 120);
    let organisation = checks.optional_text("organisation", &input.organisation, 200);
    let role = checks.required("role", input.role);
    check_password(&mut checks, &input.password);
    check_scope(
        &mut checks,
        role,
        input.home_id,
        input.establishment_id,
        input.centre_code.as_deref(),
        &input.communes,
    );
    checks.done()?;
    let hash = password::hash(input.password).await?;
    let id: AccountId = cx.new_id();
    let mut tx = cx.begin().await?;
    tx.exec(sql!(
        "INSERT INTO account (id, username, name, role, organisation, home_id, establishment_id,
                              centre_code, password_hash, active, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE, ?)",
        id,
        &username,
        &name,
        role,
        &organisation,
        input.home_id,
        input.establishment_id,
        input.centre_code.clone(),
        hash,
        cx.now(),
    ))
    .await
    .map_err(|e| {
        if e.breaks_unique("account", &["username"]) {
            CommandError::field(
                "username",
                cx.t(
                    "Tên đăng nhập này đã có. Chọn tên khác.",
                    "This name is taken. Choose another.",
                ),
            )
        } else {
            e.into()
        }
    })?;
    put_communes(&mut tx, id, &input.communes).await?;
    let after = store::get(&mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    tx.audit_new(cx, "account", id, &after).await?;
    tx.commit().await?;
    Ok(id)
}

pub async fn update(cx: &Cx, id: AccountId, edit: AccountEdit) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Account)?;
    let mut checks = Checks::new(cx.lang);
    let name = checks.text("name", &edit.name, 120);
    let organisation = checks.optional_text("organisation", &edit.organisation, 200);
    let role = checks.required("role", edit.role);
    check_scope(
        &mut checks,
        role,
        edit.home_id,
        edit.establishment_id,
        edit.centre_code.as_deref(),
        &edit.communes,
    );
    checks.done()?;
    let mut tx = cx.begin().await?;
    let before = store::get(&mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    let changed = tx
        .exec(sql!(
            "UPDATE account SET name = ?, organisation = ?, role = ?, home_id = ?,
                                establishment_id = ?, centre_code = ?, active = ?,
                                version = version + 1
             WHERE id = ? AND version = ?",
            &name,
            &organisation,
            role,
            edit.home_id,
            edit.establishment_id,
            edit.centre_code.clone(),
            edit.active,
            id,
            edit.version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    tx.exec(sql!("DELETE FROM account_commune WHERE account_id = ?", id))
        .await?;
    put_communes(&mut tx, id, &edit.communes).await?;
    let after = store::get(&mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    tx.audit(cx, "edit", "account", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    memory::forget_all();
    Ok(())
}

async fn put_communes(tx: &mut Conn, id: AccountId, communes: &[UnitId]) -> CommandResult<()> {
    for unit in communes {
        tx.exec(sql!(
            "INSERT INTO account_commune (account_id, unit_id) VALUES (?, ?)",
            id,
            *unit
        ))
        .await?;
    }
    Ok(())
}

/// What a person types to change their own password.
#[derive(Clone, Debug, Default)]
pub struct PasswordChange {
    pub current: String,
    pub new: String,
    pub again: String,
}

/// Changes the actor's own password and ends their other sessions. A wrong present password counts
/// as a wrong sign-in, so it cannot be guessed here either.
pub async fn change_password(
    cx: &Cx,
    change: PasswordChange,
    present: Option<&Session>,
) -> CommandResult<()> {
    let id = cx
        .actor
        .account
        .ok_or_else(|| CommandError::role(cx.lang))?;
    let mut checks = Checks::new(cx.lang);
    check_password(&mut checks, &change.new);
    if change.new != change.again {
        let message = checks.t(
            "Hai lần gõ mật khẩu mới không giống nhau.",
            "The new password was not typed the same twice.",
        );
        let message = message.to_owned();
        checks.fail("again", message);
    }
    checks.done()?;
    let mut conn = cx.read().await?;
    let account = store::get(&mut conn, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    drop(conn);
    sign_in(cx, &account.username, change.current)
        .await
        .map_err(|error| match error {
            CommandError::Invalid(_) => CommandError::field(
                "current",
                cx.t(
                    "Mật khẩu hiện nay chưa đúng.",
                    "The present password is wrong.",
                ),
            ),
            other => other,
        })?;
    replace_password(cx, id, change.new, present).await
}

async fn replace_password(
    cx: &Cx,
    id: AccountId,
    new: String,
    present: Option<&Session>,
) -> CommandResult<()> {
    let hash = password::hash(new).await?;
    let mut tx = cx.begin().await?;
    let changed = tx
        .exec(sql!(
            "UPDATE account SET password_hash = ? WHERE id = ?",
            hash,
            id
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::NotFound);
    }
    web_kit::end_sessions(&mut tx, id, present).await?;
    tx.audit(cx, "password", "account", id, None::<&()>, &())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Sets somebody's password, for who manages the accounts. Their sessions end.
pub async fn set_password(cx: &Cx, id: AccountId, new: String) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Account)?;
    let mut checks = Checks::new(cx.lang);
    check_password(&mut checks, &new);
    checks.done()?;
    replace_password(cx, id, new, None).await
}

/// Makes a key for a program and shows it this once.
pub async fn issue_token(cx: &Cx, id: AccountId, label: &str) -> CommandResult<String> {
    cx.may(Verb::Edit, Thing::Account)?;
    let mut checks = Checks::new(cx.lang);
    let label = checks.text("label", label, 120);
    checks.done()?;
    let token = password::fresh_token();
    let mut tx = cx.begin().await?;
    store::get(&mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    tx.exec(sql!(
        "INSERT INTO api_token (hash, account_id, label, created_at) VALUES (?, ?, ?, ?)",
        password::hex(&password::token_hash(&token)),
        id,
        &label,
        cx.now(),
    ))
    .await?;
    tx.audit(cx, "token", "account", id, None::<&()>, &label)
        .await?;
    tx.commit().await?;
    Ok(token)
}

/// Checks a name and a password. The answer does not tell which of the two was wrong.
pub async fn sign_in(cx: &Cx, username: &str, password: String) -> CommandResult<Account> {
    let username = kernel::clean(username).to_lowercase();
    let mut conn = cx.read().await?;
    let since = cx.now() - jiff::SignedDuration::from_mins(15);
    let (failures,): (i64,) = conn
        .one(sql!(
            "SELECT COUNT(*) FROM sign_in_failure WHERE username = ? AND at > ?",
            &username,
            since
        ))
        .await?;
    if failures >= MAX_FAILURES {
        return Err(CommandError::refused(
            "too-many-attempts",
            cx.t(
                "Đã sai mật khẩu nhiều lần. Chờ 15 phút rồi thử lại, hoặc nhờ người quản trị đặt lại mật khẩu.",
                "Too many wrong passwords. Wait 15 minutes and try again, or ask the administrator for a new one.",
            ),
        ));
    }
    let known: Option<(AccountId, String)> = conn
        .opt(sql!(
            "SELECT id, password_hash FROM account WHERE username = ? AND active",
            &username
        ))
        .await?;
    drop(conn);
    // An unknown name takes as long as a wrong password.
    let (id, hash) = match known {
        Some((id, hash)) => (Some(id), hash),
        None => (None, password::hash(String::from("nobody")).await?),
    };
    let fits = password::verify(password, hash).await?;
    let Some(id) = id.filter(|_| fits) else {
        let mut tx = cx.db.begin().await?;
        tx.exec(sql!(
            "INSERT INTO sign_in_failure (username, at) VALUES (?, ?)",
            &username,
            cx.now()
        ))
        .await?;
        tx.commit().await?;
        return Err(CommandError::field(
            "password",
            cx.t(
                "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ và phím Caps Lock.",
                "The name or the password is wrong. Check the keyboard and Caps Lock.",
            ),
        ));
    };
    let mut tx = cx.db.begin().await?;
    tx.exec(sql!(
        "DELETE FROM sign_in_failure WHERE username = ? OR at < ?",
        &username,
        cx.now() - jiff::SignedDuration::from_hours(24)
    ))
    .await?;
    tx.commit().await?;
    let mut conn = cx.read().await?;
    store::get(&mut conn, id)
        .await?
        .ok_or(CommandError::NotFound)
}
