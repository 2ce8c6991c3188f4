//! Rounds of supplement (lần yêu cầu bổ sung): what an appraisal found missing in the dossier, paper by
//! paper, when it was asked and when it was answered.
//!
//! The appraiser lists the gaps; the workflow's step that asks for supplements gives the round its
//! letter and day, and the step back closes it. A step taken without a list makes a round of its
//! reason, so that every round has its number.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, row, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{Lang, ProjectId, SupplementId, Thing, Verb, format_date};
use rules::workflow::{Definition, Destination, Guard, Tone, Transition};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    StepInput,
    case::Case,
    dossier,
    guards::level_of,
    model::{Level, Project},
};

row! {
    /// One round.
    #[derive(Clone, Debug, Serialize)]
    pub struct Round {
        pub id: SupplementId,
        pub level: Level,
        /// Counted within the project and level.
        pub number: i64,
        /// None while it is being prepared.
        pub asked_on: Option<Date>,
        pub due_on: Option<Date>,
        pub listed: bool,
        pub asked_by: String,
        pub letter: String,
        pub answered_on: Option<Date>,
        pub answered_by: String,
        /// Number of the letter that answered.
        pub answer: String,
        pub version: i64,
    }
}

row! {
    /// Something missing or wrong.
    #[derive(Clone, Debug, Serialize)]
    pub struct Gap {
        pub id: Uuid,
        pub round_id: SupplementId,
        /// Code of the paper in the check-list; empty for the dossier as a whole.
        pub item: String,
        pub gap: String,
        pub answer: String,
        pub answered_by: String,
        pub answered_at: Option<Timestamp>,
    }
}

impl Round {
    /// Answered after its day, or not answered though the day is over.
    pub fn is_late(&self, today: Date) -> bool {
        let until = self.answered_on.unwrap_or(today);
        self.asked_on.is_some() && self.due_on.is_some_and(|due| until > due)
    }
}

/// A gap as the appraiser lists it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct GapInput {
    /// Code of the paper in the check-list; empty for the dossier as a whole.
    pub item: String,
    pub gap: String,
}

/// What the next letter asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RoundInput {
    /// The day until which the answer is wanted.
    pub due_on: Option<Date>,
    pub gaps: Vec<GapInput>,
}

/// The answer to one gap.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GapAnswer {
    pub id: Uuid,
    pub answer: String,
}

const MOST: usize = 100;

/// The rounds of a project, the newest first, each with its gaps.
pub async fn rounds(conn: &mut Conn, id: ProjectId) -> Result<Vec<(Round, Vec<Gap>)>, DbError> {
    let rounds: Vec<Round> = conn
        .all(sql!(
            "SELECT id, level, number, asked_on, due_on, listed, asked_by, letter, answered_on,
                    answered_by, answer, version
               FROM supplement_round WHERE project_id = ? ORDER BY level DESC, number DESC",
            id
        ))
        .await?;
    let gaps: Vec<Gap> = conn
        .all(sql!(
            "SELECT g.id, g.round_id, g.item, g.gap, g.answer, g.answered_by, g.answered_at
               FROM supplement_gap g JOIN supplement_round r ON r.id = g.round_id
              WHERE r.project_id = ? ORDER BY g.position",
            id
        ))
        .await?;
    Ok(rounds
        .into_iter()
        .map(|round| {
            let own = gaps.iter().filter(|g| g.round_id == round.id);
            let own = own.cloned().collect();
            (round, own)
        })
        .collect())
}

/// The step that asks for supplements in a state, and the level of the appraisal that goes on there.
pub(super) fn asking<'d>(
    definition: &'d Definition,
    state: &str,
) -> Option<(&'d Transition, Level)> {
    let level = definition
        .exits(state)
        .find(|step| step.guards.contains(&Guard::CriteriaDecided))
        .map(level_of)?;
    let waits = |code: &str| {
        definition
            .state(code)
            .is_some_and(|s| s.tone == Tone::Waiting)
    };
    definition
        .exits(state)
        .find(|step| matches!(&step.to, Destination::State(to) if waits(to)))
        .map(|step| (step, level))
}

/// True when the actor's role asks for supplements in the present state.
pub(super) fn may_ask(cx: &Cx, case: &Case) -> bool {
    cx.actor.may(Verb::Decide, Thing::Project)
        && asking(&case.definition, &case.project.state)
            .is_some_and(|(step, _)| step.roles.contains(&cx.actor.role))
}

/// The round that is open: prepared, or asked and not answered.
async fn open_round(conn: &mut Conn, id: ProjectId) -> Result<Option<(Round, Vec<Gap>)>, DbError> {
    let all = rounds(conn, id).await?;
    Ok(all.into_iter().find(|(r, _)| r.answered_on.is_none()))
}

/// Lists what is missing, for the next letter. A list that was not sent yet is replaced.
pub async fn prepare_round(
    cx: &Cx,
    id: ProjectId,
    input: RoundInput,
) -> CommandResult<SupplementId> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    let allowed = may_ask(cx, &case);
    let Some((_, level)) = asking(&case.definition, &case.project.state).filter(|_| allowed) else {
        let state = case.state_name(cx.lang);
        return Err(CommandError::refused(
            "supplement-not-possible",
            match cx.lang {
                Lang::Vi => {
                    format!(
                        "Đề án đang ở “{state}”; vai trò của bạn không yêu cầu bổ sung lúc này."
                    )
                }
                Lang::En => {
                    format!("The project is in “{state}”; your role asks for no supplements now.")
                }
            },
        ));
    };
    crate::council::interest::refuse_barred(cx, &mut tx, id, &case.project.code).await?;
    let lines = dossier::lines(cx, &mut tx, &case, cx.today()).await?;
    let mut checks = Checks::new(cx.lang);
    checks.optional_date("due_on", input.due_on, None);
    if input.due_on.is_some_and(|due| due < cx.today()) {
        let text = checks.t("Hạn này đã qua.", "This day is over.");
        checks.fail("due_on", text.to_owned());
    }
    for gap in &input.gaps {
        let field = match gap.item.is_empty() {
            true => "gap_other".to_owned(),
            false => format!("gap_{}", gap.item),
        };
        checks.text(&field, &gap.gap, 1_000);
        if !gap.item.is_empty() && !lines.iter().any(|line| line.item.code == gap.item) {
            let text = checks.t(
                "Giấy tờ này không có trong danh mục hồ sơ của đề án.",
                "This paper is not in the check-list of the project.",
            );
            checks.fail(&field, text.to_owned());
        }
    }
    if input.gaps.is_empty() || input.gaps.len() > MOST {
        let text = checks.t(
            "Ghi ít nhất một điểm cần bổ sung, nhiều nhất 100 điểm.",
            "List at least one gap, and at most 100.",
        );
        checks.fail("gap_other", text.to_owned());
    }
    checks.done()?;
    if let Some((old, _)) = open_round(&mut tx, id).await? {
        remove(&mut tx, old.id).await?;
    }
    let round = new_round(cx, &mut tx, id, level, input.due_on, true).await?;
    for gap in &input.gaps {
        new_gap(cx, &mut tx, round, &gap.item, &kernel::clean(&gap.gap)).await?;
    }
    tx.audit(cx, "supplement-round", "project", id, None::<&()>, &input)
        .await?;
    tx.commit().await?;
    Ok(round)
}

/// Takes a list away that was not sent yet; the audit trail keeps it.
async fn remove(tx: &mut Conn, round: SupplementId) -> Result<(), DbError> {
    tx.exec(sql!("DELETE FROM supplement_gap WHERE round_id = ?", round))
        .await?;
    tx.exec(sql!("DELETE FROM supplement_round WHERE id = ?", round))
        .await?;
    Ok(())
}

async fn new_round(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    level: Level,
    due_on: Option<Date>,
    listed: bool,
) -> CommandResult<SupplementId> {
    let (last,) = tx
        .one::<(i64,)>(sql!(
            "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM supplement_round
              WHERE project_id = ? AND level = ?",
            id,
            level,
        ))
        .await?;
    let round: SupplementId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO supplement_round (id, project_id, level, number, due_on, listed, asked_by,
             letter, answered_by, answer, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', ?)",
        round,
        id,
        level,
        last + 1,
        due_on,
        listed,
        &cx.actor.name,
        cx.now(),
    ))
    .await
    .map_err(|e| {
        let numbers = e.breaks_unique("supplement_round", &["project_id", "level", "number"]);
        match numbers || e.breaks_unique("supplement_round", &["project_id"]) {
            true => CommandError::Stale,
            false => e.into(),
        }
    })?;
    Ok(round)
}

async fn new_gap(
    cx: &Cx,
    tx: &mut Conn,
    round: SupplementId,
    item: &str,
    gap: &str,
) -> CommandResult<()> {
    let (last,) = tx
        .one::<(i64,)>(sql!(
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM supplement_gap
              WHERE round_id = ?",
            round,
        ))
        .await?;
    tx.exec(sql!(
        "INSERT INTO supplement_gap (id, round_id, position, item, gap, answer, answered_by)
         VALUES (?, ?, ?, ?, ?, '', '')",
        cx.new_id::<()>(),
        round,
        last + 1,
        item,
        gap,
    ))
    .await?;
    Ok(())
}

/// Answers gaps of the round that was asked; an empty answer leaves a gap open.
pub async fn answer_gaps(
    cx: &Cx,
    id: ProjectId,
    round: SupplementId,
    answers: &[GapAnswer],
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    let found = open_round(&mut tx, case.project.id).await?;
    let Some((asked, gaps)) = found.filter(|(r, _)| r.id == round && r.asked_on.is_some()) else {
        return Err(CommandError::refused(
            "round-not-open",
            cx.t(
                "Lần yêu cầu bổ sung này chưa gửi hoặc đã trả lời xong.",
                "This round was not sent yet, or is answered.",
            ),
        ));
    };
    let mut checks = Checks::new(cx.lang);
    for answer in answers {
        checks.optional_text(&format!("answer_{}", answer.id), &answer.answer, 1_000);
        if !gaps.iter().any(|g| g.id == answer.id) {
            return Err(CommandError::NotFound);
        }
    }
    checks.done()?;
    for answer in answers {
        let text = kernel::clean(&answer.answer);
        tx.exec(sql!(
            "UPDATE supplement_gap SET answer = ?, answered_by = ?, answered_at = ?
              WHERE id = ? AND answer <> ?",
            &text,
            &cx.actor.name,
            cx.now(),
            answer.id,
            &text,
        ))
        .await?;
    }
    tx.audit(
        cx,
        "supplement-answer",
        "project",
        id,
        Some(&gaps),
        &(asked.number, answers),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Follows a step of the workflow: the one that asks sends the round, the one back closes it.
pub(super) async fn follow(
    cx: &Cx,
    tx: &mut Conn,
    before: &Project,
    case: &Case,
    input: &StepInput,
    on: Date,
) -> CommandResult<()> {
    let definition = &case.definition;
    let waits = case.tone() == Tone::Waiting;
    let (id, letter) = (case.project.id, kernel::clean(&input.paper.number));
    let asked = asking(definition, &before.state)
        .filter(|(step, _)| step.to == Destination::State(case.project.state.clone()));
    if let Some((_, level)) = asked {
        let round = match open_round(tx, id).await? {
            Some((round, _)) => round.id,
            None => {
                let round = new_round(cx, tx, id, level, None, false).await?;
                new_gap(cx, tx, round, "", &kernel::clean(&input.reason)).await?;
                round
            }
        };
        tx.exec(sql!(
            "UPDATE supplement_round SET asked_on = ?, letter = ?, asked_by = ?,
                 version = version + 1
              WHERE id = ?",
            on,
            letter,
            &cx.actor.name,
            round,
        ))
        .await?;
        return Ok(());
    }
    let Some((round, gaps)) = open_round(tx, id).await? else {
        return Ok(());
    };
    let Some(asked_on) = round.asked_on else {
        // A list that was never sent goes with the appraisal that it belonged to.
        if before.state != case.project.state {
            remove(tx, round.id).await?;
        }
        return Ok(());
    };
    // Withdrawing answers nothing.
    if waits || case.is_ended() {
        return Ok(());
    }
    if on < asked_on {
        let day = format_date(asked_on);
        return Err(CommandError::field(
            "paper_signed_on",
            match cx.lang {
                Lang::Vi => format!("Ngày này đứng trước ngày yêu cầu bổ sung ({day})."),
                Lang::En => format!("This day lies before the supplements were asked for ({day})."),
            },
        ));
    }
    let bare = gaps.iter().filter(|g| g.answer.is_empty()).count();
    if round.listed && bare > 0 {
        return Err(CommandError::refused(
            "gaps-unanswered",
            match cx.lang {
                Lang::Vi => format!(
                    "Còn {bare} điểm cần bổ sung chưa trả lời. Mở phần Hồ sơ của đề án để trả lời từng điểm."
                ),
                Lang::En => format!(
                    "{bare} gaps are not answered yet. Answer them on the dossier tab of the project."
                ),
            },
        ));
    }
    tx.exec(sql!(
        "UPDATE supplement_round SET answered_on = ?, answered_by = ?, answer = ?,
             version = version + 1
          WHERE id = ?",
        on,
        &cx.actor.name,
        letter,
        round.id,
    ))
    .await?;
    Ok(())
}
