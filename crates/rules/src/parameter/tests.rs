use jiff::civil::date;

use super::*;

fn row(key: &str, territory: Option<i64>, value: Option<Value>) -> ParameterRule {
    ParameterRule {
        id: None,
        key: key.into(),
        subject: Subject::AdvanceLimit,
        title: String::new(),
        scope: Some(FundingScope::Kcdp),
        territory: territory.map(UnitId),
        value,
        legal_doc: String::new(),
        locator: String::new(),
        valid_from: None,
        valid_to: None,
        confidence: Confidence::Unverified,
        note: String::new(),
        source: String::new(),
    }
}

fn share(percent: i64) -> Option<Value> {
    Some(Value::Share(BasisPoints::percent(percent)))
}

fn found<'r>(
    rules: &'r [ParameterRule],
    scope: FundingScope,
    territory: &[UnitId],
    on: Date,
) -> Option<&'r str> {
    let query = ParameterQuery {
        subject: Subject::AdvanceLimit,
        scope,
        territory,
        on,
    };
    choose(rules, &query).map(|rule| rule.key.as_str())
}

#[test]
fn the_seed_parses_and_hardens_no_number() {
    let rows = seed();
    assert!(rows.len() >= 6);
    for row in &rows {
        assert_eq!(row.faults(), Vec::new(), "{}", row.key);
        assert!(!row.confidence.is_verified(), "{}", row.key);
    }
    let limit = rows.iter().find(|r| r.subject == Subject::AdvanceLimit);
    assert_eq!(limit.unwrap().value, None, "no text sets the share");
}

#[test]
fn a_provinces_own_row_counts_before_the_nations() {
    let rules = [
        row("nation", None, share(30)),
        row("own", Some(7), share(50)),
    ];
    let on = date(2024, 1, 1);
    let local = FundingScope::Kcdp;
    assert_eq!(found(&rules, local, &[UnitId(7)], on), Some("own"));
    assert_eq!(found(&rules, local, &[UnitId(8)], on), Some("nation"));
    assert_eq!(
        found(&rules, local, &[UnitId(8), UnitId(7)], on),
        Some("own")
    );
    assert_eq!(found(&rules, FundingScope::Kcqg, &[UnitId(7)], on), None);
}

#[test]
fn an_ended_row_does_not_apply_and_one_for_a_budget_beats_one_for_both() {
    let both = ParameterRule {
        scope: None,
        ..row("both", None, share(30))
    };
    let ended = ParameterRule {
        valid_to: Some(date(2023, 12, 31)),
        ..row("ended", None, share(50))
    };
    let rules = [both, ended];
    let local = FundingScope::Kcdp;
    assert_eq!(found(&rules, local, &[], date(2023, 12, 31)), Some("ended"));
    assert_eq!(found(&rules, local, &[], date(2024, 1, 1)), Some("both"));
    let national = found(&rules, FundingScope::Kcqg, &[], date(2023, 1, 1));
    assert_eq!(national, Some("both"));
}

#[test]
fn a_deadline_is_counted_from_the_plan_year() {
    let before = YearDay {
        month: 6,
        day: 20,
        year_offset: -1,
        inclusive: false,
    };
    assert!(before.is_open(2023, date(2022, 6, 19)));
    assert!(!before.is_open(2023, date(2022, 6, 20)));
    assert_eq!(before.dated(2023, Lang::Vi), "trước ngày 20/06/2022");
    let close = YearDay {
        month: 1,
        day: 31,
        year_offset: 1,
        inclusive: true,
    };
    assert!(close.is_open(2023, date(2024, 1, 31)));
    assert!(!close.is_open(2023, date(2024, 2, 1)));
    let leap = YearDay {
        month: 2,
        day: 29,
        year_offset: 0,
        inclusive: true,
    };
    assert_eq!(leap.day_of(2023), Some(date(2023, 2, 28)));
    assert_eq!(leap.day_of(2024), Some(date(2024, 2, 29)));
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let nowhere = YearDay {
        month: 2,
        day: 30,
        year_offset: 0,
        inclusive: true,
    };
    let deadline = ParameterRule {
        subject: Subject::RegistrationClose,
        scope: Some(FundingScope::Kcqg),
        value: Some(Value::Deadline(nowhere)),
        ..row("a", Some(7), None)
    };
    assert_eq!(
        deadline.faults(),
        [
            ParameterFault::OutOfRange(Measure::Deadline),
            ParameterFault::NationOnly
        ]
    );
    let much = row("c", None, Some(Value::Share(BasisPoints::percent(170))));
    let faults = much.faults();
    assert_eq!(faults, [ParameterFault::OutOfRange(Measure::Share)]);
    let said = faults[0].message(kernel::Lang::Vi);
    assert!(said.contains("Tỷ lệ") && !said.contains("tháng"), "{said}");
    let measure = row("b", None, Some(Value::Months(6)));
    assert_eq!(measure.faults(), [ParameterFault::OtherMeasure]);
    let national_money = ParameterRule {
        scope: None,
        ..row("c", Some(7), share(50))
    };
    assert_eq!(national_money.faults(), [ParameterFault::LocalMoneyOnly]);
    let unnamed = ParameterRule {
        subject: Subject::OtherDeadline,
        scope: None,
        ..row("d", Some(7), None)
    };
    assert_eq!(unnamed.faults(), [ParameterFault::TitleMissing]);
}
