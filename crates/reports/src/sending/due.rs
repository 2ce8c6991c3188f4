//! The days by which reports are due, taken from the deadlines on record.

use db::{BoxFuture, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::{Date, date};
use kernel::{UnitId, UnitLevel};
use reference::units;
use rules::parameter::{Subject, YearDay};

use super::model::Period;

/// A deadline as it applies to a province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub day: YearDay,
    /// The text that says so, as officials quote it.
    pub article: String,
    pub verified: bool,
}

/// Who keeps the deadlines.
pub trait Deadlines: Send + Sync {
    /// The row that applies to a province on a day; None when there is none, or it says no day.
    fn find<'a>(
        &'a self,
        conn: &'a mut Conn,
        subject: Subject,
        province: UnitId,
        on: Date,
    ) -> BoxFuture<'a, Result<Option<Deadline>, DbError>>;
}

/// Writes down by which day each province reports on this year and the last, where it had projects
/// or results then. A day that has passed stays as it was: a deadline that is changed later makes
/// nobody late. Answers with how many were new or moved.
pub async fn prepare(cx: &Cx) -> CommandResult<u64> {
    let Some(port) = cx.ports.find::<dyn Deadlines>() else {
        return Ok(0);
    };
    let today = cx.today();
    let mut tx = cx.begin().await?;
    let mut changed = 0;
    for year in [today.year() - 1, today.year()] {
        for province in reporting(&mut tx, year, today).await? {
            for period in Period::ALL {
                let on = date(year, 12, 31).min(today);
                let found = port.find(&mut tx, period.subject(), province, on).await?;
                let Some(deadline) = found else { continue };
                let Some(due_on) = last_day(deadline.day, i64::from(year)) else {
                    continue;
                };
                changed += tx
                    .exec(sql!(
                        "INSERT INTO report_due (id, kind, province_id, year, due_on, article, verified)
                         VALUES (?, ?, ?, ?, ?, ?, ?)
                         ON CONFLICT (kind, province_id, year) DO UPDATE
                             SET due_on = excluded.due_on, article = excluded.article,
                                 verified = excluded.verified
                           WHERE report_due.due_on >= ?
                             AND (report_due.due_on <> excluded.due_on
                                  OR report_due.article <> excluded.article
                                  OR report_due.verified <> excluded.verified)",
                        cx.new_id::<()>(),
                        period,
                        province,
                        i64::from(year),
                        due_on,
                        &deadline.article,
                        deadline.verified,
                        today,
                    ))
                    .await?;
            }
        }
    }
    tx.commit().await?;
    Ok(changed)
}

/// The provinces of today that, with those merged into them, had projects or results in a year.
async fn reporting(conn: &mut Conn, year: i16, today: Date) -> CommandResult<Vec<UnitId>> {
    let rows: Vec<(UnitId,)> = conn
        .all(sql!(
            "SELECT DISTINCT province_id FROM project_summary WHERE year = ?
             UNION SELECT DISTINCT province_id FROM report_fact WHERE year = ?",
            i64::from(year),
            i64::from(year),
        ))
        .await?;
    let mut provinces = Vec::new();
    for (id,) in rows {
        let now = units::at(conn, id, today).await?;
        provinces.extend(
            now.into_iter()
                .filter(|unit| unit.level == UnitLevel::Province)
                .map(|unit| unit.id),
        );
    }
    provinces.sort_unstable();
    provinces.dedup();
    Ok(provinces)
}

/// The last day that is in time: of “trước ngày” the day before.
fn last_day(deadline: YearDay, year: i64) -> Option<Date> {
    let day = deadline.day_of(year)?;
    match deadline.inclusive {
        true => Some(day),
        false => day.yesterday().ok(),
    }
}
