//! A safety copy that was being written when the power went off.

use std::fs;

use crate::exchanging::{Two, file, package_for, take, two};

/// Copies that are kept.
const KEPT: usize = 5;

#[test]
fn a_half_safety_copy_takes_no_whole_ones_place() {
    let Two {
        dir,
        mut district,
        mut commune,
    } = two();
    let package = package_for(&mut commune, "Quận Bình Thủy");
    let half = |moment: &str| {
        let name = format!("quận.so06.truoc-nhan-{moment}-001.dang-tao");
        dir.path().join(name)
    };
    let halves = [half("20010101000000"), half("29991231000000")];
    for half in &halves {
        fs::write(half, "nửa chừng").expect("a file");
    }
    for _ in 0..=KEPT {
        take(&mut district, &[file("gói", &package)]);
    }
    let entries = fs::read_dir(dir.path()).expect("a folder");
    let names = entries.map(|own| own.expect("an entry").file_name());
    let names: Vec<String> = names
        .map(|own| own.to_string_lossy().into_owned())
        .collect();
    let copies = names.iter().filter(|own| own.contains(".truoc-nhan-"));
    let (unfinished, whole): (Vec<_>, Vec<_>) = copies.partition(|own| own.contains("dang-tao"));
    assert_eq!(whole.len(), KEPT);
    assert_eq!(unfinished.len(), 1, "one that is older than all goes");
    assert!(halves[1].exists());
}
