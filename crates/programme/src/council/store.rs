//! Councils, sessions and agendas within the actor's scope. What members wrote about a project is
//! read in `papers.rs`.

use db::{
    CommandError, CommandResult, Conn, Cx, DbError, Page, PageRequest, ScopeColumns, Sql, sql,
};
use kernel::{Actor, CouncilId, CouncilItemId, CouncilSessionId};

use super::model::{Council, CouncilRow, Interest, Item, Member, Presence, Session, SessionRow};
use crate::project::Level;

const COLUMNS: &str = "c.id, c.form, c.level, c.province_id, COALESCE(u.label, '') AS territory, \
    c.title, c.decision_no, c.decision_on, c.issuer, c.signer, c.file_id, c.quorum_bp, c.pass_bp, \
    c.required, c.term_from, c.term_to, c.note, c.illustration, c.version";
const ROW: &str = "c.id, c.level, COALESCE(u.label, '') AS territory, c.title, c.decision_no, \
    c.decision_on, c.term_from, c.term_to, \
    (SELECT COUNT(*) FROM council_member m WHERE m.council_id = c.id AND m.until IS NULL) \
    AS members, \
    (SELECT COUNT(*) FROM council_session s WHERE s.council_id = c.id) AS sessions, \
    c.illustration";
const MEMBER: &str = "id, council_id, position, duty, account_id, name, post, votes, since, until";
const SESSION: &str = "s.id, s.council_id, s.number, s.held_on, s.starts_at, s.place, \
    s.invitation_no, s.invited_on, s.guests, s.requests, s.quorum_bp, s.pass_bp, s.state, s.reason, s.opened_at, \
    s.closed_at, s.illustration, s.version";
const SESSION_ROW: &str = "s.id, c.title AS council, s.number, s.held_on, s.place, s.state, \
    (SELECT COUNT(*) FROM council_item i WHERE i.session_id = s.id) AS items, s.illustration";

/// True in SQL for a reader who has an interest in the project of `council_item i`; wants the
/// reader's account. Every query of what was written about a project asks it.
pub(super) const BARRED: &str = "EXISTS (SELECT 1 FROM council_interest n \
    JOIN council_member nm ON nm.id = n.member_id \
    WHERE nm.account_id = ? AND n.project_id = i.project_id AND n.state = 'excluded')";

/// Which councils a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: String,
    pub level: Option<Level>,
}

/// Councils of one's provinces, and those one sits on.
fn visible(query: &mut Sql, actor: &Actor) {
    query.push(
        " AND (EXISTS (SELECT 1 FROM council_member own
                        WHERE own.council_id = c.id AND own.account_id = ?) OR (1 = 1",
        [actor.account.into()],
    );
    query.within(
        &actor.scope,
        ScopeColumns {
            province: "c.province_id",
            commune: "",
            establishment: "",
        },
    );
    query.push("))", []);
}

fn filtered(head: &str, actor: &Actor, filter: &Filter) -> Sql {
    let mut query = sql!(format!(
        "{head} FROM council c LEFT JOIN unit u ON u.id = c.province_id WHERE 1 = 1"
    ));
    visible(&mut query, actor);
    query.push_containing("c.search", &filter.q);
    if let Some(level) = filter.level {
        query.push(" AND c.level = ?", [level.into()]);
    }
    query
}

/// One page of councils, the newest decision first.
pub async fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<CouncilRow>, DbError> {
    let total = conn
        .count(filtered("SELECT COUNT(*)", actor, filter))
        .await?;
    let rows = filtered(&format!("SELECT {ROW}"), actor, filter);
    conn.page(rows, "c.decision_on DESC, c.id DESC", request, total)
        .await
}

/// A council that the actor may see; another is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: CouncilId) -> CommandResult<Council> {
    let mut query = sql!(
        format!(
            "SELECT {COLUMNS} FROM council c LEFT JOIN unit u ON u.id = c.province_id
              WHERE c.id = ?"
        ),
        id
    );
    visible(&mut query, &cx.actor);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// Members past and present, those of today first.
pub async fn members(conn: &mut Conn, id: CouncilId) -> Result<Vec<Member>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT {MEMBER} FROM council_member WHERE council_id = ?
              ORDER BY CASE WHEN until IS NULL THEN 0 ELSE 1 END, position, id"
        ),
        id
    ))
    .await
}

/// The sessions of a council, the newest first.
pub async fn sessions(conn: &mut Conn, id: CouncilId) -> Result<Vec<SessionRow>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT {SESSION_ROW} FROM council_session s JOIN council c ON c.id = s.council_id
              WHERE s.council_id = ? ORDER BY s.number DESC"
        ),
        id
    ))
    .await
}

/// Sessions that are not over and to which the actor is invited, the next first.
pub async fn invited(conn: &mut Conn, actor: &Actor) -> Result<Vec<SessionRow>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT {SESSION_ROW} FROM council_session s JOIN council c ON c.id = s.council_id
              WHERE s.state IN ('planned', 'open')
                AND EXISTS (SELECT 1 FROM council_presence p
                              JOIN council_member m ON m.id = p.member_id
                             WHERE p.session_id = s.id AND m.account_id = ?)
              ORDER BY s.held_on, s.id LIMIT 50"
        ),
        actor.account
    ))
    .await
}

/// A session with its council, both of which the actor may see.
pub async fn session(
    cx: &Cx,
    conn: &mut Conn,
    id: CouncilSessionId,
) -> CommandResult<(Council, Session)> {
    let session: Session = conn
        .opt(sql!(
            format!("SELECT {SESSION} FROM council_session s WHERE s.id = ?"),
            id
        ))
        .await?
        .ok_or(CommandError::NotFound)?;
    let council = find(cx, conn, session.council_id).await?;
    Ok((council, session))
}

/// The sessions of a council that are not over.
pub(super) async fn live(conn: &mut Conn, id: CouncilId) -> Result<Vec<Session>, DbError> {
    conn.all(sql!(
        format!(
            "SELECT {SESSION} FROM council_session s
              WHERE s.council_id = ? AND s.state IN ('planned', 'open') ORDER BY s.id"
        ),
        id
    ))
    .await
}

fn items_where(condition: &str) -> String {
    format!(
        "SELECT i.id, i.session_id, i.project_id, i.position, p.code, p.title, p.beneficiaries,
                i.outcome, i.conclusion, i.proposed, i.rank, i.budget_fit, i.visit,
                i.summary, i.reason, i.version,
                {BARRED} AS barred
           FROM council_item i JOIN project p ON p.id = i.project_id
          WHERE {condition}"
    )
}

/// Takes away what a reader with an interest does not get to see.
fn kept_back(mut item: Item) -> Item {
    if item.barred {
        item.conclusion = None;
        item.proposed = None;
        item.rank = None;
        item.budget_fit = None;
        item.visit.clear();
        item.summary.clear();
    }
    item
}

/// The agenda of a session that the actor may see.
pub async fn items(cx: &Cx, conn: &mut Conn, id: CouncilSessionId) -> Result<Vec<Item>, DbError> {
    let items: Vec<Item> = conn
        .all(sql!(
            format!(
                "{} ORDER BY i.position, i.id",
                items_where("i.session_id = ?")
            ),
            cx.actor.account,
            id
        ))
        .await?;
    Ok(items.into_iter().map(kept_back).collect())
}

/// One project of the agenda of this session.
pub async fn item(
    cx: &Cx,
    conn: &mut Conn,
    session: CouncilSessionId,
    id: CouncilItemId,
) -> CommandResult<Item> {
    let item: Option<Item> = conn
        .opt(sql!(
            items_where("i.id = ? AND i.session_id = ?"),
            cx.actor.account,
            id,
            session
        ))
        .await?;
    item.map(kept_back).ok_or(CommandError::NotFound)
}

/// The roll of a session, in the order of the council.
pub async fn presence(conn: &mut Conn, id: CouncilSessionId) -> Result<Vec<Presence>, DbError> {
    conn.all(sql!(
        "SELECT p.member_id, m.account_id, m.duty, m.name, m.post, m.votes, p.present, p.reason
           FROM council_presence p JOIN council_member m ON m.id = p.member_id
          WHERE p.session_id = ? ORDER BY m.position, m.id",
        id
    ))
    .await
}

/// The interests of the members of a session in the projects of its agenda. That somebody has one
/// is no secret: the minutes say it.
pub async fn interests(conn: &mut Conn, id: CouncilSessionId) -> Result<Vec<Interest>, DbError> {
    conn.all(sql!(
        "SELECT n.id, n.member_id, m.name, m.post, n.project_id, p.code, n.kind, n.declared,
                n.state, n.detail, n.actor, n.at, n.settled_by, n.settlement, n.answer
           FROM council_interest n
           JOIN council_member m ON m.id = n.member_id
           JOIN council_item i ON i.project_id = n.project_id
           JOIN council_presence r ON r.session_id = i.session_id AND r.member_id = n.member_id
           JOIN project p ON p.id = n.project_id
          WHERE i.session_id = ? ORDER BY i.position, m.position, n.id",
        id
    ))
    .await
}
