//! A council at work, on both databases.

mod interests;
mod sessions;
mod votes;
mod walk;
