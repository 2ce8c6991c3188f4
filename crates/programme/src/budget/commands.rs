use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{BudgetId, Dong, Lang, Scope, Thing, UnitId, UnitLevel, Verb};
use rules::FundingScope;
use serde::{Deserialize, Serialize};

use super::{
    model::{Area, Budget},
    store,
};
use crate::plan::era::check_province;

/// The paper that gives, adds to or cuts a budget.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct GrantInput {
    /// Above 0; whether it is a cut is said by `cut`.
    pub amount: Option<Dong>,
    /// The paper takes money away.
    pub cut: bool,
    pub instrument_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub instrument_on: Option<Date>,
    pub issuer: String,
    pub note: String,
}

/// The budget of a year with the first paper that gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct BudgetInput {
    /// `kcqg` or `kcdp`.
    #[schema(value_type = Option<String>)]
    pub scope: Option<FundingScope>,
    /// None for the nation.
    pub province_id: Option<UnitId>,
    pub year: Option<i64>,
    #[serde(flatten)]
    pub grant: GrantInput,
}

struct Ready {
    amount: Dong,
    instrument_no: String,
    instrument_on: Date,
    issuer: String,
    note: String,
}

fn check_grant(cx: &Cx, checks: &mut Checks, input: &GrantInput) -> Ready {
    let amount = checks.required("amount", input.amount).unwrap_or_default();
    checks.amount("amount", amount);
    if input.amount == Some(Dong::ZERO) {
        let text = checks.t("Số tiền cần lớn hơn 0 đ.", "The amount must be above 0 đ.");
        checks.fail("amount", text);
    }
    Ready {
        amount: if input.cut { -amount } else { amount },
        instrument_no: checks.text("instrument_no", &input.instrument_no, 60),
        instrument_on: checks.date("instrument_on", input.instrument_on, Some(cx.today())),
        issuer: checks.text("issuer", &input.issuer, 200),
        note: checks.optional_text("note", &input.note, 1000),
    }
}

/// Notes it when the area is not one that the actor keeps budgets for.
pub(crate) async fn check_area(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    scope: Option<FundingScope>,
    province: Option<UnitId>,
) -> CommandResult<()> {
    let message = match province {
        Some(id) => {
            let unit = reference::units::get(conn, id).await?;
            let covered = match &cx.actor.scope {
                Scope::Nation => true,
                Scope::Provinces(provinces) => provinces.contains(&id),
                Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
            };
            if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
                Some((
                    "Chọn tỉnh trong danh sách.",
                    "Choose a province from the list.",
                ))
            } else if covered {
                None
            } else {
                Some((
                    "Tỉnh này ngoài phạm vi của bạn.",
                    "This province lies outside your scope.",
                ))
            }
        }
        None if scope == Some(FundingScope::Kcdp) => Some((
            "Kinh phí khuyến công địa phương cần có tỉnh.",
            "Local money needs its province.",
        )),
        None if cx.actor.scope != Scope::Nation => Some((
            "Dự toán toàn quốc do Cục thuộc Bộ Công Thương ghi; chọn tỉnh của bạn.",
            "The budget of the nation is the ministry agency's; choose your province.",
        )),
        None => None,
    };
    if let Some((vi, en)) = message {
        let text = checks.t(vi, en).to_owned();
        checks.fail("province_id", text);
    }
    Ok(())
}

/// Writes the budget of a source, area and year, with its first paper. Plans that were approved
/// before it count at once.
pub async fn create(cx: &Cx, input: BudgetInput) -> CommandResult<BudgetId> {
    cx.may(Verb::Create, Thing::Budget)?;
    let mut tx = cx.begin().await?;
    let mut checks = Checks::new(cx.lang);
    let scope = checks.required("scope", input.scope);
    let year = checks.required("year", input.year).unwrap_or(2000);
    checks.number("year", year, 2000, 2200);
    check_area(cx, &mut tx, &mut checks, scope, input.province_id).await?;
    check_province(&mut tx, &mut checks, cx.lang, input.province_id, year).await?;
    if input.grant.cut {
        let text = checks.t(
            "Văn bản đầu tiên là văn bản giao, không phải cắt giảm.",
            "The first paper gives money; it does not cut.",
        );
        checks.fail("cut", text);
    }
    let ready = check_grant(cx, &mut checks, &input.grant);
    checks.done()?;
    let area = Area {
        scope: scope.ok_or(CommandError::NotFound)?,
        province: input.province_id,
        year,
    };
    take_turn(&mut tx, area).await?;
    let given = given_out(&mut tx, area).await?;
    if given > ready.amount {
        return Err(over(cx.lang, "amount", ready.amount, given, Dong::ZERO));
    }
    let id: BudgetId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO budget (id, scope, province_id, year, amount, allotted, illustration,
             created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        area.scope.code(),
        area.province,
        area.year,
        ready.amount,
        given,
        cx.illustration,
        cx.now(),
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    write_grant(cx, &mut tx, id, &ready).await?;
    let kept = store::find(cx, &mut tx, id).await?;
    tx.audit_new(cx, "budget", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Waits for whoever gives out or tells a budget of that source and year.
async fn take_turn(tx: &mut Conn, area: Area) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO budget_turn (scope, year) VALUES (?, ?)
         ON CONFLICT (scope, year) DO UPDATE SET year = excluded.year",
        area.scope.code(),
        area.year,
    ))
    .await?;
    Ok(())
}

/// What the approved plans of an area give out; of the nation, those of its provinces too.
async fn given_out(conn: &mut Conn, area: Area) -> Result<Dong, DbError> {
    let mut query = sql!(
        "SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT)
           FROM plan_line l JOIN annual_plan p ON p.id = l.plan_id
          WHERE p.state = 'approved' AND l.standing = 'allotted' AND p.scope = ? AND p.year = ?",
        area.scope.code(),
        area.year,
    );
    if let Some(province) = area.province {
        query.push(" AND p.province_id = ?", [province.into()]);
    }
    let (sum,): (Dong,) = conn.one(query).await?;
    Ok(sum)
}

/// Adds a paper. `version` is the one the person saw; a cut below what plans give out is refused.
pub async fn add_grant(
    cx: &Cx,
    id: BudgetId,
    version: i64,
    input: GrantInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Budget)?;
    let mut checks = Checks::new(cx.lang);
    let ready = check_grant(cx, &mut checks, &input);
    checks.done()?;
    let mut tx = cx.begin().await?;
    let before = owned(cx, &mut tx, id).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE budget SET amount = amount + ?, version = version + 1
              WHERE id = ? AND version = ?",
            ready.amount,
            id,
            version,
        ))
        .await
        .map_err(|error| {
            if error.breaks_any_check() {
                let left = before.amount + ready.amount;
                return over(cx.lang, "amount", left, before.allotted, Dong::ZERO);
            }
            error.into()
        })?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    write_grant(cx, &mut tx, id, &ready).await?;
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "grant", "budget", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn write_grant(cx: &Cx, tx: &mut Conn, id: BudgetId, ready: &Ready) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO budget_grant (id, budget_id, amount, instrument_no, instrument_on, issuer,
             note, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        id,
        ready.amount,
        &ready.instrument_no,
        ready.instrument_on,
        &ready.issuer,
        &ready.note,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(())
}

/// Gives out more, or takes back, when the lines of an approved plan change, of every budget that
/// binds the area; false when none was told. The table refuses more than a ceiling; the sentence
/// goes beside `field`.
pub async fn give(
    cx: &Cx,
    tx: &mut Conn,
    area: Area,
    more: Dong,
    field: &str,
) -> CommandResult<bool> {
    take_turn(tx, area).await?;
    let budgets = store::binding(tx, area).await?;
    for budget in &budgets {
        tx.exec(sql!(
            "UPDATE budget SET allotted = allotted + ?, version = version + 1 WHERE id = ?",
            more,
            budget.id,
        ))
        .await
        .map_err(|error| {
            if !error.breaks_check("budget_within") {
                return error.into();
            }
            match budget.is_national() && area.province.is_some() {
                true => over_nation(cx.lang, field, budget, more),
                false => over(cx.lang, field, budget.amount, budget.allotted, more),
            }
        })?;
    }
    Ok(!budgets.is_empty())
}

/// A budget that is the actor's to change: that of the nation only by who keeps it.
async fn owned(cx: &Cx, tx: &mut Conn, id: BudgetId) -> CommandResult<Budget> {
    let budget = store::find(cx, tx, id).await?;
    if budget.province_id.is_none() && cx.actor.scope != Scope::Nation {
        return Err(CommandError::Forbidden(
            cx.t(
                "Dự toán toàn quốc do Cục thuộc Bộ Công Thương ghi; bạn xem được.",
                "The budget of the nation is the ministry agency's; you may read it.",
            )
            .to_owned(),
        ));
    }
    Ok(budget)
}

/// The sentence of a ceiling that would be passed: ceiling, given out so far, asked.
pub(crate) fn over(
    lang: Lang,
    field: &str,
    ceiling: Dong,
    given: Dong,
    asked: Dong,
) -> CommandError {
    let over = given + asked - ceiling;
    let text = match (lang, asked > Dong::ZERO) {
        (Lang::Vi, true) => format!(
            "Vượt dự toán được giao {over}: dự toán {ceiling}, đã phân bổ {given}, lần này thêm {asked}. Giảm bớt, đưa vào dự phòng, hoặc ghi văn bản giao bổ sung."
        ),
        (Lang::En, true) => format!(
            "Over the budget told by {over}: the budget is {ceiling}, {given} is given out, {asked} more is asked. Give less, put some in reserve, or enter the paper that adds to it."
        ),
        (Lang::Vi, false) => format!(
            "Dự toán còn {ceiling} thì thấp hơn số các kế hoạch đã phân bổ {given}. Điều chỉnh giảm kế hoạch trước."
        ),
        (Lang::En, false) => format!(
            "A budget of {ceiling} is less than the {given} that plans have given out. Adjust the plans first."
        ),
    };
    CommandError::field(field, text)
}

/// The sentence for a province's plan that would pass the nation's budget.
fn over_nation(lang: Lang, field: &str, budget: &Budget, asked: Dong) -> CommandError {
    let (ceiling, given, left) = (budget.amount, budget.allotted, budget.left());
    let text = match lang {
        Lang::Vi => format!(
            "Vượt dự toán khuyến công quốc gia của cả nước: dự toán {ceiling}, kế hoạch của cả nước và các tỉnh đã phân bổ {given}, còn {left}, lần này thêm {asked}. Giảm bớt, đưa vào dự phòng, hoặc đợi văn bản giao bổ sung."
        ),
        Lang::En => format!(
            "Over the nation's budget of national money: the budget is {ceiling}, the plans of the nation and the provinces have {given}, {left} is left, {asked} more is asked. Give less, put some in reserve, or wait for a paper that adds to it."
        ),
    };
    CommandError::field(field, text)
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("budget", &["scope", "province_id", "year"])
        || error.breaks_unique("budget", &["scope", "year"])
    {
        let message = lang.t(
            "Năm này đã có dự toán của nguồn và địa bàn đó. Mở dự toán ấy để ghi văn bản bổ sung.",
            "This year has a budget of that source and area. Open it to add a paper.",
        );
        return CommandError::field("year", message);
    }
    error.into()
}
