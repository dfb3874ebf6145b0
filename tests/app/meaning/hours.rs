//! Figures of one day: the end of the day goes before its hours, however a body is looked up.

use so06::domain::Instant;
use so06::domain::number::{Entry, Qualifier};
use so06::engine::counts::{Base, RankQuestion, RecordCount, Scope, Stated, rank, record_counts};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::found;

use crate::support::{clock, day};

/// Where all units but one have a figure of the last day, the one is looked up by itself.
#[test]
fn a_unit_that_is_looked_up_by_itself_has_the_figure_of_the_day_s_end() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("tinh.so06");
    let mut book =
        found::new_book(&path, "92@2025-07-01", clock("2025-12-02"), "t").expect("a book");
    let (units, indicator) = book
        .read(|c| {
            let units = Directory::load(c)?.units(day("2025-11-20"));
            Ok((units, Dictionary::load(c)?.by_code("dinh_danh.kich_hoat")))
        })
        .expect("units");
    let indicator = indicator.expect("the indicator");
    let (late, others) = units.split_first().expect("a unit");
    let entry = |body, at: &str, value| RecordCount {
        body,
        indicator,
        stated: Stated::AsOf(Instant::parse(at).expect("a time")),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    let mut entries: Vec<RecordCount> = others
        .iter()
        .map(|unit| entry(*unit, "2025-11-20", 1_000))
        .collect();
    entries.push(entry(*late, "2025-11-14T08:00", 100));
    entries.push(entry(*late, "2025-11-14", 120));
    entries.push(entry(*late, "2025-11-13", 90));
    record_counts(&mut book, &entries).expect("entered");
    let scope = Scope {
        period: so06::domain::Period::parse("2025-T11").expect("a period"),
        as_of: Instant::end_of(day("2025-11-20")),
    };
    let ranking = book
        .read(|c| rank(c, &RankQuestion::new(indicator, Base::Target, scope)))
        .expect("a ranking");
    let own = ranking.rows.iter().find(|row| row.body == *late);
    assert_eq!(own.expect("its row").value.as_deref(), Some("120"));
    assert_eq!(ranking.submitted as usize, units.len());
}
