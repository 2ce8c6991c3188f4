//! The programme: needs of establishments, annual plans, projects (đề án) and their money.
//!
//! - [`need`]: what an establishment asks for (phiếu đề xuất nhu cầu).
//! - [`plan`]: the plan of a year, of the nation or a province (kế hoạch khuyến công).
//! - [`workflow`]: the kept versions of the workflow definitions, on which projects run.
//! - [`project`]: the project itself: draft, dossier, appraisal, steps, money, papers.
//! - [`ports`]: what this module asks of the register, the law and the activity registers.

pub mod need;
pub mod plan;
pub mod ports;
pub mod project;
pub mod workflow;
