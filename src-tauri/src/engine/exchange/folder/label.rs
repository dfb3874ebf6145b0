//! A stick by its label (nhãn USB): it bears another letter or mount point on every machine and every day.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::note::volume_of;

/// Where this system shows what is plugged in. Tests bring their own.
#[derive(Debug, Clone)]
pub struct Mounts {
    /// Names of volumes that lead to their devices: `/dev/disk/by-label`.
    pub labels: PathBuf,
    /// What is mounted where: `/proc/mounts`.
    pub table: PathBuf,
    /// Folders in which a volume appears under its own label, with one folder of the user between or none.
    pub shelves: Vec<PathBuf>,
    /// What a volume got when it was formatted, by a path on it; empty where that is not told.
    pub volume: fn(&Path) -> String,
}

impl Mounts {
    /// Those of this machine.
    pub fn of_machine() -> Self {
        Self {
            labels: PathBuf::from("/dev/disk/by-label"),
            table: PathBuf::from("/proc/mounts"),
            shelves: ["/media", "/run/media", "/Volumes"]
                .map(PathBuf::from)
                .to_vec(),
            volume: volume_of,
        }
    }

    /// Where a volume of that label is now; none while there is none.
    pub fn find(&self, label: &str) -> Option<PathBuf> {
        self.all(label).into_iter().next()
    }

    /// Where all volumes of that label are now.
    pub fn all(&self, label: &str) -> Vec<PathBuf> {
        let label = label.trim();
        if ["", ".", ".."].contains(&label) || label.contains(['/', '\\']) {
            return Vec::new();
        }
        let mut out: Vec<PathBuf> = self.by_table(label).into_iter().collect();
        out.extend(self.by_shelf(label));
        out.extend(by_letter(label));
        out.dedup();
        out
    }

    /// Whether a path lies on what may be taken out of the machine, as far as the system tells.
    pub fn removable(&self, path: &Path) -> bool {
        self.shelves.iter().any(|own| path.starts_with(own)) || on_letter(path)
    }

    /// The label of the volume on which a path lies, where it can be found again by it; none for a disk of the machine.
    pub fn label_of(&self, path: &Path) -> Option<String> {
        let mounted = self.mounted().into_iter();
        let mount = mounted
            .filter(|own| path.starts_with(own))
            .max_by_key(|own| own.as_os_str().len());
        let mount = mount.filter(|own| self.shelves.iter().any(|shelf| own.starts_with(shelf)));
        let mount = mount.or_else(|| self.volume(path));
        let label = mount
            .as_ref()
            .and_then(|own| own.file_name())
            .map(|own| own.to_string_lossy());
        match label {
            Some(label) => (self.find(&label) == mount).then(|| label.into_owned()),
            None => letter_label(path),
        }
    }

    /// macOS shows every volume in one folder and has no table of mounts to be read.
    fn volume(&self, path: &Path) -> Option<PathBuf> {
        let shelf = self.shelves.iter().find(|own| own.ends_with("Volumes"))?;
        let first = path.strip_prefix(shelf).ok()?.components().next()?;
        Some(shelf.join(first))
    }

    /// Where something is mounted.
    fn mounted(&self) -> Vec<PathBuf> {
        let table = fs::read_to_string(&self.table).unwrap_or_default();
        let at = |line: &str| {
            Some(PathBuf::from(unescaped(
                line.split(' ').nth(1)?,
                "\\",
                8,
                3,
            )))
        };
        table.lines().filter_map(at).collect()
    }

    fn by_table(&self, label: &str) -> Option<PathBuf> {
        let device = fs::read_dir(&self.labels)
            .ok()?
            .flatten()
            .find(|entry| unescaped(&entry.file_name().to_string_lossy(), "\\x", 16, 2) == label)?;
        let device = dunce::canonicalize(device.path()).ok()?;
        let table = fs::read_to_string(&self.table).ok()?;
        table.lines().find_map(|line| {
            let mut words = line.split(' ');
            let (from, at) = (words.next()?, words.next()?);
            let from = dunce::canonicalize(from).ok()?;
            (from == device).then(|| PathBuf::from(unescaped(at, "\\", 8, 3)))
        })
    }

    fn by_shelf(&self, label: &str) -> Option<PathBuf> {
        self.shelves.iter().find_map(|shelf| {
            let own = shelf.join(label);
            if own.is_dir() {
                return Some(own);
            }
            let users = fs::read_dir(shelf).ok()?;
            users
                .flatten()
                .map(|user| user.path().join(label))
                .find(|path| path.is_dir())
        })
    }
}

/// Text in which signs are written as a mark and digits: `\x20` of udev, `\040` of the table of mounts.
fn unescaped(text: &str, mark: &str, radix: u32, digits: usize) -> String {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let after = &rest[at + mark.len()..];
        let written = after.get(..digits);
        if let Some(byte) = written.and_then(|own| u8::from_str_radix(own, radix).ok()) {
            out.push(byte);
            rest = &after[digits..];
        } else {
            out.extend_from_slice(mark.as_bytes());
            rest = after;
        }
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&out).into_owned()
}

/// Windows: the volume of that label, wherever it has a letter.
fn by_letter(label: &str) -> Vec<PathBuf> {
    let all = lettered().into_iter();
    all.filter(|own| own.1.to_lowercase() == label.to_lowercase())
        .map(|own| own.0)
        .collect()
}

fn letter_label(path: &Path) -> Option<String> {
    let mut all = lettered().into_iter();
    let label = all.find(|own| path.starts_with(&own.0)).map(|own| own.1);
    label.filter(|own| !own.is_empty())
}

fn on_letter(path: &Path) -> bool {
    lettered().iter().any(|own| path.starts_with(&own.0))
}

/// Volumes with a letter, and their labels, but for the disk of Windows itself.
#[cfg(windows)]
fn lettered() -> Vec<(PathBuf, String)> {
    use sysinfo::{DiskRefreshKind, Disks};
    let Ok(disks) = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing()) else {
        return Vec::new();
    };
    disks
        .iter()
        .map(|own| {
            let label = own.name().to_string_lossy().trim().to_owned();
            (own.mount_point().to_owned(), label)
        })
        .filter(|(root, _)| !root.starts_with("C:\\"))
        .collect()
}

/// Elsewhere no volume has a letter.
#[cfg(not(windows))]
fn lettered() -> Vec<(PathBuf, String)> {
    Vec::new()
}
