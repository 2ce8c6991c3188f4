//! By what proposals are scored (tiêu chí xét chọn): rows, for everywhere or one province, for one
//! budget or both, each with its days in force. A criterion is ended, never changed, so that earlier
//! scores keep their meaning.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, row, sql};
use jiff::civil::Date;
use kernel::{
    FundingSource, InstrumentId, ProposalId, SelectionCriterionId, Thing, UnitId, Verb, format_date,
};
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use web_kit::basis;

use crate::{budget::commands::check_area, plan::Plan};

row! {
    /// A criterion.
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
    }
}

const COLUMNS: &str = "c.id, c.scope, c.province_id, c.position, c.title, c.hint, c.most, \
                       c.weight, c.article, c.instrument_id, c.verified, c.valid_from, c.valid_to, c.version";

impl Criterion {
    /// `từ 01/01/2026`, with the end when there is one.
    pub fn period(&self) -> String {
        match self.valid_to {
            Some(to) => format!("{} – {}", format_date(self.valid_from), format_date(to)),
            None => format_date(self.valid_from),
        }
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
            "SELECT {COLUMNS} FROM selection_criterion c
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

/// All criteria that the actor may see, those in force first.
pub async fn all(cx: &Cx, conn: &mut Conn) -> Result<Vec<Criterion>, DbError> {
    let mut query = sql!(&format!(
        "SELECT {COLUMNS} FROM selection_criterion c WHERE (c.province_id IS NULL OR (1 = 1"
    ));
    query.within(
        &cx.actor.scope,
        db::ScopeColumns {
            province: "c.province_id",
            commune: "",
            establishment: "",
        },
    );
    query.push(
        ")) ORDER BY CASE WHEN c.valid_to IS NULL THEN 0 ELSE 1 END, c.position, c.id",
        [],
    );
    conn.all(query).await
}

/// The points that a proposal has.
pub async fn points(conn: &mut Conn, id: ProposalId) -> Result<Vec<Points>, DbError> {
    conn.all(sql!(
        "SELECT criterion_id, points, reason FROM proposal_score WHERE proposal_id = ?",
        id
    ))
    .await
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

/// Adds a criterion. One with an article is unverified until somebody compared it with the text.
pub async fn add(cx: &Cx, input: CriterionInput) -> CommandResult<SelectionCriterionId> {
    cx.may(Verb::Decide, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let mut checks = Checks::new(cx.lang);
    let title = checks.text("title", &input.title, 200);
    let hint = checks.optional_text("hint", &input.hint, 500);
    let document = input.instrument_id;
    let article = basis::quote(cx, &mut tx, &mut checks, document, &input.article).await?;
    let article = checks.optional_text("article", &article, 300);
    let most = checks.required("most", input.most).unwrap_or(1);
    let most = checks.number("most", most, 1, 100);
    let weight = checks.required("weight", input.weight).unwrap_or(1);
    let weight = checks.number("weight", weight, 1, 100);
    let from = checks.date("valid_from", input.valid_from, None);
    let national = input.province_id.is_none();
    let scope = match national {
        // A criterion of everywhere is the agency's, whatever the budget.
        true => Some(input.scope.unwrap_or(FundingScope::Kcqg)),
        false => input.scope,
    };
    let scope_for_area = if national {
        Some(FundingScope::Kcqg)
    } else {
        scope
    };
    check_area(cx, &mut tx, &mut checks, scope_for_area, input.province_id).await?;
    checks.done()?;
    let (last,): (i64,) = tx
        .one(sql!(
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM selection_criterion"
        ))
        .await?;
    let id: SelectionCriterionId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO selection_criterion (id, scope, province_id, position, title, hint, most,
             weight, article, instrument_id, verified, valid_from, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        input.scope.map(|s| s.code().to_owned()),
        input.province_id,
        last + 1,
        &title,
        &hint,
        most,
        weight,
        &article,
        document,
        article.is_empty(),
        from,
        cx.now(),
    ))
    .await?;
    let kept = find(&mut tx, id).await?;
    tx.audit_new(cx, "criterion", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
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
    let mut checks = Checks::new(cx.lang);
    let area = FundingScope::Kcqg;
    check_area(cx, &mut tx, &mut checks, Some(area), before.province_id).await?;
    checks.done().map_err(|_| CommandError::role(cx.lang))?;
    let to = cx.today().max(before.valid_from);
    let changed = tx
        .exec(sql!(
            "UPDATE selection_criterion SET valid_to = ?, version = version + 1
              WHERE id = ? AND version = ? AND valid_to IS NULL",
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
