//! The dictionary, documents and settings as scripts see them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");

fn so06(dir: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(["--book", "b.so06", "--json"])
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(input.as_bytes()).expect("written");
    drop(stdin);
    child.wait_with_output().expect("its end")
}

/// Exit status and the one JSON document.
fn asked(dir: &Path, args: &[&str], input: &str) -> (Option<i32>, Value) {
    let output = so06(dir, args, input);
    let value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), value)
}

fn book() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let (status, _) = asked(dir.path(), &["new", "--root", "918"], "");
    assert_eq!(status, Some(0));
    dir
}

fn indicator(dir: &Path, code: &str) -> Value {
    let (_, list) = asked(dir, &["indicators", "list", "--as-of", "2024-03-14"], "");
    let rows = list.as_array().expect("a list");
    rows.iter()
        .find(|row| row["code"] == code)
        .cloned()
        .unwrap_or(Value::Null)
}

#[test]
fn the_list_says_all_of_an_indicator() {
    let dir = book();
    let row = indicator(dir.path(), "dinh_danh.kich_hoat");
    assert_eq!(row["kind"], "stock");
    assert_eq!(row["source"], "cong_an");
    assert_eq!(row["bases"].as_array().map(Vec::len), Some(3));
    assert_eq!(row["versions"][1]["from_day"], "2024-07-01");
    let ratio = indicator(dir.path(), "dvc.ty_le_truc_tuyen");
    assert_eq!(ratio["numerator"], "dvc.truc_tuyen");
}

#[test]
fn a_file_adds_own_indicators_that_can_be_counted_at_once() {
    let dir = book();
    let rows = json!([
        { "code": "918.to", "name": "Tổ tự quản", "kind": "stock", "unit": "tổ", "decimals": 0, "source": "don_vi" },
        { "code": "km", "name": "Đường có camera", "kind": "stock", "unit": "km", "decimals": 2, "source": "Công an", "màu": "xanh" },
    ]);
    std::fs::write(dir.path().join("ct.json"), format!("\u{feff}{rows}")).expect("a file");
    let (status, added) = asked(dir.path(), &["indicators", "add", "ct.json"], "");
    assert_eq!(
        (status, &added["added"]),
        (Some(0), &json!(["918.to", "918.km"]))
    );
    assert_eq!(added["warnings"][0]["column"], "màu");
    let args = [
        "values",
        "set",
        "--body",
        "918",
        "--indicator",
        "km",
        "--as-of",
        "2024-03-14",
        "--value",
        "1,99",
    ];
    assert_eq!(asked(dir.path(), &args, "").0, Some(0));
    assert_eq!(indicator(dir.path(), "918.km")["decimals"], 2);
    // The same once more is refused, with the row of each.
    let (status, refused) = asked(dir.path(), &["indicators", "add", "-"], &rows.to_string());
    let error = &refused["error"];
    assert_eq!((status, &error["code"]), (Some(1), &json!("rows_refused")));
    let said = error["params"]["rows"].as_str().expect("sentences");
    assert!(
        said.contains("Dòng 1: ") && said.contains("Dòng 2: "),
        "{said}"
    );
}

#[test]
fn bad_files_are_refused_in_words_and_nothing_is_written() {
    let dir = book();
    let add = |input: &str| {
        let (status, answer) = asked(dir.path(), &["indicators", "add", "-"], input);
        (
            status,
            answer["error"]["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    for (input, code) in [
        ("", "bad_input"),
        ("{}", "bad_input"),
        ("[1]", "rows_refused"),
        (r#"[{"name":"A"}]"#, "rows_refused"),
        (r#"[{"name":"A","kind":"nhiều"}]"#, "rows_refused"),
        (
            r#"[{"name":"A","kind":"stock","decimals":-1}]"#,
            "rows_refused",
        ),
        (
            r#"[{"name":"A","kind":"stock","decimals":9}]"#,
            "rows_refused",
        ),
        (
            r#"[{"name":"A","kind":"stock"},{"name":"Tỷ lệ A","kind":"ratio"}]"#,
            "rows_refused",
        ),
    ] {
        assert_eq!(add(input), (Some(1), code.to_owned()), "{input}");
    }
    let (status, missing) = asked(dir.path(), &["indicators", "add", "khong-co.json"], "");
    assert_eq!(
        (status, &missing["error"]["code"]),
        (Some(1), &json!("no_such_file"))
    );
    assert_eq!(indicator(dir.path(), "918.a"), Value::Null);
    assert_eq!(add("[]").0, Some(0), "nothing to add is no error");
}

#[test]
fn own_indicators_merge_with_their_figures() {
    let dir = book();
    let rows = json!([
        { "code": "a", "name": "Tổ A", "kind": "stock" },
        { "code": "b", "name": "Tổ B", "kind": "stock", "bases": [{ "base": "a" }] },
        { "code": "c", "name": "Tổ C", "kind": "stock", "bases": [{ "base": "a" }] },
    ]);
    assert_eq!(
        asked(dir.path(), &["indicators", "add", "-"], &rows.to_string()).0,
        Some(0)
    );
    let set = |indicator: &str, day: &str, value: &str| {
        let args = [
            "values",
            "set",
            "--body",
            "918",
            "--indicator",
            indicator,
            "--as-of",
            day,
            "--value",
            value,
        ];
        assert_eq!(asked(dir.path(), &args, "").0, Some(0));
    };
    set("a", "2024-01-14", "5");
    set("a", "2024-02-14", "6");
    set("b", "2024-02-14", "7");
    let (status, refused) = asked(dir.path(), &["indicators", "merge", "a", "b"], "");
    assert_eq!(
        (status, &refused["error"]["code"]),
        (Some(1), &json!("not_mergeable"))
    );
    set("b", "2024-02-14", "6");
    assert_eq!(
        asked(dir.path(), &["indicators", "merge", "a", "b"], "").0,
        Some(0)
    );
    assert_eq!(indicator(dir.path(), "918.a"), Value::Null);
    assert_eq!(indicator(dir.path(), "918.c")["bases"][0]["base"], "918.b");
    assert_eq!(
        indicator(dir.path(), "918.b")["bases"],
        json!([]),
        "not with itself"
    );
    let (_, values) = asked(dir.path(), &["values", "list", "--indicator", "b"], "");
    assert_eq!(values.as_array().map(Vec::len), Some(2), "{values}");
    let (status, _) = asked(
        dir.path(),
        &["indicators", "merge", "dinh_danh.ho_so", "b"],
        "",
    );
    assert_eq!(status, Some(1), "a shipped one stays");
    assert_eq!(asked(dir.path(), &["undo"], "").0, Some(0));
    let (_, values) = asked(dir.path(), &["values", "list", "--indicator", "918.a"], "");
    assert_eq!(values.as_array().map(Vec::len), Some(2), "{values}");
    assert_eq!(asked(dir.path(), &["journal", "verify"], "").0, Some(0));
}

#[test]
fn documents_are_listed_and_added_once() {
    let dir = book();
    let add = [
        "documents",
        "add",
        "--kind",
        "Kế hoạch",
        "--number",
        "12/KH-UBND",
        "--day",
        "15/01/2024",
        "--issuer",
        "UBND quận",
    ];
    let (status, first) = asked(dir.path(), &add, "");
    assert_eq!((status, &first["changed"]), (Some(0), &json!(true)));
    let (_, again) = asked(dir.path(), &add, "");
    assert_eq!(
        (&again["id"], &again["changed"]),
        (&first["id"], &json!(false))
    );
    let (_, list) = asked(dir.path(), &["documents", "list"], "");
    let own = list
        .as_array()
        .expect("a list")
        .iter()
        .filter(|row| row["number"] == "12/KH-UBND");
    assert_eq!(own.count(), 1);
    let nameless = ["documents", "add", "--kind", "Kế hoạch"];
    assert_eq!(asked(dir.path(), &nameless, "").0, Some(1));
    let bad_day = [
        "documents",
        "add",
        "--kind",
        "Kế hoạch",
        "--number",
        "1",
        "--day",
        "31/02/2024",
    ];
    assert_eq!(
        asked(dir.path(), &bad_day, "").1["error"]["code"],
        "bad_day"
    );
}

#[test]
fn settings_are_shown_and_set_by_name() {
    let dir = book();
    let (_, before) = asked(dir.path(), &["settings", "show", "score.1.1.max"], "");
    assert_eq!(before["score.1.1.max"]["value"], Value::Null);
    let (status, _) = asked(dir.path(), &["settings", "set", "score.1.1.max", "4,5"], "");
    assert_eq!(status, Some(0));
    let (_, after) = asked(dir.path(), &["settings", "show"], "");
    assert_eq!(after["score.1.1.max"]["value"], "4,5");
    for (key, value, code) in [
        ("root", "1", "no_such_setting"),
        ("score.1.1.max", "-1", "bad_setting"),
    ] {
        let (status, answer) = asked(dir.path(), &["settings", "set", key, value], "");
        assert_eq!((status, &answer["error"]["code"]), (Some(1), &json!(code)));
    }
}
