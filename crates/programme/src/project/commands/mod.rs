//! What people do to projects: one public function per verb.

pub(crate) mod costs;
pub(crate) mod days;
pub(super) mod draft;
mod draft_check;
pub(crate) mod effects;
pub(super) mod items;
pub(super) mod papers;
pub(super) mod step;

pub(crate) use costs::costs_to_edit;
pub use costs::{CostLineInput, SourceAmounts, set_costs};
pub use draft::{ProjectInput, create, edit};
pub use effects::AmountInput;
pub use items::{ItemInput, ResultInput};
pub(in crate::project) use papers::series;
pub use papers::{PaperInput, attach_file};
pub use step::{StepInput, take};
