//! The whole program: which modules there are, how they answer each other, the server, the command
//! line, the demonstration.
//!
//! Start at [`modules`]: the one list of modules. [`wiring`] holds the answers of one module for
//! another; [`server`] puts the routes together; [`cli`] is what `khuyencong --help` shows.

pub mod bench;
pub mod cli;
pub mod demo;
pub mod generated;
mod home;
mod metrics;
pub mod modules;
pub mod open;
pub mod server;
pub mod wiring;
