//! The command line as scripts see it: periods, calendar, submissions, closing.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

fn so06(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .output()
        .expect("the program")
}

/// The one JSON document and the exit status.
fn ask(dir: &Path, args: &[&str]) -> (Value, Option<i32>) {
    let all: Vec<&str> = ["--json", "--book", "b.so06"]
        .iter()
        .chain(args)
        .copied()
        .collect();
    let output = so06(dir, &all);
    let value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)));
    (value, output.status.code())
}

fn done(dir: &Path, args: &[&str]) -> Value {
    let (value, status) = ask(dir, args);
    assert_eq!(status, Some(0), "{args:?}: {value}");
    value
}

fn code(dir: &Path, args: &[&str]) -> String {
    let (value, status) = ask(dir, args);
    assert_eq!(status, Some(1), "{args:?}: {value}");
    value["error"]["code"].as_str().expect("a code").to_owned()
}

fn example() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    done(dir.path(), &["new", "--example", "binh-thuy-2024"]);
    dir
}

#[test]
fn closing_adjusting_and_reopening_by_scripts() {
    let made = example();
    let dir = made.path();
    let closed = done(dir, &["close", "--status", "--period", "2024-T03"]);
    assert_eq!(closed["state"], "not_open");
    assert_eq!(
        code(dir, &["close", "--period", "2024-T04"]),
        "period_not_ended"
    );
    let adjust = |by: &'static str, more: &[&'static str]| -> Vec<&'static str> {
        let mut words = vec![
            "adjust",
            "--body",
            "31168",
            "--indicator",
            "dinh_danh.kich_hoat",
        ];
        words.extend([
            "--period",
            "2024-T03",
            "--by",
            by,
            "--reason",
            "Gửi bổ sung",
        ]);
        words.extend(more);
        words
    };
    assert_eq!(code(dir, &adjust("5", &[])), "period_not_closed");
    let closed = done(dir, &["close", "--period", "2024-T03"]);
    assert_eq!(
        (&closed["state"], &closed["submitted"]),
        (&json!("closed"), &json!(8))
    );
    assert_eq!(
        code(dir, &["close", "--period", "2024-T03"]),
        "period_closed"
    );
    // A closing is corrected, never undone.
    assert_eq!(code(dir, &["undo"]), "nothing_to_undo");
    let entry = done(dir, &adjust("-3", &[]));
    assert_eq!(
        (&entry["amount"], &entry["state"]),
        (&json!("-3"), &json!("accepted"))
    );
    let proposed = done(dir, &adjust("+12", &["--propose"]));
    let id = proposed["adjustment"].to_string();
    assert_eq!(proposed["accepted"], false);
    assert_eq!(done(dir, &["adjust", "accept", &id])["accepted"], true);
    assert_eq!(
        code(dir, &["adjust", "reject", &id, "--reason", "x"]),
        "adjustment_settled"
    );
    let listed = done(dir, &["adjust", "list", "--period", "2024-T03"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!(
        done(dir, &["adjust", "list", "--period", "2024-T02"]),
        json!([])
    );
    let shown = done(dir, &["closing", "show", "2024-T03"]);
    let mut totals = shown["totals"].as_array().expect("totals").iter();
    assert!(totals.any(|total| total["adjusted"] == "+9"), "{shown}");
    assert_eq!(
        code(dir, &["reopen", "--period", "2024-T03"]),
        "reason_needed"
    );
    let open = done(
        dir,
        &["reopen", "--period", "2024-T03", "--reason", "Sai số"],
    );
    assert_eq!(
        (&open["state"], &open["reopenings"][0]["reason"]),
        (&json!("open"), &json!("Sai số"))
    );
    assert_eq!(
        so06(dir, &["--book", "b.so06", "adjust", "--by", "3"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn periods_and_weeks_by_the_rules_of_the_book() {
    let made = example();
    let dir = made.path();
    let days = |period: &str| {
        let own = done(dir, &["period", period]);
        format!(
            "{} {} {}",
            own["first_day"], own["last_day"], own["due_day"]
        )
        .replace('"', "")
    };
    assert_eq!(days("2024-W12"), "2024-03-18 2024-03-24 2024-03-26");
    assert_eq!(
        days("2024-04-15..2024-04-29"),
        "2024-04-15 2024-04-29 2024-05-03"
    );
    done(
        dir,
        &["periods", "rules", "--week-anchor", "4", "--due-days", "1"],
    );
    assert_eq!(days("2024-W12"), "2024-03-14 2024-03-20 2024-03-21");
    assert_eq!(
        code(dir, &["periods", "rules", "--week-anchor", "9"]),
        "bad_period_rules"
    );
    let opened = done(dir, &["periods", "open", "2024-T04"]);
    assert_eq!(
        (&opened["due_fixed"], &opened["due_day"]),
        (&json!(true), &json!("2024-04-15"))
    );
    done(
        dir,
        &["calendar", "set", "2024-04-15", "--off", "--name", "Nghỉ"],
    );
    assert_eq!(days("2024-T04"), "2024-03-15 2024-04-14 2024-04-15");
    assert_eq!(
        done(
            dir,
            &["periods", "refix", "2024-T04", "--reason", "Nghỉ lễ"]
        )["due_day"],
        "2024-04-16"
    );
    let months = done(dir, &["periods", "list"]);
    assert_eq!(
        (months.as_array().map(Vec::len), &months[3]["due_fixed"]),
        (Some(12), &json!(true))
    );
    let added = done(
        dir,
        &[
            "periods",
            "campaign",
            "--name",
            "60 ngày",
            "--from",
            "1/6/2024",
            "--to",
            "30/7/2024",
        ],
    );
    assert_eq!(added["period"], "2024-06-01..2024-07-30");
    let matrix = done(
        dir,
        &["submissions", "--kind", "week", "--as-of", "2024-03-25"],
    );
    assert_eq!(matrix["periods"][11]["first_day"], "2024-03-14");
    // A flow of such a week keeps its days in its key.
    done(
        dir,
        &[
            "values",
            "set",
            "--body",
            "31168",
            "--indicator",
            "dvc.tiep_nhan",
            "--period",
            "2024-W11",
            "--value",
            "5",
        ],
    );
    let kept = done(
        dir,
        &[
            "values",
            "list",
            "--period",
            "2024-W11",
            "--indicator",
            "dvc.tiep_nhan",
        ],
    );
    assert_eq!(kept[0]["period"], "2024-W11.4");
}

#[test]
fn a_calendar_is_shown_and_imported() {
    let made = example();
    let dir = made.path();
    let without = so06(dir, &["--json", "calendar", "show", "--year", "2026"]);
    let shown: Value = serde_json::from_slice(&without.stdout).expect("JSON");
    let swapped = shown["days"]
        .as_array()
        .expect("days")
        .iter()
        .find(|d| d["day"] == "2026-01-10");
    assert_eq!(swapped.expect("the day")["working"], true);
    std::fs::write(
        dir.join("lich.csv"),
        "day,working,name\n2027-01-01,0,Tết Dương lịch\n32/1/2027,0,x\n",
    )
    .expect("a file");
    let taken = done(dir, &["calendar", "import", "lich.csv"]);
    assert_eq!(
        (&taken["accepted"], &taken["refused"][0]["row"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(
        done(dir, &["calendar", "show", "--year", "2027"])["days"][0]["own"],
        true
    );
    assert_eq!(
        code(dir, &["calendar", "import", "none.csv"]),
        "no_such_file"
    );
    std::fs::write(dir.join("xau.csv"), [0xff, 0xfe, 0x00]).expect("a file");
    assert_eq!(code(dir, &["calendar", "import", "xau.csv"]), "bad_input");
}
