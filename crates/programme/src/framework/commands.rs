use std::collections::HashSet;

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{Dong, FrameworkId, FundingSource, Lang, Scope, Thing, UnitId, UnitLevel, Verb, fold};
use serde::{Deserialize, Serialize};

use super::{
    indicator,
    model::{Figures, Framework, FrameworkVersion, Target, YearMoney},
    store,
};
use crate::plan::era::check_province;

/// What somebody says of a programme and of the decision that issued it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FrameworkInput {
    /// None for the nation, which only the ministry agency programmes for.
    pub province_id: Option<UnitId>,
    pub from_year: Option<i64>,
    pub to_year: Option<i64>,
    pub title: String,
    /// Number of the decision; empty while the programme is a draft.
    pub instrument_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub instrument_on: Option<Date>,
    pub issuer: String,
    pub note: String,
}

/// The decision that amends a programme.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct AmendInput {
    pub instrument_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub instrument_on: Option<Date>,
    pub issuer: String,
    pub reason: String,
}

/// The figures of the version in force, in place of those so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FiguresInput {
    /// Targets by code of the indicator; those not named have none.
    pub targets: Vec<TargetInput>,
    pub money: Vec<MoneyInput>,
    /// Whether the figures were compared with the published text.
    pub verified: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TargetInput {
    pub indicator: String,
    pub target: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MoneyInput {
    pub year: i64,
    pub source: FundingSource,
    pub amount: Dong,
}

struct Ready {
    from_year: i64,
    to_year: i64,
    title: String,
    note: String,
    instrument_no: String,
    issuer: String,
}

/// The longest period, in years.
const LONGEST: i64 = 10;

async fn check(
    cx: &Cx,
    conn: &mut Conn,
    input: &FrameworkInput,
    id: Option<FrameworkId>,
) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let from_year = checks
        .required("from_year", input.from_year)
        .unwrap_or(2000);
    let from_year = checks.number("from_year", from_year, 2000, 2200);
    let to_year = checks
        .required("to_year", input.to_year)
        .unwrap_or(from_year);
    if input.to_year.is_some() {
        checks.number("to_year", to_year, from_year, from_year + LONGEST - 1);
    }
    let title = checks.text("title", &input.title, 300);
    let note = checks.optional_text("note", &input.note, 2_000);
    let (instrument_no, issuer) = decision(&mut checks, cx, input);
    match input.province_id {
        Some(province) => {
            let unit = reference::units::get(conn, province).await?;
            if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
                let message = checks.t(
                    "Chọn tỉnh trong danh sách.",
                    "Choose a province from the list.",
                );
                checks.fail("province_id", message);
            } else if !covers(&cx.actor.scope, province) {
                let message = checks.t(
                    "Tỉnh này ngoài phạm vi của bạn.",
                    "This province lies outside your scope.",
                );
                checks.fail("province_id", message);
            }
        }
        None if cx.actor.scope != Scope::Nation => {
            let message = checks.t(
                "Chương trình quốc gia do Cục thuộc Bộ Công Thương nhập; chọn tỉnh của bạn.",
                "The programme of the nation is the ministry agency's; choose your province.",
            );
            checks.fail("province_id", message);
        }
        None => {}
    }
    if id.is_none() {
        check_province(conn, &mut checks, cx.lang, input.province_id, from_year).await?;
    }
    if checks.is_ok()
        && let Some(other) =
            store::overlapping(conn, input.province_id, from_year, to_year, id).await?
    {
        let message = match cx.lang {
            Lang::Vi => format!(
                "Địa bàn này đã có chương trình {} trùng năm: {}. Mở chương trình đó để điều chỉnh.",
                other.period(),
                other.title
            ),
            Lang::En => format!(
                "This area has a programme of {} already: {}. Open it to amend it.",
                other.period(),
                other.title
            ),
        };
        checks.fail("from_year", message);
    }
    checks.done()?;
    Ok(Ready {
        from_year,
        to_year,
        title,
        note,
        instrument_no,
        issuer,
    })
}

/// A decision has both number and day, or there is none yet.
fn decision(checks: &mut Checks, cx: &Cx, input: &FrameworkInput) -> (String, String) {
    let number = checks.optional_text("instrument_no", &input.instrument_no, 60);
    checks.optional_date("instrument_on", input.instrument_on, Some(cx.today()));
    if number.is_empty() != input.instrument_on.is_none() {
        let field = match number.is_empty() {
            true => "instrument_no",
            false => "instrument_on",
        };
        let message = checks.t(
            "Quyết định cần cả số và ngày; để trống cả hai khi chưa ban hành.",
            "A decision needs number and day; leave both empty while nothing was issued.",
        );
        checks.fail(field, message);
    }
    let issuer = checks.optional_text("issuer", &input.issuer, 200);
    (number, issuer)
}

fn covers(scope: &Scope, province: UnitId) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => provinces.contains(&province),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    }
}

/// Enters a programme, still without figures.
pub async fn create(cx: &Cx, input: FrameworkInput) -> CommandResult<FrameworkId> {
    cx.may(Verb::Create, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input, None).await?;
    let id = insert(cx, &mut tx, &input, &ready).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(
    cx: &Cx,
    tx: &mut Conn,
    input: &FrameworkInput,
    ready: &Ready,
) -> CommandResult<FrameworkId> {
    let id: FrameworkId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO framework (id, province_id, from_year, to_year, title, note, number, search,
             illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
        id,
        input.province_id,
        ready.from_year,
        ready.to_year,
        &ready.title,
        &ready.note,
        search_text(ready),
        cx.illustration,
        cx.now(),
    ))
    .await
    .map_err(|error| explain(error, cx.lang))?;
    let version = FrameworkVersion {
        number: 1,
        instrument_no: ready.instrument_no.clone(),
        instrument_on: input.instrument_on,
        issuer: ready.issuer.clone(),
        reason: String::new(),
        verified: false,
        actor: cx.actor.name.clone(),
        created_at: cx.now(),
    };
    insert_version(tx, id, &version).await?;
    let kept = store::find(cx, tx, id).await?;
    tx.audit_new(cx, "framework", id, &(kept, version)).await?;
    Ok(id)
}

pub(super) async fn insert_version(
    tx: &mut Conn,
    id: FrameworkId,
    version: &FrameworkVersion,
) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO framework_version (framework_id, number, instrument_no, instrument_on, issuer,
             reason, verified, actor, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        version.number,
        &version.instrument_no,
        version.instrument_on,
        &version.issuer,
        &version.reason,
        version.verified,
        &version.actor,
        version.created_at,
    ))
    .await
    .map(drop)
}

/// Changes a programme and the decision of its version in force. `version` is the one the person saw.
pub async fn edit(
    cx: &Cx,
    id: FrameworkId,
    version: i64,
    input: FrameworkInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before = owned(cx, &mut tx, id).await?;
    let ready = check(cx, &mut tx, &input, Some(id)).await?;
    outside(cx, &mut tx, &before, &ready).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE framework SET province_id = ?, from_year = ?, to_year = ?, title = ?, note = ?,
                 search = ?, version = version + 1 WHERE id = ? AND version = ?",
            input.province_id,
            ready.from_year,
            ready.to_year,
            &ready.title,
            &ready.note,
            search_text(&ready),
            id,
            version,
        ))
        .await
        .map_err(|error| explain(error, cx.lang))?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    tx.exec(sql!(
        "UPDATE framework_version SET instrument_no = ?, instrument_on = ?, issuer = ?
          WHERE framework_id = ? AND number = ?",
        &ready.instrument_no,
        input.instrument_on,
        &ready.issuer,
        id,
        before.number,
    ))
    .await?;
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "edit", "framework", id, Some(&before), &(after, &input))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A period is not shortened below a year that has money.
async fn outside(cx: &Cx, tx: &mut Conn, before: &Framework, ready: &Ready) -> CommandResult<()> {
    let figures = store::figures(tx, before.id, before.number).await?;
    let lost = figures
        .money
        .iter()
        .find(|m| !(ready.from_year..=ready.to_year).contains(&m.year));
    match lost {
        None => Ok(()),
        Some(money) => Err(CommandError::field(
            "to_year",
            match cx.lang {
                Lang::Vi => format!(
                    "Năm {} đã có kinh phí trong chương trình. Bỏ số đó ở phần Chỉ tiêu và kinh phí trước.",
                    money.year
                ),
                Lang::En => format!(
                    "The programme has money for {}. Take it out among the figures first.",
                    money.year
                ),
            },
        )),
    }
}

/// Makes the next version, with the figures of the one before, by a decision. Errors: a programme
/// that was never issued is edited, not amended.
pub async fn amend(
    cx: &Cx,
    id: FrameworkId,
    version: i64,
    input: AmendInput,
) -> CommandResult<i64> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before = owned(cx, &mut tx, id).await?;
    let versions = store::versions(&mut tx, id).await?;
    let current = versions.first().ok_or(CommandError::NotFound)?;
    let Some(last_day) = current.instrument_on else {
        return Err(CommandError::refused(
            "framework-not-issued",
            cx.t(
                "Chương trình chưa ban hành nên chưa có gì để điều chỉnh; hãy sửa chương trình.",
                "The programme was not issued, so there is nothing to amend; edit it.",
            ),
        ));
    };
    let mut checks = Checks::new(cx.lang);
    let instrument_no = checks.text("instrument_no", &input.instrument_no, 60);
    let on = checks.date("instrument_on", input.instrument_on, Some(cx.today()));
    if input.instrument_on.is_some() && on < last_day {
        let day = kernel::format_date(last_day);
        let message = match cx.lang {
            Lang::Vi => format!("Ngày này đứng trước quyết định đang hiệu lực ({day})."),
            Lang::En => format!("This day lies before the decision in force ({day})."),
        };
        checks.fail("instrument_on", message);
    }
    let issuer = checks.optional_text("issuer", &input.issuer, 200);
    let reason = checks.text("reason", &input.reason, 2_000);
    checks.done()?;
    let number = before.number + 1;
    let changed = tx
        .exec(sql!(
            "UPDATE framework SET number = ?, version = version + 1 WHERE id = ? AND version = ?",
            number,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let next = FrameworkVersion {
        number,
        instrument_no,
        instrument_on: Some(on),
        issuer,
        reason,
        verified: false,
        actor: cx.actor.name.clone(),
        created_at: cx.now(),
    };
    insert_version(&mut tx, id, &next).await?;
    let figures = store::figures(&mut tx, id, before.number).await?;
    insert_figures(&mut tx, id, number, &figures).await?;
    tx.audit(cx, "amendment", "framework", id, Some(current), &next)
        .await?;
    tx.commit().await?;
    Ok(number)
}

/// Puts these figures in place of those of the version in force. `version` is the one the person saw.
pub async fn set_figures(
    cx: &Cx,
    id: FrameworkId,
    version: i64,
    input: FiguresInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let framework = owned(cx, &mut tx, id).await?;
    let figures = check_figures(cx, &framework, &input)?;
    let changed = tx
        .exec(sql!(
            "UPDATE framework SET version = version + 1 WHERE id = ? AND version = ?",
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let number = framework.number;
    let before = store::figures(&mut tx, id, number).await?;
    for table in ["framework_target", "framework_money"] {
        tx.exec(sql!(
            &format!("DELETE FROM {table} WHERE framework_id = ? AND number = ?"),
            id,
            number
        ))
        .await?;
    }
    insert_figures(&mut tx, id, number, &figures).await?;
    tx.exec(sql!(
        "UPDATE framework_version SET verified = ? WHERE framework_id = ? AND number = ?",
        input.verified,
        id,
        number,
    ))
    .await?;
    tx.audit(cx, "figures", "framework", id, Some(&before), &figures)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The field of a target on a form.
pub(super) fn target_field(indicator: &str) -> String {
    format!("target_{indicator}")
}

/// The field of an amount on a form.
pub(super) fn money_field(year: i64, source: FundingSource) -> String {
    format!("money_{year}_{}", source.code())
}

fn check_figures(cx: &Cx, framework: &Framework, input: &FiguresInput) -> CommandResult<Figures> {
    let mut checks = Checks::new(cx.lang);
    let twice = |checks: &mut Checks, field: &str| {
        let message = checks.t("Bị nêu hai lần.", "Listed twice.");
        checks.fail(field, message);
    };
    let mut seen = HashSet::new();
    for target in &input.targets {
        let field = target_field(&target.indicator);
        if indicator::by_code(&target.indicator).is_none() {
            let message = checks.t("Không có chỉ tiêu này.", "There is no such indicator.");
            checks.fail(&field, message);
        }
        checks.number(&field, target.target, 0, 1_000_000_000);
        if !seen.insert(field.clone()) {
            twice(&mut checks, &field);
        }
    }
    for money in &input.money {
        let field = money_field(money.year, money.source);
        if !(framework.from_year..=framework.to_year).contains(&money.year) {
            let message = match cx.lang {
                Lang::Vi => format!("Năm này ngoài giai đoạn {}.", framework.period()),
                Lang::En => format!("This year lies outside {}.", framework.period()),
            };
            checks.fail(&field, message);
        }
        checks.amount(&field, money.amount);
        if !seen.insert(field.clone()) {
            twice(&mut checks, &field);
        }
    }
    checks.done()?;
    Ok(Figures {
        targets: input
            .targets
            .iter()
            .map(|t| Target {
                indicator: t.indicator.clone(),
                target: t.target,
            })
            .collect(),
        money: input
            .money
            .iter()
            .map(|m| YearMoney {
                year: m.year,
                source: m.source,
                amount: m.amount,
            })
            .collect(),
    })
}

pub(super) async fn insert_figures(
    tx: &mut Conn,
    id: FrameworkId,
    number: i64,
    figures: &Figures,
) -> Result<(), DbError> {
    for target in &figures.targets {
        tx.exec(sql!(
            "INSERT INTO framework_target (framework_id, number, indicator, target)
             VALUES (?, ?, ?, ?)",
            id,
            number,
            &target.indicator,
            target.target,
        ))
        .await?;
    }
    for money in &figures.money {
        tx.exec(sql!(
            "INSERT INTO framework_money (framework_id, number, year, source, amount)
             VALUES (?, ?, ?, ?, ?)",
            id,
            number,
            money.year,
            money.source,
            money.amount,
        ))
        .await?;
    }
    Ok(())
}

/// A programme that is the actor's to change: the nation's only by who programmes for it.
async fn owned(cx: &Cx, tx: &mut Conn, id: FrameworkId) -> CommandResult<Framework> {
    let framework = store::find(cx, tx, id).await?;
    if !may_change(cx, &framework) {
        return Err(CommandError::Forbidden(
            cx.t(
                "Chương trình quốc gia do Cục thuộc Bộ Công Thương nhập; bạn xem được.",
                "The programme of the nation is the ministry agency's; you may read it.",
            )
            .to_owned(),
        ));
    }
    Ok(framework)
}

/// True when the actor may change this programme.
pub(super) fn may_change(cx: &Cx, framework: &Framework) -> bool {
    cx.actor.may(Verb::Edit, Thing::Plan)
        && (framework.province_id.is_some() || cx.actor.scope == Scope::Nation)
}

fn search_text(ready: &Ready) -> String {
    fold(&format!(
        "{} {} {} {} {}",
        ready.title, ready.instrument_no, ready.issuer, ready.from_year, ready.to_year
    ))
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("framework", &["province_id", "from_year"])
        || error.breaks_unique("framework", &["from_year"])
    {
        let message = lang.t(
            "Địa bàn này đã có chương trình bắt đầu từ năm đó.",
            "This area has a programme that begins in that year.",
        );
        return CommandError::field("from_year", message);
    }
    error.into()
}
