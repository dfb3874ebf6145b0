//! The list of contents: what it must hold, what a newer program may add, and the name that follows from it.

use serde_json::{Value, json};
use so06::domain::ErrorCode;
use so06::exchange::Hexed;
use so06::exchange::manifest::{Manifest, PackageKind, Receiver};

use super::{body, code, manifest};

fn value() -> Value {
    serde_json::to_value(manifest()).expect("JSON")
}

fn read(value: &Value) -> so06::domain::Result<Manifest> {
    Manifest::read(value.to_string().as_bytes())
}

#[test]
fn a_list_comes_back_as_it_was_with_equal_bytes() {
    let own = manifest();
    let bytes = own.write().expect("bytes");
    let back = Manifest::read(&bytes).expect("a list");
    assert_eq!(back, own);
    assert_eq!(back.write().expect("bytes"), bytes);
    let written = value();
    assert_eq!(written["kind"], "report");
    assert_eq!(
        written["receiver"],
        json!({ "body": { "uid": "03".repeat(16), "code": "918", "name": "Quận Bình Thủy" } })
    );
    assert_eq!(written["site"]["uid"], "07".repeat(16));
    assert_eq!(written["totals"]["cccd.cap"]["sum"], "27670116110564327421");
}

/// What a package of before may lack; a list that has none of it is of a machine that goes on from no other and tells all.
const OPTIONAL: [&str; 9] = [
    "previous",
    "period",
    "enrolment",
    "begins",
    "since",
    "keys",
    "scope",
    "catalogue",
    "units",
];

#[test]
fn what_a_newer_program_added_is_passed_over() {
    let mut newer = value();
    newer["weather"] = json!({ "rain": [1, 2.5] });
    newer["site"]["floor"] = json!(3);
    assert_eq!(read(&newer).expect("a list"), manifest());
    for name in OPTIONAL {
        let mut without = value();
        without.as_object_mut().expect("an object").remove(name);
        read(&without).expect("a list");
    }
}

#[test]
fn a_list_that_lacks_or_twists_something_is_refused() {
    let names: Vec<String> = value()
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    for name in names
        .iter()
        .filter(|name| !OPTIONAL.contains(&name.as_str()))
    {
        let mut without = value();
        without.as_object_mut().expect("an object").remove(name);
        assert_eq!(code(read(&without)), ErrorCode::PackageManifest, "{name}");
    }
    for (place, wrong) in [
        ("/format", json!("so06-book")),
        ("/version", json!(0)),
        ("/version", json!(70000)),
        ("/number", json!(0)),
        ("/number", json!(-1)),
        ("/kind", json!("letter")),
        ("/previous", json!("ab")),
        ("/scope", json!([])),
        ("/scope/body", json!("31168")),
        ("/catalogue", json!("2024.1")),
        ("/units", json!("")),
        ("/site/uid", json!("07")),
        ("/site/uid", json!("0G".repeat(16))),
        ("/signing_key", json!("00")),
        ("/receiving_key", json!("age1")),
        ("/totals/cccd.cap/sum", json!(12)),
        ("/totals/cccd.cap/sum", json!("+12")),
        ("/totals/cccd.cap/sum", json!("1e3")),
        ("/totals/cccd.cap/sum", json!("9".repeat(50))),
        ("/sites/1", json!("07".repeat(16))),
        ("/journal/hash", json!("")),
    ] {
        let mut twisted = value();
        *twisted.pointer_mut(place).expect("a place") = wrong.clone();
        assert_eq!(
            code(read(&twisted)),
            ErrorCode::PackageManifest,
            "{place} {wrong}"
        );
    }
    let twice = value().to_string().replacen('{', "{\"number\":8,", 1);
    for bytes in [
        "",
        "null",
        "[]",
        "{",
        "\u{feff}{}",
        &twice,
        &"[".repeat(100_000),
    ] {
        assert_eq!(
            code(Manifest::read(bytes.as_bytes())),
            ErrorCode::PackageManifest
        );
    }
}

#[test]
fn the_name_says_who_what_and_which_number() {
    let mut own = manifest();
    assert_eq!(own.file_name(), "31168-2024T03-007.so06x");
    own.number = 1234;
    own.period = None;
    assert_eq!(own.file_name(), "31168-20240318-1234.so06x");
    own.number = 12;
    own.kind = PackageKind::Assignment;
    own.receiver = Receiver::Body(body("31169", "Phường Trà Nóc"));
    assert_eq!(own.file_name(), "31168-20240318-012-31169.so06x");
    own.receiver = Receiver::Site(Hexed([0xab; 16]));
    assert_eq!(own.file_name(), "31168-20240318-012-abababab.so06x");
    own.kind = PackageKind::Peer;
    assert_eq!(own.file_name(), "31168-20240318-012-07070707.so06x");
}

#[test]
fn no_name_leaves_its_folder() {
    let mut own = manifest();
    for wrong in [
        "../../etc/passwd",
        "C:\\a|b",
        "CON",
        "",
        "đơn vị số 1",
        "a\0b\n",
        &"9".repeat(500),
    ] {
        own.site.body.code = wrong.into();
        own.period = Some(wrong.into());
        own.written = wrong.into();
        let name = own.file_name();
        let fits = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        assert!(name.chars().all(fits) && name.len() < 100, "{name}");
        assert!(
            name.ends_with("-007.so06x") && !name.starts_with(['-', '.']),
            "{name}"
        );
        own.period = None;
        assert!(own.file_name().chars().all(fits));
    }
}
