//! Reminders: what is due told to the person who has it, in the app and, for those who gave an
//! address, by e-mail. Each is told once; the database sees to it. An e-mail waits in a table until
//! a server took it.
//!
//! - `model.rs`: a reminder, its stages, a person's wishes. `store.rs`: reading, and telling one.
//! - `collect.rs`: finds what is to be told, and writes the e-mails. `outbox.rs`: sends them.
//! - `smtp.rs`: the way to a mail server. `settings.rs`: a person's wishes. `pages.rs`: the pages.

mod collect;
mod letter;
mod model;
mod outbox;
mod pages;
mod settings;
mod smtp;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use collect::{Collected, Planned, collect};
pub use letter::Letter;
pub use model::{LATE_DUTIES, Reminder, Setting, Stage};
pub use outbox::{Delivery, Mailer, deliver, waiting};
pub use settings::{SettingInput, save as save_setting};
pub use smtp::{MailError, Smtp};
pub use store::unread;

pub(crate) use pages::{routes, samples};
pub(crate) use settings::me;
pub(crate) use store::{Told, tell};

use db::Migration;

pub const MIGRATION: Migration = Migration::both(
    "20260111_3_reminder",
    include_str!("../../migrations/20260111_3_reminder.sql"),
);
