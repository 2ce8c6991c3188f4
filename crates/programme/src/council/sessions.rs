//! Sessions: when and where, which projects, who is there.

use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{
    CouncilId, CouncilItemId, CouncilMemberId, CouncilSessionId, Dong, Lang, ProjectId, Thing, Verb,
};
use serde::{Deserialize, Serialize};

use super::{
    charge,
    commands::manages,
    model::{Council, Item, Outcome, Session, SessionState},
    papers, roll, store,
};
use crate::project::Standing;

/// When and where a session is held.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SessionInput {
    #[schema(value_type = Option<String>, format = Date)]
    pub held_on: Option<Date>,
    pub starts_at: String,
    pub place: String,
    /// Number of the letter of invitation.
    pub invitation_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub invited_on: Option<Date>,
    /// Who else is invited, without a vote.
    pub guests: String,
    /// What the session asks of others, for the minutes.
    pub requests: String,
}

/// Who is there.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PresenceInput {
    pub member_id: CouncilMemberId,
    pub present: bool,
    #[serde(default)]
    pub reason: String,
}

/// What is said of a project beside the votes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = CouncilItemInput)]
pub struct ItemInput {
    /// Promotion money that the council proposes.
    pub proposed: Option<Dong>,
    /// Of a council of the Ministry.
    #[serde(flatten)]
    pub standing: Standing,
    /// What was seen at the site.
    pub visit: String,
    /// Remarks and what the project has to change.
    pub summary: String,
}

/// Refuses a session that is over.
pub(super) fn live(cx: &Cx, session: &Session) -> CommandResult<()> {
    if session.is_live() {
        return Ok(());
    }
    Err(CommandError::refused(
        "session-over",
        match (session.state, cx.lang) {
            (SessionState::Cancelled, Lang::Vi) => "Phiên họp này đã hủy.",
            (SessionState::Cancelled, Lang::En) => "This session was cancelled.",
            (_, Lang::Vi) => "Phiên họp đã kết thúc; kết quả không đổi được nữa.",
            (_, Lang::En) => "The session is over; its results stay.",
        },
    ))
}

fn check(cx: &Cx, council: &Council, input: &SessionInput) -> CommandResult<Date> {
    let mut checks = Checks::new(cx.lang);
    let held_on = checks.date("held_on", input.held_on, None);
    checks.optional_text("starts_at", &input.starts_at, 20);
    checks.text("place", &input.place, 300);
    checks.optional_text("invitation_no", &input.invitation_no, 60);
    checks.optional_date("invited_on", input.invited_on, Some(cx.today()));
    checks.optional_text("guests", &input.guests, 2_000);
    checks.optional_text("requests", &input.requests, 4_000);
    if input.held_on.is_some() && !council.in_force(held_on) {
        let term = council.term(cx.lang);
        let text = match cx.lang {
            Lang::Vi => format!("Ngày này nằm ngoài nhiệm kỳ của hội đồng ({term})."),
            Lang::En => format!("This day lies outside the council's term ({term})."),
        };
        checks.fail("held_on", text);
    }
    checks.done()?;
    Ok(held_on)
}

/// Plans a session and invites the members of that day.
pub async fn create_session(
    cx: &Cx,
    id: CouncilId,
    input: SessionInput,
) -> CommandResult<CouncilSessionId> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let council = store::find(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    let held_on = check(cx, &council, &input)?;
    let number = db::next_number(&mut tx, &format!("council-session/{id}")).await?;
    let session: CouncilSessionId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO council_session (id, council_id, number, held_on, starts_at, place,
             invitation_no, invited_on, guests, requests, quorum_bp, pass_bp, state, reason,
             illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', '', ?, ?)",
        session,
        id,
        number,
        held_on,
        kernel::clean(&input.starts_at),
        kernel::clean(&input.place),
        kernel::clean(&input.invitation_no),
        input.invited_on,
        kernel::clean(&input.guests),
        kernel::clean(&input.requests),
        council.quorum_bp,
        council.pass_bp,
        cx.illustration,
        cx.now(),
    ))
    .await?;
    let (_, kept) = store::session(cx, &mut tx, session).await?;
    roll::sync(cx, &mut tx, &kept).await?;
    tx.audit_new(cx, "council_session", session, &kept).await?;
    tx.commit().await?;
    Ok(session)
}

/// Changes a session that is not over. The day stays once it is open.
pub async fn edit_session(
    cx: &Cx,
    id: CouncilSessionId,
    version: i64,
    input: SessionInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, before) = roll::lock(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    live(cx, &before)?;
    let held_on = check(cx, &council, &input)?;
    if before.state == SessionState::Open && held_on != before.held_on {
        let text = cx.t(
            "Phiên họp đang mở nên giữ ngày họp.",
            "The session is open, so its day stays.",
        );
        return Err(CommandError::field("held_on", text));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE council_session SET held_on = ?, starts_at = ?, place = ?, invitation_no = ?,
                 invited_on = ?, guests = ?, requests = ?, version = version + 1
              WHERE id = ? AND version = ?",
            held_on,
            kernel::clean(&input.starts_at),
            kernel::clean(&input.place),
            kernel::clean(&input.invitation_no),
            input.invited_on,
            kernel::clean(&input.guests),
            kernel::clean(&input.requests),
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let (_, after) = store::session(cx, &mut tx, id).await?;
    roll::sync(cx, &mut tx, &after).await?;
    tx.audit(cx, "edit", "council_session", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a project on the agenda. It must be waiting for the appraisal of the council's level, within
/// the council's territory, and on no other agenda that is not over.
pub async fn add_item(
    cx: &Cx,
    id: CouncilSessionId,
    project: ProjectId,
) -> CommandResult<CouncilItemId> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    live(cx, &session)?;
    charge::fits(cx, &mut tx, &council, project).await?;
    let (last,) = tx
        .one::<(i64,)>(sql!(
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM council_item
              WHERE session_id = ?",
            id
        ))
        .await?;
    let item: CouncilItemId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO council_item (id, session_id, project_id, position, outcome, visit, summary,
             reason)
         VALUES (?, ?, ?, ?, 'pending', '', '', '')",
        item,
        id,
        project,
        last + 1,
    ))
    .await
    .map_err(|e| {
        let again = e.breaks_unique("council_item", &["session_id", "project_id"]);
        match again || e.breaks_unique("council_item", &["project_id"]) {
            true => CommandError::field(
                "project_id",
                cx.t(
                    "Đề án này đã có trong một chương trình họp.",
                    "This project is on an agenda already.",
                ),
            ),
            false => e.into(),
        }
    })?;
    roll::sync(cx, &mut tx, &session).await?;
    tx.audit(
        cx,
        "agenda",
        "council_session",
        id,
        None::<&()>,
        &(item, project),
    )
    .await?;
    tx.commit().await?;
    Ok(item)
}

/// An item that is still to be decided, in a session that is not over.
pub(super) async fn pending(
    cx: &Cx,
    tx: &mut Conn,
    session: &Session,
    id: CouncilItemId,
) -> CommandResult<Item> {
    live(cx, session)?;
    let item = store::item(cx, tx, session.id, id).await?;
    papers::admit(cx, &item)?;
    if item.outcome == Outcome::Postponed {
        return Err(CommandError::refused(
            "item-postponed",
            cx.t(
                "Đề án này đã hoãn sang phiên sau.",
                "This project was postponed to another session.",
            ),
        ));
    }
    Ok(item)
}

/// Records what the council proposes and remarks beside the votes.
pub async fn save_item(
    cx: &Cx,
    session: CouncilSessionId,
    id: CouncilItemId,
    version: i64,
    input: ItemInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, session).await?;
    manages(cx, &council)?;
    let before = pending(cx, &mut tx, &session, id).await?;
    let case = papers::case(cx, &mut tx, &before).await?;
    let mut checks = Checks::new(cx.lang);
    checks.optional_text("visit", &input.visit, 4_000);
    checks.optional_text("summary", &input.summary, 4_000);
    input.standing.check(&mut checks, council.level);
    if let Some(proposed) = input.proposed {
        checks.amount("proposed", proposed);
        let requested = case.promotion().requested;
        if proposed > requested {
            let text = match cx.lang {
                Lang::Vi => format!("Đề xuất {proposed}, cao hơn số đề nghị {requested}."),
                Lang::En => format!("{proposed} is above the {requested} asked for."),
            };
            checks.fail("proposed", text);
        }
    }
    checks.done()?;
    let changed = tx
        .exec(sql!(
            "UPDATE council_item SET proposed = ?, rank = ?, budget_fit = ?, visit = ?,
                 summary = ?, version = version + 1
              WHERE id = ? AND version = ?",
            input.proposed,
            input.standing.rank,
            input.standing.budget_fit,
            kernel::clean(&input.visit),
            kernel::clean(&input.summary),
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    tx.audit(
        cx,
        "agenda-remarks",
        "council_session",
        session.id,
        Some(&before),
        &input,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a project off this session, with the reason; it may stand on another agenda then.
pub async fn postpone(
    cx: &Cx,
    session: CouncilSessionId,
    id: CouncilItemId,
    reason: &str,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, session).await?;
    manages(cx, &council)?;
    let item = pending(cx, &mut tx, &session, id).await?;
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", reason, 1_000);
    checks.done()?;
    tx.exec(sql!(
        "UPDATE council_item SET outcome = 'postponed', reason = ?, version = version + 1
          WHERE id = ?",
        &reason,
        id,
    ))
    .await?;
    tx.audit(
        cx,
        "postponement",
        "council_session",
        session.id,
        Some(&item),
        &reason,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Notes who is there. Somebody who has voted stays there.
pub async fn note_presence(
    cx: &Cx,
    id: CouncilSessionId,
    inputs: &[PresenceInput],
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    live(cx, &session)?;
    let before = store::presence(&mut tx, id).await?;
    let mut checks = Checks::new(cx.lang);
    for input in inputs {
        let member = input.member_id;
        let Some(known) = before.iter().find(|m| m.member_id == member) else {
            return Err(CommandError::NotFound);
        };
        let reason = checks.optional_text(&format!("reason_{member}"), &input.reason, 300);
        let reason = if input.present { String::new() } else { reason };
        let noted = tx
            .exec(sql!(
                "UPDATE council_presence SET present = ?, reason = ?
                  WHERE session_id = ? AND member_id = ?
                    AND (? OR NOT EXISTS (SELECT 1 FROM council_vote v
                          WHERE v.session_id = council_presence.session_id
                            AND v.member_id = council_presence.member_id))",
                input.present,
                reason,
                id,
                member,
                input.present,
            ))
            .await?;
        if noted == 0 {
            let name = &known.name;
            let text = match cx.lang {
                Lang::Vi => format!("{name} đã biểu quyết ở phiên này nên có mặt."),
                Lang::En => format!("{name} has voted in this session and is therefore there."),
            };
            checks.fail(&format!("present_{member}"), text);
        }
    }
    checks.done()?;
    tx.audit(
        cx,
        "presence",
        "council_session",
        id,
        Some(&before),
        &inputs,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a session on its day: from now on ballots are taken.
pub async fn open(cx: &Cx, id: CouncilSessionId) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    live(cx, &session)?;
    if session.state == SessionState::Open {
        return Err(CommandError::refused(
            "session-open",
            cx.t("Phiên họp đã mở.", "The session is open already."),
        ));
    }
    if session.held_on > cx.today() {
        let day = kernel::format_date(session.held_on);
        return Err(CommandError::refused(
            "session-not-yet",
            match cx.lang {
                Lang::Vi => format!("Phiên họp vào ngày {day}; sửa ngày họp nếu họp sớm hơn."),
                Lang::En => format!("The session is on {day}; change its day to hold it earlier."),
            },
        ));
    }
    if store::items(cx, &mut tx, id).await?.is_empty() {
        return Err(CommandError::refused(
            "agenda-empty",
            cx.t(
                "Chương trình họp chưa có đề án nào. Thêm đề án trước khi mở phiên họp.",
                "The agenda has no project. Add one before opening the session.",
            ),
        ));
    }
    tx.exec(sql!(
        "UPDATE council_session SET state = 'open', opened_at = ?, quorum_bp = ?, pass_bp = ?,
             version = version + 1
          WHERE id = ? AND state = 'planned'",
        cx.now(),
        council.quorum_bp,
        council.pass_bp,
        id,
    ))
    .await?;
    roll::sync(cx, &mut tx, &session).await?;
    tx.audit(cx, "opening", "council_session", id, None::<&()>, &())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Cancels a session that is not over, with the reason; its projects are free for another one.
pub async fn cancel(cx: &Cx, id: CouncilSessionId, reason: &str) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    live(cx, &session)?;
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", reason, 1_000);
    checks.done()?;
    tx.exec(sql!(
        "UPDATE council_session SET state = 'cancelled', reason = ?, version = version + 1
          WHERE id = ?",
        &reason,
        id,
    ))
    .await?;
    tx.exec(sql!(
        "UPDATE council_item SET outcome = 'postponed', reason = ?, version = version + 1
          WHERE session_id = ? AND outcome = 'pending'",
        &reason,
        id,
    ))
    .await?;
    tx.audit(
        cx,
        "cancellation",
        "council_session",
        id,
        Some(&session),
        &reason,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
