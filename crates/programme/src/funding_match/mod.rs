//! Double funding (trùng hỗ trợ): State money pays the same content once, whoever gives it, in
//! whichever year and province (Điều kiện hỗ trợ kinh phí khuyến công, Thông tư 28/2018/TT-BTC).
//!
//! An officer searches every support ever given by tax code or citizen number, machine serial,
//! invoice, site or name ([`search`]). The same questions are asked for a project when it is
//! registered, appraised and accepted ([`matches`]); a rule with its days says whether a match of a
//! kind stops the step or warns ([`rules`]). A match is settled with a reason, by who may and did not
//! draw the project up ([`resolve`]), and is kept with the project.
//!
//! - `model.rs`: kinds, rules, matches as types.  `given.rs`: reading the supports that were given.
//! - `search.rs`: what an officer typed.  `matching.rs`: what a project raises.
//! - `commands.rs`: keeping and settling matches.  `rules.rs`: rules by day.
//! - `pages.rs`, `rule_pages.rs`, `api.rs`: the ways out.

mod api;
mod commands;
mod given;
#[cfg(test)]
mod invoice_tests;
mod matching;
mod model;
mod pages;
mod rule_pages;
pub mod rules;
mod samples;
mod search;
#[cfg(test)]
mod tests;

use db::Migration;
use kernel::{Thing, fold};
use web_kit::{NavEntry, NavKey};

pub(crate) use api::router;
pub(crate) use commands::keep;
pub use commands::{ResolutionInput, resolve};
pub use matching::{Match, matches};
pub(crate) use matching::{open_block, open_warnings};
pub use model::{Given, MatchAction, MatchKind, Resolution, Rule};
pub use search::{Found, SearchBy, search};

pub const MIGRATION: Migration = Migration::both(
    "20260106_8_funding_match",
    include_str!("../../migrations/20260106_8_funding_match.sql"),
);

pub const VOUCHER_MIGRATION: Migration = Migration::both(
    "20260106_97_voucher_number",
    include_str!("../../migrations/20260106_97_voucher_number.sql"),
);

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 40,
    label: ("Tra cứu trùng hỗ trợ", "Double funding"),
    href: "/funding-matches",
    thing: Some(Thing::FundingMatch),
    key: None,
};

pub const RULES_NAV: NavEntry = NavEntry {
    section: NavKey::Law,
    order: 40,
    label: ("Quy tắc trùng hỗ trợ", "Double funding rules"),
    href: "/funding-match-rules",
    thing: Some(Thing::Norm),
    key: None,
};

pub(crate) fn routes() -> web_kit::Routes {
    pages::routes().merge(rule_pages::routes())
}

pub(crate) fn samples() -> Vec<web_kit::samples::Sample> {
    samples::all()
}

/// A serial or invoice number as it is compared: letters and digits only. Empty when there are none.
pub(crate) fn number_key(number: &str) -> String {
    fold(number).replace(' ', "")
}
