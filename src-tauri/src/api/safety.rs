//! Handlers of what keeps the book safe: copies, rehearsals, restoring, the journal, blanking words.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books;
use super::doctor::table_words;
use super::requests::{Nothing, PathOnly, requests};
use super::session::Session;
use super::views::{BookHead, JournalRow};
use super::words::{self, Language};
use super::work::unchanged;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::exchange::Mounts;
use crate::engine::redaction::{self, RedactWords, Redacted};
use crate::engine::safety::{self, KnownHead, Rehearsed, SafetyMemory};
use crate::store::copies::{self, CopyReason, SafetyCopy};
use crate::store::journal::Entry;
use crate::store::note::{Mark, has_been};
use crate::store::{Book, Done, MisfitKind, Place, journal, scratch};

requests! {
    /// A safety copy, in place of the open book or as a book of its own.
    RestoreCopy { path: String, to: Option<String> }
}

/// A safety copy as it is shown (bản sao lưu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CopyRow {
    /// Its whole path.
    pub path: String,
    /// When it was made, `2024-03-31T17:05:12`.
    pub moment: String,
    /// Why.
    pub reason: CopyReason,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The last operation that it holds.
    #[ts(type = "number")]
    pub operation: i64,
    /// Whether it lies beside the book.
    pub first: bool,
    /// Whether it lies in the second place.
    pub second: bool,
}

/// The second place (nơi sao lưu thứ hai).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SecondView {
    /// Where it is, or its path below the stick.
    pub path: String,
    /// Label of the stick; empty for none.
    pub label: String,
    /// Whether it can be reached now.
    pub reachable: bool,
    /// Moment of the newest copy there; empty before the first.
    pub carried: String,
}

/// How safe the book is (an toàn của sổ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SafetyView {
    /// Copies of both places, the newest first; one that lies in both stands once.
    pub copies: Vec<CopyRow>,
    /// The folder beside the book.
    pub folder: String,
    /// Bytes of all copies there.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Most bytes that are kept in one place.
    #[ts(type = "number")]
    pub most_bytes: u64,
    /// Operations since the newest copy.
    #[ts(type = "number")]
    pub unsaved: i64,
    /// The second place; none while none was chosen.
    pub second: Option<SecondView>,
    /// The last rehearsal; none before the first.
    pub rehearsed: Option<Rehearsed>,
    /// The last one that found everything whole; empty before the first.
    pub whole_at: String,
    /// Days between rehearsals.
    #[ts(type = "number")]
    pub rehearsal_days: i64,
    /// Whether the book is encrypted under a passphrase.
    pub encrypted: bool,
    /// Whether the book can only be looked at, so that nothing is to be copied.
    pub archive: bool,
}

/// What restoring a copy would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestoreView {
    /// The copy.
    pub path: String,
    /// The last that was done in it; none in an empty book.
    pub last: Option<JournalRow>,
    /// Whether it is of the open book's own past.
    pub own_past: bool,
    /// Operations that would be lost, the newest first, at most two hundred.
    pub lost: Vec<JournalRow>,
    /// How many there are.
    #[ts(type = "number")]
    pub lost_count: usize,
    /// Figures that were entered or changed since.
    #[ts(type = "number")]
    pub figures: i64,
    /// Papers that were submitted or issued since.
    #[ts(type = "number")]
    pub papers: i64,
    /// Packages that others have had since.
    #[ts(type = "number")]
    pub sent: i64,
}

/// What does not fit, with how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MisfitRow {
    /// In words.
    pub text: String,
    /// The operation; 0 for none.
    #[ts(type = "number")]
    pub operation: i64,
}

/// What the journal proves (kiểm tra nhật ký).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct JournalProof {
    /// Whether nothing contradicts it.
    pub whole: bool,
    /// Operations that were reckoned anew.
    #[ts(type = "number")]
    pub operations: i64,
    /// Rows of what they changed.
    #[ts(type = "number")]
    pub rows: i64,
    /// Payloads that were blanked with a reason.
    #[ts(type = "number")]
    pub redacted: i64,
    /// What does not fit.
    pub misfits: Vec<MisfitRow>,
    /// Heads that are known outside the book.
    pub heads: Vec<KnownHead>,
    /// The newest operation that one of them proves; 0 for none.
    #[ts(type = "number")]
    pub proved: i64,
    /// Operations behind it, which nothing outside proves yet.
    #[ts(type = "number")]
    pub unproved: i64,
    /// The hash of the last operation.
    pub head: String,
}

fn memory(session: &Session, book: &Book) -> SafetyMemory {
    SafetyMemory::load(&session.data_dir, book.path())
}

/// How safe the open book is.
pub(super) fn safety(session: &mut Session, _: Nothing) -> Result<Done<SafetyView>> {
    view(session).map(unchanged)
}

/// Does what is due: the copy of the day, the second place, the rehearsal of the week.
pub(super) fn keep_safe(session: &mut Session, _: Nothing) -> Result<Done<SafetyView>> {
    let book = session.book()?;
    let mut own = memory(session, book);
    let mounts = Mounts::of_machine();
    let done = safety::keep_safe(book, &mut own, &mounts, &scratch::folder());
    own.save(&session.data_dir, book.path())?;
    done?;
    view(session).map(unchanged)
}

/// What is left behind is copied, where it changed. That it could not be done must not keep anybody from closing.
pub(super) fn at_closing(session: &Session, book: &Book) {
    let mut own = memory(session, book);
    let mounts = Mounts::of_machine();
    if safety::keep_safe_at_closing(book, &mut own, &mounts).is_ok_and(|done| done.carried > 0) {
        drop(own.save(&session.data_dir, book.path()));
    }
}

pub(super) fn make_copy(session: &mut Session, _: Nothing) -> Result<Done<SafetyView>> {
    let book = session.book()?;
    safety::make_copy(book, CopyReason::ByHand)?;
    let mut own = memory(session, book);
    safety::carry_out(book, &mut own, &Mounts::of_machine());
    own.save(&session.data_dir, book.path())?;
    view(session).map(unchanged)
}

/// Chooses the second place and carries the newest copy there at once; an empty path leaves it.
pub(super) fn choose_second(session: &mut Session, request: PathOnly) -> Result<Done<SafetyView>> {
    let book = session.book()?;
    let mut own = memory(session, book);
    let mounts = Mounts::of_machine();
    if request.path.trim().is_empty() {
        own.second = None;
    } else {
        let folder = books::place(session, &request.path)?;
        own.second = Some(safety::check_second(book, &folder, &mounts)?);
        if copies::list(&safety::folder_of(book)).is_empty() {
            safety::make_copy(book, CopyReason::ByHand)?;
        }
        safety::carry_out(book, &mut own, &mounts);
        // What lies there already need not be carried; what could not be carried is said at once.
        if own
            .second
            .as_ref()
            .is_some_and(|own| own.carried.is_empty())
        {
            return Err(Error::new(ErrorCode::CopyFailed).with("path", folder.display()));
        }
    }
    own.save(&session.data_dir, book.path())?;
    view(session).map(unchanged)
}

pub(super) fn rehearse_restore(session: &mut Session, _: Nothing) -> Result<Done<SafetyView>> {
    let book = session.book()?;
    if copies::list(&safety::folder_of(book)).is_empty() {
        safety::make_copy(book, CopyReason::ByHand)?;
    }
    let mut own = memory(session, book);
    let mounts = Mounts::of_machine();
    safety::rehearse(book, &mut own, &mounts, &scratch::folder())?;
    own.save(&session.data_dir, book.path())?;
    view(session).map(unchanged)
}

pub(super) fn preview_restore(
    session: &mut Session,
    request: PathOnly,
) -> Result<Done<RestoreView>> {
    let path = books::place(session, &request.path)?;
    let found = safety::preview_restore(session.book.as_ref(), &path)?;
    let language = session.language;
    Ok(unchanged(RestoreView {
        path: found.path.display().to_string(),
        last: found.last.map(|own| row(&own, language)),
        own_past: found.own_past,
        lost: found
            .lost
            .operations
            .iter()
            .map(|own| row(own, language))
            .collect(),
        lost_count: found.lost.count,
        figures: found.lost.figures,
        papers: found.lost.papers,
        sent: found.lost.sent,
    }))
}

fn row(entry: &Entry, language: Language) -> JournalRow {
    JournalRow {
        operation: entry.seq,
        moment: entry.moment.clone(),
        officer: entry.officer.clone(),
        label: words::operation_label(entry, language),
        undone: false,
    }
}

/// Restores a copy: in the place of the open book, or to a new file that is then open.
pub(super) fn restore_copy(session: &mut Session, request: RestoreCopy) -> Result<Done<BookHead>> {
    let copy = books::place(session, &request.path)?;
    let notes = session.notes_dir();
    if let Some(to) = request.to.filter(|own| !own.trim().is_empty()) {
        let to = books::place(session, &to)?;
        let by = (session.clock, session.officer.as_str());
        let book = crate::engine::exchange::restore_book(&copy, &to, by, &notes)?;
        return books::take(session, book);
    }
    let Some(book) = session.book.take() else {
        return Err(Error::new(ErrorCode::NoBook));
    };
    match safety::restore_in_place(book, &copy, &notes) {
        Ok(book) => books::take(session, book),
        Err((book, error)) => {
            session.book = book.map(|own| *own);
            Err(error)
        }
    }
}

pub(super) fn verify_journal(session: &mut Session, _: Nothing) -> Result<Done<JournalProof>> {
    let book = session.book()?;
    let language = session.language;
    let second = second_folder(book, &memory(session, book));
    let proof = safety::prove(book, &session.notes_dir(), second.as_deref())?;
    let misfits = proof.verdict.misfits.iter().map(|own| MisfitRow {
        text: misfit_words(
            own.what,
            &table_words(&own.table, language),
            own.operation,
            language,
        ),
        operation: own.operation,
    });
    Ok(unchanged(JournalProof {
        whole: proof.whole(),
        operations: proof.verdict.operations,
        rows: proof.verdict.rows,
        redacted: proof.verdict.redacted,
        misfits: misfits.collect(),
        proved: proof.proved,
        unproved: proof.unproved(),
        head: proof.verdict.head.clone(),
        heads: proof.heads,
    }))
}

/// What does not fit, in words.
pub fn misfit_words(what: MisfitKind, table: &str, operation: i64, language: Language) -> String {
    let word = match what {
        MisfitKind::Chain => "safety.misfit.chain",
        MisfitKind::Gap => "safety.misfit.gap",
        MisfitKind::Stray => "safety.misfit.stray",
        MisfitKind::Unexplained => "safety.misfit.unexplained",
        MisfitKind::Sum => "safety.misfit.sum",
        MisfitKind::Content => "safety.misfit.content",
    };
    let params = [
        ("table", table.to_owned()),
        ("operation", operation.to_string()),
    ];
    words::piece(word, &params, language)
}

pub(super) fn redact_words(session: &mut Session, request: RedactWords) -> Result<Done<Redacted>> {
    redaction::redact_words(session.book_mut()?, &request)
}

fn second_folder(book: &Book, own: &SafetyMemory) -> Option<PathBuf> {
    safety::second_folder(book, own, &Mounts::of_machine())
}

/// The folders in which copies of the book lie now.
pub(super) fn folders(session: &Session, book: &Book) -> Vec<PathBuf> {
    safety::folders(book, &memory(session, book), &Mounts::of_machine())
}

fn view(session: &Session) -> Result<SafetyView> {
    let book = session.book()?;
    let own = memory(session, book);
    let folder = safety::folder_of(book);
    let first = copies::list(&folder);
    let far = second_folder(book, &own);
    let second = far.as_deref().map(copies::list).unwrap_or_default();
    let last = book.read(journal::last)?.0;
    // A copy of a branch that a restore left has nothing of this one.
    let mut newest = None;
    for own in first.iter().chain(&second) {
        let mark = Mark {
            seq: own.operation,
            head: own.head.clone(),
        };
        if Some(own.operation) > newest && book.read(|c| has_been(c, &mark))? {
            newest = Some(own.operation);
        }
    }
    Ok(SafetyView {
        bytes: first.iter().map(|own| own.bytes).sum(),
        copies: rows((&folder, first), (far.as_deref(), second)),
        folder: folder.display().to_string(),
        most_bytes: book.read(safety::most_bytes)?,
        unsaved: last - newest.unwrap_or_default().min(last),
        second: own.second.as_ref().map(|own| SecondView {
            path: match &far {
                Some(at) => at.parent().unwrap_or(at).display().to_string(),
                None => own.folder.path.display().to_string(),
            },
            label: own.folder.label.clone(),
            reachable: far.is_some(),
            carried: own.carried.clone(),
        }),
        rehearsed: own.rehearsed,
        whole_at: own.whole_at,
        rehearsal_days: safety::REHEARSAL_DAYS,
        encrypted: book.key().is_some(),
        archive: book.is_archive()? || *book.place() == Place::Memory,
    })
}

fn rows(
    (folder, first): (&Path, Vec<SafetyCopy>),
    (far, second): (Option<&Path>, Vec<SafetyCopy>),
) -> Vec<CopyRow> {
    let row = |at: &Path, own: &SafetyCopy, here: bool| CopyRow {
        path: at.join(&own.file).display().to_string(),
        moment: own.moment.to_string().replace(' ', "T"),
        reason: own.reason,
        bytes: own.bytes,
        operation: own.operation,
        first: here,
        second: !here,
    };
    let mut out: Vec<CopyRow> = first.iter().map(|own| row(folder, own, true)).collect();
    for own in &second {
        let known = first
            .iter()
            .position(|known| known.file == own.file && known.sha256 == own.sha256);
        match (known, far) {
            (Some(at), _) => out[at].second = true,
            (None, Some(far)) => out.push(row(far, own, false)),
            (None, None) => {}
        }
    }
    out.sort_by(|a, b| b.moment.cmp(&a.moment));
    out
}
