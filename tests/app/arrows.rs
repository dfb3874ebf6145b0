//! The arrows between the rooms: what may name what.

use std::fs;
use std::path::{Path, PathBuf};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/src");

/// Room → rooms of the crate that it may name. A new room needs a line here.
const ARROWS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("clock.rs", &["domain"]),
    ("progress.rs", &["domain"]),
    ("file.rs", &["domain"]),
    ("store", &["domain", "clock", "file"]),
    ("report", &["domain", "file"]),
    ("tabular", &["domain", "report"]),
    ("exchange", &["domain"]),
    (
        "engine",
        &[
            "domain", "clock", "file", "progress", "store", "report", "tabular", "exchange",
        ],
    ),
    (
        "api",
        &["domain", "clock", "file", "progress", "store", "engine"],
    ),
];

fn files(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        out.push(path.to_owned());
        return;
    }
    for entry in fs::read_dir(path).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "rs") {
            files(&path, out);
        }
    }
}

/// Rooms that a text names by `crate::room`, also in `use crate::{a, b}`.
fn named(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let before = text[..at].chars().next_back();
        if before == Some('$') {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inner = group.split('}').next().unwrap_or_default();
            out.extend(
                inner
                    .split(',')
                    .filter_map(|part| part.trim().split("::").next())
                    .map(str::to_owned),
            );
        } else {
            out.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    out
}

#[test]
fn each_room_names_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for (room, allowed) in ARROWS {
        let mut paths = Vec::new();
        files(&Path::new(SOURCE).join(room), &mut paths);
        for path in paths {
            looked_at += 1;
            let text = fs::read_to_string(&path).expect("a source file");
            let own = room.trim_end_matches(".rs");
            for name in named(&text)
                .iter()
                .filter(|name| *name != own && !name.is_empty())
            {
                if !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}: {name}", path.display()));
                }
            }
        }
    }
    assert!(looked_at > 40, "only {looked_at} files were looked at");
    assert!(
        wrong.is_empty(),
        "arrows that point up:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_room_of_the_crate_has_its_arrows() {
    let map = fs::read_to_string(Path::new(SOURCE).join("lib.rs")).expect("lib.rs");
    let rooms: Vec<&str> = map
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    for room in &rooms {
        assert!(
            ARROWS
                .iter()
                .any(|(name, _)| name.trim_end_matches(".rs") == *room),
            "{room} has no arrows"
        );
    }
    assert_eq!(rooms.len(), ARROWS.len());
}

#[test]
fn the_engine_knows_no_shell_and_only_the_clock_reads_the_time() {
    let mut paths = Vec::new();
    for (room, _) in ARROWS {
        files(&Path::new(SOURCE).join(room), &mut paths);
    }
    for path in paths {
        let text = fs::read_to_string(&path).expect("a source file");
        let clock = path.ends_with("clock.rs");
        for word in ["tauri::", "tokio::", "axum::"] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
        for word in ["Utc::now", "Local::now", "SystemTime::now"] {
            assert!(
                clock || !text.contains(word),
                "{} reads the time",
                path.display()
            );
        }
    }
}

#[test]
fn a_pointer_upwards_would_be_seen() {
    assert_eq!(
        named("use crate::{domain::Day, api};\nlet x = crate::engine::f();"),
        ["domain", "api", "engine"]
    );
}
