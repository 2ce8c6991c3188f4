//! What members wrote about a project: votes, findings, and the trail of votes. Every query keeps out
//! a reader who has an interest in the project, whatever page or program asks.

use std::collections::HashMap;

use db::{CommandError, CommandResult, Conn, Cx, DbError, sql};
use kernel::{CouncilItemId, CouncilMemberId, Lang, Scope};
use rules::criteria::{Criterion, CriterionResult};

use super::{
    model::{Item, MemberFinding, Seat, Session, Vote, VoteAct},
    store::BARRED,
    tally::{Tally, joint},
};
use crate::project::{self, Case, Level};

/// The sentence for somebody who has an interest.
pub(super) fn kept_out(lang: Lang, code: &str) -> CommandError {
    CommandError::Forbidden(match lang {
        Lang::Vi => format!(
            "Bạn có lợi ích liên quan đến đề án {code} nên không xem giấy tờ thẩm định và không biểu quyết về đề án này."
        ),
        Lang::En => format!(
            "You have an interest in project {code}: you neither see its appraisal nor vote on it."
        ),
    })
}

/// Refuses a reader who has an interest.
pub(super) fn admit(cx: &Cx, item: &Item) -> CommandResult<()> {
    match item.barred {
        true => Err(kept_out(cx.lang, &item.code)),
        false => Ok(()),
    }
}

/// The project with its estimate, for somebody who looks at it in a session: the session, not the
/// reader's own scope, opens it.
pub(super) async fn case(cx: &Cx, conn: &mut Conn, item: &Item) -> CommandResult<Case> {
    admit(cx, item)?;
    whole_case(cx, conn, item).await
}

/// The same without asking who reads: for what a command itself has to know.
pub(super) async fn whole_case(cx: &Cx, conn: &mut Conn, item: &Item) -> CommandResult<Case> {
    let mut wide = cx.clone();
    wide.actor.scope = Scope::Nation;
    Case::load(&wide, conn, item.project_id).await
}

/// Who may vote on a project, who is there, and whose vote is in. No vote is told.
pub(super) async fn seats(conn: &mut Conn, item: CouncilItemId) -> Result<Vec<Seat>, DbError> {
    conn.all(sql!(
        "SELECT s.member_id, m.account_id, m.duty, m.name, m.post, s.entitled, p.present,
                EXISTS (SELECT 1 FROM council_vote v
                         WHERE v.item_id = s.item_id AND v.member_id = s.member_id) AS voted
           FROM council_seat s
           JOIN council_item i ON i.id = s.item_id
           JOIN council_member m ON m.id = s.member_id
           JOIN council_presence p ON p.session_id = i.session_id AND p.member_id = s.member_id
          WHERE s.item_id = ? ORDER BY m.position, m.id",
        item
    ))
    .await
}

/// The votes on a project; none for a reader with an interest.
pub(super) async fn votes(
    cx: &Cx,
    conn: &mut Conn,
    item: CouncilItemId,
) -> Result<Vec<Vote>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT v.member_id, m.name, v.choice, v.opinion, v.revision, v.actor, v.at
               FROM council_vote v
               JOIN council_item i ON i.id = v.item_id
               JOIN council_member m ON m.id = v.member_id
              WHERE v.item_id = ? AND NOT {BARRED} ORDER BY m.position, m.id"
        ),
        item,
        cx.actor.account
    ))
    .await
}

/// The findings on a project; none for a reader with an interest.
pub(super) async fn findings(
    cx: &Cx,
    conn: &mut Conn,
    item: CouncilItemId,
) -> Result<Vec<MemberFinding>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT f.member_id, m.name, f.criterion, f.verdict, f.note
               FROM council_finding f
               JOIN council_item i ON i.id = f.item_id
               JOIN council_member m ON m.id = f.member_id
              WHERE f.item_id = ? AND NOT {BARRED} ORDER BY m.position, m.id"
        ),
        item,
        cx.actor.account
    ))
    .await
}

/// How the votes came about, the oldest act first; none for a reader with an interest.
pub(super) async fn vote_acts(
    cx: &Cx,
    conn: &mut Conn,
    item: CouncilItemId,
) -> Result<Vec<VoteAct>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT m.name, t.act, t.choice, t.opinion, t.actor, t.at
               FROM council_vote_trail t
               JOIN council_item i ON i.id = t.item_id
               JOIN council_member m ON m.id = t.member_id
              WHERE t.item_id = ? AND NOT {BARRED} ORDER BY t.id"
        ),
        item,
        cx.actor.account
    ))
    .await
}

/// A criterion with what the members found, and what it comes to.
#[derive(Clone, Debug)]
pub struct JointFinding {
    pub criterion: Criterion,
    pub members: Vec<MemberFinding>,
    pub result: Option<CriterionResult>,
}

impl JointFinding {
    /// “Nguyễn Văn A: dự toán chưa có báo giá thứ ba”; empty when nobody noted anything.
    pub fn notes(&self) -> String {
        let noted = self.members.iter().filter(|f| !f.note.is_empty());
        let notes: Vec<String> = noted.map(|f| format!("{}: {}", f.name, f.note)).collect();
        notes.join("; ")
    }
}

/// The criteria of a project in their order, with the members' findings.
pub(super) async fn joint_findings(
    cx: &Cx,
    conn: &mut Conn,
    item: &Item,
    level: Level,
) -> CommandResult<Vec<JointFinding>> {
    let found = findings(cx, conn, item.id).await?;
    let answered = found.iter().map(|f| f.criterion.clone()).collect();
    let asked = project::criteria(cx, conn, item.project_id, level, answered).await?;
    Ok(jointly(asked, found))
}

pub(super) fn jointly(asked: Vec<Criterion>, findings: Vec<MemberFinding>) -> Vec<JointFinding> {
    let mut by_criterion: HashMap<String, Vec<MemberFinding>> = HashMap::new();
    for finding in findings {
        by_criterion
            .entry(finding.criterion.clone())
            .or_default()
            .push(finding);
    }
    asked
        .into_iter()
        .map(|criterion| {
            let members = by_criterion.remove(&criterion.code).unwrap_or_default();
            let results: Vec<CriterionResult> = members
                .iter()
                .filter_map(|f| CriterionResult::from_code(&f.verdict))
                .collect();
            JointFinding {
                result: joint(&results),
                criterion,
                members,
            }
        })
        .collect()
}

/// The count of seats and votes.
pub(super) fn tally(seats: &[Seat], votes: &[Vote]) -> Tally {
    let mut tally = Tally::default();
    for seat in seats.iter().filter(|seat| seat.entitled) {
        tally.entitled += 1;
        tally.present += i64::from(seat.present);
    }
    for vote in votes {
        tally.count(vote.choice);
    }
    tally
}

/// The seat of the actor, or of a member without account whose ballot is entered from paper.
pub(super) fn seat_of(seats: &[Seat], member: CouncilMemberId) -> Option<&Seat> {
    seats.iter().find(|seat| seat.member_id == member)
}

/// “Cần 4 trong 5 người có quyền biểu quyết, mới có 3.”
pub(super) fn quorum_missing(lang: Lang, session: &Session, tally: &Tally) -> Option<String> {
    if tally.has_quorum(session.quorum()) {
        return None;
    }
    let (present, entitled) = (tally.present, tally.entitled);
    let least = session.quorum().least(entitled).max(1);
    Some(match lang {
        Lang::Vi => format!(
            "không đủ số người dự họp: cần ít nhất {least} trong {entitled} người có quyền biểu quyết, mới có {present}"
        ),
        Lang::En => format!(
            "no quorum: at least {least} of the {entitled} entitled to vote are needed, {present} are there"
        ),
    })
}
