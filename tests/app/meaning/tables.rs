//! Tables go in cell by cell: one bad cell stops no other, and none is lost.

use so06::domain::{Boundary, ErrorCode, Instant, Period};
use so06::engine::closing;
use so06::engine::counts::{Stated, import_targets, record_counts};
use so06::engine::intake::{self, Brought, Choices, Intake, Reading};
use so06::tabular::read_sheet;

use super::small::{OFFICIAL, Small};
use crate::support::day;

const TABLE: &str = "\u{feff}Đơn vị;stock;không có;flow\n\
    P. Đơn vị 21;1.234;5;10\n\
    22;trên 98.000;;x\n\
    \n\
    Phường Không Có;7;;8\n\
    23;-5;;12,5\n";

fn book() -> Small {
    let mut small = Small::new("2024-06-01");
    let root = small.root;
    for code in ["21", "22", "23"] {
        small.unit(code, root, None, None);
    }
    small
}

fn month() -> Period {
    Period::parse("2024-T05").expect("a month")
}

fn take(small: &mut Small, rehearse: bool) -> (Reading, Brought) {
    let intake = Intake::of_file("bảng.csv", TABLE.as_bytes()).expect("a table");
    let today = day("2024-06-01");
    let stated = Stated::Period(month(), today);
    let choices = Choices {
        stated: Some(stated),
        ..Choices::default()
    };
    let reading = intake::read_intake(&small.book, &intake, &choices).expect("figures by unit");
    let brought = if rehearse {
        intake::rehearse(&mut small.book, &reading, None)
    } else {
        intake::bring_in(&mut small.book, ("bảng.csv", &reading), None, false)
            .map(|done| done.value)
    };
    (reading, brought.expect("what can be taken"))
}

#[test]
fn every_cell_is_accepted_unchanged_or_refused_with_its_place() {
    let mut small = book();
    let before = small.book.journal(1).expect("the journal")[0].seq;
    let (_, seen) = take(&mut small, true);
    assert_eq!(
        small.book.journal(1).expect("the journal")[0].seq,
        before,
        "a rehearsal keeps nothing"
    );
    let (reading, done) = take(&mut small, false);
    assert_eq!(
        done.refused, seen.refused,
        "what was rehearsed is what comes"
    );
    assert_eq!((done.accepted, &done.sums), (seen.accepted, &seen.sums));
    assert_eq!((done.accepted, done.unchanged), (4, 0));
    let refused: Vec<(u32, u32, ErrorCode)> = done
        .refused
        .iter()
        .map(|(row, column, error)| (*row, column + 1, error.code))
        .collect();
    assert_eq!(
        refused,
        [
            (1, 3, ErrorCode::NoSuchIndicator),
            (5, 1, ErrorCode::NoSuchBody),
            (6, 2, ErrorCode::NegativeValue),
            (6, 4, ErrorCode::TooManyDecimals),
        ]
    );
    let sum = |id| reading.totals.get(&id).map(|total| total.sum);
    assert_eq!(sum(small.stock), Some(99_234));
    assert_eq!(sum(small.flow), Some(10));
    let (_, again) = take(&mut small, false);
    assert_eq!((again.accepted, again.unchanged), (0, 4));
    assert_eq!(again.refused, done.refused);
}

#[test]
fn what_cannot_be_a_table_is_refused() {
    for bytes in [&b""[..], b"\n\n", b"%PDF-1.7\n"] {
        let refused = read_sheet(bytes).expect_err("no table");
        assert_eq!(refused.code, ErrorCode::NotATable);
    }
    let one = read_sheet("a\tb\n1\t2\n".as_bytes()).expect("a table");
    assert_eq!((one.head.len(), one.rows.len()), (2, 1));
}

#[test]
fn targets_come_as_a_table_with_one_document() {
    let mut small = book();
    let sheet = read_sheet("đv,stock\n21,100\n22,x\n24,5\n".as_bytes()).expect("a table");
    let year = Period::ReportYear(2024);
    let mut take = |document: &str| import_targets(&mut small.book, &sheet, year, document);
    let none = take(" ").expect_err("a target needs its document");
    assert_eq!(none.code, ErrorCode::ReasonNeeded);
    let done = take("QĐ 1/QĐ-UBND ngày 05/01/2024").expect("targets").value;
    assert_eq!((done.accepted, done.refused.len()), (1, 2));
    let again = take("QĐ 1/QĐ-UBND ngày 05/01/2024").expect("targets").value;
    assert_eq!((again.accepted, again.unchanged), (0, 1));
}

#[test]
fn a_figure_for_a_closed_period_is_proposed_and_counts_once_it_is_accepted() {
    let mut small = book();
    let units = small.directory().units(day("2024-05-14"));
    for unit in &units {
        small.enter(*unit, "2024-05-14", 100, OFFICIAL);
        small.enter_flow(*unit, month(), 10);
    }
    closing::close_period(&mut small.book, month(), None).expect("a closing");
    let late = small.enter(units[0], "2024-05-14", 130, OFFICIAL);
    assert!(!late.value.changed && late.value.proposed);
    assert_eq!(late.value.doubts[0].code, "adjustment_proposed");
    let as_of = Instant::end_of(day("2024-05-14"));
    let sum = |small: &Small| {
        small
            .ask(as_of, month(), Boundary::Then, as_of.day, |whole| {
                whole.summed(small.stock, small.root)
            })
            .map(|own| own.value)
    };
    assert_eq!(sum(&small), Some(300), "a proposal changes no total");
    let proposed = small
        .book
        .read(|c| closing::adjustments(c, Some(month()), day("2024-06-01")))
        .expect("entries");
    assert_eq!(proposed.len(), 1);
    closing::accept_adjustment(&mut small.book, proposed[0].adjustment).expect("accepted");
    assert_eq!(sum(&small), Some(330));
    // Other windows stay open, and so does another source beside it.
    assert!(
        small
            .enter(units[0], "2024-05-20", 140, OFFICIAL)
            .value
            .changed
    );
    let beside = small.enter(units[0], "2024-05-13", 99, super::small::OTHER);
    assert!(beside.value.changed);
    assert_eq!(sum(&small), Some(330));
    // Many at once: those of the closed period are proposed, the others written.
    let entry = |value| so06::engine::counts::RecordCount {
        body: units[1],
        indicator: small.stock,
        stated: Stated::AsOf(Instant::parse(value).expect("a day")),
        entry: so06::domain::number::Entry::Value(150, so06::domain::number::Qualifier::Exact),
        source: None,
        note: None,
    };
    let requests = [entry("2024-05-14"), entry("2024-05-21")];
    let done = record_counts(&mut small.book, &requests)
        .expect("both")
        .value;
    assert!(done[0].proposed && !done[0].changed && done[1].changed);
    assert_eq!(sum(&small), Some(330));
    assert_eq!(
        small.book.verify_journal().expect("a verdict").broken_at,
        None
    );
}

/// Rankings and cells are one run through an index; a slip in the schema would make them scan the table.
#[test]
fn questions_about_facts_go_through_their_indexes() {
    let small = book();
    let plan = |sql: &str| -> String {
        small
            .book
            .read(|c| {
                let mut statement = c
                    .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                    .expect("a plan");
                let mut rows = statement.raw_query();
                let mut out = String::new();
                while let Some(row) = rows.next().expect("a row") {
                    out.push_str(&row.get::<_, String>(3).expect("a text"));
                }
                Ok(out)
            })
            .expect("a reading")
    };
    let columns = "SELECT id, body, day, source, \"window\", value, qualifier FROM fact WHERE to_seq IS NULL AND state <> 'withdrawn' AND indicator = 1";
    let all = plan(&format!(
        "{columns} AND day <= '2024-05-14' ORDER BY day DESC"
    ));
    assert!(
        all.contains("USING COVERING INDEX fact_day") && !all.contains("TEMP B-TREE"),
        "{all}"
    );
    let last = plan(&format!(
        "{columns} AND body = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY day DESC"
    ));
    assert!(
        last.contains("USING INDEX fact_now") && !last.contains("TEMP B-TREE"),
        "{last}"
    );
    let one = plan(&format!(
        "{columns} AND body = 2 AND day <= '2024-05-14' ORDER BY day DESC"
    ));
    assert!(
        one.contains("USING INDEX fact_now") && !one.contains("TEMP B-TREE"),
        "{one}"
    );
}
