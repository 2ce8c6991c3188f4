//! The rules of industrial promotion as dated data, and the pure functions that read them.
//!
//! Nothing here reads a clock, a file or a database: rows come in as values, and answers go out
//! with the article of law they rest on. A date decides which row applies, never an `if`.
//!
//! - [`norm`]: support norms (định mức hỗ trợ) and the ceiling they give for a cost.
//! - [`parameter`]: deadlines, limits and terms (thời hạn, giới hạn), chosen by budget, place, day.
//! - [`eligibility`]: who may be supported, where, for which industry, on a given day.
//! - [`workflow`]: the states and steps of a project as versioned definitions, and their checker.
//! - [`checklist`]: the papers of a dossier (hồ sơ) by stage, activity and kind of project.
//! - [`criteria`]: the appraisal criteria and conclusions (thẩm định).
//! - [`paper_form`]: the forms (biểu mẫu) of papers and the text each rests on.
//! - [`numbering`]: how offices number their papers (số, ký hiệu).
//!
//! Rows that no public text confirms carry [`Confidence::Unverified`]; whoever shows a result that
//! rests on one says so.

pub mod checklist;
pub mod criteria;
pub mod eligibility;
pub mod norm;
pub mod numbering;
pub mod paper_form;
pub mod parameter;
pub mod workflow;

mod confidence;
mod project_kind;
mod scope;
mod text;

pub use confidence::Confidence;
pub use project_kind::{ProjectKind, may_be_group};
pub use scope::FundingScope;
pub use text::Text;
