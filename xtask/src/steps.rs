//! Progress on standard error, and the table of steps at the end.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

/// A line on standard error. A closed terminal is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Text on standard output, for results that a person asked for.
pub fn print(text: &str) {
    let _ = write!(std::io::stdout(), "{text}");
}

enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

struct Done {
    name: String,
    outcome: Outcome,
    took: Duration,
}

/// Runs named steps, tells about each, and keeps the outcome for the summary.
pub struct Steps {
    started: Instant,
    done: Vec<Done>,
}

impl Steps {
    pub fn start() -> Steps {
        Steps {
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    fn clock(&self) -> String {
        minutes(self.started.elapsed())
    }

    /// Runs a step; a failure is reported and remembered, and `None` comes back.
    pub fn attempt<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        say(&format!("[{}] {name} …", self.clock()));
        let from = Instant::now();
        let result = work();
        let took = from.elapsed();
        let (outcome, value) = match result {
            Ok(value) => (Outcome::Passed, Some(value)),
            Err(error) => {
                let message = format!("{error:#}");
                say(&format!("[{}] {name} FAILED: {message}", self.clock()));
                (Outcome::Failed(message), None)
            }
        };
        self.done.push(Done {
            name: name.to_owned(),
            outcome,
            took,
        });
        value
    }

    /// Notes a step that could not run because of an earlier failure.
    pub fn skip(&mut self, name: &str, why: &str) {
        self.done.push(Done {
            name: name.to_owned(),
            outcome: Outcome::Skipped(why.to_owned()),
            took: Duration::ZERO,
        });
    }

    /// Prints the table; an error when any step failed or could not run.
    pub fn finish(self) -> Result<()> {
        let width = self
            .done
            .iter()
            .map(|d| d.name.chars().count())
            .max()
            .unwrap_or(0);
        say("");
        let mut bad = 0;
        for step in &self.done {
            let (word, note) = match &step.outcome {
                Outcome::Passed => ("ok", ""),
                Outcome::Failed(why) => ("FAILED", first_line(why)),
                Outcome::Skipped(why) => ("not run", why.as_str()),
            };
            bad += usize::from(!matches!(step.outcome, Outcome::Passed));
            let line = format!(
                "{:<width$}  {:>7}  {word:<7}  {note}",
                step.name,
                minutes(step.took)
            );
            say(line.trim_end());
        }
        let total = self.clock();
        if bad > 0 {
            bail!(
                "{bad} of {} steps did not pass, after {total}",
                self.done.len()
            );
        }
        say(&format!("all {} steps passed in {total}", self.done.len()));
        Ok(())
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

/// `m:ss`, or seconds with a tenth below one minute.
pub fn minutes(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn one_failed_step_fails_the_whole_but_the_others_run() {
        let mut steps = Steps::start();
        assert!(steps.attempt("a", || Err::<(), _>(anyhow!("no"))).is_none());
        assert_eq!(steps.attempt("b", || Ok(7)), Some(7));
        assert!(
            steps
                .finish()
                .unwrap_err()
                .to_string()
                .starts_with("1 of 2")
        );
    }

    #[test]
    fn a_step_that_could_not_run_is_not_a_success() {
        let mut steps = Steps::start();
        steps.skip("c", "no server");
        assert!(steps.finish().is_err());
    }
}
