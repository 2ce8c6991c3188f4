use db::{Conn, DbError, sql};
use jiff::civil::Date;
use kernel::{FormBasisId, InstrumentId};
use rules::paper_form;

use super::model::{FormBasis, PaperForm};

const COLUMNS: &str = "id, code, valid_from, version, change, reason, ended, article, \
    instrument_id, note, verified, verified_by, verified_at, evidence, recorded_by, recorded_at, \
    illustration";

/// All forms in their order, each with the basis that applies on a day.
pub(super) async fn list(conn: &mut Conn, on: Date) -> Result<Vec<PaperForm>, DbError> {
    let begun: Vec<FormBasis> = conn
        .all(sql!(
            &format!(
                "SELECT {COLUMNS} FROM form_basis_current WHERE valid_from <= ?
                  ORDER BY code, valid_from"
            ),
            on
        ))
        .await?;
    let with_basis = |form: paper_form::PaperForm| {
        let last = begun.iter().rfind(|basis| basis.code == form.code);
        PaperForm::of(form, last.cloned())
    };
    Ok(paper_form::seed().into_iter().map(with_basis).collect())
}

/// One version, whether it counts or not.
pub(super) async fn get(conn: &mut Conn, id: FormBasisId) -> Result<Option<FormBasis>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM form_basis WHERE id = ?"),
        id
    ))
    .await
}

/// Every version of every basis of a form: the day that began last first, of a day the newest first.
pub(super) async fn versions(conn: &mut Conn, code: &str) -> Result<Vec<FormBasis>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM form_basis WHERE code = ? ORDER BY valid_from DESC, version DESC"
        ),
        code
    ))
    .await
}

/// The newest version of the basis of a form from a day, though it were taken back.
pub(super) async fn newest(
    conn: &mut Conn,
    code: &str,
    valid_from: Date,
) -> Result<Option<FormBasis>, DbError> {
    conn.opt(sql!(
        &format!(
            "SELECT {COLUMNS} FROM form_basis WHERE code = ? AND valid_from = ?
              ORDER BY version DESC LIMIT 1"
        ),
        code,
        valid_from
    ))
    .await
}

/// The forms in use that rest on a document on a day.
pub(crate) async fn of_instrument(
    conn: &mut Conn,
    id: InstrumentId,
    on: Date,
) -> Result<Vec<(PaperForm, FormBasis)>, DbError> {
    let all = list(conn, on).await?;
    let resting = all.into_iter().filter_map(|mut form| {
        let basis = form.basis.take()?;
        (basis.instrument_id == Some(id) && !basis.ended).then_some((form, basis))
    });
    Ok(resting.collect())
}
