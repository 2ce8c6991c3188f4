//! Files: the decision that set a council up, papers of dossiers within a session, and what is printed
//! of a session.

use axum::extract::Path;
use db::sql;
use kernel::{CouncilId, CouncilItemId, CouncilSessionId, FileId, Lang};
use web_kit::{Web, WebError, WebResult};

use crate::{
    council::{
        minutes::{self, Document},
        papers as written, store,
    },
    parts,
};

/// The signed decision that set a council up.
pub(super) async fn decision(web: Web, Path(id): Path<CouncilId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let council = store::find(&web.cx, &mut conn, id).await?;
    let file = council.file_id.ok_or_else(WebError::not_found)?;
    web_kit::stored_file(&web, &mut conn, file).await
}

/// A paper of the dossier of a project on the agenda, kept from whoever has an interest in it.
pub(super) async fn file(
    web: Web,
    Path((session, item, file)): Path<(CouncilSessionId, CouncilItemId, FileId)>,
) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    store::session(cx, &mut conn, session).await?;
    let item = store::item(cx, &mut conn, session, item).await?;
    written::admit(cx, &item)?;
    let (known,): (i64,) = conn
        .one(sql!(
            "SELECT COUNT(*) FROM dossier_entry WHERE project_id = ? AND file_id = ?",
            item.project_id,
            file,
        ))
        .await?;
    if known == 0 {
        return Err(WebError::not_found());
    }
    web_kit::stored_file(&web, &mut conn, file).await
}

/// `minutes.docx`, `minutes.pdf`, `minutes.html`, and the same of the invitation.
pub(super) async fn document(
    web: Web,
    Path((id, name)): Path<(CouncilSessionId, String)>,
) -> WebResult {
    let (kind, ending) = name.rsplit_once('.').ok_or_else(WebError::not_found)?;
    let document = Document::from_code(kind).ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let paper = minutes::paper(&web.cx, &mut conn, id, document).await?;
    drop(conn);
    parts::paper_response(&web, paper, document.label(Lang::Vi), ending).await
}
