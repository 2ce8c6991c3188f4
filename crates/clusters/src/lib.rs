//! Industrial clusters (cụm công nghiệp, CCN): which there are, where, and who manages them. A
//! cluster is not an industrial park (khu công nghiệp); the two are never mixed.
//!
//! A plain first form, a register of `record-kit`. Plots, tenants, infrastructure and charges come
//! to this crate later.

mod cluster;
#[cfg(test)]
mod tests;

pub use cluster::{ClusterInput, ClusterStatus};
pub use record_kit::{create, create_in, edit, get};

use db::Migration;
use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey};

pub const MODULE: Module = Module {
    name: "clusters",
    routes: record_kit::routes::<ClusterInput>,
    api: cluster::api,
    migrations: &[Migration::both(
        "20260108_1_cluster",
        include_str!("../migrations/20260108_1_cluster.sql"),
    )],
    nav: &[NavEntry {
        section: NavKey::Clusters,
        order: 1,
        label: ("Cụm công nghiệp", "Industrial clusters"),
        href: "/clusters",
        thing: Some(Thing::Cluster),
        key: Some('u'),
    }],
    records: &[("cluster", "/clusters/{id}")],
    samples: record_kit::samples::<ClusterInput>,
};
