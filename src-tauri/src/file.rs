//! Reading files that may be anything (đọc tệp lạ).
//!
//! A path that was typed, chosen, or found in a folder of others may name a folder, a device that never ends, a pipe that
//! never begins, or more bytes than the machine has memory for. So whoever reads a file by its path reads a regular file,
//! up to a number of bytes that the reader states; there is no other reading of whole files in the engine (a test looks).

use std::fs::{self, File};
use std::io::{self, Read as _, Take};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::domain::{Error, ErrorCode};

mod held;

pub use held::{Hold, Reading};

/// Most bytes of a small file of the program's own: a list, a memory.
pub const SMALL: u64 = 16 << 20;

/// A path without links, detours and the long way in which Windows spells it; where it leads to nothing, from the root all
/// the same.
pub fn whole(path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() {
        return PathBuf::new();
    }
    let found = dunce::canonicalize(path).map(plain);
    found
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

/// `\\?\UNC\server\share` as people and every other program write it.
fn plain(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|own| own.strip_prefix(r"\\?\UNC\")) {
        Some(share) => PathBuf::from(format!(r"\\{share}")),
        None => path,
    }
}

/// Longer than this nobody waits for an answer about a folder.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether paths lead to something, asked no longer than a person waits: a server that is switched off lets its asker wait for
/// half a minute. None for one that does not answer.
pub fn are_there(paths: &[PathBuf]) -> Vec<Option<bool>> {
    let asked: Vec<_> = paths
        .iter()
        .map(|path| {
            let (tell, told) = std::sync::mpsc::channel();
            let path = path.clone();
            // Who has stopped waiting is told nothing.
            let asker = move || tell.send(path.exists()).is_ok();
            drop(std::thread::Builder::new().spawn(asker));
            told
        })
        .collect();
    let end = Instant::now() + PATIENCE;
    let left = || end.saturating_duration_since(Instant::now());
    asked
        .into_iter()
        .map(|told| told.recv_timeout(left()).ok())
        .collect()
}

/// Whether a folder is there and answers.
pub fn folder_answers(folder: &Path) -> bool {
    are_there(&[folder.to_owned()]) == [Some(true)] && folder.is_dir()
}

/// Opens a regular file to be read no further than its length, which is given too: files of the system say that they are
/// empty, and then keep their reader waiting or give bytes for ever.
pub fn open(path: &Path) -> io::Result<(Take<Reading>, u64)> {
    // Looked at before it is opened: opening a pipe waits for whoever writes into it, and opening a device may act.
    refuse_other_kinds(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    let data = file.metadata()?;
    let reading = Reading::of(file);
    // The name may have been given to something else meanwhile.
    refuse_other_kinds(&data)?;
    Ok((reading.take(data.len()), data.len()))
}

fn refuse_other_kinds(data: &fs::Metadata) -> io::Result<()> {
    if data.is_file() {
        return Ok(());
    }
    let kind = if data.is_dir() {
        io::ErrorKind::IsADirectory
    } else {
        io::ErrorKind::InvalidInput
    };
    Err(io::Error::new(kind, "not a regular file"))
}

fn refuse_larger(length: u64, most: u64) -> io::Result<()> {
    if length <= most {
        return Ok(());
    }
    let text = format!("{length} bytes, {most} are read");
    Err(io::Error::new(io::ErrorKind::FileTooLarge, text))
}

/// The bytes of a regular file, refused when there are more than `most`.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (mut file, length) = open(path)?;
    refuse_larger(length, most)?;
    let mut out = Vec::new();
    file.read_to_end(&mut out)?;
    Ok(out)
}

/// The text of a regular file, as [`read`].
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// Copies a regular file of at most `most` bytes as far as it was when it was opened; gives its bytes. The copy has the
/// rights of a new file.
pub fn copy(from: &Path, to: &Path, most: u64) -> io::Result<u64> {
    let (mut file, length) = open(from)?;
    refuse_larger(length, most)?;
    io::copy(&mut file, &mut File::create(to)?)
}

/// What went wrong, as a refusal that names the file.
pub fn refusal(path: &Path, error: io::Error) -> Error {
    let code = match error.kind() {
        io::ErrorKind::NotFound => ErrorCode::NoSuchFile,
        io::ErrorKind::FileTooLarge => ErrorCode::FileOverLimit,
        io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => ErrorCode::NotAFile,
        _ => ErrorCode::IoFailed,
    };
    Error::new(code).with("path", path.display()).detail(error)
}
