//! The one list of modules. A new module is named here and nowhere else.

use db::{CommandResult, Cx, Migration};
use web_kit::Module;

use crate::home;

/// Every module, in the order of the navigation.
pub const ALL: &[Module] = &[
    home::MODULE,
    work::MODULE,
    programme::MODULE,
    procedure::MODULE,
    register::MODULE,
    activities::MODULE,
    clusters::MODULE,
    meetings::MODULE,
    reports::MODULE,
    law::MODULE,
    people::MODULE,
    reference::MODULE,
];

/// Which database this is; see `open.rs`.
const INSTALLATION: &[Migration] = &[Migration::both(
    "20260199_1_installation",
    include_str!("../migrations/20260199_1_installation.sql"),
)];

/// The steps of all modules.
pub fn migrations() -> Vec<Migration> {
    [web_kit::SESSION_MIGRATIONS, INSTALLATION]
        .into_iter()
        .chain(ALL.iter().map(|module| module.migrations))
        .flatten()
        .copied()
        .collect()
}

/// Loads what every database needs before work can begin; does nothing when it is there.
pub async fn load(cx: &Cx) -> CommandResult<()> {
    reference::load(&cx.db).await?;
    law::norm::load(cx).await?;
    procedure::workflow::load(cx).await?;
    procedure::requirement::load(cx).await?;
    procedure::paper_form::load(cx).await?;
    programme::framework::seed::load(cx).await?;
    programme::funding_match::rules::load(cx).await?;
    programme::proposal::criteria::load(cx).await?;
    reports::sending::prepare(cx).await?;
    Ok(())
}
