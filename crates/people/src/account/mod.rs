//! Accounts: who signs in, as what, and where they may look.
//!
//! An account has one role. Its scope follows from the role: the ministry agency and the
//! administrator see the whole country, a collaborator some communes, an establishment itself,
//! everybody else the province of their body with those merged into it.

mod commands;
mod memory;
mod model;
mod pages;
mod password;
mod store;

pub use commands::{
    NewAccount, PasswordChange, change_password, create, issue_token, set_password, sign_in, update,
};
pub use model::{Account, AccountEdit};
pub use pages::{DEMO_ACCOUNTS, routes, samples};
pub use store::{
    Directory, actor, by_username, colleagues, everybody, list, matching, names, open_account,
};
