//! What an office lays down for its machines, and a copy of the program that is carried around.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use so06::api::Session;
use so06::store::carried::{self, MARK};
use so06::store::note::Whereabouts;
use tempfile::TempDir;

use crate::support::{TODAY, ask, clock};

/// A machine of the office: its own folder, and that of its books.
struct Machine {
    dir: TempDir,
}

impl Machine {
    fn new() -> Self {
        let dir = TempDir::new().expect("a folder");
        for name in ["dữ liệu", "tài liệu", "chung/sao lưu", "chung/trao đổi"] {
            fs::create_dir_all(dir.path().join(name)).expect("folders");
        }
        Self { dir }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn started(&self, laid: &Value) -> Session {
        let file = self.at("so06-office.json");
        fs::write(&file, laid.to_string()).expect("the file of the office");
        self.session().with_office(&file)
    }

    fn session(&self) -> Session {
        Session::new(
            clock(TODAY),
            "Cán bộ",
            self.at("dữ liệu"),
            self.at("tài liệu"),
        )
    }
}

/// The path without links, as the program notes it.
fn whole(path: &Path) -> PathBuf {
    dunce::canonicalize(path).expect("it is there")
}

fn second(session: &mut Session) -> Option<PathBuf> {
    let view = ask(session, "safety", json!({}));
    view["second"]["path"].as_str().map(PathBuf::from)
}

fn exchange(session: &mut Session) -> Option<PathBuf> {
    let view = ask(session, "exchange_folder", json!({}));
    view["path"].as_str().map(PathBuf::from)
}

#[test]
fn a_book_begins_with_what_the_office_laid_down_and_what_is_left_stays_left() {
    let machine = Machine::new();
    let laid = json!({
        "so06_office": 1,
        "books": machine.at("sổ"),
        "second_place": machine.at("chung/sao lưu"),
        "exchange_folder": machine.at("chung/trao đổi"),
        "send_above": true,
        "support": " Tổ công nghệ thông tin, 0292 000 000 ",
        "language": "en",
    });
    let mut session = machine.started(&laid);
    let start = ask(&mut session, "start", json!({}));
    assert_eq!(start["books_dir"], json!(machine.at("sổ")));
    assert_eq!(
        start["office"],
        json!({
            "support": "Tổ công nghệ thông tin, 0292 000 000", "language": "en", "problem": "",
        })
    );
    ask(
        &mut session,
        "new_example",
        json!({ "name": "binh-thuy-2024", "path": "b.so06" }),
    );
    assert!(machine.at("sổ/b.so06").is_file());
    assert_eq!(
        second(&mut session),
        Some(whole(&machine.at("chung/sao lưu")))
    );
    assert_eq!(exchange(&mut session), Some(machine.at("chung/trao đổi")));
    let view = ask(&mut session, "keep_safe", json!({}));
    assert_ne!(view["second"]["carried"], json!(""), "{view}");
    // She leaves both; they stay left when she opens the book again.
    ask(&mut session, "choose_second", json!({ "path": "" }));
    ask(&mut session, "leave_folder", json!({}));
    ask(&mut session, "close_book", json!({}));
    let mut session = machine.started(&laid);
    ask(&mut session, "open_book", json!({ "path": "b.so06" }));
    assert_eq!((second(&mut session), exchange(&mut session)), (None, None));
    // Another place that the office lays down is a new one.
    fs::create_dir_all(machine.at("chung/mới")).expect("a folder");
    let mut laid = laid;
    laid["second_place"] = json!(machine.at("chung/mới"));
    ask(&mut session, "close_book", json!({}));
    let mut session = machine.started(&laid);
    ask(&mut session, "open_book", json!({ "path": "b.so06" }));
    assert_eq!(second(&mut session), Some(whole(&machine.at("chung/mới"))));
}

#[test]
fn what_an_officer_chose_stands_above_it_and_what_cannot_be_reached_is_given_later() {
    let machine = Machine::new();
    let mut session = machine.session();
    ask(
        &mut session,
        "new_example",
        json!({ "name": "binh-thuy-2024", "path": "b.so06" }),
    );
    fs::create_dir_all(machine.at("của tôi")).expect("a folder");
    ask(
        &mut session,
        "choose_second",
        json!({ "path": machine.at("của tôi") }),
    );
    ask(&mut session, "close_book", json!({}));
    let laid = json!({
        "so06_office": 1,
        "second_place": machine.at("chung/sao lưu"),
        "exchange_folder": machine.at("ổ mạng/trao đổi"),
    });
    let mut session = machine.started(&laid);
    ask(&mut session, "open_book", json!({ "path": "b.so06" }));
    assert_eq!(second(&mut session), Some(whole(&machine.at("của tôi"))));
    assert_eq!(exchange(&mut session), None);
    ask(&mut session, "close_book", json!({}));
    fs::create_dir_all(machine.at("ổ mạng/trao đổi")).expect("the drive is there");
    let mut session = machine.started(&laid);
    ask(&mut session, "open_book", json!({ "path": "b.so06" }));
    assert_eq!(exchange(&mut session), Some(machine.at("ổ mạng/trao đổi")));
}

#[test]
fn a_variable_of_the_machine_is_put_in() {
    let name = ["HOME", "USERPROFILE"]
        .into_iter()
        .find(|own| std::env::var_os(own).is_some());
    let name = name.expect("a home");
    let machine = Machine::new();
    let mut session = machine.started(&json!({ "so06_office": 1, "books": format!("%{name}%") }));
    let start = ask(&mut session, "start", json!({}));
    assert_eq!(
        start["books_dir"],
        json!(std::env::var(name).expect("a home"))
    );
}

#[test]
fn a_file_that_cannot_be_used_is_told_of_and_changes_nothing() {
    let machine = Machine::new();
    let file = machine.at("so06-office.json");
    for wrong in [
        "",
        "[]",
        "{}",
        r#"{"so06_office": 2}"#,
        r#"{"so06_office": 1, "sổ": "D:"}"#,
        r#"{"so06_office": 1, "language": "fr"}"#,
        r#"{"so06_office": 1, "books": "%KHONG_CO_BIEN_NAY%"}"#,
        r#"{"so06_office": 1, "books": "50%"}"#,
    ] {
        fs::write(&file, wrong).expect("a file");
        let mut session = machine.session().with_office(&file);
        let start = ask(&mut session, "start", json!({}));
        let problem = start["office"]["problem"].as_str().expect("words");
        assert!(problem.contains("so06-office.json"), "{wrong}: {problem}");
        assert_eq!(start["books_dir"], json!(machine.at("tài liệu")), "{wrong}");
        ask(
            &mut session,
            "new_example",
            json!({ "name": "binh-thuy-2024", "path": "b.so06" }),
        );
        ask(&mut session, "close_book", json!({}));
        fs::remove_file(machine.at("tài liệu/b.so06")).expect("the book");
        drop(fs::remove_dir_all(machine.at("tài liệu/b.so06.sao-luu")));
    }
    // The mark that editors of Windows put before a text is none.
    fs::write(&file, "\u{feff}{\"so06_office\": 1}").expect("a file");
    let mut session = machine.session().with_office(&file);
    assert_eq!(
        ask(&mut session, "start", json!({}))["office"]["problem"],
        json!("")
    );
}

/// A stick with the program on it, at one place and then at another.
fn stick(at: &Path) {
    fs::create_dir_all(at.join("du-lieu-chuong-trinh")).expect("folders");
    fs::write(at.join(MARK), "").expect("the mark");
}

#[test]
fn a_stick_at_another_place_is_the_same_stick() {
    let dir = TempDir::new().expect("a folder");
    let (one, two) = (dir.path().join("E"), dir.path().join("F"));
    stick(&one);
    let own = |root: &Path| {
        Session::new(
            clock(TODAY),
            "Cán bộ",
            root.join("du-lieu-chuong-trinh"),
            root.into(),
        )
    };
    let mut session = own(&one);
    ask(
        &mut session,
        "new_example",
        json!({ "name": "binh-thuy-2024", "path": "xã.so06" }),
    );
    fs::create_dir_all(dir.path().join("ổ D")).expect("a folder");
    ask(
        &mut session,
        "choose_second",
        json!({ "path": dir.path().join("ổ D") }),
    );
    ask(&mut session, "close_book", json!({}));
    drop(session);
    fs::rename(&one, &two).expect("another letter");
    let mut session = own(&two);
    let recent = ask(&mut session, "start", json!({}))["recent"].clone();
    assert_eq!(recent[0]["path"], json!(two.join("xã.so06")));
    assert_eq!(recent[0]["exists"], json!(true));
    let head = ask(
        &mut session,
        "open_book",
        json!({ "path": two.join("xã.so06") }),
    );
    assert_eq!(
        head["place"]["standing"],
        json!("same"),
        "{}",
        head["place"]
    );
    assert!(second(&mut session).is_some());
}

#[test]
fn only_what_lies_together_below_a_mark_is_carried() {
    let dir = TempDir::new().expect("a folder");
    let stick_at = whole(dir.path()).join("E");
    stick(&stick_at);
    let notes = stick_at.join("du-lieu-chuong-trinh");
    let (on, off) = (stick_at.join("b.so06"), stick_at.with_file_name("b.so06"));
    for path in [&on, &off] {
        fs::write(path, "").expect("a file");
    }
    assert!(carried::together(&notes, &on) && !carried::together(&notes, &off));
    assert_eq!(carried::called(&notes, &on), PathBuf::from("b.so06"));
    assert_eq!(carried::called(&notes, &off), off);
    assert_eq!(carried::found(&notes, Path::new("b.so06")), on);
    assert_eq!(carried::found(&notes, &off), off);
    assert!(Whereabouts::of(&on, &notes).carried.is_some());
    assert_eq!(Whereabouts::of(&off, &notes).carried, None);
}
