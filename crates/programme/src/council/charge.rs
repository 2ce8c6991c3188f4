//! Which projects a council has, and what that means for their appraisal.

use db::{CommandError, CommandResult, Conn, Cx, row, sql};
use jiff::civil::Date;
use kernel::{CouncilSessionId, Lang, ProjectId, Scope, UnitId, format_date};
use rules::workflow::{Destination, Guard, Tone, Transition};

use super::model::{Council, SessionState};
use crate::{
    ports::Workflows,
    project::{Case, Level},
};

/// Why the appraisal of a project is a council's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Charge {
    /// It stands on the agenda of a session that is not over.
    Pending {
        session: CouncilSessionId,
        council: String,
        held_on: Date,
    },
    /// A session has concluded it.
    Concluded {
        session: CouncilSessionId,
        council: String,
        held_on: Date,
    },
    /// The council has every project of its territory, and no session took this one up yet.
    Required { council: String },
}

impl Charge {
    /// Why nobody alone records or changes the appraisal.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (
                Charge::Pending {
                    council, held_on, ..
                },
                Lang::Vi,
            ) => format!(
                "Đề án đang ở chương trình họp ngày {} của {council}; kết quả thẩm định do phiên họp ghi.",
                format_date(*held_on)
            ),
            (
                Charge::Pending {
                    council, held_on, ..
                },
                Lang::En,
            ) => format!(
                "The project is on the agenda of {council} of {}; the session records the appraisal.",
                format_date(*held_on)
            ),
            (
                Charge::Concluded {
                    council, held_on, ..
                },
                Lang::Vi,
            ) => format!(
                "{council} đã kết luận đề án này ở phiên họp ngày {}. Cần xét lại thì đưa vào phiên họp khác.",
                format_date(*held_on)
            ),
            (
                Charge::Concluded {
                    council, held_on, ..
                },
                Lang::En,
            ) => format!(
                "{council} concluded this project in its session of {}. To look at it again, put it on another agenda.",
                format_date(*held_on)
            ),
            (Charge::Required { council }, Lang::Vi) => format!(
                "Mọi đề án của địa bàn phải qua {council}; đưa đề án vào chương trình của một phiên họp."
            ),
            (Charge::Required { council }, Lang::En) => format!(
                "Every project of the territory goes through {council}; put it on the agenda of a session."
            ),
        }
    }

    /// Where the session is; empty when there is none.
    pub fn href(&self) -> String {
        match self {
            Charge::Pending { session, .. } | Charge::Concluded { session, .. } => {
                format!("/council-sessions/{session}")
            }
            Charge::Required { .. } => "/councils".to_owned(),
        }
    }
}

row! {
    struct Latest {
        id: CouncilSessionId,
        title: String,
        held_on: Date,
        state: SessionState,
    }
}

/// The council that has the appraisal of a project at a level on a day; None when a single appraiser
/// records it.
pub async fn charge(
    conn: &mut Conn,
    project: ProjectId,
    province: UnitId,
    level: Level,
    on: Date,
) -> CommandResult<Option<Charge>> {
    let latest: Option<Latest> = conn
        .opt(sql!(
            "SELECT s.id, c.title, s.held_on, s.state
               FROM council_item i
               JOIN council_session s ON s.id = i.session_id
               JOIN council c ON c.id = s.council_id
              WHERE i.project_id = ? AND c.level = ? AND i.outcome <> 'postponed'
                AND s.state <> 'cancelled'
              ORDER BY CASE WHEN s.state = 'closed' THEN 1 ELSE 0 END, s.held_on DESC, s.id DESC
              LIMIT 1",
            project,
            level,
        ))
        .await?;
    if let Some(Latest {
        id: session,
        title: council,
        held_on,
        state,
    }) = latest
    {
        return Ok(Some(match state {
            SessionState::Closed => Charge::Concluded {
                session,
                council,
                held_on,
            },
            _ => Charge::Pending {
                session,
                council,
                held_on,
            },
        }));
    }
    let required: Vec<(String, Option<UnitId>)> = conn
        .all(sql!(
            "SELECT title, province_id FROM council
              WHERE level = ? AND required AND term_from <= ?
                AND (term_to IS NULL OR term_to >= ?) ORDER BY decision_on DESC, id",
            level,
            on,
            on,
        ))
        .await?;
    for (council, territory) in required {
        if covers(conn, territory, province).await? {
            return Ok(Some(Charge::Required { council }));
        }
    }
    Ok(None)
}

/// True when a province lies in the territory, which covers those merged into it.
async fn covers(
    conn: &mut Conn,
    territory: Option<UnitId>,
    province: UnitId,
) -> CommandResult<bool> {
    Ok(match territory {
        None => true,
        Some(territory) if territory == province => true,
        Some(territory) => reference::units::family(conn, territory)
            .await?
            .contains(&province),
    })
}

/// The step by which the appraisal of a level is concluded in the project's present state.
pub(super) fn concluding(case: &Case, level: Level) -> Option<&Transition> {
    case.definition.exits(&case.project.state).find(|step| {
        step.guards.contains(&Guard::CriteriaDecided) && crate::project::level_of(step) == level
    })
}

/// Why a project on an agenda cannot be voted on or concluded now; None while it waits for the
/// appraisal of the level. One that went back for supplements comes again.
pub(super) fn halted(case: &Case, level: Level, lang: Lang) -> Option<String> {
    if concluding(case, level).is_some() {
        return None;
    }
    let definition = &case.definition;
    let concludes = |state: &str| {
        definition.exits(state).any(|step| {
            step.guards.contains(&Guard::CriteriaDecided) && crate::project::level_of(step) == level
        })
    };
    let comes_again = definition.exits(&case.project.state).any(
        |step| matches!(&step.to, Destination::State(to) if *to != case.project.state && concludes(to)),
    );
    let state = case.state_name(lang);
    Some(match (comes_again && case.tone() == Tone::Waiting, lang) {
        (true, Lang::Vi) => format!(
            "Đề án đang ở “{state}” nên chưa biểu quyết và kết luận được: chờ nộp bổ sung, hoặc hoãn sang phiên sau."
        ),
        (true, Lang::En) => format!(
            "The project is in “{state}”, so it is neither voted on nor concluded: wait for the supplements, or postpone it."
        ),
        (false, Lang::Vi) => {
            format!("Đề án đang ở “{state}”, không còn chờ thẩm định; hãy hoãn đề án này.")
        }
        (false, Lang::En) => {
            format!("The project is in “{state}” and waits for no appraisal; postpone it.")
        }
    })
}

/// Refuses a project that the council cannot take up.
pub(super) async fn fits(
    cx: &Cx,
    conn: &mut Conn,
    council: &Council,
    project: ProjectId,
) -> CommandResult<()> {
    let mut wide = cx.clone();
    wide.actor.scope = Scope::Nation;
    let unknown = || {
        CommandError::field(
            "project_id",
            cx.t(
                "Không có đề án này trong địa bàn của hội đồng.",
                "There is no such project in the council's territory.",
            ),
        )
    };
    let case = match Case::load(&wide, conn, project).await {
        Err(CommandError::NotFound) => return Err(unknown()),
        other => other?,
    };
    if !covers(conn, council.province_id, case.project.province_id).await? {
        return Err(unknown());
    }
    let (code, state) = (&case.project.code, case.state_name(cx.lang));
    if concluding(&case, council.level).is_none() {
        let level = council.level.label(cx.lang);
        return Err(CommandError::field(
            "project_id",
            match cx.lang {
                Lang::Vi => format!(
                    "Đề án {code} đang ở “{state}”, chưa đến lúc {}.",
                    level.to_lowercase()
                ),
                Lang::En => format!("Project {code} is in “{state}”: no {level} is due."),
            },
        ));
    }
    let taken: Option<(String, Date)> = conn
        .opt(sql!(
            "SELECT c.title, s.held_on
               FROM council_item i
               JOIN council_session s ON s.id = i.session_id
               JOIN council c ON c.id = s.council_id
              WHERE i.project_id = ? AND c.level = ? AND i.outcome = 'pending'
                AND s.state IN ('planned', 'open') LIMIT 1",
            project,
            council.level,
        ))
        .await?;
    if let Some((title, held_on)) = taken {
        let day = format_date(held_on);
        return Err(CommandError::field(
            "project_id",
            match cx.lang {
                Lang::Vi => {
                    format!("Đề án {code} đã có trong chương trình họp ngày {day} của {title}.")
                }
                Lang::En => format!("Project {code} is on the agenda of {title} of {day} already."),
            },
        ));
    }
    Ok(())
}

row! {
    /// A project that waits for the appraisal of a level.
    #[derive(Clone, Debug)]
    pub struct Waiting {
        pub id: ProjectId,
        pub code: String,
        pub title: String,
    }
}

/// The projects that a council could take up now, those waiting longest first; at most `limit`.
pub(super) async fn waiting(
    cx: &Cx,
    conn: &mut Conn,
    council: &Council,
    limit: i64,
) -> CommandResult<Vec<Waiting>> {
    let mut query = sql!("SELECT p.id, p.code, p.title FROM project p WHERE (1 = 0");
    for version in cx.port::<dyn Workflows>().all(conn).await? {
        let definition = &version.definition;
        let states: Vec<String> = definition
            .states
            .iter()
            .filter(|state| {
                definition.exits(&state.code).any(|step| {
                    step.guards.contains(&Guard::CriteriaDecided)
                        && crate::project::level_of(step) == council.level
                })
            })
            .map(|state| state.code.clone())
            .collect();
        query
            .push(
                " OR (p.workflow_id = ? AND p.state IN ",
                [version.id.into()],
            )
            .push_list(states)
            .push(")", []);
    }
    query.push(")", []);
    if let Some(territory) = council.province_id {
        let mut family = reference::units::family(conn, territory).await?;
        family.push(territory);
        query.push(" AND p.province_id IN ", []).push_list(family);
    }
    query.push(
        " AND NOT EXISTS (SELECT 1 FROM council_item i
                            JOIN council_session s ON s.id = i.session_id
                            JOIN council c ON c.id = s.council_id
                           WHERE i.project_id = p.id AND c.level = ? AND i.outcome = 'pending'
                             AND s.state IN ('planned', 'open'))
          ORDER BY p.state_since, p.id LIMIT ?",
        [council.level.into(), limit.into()],
    );
    Ok(conn.all(query).await?)
}
