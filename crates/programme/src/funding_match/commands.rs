//! Keeping what was found with the project, and settling it.

use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{ProjectId, TaxCode, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{
    matching::{self, Match},
    model::Resolution,
};
use crate::project::Case;

/// How somebody settles a match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ResolutionInput {
    /// The key of the match, as it was read.
    pub key: String,
    pub resolution: Option<Resolution>,
    pub reason: String,
}

/// Keeps what a step found, so that the decision can be explained later. What was kept stays.
pub(crate) async fn keep(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    step: &str,
    on: Date,
) -> CommandResult<()> {
    for found in matching::matches(cx, tx, case, on).await? {
        write(cx, tx, case.project.id, &found, step, on).await?;
    }
    Ok(())
}

async fn write(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    found: &Match,
    step: &str,
    on: Date,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO funding_match (id, project_id, match_key, kind, action, rule_id, subject,
             other_thing, other_id, other_label, other_party, found_step, found_on, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (project_id, match_key) DO NOTHING",
        cx.new_id::<()>(),
        project,
        &found.key,
        found.kind,
        found.rule.action,
        found.rule.id,
        &found.subject,
        found.given.thing.code(),
        found.given.id,
        found.given.label(),
        &found.given.party,
        step,
        on,
        cx.now(),
    ))
    .await?;
    Ok(())
}

/// Settles a match of a project with a reason. Who drew the project up does not settle its matches;
/// whoever settles it again later replaces the settlement, and the trail keeps both.
pub async fn resolve(cx: &Cx, id: ProjectId, input: ResolutionInput) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::FundingMatch)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    if case.project.created_by.is_some() && case.project.created_by == cx.actor.account {
        return Err(CommandError::Forbidden(
            cx.t(
                "Người lập đề án không tự kết luận việc trùng hỗ trợ của đề án mình.",
                "Who drew the project up does not settle its own matches.",
            )
            .to_owned(),
        ));
    }
    let mut checks = Checks::new(cx.lang);
    let resolution = checks.required("resolution", input.resolution);
    let reason = checks.text("reason", &input.reason, 2_000);
    checks.done()?;
    let Some(resolution) = resolution else {
        return Err(CommandError::NotFound);
    };
    let today = cx.today();
    let found = matching::matches(cx, &mut tx, &case, today).await?;
    let Some(found) = found.into_iter().find(|found| found.key == input.key) else {
        return Err(CommandError::refused(
            "match-gone",
            cx.t(
                "Dấu hiệu này không còn: hồ sơ kia đã đổi. Mở lại trang để xem.",
                "This match is gone: the other record changed. Open the page again.",
            ),
        ));
    };
    write(cx, &mut tx, id, &found, "", today).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE funding_match SET resolution = ?, reason = ?, resolver_id = ?, resolver = ?,
                 resolver_role = ?, resolved_at = ?, version = version + 1
              WHERE project_id = ? AND match_key = ? AND version = ?",
            resolution,
            &reason,
            cx.actor.account,
            &cx.actor.name,
            cx.actor.role.code(),
            cx.now(),
            id,
            &found.key,
            found.kept.as_ref().map_or(1, |kept| kept.version),
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let before = found.kept.filter(|kept| kept.resolution.is_some());
    let after = matching::kept(&mut tx, id)
        .await?
        .into_iter()
        .find(|kept| kept.match_key == input.key);
    tx.audit(
        cx,
        "funding-resolution",
        "project",
        id,
        before.as_ref(),
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Writes to the trail that somebody asked by a citizen's number, without the number. Other searches
/// leave nothing: tax codes, serials and names of businesses are no personal data.
pub(crate) async fn note_search(cx: &Cx, text: &str) -> CommandResult<()> {
    let Ok(code) = TaxCode::parse(text) else {
        return Ok(());
    };
    let digits = code.as_str();
    if digits.len() != 12 || digits.contains('-') {
        return Ok(());
    }
    let masked = format!("{}…{}", &digits[..3], &digits[9..]);
    let mut tx = cx.begin().await?;
    tx.audit(
        cx,
        "funding-search",
        "funding_match",
        "citizen",
        None::<&()>,
        &masked,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
