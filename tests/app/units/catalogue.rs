//! The shipped table of units says what is published, and no more than that.

use std::collections::{HashMap, HashSet};

use so06::engine::catalogue::{Catalogue, find_units, unit_by_code};

use crate::support::day;

const TABLE: &str = include_str!("../../../assets/catalogue/units.tsv");

fn unit(root: &str) -> usize {
    let (code, on) = root.split_once('@').unwrap_or((root, "2023-12-31"));
    unit_by_code(code, day(on), false).unwrap_or_else(|e| panic!("{root}: {e}"))
}

/// Heirs as `key`, with `*` where only a part passes.
fn heirs(root: &str) -> Vec<String> {
    let catalogue = Catalogue::get();
    let mut out: Vec<String> = catalogue.units[unit(root)]
        .heirs
        .iter()
        .map(|(heir, part)| {
            format!(
                "{}{}",
                catalogue.units[*heir].key,
                if *part { "*" } else { "" }
            )
        })
        .collect();
    out.sort();
    out
}

fn sources(root: &str) -> Vec<String> {
    let catalogue = Catalogue::get();
    let own = unit(root);
    let mut out: Vec<String> = catalogue
        .predecessors(own)
        .map(|one| {
            let part = catalogue.units[one].heirs.contains(&(own, true));
            format!(
                "{}{}",
                catalogue.units[one].key,
                if part { "*" } else { "" }
            )
        })
        .collect();
    out.sort();
    out
}

#[test]
fn every_line_of_the_table_is_read() {
    assert!(TABLE.len() <= 1_500_000, "{} bytes", TABLE.len());
    let lines = |mark: &str| TABLE.lines().filter(|line| line.starts_with(mark)).count();
    let catalogue = Catalogue::get();
    assert_eq!(catalogue.units.len(), lines("U\t"));
    let versions: usize = catalogue.units.iter().map(|unit| unit.versions.len()).sum();
    assert_eq!(versions, lines("U\t") + lines("V\t"));
    assert_eq!(catalogue.documents.len(), lines("D\t"));
    let heirs: usize = TABLE
        .lines()
        .filter(|line| line.starts_with("H\t"))
        .map(|line| line.matches('\t').count())
        .sum();
    let read: usize = catalogue.units.iter().map(|unit| unit.heirs.len()).sum();
    assert_eq!(read, heirs);
    for unit in &catalogue.units {
        for version in &unit.versions {
            assert!(
                [2, 3, 5].contains(&version.code.len())
                    && version.code.bytes().all(|b| b.is_ascii_digit()),
                "{}",
                unit.key
            );
            assert_eq!(
                version.parent.is_none(),
                version.code.len() == 2,
                "{}",
                unit.key
            );
            assert!(!version.name.contains('('), "{}", version.name);
            assert!(
                !version.name.starts_with("Phường ") || version.name == "Phường Đúc",
                "{}",
                version.name
            );
        }
        for pair in unit.versions.windows(2) {
            let next = pair[0].to.and_then(|day| day.succ_opt());
            assert_eq!(next, pair[1].from, "{} has a gap", unit.key);
        }
    }
}

#[test]
fn published_counts_of_units_come_out() {
    let catalogue = Catalogue::get();
    let count = |on: &str| {
        let mut out: HashMap<&str, usize> = HashMap::new();
        for unit in &catalogue.units {
            if let Some(version) = unit.on(day(on)) {
                *out.entry(version.kind).or_default() += 1;
                *out.entry(["", "", "province", "district", "", "commune"][version.code.len()])
                    .or_default() += 1;
            }
        }
        out
    };
    let before = count("2025-06-30");
    assert_eq!((before["province"], before["district"]), (63, 696));
    for (on, xa, phuong) in [
        ("2025-07-01", 2621, 687),
        ("2026-04-29", 2621, 687),
        ("2026-04-30", 2611, 697),
    ] {
        let now = count(on);
        assert_eq!((now["province"], now["commune"]), (34, 3321), "{on}");
        assert!(!now.contains_key("district"), "{on}");
        assert_eq!(
            (now["xã"], now["phường"], now["đặc khu"]),
            (xa, phuong, 13),
            "{on}"
        );
    }
    let largest = catalogue
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| {
            unit.on(day("2025-07-01"))
                .is_some_and(|v| v.parent.is_none())
        })
        .map(|(at, _)| {
            let children = catalogue.children(at);
            children
                .filter(|child| {
                    let version = catalogue.units[*child].on(day("2025-07-01"));
                    version.is_some_and(|v| v.parent == Some(at))
                })
                .count()
        })
        .max();
    assert_eq!(largest, Some(168));
}

#[test]
fn the_history_of_ninh_kieu_and_binh_thuy_is_as_the_resolutions_say() {
    for gone in ["31123@2024-10-31", "31126", "31129", "31141"] {
        assert_eq!(heirs(gone), ["31123@2024-11-01"], "{gone}");
    }
    assert_eq!(
        sources("31123@2024-11-01"),
        ["31123", "31126", "31129", "31141"]
    );
    assert_ne!(unit("31123@2024-10-31"), unit("31123@2024-11-01"));
    assert_eq!(
        sources("31135@2025-07-01"),
        ["31123@2024-11-01", "31135", "31144"]
    );
    assert_eq!(sources("31120@2025-07-01"), ["31117", "31120", "31178*"]);
    assert_eq!(sources("31147@2025-07-01"), ["31147", "31149"]);
    assert_eq!(sources("31150@2025-07-01"), ["31150", "31183*", "31312"]);
    assert_eq!(sources("31168@2025-07-01"), ["31168", "31177", "31178*"]);
    assert_eq!(sources("31174@2025-07-01"), ["31169", "31171", "31174"]);
    assert_eq!(sources("31183@2025-07-01"), ["31180", "31183*"]);
    assert_eq!(heirs("31178"), ["31120@2025-07-01*", "31168@2025-07-01*"]);

    let catalogue = Catalogue::get();
    let name = |root: &str, on: &str| catalogue.units[unit(root)].near(day(on)).full_name();
    assert_eq!(name("31135@2025-07-01", "2025-07-01"), "Phường Ninh Kiều");
    assert_eq!(name("31147@2025-07-01", "2025-07-01"), "Phường Tân An");
    assert_eq!(name("31147", "2024-01-01"), "Phường Hưng Lợi");
    let of_916 = |on: &str| {
        let district = unit("916");
        let children = catalogue.children(district);
        children
            .filter(|child| catalogue.units[*child].on(day(on)).is_some())
            .count()
    };
    assert_eq!((of_916("2024-10-31"), of_916("2024-11-01")), (11, 8));
    assert_eq!(
        catalogue.units[unit("918")].ended(),
        Some(day("2025-06-30"))
    );
    let merged = &catalogue.units[unit("31123@2024-11-01")].versions[0];
    let document = catalogue.documents[merged.document.expect("a document")];
    assert_eq!(document.number, "1192/NQ-UBTVQH15");
}

#[test]
fn what_the_sources_do_not_tell_is_marked_and_a_split_has_only_parts() {
    let catalogue = Catalogue::get();
    let (mut unsure, mut parts) = (0, 0);
    for unit in &catalogue.units {
        unsure += unit
            .versions
            .iter()
            .filter(|v| !v.from_sure || !v.to_sure)
            .count();
        let split = unit.heirs.len() > 1;
        for (heir, part) in &unit.heirs {
            assert_eq!(*part, split, "{}", unit.key);
            parts += usize::from(*part);
            let begun = catalogue.units[*heir].begun();
            assert_eq!(
                unit.ended().and_then(|last| last.succ_opt()),
                begun,
                "{}",
                unit.key
            );
        }
        // Between the snapshots of 2023 and 2025 a day is known only from a resolution.
        for version in &unit.versions {
            let between = |on: so06::domain::Day| on > day("2023-04-10") && on <= day("2025-03-01");
            if version.from_sure && version.from.is_some_and(between) {
                assert!(version.document.is_some(), "{}", unit.key);
            }
        }
    }
    assert!(unsure > 1000, "{unsure}");
    assert!((1000..1050).contains(&parts), "{parts}");
}

#[test]
fn a_code_with_a_day_names_one_territory() {
    let catalogue = Catalogue::get();
    let mut seen: HashSet<(&str, so06::domain::Day)> = HashSet::new();
    for on in [
        "2023-12-31",
        "2024-10-31",
        "2024-11-01",
        "2025-06-30",
        "2025-07-01",
        "2026-10-01",
    ] {
        for unit in &catalogue.units {
            if let Some(version) = unit.on(day(on)) {
                assert!(
                    seen.insert((version.code, day(on))),
                    "{} on {on}",
                    version.code
                );
            }
        }
    }
    assert!(unit_by_code("31126", day("2024-11-01"), false).is_err());
    assert!(unit_by_code("31126", day("2024-11-01"), true).is_ok());
}

#[test]
fn units_are_found_without_diacritics_whole_names_first() {
    let today = day("2024-03-18");
    let first = |text: &str| {
        let found = find_units(text, today);
        found
            .first()
            .map_or_else(String::new, |unit| format!("{} {}", unit.root, unit.name))
    };
    assert_eq!(first("ninh kieu"), "916 Quận Ninh Kiều");
    assert_eq!(first("quan binh thuy"), "918 Quận Bình Thủy");
    assert_eq!(first("P. Bùi Hữu Nghĩa"), "31178 Phường Bùi Hữu Nghĩa");
    assert_eq!(first("31126"), "31126 Phường An Nghiệp");
    assert!(find_units("an", today).len() <= 50);
    assert!(find_units("không có nơi này", today).is_empty());
    let provinces = find_units("", day("2025-08-01"));
    assert_eq!(provinces.len(), 34);
    let both: Vec<String> = find_units("thoi binh", today)
        .into_iter()
        .map(|u| u.root)
        .collect();
    assert!(
        both.contains(&"31123@2024-10-31".to_owned())
            && both.contains(&"31123@2024-11-01".to_owned()),
        "{both:?}"
    );
    let shown = &find_units("31178", today)[0];
    assert_eq!(
        shown.parent.as_deref(),
        Some("Quận Bình Thủy, Thành phố Cần Thơ")
    );
}
