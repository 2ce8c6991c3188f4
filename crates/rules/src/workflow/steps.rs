use super::{Definition, State};

/// A stop on the line that shows how far a project has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'d> {
    pub state: &'d State,
    pub position: StepPosition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepPosition {
    Past,
    /// The project stands here, or beside here when its state is not on the main path.
    Here,
    Ahead,
}

impl Definition {
    /// The main path with the project's place on it. A project beside the path (returned, asked to
    /// adjust, stopped) is shown at the last stop it had reached; `visited` is its past states,
    /// the oldest first.
    pub fn step_line(&self, state: &str, visited: &[&str]) -> Vec<Step<'_>> {
        let stop = |code: &str| self.main_path.iter().position(|s| s == code);
        let here = stop(state)
            .or_else(|| visited.iter().rev().find_map(|s| stop(s)))
            .unwrap_or(0);
        self.main_path
            .iter()
            .filter_map(|code| self.state(code))
            .enumerate()
            .map(|(i, state)| Step {
                state,
                position: match i.cmp(&here) {
                    std::cmp::Ordering::Less => StepPosition::Past,
                    std::cmp::Ordering::Equal => StepPosition::Here,
                    std::cmp::Ordering::Greater => StepPosition::Ahead,
                },
            })
            .collect()
    }
}
