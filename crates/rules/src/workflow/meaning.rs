//! Codes that other parts of the program read: what is due of a project, the year's settlement table
//! (F21) and the papers look for steps and ends by them. A definition that gave such a step another
//! code would leave those parts silently without it, so the checker insists on the code.

use super::{Definition, Destination, Effect, Fault};

/// The code of the one step that has the effect.
const STEPS: &[(Effect, &str)] = &[
    (Effect::Commit, "contract"),
    (Effect::Adjust, "adjustment"),
    (Effect::ShiftSource, "source-shift"),
    (Effect::Liquidate, "liquidation"),
    (Effect::Pay, "payment"),
    (Effect::Settle, "settlement"),
];

/// How the codes of the steps end that give the money; there may be several.
const ALLOTMENT: &str = "allotment";

/// The state that the effect ends in.
const ENDS: &[(Effect, &str)] = &[
    (Effect::Stop, "stopped"),
    (Effect::ShiftSource, "shifted_source"),
];

/// Steps without effect that answer what is due once there is a contract.
const AFTER_CONTRACT: &[&str] = &["implementation", "final-report"];

pub(super) fn check(definition: &Definition, faults: &mut Vec<Fault>) {
    for step in &definition.transitions {
        let meant = STEPS
            .iter()
            .find(|(effect, _)| step.effect == Some(*effect));
        if let Some((_, code)) = meant.filter(|(_, code)| step.code != *code) {
            faults.push(Fault::OtherCode {
                step: step.code.clone(),
                code,
            });
        }
        if step.effect == Some(Effect::Allot) && !step.code.ends_with(ALLOTMENT) {
            faults.push(Fault::OtherCode {
                step: step.code.clone(),
                code: ALLOTMENT,
            });
        }
        let named = STEPS.iter().find(|(_, code)| step.code == *code);
        if let Some((effect, _)) = named.filter(|(effect, _)| step.effect != Some(*effect)) {
            faults.push(Fault::OtherEffect {
                step: step.code.clone(),
                effect: *effect,
            });
        }
        let end = ENDS.iter().find(|(effect, _)| step.effect == Some(*effect));
        if let Some((_, state)) = end
            && step.to != Destination::State((*state).to_owned())
        {
            faults.push(Fault::OtherEnd {
                step: step.code.clone(),
                state,
            });
        }
    }
    let commits = |step: &super::Transition| step.effect == Some(Effect::Commit);
    if definition.transitions.iter().any(commits) {
        for code in AFTER_CONTRACT {
            if definition.transition(code).is_none() {
                faults.push(Fault::StepMissing(code));
            }
        }
    }
}
