use std::fmt::Write as _;

use anyhow::Result;
use db::{Dialect, sql};
use serde::Serialize;
use web_kit::App;

use super::Case;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Unit {
    /// Microseconds of processor time.
    #[serde(rename = "us_cpu")]
    CpuMicros,
    /// Milliseconds on the clock.
    #[serde(rename = "ms")]
    Millis,
    #[serde(rename = "mb")]
    Megabytes,
    #[serde(rename = "kb")]
    Kilobytes,
    /// So many times.
    #[serde(rename = "times")]
    Times,
    /// So many.
    #[serde(rename = "count")]
    Count,
    #[serde(rename = "per_s")]
    PerSecond,
}

impl Unit {
    fn label(self) -> &'static str {
        match self {
            Unit::CpuMicros => "µs CPU",
            Unit::Millis => "ms",
            Unit::Megabytes => "MB",
            Unit::Kilobytes => "KB",
            Unit::Times => "×",
            Unit::Count => "",
            Unit::PerSecond => "/s",
        }
    }
}

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub case: Case,
    pub what: String,
    pub unit: Unit,
    pub ours: f64,
    /// The least that the same answer takes.
    pub floor: Option<f64>,
    /// Ours by the floor.
    pub ratio: Option<f64>,
    /// The most it may be: of the ratio when there is a floor, else of ours.
    pub target: Option<f64>,
    pub note: String,
}

impl Line {
    pub fn new(case: Case, what: impl Into<String>, unit: Unit, ours: f64) -> Line {
        Line {
            case,
            what: what.into(),
            unit,
            ours,
            floor: None,
            ratio: None,
            target: None,
            note: String::new(),
        }
    }

    pub fn floor(self, floor: f64) -> Line {
        Line {
            ratio: (floor > 0.0).then(|| self.ours / floor),
            floor: Some(floor),
            ..self
        }
    }

    pub fn target(self, target: f64) -> Line {
        Line {
            target: Some(target),
            ..self
        }
    }

    pub fn note(self, note: impl Into<String>) -> Line {
        Line {
            note: note.into(),
            ..self
        }
    }

    /// Stands for a case that could not be measured; no target is kept by it.
    pub fn failed(case: Case, error: &anyhow::Error) -> Line {
        let name = format!("{case:?}: not measured");
        let line = Line::new(case, name, Unit::Times, 0.0);
        line.note(format!("{error:#}"))
    }

    /// How many times as much a figure is with ten times the rows.
    pub fn growth(full: &Line, small: &Line) -> Option<Line> {
        let times = (small.ours > 0.0).then(|| full.ours / small.ours)?;
        let mut line = Line::new(Case::Growth, &full.what, Unit::Times, times);
        line.note = format!(
            "{:.1} to {:.1} {}",
            small.ours,
            full.ours,
            full.unit.label()
        );
        Some(line)
    }

    /// Whether the target is kept; none without one.
    pub fn kept(&self) -> Option<bool> {
        self.target
            .map(|target| self.ratio.unwrap_or(self.ours) <= target)
    }
}

/// What the figures were measured on.
#[derive(Clone, Debug, Serialize)]
pub struct Environment {
    pub engine: String,
    pub build: &'static str,
    pub cores: usize,
    /// How many processes wanted to run at the start, over the last minute.
    pub load: String,
    pub version: &'static str,
}

impl Environment {
    pub async fn of(app: &App) -> Result<Environment> {
        let mut conn = app.db.read().await?;
        let engine = match conn.dialect() {
            Dialect::Sqlite => {
                let (version,): (String,) = conn.one(sql!("SELECT sqlite_version()")).await?;
                format!("SQLite {version}")
            }
            Dialect::Postgres => {
                let (version,): (String,) = conn
                    .one(sql!("SELECT current_setting('server_version')"))
                    .await?;
                format!("PostgreSQL {version}")
            }
        };
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Ok(Environment {
            engine,
            build: if cfg!(debug_assertions) {
                "dev (slow: figures of a release build are meant)"
            } else {
                "release"
            },
            cores: std::thread::available_parallelism()?.get(),
            load: load.split(' ').next().unwrap_or_default().to_owned(),
            version: env!("CARGO_PKG_VERSION"),
        })
    }
}

/// All figures of one run.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub environment: Environment,
    pub establishments: usize,
    pub projects: usize,
    pub national: usize,
    pub proposals: usize,
    pub lines: Vec<Line>,
}

impl Report {
    /// A table for people.
    pub fn text(&self) -> String {
        let e = &self.environment;
        let mut out = format!(
            "khuyencong {}, {} build, {}, {} cores, load {}; {} establishments, \
             {} projects of one province and {} of all, {} proposals\n\n",
            e.version,
            e.build,
            e.engine,
            e.cores,
            e.load,
            self.establishments,
            self.projects,
            self.national,
            self.proposals
        );
        let wide = |text: &str| text.chars().count();
        let widest = self.lines.iter().map(|line| wide(&line.what)).max();
        let width = widest.unwrap_or_default().max(4);
        let number = |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.1}"));
        let _ = writeln!(
            out,
            "{:<width$} {:>10} {:>10} {:>7} {:>7}        ",
            "what", "ours", "floor", "ratio", "target"
        );
        for line in &self.lines {
            let _ = writeln!(
                out,
                "{:<width$} {:>10} {:>10} {:>7} {:>7} {:<6} {:<5} {}",
                line.what,
                number(Some(line.ours)),
                number(line.floor),
                number(line.ratio),
                number(line.target),
                line.unit.label(),
                match line.kept() {
                    Some(true) => "ok",
                    Some(false) => "over",
                    None => "",
                },
                line.note
            );
        }
        out
    }
}
