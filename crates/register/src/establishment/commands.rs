use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{EstablishmentId, Lang, Thing, Verb};
use reference::units;

use super::{
    input::{self, EstablishmentInput, NewEstablishment},
    model::{Establishment, Status},
    store::{self, Brief},
};
use crate::site::{self, Site};

/// Enters an establishment with its first production site.
///
/// Errors, beside their fields: a malformed or taken tax code, an unknown industry, a unit that is
/// unknown, ended or outside the actor's area; an establishment of a like name in the same commune
/// unless the input confirms it.
pub async fn create(cx: &Cx, input: NewEstablishment) -> CommandResult<EstablishmentId> {
    let mut tx = cx.begin().await?;
    let id = create_in(cx, &mut tx, input).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same inside a transaction.
pub async fn create_in(
    cx: &Cx,
    tx: &mut Conn,
    input: NewEstablishment,
) -> CommandResult<EstablishmentId> {
    cx.may(Verb::Create, Thing::Establishment)?;
    let (new, site) = checked(cx, tx, &input).await?;
    store::insert(tx, &new)
        .await
        .map_err(|error| taken(cx, error))?;
    site::store::insert(tx, &site).await?;
    tx.audit_new(cx, "establishment", new.id, &new).await?;
    tx.audit(cx, "site", "establishment", new.id, None::<&()>, &site)
        .await?;
    Ok(new.id)
}

/// Judges an input without writing it: what an import does with each row first.
pub(super) async fn checked(
    cx: &Cx,
    conn: &mut Conn,
    input: &NewEstablishment,
) -> CommandResult<(Establishment, Site)> {
    let mut checks = Checks::new(cx.lang);
    let mut new = Establishment::blank(cx.new_id(), cx.now(), cx.illustration);
    let mut site = site::blank(cx, new.id);
    input::apply(cx, conn, &mut checks, &input.establishment, &mut new).await?;
    site::check(cx, conn, &mut checks, &input.site, &mut site).await?;
    (new.unit_id, new.province_id) = (site.unit_id, site.province_id);
    check_tax_code(cx, conn, &mut checks, &new).await?;
    if !input.confirm_duplicate
        && let Some(first) = alike(cx, conn, &new, None).await?.first()
    {
        checks.fail("confirm_duplicate", alike_words(cx.lang, first));
    }
    checks.done()?;
    Ok((new, site))
}

fn alike_words(lang: Lang, first: &Brief) -> String {
    match lang {
        Lang::Vi => format!(
            "Có thể trùng với {} ({}). Mở cơ sở đó để xem; nếu là cơ sở khác, đánh dấu “Vẫn ghi”.",
            first.name, first.unit_label
        ),
        Lang::En => format!(
            "This may be {} ({}) again. Open that record; if it is another establishment, tick \
             “Save all the same”.",
            first.name, first.unit_label
        ),
    }
}

/// Establishments in scope of a like name in the commune, or in those that hold its place today.
async fn alike(
    cx: &Cx,
    conn: &mut Conn,
    e: &Establishment,
    not: Option<EstablishmentId>,
) -> Result<Vec<Brief>, DbError> {
    if e.name.is_empty() {
        return Ok(Vec::new());
    }
    let mut places = vec![e.unit_id];
    places.extend(
        units::at(conn, e.unit_id, cx.today())
            .await?
            .iter()
            .map(|unit| unit.id),
    );
    store::alike(conn, &cx.actor.scope, &e.name, places, not).await
}

/// Records in scope that this input may describe again: by tax code, or by name and commune.
pub async fn possible_duplicates(
    cx: &Cx,
    conn: &mut Conn,
    input: &NewEstablishment,
) -> Result<Vec<Brief>, DbError> {
    let scope = &cx.actor.scope;
    let mut found = Vec::new();
    if let Ok(code) = kernel::TaxCode::parse(&input.establishment.tax_code) {
        found.extend(store::with_tax_code(conn, scope, code.as_str()).await?);
    }
    if let Some(unit_id) = input.site.unit_id {
        let mut new = Establishment::blank(cx.new_id(), cx.now(), false);
        new.name = kernel::clean(&input.establishment.name);
        new.unit_id = unit_id;
        for brief in alike(cx, conn, &new, None).await? {
            if !found.contains(&brief) {
                found.push(brief);
            }
        }
    }
    Ok(found)
}

async fn check_tax_code(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    e: &Establishment,
) -> Result<(), DbError> {
    let Some(code) = &e.tax_code else {
        return Ok(());
    };
    if !store::tax_code_taken(conn, code, Some(e.id)).await? {
        return Ok(());
    }
    let message = match store::with_tax_code(conn, &cx.actor.scope, code).await? {
        Some(holder) => match cx.lang {
            Lang::Vi => format!(
                "Mã số thuế này đã có ở cơ sở {} ({}). Mở cơ sở đó để bổ sung.",
                holder.name, holder.unit_label
            ),
            Lang::En => format!(
                "This tax code belongs to {} ({}). Open that record to add to it.",
                holder.name, holder.unit_label
            ),
        },
        None => elsewhere(cx.lang).to_owned(),
    };
    checks.fail("tax_code", message);
    Ok(())
}

fn elsewhere(lang: Lang) -> &'static str {
    lang.t(
        "Mã số thuế này đã có ở một cơ sở ngoài địa bàn bạn phụ trách. Kiểm tra lại mã, hoặc liên \
         hệ Trung tâm.",
        "This tax code belongs to an establishment outside your area. Check it, or ask the Centre.",
    )
}

/// Two people entered one tax code in the same moment: the later one is told.
fn taken(cx: &Cx, error: DbError) -> CommandError {
    if error.breaks_unique("establishment", &["tax_code"]) {
        CommandError::field("tax_code", elsewhere(cx.lang))
    } else {
        error.into()
    }
}

/// The establishment, if it lies in the actor's scope.
pub(crate) async fn required(
    cx: &Cx,
    conn: &mut Conn,
    id: EstablishmentId,
) -> CommandResult<Establishment> {
    store::get(conn, &cx.actor.scope, id)
        .await?
        .ok_or(CommandError::NotFound)
}

/// Edits the facts of an establishment as it stood at `version`.
pub async fn edit(
    cx: &Cx,
    id: EstablishmentId,
    version: i64,
    input: EstablishmentInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Establishment)?;
    let mut tx = cx.begin().await?;
    let before = required(cx, &mut tx, id).await?;
    let after = checked_edit(cx, &mut tx, &before, &input).await?;
    save(cx, tx, "edit", &before, after, version).await
}

/// The record as it would be after an edit, without writing it.
pub(super) async fn checked_edit(
    cx: &Cx,
    conn: &mut Conn,
    before: &Establishment,
    input: &EstablishmentInput,
) -> CommandResult<Establishment> {
    let mut after = before.clone();
    let mut checks = Checks::new(cx.lang);
    input::apply(cx, conn, &mut checks, input, &mut after).await?;
    check_tax_code(cx, conn, &mut checks, &after).await?;
    checks.done()?;
    Ok(after)
}

/// Why an establishment stopped, and when.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CloseInput {
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    pub reason: String,
}

/// Notes that an establishment stopped working. It stays in the register.
pub async fn close(
    cx: &Cx,
    id: EstablishmentId,
    version: i64,
    input: CloseInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Establishment)?;
    let mut tx = cx.begin().await?;
    let before = required(cx, &mut tx, id).await?;
    if before.status == Status::Closed {
        return Err(CommandError::refused(
            "already-closed",
            cx.t(
                "Cơ sở này đã được ghi là ngừng.",
                "This establishment is closed already.",
            ),
        ));
    }
    let mut checks = Checks::new(cx.lang);
    let mut after = before.clone();
    after.status = Status::Closed;
    after.closed_on = Some(input::day(&mut checks, "on", input.on, cx.today()));
    after.closed_reason = checks.text("reason", &input.reason, 300);
    checks.done()?;
    save(cx, tx, "closure", &before, after, version).await
}

/// Notes that a closed establishment works again.
pub async fn reopen(
    cx: &Cx,
    id: EstablishmentId,
    version: i64,
    reason: String,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Establishment)?;
    let mut tx = cx.begin().await?;
    let before = required(cx, &mut tx, id).await?;
    if before.status == Status::Active {
        return Err(CommandError::refused(
            "already-active",
            cx.t("Cơ sở này đang hoạt động.", "This establishment is active."),
        ));
    }
    let mut checks = Checks::new(cx.lang);
    let mut after = before.clone();
    after.status = Status::Active;
    after.closed_on = None;
    after.closed_reason = checks.text("reason", &reason, 300);
    checks.done()?;
    save(cx, tx, "reopening", &before, after, version).await
}

async fn save(
    cx: &Cx,
    mut tx: Conn,
    verb: &str,
    before: &Establishment,
    mut after: Establishment,
    version: i64,
) -> CommandResult<()> {
    if !store::update(&mut tx, &after, version)
        .await
        .map_err(|error| taken(cx, error))?
    {
        return Err(CommandError::Stale);
    }
    after.version = version + 1;
    tx.audit(cx, verb, "establishment", before.id, Some(before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}
