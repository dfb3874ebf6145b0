//! Which place that is: the path, the volume it lies on, and the machine.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::hex::hex;
use crate::file::whole;
use crate::store::carried;

/// Where a book lies (nơi đặt sổ). What the system does not tell is empty and compared with nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The file, without links and detours.
    pub path: PathBuf,
    /// The volume: its identifier in the file system.
    pub volume: String,
    /// The machine: a digest, since its own identifier is nobody else's business.
    pub machine: String,
    /// The file as seen from the root of its volume, which is carried from machine to machine with the program; none of a
    /// book that is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<PathBuf>,
}

impl Whereabouts {
    /// Where the file of that path lies, of which is noted in that folder.
    pub fn of(path: &Path, notes: &Path) -> Self {
        let path = whole(path);
        Self {
            volume: volume_of(&path),
            machine: machine(),
            carried: carried::together(&whole(notes), &path).then(|| on_volume(&path)),
            path,
        }
    }

    /// Whether both are on one machine.
    pub fn same_machine(&self, other: &Self) -> bool {
        alike(&self.machine, &other.machine)
    }

    /// Whether both are the same place. A stick has another letter, and another machine, whenever it is put in; what it is
    /// itself stays.
    pub fn same(&self, other: &Self) -> bool {
        if self.carried.is_some() && !self.volume.is_empty() {
            return self.carried == other.carried && self.volume == other.volume;
        }
        self.path == other.path && self.same_machine(other) && alike(&self.volume, &other.volume)
    }
}

/// The volume on which a file or folder lies, by what it got when it was formatted; empty where the system does not tell.
pub fn volume_of(path: &Path) -> String {
    volume(path).unwrap_or_default()
}

fn alike(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || one == other
}

fn machine() -> String {
    let Ok(own) = machine_uid::get() else {
        return String::new();
    };
    let mut hasher = Sha256::new();
    hasher.update(b"so06-machine-1\0");
    hasher.update(own.trim().as_bytes());
    hex(&hasher.finalize()[..16])
}

/// The identifier that the file system bears, since numbers of devices are given anew with every start.
#[cfg(target_os = "linux")]
fn volume(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let device = std::fs::metadata(path).ok()?.dev();
    let names = std::fs::read_dir("/dev/disk/by-uuid").ok()?;
    names.flatten().find_map(|entry| {
        let own = std::fs::metadata(entry.path()).ok()?.rdev();
        (own == device).then(|| entry.file_name().to_string_lossy().into_owned())
    })
}

/// The serial number that the volume got when it was formatted.
#[cfg(windows)]
fn volume(path: &Path) -> Option<String> {
    // A folder is opened only with a word that says so.
    let own = winapi_util::Handle::from_path_any(path).ok()?;
    let about = winapi_util::file::information(&own).ok()?;
    Some(format!("{:x}", about.volume_serial_number()))
}

#[cfg(not(any(target_os = "linux", windows)))]
fn volume(_: &Path) -> Option<String> {
    None
}

/// The path below the root of its volume, wherever that is mounted.
#[cfg(unix)]
fn on_volume(path: &Path) -> PathBuf {
    use std::os::unix::fs::MetadataExt as _;
    let device = |own: &Path| std::fs::metadata(own).map(|about| about.dev()).ok();
    let mut root = path;
    while let Some(above) = root.parent().filter(|own| device(own) == device(path)) {
        root = above;
    }
    path.strip_prefix(root).unwrap_or(path).to_owned()
}

/// The path below the root of its volume, whatever letter that has.
#[cfg(not(unix))]
fn on_volume(path: &Path) -> PathBuf {
    use std::path::Component;
    path.components()
        .filter(|own| !matches!(own, Component::Prefix(_) | Component::RootDir))
        .collect()
}

/// Whether the file lies on a drive of another machine (ổ mạng). What the system does not tell counts as its own.
#[cfg(target_os = "linux")]
pub fn on_network(path: &Path) -> bool {
    let path = whole(path);
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    mounted_from_network(&path, &mounts)
}

/// The same by a table of mounts as the kernel writes it.
#[cfg(target_os = "linux")]
pub fn mounted_from_network(path: &Path, mounts: &str) -> bool {
    kind_of(path, mounts).is_some_and(|own| NETWORK.contains(&own))
}

/// Windows spells what lies on a share, with a letter or without, as the share once it is asked for the whole path.
#[cfg(windows)]
pub fn on_network(path: &Path) -> bool {
    use std::path::{Component, Prefix};
    let path = whole(path);
    matches!(
        path.components().next(),
        Some(Component::Prefix(own)) if matches!(own.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

/// Not told elsewhere.
#[cfg(not(any(target_os = "linux", windows)))]
pub fn on_network(_: &Path) -> bool {
    false
}

/// File systems that lie on another machine.
#[cfg(target_os = "linux")]
const NETWORK: [&str; 9] = [
    "cifs",
    "smb3",
    "smbfs",
    "nfs",
    "nfs4",
    "fuse.sshfs",
    "fuse.rclone",
    "davfs",
    "9p",
];

/// The file system on which a path lies, by the table of mounts: that of the longest folder above it.
#[cfg(target_os = "linux")]
fn kind_of<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    let lines = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        // Spaces of a folder are written as numbers.
        let folder = words.next()?.replace("\\040", " ");
        path.starts_with(&folder)
            .then_some((folder.len(), words.next()?))
    });
    // Of two on one folder the later one is seen.
    lines.max_by_key(|own| own.0).map(|own| own.1)
}
