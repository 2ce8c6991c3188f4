//! The pages of budgets with invented values.

use db::{Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Dong, FundingSource, Id, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    Budget, BudgetRow, Grant,
    pages::{FormPage, ListPage, ListQuery, ShowPage},
};

fn row() -> BudgetRow {
    BudgetRow {
        id: Id::from_uuid(Uuid::from_u128(1)),
        scope: FundingSource::Kcdp,
        province: String::new(),
        year: 2023,
        amount: Dong(99_999_999_999),
        allotted: Dong::ZERO,
        grants: 2,
        illustration: true,
    }
}

fn show(lang: Lang, grants: usize) -> Sample {
    let budget = Budget {
        id: Id::from_uuid(Uuid::from_u128(1)),
        scope: FundingSource::Kcdp,
        province_id: Some(UnitId(1)),
        year: 2023,
        amount: Dong(5_000_000_000),
        allotted: Dong(4_200_000_000),
        illustration: true,
        version: 2,
    };
    let grant = Grant {
        amount: Dong(-200_000_000),
        instrument_no: "12/QĐ-UBND".into(),
        instrument_on: date(2023, 1, 5),
        issuer: "UBND tỉnh Bà Rịa – Vũng Tàu".into(),
        note: String::new(),
        actor: "Kế toán".into(),
        at: Timestamp::UNIX_EPOCH,
    };
    let chrome = Chrome::sample(lang, lang.t("Dự toán được giao", "Budget"));
    let mut page = ShowPage::of(chrome, budget, vec![grant; grants], Form::new(lang));
    page.may_edit = grants == 1;
    page.plans = vec![("Kế hoạch".into(), "/plans/1".into()); grants.min(1)];
    Sample::of("budget", page)
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let lists = [0, 1, 50].map(|rows| {
        let page = Page {
            rows: vec![row(); rows],
            total: rows as i64,
            request: PageRequest::new(None),
        };
        let chrome = Chrome::sample(lang, lang.t("Dự toán được giao", "Budgets"));
        let mut page = ListPage::of(chrome, &ListQuery::default(), page);
        page.may_create = true;
        Sample::of("budgets", page)
    });
    let mut form = Form::new(lang);
    form.fail("amount", lang.t("Cần điền ô này.", "This is required."));
    let form = FormPage {
        c: Chrome::sample(lang, lang.t("Ghi dự toán", "New budget")),
        form,
        scopes: rules::FundingScope::choices(lang),
    };
    lists
        .into_iter()
        .chain([
            show(lang, 0),
            show(lang, 1),
            show(lang, 50),
            Sample::of("budget-form", form),
        ])
        .collect()
}
