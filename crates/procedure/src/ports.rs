//! What this module asks of others. The binary's wiring answers; tests answer with literals.

use db::{BoxFuture, Conn, DbError};
use kernel::WorkflowId;

/// The projects, which begin on a version of a workflow and stay on it.
pub trait Projects: Send + Sync {
    /// How many projects run on each version; versions without any are left out.
    fn on_versions<'a>(
        &'a self,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<(WorkflowId, i64)>, DbError>>;
}
