//! The establishments that records are of. A record of one says in a list whose it is: a machine or an
//! address alone does not.

use std::collections::HashMap;

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::EstablishmentId;
use uuid::Uuid;

use crate::yearly::FactRecord;

/// The register of establishments.
pub trait Subjects: Send + Sync {
    /// Their names, in any order; whoever may see a record may read the name of its establishment.
    fn names<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>>;
}

/// How many are asked for at once.
const AT_ONCE: usize = 500;

/// Puts the establishment's name before the title of each record of one.
pub(crate) async fn name(
    cx: &Cx,
    conn: &mut Conn,
    records: &mut [FactRecord],
) -> Result<(), DbError> {
    let Some(register) = cx.ports.find::<dyn Subjects>() else {
        return Ok(());
    };
    let mut ids: Vec<Uuid> = records.iter().filter_map(|r| r.subject_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known: HashMap<Uuid, String> = HashMap::new();
    for part in ids.chunks(AT_ONCE) {
        let part: Vec<EstablishmentId> = part
            .iter()
            .map(|id| EstablishmentId::from_uuid(*id))
            .collect();
        let found = register.names(cx, conn, &part).await?;
        known.extend(found.into_iter().map(|(id, name)| (id.uuid(), name)));
    }
    for record in records {
        let name = record.subject_id.and_then(|id| known.get(&id));
        if let Some(name) = name.filter(|name| **name != record.title) {
            record.title = format!("{name} · {}", record.title);
        }
    }
    Ok(())
}
