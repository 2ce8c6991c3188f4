//! The law of the programme as data: documents, norms, and the ceilings that follow from them.
//!
//! - [`instrument`]: legal documents (văn bản), their effect and relations.
//! - [`conclusion`]: what the review of local documents concluded of them.
//! - [`norm`]: support norms (định mức hỗ trợ) with their whole history.
//! - [`parameter`]: deadlines, limits and terms (thời hạn, giới hạn), with their whole history.
//! - [`ceiling`]: "may this be supported, and how much at most?", asked, kept and replayed.

pub mod ceiling;
pub mod conclusion;
pub mod instrument;
pub mod norm;
pub mod parameter;

mod choices;
mod hundredths;
#[cfg(test)]
mod web_tests;

use db::Migration;
use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey, Operations, Routes, samples::Sample};

pub const MODULE: Module = Module {
    name: "law",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[
        NavEntry {
            section: NavKey::Law,
            order: 1,
            label: ("Tính mức hỗ trợ", "Support calculator"),
            href: "/ceiling",
            thing: Some(Thing::Norm),
            key: None,
        },
        NavEntry {
            section: NavKey::Law,
            order: 2,
            label: ("Định mức hỗ trợ", "Support norms"),
            href: "/norms",
            thing: Some(Thing::Norm),
            key: None,
        },
        NavEntry {
            section: NavKey::Law,
            order: 3,
            label: ("Văn bản", "Legal documents"),
            href: "/instruments",
            thing: Some(Thing::Instrument),
            key: Some('v'),
        },
        NavEntry {
            section: NavKey::Law,
            order: 4,
            label: ("Văn bản hết cơ sở", "Documents without basis"),
            href: "/instrument-review",
            thing: Some(Thing::Instrument),
            key: None,
        },
        NavEntry {
            section: NavKey::Law,
            order: 5,
            label: ("Thời hạn và giới hạn", "Deadlines and limits"),
            href: "/parameters",
            thing: Some(Thing::Parameter),
            key: None,
        },
    ],
    records: &[
        ("instrument", "/instruments/{id}"),
        ("conclusion", "/instruments/{id}/conclusion"),
        ("norm", "/norms/{id}"),
        ("parameter", "/parameters/{id}"),
        ("ceiling", "/ceilings/{id}"),
    ],
    samples,
};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260105_1_instrument",
        include_str!("../migrations/20260105_1_instrument.sql"),
    ),
    Migration::each(
        "20260105_2_norm",
        concat!(
            include_str!("../migrations/20260105_2_norm.sql"),
            include_str!("../migrations/20260105_2_norm.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_2_norm.sql"),
            include_str!("../migrations/20260105_2_norm.postgres.sql")
        ),
    ),
    Migration::each(
        "20260105_3_ceiling",
        concat!(
            include_str!("../migrations/20260105_3_ceiling.sql"),
            include_str!("../migrations/20260105_3_ceiling.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_3_ceiling.sql"),
            include_str!("../migrations/20260105_3_ceiling.postgres.sql")
        ),
    ),
    Migration::both(
        "20260105_4_instrument_article",
        include_str!("../migrations/20260105_4_instrument_article.sql"),
    ),
    Migration::each(
        "20260105_5_parameter",
        concat!(
            include_str!("../migrations/20260105_5_parameter.sql"),
            include_str!("../migrations/20260105_5_parameter.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_5_parameter.sql"),
            include_str!("../migrations/20260105_5_parameter.postgres.sql")
        ),
    ),
    Migration::both(
        "20260105_91_instrument_norms",
        include_str!("../migrations/20260105_91_instrument_norms.sql"),
    ),
    Migration::each(
        "20260105_92_conclusion",
        concat!(
            include_str!("../migrations/20260105_92_conclusion.sql"),
            include_str!("../migrations/20260105_92_conclusion.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_92_conclusion.sql"),
            include_str!("../migrations/20260105_92_conclusion.postgres.sql")
        ),
    ),
];

fn routes() -> Routes {
    instrument::pages::routes()
        .merge(conclusion::pages::routes())
        .merge(norm::pages::routes())
        .merge(parameter::pages::routes())
        .merge(ceiling::pages::routes())
}

fn api() -> Operations {
    instrument::api::router()
        .merge(conclusion::api::router())
        .merge(norm::api::router())
        .merge(parameter::api::router())
        .merge(ceiling::api::router())
}

fn samples() -> Vec<Sample> {
    let mut samples = instrument::pages::samples();
    samples.extend(conclusion::pages::samples());
    samples.extend(norm::pages::samples());
    samples.extend(parameter::pages::samples());
    samples.extend(ceiling::pages::samples());
    samples
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_page_renders_with_its_samples_in_both_languages() {
        let samples = super::samples();
        assert!(samples.len() > 30);
        for sample in samples {
            assert_eq!(sample.faults(), Vec::<String>::new());
        }
    }
}
