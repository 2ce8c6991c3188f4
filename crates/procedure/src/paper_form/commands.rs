use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{FormBasisId, InstrumentId, Lang, Thing, Verb};
use rules::paper_form;
use serde::{Deserialize, Serialize};
use web_kit::{
    basis,
    version::{self, Change, VerifyInput, WithdrawInput},
};

use super::{model::FormBasis, store};

/// What a person says of the text that a form rests on.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FormBasisInput {
    /// The first day; a correction keeps the one it has.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Date>,
    /// The form is no longer used from that day.
    pub ended: bool,
    /// `Mẫu số 2, Phụ lục 1`; with the number of the text when the document is not in the register.
    pub article: String,
    pub instrument_id: Option<InstrumentId>,
    /// What else is to be known.
    pub note: String,
    /// Why it is corrected; not asked of a new one.
    pub reason: String,
}

/// Gives the forms that have no basis yet the one that comes with the product, and answers with how
/// many. What people wrote stays as it is.
pub async fn load(cx: &Cx) -> CommandResult<usize> {
    let mut tx = cx.begin().await?;
    let mut added = 0;
    for form in paper_form::seed() {
        if !store::versions(&mut tx, &form.code).await?.is_empty() {
            continue;
        }
        let row = FormBasis {
            instrument_id: basis::named(cx, &mut tx, &form.article).await?,
            article: form.article,
            note: form.note,
            verified: form.confidence.is_verified(),
            ..blank(cx, form.code, form.valid_from)
        };
        append(cx, &mut tx, row, None).await?;
        added += 1;
    }
    tx.commit().await?;
    Ok(added)
}

/// The first version of a basis, with nothing said yet.
fn blank(cx: &Cx, code: String, valid_from: Date) -> FormBasis {
    FormBasis {
        id: cx.new_id(),
        code,
        valid_from,
        version: 1,
        change: Change::Add,
        reason: String::new(),
        ended: false,
        article: String::new(),
        instrument_id: None,
        note: String::new(),
        verified: false,
        verified_by: String::new(),
        verified_at: None,
        evidence: String::new(),
        recorded_by: cx.actor.name.clone(),
        recorded_at: cx.now(),
        illustration: cx.illustration,
    }
}

/// Forms are of the whole country.
pub(super) fn may_write(cx: &Cx) -> CommandResult<()> {
    cx.may_keep(Verb::Edit, Thing::Workflow, None)
}

/// Says which text a form rests on from a day. It is unverified until somebody compared it.
pub async fn add(cx: &Cx, code: &str, input: FormBasisInput) -> CommandResult<FormBasisId> {
    may_write(cx)?;
    let form = paper_form::find(code).ok_or(CommandError::NotFound)?;
    let mut tx = cx.begin().await?;
    let mut checks = Checks::new(cx.lang);
    let valid_from = checks.date("valid_from", input.valid_from, None);
    // A day that was refused may be one that the database cannot store.
    let before = match checks.is_ok() {
        true => store::newest(&mut tx, code, valid_from).await?,
        false => None,
    };
    if before
        .as_ref()
        .is_some_and(|b| b.change != Change::Withdraw)
    {
        checks.fail("valid_from", taken(cx.lang));
    }
    let row = blank(cx, form.code, valid_from);
    let row = ready(cx, &mut tx, &input, row, &mut checks).await?;
    if row.article.is_empty() && !row.ended {
        checks.fail(
            "article",
            cx.t(
                "Ghi mẫu số, phụ lục hoặc điều và văn bản; hoặc đánh dấu không còn dùng.",
                "Give the annex or article and its text, or tick that it is no longer used.",
            ),
        );
    }
    checks.done()?;
    let id = append(cx, &mut tx, row, before.as_ref()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Replaces a version by a corrected one, which has to be verified again. Form and day stay.
pub async fn correct(
    cx: &Cx,
    id: FormBasisId,
    input: FormBasisInput,
) -> CommandResult<FormBasisId> {
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", &input.reason, 500);
    let row = FormBasis {
        change: Change::Correct,
        reason,
        ..blank(cx, before.code.clone(), before.valid_from)
    };
    let row = ready(cx, &mut tx, &input, row, &mut checks).await?;
    checks.done()?;
    let new = append(cx, &mut tx, row, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Records that somebody compared the basis with the text it names.
pub async fn verify(cx: &Cx, id: FormBasisId, input: VerifyInput) -> CommandResult<FormBasisId> {
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let evidence = version::evidence(cx.lang, &input.evidence)?;
    if before.article.is_empty() {
        let message = cx.t(
            "Biểu mẫu này chưa rõ căn cứ nên chưa kiểm chứng được. Đính chính, ghi mẫu số hoặc điều \
             và văn bản trước.",
            "The basis of this form is not known yet. Correct it first, with annex or article and \
             text.",
        );
        return Err(CommandError::refused("no-article", message));
    }
    let row = FormBasis {
        change: Change::Verify,
        reason: String::new(),
        verified: true,
        verified_by: cx.actor.name.clone(),
        verified_at: Some(cx.now()),
        evidence,
        ..before.clone()
    };
    let new = append(cx, &mut tx, row, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Takes a basis back that was entered by mistake, for instance from a wrong day. It stays readable.
pub async fn withdraw(
    cx: &Cx,
    id: FormBasisId,
    input: WithdrawInput,
) -> CommandResult<FormBasisId> {
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let reason = version::reason(cx.lang, &input.reason)?;
    let row = FormBasis {
        change: Change::Withdraw,
        reason,
        ..before.clone()
    };
    let new = append(cx, &mut tx, row, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// The version with this id, when it is the one that counts.
async fn current(cx: &Cx, tx: &mut Conn, id: FormBasisId) -> CommandResult<FormBasis> {
    may_write(cx)?;
    let version = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    match store::newest(tx, &version.code, version.valid_from).await? {
        Some(newest) if newest.id == id && newest.change != Change::Withdraw => Ok(version),
        _ => Err(CommandError::Stale),
    }
}

/// Puts what was said into a row, and notes everything that is wrong with it.
async fn ready(
    cx: &Cx,
    tx: &mut Conn,
    input: &FormBasisInput,
    row: FormBasis,
    checks: &mut Checks,
) -> CommandResult<FormBasis> {
    let article = basis::quote(cx, tx, checks, input.instrument_id, &input.article).await?;
    Ok(FormBasis {
        ended: input.ended,
        article: checks.optional_text("article", &article, 300),
        instrument_id: input.instrument_id,
        note: checks.optional_text("note", &input.note, 500),
        ..row
    })
}

fn taken(lang: Lang) -> &'static str {
    lang.t(
        "Biểu mẫu đã có căn cứ từ đúng ngày này. Đính chính căn cứ đó, hoặc chọn ngày khác.",
        "The form has a basis from this very day. Correct that one, or choose another day.",
    )
}

/// Writes a version; the one before is of the same form and day.
async fn append(
    cx: &Cx,
    tx: &mut Conn,
    row: FormBasis,
    before: Option<&FormBasis>,
) -> CommandResult<FormBasisId> {
    let id: FormBasisId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO form_basis (id, code, valid_from, version, change, reason, ended, article,
             instrument_id, note, verified, verified_by, verified_at, evidence, recorded_by,
             recorded_account, recorded_at, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        &row.code,
        row.valid_from,
        before.map_or(1, |b| b.version + 1),
        row.change,
        &row.reason,
        row.ended,
        &row.article,
        row.instrument_id,
        &row.note,
        row.verified,
        &row.verified_by,
        row.verified_at,
        &row.evidence,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
        cx.illustration,
    ))
    .await
    .map_err(|error| explain(cx.lang, error, before))?;
    let after = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    tx.audit(cx, row.change.code(), "form_basis", id, before, &after)
        .await?;
    Ok(id)
}

/// Two people wrote the same version at the same moment.
fn explain(lang: Lang, error: DbError, before: Option<&FormBasis>) -> CommandError {
    if !error.breaks_unique("form_basis", &["code", "valid_from", "version"]) {
        return error.into();
    }
    match before {
        Some(_) => CommandError::Stale,
        None => CommandError::field("valid_from", taken(lang)),
    }
}
