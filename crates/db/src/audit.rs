//! The audit trail: every write leaves a record in the same transaction, and each record carries
//! the hash of the one before, so that a changed or missing record is found.

use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{CommandResult, Conn, Cx, DbError, row, sql};

/// What a command says about its own write.
pub struct AuditWrite<'a> {
    /// The kind of record, as in URLs: `establishment`, `project`.
    pub thing: &'a str,
    pub id: String,
    /// What was done: `create`, `edit`, `registration`.
    pub verb: &'a str,
    /// The record before, as JSON; empty for a new one.
    pub before: String,
    /// The record after, as JSON.
    pub after: String,
}

row! {
    /// One record of the trail.
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct AuditRecord {
        pub seq: i64,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
        pub actor: String,
        pub role: String,
        pub verb: String,
        pub thing: String,
        pub thing_id: String,
        pub before_json: String,
        pub after_json: String,
        pub prev_hash: String,
        pub hash: String,
    }
}

const COLUMNS: &str =
    "seq, at, actor, role, verb, thing, thing_id, before_json, after_json, prev_hash, hash";

impl AuditRecord {
    /// SHA-256 over the previous hash and every field, each with its length before it.
    fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        let seq = self.seq.to_string();
        let at = self.at.as_microsecond().to_string();
        for part in [
            &self.prev_hash,
            &seq,
            &at,
            &self.actor,
            &self.role,
            &self.verb,
            &self.thing,
            &self.thing_id,
            &self.before_json,
            &self.after_json,
        ] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hasher
            .finalize()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}

/// Serialises for the trail; what cannot be serialised is a defect of the type, not of the data.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|e| format!("{{\"unserialisable\":\"{e}\"}}"))
}

impl Conn {
    /// Records a write. `before` is `None` for a new record.
    pub async fn audit<B: Serialize, A: Serialize>(
        &mut self,
        cx: &Cx,
        verb: &str,
        thing: &str,
        id: impl ToString,
        before: Option<&B>,
        after: &A,
    ) -> CommandResult<()> {
        self.audit_raw(
            cx,
            AuditWrite {
                thing,
                id: id.to_string(),
                verb,
                before: before.map(json).unwrap_or_default(),
                after: json(after),
            },
        )
        .await
    }

    /// Records a new thing.
    pub async fn audit_new<A: Serialize>(
        &mut self,
        cx: &Cx,
        thing: &str,
        id: impl ToString,
        after: &A,
    ) -> CommandResult<()> {
        self.audit(cx, "create", thing, id, None::<&()>, after)
            .await
    }

    /// Records a write whose JSON is at hand.
    pub async fn audit_raw(&mut self, cx: &Cx, write: AuditWrite<'_>) -> CommandResult<()> {
        // The head row is locked until commit, so records form one chain on both databases.
        self.exec(sql!("UPDATE audit_head SET seq = seq + 1 WHERE id = 1"))
            .await?;
        let (seq, prev_hash) = self
            .one::<(i64, String)>(sql!("SELECT seq, hash FROM audit_head WHERE id = 1"))
            .await?;
        let mut record = AuditRecord {
            seq,
            at: Timestamp::from_microsecond(cx.now().as_microsecond()).unwrap_or_default(),
            actor: cx.actor.name.clone(),
            role: cx.actor.role.code().to_owned(),
            verb: write.verb.to_owned(),
            thing: write.thing.to_owned(),
            thing_id: write.id,
            before_json: write.before,
            after_json: write.after,
            prev_hash,
            hash: String::new(),
        };
        record.hash = record.digest();
        self.exec(sql!(
            "INSERT INTO audit_record (seq, at, account_id, actor, role, verb, thing, thing_id,
                                       before_json, after_json, prev_hash, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            record.seq,
            record.at,
            cx.actor.account,
            &record.actor,
            &record.role,
            &record.verb,
            &record.thing,
            &record.thing_id,
            &record.before_json,
            &record.after_json,
            &record.prev_hash,
            &record.hash,
        ))
        .await?;
        self.exec(sql!(
            "UPDATE audit_head SET hash = ? WHERE id = 1",
            &record.hash
        ))
        .await?;
        if let Some(key) = cx.form_key {
            self.exec(sql!(
                "UPDATE form_submission SET thing = ?, thing_id = ? WHERE key = ? AND thing = ''",
                &record.thing,
                &record.thing_id,
                key,
            ))
            .await?;
        }
        Ok(())
    }
}

/// The history of one record, newest first.
pub async fn history(conn: &mut Conn, thing: &str, id: &str) -> Result<Vec<AuditRecord>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM audit_record WHERE thing = ? AND thing_id = ? ORDER BY seq DESC"
        ),
        thing,
        id,
    ))
    .await
}

/// The newest records of the whole trail, before `before_seq` if given.
pub async fn recent(
    conn: &mut Conn,
    before_seq: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditRecord>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM audit_record WHERE seq < ? ORDER BY seq DESC LIMIT ?"),
        before_seq.unwrap_or(i64::MAX),
        limit,
    ))
    .await
}

/// A break in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditFault {
    pub seq: i64,
    pub what: &'static str,
}

/// Walks the whole chain in pieces and lists every break.
pub async fn verify_audit(conn: &mut Conn) -> Result<Vec<AuditFault>, DbError> {
    let mut faults = Vec::new();
    let (mut seq, mut hash) = (0_i64, String::new());
    loop {
        let piece: Vec<AuditRecord> = conn
            .all(sql!(
                &format!(
                    "SELECT {COLUMNS} FROM audit_record WHERE seq > ? ORDER BY seq LIMIT 1000"
                ),
                seq,
            ))
            .await?;
        if piece.is_empty() {
            break;
        }
        for record in piece {
            if record.seq != seq + 1 {
                faults.push(AuditFault {
                    seq: seq + 1,
                    what: "record missing",
                });
            } else if record.prev_hash != hash {
                faults.push(AuditFault {
                    seq: record.seq,
                    what: "does not follow the one before",
                });
            }
            if record.digest() != record.hash {
                faults.push(AuditFault {
                    seq: record.seq,
                    what: "content changed",
                });
            }
            (seq, hash) = (record.seq, record.hash);
        }
    }
    let head: (i64, String) = conn
        .one(sql!("SELECT seq, hash FROM audit_head WHERE id = 1"))
        .await?;
    if head != (seq, hash) {
        faults.push(AuditFault {
            seq: head.0,
            what: "newest records missing",
        });
    }
    Ok(faults)
}
