//! What the votes and findings on one project come to. No I/O.

use kernel::Lang;
use rules::criteria::{Conclusion, CriterionResult};

use super::{model::VoteChoice, share::Share};

/// The votes on one project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Members who may vote on this project.
    pub entitled: i64,
    /// Those of them who are there.
    pub present: i64,
    pub agreeing: i64,
    pub with_changes: i64,
    pub against: i64,
}

impl Tally {
    pub fn count(&mut self, choice: VoteChoice) {
        match choice {
            VoteChoice::For => self.agreeing += 1,
            VoteChoice::WithChanges => self.with_changes += 1,
            VoteChoice::Against => self.against += 1,
        }
    }

    /// How many voted.
    pub fn cast(&self) -> i64 {
        self.agreeing + self.with_changes + self.against
    }

    /// The quorum is counted over those entitled to vote on this project.
    pub fn has_quorum(&self, quorum: Share) -> bool {
        quorum.met_by(self.present, self.entitled)
    }

    /// Passed when those who agree without changes are enough; passed with changes when they are
    /// enough only together with those who want some; else failed.
    pub fn conclusion(&self, pass: Share) -> Conclusion {
        if pass.met_by(self.agreeing, self.cast()) {
            Conclusion::Passed
        } else if pass.met_by(self.agreeing + self.with_changes, self.cast()) {
            Conclusion::PassedWithChanges
        } else {
            Conclusion::Failed
        }
    }

    /// “4/5 người có quyền biểu quyết dự họp; 3 đồng ý, 1 đồng ý có chỉnh sửa, 0 không đồng ý”
    pub fn sentence(&self, lang: Lang) -> String {
        let Tally {
            entitled,
            present,
            agreeing,
            with_changes,
            against,
        } = self;
        match lang {
            Lang::Vi => format!(
                "{present}/{entitled} người có quyền biểu quyết dự họp; {agreeing} đồng ý, {with_changes} đồng ý có chỉnh sửa, {against} không đồng ý"
            ),
            Lang::En => format!(
                "{present} of {entitled} entitled to vote are there; {agreeing} for, {with_changes} with changes, {against} against"
            ),
        }
    }
}

/// What the members' findings on one criterion come to: what most found, and of equally many the
/// stricter one. None when nobody said anything.
pub fn joint(findings: &[CriterionResult]) -> Option<CriterionResult> {
    [
        CriterionResult::Pass,
        CriterionResult::NeedsMore,
        CriterionResult::Fail,
    ]
    .into_iter()
    .map(|result| (findings.iter().filter(|f| **f == result).count(), result))
    .filter(|(count, _)| *count > 0)
    // Of equal counts the last one stays, which is the stricter.
    .max_by_key(|(count, _)| *count)
    .map(|(_, result)| result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(agreeing: i64, with_changes: i64, against: i64) -> Tally {
        Tally {
            entitled: 5,
            present: agreeing + with_changes + against,
            agreeing,
            with_changes,
            against,
        }
    }

    #[test]
    fn a_project_passes_with_changes_when_only_both_together_are_enough() {
        let pass = Share::parse("quá 1/2").unwrap();
        assert_eq!(tally(3, 1, 1).conclusion(pass), Conclusion::Passed);
        assert_eq!(
            tally(2, 1, 2).conclusion(pass),
            Conclusion::PassedWithChanges
        );
        assert_eq!(tally(2, 0, 2).conclusion(pass), Conclusion::Failed);
        assert_eq!(tally(0, 0, 0).conclusion(pass), Conclusion::Failed);
    }

    #[test]
    fn the_quorum_counts_those_entitled_to_vote_on_the_project() {
        let quorum = Share::parse("2/3").unwrap();
        assert!(!tally(3, 0, 0).has_quorum(quorum));
        assert!(tally(3, 1, 0).has_quorum(quorum));
    }

    #[test]
    fn most_findings_win_and_of_equally_many_the_stricter() {
        use CriterionResult::{Fail, NeedsMore, Pass};
        assert_eq!(joint(&[Pass, Pass, Fail]), Some(Pass));
        assert_eq!(joint(&[Pass, Fail]), Some(Fail));
        assert_eq!(joint(&[Pass, NeedsMore]), Some(NeedsMore));
        assert_eq!(joint(&[]), None);
    }
}
