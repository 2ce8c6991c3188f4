use db::{Conn, DbError};
use kernel::{UnitLevel, fold};
use reference::{Unit, units};

/// Communes that a text may mean: a name, and after a comma the district or province it lies in,
/// as in “Long Phước, Bà Rịa”. Those called exactly so come alone. At most 50.
pub(crate) async fn communes_named(conn: &mut Conn, text: &str) -> Result<Vec<Unit>, DbError> {
    let (name, within) = text.split_once(',').unwrap_or((text, ""));
    let mut found = units::search(conn, name, Some(UnitLevel::Commune), 50).await?;
    let within = fold(within);
    found.retain(|unit| {
        let label = fold(&unit.label);
        within.split(' ').all(|word| label.contains(word))
    });
    let exact = |unit: &Unit| {
        [&unit.short_name, &unit.name]
            .iter()
            .any(|n| fold(n) == fold(name))
    };
    if found.iter().any(exact) {
        found.retain(exact);
    }
    Ok(found)
}
