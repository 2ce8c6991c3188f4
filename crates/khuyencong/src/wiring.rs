//! The answers of one module to the questions (ports) of another.

use db::Ports;

/// Every port with its answer.
pub fn ports() -> Ports {
    Ports::default()
}
