//! The life of a project, on both databases.

mod bad_input;
mod kinds;
mod limits;
mod money;
mod obligations;
mod path;
mod property;
mod roster;
mod supplement;
mod views;
pub(crate) mod walk;
