//! Rules on double funding, by day. A rule is never changed: a later one of its kind takes its place
//! from its own first day on.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::{Date, date};
use kernel::{InstrumentId, Thing, Verb};
use serde::{Deserialize, Serialize};
use web_kit::basis;

use super::model::{MatchAction, MatchKind, Rule, RuleId};

const COLUMNS: &str = "id, kind, action, years, similarity, valid_from, basis, instrument_id, \
                       verified, note, actor, created_at";

/// The rules that come with the product: from the first circular whose condition they serve.
const FROM: Date = date(2014, 4, 8);

/// (kind, action, plan years apart, likeness of names, what it rests on)
type Seed = (
    MatchKind,
    MatchAction,
    Option<i64>,
    Option<i64>,
    &'static str,
);

/// The condition that the same content received no other State money is stated for an older circular
/// and believed to go on; how it is tested is the house's proposal. So all are unverified.
const SEEDS: [Seed; 6] = [
    (
        MatchKind::Serial,
        MatchAction::Block,
        None,
        None,
        "Điều kiện “chưa được hỗ trợ từ nguồn ngân sách khác” (Thông tư 28/2018/TT-BTC)",
    ),
    (
        MatchKind::Invoice,
        MatchAction::Block,
        None,
        None,
        "Điều kiện “chưa được hỗ trợ từ nguồn ngân sách khác” (Thông tư 28/2018/TT-BTC)",
    ),
    (
        MatchKind::OtherBudget,
        MatchAction::Block,
        Some(0),
        None,
        "Điều kiện “chưa được hỗ trợ từ nguồn ngân sách khác” (Thông tư 28/2018/TT-BTC)",
    ),
    (
        MatchKind::Taxpayer,
        MatchAction::Warn,
        Some(5),
        None,
        "Mức hỗ trợ tính cho một cơ sở (Điều 8 Thông tư 28/2018/TT-BTC)",
    ),
    (
        MatchKind::Site,
        MatchAction::Warn,
        Some(5),
        None,
        "Rà soát của đơn vị thẩm định",
    ),
    (
        MatchKind::Name,
        MatchAction::Warn,
        Some(5),
        Some(75),
        "Rà soát của đơn vị thẩm định",
    ),
];

/// Enters the rules that come with the product, where their kind has none yet. Says how many.
pub async fn load(cx: &Cx) -> CommandResult<u64> {
    let mut tx = cx.begin().await?;
    let mut fresh = 0;
    for (kind, action, years, similarity, basis) in SEEDS {
        let known: Option<(RuleId,)> = tx
            .opt(sql!(
                "SELECT id FROM funding_match_rule WHERE kind = ? LIMIT 1",
                kind
            ))
            .await?;
        if known.is_some() {
            continue;
        }
        let rule = Rule {
            id: cx.new_id(),
            kind,
            action,
            years,
            similarity,
            valid_from: FROM,
            instrument_id: basis::named(cx, &mut tx, basis).await?,
            basis: basis.into(),
            verified: false,
            note: String::new(),
            actor: cx.actor.name.clone(),
            created_at: cx.now(),
        };
        insert(cx, &mut tx, &rule).await?;
        tx.audit_new(cx, "funding_match_rule", rule.id, &rule)
            .await?;
        fresh += 1;
    }
    tx.commit().await?;
    Ok(fresh)
}

async fn insert(cx: &Cx, tx: &mut Conn, rule: &Rule) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO funding_match_rule (id, kind, action, years, similarity, valid_from, basis,
             instrument_id, verified, note, account_id, actor, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rule.id,
        rule.kind,
        rule.action,
        rule.years,
        rule.similarity,
        rule.valid_from,
        &rule.basis,
        rule.instrument_id,
        rule.verified,
        &rule.note,
        cx.actor.account,
        &rule.actor,
        rule.created_at,
    ))
    .await
    .map(drop)
}

/// The rules in force on a day, one of each kind.
pub async fn on(conn: &mut Conn, day: Date) -> Result<Vec<Rule>, DbError> {
    let all = all(conn).await?;
    Ok(MatchKind::ALL
        .into_iter()
        .filter_map(|kind| {
            all.iter()
                .find(|rule| rule.kind == kind && rule.valid_from <= day)
                .cloned()
        })
        .collect())
}

/// Every rule that ever was, by kind, the newest first.
pub async fn all(conn: &mut Conn) -> Result<Vec<Rule>, DbError> {
    conn.all(sql!(&format!(
        "SELECT {COLUMNS} FROM funding_match_rule ORDER BY kind, valid_from DESC"
    )))
    .await
}

/// The rules in force that rest on a document.
pub async fn of_instrument(
    conn: &mut Conn,
    id: InstrumentId,
    day: Date,
) -> Result<Vec<Rule>, DbError> {
    let now = on(conn, day).await?;
    let rests = |rule: &Rule| rule.instrument_id == Some(id);
    Ok(now.into_iter().filter(rests).collect())
}

/// What somebody says of a rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleInput {
    pub kind: Option<MatchKind>,
    pub action: Option<MatchAction>,
    /// None for all years.
    pub years: Option<i64>,
    /// Percent; of names only.
    pub similarity: Option<i64>,
    pub valid_from: Option<Date>,
    /// The text and article it rests on; the article alone when the document is chosen.
    pub basis: String,
    pub instrument_id: Option<InstrumentId>,
    pub verified: bool,
    pub note: String,
}

/// Puts a rule in force from its day on. Errors: a kind that has a rule from this day already.
pub async fn add(cx: &Cx, input: RuleInput) -> CommandResult<RuleId> {
    cx.may_keep(Verb::Edit, Thing::Norm, None)?;
    let mut checks = Checks::new(cx.lang);
    let kind = checks.required("kind", input.kind);
    let action = checks.required("action", input.action);
    let valid_from = checks.date("valid_from", input.valid_from, None);
    if let Some(years) = input.years {
        checks.number("years", years, 0, 100);
    }
    let similarity = match kind {
        Some(MatchKind::Name) => {
            let percent = checks.required("similarity", input.similarity);
            percent.map(|percent| checks.number("similarity", percent, 40, 100))
        }
        _ => None,
    };
    let mut conn = cx.read().await?;
    let document = input.instrument_id;
    let basis = basis::quote(cx, &mut conn, &mut checks, document, &input.basis).await?;
    drop(conn);
    let basis = checks.text("basis", &basis, 300);
    let note = checks.optional_text("note", &input.note, 2_000);
    checks.done()?;
    let (Some(kind), Some(action)) = (kind, action) else {
        return Err(CommandError::NotFound);
    };
    let rule = Rule {
        id: cx.new_id(),
        kind,
        action,
        years: input.years,
        similarity,
        valid_from,
        basis,
        instrument_id: document,
        verified: input.verified,
        note,
        actor: cx.actor.name.clone(),
        created_at: cx.now(),
    };
    let mut tx = cx.begin().await?;
    insert(cx, &mut tx, &rule).await.map_err(|error| {
        if error.breaks_unique("funding_match_rule", &["kind", "valid_from"]) {
            let message = cx.t(
                "Loại trùng này đã có quy tắc từ ngày đó. Chọn ngày khác; quy tắc cũ được giữ nguyên.",
                "This kind has a rule from that day already. Choose another day; rules are not changed.",
            );
            return CommandError::field("valid_from", message);
        }
        error.into()
    })?;
    tx.audit_new(cx, "funding_match_rule", rule.id, &rule)
        .await?;
    tx.commit().await?;
    Ok(rule.id)
}
