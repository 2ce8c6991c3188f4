//! Tasks of the Centre's implementation plan (nhiệm vụ của kế hoạch triển khai): what, of which
//! project, which department and person, from when to when, after which others, how far; and what
//! holds them up (vướng mắc), who unties it and by when.
//!
//! - `model.rs`: the task, its reports, obstacles and neighbours.
//! - `store.rs`: reading; people see the tasks of their provinces and those they have to do.
//! - `commands.rs`: giving, changing, reporting. `links.rs`: dependencies and obstacles.
//! - `list.rs`: list, board and sheet. `pages.rs`: the record and its forms. `api.rs`: JSON.

mod api;
mod commands;
mod links;
mod list;
mod model;
mod obstacle_pages;
mod pages;
mod samples;
mod sheet;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use commands::{ReportInput, TaskInput, create, edit, report};
pub use links::{
    ObstacleInput, add_dependency, raise_obstacle, remove_dependency, resolve_obstacle,
};
pub use model::{Neighbour, Obstacle, Report, Task, TaskState};
pub use store::{Filter, StateFilter};

pub(crate) use api::router as api;
pub(crate) use samples::samples;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey, Routes};

pub const MIGRATION: Migration = Migration::both(
    "20260111_1_task",
    include_str!("../../migrations/20260111_1_task.sql"),
);

pub(crate) const NAV: NavEntry = NavEntry {
    section: NavKey::Work,
    order: 1,
    label: ("Nhiệm vụ", "Tasks"),
    href: "/tasks",
    thing: Some(Thing::Task),
    key: Some('n'),
};

pub(crate) fn routes() -> Routes {
    list::routes().merge(pages::routes())
}
