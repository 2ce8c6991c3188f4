use db::{Conn, DbError, ScopeColumns, Sql, row, sql};
use kernel::{Dong, ProjectId, Scope, UnitId};
use rules::workflow::Tone;

use crate::state::States;

const SCOPE: ScopeColumns<'static> = ScopeColumns {
    province: "province_id",
    commune: "",
    establishment: "",
};

row! {
    /// How many projects of a province and year stand in a state.
    #[derive(Clone, Debug)]
    pub struct Counted {
        pub province_id: UnitId,
        pub year: i64,
        pub state: String,
        pub projects: i64,
        pub illustrations: i64,
    }
}

row! {
    /// The promotion money of a province's projects of a year.
    #[derive(Clone, Debug)]
    pub struct Spent {
        pub province_id: UnitId,
        pub year: i64,
        pub allotted: Dong,
        pub paid: Dong,
    }
}

row! {
    /// A province of either era and the province of today that it is part of.
    #[derive(Clone, Debug)]
    pub struct Member {
        pub member_id: UnitId,
        pub province_id: UnitId,
        pub code: String,
        pub name: String,
    }
}

row! {
    /// A project that needs somebody.
    #[derive(Clone, Debug)]
    pub struct Held {
        pub project_id: ProjectId,
        pub code: String,
        pub title: String,
        pub year: i64,
        pub state: String,
        pub allotted: Dong,
        pub paid: Dong,
        pub illustration: bool,
    }
}

pub async fn counted(conn: &mut Conn, scope: &Scope, year: i64) -> Result<Vec<Counted>, DbError> {
    let mut query = sql!(
        "SELECT province_id, year, state, COUNT(*) AS projects,
                CAST(SUM(CASE WHEN illustration THEN 1 ELSE 0 END) AS BIGINT) AS illustrations
           FROM project_summary WHERE year IN (?, ?)",
        year,
        year - 1,
    );
    query.within(scope, SCOPE);
    query.push(" GROUP BY province_id, year, state", []);
    conn.all(query).await
}

pub async fn spent(conn: &mut Conn, scope: &Scope, year: i64) -> Result<Vec<Spent>, DbError> {
    let mut query = sql!(
        "SELECT province_id, year, CAST(SUM(allotted) AS BIGINT) AS allotted,
                CAST(SUM(paid) AS BIGINT) AS paid
           FROM project_spent WHERE year IN (?, ?)",
        year,
        year - 1,
    );
    query.within(scope, SCOPE);
    query.push(" GROUP BY province_id, year", []);
    conn.all(query).await
}

pub async fn members(conn: &mut Conn) -> Result<Vec<Member>, DbError> {
    conn.all(sql!(
        "SELECT f.member_id AS member_id, u.id AS province_id, u.code AS code, u.name AS name
           FROM unit_family f JOIN unit u ON u.id = f.province_id
          WHERE u.valid_to IS NULL AND u.level = 'province'"
    ))
    .await
}

/// Projects of earlier years that never ended, and those of the year that wait for somebody: the
/// oldest first. Answers with the first `limit` of them and how many there are.
pub async fn held(
    conn: &mut Conn,
    scope: &Scope,
    year: i64,
    limit: i64,
    states: &States,
) -> Result<(Vec<Held>, i64), DbError> {
    let filter = |columns: &str| -> Sql {
        let mut query = sql!(
            &format!("SELECT {columns} FROM project_summary WHERE ((year < ? AND state NOT IN "),
            year,
        );
        query.push_list(states.codes(&[Tone::Done, Tone::Stopped]));
        query.push(") OR (year = ? AND state IN ", [year.into()]);
        query.push_list(states.codes(&[Tone::Waiting]));
        query.push("))", []).within(scope, SCOPE);
        query
    };
    let (total,): (i64,) = conn.one(filter("COUNT(*)")).await?;
    // The money is added up of those few only.
    let mut query = sql!(
        "SELECT project_id, code, title, year, state, allotted, paid, illustration
           FROM project_summary WHERE project_id IN ("
    );
    query.append(filter("project_id"));
    query.push(
        " ORDER BY year, code, project_id LIMIT ?) ORDER BY year, code, project_id",
        [limit.into()],
    );
    Ok((conn.all(query).await?, total))
}
