//! Kept totals of projects by unit path (province, commune), plan year and source: how many, and
//! their money planned, allotted, advanced, accepted, settled, paid, recovered. They move in the
//! transaction that moves the project's own figures ([`move_project`]) and are added up again by
//! `khuyencong check` ([`verify`]). The page over them shows the provinces of today by five years;
//! a province's figure covers itself and those merged into it.

pub mod pages;
mod samples;
mod store;

#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use store::{
    Fault, Figures, Place, Total, by_commune, by_province, move_project, rebuild, verify,
};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_6_plan_4_total",
        include_str!("../../migrations/20260106_6_plan_4_total.sql"),
    ),
    Migration::both(
        "20260106_93_spent",
        include_str!("../../migrations/20260106_93_spent.sql"),
    ),
];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 5,
    label: ("Tổng hợp theo tỉnh, năm", "By province and year"),
    href: "/totals",
    thing: Some(Thing::Plan),
    key: None,
};
