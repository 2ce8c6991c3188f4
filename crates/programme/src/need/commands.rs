use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{Activity, Dong, EstablishmentId, NeedId, ProjectId, Role, Thing, Verb, fold};
use serde::{Deserialize, Serialize};

use super::{
    model::{Need, NeedSource, NeedState},
    store,
};
use crate::ports::{EstablishmentFacts, Establishments};

/// What somebody says of a need.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NeedInput {
    pub establishment_id: Option<EstablishmentId>,
    pub activity: Option<Activity>,
    /// Which of several norms of the activity; empty for the main one.
    pub variant: String,
    /// Whether it is a whole technology line.
    pub line: bool,
    /// The machine or activity wanted.
    pub title: String,
    pub description: String,
    pub total_cost: Dong,
    pub own_money: Dong,
    pub help_wanted: Dong,
    /// The year in which it is wanted; that of `met_on` when absent.
    pub year: Option<i64>,
    /// Who of the Centre met them; the actor when empty.
    pub met_by: String,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub met_on: Option<Date>,
    pub source: Option<NeedSource>,
}

/// An input that passed every check.
struct Ready {
    establishment: EstablishmentFacts,
    activity: Activity,
    variant: String,
    title: String,
    description: String,
    year: i64,
    met_by: String,
    met_on: Date,
    source: NeedSource,
}

async fn check(cx: &Cx, conn: &mut Conn, input: &NeedInput) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let mut establishment = None;
    if let Some(id) = checks.required("establishment_id", input.establishment_id) {
        establishment = cx.port::<dyn Establishments>().facts(cx, conn, id).await?;
        if establishment.is_none() {
            let message = checks.t(
                "Không có cơ sở này trong phạm vi của bạn. Gõ hai chữ đầu rồi chọn trong danh sách.",
                "There is no such establishment within your scope. Type two letters and choose.",
            );
            checks.fail("establishment_id", message);
        }
    }
    let activity = checks.required("activity", input.activity);
    let title = checks.text("title", &input.title, 300);
    let description = checks.optional_text("description", &input.description, 2000);
    let met_by = checks.optional_text("met_by", &input.met_by, 200);
    let variant = checks.optional_text("variant", &input.variant, 40);
    let met_on = checks.date(
        "met_on",
        input.met_on.or(Some(cx.today())),
        Some(cx.today()),
    );
    let year = input.year.unwrap_or_else(|| i64::from(met_on.year()));
    let year = checks.number("year", year, 2000, 2200);
    let total = checks.amount("total_cost", input.total_cost);
    let own = checks.amount("own_money", input.own_money);
    let help = checks.amount("help_wanted", input.help_wanted);
    if total.is_zero() {
        let message = checks.t(
            "Cần ghi tổng chi phí dự kiến.",
            "State the expected total cost.",
        );
        checks.fail("total_cost", message);
    } else if checks.is_ok() && own + help > total {
        let message = match cx.lang {
            kernel::Lang::Vi => format!(
                "Vốn tự có và số đề nghị hỗ trợ cộng lại là {}, nhiều hơn tổng chi phí {total}.",
                own + help
            ),
            kernel::Lang::En => format!(
                "Own money and help wanted are {} together, more than the total cost of {total}.",
                own + help
            ),
        };
        checks.fail("help_wanted", message);
    }
    checks.done()?;
    let (Some(establishment), Some(activity)) = (establishment, activity) else {
        return Err(CommandError::NotFound);
    };
    let own_sheet = cx.actor.role == Role::Establishment;
    let source = if own_sheet {
        NeedSource::Online
    } else {
        NeedSource::Visit
    };
    Ok(Ready {
        establishment,
        activity,
        variant,
        title,
        description,
        year,
        met_by: if met_by.is_empty() {
            cx.actor.name.clone()
        } else {
            met_by
        },
        met_on,
        source: input.source.unwrap_or(source),
    })
}

/// Writes a need sheet.
pub async fn create(cx: &Cx, input: NeedInput) -> CommandResult<NeedId> {
    cx.may(Verb::Create, Thing::Need)?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input).await?;
    let id: NeedId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO need (id, establishment_id, establishment_name, site_id, unit_id, province_id,
             activity, variant, line, title, description, total_cost, own_money, help_wanted, year,
             met_by, met_on, source, state, reason, project_code, search, illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new', '', '', ?, ?, ?)",
        id,
        ready.establishment.id,
        &ready.establishment.name,
        ready.establishment.site_id,
        ready.establishment.unit_id,
        ready.establishment.province_id,
        ready.activity,
        &ready.variant,
        input.line,
        &ready.title,
        &ready.description,
        input.total_cost,
        input.own_money,
        input.help_wanted,
        ready.year,
        &ready.met_by,
        ready.met_on,
        ready.source,
        search_text(&ready),
        cx.illustration,
        cx.now(),
    ))
    .await?;
    let kept = store::find(cx, &mut tx, id).await?;
    tx.audit_new(cx, "need", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a sheet that is still new. `version` is the one the person saw.
pub async fn edit(cx: &Cx, id: NeedId, version: i64, input: NeedInput) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Need)?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, id).await?;
    if before.state != NeedState::New {
        return Err(decided(cx, &before));
    }
    let ready = check(cx, &mut tx, &input).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE need SET establishment_id = ?, establishment_name = ?, site_id = ?, unit_id = ?,
                 province_id = ?, activity = ?, variant = ?, line = ?, title = ?, description = ?,
                 total_cost = ?, own_money = ?, help_wanted = ?, year = ?, met_by = ?, met_on = ?,
                 source = ?, search = ?, version = version + 1
             WHERE id = ? AND version = ? AND state = 'new'",
            ready.establishment.id,
            &ready.establishment.name,
            ready.establishment.site_id,
            ready.establishment.unit_id,
            ready.establishment.province_id,
            ready.activity,
            &ready.variant,
            input.line,
            &ready.title,
            &ready.description,
            input.total_cost,
            input.own_money,
            input.help_wanted,
            ready.year,
            &ready.met_by,
            ready.met_on,
            ready.source,
            search_text(&ready),
            id,
            version,
        ))
        .await?;
    written(cx, tx, "edit", before, changed).await
}

/// The Centre does not take up a need, and says why.
pub async fn reject(cx: &Cx, id: NeedId, version: i64, reason: &str) -> CommandResult<()> {
    may_decide(cx)?;
    let reason = reason_of(cx, reason)?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, id).await?;
    if before.state != NeedState::New {
        return Err(decided(cx, &before));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE need SET state = 'rejected', reason = ?, decided_on = ?, version = version + 1
             WHERE id = ? AND version = ? AND state = 'new'",
            reason,
            cx.today(),
            id,
            version,
        ))
        .await?;
    written(cx, tx, "rejection", before, changed).await
}

/// A rejected need is looked at again.
pub async fn reopen(cx: &Cx, id: NeedId, version: i64) -> CommandResult<()> {
    may_decide(cx)?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, id).await?;
    if before.state != NeedState::Rejected {
        return Err(CommandError::refused(
            "need-not-rejected",
            cx.t(
                "Chỉ mở lại được nhu cầu đã ghi là không đáp ứng.",
                "Only a rejected need can be reopened.",
            ),
        ));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE need SET state = 'new', reason = '', decided_on = NULL, version = version + 1
             WHERE id = ? AND version = ? AND state = 'rejected'",
            id,
            version,
        ))
        .await?;
    written(cx, tx, "reopening", before, changed).await
}

/// A project took the need up; part of the command that creates the project.
pub async fn taken_up(
    cx: &Cx,
    tx: &mut Conn,
    id: NeedId,
    project: ProjectId,
    project_code: &str,
) -> CommandResult<()> {
    let before = store::find(cx, tx, id).await?;
    if before.state != NeedState::New {
        return Err(decided(cx, &before));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE need SET state = 'accepted', project_id = ?, project_code = ?, decided_on = ?,
                 version = version + 1
             WHERE id = ? AND state = 'new'",
            project,
            project_code,
            cx.today(),
            id,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, tx, id).await?;
    tx.audit(cx, "acceptance", "need", id, Some(&before), &after)
        .await
}

async fn written(
    cx: &Cx,
    mut tx: Conn,
    verb: &str,
    before: Need,
    changed: u64,
) -> CommandResult<()> {
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, before.id).await?;
    tx.audit(cx, verb, "need", before.id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Those who may draw up projects decide on needs.
fn may_decide(cx: &Cx) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Need)?;
    cx.may(Verb::Create, Thing::Project)
}

fn reason_of(cx: &Cx, reason: &str) -> CommandResult<String> {
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", reason, 500);
    checks.done()?;
    Ok(reason)
}

fn decided(cx: &Cx, need: &Need) -> CommandError {
    let reason = match need.state {
        NeedState::Accepted => match cx.lang {
            kernel::Lang::Vi => format!("Nhu cầu này đã được đưa vào đề án {}.", need.project_code),
            kernel::Lang::En => format!("Project {} took this need up.", need.project_code),
        },
        _ => cx
            .t(
                "Nhu cầu này đã ghi là không đáp ứng. Mở lại trước rồi làm tiếp.",
                "This need was rejected. Reopen it first.",
            )
            .to_owned(),
    };
    CommandError::refused("need-decided", reason)
}

fn search_text(ready: &Ready) -> String {
    fold(&format!("{} {}", ready.establishment.name, ready.title))
}

/// The input that would write this sheet again, for a form that opens with it.
pub fn input_of(need: &Need) -> NeedInput {
    NeedInput {
        establishment_id: Some(need.establishment_id),
        activity: Some(need.activity),
        variant: need.variant.clone(),
        line: need.line,
        title: need.title.clone(),
        description: need.description.clone(),
        total_cost: need.total_cost,
        own_money: need.own_money,
        help_wanted: need.help_wanted,
        year: Some(need.year),
        met_by: need.met_by.clone(),
        met_on: Some(need.met_on),
        source: Some(need.source),
    }
}
