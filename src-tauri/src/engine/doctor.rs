//! A full check of a file with a plain verdict (khám sổ), and saving what can be saved into a new one.

use std::path::{Path, PathBuf};

use super::{evidence, safety};
use crate::clock::Clock;
use crate::domain::{Error, ErrorCode, Result};
use crate::store::health::{self, BookState, Health};
use crate::store::salvage::{self, Salvaged};
use crate::store::scratch::{self, LOOKED_THROUGH};
use crate::store::{Book, copies, query};

/// What was found of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Of the file itself.
    pub health: Health,
    /// Files of evidence that records name and that are missing or changed.
    pub evidence_missing: usize,
    /// Safety copies that lie beside it, the newest first.
    pub copies: Vec<PathBuf>,
}

impl Examined {
    /// The refusal that a verdict is for scripts; none for a whole book.
    pub fn refusal(&self, path: &Path) -> Option<Error> {
        let code = match self.health.state {
            BookState::Whole => return None,
            BookState::Empty | BookState::NotABook => ErrorCode::NotABook,
            BookState::Newer => ErrorCode::NewerBook,
            BookState::Truncated | BookState::Damaged => ErrorCode::DamagedBook,
        };
        Some(Error::new(code).with("path", path.display()))
    }
}

/// Looks at a file and what lies beside it, and writes to nothing.
pub fn examine(path: &Path, clock: Clock) -> Result<Examined> {
    let scratch = Scratch::make()?;
    let health = health::examine(path, &scratch.0)?;
    let mut out = Examined {
        evidence_missing: 0,
        copies: copies_of(path),
        health,
    };
    if out.health.state == BookState::Whole {
        out.evidence_missing = missing(path, &scratch.0, clock)?;
    }
    Ok(out)
}

/// Copies beside the book, the newest first.
fn copies_of(path: &Path) -> Vec<PathBuf> {
    let folder = copies::folder_beside(path);
    let mut all: Vec<PathBuf> = copies::list(&folder)
        .into_iter()
        .map(|own| folder.join(own.file))
        .collect();
    all.reverse();
    all
}

fn missing(path: &Path, scratch: &Path, clock: Clock) -> Result<usize> {
    let copy = scratch.join("so06-minh-chung.so06");
    health::copy_aside(path, &copy)?;
    let digests = Book::open(&copy, clock, "").and_then(|own| own.read(query::evidence_digests))?;
    let folders = safety::evidence_beside(path);
    Ok(digests
        .iter()
        .filter(|own| {
            folders
                .iter()
                .all(|at| evidence::whole_file(at, own).is_none())
        })
        .count())
}

/// Saves what can be saved of a damaged book into a new file; `more` are copies that lie elsewhere.
pub fn repair(
    path: &Path,
    to: &Path,
    more: &[PathBuf],
    (clock, officer): (Clock, &str),
) -> Result<Salvaged> {
    let scratch = Scratch::make()?;
    let found = health::examine(path, &scratch.0)?;
    match found.state {
        BookState::Whole => return Err(Error::new(ErrorCode::NothingToRepair)),
        BookState::Newer => return Err(Error::new(ErrorCode::NewerBook)),
        BookState::Empty | BookState::NotABook | BookState::Truncated | BookState::Damaged => {}
    }
    let mut donors = copies_of(path);
    donors.extend_from_slice(more);
    let saved = salvage::salvage(path, to, &donors, (clock, officer), &scratch.0).map_err(
        |own| match own.code {
            // What could not be read is the file that was given, not the one that was to be made.
            ErrorCode::NothingSaved => Error::new(own.code)
                .with("path", path.display())
                .detail(own.detail),
            _ => own,
        },
    )?;
    let own = Book::open(to, clock, officer)?;
    for beside in safety::evidence_beside(path) {
        evidence::take_folder(&beside, &evidence::folder_of(&own))?;
    }
    Ok(saved)
}

/// A folder of one's own that goes with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> Result<Self> {
        let base = scratch::folder();
        let failed = |error: std::io::Error| {
            Error::new(ErrorCode::IoFailed)
                .with("path", base.display())
                .detail(error)
        };
        for count in 0..1_000_u32 {
            let own = base.join(format!("{LOOKED_THROUGH}{}-{count}", std::process::id()));
            match std::fs::create_dir(&own) {
                Ok(()) => return Ok(Self(own)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Err(Error::new(ErrorCode::IoFailed).with("path", base.display()))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies among temporary files.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
