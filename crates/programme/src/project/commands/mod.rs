//! What people do to projects: one public function per verb.

mod consequences;
pub(crate) mod costs;
pub(crate) mod days;
pub(super) mod draft;
pub(super) mod draft_check;
pub(crate) mod effects;
pub(crate) mod items;
pub(crate) mod papers;
pub(crate) mod step;
mod within_norm;

pub(crate) use costs::costs_to_edit;
pub(crate) use costs::set_costs_in;
pub use costs::{CostLineInput, SourceAmounts, set_costs};
pub(super) use draft::closed;
pub(crate) use draft::create_in;
pub use draft::{ProjectInput, create, edit};
pub use effects::AmountInput;
pub use items::{ItemInput, ResultInput};
pub(crate) use papers::series;
pub use papers::{PaperInput, attach_file};
pub use step::{StepInput, take};
