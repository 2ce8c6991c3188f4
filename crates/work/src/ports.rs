//! What this module asks of the programme and of the accounts.

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::{AccountId, Actor, ProjectId, Role, UnitId};

/// A project as a task names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectBrief {
    pub id: ProjectId,
    /// Code and title.
    pub label: String,
    pub province_id: UnitId,
}

/// The projects of the programme.
pub trait Projects: Send + Sync {
    /// A project within the actor's scope; None outside it.
    fn find<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: ProjectId,
    ) -> BoxFuture<'a, Result<Option<ProjectBrief>, DbError>>;

    /// Projects within the actor's scope whose code, title or beneficiary holds these words.
    fn matching<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        words: &'a str,
        limit: i64,
    ) -> BoxFuture<'a, Result<Vec<ProjectBrief>, DbError>>;

    /// What these projects are called.
    fn labels<'a>(
        &'a self,
        conn: &'a mut Conn,
        ids: &'a [ProjectId],
    ) -> BoxFuture<'a, Result<Vec<(ProjectId, String)>, DbError>>;
}

/// Somebody who may be given work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: AccountId,
    /// By post, as the account is called.
    pub name: String,
    pub role: Role,
    pub organisation: String,
}

/// The accounts.
pub trait People: Send + Sync {
    /// The active accounts whose home lies within the actor's scope, by name.
    fn colleagues<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<Person>, DbError>>;

    /// What these accounts are called.
    fn names<'a>(
        &'a self,
        conn: &'a mut Conn,
        ids: &'a [AccountId],
    ) -> BoxFuture<'a, Result<Vec<(AccountId, String)>, DbError>>;

    /// Every active account as it acts, with its scope.
    fn everybody<'a>(
        &'a self,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<(AccountId, Actor)>, DbError>>;
}
