//! Inspections (kiểm tra, giám sát): who came, what was seen, what was found and is asked for.

use db::{Checks, CommandResult, Conn, Cx, DbError, Upload, row, sql};
use jiff::civil::Date;
use kernel::{InspectionId, ProjectId, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{
    lines, next,
    request::{self, RequestInput, Source},
};
use crate::project::{PaperInput, StepInput, commands::step::take_in};

pub(super) const STEP: &str = "inspection";

/// The minutes of an inspection.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct InspectionInput {
    /// The version of the project that was read.
    pub version: i64,
    #[schema(value_type = Option<String>, format = Date)]
    pub inspected_on: Option<Date>,
    /// Who came: one a line.
    pub members: String,
    pub papers_seen: String,
    pub facts: String,
    pub conclusion: String,
    pub requests: Vec<RequestInput>,
    pub paper: PaperInput,
}

row! {
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Inspection {
        pub id: InspectionId,
        pub project_id: ProjectId,
        pub number: i64,
        #[schema(value_type = String, format = Date)]
        pub inspected_on: Date,
        pub members: String,
        pub papers_seen: String,
        pub facts: String,
        pub conclusion: String,
        /// Number of the minutes.
        pub paper: Option<String>,
        pub actor: String,
    }
}

const SELECT: &str = "SELECT i.id, i.project_id, i.number, i.inspected_on, i.members, \
    i.papers_seen, i.facts, i.conclusion, p.number AS paper, i.actor \
    FROM inspection i LEFT JOIN proof_paper p ON p.id = i.paper_id";

pub(super) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<Inspection>, DbError> {
    conn.all(sql!(
        &format!("{SELECT} WHERE i.project_id = ? ORDER BY i.number DESC"),
        id
    ))
    .await
}

pub(super) async fn find(conn: &mut Conn, id: InspectionId) -> Result<Option<Inspection>, DbError> {
    conn.opt(sql!(&format!("{SELECT} WHERE i.id = ?"), id))
        .await
}

/// Records an inspection with what it asks for, and takes its step.
pub async fn record(
    cx: &Cx,
    project: ProjectId,
    input: InspectionInput,
    upload: Option<&Upload>,
) -> CommandResult<InspectionId> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let mut checks = Checks::new(cx.lang);
    let on = checks.date("inspected_on", input.inspected_on, Some(cx.today()));
    let members = lines(&mut checks, "members", &input.members, true);
    let papers_seen = lines(&mut checks, "papers_seen", &input.papers_seen, false);
    let facts = lines(&mut checks, "facts", &input.facts, true);
    let conclusion = lines(&mut checks, "conclusion", &input.conclusion, true);
    request::check(&mut checks, input.inspected_on, &input.requests);
    checks.done()?;
    let step = StepInput {
        version: input.version,
        on: Some(on),
        paper: input.paper.clone(),
        note: conclusion.clone(),
        ..StepInput::default()
    };
    let paper = take_in(cx, &mut tx, project, STEP, step, upload).await?;
    let id: InspectionId = cx.new_id();
    let number = next(&mut tx, "inspection", project).await?;
    tx.exec(sql!(
        "INSERT INTO inspection (id, project_id, number, inspected_on, members, papers_seen, facts,
             conclusion, paper_id, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        project,
        number,
        on,
        &members,
        &papers_seen,
        &facts,
        &conclusion,
        paper,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    let source = Source {
        inspection: Some(id),
        paper,
        asked_on: on,
    };
    request::write(cx, &mut tx, project, &source, &input.requests).await?;
    tx.audit(
        cx,
        "inspection-minutes",
        "project",
        project,
        None::<&()>,
        &input,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}
