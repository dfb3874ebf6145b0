//! Rows: one state a line, and a bad line stops none of the others.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use so06::domain::ErrorCode;
use so06::exchange::row::{MOST_LINE, Row, append, read, write};

use super::two_rows;

const GOOD: &str = r#"{"k":"fact","n":"a","v":[[0,1]],"o":"","m":"2024-03-18","f":{"value":1}}"#;

/// A line instead of `GOOD`, between two good ones: only it is refused, by its number.
fn refused(line: &str) {
    let bytes = format!("{GOOD}\n{line}\n{GOOD}\n");
    let all: Vec<_> = read(bytes.as_bytes(), 2).collect();
    assert_eq!(all.len(), 3, "{line}");
    assert!(all[0].is_ok() && all[2].is_ok(), "{line}");
    let fault = all[1].as_ref().expect_err(line);
    assert_eq!(fault.line, 2);
    assert_eq!(fault.error.code, ErrorCode::PackageRow, "{line}");
    assert_eq!(fault.error.params, [("line".to_owned(), "2".to_owned())]);
}

#[test]
fn rows_come_back_as_they_were() {
    let rows = two_rows();
    let bytes = write(&rows).expect("bytes");
    let text = String::from_utf8(bytes.clone()).expect("text");
    assert_eq!(text.lines().count(), 2);
    let second = r#"{"k":"fact","n":"ended","v":[[1,5]],"o":"Cán bộ phường","m":"2024-03-18T08:00","f":null}"#;
    assert_eq!(text.lines().nth(1), Some(second));
    let back: Result<Vec<Row>, _> = read(&bytes, 2).collect();
    assert_eq!(back.expect("rows"), rows);
    assert_eq!(read(b"", 2).count(), 0);
}

#[test]
fn the_last_line_needs_no_end_and_an_end_of_windows_does_no_harm() {
    for bytes in [GOOD.to_owned(), format!("{GOOD}\r\n{GOOD}\r\n")] {
        assert!(read(bytes.as_bytes(), 1).all(|row| row.is_ok()));
    }
    refused("");
}

#[test]
fn a_line_without_fields_is_no_tombstone() {
    refused(r#"{"k":"fact","n":"a","v":[[0,1]],"o":"","m":"2024-03-18"}"#);
    for name in ["k", "n", "v", "o", "m", "f"] {
        let mut row: Map<String, Value> = serde_json::from_str(GOOD).expect("a row");
        row.remove(name);
        refused(&Value::Object(row).to_string());
    }
}

#[test]
fn what_a_newer_program_added_to_a_row_is_passed_over() {
    let newer = GOOD.replacen('{', r#"{"z":{"deep":[1.5,{}]},"#, 1);
    let row = read(newer.as_bytes(), 1)
        .next()
        .expect("a line")
        .expect("a row");
    assert_eq!(row.kind, "fact");
}

#[test]
fn a_line_that_means_two_things_or_nothing_is_refused() {
    for (own, wrong) in [
        (r#""v":[[0,1]]"#, r#""v":[]"#),
        (r#""v":[[0,1]]"#, r#""v":[[2,1]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[4294967295,1]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[4294967296,1]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[-1,1]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[0,0]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[0,-5]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[0,9223372036854775808]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[1,1],[0,1]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[0,1],[0,2]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[0,1,2]]"#),
        (r#""v":[[0,1]]"#, r#""v":[[0]]"#),
        (r#""v":[[0,1]]"#, r#""v":null"#),
        (r#""k":"fact""#, r#""k":"""#),
        (r#""k":"fact""#, r#""k":"fact","k":"target""#),
        (r#""n":"a""#, r#""n":"""#),
        (r#""n":"a""#, r#""n":1"#),
        (r#""f":{"value":1}"#, r#""f":[]"#),
        (r#""f":{"value":1}"#, r#""f":false"#),
        (r#""f":{"value":1}"#, r#""f":{"value":1,"value":2}"#),
        (r#""f":{"value":1}"#, r#""f":{"value":1.0}"#),
        (r#""f":{"value":1}"#, r#""f":{"value":1e3}"#),
        (
            r#""f":{"value":1}"#,
            r#""f":{"value":18446744073709551615}"#,
        ),
        (r#""f":{"value":1}"#, r#""f":{"value":{}}"#),
        (r#""f":{"value":1}"#, r#""f":{"value":[1]}"#),
    ] {
        assert!(GOOD.contains(own));
        refused(&GOOD.replace(own, wrong));
    }
    for line in [
        "{",
        "null",
        "[]",
        "12",
        "\u{feff}",
        "fact",
        &format!("{GOOD}{GOOD}"),
        &"[".repeat(5000),
    ] {
        refused(line);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_by_line() {
    let bytes = [GOOD.as_bytes(), b"\n\xff\xfe\0\n", GOOD.as_bytes()].concat();
    let all: Vec<bool> = read(&bytes, 1).map(|row| row.is_ok()).collect();
    assert_eq!(all, [true, false, true]);
}

#[test]
fn a_line_longer_than_a_line_may_be_is_passed_over() {
    let long = GOOD.replace("\"a\"", &format!("\"{}\"", "a".repeat(MOST_LINE)));
    refused(&long);
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ]
}

fn any_row() -> impl Strategy<Value = Row> {
    let fields = proptest::collection::btree_map(".{0,10}", scalar(), 0..6);
    let vector = proptest::collection::btree_map(0_u32..50, 1_i64.., 1..6);
    let texts = ("[a-z_]{1,12}", ".{1,30}", ".{0,20}", ".{0,20}");
    (texts, vector, proptest::option::of(fields)).prop_map(|(texts, vector, fields)| Row {
        kind: texts.0,
        name: texts.1,
        vector: vector.into_iter().collect(),
        officer: texts.2,
        moment: texts.3,
        fields: fields.map(|own| own.into_iter().collect()),
    })
}

proptest! {
    #[test]
    fn any_rows_come_back_as_they_were(rows in proptest::collection::vec(any_row(), 0..8)) {
        let bytes = write(&rows).expect("bytes");
        let mut one_by_one = Vec::new();
        for row in &rows {
            append(&mut one_by_one, row).expect("a line");
        }
        prop_assert_eq!(&bytes, &one_by_one);
        let back: Result<Vec<Row>, _> = read(&bytes, 50).collect();
        prop_assert_eq!(back.expect("rows"), rows);
    }

    #[test]
    fn no_bytes_make_the_reader_give_up(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        prop_assert!(read(&bytes, 3).count() <= lines);
    }

    #[test]
    fn a_changed_line_changes_no_other(at in 0_usize..72, to in any::<u8>()) {
        prop_assume!(to != b'\n');
        let mut bytes = format!("{GOOD}\n{GOOD}\n{GOOD}\n").into_bytes();
        bytes[GOOD.len() + 1 + at] = to;
        let all: Vec<_> = read(&bytes, 1).collect();
        prop_assert_eq!(all.len(), 3);
        prop_assert!(all[0].is_ok() && all[2].is_ok());
    }
}

#[test]
fn an_example_is_what_the_room_says_of_itself() {
    let line = json!({ "k": "fact", "n": "…", "v": [[0, 17], [2, 4]], "o": "o", "m": "m", "f": { "value": 12 } });
    let row = read(line.to_string().as_bytes(), 3)
        .next()
        .expect("a line")
        .expect("a row");
    assert_eq!(row.vector, [(0, 17), (2, 4)]);
}
