//! Reference data that every module reads and none owns: administrative units of both eras with
//! their successions, khuyến công regions with their national centres, and the industries of VSIC 2018 and 2025.
//!
//! The lists lie in `data/` and are embedded, compressed, in the binary; [`load`] puts them into
//! the database and does nothing when they are there already. This is not a domain crate: domain
//! crates may depend on it.

pub mod centres;
pub mod industries;
mod load;
mod names;
pub mod picked;
mod pickers;
pub mod units;

use db::Migration;
pub use industries::Industry;
pub use load::{Loaded, Slice, load, load_slice};
pub use units::Unit;
use web_kit::{Module, Operations};

pub const MODULE: Module = Module {
    name: "reference",
    routes: pickers::routes,
    api: Operations::new,
    migrations: MIGRATIONS,
    nav: &[],
    records: &[],
    samples: Vec::new,
};

pub const MIGRATIONS: &[Migration] = &[Migration::both(
    "20260102_1_reference",
    include_str!("../migrations/20260102_1_reference.sql"),
)];
