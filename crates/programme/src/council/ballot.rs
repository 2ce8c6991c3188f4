//! A member's ballot on a project: findings on the criteria, and the vote.

use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use kernel::{CouncilItemId, CouncilMemberId, CouncilSessionId, Lang, Thing, Verb};
use rules::criteria::{Criterion, CriterionResult};
use serde::{Deserialize, Serialize};

use super::{
    charge,
    commands::manages,
    model::{Council, InterestState, Item, Seat, SessionState, Vote, VoteChoice},
    papers, roll, sessions, store,
};
use crate::project;

/// A finding on one criterion.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FindingInput {
    pub criterion: String,
    /// `pass`, `fail` or `needs_more`.
    #[schema(value_type = String)]
    pub verdict: CriterionResult,
    #[serde(default)]
    pub note: String,
}

/// A ballot. The findings stand in place of those so far; without a choice the vote stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct BallotInput {
    pub findings: Vec<FindingInput>,
    pub choice: Option<VoteChoice>,
    pub opinion: String,
}

/// Takes a ballot while the session is open: of a member by his own account, of one without account
/// by whoever runs the council. A vote may be changed until the session closes; the trail keeps each.
pub async fn cast(
    cx: &Cx,
    session: CouncilSessionId,
    item: CouncilItemId,
    member: CouncilMemberId,
    input: BallotInput,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, session).await?;
    sessions::live(cx, &session)?;
    if session.state != SessionState::Open {
        return Err(CommandError::refused(
            "session-not-open",
            cx.t(
                "Phiên họp chưa mở nên chưa nhận phiếu.",
                "The session is not open yet: no ballots are taken.",
            ),
        ));
    }
    let item = sessions::pending(cx, &mut tx, &session, item).await?;
    let case = papers::whole_case(cx, &mut tx, &item).await?;
    if let Some(halted) = charge::halted(&case, council.level, cx.lang) {
        return Err(CommandError::refused("project-halted", halted));
    }
    let seats = papers::seats(&mut tx, item.id).await?;
    let seat = papers::seat_of(&seats, member).ok_or(CommandError::NotFound)?;
    whose(cx, &council, seat)?;
    let votes = papers::votes(cx, &mut tx, item.id).await?;
    let mut allowed = may_vote(cx, &mut tx, &session.id, &item, seat).await?;
    if allowed.is_none() {
        let tally = papers::tally(&seats, &votes);
        allowed = papers::quorum_missing(cx.lang, &session, &tally).map(|missing| {
            CommandError::refused(
                "quorum-missing",
                match cx.lang {
                    Lang::Vi => format!("Đề án {}: {missing}.", item.code),
                    Lang::En => format!("Project {}: {missing}.", item.code),
                },
            )
        });
    }
    if let Some(refusal) = allowed {
        return Err(refusal);
    }
    let known = project::criteria(cx, &mut tx, item.project_id, council.level, Vec::new()).await?;
    check(
        cx,
        &known,
        &input,
        votes.iter().any(|v| v.member_id == member),
    )?;
    write_findings(cx, &mut tx, item.id, member, &input.findings).await?;
    let before = votes.into_iter().find(|v| v.member_id == member);
    if let Some(choice) = input.choice {
        let opinion = kernel::clean(&input.opinion);
        write_vote(
            cx,
            &mut tx,
            session.id,
            item.id,
            member,
            before.as_ref(),
            choice,
            &opinion,
        )
        .await?;
    }
    tx.audit(
        cx,
        "ballot",
        "council_session",
        session.id,
        before.as_ref(),
        &(&item.code, member, &input),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Whose ballot it is, and who may enter it.
pub(super) fn whose(cx: &Cx, council: &Council, seat: &Seat) -> CommandResult<()> {
    match seat.account_id {
        Some(_) if seat.account_id == cx.actor.account => Ok(()),
        Some(_) => Err(CommandError::Forbidden(match cx.lang {
            Lang::Vi => format!(
                "{} có tài khoản và tự bỏ phiếu; không ai bỏ phiếu thay.",
                seat.name
            ),
            Lang::En => format!(
                "{} has an account and votes by it; nobody votes in his place.",
                seat.name
            ),
        })),
        None => manages(cx, council),
    }
}

/// Why this member cannot vote on this project now; None when he can.
async fn may_vote(
    cx: &Cx,
    tx: &mut Conn,
    session: &CouncilSessionId,
    item: &Item,
    seat: &Seat,
) -> CommandResult<Option<CommandError>> {
    let name = &seat.name;
    if !seat.entitled {
        return Ok(Some(CommandError::refused(
            "member-excluded",
            match cx.lang {
                Lang::Vi => format!(
                    "{name} có lợi ích liên quan đến đề án {} nên không biểu quyết về đề án này.",
                    item.code
                ),
                Lang::En => format!(
                    "{name} has an interest in project {} and does not vote on it.",
                    item.code
                ),
            },
        )));
    }
    if !seat.present {
        return Ok(Some(CommandError::refused(
            "member-absent",
            match cx.lang {
                Lang::Vi => format!(
                    "{name} chưa được ghi là có mặt nên chưa biểu quyết được. Ghi điểm danh trước."
                ),
                Lang::En => format!("{name} is not noted as present and cannot vote yet."),
            },
        )));
    }
    let open = store::interests(tx, *session).await?.into_iter().find(|n| {
        n.member_id == seat.member_id
            && n.project_id == item.project_id
            && n.state == InterestState::Question
    });
    Ok(open.map(|question| {
        CommandError::refused(
            "interest-open",
            match cx.lang {
                Lang::Vi => format!(
                    "Cần làm rõ trước khi {name} biểu quyết: {}",
                    question.detail
                ),
                Lang::En => format!("To be settled before {name} votes: {}", question.detail),
            },
        )
    }))
}

fn check(cx: &Cx, known: &[Criterion], input: &BallotInput, has_voted: bool) -> CommandResult<()> {
    let mut checks = Checks::new(cx.lang);
    for (i, finding) in input.findings.iter().enumerate() {
        let field = format!("verdict_{}", finding.criterion);
        if !known.iter().any(|c| c.code == finding.criterion) {
            let text = checks.t("Không có tiêu chí này.", "There is no such criterion.");
            checks.fail(&field, text.to_owned());
        }
        let earlier = &input.findings[..i];
        if earlier.iter().any(|f| f.criterion == finding.criterion) {
            let text = checks.t(
                "Tiêu chí này có hai nhận xét.",
                "This criterion has two findings.",
            );
            checks.fail(&field, text.to_owned());
        }
        checks.optional_text(&format!("note_{}", finding.criterion), &finding.note, 2_000);
    }
    let opinion = checks.optional_text("opinion", &input.opinion, 4_000);
    match input.choice {
        Some(VoteChoice::WithChanges) if opinion.is_empty() => {
            let text = checks.t("Nêu nội dung cần chỉnh sửa.", "Say what is to be changed.");
            checks.fail("opinion", text.to_owned());
        }
        Some(VoteChoice::Against) if opinion.is_empty() => {
            let text = checks.t("Nêu lý do không đồng ý.", "Say why you are against it.");
            checks.fail("opinion", text.to_owned());
        }
        None if input.findings.is_empty() && !has_voted => {
            let text = checks.t(
                "Phiếu còn trống: chọn kết quả theo tiêu chí hoặc ý kiến biểu quyết.",
                "The ballot is empty: choose findings or a vote.",
            );
            checks.fail("choice", text.to_owned());
        }
        _ => {}
    }
    checks.done()
}

async fn write_findings(
    cx: &Cx,
    tx: &mut Conn,
    item: CouncilItemId,
    member: CouncilMemberId,
    findings: &[FindingInput],
) -> CommandResult<()> {
    tx.exec(sql!(
        "DELETE FROM council_finding WHERE item_id = ? AND member_id = ?",
        item,
        member,
    ))
    .await?;
    for finding in findings {
        tx.exec(sql!(
            "INSERT INTO council_finding (item_id, member_id, entitled, criterion, verdict, note,
                 actor, at)
             VALUES (?, ?, TRUE, ?, ?, ?, ?, ?)",
            item,
            member,
            &finding.criterion,
            finding.verdict.code(),
            kernel::clean(&finding.note),
            &cx.actor.name,
            cx.now(),
        ))
        .await?;
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "the columns of one row, each named at its place"
)]
async fn write_vote(
    cx: &Cx,
    tx: &mut Conn,
    session: CouncilSessionId,
    item: CouncilItemId,
    member: CouncilMemberId,
    before: Option<&Vote>,
    choice: VoteChoice,
    opinion: &str,
) -> CommandResult<()> {
    if before.is_some_and(|v| v.choice == choice && v.opinion == opinion) {
        return Ok(());
    }
    let revision = before.map_or(1, |v| v.revision + 1);
    let act = if before.is_some() { "changed" } else { "cast" };
    tx.exec(sql!(
        "INSERT INTO council_vote (item_id, member_id, session_id, entitled, present, choice,
             opinion, revision, actor, at)
         VALUES (?, ?, ?, TRUE, TRUE, ?, ?, ?, ?, ?)
         ON CONFLICT (item_id, member_id) DO UPDATE SET choice = excluded.choice,
             opinion = excluded.opinion, revision = excluded.revision, actor = excluded.actor,
             at = excluded.at",
        item,
        member,
        session,
        choice,
        opinion,
        revision,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    tx.exec(sql!(
        "INSERT INTO council_vote_trail (id, item_id, member_id, act, choice, opinion, revision,
             actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        item,
        member,
        act,
        choice,
        opinion,
        revision,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(())
}
