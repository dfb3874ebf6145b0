//! What the window asks about units, through the dispatch.

use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use tempfile::TempDir;

use crate::support::clock;

struct Open {
    _dir: TempDir,
    session: Session,
}

impl Open {
    fn new(root: &str, now: &str) -> Self {
        let dir = TempDir::new().expect("a folder");
        let mut session = Session::new(clock(now), "t", dir.path().into(), dir.path().into());
        dispatch(
            &mut session,
            "new_book",
            json!({ "root": root, "path": "b.so06" }),
        )
        .expect("a book");
        Self { _dir: dir, session }
    }

    fn ask(&mut self, name: &str, request: Value) -> Value {
        dispatch(&mut self.session, name, request).unwrap_or_else(|e| panic!("{name}: {e:?}"))["value"].clone()
    }

    fn row(&mut self, code: &str, on: &str) -> Value {
        let tree = self.ask("units", json!({ "as_of": on }));
        let rows = tree["rows"].as_array().expect("rows");
        let found = rows
            .iter()
            .find(|row| row["code"] == code && row["alive"] == true);
        found.cloned().unwrap_or_else(|| panic!("{code} on {on}"))
    }
}

#[test]
fn the_tree_counts_the_living_and_keeps_the_ended_in_sight() {
    let mut open = Open::new("916", "2024-12-01");
    let tree = open.ask("units", json!({ "as_of": "2024-11-01" }));
    assert_eq!(tree["counted"], "8 phường");
    assert_eq!(tree["levels"], json!(["quận", "phường"]));
    let rows = tree["rows"].as_array().expect("rows");
    assert_eq!(
        (rows[0]["body"].clone(), rows[0]["depth"].clone()),
        (tree["root"].clone(), json!(0))
    );
    let inside: Vec<&Value> = rows
        .iter()
        .filter(|row| row["inside"] == true && row["depth"] == 1)
        .collect();
    assert_eq!(inside.len(), 12, "8 living and 4 ended");
    assert_eq!(inside.iter().filter(|row| row["alive"] == true).count(), 8);
    assert!(
        rows.iter()
            .any(|row| row["inside"] == false && row["code"] == "31135")
    );
    let events = tree["events"].as_array().expect("events");
    let merger = events
        .iter()
        .find(|event| event["day"] == "2024-11-01")
        .expect("the merger");
    assert_eq!(
        merger["label"],
        "8 phường, sau khi nhập 4 phường thành Thới Bình"
    );
    assert_eq!(
        (
            merger["begun"].clone(),
            merger["ended"].clone(),
            merger["sure"].clone()
        ),
        (json!(1), json!(4), json!(true))
    );
    assert!(
        merger["document"]
            .as_str()
            .expect("a document")
            .contains("1192/NQ-UBTVQH15")
    );
    let end = events
        .iter()
        .find(|event| event["day"] == "2025-07-01")
        .expect("the end");
    assert_eq!(end["label"], "không còn quận Ninh Kiều, 4 đơn vị kế thừa");
}

#[test]
fn a_unit_says_what_can_and_what_cannot_be_said() {
    let mut open = Open::new("916", "2024-12-01");
    let body = open.row("31123", "2024-12-01")["body"].clone();
    let unit = open.ask("unit", json!({ "body": body, "as_of": "2024-12-01" }));
    assert_eq!(unit["name"], "Phường Thới Bình");
    assert_eq!(unit["predecessors"].as_array().expect("links").len(), 4);
    let remarks = unit["remarks"].to_string();
    assert!(
        remarks.contains("Mã 31123 giữ nguyên") && remarks.contains("cộng lại được chính xác"),
        "{remarks}"
    );
    let columns = unit["lineage"]["columns"].as_array().expect("columns");
    let labels: Vec<&str> = columns
        .iter()
        .map(|c| c["label"].as_str().expect("a label"))
        .collect();
    assert_eq!(labels, ["trước 01/11/2024", "01/11/2024", "từ 01/07/2025"]);
    assert_eq!(
        columns[0]["nodes"]
            .as_array()
            .expect("nodes")
            .iter()
            .filter(|n| n["ends"] == true)
            .count(),
        4
    );
    let links = unit["lineage"]["links"].as_array().expect("links");
    assert_eq!(
        links
            .iter()
            .filter(|l| l["column"] == 0 && l["extent"] == "whole")
            .count(),
        4
    );

    let mut open = Open::new("31168", "2025-08-01");
    let root = open.ask("units", json!({ "as_of": null }))["root"].clone();
    let unit = open.ask("unit", json!({ "body": root, "as_of": null }));
    let part = unit["predecessors"]
        .as_array()
        .expect("links")
        .iter()
        .find(|l| l["extent"] == "part")
        .expect("a part")
        .clone();
    assert_eq!(part["name"], "Phường Bùi Hữu Nghĩa");
    assert!(
        unit["remarks"]
            .to_string()
            .contains("chưa có văn bản nêu tỷ lệ")
    );
    let document = json!({ "kind": "Kế hoạch", "number": "100/KH-UBND", "day": "2025-04-14", "issuer": "", "excerpt": "" });
    let request = json!({ "succession": part["succession"], "indicator": null, "numerator": 330, "denominator": 12345, "document": document });
    open.ask("set_share", request);
    let unit = open.ask("unit", json!({ "body": root, "as_of": null }));
    let part = unit["predecessors"]
        .as_array()
        .expect("links")
        .iter()
        .find(|l| l["extent"] == "part")
        .expect("a part")
        .clone();
    let share = &part["shares"][0];
    assert_eq!(
        (share["text"].as_str(), share["percent"].as_str()),
        (Some("330/12.345"), Some("2,67"))
    );
    assert_eq!(share["document"], "Kế hoạch 100/KH-UBND ngày 14/04/2025");
}

#[test]
fn what_is_not_known_is_said_beside_it() {
    let mut open = Open::new("006@2023-12-31", "2025-01-15");
    let tree = open.ask("units", json!({ "as_of": "2024-01-01" }));
    let rows = tree["rows"].as_array().expect("rows");
    let gone = rows
        .iter()
        .find(|row| row["to_sure"] == false)
        .expect("an unknown end");
    let unit = open.ask(
        "unit",
        json!({ "body": gone["body"], "as_of": "2024-01-01" }),
    );
    assert!(
        unit["remarks"].to_string().contains("chưa rõ"),
        "{}",
        unit["remarks"]
    );
    let kept = open.row("00181", "2024-01-01");
    let unit = open.ask(
        "unit",
        json!({ "body": kept["body"], "as_of": "2024-01-01" }),
    );
    assert!(
        unit["remarks"].to_string().contains("muộn nhất"),
        "{}",
        unit["remarks"]
    );
    assert!(
        unit["remarks"]
            .to_string()
            .contains("có thể đã nhập vào đây"),
        "{}",
        unit["remarks"]
    );
}

#[test]
fn names_are_matched_in_the_book_first_then_in_the_country() {
    let mut open = Open::new("918", "2024-03-01");
    let found = open.ask("match_names", json!({ "texts": ["P. An Thới", "bình thuỷ", "Phường Cái Khế", "Atlantis", "31123@2024-11-01"], "as_of": null }));
    assert_eq!(found[0]["code"], "31177");
    assert_eq!(
        found[1]["code"],
        Value::Null,
        "quận and phường bear that name"
    );
    assert_eq!(
        found[1]["candidates"].as_array().expect("candidates").len(),
        2
    );
    assert_eq!(found[2]["code"], "31117");
    assert_eq!(
        (found[3]["code"].clone(), found[3]["candidates"].clone()),
        (Value::Null, json!([]))
    );
    assert_eq!(found[4]["name"], "Phường Thới Bình");
    dispatch(&mut open.session, "close_book", json!({})).expect("closed");
    let found = open.ask(
        "match_names",
        json!({ "texts": ["Quận Ninh Kiều"], "as_of": "2024-03-01" }),
    );
    assert_eq!(found[0]["code"], "916");
}

#[test]
fn a_merger_is_entered_through_the_window_and_undone() {
    let mut open = Open::new("918", "2024-12-10");
    let (a, b) = (
        open.row("31169", "2024-11-30"),
        open.row("31171", "2024-11-30"),
    );
    let document =
        json!({ "kind": "Nghị quyết", "number": "9/NQ", "day": null, "issuer": "", "excerpt": "" });
    let from: Vec<Value> = [&a, &b]
        .iter()
        .map(|row| json!({ "body": row["body"], "extent": "whole" }))
        .collect();
    let begun = json!([{ "code": "31171", "name": "Trà Nóc", "kind": "phường", "parent": null, "from": from }]);
    let request = json!({ "day": "2024-12-01", "document": document, "begun": begun, "renamed": [], "ended": [] });
    let reply = dispatch(&mut open.session, "change_units", request.clone()).expect("a merger");
    assert!(
        reply["changes"]
            .as_array()
            .expect("changes")
            .contains(&json!("bodies"))
    );
    assert_eq!(
        open.ask("units", json!({ "as_of": "2024-12-01" }))["counted"],
        "7 phường"
    );
    let again = dispatch(&mut open.session, "change_units", request).expect_err("twice");
    assert_eq!(again.code, "body_not_alive");
    let label = open.ask("undo", json!({}))["label"]
        .as_str()
        .expect("a label")
        .to_owned();
    assert!(
        label.starts_with("ghi thay đổi đơn vị: Phường Trà Nóc (31171) từ toàn bộ"),
        "{label}"
    );
    assert_eq!(
        open.ask("units", json!({ "as_of": "2024-12-01" }))["counted"],
        "8 phường"
    );
}
