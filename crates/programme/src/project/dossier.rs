//! The dossier (hồ sơ): which paper of the check-list is there.

use std::collections::HashMap;

use db::{CommandError, CommandResult, Conn, Cx, Upload, row, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{FileId, Lang, ProjectId, Thing, Verb};
use rules::checklist::DossierItem;
use serde::{Deserialize, Serialize};

use super::case::Case;
use crate::ports::{DossierQuestion, Requirements};

row! {
    #[derive(Clone, Debug, Serialize)]
    pub struct DossierEntry {
        pub item: String,
        pub present: bool,
        pub note: String,
        pub file_id: Option<FileId>,
        pub actor: String,
        pub at: Timestamp,
    }
}

/// A paper of the check-list and what is known of it in this project.
#[derive(Clone, Debug)]
pub struct DossierLine {
    pub item: DossierItem,
    pub entry: Option<DossierEntry>,
}

impl DossierLine {
    pub fn is_present(&self) -> bool {
        self.entry.as_ref().is_some_and(|e| e.present)
    }
}

/// What somebody says of one paper.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DossierInput {
    /// Code of the paper in the check-list.
    pub item: String,
    pub present: bool,
    #[serde(default)]
    pub note: String,
}

/// The check-list of a project on a day, and what was handed in though its row ended before.
pub async fn lines(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Vec<DossierLine>> {
    let entries: Vec<DossierEntry> = conn
        .all(sql!(
            "SELECT item, present, note, file_id, actor, at FROM dossier_entry
              WHERE project_id = ?",
            case.project.id
        ))
        .await?;
    let mut by_item: HashMap<String, DossierEntry> =
        entries.into_iter().map(|e| (e.item.clone(), e)).collect();
    let project = &case.project;
    let entered = by_item.values().filter(|entry| entry.present);
    let question = DossierQuestion {
        scope: project.funding(),
        kind: project.kind(),
        activity: project.activity,
        province: project.province_id,
        on,
        entered: entered.map(|entry| entry.item.clone()).collect(),
    };
    let needed = cx.port::<dyn Requirements>().papers(conn, question).await?;
    Ok(needed
        .into_iter()
        .map(|item| DossierLine {
            entry: by_item.remove(&item.code),
            item,
        })
        .collect())
}

/// The required papers that are not there; None when the dossier is complete.
pub(super) async fn missing(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Option<String>> {
    let lines = lines(cx, conn, case, on).await?;
    let titles: Vec<&str> = lines
        .iter()
        .filter(|line| line.item.required && !line.is_present())
        .map(|line| line.item.title.get(cx.lang))
        .collect();
    Ok((!titles.is_empty()).then(|| match cx.lang {
        Lang::Vi => format!("Hồ sơ còn thiếu: {}.", titles.join("; ")),
        Lang::En => format!("The dossier lacks: {}.", titles.join("; ")),
    }))
}

/// Ticks papers of the check-list. `uploads` go with the item of the same code.
pub async fn tick(
    cx: &Cx,
    id: ProjectId,
    inputs: &[DossierInput],
    uploads: &[(String, Upload)],
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    if case.is_ended() {
        return Err(CommandError::refused(
            "project-ended",
            cx.t("Đề án đã kết thúc.", "The project has ended."),
        ));
    }
    let before = lines(cx, &mut tx, &case, cx.today()).await?;
    for (i, input) in inputs.iter().enumerate() {
        let known = before.iter().find(|line| line.item.code == input.item);
        let Some(line) = known else {
            return Err(CommandError::field(
                &format!("item_{i}"),
                cx.t(
                    "Giấy tờ này không có trong danh mục hồ sơ của đề án.",
                    "This paper is not in the check-list of the project.",
                ),
            ));
        };
        let upload = uploads.iter().find(|(item, _)| *item == input.item);
        let file_id = match upload {
            Some((_, upload)) => Some(tx.store_file(cx, upload).await?),
            None => line.entry.as_ref().and_then(|e| e.file_id),
        };
        tx.exec(sql!(
            "INSERT INTO dossier_entry (project_id, item, present, note, file_id, actor, at)
             VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (project_id, item) DO UPDATE SET present = excluded.present,
                 note = excluded.note, file_id = excluded.file_id, actor = excluded.actor,
                 at = excluded.at",
            id,
            &input.item,
            input.present || upload.is_some(),
            kernel::clean(&input.note),
            file_id,
            &cx.actor.name,
            cx.now(),
        ))
        .await?;
    }
    let summary = |lines: &[DossierLine]| -> Vec<String> {
        let there = lines.iter().filter(|l| l.is_present());
        there.map(|l| l.item.code.clone()).collect()
    };
    let after = lines(cx, &mut tx, &case, cx.today()).await?;
    tx.audit(
        cx,
        "dossier",
        "project",
        id,
        Some(&summary(&before)),
        &summary(&after),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
