//! Books founded for any unit of the country, with what came before and what follows.

use so06::domain::body::Extent;
use so06::engine::bodies::levels;
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::store::Book;
use tempfile::TempDir;

use crate::support::{clock, day};

struct Founded {
    _dir: TempDir,
    book: Book,
    directory: Directory,
}

fn founded(root: &str, now: &str) -> Founded {
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("b.so06");
    let book =
        found::new_book(&path, root, clock(now), "t").unwrap_or_else(|e| panic!("{root}: {e}"));
    let directory = book.read(Directory::load).expect("bodies");
    Founded {
        _dir: dir,
        book,
        directory,
    }
}

fn levels_of(made: &Founded) -> Vec<String> {
    made.book.read(levels::levels).expect("levels")
}

#[test]
fn a_district_has_its_phuong_before_and_after_the_merger_and_its_heirs() {
    let made = founded("916", "2024-12-01");
    let d = &made.directory;
    let leaves = |on: &str| d.leaves(d.root, day(on)).len();
    assert_eq!(
        (
            leaves("2024-10-31"),
            leaves("2024-11-01"),
            leaves("2025-06-30")
        ),
        (11, 8, 8)
    );
    assert_eq!(leaves("2025-07-01"), 0, "the quận itself has ended");
    let new = d
        .resolve("31123@2024-11-01", day("2024-12-01"))
        .expect("Thới Bình");
    let old = d
        .resolve("31123@2024-10-31", day("2024-12-01"))
        .expect("Thới Bình");
    assert_ne!(new, old);
    assert_eq!(d.predecessors(new).len(), 4);
    assert!(
        d.predecessors(new)
            .iter()
            .all(|link| link.extent == Extent::Whole
                && link.day == day("2024-11-01")
                && link.day_sure
                && link.document.is_some())
    );
    let heirs: Vec<String> = d
        .successors(new)
        .iter()
        .map(|link| d.name(link.body, link.day))
        .collect();
    assert_eq!(heirs, ["Phường Ninh Kiều"]);
    assert!(!d.inside(d.successors(new)[0].body));
    assert_eq!(levels_of(&made), ["quận", "phường"]);
    assert_eq!(d.resolve("Thới Bình", day("2024-10-31")).expect("one"), old);
    assert_eq!(
        d.resolve("P. Thoi Binh", day("2024-11-01")).expect("one"),
        new
    );
}

#[test]
fn a_commune_of_today_knows_its_predecessors() {
    let made = founded("31168", "2025-08-01");
    let d = &made.directory;
    assert_eq!(d.leaves(d.root, day("2025-08-01")), [d.root]);
    let mut before: Vec<String> = d
        .predecessors(d.root)
        .iter()
        .map(|link| format!("{} {:?}", d.label(link.body, link.day), link.extent))
        .collect();
    before.sort();
    assert_eq!(
        before,
        [
            "Phường An Thới (31177@2025-06-30) Whole",
            "Phường Bình Thủy (31168@2025-06-30) Whole",
            "Phường Bùi Hữu Nghĩa (31178@2025-06-30) Part",
        ]
    );
    assert_eq!(
        levels_of(&made),
        ["phường", "tổ dân phố, khu vực, ấp, thôn"]
    );
    let old = d.predecessors(d.root)[0].body;
    assert!(
        !d.parents(old, day("2024-01-01")).is_empty(),
        "its quận is known by name"
    );
}

#[test]
fn a_province_is_founded_with_all_its_levels() {
    let before = founded("92@2024-01-01", "2024-12-01");
    assert_eq!(
        levels_of(&before),
        ["thành phố", "quận, huyện", "phường, xã, thị trấn"]
    );
    let d = &before.directory;
    assert_eq!(d.units(day("2024-01-01")).len(), 9);
    assert_eq!(
        d.leaves(d.root, day("2024-10-31")).len(),
        d.leaves(d.root, day("2024-11-01")).len() + 3
    );
    let all = d.descendants(d.root, day("2024-01-01"));
    assert_eq!(all.len(), 9 + d.leaves(d.root, day("2024-01-01")).len());

    let after = founded("92", "2025-08-01");
    assert_eq!(levels_of(&after), ["thành phố", "phường, xã"]);
    let d = &after.directory;
    assert_eq!(d.leaves(d.root, day("2025-08-01")).len(), 103);
    assert_eq!(
        d.predecessors(d.root).len(),
        3,
        "Cần Thơ, Hậu Giang, Sóc Trăng"
    );
    assert!(d.leaves(d.root, day("2025-06-30")).is_empty());

    let ha_noi = founded("01", "2025-08-01");
    let d = &ha_noi.directory;
    assert_eq!(d.leaves(d.root, day("2025-08-01")).len(), 126);
    assert_eq!(d.units(day("2025-06-30")).len(), 30);
}

#[test]
fn every_kind_of_root_can_be_founded() {
    let sample = [
        "75@2026-05-01",
        "24@2025-07-01",
        "46@2024-12-31",
        "221@2023-12-31",
        "26734",
        "00004@2025-07-01",
        "948@2025-01-01",
        "31186@2024-01-01",
        "11932@2024-01-01",
    ];
    for root in sample {
        let made = founded(root, "2026-06-01");
        let labels = levels_of(&made);
        assert!(labels.len() >= 2, "{root}: {labels:?}");
        let d = &made.directory;
        for body in d.ever() {
            for link in d.predecessors(*body) {
                assert!(!d.alive(link.body, link.day), "{root}: who ended lives on");
                assert!(d.alive(*body, link.day), "{root}");
            }
        }
    }
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("b.so06");
    let refused = found::new_book(&path, "31126@2024-11-01", clock("2024-12-01"), "t");
    assert_eq!(
        refused.expect_err("ended").code,
        so06::domain::ErrorCode::NoSuchRoot
    );
    assert!(!path.exists());
}

#[test]
fn labels_of_levels_are_the_books_own() {
    assert_eq!(
        levels::read("quận/phường, xã").expect("two"),
        ["quận", "phường, xã"]
    );
    assert_eq!(
        levels::read(r#"["tỉnh", "xã"]"#).expect("two"),
        ["tỉnh", "xã"]
    );
    for wrong in ["", "quận", "quận//xã", "[1]", "a/b/c/d/e/f/g"] {
        assert_eq!(
            levels::read(wrong).expect_err(wrong).code,
            so06::domain::ErrorCode::BadLevels
        );
    }
    let dir = TempDir::new().expect("a folder");
    let wanted = found::Founding {
        root: "31168@2025-07-01".to_owned(),
        levels: vec!["phường".to_owned(), "khu vực".to_owned()],
    };
    let book = found::found_book(
        &dir.path().join("b.so06"),
        &wanted,
        clock("2025-08-01"),
        "t",
    )
    .expect("a book");
    assert_eq!(
        book.read(levels::levels).expect("levels"),
        ["phường", "khu vực"]
    );
}
