//! Where passing things lie (tệp tạm): a book on trial, a paper on its way to the printer. A copy that is carried around keeps
//! them to itself, since the machine belongs to somebody else.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::carried;

/// A paper on its way to the printer, with the number of the process behind it.
pub const PAPER: &str = "so06-in-";
/// A book that is looked through.
pub const LOOKED_THROUGH: &str = "so06-kham-";
/// A copy that is restored for trial.
pub const REHEARSED: &str = "so06-dien-tap-";

/// After this nobody reads them any more: a printer that waits, a trial that was cut off.
const OLD: Duration = Duration::from_hours(24);

/// The folder; that of the system where the own one cannot be written.
pub fn folder() -> PathBuf {
    let own = carried::own().map(|own| own.join("tam"));
    own.filter(|own| fs::create_dir_all(own).is_ok())
        .unwrap_or_else(std::env::temp_dir)
}

/// Removes what was left over there and is old.
pub fn sweep() {
    sweep_in(&folder(), OLD);
}

/// The same for a folder and an age.
pub fn sweep_in(folder: &Path, age: Duration) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = [PAPER, LOOKED_THROUGH, REHEARSED]
            .iter()
            .any(|own| name.starts_with(own));
        if !ours || !is_older(&entry.path(), age) {
            continue;
        }
        // What cannot be removed now is tried the next time.
        drop(if entry.file_type().is_ok_and(|own| own.is_dir()) {
            fs::remove_dir_all(entry.path())
        } else {
            fs::remove_file(entry.path())
        });
    }
}

/// Whether a file was last written that long ago.
pub(super) fn is_older(path: &Path, age: Duration) -> bool {
    let written = fs::symlink_metadata(path).and_then(|own| own.modified());
    written.is_ok_and(|own| own.elapsed().is_ok_and(|since| since >= age))
}
