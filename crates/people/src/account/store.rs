use std::time::Duration;

use db::{BoxFuture, Conn, Db, DbError, ScopeColumns, row, sql};
use kernel::{AccountId, Actor, EstablishmentId, Role, Scope, UnitId};
use web_kit::Accounts;

use super::{
    memory::{self, Memory},
    model::Account,
    password,
};

const COLUMNS: &str = "id, username, name, role, organisation, home_id, establishment_id, \
                       centre_code, active, created_at, version";

pub async fn list(conn: &mut Conn) -> Result<Vec<Account>, DbError> {
    conn.all(sql!(&format!(
        "SELECT {COLUMNS} FROM account ORDER BY username"
    )))
    .await
}

pub async fn get(conn: &mut Conn, id: AccountId) -> Result<Option<Account>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM account WHERE id = ?"),
        id
    ))
    .await
}

pub async fn by_username(conn: &mut Conn, username: &str) -> Result<Option<Account>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM account WHERE username = ?"),
        username
    ))
    .await
}

/// An account that is open.
pub async fn open_account(conn: &mut Conn, id: AccountId) -> Result<Option<Account>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM account WHERE active AND id = ?"),
        id
    ))
    .await
}

/// Open accounts whose post, body or user name holds all these words, by post.
pub async fn matching(conn: &mut Conn, text: &str, limit: usize) -> Result<Vec<Account>, DbError> {
    let words = kernel::fold(text);
    let all: Vec<Account> = conn
        .all(sql!(&format!(
            "SELECT {COLUMNS} FROM account WHERE active ORDER BY name, username"
        )))
        .await?;
    // Folded here, because neither database folds Vietnamese as the search does.
    let fits = |account: &Account| {
        let about = kernel::fold(&format!(
            "{} {} {}",
            account.name, account.organisation, account.username
        ));
        words.split(' ').all(|word| about.contains(word))
    };
    Ok(all.into_iter().filter(fits).take(limit).collect())
}

pub async fn communes(conn: &mut Conn, id: AccountId) -> Result<Vec<UnitId>, DbError> {
    let rows: Vec<(UnitId,)> = conn
        .all(sql!(
            "SELECT unit_id FROM account_commune WHERE account_id = ? ORDER BY unit_id",
            id
        ))
        .await?;
    Ok(rows.into_iter().map(|(unit,)| unit).collect())
}

/// The active people who may be given work within a scope, by name: not administrators, and not
/// establishments, which sign in for themselves.
pub async fn colleagues(conn: &mut Conn, scope: &Scope) -> Result<Vec<Account>, DbError> {
    let mut query = sql!(&format!(
        "SELECT {COLUMNS} FROM account
          WHERE active AND role NOT IN ('administrator', 'establishment')"
    ));
    query.within(
        scope,
        ScopeColumns {
            province: "home_id",
            commune: "",
            establishment: "",
        },
    );
    query.push(" ORDER BY name, username LIMIT 1000", []);
    conn.all(query).await
}

/// What accounts are called.
pub async fn names(
    conn: &mut Conn,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, String)>, DbError> {
    let mut query = sql!("SELECT id, name FROM account WHERE id IN ");
    query.push_list(ids.iter().copied());
    conn.all(query).await
}

/// Every active account as it acts.
pub async fn everybody(conn: &mut Conn) -> Result<Vec<(AccountId, Actor)>, DbError> {
    let rows: Vec<ActorRow> = conn
        .all(sql!(
            "SELECT id, name, role, organisation, home_id, establishment_id, centre_code
               FROM account WHERE active ORDER BY id"
        ))
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push((row.id, scoped(conn, row).await?));
    }
    Ok(all)
}

row! {
    struct ActorRow {
        id: AccountId,
        name: String,
        role: Role,
        organisation: String,
        home_id: Option<UnitId>,
        establishment_id: Option<EstablishmentId>,
        centre_code: Option<String>,
    }
}

const ACTOR: &str = "SELECT id, name, role, organisation, home_id, establishment_id, centre_code
    FROM account WHERE active AND id = ";

/// The person behind an account.
pub async fn actor(conn: &mut Conn, id: AccountId) -> Result<Option<Actor>, DbError> {
    let row: Option<ActorRow> = conn.opt(sql!(format!("{ACTOR}?"), id)).await?;
    match row {
        Some(row) => scoped(conn, row).await.map(Some),
        None => Ok(None),
    }
}

/// With the scope that the role gives.
async fn scoped(conn: &mut Conn, row: ActorRow) -> Result<Actor, DbError> {
    let home = match row.home_id {
        Some(home) => reference::units::family(conn, home).await?,
        None => Vec::new(),
    };
    if let Some(centre) = row.centre_code {
        let provinces = reference::centres::provinces(conn, &centre).await?;
        return Ok(Actor {
            account: Some(row.id),
            name: row.name,
            role: row.role,
            scope: Scope::Region { centre, provinces },
            organisation: row.organisation,
            home: row.home_id,
        });
    }
    let scope = match (row.role, row.establishment_id) {
        (Role::MinistryAgency | Role::Administrator, _) => Scope::Nation,
        (_, Some(establishment)) => Scope::Own(establishment),
        (Role::Collaborator, None) => Scope::Communes {
            communes: communes(conn, row.id).await?,
            provinces: home,
        },
        _ => Scope::Provinces(home),
    };
    Ok(Actor {
        account: Some(row.id),
        name: row.name,
        role: row.role,
        scope,
        organisation: row.organisation,
        home: row.home_id,
    })
}

/// Answers the frame's questions about who somebody is.
#[derive(Default)]
pub struct Directory {
    keys: Memory,
}

impl Directory {
    /// One that remembers whom a key stands for so long.
    pub fn remembering(life: Duration) -> Directory {
        Directory {
            keys: Memory::lasting(life),
        }
    }
}

impl Accounts for Directory {
    fn by_id<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: AccountId,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(actor(conn, id))
    }

    fn by_token<'a>(
        &'a self,
        db: &'a Db,
        token: &'a str,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(async move {
            let key = password::token_hash(token);
            if let Some(actor) = self.keys.recall(&key) {
                return Ok(Some(actor));
            }
            let state = memory::state();
            let mut conn = db.read().await?;
            let row: Option<ActorRow> = conn
                .opt(sql!(
                    format!("{ACTOR}(SELECT account_id FROM api_token WHERE hash = ?)"),
                    password::hex(&key)
                ))
                .await?;
            let Some(row) = row else {
                return Ok(None);
            };
            let actor = scoped(&mut conn, row).await?;
            self.keys.keep(key, &actor, state);
            Ok(Some(actor))
        })
    }
}
