use proptest::prelude::*;

use super::*;

/// Reads an amount in words back: the other way round, written apart from what it checks.
fn read(words: &str) -> i128 {
    let words = words.to_lowercase();
    let (negative, words) = match words.strip_prefix("âm ") {
        Some(rest) => (true, rest),
        None => (false, words.as_str()),
    };
    let (mut whole, mut below_ty, mut group, mut last): (i128, i128, i128, i128) = (0, 0, 0, 0);
    for word in words
        .strip_suffix(" đồng")
        .expect("ends with the currency")
        .split(' ')
    {
        match word {
            "trăm" => (group, last) = (group + last * 100, 0),
            "mươi" => (group, last) = (group + last * 10, 0),
            "mười" => group += 10,
            "linh" => {}
            "triệu" | "nghìn" => {
                let size = if word == "triệu" { 1_000_000 } else { 1_000 };
                below_ty += (group + last) * size;
                (group, last) = (0, 0);
            }
            "tỷ" => {
                whole = (whole + below_ty + group + last) * 1_000_000_000;
                (below_ty, group, last) = (0, 0, 0);
            }
            "mốt" => last = 1,
            "tư" => last = 4,
            "lăm" => last = 5,
            digit => {
                let value = DIGITS.iter().position(|d| *d == digit);
                last = value.unwrap_or_else(|| panic!("{digit:?} in {words:?}")) as i128;
            }
        }
    }
    let amount = whole + below_ty + group + last;
    if negative { -amount } else { amount }
}

#[test]
fn amounts_are_said_as_officials_write_them() {
    for (amount, words) in [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (115, "Một trăm mười lăm đồng"),
        (555, "Năm trăm năm mươi lăm đồng"),
        (1_000, "Một nghìn đồng"),
        (1_001, "Một nghìn không trăm linh một đồng"),
        (1_010, "Một nghìn không trăm mười đồng"),
        (10_500, "Mười nghìn năm trăm đồng"),
        (1_000_000, "Một triệu đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (1_004_000, "Một triệu không trăm linh bốn nghìn đồng"),
        (
            1_234_567,
            "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng",
        ),
        (200_000_000, "Hai trăm triệu đồng"),
        (
            99_999_999_999,
            "Chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng",
        ),
        (1_000_000_001, "Một tỷ không trăm linh một đồng"),
        (1_500_000_000_000, "Một nghìn năm trăm tỷ đồng"),
        (1_500_000_000_000_000, "Một triệu năm trăm nghìn tỷ đồng"),
        (-4_000_000, "Âm bốn triệu đồng"),
    ] {
        assert_eq!(Dong(amount).in_words(), words, "{amount}");
    }
}

#[test]
fn the_greatest_and_the_least_amount_are_said() {
    assert_eq!(
        Dong(i64::MAX).in_words(),
        "Chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ \
         tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh bảy đồng"
    );
    for amount in [i64::MIN, i64::MAX, i64::MIN + 1] {
        assert_eq!(read(&Dong(amount).in_words()), i128::from(amount));
    }
}

#[test]
fn round_numbers_of_every_size_are_read_back() {
    let mut size: i64 = 1;
    loop {
        for n in 1..=9 {
            for amount in [Some(size), size.checked_add(1), size.checked_sub(1)]
                .into_iter()
                .flatten()
                .filter_map(|amount| amount.checked_mul(n))
            {
                assert_eq!(read(&Dong(amount).in_words()), i128::from(amount));
            }
        }
        match size.checked_mul(10) {
            Some(next) => size = next,
            None => break,
        }
    }
}

proptest! {
    #[test]
    fn every_amount_is_read_back_from_its_words(amount in any::<i64>(), places in 0u32..=18) {
        // Amounts of every length, not only the nineteen digits that a random number mostly has.
        for amount in [amount, amount / 10i64.pow(places), amount / 10i64.pow(places) % 1_000_000 * 1_000] {
            prop_assert_eq!(read(&Dong(amount).in_words()), i128::from(amount));
        }
    }

    #[test]
    fn words_begin_with_a_capital_and_are_parted_by_single_spaces(amount in any::<i64>()) {
        let words = Dong(amount).in_words();
        prop_assert!(words.starts_with(char::is_uppercase));
        prop_assert!(words.split(' ').all(|word| !word.is_empty()));
        prop_assert!(words.ends_with(" đồng"));
    }
}
