//! What every page and every JSON handler shares: the context of a request, sessions, forms that
//! come back as they were typed, errors as pages or problem documents, the frame of pages, assets.
//!
//! A module hands over one [`Module`] value; the binary lists them. The templates in `layout/` are
//! the frame (`base.html`) and the parts (`macros.html`) that modules import.

mod api;
mod app;
mod assets;
pub mod basis;
mod chrome;
mod conflict;
mod error;
mod files;
mod form;
mod guard;
mod handler;
mod language;
mod links;
mod operations;
mod routes;
pub mod samples;
mod session;
mod session_layer;
mod trail;
mod unreadable;
pub mod version;
mod web;

pub use api::{ApiJson, ApiList, ListQuery, Problem, day_param};
pub use app::{Accounts, App, Module, NavEntry, NavKey, Notices};
pub use assets::assets_router;
pub use chrome::{Chrome, Flash, FlashKind, NavItem, NavSection, UserChip};
pub use conflict::{Difference, Labelled, differences};
pub use error::{WebError, WebResult, render_errors};
pub use files::{file_response, stored_file};
pub use form::Form;
pub use guard::set_security_headers;
pub use language::lang_cookie;
pub use links::{Pager, query_string};
pub use operations::Operations;
pub use routes::{Guard, RouteInfo, Routes};
pub use session::{SESSION_MIGRATIONS, Session, SqlSessions, end_sessions, sign_in, sign_out};
pub use session_layer::{SessionLayer, session_layer};
pub use trail::{TrailLine, trail};
pub use web::{ApiCx, Visitor, Web};

/// What a list to choose from offers: value and label.
pub type Choices = Vec<(String, String)>;

#[doc(hidden)]
pub use pastey;
