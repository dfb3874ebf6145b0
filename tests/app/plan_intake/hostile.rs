//! Whatever comes is understood or refused in words.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::engine::plan_intake::{PlanChoices, PlanFile};

use super::desk::{commune, district, docx, xlsx};

/// Pieces that plans are made of, and some that they should not be.
const PIECES: [&str; 44] = [
    "STT",
    "Nhiệm vụ",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Bắt đầu",
    "Kết thúc",
    "I",
    "IV.",
    "1",
    "1.1",
    "1.1.1.1.1.1",
    "a)",
    "-",
    "•",
    "(1)",
    "UBND 4 phường",
    "UBND các phường: An Thới",
    "các xã, phường",
    "Công an quận phối hợp",
    "phối hợp",
    "Phòng VH-TT/",
    "và",
    ";",
    "()",
    "trước ngày 31/2",
    "từ 30/12 đến 1/1",
    "Kèm theo Kế hoạch số /KH",
    "số 12/KH-",
    "năm 20",
    "\u{130}\u{212a} hạn: \u{130}",
    "của \u{130}",
    "\u{fb01}",
    "é\u{301}\u{301}",
    "⏎",
    "<",
    "^",
    "KẾ HOẠCH",
    "Giao ",
    "chủ trì:",
    "hạn:",
    "trong năm 2024",
    "99999999999",
    "\u{200b}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    let cell = proptest::collection::vec(piece, 0..4).prop_map(|own| own.join(" "));
    let sign = proptest::sample::select(vec!["\t", "|", "; ", " "]);
    let line = (proptest::collection::vec(cell, 1..7), sign).prop_map(|(own, sign)| own.join(sign));
    proptest::collection::vec(line, 1..12).prop_map(|own| own.join("\n"))
}

#[test]
fn no_text_and_no_table_stops_the_program() {
    let desks = [district(), commune()];
    let mut runner = TestRunner::new(Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&text(), |text| {
        for desk in &desks {
            if let Ok(file) = PlanFile::of_text(&text) {
                // Refused or not, it is said in words.
                let _ = desk.look(&file, &PlanChoices::default());
            }
        }
        let clean: String = text
            .replace('\t', "|")
            .chars()
            .filter(|c| !c.is_control() || *c == '\n')
            .collect();
        let drawing: String = clean.lines().map(|line| format!("|{line}|\n")).collect();
        let _ = desks[0].file("a.docx", &docx(&drawing), &PlanChoices::default());
        Ok(())
    });
    outcome.expect("nothing stops");
}

#[test]
fn broken_files_are_refused_or_read_as_far_as_they_go() {
    let desk = district();
    let whole =
        xlsx("| STT | Nhiệm vụ | Chủ trì | Hạn |\n| 1 | Rà soát | Công an quận | 30/4/2024 |\n");
    for cut in (0..whole.len()).step_by(97) {
        let _ = desk.file("a.xlsx", &whole[..cut], &PlanChoices::default());
    }
    assert!(desk.file("a.xlsx", &whole, &PlanChoices::default()).is_ok());
}
