//! What the window may have the system open: papers that the engine wrote while this window was open, and the folders that
//! it wrote into. A pattern of names would allow any file of the machine that bears such a name, and a document may hold
//! macros: so the program opens what it knows to be its own, by the engine's own word, and nothing else.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Commands whose replies name files that they wrote.
pub const WRITERS: [&str; 13] = [
    "save_report",
    "save_letters",
    "save_quick",
    "reprint_report",
    "save_table",
    "save_forms",
    "save_superior_form",
    "save_held",
    "divide_book",
    "write_package",
    "write_receipts",
    "write_joining",
    "hand_over",
];

/// Fields of replies that hold such paths.
const FIELDS: [&str; 3] = ["path", "record", "minute"];

/// Papers and tables. Books and packages are opened by this program and by no other.
const ENDINGS: [&str; 6] = ["pdf", "docx", "xlsx", "csv", "txt", "png"];

/// Files and folders that may be opened.
#[derive(Debug, Default)]
pub struct Opened {
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

impl Opened {
    /// Takes note of what a command wrote.
    pub fn note(&mut self, command: &str, value: &Value) {
        if WRITERS.contains(&command) {
            self.gather(value);
        }
    }

    /// Takes note of a file that the program itself laid down.
    pub fn add(&mut self, path: &Path) {
        if let Some(folder) = path.parent() {
            self.folders.insert(folder.to_owned());
        }
        self.files.insert(path.to_owned());
    }

    fn gather(&mut self, value: &Value) {
        match value {
            Value::Array(all) => all.iter().for_each(|own| self.gather(own)),
            Value::Object(fields) => {
                for (name, own) in fields {
                    match own {
                        Value::String(path) if FIELDS.contains(&name.as_str()) => {
                            self.add(Path::new(path));
                        }
                        other => self.gather(other),
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether it is one of them, and is still what it was: no link that leads elsewhere.
    pub fn may(&self, path: &Path) -> bool {
        let Ok(data) = std::fs::symlink_metadata(path) else {
            return false;
        };
        if data.is_dir() {
            return self.folders.contains(path);
        }
        let ending = path.extension().and_then(|own| own.to_str());
        let paper = ending.is_some_and(|own| ENDINGS.contains(&own.to_ascii_lowercase().as_str()));
        data.is_file() && paper && self.files.contains(path)
    }
}
