//! What somebody has to put right by a day: asked by an inspection (kiến nghị), or a defect found at
//! acceptance (lỗi phải khắc phục). Defects are all answered before the acceptance passes.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Upload, row, sql};
use jiff::civil::Date;
use kernel::{InspectionId, Lang, PaperId, ProjectId, RequestId, Thing, Verb, format_date};
use serde::{Deserialize, Serialize};

use crate::project::{Case, PaperInput, StepInput, commands::step::take_in};

/// What is asked, and by when.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct RequestInput {
    pub finding: String,
    pub wanted: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

row! {
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Request {
        pub id: RequestId,
        pub project_id: ProjectId,
        /// `inspection` or `defect`.
        pub kind: String,
        pub inspection_id: Option<InspectionId>,
        pub finding: String,
        pub wanted: String,
        #[schema(value_type = String, format = Date)]
        pub asked_on: Date,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
        #[schema(value_type = Option<String>, format = Date)]
        pub answered_on: Option<Date>,
        pub answer: String,
        pub answered_by: String,
        pub version: i64,
    }
}

impl Request {
    pub fn is_defect(&self) -> bool {
        self.kind == "defect"
    }

    /// The word, colour and icon of how it stands on a day.
    pub(crate) fn badge(
        &self,
        today: Date,
        lang: Lang,
    ) -> (&'static str, &'static str, &'static str) {
        match (self.answered_on, self.due_on < today) {
            (Some(_), _) => (lang.t("đã khắc phục", "put right"), "green", "check"),
            (None, true) => (lang.t("quá hạn", "overdue"), "red", "alert"),
            (None, false) => (lang.t("chờ khắc phục", "open"), "amber", "clock"),
        }
    }
}

const COLUMNS: &str = "id, project_id, kind, inspection_id, finding, wanted, asked_on, due_on, \
    answered_on, answer, answered_by, version";

pub(crate) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<Request>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM project_request WHERE project_id = ? ORDER BY id"),
        id
    ))
    .await
}

pub(super) async fn find(conn: &mut Conn, id: RequestId) -> Result<Option<Request>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM project_request WHERE id = ?"),
        id
    ))
    .await
}

pub(super) fn check(checks: &mut Checks, asked_on: Option<Date>, requests: &[RequestInput]) {
    for (i, request) in requests.iter().enumerate() {
        let field = |name: &str| format!("request_{}_{name}", i + 1);
        checks.text(&field("finding"), &request.finding, 1_000);
        checks.text(&field("wanted"), &request.wanted, 1_000);
        let due = checks.date(&field("due_on"), request.due_on, None);
        if let (Some(_), Some(asked)) = (request.due_on, asked_on)
            && due < asked
        {
            let day = format_date(asked);
            let text = match checks.lang {
                Lang::Vi => format!("Hạn đứng trước ngày lập biên bản ({day})."),
                Lang::En => format!("This day lies before the minutes ({day})."),
            };
            checks.fail(&field("due_on"), text);
        }
    }
    if requests.len() > 50 {
        let text = checks.t("Nhiều nhất 50 mục.", "At most 50.");
        checks.fail("request_1_finding", text.to_owned());
    }
}

/// Where requests come from.
pub(super) struct Source {
    pub inspection: Option<InspectionId>,
    pub paper: Option<PaperId>,
    pub asked_on: Date,
}

pub(super) async fn write(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    source: &Source,
    requests: &[RequestInput],
) -> CommandResult<()> {
    let kind = match source.inspection {
        Some(_) => "inspection",
        None => "defect",
    };
    for (i, request) in requests.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO project_request (id, project_id, kind, inspection_id, paper_id, position,
                 finding, wanted, asked_on, due_on, answer, answered_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')",
            cx.new_id::<()>(),
            project,
            kind,
            source.inspection,
            source.paper,
            i as i64,
            kernel::clean(&request.finding),
            kernel::clean(&request.wanted),
            source.asked_on,
            request.due_on,
        ))
        .await?;
    }
    Ok(())
}

/// An acceptance that did not pass: its minutes, and the defects with their days.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct DefectsInput {
    /// The version of the project that was read.
    pub version: i64,
    pub paper: PaperInput,
    pub defects: Vec<RequestInput>,
}

/// The step of a failed acceptance.
pub(crate) const FAILURE: &str = "acceptance-failure";

/// Records a failed acceptance with its defects, and takes its step.
pub async fn fail_acceptance(
    cx: &Cx,
    project: ProjectId,
    input: DefectsInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let asked_on = input.paper.signed_on;
    let mut checks = Checks::new(cx.lang);
    if input.defects.is_empty() {
        let text = checks.t(
            "Ghi ít nhất một lỗi phải khắc phục, kèm hạn.",
            "List at least one defect with its day.",
        );
        checks.fail("request_1_finding", text.to_owned());
    }
    check(&mut checks, asked_on, &input.defects);
    checks.done()?;
    let findings: Vec<_> = input.defects.iter().map(|d| d.finding.as_str()).collect();
    let step = StepInput {
        version: input.version,
        paper: input.paper.clone(),
        reason: findings.join("; "),
        ..StepInput::default()
    };
    let paper = take_in(cx, &mut tx, project, FAILURE, step, upload).await?;
    let source = Source {
        inspection: None,
        paper,
        asked_on: asked_on.unwrap_or(cx.today()),
    };
    write(cx, &mut tx, project, &source, &input.defects).await?;
    tx.audit(cx, "defects", "project", project, None::<&()>, &input)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Says how a request was met. It stays as it is once answered.
pub async fn answer(
    cx: &Cx,
    id: RequestId,
    answer: &str,
    on: Option<Date>,
) -> CommandResult<ProjectId> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let found = find(&mut tx, id).await?.ok_or(CommandError::NotFound)?;
    Case::load(cx, &mut tx, found.project_id).await?;
    let mut checks = Checks::new(cx.lang);
    let answer = super::lines(&mut checks, "answer", answer, true);
    let on = checks.date("on", on.or(Some(cx.today())), Some(cx.today()));
    if on < found.asked_on {
        let text = checks.t(
            "Ngày này đứng trước ngày yêu cầu.",
            "This day lies before the request.",
        );
        checks.fail("on", text.to_owned());
    }
    checks.done()?;
    let changed = tx
        .exec(sql!(
            "UPDATE project_request SET answer = ?, answered_on = ?, answered_by = ?,
                 version = version + 1
              WHERE id = ? AND answered_on IS NULL",
            &answer,
            on,
            &cx.actor.name,
            id,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    tx.audit(
        cx,
        "request-answer",
        "project",
        found.project_id,
        Some(&found),
        &(answer, on),
    )
    .await?;
    tx.commit().await?;
    Ok(found.project_id)
}

/// The defects of a project that have no answer yet.
pub(crate) async fn open_defects(conn: &mut Conn, id: ProjectId) -> Result<Vec<Request>, DbError> {
    let mut requests = of_project(conn, id).await?;
    requests.retain(|r| r.is_defect() && r.answered_on.is_none());
    Ok(requests)
}

/// How many defects are open, the first by its text; None when none is.
pub(crate) fn open_sentence(open: &[Request], lang: Lang) -> Option<String> {
    let (count, finding) = (open.len(), &open.first()?.finding);
    Some(match lang {
        Lang::Vi => format!(
            "Còn {count} lỗi nghiệm thu chưa khắc phục, trước hết: “{finding}”. Ghi kết quả khắc phục ở phần Thực hiện của đề án."
        ),
        Lang::En => format!(
            "{count} defects are not put right yet, first: “{finding}”. Record how they were on the page of execution."
        ),
    })
}

/// Refuses an acceptance while a defect is open.
pub(crate) async fn none_open(cx: &Cx, tx: &mut Conn, case: &Case) -> CommandResult<()> {
    let open = open_defects(tx, case.project.id).await?;
    match open_sentence(&open, cx.lang) {
        Some(sentence) => Err(CommandError::refused("defects-open", sentence)),
        None => Ok(()),
    }
}
