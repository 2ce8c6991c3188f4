//! Where a document stands on a day, and what happened to it in the order of days.

use jiff::{ToSpan, civil::Date};
use kernel::{InstrumentId, Lang, format_date};
use serde::{Deserialize, Serialize};

use super::{
    model::Instrument,
    relation::{Related, RelationKind},
};

/// Where a document stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InstrumentStanding)]
pub enum Standing {
    InForce,
    /// Its last day has passed, or another document has replaced it.
    Ended,
    NotYet,
    /// Its first day is not known.
    Unknown,
}

impl Standing {
    pub const ALL: [Standing; 4] = [
        Standing::InForce,
        Standing::Ended,
        Standing::NotYet,
        Standing::Unknown,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Standing::InForce => "in_force",
            Standing::Ended => "ended",
            Standing::NotYet => "not_yet",
            Standing::Unknown => "unknown",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Standing::InForce => lang.t("Còn hiệu lực", "In force"),
            Standing::Ended => lang.t("Hết hiệu lực", "Ended"),
            Standing::NotYet => lang.t("Chưa có hiệu lực", "Not yet in force"),
            Standing::Unknown => lang.t("Chưa rõ ngày hiệu lực", "First day unknown"),
        }
    }

    /// Colour and icon of its badge.
    pub fn look(self) -> (&'static str, &'static str) {
        match self {
            Standing::InForce => ("green", "check"),
            Standing::Ended => ("red", "stop"),
            Standing::NotYet => ("blue", "clock"),
            Standing::Unknown => ("amber", "alert"),
        }
    }
}

impl Instrument {
    /// The last day in force: the one written in it, or the eve of its replacement if that is
    /// sooner.
    pub fn last_day(&self) -> Option<Date> {
        let eve = self.replaced_since.map(|day| day.saturating_sub(1.day()));
        match (self.effective_to, eve) {
            (Some(written), Some(eve)) => Some(written.min(eve)),
            (written, eve) => written.or(eve),
        }
    }

    pub fn standing(&self, on: Date) -> Standing {
        if self.last_day().is_some_and(|last| last < on) {
            return Standing::Ended;
        }
        match self.effective_from {
            Some(from) if from <= on => Standing::InForce,
            Some(_) => Standing::NotYet,
            None if self.signed_on.is_some_and(|day| on < day) => Standing::NotYet,
            None => Standing::Unknown,
        }
    }
}

/// Something that happened to a document.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Turn {
    /// None while the day is not known.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    pub what: String,
    /// The document that did it.
    pub by: Option<InstrumentId>,
    pub by_title: String,
    pub note: String,
    pub verified: bool,
}

impl Turn {
    /// The day as it is written.
    pub fn when(&self, lang: Lang) -> String {
        match self.day {
            Some(day) => format_date(day),
            None => lang.t("chưa rõ ngày", "day unknown").to_owned(),
        }
    }
}

/// What happened to a document, in the order of days; what has no day comes last.
pub fn course(instrument: &Instrument, related: &[Related], lang: Lang) -> Vec<Turn> {
    let own = |day: Option<Date>, what: (&str, &str)| {
        day.map(|day| Turn {
            day: Some(day),
            what: lang.t(what.0, what.1).to_owned(),
            by: None,
            by_title: String::new(),
            note: String::new(),
            verified: instrument.verified,
        })
    };
    let mut turns: Vec<Turn> = [
        own(instrument.signed_on, ("Ký ban hành", "Signed")),
        own(
            instrument.effective_from,
            ("Bắt đầu có hiệu lực", "Comes into force"),
        ),
        own(
            instrument.effective_to,
            ("Ngày cuối còn hiệu lực", "Last day in force"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let happened = related
        .iter()
        .filter(|r| r.incoming && r.relation != RelationKind::BasedOn);
    turns.extend(happened.map(|r| Turn {
        day: r.day,
        what: r.label(lang).to_owned(),
        by: Some(r.id),
        by_title: r.title(lang),
        note: r.note.clone(),
        verified: r.verified,
    }));
    turns.sort_by_key(|turn| (turn.day.is_none(), turn.day));
    turns
}

/// One sentence on the state of a document on a day: in force or not, changed by what, and where
/// its consolidated wording is.
pub fn sentence(instrument: &Instrument, related: &[Related], on: Date, lang: Lang) -> String {
    let day = format_date(on);
    let names = |kind: RelationKind, counts: &dyn Fn(Option<Date>) -> bool| {
        let found: Vec<String> = related
            .iter()
            .filter(|r| r.suffered(kind) && counts(r.day))
            .map(|r| r.title(lang))
            .collect();
        found.join(", ")
    };
    let begun = |start: Option<Date>| start.is_some_and(|start| start <= on);
    let mut parts = vec![match instrument.standing(on) {
        Standing::InForce => match lang {
            Lang::Vi => format!("Ngày {day} văn bản còn hiệu lực."),
            Lang::En => format!("On {day} the document is in force."),
        },
        Standing::Ended => ended(instrument, &names(RelationKind::Replaces, &begun), lang),
        Standing::NotYet => match (instrument.effective_from.map(format_date), lang) {
            (Some(from), Lang::Vi) => format!("Đến {from} văn bản mới có hiệu lực."),
            (Some(from), Lang::En) => format!("The document comes into force only on {from}."),
            (None, Lang::Vi) => format!("Ngày {day} văn bản chưa được ký."),
            (None, Lang::En) => format!("On {day} the document has not been signed."),
        },
        Standing::Unknown => lang
            .t(
                "Chưa ghi ngày văn bản bắt đầu có hiệu lực, nên chưa kết luận được.",
                "Its first day is not recorded, so nothing can be said for sure.",
            )
            .to_owned(),
    }];
    let mut add = |(vi, en): (&str, &str), list: String| {
        if !list.is_empty() {
            parts.push(format!("{} {list}.", lang.t(vi, en)));
        }
    };
    add(
        (
            "Đến ngày đó đã được sửa đổi, bổ sung bởi",
            "By then amended by",
        ),
        names(RelationKind::Amends, &begun),
    );
    add(
        (
            "Còn văn bản sửa đổi chưa rõ ngày có hiệu lực:",
            "Amended by, from a day not known:",
        ),
        names(RelationKind::Amends, &|start| start.is_none()),
    );
    add(
        ("Bản hợp nhất:", "Consolidated text:"),
        names(RelationKind::Consolidates, &|start| {
            start.is_none_or(|start| start <= on)
        }),
    );
    parts.join(" ")
}

fn ended(instrument: &Instrument, replaced_by: &str, lang: Lang) -> String {
    let since = instrument
        .last_day()
        .map(|last| format_date(last.saturating_add(1.day())))
        .unwrap_or_default();
    match (lang, replaced_by.is_empty()) {
        (Lang::Vi, true) => format!("Văn bản hết hiệu lực từ ngày {since}."),
        (Lang::Vi, false) => {
            format!("Văn bản hết hiệu lực từ ngày {since}, được thay thế bởi {replaced_by}.")
        }
        (Lang::En, true) => format!("No longer in force since {since}."),
        (Lang::En, false) => {
            format!("No longer in force since {since}, replaced by {replaced_by}.")
        }
    }
}
