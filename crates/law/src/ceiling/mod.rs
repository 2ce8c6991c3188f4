//! "May this be supported, under which article, and how much at most?"
//!
//! [`assess`] answers a [`Question`] for today's pages; [`keep`] writes facts, norms and result
//! beside a decision; [`replay`] computes a kept decision again from what was kept and compares.
//! Facts are gathered once ([`facts`]) and judged by a pure function ([`decide`]), so that the
//! answer of a page, of a kept decision and of its replay cannot differ.

pub mod answer;
pub mod api;
mod assess;
mod decide;
pub mod facts;
mod keep;
pub mod pages;
mod samples;

#[cfg(test)]
mod tests;

pub use answer::{CeilingAnswer, CeilingAsk, ceiling_answer, ceiling_assessment};
pub use assess::{Assessment, assess};
pub use decide::{RulesUsed, Verdict, decide};
pub use facts::{CaseFacts, Question};
pub use keep::{Kept, Replay, keep, kept, replay};

use db::Cx;
use kernel::Scope;

/// Whether the actor may see a kept decision: its place lies in their provinces or communes. An
/// establishment reads the ceiling on its project's page instead.
fn visible(cx: &Cx, kept: &Kept) -> bool {
    let facts = &kept.assessment.facts;
    let places = || {
        facts
            .places
            .iter()
            .map(|p| p.unit)
            .chain([facts.asked.unit])
            .chain(facts.territory.clone())
    };
    match &cx.actor.scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) | Scope::Region { provinces, .. } => {
            places().any(|unit| provinces.contains(&unit))
        }
        Scope::Communes { communes, .. } => places().any(|unit| communes.contains(&unit)),
        Scope::Own(_) => false,
    }
}
