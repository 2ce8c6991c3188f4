use proptest::prelude::*;

use super::*;

#[test]
fn money_is_grouped_by_dots() {
    assert_eq!(Dong(0).grouped(), "0");
    assert_eq!(Dong(999).grouped(), "999");
    assert_eq!(Dong(1_234_567).to_string(), "1.234.567\u{a0}đ");
    assert_eq!(Dong(-200_000_000).grouped(), "-200.000.000");
}

#[test]
fn money_is_read_as_officials_type_it() {
    for text in [
        "1.234.567",
        "1234567",
        "1 234 567",
        " 1.234.567 đ",
        "1.234.567\u{a0}đ",
    ] {
        assert_eq!(Dong::parse(text), Ok(Dong(1_234_567)), "{text}");
    }
}

#[test]
fn text_that_is_not_whole_dong_is_refused() {
    for text in [
        "",
        "abc",
        "1,5",
        "1.5",
        "12.34.567",
        "1.234.56",
        "đ",
        "--5",
        "٣",
    ] {
        assert_eq!(Dong::parse(text), Err(MoneyError::NotANumber), "{text}");
    }
    assert_eq!(
        Dong::parse("99999999999999999999"),
        Err(MoneyError::TooLarge)
    );
}

#[test]
fn percent_is_written_with_a_comma() {
    assert_eq!(BasisPoints::percent(50).to_string(), "50\u{a0}%");
    assert_eq!(BasisPoints(1_250).to_string(), "12,5\u{a0}%");
    assert_eq!(BasisPoints(1_278).to_string(), "12,78\u{a0}%");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(value in 0..=Dong::MAX.0) {
        prop_assert_eq!(Dong::parse(&Dong(value).to_string()), Ok(Dong(value)));
    }

    #[test]
    fn a_share_never_exceeds_its_exact_value(value in 0..=Dong::MAX.0, bp in 0i64..=10_000) {
        let share = Dong(value).share(BasisPoints(bp)).0;
        let exact = i128::from(value) * i128::from(bp);
        prop_assert!(i128::from(share) * 10_000 <= exact);
        prop_assert!(i128::from(share + 1) * 10_000 > exact);
    }
}
