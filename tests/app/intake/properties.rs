//! What holds for any file: numbers read the same however they are written, nothing is lost, nothing comes twice,
//! and undo takes all of it back.

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::engine::intake::{self, Choices, Intake, Role};
use so06::engine::undo;
use so06::store::Book;

use super::desk::{Desk, UNITS, month};

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    })
}

fn grouped(value: u32, sign: &str) -> String {
    let digits = value.to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let mut out = digits[..first].to_owned();
    for at in (first..digits.len()).step_by(3) {
        out.push_str(sign);
        out.push_str(&digits[at..at + 3]);
    }
    out
}

fn written(value: u32, way: u8) -> String {
    match way {
        0 => value.to_string(),
        1 => grouped(value, "."),
        2 => grouped(value, ","),
        3 => grouped(value, " "),
        4 => grouped(value, "\u{a0}"),
        5 => format!("{} hồ sơ", grouped(value, ".")),
        6 => format!(" {} (*)", grouped(value, ".")),
        _ => format!("{} hs", grouped(value, ",")),
    }
}

#[test]
fn a_count_reads_the_same_however_it_is_written() {
    let desk = RefCell::new(Desk::new());
    let column = |ways: Vec<u8>| {
        prop::collection::vec((0_u32..90_000_000, prop::sample::select(ways)), UNITS.len())
    };
    let values = prop_oneof![column(vec![0, 1, 3, 4, 5, 6]), column(vec![0, 2, 3, 4, 7])];
    let tried = runner(40).run(&values, |own| {
        let mut desk = desk.borrow_mut();
        let mut text = "Đơn vị;Kích hoạt\n".to_owned();
        for (unit, (value, way)) in UNITS.iter().zip(&own) {
            text.push_str(&format!("P. {unit};{}\n", written(*value, *way)));
        }
        let taken = desk.file("a.csv", text.as_bytes(), month("2024-03"));
        let read: Vec<&str> = UNITS
            .iter()
            .map(|unit| {
                taken.figures[&((*unit).to_owned(), "dinh_danh.kich_hoat".to_owned())].as_str()
            })
            .collect();
        let expected: Vec<String> = own.iter().map(|(value, _)| value.to_string()).collect();
        prop_assert_eq!(read, expected, "{}", text);
        Ok(())
    });
    tried.expect("one value");
}

/// All that the book holds of figures now.
fn facts(book: &Book) -> Vec<String> {
    let asked = "SELECT body || '|' || indicator || '|' || \"window\" || '|' || day || '|' || source || '|' || state || '|' \
                 || coalesce(value, '') || '|' || qualifier || '|' || note || '|' || coalesce(document, '') \
                 FROM fact WHERE to_seq IS NULL ORDER BY 1";
    book.read(|connection| {
        let mut statement = connection.prepare(asked).expect("a question");
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .expect("rows");
        Ok(rows.map(|row| row.expect("a fact")).collect())
    })
    .expect("the facts")
}

#[test]
fn a_file_twice_changes_nothing_and_undo_restores_the_figures() {
    let desk = RefCell::new(Desk::new());
    let cell = prop_oneof![
        Just(""),
        Just("x"),
        Just("15.400"),
        Just("trên 98.000"),
        Just("0"),
        Just("lạ"),
        Just("7")
    ];
    let cells = prop::collection::vec((cell.clone(), cell), UNITS.len());
    let tried = runner(12).run(&cells, |own| {
        let mut desk = desk.borrow_mut();
        let mut text = "Đơn vị;Thu nhận;Hồ sơ tiếp nhận\n".to_owned();
        for (unit, (first, second)) in UNITS.iter().zip(&own) {
            text.push_str(&format!("{unit};{first};{second}\n"));
        }
        let intake = Intake::of_file("a.csv", text.as_bytes()).expect("a table");
        let choices = Choices {
            stated: Some(month("2024-03")),
            ..Choices::default()
        };
        let before = facts(&desk.example.book);
        let Ok(reading) = intake::read_intake(&desk.example.book, &intake, &choices) else {
            return Ok(());
        };
        let first = intake::bring_in(desk.book(), ("a.csv", &reading), None, false)
            .expect("the first")
            .value;
        let after = facts(&desk.example.book);
        let second = intake::bring_in(desk.book(), ("a.csv", &reading), None, false)
            .expect("the second")
            .value;
        prop_assert_eq!(second.accepted, 0);
        prop_assert_eq!(second.unchanged, first.accepted + first.unchanged);
        prop_assert_eq!(&second.refused, &first.refused);
        prop_assert_eq!(&facts(&desk.example.book), &after);
        if first.accepted > 0 {
            undo::undo(desk.book()).expect("undo");
        }
        prop_assert_eq!(facts(&desk.example.book), before);
        Ok(())
    });
    tried.expect("the same book");
}

#[test]
fn every_row_ends_somewhere() {
    let desk = RefCell::new(Desk::new());
    let name = prop_oneof![
        4 => prop::sample::select(UNITS.to_vec()),
        3 => prop::sample::select(vec!["", "Cái Khế", "An Lạc", "Tổng cộng", "Ghi chú: 5", "I", "Cụm 1", "NGƯỜI LẬP", "---", "Công Hải"]),
    ];
    let cell = || {
        prop::sample::select(vec![
            "",
            "5",
            "x",
            "abc",
            "1.234",
            "-5",
            "12,5",
            "092085001234",
            "1/2",
        ])
    };
    let lines = prop::collection::vec((name, cell(), cell()), 1..14);
    let tried = runner(60).run(&lines, |own| {
        let mut desk = desk.borrow_mut();
        let mut text = "Đơn vị;Thu nhận;Kích hoạt\nTrà Nóc;1;2\n".to_owned();
        for (name, first, second) in &own {
            text.push_str(&format!("{name};{first};{second}\n"));
        }
        let intake = Intake::of_file("a.csv", text.as_bytes()).expect("a table");
        // Two citizens' numbers in a column are a list of people.
        let Ok(reading) = desk.read(&intake, month("2024-03")) else {
            return Ok(());
        };
        let brought = intake::rehearse(desk.book(), &reading, None).expect("a rehearsal");
        for ((name, first, second), number) in own.iter().zip(3_u32..) {
            if name.is_empty() && first.is_empty() && second.is_empty() {
                continue;
            }
            let rows: Vec<_> = reading
                .rows
                .iter()
                .filter(|row| row.row == number)
                .collect();
            prop_assert_eq!(rows.len(), 1, "row {} of {}", number, &text);
            let row = rows[0];
            let refused = |column: u32| {
                brought
                    .refused
                    .iter()
                    .any(|(own, at, _)| (*own, *at) == (number, column))
            };
            match row.role {
                Role::Unit => {
                    for (written, column) in [(first, 1), (second, 2)] {
                        let taken = brought.cells.contains_key(&(number, column));
                        prop_assert_eq!(
                            taken || refused(column),
                            !written.is_empty(),
                            "{} of {}",
                            number,
                            &text
                        );
                        prop_assert!(!(taken && refused(column)));
                    }
                }
                Role::Unknown => prop_assert!(refused(0), "row {} of {}", number, &text),
                Role::Group | Role::Total | Role::LeftOut => {
                    prop_assert!(
                        !UNITS.contains(name),
                        "a unit is no {:?}: {}",
                        row.role,
                        &text
                    );
                }
            }
        }
        Ok(())
    });
    tried.expect("no row is lost");
}

#[test]
fn lines_of_a_chat_give_the_same_figures_in_any_order() {
    let desk = RefCell::new(Desk::new());
    let lines: Vec<String> = UNITS
        .iter()
        .zip(0..)
        .flat_map(|(unit, at)| {
            [
                format!(
                    "P. {unit}: thu nhận {}.100; kích hoạt {}.050",
                    10 + at,
                    10 + at
                ),
                format!("{unit} tiếp nhận {} hs, trực tuyến {at}", 20 + at),
            ]
        })
        .collect();
    let expected = desk
        .borrow_mut()
        .chat(&lines.join("\n"), month("2024-03"))
        .figures;
    assert_eq!(expected.len(), UNITS.len() * 4);
    let tried = runner(12).run(&Just(lines).prop_shuffle(), |own| {
        let mut desk = desk.borrow_mut();
        prop_assert_eq!(
            &desk.chat(&own.join("\n"), month("2024-03")).figures,
            &expected
        );
        Ok(())
    });
    tried.expect("the same figures");
}
