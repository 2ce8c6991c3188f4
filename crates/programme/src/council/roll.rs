//! The roll of a session (who is invited) and its seats (who may vote on which project), brought up
//! to date whenever members, interests or the agenda change.

use db::{CommandError, CommandResult, Conn, Cx, sql};
use kernel::{CouncilId, CouncilItemId, CouncilMemberId, CouncilSessionId};

use super::{
    detection,
    model::{Member, Session, SessionState},
    store,
};

/// Locks a session until the end of the transaction, and reads it anew.
pub(super) async fn lock(
    cx: &Cx,
    tx: &mut Conn,
    id: CouncilSessionId,
) -> CommandResult<(super::model::Council, Session)> {
    let found = tx
        .exec(sql!(
            "UPDATE council_session SET turn = turn + 1 WHERE id = ?",
            id
        ))
        .await?;
    if found == 0 {
        return Err(CommandError::NotFound);
    }
    store::session(cx, tx, id).await
}

/// Brings every session of a council that is not over up to date.
pub(super) async fn sync_council(cx: &Cx, tx: &mut Conn, id: CouncilId) -> CommandResult<()> {
    for session in store::live(tx, id).await? {
        sync(cx, tx, &session).await?;
    }
    Ok(())
}

/// Invites the members of the session's day, looks for interests in records, and seats who may
/// vote. Whoever has voted keeps the seat unless an interest takes it.
pub(super) async fn sync(cx: &Cx, tx: &mut Conn, session: &Session) -> CommandResult<()> {
    let members = store::members(tx, session.council_id).await?;
    let items: Vec<(CouncilItemId, kernel::ProjectId)> = tx
        .all(sql!(
            "SELECT id, project_id FROM council_item WHERE session_id = ? ORDER BY position",
            session.id
        ))
        .await?;
    let (today, gone): (Vec<&Member>, Vec<&Member>) =
        members.iter().partition(|m| m.on(session.held_on));
    for member in &today {
        tx.exec(sql!(
            "INSERT INTO council_presence (session_id, member_id, present, reason)
             VALUES (?, ?, FALSE, '') ON CONFLICT (session_id, member_id) DO NOTHING",
            session.id,
            member.id,
        ))
        .await?;
    }
    for (item, project) in items {
        detection::detect(cx, tx, &today, project).await?;
        for member in today.iter().filter(|m| m.votes) {
            seat(cx, tx, item, member.id).await?;
        }
    }
    if session.state == SessionState::Planned {
        for member in gone {
            tx.exec(sql!(
                "DELETE FROM council_seat WHERE member_id = ?
                    AND item_id IN (SELECT id FROM council_item WHERE session_id = ?)",
                member.id,
                session.id,
            ))
            .await?;
            tx.exec(sql!(
                "DELETE FROM council_presence WHERE session_id = ? AND member_id = ?",
                session.id,
                member.id,
            ))
            .await?;
        }
    }
    Ok(())
}

/// Gives or takes a seat. An interest takes it together with what the member wrote; the trail keeps
/// the vote.
async fn seat(
    cx: &Cx,
    tx: &mut Conn,
    item: CouncilItemId,
    member: CouncilMemberId,
) -> CommandResult<()> {
    let (excluded,): (bool,) = tx
        .one(sql!(
            "SELECT EXISTS (
                 SELECT 1 FROM council_interest n
                   JOIN council_item i ON i.project_id = n.project_id AND i.id = ?
                   JOIN council_member m ON m.id = n.member_id
                   JOIN council_member me ON me.id = ?
                  WHERE n.state = 'excluded' AND (m.id = me.id OR m.account_id = me.account_id)
             ) AS excluded",
            item,
            member,
        ))
        .await?;
    if excluded {
        void(cx, tx, item, member).await?;
    }
    tx.exec(sql!(
        "INSERT INTO council_seat (item_id, member_id, entitled) VALUES (?, ?, ?)
         ON CONFLICT (item_id, member_id) DO UPDATE SET entitled = excluded.entitled",
        item,
        member,
        !excluded,
    ))
    .await?;
    Ok(())
}

/// Takes away what a member wrote about a project.
async fn void(
    cx: &Cx,
    tx: &mut Conn,
    item: CouncilItemId,
    member: CouncilMemberId,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO council_vote_trail (id, item_id, member_id, act, choice, opinion, revision,
             actor, at)
         SELECT ?, item_id, member_id, 'void', choice, opinion, revision, ?, ?
           FROM council_vote WHERE item_id = ? AND member_id = ?",
        cx.new_id::<()>(),
        &cx.actor.name,
        cx.now(),
        item,
        member,
    ))
    .await?;
    for table in ["council_vote", "council_finding"] {
        tx.exec(sql!(
            format!("DELETE FROM {table} WHERE item_id = ? AND member_id = ?"),
            item,
            member,
        ))
        .await?;
    }
    Ok(())
}
