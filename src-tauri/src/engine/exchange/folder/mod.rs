//! The exchange folder (thư mục trao đổi): one pass picks up what came for this book, each package once, and lays down
//! what others are to get. Another program – a share, a stick, Nextcloud, Syncthing – carries the files.
//!
//! A pass goes by content and never by a name. It leaves files of others where they are, as they are; it takes what
//! raises no question and lets the rest wait for a person; a file that is not whole yet, or that another program holds, is
//! tried again. Nothing that happens to a folder harms the book: a pass that finds none says so, and the next one works.

mod examine;
mod guard;
mod label;
mod memory;
mod send;
mod shelf;

use std::collections::BTreeSet;

pub use guard::{SyncProgram, refuse_folder, synced_by};
pub use label::Mounts;
pub use memory::{FolderChoice, Memory, StickFolder};
pub use shelf::{Disk, Seen, Shelf};

use self::examine::{Candidate, Step, examine};
use self::memory::Mark;
use super::package::Incoming;
use super::policy::Relation;
use super::site::{self, OwnSite};
use super::take::{Choices, Fate, Outcome, Verdict, look_over, take_packages, take_quietly};
use crate::domain::{ChangeKind, Error, ErrorCode, Result};
use crate::progress::Progress;
use crate::store::{self, Book, Done};

/// Bytes that are taken in one operation at most, so that a folder of many thousand files fits into the memory.
const BATCH: usize = 64 << 20;

/// What a pass is to do.
pub struct Pass<'a> {
    /// The folder.
    pub shelf: &'a dyn Shelf,
    /// Seconds since 1970, by the machine.
    pub now: i64,
    /// Whether the office above is sent what is new for it.
    pub send_above: bool,
    /// How far it has come; one that is ended keeps what was taken up to then.
    pub progress: &'a Progress,
}

/// What became of a file in a pass (kết quả từng tệp trong thư mục).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// đã nhận
    Taken,
    /// đã nhận từ trước
    Already,
    /// gói của chính sổ này
    Own,
    /// gửi cho nơi khác
    Other,
    /// chờ người xem
    Waiting,
    /// chưa chép xong
    Copying,
    /// đang bị chương trình khác giữ
    Locked,
    /// bị cắt cụt và không chép tiếp
    Broken,
    /// không nhận
    Refused,
}

/// A package in the folder with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// Its path below the folder.
    pub name: String,
    /// What became of it.
    pub state: FileState,
    /// Why, where it was not taken.
    pub error: Option<Error>,
    /// The office that sent it; empty where it could not be read.
    pub from: String,
    /// Its number; 0 where it could not be read.
    pub number: u64,
    /// Rows that changed the book.
    pub changed: u32,
    /// Rows that wait for a person.
    pub held: u32,
}

/// Whether the folder answered (tình trạng thư mục).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FolderState {
    /// đã quét
    Read,
    /// không thấy thư mục
    Missing,
    /// không đọc được
    Unreadable,
}

/// What a pass did (kết quả một lượt quét).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderReport {
    /// Whether the folder answered.
    pub state: FolderState,
    /// When, as the journal writes moments.
    pub at: String,
    /// Packages that lie there.
    pub files: Vec<FolderFile>,
    /// Other files that lie there.
    pub foreign: u32,
    /// Files that were laid down.
    pub sent: Vec<String>,
    /// Own earlier files that were removed.
    pub removed: Vec<String>,
    /// Why the folder could not be read, or nothing could be laid down.
    pub error: Option<Error>,
}

impl FolderReport {
    fn of(book: &Book, state: FolderState, error: Option<Error>) -> Self {
        Self {
            state,
            at: book.clock.moment(),
            files: Vec::new(),
            foreign: 0,
            sent: Vec::new(),
            removed: Vec::new(),
            error,
        }
    }

    /// A pass that found no folder.
    pub fn missing(book: &Book, error: Error) -> Self {
        Self::of(book, FolderState::Missing, Some(error))
    }

    /// How many files came to that.
    pub fn count(&self, state: FileState) -> usize {
        self.files.iter().filter(|own| own.state == state).count()
    }
}

/// One pass over the folder (quét một lượt).
pub fn sync_folder(
    book: &mut Book,
    memory: &mut Memory,
    pass: &Pass<'_>,
) -> Result<Done<FolderReport>> {
    refuse_folder(pass.shelf.path(), book.path())?;
    let seen = match pass.shelf.list() {
        Ok(seen) => seen,
        Err(error) => return Ok(unanswered(book, pass, &error)),
    };
    let own = site::own_site(book)?;
    let mut round = Round {
        report: FolderReport::of(book, FolderState::Read, None),
        changes: BTreeSet::new(),
    };
    memory.files.retain(|name, _| {
        let place = seen.binary_search_by(|own| own.name.cmp(name));
        place.is_ok()
    });
    match round.pick_up(book, memory, pass, &own, &seen) {
        Ok(()) => {}
        // What was taken up to then is kept, and the screens hear of it.
        Err(error) if error.code == ErrorCode::WorkEnded => round.report.error = Some(error),
        Err(error) => return Err(error),
    }
    round.report.files.sort_by(|a, b| a.name.cmp(&b.name));
    if round.report.error.is_none() {
        round.send(book, memory, pass, &own, &seen)?;
    }
    Ok(Done {
        value: round.report,
        changes: round.changes.into_iter().collect(),
    })
}

fn unanswered(book: &Book, pass: &Pass<'_>, error: &std::io::Error) -> Done<FolderReport> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    let (state, code) = match error.kind() {
        NotFound | NotADirectory => (FolderState::Missing, ErrorCode::FolderMissing),
        _ => (FolderState::Unreadable, ErrorCode::FolderUnreadable),
    };
    let error = Error::new(code)
        .with("path", pass.shelf.path().display())
        .detail(error);
    Done {
        value: FolderReport::of(book, state, Some(error)),
        changes: Vec::new(),
    }
}

/// A pass under way.
struct Round {
    report: FolderReport,
    changes: BTreeSet<ChangeKind>,
}

impl Round {
    /// Looks at every file, and takes what came for this book in batches that fit into the memory.
    fn pick_up(
        &mut self,
        book: &mut Book,
        memory: &mut Memory,
        pass: &Pass<'_>,
        own: &OwnSite,
        seen: &[Seen],
    ) -> Result<()> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for file in seen {
            match examine(book, memory, pass, own, file)? {
                Step::Foreign => self.report.foreign += 1,
                Step::Gone => {}
                Step::Known(file) => self.report.files.push(file),
                Step::Candidate(candidate) => {
                    bytes += candidate.bytes.len();
                    batch.push(*candidate);
                    if bytes >= BATCH {
                        self.take(book, memory, pass, own, std::mem::take(&mut batch))?;
                        bytes = 0;
                    }
                }
            }
        }
        self.take(book, memory, pass, own, batch)
    }

    /// Takes what raises no question. Other machines of the office come first and without a word, since what they bring
    /// is no step of this officer.
    fn take(
        &mut self,
        book: &mut Book,
        memory: &mut Memory,
        pass: &Pass<'_>,
        own: &OwnSite,
        batch: Vec<Candidate>,
    ) -> Result<()> {
        let (peers, others): (Vec<_>, Vec<_>) = batch
            .into_iter()
            .partition(|own| own.relation == Some(Relation::Peer));
        for (quiet, mut group) in [(true, peers), (false, others)] {
            let choices = Choices::default();
            if !quiet {
                // A safety copy is made for what is taken, and not for what only waits.
                let (known, strange): (Vec<_>, Vec<_>) =
                    group.into_iter().partition(|own| own.relation.is_some());
                group = known;
                let incoming: Vec<Incoming> = strange.iter().map(Candidate::incoming).collect();
                let seen = look_over(book, &incoming, &choices, pass.progress)?;
                for (candidate, outcome) in strange.into_iter().zip(seen) {
                    if outcome.fate == Fate::Taken {
                        group.push(candidate);
                    } else {
                        let file = settle(book, memory, pass, own, &candidate, &outcome)?;
                        self.report.files.push(file);
                    }
                }
            }
            if group.is_empty() {
                continue;
            }
            let incoming: Vec<Incoming> = group.iter().map(Candidate::incoming).collect();
            let done = if quiet {
                take_quietly(book, &incoming, pass.progress)?
            } else {
                take_packages(book, &incoming, &choices, pass.progress)?
            };
            self.changes.extend(done.changes);
            for (candidate, outcome) in group.iter().zip(&done.value) {
                let file = settle(book, memory, pass, own, candidate, outcome)?;
                self.report.files.push(file);
            }
        }
        Ok(())
    }
}

/// Whether a file stopped changing, so that it may be remembered by its size and time: a folder may count time in two
/// seconds.
fn settled(seen: &Seen, now: i64) -> bool {
    (5_000..i64::MAX).contains(&(now * 1000 - seen.modified))
}

/// What came of a file whose package was read.
fn settle(
    book: &Book,
    memory: &mut Memory,
    pass: &Pass<'_>,
    own: &OwnSite,
    candidate: &Candidate,
    outcome: &Outcome,
) -> Result<FolderFile> {
    let seen = &candidate.seen;
    let digest = candidate.digest.as_str();
    let mut file = candidate.file(FileState::Taken);
    let waits = |error: &Error| {
        Ok::<_, Error>(Mark::Waiting {
            error: error.clone(),
            book: last_seq(book)?,
        })
    };
    let mark = match &outcome.fate {
        Fate::Taken => {
            let count =
                |what: fn(&Verdict) -> bool| u32::try_from(outcome.count(what)).unwrap_or(u32::MAX);
            file.changed = count(|own| {
                use Verdict::{Changed, Ended, Joined, New};
                matches!(own, New | Changed | Joined | Ended)
            });
            file.held = count(|own| {
                matches!(
                    own,
                    Verdict::Conflict(_) | Verdict::Closed | Verdict::Refused(_)
                )
            });
            Mark::Taken
        }
        Fate::Already => {
            file.state = FileState::Already;
            Mark::Taken
        }
        Fate::Quarantined => {
            let error = Error::new(ErrorCode::KeyUnknown)
                .with("body", &file.from)
                .with("fingerprint", &outcome.fingerprint);
            file.state = FileState::Waiting;
            file.error = Some(error.clone());
            waits(&error)?
        }
        Fate::Refused(error) => {
            file.error = Some(error.clone());
            match error.code {
                ErrorCode::OwnPackage => {
                    file.state = FileState::Own;
                    file.error = None;
                    Mark::Own
                }
                ErrorCode::PackageForOther
                | ErrorCode::PackageForOtherSite
                | ErrorCode::PackageNotForUs => {
                    file.state = FileState::Other;
                    file.error = None;
                    Mark::Foreign
                }
                ErrorCode::PackageDamaged => {
                    return Ok(examine::unready(memory, pass, seen, error.clone()));
                }
                // Whatever the book itself may come to answer otherwise is asked once more when it has changed.
                ErrorCode::MassChange
                | ErrorCode::PeerGap
                | ErrorCode::NewerProgram
                | ErrorCode::SenderUnknown
                | ErrorCode::NoWayBetween => {
                    file.state = FileState::Waiting;
                    waits(error)?
                }
                _ => {
                    file.state = FileState::Refused;
                    Mark::Refused(error.clone())
                }
            }
        }
    };
    debug_assert!(own.site.id > 0, "the book has its place among the others");
    memory.note(seen, digest, mark);
    Ok(file)
}

/// The last operation of the book: what waits is looked at anew once it is another one.
fn last_seq(book: &Book) -> Result<i64> {
    book.read(|c| Ok(store::journal::last(c)?.0))
}
