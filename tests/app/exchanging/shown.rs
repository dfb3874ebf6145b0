//! What packages would do, as it is shown before anything is taken.

use so06::domain::indicator::IndicatorVersion;
use so06::engine::exchange::{Choices, PackageView, look_over, package_views, write_package};
use so06::progress::Progress;
use so06::store::{self, Book, Operation};

use super::{bare, body, enter, file, indicator, merge_into, package_for, two};
use crate::support::day;

const ISSUED: &str = "dinh_danh.ho_so";

fn shown(book: &mut Book, bytes: &[u8]) -> PackageView {
    let files = [file("gói", bytes)];
    let (choices, progress) = (Choices::default(), Progress::default());
    let seen = look_over(book, &files, &choices, &progress).expect("a preview");
    let views = book.read(|c| package_views(c, &seen, day("2024-03-18")));
    views.expect("views").remove(0)
}

fn news(view: &PackageView) -> Vec<(&str, &str)> {
    let all = view.news.iter();
    all.map(|own| (own.kind.as_str(), own.what.as_str()))
        .collect()
}

#[test]
fn the_days_of_its_figures_and_what_they_do_to_the_sums_are_shown() {
    let mut both = two();
    let own = body(&both.commune, "Trà An");
    enter(&mut both.commune, own, ISSUED, "2024-T01", 100);
    enter(&mut both.commune, own, ISSUED, "2024-T02", 120);
    let first = package_for(&mut both.commune, "Quận Bình Thủy");
    let view = shown(&mut both.district, &first);
    assert_eq!(
        (view.first_day.as_str(), view.last_day.as_str()),
        ("14/01/2024", "14/02/2024")
    );
    let total = &view.totals[0];
    assert_eq!((view.totals.len(), total.new, total.changed), (1, 2, 0));
    assert_eq!((total.before.as_str(), total.after.as_str()), ("0", "220"));
    assert_eq!(news(&view), [], "both books mean the same");

    super::take(&mut both.district, &[file("gói", &first)]);
    enter(&mut both.commune, own, ISSUED, "2024-T02", 125);
    let second = package_for(&mut both.commune, "Quận Bình Thủy");
    let total = &shown(&mut both.district, &second).totals[0];
    assert_eq!((total.new, total.changed), (0, 1));
    assert_eq!(
        (total.before.as_str(), total.after.as_str()),
        ("120", "125")
    );
}

#[test]
fn what_changed_of_units_and_indicators_in_between_is_named() {
    let mut both = bare();
    let of = ["Trà An", "Trà Nóc"].map(|name| body(&both.district, name));
    merge_into(&mut both.district, "Trà Mới", &of).expect("they are one");
    let own = body(&both.commune, "Trà An");
    enter(&mut both.commune, own, ISSUED, "2024-T01", 100);
    let bytes = package_for(&mut both.commune, "Quận Bình Thủy");
    let view = shown(&mut both.district, &bytes);
    let seen = news(&view);
    for name in ["Trà An", "Trà Nóc"] {
        let merged = seen.iter().filter(|own| own.0 == "merged");
        let named = merged.filter(|own| own.1.contains(name) && own.1.contains("Trà Mới"));
        assert_eq!(named.count(), 1, "{seen:?}");
    }
    assert!(
        seen.iter().all(|own| !own.0.starts_with("other_")),
        "what is named is not said once more: {seen:?}"
    );

    // Once the commune has heard of it, nothing is to be named.
    let down = write_package(&mut both.district, of[0], None).expect("a package");
    super::take(&mut both.commune, &[file("gói", &down.value.bytes)]);
    let bytes = package_for(&mut both.commune, "Quận Bình Thủy");
    assert_eq!(news(&shown(&mut both.district, &bytes)), []);
}

#[test]
fn a_body_that_changed_for_itself_what_it_was_given_is_named() {
    let mut both = two();
    let of = indicator(&both.commune, ISSUED);
    let versions: Vec<store::Kept<IndicatorVersion>> = both
        .commune
        .read(|c| store::list(c, "indicator = ?1", &[&of]))
        .expect("versions");
    let own = IndicatorVersion {
        definition: "chỉ tính hồ sơ tại phường".to_owned(),
        ..versions[0].record.clone()
    };
    both.commune
        .transact(
            Operation::new("save_indicator", serde_json::json!({})),
            |tx| tx.set(versions[0].id, &own),
        )
        .expect("a change");
    let bytes = package_for(&mut both.commune, "Quận Bình Thủy");
    let view = shown(&mut both.district, &bytes);
    assert_eq!(news(&view), [("other_indicators", "")]);
}
