//! What one person has to do, for the first page: their tasks, the obstacles they untie, and the
//! duties of theirs and of their role that are late or come near.

use db::{Conn, Cx, DbError, PageRequest};
use kernel::{Role, Thing, Verb};

use crate::{
    obligation::{self, Obligation, Whose, store as store_of_duties},
    task::{Filter, Obstacle, StateFilter, Task, store},
};

/// How many of each the first page shows.
const MOST: i64 = 20;

/// What one person has to do.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// Open tasks, those due first before the others.
    pub tasks: Vec<Task>,
    pub tasks_total: i64,
    /// Obstacles to untie, with the title of the task they hold up.
    pub obstacles: Vec<(Obstacle, String)>,
    /// Late duties besides tasks, then those due within thirty days.
    pub duties: Vec<Obligation>,
    pub late_total: i64,
    pub soon_total: i64,
    /// How many are late and due soon in all that somebody who leads sees; None for the others.
    pub of_all: Option<(i64, i64)>,
}

/// The head of a Centre and the department answer for what others do.
fn leads(cx: &Cx) -> bool {
    matches!(cx.actor.role, Role::CentreHead | Role::Appraiser)
}

/// What whoever acts has to do; nothing for somebody without an account.
pub async fn mine(cx: &Cx, conn: &mut Conn) -> Result<Mine, DbError> {
    let Some(me) = cx.actor.account else {
        return Ok(Mine::default());
    };
    let mut mine = Mine::default();
    let request = PageRequest {
        page: 1,
        size: MOST,
    };
    if cx.actor.may(Verb::View, Thing::Task) {
        let filter = Filter {
            state: StateFilter::Open,
            person: Some(me),
            ..Filter::default()
        };
        let page = store::list(conn, &cx.actor, &filter, request).await?;
        mine.tasks_total = page.total;
        mine.tasks = page.rows;
        mine.obstacles = store::obstacles_of(conn, me, MOST).await?;
    }
    if cx.actor.may(Verb::View, Thing::Obligation) {
        let filter = obligation::Filter {
            whose: Whose::Person(me, Some(cx.actor.role)),
            records_only: true,
            ..obligation::Filter::default()
        };
        let pressing =
            store_of_duties::pressing(conn, &cx.actor, &filter, cx.today(), MOST).await?;
        mine.late_total = pressing.late;
        mine.soon_total = pressing.soon;
        mine.duties = pressing.duties;
        if leads(cx) {
            let all = obligation::Filter {
                records_only: !cx.actor.may(Verb::View, Thing::Task),
                ..obligation::Filter::default()
            };
            let counts = store_of_duties::late_and_soon(conn, &cx.actor, &all, cx.today()).await?;
            mine.of_all = Some(counts);
        }
    }
    Ok(mine)
}
