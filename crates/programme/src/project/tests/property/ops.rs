//! What a sequence is made of.

use super::*;

/// What somebody tries.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// A step that the project's state offers, with this share of the amounts in percent.
    Step {
        project: usize,
        pick: usize,
        share: i64,
    },
    Costs {
        project: usize,
        cost: i64,
        asked: i64,
    },
    Propose(usize),
    Enter(usize, i64),
    Judge(usize, i64),
    Owe {
        project: usize,
        share: i64,
        audit: bool,
    },
    Back(usize, i64),
    /// The list of the group's beneficiaries is drawn up with one class, and fixed.
    Fix,
    /// The plan's task of a project gets this many million, by an adjustment.
    AdjustPlan {
        project: usize,
        amount: i64,
    },
    /// So much in percent of a project's contract is carried over to the next year.
    CarryOver {
        project: usize,
        share: i64,
    },
    /// The national project shifts to local money with its task of the plan, and goes on.
    Shift,
    /// A project is deferred, and its task with it.
    Defer(usize),
    Wait(i64),
    /// The budget year closes.
    Close,
}

/// Local: two in progress and a draft. National: one in the plan, and a group of classes.
pub(super) const PROJECTS: usize = 5;
pub(super) const NATIONAL: usize = 3;
pub(super) const GROUP: usize = 4;

pub(super) fn op() -> impl Strategy<Value = Op> {
    // Those in progress a little more often, so that they come to their settlement; and one more than
    // at first: the project that goes on after a shift.
    let project = || prop_oneof![2 => 0_usize..2, 3 => 2..=PROJECTS];
    let share = || prop_oneof![3 => Just(100_i64), 2 => 0_i64..130];
    prop_oneof![
        56 => (project(), 0_usize..48, share())
            .prop_map(|(project, pick, share)| Op::Step { project, pick, share }),
        3 => (project(), 300_i64..700, 50_i64..300)
            .prop_map(|(project, cost, asked)| Op::Costs { project, cost, asked }),
        9 => project().prop_map(Op::Propose),
        3 => (project(), share()).prop_map(|(p, s)| Op::Enter(p, s)),
        13 => (project(), prop_oneof![4 => Just(100_i64), 1 => 0_i64..130])
            .prop_map(|(p, s)| Op::Judge(p, s)),
        5 => (project(), share(), any::<bool>())
            .prop_map(|(project, share, audit)| Op::Owe { project, share, audit }),
        8 => (project(), share()).prop_map(|(p, s)| Op::Back(p, s)),
        3 => Just(Op::Fix),
        3 => (project(), 100_i64..1_000)
            .prop_map(|(project, amount)| Op::AdjustPlan { project, amount }),
        3 => (project(), 1_i64..120).prop_map(|(project, share)| Op::CarryOver { project, share }),
        4 => Just(Op::Shift),
        2 => project().prop_map(Op::Defer),
        3 => (1_i64..30).prop_map(Op::Wait),
        1 => Just(Op::Close),
    ]
}

/// How each sequence ends: money is carried over, the year closes, and what is left is spent late.
pub(super) fn late() -> Vec<Op> {
    let projects = || 0..3_usize;
    let carried = projects().map(|project| Op::CarryOver { project, share: 60 });
    let spent = projects().flat_map(|project| {
        [1, 5, 9].map(|pick| Op::Step {
            project,
            pick,
            share: 30,
        })
    });
    carried.chain([Op::Close]).chain(spent).collect()
}
