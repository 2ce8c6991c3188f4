//! The pages of double funding with invented values: nothing asked, nothing found, many rows.

use jiff::{Timestamp, civil::date};
use kernel::{Activity, Dong, FundingSource, Id, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    Found, Given, MatchAction, MatchKind, Rule,
    matching::Match,
    model::{AmountOf, GivenThing},
    pages::{ProjectPage, SearchPage, SearchQuery, match_view, resolutions},
    rule_pages::{RuleFormPage, RulesPage, rows},
};

fn given(open: bool) -> Given {
    Given {
        thing: GivenThing::Project,
        id: Uuid::from_u128(7),
        code: "ĐA-77-2022-0001".into(),
        title:
            "Hỗ trợ ứng dụng máy cắt laser trong gia công cơ khí chính xác phục vụ đóng tàu cá và \
                công nghiệp phụ trợ tại xã Long Phước"
                .into(),
        party: "Công ty TNHH Cơ khí Phước Hải".into(),
        establishments: Vec::new(),
        activity: Activity::A3b,
        year: 2022,
        source: Some(FundingSource::Kcdp),
        amount: Dong(200_000_000),
        amount_of: AmountOf::Accepted,
        province_id: UnitId(1),
        province: "Tỉnh Bà Rịa – Vũng Tàu".into(),
        state: "Đã quyết toán".into(),
        unfunded: false,
        open,
        illustration: true,
    }
}

fn rule(kind: MatchKind, action: MatchAction) -> Rule {
    Rule {
        id: Id::from_uuid(Uuid::from_u128(1)),
        kind,
        action,
        years: Some(5),
        similarity: (kind == MatchKind::Name).then_some(75),
        valid_from: date(2014, 4, 8),
        basis: "Thông tư 28/2018/TT-BTC".into(),
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(2))),
        verified: false,
        note: String::new(),
        actor: "Quản trị".into(),
        created_at: Timestamp::UNIX_EPOCH,
    }
}

fn search_page(lang: Lang, found: Option<usize>) -> Sample {
    let found = found.map(|n| {
        (0..n)
            .map(|i| Found {
                given: given(i % 2 == 0),
                why: vec!["Số máy LX-2022-0017".into()],
            })
            .collect()
    });
    let chrome = Chrome::sample(lang, lang.t("Tra cứu trùng hỗ trợ", "Double funding"));
    let page = SearchPage::of(chrome, &SearchQuery::default(), found);
    Sample::of("funding-matches", page)
}

fn project_page(lang: Lang, n: usize) -> Sample {
    let kinds = [
        (MatchKind::Serial, MatchAction::Block),
        (MatchKind::Name, MatchAction::Warn),
    ];
    let rows = kinds.iter().take(n).map(|(kind, action)| {
        let found = Match {
            key: kind.code().into(),
            kind: *kind,
            rule: rule(*kind, *action),
            subject: "LX-2022-0017".into(),
            given: given(*action == MatchAction::Block),
            kept: None,
            mirrored: None,
        };
        match_view(&found, lang)
    });
    let mut rows: Vec<_> = rows.collect();
    if let Some(row) = rows.first_mut() {
        let mut form = Form::new(lang);
        form.fail("reason", lang.t("Cần điền ô này.", "This is required."));
        row.form = form;
    }
    let page = ProjectPage {
        c: Chrome::sample(lang, lang.t("Trùng hỗ trợ", "Double funding")),
        action: "/projects/x/funding-matches".into(),
        rows,
        past: vec![("Cùng hóa đơn", "0000123".into(), "x".into(), "y".into()); n],
        resolutions: resolutions(lang),
        may_resolve: n > 0,
        own: n == 0,
        search_href: "/funding-matches".into(),
    };
    Sample::of("project-funding-matches", page)
}

fn rules_page(lang: Lang, all: &[Rule]) -> Sample {
    let page = RulesPage {
        c: Chrome::sample(lang, lang.t("Quy tắc trùng hỗ trợ", "Double funding rules")),
        rows: rows(all, |_| "/instruments/2".into(), date(2026, 1, 1), lang),
        may_edit: true,
    };
    Sample::of("funding-match-rules", page)
}

pub(super) fn all() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        all.extend([None, Some(0), Some(50)].map(|found| search_page(lang, found)));
        all.extend([0, 2].map(|n| project_page(lang, n)));
        let kinds: Vec<Rule> = MatchKind::ALL
            .into_iter()
            .map(|kind| rule(kind, MatchAction::Warn))
            .collect();
        all.push(rules_page(lang, &[]));
        all.push(rules_page(lang, &kinds));
        let chrome = Chrome::sample(lang, lang.t("Quy tắc mới", "New rule"));
        let mut form = Form::new(lang);
        form.fail("valid_from", "…");
        all.push(Sample::of(
            "funding-match-rule-form",
            RuleFormPage::of(chrome, form),
        ));
    }
    all
}
