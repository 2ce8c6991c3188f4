use askama::Template;
use axum::extract::Query;
use jiff::civil::Date;
use kernel::{Lang, Thing, UnitId, Verb, format_date, parse_date};
use serde::Deserialize;
use web_kit::{Chrome, Web, WebResult};

use super::{list::area, title};
use crate::{
    choices::Choices,
    instrument::{
        lapse::{self, Basis, Review, Reviewed},
        store,
    },
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::instrument) struct ReviewQuery {
    /// The id of a province; all when empty.
    pub area: String,
    /// Today when empty.
    pub on: String,
}

/// A basis as the review shows it.
pub(in crate::instrument) struct BasisView {
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
            bases: reviewed
                .bases
                .into_iter()
                .map(|basis| BasisView::of(&basis, on, lang))
                .collect(),
        }
    }
}

impl BasisView {
    fn of(basis: &Basis, on: Date, lang: Lang) -> BasisView {
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
    pub looked_at: usize,
    pub may_create: bool,
}

fn heading(lang: Lang) -> &'static str {
    lang.t(
        "Văn bản địa phương hết cơ sở",
        "Local documents without basis",
    )
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
            looked_at: review.looked_at,
            may_create: false,
        }
    }

    pub(in crate::instrument) fn sample(lang: Lang, review: Review, on: Date) -> ReviewPage {
        let chrome = Chrome::sample(lang, heading(lang));
        ReviewPage::of(chrome, ReviewQuery::default(), &[], review, on)
    }
}

pub(super) async fn review(web: Web, Query(query): Query<ReviewQuery>) -> WebResult {
    let lang = web.cx.lang;
    let asked = parse_date(&query.on);
    let on = asked.unwrap_or_else(|| web.cx.today());
    let mut conn = web.cx.read().await?;
    let review = lapse::review(&mut conn, area(&query.area), on).await?;
    let provinces = store::territories(&mut conn).await?;
    let bad_day = asked.is_none() && !query.on.trim().is_empty();
    let chrome = web
        .chrome(heading(lang))
        .crumb(title(lang), "/instruments")
        .crumb(heading(lang), "");
    web.page(ReviewPage {
        bad_day,
        may_create: web.cx.actor.may(Verb::Create, Thing::Instrument),
        ..ReviewPage::of(chrome, query, &provinces, review, on)
    })
}
