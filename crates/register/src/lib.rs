//! The register: rural industrial establishments, their production sites and yearly figures.
//!
//! - [`establishment`]: identity, industry, owner, list, search, import, export.
//! - [`site`]: where they produce; the place that counts for support.
//! - [`year`]: workers, revenue and capital by year and source.
//! - [`support`]: what this module asks of others.

pub mod establishment;
pub mod site;
pub mod support;
#[cfg(test)]
mod test_support;
pub mod year;

use db::Migration;

pub const MIGRATIONS: &[Migration] = &[Migration::each(
    "20260104_1_establishment",
    concat!(
        include_str!("../migrations/20260104_1_establishment.sql"),
        include_str!("../migrations/20260104_1_establishment.sqlite.sql")
    ),
    concat!(
        include_str!("../migrations/20260104_1_establishment.sql"),
        include_str!("../migrations/20260104_1_establishment.postgres.sql")
    ),
)];
