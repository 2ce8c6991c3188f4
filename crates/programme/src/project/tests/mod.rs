//! The life of a project, on both databases.

mod bad_input;
mod money;
mod obligations;
mod path;
mod views;
mod walk;
