use kernel::Lang;
use serde::Serialize;

/// What went wrong below the commands.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error("PostgreSQL answered with an error")]
    Postgres(#[from] sqlx::Error),
    #[error("SQLite answered with an error")]
    Sqlite(#[from] rusqlite::Error),
    /// Every connection was in use for too long.
    #[error("the database is too busy")]
    Busy,
    #[error("the database is closed")]
    Closed,
    #[error("an answer without rows where one was expected")]
    NoRow,
    #[error("a row has not the expected shape: {0}")]
    Shape(String),
    #[error("migration {0} failed")]
    Migration(&'static str, #[source] Box<DbError>),
    #[error("{0}")]
    Setup(String),
}

/// What kind of constraint refused a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Constraint {
    Unique,
    Check,
    Reference,
}

/// A refusal by a constraint: what the database calls it, and its sentence.
struct Refusal<'e> {
    kind: Constraint,
    name: Option<&'e str>,
    message: &'e str,
}

impl DbError {
    fn refusal(&self) -> Option<Refusal<'_>> {
        match self {
            DbError::Postgres(sqlx::Error::Database(e)) => {
                use sqlx::error::ErrorKind;
                let kind = match e.kind() {
                    ErrorKind::UniqueViolation => Constraint::Unique,
                    ErrorKind::CheckViolation => Constraint::Check,
                    ErrorKind::ForeignKeyViolation => Constraint::Reference,
                    _ => return None,
                };
                Some(Refusal {
                    kind,
                    name: e.constraint(),
                    message: e.message(),
                })
            }
            DbError::Sqlite(rusqlite::Error::SqliteFailure(code, message)) => {
                use rusqlite::ffi;
                let kind = match code.extended_code {
                    ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                        Constraint::Unique
                    }
                    ffi::SQLITE_CONSTRAINT_CHECK => Constraint::Check,
                    ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::Reference,
                    _ => return None,
                };
                Some(Refusal {
                    kind,
                    name: None,
                    message: message.as_deref().unwrap_or_default(),
                })
            }
            _ => None,
        }
    }

    /// True when a unique index on exactly these columns refused the row. Unique indexes are named
    /// `<table>_<columns joined by _>_key`.
    pub fn breaks_unique(&self, table: &str, columns: &[&str]) -> bool {
        let Some(refusal) = self.refusal().filter(|r| r.kind == Constraint::Unique) else {
            return false;
        };
        let name = format!("{table}_{}_key", columns.join("_"));
        let listed: Vec<String> = columns.iter().map(|c| format!("{table}.{c}")).collect();
        refusal.name == Some(&name)
            || refusal.message.contains(&listed.join(", "))
            || refusal.message.contains(&format!("'{name}'"))
    }

    /// True when the named CHECK refused the row.
    pub fn breaks_check(&self, name: &str) -> bool {
        self.refusal().is_some_and(|r| {
            r.kind == Constraint::Check && (r.name == Some(name) || r.message.ends_with(name))
        })
    }

    /// True when any CHECK refused the row.
    pub fn breaks_any_check(&self) -> bool {
        self.refusal().is_some_and(|r| r.kind == Constraint::Check)
    }

    /// True when a row that this one points at is missing, or is still pointed at.
    pub fn breaks_reference(&self) -> bool {
        self.refusal()
            .is_some_and(|r| r.kind == Constraint::Reference)
    }
}

/// A sentence beside a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// Why a command did nothing. Every text is meant for the person who asked, in their language.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The role or the scope does not allow it.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing, or it lies outside the actor's scope.
    #[error("not found")]
    NotFound,
    /// Input that cannot be accepted, field by field.
    #[error("input refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The state of things does not allow it. `problem` is the type for programs.
    #[error("{reason}")]
    Refused {
        problem: &'static str,
        reason: String,
    },
    /// Somebody else changed the record after this form was opened.
    #[error("changed meanwhile")]
    Stale,
    /// The same form was sent before; what it made is named here.
    #[error("already done: {thing} {id}")]
    AlreadyDone { thing: String, id: String },
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("the file store failed")]
    Files(#[from] object_store::Error),
}

pub type CommandResult<T> = Result<T, CommandError>;

impl CommandError {
    /// One sentence beside one field.
    pub fn field(field: &str, message: impl Into<String>) -> CommandError {
        CommandError::Invalid(vec![FieldError {
            field: field.to_owned(),
            message: message.into(),
        }])
    }

    /// Refused by the state of things; `problem` is a short kebab-case name.
    pub fn refused(problem: &'static str, reason: impl Into<String>) -> CommandError {
        CommandError::Refused {
            problem,
            reason: reason.into(),
        }
    }

    /// The role may not do this at all.
    pub fn role(lang: Lang) -> CommandError {
        CommandError::Forbidden(
            lang.t(
                "Vai trò của bạn không làm được việc này. Hãy nhờ người có vai trò phù hợp.",
                "Your role cannot do this. Ask somebody whose role can.",
            )
            .to_owned(),
        )
    }
}
