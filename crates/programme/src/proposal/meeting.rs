//! The meeting in which a level selects among the proposals of a plan (họp xét chọn): when, where, who
//! was there. Its minutes say so.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Migration, row, sql};
use jiff::civil::Date;
use kernel::{Lang, PlanId, Thing, Verb, format_date};
use rules::FundingScope;
use serde::{Deserialize, Serialize};

use super::model::Holder;
use crate::plan::{self, Plan};

pub const MIGRATION: Migration = Migration::both(
    "20260106_98_selection_meeting",
    include_str!("../../migrations/20260106_98_selection_meeting.sql"),
);

/// The most people of one meeting.
const MOST: usize = 100;

row! {
    /// A meeting as it is kept.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct Meeting {
        pub held_on: Date,
        /// As people write it: `8 giờ 30`; empty when not noted.
        pub starts_at: String,
        pub place: String,
        pub chair: String,
        pub secretary: String,
        /// One a line: name, post, body.
        pub attendees: String,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Meeting {
    /// `8 giờ 30, ngày 15/06/2022`, in the language of papers.
    pub fn when(&self) -> String {
        let day = format_date(self.held_on);
        match self.starts_at.is_empty() {
            true => format!("ngày {day}"),
            false => format!("{}, ngày {day}", self.starts_at),
        }
    }

    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.attendees.lines()
    }
}

/// What somebody says of a meeting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingInput {
    pub held_on: Option<Date>,
    pub starts_at: String,
    pub place: String,
    pub chair: String,
    pub secretary: String,
    /// One a line.
    pub attendees: String,
}

/// The level whose proposals a person weighs: the department its own, everybody else those of the
/// level that decides on the plan.
pub(super) fn level(cx: &Cx, plan: &Plan) -> Holder {
    match Holder::of(cx.actor.role) {
        Some(Holder::Department) => Holder::Department,
        _ => Holder::deciding(plan.area().scope),
    }
}

/// The meeting of a level on a plan that was found within the actor's scope.
pub async fn of_plan(
    conn: &mut Conn,
    plan: PlanId,
    holder: Holder,
) -> Result<Option<Meeting>, DbError> {
    conn.opt(sql!(
        "SELECT held_on, starts_at, place, chair, secretary, attendees, illustration, version
           FROM selection_meeting WHERE plan_id = ? AND holder = ?",
        plan,
        holder,
    ))
    .await
}

/// Writes the meeting of the actor's level. `version` is the one the person saw, 0 when there was none.
pub async fn record(cx: &Cx, id: PlanId, version: i64, input: MeetingInput) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Proposal)?;
    let mut tx = cx.begin().await?;
    let plan = plan::store::find(cx, &mut tx, id).await?;
    let holder = own_level(cx, &plan)?;
    let mut checks = Checks::new(cx.lang);
    let held_on = checks.date("held_on", input.held_on, Some(cx.today()));
    let starts_at = checks.optional_text("starts_at", &input.starts_at, 20);
    let place = checks.text("place", &input.place, 300);
    let chair = checks.text("chair", &input.chair, 200);
    let secretary = checks.text("secretary", &input.secretary, 200);
    let attendees = people(&mut checks, &input.attendees);
    checks.done()?;
    let before = of_plan(&mut tx, id, holder).await?;
    let written = match version {
        0 => {
            tx.exec(sql!(
                "INSERT INTO selection_meeting (plan_id, holder, held_on, starts_at, place, chair,
                     secretary, attendees, illustration)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                holder,
                held_on,
                &starts_at,
                &place,
                &chair,
                &secretary,
                &attendees,
                cx.illustration || plan.illustration,
            ))
            .await
        }
        _ => {
            tx.exec(sql!(
                "UPDATE selection_meeting SET held_on = ?, starts_at = ?, place = ?, chair = ?,
                     secretary = ?, attendees = ?, version = version + 1
                  WHERE plan_id = ? AND holder = ? AND version = ?",
                held_on,
                &starts_at,
                &place,
                &chair,
                &secretary,
                &attendees,
                id,
                holder,
                version,
            ))
            .await
        }
    };
    let written = written.map_err(|error| {
        if error.breaks_unique("selection_meeting", &["plan_id", "holder"]) {
            return CommandError::Stale;
        }
        error.into()
    })?;
    if written == 0 {
        return Err(CommandError::Stale);
    }
    let after = of_plan(&mut tx, id, holder).await?;
    let verb = "selection-meeting";
    tx.audit(cx, verb, "plan", id, before.as_ref(), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The level at which the person selects among the proposals of this plan.
pub(super) fn own_level(cx: &Cx, plan: &Plan) -> CommandResult<Holder> {
    let scope = FundingScope::of(plan.scope).ok_or(CommandError::NotFound)?;
    match Holder::of(cx.actor.role) {
        Some(holder) if holder >= Holder::Department && holder <= Holder::deciding(scope) => {
            Ok(holder)
        }
        _ => Err(CommandError::role(cx.lang)),
    }
}

/// The people, one a line; at least one.
fn people(checks: &mut Checks, text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(kernel::clean)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.is_empty() {
        let message = checks.t(
            "Ghi người dự họp, mỗi người một dòng.",
            "Name who was there, one a line.",
        );
        checks.fail("attendees", message);
    }
    let long = lines.iter().any(|line| line.chars().count() > 200);
    if lines.len() > MOST || long {
        let message = match checks.lang {
            Lang::Vi => format!("Tối đa {MOST} người, mỗi dòng tối đa 200 chữ."),
            Lang::En => format!("At most {MOST} people, each line at most 200 letters."),
        };
        checks.fail("attendees", message);
    }
    lines.join("\n")
}
