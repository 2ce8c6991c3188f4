//! People who use the program: accounts with a role and a scope, signing in, keys for programs,
//! and the pages on which the audit trail is read.

pub mod account;
pub mod trail;

use db::Migration;
use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey, Operations, Routes, samples::Sample};

pub use account::{Directory, NewAccount};

pub const MIGRATIONS: &[Migration] = &[Migration::both(
    "20260103_1_account",
    include_str!("../migrations/20260103_1_account.sql"),
)];

pub const MODULE: Module = Module {
    name: "people",
    routes,
    api: Operations::new,
    migrations: MIGRATIONS,
    nav: &[
        NavEntry {
            section: NavKey::Administration,
            order: 1,
            label: ("Tài khoản", "Accounts"),
            href: "/accounts",
            thing: Some(Thing::Account),
            key: Some('t'),
        },
        NavEntry {
            section: NavKey::Administration,
            order: 9,
            label: ("Nhật ký", "Audit trail"),
            href: "/audit",
            thing: Some(Thing::Audit),
            key: None,
        },
    ],
    records: &[("account", "/accounts/{id}/edit")],
    samples,
};

fn routes() -> Routes {
    account::routes().merge(trail::routes())
}

fn samples() -> Vec<Sample> {
    let mut all = account::samples();
    all.extend(trail::samples());
    all
}

#[cfg(test)]
mod tests;
