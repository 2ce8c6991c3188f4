//! Where people begin: my work, the search over everything, and the way from a kind and an id to
//! the record's page.

mod due;
mod pages;

use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey, Operations};

pub const MODULE: Module = Module {
    name: "home",
    routes: pages::routes,
    api: Operations::new,
    migrations: &[],
    nav: &[NavEntry {
        section: NavKey::Work,
        order: 0,
        label: ("Việc của tôi", "My work"),
        href: "/",
        thing: None::<Thing>,
        key: Some('w'),
    }],
    records: &[],
    samples: pages::samples,
};
