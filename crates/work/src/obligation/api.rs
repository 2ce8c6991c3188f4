use axum::{Json, extract::Query};
use db::PageRequest;
use kernel::{Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web_kit::{ApiCx, Operations, Problem, WebError, operations};

use super::{
    model::Obligation,
    store::{self, Filter, Standing, Whose},
};

pub(crate) fn router() -> Operations {
    operations![list]
}

/// Which obligations are wanted, within the caller's scope.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ObligationQuery {
    /// 1 to 1000000; 50 obligations stand on a page.
    #[param(minimum = 1, maximum = 1000000)]
    page: Option<i64>,
    /// The year of the plan, of a task that of its day.
    year: Option<i64>,
    kind: Option<String>,
    /// open, late, soon, pressing, done, done_late or all; open when absent.
    standing: Option<String>,
    /// Only the caller's own and their role's.
    mine: Option<bool>,
}

/// A page of obligations, those due first before the others.
#[derive(Debug, Serialize, ToSchema)]
struct ObligationPage {
    items: Vec<Obligation>,
    /// How many there are on all pages.
    total: i64,
}

#[utoipa::path(
    get, path = "/api/v1/obligations", operation_id = "listObligations", tag = "work",
    params(ObligationQuery),
    responses(
        (status = 200, body = ObligationPage),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<ObligationQuery>,
) -> Result<Json<ObligationPage>, WebError> {
    cx.may(Verb::View, Thing::Obligation)?;
    let me = cx.actor.account.filter(|_| query.mine.unwrap_or(false));
    let filter = Filter {
        year: query.year,
        kind: query.kind.unwrap_or_default(),
        standing: Standing::from_code(query.standing.as_deref().unwrap_or_default()),
        whose: me.map_or(Whose::Everybody, |me| {
            Whose::Person(me, Some(cx.actor.role))
        }),
        done_of: None,
        records_only: !cx.actor.may(Verb::View, Thing::Task),
    };
    let mut conn = cx.read().await?;
    let request = PageRequest::new(query.page);
    let (page, _) = store::list(&mut conn, &cx.actor, &filter, cx.today(), request).await?;
    Ok(Json(ObligationPage {
        items: page.rows,
        total: page.total,
    }))
}
