//! What a file in the folder is: nothing of ours, known already, not whole yet, or a package to be taken.

use std::io;

use super::super::package::{Incoming, Unsealed};
use super::super::policy::Relation;
use super::super::site::{self, OwnSite};
use super::memory::{Mark, Memory};
use super::shelf::Seen;
use super::{FileState, FolderFile, Pass, last_seq, settled};
use crate::domain::exchange::SiteState;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::directory::Directory;
use crate::exchange::container;
use crate::exchange::manifest::Manifest;
use crate::store::{Book, packages};

/// No package is larger; the window takes no larger one either.
const LARGEST: u64 = 256 << 20;
/// Seconds after which a file that is still not whole is told as broken: a share may copy slowly, but it copies.
const PATIENCE: i64 = 15 * 60;

/// A package that may be taken.
pub(super) struct Candidate {
    pub(super) seen: Seen,
    pub(super) bytes: Vec<u8>,
    pub(super) digest: String,
    pub(super) relation: Option<Relation>,
    manifest: Option<Manifest>,
}

impl Candidate {
    pub(super) fn incoming(&self) -> Incoming {
        Incoming::of(&self.seen.name, &self.bytes)
    }

    pub(super) fn file(&self, state: FileState) -> FolderFile {
        let mut out = file(&self.seen, state, None);
        if let Some(manifest) = &self.manifest {
            out.from.clone_from(&manifest.site.office);
            out.number = manifest.number;
        }
        out
    }
}

pub(super) enum Step {
    Foreign,
    /// It vanished between listing and reading.
    Gone,
    Known(FolderFile),
    Candidate(Box<Candidate>),
}

pub(super) fn file(seen: &Seen, state: FileState, error: Option<Error>) -> FolderFile {
    FolderFile {
        name: seen.name.clone(),
        state,
        error,
        from: String::new(),
        number: 0,
        changed: 0,
        held: 0,
    }
}

/// Looks at one file.
pub(super) fn examine(
    book: &Book,
    memory: &mut Memory,
    pass: &Pass<'_>,
    own: &OwnSite,
    seen: &Seen,
) -> Result<Step> {
    if let Some(step) = remembered(book, memory, seen)? {
        return Ok(step);
    }
    let least = container::HEADER_BYTES as u64;
    let head = match pass.shelf.read(&seen.name, least) {
        Ok(head) => head,
        Err(error) => return Ok(unread(memory, pass, seen, &error)),
    };
    let Some(announced) = container::announced(&head) else {
        let begun = !head.is_empty() && head.len() < container::HEADER_BYTES;
        if begun && container::MAGIC.starts_with(&head[..head.len().min(container::MAGIC.len())]) {
            let error = Error::new(ErrorCode::PackageCutOff)
                .with("have", head.len())
                .with("need", least);
            return Ok(Step::Known(unready(memory, pass, seen, error)));
        }
        if settled(seen, pass.now) {
            memory.note(seen, "", Mark::Foreign);
        }
        return Ok(Step::Foreign);
    };
    if announced > LARGEST {
        let error = Error::new(ErrorCode::PackageTooLarge).with("most", LARGEST >> 20);
        memory.note(seen, "", Mark::Refused(error.clone()));
        return Ok(Step::Known(file(seen, FileState::Refused, Some(error))));
    }
    // One byte more shows that a file is longer than it says.
    let bytes = match pass.shelf.read(&seen.name, announced + 1) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(unread(memory, pass, seen, &error)),
    };
    if (bytes.len() as u64) < announced {
        let error = Error::new(ErrorCode::PackageCutOff)
            .with("have", bytes.len())
            .with("need", announced);
        return Ok(Step::Known(unready(memory, pass, seen, error)));
    }
    package(book, memory, own, seen, bytes)
}

fn package(
    book: &Book,
    memory: &mut Memory,
    own: &OwnSite,
    seen: &Seen,
    bytes: Vec<u8>,
) -> Result<Step> {
    let digest = container::digest(&bytes).to_string();
    let standing = book.read(|c| packages::standing(c, &digest))?;
    let known = |memory: &mut Memory, mark, state, error| {
        memory.note(seen, &digest, mark);
        Ok(Step::Known(file(seen, state, error)))
    };
    match standing {
        packages::Standing::Taken => return known(memory, Mark::Taken, FileState::Already, None),
        packages::Standing::Written => return known(memory, Mark::Own, FileState::Own, None),
        packages::Standing::TakenBack => {
            // Somebody undid it: taking it again by itself would undo the undoing.
            let error = Error::new(ErrorCode::TakenBack);
            let mark = Mark::Waiting {
                error: error.clone(),
                book: last_seq(book)?,
            };
            return known(memory, mark, FileState::Waiting, Some(error));
        }
        packages::Standing::New => {}
    }
    let (manifest, relation) = match Unsealed::of(&bytes, Some(own)) {
        Ok(unsealed) => {
            let relation = relation(book, &unsealed.sender.hex())?;
            (Some(unsealed.manifest), relation)
        }
        // Taking says why, in the same words as for a file that was opened by hand.
        Err(_) => (None, None),
    };
    Ok(Step::Candidate(Box::new(Candidate {
        seen: seen.clone(),
        bytes,
        digest,
        relation,
        manifest,
    })))
}

/// How the site of a key stands to this book, where it is recognised.
fn relation(book: &Book, key: &str) -> Result<Option<Relation>> {
    book.read(|c| {
        let Some(kept) = site::by_key(c, key)? else {
            return Ok(None);
        };
        let known = kept.record.state == SiteState::Known;
        let Some(body) = kept.record.body.filter(|_| known) else {
            return Ok(None);
        };
        Ok(site::relation(&Directory::load(c)?, body))
    })
}

/// What an earlier pass found, where that still holds.
fn remembered(book: &Book, memory: &Memory, seen: &Seen) -> Result<Option<Step>> {
    let Some(known) = memory.of(seen) else {
        return Ok(None);
    };
    let told = |state, error| Ok(Some(Step::Known(file(seen, state, error))));
    match &known.mark {
        Mark::Foreign if known.digest.is_empty() => Ok(Some(Step::Foreign)),
        Mark::Foreign => told(FileState::Other, None),
        Mark::Own => told(FileState::Own, None),
        Mark::Refused(error) => told(FileState::Refused, Some(error.clone())),
        Mark::Taken => {
            let standing = book.read(|c| packages::standing(c, &known.digest))?;
            // What was taken back since is looked at anew.
            if standing == packages::Standing::Taken {
                told(FileState::Already, None)
            } else {
                Ok(None)
            }
        }
        Mark::Waiting { error, book: seq } if *seq == last_seq(book)? => {
            told(FileState::Waiting, Some(error.clone()))
        }
        Mark::Waiting { .. } | Mark::Unready { .. } => Ok(None),
    }
}

/// A file that could not be read: it vanished, or another program holds it.
fn unread(memory: &mut Memory, pass: &Pass<'_>, seen: &Seen, error: &io::Error) -> Step {
    if error.kind() == io::ErrorKind::NotFound {
        memory.files.remove(&seen.name);
        return Step::Gone;
    }
    since(memory, pass, seen);
    let held = Error::new(ErrorCode::FileHeld)
        .with("path", &seen.name)
        .detail(error);
    Step::Known(file(seen, FileState::Locked, Some(held)))
}

/// A file that is not whole: still being copied, until it has not changed for a while.
pub(super) fn unready(
    memory: &mut Memory,
    pass: &Pass<'_>,
    seen: &Seen,
    error: Error,
) -> FolderFile {
    if pass.now - since(memory, pass, seen) >= PATIENCE {
        file(seen, FileState::Broken, Some(error))
    } else {
        file(seen, FileState::Copying, None)
    }
}

/// Since when the file is as it is now.
fn since(memory: &mut Memory, pass: &Pass<'_>, seen: &Seen) -> i64 {
    if let Some(Mark::Unready { since }) = memory.of(seen).map(|known| &known.mark) {
        return *since;
    }
    memory.note(seen, "", Mark::Unready { since: pass.now });
    pass.now
}
