//! The overview for leaders (tổng quan): how many projects stand where, what was allotted and
//! paid, each compared with the year before, and what needs somebody, the oldest first. For the
//! whole country there is a map besides.

mod map;
mod model;
mod pages;
mod store;

pub use pages::{routes, samples};

#[cfg(test)]
mod tests;
