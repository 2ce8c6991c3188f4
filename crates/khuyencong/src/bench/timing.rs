use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::time::{ClockId, clock_gettime};

/// In how many turns two operations are measured side by side.
const TURNS: usize = 10;

/// What one run of an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Processor time of this process, all threads: the median of the turns' means.
    pub cpu: Duration,
    pub p50: Duration,
    pub p99: Duration,
}

/// Processor time of this process so far, user and system, all threads.
fn cpu() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        u64::try_from(spent.tv_sec).unwrap_or_default(),
        u32::try_from(spent.tv_nsec).unwrap_or_default(),
    )
}

#[derive(Default)]
struct Turns {
    cpu: Vec<Duration>,
    wall: Vec<Duration>,
}

impl Turns {
    async fn turn(
        &mut self,
        runs: std::ops::Range<usize>,
        op: &mut impl AsyncFnMut(usize) -> Result<()>,
    ) -> Result<()> {
        let many = u32::try_from(runs.len().max(1))?;
        let before = cpu();
        for run in runs {
            let started = Instant::now();
            op(run).await?;
            self.wall.push(started.elapsed());
        }
        self.cpu.push((cpu() - before) / many);
        Ok(())
    }

    fn timing(mut self) -> Timing {
        self.cpu.sort_unstable();
        self.wall.sort_unstable();
        Timing {
            cpu: at(&self.cpu, 50),
            p50: at(&self.wall, 50),
            p99: at(&self.wall, 99),
        }
    }
}

/// The value below which `percent` of the sorted values lie.
fn at(sorted: &[Duration], percent: usize) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get(last * percent / 100)
        .copied()
        .unwrap_or_default()
}

/// Times one operation after warming up. It is given the number of the run.
pub async fn alone(runs: usize, mut op: impl AsyncFnMut(usize) -> Result<()>) -> Result<Timing> {
    let mut turns = Turns::default();
    for run in 0..runs.div_ceil(10) {
        op(run).await?;
    }
    turns.turn(0..runs, &mut op).await?;
    Ok(turns.timing())
}

/// Times two operations in turns, so that whatever else the machine does falls on both.
pub async fn side_by_side(
    runs: usize,
    mut one: impl AsyncFnMut(usize) -> Result<()>,
    mut other: impl AsyncFnMut(usize) -> Result<()>,
) -> Result<(Timing, Timing)> {
    let (mut ones, mut others) = (Turns::default(), Turns::default());
    let each = runs.div_ceil(TURNS);
    for run in 0..each {
        one(run).await?;
        other(run).await?;
    }
    for turn in 0..TURNS {
        let runs = turn * each..(turn + 1) * each;
        ones.turn(runs.clone(), &mut one).await?;
        others.turn(runs, &mut other).await?;
    }
    Ok((ones.timing(), others.timing()))
}
