//! Which province a report is about, of either era, and whether the reader may see it.

use db::{CommandError, CommandResult, Conn, Cx};
use kernel::{Scope, UnitId, UnitLevel};
use reference::{Unit, units};

/// True when the actor sees the whole province.
pub(crate) fn sees(scope: &Scope, province: UnitId) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => provinces.contains(&province),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    }
}

/// The province with this code of the statistics office. A code that both eras use means the
/// province of today, with everything merged into it; the older one is asked for by its [`UnitId`].
///
/// # Errors
/// `NotFound` when there is none, or it lies outside the actor's scope.
pub async fn find(cx: &Cx, conn: &mut Conn, code: &str) -> CommandResult<Unit> {
    let code = code.trim();
    if code.is_empty() || code.len() > 12 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CommandError::NotFound);
    }
    let found = match (code.len(), code.parse::<i64>()) {
        (1..=5, _) => units::by_code(conn, code, None).await?,
        (_, Ok(id)) => units::get(conn, UnitId(id)).await?,
        _ => None,
    };
    found
        .filter(|unit| unit.level == UnitLevel::Province && sees(&cx.actor.scope, unit.id))
        .ok_or(CommandError::NotFound)
}

/// The provinces that the actor may report on: today's first, then those that were merged.
pub(crate) async fn choices(cx: &Cx, conn: &mut Conn) -> CommandResult<Vec<Unit>> {
    let mut all = units::provinces(conn, None).await?;
    all.retain(|unit| sees(&cx.actor.scope, unit.id));
    Ok(all)
}

/// What stands in an address for a province: its code, or its id when a newer one has its code.
pub(crate) fn address(unit: &Unit, all: &[Unit]) -> String {
    let newer = |other: &Unit| other.code == unit.code && other.id > unit.id;
    if all.iter().any(newer) {
        unit.id.to_string()
    } else {
        unit.code.clone()
    }
}
