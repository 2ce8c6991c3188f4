use jiff::civil::{Date, date};
use kernel::{UnitLevel, fold};
use proptest::prelude::*;

use super::*;

const DAK_LAK: UnitId = UnitId(1);
const HAI_DUONG: UnitId = UnitId(2);
const HAI_PHONG: UnitId = UnitId(3);

fn seeded() -> Vec<NormRule> {
    seed(|code, since| match (code, since) {
        ("66", Some(_)) => Some(DAK_LAK),
        ("30", None) => Some(HAI_DUONG),
        _ => None,
    })
    .unwrap()
}

fn million(n: i64) -> Dong {
    Dong(n * 1_000_000)
}

fn national(activity: Activity, on: Date) -> NormQuery<'static> {
    NormQuery {
        scope: FundingScope::Kcqg,
        territory: &[],
        activity,
        variant: "",
        line: false,
        on,
    }
}

fn local(territory: &[UnitId], activity: Activity, on: Date) -> NormQuery<'_> {
    NormQuery {
        scope: FundingScope::Kcdp,
        territory,
        ..national(activity, on)
    }
}

/// Key of the norm and amount of the ceiling.
fn answer(query: NormQuery<'_>, cost: Dong) -> (String, Option<Dong>) {
    let rules = seeded();
    let choice = choose(&rules, &query).expect("a norm is in force");
    (
        choice.rule.key.clone(),
        choice.ceiling(cost, Rounding::Dong).amount,
    )
}

#[test]
fn every_seeded_norm_is_sound_and_its_key_is_used_once() {
    let rules = seeded();
    assert_eq!(rules.len(), 9 + 22 + 6, "two national texts, two provinces");
    for rule in &rules {
        assert_eq!(rule.faults(), [], "{}", rule.key);
        assert_eq!(
            rules.iter().filter(|r| r.key == rule.key).count(),
            1,
            "{}",
            rule.key
        );
        assert_eq!(
            rule.territory.is_some(),
            rule.key.starts_with("L-"),
            "{}",
            rule.key
        );
    }
}

#[test]
fn doubtful_numbers_are_absent_and_unconfirmed_ones_are_marked() {
    let rules = seeded();
    let status = |key: &str| rules.iter().find(|r| r.key == key).map(|r| r.confidence);
    for weak in [
        "N18-13", "N18-15", "N18-18", "N18-19", "N18-27", "N18-28", "N18-29", "L-PTO",
    ] {
        assert_eq!(status(weak), None, "{weak}");
    }
    for open in [
        "N18-01", "N18-03", "N18-04", "N18-14", "N18-16", "N18-21", "N18-23",
    ] {
        assert_eq!(status(open), Some(Confidence::Unverified), "{open}");
    }
    for sure in [
        "N14-04", "N18-02", "N18-05", "N18-06", "N18-24", "L-DLK-02", "L-HDG-02",
    ] {
        assert_eq!(status(sure), Some(Confidence::Verified), "{sure}");
    }
}

#[test]
fn no_two_seeded_norms_answer_the_same_question_on_the_same_day() {
    let rules = seeded();
    for (i, a) in rules.iter().enumerate() {
        for b in &rules[i + 1..] {
            let same =
                (a.activity, &a.variant, a.territory) == (b.activity, &b.variant, b.territory);
            let starts = [a.valid_from, b.valid_from].into_iter().flatten();
            let overlap = starts
                .into_iter()
                .any(|day| a.in_force(day) && b.in_force(day));
            assert!(!(same && overlap), "{} and {}", a.key, b.key);
        }
    }
}

#[test]
fn a_province_the_caller_does_not_know_is_named() {
    let error = seed(|_, _| None).unwrap_err();
    assert_eq!(
        (error.key.as_str(), error.code.as_str()),
        ("L-DLK-01", "66")
    );
}

#[test]
fn hau_giang_2018_gets_200_million_because_its_plan_was_approved_in_2017() {
    let approved = date(2017, 12, 22);
    let got = answer(national(Activity::A3b, approved), million(570));
    assert_eq!(got, ("N14-04".into(), Some(million(200))));
}

#[test]
fn the_day_of_approval_decides_which_norm_counts() {
    let last_old_day = answer(national(Activity::A3b, date(2018, 5, 10)), million(570));
    let first_new_day = answer(national(Activity::A3b, date(2018, 5, 11)), million(570));
    assert_eq!(last_old_day, ("N14-04".into(), Some(million(200))));
    assert_eq!(first_new_day, ("N18-05".into(), Some(million(285))));
    let before_any = national(Activity::A3b, date(2014, 4, 7));
    assert!(choose(&seeded(), &before_any).is_none());
}

#[test]
fn dak_lak_2025_two_establishments_get_300_million_each() {
    let rules = seeded();
    let choice = choose(&rules, &national(Activity::A3b, date(2025, 3, 1))).unwrap();
    let each = [million(800), million(820)].map(|cost| choice.ceiling(cost, Rounding::Dong));
    assert_eq!(group_amount(&each), Some(million(600)));
}

#[test]
fn lam_dong_2025_thirteen_beneficiaries_stay_within_3900_million() {
    let rules = seeded();
    let choice = choose(&rules, &national(Activity::A3b, date(2025, 3, 1))).unwrap();
    let all = vec![choice.ceiling(million(2_000), Rounding::Dong); 13];
    let paid = million(3_700);
    assert_eq!(group_amount(&all), Some(million(3_900)));
    assert!(group_amount(&all) >= Some(paid));
}

#[test]
fn a_group_has_no_sum_when_one_part_has_no_number() {
    let rules = seeded();
    let choice = choose(&rules, &national(Activity::A6, date(2025, 3, 1))).unwrap();
    let open = choice.ceiling(million(5), Rounding::Dong);
    assert_eq!(open.amount, None);
    assert!(open.reason(Lang::Vi).is_some() && open.reason(Lang::En).is_some());
    assert_eq!(group_amount([&open]), None);
}

#[test]
fn a_line_takes_its_own_row_and_the_multiplier_gives_the_same() {
    let on = date(2024, 1, 1);
    let query = NormQuery {
        line: true,
        ..national(Activity::A3b, on)
    };
    assert_eq!(
        answer(query, million(2_000)),
        ("N18-06".into(), Some(million(450)))
    );
    let named = NormQuery {
        variant: LINE,
        ..national(Activity::A3b, on)
    };
    assert_eq!(
        answer(named, million(2_000)),
        ("N18-06".into(), Some(million(450)))
    );

    let rules = seeded();
    let main = choose(&rules, &national(Activity::A3b, on)).unwrap().rule;
    let lifted = ceiling(main, million(2_000), true);
    assert_eq!(lifted.amount, Some(million(450)));
    assert!(lifted.equation(Lang::Vi).contains("1,5 × 300.000.000"));
    // The multiplier lifts the cap, not the percentage.
    assert_eq!(ceiling(main, million(700), true).amount, Some(million(350)));
}

#[test]
fn a_line_under_a_norm_without_multiplier_keeps_the_plain_cap() {
    let query = NormQuery {
        line: true,
        ..national(Activity::A3b, date(2016, 1, 1))
    };
    assert_eq!(
        answer(query, million(2_000)),
        ("N14-04".into(), Some(million(200)))
    );
}

#[test]
fn local_money_follows_the_old_province_of_the_commune_first() {
    let chain = [HAI_DUONG, HAI_PHONG];
    let got = answer(
        local(&chain, Activity::A3b, date(2026, 1, 1)),
        million(2_000),
    );
    assert_eq!(got, ("L-HDG-02".into(), Some(million(250))));
}

#[test]
fn the_new_province_answers_once_the_old_norm_has_ended() {
    let mut rules = seeded();
    let old = rules.iter().position(|r| r.key == "L-HDG-02").unwrap();
    let replacement = NormRule {
        key: "L-HPG-01".into(),
        territory: Some(HAI_PHONG),
        cap: Some(million(280)),
        valid_from: Some(date(2026, 2, 1)),
        ..rules[old].clone()
    };
    rules[old].valid_to = Some(date(2026, 1, 31));
    rules.push(replacement);
    let chain = [HAI_DUONG, HAI_PHONG];
    let key = |on| {
        choose(&rules, &local(&chain, Activity::A3b, on))
            .unwrap()
            .rule
            .key
            .clone()
    };
    assert_eq!(key(date(2026, 1, 31)), "L-HDG-02");
    assert_eq!(key(date(2026, 2, 1)), "L-HPG-01");
}

#[test]
fn a_province_without_its_own_norm_uses_the_national_one() {
    let got = answer(
        local(&[DAK_LAK], Activity::A3b, date(2026, 1, 1)),
        million(2_000),
    );
    assert_eq!(got, ("N18-05".into(), Some(million(300))));
}

#[test]
fn national_money_never_follows_a_provincial_norm() {
    let query = NormQuery {
        territory: &[HAI_DUONG],
        ..national(Activity::A3b, date(2026, 1, 1))
    };
    assert_eq!(
        answer(query, million(2_000)),
        ("N18-05".into(), Some(million(300)))
    );
}

#[test]
fn a_local_norm_above_the_national_one_is_cut_and_both_are_said() {
    let mut rules = seeded();
    let at = rules.iter().position(|r| r.key == "L-HDG-02").unwrap();
    rules[at].cap = Some(million(350));
    let choice = choose(
        &rules,
        &local(&[HAI_DUONG], Activity::A3b, date(2026, 1, 1)),
    )
    .unwrap();
    let got = choice.ceiling(million(2_000), Rounding::Dong);
    assert_eq!(got.amount, Some(million(300)));
    assert!(got.is_cut_by_national());
    let equation = got.equation(Lang::Vi);
    assert!(
        equation.contains("350.000.000") && equation.contains("N18-05"),
        "{equation}"
    );
}

#[test]
fn an_amount_decided_by_an_unverified_norm_is_unverified() {
    let rules = seeded();
    let of = |query: NormQuery<'_>| {
        choose(&rules, &query)
            .unwrap()
            .ceiling(million(5_000), Rounding::Dong)
            .status
    };
    let on = date(2026, 1, 1);
    assert_eq!(of(national(Activity::A3c, on)), Confidence::Unverified);
    assert_eq!(
        of(local(&[DAK_LAK], Activity::A3c, on)),
        Confidence::Verified
    );
}

#[test]
fn the_equation_reads_as_officials_write_it() {
    let rules = seeded();
    let rule = choose(&rules, &national(Activity::A3b, date(2017, 12, 22))).unwrap();
    let got = rule
        .ceiling(million(570), Rounding::Dong)
        .equation(Lang::Vi);
    let plain = got.replace('\u{a0}', " ");
    assert_eq!(
        plain,
        "min(50 % × 570.000.000 đ; 200.000.000 đ) = 200.000.000 đ"
    );
    assert_eq!(
        rule.rule.citation(Lang::Vi),
        "26/2014/TTLT-BTC-BCT, hiệu lực 08/04/2014 – 10/05/2018"
    );
}

#[test]
fn offices_may_round_down() {
    let rules = seeded();
    let rule = choose(&rules, &national(Activity::A3b, date(2024, 1, 1))).unwrap();
    let amount = |rounding| rule.ceiling(Dong(333_333_333), rounding).amount.unwrap();
    assert_eq!(amount(Rounding::Dong), Dong(166_666_666));
    assert_eq!(amount(Rounding::Thousand), Dong(166_666_000));
    assert_eq!(amount(Rounding::HundredThousand), Dong(166_600_000));
}

#[test]
fn a_cap_without_percentage_pays_no_more_than_the_cost() {
    let on = date(2025, 1, 1);
    assert_eq!(
        answer(national(Activity::A2, on), million(25)).1,
        Some(million(10))
    );
    assert_eq!(
        answer(national(Activity::A2, on), million(4)).1,
        Some(million(4))
    );
}

#[test]
fn a_norm_with_impossible_numbers_is_refused() {
    let mut rule = seeded().remove(0);
    rule.pct = Some(BasisPoints::percent(120));
    rule.cap = Some(Dong(0));
    rule.multiplier_x100 = 50;
    rule.valid_to = Some(date(2014, 4, 7));
    rule.territory = Some(UnitId::new(UnitLevel::Province, 1, 1));
    rule.legal_doc.clear();
    rule.title.vi.clear();
    assert_eq!(rule.faults().len(), 7);
    assert!(
        rule.faults()
            .iter()
            .all(|f| !fold(f.message(Lang::Vi)).is_empty())
    );
}

proptest! {
    #[test]
    fn a_ceiling_never_passes_the_cost_nor_the_lifted_cap(
        cost in 0..=Dong::MAX.0,
        pct in proptest::option::of(1_i64..=10_000),
        cap in proptest::option::of(1..=Dong::MAX.0),
        multiplier in 100_i64..=1_000,
        line: bool,
    ) {
        let mut rule = seeded().remove(0);
        rule.pct = pct.map(BasisPoints);
        rule.cap = cap.map(Dong);
        rule.multiplier_x100 = multiplier;
        match ceiling(&rule, Dong(cost), line).amount {
            None => prop_assert!(pct.is_none() && cap.is_none()),
            Some(amount) => {
                prop_assert!(amount >= Dong::ZERO && amount.0 <= cost);
                if let Some(cap) = cap {
                    let factor = if line { multiplier } else { 100 };
                    prop_assert!(i128::from(amount.0) * 100 <= i128::from(cap) * i128::from(factor));
                }
            }
        }
    }

    #[test]
    fn a_higher_cost_never_lowers_the_ceiling(
        low in 0..=Dong::MAX.0 / 2,
        more in 0..=Dong::MAX.0 / 2,
        step in 0_usize..3,
    ) {
        for rule in seeded() {
            let at = |cost| ceiling(&rule, Dong(cost), false).rounded(Rounding::ALL[step]).amount;
            prop_assert!(at(low) <= at(low + more), "{}", rule.key);
        }
    }
}
