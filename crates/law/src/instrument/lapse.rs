//! Local documents whose legal basis has ended or changed: the review that Chỉ thị 20/CT-BCT of
//! 04/12/2025 asks of every province.

use db::{Conn, DbError, row, sql};
use jiff::{ToSpan, civil::Date};
use kernel::{InstrumentId, Lang, Scope, UnitId};
use serde::Serialize;

use super::{
    effect::Standing,
    model::{Instrument, InstrumentKind, title},
    relation::RelationKind,
    store::{self, Area, Filter},
};
use crate::conclusion::{self, Conclusion, Progress, Tally};

/// What the review is called.
pub(crate) fn heading(lang: Lang) -> &'static str {
    lang.t(
        "Văn bản địa phương hết cơ sở",
        "Local documents without basis",
    )
}

row! {
    /// A document that another one rests on or guides, with what became of it.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Basis {
        #[serde(skip)]
        pub(super) local_id: InstrumentId,
        pub relation: RelationKind,
        /// Whether somebody has seen the basis named in the local document.
        pub verified: bool,
        pub id: InstrumentId,
        pub kind: InstrumentKind,
        pub number: String,
        pub issuer: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub effective_to: Option<Date>,
        #[schema(value_type = Option<String>, format = Date)]
        pub replaced_since: Option<Date>,
        /// The number of what replaced it; empty when nothing did.
        pub replaced_by: String,
        /// The first amendment that came into force after the local document was signed.
        #[schema(value_type = Option<String>, format = Date)]
        pub amended_since: Option<Date>,
        pub amended_by: String,
    }
}

impl Basis {
    pub fn title(&self, lang: Lang) -> String {
        title(self.kind, &self.number, &self.issuer, lang)
    }

    /// The first day without it, when that has come.
    pub fn lapsed_since(&self, on: Date) -> Option<Date> {
        let after = self.effective_to.map(|last| last.saturating_add(1.day()));
        let first = match (after, self.replaced_since) {
            (Some(after), Some(replaced)) => Some(after.min(replaced)),
            (after, replaced) => after.or(replaced),
        };
        first.filter(|first| *first <= on)
    }
}

/// A local document with those of its bases that somebody should look at.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Reviewed {
    pub document: Instrument,
    /// Its area with everything above it.
    pub area: String,
    pub bases: Vec<Basis>,
    /// What counts today of what was concluded.
    pub conclusion: Option<Conclusion>,
    /// Where it stands today; none of a province that the person does not see.
    pub progress: Option<Progress>,
}

/// The review of local documents on a day, with what counts today of what was concluded of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Review {
    /// A basis is no longer in force.
    pub lapsed: Vec<Reviewed>,
    /// Every basis is in force, but one was amended after the document was signed.
    pub amended: Vec<Reviewed>,
    /// No basis is recorded, so nothing can be said.
    pub unrecorded: Vec<Reviewed>,
    /// Nothing is to be looked at any more, but something was concluded: it has ended since, or its bases
    /// were put right.
    pub others: Vec<Reviewed>,
    /// How many local documents were looked at.
    pub looked_at: usize,
}

impl Review {
    fn groups(&mut self) -> [&mut Vec<Reviewed>; 4] {
        [
            &mut self.lapsed,
            &mut self.amended,
            &mut self.unrecorded,
            &mut self.others,
        ]
    }

    fn all(&self) -> impl Iterator<Item = &Reviewed> {
        let listed = self.lapsed.iter().chain(&self.amended);
        listed.chain(&self.unrecorded).chain(&self.others)
    }

    /// The same with those only that stand so today.
    pub fn narrowed(mut self, progress: Option<Progress>) -> Review {
        if let Some(wanted) = progress {
            for group in self.groups() {
                group.retain(|one| one.progress == Some(wanted));
            }
        }
        self
    }

    /// How many of those that the person sees stand how, for each province.
    pub fn tallies(&self) -> Vec<(UnitId, String, Tally)> {
        let mut all: Vec<(UnitId, String, Tally)> = Vec::new();
        for one in self.all() {
            let (Some(unit), Some(progress)) = (one.document.unit_id, one.progress) else {
                continue;
            };
            let at = all.iter().position(|(id, _, _)| *id == unit);
            let at = at.unwrap_or_else(|| {
                all.push((unit, one.area.clone(), Tally::default()));
                all.len() - 1
            });
            all[at].2.count(progress);
        }
        all.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        all
    }

    /// The same for all of them together.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for progress in self.all().filter_map(|one| one.progress) {
            tally.count(progress);
        }
        tally
    }
}

/// Looks at every local document that sets rules and has not ended by the day, and at those of which
/// something was concluded within the scope.
pub async fn review(
    conn: &mut Conn,
    scope: &Scope,
    area: Area,
    on: Date,
    today: Date,
) -> Result<Review, DbError> {
    let area = match area {
        Area::Province(unit) => Area::Province(unit),
        _ => Area::Local,
    };
    let filter = Filter {
        area,
        ..Filter::default()
    };
    let documents = store::all(conn, &filter).await?;
    let areas = store::territories(conn).await?;
    let mut bases = bases(conn, on, None).await?;
    let mut conclusions = conclusion::store::current(conn, scope).await?;
    let mut review = Review::default();
    for document in documents {
        let at = conclusions
            .iter()
            .position(|c| c.instrument_id == document.id);
        let conclusion = at.map(|at| conclusions.swap_remove(at));
        let gone = !sets_rules(document.kind)
            || matches!(document.standing(on), Standing::Ended | Standing::NotYet);
        if gone && conclusion.is_none() {
            continue;
        }
        review.looked_at += usize::from(!gone);
        let (own, others): (Vec<Basis>, Vec<Basis>) =
            bases.into_iter().partition(|b| b.local_id == document.id);
        bases = others;
        let area = areas
            .iter()
            .find(|(id, _)| Some(*id) == document.unit_id)
            .map(|(_, label)| label.clone())
            .unwrap_or_default();
        let none = own.is_empty();
        let (lapsed, rest): (Vec<Basis>, Vec<Basis>) =
            own.into_iter().partition(|b| b.lapsed_since(on).is_some());
        let amended: Vec<Basis> = rest
            .into_iter()
            .filter(|b| b.amended_since.is_some())
            .collect();
        let progress =
            conclusion::model::progress(conclusion.as_ref(), document.unit_id, scope, today);
        let concluded = conclusion.is_some();
        let reviewed = |bases| Reviewed {
            document,
            area,
            bases,
            conclusion,
            progress,
        };
        if gone {
            review.others.push(reviewed(Vec::new()));
        } else if none {
            review.unrecorded.push(reviewed(Vec::new()));
        } else if !lapsed.is_empty() {
            review.lapsed.push(reviewed(lapsed));
        } else if !amended.is_empty() {
            review.amended.push(reviewed(amended));
        } else if concluded {
            review.others.push(reviewed(Vec::new()));
        }
    }
    Ok(review)
}

/// The bases of one local document that somebody should look at, with what became of them by the day.
pub async fn to_look_at(
    conn: &mut Conn,
    id: InstrumentId,
    on: Date,
) -> Result<Vec<Basis>, DbError> {
    let mut bases = bases(conn, on, Some(id)).await?;
    bases.retain(|basis| basis.lapsed_since(on).is_some() || basis.amended_since.is_some());
    Ok(bases)
}

/// Letters and plans of a year set no rules that could lose their basis.
pub(crate) fn sets_rules(kind: InstrumentKind) -> bool {
    !matches!(kind, InstrumentKind::OfficialLetter | InstrumentKind::Plan)
}

/// Every basis of every local document, or of one, with what became of it by the day.
async fn bases(
    conn: &mut Conn,
    on: Date,
    only: Option<InstrumentId>,
) -> Result<Vec<Basis>, DbError> {
    // The first that counts by the day, of those that act on the basis in one way.
    let first = |what: &str, kind: &str, also: &str| {
        format!(
            "(SELECT {what} FROM instrument_relation r JOIN instrument a ON a.id = r.from_id
              WHERE r.to_id = b.id AND r.kind = '{kind}'
                AND COALESCE(r.since, a.effective_from) <= ?{also}
              ORDER BY COALESCE(r.since, a.effective_from), a.id LIMIT 1)"
        )
    };
    let day = "COALESCE(r.since, a.effective_from)";
    let after = " AND COALESCE(r.since, a.effective_from)
                      > COALESCE(l.signed_on, l.effective_from)";
    let mut query = sql!(
        &format!(
            "SELECT l.id AS local_id, rel.kind AS relation, rel.verified, b.id, b.kind, b.number,
                    b.issuer, b.effective_to, {} AS replaced_since,
                    COALESCE({}, '') AS replaced_by, {} AS amended_since,
                    COALESCE({}, '') AS amended_by
             FROM instrument_relation rel JOIN instrument l ON l.id = rel.from_id
                  JOIN instrument b ON b.id = rel.to_id
             WHERE l.unit_id IS NOT NULL AND rel.kind IN ('based_on', 'guides')",
            first(day, "replaces", ""),
            first("a.number", "replaces", ""),
            first(day, "amends", after),
            first("a.number", "amends", after),
        ),
        on,
        on,
        on,
        on,
    );
    if let Some(id) = only {
        query.push(" AND l.id = ?", [id.into()]);
    }
    query.push(" ORDER BY l.id, b.signed_year, b.id", []);
    conn.all(query).await
}
