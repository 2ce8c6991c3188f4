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
use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey, Routes, samples::Sample};

pub const MODULE: Module = Module {
    name: "register",
    routes,
    api: establishment::router,
    migrations: MIGRATIONS,
    nav: &[NavEntry {
        section: NavKey::Register,
        order: 1,
        label: ("Cơ sở CNNT", "Establishments"),
        href: "/establishments",
        thing: Some(Thing::Establishment),
        key: Some('c'),
    }],
    records: &[("establishment", "/establishments/{id}")],
    samples,
};

pub const MIGRATIONS: &[Migration] = &[
    Migration::each(
        "20260104_1_establishment",
        concat!(
            include_str!("../migrations/20260104_1_establishment.head.sqlite.sql"),
            include_str!("../migrations/20260104_1_establishment.sql"),
            include_str!("../migrations/20260104_1_establishment.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260104_1_establishment.head.postgres.sql"),
            include_str!("../migrations/20260104_1_establishment.sql"),
            include_str!("../migrations/20260104_1_establishment.postgres.sql")
        ),
    ),
    Migration::both(
        "20260104_8_matching",
        include_str!("../migrations/20260104_8_matching.sql"),
    ),
    Migration::each(
        "20260104_9_name_order",
        "",
        include_str!("../migrations/20260104_9_name_order.postgres.sql"),
    ),
];

fn routes() -> Routes {
    establishment::routes()
        .merge(site::routes())
        .merge(year::routes())
}

fn samples() -> Vec<Sample> {
    let mut all = establishment::samples();
    all.extend(site::samples());
    all.extend(year::samples());
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_page_renders_in_both_languages_without_fault() {
        for sample in super::samples() {
            assert_eq!(sample.faults(), Vec::<String>::new());
        }
    }
}
