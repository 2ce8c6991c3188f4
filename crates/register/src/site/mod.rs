//! Production sites (địa điểm sản xuất) of an establishment.
//!
//! The place that counts for support is the site, not the head office (Điều 1 Nghị định 45/2012).
//! A site keeps the commune it was recorded in, of whichever era; pages say what that commune is
//! called today. One site is the main one: lists and people's scopes go by it.
//!
//! - `model`: a site and what somebody says of it.
//! - `store`: SQL.
//! - `commands`: adding and editing.
//! - `pages`: the two forms.
//! - `place`: communes by their names, and when two addresses are one.

mod commands;
mod model;
mod pages;
mod place;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use commands::{add, edit};
pub(crate) use commands::{blank, check};
pub use model::{Site, SiteInput};
pub(crate) use pages::{read, resolve_unit, routes, samples};
pub(crate) use place::{communes_named, key as place_key, places, telling, variants};
