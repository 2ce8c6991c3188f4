//! What the reader has to do besides the projects that wait: tasks, obstacles, duties.

use db::Conn;
use kernel::{Dong, Lang, Thing, Verb};
use web_kit::{Web, WebError};
use work::obligation::MOST_COUNTED;

/// A task, an obstacle to untie or a duty, with a mark of how late it is.
pub(super) struct Due {
    pub label: String,
    /// What it belongs to.
    pub of: String,
    pub href: String,
    pub on: String,
    pub late: String,
    pub illustration: bool,
}

/// What the reader has to do besides projects.
#[derive(Default)]
pub(super) struct MyWork {
    /// Whether the reader has tasks at all.
    pub shown: bool,
    pub tasks: Vec<Due>,
    pub tasks_total: i64,
    pub obstacles: Vec<Due>,
    pub duties: Vec<Due>,
    /// As people write numbers, "hơn 10.000" where they were not counted to the end.
    pub late_total: String,
    pub soon_total: String,
    /// (late, soon) of everything that somebody who leads sees, as people write numbers.
    pub of_all: Option<(String, String)>,
    /// Whether the list of duties is open to the reader.
    pub lists_duties: bool,
}

fn counted(count: i64, lang: Lang) -> String {
    let shown = Dong(count.min(MOST_COUNTED)).grouped();
    match count > MOST_COUNTED {
        true => format!("{} {shown}", lang.t("hơn", "more than")),
        false => shown,
    }
}

pub(super) async fn my_work(web: &Web, conn: &mut Conn) -> Result<MyWork, WebError> {
    let (today, lang) = (web.cx.today(), web.cx.lang);
    let mine = work::mine::mine(&web.cx, conn).await?;
    let may = |thing| web.cx.actor.may(Verb::View, thing);
    let tasks = mine.tasks.into_iter().map(|task| Due {
        href: format!("/tasks/{}", task.id),
        on: task.due(),
        late: task.lateness(today, lang),
        of: task.badge(lang).0.to_owned(),
        illustration: task.illustration,
        label: task.title,
    });
    let obstacles = mine.obstacles.into_iter().map(|(obstacle, title)| Due {
        href: format!("/tasks/{}", obstacle.task_id),
        on: obstacle.due(),
        late: obstacle.lateness(today, lang),
        of: title,
        illustration: obstacle.illustration,
        label: obstacle.description,
    });
    let duties = mine.duties.into_iter().map(|duty| Due {
        href: web
            .app
            .record_path(&duty.thing, &duty.record_id.to_string())
            .unwrap_or_default(),
        on: duty.due(),
        late: duty.lateness(today, lang),
        label: duty.label(lang).to_owned(),
        illustration: duty.illustration,
        of: duty.title,
    });
    Ok(MyWork {
        shown: may(Thing::Task),
        tasks: tasks.collect(),
        tasks_total: mine.tasks_total,
        obstacles: obstacles.collect(),
        duties: duties.collect(),
        late_total: counted(mine.late_total, lang),
        soon_total: counted(mine.soon_total, lang),
        of_all: mine
            .of_all
            .map(|(late, soon)| (counted(late, lang), counted(soon, lang))),
        lists_duties: may(Thing::Obligation),
    })
}
