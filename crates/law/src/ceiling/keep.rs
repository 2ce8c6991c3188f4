use db::{CommandError, CommandResult, Conn, Cx, DbError, row, sql};
use jiff::Timestamp;
use kernel::{CeilingId, NormId};
use rules::eligibility::Rules;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{
    assess::{Assessment, prepare},
    decide::{RulesUsed, Verdict, decide},
    facts::{CaseFacts, Question},
};

/// What is kept of the norm table: the rows that decided.
#[derive(Serialize, Deserialize)]
struct KeptNorms {
    norms: Vec<rules::norm::NormRule>,
    rounding: rules::norm::Rounding,
}

row! {
    struct DecisionRow {
        id: CeilingId,
        thing: String,
        thing_id: String,
        norm_id: Option<NormId>,
        facts_json: String,
        norms_json: String,
        result_json: String,
        kept_by: String,
        created_at: Timestamp,
        illustration: bool,
        content: String,
    }
}

/// A decision as it was kept.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    pub id: CeilingId,
    /// The record it was made for: `project` and its id.
    pub thing: String,
    pub thing_id: String,
    pub norm_id: Option<NormId>,
    pub assessment: Assessment,
    pub kept_by: String,
    pub kept_at: Timestamp,
    pub illustration: bool,
}

/// A kept decision computed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// True when the kept facts and rules still give the kept result.
    pub same: bool,
    pub verdict: Verdict,
}

/// Judges a question and keeps facts, norms and result beside the record `thing`/`id`, within the
/// transaction of the command that decides.
pub async fn keep(
    cx: &Cx,
    tx: &mut Conn,
    question: Question,
    thing: &str,
    id: &str,
) -> CommandResult<CeilingId> {
    let (facts, rules) = prepare(cx, tx, question).await?;
    let verdict = decide(&facts, &rules);
    let content = json(&rules.eligibility)?;
    let hash = hex(&content);
    tx.exec(sql!(
        "INSERT INTO kept_rules (sha256, content) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
        &hash,
        &content,
    ))
    .await?;
    let norms = KeptNorms {
        norms: verdict.norms(),
        rounding: rules.rounding,
    };
    let kept: CeilingId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO ceiling_decision (id, thing, thing_id, norm_id, rules_sha256, facts_json,
             norms_json, result_json, kept_by, illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        kept,
        thing,
        id,
        verdict.norm.as_ref().and_then(|rule| rule.id),
        &hash,
        json(&facts)?,
        json(&norms)?,
        json(&verdict)?,
        &cx.actor.name,
        cx.illustration,
        cx.now(),
    ))
    .await?;
    tx.audit_new(cx, "ceiling", kept, &Assessment { facts, verdict })
        .await?;
    Ok(kept)
}

/// A kept decision.
pub async fn kept(conn: &mut Conn, id: CeilingId) -> CommandResult<Kept> {
    let row = row(conn, id).await?;
    Ok(Kept {
        id: row.id,
        thing: row.thing,
        thing_id: row.thing_id,
        norm_id: row.norm_id,
        assessment: Assessment {
            facts: parse(&row.facts_json)?,
            verdict: parse(&row.result_json)?,
        },
        kept_by: row.kept_by,
        kept_at: row.created_at,
        illustration: row.illustration,
    })
}

/// Computes a kept decision again from what was kept with it, and compares. Norms corrected or
/// ended since then change nothing.
pub async fn replay(conn: &mut Conn, id: CeilingId) -> CommandResult<Replay> {
    let row = row(conn, id).await?;
    let facts: CaseFacts = parse(&row.facts_json)?;
    let kept: Verdict = parse(&row.result_json)?;
    let KeptNorms { norms, rounding } = parse(&row.norms_json)?;
    let eligibility: Rules = parse(&row.content)?;
    let verdict = decide(
        &facts,
        &RulesUsed {
            norms,
            eligibility,
            rounding,
        },
    );
    Ok(Replay {
        same: verdict == kept,
        verdict,
    })
}

async fn row(conn: &mut Conn, id: CeilingId) -> CommandResult<DecisionRow> {
    conn.opt(sql!(
        "SELECT d.id, d.thing, d.thing_id, d.norm_id, d.facts_json, d.norms_json, d.result_json,
                d.kept_by, d.created_at, d.illustration, r.content
         FROM ceiling_decision d JOIN kept_rules r ON r.sha256 = d.rules_sha256 WHERE d.id = ?",
        id
    ))
    .await?
    .ok_or(CommandError::NotFound)
}

fn json(value: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|e| DbError::Shape(e.to_string()))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, DbError> {
    serde_json::from_str(text).map_err(|e| DbError::Shape(format!("kept decision: {e}")))
}

fn hex(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
