//! The activity registers: what industrial promotion did, one row per machine, class, product,
//! issue, broadcast, showroom, published establishment. Reports count these rows.
//!
//! | folder or file | Vietnamese | counted as |
//! | --- | --- | --- |
//! | `machine/` | hỗ trợ máy móc, thiết bị | establishments, each once |
//! | `training.rs` | lớp đào tạo, tập huấn | classes, learners |
//! | `product.rs` | sản phẩm công nghiệp nông thôn tiêu biểu được công nhận | products by level |
//! | `bulletin.rs` | bản tin khuyến công | issues |
//! | `broadcast.rs` | tin, bài, chuyên mục phát thanh, truyền hình | items, by first broadcast |
//! | `showroom.rs` | hỗ trợ phòng trưng bày | establishments, each once |
//! | `published.rs` | cơ sở giới thiệu trên trang thông tin | establishments, each once |
//!
//! Each is a plain register of `record-kit`: its file says its fields, rules and words. The view
//! `report_fact_activities` gives what is counted to the reports.

pub mod broadcast;
pub mod bulletin;
pub mod machine;
pub mod product;
pub mod published;
pub mod showroom;
pub mod training;

pub use record_kit::{create, create_in, edit, get, ports};

use db::Migration;
use kernel::Thing;
use record_kit::Register;
use web_kit::{Module, NavEntry, NavKey, Operations, Routes, samples::Sample};

use crate::{
    broadcast::BroadcastInput, bulletin::BulletinInput, machine::MachineInput,
    product::ProductInput, published::PublishedInput, showroom::ShowroomInput,
    training::TrainingInput,
};

pub const MODULE: Module = Module {
    name: "activities",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[
        nav::<MachineInput>(1, Some('m')),
        nav::<TrainingInput>(2, None),
        nav::<ProductInput>(3, None),
        nav::<BulletinInput>(4, None),
        nav::<BroadcastInput>(5, None),
        nav::<ShowroomInput>(6, None),
        nav::<PublishedInput>(7, None),
    ],
    records: &[
        record::<MachineInput>(),
        record::<TrainingInput>(),
        record::<ProductInput>(),
        record::<BulletinInput>(),
        record::<BroadcastInput>(),
        record::<ShowroomInput>(),
        record::<PublishedInput>(),
    ],
    samples,
};

const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260107_1_activities",
        include_str!("../migrations/20260107_1_activities.sql"),
    ),
    Migration::both(
        "20260107_8_machine_serial",
        include_str!("../migrations/20260107_8_machine_serial.sql"),
    ),
];

const fn nav<R: Register>(order: u8, key: Option<char>) -> NavEntry {
    NavEntry {
        section: NavKey::Activities,
        order,
        label: R::WORDS.many,
        href: R::PATHS.list,
        thing: Some(Thing::Activity),
        key,
    }
}

const fn record<R: Register>() -> (&'static str, &'static str) {
    (R::THING, R::PATHS.one)
}

fn routes() -> Routes {
    record_kit::routes::<MachineInput>()
        .merge(record_kit::routes::<TrainingInput>())
        .merge(record_kit::routes::<ProductInput>())
        .merge(record_kit::routes::<BulletinInput>())
        .merge(record_kit::routes::<BroadcastInput>())
        .merge(record_kit::routes::<ShowroomInput>())
        .merge(record_kit::routes::<PublishedInput>())
}

fn api() -> Operations {
    machine::api()
        .merge(training::api())
        .merge(product::api())
        .merge(bulletin::api())
        .merge(broadcast::api())
        .merge(showroom::api())
        .merge(published::api())
}

fn samples() -> Vec<Sample> {
    let mut all = record_kit::samples::<MachineInput>();
    all.extend(record_kit::samples::<TrainingInput>());
    all.extend(record_kit::samples::<ProductInput>());
    all.extend(record_kit::samples::<BulletinInput>());
    all.extend(record_kit::samples::<BroadcastInput>());
    all.extend(record_kit::samples::<ShowroomInput>());
    all.extend(record_kit::samples::<PublishedInput>());
    all
}

#[cfg(test)]
mod tests;
