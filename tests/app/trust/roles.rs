//! Who may do what: every command and every operation of every role, as one table says; PINs; the lock.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use so06::api::{NAMES, need_of_command};
use so06::domain::access::{Need, Role, need_of, operations};

use crate::support::{Open, open_example};

/// The table as people read it: a command, and who of enter, check, lead, administer, and of nobody signed in, may give it.
const TABLE: &str = include_str!("roles.tsv");

fn rows() -> Vec<(&'static str, Vec<bool>)> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut parts = line.split('\t');
            let name = parts.next().expect("a name");
            (name, parts.map(|own| own == "x").collect())
        })
        .collect()
}

/// The example with one officer of each role; nobody is signed in.
fn staffed() -> Open {
    let mut open = open_example();
    for (name, role) in [
        ("Quản Trị", "administer"),
        ("Nhập Số", "enter"),
        ("Soát Số", "check"),
        ("Lãnh Đạo", "lead"),
    ] {
        let request = json!({ "id": null, "name": name, "post": "", "role": role, "pin": format!("{role}-2468") });
        open.ask("save_officer", request);
    }
    open.ask("sign_out", json!({}));
    open
}

fn sign_in(open: &mut Open, name: &str, role: &str) {
    let head = open.ask(
        "sign_in",
        json!({ "name": name, "pin": format!("{role}-2468") }),
    );
    assert_eq!(head["signed"]["role"], role);
}

const PEOPLE: [(&str, &str); 4] = [
    ("Nhập Số", "enter"),
    ("Soát Số", "check"),
    ("Lãnh Đạo", "lead"),
    ("Quản Trị", "administer"),
];

#[test]
fn every_command_of_every_role_is_allowed_or_refused_as_the_table_says() {
    let table = rows();
    let names: BTreeSet<&str> = table.iter().map(|own| own.0).collect();
    let known: BTreeSet<&str> = NAMES.iter().copied().collect();
    assert_eq!(names, known, "the table and the commands");
    let mut open = staffed();
    let mut tried = 0;
    for (at, person) in PEOPLE.iter().map(Some).chain([None]).enumerate() {
        // What no command reads: so that one that is allowed is refused for its words, and does nothing.
        let nonsense = json!({ "không có": true });
        if let Some((name, role)) = person {
            sign_in(&mut open, name, role);
        } else {
            open.ask("sign_out", json!({}));
        }
        for (name, allowed) in &table {
            let refused = open.refusal(name, nonsense.clone());
            let wanted = match (allowed[at], person) {
                (true, _) => "bad_request",
                (false, Some(_)) => "not_allowed",
                (false, None) => "not_signed_in",
            };
            assert_eq!(refused.code, wanted, "{name} by {person:?}");
            assert!(
                refused.message.ends_with('.') || refused.message.ends_with(")."),
                "{}",
                refused.message
            );
            tried += 1;
        }
    }
    println!("{tried} commands of {} roles and of nobody", PEOPLE.len());
}

#[test]
fn every_operation_has_its_place_in_the_table() {
    let words: Value =
        serde_json::from_str(include_str!("../../../assets/words/vi/engine.json")).expect("words");
    let named: BTreeSet<&str> = words["operations"]
        .as_object()
        .expect("operations")
        .keys()
        .map(String::as_str)
        .filter(|own| !["undo", "redo"].contains(own))
        .collect();
    let placed: Vec<&str> = operations().map(|own| own.0).collect();
    let once: BTreeSet<&str> = placed.iter().copied().collect();
    assert_eq!(once.len(), placed.len(), "one stands twice");
    assert_eq!(once, named);
    assert_eq!(need_of("something new"), Need::Administer);
    // A command never asks for less than an operation of its own name.
    for name in NAMES {
        if placed.contains(name) {
            let (command, operation) = (need_of_command(name).expect("a command"), need_of(name));
            for role in Role::ALL {
                assert!(
                    !role.may(command) || role.may(operation),
                    "{name}: the window lets {role:?} begin what the book refuses"
                );
            }
        }
    }
}

#[test]
fn a_locked_book_says_nothing_and_a_step_is_taken_back_only_by_who_may_do_it() {
    let mut open = staffed();
    let head = open.ask("book", json!({}));
    assert_eq!(head["locked"].as_array().map(Vec::len), Some(4));
    assert_eq!((&head["undo"], &head["overdue"]), (&Value::Null, &json!(0)));
    assert_eq!(
        open.refusal("overview", json!({ "period": "", "as_of": null }))
            .code,
        "not_signed_in"
    );
    sign_in(&mut open, "Quản Trị", "administer");
    open.ask(
        "set_period_rules",
        json!({ "due_working_days": 3, "week_anchor": 4 }),
    );
    open.ask("sign_out", json!({}));
    sign_in(&mut open, "Nhập Số", "enter");
    assert_eq!(open.refusal("undo", json!({})).code, "not_allowed");
}

#[test]
fn wrong_pins_pause_and_the_recovery_code_lets_an_administrator_in() {
    let mut open = open_example();
    let first = json!({ "id": null, "name": "Quản Trị", "post": "CVP", "role": "administer", "pin": "mã bí mật 1" });
    let lead =
        json!({ "id": null, "name": "Lãnh Đạo", "post": "", "role": "lead", "pin": "mã bí mật 2" });
    assert_eq!(
        open.refusal("save_officer", lead.clone()).code,
        "first_administers"
    );
    let short =
        json!({ "id": null, "name": "Q", "post": "", "role": "administer", "pin": "12345" });
    assert_eq!(open.refusal("save_officer", short).code, "pin_too_short");
    let made = open.ask("save_officer", first);
    let recovery = made["recovery"]
        .as_str()
        .expect("a recovery code")
        .to_owned();
    assert_eq!(recovery.len(), 23);
    assert_eq!(open.ask("save_officer", lead)["recovery"], Value::Null);
    let last =
        json!({ "id": made["id"], "name": "Quản Trị", "post": "", "role": "enter", "pin": null });
    assert_eq!(
        open.refusal("save_officer", last).code,
        "last_administrator"
    );
    open.restart();
    for _ in 0..5 {
        let wrong = json!({ "name": "Quản Trị", "pin": "không phải" });
        assert_eq!(open.refusal("sign_in", wrong).code, "wrong_pin");
    }
    let right = json!({ "name": "Quản Trị", "pin": "mã bí mật 1" });
    assert_eq!(
        open.refusal("sign_in", right).code,
        "pin_pause",
        "even the right one waits"
    );
    let mut open = reopened(open);
    let lead = json!({ "name": "Lãnh Đạo", "pin": recovery });
    assert_eq!(
        open.refusal("sign_in", lead).code,
        "wrong_pin",
        "the code is the administrator's"
    );
    let head = open.ask(
        "sign_in",
        json!({ "name": "Quản Trị", "pin": recovery.to_lowercase() }),
    );
    assert_eq!(head["signed"]["name"], "Quản Trị");
    assert_eq!(
        head["officer"], "Quản Trị",
        "the journal has the name that was shown"
    );
    open.ask(
        "change_pin",
        json!({ "old": recovery, "new": "mã bí mật 3" }),
    );
    open.ask("sign_out", json!({}));
    let right = json!({ "name": "Quản Trị", "pin": "mã bí mật 3" });
    open.ask("sign_in", right);
}

/// The program was started anew: pauses are things of a running one.
fn reopened(mut open: Open) -> Open {
    open.session = {
        let clock = open.session.clock;
        let folder = open.session.books_dir().to_owned();
        let mut session = so06::api::Session::new(clock, "Cán bộ", folder.clone(), folder);
        so06::api::dispatch(&mut session, "open_book", json!({ "path": "mau.so06" }))
            .expect("the book");
        session
    };
    open
}

fn so06(dir: &Path, pin: Option<&str>, words: &[&str]) -> (Option<i32>, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_so06"));
    command
        .current_dir(dir)
        .env("SO06_DATA_DIR", dir.join("data"))
        .env_remove("SO06_PIN")
        .env("SO06_NEW_PIN", "số bí mật 06")
        .args(["--book", "b.so06", "--json"])
        .args(words);
    if let Some(pin) = pin {
        command.env("SO06_PIN", pin);
    }
    let output = command.output().expect("the program");
    (
        output.status.code(),
        serde_json::from_slice(&output.stdout).unwrap_or_default(),
    )
}

#[test]
fn scripts_show_a_name_and_a_pin() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let run = |pin: Option<&str>, words: &[&str]| so06(dir.path(), pin, words);
    assert_eq!(
        run(None, &["new", "--example", "binh-thuy-2024"]).0,
        Some(0)
    );
    let (status, made) = run(
        None,
        &["officers", "add", "Trần Thị Bảy", "--role", "administer"],
    );
    assert_eq!(status, Some(0), "{made}");
    let refused = run(None, &["tasks", "list"]);
    assert_eq!(
        (refused.0, refused.1["error"]["code"].as_str()),
        (Some(1), Some("not_signed_in"))
    );
    let name = ["--officer", "Trần Thị Bảy"];
    let wrong = run(Some("khác hẳn"), &[&name[..], &["tasks", "list"]].concat());
    assert_eq!(wrong.1["error"]["code"], "wrong_pin");
    let pin = Some("số bí mật 06");
    assert_eq!(
        run(pin, &[&name[..], &["tasks", "list"]].concat()).0,
        Some(0)
    );
    let add = ["officers", "add", "Lê Văn Tám", "--role", "lead"];
    assert_eq!(run(pin, &[&name[..], &add[..]].concat()).0, Some(0));
    let values = [
        "--officer",
        "Lê Văn Tám",
        "values",
        "set",
        "--body",
        "Phường An Thới",
        "--indicator",
        "dinh_danh.kich_hoat",
        "--as-of",
        "2024-03-15",
        "--value",
        "1",
    ];
    let refused = run(pin, &values);
    assert_eq!(refused.1["error"]["code"], "not_allowed", "{}", refused.1);
}
