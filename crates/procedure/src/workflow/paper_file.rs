//! The signed file of the decision that puts a version in force, with its hash: sent with the
//! publication or afterwards. A version is never changed, so its files lie beside it.

use db::{CommandError, CommandResult, Conn, Cx, DbError, Migration, Upload, row, sql};
use jiff::Timestamp;
use kernel::{FileId, Thing, Verb, WorkflowId, format_timestamp};
use serde::Serialize;

use super::store;

pub const MIGRATION: Migration = Migration::each(
    "20260105_93_workflow_file",
    concat!(
        include_str!("../../migrations/20260105_93_workflow_file.sql"),
        include_str!("../../migrations/20260105_93_workflow_file.sqlite.sql")
    ),
    concat!(
        include_str!("../../migrations/20260105_93_workflow_file.sql"),
        include_str!("../../migrations/20260105_93_workflow_file.postgres.sql")
    ),
);

row! {
    /// A file of the decision.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct PaperFile {
        pub file_id: FileId,
        pub name: String,
        pub sha256: String,
        /// Who sent it.
        pub recorded_by: String,
        pub created_at: Timestamp,
    }
}

impl PaperFile {
    /// The first letters of the hash, as proof documents show it.
    pub fn hash(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }

    pub fn sent(&self) -> String {
        format_timestamp(self.created_at)
    }
}

/// The files of a version, the one sent last first.
pub async fn of_version(conn: &mut Conn, id: WorkflowId) -> Result<Vec<PaperFile>, DbError> {
    conn.all(sql!(
        "SELECT w.file_id, f.name, w.sha256, w.recorded_by, w.created_at
           FROM workflow_file w JOIN stored_file f ON f.id = w.file_id
          WHERE w.workflow_id = ? ORDER BY w.created_at DESC, w.id DESC",
        id
    ))
    .await
}

/// Attaches a file to the decision of a version.
pub async fn attach(cx: &Cx, id: WorkflowId, upload: Option<&Upload>) -> CommandResult<()> {
    let mut tx = cx.begin().await?;
    let version = store::by_id(&mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    cx.may_keep(Verb::Edit, Thing::Workflow, version.territory)?;
    if version.paper.is_none() {
        return Err(CommandError::refused(
            "no-decision",
            cx.t(
                "Phiên bản đi kèm phần mềm không có văn bản ban hành nên không gắn tệp.",
                "A version that comes with the product has no decision to attach a file to.",
            ),
        ));
    }
    let upload = upload.ok_or_else(|| {
        let message = cx.t("Hãy chọn tệp để gửi.", "Choose a file to send.");
        CommandError::field("file", message)
    })?;
    let sha256 = keep(cx, &mut tx, id, upload).await?;
    tx.audit(
        cx,
        "attach-file",
        "workflow",
        id,
        None::<&()>,
        &(&version.paper, sha256),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps a file of the decision inside another command's transaction, and answers with its hash.
pub(super) async fn keep(
    cx: &Cx,
    tx: &mut Conn,
    id: WorkflowId,
    upload: &Upload,
) -> CommandResult<String> {
    let file = tx.store_file(cx, upload).await?;
    let sha256 = upload.sha256();
    tx.exec(sql!(
        "INSERT INTO workflow_file (id, workflow_id, file_id, sha256, recorded_by, account_id,
             created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        id,
        file,
        &sha256,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
    ))
    .await?;
    Ok(sha256)
}
