//! Books opened before: a small file of the program's own. Losing it loses nothing.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::views::RecentBook;
use crate::store::carried;

/// How many are remembered.
const KEPT: usize = 8;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remembered {
    path: PathBuf,
    name: String,
}

fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("recent.json")
}

fn read(data_dir: &Path) -> Vec<Remembered> {
    crate::file::read_text(&file(data_dir), crate::file::SMALL)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// The books, the latest first.
pub(super) fn list(data_dir: &Path) -> Vec<RecentBook> {
    let all = read(data_dir);
    let paths: Vec<_> = all
        .iter()
        .map(|own| carried::found(data_dir, &own.path))
        .collect();
    let there = crate::file::are_there(&paths);
    let books = all.into_iter().zip(paths).zip(there);
    books
        .map(|((own, path), there)| RecentBook {
            // What does not answer now may when it is opened.
            exists: there.unwrap_or(true),
            path: path.display().to_string(),
            name: own.name,
        })
        .collect()
}

/// Puts a book first. A folder that cannot be written only means that it is not remembered.
pub(super) fn remember(data_dir: &Path, path: &Path, name: &str) {
    let path = carried::called(data_dir, path);
    let mut list = read(data_dir);
    list.retain(|own| own.path != path);
    list.insert(
        0,
        Remembered {
            path,
            name: name.to_owned(),
        },
    );
    list.truncate(KEPT);
    if let Ok(text) = serde_json::to_string_pretty(&list) {
        drop(fs::create_dir_all(data_dir).and_then(|()| fs::write(file(data_dir), text)));
    }
}
