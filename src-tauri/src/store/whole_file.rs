//! Files that are there whole or not at all, and that no loss of power takes away again (tệp ghi trọn).
//!
//! Bytes are written under another name and synced, then the file gets its name, then the folder is synced. A new name is
//! in memory only until its folder is on the disk, and a record of the book that speaks of the file may be there before.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::{Error, ErrorCode};

/// What a file that is being written ends with; whoever watches a folder passes it over.
pub const UNFINISHED: &str = ".dang-ghi";

/// A file that is whole, on the disk, and has another name yet.
#[derive(Debug)]
pub struct Unfinished<'a> {
    now: PathBuf,
    then: &'a Path,
}

/// Writes a file whole under its name.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    lay(path, bytes)?.finish()
}

/// Writes a file under another name and has it on the disk. Two programs that write the same file write two.
pub fn lay<'a>(path: &'a Path, bytes: &[u8]) -> io::Result<Unfinished<'a>> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}{UNFINISHED}", std::process::id()));
    let out = Unfinished {
        now: path.with_file_name(name),
        then: path,
    };
    let write = || {
        let mut file = File::create(&out.now)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    match write() {
        Ok(()) => Ok(out),
        Err(error) => {
            out.forget();
            Err(error)
        }
    }
}

impl Unfinished<'_> {
    /// Gives it its name.
    pub fn finish(self) -> io::Result<()> {
        name(&self.now, self.then).inspect_err(|_| self.forget())
    }

    /// What could not be finished is of no use to anyone.
    pub fn forget(&self) {
        drop(fs::remove_file(&self.now));
    }
}

/// Gives a file that is on the disk its name in the same folder. What may only be read is not replaced, on no system.
pub fn name(now: &Path, then: &Path) -> io::Result<()> {
    if fs::metadata(then).is_ok_and(|own| own.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    rename(now, then)?;
    sync_folder(above(then))
}

/// Why a file could not be written, for whoever wanted it.
pub fn refusal(path: &Path, error: io::Error) -> Error {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    let code = match error.kind() {
        PermissionDenied | ReadOnlyFilesystem => ErrorCode::ReadOnly,
        ResourceBusy => ErrorCode::FileOpen,
        _ => ErrorCode::IoFailed,
    };
    Error::new(code).with("path", path.display()).detail(error)
}

#[cfg(not(windows))]
fn rename(now: &Path, then: &Path) -> io::Result<()> {
    fs::rename(now, then)
}

/// Programs that look for viruses, and those that index, hold for a moment what was just written; what a person holds open is
/// held longer than this.
#[cfg(windows)]
fn rename(now: &Path, then: &Path) -> io::Result<()> {
    use std::time::Duration;
    /// ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
    const HELD: [i32; 3] = [5, 32, 33];
    let held = |error: &io::Error| error.raw_os_error().is_some_and(|own| HELD.contains(&own));
    for pause in [20, 80, 300, 600] {
        match fs::rename(now, then) {
            Err(error) if held(&error) => std::thread::sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    // A file that is there, and may be written, is held: the same number also stands for a folder without permission.
    fs::rename(now, then).map_err(|error| {
        if held(&error) && then.is_file() {
            io::Error::new(io::ErrorKind::ResourceBusy, error)
        } else {
            error
        }
    })
}

/// Makes a folder with those above it where they are not there.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = above(folder);
    make_folder(above)?;
    match fs::create_dir(folder) {
        // Another program was faster.
        Err(_) if folder.is_dir() => {}
        made => made?,
    }
    sync_folder(above)
}

fn above(path: &Path) -> &Path {
    let folder = path.parent().filter(|own| !own.as_os_str().is_empty());
    folder.unwrap_or_else(|| Path::new("."))
}

/// Has the names in a folder on the disk. A share or a stick that knows nothing of the kind has no more to give, and a
/// folder that may be written but not read cannot be asked.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match File::open(folder).and_then(|own| own.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => {
            Ok(())
        }
        done => done,
    }
}

/// Windows flushes no folder: a handle on one is refused, and NTFS writes names through a log of its own, in the order in
/// which they were given. The last names may be lost with the power there, but none comes before the one that it follows.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
