//! Visits after the support (theo dõi sau hỗ trợ, mẫu F22): the days that the terms in force at the
//! acceptance ask for, and the figures of each visit.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Upload, row, sql};
use jiff::{ToSpan, civil::Date};
use kernel::{Dong, EstablishmentId, FollowUpId, Lang, PaperId, ProjectId, Thing, Verb};
use rules::{
    parameter::{Subject, Value},
    workflow::{Effect, Transition},
};
use serde::{Deserialize, Serialize};

use super::{
    next,
    photo::{self, Of, PhotoInput},
};
use crate::{
    duties,
    project::{Accepts, Case, PaperInput, StepInput, commands::step::take_in, limits},
};

/// What became of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MachineUse {
    InUse,
    Partly,
    Idle,
    /// Sold, moved or lost.
    Gone,
    /// The project bought no machine.
    None,
}

impl MachineUse {
    pub const ALL: [MachineUse; 5] = [
        MachineUse::InUse,
        MachineUse::Partly,
        MachineUse::Idle,
        MachineUse::Gone,
        MachineUse::None,
    ];

    pub fn code(self) -> &'static str {
        match self {
            MachineUse::InUse => "in_use",
            MachineUse::Partly => "partly",
            MachineUse::Idle => "idle",
            MachineUse::Gone => "gone",
            MachineUse::None => "none",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            MachineUse::InUse => lang.t("Đang dùng thường xuyên", "In regular use"),
            MachineUse::Partly => lang.t("Dùng một phần công suất", "Partly used"),
            MachineUse::Idle => lang.t("Ngừng dùng", "Idle"),
            MachineUse::Gone => lang.t("Đã bán, chuyển đi hoặc mất", "Sold, moved or lost"),
            MachineUse::None => lang.t("Đề án không mua máy", "No machine was bought"),
        }
    }
}

db::code_column!(MachineUse);

row! {
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct FollowUp {
        pub id: FollowUpId,
        pub project_id: ProjectId,
        pub number: i64,
        /// Months after the acceptance; None for a visit that no term asks for.
        pub months: Option<i64>,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
        pub article: String,
        pub verified: bool,
        #[schema(value_type = Option<String>, format = Date)]
        pub visited_on: Option<Date>,
        pub note: String,
        pub paper: Option<String>,
        pub actor: String,
        pub version: i64,
    }
}

row! {
    /// The figures of one beneficiary.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Figure {
        pub establishment_id: Option<EstablishmentId>,
        pub name: String,
        pub machine: MachineUse,
        pub output: String,
        /// đồng a year
        pub revenue: Option<Dong>,
        pub labour: Option<i64>,
        /// đồng a month and person
        pub income: Option<Dong>,
        /// đồng a year
        pub tax: Option<Dong>,
        /// đồng a year
        pub exports: Option<Dong>,
        /// kWh a year
        pub energy: Option<i64>,
        /// Why figures are missing.
        pub reason: String,
    }
}

/// The figures of one beneficiary as they are entered; what was not seen is not presumed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FigureInput {
    pub establishment_id: Option<EstablishmentId>,
    pub name: String,
    /// Required where the project bought a machine.
    pub machine: Option<MachineUse>,
    pub output: String,
    pub revenue: Option<Dong>,
    pub labour: Option<i64>,
    pub income: Option<Dong>,
    pub tax: Option<Dong>,
    pub exports: Option<Dong>,
    pub energy: Option<i64>,
    /// Why figures are missing.
    pub reason: String,
}

impl FollowUp {
    /// The word, colour and icon of how it stands on a day.
    pub(super) fn badge(
        &self,
        today: Date,
        lang: Lang,
    ) -> (&'static str, &'static str, &'static str) {
        match (self.visited_on, self.due_on < today) {
            (Some(_), _) => (lang.t("đã theo dõi", "visited"), "green", "check"),
            (None, true) => (lang.t("quá hạn", "overdue"), "red", "alert"),
            (None, false) => (lang.t("chưa đến hạn", "open"), "blue", "clock"),
        }
    }
}

const SELECT: &str = "SELECT f.id, f.project_id, f.number, f.months, f.due_on, f.article, \
    f.verified, f.visited_on, f.note, p.number AS paper, f.actor, f.version \
    FROM follow_up f LEFT JOIN proof_paper p ON p.id = f.paper_id";

pub(crate) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<FollowUp>, DbError> {
    conn.all(sql!(
        &format!("{SELECT} WHERE f.project_id = ? ORDER BY f.number"),
        id
    ))
    .await
}

pub(super) async fn find(conn: &mut Conn, id: FollowUpId) -> Result<Option<FollowUp>, DbError> {
    conn.opt(sql!(&format!("{SELECT} WHERE f.id = ?"), id))
        .await
}

pub(crate) async fn figures(conn: &mut Conn, id: FollowUpId) -> Result<Vec<Figure>, DbError> {
    conn.all(sql!(
        "SELECT establishment_id, name, machine, output, revenue, labour, income, tax, exports,
                energy, reason
           FROM follow_up_figure WHERE follow_up_id = ? ORDER BY position",
        id
    ))
    .await
}

/// Keeps the days of the visits, by the terms in force on the day of the acceptance. A term that is
/// not on record asks for no visit.
pub(crate) async fn schedule(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    accepted_on: Date,
) -> CommandResult<()> {
    let project = case.project.id;
    for subject in Subject::FOLLOW_UPS {
        let found = limits::parameter(cx, tx, case, subject, accepted_on).await?;
        let Some((parameter, months)) = found.and_then(|p| match p.value {
            Some(Value::Months(months)) => Some((p, months)),
            _ => None,
        }) else {
            continue;
        };
        let Ok(due_on) = accepted_on.checked_add(months.months()) else {
            continue;
        };
        let number = next(tx, "follow_up", project).await?;
        tx.exec(sql!(
            "INSERT INTO follow_up (id, project_id, number, months, due_on, article, verified, note,
                 actor, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
            cx.new_id::<()>(),
            project,
            number,
            months,
            due_on,
            &parameter.article,
            parameter.verified,
            &cx.actor.name,
            cx.now(),
        ))
        .await?;
    }
    Ok(())
}

/// A visit answers the next that is asked for; one beyond those gets a row of its own.
async fn visited(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    on: Date,
    paper: Option<PaperId>,
) -> CommandResult<()> {
    let open = of_project(tx, project)
        .await?
        .into_iter()
        .find(|f| f.visited_on.is_none());
    match open {
        Some(open) => {
            tx.exec(sql!(
                "UPDATE follow_up SET visited_on = ?, paper_id = ?, actor = ?, version = version + 1
                  WHERE id = ?",
                on,
                paper,
                &cx.actor.name,
                open.id,
            ))
            .await?
        }
        None => {
            let number = next(tx, "follow_up", project).await?;
            tx.exec(sql!(
                "INSERT INTO follow_up (id, project_id, number, due_on, article, verified,
                     visited_on, note, paper_id, actor, at)
                 VALUES (?, ?, ?, ?, '', TRUE, ?, '', ?, ?, ?)",
                cx.new_id::<()>(),
                project,
                number,
                on,
                on,
                paper,
                &cx.actor.name,
                cx.now(),
            ))
            .await?
        }
    };
    Ok(())
}

/// What a visit saw.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct VisitInput {
    /// The version of the project that was read.
    pub version: i64,
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    pub figures: Vec<FigureInput>,
    pub note: String,
    pub paper: PaperInput,
}

/// The step that records a visit in the project's present state.
pub(super) fn step_of(case: &Case) -> Option<&str> {
    case.definition
        .exits(&case.project.state)
        .find(|t| t.effect == Some(Effect::FollowUp))
        .map(|t| t.code.as_str())
}

/// True for a step that records a visit.
pub(super) fn is_visit(step: &Transition) -> bool {
    step.is_event() && step.effect == Some(Effect::FollowUp)
}

/// Records a visit with its figures and photographs, and takes its step.
pub async fn record(
    cx: &Cx,
    project: ProjectId,
    input: VisitInput,
    photos: &[PhotoInput],
    upload: Option<&Upload>,
) -> CommandResult<FollowUpId> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, project).await?;
    let Some(code) = step_of(&case).map(str::to_owned) else {
        let state = case.state_name(cx.lang);
        return Err(CommandError::refused(
            "step-not-possible",
            match cx.lang {
                Lang::Vi => format!(
                    "Đề án đang ở “{state}”; theo dõi sau hỗ trợ bắt đầu sau khi quyết toán."
                ),
                Lang::En => {
                    format!("The project is in “{state}”; visits begin after the settlement.")
                }
            },
        ));
    };
    let mut checks = Checks::new(cx.lang);
    check(&mut checks, &case, &input.figures);
    let note = super::lines(&mut checks, "note", &input.note, false);
    photo::check(&mut checks, photos);
    checks.done()?;
    let step = StepInput {
        version: input.version,
        on: input.on,
        paper: input.paper.clone(),
        note: note.clone(),
        ..StepInput::default()
    };
    let on = input.on.or(input.paper.signed_on).unwrap_or(cx.today());
    let paper = take_in(cx, &mut tx, project, &code, step, upload).await?;
    visited(cx, &mut tx, project, on, paper).await?;
    // Which visit it answers is known only now.
    duties::keep(cx, &mut tx, project).await?;
    let visit = of_project(&mut tx, project)
        .await?
        .into_iter()
        .rfind(|f| f.visited_on.is_some())
        .ok_or(CommandError::NotFound)?;
    write(cx, &mut tx, &visit, &input.figures, &note).await?;
    photo::store(cx, &mut tx, project, Of::Visit(visit.id), photos).await?;
    tx.audit(
        cx,
        "follow-up-figures",
        "project",
        project,
        None::<&()>,
        &(&input, photos.len()),
    )
    .await?;
    tx.commit().await?;
    Ok(visit.id)
}

/// Puts right the figures of a visit that was recorded.
pub async fn amend(
    cx: &Cx,
    id: FollowUpId,
    version: i64,
    figures_now: Vec<FigureInput>,
    note: &str,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let visit = find(&mut tx, id).await?.ok_or(CommandError::NotFound)?;
    let case = Case::load(cx, &mut tx, visit.project_id).await?;
    if visit.visited_on.is_none() {
        return Err(CommandError::refused(
            "not-visited",
            cx.t(
                "Lần theo dõi này chưa diễn ra. Ghi lần theo dõi trước.",
                "This visit has not taken place. Record it first.",
            ),
        ));
    }
    let mut checks = Checks::new(cx.lang);
    check(&mut checks, &case, &figures_now);
    let note = super::lines(&mut checks, "note", note, false);
    checks.done()?;
    if visit.version != version {
        return Err(CommandError::Stale);
    }
    let before = figures(&mut tx, id).await?;
    write(cx, &mut tx, &visit, &figures_now, &note).await?;
    tx.audit(
        cx,
        "follow-up-figures",
        "project",
        visit.project_id,
        Some(&before),
        &figures_now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// What has to be said of a beneficiary: what became of the machine, and labour and revenue, or why
/// they are not known. Where no establishment benefits, any figure will do.
fn check_said(
    checks: &mut Checks,
    case: &Case,
    figure: &FigureInput,
    field: impl Fn(&str) -> String,
) {
    if Accepts::of(case.project.activity).is_machine() && figure.machine.is_none() {
        let text = checks.t(
            "Chọn tình trạng máy đã thấy khi theo dõi.",
            "Choose what was seen of the machine.",
        );
        checks.fail(&field("machine"), text.to_owned());
    }
    if !kernel::clean(&figure.reason).is_empty() {
        return;
    }
    if figure.establishment_id.is_some() {
        let missing = [
            ("labour", figure.labour.is_none()),
            ("revenue", figure.revenue.is_none()),
        ];
        for (name, _) in missing.into_iter().filter(|(_, missing)| *missing) {
            let text = checks.t(
                "Ghi số liệu này, hoặc nêu lý do không có số liệu.",
                "Give this figure, or say why it is missing.",
            );
            checks.fail(&field(name), text.to_owned());
        }
        return;
    }
    let numbers = [figure.labour, figure.energy];
    let amounts = [figure.revenue, figure.income, figure.tax, figure.exports];
    let silent = numbers.iter().all(Option::is_none)
        && amounts.iter().all(Option::is_none)
        && kernel::clean(&figure.output).is_empty();
    if silent {
        let text = checks.t(
            "Ghi ít nhất một số liệu, hoặc nêu lý do không có số liệu.",
            "Give at least one figure, or say why there is none.",
        );
        checks.fail(&field("labour"), text.to_owned());
    }
}

fn check(checks: &mut Checks, case: &Case, figures: &[FigureInput]) {
    if figures.is_empty() {
        let text = checks.t(
            "Ghi số liệu của từng đơn vị.",
            "Give the figures of each beneficiary.",
        );
        checks.fail("figure_1_labour", text.to_owned());
    }
    for (i, figure) in figures.iter().enumerate() {
        let field = |name: &str| format!("figure_{}_{name}", i + 1);
        checks.optional_text(&field("output"), &figure.output, 300);
        checks.optional_text(&field("reason"), &figure.reason, 500);
        check_said(checks, case, figure, field);
        for (name, amount) in [
            ("revenue", figure.revenue),
            ("income", figure.income),
            ("tax", figure.tax),
            ("exports", figure.exports),
        ] {
            if let Some(amount) = amount {
                checks.amount(&field(name), amount);
            }
        }
        if let Some(labour) = figure.labour {
            checks.number(&field("labour"), labour, 0, 1_000_000);
        }
        if let Some(energy) = figure.energy {
            checks.number(&field("energy"), energy, 0, Dong::MAX.0);
        }
        let owner = figure.establishment_id;
        if owner.is_some_and(|o| !case.beneficiaries.iter().any(|b| b.establishment_id == o)) {
            let text = checks.t(
                "Cơ sở này không phải đơn vị thụ hưởng của đề án.",
                "This establishment is no beneficiary of the project.",
            );
            checks.fail(&field("machine"), text.to_owned());
        }
    }
}

async fn write(
    cx: &Cx,
    tx: &mut Conn,
    visit: &FollowUp,
    figures: &[FigureInput],
    note: &str,
) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE follow_up SET note = ?, actor = ?, version = version + 1 WHERE id = ?",
        note,
        &cx.actor.name,
        visit.id,
    ))
    .await?;
    tx.exec(sql!(
        "DELETE FROM follow_up_figure WHERE follow_up_id = ?",
        visit.id
    ))
    .await?;
    for (i, f) in figures.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO follow_up_figure (follow_up_id, position, establishment_id, name, machine,
                 output, revenue, labour, income, tax, exports, energy, reason)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            visit.id,
            i as i64,
            f.establishment_id,
            &f.name,
            f.machine.unwrap_or(MachineUse::None),
            kernel::clean(&f.output),
            f.revenue,
            f.labour,
            f.income,
            f.tax,
            f.exports,
            f.energy,
            kernel::clean(&f.reason),
        ))
        .await?;
    }
    Ok(())
}
