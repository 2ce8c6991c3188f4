//! The pages of totals with invented values.

use kernel::{Dong, Lang, UnitId};
use web_kit::{Chrome, samples::Sample};

use super::{
    Total,
    pages::{OverviewPage, OverviewQuery, ProvincePage},
};

fn total(n: i64) -> Total {
    Total {
        unit_id: UnitId(n),
        name: "Thành phố Hồ Chí Minh".into(),
        year: 2023,
        projects: 2_000,
        illustrations: n % 2,
        planned: Dong(99_999_999_999),
        allotted: Dong(99_999_999_999),
        advanced: Dong(1),
        accepted: Dong::ZERO,
        settled: Dong::ZERO,
        paid: Dong::ZERO,
        recovered: Dong::ZERO,
    }
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let mut all = Vec::new();
    for rows in [0, 1, 34] {
        let totals: Vec<Total> = (0..rows).map(total).collect();
        let chrome = Chrome::sample(lang, lang.t("Tổng hợp", "Totals"));
        let query = OverviewQuery::default();
        let page = OverviewPage::of(chrome, &query, (2019..=2023).collect(), &totals);
        all.push(Sample::of("totals", page));
        let chrome = Chrome::sample(lang, lang.t("Tổng hợp", "Totals"));
        let page = ProvincePage::of(chrome, "/totals/1".into(), 2023, totals);
        all.push(Sample::of("totals-province", page));
    }
    all
}
