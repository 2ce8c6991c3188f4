use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{
    Activity, Dong, FundingSource, Lang, PlanId, PlanLineId, Role, Scope, Thing, UnitId, UnitLevel,
    Verb, fold,
};
use rules::FundingScope;
use serde::{Deserialize, Serialize};

use super::{
    era,
    model::{Plan, PlanLine, Standing},
    quarters, store,
};

/// What somebody says of a plan.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PlanInput {
    /// `kcqg` or `kcdp`.
    #[schema(value_type = Option<String>)]
    pub scope: Option<FundingScope>,
    /// None for the nation, which only the ministry agency plans for.
    pub province_id: Option<UnitId>,
    pub year: Option<i64>,
    pub title: String,
    /// Number of the document that approved it.
    pub instrument_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub instrument_on: Option<Date>,
    pub issuer: String,
    /// How many tasks the document states.
    pub stated_tasks: Option<i64>,
    /// How much money the document states.
    pub stated_amount: Option<Dong>,
    pub note: String,
}

/// What somebody says of a task.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PlanLineInput {
    pub title: String,
    pub activity: Option<Activity>,
    pub quantity: Option<i64>,
    /// What is counted: `máy`, `lớp`, `cơ sở`.
    pub unit_word: String,
    pub amount: Option<Dong>,
    /// The amount by quarters: all four or none, and together the amount.
    pub quarter_1: Option<Dong>,
    pub quarter_2: Option<Dong>,
    pub quarter_3: Option<Dong>,
    pub quarter_4: Option<Dong>,
    /// What becomes of it; allotted when absent.
    pub standing: Option<Standing>,
    pub implementer: String,
}

impl PlanLineInput {
    /// The four quarters, where one that is left empty counts as 0; none when all are empty.
    pub(super) fn quarters(&self) -> [Option<Dong>; 4] {
        quarters::filled([
            self.quarter_1,
            self.quarter_2,
            self.quarter_3,
            self.quarter_4,
        ])
    }

    pub(super) fn standing(&self) -> Standing {
        self.standing.unwrap_or(Standing::Allotted)
    }
}

struct Ready {
    scope: FundingScope,
    year: i64,
    title: String,
    instrument_no: String,
    issuer: String,
    note: String,
}

/// `before` is the plan that would be changed: one of a province that is no more stays editable.
async fn check(
    cx: &Cx,
    conn: &mut Conn,
    input: &PlanInput,
    before: Option<&Plan>,
) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let scope = checks.required("scope", input.scope);
    let year = checks.required("year", input.year).unwrap_or(2000);
    let year = checks.number("year", year, 2000, 2200);
    let title = checks.text("title", &input.title, 300);
    let instrument_no = checks.optional_text("instrument_no", &input.instrument_no, 60);
    let issuer = checks.optional_text("issuer", &input.issuer, 200);
    let note = checks.optional_text("note", &input.note, 2000);
    checks.optional_date("instrument_on", input.instrument_on, Some(cx.today()));
    if let Some(tasks) = input.stated_tasks {
        checks.number("stated_tasks", tasks, 0, 100_000);
    }
    if let Some(amount) = input.stated_amount {
        checks.amount("stated_amount", amount);
    }
    match input.province_id {
        Some(id) => {
            let unit = reference::units::get(conn, id).await?;
            if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
                let message = checks.t(
                    "Chọn tỉnh trong danh sách.",
                    "Choose a province from the list.",
                );
                checks.fail("province_id", message);
            } else if !covers(&cx.actor.scope, id) {
                let message = checks.t(
                    "Tỉnh này ngoài phạm vi của bạn.",
                    "This province lies outside your scope.",
                );
                checks.fail("province_id", message);
            }
        }
        None if scope == Some(FundingScope::Kcdp) => {
            let message = checks.t(
                "Kế hoạch khuyến công địa phương cần có tỉnh.",
                "A plan of local money needs its province.",
            );
            checks.fail("province_id", message);
        }
        None if cx.actor.scope != Scope::Nation => {
            let message = checks.t(
                "Kế hoạch toàn quốc do Cục thuộc Bộ Công Thương lập; chọn tỉnh của bạn.",
                "The plan of the nation is the ministry agency's; choose your province.",
            );
            checks.fail("province_id", message);
        }
        None => {}
    }
    let moved = before.is_none_or(|b| (b.province_id, b.year) != (input.province_id, year));
    if moved {
        era::check_province(conn, &mut checks, cx.lang, input.province_id, year).await?;
    }
    checks.done()?;
    Ok(Ready {
        scope: scope.unwrap_or(FundingScope::Kcdp),
        year,
        title,
        instrument_no,
        issuer,
        note,
    })
}

fn covers(scope: &Scope, province: UnitId) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => provinces.contains(&province),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    }
}

/// Writes a plan, still without tasks.
pub async fn create(cx: &Cx, input: PlanInput) -> CommandResult<PlanId> {
    cx.may(Verb::Create, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input, None).await?;
    let id: PlanId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO annual_plan (id, scope, province_id, year, title, instrument_no,
             instrument_on, issuer, stated_tasks, stated_amount, note, search, illustration,
             created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        ready.scope.code(),
        input.province_id,
        ready.year,
        &ready.title,
        &ready.instrument_no,
        input.instrument_on,
        &ready.issuer,
        input.stated_tasks,
        input.stated_amount,
        &ready.note,
        search_text(&ready),
        cx.illustration,
        cx.now(),
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    let kept = store::find(cx, &mut tx, id).await?;
    tx.audit_new(cx, "plan", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a plan. `version` is the one the person saw.
pub async fn edit(cx: &Cx, id: PlanId, version: i64, input: PlanInput) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before = owned(cx, &mut tx, id).await?;
    let ready = check(cx, &mut tx, &input, Some(&before)).await?;
    let moved = before.scope != ready.scope.source()
        || before.province_id != input.province_id
        || before.year != ready.year;
    if before.is_approved() && moved {
        return Err(CommandError::field(
            "year",
            cx.t(
                "Kế hoạch đã phê duyệt thì nguồn, tỉnh và năm giữ nguyên.",
                "Source, province and year of an approved plan stay.",
            ),
        ));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE annual_plan SET scope = ?, province_id = ?, year = ?, title = ?,
                 instrument_no = ?, instrument_on = ?, issuer = ?, stated_tasks = ?,
                 stated_amount = ?, note = ?, search = ?, version = version + 1
             WHERE id = ? AND version = ?",
            ready.scope.code(),
            input.province_id,
            ready.year,
            &ready.title,
            &ready.instrument_no,
            input.instrument_on,
            &ready.issuer,
            input.stated_tasks,
            input.stated_amount,
            &ready.note,
            search_text(&ready),
            id,
            version,
        ))
        .await
        .map_err(|e| explain(e, cx.lang))?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "edit", "plan", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a task at the end of a plan.
pub async fn add_line(cx: &Cx, plan: PlanId, input: PlanLineInput) -> CommandResult<PlanLineId> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let activity = check_line(cx, &input)?;
    let mut tx = cx.begin().await?;
    let owner = owned(cx, &mut tx, plan).await?;
    still_open(cx, &owner)?;
    // The plan's row is locked, so that two tasks never take the same position.
    tx.exec(sql!(
        "UPDATE annual_plan SET version = version + 1 WHERE id = ?",
        plan
    ))
    .await?;
    let id: PlanLineId = cx.new_id();
    insert_line(cx, &mut tx, plan, id, activity, &input).await?;
    let kept = store::line(&mut tx, id).await?;
    tx.audit(cx, "line", "plan", plan, None::<&()>, &kept)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes a line at the end of a plan whose row is locked.
pub(super) async fn insert_line(
    cx: &Cx,
    tx: &mut Conn,
    plan: PlanId,
    id: PlanLineId,
    activity: Activity,
    input: &PlanLineInput,
) -> CommandResult<()> {
    let (last,) = tx
        .one::<(i64,)>(sql!(
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM plan_line WHERE plan_id = ?",
            plan
        ))
        .await?;
    let [q1, q2, q3, q4] = input.quarters();
    tx.exec(sql!(
        "INSERT INTO plan_line (id, plan_id, position, title, activity, quantity, unit_word, amount,
             quarter_1, quarter_2, quarter_3, quarter_4, standing, implementer, illustration,
             created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        plan,
        last + 1,
        kernel::clean(&input.title),
        activity,
        input.quantity,
        kernel::clean(&input.unit_word),
        input.amount,
        q1,
        q2,
        q3,
        q4,
        input.standing(),
        kernel::clean(&input.implementer),
        cx.illustration,
        cx.now(),
    ))
    .await?;
    Ok(())
}

/// Writes new values over a line; says how many rows had that version. An amount below what
/// projects were allotted is refused beside it.
pub(super) async fn update_line(
    cx: &Cx,
    tx: &mut Conn,
    before: &PlanLine,
    version: i64,
    activity: Activity,
    input: &PlanLineInput,
) -> CommandResult<u64> {
    let [q1, q2, q3, q4] = input.quarters();
    tx.exec(sql!(
        "UPDATE plan_line SET title = ?, activity = ?, quantity = ?, unit_word = ?, amount = ?,
             quarter_1 = ?, quarter_2 = ?, quarter_3 = ?, quarter_4 = ?, standing = ?,
             implementer = ?, version = version + 1
         WHERE id = ? AND version = ?",
        kernel::clean(&input.title),
        activity,
        input.quantity,
        kernel::clean(&input.unit_word),
        input.amount,
        q1,
        q2,
        q3,
        q4,
        input.standing(),
        kernel::clean(&input.implementer),
        before.id,
        version,
    ))
    .await
    .map_err(|error| match error.breaks_check("plan_line_taken") {
        true => CommandError::field("amount", taken_text(cx.lang, before)),
        false => error.into(),
    })
}

/// The sentence for a line whose amount would fall below what projects were allotted.
pub(super) fn taken_text(lang: Lang, line: &PlanLine) -> String {
    match lang {
        Lang::Vi => format!(
            "“{}”: các đề án đã được giao {}; số của nhiệm vụ không thấp hơn thế. Điều chỉnh đề án trước (bước “Đề nghị điều chỉnh”).",
            line.title, line.taken
        ),
        Lang::En => format!(
            "“{}”: projects have been allotted {}; the task cannot have less. Adjust the projects first (step “Ask for an adjustment”).",
            line.title, line.taken
        ),
    }
}

/// Changes a task. `version` is the one the person saw.
pub async fn edit_line(
    cx: &Cx,
    id: PlanLineId,
    version: i64,
    input: PlanLineInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let activity = check_line(cx, &input)?;
    let mut tx = cx.begin().await?;
    let before = store::line(&mut tx, id).await?;
    let plan = owned(cx, &mut tx, before.plan_id).await?;
    still_open(cx, &plan)?;
    let changed = update_line(cx, &mut tx, &before, version, activity, &input).await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::line(&mut tx, id).await?;
    tx.audit(cx, "line", "plan", before.plan_id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a task out of a plan; the audit trail keeps what it was. Refused once a project carries it
/// out.
pub async fn remove_line(cx: &Cx, id: PlanLineId, version: i64) -> CommandResult<PlanId> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before: PlanLine = store::line(&mut tx, id).await?;
    let plan = owned(cx, &mut tx, before.plan_id).await?;
    still_open(cx, &plan)?;
    if let Some((code,)) = tx
        .opt::<(String,)>(sql!(
            "SELECT code FROM project WHERE plan_line_id = ? ORDER BY code LIMIT 1",
            id
        ))
        .await?
    {
        return Err(CommandError::refused(
            "plan-line-in-use",
            match cx.lang {
                Lang::Vi => format!("Đề án {code} thực hiện nhiệm vụ này; không bỏ được."),
                Lang::En => format!("Project {code} carries this task out; it stays."),
            },
        ));
    }
    let removed = tx
        .exec(sql!(
            "DELETE FROM plan_line WHERE id = ? AND version = ?",
            id,
            version
        ))
        .await?;
    if removed == 0 {
        return Err(CommandError::Stale);
    }
    tx.audit(
        cx,
        "line-removal",
        "plan",
        before.plan_id,
        Some(&before),
        &(),
    )
    .await?;
    tx.commit().await?;
    Ok(before.plan_id)
}

/// Refuses to touch the lines of an approved plan.
fn still_open(cx: &Cx, plan: &Plan) -> CommandResult<()> {
    if !plan.is_approved() {
        return Ok(());
    }
    Err(CommandError::refused(
        "plan-approved",
        match cx.lang {
            Lang::Vi => format!(
                "Kế hoạch đã phê duyệt (bản {}); nhiệm vụ chỉ đổi bằng điều chỉnh kế hoạch.",
                plan.number
            ),
            Lang::En => format!(
                "The plan is approved (version {}); its tasks change by an adjustment only.",
                plan.number
            ),
        },
    ))
}

pub(super) fn check_line(cx: &Cx, input: &PlanLineInput) -> CommandResult<Activity> {
    let mut checks = Checks::new(cx.lang);
    checks.text("title", &input.title, 300);
    let activity = checks.required("activity", input.activity);
    if let Some(quantity) = input.quantity {
        checks.number("quantity", quantity, 1, 1_000_000);
    }
    checks.optional_text("unit_word", &input.unit_word, 40);
    checks.optional_text("implementer", &input.implementer, 200);
    if let Some(amount) = input.amount {
        checks.amount("amount", amount);
    }
    quarters::check(&mut checks, input.quarters(), input.amount);
    checks.done()?;
    activity.ok_or(CommandError::NotFound)
}

/// A plan that is the actor's to change: those of the nation only by who plans for it.
pub(super) async fn owned(cx: &Cx, tx: &mut Conn, id: PlanId) -> CommandResult<Plan> {
    let plan = store::find(cx, tx, id).await?;
    if plan.province_id.is_none() && cx.actor.scope != Scope::Nation {
        return Err(CommandError::Forbidden(
            cx.t(
                "Kế hoạch toàn quốc do Cục thuộc Bộ Công Thương lập; bạn xem được.",
                "The plan of the nation is the ministry agency's; you may read it.",
            )
            .to_owned(),
        ));
    }
    Ok(plan)
}

/// Whether somebody may approve, adjust or defer within this plan. National money is the Ministry's
/// to allot, whatever area the plan is of (Điều 6 Thông tư 36/2013/TT-BCT).
pub(crate) fn may_decide(cx: &Cx, plan: &Plan) -> bool {
    let agency = cx.actor.role == Role::MinistryAgency;
    cx.actor.may(Verb::Decide, Thing::Plan)
        && match plan.scope {
            FundingSource::Kcqg => agency,
            _ => plan.province_id.is_some() || cx.actor.scope == Scope::Nation,
        }
}

/// Refuses whoever may not decide on the plan.
pub(super) fn decided(cx: &Cx, plan: &Plan) -> CommandResult<()> {
    if may_decide(cx, plan) {
        return Ok(());
    }
    Err(CommandError::Forbidden(
        cx.t(
            "Kế hoạch khuyến công quốc gia do Bộ Công Thương phê duyệt, điều chỉnh; bạn xem được.",
            "A plan of national money is the Ministry's to approve and adjust; you may read it.",
        )
        .to_owned(),
    ))
}

fn search_text(ready: &Ready) -> String {
    fold(&format!(
        "{} {} {}",
        ready.title, ready.instrument_no, ready.issuer
    ))
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("annual_plan", &["scope", "province_id", "year"])
        || error.breaks_unique("annual_plan", &["scope", "year"])
    {
        let message = lang.t(
            "Năm này đã có kế hoạch của cùng nguồn và cùng địa bàn. Mở kế hoạch đó để sửa.",
            "This year has a plan of that budget and area already. Open it to change it.",
        );
        return CommandError::field("year", message);
    }
    error.into()
}

/// The input that would write this plan again, for a form that opens with it.
pub fn input_of(plan: &Plan) -> PlanInput {
    PlanInput {
        scope: FundingScope::of(plan.scope),
        province_id: plan.province_id,
        year: Some(plan.year),
        title: plan.title.clone(),
        instrument_no: plan.instrument_no.clone(),
        instrument_on: plan.instrument_on,
        issuer: plan.issuer.clone(),
        stated_tasks: plan.stated_tasks,
        stated_amount: plan.stated_amount,
        note: plan.note.clone(),
    }
}
