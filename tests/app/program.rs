//! The program `so06` as scripts see it: words, exit statuses, and what survives a kill.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");

fn so06(dir: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .output()
        .expect("the program")
}

fn status(dir: &Path, args: &[&str]) -> Option<i32> {
    so06(dir, args).status.code()
}

fn json(dir: &Path, args: &[&str]) -> Value {
    let output = so06(dir, args);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn example() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    assert_eq!(
        status(
            dir.path(),
            &["new", "--example", "binh-thuy-2024", "--book", "b.so06"]
        ),
        Some(0)
    );
    dir
}

#[test]
fn the_list_of_tasks_gives_one_state_token_each() {
    let dir = example();
    let rows = json(dir.path(), &["--book", "b.so06", "--json", "tasks", "list"]);
    let rows = rows.as_array().expect("a list");
    assert!(rows.len() > 100);
    let tokens = [
        "done_on_time",
        "done_late",
        "done_no_deadline",
        "overdue",
        "due_soon",
        "not_started",
        "in_time",
        "no_deadline",
        "paused",
        "cancelled",
    ];
    let mut sum = 0;
    for token in tokens {
        let own = json(
            dir.path(),
            &[
                "--book", "b.so06", "--json", "tasks", "list", "--state", token,
            ],
        );
        sum += own.as_array().expect("a list").len();
    }
    assert_eq!(sum, rows.len(), "the classes add up");
    let first = rows
        .iter()
        .find(|row| row["task"] == "NV-001")
        .expect("NV-001");
    assert_eq!(first["deadline"]["last_day"], "2024-03-14");
    assert_eq!(first["deadline"]["stated_day"], "2024-03-15");
}

#[test]
fn refusals_have_their_code_and_status_and_write_nothing() {
    let dir = example();
    std::fs::write(dir.path().join("text.so06"), "không phải sổ").expect("a file");
    let set = |body: &str, value: &str| {
        let args = [
            "--book",
            "b.so06",
            "--json",
            "values",
            "set",
            "--body",
            body,
            "--indicator",
            "dinh_danh.kich_hoat",
            "--as-of",
            "2024-03-15",
            "--value",
            value,
        ];
        let output = so06(dir.path(), &args);
        let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        (
            document["error"]["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            output.status.code(),
        )
    };
    let before = json(
        dir.path(),
        &["--book", "b.so06", "--json", "journal", "show"],
    );
    assert_eq!(set("31168", "-1"), ("negative_value".to_owned(), Some(1)));
    assert_eq!(
        set("31168", "1000000000000000000000000000000"),
        ("value_too_large".to_owned(), Some(1))
    );
    assert_eq!(set("99999", "5"), ("no_such_body".to_owned(), Some(1)));
    assert_eq!(set("31168", "mười"), ("not_a_number".to_owned(), Some(1)));
    assert_eq!(
        json(
            dir.path(),
            &["--book", "b.so06", "--json", "journal", "show"]
        ),
        before
    );
    for (args, wanted) in [
        (&["--book", "text.so06", "bodies", "list"][..], 1),
        (&["--book", "none.so06", "bodies", "list"], 1),
        (&["bodies", "list"], 1),
        (
            &[
                "--book",
                "/proc/b.so06",
                "new",
                "--example",
                "binh-thuy-2024",
            ],
            4,
        ),
        (
            &[
                "--book",
                "b.so06",
                "report",
                "progress",
                "--period",
                "2024-Q1",
                "--out",
                "/proc/r.pdf",
            ],
            4,
        ),
        (
            &[
                "--book", "b.so06", "report", "progress", "--period", "2024-Q9", "--out", "r.pdf",
            ],
            1,
        ),
        (
            &[
                "--book", "b.so06", "report", "ranking", "--period", "2024-Q1", "--out", "r.pdf",
            ],
            1,
        ),
        (&["--book", "b.so06", "package", "status"], 1),
        (&["no-such-word"], 2),
        (&["values", "set"], 2),
        (
            &["--now", "hôm nay", "--book", "b.so06", "tasks", "list"],
            1,
        ),
    ] {
        let output = so06(dir.path(), args);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(wanted), "{args:?}: {words}");
        assert!(
            words.len() > 10 && !words.contains("panicked") && !words.contains('{'),
            "{args:?}: {words}"
        );
    }
}

#[test]
fn a_missing_font_is_said_and_no_file_is_left() {
    let dir = example();
    let fonts = ["/usr/share/fonts", "/usr/local/share/fonts"];
    let there = fonts.iter().any(|folder| {
        let found = Command::new("find")
            .args([folder, "-iname", "times*.ttf"])
            .output();
        found.is_ok_and(|output| !output.stdout.is_empty())
    });
    let args = [
        "--book", "b.so06", "report", "progress", "--period", "2024-Q1", "--font", "system",
        "--out", "r.pdf",
    ];
    let wanted = if there { Some(0) } else { Some(4) };
    assert_eq!(status(dir.path(), &args), wanted);
    assert_eq!(dir.path().join("r.pdf").exists(), there);
}

#[test]
fn the_same_command_twice_gives_the_same_bytes() {
    let dir = example();
    for name in ["a.pdf", "b.pdf"] {
        let args = [
            "--book",
            "b.so06",
            "--now",
            "2024-03-31T17:00",
            "report",
            "progress",
            "--period",
            "2024-Q1",
            "--out",
            name,
        ];
        assert_eq!(status(dir.path(), &args), Some(0));
    }
    let read = |name: &str| std::fs::read(dir.path().join(name)).expect("a report");
    assert_eq!(read("a.pdf"), read("b.pdf"));
}

/// A writer that is killed in the middle: what it said was kept is there, and the book is sound.
#[test]
fn what_was_acknowledged_survives_a_kill() {
    let dir = example();
    let script = format!(
        "n=1000; while true; do '{PROGRAM}' --book b.so06 values set --body 31168 --indicator dinh_danh.kich_hoat --as-of 2024-03-15 \
         --value $n >/dev/null && echo $n; n=$((n+1)); done"
    );
    for round in 0..3 {
        let mut shell = Command::new("setsid")
            .args(["sh", "-c", &script])
            .current_dir(dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut lines = BufReader::new(shell.stdout.take().expect("its output")).lines();
        let mut acknowledged = String::new();
        for _ in 0..4 + round {
            acknowledged = lines.next().expect("a line").expect("text");
        }
        // The whole group of the shell, the writer in its middle included.
        let group = format!("-{}", shell.id());
        Command::new("kill")
            .args(["-9", "--", &group])
            .status()
            .expect("kill");
        shell.wait().expect("its end");
        for line in lines.map_while(Result::ok) {
            acknowledged = line;
        }
        let rows = json(
            dir.path(),
            &[
                "--book",
                "b.so06",
                "--json",
                "values",
                "list",
                "--body",
                "31168",
                "--indicator",
                "dinh_danh.kich_hoat",
            ],
        );
        let value = rows
            .as_array()
            .expect("facts")
            .iter()
            .find(|row| row["as_of"] == "2024-03-15")
            .expect("the fact")["value"]
            .as_i64();
        let last: i64 = acknowledged.parse().expect("a number");
        assert!(
            value == Some(last) || value == Some(last + 1),
            "acknowledged {last}, found {value:?}"
        );
        assert_eq!(
            status(dir.path(), &["--book", "b.so06", "journal", "verify"]),
            Some(0)
        );
        std::io::stderr().flush().expect("a flush");
    }
}
