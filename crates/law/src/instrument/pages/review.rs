use askama::Template;
use axum::extract::Query;
use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::{Lang, Scope, Thing, UnitId, Verb, format_date, parse_date};
use serde::{Deserialize, Serialize};
use web_kit::{Choices, Chrome, Web, WebError, WebResult, file_response, query_string};

use super::{list::area, title};
use crate::{
    conclusion::{Progress, Tally, sheet},
    instrument::{
        lapse::{self, Basis, Review, Reviewed},
        store,
    },
};

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::instrument) struct ReviewQuery {
    /// The id of a province; all when empty.
    pub area: String,
    /// Today when empty.
    pub on: String,
    /// Where they stand in the review; however when empty.
    pub progress: String,
}

impl ReviewQuery {
    fn pairs(&self) -> [(&'static str, &str); 3] {
        [
            ("area", &self.area),
            ("on", &self.on),
            ("progress", &self.progress),
        ]
    }

    /// The same list with those that stand so.
    fn standing(&self, progress: Progress) -> String {
        let [area, on, _] = self.pairs();
        let query = query_string(&[area, on, ("progress", progress.code())]);
        format!("/instrument-review{query}")
    }
}

/// A basis as the review shows it.
pub(crate) struct BasisView {
    pub href: String,
    pub title: String,
    pub what: String,
    pub since: String,
    pub by: String,
    pub verified: bool,
}

/// A local document with the bases to look at.
pub(in crate::instrument) struct ReviewedView {
    pub href: String,
    pub title: String,
    pub subject: String,
    pub area: String,
    pub illustration: bool,
    pub bases: Vec<BasisView>,
    /// None of a province that the person does not see.
    pub progress: Option<Progress>,
    pub outcome: &'static str,
    pub due: String,
}

impl ReviewedView {
    fn of(reviewed: Reviewed, on: Date, lang: Lang) -> ReviewedView {
        let document = reviewed.document;
        ReviewedView {
            href: format!("/instruments/{}", document.id),
            title: document.title(lang),
            subject: document.subject,
            area: reviewed.area,
            illustration: document.illustration,
            progress: reviewed.progress,
            outcome: reviewed
                .conclusion
                .as_ref()
                .map_or("", |c| c.outcome.label(lang)),
            due: reviewed.conclusion.map(|c| c.due()).unwrap_or_default(),
            bases: reviewed
                .bases
                .into_iter()
                .map(|basis| BasisView::of(&basis, on, lang))
                .collect(),
        }
    }
}

impl BasisView {
    pub(crate) fn of(basis: &Basis, on: Date, lang: Lang) -> BasisView {
        let (what, since, by) = match (basis.lapsed_since(on), basis.amended_since) {
            (Some(since), _) => (
                lang.t("Hết hiệu lực", "Ended"),
                Some(since),
                &basis.replaced_by,
            ),
            (None, since) => (
                lang.t("Được sửa đổi, bổ sung", "Amended"),
                since,
                &basis.amended_by,
            ),
        };
        BasisView {
            href: format!("/instruments/{}", basis.id),
            title: basis.title(lang),
            what: what.to_owned(),
            since: since.map(format_date).unwrap_or_default(),
            by: by.clone(),
            verified: basis.verified,
        }
    }
}

#[derive(Template)]
#[template(path = "instrument/views/review.html")]
pub(in crate::instrument) struct ReviewPage {
    pub c: Chrome,
    pub query: ReviewQuery,
    pub areas: Choices,
    pub on: String,
    pub bad_day: bool,
    pub lapsed: Vec<ReviewedView>,
    pub amended: Vec<ReviewedView>,
    pub unrecorded: Vec<ReviewedView>,
    pub others: Vec<ReviewedView>,
    pub looked_at: usize,
    pub progresses: Choices,
    /// How many stand how, with the list of each; empty for who sees no conclusions.
    pub counts: Vec<(&'static str, i64, String)>,
    /// The same for each province, with its list; for who sees several.
    pub provinces: Vec<(String, String, Tally)>,
    pub may_create: bool,
    pub export: Option<String>,
}

impl ReviewPage {
    pub(in crate::instrument) fn of(
        c: Chrome,
        query: ReviewQuery,
        provinces: &[(UnitId, String)],
        review: Review,
        on: Date,
    ) -> ReviewPage {
        let lang = c.lang;
        let tally = review.tally();
        let counted = |progress: Progress| {
            let label = progress.label(lang);
            (label, tally.of(progress), query.standing(progress))
        };
        let counts = match tally.total() {
            0 => Vec::new(),
            _ => Progress::ALL.map(counted).to_vec(),
        };
        let mut by_province: Vec<(String, String, Tally)> = review
            .tallies()
            .into_iter()
            .map(|(unit, label, tally)| {
                let of_it = query_string(&[("area", &unit.to_string()), ("on", &query.on)]);
                (label, format!("/instrument-review{of_it}"), tally)
            })
            .collect();
        if by_province.len() < 2 {
            by_province.clear();
        }
        let review = review.narrowed(Progress::from_code(&query.progress));
        let views = |all: Vec<Reviewed>| {
            all.into_iter()
                .map(|one| ReviewedView::of(one, on, lang))
                .collect()
        };
        ReviewPage {
            c,
            query,
            areas: provinces
                .iter()
                .map(|(id, label)| (id.to_string(), label.clone()))
                .collect(),
            on: format_date(on),
            bad_day: false,
            lapsed: views(review.lapsed),
            amended: views(review.amended),
            unrecorded: views(review.unrecorded),
            others: views(review.others),
            looked_at: review.looked_at,
            progresses: Progress::ALL
                .map(|p| (p.code().to_owned(), p.label(lang).to_owned()))
                .to_vec(),
            counts,
            provinces: by_province,
            may_create: false,
            export: None,
        }
    }

    /// The address of what was concluded of a document.
    fn conclusion(&self, row: &ReviewedView) -> String {
        format!("{}/conclusion", row.href)
    }

    pub(in crate::instrument) fn sample(lang: Lang, review: Review, on: Date) -> ReviewPage {
        let chrome = Chrome::sample(lang, lapse::heading(lang));
        ReviewPage::of(chrome, ReviewQuery::default(), &[], review, on)
    }
}

/// The review for the area and day of an address, as the person sees it.
async fn asked(web: &Web, conn: &mut Conn, query: &ReviewQuery) -> Result<(Review, Date), DbError> {
    let today = web.cx.today();
    let on = parse_date(&query.on).unwrap_or(today);
    let area = area(&query.area);
    let review = lapse::review(conn, &web.cx.actor.scope, area, on, today).await?;
    Ok((review, on))
}

pub(super) async fn review(web: Web, Query(query): Query<ReviewQuery>) -> WebResult {
    let lang = web.cx.lang;
    let actor = &web.cx.actor;
    let mut conn = web.cx.read().await?;
    let (review, on) = asked(&web, &mut conn, &query).await?;
    let provinces = store::territories(&mut conn).await?;
    let bad_day = parse_date(&query.on).is_none() && !query.on.trim().is_empty();
    let export = format!(
        "/instrument-review/export.xlsx{}",
        query_string(&query.pairs())
    );
    let chrome = web
        .chrome(lapse::heading(lang))
        .crumb(title(lang), "/instruments")
        .crumb(lapse::heading(lang), "");
    web.page(ReviewPage {
        bad_day,
        may_create: actor.may(Verb::Create, Thing::Instrument),
        export: actor.may(Verb::Export, Thing::Instrument).then_some(export),
        ..ReviewPage::of(chrome, query, &provinces, review, on)
    })
}

/// The review as a workbook. Taking many records out is written to the audit trail.
pub(super) async fn export(web: Web, Query(query): Query<ReviewQuery>) -> WebResult {
    let cx = &web.cx;
    let mut tx = cx.begin().await?;
    let (review, on) = asked(&web, &mut tx, &query).await?;
    tx.audit(cx, "export", "conclusion", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let nation = cx.actor.scope == Scope::Nation;
    let progress = Progress::from_code(&query.progress);
    let sheets = sheet::of_review(cx.lang, review, progress, on, nation);
    let bytes = papers::xlsx(&sheets).map_err(WebError::internal)?;
    let name = format!("{}.xlsx", lapse::heading(cx.lang));
    Ok(file_response(&name, bytes))
}
