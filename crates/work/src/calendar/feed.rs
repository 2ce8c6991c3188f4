//! What stands in a calendar, and how it is written.

use db::{Conn, Cx, DbError, PageRequest};
use icalendar::{Calendar, Component as _, Event, Property};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use kernel::{AccountId, Lang};

use super::MOST;
use crate::{
    obligation::{self, Obligation, Standing, Whose, store as obligations},
    task::{Filter, Obstacle, StateFilter, Task, store as tasks_store},
};

/// The open tasks of a person, and the obstacles that they have to untie, with their task's title.
pub(super) struct Tasks {
    tasks: Vec<Task>,
    obstacles: Vec<(Obstacle, String)>,
}

pub(super) async fn tasks(cx: &Cx, conn: &mut Conn, account: AccountId) -> Result<Tasks, DbError> {
    let filter = Filter {
        state: StateFilter::Open,
        person: Some(account),
        ..Filter::default()
    };
    let request = PageRequest {
        page: 1,
        size: MOST,
    };
    Ok(Tasks {
        tasks: tasks_store::list(conn, &cx.actor, &filter, request)
            .await?
            .rows,
        obstacles: tasks_store::obstacles_of(conn, account, MOST).await?,
    })
}

/// The open duties of a person and of their role.
pub(super) async fn duties(
    cx: &Cx,
    conn: &mut Conn,
    account: AccountId,
) -> Result<Vec<Obligation>, DbError> {
    let filter = obligation::Filter {
        standing: Standing::Open,
        whose: Whose::Person(account, Some(cx.actor.role)),
        records_only: true,
        ..obligation::Filter::default()
    };
    let request = PageRequest {
        page: 1,
        size: MOST,
    };
    let (page, _) = obligations::list(conn, &cx.actor, &filter, cx.today(), request).await?;
    Ok(page.rows)
}

/// A whole-day event.
struct Day {
    uid: String,
    on: Date,
    summary: String,
    description: String,
    url: String,
}

pub(super) fn calendar(cx: &Cx, root: &str, tasks: &Tasks, duties: &[Obligation]) -> String {
    let mut calendar = Calendar::new()
        .name("Việc khuyến công")
        .append_property(
            Property::new("REFRESH-INTERVAL", "PT1H")
                .add_parameter("VALUE", "DURATION")
                .done(),
        )
        .done();
    let at = |path: String| match root {
        "" => String::new(),
        _ => format!("{root}{path}"),
    };
    for task in &tasks.tasks {
        calendar.push(event(
            cx.now(),
            Day {
                uid: format!("task-{}", task.id),
                on: task.due_on,
                summary: format!("Hạn: {}", task.title),
                description: format!("{}, {} %", task.state.label(Lang::Vi), task.progress),
                url: at(format!("/tasks/{}", task.id)),
            },
        ));
    }
    for (obstacle, title) in &tasks.obstacles {
        calendar.push(event(
            cx.now(),
            Day {
                uid: format!("obstacle-{}", obstacle.id),
                on: obstacle.due_on,
                summary: format!("Gỡ vướng mắc: {title}"),
                description: obstacle.description.clone(),
                url: at(format!("/tasks/{}", obstacle.task_id)),
            },
        ));
    }
    for duty in duties {
        calendar.push(event(
            cx.now(),
            Day {
                uid: format!("{}-{}", duty.kind, duty.record_id),
                on: duty.due_on,
                summary: format!("{}: {}", duty.label(Lang::Vi), duty.title),
                description: duty.owner.clone(),
                url: at(format!("/records/{}/{}", duty.thing, duty.record_id)),
            },
        ));
    }
    calendar.to_string()
}

fn event(now: Timestamp, day: Day) -> Event {
    let date = |on: Date| on.strftime("%Y%m%d").to_string();
    let whole = |name: &str, on: Date| {
        Property::new(name, date(on))
            .add_parameter("VALUE", "DATE")
            .done()
    };
    let after = day.on.saturating_add(1.day());
    let mut event = Event::new();
    event
        .uid(&format!("{}@khuyencong", day.uid))
        .add_property("DTSTAMP", now.strftime("%Y%m%dT%H%M%SZ").to_string())
        .append_property(whole("DTSTART", day.on))
        .append_property(whole("DTEND", after))
        .summary(&day.summary)
        .description(&day.description)
        // The day itself is not filled: other appointments find room on it.
        .add_property("TRANSP", "TRANSPARENT");
    if !day.url.is_empty() {
        event.url(&day.url);
    }
    event.done()
}
