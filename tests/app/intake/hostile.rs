//! Files made to harm go through the understanding too, not only through the reading.

use so06::engine::intake::{self, Intake};

use super::desk::{Desk, month};
use crate::tabular::corpus;

#[test]
fn no_hostile_file_brings_the_understanding_down() {
    let mut desk = Desk::new();
    let (mut seen, mut understood) = (0, 0);
    corpus::each(&mut |name, bytes| {
        seen += 1;
        // The largest ones are looked at by the test of reading; here it is the meaning that is tried.
        let variant = name.starts_with("bits-") || name.starts_with("cut-");
        if bytes.len() > 60_000 || name.contains("full") || variant && seen % 5 > 0 {
            return;
        }
        let Ok(intake) = Intake::of_file(name, bytes) else {
            return;
        };
        let cells: usize = intake
            .workbook
            .iter()
            .flat_map(|own| &own.tables)
            .map(|own| own.rows.len())
            .sum();
        if cells > 2_000 {
            return;
        }
        if let Ok(reading) = desk.read(&intake, month("2024-03")) {
            understood += 1;
            if !reading.totals.is_empty() {
                intake::rehearse(desk.book(), &reading, None).expect("a rehearsal");
            }
        }
    });
    assert!(seen >= 200, "{seen} files");
    assert!(understood > 0, "some good rows are kept");
}
