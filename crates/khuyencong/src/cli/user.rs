use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use kernel::{Actor, Role};
use people::account::{self, NewAccount};

use crate::{
    cli::{Format, refusal},
    open::DataArgs,
};

#[derive(Args, Debug)]
pub struct UserArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Add an account
    Add {
        username: String,
        /// officer, centre_head, appraiser, accountant, ministry_agency or administrator
        #[arg(long)]
        role: String,
        /// The person's post, as shown and as kept in the audit trail
        #[arg(long)]
        name: String,
        #[arg(long, default_value = "")]
        organisation: String,
        /// Code of the province the person works for
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Read from standard input when absent
        #[arg(long, env = "KHUYENCONG_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
    /// List the accounts
    List {
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Set a new password, read from standard input when not given
    Password {
        username: String,
        #[arg(long, env = "KHUYENCONG_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
    /// Make a key for a program; it is shown only now
    Token {
        username: String,
        #[arg(long, default_value = "program")]
        label: String,
    },
}

fn password(given: Option<String>) -> anyhow::Result<String> {
    if let Some(password) = given {
        return Ok(password);
    }
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("cannot read the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

pub async fn run(data: &DataArgs, args: UserArgs) -> anyhow::Result<()> {
    let app = data.open().await?;
    let cx = app.cx(Actor::operator());
    let mut conn = cx.read().await?;
    match args.action {
        Action::Add {
            username,
            role,
            name,
            organisation,
            unit,
            password: given,
        } => {
            let Some(role) = Role::from_code(&role) else {
                bail!("unknown role {role}; see khuyencong user add --help");
            };
            let home_id = match unit {
                Some(code) => Some(
                    reference::units::by_code(&mut conn, &code, None)
                        .await?
                        .with_context(|| format!("there is no unit with the code {code}"))?
                        .id,
                ),
                None => None,
            };
            let input = NewAccount {
                username,
                name,
                organisation,
                role: Some(role),
                home_id,
                password: password(given)?,
                ..NewAccount::default()
            };
            let id = account::create(&cx, input).await.map_err(refusal)?;
            super::print(id)?;
        }
        Action::List { format } => {
            let accounts = account::list(&mut conn).await?;
            if format == Format::Json {
                super::print(serde_json::to_string(&accounts)?)?;
            } else {
                for account in accounts {
                    super::print(format!(
                        "{:<16} {:<16} {}{}",
                        account.username,
                        account.role.code(),
                        account.name,
                        if account.active { "" } else { " (closed)" }
                    ))?;
                }
            }
        }
        Action::Password {
            username,
            password: given,
        } => {
            let account = find(&mut conn, &username).await?;
            account::set_password(&cx, account.id, password(given)?)
                .await
                .map_err(refusal)?;
        }
        Action::Token { username, label } => {
            let account = find(&mut conn, &username).await?;
            super::print(
                account::issue_token(&cx, account.id, &label)
                    .await
                    .map_err(refusal)?,
            )?;
        }
    }
    drop(conn);
    app.db.close().await;
    Ok(())
}

async fn find(conn: &mut db::Conn, username: &str) -> anyhow::Result<account::Account> {
    account::by_username(conn, username)
        .await?
        .with_context(|| format!("there is no account {username}; see khuyencong user list"))
}
