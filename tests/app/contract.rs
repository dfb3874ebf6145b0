//! The contract with the window: generated TypeScript, refusals, and the officer's story through the dispatch.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use so06::api::{NAMES, typescript, write_typescript};

use crate::support::{Open, TODAY, open_example};

const GENERATED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/ipc/gen");

/// `cargo xtask bindings` runs this with `SO06_WRITE_BINDINGS=1`; otherwise a drift fails.
#[test]
fn bindings() {
    let folder = Path::new(GENERATED);
    if std::env::var_os("SO06_WRITE_BINDINGS").is_some() {
        write_typescript(folder).expect("the generated files");
    }
    let wanted = typescript();
    assert!(wanted.len() > 40, "only {} files", wanted.len());
    let mut present: Vec<String> = fs::read_dir(folder)
        .expect("the generated folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    present.sort();
    let names: Vec<String> = wanted
        .keys()
        .map(|name| name.display().to_string())
        .collect();
    assert_eq!(present, names, "run: cargo xtask bindings");
    for (name, text) in wanted {
        let on_disk = fs::read_to_string(folder.join(&name)).expect("a generated file");
        assert_eq!(
            on_disk,
            text,
            "{} is out of date, run: cargo xtask bindings",
            name.display()
        );
    }
}

#[test]
fn a_request_that_does_not_fit_is_refused() {
    let mut open = open_example();
    assert_eq!(
        open.refusal("nothing_like_this", json!({})).code,
        "no_such_command"
    );
    assert_eq!(
        open.refusal("tasks", json!({ "as_of": 3 })).code,
        "bad_request"
    );
    assert_eq!(
        open.refusal("tasks", json!({ "as_of": null, "more": 1 }))
            .code,
        "bad_request"
    );
    for name in NAMES {
        let refused = open.refusal(name, json!("no object"));
        assert_eq!(refused.code, "bad_request", "{name}");
        assert!(
            !refused.message.contains('{'),
            "{name}: {}",
            refused.message
        );
    }
}

#[test]
fn without_a_book_every_question_about_it_is_refused_in_words() {
    let mut open = open_example();
    open.ask("close_book", json!({}));
    let refusal = open.refusal("tasks", json!({ "as_of": null }));
    assert_eq!(refusal.code, "no_book");
    assert_eq!(open.ask("book", json!({})), Value::Null);
}

struct Place {
    assignment: i64,
    item: i64,
}

/// The first thing to do of NV-001 that is not ticked.
fn unticked(open: &mut Open) -> (i64, Place) {
    let list = open.ask("tasks", json!({ "as_of": null, "baseline": null }));
    let rows = list["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .flat_map(|g| g["tasks"].as_array().expect("tasks"));
    let task = rows
        .clone()
        .find(|row| row["number"] == "NV-001")
        .expect("NV-001")["id"]
        .as_i64()
        .expect("an id");
    let detail = open.ask("task", json!({ "id": task, "as_of": null }));
    let assignment = &detail["assignments"][0];
    let item = assignment["checklist"]
        .as_array()
        .expect("items")
        .iter()
        .find(|i| i["done"] == false)
        .expect("an open item");
    (
        task,
        Place {
            assignment: assignment["id"].as_i64().expect("id"),
            item: item["item"].as_i64().expect("id"),
        },
    )
}

fn is_ticked(open: &mut Open, task: i64, place: &Place) -> Value {
    let detail = open.ask("task", json!({ "id": task, "as_of": null }));
    let own = detail["assignments"]
        .as_array()
        .expect("list")
        .iter()
        .find(|a| a["id"] == place.assignment)
        .cloned();
    let items = own.expect("the assignment")["checklist"].clone();
    items
        .as_array()
        .expect("items")
        .iter()
        .find(|i| i["item"] == place.item)
        .cloned()
        .expect("the item")
}

#[test]
fn the_story_of_a_day() {
    let mut open = open_example();
    let head = open.ask("book", json!({}));
    assert_eq!(
        (head["name"].as_str(), head["today"].as_str()),
        (Some("Quận Bình Thủy"), Some(TODAY))
    );
    assert_eq!(head["period"], "2024-Q1");
    assert_eq!(head["overdue"], 1);

    // She ticks what was done, with evidence, and corrects the evidence.
    let (task, place) = unticked(&mut open);
    let tick = |evidence: &str| json!({ "part": { "assignment": place.assignment, "occurrence": "" }, "item": place.item, "done": true, "evidence": evidence });
    assert_eq!(
        open.reply("tick_item", tick("KH 12"))["changes"],
        json!(["tasks"])
    );
    open.ask("tick_item", tick("Kế hoạch số 12/KH-UBND"));
    let item = is_ticked(&mut open, task, &place);
    assert_eq!(
        (item["done"].as_bool(), item["evidence"].as_str()),
        (Some(true), Some("Kế hoạch số 12/KH-UBND"))
    );
    assert_eq!(item["day"], TODAY);

    // She types a count; a wrong one is refused and the old one stays.
    let grid = open.ask("counts", json!({ "period": "2024-Q1", "as_of": null }));
    let columns = grid["columns"].as_array().expect("columns");
    let column = columns
        .iter()
        .position(|c| c["code"] == "dinh_danh.kich_hoat")
        .expect("the column");
    let row = grid["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|r| r["code"] == "31168")
        .expect("a phường")
        .clone();
    let entry = |text: &str| json!({ "body": row["body"], "indicator": columns[column]["indicator"], "period": "2024-Q1", "entry": text, "note": "" });
    let done = open.ask("record_count", entry("17.301"));
    assert_eq!(done["cell"]["text"].as_str(), Some("17.301"));
    let history = open.ask(
        "cell_history",
        json!({ "body": row["body"], "indicator": columns[column]["indicator"], "period": "2024-Q1" }),
    );
    assert_eq!(
        history[0]["revision"].as_i64(),
        Some(2),
        "the figure before it is kept"
    );
    let refused = open.refusal("record_count", entry("-1"));
    assert_eq!(refused.code, "negative_value");
    assert!(
        refused.message.starts_with("Số liệu không thể nhỏ hơn 0"),
        "{}",
        refused.message
    );

    // Both are there after a restart.
    open.restart();
    assert_eq!(is_ticked(&mut open, task, &place)["done"], true);
    let again = open.ask("counts", json!({ "period": "2024-Q1", "as_of": null }));
    let own = again["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|r| r["code"] == "31168")
        .expect("a phường")["cells"][column]
        .clone();
    assert_eq!(own["text"], "17.301");

    // She takes the count back and does it again.
    assert_eq!(
        open.ask("undo", json!({}))["label"],
        "nhập số Phường Bình Thủy"
    );
    let history = json!({ "body": row["body"], "indicator": columns[column]["indicator"], "period": "2024-Q1" });
    let before = open.ask("counts", json!({ "period": "2024-Q1", "as_of": null }));
    let cell = |grid: &Value| {
        grid["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .find(|r| r["code"] == "31168")
            .expect("it")["cells"][column]["text"]
            .clone()
    };
    assert_eq!(cell(&before), row["cells"][column]["text"]);
    open.ask("redo", json!({}));
    let after = open.ask("counts", json!({ "period": "2024-Q1", "as_of": null }));
    assert_eq!(cell(&after), "17.301");
    assert!(
        open.ask("cell_history", history)
            .as_array()
            .expect("revisions")
            .len()
            >= 2
    );
    let journal = open.ask("journal", json!({ "limit": 10 }));
    assert_eq!(journal[0]["label"], "làm lại: nhập số Phường Bình Thủy");
}

#[test]
fn a_claim_goes_up_and_comes_back() {
    let mut open = open_example();
    let (task, place) = unticked(&mut open);
    let state = |open: &mut Open| {
        let detail = open.ask("task", json!({ "id": task, "as_of": null }));
        let own = detail["assignments"]
            .as_array()
            .expect("list")
            .iter()
            .find(|a| a["id"] == place.assignment)
            .cloned();
        own.expect("the assignment")["state"].clone()
    };
    let id = json!({ "part": { "assignment": place.assignment, "occurrence": "" } });
    open.ask("withdraw_claim", id.clone());
    assert_eq!(state(&mut open), "overdue");
    let claim = |day: &str| json!({ "part": { "assignment": place.assignment, "occurrence": "" }, "day": day, "evidence": "KH" });
    assert_eq!(
        open.refusal("claim_completion", claim("2024-03-19")).code,
        "day_in_future"
    );
    let of_citizen = json!({ "part": { "assignment": place.assignment, "occurrence": "" }, "day": "2024-03-16", "evidence": "Lê Văn B, 079203001234" });
    assert_eq!(
        open.refusal("claim_completion", of_citizen).code,
        "citizen_number"
    );
    let words = json!({ "kind": "progress", "period": "2024-Q1", "section": "group.a", "text": "CMND 361234567" });
    assert_eq!(
        open.refusal("write_report_text", words).code,
        "citizen_number"
    );
    open.ask("claim_completion", claim("2024-03-16"));
    assert_eq!(state(&mut open), "done_late");
    let back = |reason: &str| json!({ "part": { "assignment": place.assignment, "occurrence": "" }, "reason": reason });
    assert_eq!(
        open.refusal("return_completion", back("  ")).code,
        "reason_needed"
    );
    open.ask("return_completion", back("Thiếu văn bản"));
    assert_eq!(state(&mut open), "overdue");
    open.ask("claim_completion", claim("2024-03-15"));
    open.ask("confirm_completion", id.clone());
    assert_eq!(
        state(&mut open),
        "done_on_time",
        "the stated day is no reproach"
    );
    open.ask("withdraw_claim", id.clone());
    assert_eq!(open.refusal("confirm_completion", id).code, "no_claim");
}

#[test]
fn classes_add_up_and_the_watched_are_not_counted() {
    let mut open = open_example();
    let list = open.ask("tasks", json!({ "as_of": null, "baseline": null }));
    let sum: i64 = list["classes"]
        .as_array()
        .expect("classes")
        .iter()
        .map(|c| c["count"].as_i64().expect("a count"))
        .sum();
    assert_eq!(list["total"].as_i64(), Some(sum));
    let rows: Vec<&Value> = list["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .flat_map(|g| g["tasks"].as_array().expect("rows"))
        .collect();
    assert_eq!(
        rows.iter().filter(|row| row["watched"] == false).count() as i64,
        sum
    );
    assert!(
        rows.iter()
            .filter(|row| row["watched"] == true)
            .all(|row| row["state"] != "overdue")
    );
    let overview = open.ask("overview", json!({ "period": "2024-Q1", "as_of": null }));
    assert_eq!(overview["total"].as_i64(), Some(sum));
    assert_eq!(overview["calendar"].as_array().map(Vec::len), Some(28));
    let figures = overview["figures"].as_array().expect("figures");
    let active = figures
        .iter()
        .find(|f| f["code"] == "dinh_danh.kich_hoat")
        .expect("activation");
    assert_eq!(
        (
            active["figure"]["prefix"].as_str(),
            active["figure"]["text"].as_str()
        ),
        (Some("trên"), Some("92.400"))
    );
    assert_eq!(
        (
            active["percent"].as_str(),
            active["percent_prefix"].as_str()
        ),
        (Some("94,29"), Some("khoảng"))
    );
}
