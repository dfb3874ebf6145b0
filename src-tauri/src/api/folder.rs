//! Handlers of the exchange folder and of the other machines of the office.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exchange::{WrittenPackage, written};
use super::requests::{Nothing, requests};
use super::session::Session;
use super::words::{Language, message};
use super::work::unchanged;
use crate::domain::{ChangeKind, Error, ErrorCode, Id, Result};
use crate::engine::exchange::{
    self, Disk, FileState, FolderChoice, FolderReport, FolderState, Memory, Mounts, Pass,
};
use crate::engine::profile;
use crate::store::Done;

/// Seconds between packages that the office above is sent by itself; by hand one is sent at once.
const BETWEEN_SENDINGS: i64 = 60 * 60;

requests! {
    /// The folder through which the book exchanges.
    ChooseFolder { path: String, send_above: bool }
    /// A pass: by hand, or because time went by or something came.
    ScanFolder { by_hand: bool }
    /// A package with which another machine of the office joins, into a folder.
    JoiningAt { folder: String }
}

/// What a session keeps of the folder between commands.
#[derive(Debug, Default)]
pub(super) struct Kept {
    choice: Option<FolderChoice>,
    memory: Memory,
    /// The folder that the memory is of.
    at: PathBuf,
    last: Option<FolderReport>,
    sent_above: i64,
}

impl Kept {
    /// What was chosen for that book on this machine.
    pub(super) fn of(data_dir: &Path, book: &Path) -> Self {
        Self {
            choice: FolderChoice::load(data_dir, book),
            ..Self::default()
        }
    }
}

/// A package in the folder (gói trong thư mục trao đổi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FolderFileView {
    /// Its path below the folder.
    pub name: String,
    /// Its whole path.
    pub path: String,
    /// What became of it.
    pub state: FileState,
    /// Why it was not taken; empty where it was, or needs no words.
    pub text: String,
    /// The office that sent it; empty where that is not known.
    pub from: String,
    /// Its number; 0 where that is not known.
    pub number: u32,
    /// Rows that changed the book.
    pub changed: u32,
    /// Rows that wait for a person.
    pub held: u32,
}

/// Another machine of the office (máy cùng cơ quan).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PeerRow {
    /// Its site.
    pub site: Id,
    /// Eight characters to be compared.
    pub fingerprint: String,
    /// Who worked there last; empty while nothing came.
    pub officer: String,
    /// When it wrote its newest package; empty while nothing came.
    pub written: String,
    /// Day on which it became known, YYYY-MM-DD.
    pub day: String,
    /// Whether it has everything that was laid down for it.
    pub level: bool,
}

/// The exchange folder as it is shown (thư mục trao đổi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FolderView {
    /// Where it is; none where none was chosen.
    pub path: Option<String>,
    /// Label of the stick on which it lies; empty for none.
    pub label: String,
    /// Whether the office above is sent what is new by itself.
    pub send_above: bool,
    /// Whether the last pass found it; none before the first.
    pub state: Option<FolderState>,
    /// When that was.
    pub at: String,
    /// Packages that lie there.
    pub files: Vec<FolderFileView>,
    /// Other files that lie there.
    pub foreign: u32,
    /// Files that the last pass laid down.
    pub sent: u32,
    /// Why it could not be read or written; empty for no reason.
    pub text: String,
    /// The other machines of the office.
    pub peers: Vec<PeerRow>,
}

/// How the folder stands, as the last pass found it.
pub(super) fn folder(session: &mut Session, _: Nothing) -> Result<Done<FolderView>> {
    view(session).map(unchanged)
}

/// Chooses the folder, and looks into it.
pub(super) fn choose(session: &mut Session, request: ChooseFolder) -> Result<Done<FolderView>> {
    let path = super::books::place(session, &request.path)?;
    let book = session.book()?.path().to_owned();
    exchange::refuse_folder(&path, &book)?;
    if !path.is_dir() {
        return Err(Error::new(ErrorCode::FolderMissing).with("path", path.display()));
    }
    let choice = FolderChoice::of(&path, request.send_above, &Mounts::of_machine());
    choice.save(&session.data_dir, &book)?;
    session.folder = Kept {
        choice: Some(choice),
        ..Kept::default()
    };
    run(session, false)
}

/// Exchanges through no folder any more.
pub(super) fn leave(session: &mut Session, _: Nothing) -> Result<Done<FolderView>> {
    FolderChoice::forget(&session.data_dir, session.book()?.path());
    session.folder = Kept::default();
    Ok(Done {
        value: view(session)?,
        changes: vec![ChangeKind::Exchange],
    })
}

/// One pass.
pub(super) fn scan(session: &mut Session, request: ScanFolder) -> Result<Done<FolderView>> {
    run(session, request.by_hand)
}

fn run(session: &mut Session, by_hand: bool) -> Result<Done<FolderView>> {
    let choice = session.folder.choice.clone();
    let choice = choice.ok_or_else(|| Error::new(ErrorCode::NoFolder))?;
    if session.book()?.looks_at().is_some() {
        // While an earlier moment is looked at nothing is taken; what comes waits in the folder.
        return view(session).map(unchanged);
    }
    let Some(place) = choice.place(&Mounts::of_machine()) else {
        let error = Error::new(ErrorCode::LabelMissing).with("label", &choice.folder.label);
        let report = FolderReport::missing(session.book()?, error);
        return told(session, report, Vec::new());
    };
    let (data, book) = (session.data_dir.clone(), session.book()?.path().to_owned());
    if session.folder.at != place {
        session.folder.memory = Memory::load(&data, &book, &place);
        session.folder.at.clone_from(&place);
    }
    let now = session.clock.seconds();
    let due = by_hand || now - session.folder.sent_above >= BETWEEN_SENDINGS;
    let progress = Arc::clone(&session.progress);
    let pass = Pass {
        shelf: &Disk::at(&place),
        now,
        send_above: choice.send_above && due,
        progress: &progress,
    };
    let mut memory = std::mem::take(&mut session.folder.memory);
    let done = exchange::sync_folder(session.book_mut()?, &mut memory, &pass);
    // Without it the next start reads every file again; nothing else is lost.
    drop(memory.save(&data, &book, &place));
    session.folder.memory = memory;
    if pass.send_above {
        session.folder.sent_above = now;
    }
    let done = done?;
    told(session, done.value, done.changes)
}

/// Keeps what a pass found. Screens read again where something of it is new to them.
fn told(
    session: &mut Session,
    report: FolderReport,
    mut changes: Vec<ChangeKind>,
) -> Result<Done<FolderView>> {
    let files = |own: &Option<FolderReport>| {
        own.as_ref()
            .map(|own| (own.state, own.files.clone(), own.error.clone()))
    };
    let report = Some(report);
    if files(&report) != files(&session.folder.last) && !changes.contains(&ChangeKind::Exchange) {
        changes.push(ChangeKind::Exchange);
    }
    session.folder.last = report;
    Ok(Done {
        value: view(session)?,
        changes,
    })
}

fn view(session: &Session) -> Result<FolderView> {
    let book = session.book()?;
    let kept = &session.folder;
    let language = session.language;
    // Where the last pass found it: sticks are looked for by a pass, not whenever a screen is drawn.
    let place = kept.choice.as_ref().map(|own| {
        if kept.at.as_os_str().is_empty() {
            Path::new(&own.folder.label).join(&own.folder.path)
        } else {
            kept.at.clone()
        }
    });
    let last = kept.last.as_ref();
    let peers = book.read(exchange::peers)?.into_iter().map(|own| PeerRow {
        site: own.site,
        fingerprint: own.fingerprint,
        officer: own.officer,
        written: own.written,
        day: own.day.to_string(),
        level: own.level,
    });
    Ok(FolderView {
        path: place.as_ref().map(|own| own.display().to_string()),
        label: kept
            .choice
            .as_ref()
            .map(|own| own.folder.label.clone())
            .unwrap_or_default(),
        send_above: kept.choice.as_ref().is_some_and(|own| own.send_above),
        state: last.map(|own| own.state),
        at: last.map(|own| own.at.clone()).unwrap_or_default(),
        files: files(last, place.as_deref(), language),
        foreign: last.map_or(0, |own| own.foreign),
        sent: last.map_or(0, |own| own.sent.len() as u32),
        text: last
            .and_then(|own| own.error.as_ref())
            .map(|error| message(error, language))
            .unwrap_or_default(),
        peers: peers.collect(),
    })
}

fn files(
    report: Option<&FolderReport>,
    place: Option<&Path>,
    language: Language,
) -> Vec<FolderFileView> {
    let files = report.iter().flat_map(|own| &own.files);
    files
        .map(|own| FolderFileView {
            name: own.name.clone(),
            path: place
                .map(|place| place.join(&own.name).display().to_string())
                .unwrap_or_default(),
            state: own.state,
            text: own
                .error
                .as_ref()
                .map(|error| message(error, language))
                .unwrap_or_default(),
            from: own.from.clone(),
            number: u32::try_from(own.number).unwrap_or(u32::MAX),
            changed: own.changed,
            held: own.held,
        })
        .collect()
}

/// Writes the package with which another machine of the office joins.
pub(super) fn joining(session: &mut Session, request: JoiningAt) -> Result<Done<WrittenPackage>> {
    let folder = super::books::folder(session, &request.folder)?;
    let book = session.book_mut()?;
    let root = book.read(profile::root)?;
    exchange::save_package(book, root, None, &folder).map(written)
}
