use axum::extract::Path;
use kernel::{FileId, Lang, PaperId, ProjectId};
use web_kit::{Form, Web, WebError, WebResult};

use crate::{
    parts,
    project::{Case, attach_file, papers as documents},
};

/// A file of a project: a proof document, or a paper of its dossier.
pub(super) async fn download(web: Web, Path((id, file)): Path<(ProjectId, FileId)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    documents::admit_file(&web.cx, &mut conn, &case, file).await?;
    web_kit::stored_file(&web, &mut conn, file).await
}

/// Attaches a scan to a recorded paper.
pub(super) async fn attach(
    web: Web,
    Path((id, paper)): Path<(ProjectId, PaperId)>,
    form: Form,
) -> WebResult {
    let Some(upload) = form.file("file") else {
        return Err(db::CommandError::field(
            "file",
            web.t("Hãy chọn tệp để gửi.", "Choose a file to send."),
        )
        .into());
    };
    attach_file(&form.cx(&web.cx), id, paper, &upload).await?;
    let text = match web.cx.lang {
        Lang::Vi => format!("Đã gắn tệp “{}”.", upload.name),
        Lang::En => format!("“{}” is attached.", upload.name),
    };
    web.done(&format!("/projects/{id}?tab=papers"), text).await
}

/// A document made from the records: `appraisal.docx`, `liquidation.pdf`, `….html`.
pub(super) async fn document(web: Web, Path((id, name)): Path<(ProjectId, String)>) -> WebResult {
    let (kind, ending) = name.rsplit_once('.').ok_or_else(WebError::not_found)?;
    let document = documents::Document::from_code(kind).ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let paper = documents::paper(&web.cx, &mut conn, &case, document).await?;
    drop(conn);
    let file = format!("{} {}", document.label(Lang::Vi), case.project.code);
    parts::paper_response(&web, paper, &file, ending).await
}
