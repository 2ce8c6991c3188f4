use jiff::civil::date;
use kernel::{Dong, Role};

use super::*;
use crate::{
    establishment::create,
    test_support::{databases, establishment, refusal},
};

fn figures(year: i64) -> YearInput {
    YearInput {
        year: Some(year),
        source: Some(YearSource::Survey),
        workers: Some(12),
        women: Some(5),
        revenue: Some(Dong(3_400_000_000)),
        collected_on: Some(date(2022, 2, 1)),
        ..YearInput::default()
    }
}

#[tokio::test]
async fn a_correction_is_a_further_revision_and_the_first_figure_stays() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Hạt điều")).await.unwrap();
        record(&cx, id, figures(2021)).await.unwrap();
        let mut again = figures(2021);
        again.workers = Some(15);
        refusal(record(&cx, id, again.clone()).await, "correction");
        again.correction = true;
        record(&cx, id, again).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let kept: Vec<(i64, Option<i64>)> = of(&mut conn, id)
            .await
            .unwrap()
            .iter()
            .map(|f| (f.revision, f.workers))
            .collect();
        assert_eq!(kept, [(2, Some(15)), (1, Some(12))]);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn figures_that_cannot_be_are_refused() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Hạt tiêu")).await.unwrap();
        let with = |change: fn(&mut YearInput)| {
            let mut input = figures(2021);
            change(&mut input);
            input
        };
        for (field, input) in [
            ("year", with(|i| i.year = Some(2023))),
            ("women", with(|i| i.women = Some(13))),
            ("workers", with(|i| i.workers = None)),
            ("revenue", with(|i| i.revenue = Some(Dong(-1)))),
            ("source", with(|i| i.source = None)),
        ] {
            refusal(record(&cx, id, input).await, field);
        }
        let empty = YearInput {
            year: Some(2021),
            source: Some(YearSource::Survey),
            ..Default::default()
        };
        refusal(record(&cx, id, empty).await, "workers");
        assert_eq!(t.count("establishment_year").await, 0);
        t.close().await;
    }
}
