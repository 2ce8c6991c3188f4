//! Interests of members in projects: declared by the member, or found in records (see
//! [`super::detection`]). A fact of the records excludes at once; anything else that they show is a
//! question, which the member answers and whoever runs the council settles.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Sql, sql};
use kernel::{
    AccountId, CouncilItemId, CouncilMemberId, CouncilSessionId, InterestId, Lang, ProjectId,
    Thing, Verb,
};
use serde::{Deserialize, Serialize};

use super::{
    commands::manages,
    model::{Council, Interest, InterestKind, InterestState},
    papers, roll, store,
};

/// What a member declares.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct InterestInput {
    /// None: the actor declares for himself. Else a member without account, as he said it.
    pub member_id: Option<CouncilMemberId>,
    pub kind: Option<InterestKind>,
    pub detail: String,
}

/// True when the account has an interest in the project, in whatever council.
pub async fn is_barred(
    conn: &mut Conn,
    account: Option<AccountId>,
    project: ProjectId,
) -> Result<bool, DbError> {
    let (barred,): (bool,) = conn
        .one(sql!(
            "SELECT EXISTS (SELECT 1 FROM council_interest n
                              JOIN council_member m ON m.id = n.member_id
                             WHERE m.account_id = ? AND n.project_id = ?
                               AND n.state = 'excluded') AS barred",
            account,
            project,
        ))
        .await?;
    Ok(barred)
}

#[expect(
    clippy::too_many_arguments,
    reason = "the columns of one row, each named at its place"
)]
pub(super) async fn insert(
    cx: &Cx,
    tx: &mut Conn,
    member: CouncilMemberId,
    project: ProjectId,
    kind: InterestKind,
    declared: bool,
    state: InterestState,
    detail: &str,
) -> Result<u64, DbError> {
    tx.exec(sql!(
        "INSERT INTO council_interest (id, member_id, project_id, kind, declared, state, detail,
             actor, at, settled_by, settlement)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')
         ON CONFLICT (member_id, project_id, kind) DO NOTHING",
        cx.new_id::<()>(),
        member,
        project,
        kind,
        declared,
        state,
        detail,
        &cx.actor.name,
        cx.now(),
    ))
    .await
}

/// A member says that an interest ties him to a project. He leaves the project at once; a vote that
/// was cast is void.
pub async fn declare(
    cx: &Cx,
    session: CouncilSessionId,
    item: CouncilItemId,
    input: InterestInput,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, session).await?;
    super::sessions::live(cx, &session)?;
    let item = store::item(cx, &mut tx, session.id, item).await?;
    let roll = store::presence(&mut tx, session.id).await?;
    let mut checks = Checks::new(cx.lang);
    let detail = checks.optional_text("detail", &input.detail, 1_000);
    let kind = checks.required("kind", input.kind);
    if kind.is_some_and(InterestKind::is_likeness) {
        let text = checks.t(
            "Mục này do phần mềm đối chiếu. Chọn mục khác.",
            "This one is found by the program. Choose another.",
        );
        checks.fail("kind", text.to_owned());
    }
    let member = match input.member_id {
        Some(id) => {
            manages(cx, &council)?;
            let known = roll
                .iter()
                .find(|m| m.member_id == id && m.account_id.is_none());
            known.map(|m| m.member_id)
        }
        None => roll
            .iter()
            .find(|m| m.account_id.is_some() && m.account_id == cx.actor.account)
            .map(|m| m.member_id),
    };
    if member.is_none() {
        let text = checks.t(
            "Không có thành viên này trong danh sách họp, hoặc người này tự khai báo bằng tài khoản của mình.",
            "There is no such member on the roll, or this member declares by his own account.",
        );
        checks.fail("member_id", text.to_owned());
    }
    checks.done()?;
    let (Some(member), Some(kind)) = (member, kind) else {
        return Err(CommandError::NotFound);
    };
    // What was found in records, asked or cleared before, is now declared.
    tx.exec(sql!(
        "DELETE FROM council_interest
          WHERE member_id = ? AND project_id = ? AND kind = ? AND state <> 'excluded'",
        member,
        item.project_id,
        kind,
    ))
    .await?;
    insert(
        cx,
        &mut tx,
        member,
        item.project_id,
        kind,
        true,
        InterestState::Excluded,
        &detail,
    )
    .await?;
    roll::sync(cx, &mut tx, &session).await?;
    tx.audit(
        cx,
        "interest",
        "council_session",
        session.id,
        None::<&()>,
        &(item.code, member, input),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// What becomes of an interest: its state, what was said, and the writing of both.
struct Ruling {
    state: InterestState,
    text: String,
    write: Sql,
}

/// Rules on an interest of a live session, as `judge` finds from the council, the interest and whether
/// it is the actor's own. The seats follow, and the trail keeps it under `verb`.
async fn rule(
    cx: &Cx,
    session: CouncilSessionId,
    id: InterestId,
    verb: &str,
    judge: impl FnOnce(&Council, &Interest, bool) -> CommandResult<Ruling>,
) -> CommandResult<()> {
    let mut tx = cx.begin().await?;
    let (council, session) = roll::lock(cx, &mut tx, session).await?;
    super::sessions::live(cx, &session)?;
    let interests = store::interests(&mut tx, session.id).await?;
    let before = interests
        .into_iter()
        .find(|n| n.id == id)
        .ok_or(CommandError::NotFound)?;
    let roll = store::presence(&mut tx, session.id).await?;
    let own = roll.iter().any(|m| {
        m.member_id == before.member_id
            && m.account_id.is_some()
            && m.account_id == cx.actor.account
    });
    let Ruling { state, text, write } = judge(&council, &before, own)?;
    tx.exec(write).await?;
    roll::sync(cx, &mut tx, &session).await?;
    tx.audit(
        cx,
        verb,
        "council_session",
        session.id,
        Some(&before),
        &(id, state, text),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A member answers a question about himself: a confirmed interest excludes him at once; what he says
/// against it is kept for whoever settles the question.
pub async fn answer(
    cx: &Cx,
    session: CouncilSessionId,
    id: InterestId,
    confirmed: bool,
    text: &str,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Council)?;
    rule(cx, session, id, "interest-answer", |_, before, own| {
        if !own {
            return Err(CommandError::Forbidden(
                cx.t(
                    "Câu hỏi này dành cho chính thành viên được nêu.",
                    "This question is for the member whom it names.",
                )
                .to_owned(),
            ));
        }
        if before.state != InterestState::Question {
            return Err(CommandError::refused(
                "interest-settled",
                cx.t("Câu hỏi này đã được làm rõ.", "This question is settled."),
            ));
        }
        let mut checks = Checks::new(cx.lang);
        let text = match confirmed {
            true => checks.optional_text("answer", text, 1_000),
            false => checks.text("answer", text, 1_000),
        };
        checks.done()?;
        let state = match confirmed {
            true => InterestState::Excluded,
            false => InterestState::Question,
        };
        let write = sql!(
            "UPDATE council_interest SET state = ?, declared = ?, answer = ?, answered_at = ?
              WHERE id = ?",
            state,
            confirmed,
            &text,
            cx.now(),
            id,
        );
        Ok(Ruling { state, text, write })
    })
    .await
}

/// Settles a question, or takes back a declaration made by mistake. What records prove stays; nobody
/// settles his own.
pub async fn settle(
    cx: &Cx,
    session: CouncilSessionId,
    id: InterestId,
    excluded: bool,
    reason: &str,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    rule(
        cx,
        session,
        id,
        "interest-settlement",
        |council, before, own| {
            manages(cx, council)?;
            if own {
                return Err(CommandError::Forbidden(
                    cx.t(
                        "Bạn không tự xét lợi ích liên quan của mình; nhờ người khác phụ trách hội đồng.",
                        "You do not judge your own interest; ask somebody else who runs the council.",
                    )
                    .to_owned(),
                ));
            }
            if before.state != InterestState::Question && !before.declared {
                return Err(proven(cx.lang, &before.detail));
            }
            let mut checks = Checks::new(cx.lang);
            let text = checks.text("settlement", reason, 1_000);
            checks.done()?;
            let state = match excluded {
                true => InterestState::Excluded,
                false => InterestState::Cleared,
            };
            let write = sql!(
                "UPDATE council_interest SET state = ?, settled_by = ?, settlement = ?,
                     settled_at = ?
                  WHERE id = ?",
                state,
                &cx.actor.name,
                &text,
                cx.now(),
                id,
            );
            Ok(Ruling { state, text, write })
        },
    )
    .await
}

fn proven(lang: Lang, detail: &str) -> CommandError {
    CommandError::refused(
        "interest-proven",
        match lang {
            Lang::Vi => format!("Hồ sơ đã cho thấy: {detail} Mục này không đổi được."),
            Lang::En => format!("Records show it: {detail} It stays."),
        },
    )
}

/// Refuses somebody who has an interest in the project from acting on its appraisal.
pub(crate) async fn refuse_barred(
    cx: &Cx,
    conn: &mut Conn,
    project: ProjectId,
    code: &str,
) -> CommandResult<()> {
    match is_barred(conn, cx.actor.account, project).await? {
        true => Err(papers::kept_out(cx.lang, code)),
        false => Ok(()),
    }
}
