//! Machines of every province, asked about when double funding is looked for. No scope is applied;
//! the caller shows only what may be shown.

use db::{Conn, DbError, row, sql};
use kernel::{ActivityRecordId, Dong, EstablishmentId, ProjectId, UnitId};

row! {
    /// A machine as it is compared.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct KnownMachine {
        pub id: ActivityRecordId,
        pub establishment_id: EstablishmentId,
        pub project_id: Option<ProjectId>,
        pub name: String,
        pub serial: String,
        pub year: i64,
        pub province_id: UnitId,
        pub support: Dong,
        pub illustration: bool,
    }
}

const MOST: i64 = 200;

/// The serial number without the marks people write between its letters and digits; as in the index
/// of the migration `20260107_8_machine_serial`.
const WRITTEN: &str =
    "lower(replace(replace(replace(replace(serial, ' ', ''), '-', ''), '/', ''), '.', ''))";

/// The machines of these establishments, and those with one of these serial numbers, which come as
/// letters and digits alone.
pub async fn known(
    conn: &mut Conn,
    establishments: &[EstablishmentId],
    serials: &[String],
) -> Result<Vec<KnownMachine>, DbError> {
    let head = "SELECT id, establishment_id, project_id, name, serial, year, province_id, support,
                       illustration
                  FROM machine_support WHERE ";
    let mut found: Vec<KnownMachine> = Vec::new();
    if !establishments.is_empty() {
        let mut query = sql!(&format!("{head} establishment_id IN "));
        query.push_list(establishments.iter().copied());
        query.push(" ORDER BY year DESC, id DESC LIMIT ?", [MOST.into()]);
        found = conn.all(query).await?;
    }
    if !serials.is_empty() {
        let mut query = sql!(&format!("{head} {WRITTEN} IN "));
        query.push_list(serials.iter().map(String::as_str));
        query.push(" ORDER BY id LIMIT ?", [MOST.into()]);
        let by_serial: Vec<KnownMachine> = conn.all(query).await?;
        let fresh = by_serial
            .into_iter()
            .filter(|machine| !found.iter().any(|known| known.id == machine.id));
        found.extend(fresh.collect::<Vec<_>>());
    }
    Ok(found)
}
