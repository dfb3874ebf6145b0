//! A book to be attacked, in a place with things around it that nobody may touch; and requests that it would take, so that
//! an attack on one field is not refused for another.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use so06::api::{ApiError, Session, dispatch};
use tempfile::TempDir;

use super::contract::{Contract, Shape};
use crate::support::{TODAY, clock};

/// What lies outside and has to stay as it is.
pub const SECRET: &str = "không ai được đọc hay sửa tệp này";

/// The folder of the attacked book, what lies around it, and a book to begin anew from.
pub struct Ground {
    dir: TempDir,
    /// Numbers of things in the book by the names of fields.
    numbers: BTreeMap<&'static str, i64>,
    letterhead: String,
    table: String,
}

impl Ground {
    pub fn lay() -> Self {
        let dir = TempDir::new().expect("a folder");
        for folder in ["in/co-san", "out", "seed"] {
            fs::create_dir_all(dir.path().join(folder)).expect("folders");
        }
        let outside = dir.path().join("out/mat.txt");
        fs::write(&outside, SECRET).expect("a file outside");
        let inside = dir.path().join("in");
        for ending in ["so06", "so06x", "pdf", "xlsx"] {
            link(&outside, &inside.join(format!("la.{ending}")));
        }
        drop(
            Command::new("mkfifo")
                .arg(inside.join("ong.so06"))
                .status()
                .map(drop),
        );
        let vast = fs::File::create(inside.join("to.so06")).expect("a file");
        vast.set_len(5 << 30)
            .expect("a file of five gigabytes that takes no place");
        let mut out = Self {
            dir,
            numbers: BTreeMap::new(),
            letterhead: String::new(),
            table: String::new(),
        };
        out.found();
        out
    }

    fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    /// The folder in which everything may happen.
    pub fn inside(&self) -> PathBuf {
        self.path("in")
    }

    /// What lies outside, with its bytes.
    pub fn outside(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let all = fs::read_dir(self.path("out")).expect("the folder outside");
        let mut all: Vec<PathBuf> = all.map(|own| own.expect("an entry").path()).collect();
        all.sort();
        all.into_iter()
            .map(|path| (path.clone(), fs::read(path).unwrap_or_default()))
            .collect()
    }

    /// A session with the book as it was founded.
    pub fn open(&self) -> Session {
        let inside = self.inside();
        for ending in ["", "-wal", "-shm"] {
            drop(fs::remove_file(inside.join(format!("mau.so06{ending}"))));
        }
        for folder in ["data", "in/mau.so06.sao-luu", "in/mau.so06.minh-chung"] {
            drop(fs::remove_dir_all(self.path(folder)));
        }
        fs::copy(self.path("seed/mau.so06"), inside.join("mau.so06")).expect("the book");
        let mut session = Session::new(clock(TODAY), "Cán bộ quận", self.path("data"), inside);
        dispatch(&mut session, "open_book", json!({ "path": "mau.so06" })).expect("the book");
        session
    }

    /// The book, what is attacked in it, and a table of it as a file.
    fn found(&mut self) {
        let seed = self.path("seed");
        let mut session = Session::new(clock(TODAY), "Cán bộ quận", seed.clone(), seed.clone());
        let mut ask = |name: &str, request: Value| {
            dispatch(&mut session, name, request).unwrap_or_else(|e| panic!("{name}: {e:?}"))
                ["value"]
                .clone()
        };
        ask(
            "new_example",
            json!({ "name": "binh-thuy-2024", "path": "mau.so06" }),
        );
        let number = |value: &Value| value.as_i64().expect("a number");
        let grid = ask("counts", json!({ "period": "2024-Q1", "as_of": null }));
        let tasks = ask("tasks", json!({ "as_of": null, "baseline": null }));
        let row = tasks["groups"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|own| own["tasks"].as_array().into_iter().flatten())
            .find(|own| own["number"] == "NV-001")
            .expect("a task")
            .clone();
        let task = ask("task", json!({ "id": row["id"], "as_of": null }));
        let part = &task["assignments"][0];
        let meeting = json!({ "id": null, "day": TODAY, "time": "08:00", "title": "Giao ban", "place": "", "chair": "", "invited": "", "agenda": "" });
        let document = json!({ "id": null, "kind": "Công văn", "number": "1/UBND", "day": TODAY, "issuer": "UBND quận", "excerpt": "Về việc thử" });
        let contact = json!({ "id": null, "body": grid["rows"][0]["body"], "name": "Lê Văn A", "post": "", "phone": "", "duty": "" });
        self.numbers = BTreeMap::from([
            ("body", number(&grid["rows"][0]["body"])),
            ("indicator", number(&grid["columns"][0]["indicator"])),
            ("task", number(&row["id"])),
            ("assignment", number(&part["id"])),
            ("item", number(&part["checklist"][0]["item"])),
            ("plan", number(&ask("plans", json!({}))[0]["id"])),
            ("meeting", number(&ask("save_meeting", meeting))),
            ("document", number(&ask("save_document", document))),
            ("contact", number(&ask("save_contact", contact))),
        ]);
        let root = ask("units", json!({ "as_of": null }))["rows"][0]["body"].clone();
        self.numbers.insert("parent", root.as_i64().unwrap_or(1));
        let key = ask("letterheads", json!({}))[0]["key"].clone();
        let key = key.as_str().unwrap_or_default().to_owned();
        let file = json!({ "table": "counts", "period": "2024-Q1", "indicator": null, "base": null, "path": "bang.xlsx" });
        ask("save_table", file);
        ask("close_book", json!({}));
        self.table = STANDARD.encode(fs::read(seed.join("bang.xlsx")).expect("the table"));
        self.letterhead = key;
    }

    /// What has to be done before a command means anything.
    pub fn before(&self, contract: &Contract, name: &str) -> Vec<(&'static str, Value)> {
        let first = match name {
            "read_again" | "bring_in" => "look_over",
            "read_plan_again" | "bring_in_plan" => "look_over_plan",
            "read_superior_form" | "map_superior_form" | "save_superior_form" => {
                "open_superior_form"
            }
            _ => return Vec::new(),
        };
        vec![(first, self.sample(contract, first))]
    }

    /// A request that the book would take.
    pub fn sample(&self, contract: &Contract, name: &str) -> Value {
        let (_, shape) = contract
            .requests
            .iter()
            .find(|own| own.0 == name)
            .expect("a command of the table");
        self.value(contract, name, "", shape)
    }

    fn value(&self, contract: &Contract, command: &str, field: &str, shape: &Shape) -> Value {
        match contract.plain(shape) {
            Shape::Text => json!(self.text(command, field)),
            Shape::Number => json!(self.number(command, field)),
            Shape::Truth => json!(false),
            Shape::Null => Value::Null,
            Shape::Word(word) => json!(word),
            Shape::List(item) => json!([self.value(contract, command, field, item)]),
            Shape::Record(fields) => {
                let each = fields.iter().map(|own| {
                    let value = self.value(contract, command, &own.name, &own.shape);
                    (own.name.clone(), value)
                });
                Value::Object(each.collect::<Map<_, _>>())
            }
            Shape::OneOf(all) => {
                let set = !left_out(command, field);
                let wanted = all
                    .iter()
                    .find(|own| (contract.plain(own) != &Shape::Null) == set);
                self.value(contract, command, field, wanted.unwrap_or(&all[0]))
            }
            Shape::Named(_) => unreachable!("a name stands for something"),
        }
    }

    fn number(&self, command: &str, field: &str) -> i64 {
        let named = |name: &str| self.numbers.get(name).copied().unwrap_or(1);
        match (command, field) {
            ("task" | "move_task" | "save_task", "id") | (_, "tasks" | "task") => named("task"),
            ("save_meeting" | "remove_meeting" | "meeting" | "meeting_board", "id") => {
                named("meeting")
            }
            ("save_document" | "remove_document", "id") => named("document"),
            ("save_contact" | "remove_contact", "id") => named("contact"),
            ("save_plan", "id") => named("plan"),
            (_, "bodies" | "body" | "leads" | "partners" | "add_leads" | "ended") => named("body"),
            (_, "year") => 2024,
            (_, "rows" | "columns" | "limit" | "horizon") => 10,
            (_, "decimals" | "from_row" | "from_column") => 0,
            (_, other) => named(other),
        }
    }

    fn text(&self, command: &str, field: &str) -> String {
        let text = match (command, field) {
            ("new_example", "name") => "binh-thuy-2024",
            ("new_book", "root") => "31168@2024-03-18",
            ("save_support", "path") => "ho-tro.txt",
            ("save_officer" | "change_pin", "pin" | "old" | "new") => "482915",
            (
                "new_example" | "new_book" | "new_from_package" | "open_handover" | "import_book",
                "path",
            ) => "moi.so06",
            (
                "open_book" | "examine_book" | "repair_book" | "preview_restore" | "restore_copy",
                "path",
            )
            | (_, "copies") => "mau.so06",
            ("repair_book" | "restore_copy", "to") => "cuu.so06",
            ("save_report" | "reprint_report", "path") => "giay.pdf",
            ("save_quick", "path") => "tin.png",
            ("save_table" | "save_held" | "save_superior_form", "path")
            | ("open_superior_form", "name") => "bang.xlsx",
            ("export_book", "folder") => "so-mo",
            ("choose_second" | "choose_folder", "path") | (_, "folder") => "co-san",
            (_, "file" | "paths") => "goi.so06x",
            ("look_over" | "open_superior_form", "data") => return self.table.clone(),
            (_, "data" | "bytes") => "YQ==",
            ("look_over" | "look_over_plan", "text") => "Đơn vị\tThu nhận\nPhường An Thới\t12",
            ("paste_contacts", "text") => "Phường An Thới\tLê Văn A\tCông chức\t0912345678",
            ("read_conclusion", "text") => "Giao Công an phường báo cáo trước ngày 20/3/2024",
            (_, "kind") if command != "add_body" => "progress",
            (_, "table") => "counts",
            (_, "period" | "periods") => "2024-Q1",
            (_, "section") => "group.a",
            (_, "screen") => "tasks",
            (_, "spec") => "{}",
            (_, "entry" | "value") => "12",
            (_, "by") => "1",
            (_, "occurrence" | "group" | "rhythm" | "length" | "unit_margin" | "deadline_text") => {
                ""
            }
            (_, "time") => "08:00",
            (_, "phone") => "0912345678",
            (_, "passphrase") => "bốn con ngựa xanh qua cầu",
            (_, "fingerprint" | "recognise") => "ABCD2345",
            (_, "slug") => "chi-tieu-thu",
            (_, "code") => "TDP01",
            (_, "words") => "Kế hoạch",
            (_, "key" | "profile") => self.letterhead.as_str(),
            (_, own) if is_day(own) => TODAY,
            _ => "Thử",
        };
        text.to_owned()
    }
}

/// Whether a field holds a day or a moment.
pub fn is_day(field: &str) -> bool {
    field.contains("day")
        || [
            "as_of", "issued", "from", "to", "baseline", "seen_at", "until", "deadline",
        ]
        .contains(&field)
}

/// Whether a field holds a path.
pub fn is_path(command: &str, field: &str) -> bool {
    let to_a_file = field == "to" && ["restore_copy", "repair_book"].contains(&command);
    ["path", "folder", "file", "paths", "copies"].contains(&field) || to_a_file
}

/// What may be left out, and whose presence would have a request refused for another reason than the attacked one.
fn left_out(command: &str, field: &str) -> bool {
    matches!(
        (command, field),
        (
            "look_over" | "look_over_plan" | "paste_contacts",
            "data" | "bytes"
        ) | ("set_view", "seen_at")
            | (
                _,
                "report"
                    | "subject"
                    | "template"
                    | "deadline"
                    | "checklist"
                    | "base"
                    | "replaces"
                    | "report_set"
                    | "source"
                    | "numerator"
                    | "parent"
                    | "existing"
                    | "deadline_text"
            )
            | (
                "save_task" | "save_letterhead" | "save_group" | "save_checklist",
                "id" | "key" | "goal"
            )
            | (
                "report" | "submit_report" | "save_report",
                "body" | "bodies" | "also" | "filled"
            )
    )
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}

#[cfg(not(unix))]
fn link(to: &Path, at: &Path) {
    // Links need a right of their own there; the file itself is as foreign.
    fs::copy(to, at).expect("a copy");
}

/// Whether a refusal is one: a code of the closed set, and a sentence that an officer can read.
pub fn is_a_refusal(refused: &ApiError) -> bool {
    let code = json!(refused.code);
    let known = serde_json::from_value::<so06::domain::ErrorCode>(code).is_ok();
    let marked = |own: char| own as u32 > 0x7f && own.is_alphabetic();
    known
        && refused.message.chars().any(marked)
        && refused.message.contains(' ')
        && refused.message != refused.code
        && serde_json::to_string(refused).is_ok_and(|own| own.len() < 64 << 10)
}
