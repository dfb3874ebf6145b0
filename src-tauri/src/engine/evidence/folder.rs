//! The folder of files beside the book.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::profile;
use crate::file;
use crate::store::{Book, whole_file};

/// What the folder's name adds to that of the book.
const SUFFIX: &str = ".minh-chung";

/// The setting that holds how large a file may be, in megabytes.
pub const LIMIT_SETTING: &str = "evidence_megabytes";

/// How large a file may be while the setting says nothing.
pub const DEFAULT_MEGABYTES: u64 = 20;

/// Most megabytes that the setting may say.
pub const MOST_MEGABYTES: u64 = 500;

/// Most bytes that any setting allows.
pub const MOST_BYTES: u64 = MOST_MEGABYTES * 1024 * 1024;

/// Most bytes of a file in this book.
pub(super) fn limit(connection: &Connection) -> Result<u64> {
    let set = profile::text(connection, LIMIT_SETTING)?.and_then(|own| own.parse::<u64>().ok());
    Ok(set.unwrap_or(DEFAULT_MEGABYTES) * 1024 * 1024)
}

/// The folder beside a book: "sổ.so06.minh-chung".
pub fn folder_of(book: &Book) -> PathBuf {
    beside(book.path())
}

/// The same, for a reading.
pub(super) fn folder_at(connection: &Connection) -> PathBuf {
    beside(Path::new(connection.path().unwrap_or_default()))
}

/// The folder beside the book at a path.
pub(in crate::engine) fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(SUFFIX);
    path.with_file_name(name)
}

/// SHA-256 in hex.
pub(in crate::engine) fn digest_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Where the file of a digest lies; none for what is no digest, which a foreign book may hold.
pub(super) fn place(folder: &Path, digest: &str) -> Option<PathBuf> {
    let plain = digest.len() == 64
        && digest
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    plain.then(|| folder.join(&digest[..2]).join(digest))
}

/// Puts bytes where their digest says, whole and on the disk before any record names them. What
/// lies there already is kept when it is the same, and set right when it is not.
pub(in crate::engine) fn put(folder: &Path, digest: &str, bytes: &[u8]) -> Result<()> {
    let path = place(folder, digest).ok_or_else(|| Error::new(ErrorCode::Internal))?;
    if file::read(&path, MOST_BYTES).is_ok_and(|own| own == bytes) {
        return Ok(());
    }
    whole_file::make_folder(path.parent().unwrap_or(folder))
        .and_then(|()| whole_file::put(&path, bytes))
        .map_err(|error| whole_file::refusal(folder, error))
}

/// Makes a book at a path with its files of evidence: `make` is given the folder and lays them there before the book has
/// its name. When it fails, a folder that was not there before is taken away again.
pub(in crate::engine) fn with_files<T>(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<T>,
) -> Result<T> {
    let folder = beside(path);
    let there = folder.exists();
    make(&folder).inspect_err(|_| {
        if !there {
            drop(fs::remove_dir_all(&folder));
        }
    })
}

/// The file of a digest; none where it is not there, or is no longer what it was.
pub(in crate::engine) fn whole_file(folder: &Path, digest: &str) -> Option<Vec<u8>> {
    let bytes = file::read(&place(folder, digest)?, MOST_BYTES).ok()?;
    (digest_of(&bytes) == digest).then_some(bytes)
}

/// Files in the folder, each with its path below it; none when there is no folder.
pub(super) fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = |path: &Path| {
        let list = fs::read_dir(path).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = list.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    let mut out = Vec::new();
    for path in entries(folder) {
        let below = if path.is_dir() {
            entries(&path)
        } else {
            vec![path]
        };
        for path in below {
            let name = path.strip_prefix(folder).unwrap_or(&path);
            out.push((name.to_string_lossy().replace('\\', "/"), path));
        }
    }
    out
}

/// Copies the whole files that are named by a digest into another folder; gives how many and their bytes.
pub fn copy_folder(from: &Path, to: &Path, digests: &[String]) -> Result<(u32, u64)> {
    let (mut count, mut bytes) = (0, 0);
    for digest in digests {
        let Some(own) = place(from, digest).and_then(|path| file::read(&path, MOST_BYTES).ok())
        else {
            continue;
        };
        if digest_of(&own) == *digest {
            put(to, digest, &own)?;
            count += 1;
            bytes += own.len() as u64;
        }
    }
    Ok((count, bytes))
}

/// Takes every whole file of a folder into another one; what is no file by its digest stays where it is.
pub fn take_folder(from: &Path, to: &Path) -> Result<u32> {
    let mut count = 0;
    for (name, path) in files(from) {
        let digest = name.rsplit('/').next().unwrap_or_default();
        if place(from, digest).is_none() {
            continue;
        }
        let bytes = file::read(&path, MOST_BYTES).map_err(|error| {
            Error::new(ErrorCode::IoFailed)
                .with("path", path.display())
                .detail(error)
        })?;
        if digest_of(&bytes) == digest {
            put(to, digest, &bytes)?;
            count += 1;
        }
    }
    Ok(count)
}
