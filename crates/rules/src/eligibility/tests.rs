use jiff::civil::date;
use kernel::Lang;

use super::*;

/// A small food processor in a commune of a province, today's law.
fn facts() -> Facts {
    Facts {
        on: date(2026, 3, 1),
        unit_kind: UnitKind::Xa,
        unit_valid: true,
        province_kind: UnitKind::Tinh,
        parent_kind: None,
        city_class: None,
        converted_from_commune_on: None,
        in_craft_village: false,
        legal_form: LegalForm::Enterprise,
        is_sme: Some(true),
        industries: vec!["1030".into()],
        activity: Activity::A3b,
    }
}

/// A ward of a city of a province in the old era.
fn old_ward(class: Option<u8>) -> Facts {
    Facts {
        on: date(2024, 5, 1),
        unit_kind: UnitKind::Phuong,
        parent_kind: Some(UnitKind::ThanhPho),
        city_class: class,
        is_sme: None,
        ..facts()
    }
}

fn outcome(facts: &Facts) -> Outcome {
    let got = assess(facts);
    assert_eq!(got.eligible, got.outcome != Outcome::NotEligible);
    for finding in &got.findings {
        assert!(finding.text.is_complete(), "{finding:?}");
    }
    got.outcome
}

fn finding(facts: &Facts, test: Test) -> Finding {
    assess(facts)
        .findings
        .into_iter()
        .find(|f| f.test == test)
        .unwrap()
}

#[test]
fn a_small_food_processor_in_a_commune_is_eligible() {
    assert_eq!(outcome(&facts()), Outcome::Eligible);
    assert_eq!(assess(&facts()).rule.as_deref(), Some("E2025"));
}

#[test]
fn a_ward_of_a_centrally_run_city_is_out_unless_in_a_craft_village() {
    let ward = Facts {
        unit_kind: UnitKind::Phuong,
        province_kind: UnitKind::ThanhPhoTw,
        ..facts()
    };
    assert_eq!(outcome(&ward), Outcome::NotEligible);
    let place = finding(&ward, Test::Place);
    assert!(
        place
            .text
            .vi
            .contains("phường của thành phố trực thuộc trung ương")
    );
    assert!(place.article.contains("235/2025/NĐ-CP"));
    assert_eq!(
        outcome(&Facts {
            in_craft_village: true,
            ..ward
        }),
        Outcome::Eligible
    );
}

#[test]
fn wards_of_a_province_and_communes_of_a_city_are_in_since_15_october_2025() {
    let ward = Facts {
        unit_kind: UnitKind::Phuong,
        ..facts()
    };
    assert_eq!(outcome(&ward), Outcome::Eligible);
    for kind in [UnitKind::Xa, UnitKind::DacKhu] {
        let in_city = Facts {
            unit_kind: kind,
            province_kind: UnitKind::ThanhPhoTw,
            ..facts()
        };
        assert_eq!(outcome(&in_city), Outcome::Eligible, "{kind:?}");
    }
}

#[test]
fn the_day_decides_which_decree_counts() {
    let eve = Facts {
        on: date(2025, 10, 14),
        is_sme: Some(false),
        ..facts()
    };
    assert_eq!(assess(&eve).rule.as_deref(), Some("E2012"));
    assert_eq!(
        outcome(&eve),
        Outcome::Eligible,
        "no size test in the old text"
    );
    let day = Facts {
        on: date(2025, 10, 15),
        ..eve
    };
    assert_eq!(assess(&day).rule.as_deref(), Some("E2025"));
    assert_eq!(outcome(&day), Outcome::NotEligible);
}

#[test]
fn before_the_first_decree_nothing_is_decided_in_favour() {
    let early = Facts {
        on: date(2012, 7, 4),
        ..facts()
    };
    let got = assess(&early);
    assert_eq!((got.outcome, got.rule), (Outcome::NotEligible, None));
}

#[test]
fn old_wards_depend_on_the_class_of_their_city() {
    assert_eq!(outcome(&old_ward(Some(2))), Outcome::Eligible);
    assert_eq!(outcome(&old_ward(Some(3))), Outcome::Eligible);
    assert_eq!(outcome(&old_ward(Some(1))), Outcome::NotEligible);
    assert_eq!(outcome(&old_ward(None)), Outcome::Unclear);
    assert!(
        finding(&old_ward(None), Test::Place)
            .text
            .vi
            .contains("cần xác nhận")
    );
    let of_district = Facts {
        parent_kind: Some(UnitKind::Quan),
        ..old_ward(None)
    };
    assert_eq!(outcome(&of_district), Outcome::NotEligible);
    let of_town = Facts {
        parent_kind: Some(UnitKind::ThiXa),
        ..old_ward(None)
    };
    assert_eq!(outcome(&of_town), Outcome::Eligible);
}

#[test]
fn a_ward_of_a_class_1_city_is_in_for_five_years_after_it_was_a_commune() {
    let converted = |on| Facts {
        converted_from_commune_on: Some(on),
        ..old_ward(Some(1))
    };
    assert_eq!(outcome(&converted(date(2019, 5, 1))), Outcome::Eligible);
    assert_eq!(outcome(&converted(date(2019, 4, 30))), Outcome::NotEligible);
}

#[test]
fn new_wards_under_the_old_text_need_confirmation() {
    let ward = |province_kind| Facts {
        on: date(2025, 8, 1),
        unit_kind: UnitKind::Phuong,
        province_kind,
        ..facts()
    };
    for province in [UnitKind::Tinh, UnitKind::ThanhPhoTw] {
        assert_eq!(outcome(&ward(province)), Outcome::Unclear);
        let place = finding(&ward(province), Test::Place);
        assert!(
            place.text.vi.contains("01/07/2025") && !place.verified,
            "{}",
            place.text.vi
        );
    }
    let commune = Facts {
        on: date(2025, 8, 1),
        ..facts()
    };
    assert_eq!(outcome(&commune), Outcome::Eligible);
    let zone = Facts {
        unit_kind: UnitKind::DacKhu,
        ..commune
    };
    assert_eq!(outcome(&zone), Outcome::Unclear);
}

#[test]
fn cleaner_production_has_no_test_of_place_or_size() {
    for on in [date(2024, 1, 1), date(2026, 1, 1)] {
        let plant = Facts {
            on,
            unit_kind: UnitKind::Phuong,
            province_kind: UnitKind::ThanhPhoTw,
            parent_kind: Some(UnitKind::Quan),
            is_sme: Some(false),
            activity: Activity::A3c,
            ..facts()
        };
        assert_eq!(outcome(&plant), Outcome::Eligible);
    }
}

#[test]
fn a_cluster_investor_is_supported_for_cluster_works_only() {
    let investor = Facts {
        legal_form: LegalForm::CcnInvestor,
        activity: Activity::A7c,
        industries: vec![],
        unit_kind: UnitKind::Phuong,
        province_kind: UnitKind::ThanhPhoTw,
        ..facts()
    };
    assert_eq!(outcome(&investor), Outcome::Eligible);
    let machines = Facts {
        activity: Activity::A3b,
        ..investor
    };
    assert_eq!(outcome(&machines), Outcome::NotEligible);
}

#[test]
fn an_enterprise_of_unknown_size_goes_on_with_a_warning() {
    let unsized_enterprise = Facts {
        is_sme: None,
        ..facts()
    };
    assert_eq!(outcome(&unsized_enterprise), Outcome::Unclear);
    let household = Facts {
        legal_form: LegalForm::BusinessHousehold,
        ..unsized_enterprise
    };
    assert_eq!(outcome(&household), Outcome::Eligible);
}

#[test]
fn a_unit_that_does_not_exist_on_the_day_is_refused() {
    assert_eq!(
        outcome(&Facts {
            unit_valid: false,
            ..facts()
        }),
        Outcome::NotEligible
    );
}

#[test]
fn industries_are_judged_by_the_list_of_the_day() {
    let with = |codes: &[&str], on| Facts {
        industries: codes.iter().map(|c| (*c).to_owned()).collect(),
        on,
        ..facts()
    };
    let (old, new) = (date(2024, 1, 1), date(2026, 1, 1));
    for division in 10..=33 {
        let code = format!("{division}000");
        assert_eq!(outcome(&with(&[&code], new)), Outcome::Eligible, "{code}");
    }
    assert_eq!(outcome(&with(&["0810"], new)), Outcome::Unclear, "mining");
    assert_eq!(
        outcome(&with(&["3830"], old)),
        Outcome::NotEligible,
        "waste, old list"
    );
    assert_eq!(
        outcome(&with(&["3830"], new)),
        Outcome::Eligible,
        "environmental industry"
    );
    assert_eq!(
        outcome(&with(&["3511"], new)),
        Outcome::NotEligible,
        "power"
    );
    assert_eq!(
        outcome(&with(&["4711"], new)),
        Outcome::NotEligible,
        "shops"
    );
    assert_eq!(
        outcome(&with(&["4711", "C10"], new)),
        Outcome::Eligible,
        "one is enough"
    );
    assert_eq!(outcome(&with(&[], new)), Outcome::Unclear);
    let outside = finding(&with(&["4711"], new), Test::Industry);
    assert!(outside.text.vi.contains("4711") && outside.article.contains("Điều 5"));
}

#[test]
fn the_centre_itself_is_not_tested_for_place_or_industry() {
    let centre = Facts {
        on: date(2023, 1, 1),
        legal_form: LegalForm::ServiceOrg,
        activity: Activity::A6,
        industries: vec![],
        unit_kind: UnitKind::Phuong,
        parent_kind: Some(UnitKind::ThanhPho),
        city_class: Some(1),
        ..facts()
    };
    assert_eq!(outcome(&centre), Outcome::Eligible);
    let today = Facts {
        on: date(2026, 1, 1),
        ..centre
    };
    assert_eq!(
        outcome(&today),
        Outcome::Unclear,
        "the clause was not seen in full"
    );
}

#[test]
fn legal_forms_keep_their_codes() {
    for form in LegalForm::ALL {
        assert_eq!(LegalForm::from_code(form.code()), Some(form));
        assert_eq!(
            serde_json::to_string(&form).unwrap(),
            format!("\"{}\"", form.code())
        );
        assert_ne!(form.label(Lang::Vi), form.label(Lang::En));
    }
}

#[test]
fn every_form_is_covered_and_the_eras_join_without_gap() {
    let rules = Rules::seed();
    for era in &rules.eras {
        for form in LegalForm::ALL {
            let rows = era
                .subjects
                .iter()
                .filter(|s| s.forms.contains(&form))
                .count();
            assert_eq!(rows, 1, "{} {form:?}", era.code);
        }
    }
    for pair in rules.eras.windows(2) {
        assert_eq!(
            pair[0].valid_to.unwrap().tomorrow().unwrap(),
            pair[1].valid_from
        );
    }
}
