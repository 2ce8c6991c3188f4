//! The days that deadlines and terms on record give a project. They are kept when it moves, by the row
//! in force then: an office that changes a deadline later makes nobody late.

use db::{CommandResult, Conn, Cx, DbError, sql};
use jiff::{ToSpan as _, civil::Date};
use kernel::{ProjectId, UnitId};
use rules::{
    FundingScope,
    parameter::{Subject, Value, YearDay},
};

use crate::ports::{Parameter, ParameterQuestion, Parameters};

/// The most periods of one project: five years of months.
const MOST: usize = 60;

db::row! {
    /// What the days of a project follow from.
    struct Facts {
        scope: String,
        province_id: UnitId,
        year: i64,
        drafted_on: Date,
        ends_on: Option<Date>,
        accepted_on: Option<Date>,
        registered_on: Option<Date>,
        contracted_on: Option<Date>,
    }
}

/// Keeps the days of a project as its state asks for them: those of the registration until it is
/// registered, the periods of its reports from the contract to the acceptance. What is past stays.
pub(super) async fn keep(cx: &Cx, tx: &mut Conn, id: ProjectId) -> CommandResult<()> {
    let Some(facts) = facts(tx, id).await? else {
        return Ok(());
    };
    match (facts.contracted_on, facts.accepted_on) {
        (Some(contracted_on), None) => periods_of(cx, tx, id, &facts, contracted_on).await,
        (None, None) if facts.registered_on.is_none() => registration(cx, tx, id, &facts).await,
        _ => Ok(()),
    }
}

async fn facts(conn: &mut Conn, id: ProjectId) -> Result<Option<Facts>, DbError> {
    conn.opt(sql!(
        "SELECT p.scope, p.province_id, p.year, p.drafted_on, p.ends_on, p.accepted_on,
                (SELECT MIN(e.on_date) FROM project_event e
                  WHERE e.project_id = p.id AND e.step IN ('registration', 'direct-submission'))
                AS registered_on,
                (SELECT MIN(e.on_date) FROM project_event e
                  WHERE e.project_id = p.id AND e.step = 'contract') AS contracted_on
           FROM project p WHERE p.id = ?",
        id
    ))
    .await
}

async fn parameter(
    cx: &Cx,
    tx: &mut Conn,
    facts: &Facts,
    subject: Subject,
    on: Date,
) -> CommandResult<Option<Parameter>> {
    let Some(scope) = FundingScope::from_code(&facts.scope) else {
        return Ok(None);
    };
    let question = ParameterQuestion {
        subject,
        scope,
        province: facts.province_id,
        on,
    };
    cx.port::<dyn Parameters>().find(cx, tx, question).await
}

/// The list goes to the department by one deadline, national plans to the Ministry by another. A
/// deadline that had passed when the project was drawn up asks nothing of it.
async fn registration(cx: &Cx, tx: &mut Conn, id: ProjectId, facts: &Facts) -> CommandResult<()> {
    let national = facts.scope == FundingScope::Kcqg.code();
    for (kind, subject, asked) in [
        ("registration_request", Subject::RequestClose, true),
        ("registration", Subject::RegistrationClose, national),
    ] {
        clear(tx, id, kind).await?;
        if !asked {
            continue;
        }
        let found = parameter(cx, tx, facts, subject, facts.drafted_on).await?;
        let Some((deadline, parameter)) = found.and_then(|p| match p.value {
            Some(Value::Deadline(day)) => Some((day, p)),
            _ => None,
        }) else {
            continue;
        };
        let due_on = last_day(deadline, facts.year).filter(|due| facts.drafted_on <= *due);
        if let Some(due_on) = due_on {
            insert(tx, id, (kind, 1, None, due_on), &parameter).await?;
        }
    }
    Ok(())
}

/// The last day that is in time: of “trước ngày” the day before.
fn last_day(deadline: YearDay, year: i64) -> Option<Date> {
    let day = deadline.day_of(year)?;
    match deadline.inclusive {
        true => Some(day),
        false => day.yesterday().ok(),
    }
}

async fn periods_of(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    facts: &Facts,
    contracted_on: Date,
) -> CommandResult<()> {
    const KIND: &str = "progress_report";
    clear(tx, id, KIND).await?;
    let found = parameter(cx, tx, facts, Subject::ProgressReport, contracted_on).await?;
    let Some((months, parameter)) = found.and_then(|p| match p.value {
        Some(Value::Months(months)) => Some((months, p)),
        _ => None,
    }) else {
        return Ok(());
    };
    let year_end = |year: i16| Date::new(year, 12, 31).unwrap_or(contracted_on);
    let year = i16::try_from(facts.year).unwrap_or(contracted_on.year());
    let until = facts
        .ends_on
        .filter(|end| *end >= contracted_on)
        .unwrap_or_else(|| year_end(year.max(contracted_on.year())));
    for (number, (from, to)) in (1..).zip(periods(contracted_on, until, months)) {
        insert(tx, id, (KIND, number, Some(from), to), &parameter).await?;
    }
    Ok(())
}

/// The periods of so many months from a day that are over by another, each with its first and last
/// day. Where so many months divide a year they are those of the calendar: quarters, half-years.
fn periods(from: Date, until: Date, months: i64) -> Vec<(Date, Date)> {
    let mut all = Vec::new();
    if months < 1 {
        return all;
    }
    let mut start = from;
    while all.len() < MOST {
        let passed = match 12 % months {
            0 => (i64::from(start.month()) - 1) % months,
            _ => 0,
        };
        let begun = match 12 % months {
            0 => start.first_of_month(),
            _ => start,
        };
        let Ok(next) = begun.checked_add((months - passed).months()) else {
            break;
        };
        let Ok(last) = next.yesterday() else { break };
        if last > until {
            break;
        }
        all.push((start, last));
        start = next;
    }
    all
}

async fn clear(tx: &mut Conn, id: ProjectId, kind: &str) -> Result<(), DbError> {
    tx.exec(sql!(
        "DELETE FROM project_day WHERE project_id = ? AND kind = ?",
        id,
        kind
    ))
    .await?;
    Ok(())
}

async fn insert(
    tx: &mut Conn,
    id: ProjectId,
    (kind, number, starts_on, due_on): (&str, i64, Option<Date>, Date),
    parameter: &Parameter,
) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO project_day (project_id, kind, number, starts_on, due_on, article, verified)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        kind,
        number,
        starts_on,
        due_on,
        &parameter.article,
        parameter.verified,
    ))
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn quarters_are_those_of_the_calendar_and_other_terms_count_from_the_contract() {
        let signed = date(2022, 3, 15);
        assert_eq!(
            periods(signed, date(2022, 11, 30), 3),
            [
                (signed, date(2022, 3, 31)),
                (date(2022, 4, 1), date(2022, 6, 30)),
                (date(2022, 7, 1), date(2022, 9, 30)),
            ]
        );
        assert_eq!(
            periods(signed, date(2022, 12, 31), 5),
            [(signed, date(2022, 8, 14))]
        );
        assert_eq!(periods(signed, date(2022, 3, 30), 1), []);
        assert_eq!(periods(signed, date(2022, 12, 31), 0), []);
        assert_eq!(periods(signed, date(2090, 1, 1), 1).len(), MOST);
    }

    #[test]
    fn before_a_day_means_the_day_before_at_the_latest() {
        let mut deadline = YearDay {
            month: 6,
            day: 20,
            year_offset: -1,
            inclusive: false,
        };
        assert_eq!(last_day(deadline, 2023), Some(date(2022, 6, 19)));
        deadline.inclusive = true;
        assert_eq!(last_day(deadline, 2023), Some(date(2022, 6, 20)));
    }
}
