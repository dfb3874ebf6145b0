//! Over the whole catalogue every official name and its variants finds its unit, or candidates that contain it.

use so06::domain::Day;
use so06::domain::naming::{Meaning, exact_key, loose_key};
use so06::domain::text::fold;
use so06::engine::catalogue::{Catalogue, CatalogueVersion, UnitOption, match_name};
use unicode_normalization::UnicodeNormalization;

use crate::support::day;

/// Old places of the tone mark and new ones: "hoà" and "hòa" are one syllable.
const MOVED: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

fn short_kind(kind: &str) -> &'static [&'static str] {
    match kind {
        "phường" => &["P. ", "P.", "p "],
        "xã" => &["X. ", "X."],
        "thị trấn" => &["TT. ", "TT "],
        "thị xã" => &["TX. "],
        "quận" => &["Q. ", "Q."],
        "huyện" => &["H. ", "H."],
        "tỉnh" => &["T. "],
        "đặc khu" => &["ĐK "],
        _ => &["TP. ", "TP "],
    }
}

/// Ways to write the name of a version, the official one first.
fn variants(version: &CatalogueVersion) -> Vec<String> {
    let kind = if version.kind.starts_with("thành phố") {
        "thành phố"
    } else {
        version.kind
    };
    let full = format!("{kind} {}", version.name);
    let mut out = vec![
        full.clone(),
        full.nfd().collect(),
        full.to_uppercase(),
        format!("  {}  ", full.replace(' ', "  ")),
        format!("UBND {full}"),
        fold(&full),
        version.name.to_owned(),
        fold(version.name),
    ];
    out.extend(
        short_kind(kind)
            .iter()
            .map(|prefix| format!("{prefix}{}", version.name)),
    );
    for (new, old) in MOVED {
        for (from, to) in [(new, old), (old, new)] {
            if full.contains(from) {
                out.push(full.replace(from, to));
            }
        }
    }
    out
}

fn candidates(meaning: Meaning<UnitOption>) -> (bool, Vec<UnitOption>) {
    match meaning {
        Meaning::One(unit) => (true, vec![unit]),
        Meaning::Several(units) | Meaning::OfOtherKind(units) => (false, units),
        Meaning::Nothing => (false, Vec::new()),
    }
}

fn check(text: &str, on: Day, wanted: usize) {
    let catalogue = Catalogue::get();
    let found = match catalogue.meaning(text, on) {
        Meaning::One(item) => vec![item],
        Meaning::Several(items) | Meaning::OfOtherKind(items) => items,
        Meaning::Nothing => Vec::new(),
    };
    assert!(
        found.iter().any(|(unit, _)| *unit == wanted),
        "“{text}” on {on} should find {}, not {:?}",
        catalogue.units[wanted].key,
        found
            .iter()
            .map(|(unit, _)| catalogue.units[*unit].key)
            .collect::<Vec<_>>()
    );
}

#[test]
fn every_official_name_and_its_variants_find_their_unit() {
    let catalogue = Catalogue::get();
    let mut tried = 0;
    for on in ["2023-12-31", "2025-06-01", "2026-05-01"] {
        for (at, unit) in catalogue.units.iter().enumerate() {
            let Some(version) = unit.on(day(on)) else {
                continue;
            };
            for text in variants(version) {
                check(&text, day(on), at);
                tried += 1;
            }
            // A code means its unit; one of two digits may also be the name of a quận or phường.
            match catalogue.meaning(version.code, day(on)) {
                Meaning::One((found, _)) => assert_eq!(found, at),
                _ => assert_eq!(version.code.len(), 2, "{}", version.code),
            }
            check(version.code, day(on), at);
        }
    }
    assert!(tried > 250_000, "{tried}");
}

#[test]
fn a_name_with_its_units_above_is_never_ambiguous_in_a_district() {
    let catalogue = Catalogue::get();
    let on = day("2025-06-01");
    for unit in &catalogue.units {
        let Some(version) = unit.on(on) else { continue };
        let Some(parent) = version.parent.and_then(|at| catalogue.units[at].on(on)) else {
            continue;
        };
        let Some(above) = parent.parent.and_then(|at| catalogue.units[at].on(on)) else {
            continue;
        };
        let text = format!(
            "{}, {}, {}",
            version.full_name(),
            parent.full_name(),
            above.name
        );
        let found = match_name(&text, on);
        assert!(
            matches!(&found, Meaning::One(one) if one.code == version.code),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn the_traps_of_the_same_name_are_not_stepped_into() {
    let one = |text: &str, on: &str| match match_name(text, day(on)) {
        Meaning::One(unit) => unit.code,
        other => panic!("{text} on {on}: {other:?}"),
    };
    assert_eq!(one("P. Tân An, Q. Ninh Kiều", "2024-03-01"), "31135");
    assert_eq!(one("P. Tân An, TP. Cần Thơ", "2025-08-01"), "31147");
    assert_eq!(one("phường Bình Thuỷ", "2024-03-01"), "31168");
    assert_eq!(one("31123@2024-10-31", "2025-01-01"), "31123");
    assert_eq!(one("Tỉnh Thừa Thiên Huế", "2025-02-01"), "46");
    // An ended unit is a candidate, never the answer.
    let (sure, gone) = candidates(match_name(
        "phường Hưng Lợi, quận Ninh Kiều",
        day("2025-08-01"),
    ));
    assert!(
        !sure && gone.iter().any(|unit| unit.code == "31147"),
        "{gone:?}"
    );
    // Written with another kind than the unit has, it is asked for.
    let (sure, other) = candidates(match_name("xã Bùi Hữu Nghĩa, Bình Thủy", day("2024-03-01")));
    assert!(
        !sure && other.iter().any(|unit| unit.code == "31178"),
        "{other:?}"
    );
    assert_eq!(match_name("", day("2024-03-01")), Meaning::Nothing);
    assert_eq!(match_name("Atlantis", day("2024-03-01")), Meaning::Nothing);
}

#[test]
fn keys_join_spellings_and_keep_names_apart() {
    for (one, other) in [
        ("Hoà", "Hòa"),
        ("Bình Thuỷ", "BÌNH THỦY"),
        ("Quý", "Quí"),
        ("05", "5"),
        ("Ea H'đing", "Ea H’Đing"),
    ] {
        assert_eq!(exact_key(one), exact_key(other), "{one} {other}");
    }
    for (one, other) in [
        ("Thúy", "Thủy"),
        ("An", "Ấn"),
        ("Tam Thanh", "Tam Thạnh"),
        ("Tân An", "Tấn An"),
        ("1", "10"),
    ] {
        assert_ne!(exact_key(one), exact_key(other), "{one} {other}");
    }
    assert_eq!(loose_key("Đắk N'Drung"), loose_key("dak ndrung"));
    assert_eq!(loose_key("Phường 05"), loose_key("phuong 5"));
}

proptest::proptest! {
    /// No text ends in a panic, and whatever is one unit is of that day or named with a day.
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,40}") {
        drop(match_name(&text, day("2024-03-01")));
    }
}
