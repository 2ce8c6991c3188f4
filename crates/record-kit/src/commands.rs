use db::{Checks, CommandError, CommandResult, Conn, Cx};
use kernel::{Id, Verb};

use crate::{
    Register,
    place::{self, Place},
    store,
};

/// Judges an input as a whole; gives it back clean, with its place.
pub(crate) async fn reviewed<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    mut input: R,
) -> CommandResult<(R, Place)> {
    let mut checks = Checks::new(cx.lang);
    let today = cx.today();
    for (field, value) in R::FIELDS.iter().zip(input.each_mut()) {
        value.tidy(field, &mut checks, today);
    }
    input.check(&mut checks);
    let place = place::settle(cx, conn, &mut input, &mut checks).await?;
    checks.done()?;
    Ok((input, place))
}

/// Enters a new row.
pub async fn create<R: Register>(cx: &Cx, input: R) -> CommandResult<Id<R::Kind>> {
    let mut tx = cx.begin().await?;
    let id = create_in(cx, &mut tx, input).await?;
    tx.commit().await?;
    Ok(id)
}

/// Enters a new row within the transaction of another command.
pub async fn create_in<R: Register>(
    cx: &Cx,
    tx: &mut Conn,
    input: R,
) -> CommandResult<Id<R::Kind>> {
    cx.may(Verb::Create, R::ACCESS)?;
    record_in(cx, tx, input).await
}

/// Enters a row that follows from a step which another module allowed, such as the acceptance of a
/// project: the role is not asked again, everything else is.
pub async fn record_in<R: Register>(
    cx: &Cx,
    tx: &mut Conn,
    input: R,
) -> CommandResult<Id<R::Kind>> {
    let (row, place) = reviewed(cx, tx, input).await?;
    let id = store::insert(cx, tx, &row, &place).await?;
    tx.audit_new(cx, R::THING, id, &row).await?;
    Ok(id)
}

/// Corrects a row. Refused as stale when somebody else changed it since `version`.
pub async fn edit<R: Register>(
    cx: &Cx,
    id: Id<R::Kind>,
    version: i64,
    input: R,
) -> CommandResult<()> {
    cx.may(Verb::Edit, R::ACCESS)?;
    let mut tx = cx.begin().await?;
    let before = store::get::<R>(cx, &mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    if before.version != version {
        return Err(CommandError::Stale);
    }
    let (row, place) = reviewed(cx, &mut tx, input).await?;
    if !store::update(cx, &mut tx, id, version, &row, &place).await? {
        return Err(CommandError::Stale);
    }
    tx.audit(cx, "edit", R::THING, id, Some(&before.fields), &row)
        .await?;
    tx.commit().await?;
    Ok(())
}
