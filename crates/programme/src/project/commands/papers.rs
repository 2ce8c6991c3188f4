use db::{Checks, CommandError, CommandResult, Conn, Cx, Upload, sql};
use jiff::civil::Date;
use kernel::{FileId, Lang, PaperId, ProjectId, Thing, Verb};
use rules::{numbering::Issuer, workflow::ProofKind};
use serde::{Deserialize, Serialize};

use super::days::plausible;
use crate::{
    council::interest,
    ports::{NumberQuestion, NumberRequest, Numbers},
    project::{case::Case, papers::is_appraisal},
};

/// The paper that proves a step.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PaperInput {
    /// Its number and symbol, as `41/QĐ-SCT`.
    pub number: String,
    /// Takes the next number of the office's series in place of `number`.
    pub next_number: bool,
    #[schema(value_type = Option<String>, format = Date)]
    pub signed_on: Option<Date>,
    /// The post and name of who signed.
    pub signer: String,
    /// A file sent before to `/api/v1/files`.
    pub file_id: Option<FileId>,
}

impl PaperInput {
    fn is_empty(&self) -> bool {
        let numbered = self.next_number || !self.number.trim().is_empty();
        !numbered && self.signed_on.is_none() && self.signer.trim().is_empty()
    }
}

/// A paper whose number, date and signer are known.
pub(crate) struct Proof {
    pub number: String,
    pub signed_on: Date,
    pub signer: String,
}

/// Checks the paper of a step. A required paper names itself in the refusal.
pub(crate) fn check(
    checks: &mut Checks,
    cx: &Cx,
    kind: &ProofKind,
    input: &PaperInput,
    has_upload: bool,
) -> Option<Proof> {
    let has_file = has_upload || input.file_id.is_some();
    if input.is_empty() && !has_file && !kind.required {
        return None;
    }
    let name = kind.name.get(cx.lang);
    let number = checks.optional_text("paper_number", &input.number, 100);
    if number.is_empty() && !input.next_number {
        let text = match cx.lang {
            Lang::Vi => format!("Bước này cần văn bản “{name}”: điền số, ký hiệu."),
            Lang::En => format!("This step needs the paper “{name}”: give its number."),
        };
        checks.fail("paper_number", text);
    }
    if input.signed_on.is_none() {
        let text = match cx.lang {
            Lang::Vi => format!("Điền ngày ký của “{name}”."),
            Lang::En => format!("Give the day “{name}” was signed."),
        };
        checks.fail("paper_signed_on", text);
    }
    plausible(checks, "paper_signed_on", input.signed_on);
    let signed_on = match input.signed_on {
        Some(day) => checks.date("paper_signed_on", Some(day), Some(cx.today())),
        None => Date::ZERO,
    };
    let signer = checks.optional_text("paper_signer", &input.signer, 200);
    if signer.is_empty() {
        let text = match cx.lang {
            Lang::Vi => format!("Điền người ký “{name}” (chức vụ, họ tên)."),
            Lang::En => format!("Say who signed “{name}” (post and name)."),
        };
        checks.fail("paper_signer", text);
    }
    if kind.file && !has_file {
        let text = match cx.lang {
            Lang::Vi => format!("Gắn bản quét hoặc tệp ký số của “{name}”."),
            Lang::En => format!("Attach the scan or the signed file of “{name}”."),
        };
        checks.fail("paper_file", text);
    }
    Some(Proof {
        number,
        signed_on,
        signer,
    })
}

/// The series that gives the number of a step's paper on a day; None when the office gives none.
pub(crate) fn series(cx: &Cx, case: &Case, kind: &ProofKind, on: Date) -> Option<NumberQuestion> {
    // A national centre of a region has books of its own, not those of the province's centre.
    if cx.actor.scope.national_centre().is_some() {
        return None;
    }
    Some(NumberQuestion {
        kind: kind.kind?,
        issuer: Issuer::of(cx.actor.role)?,
        province: case.project.province_id,
        on,
    })
}

/// Gives the paper its number: the next of the office's series when that is asked for, else as it
/// was typed; a typed one that belongs to the series is kept there as given.
pub(super) async fn number(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    kind: &ProofKind,
    input: &PaperInput,
    proof: &mut Proof,
) -> CommandResult<()> {
    let given = match series(cx, case, kind, proof.signed_on) {
        None => None,
        Some(question) => {
            let request = NumberRequest {
                question,
                typed: (!input.next_number).then(|| proof.number.clone()),
                title: kind.name.vi.clone(),
                project: case.project.id,
            };
            cx.port::<dyn Numbers>().take(cx, tx, request).await?
        }
    };
    match given {
        Some(number) => proof.number = number,
        None if input.next_number => {
            let text = cx.t(
                "Đơn vị chưa có mẫu số cho loại văn bản này: điền số, ký hiệu.",
                "The office keeps no series for this kind of paper: give its number.",
            );
            return Err(CommandError::field("paper_number", text));
        }
        None => {}
    }
    Ok(())
}

/// Writes the paper, with its file when one came along.
pub(crate) async fn write(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    step: &str,
    kind: &ProofKind,
    proof: &Proof,
) -> CommandResult<PaperId> {
    let id: PaperId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO proof_paper (id, project_id, step, title, number, signed_on, signer,
             account_id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        project,
        step,
        &kind.name.vi,
        &proof.number,
        proof.signed_on,
        &proof.signer,
        cx.actor.account,
        cx.now(),
    ))
    .await?;
    Ok(id)
}

/// Ties a file to a paper: one that came with the form, or one sent before by the same person.
pub(crate) async fn write_file(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    paper: PaperId,
    upload: Option<&Upload>,
    file_id: Option<FileId>,
) -> CommandResult<()> {
    let file_id = match (upload, file_id) {
        (Some(upload), _) => tx.store_file(cx, upload).await?,
        (None, Some(id)) => own_file(cx, tx, id).await?,
        (None, None) => return Ok(()),
    };
    let file = db::file_row(tx, file_id).await?;
    let sha256 = file.ok_or(CommandError::NotFound)?.sha256;
    tx.exec(sql!(
        "INSERT INTO proof_file (id, project_id, paper_id, file_id, sha256, account_id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        project,
        paper,
        file_id,
        sha256,
        cx.actor.account,
        cx.now(),
    ))
    .await?;
    Ok(())
}

/// A file may be named only by the account that sent it: its id alone opens nothing.
async fn own_file(cx: &Cx, tx: &mut Conn, id: FileId) -> CommandResult<FileId> {
    let row: Option<(FileId,)> = tx
        .opt(sql!(
            "SELECT id FROM stored_file WHERE id = ? AND account_id = ?",
            id,
            cx.actor.account
        ))
        .await?;
    row.map(|(id,)| id).ok_or_else(|| {
        CommandError::field(
            "file_id",
            cx.t(
                "Không có tệp này do bạn gửi lên.",
                "There is no such file sent by you.",
            ),
        )
    })
}

/// Attaches a scanned file to a paper that was recorded earlier. An older file stays kept.
pub async fn attach_file(
    cx: &Cx,
    id: ProjectId,
    paper: PaperId,
    upload: &Upload,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    let known: Option<(String, String)> = tx
        .opt(sql!(
            "SELECT number, step FROM proof_paper WHERE id = ? AND project_id = ?",
            paper,
            case.project.id
        ))
        .await?;
    let (number, step) = known.ok_or(CommandError::NotFound)?;
    if is_appraisal(&case.definition, &step) {
        interest::refuse_barred(cx, &mut tx, id, &case.project.code).await?;
    }
    write_file(cx, &mut tx, id, paper, Some(upload), None).await?;
    tx.audit(
        cx,
        "attach-file",
        "project",
        id,
        None::<&()>,
        &(number, upload.sha256()),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
