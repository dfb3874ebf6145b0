//! Published percentages against their parts, and the score rule of Quyết định 766/QĐ-TTg.

use proptest::prelude::*;
use so06::domain::number::{Percent, Qualifier};
use so06::domain::percent::{Span, percent_above, percent_doubt, percent_doubt_of};
use so06::domain::score::{Share, score_points};

#[test]
fn only_what_rounding_cannot_explain_is_in_doubt() {
    // part, whole, published in hundredths, decimals printed, in doubt
    let table = [
        (186_568, 738_291, 2_437, 2, true), // Quảng Nam 24,37: it is 25,27
        (186_568, 738_291, 2_527, 2, false),
        (243, 213, 11_400, 0, false), // "hơn 114%": 114,08
        (243, 213, 11_500, 0, true),
        (3_455, 2_313, 14_930, 1, false), // "hơn 149,3%": 149,37, cut off
        (3_455, 2_313, 14_940, 1, false), // the same, rounded
        (3_455, 2_313, 14_950, 1, true),
        (109, 2_068, 530, 1, false), // printed 5,3: 5,27
        (109, 5_908, 184, 2, false),
        (304_191, 1_497_360, 2_030, 1, false),
        (56_364, 15_000, 37_576, 2, false),
        (99_996, 100_000, 9_999, 2, false),
        (99_996, 100_000, 10_000, 2, false),
        (0, 10, 0, 2, false),
        (0, 10, 10, 2, true),
        (5, 0, 10_000, 2, false), // nothing to compare with
    ];
    for (part, whole, published, decimals, doubt) in table {
        assert_eq!(
            percent_doubt(part, whole, published, decimals),
            doubt,
            "{part}/{whole} as {published}"
        );
    }
}

#[test]
fn rounded_and_qualified_parts_allow_more() {
    // 1,99 km² of 5,5 km² printed as 36,11 %: exact parts would say 36,18.
    assert!(percent_doubt(199, 550, 3_611, 2));
    assert!(!percent_doubt_of(
        Span::rounded(199),
        Span::exact(550),
        3_611,
        2
    ));
    assert!(percent_doubt_of(
        Span::rounded(199),
        Span::exact(550),
        3_650,
        2
    ));
    // trên 92.400 of trên 98.000: 94,3 fits, 97 does not.
    let (part, whole) = (
        Span::of(92_400, Qualifier::Tren),
        Span::of(98_000, Qualifier::Tren),
    );
    assert!(!percent_doubt_of(part, whole, 9_430, 1));
    assert!(percent_doubt_of(part, whole, 9_700, 0));
}

#[test]
fn more_than_is_cut_off_and_says_whether_it_was() {
    let above = |part, whole, decimals| percent_above(part, whole, decimals);
    assert_eq!(above(243, 213, 0), Some(("114".to_owned(), true)));
    assert_eq!(above(3_455, 2_313, 1), Some(("149,3".to_owned(), true)));
    assert_eq!(above(50, 100, 0), Some(("50".to_owned(), false)));
    assert_eq!(above(1, 0, 0), None);
}

#[test]
fn points_are_full_from_the_threshold_and_a_share_below() {
    let points = |part, whole, threshold, max| {
        Share::of(part, whole).and_then(|share| score_points(share, threshold, max))
    };
    assert_eq!(points(80, 100, 8_000, 400), Some(400));
    assert_eq!(points(95, 100, 8_000, 400), Some(400));
    assert_eq!(points(40, 100, 8_000, 400), Some(200));
    assert_eq!(points(1, 3, 8_000, 400), Some(167), "1,6666… is 1,67");
    assert_eq!(points(0, 100, 8_000, 400), Some(0), "none is zero points");
    assert_eq!(points(1, 0, 8_000, 400), None, "no whole is no data");
    assert_eq!(points(1, 2, 0, 400), None, "no threshold, no points");
}

#[test]
fn shares_are_exact_until_they_are_scored() {
    let of = |part, whole| Share::of(part, whole).expect("a share");
    let rest = Share::rest(&[of(1, 10), of(5, 100)]).expect("a rest");
    assert_eq!(rest.hundredths(), Some(8_500));
    let none = Share::rest(&[of(9, 10), of(5, 10)]).expect("a rest");
    assert_eq!(none.hundredths(), Some(0));
    let product = of(50, 100).times(of(90, 100)).expect("a product");
    assert_eq!(product.hundredths(), Some(4_500));
    let published = Share::of_percent(615, 1).expect("61,5 %");
    assert_eq!(published.hundredths(), Some(6_150));
    let large = of(1_000_000_000_000_000, 1_000_000_000_000_000);
    let huge = large.times(large).and_then(|share| share.times(large));
    assert_eq!(
        huge, None,
        "beyond integers is no data, never a wrong number"
    );
}

proptest! {
    #[test]
    fn what_the_book_prints_is_never_in_doubt(part in 0_i64..10_000_000, whole in 1_i64..10_000_000) {
        let percent = Percent::of(part, whole).expect("a percentage");
        prop_assert!(!percent_doubt(part, whole, percent.0, 2));
        let (_, cut) = percent_above(part, whole, 2).expect("a percentage");
        prop_assert_eq!(cut, (i128::from(part) * 10_000) % i128::from(whole) != 0);
    }

    #[test]
    fn a_percentage_a_point_away_is_in_doubt(part in 0_i64..10_000_000, whole in 1_i64..10_000_000, decimals in 0_u8..3) {
        let percent = Percent::of(part, whole).expect("a percentage");
        let unit = 10_i64.pow(u32::from(2 - decimals));
        let shifted = percent.0 + 2 * unit;
        prop_assert!(percent_doubt(part, whole, shifted, decimals));
    }

    #[test]
    fn points_grow_with_the_share_and_never_pass_the_maximum(part in 0_i64..100_000, more in 0_i64..100_000, whole in 1_i64..100_000, threshold in 1_i64..10_001, max in 0_i64..2_500) {
        let of = |part| score_points(Share::of(part, whole).expect("a share"), threshold, max).expect("points");
        prop_assert!(of(part) <= of(part + more));
        prop_assert!((0..=max).contains(&of(part)));
        // Exact: |points × whole × threshold − part × 10.000 × max| ≤ half of a hundredth, below the threshold.
        if i128::from(part) * 10_000 < i128::from(whole) * i128::from(threshold) {
            let needed = i128::from(whole) * i128::from(threshold);
            let exact = i128::from(part) * 10_000 * i128::from(max);
            let error = (i128::from(of(part)) * needed - exact).abs();
            prop_assert!(error * 2 <= needed);
        }
    }
}
