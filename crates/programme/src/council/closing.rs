//! Closing a session: what the votes come to is written into the appraisal of each project.

use db::{CommandError, CommandResult, Conn, Cx, FieldError, sql};
use kernel::{CouncilSessionId, Dong, Lang, Thing, Verb};
use rules::criteria::Conclusion;
use serde::Serialize;

use super::{
    charge,
    commands::manages,
    model::{Council, InterestState, Item, Outcome, Session, SessionState},
    papers::{self, JointFinding},
    roll, sessions, store,
};
use crate::project::{AppraisalRecord, Standing, VerdictRecord, record_appraisal};

/// What a session says of one project.
#[derive(Debug, Serialize)]
struct Concluded {
    code: String,
    conclusion: Conclusion,
    proposed: Dong,
    votes: String,
}

/// Closes an open session. Every project that was not postponed gets its conclusion, or nothing is
/// written and the answer lists, project by project, what is missing.
pub async fn close(cx: &Cx, id: CouncilSessionId) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    sessions::live(cx, &session)?;
    if session.state != SessionState::Open {
        return Err(CommandError::refused(
            "session-not-open",
            cx.t("Phiên họp chưa mở.", "The session is not open."),
        ));
    }
    // Records may have changed since the session opened: whoever has an interest now has no vote.
    roll::sync(cx, &mut tx, &session).await?;
    let mut missing = Vec::new();
    let mut results = Vec::new();
    for item in store::items(cx, &mut tx, id).await? {
        if item.outcome == Outcome::Postponed {
            continue;
        }
        papers::admit(cx, &item)?;
        match conclude(cx, &mut tx, &council, &session, &item).await? {
            Ok(result) => results.push(result),
            Err(sentence) => missing.push(FieldError {
                field: format!("item_{}", item.id),
                message: format!("{}: {sentence}", item.code),
            }),
        }
    }
    if !missing.is_empty() {
        return Err(CommandError::Invalid(missing));
    }
    tx.exec(sql!(
        "UPDATE council_session SET state = 'closed', closed_at = ?, version = version + 1
          WHERE id = ? AND state = 'open'",
        cx.now(),
        id,
    ))
    .await?;
    tx.audit(cx, "closure", "council_session", id, None::<&()>, &results)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Concludes one project, or says what is missing.
async fn conclude(
    cx: &Cx,
    tx: &mut Conn,
    council: &Council,
    session: &Session,
    item: &Item,
) -> CommandResult<Result<Concluded, String>> {
    let case = papers::case(cx, tx, item).await?;
    let seats = papers::seats(tx, item.id).await?;
    let votes = papers::votes(cx, tx, item.id).await?;
    let tally = papers::tally(&seats, &votes);
    let lang = cx.lang;
    let missing = |vi: String, en: String| Ok(Err(if lang == Lang::Vi { vi } else { en }));
    if let Some(halted) = charge::halted(&case, council.level, lang) {
        return Ok(Err(halted));
    }
    let questions = store::interests(tx, session.id).await?;
    if let Some(open) = questions
        .iter()
        .find(|n| n.project_id == item.project_id && n.state == InterestState::Question)
    {
        let name = &open.name;
        return missing(
            format!("cần làm rõ lợi ích liên quan của {name}."),
            format!("the interest of {name} is to be settled."),
        );
    }
    if let Some(sentence) = papers::quorum_missing(lang, session, &tally) {
        return Ok(Err(format!("{sentence}.")));
    }
    let silent: Vec<&str> = seats
        .iter()
        .filter(|s| s.entitled && s.present && !s.voted)
        .map(|s| s.name.as_str())
        .collect();
    if !silent.is_empty() {
        let names = silent.join(", ");
        return missing(
            format!("chưa biểu quyết: {names}."),
            format!("not voted yet: {names}."),
        );
    }
    let findings = papers::joint_findings(cx, tx, item, council.level).await?;
    let bare: Vec<String> = findings
        .iter()
        .filter(|f| f.result.is_none())
        .map(|f| f.criterion.order.to_string())
        .collect();
    if !bare.is_empty() {
        let numbers = bare.join(", ");
        return missing(
            format!("chưa ai nhận xét tiêu chí {numbers}."),
            format!("nobody has a finding on criteria {numbers}."),
        );
    }
    let conclusion = tally.conclusion(session.pass());
    let proposed = match (conclusion, item.proposed) {
        (Conclusion::Failed, _) => Dong::ZERO,
        (_, Some(proposed)) if proposed <= case.promotion().requested => proposed,
        (_, Some(_)) => {
            return missing(
                "kinh phí đề xuất cao hơn số đề nghị hiện nay; sửa lại mức đề xuất.".to_owned(),
                "the amount proposed is above what is asked for now; correct it.".to_owned(),
            );
        }
        (_, None) => {
            return missing(
                "chưa ghi kinh phí khuyến công đề xuất.".to_owned(),
                "the promotion money proposed is not recorded.".to_owned(),
            );
        }
    };
    tx.exec(sql!(
        "UPDATE council_item SET outcome = 'concluded', conclusion = ?, version = version + 1
          WHERE id = ? AND outcome = 'pending'",
        conclusion.code(),
        item.id,
    ))
    .await?;
    let record = AppraisalRecord {
        verdicts: findings.iter().filter_map(verdict).collect(),
        conclusion,
        proposed,
        standing: Standing {
            rank: item.rank,
            budget_fit: item.budget_fit,
        },
        note: item.summary.clone(),
        by: format!("{}, phiên họp thứ {}", council.title, session.number),
        on: session.held_on,
    };
    record_appraisal(cx, tx, item.project_id, council.level, &record).await?;
    Ok(Ok(Concluded {
        code: item.code.clone(),
        conclusion,
        proposed,
        votes: tally.sentence(Lang::Vi),
    }))
}

fn verdict(finding: &JointFinding) -> Option<VerdictRecord> {
    finding.result.map(|result| VerdictRecord {
        criterion: finding.criterion.code.clone(),
        verdict: result,
        note: finding.notes(),
    })
}
