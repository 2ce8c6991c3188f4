//! Photographs of a report or a visit: JPEG or PNG by content, each with a caption.

use db::{Checks, CommandResult, Conn, Cx, DbError, Upload, sql};
use kernel::{FileId, FollowUpId, Lang, ProgressReportId, ProjectId};
use uuid::Uuid;

/// Rows for photographs on one page, and how large one may be.
pub(super) const ROWS: usize = 3;
pub(super) const MOST_MB: usize = 5;

/// A photograph as it is sent.
#[derive(Clone, Debug)]
pub struct PhotoInput {
    pub upload: Upload,
    pub caption: String,
}

/// What a photograph belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    Report(ProgressReportId),
    Visit(FollowUpId),
}

db::row! {
    #[derive(Clone, Debug)]
    pub(super) struct Photo {
        pub id: Uuid,
        pub report_id: Option<ProgressReportId>,
        pub follow_up_id: Option<FollowUpId>,
        pub file_id: FileId,
        pub caption: String,
    }
}

pub(super) fn check(checks: &mut Checks, photos: &[PhotoInput]) {
    for (i, photo) in photos.iter().enumerate() {
        let field = format!("photo_{}", i + 1);
        match photo.upload.check() {
            Ok("image/jpeg" | "image/png") => {}
            Ok(_) => {
                let text = checks.t("Ảnh cần là tệp JPG hoặc PNG.", "A photo is a JPG or a PNG.");
                checks.fail(&field, text.to_owned());
            }
            Err(error) => {
                let text = error.message(checks.lang);
                checks.fail(&field, text);
            }
        }
        if photo.upload.bytes.len() > MOST_MB * 1024 * 1024 {
            let text = match checks.lang {
                Lang::Vi => format!("Ảnh nặng hơn {MOST_MB} MB. Hãy thu nhỏ ảnh rồi gửi lại."),
                Lang::En => format!("The photo is over {MOST_MB} MB. Make it smaller."),
            };
            checks.fail(&field, text);
        }
        let caption = format!("caption_{}", i + 1);
        checks.text(&caption, &photo.caption, 300);
    }
    if photos.len() > ROWS {
        let text = checks.t("Nhiều nhất 3 ảnh một lần.", "At most 3 photos at a time.");
        checks.fail("photo_1", text.to_owned());
    }
}

pub(super) async fn store(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    of: Of,
    photos: &[PhotoInput],
) -> CommandResult<()> {
    let (report, visit) = match of {
        Of::Report(id) => (Some(id), None),
        Of::Visit(id) => (None, Some(id)),
    };
    for (i, photo) in photos.iter().enumerate() {
        let file = tx.store_file(cx, &photo.upload).await?;
        tx.exec(sql!(
            "INSERT INTO execution_photo (id, project_id, report_id, follow_up_id, position,
                 file_id, caption)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            cx.new_id::<()>(),
            project,
            report,
            visit,
            i as i64,
            file,
            kernel::clean(&photo.caption),
        ))
        .await?;
    }
    Ok(())
}

/// The photographs of a project that was loaded within the actor's scope.
pub(super) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<Photo>, DbError> {
    conn.all(sql!(
        "SELECT id, report_id, follow_up_id, file_id, caption FROM execution_photo
          WHERE project_id = ? ORDER BY id",
        id
    ))
    .await
}
