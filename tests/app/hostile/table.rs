//! Every command of the table against requests that mean ill. In a process of its own, whose memory is bounded, so that a
//! command that takes what it is given shows as one that ended.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use so06::api::{NAMES, Session, bounds, dispatch};

use super::contract::{Contract, Shape};
use super::ground::{Ground, is_a_refusal, is_day, is_path};

/// Most memory of the whole run: the book's cache, a request of a hundred thousand items, and what a command makes of it.
const MOST_KILOBYTES: u64 = 600_000;

/// Most time of one answer, on a busy machine and without optimisation.
const LONGEST: Duration = Duration::from_mins(1);

/// What a text may hold instead.
const TEXTS: [&str; 7] = [
    "",
    " \u{a0}\t ",
    "a\u{0}b",
    "\u{1b}[31m\u{7}\u{85}\u{9d}",
    "so\u{202e}fdp.60os\u{2066}\u{200f}",
    "{path}{term.task}{0}%s'; DROP TABLE fact; --",
    "1\u{301}\u{301}\u{301}\u{301}𝟙٣Ⅷ\u{fffd}\u{10ffff}",
];

/// What a day or a moment may be instead.
const DAYS: [&str; 8] = [
    "0000-00-00",
    "2024-02-30",
    "9999-12-31",
    "-9999-01-01",
    "+262142-12-31",
    "-262143-01-01",
    "2024-03-18T99:99",
    "18/03/2024",
];

/// What a period may be instead.
const PERIODS: [&str; 9] = [
    "2024-Q9",
    "0000-Q1",
    "9999-Q4",
    "262142-Q4",
    "99999999999999999999-01",
    "9999-W53",
    "-1",
    "9999-12-31..0001-01-01",
    "0001-01-01..9999-12-31",
];

/// What a path may be instead.
const PATHS: [&str; 11] = [
    "/",
    "..",
    ".",
    "../out/moi.so06",
    "co-san/../../out/mat.txt",
    r"\\server\share\x.so06",
    r"\\.\PhysicalDrive0",
    "la.so06",
    "la.pdf",
    "la.so06x",
    "ong.so06",
];

/// What is no file, in the words of the system: those of the other would be ordinary names, and be made.
const DEVICES: &[&str] = if cfg!(windows) {
    &["NUL", "nul.so06", r"\\.\NUL", r"\\?\C:\NUL"]
} else {
    &[
        "/dev/null",
        "/dev/zero",
        "/dev/full",
        "/proc/self/mem",
        "/proc/kmsg",
        "/proc/self/environ",
    ]
};

/// What any value may be instead.
fn strangers() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!("x"),
        json!([]),
        json!({}),
        json!(1.5),
        json!(-1),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(u32::MAX),
        json!(1e308),
    ]
}

/// A place within a request, with its shape.
struct Spot<'a> {
    pointer: String,
    field: String,
    optional: bool,
    shape: &'a Shape,
}

fn spots<'a>(contract: &'a Contract, shape: &'a Shape, value: &Value) -> Vec<Spot<'a>> {
    let mut out = Vec::new();
    let whole = Spot {
        pointer: String::new(),
        field: String::new(),
        optional: false,
        shape,
    };
    walk(contract, whole, value, &mut out);
    out
}

fn walk<'a>(contract: &'a Contract, spot: Spot<'a>, value: &Value, out: &mut Vec<Spot<'a>>) {
    let mut shape = contract.plain(spot.shape);
    if let Shape::OneOf(all) = shape {
        let own = all.iter().find(|own| contract.admits(own, value));
        shape = own.map_or(shape, |own| contract.plain(own));
    }
    let pointer = spot.pointer.clone();
    let field = spot.field.clone();
    out.push(spot);
    match (shape, value) {
        (Shape::Record(fields), Value::Object(own)) => {
            for field in fields {
                let Some(value) = own.get(&field.name) else {
                    continue;
                };
                let spot = Spot {
                    pointer: format!("{pointer}/{}", field.name),
                    field: field.name.clone(),
                    optional: field.optional,
                    shape: &field.shape,
                };
                walk(contract, spot, value, out);
            }
        }
        (Shape::List(item), Value::Array(own)) if !own.is_empty() => {
            let spot = Spot {
                pointer: format!("{pointer}/0"),
                field,
                optional: false,
                shape: item,
            };
            walk(contract, spot, &own[0], out);
        }
        _ => {}
    }
}

/// What must become of a request.
#[derive(Clone, Copy, PartialEq)]
enum Must {
    /// Refused because of its shape.
    BadRequest,
    /// Refused, for whatever reason.
    Refused,
    /// Refused, or taken.
    Answered,
}

struct Attacker<'a> {
    ground: &'a Ground,
    contract: &'a Contract,
    session: Session,
    command: &'static str,
    asked: u32,
    taken: u32,
    slowest: (Duration, String),
    faults: Vec<String>,
}

impl Attacker<'_> {
    fn renew(&mut self) {
        // The old one goes first: it holds the file.
        drop(dispatch(&mut self.session, "close_book", json!({})));
        self.session = self.ground.open();
        for (name, request) in self.ground.before(self.contract, self.command) {
            drop(dispatch(&mut self.session, name, request));
        }
    }

    fn ask(&mut self, what: &str, request: Value, must: Must) {
        if std::env::var_os("SO06_HOSTILE_TELL").is_some() {
            eprintln!("{} {what}", self.command);
        }
        let begun = Instant::now();
        // A panic is a fault of its own, and the others are to be found by the same run.
        let session = &mut self.session;
        let answer = catch_unwind(AssertUnwindSafe(|| {
            dispatch(session, self.command, request)
        }));
        let took = begun.elapsed();
        self.asked += 1;
        if took > self.slowest.0 {
            self.slowest = (took, format!("{} {what}", self.command));
        }
        let mut fault = |text: String| self.faults.push(format!("{} {what}: {text}", self.command));
        if took > LONGEST {
            fault(format!("took {took:?}"));
        }
        let Ok(answer) = answer else {
            fault("panicked".to_owned());
            return self.renew();
        };
        match answer {
            Err(refused) if !is_a_refusal(&refused) => fault(format!("{refused:?}")),
            Err(refused) if must == Must::BadRequest && refused.code != "bad_request" => {
                fault(format!("refused as {}", refused.code));
            }
            Err(_) => {}
            Ok(_) if must != Must::Answered => fault("was taken".to_owned()),
            Ok(reply) => {
                self.taken += 1;
                let changes = reply["changes"].as_array().map_or(0, Vec::len);
                if reply["changes"].to_string().contains("\"book\"") || changes > 6 {
                    self.renew();
                }
            }
        }
    }

    /// The sample with something else in one place.
    fn put(&mut self, sample: &Value, spot: &Spot<'_>, what: &str, value: Value, must: Must) {
        let mut request = sample.clone();
        *request.pointer_mut(&spot.pointer).expect("the place") = value;
        self.ask(&format!("{} {what}", spot.pointer), request, must);
    }

    fn shapes(&mut self, sample: &Value, spot: &Spot<'_>) {
        for own in strangers() {
            let fits = self.contract.admits(spot.shape, &own)
                || spot.optional && own.is_null() && spot.pointer.len() > 1;
            let must = if fits {
                Must::Answered
            } else {
                Must::BadRequest
            };
            // The whole request as a list is refused before anybody reads it by places.
            let must = if spot.pointer.is_empty() && !own.is_object() {
                Must::BadRequest
            } else {
                must
            };
            self.put(sample, spot, &own.to_string(), own.clone(), must);
        }
        let inner = sample.pointer(&spot.pointer).expect("the place").clone();
        if let Value::Object(mut fields) = inner {
            fields.insert("khong_co".to_owned(), json!(1));
            let fields = Value::Object(fields);
            self.put(sample, spot, "an unknown field", fields, Must::BadRequest);
        }
        if let Some((above, name)) = spot.pointer.rsplit_once('/')
            && let Some(Value::Object(_)) = sample.pointer(above)
        {
            let mut request = sample.clone();
            if let Some(Value::Object(fields)) = request.pointer_mut(above) {
                fields.remove(name);
            }
            let may = spot.optional || self.contract.admits(spot.shape, &Value::Null);
            let must = if may || defaulted(self.command, &spot.pointer) {
                Must::Answered
            } else {
                Must::BadRequest
            };
            self.ask(&format!("{} left out", spot.pointer), request, must);
        }
    }

    fn texts(&mut self, sample: &Value, spot: &Spot<'_>) {
        if !self.contract.admits(spot.shape, &json!("bất kỳ")) {
            return;
        }
        let file = bounds::FILES.contains(&(self.command, spot.field.as_str()));
        let long = "ằ".repeat(5_000_000 / 3);
        let must = if file { Must::Answered } else { Must::Refused };
        self.put(sample, spot, "five megabytes", json!(long), must);
        let kind: &[&str] = if is_path(self.command, &spot.field) {
            &[&PATHS[..], DEVICES].concat()
        } else if is_day(&spot.field) {
            &DAYS
        } else if spot.field == "period" || spot.field == "key" {
            &PERIODS
        } else {
            &[
                "2024-03-18",
                "-1",
                "1e400",
                "123456789012345678901234567890",
            ]
        };
        for own in TEXTS.iter().chain(kind) {
            let zero = own.contains('\0');
            let never = [
                "..",
                "/",
                "../out/moi.so06",
                "co-san/../../out/mat.txt",
                r"\\.\PhysicalDrive0",
            ];
            let path = is_path(self.command, &spot.field) && never.contains(own);
            let must = if zero || path {
                Must::Refused
            } else {
                Must::Answered
            };
            self.put(sample, spot, &format!("{own:?}"), json!(own), must);
        }
        if is_path(self.command, &spot.field) {
            for (what, long) in [
                ("a long path", "a/".repeat(4_000)),
                ("a long name", "a".repeat(300)),
            ] {
                self.put(sample, spot, what, json!(long), Must::Answered);
            }
            self.put(
                sample,
                spot,
                "a vast file",
                json!("to.so06"),
                Must::Answered,
            );
        }
    }

    fn lists(&mut self, sample: &Value, spot: &Spot<'_>) {
        let Some(Value::Array(own)) = sample.pointer(&spot.pointer) else {
            return;
        };
        let item = own.first().cloned().unwrap_or(Value::Null);
        let many = |count: usize| Value::Array(vec![item.clone(); count]);
        self.put(sample, spot, "100.000 items", many(100_000), Must::Refused);
        self.put(sample, spot, "2.000 items", many(2_000), Must::Answered);
    }

    fn depths(&mut self, sample: &Value, spot: &Spot<'_>) {
        let deep = (0..100).fold(json!(1), |inner, at| {
            if at % 2 == 0 {
                json!([inner])
            } else {
                json!({ "x": inner })
            }
        });
        self.put(sample, spot, "a hundred levels", deep, Must::Refused);
    }

    /// After all of it: nothing outside is touched, and the journal proves the book.
    fn settle(&mut self, outside: &[(std::path::PathBuf, Vec<u8>)]) {
        if self.ground.outside() != outside {
            self.faults
                .push(format!("{}: something outside was touched", self.command));
        }
        let here = fs::read_dir(".").expect("the working folder").count();
        if here > 0 {
            self.faults
                .push(format!("{}: wrote into the working folder", self.command));
        }
        if dispatch(&mut self.session, "verify_journal", json!({})).is_err() {
            let path = self.ground.inside().join("mau.so06");
            drop(dispatch(
                &mut self.session,
                "open_book",
                json!({ "path": path }),
            ));
        }
        match dispatch(&mut self.session, "verify_journal", json!({})) {
            Ok(reply) if reply["value"]["whole"] == true => {}
            other => self
                .faults
                .push(format!("{}: the journal: {other:?}", self.command)),
        }
    }
}

/// Fields that take their usual value where they are left out.
fn defaulted(command: &str, pointer: &str) -> bool {
    let named = |names: &[&str]| names.iter().any(|own| pointer.ends_with(own));
    match command {
        // What is none stays.
        "change_tasks" => pointer.starts_with("/change/"),
        // One that was kept by an older program has fewer fields.
        "save_letterhead" => pointer.starts_with("/letterhead/"),
        "change_units" | "set_share" | "tell_day" => {
            named(&["/document/issuer", "/document/excerpt"])
        }
        // Work done once has no occurrence.
        _ => named(&["/occurrence"]) && pointer.matches('/').count() > 1,
    }
}

#[test]
#[ignore = "run by every_command_stands, in a process of its own"]
fn attack_every_command() {
    let (ground, contract) = (Ground::lay(), Contract::read());
    let names: Vec<&String> = contract.requests.iter().map(|own| &own.0).collect();
    assert_eq!(names, NAMES, "the contract has every command of the table");
    let outside = ground.outside();
    let only = std::env::var("SO06_HOSTILE").unwrap_or_default();
    let mut attacker = Attacker {
        session: ground.open(),
        ground: &ground,
        contract: &contract,
        command: "start",
        asked: 0,
        taken: 0,
        slowest: (Duration::ZERO, String::new()),
        faults: Vec::new(),
    };
    let (mut samples, mut slow, mut highest) = (0, Vec::new(), peak());
    for (name, shape) in &contract.requests {
        if !only.is_empty() && only != *name {
            continue;
        }
        let begun = Instant::now();
        attacker.command = NAMES.iter().find(|own| *own == name).expect("a command");
        attacker.renew();
        let sample = ground.sample(&contract, name);
        match dispatch(&mut attacker.session, name, sample.clone()) {
            Ok(_) => samples += 1,
            Err(refused) => {
                if refused.code == "bad_request" {
                    attacker
                        .faults
                        .push(format!("{name}: the sample itself: {refused:?}"));
                }
                println!("sample {name}: {}", refused.code);
            }
        }
        attacker.renew();
        for spot in spots(&contract, shape, &sample) {
            attacker.shapes(&sample, &spot);
            attacker.texts(&sample, &spot);
            attacker.lists(&sample, &spot);
            attacker.depths(&sample, &spot);
        }
        attacker.settle(&outside);
        slow.push((begun.elapsed(), name));
        if peak() > highest + 40_000 {
            highest = peak();
            println!("peak {name}: {highest} kB");
        }
    }
    attacker.command = "khong_co_lenh_nay";
    attacker.ask("{}", json!({}), Must::Refused);
    slow.sort();
    for (took, name) in slow.iter().rev().take(12) {
        println!("slow {name}: {took:?}");
    }
    println!(
        "asked {} taken {} samples taken {samples} of {} slowest {:?} peak {} kB",
        attacker.asked,
        attacker.taken,
        contract.requests.len(),
        attacker.slowest,
        peak()
    );
    assert!(samples > 130, "only {samples} requests were good ones");
    assert!(
        attacker.faults.is_empty(),
        "{}:\n{}",
        attacker.faults.len(),
        attacker.faults.join("\n")
    );
    assert!(peak() < MOST_KILOBYTES, "{} kB", peak());
}

/// Most memory that this process had, in kilobytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|own| own.strip_prefix("VmHWM:"));
    line.and_then(|own| own.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default()
}

#[test]
fn every_command_stands() {
    let own = std::env::current_exe().expect("this program");
    let folder = tempfile::TempDir::new().expect("an empty folder");
    let output = Command::new(own)
        .args([
            "--exact",
            "hostile::table::attack_every_command",
            "--ignored",
            "--nocapture",
        ])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("the attack");
    let told = String::from_utf8_lossy(&output.stdout);
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}\n{why}");
    println!("{told}");
}
