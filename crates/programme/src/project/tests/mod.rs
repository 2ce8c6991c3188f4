//! The life of a project, on both databases.

mod bad_input;
mod money;
mod path;
mod supplement;
mod views;
pub mod walk;
