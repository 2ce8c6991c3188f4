//! By what proposals are scored (tiêu chí xét chọn): rows, for everywhere or one province, for one
//! budget or both, each with its days in force. A criterion is ended, or corrected by a next version with
//! its reason, never changed, so that earlier scores keep their meaning.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Migration, Sql, row, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{
    FundingSource, InstrumentId, ProposalId, SelectionCriterionId, Thing, UnitId, Verb,
    format_date, format_timestamp,
};
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use web_kit::basis;

use crate::{budget::commands::check_area, plan::Plan};

pub const MIGRATION: Migration = Migration::each(
    "20260106_98_criterion_version",
    concat!(
        include_str!("../../migrations/20260106_98_criterion_version.sql"),
        include_str!("../../migrations/20260106_98_criterion_version.sqlite.sql")
    ),
    concat!(
        include_str!("../../migrations/20260106_98_criterion_version.sql"),
        include_str!("../../migrations/20260106_98_criterion_version.postgres.sql")
    ),
);

row! {
    /// A criterion: one version.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Criterion {
        pub id: SelectionCriterionId,
        /// None: both budgets.
        pub scope: Option<FundingSource>,
        /// None: everywhere.
        pub province_id: Option<UnitId>,
        pub position: i64,
        pub title: String,
        /// How points are given.
        pub hint: String,
        /// Points from 0 to this.
        pub most: i64,
        /// What each point counts.
        pub weight: i64,
        /// The text it comes from; empty when it is the department's own.
        pub article: String,
        /// The document of that text, when it is in the register.
        pub instrument_id: Option<InstrumentId>,
        pub verified: bool,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        pub version: i64,
        /// The version that this one takes the place of.
        pub supersedes_id: Option<SelectionCriterionId>,
        /// Why it was corrected; empty of a first version.
        pub reason: String,
        /// Who wrote it; empty of what comes with the product.
        pub recorded_by: String,
        pub created_at: Timestamp,
    }
}

const COLUMNS: &str = "c.id, c.scope, c.province_id, c.position, c.title, c.hint, c.most, c.weight, \
    c.article, c.instrument_id, c.verified, c.valid_from, c.valid_to, c.version, c.supersedes_id, \
    c.reason, c.recorded_by, c.created_at";

impl Criterion {
    /// `từ 01/01/2026`, with the end when there is one.
    pub fn period(&self) -> String {
        match self.valid_to {
            Some(to) => format!("{} – {}", format_date(self.valid_from), format_date(to)),
            None => format_date(self.valid_from),
        }
    }

    pub fn recorded(&self) -> String {
        format_timestamp(self.created_at)
    }
}

row! {
    /// The points of one criterion.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Points {
        pub criterion_id: SelectionCriterionId,
        pub points: i64,
        pub reason: String,
    }
}

/// The criteria by which the proposals of a plan are scored on a day. Those of the plan's province
/// stand beside those of everywhere.
pub async fn for_plan(conn: &mut Conn, plan: &Plan, on: Date) -> Result<Vec<Criterion>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT {COLUMNS} FROM selection_criterion_current c
              WHERE (c.scope IS NULL OR c.scope = ?) AND c.valid_from <= ?
                AND (c.valid_to IS NULL OR c.valid_to > ?) AND (c.province_id IS NULL"
        ),
        plan.scope,
        on,
        on,
    );
    if let Some(province) = plan.province_id {
        query.push(" OR c.province_id = ?", [province.into()]);
    }
    query.push(") ORDER BY c.position, c.id", []);
    conn.all(query).await
}

/// The criteria that count, of those that the actor may see; those in force first.
pub async fn all(cx: &Cx, conn: &mut Conn) -> Result<Vec<Criterion>, DbError> {
    let mut query = seen(cx, "selection_criterion_current");
    query.push(
        " ORDER BY CASE WHEN c.valid_to IS NULL THEN 0 ELSE 1 END, c.position, c.id",
        [],
    );
    conn.all(query).await
}

/// The versions that a correction took the place of, each with what came after it, the newest
/// correction first.
pub async fn corrected(cx: &Cx, conn: &mut Conn) -> Result<Vec<(Criterion, Criterion)>, DbError> {
    let mut query = seen(cx, "selection_criterion");
    query.push(" ORDER BY c.created_at DESC, c.id DESC", []);
    let every: Vec<Criterion> = conn.all(query).await?;
    let mut pairs = Vec::new();
    for later in every.iter().filter(|c| c.supersedes_id.is_some()) {
        if let Some(old) = every.iter().find(|c| Some(c.id) == later.supersedes_id) {
            pairs.push((old.clone(), later.clone()));
        }
    }
    Ok(pairs)
}

fn seen(cx: &Cx, table: &str) -> Sql {
    let mut query = sql!(&format!(
        "SELECT {COLUMNS} FROM {table} c WHERE (c.province_id IS NULL OR (1 = 1"
    ));
    query.within(
        &cx.actor.scope,
        db::ScopeColumns {
            province: "c.province_id",
            commune: "",
            establishment: "",
        },
    );
    query.push("))", []);
    query
}

/// The points that a proposal has by each of these criteria. Those given by an earlier version count as
/// long as it gave from 0 to the same number.
pub async fn points(
    conn: &mut Conn,
    id: ProposalId,
    known: &[Criterion],
) -> Result<Vec<Option<Points>>, DbError> {
    let given: Vec<Points> = conn
        .all(sql!(
            "SELECT criterion_id, points, reason FROM proposal_score WHERE proposal_id = ?",
            id
        ))
        .await?;
    let earlier: Vec<(SelectionCriterionId, SelectionCriterionId, i64)> = conn
        .all(sql!(
            "SELECT later.id, c.id, c.most FROM selection_criterion later
               JOIN selection_criterion c ON c.id = later.supersedes_id"
        ))
        .await?;
    let of = |criterion: &Criterion| {
        let mut id = criterion.id;
        loop {
            if let Some(points) = given.iter().find(|p| p.criterion_id == id) {
                return Some(points.clone());
            }
            let before = earlier.iter().find(|(later, _, _)| *later == id);
            id = before.filter(|(_, _, most)| *most == criterion.most)?.1;
        }
    };
    Ok(known.iter().map(of).collect())
}

/// The criteria in use that rest on a document, of everywhere and of the places the actor may see.
pub async fn of_instrument(
    cx: &Cx,
    conn: &mut Conn,
    id: InstrumentId,
) -> Result<Vec<Criterion>, DbError> {
    let all = all(cx, conn).await?;
    let today = cx.today();
    let rests =
        |c: &Criterion| c.instrument_id == Some(id) && c.valid_to.is_none_or(|gone| today < gone);
    Ok(all.into_iter().filter(rests).collect())
}

/// What somebody says of a criterion.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionInput {
    pub scope: Option<FundingScope>,
    pub province_id: Option<UnitId>,
    pub title: String,
    pub hint: String,
    pub most: Option<i64>,
    pub weight: Option<i64>,
    /// `Điều 6`; with the number of the text when the document is not in the register.
    pub article: String,
    pub instrument_id: Option<InstrumentId>,
    pub valid_from: Option<Date>,
}

/// An input that passed every check.
struct Ready {
    title: String,
    hint: String,
    most: i64,
    weight: i64,
    article: String,
    valid_from: Date,
}

async fn ready(cx: &Cx, tx: &mut Conn, input: &CriterionInput) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let title = checks.text("title", &input.title, 200);
    let hint = checks.optional_text("hint", &input.hint, 500);
    let document = input.instrument_id;
    let article = basis::quote(cx, tx, &mut checks, document, &input.article).await?;
    let article = checks.optional_text("article", &article, 300);
    let most = checks.required("most", input.most).unwrap_or(1);
    let most = checks.number("most", most, 1, 100);
    let weight = checks.required("weight", input.weight).unwrap_or(1);
    let weight = checks.number("weight", weight, 1, 100);
    let valid_from = checks.date("valid_from", input.valid_from, None);
    // A criterion of everywhere is the agency's, whatever the budget.
    let scope_for_area = match input.province_id {
        None => Some(FundingScope::Kcqg),
        Some(_) => input.scope,
    };
    check_area(cx, tx, &mut checks, scope_for_area, input.province_id).await?;
    checks.done()?;
    Ok(Ready {
        title,
        hint,
        most,
        weight,
        article,
        valid_from,
    })
}

/// Adds a criterion. One with an article is unverified until somebody compared it with the text.
pub async fn add(cx: &Cx, input: CriterionInput) -> CommandResult<SelectionCriterionId> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let ready = ready(cx, &mut tx, &input).await?;
    let (last,): (i64,) = tx
        .one(sql!(
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM selection_criterion"
        ))
        .await?;
    let id = insert(cx, &mut tx, &input, &ready, last + 1, None, "").await?;
    let kept = find(&mut tx, id).await?;
    tx.audit_new(cx, "criterion", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes a corrected version of a criterion; the version before stays readable, and the points given
/// by it with it. `id` is that of the version which counts.
pub async fn correct(
    cx: &Cx,
    id: SelectionCriterionId,
    input: CriterionInput,
    reason: &str,
) -> CommandResult<SelectionCriterionId> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before = find(&mut tx, id).await?;
    own(cx, &mut tx, &before).await?;
    if before.valid_to.is_some() {
        return Err(CommandError::Stale);
    }
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", reason, 500);
    let ready = match (ready(cx, &mut tx, &input).await, checks.done()) {
        (Err(CommandError::Invalid(mut all)), Err(CommandError::Invalid(more))) => {
            all.extend(more);
            return Err(CommandError::Invalid(all));
        }
        (Err(error), _) | (Ok(_), Err(error)) => return Err(error),
        (Ok(ready), Ok(())) => ready,
    };
    let position = before.position;
    let new = insert(cx, &mut tx, &input, &ready, position, Some(id), &reason).await?;
    let after = find(&mut tx, new).await?;
    tx.audit(cx, "correct", "criterion", new, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(new)
}

async fn insert(
    cx: &Cx,
    tx: &mut Conn,
    input: &CriterionInput,
    ready: &Ready,
    position: i64,
    supersedes: Option<SelectionCriterionId>,
    reason: &str,
) -> CommandResult<SelectionCriterionId> {
    let id: SelectionCriterionId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO selection_criterion (id, scope, province_id, position, title, hint, most,
             weight, article, instrument_id, verified, valid_from, created_at, supersedes_id, reason,
             recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        input.scope.map(|s| s.code().to_owned()),
        input.province_id,
        position,
        &ready.title,
        &ready.hint,
        ready.most,
        ready.weight,
        &ready.article,
        input.instrument_id,
        ready.article.is_empty(),
        ready.valid_from,
        cx.now(),
        supersedes,
        reason,
        &cx.actor.name,
    ))
    .await
    .map_err(|error| {
        // Somebody corrected the same version meanwhile.
        if error.breaks_unique("selection_criterion", &["supersedes_id"]) {
            return CommandError::Stale;
        }
        error.into()
    })?;
    Ok(id)
}

/// A version by its id, for a form that opens with it, when the person may write it.
pub async fn correctable(
    cx: &Cx,
    conn: &mut Conn,
    id: SelectionCriterionId,
) -> CommandResult<Criterion> {
    let criterion = find(conn, id).await?;
    own(cx, conn, &criterion).await?;
    Ok(criterion)
}

/// The version that counts today of the one with this id.
pub async fn latest(conn: &mut Conn, id: SelectionCriterionId) -> CommandResult<Criterion> {
    let mut criterion = find(conn, id).await?;
    while let Some(later) = conn
        .opt::<Criterion>(sql!(
            &format!("SELECT {COLUMNS} FROM selection_criterion c WHERE c.supersedes_id = ?"),
            criterion.id
        ))
        .await?
    {
        criterion = later;
    }
    Ok(criterion)
}

/// Refuses whoever does not write criteria of this place.
async fn own(cx: &Cx, conn: &mut Conn, criterion: &Criterion) -> CommandResult<()> {
    let mut checks = Checks::new(cx.lang);
    let area = FundingScope::Kcqg;
    check_area(cx, conn, &mut checks, Some(area), criterion.province_id).await?;
    checks.done().map_err(|_| CommandError::role(cx.lang))
}

async fn find(conn: &mut Conn, id: SelectionCriterionId) -> CommandResult<Criterion> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM selection_criterion c WHERE c.id = ?"),
        id
    ))
    .await?
    .ok_or(CommandError::NotFound)
}

/// Ends a criterion today; scores that rest on it stay.
pub async fn end(cx: &Cx, id: SelectionCriterionId, version: i64) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before = find(&mut tx, id).await?;
    own(cx, &mut tx, &before).await?;
    let to = cx.today().max(before.valid_from);
    let changed = tx
        .exec(sql!(
            "UPDATE selection_criterion SET valid_to = ?, version = version + 1
              WHERE id = ? AND version = ? AND valid_to IS NULL AND NOT EXISTS
                  (SELECT 1 FROM selection_criterion later
                    WHERE later.supersedes_id = selection_criterion.id)",
            to,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = find(&mut tx, id).await?;
    tx.audit(cx, "end", "criterion", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The criteria that come with the product: the priorities of Điều 6 of Thông tư 46/2012/TT-BCT and
/// Phụ lục 3 of 36/2013/TT-BCT as far as published pages tell them. The weights are nobody's law and
/// stay unverified. Loading again adds nothing.
pub async fn load(cx: &Cx) -> CommandResult<()> {
    let mut tx = cx.db.begin().await?;
    for (i, (title, hint, most, weight, article)) in SEED.iter().enumerate() {
        let exists: Option<(i64,)> = tx
            .opt(sql!(
                "SELECT 1 FROM selection_criterion WHERE province_id IS NULL AND title = ?",
                *title
            ))
            .await?;
        if exists.is_some() {
            continue;
        }
        let document = basis::named(cx, &mut tx, article).await?;
        tx.exec(sql!(
            "INSERT INTO selection_criterion (id, position, title, hint, most, weight, article,
                 instrument_id, verified, valid_from, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cx.new_id::<()>(),
            i as i64 + 1,
            *title,
            *hint,
            *most,
            *weight,
            *article,
            document,
            false,
            jiff::civil::date(2013, 1, 1),
            cx.now(),
        ))
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

type Seeded = (&'static str, &'static str, i64, i64, &'static str);

const SEED: &[Seeded] = &[
    (
        "Ngành nghề ưu tiên",
        "Chế biến nông, lâm, thủy sản; công nghiệp hỗ trợ; cơ khí phục vụ nông nghiệp; dùng nguyên liệu tại chỗ, nhiều lao động",
        10,
        3,
        "Điều 6 Thông tư 46/2012/TT-BCT",
    ),
    (
        "Địa bàn ưu tiên",
        "Xã đặc biệt khó khăn, vùng dân tộc thiểu số, biên giới, hải đảo, xã xây dựng nông thôn mới",
        10,
        3,
        "Điều 6 Thông tư 46/2012/TT-BCT",
    ),
    (
        "Chủ cơ sở là nữ hoặc người dân tộc thiểu số",
        "Từ 15/10/2025",
        5,
        2,
        "Nghị định 235/2025/NĐ-CP",
    ),
    (
        "Hiệu quả kinh tế, xã hội",
        "Sản lượng, việc làm, thu nhập, nộp ngân sách tăng thêm",
        10,
        3,
        "",
    ),
    (
        "Năng lực của đơn vị thực hiện và cơ sở thụ hưởng",
        "Kinh nghiệm, vốn đối ứng đã chứng minh; hai đề án ngang nhau thì đơn vị nhiều năng lực hơn được trước",
        10,
        2,
        "Thông tư 36/2013/TT-BCT",
    ),
    (
        "Khả năng nhân rộng, bảo vệ môi trường",
        "Mô hình, sản xuất sạch hơn, tiết kiệm năng lượng",
        5,
        2,
        "",
    ),
];
