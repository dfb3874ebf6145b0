//! The files of an exchange folder as a pass sees them. The seam stands here, since a file that another program holds, a
//! stick that is pulled out and a share that answers late cannot be made at will on every machine.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::super::file::{UNFINISHED, put};
use crate::domain::Result;
use crate::file;

/// Folders below each other that are looked into.
const DEPTH: usize = 4;
/// Files that are looked at; whoever points at a whole disk gets no endless pass.
const MOST_FILES: usize = 20_000;

/// A regular file that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its path below the folder, with `/`.
    pub name: String,
    /// Its bytes, as the listing says.
    pub bytes: u64,
    /// When it was changed, milliseconds since 1970; 0 where the system does not say.
    pub modified: i64,
}

/// What a pass asks of a folder.
pub trait Shelf {
    /// Where it is.
    fn path(&self) -> &Path;
    /// Its regular files. An error means that the folder is not there or does not answer.
    fn list(&self) -> io::Result<Vec<Seen>>;
    /// The first bytes of a file, at most so many.
    fn read(&self, name: &str, most: u64) -> io::Result<Vec<u8>>;
    /// Writes a file whole under that name, or nothing.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<()>;
    /// Refuses where nothing can be written: a package that cannot be laid down is not made.
    fn writable(&self) -> Result<()>;
    /// Removes a file that this book wrote.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// A folder of this machine, of a share, or of a stick.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder at a path.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    fn walk(&self, below: &Path, depth: usize, out: &mut Vec<Seen>) -> io::Result<()> {
        for entry in fs::read_dir(self.root.join(below))? {
            if out.len() >= MOST_FILES {
                return Ok(());
            }
            // What vanishes while one looks is not there; the others are.
            let Ok(entry) = entry else { continue };
            let name = entry.file_name();
            let text = name.to_string_lossy();
            // Synchronising programs keep older versions and half files under such names.
            if text.starts_with('.') || text.starts_with('~') || text.ends_with(UNFINISHED) {
                continue;
            }
            let Ok(sort) = entry.file_type() else {
                continue;
            };
            let path = below.join(&name);
            if sort.is_dir() {
                if depth > 1 {
                    // A folder that nobody may open hides its own files only.
                    drop(self.walk(&path, depth - 1, out));
                }
            } else if sort.is_file()
                && let Ok(data) = entry.metadata()
            {
                out.push(Seen {
                    name: path.to_string_lossy().replace('\\', "/"),
                    bytes: data.len(),
                    modified: modified(&data),
                });
            }
        }
        Ok(())
    }
}

fn modified(data: &fs::Metadata) -> i64 {
    let since = data.modified().ok();
    let since = since.and_then(|own| own.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |own| i64::try_from(own.as_millis()).unwrap_or_default())
}

impl Shelf for Disk {
    fn path(&self) -> &Path {
        &self.root
    }

    fn list(&self) -> io::Result<Vec<Seen>> {
        let mut out = Vec::new();
        self.walk(Path::new(""), DEPTH, &mut out)?;
        out.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(out)
    }

    fn read(&self, name: &str, most: u64) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        // The listing showed a regular file; whoever may write into the folder may have exchanged it since.
        file::open(&self.root.join(name))?
            .0
            .take(most)
            .read_to_end(&mut out)?;
        Ok(out)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        put(&self.root.join(name), bytes)
    }

    fn writable(&self) -> Result<()> {
        // Named so that one that stays after a kill is passed over.
        let name = format!(".so06-{}{UNFINISHED}", std::process::id());
        put(&self.root.join(&name), &[])?;
        drop(fs::remove_file(self.root.join(name)));
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.root.join(name))
    }
}
