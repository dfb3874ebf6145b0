//! Safety copies (bản sao lưu): whole books in a folder beside the book, or in a second place. A copy is one file that is
//! read back before it counts, bears a mark of its own so that nobody works in it by mistake, and stands in a list with
//! the digest of its bytes. The list can be lost: what is in a copy is told by the copy.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDateTime;
use rusqlite::OpenFlags;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::cipher;
use super::health::{LARGEST, refuse_no_database};
use super::open::COPY_ID;
use super::scratch::is_older;
use super::whole_file::{self, UNFINISHED};
use super::{Book, Place, journal, sqlite};
use crate::domain::hex::hex;
use crate::domain::retention::{CopyAt, kept};
use crate::domain::{Error, ErrorCode, Result};
use crate::file;

/// What the folder's name adds to that of the book.
const SUFFIX: &str = ".sao-luu";
/// The list of a folder.
const LIST: &str = "danh-muc.json";
/// How the moment stands in a name.
const IN_NAMES: &str = "%Y-%m-%d %H.%M.%S";

/// Why a copy was made (lý do sao lưu).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename_all = "kebab-case")]
pub enum CopyReason {
    /// Hằng ngày.
    #[serde(rename = "hang-ngay")]
    #[ts(rename = "hang-ngay")]
    Daily,
    /// Khi đóng sổ.
    #[serde(rename = "dong-so")]
    #[ts(rename = "dong-so")]
    Closing,
    /// Làm bằng tay.
    #[serde(rename = "tu-lam")]
    #[ts(rename = "tu-lam")]
    ByHand,
    /// Trước khi nhận gói, nhập một loạt.
    #[serde(rename = "truoc-nhan")]
    #[ts(rename = "truoc-nhan")]
    BeforeImport,
    /// Trước khi sắp xếp đơn vị.
    #[serde(rename = "truoc-sap-xep")]
    #[ts(rename = "truoc-sap-xep")]
    BeforeUnits,
    /// Trước khi phục hồi.
    #[serde(rename = "truoc-phuc-hoi")]
    #[ts(rename = "truoc-phuc-hoi")]
    BeforeRestore,
    /// Trước khi nâng cấp.
    #[serde(rename = "truoc-nang-cap")]
    #[ts(rename = "truoc-nang-cap")]
    BeforeMigration,
}

impl CopyReason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Daily,
        Self::Closing,
        Self::ByHand,
        Self::BeforeImport,
        Self::BeforeUnits,
        Self::BeforeRestore,
        Self::BeforeMigration,
    ];

    /// As it stands in names of files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Daily => "hang-ngay",
            Self::Closing => "dong-so",
            Self::ByHand => "tu-lam",
            Self::BeforeImport => "truoc-nhan",
            Self::BeforeUnits => "truoc-sap-xep",
            Self::BeforeRestore => "truoc-phuc-hoi",
            Self::BeforeMigration => "truoc-nang-cap",
        }
    }
}

/// A safety copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyCopy {
    /// Name of the file.
    pub file: String,
    /// When it was made, machine time at +07:00: `2024-03-31T17:05:12`.
    pub moment: NaiveDateTime,
    /// Why.
    pub reason: CopyReason,
    /// Of which book it is, [`journal::beginning`]; empty where it does not read.
    pub book: String,
    /// The last operation that it holds.
    pub operation: i64,
    /// The hash of that operation, in hexadecimal.
    pub head: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// SHA-256 of them.
    pub sha256: String,
}

impl SafetyCopy {
    /// Whether it is known to be of another book than the one that began so. One that does not read may be anybody's.
    pub fn is_of_another(&self, beginning: &str) -> bool {
        !self.book.is_empty() && self.book != beginning
    }
}

/// The folder beside the book at a path: "sổ.so06.sao-luu".
pub fn folder_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(SUFFIX);
    path.with_file_name(name)
}

/// The folder of a book within a place that others may use too: named as beside the book, or with its beginning where
/// another book of the same name was there first. Two communes that keep "sổ.so06" never share a folder.
pub fn folder_within(root: &Path, book: &Book) -> Result<PathBuf> {
    let beginning = book.read(journal::beginning)?;
    let plain = folder_beside(&root.join(book.path().file_name().unwrap_or_default()));
    if !list(&plain).iter().any(|own| own.is_of_another(&beginning)) {
        return Ok(plain);
    }
    let mut name = book.path().file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(beginning.get(..8).unwrap_or_default());
    Ok(folder_beside(&root.join(name)))
}

/// The copies of a folder that are of this book, or do not read, the oldest first.
pub fn list_of(folder: &Path, book: &Book) -> Result<Vec<SafetyCopy>> {
    let beginning = book.read(journal::beginning)?;
    let mut out = list(folder);
    out.retain(|own| !own.is_of_another(&beginning));
    Ok(out)
}

fn failed(folder: &Path) -> impl Fn(std::io::Error) -> Error {
    move |error| {
        Error::new(ErrorCode::CopyFailed)
            .with("path", folder.display())
            .detail(error)
    }
}

impl Book {
    /// Makes a copy of the book as it stands in a folder, reads it back, and gives what stands in the list. None for a
    /// book in memory, and for one that can only be read.
    pub fn copy_safely(&self, folder: &Path, reason: CopyReason) -> Result<Option<SafetyCopy>> {
        let Place::File(path) = self.place() else {
            return Ok(None);
        };
        if self.is_archive()? {
            return Ok(None);
        }
        whole_file::make_folder(folder).map_err(failed(folder))?;
        sweep(folder);
        let moment = self.clock.local_moment();
        let file = free_name(folder, path, moment, reason);
        let unfinished = folder.join(format!("{file}{UNFINISHED}"));
        // One that a crash left half.
        drop(fs::remove_file(&unfinished));
        let (operation, head) = self.read(journal::last)?;
        let book = self.read(journal::beginning)?;
        let made = self
            .write_copy(&unfinished, operation, &head)
            .and_then(|()| digest_of_file(&unfinished).map_err(failed(folder)))
            .and_then(|own| {
                whole_file::name(&unfinished, &folder.join(&file)).map_err(failed(folder))?;
                Ok(own)
            })
            .inspect_err(|_| drop(fs::remove_file(&unfinished)));
        let (bytes, sha256) = made?;
        let copy = SafetyCopy {
            file,
            moment,
            reason,
            book,
            operation,
            head: hex(&head),
            bytes,
            sha256,
        };
        enlist(folder, &copy)?;
        Ok(Some(copy))
    }

    fn write_copy(&self, to: &Path, operation: i64, head: &[u8]) -> Result<()> {
        let failed = |error: Error| Error {
            code: ErrorCode::CopyFailed,
            params: vec![("path".to_owned(), to.display().to_string())],
            detail: error.detail,
        };
        self.copy_to(to).map_err(failed)?;
        cipher::connect(to, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .and_then(|copy| {
                copy.pragma_update(None, "application_id", COPY_ID)
                    .map_err(sqlite)
            })
            .map_err(failed)?;
        fs::File::options()
            .write(true)
            .open(to)
            .and_then(|own| own.sync_all())
            .map_err(|error| failed(Error::new(ErrorCode::CopyFailed).detail(error)))?;
        let found = look_into(to).map_err(failed)?;
        if found.operation < operation || found.operation == operation && found.head != hex(head) {
            return Err(failed(
                Error::new(ErrorCode::CopyFailed).detail("the copy holds something else"),
            ));
        }
        Ok(())
    }
}

/// What a file that reads as a whole book says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inside {
    /// Which book it is, [`journal::beginning`].
    pub book: String,
    /// The last operation that it holds.
    pub operation: i64,
    /// The hash of that operation, in hexadecimal.
    pub head: String,
}

/// Whether a file reads as a whole book, and where its journal stands.
pub fn look_into(path: &Path) -> Result<Inside> {
    refuse_no_database(path)?;
    let copy = cipher::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let whole: String = copy
        .pragma_query_value(None, "quick_check", |row| row.get(0))
        .map_err(sqlite)?;
    if whole != "ok" {
        return Err(Error::new(ErrorCode::CopyDamaged)
            .with("path", path.display())
            .detail(whole));
    }
    let (operation, head) = journal::last(&copy)?;
    Ok(Inside {
        book: journal::beginning(&copy)?,
        operation,
        head: hex(&head),
    })
}

/// Copies of a folder that are not under the key of their book, or not under none as it is: rewritten where their own key is
/// held, and counted where it is not, or where they cannot be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// Copies that were written anew.
    pub rewritten: usize,
    /// Copies that are as they were.
    pub left: Vec<PathBuf>,
}

/// Brings the copies of a folder under the key of their book: one that lies there in the clear, or under a passphrase that
/// others know, is as good as none. Those of another book are not touched.
pub fn follow_key(folder: &Path, book: &Book) -> Result<Followed> {
    let key = book.key().map(|own| &**own);
    let beginning = book.read(journal::beginning)?;
    let mut out = Followed::default();
    let mut all = list(folder);
    let behind = |own: &SafetyCopy| {
        !own.is_of_another(&beginning) && cipher::differs(&folder.join(&own.file), key)
    };
    let right: Vec<SafetyCopy> = all.iter().filter(|own| !behind(own)).cloned().collect();
    if right.len() == all.len() {
        return Ok(out);
    }
    // Digests of what is being written anew hold no longer: whoever is stopped leaves copies that tell of themselves.
    write_list(folder, &right)?;
    for copy in all.iter_mut().filter(|own| behind(own)) {
        let path = folder.join(&copy.file);
        let anew = cipher::rewrite(&path, key)
            .and_then(|()| digest_of_file(&path).map_err(failed(folder)));
        match anew {
            Ok((bytes, sha256)) => {
                (copy.bytes, copy.sha256) = (bytes, sha256);
                out.rewritten += 1;
            }
            Err(_) => out.left.push(path),
        }
    }
    write_list(folder, &all)?;
    Ok(out)
}

fn free_name(folder: &Path, book: &Path, moment: NaiveDateTime, reason: CopyReason) -> String {
    let stem = book.file_stem().unwrap_or_default().to_string_lossy();
    let begin = format!("{stem} {} {}", moment.format(IN_NAMES), reason.word());
    let named = (1_u32..1_000)
        .map(|count| match count {
            1 => format!("{begin}.so06"),
            more => format!("{begin} ({more}).so06"),
        })
        .find(|name| !folder.join(name).exists());
    named.unwrap_or(begin)
}

/// Copies of a folder, the oldest first. What lies there and stands in no list is read from its name and from itself.
pub fn list(folder: &Path) -> Vec<SafetyCopy> {
    let known: Vec<SafetyCopy> = file::read(&folder.join(LIST), file::SMALL)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default();
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let there: BTreeSet<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.strip_suffix(".so06").is_some())
        .collect();
    let mut out: Vec<SafetyCopy> = known
        .into_iter()
        .filter(|own| there.contains(&own.file))
        .collect();
    let listed: BTreeSet<&String> = out.iter().map(|own| &own.file).collect();
    let unlisted: Vec<SafetyCopy> = there
        .iter()
        .filter(|name| !listed.contains(name))
        .filter_map(|name| unlisted(folder, name))
        .collect();
    out.extend(unlisted);
    // Those of one second stay in the order in which they were made.
    out.sort_by_key(|own| own.moment);
    out
}

/// A copy that the list does not have.
fn unlisted(folder: &Path, name: &str) -> Option<SafetyCopy> {
    let (moment, reason) = read_name(name)?;
    let path = folder.join(name);
    let inside = look_into(&path).unwrap_or_default();
    let (bytes, sha256) = digest_of_file(&path).ok()?;
    Some(SafetyCopy {
        file: name.to_owned(),
        moment,
        reason,
        book: inside.book,
        operation: inside.operation,
        head: inside.head,
        bytes,
        sha256,
    })
}

/// Moment and reason in the name of a copy.
fn read_name(name: &str) -> Option<(NaiveDateTime, CopyReason)> {
    let begin = name.strip_suffix(".so06")?;
    let begin = match begin.rsplit_once(" (") {
        Some((begin, count)) if count.ends_with(')') => begin,
        _ => begin,
    };
    let (rest, word) = begin.rsplit_once(' ')?;
    let reason = CopyReason::ALL.into_iter().find(|own| own.word() == word)?;
    let at = rest.len().checked_sub("YYYY-MM-DD HH.MM.SS".len())?;
    let moment = NaiveDateTime::parse_from_str(rest.get(at..)?, IN_NAMES).ok()?;
    Some((moment, reason))
}

fn write_list(folder: &Path, list: &[SafetyCopy]) -> Result<()> {
    let text =
        serde_json::to_vec_pretty(list).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    whole_file::put(&folder.join(LIST), &text).map_err(failed(folder))
}

/// Takes away what the rule no longer keeps; gives how many files. One that cannot be removed stays, and so does what is
/// not known to be of this book.
pub fn thin(
    folder: &Path,
    book: &Book,
    today: crate::domain::Day,
    most_bytes: u64,
) -> Result<usize> {
    let beginning = book.read(journal::beginning)?;
    let (list, mut stay): (Vec<SafetyCopy>, Vec<SafetyCopy>) = list(folder)
        .into_iter()
        .partition(|own| own.book == beginning);
    let copies: Vec<CopyAt> = list
        .iter()
        .map(|own| CopyAt {
            moment: own.moment,
            bytes: own.bytes,
        })
        .collect();
    let keep = kept(&copies, today, most_bytes);
    let mut gone = 0;
    for (copy, keep) in list.into_iter().zip(keep) {
        if keep || fs::remove_file(folder.join(&copy.file)).is_err() {
            stay.push(copy);
        } else {
            gone += 1;
        }
    }
    if gone > 0 {
        write_list(folder, &stay)?;
    }
    Ok(gone)
}

/// Copies one file to another place so that it bears its name only when it is whole there.
pub fn carry(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().unwrap_or(to);
    let mut unfinished = to.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let unfinished = PathBuf::from(unfinished);
    let run = || {
        whole_file::make_folder(folder)?;
        sweep(folder);
        file::copy(from, &unfinished, LARGEST)?;
        fs::File::options()
            .write(true)
            .open(&unfinished)?
            .sync_all()?;
        whole_file::name(&unfinished, to)
    };
    run().map_err(|error| {
        drop(fs::remove_file(&unfinished));
        failed(folder)(error)
    })
}

/// Removes what a power cut, or a Windows that shut down, left half: nobody else would, and each is as large as the book.
fn sweep(folder: &Path) {
    const LEFT: Duration = Duration::from_hours(1);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let half = name.contains(UNFINISHED) && name.contains(".so06");
        if half && is_older(&entry.path(), LEFT) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Puts a copy into the list of its folder.
pub fn enlist(folder: &Path, copy: &SafetyCopy) -> Result<()> {
    let mut list = list(folder);
    list.retain(|own| own.file != copy.file);
    list.push(copy.clone());
    write_list(folder, &list)
}

/// Size and SHA-256 of a file.
pub fn digest_of_file(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = file::open(path)?.0;
    let (mut hasher, mut bytes) = (Sha256::new(), 0_u64);
    let mut part = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut part)?;
        if count == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        bytes += count as u64;
        hasher.update(&part[..count]);
    }
}
