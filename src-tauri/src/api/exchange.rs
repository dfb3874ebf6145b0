//! Handlers of packages between books, and of the keys of their sites.

use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books::{folder, place, take};
use super::requests::{Nothing, requests};
use super::session::Session;
use super::views::BookHead;
use super::words::{Language, message};
use super::work::unchanged;
use crate::domain::exchange::{SiteState, Succession};
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::engine::exchange::{
    self, BodyStatus, Choices, DueReceipt, Foretold, HeldView, Incoming, PackageLine, PackageView,
    Refusal,
};
use crate::engine::reports::SavedFile;
use crate::engine::tables;
use crate::store::Done;

requests! {
    /// Files that came, with what the officer said to their questions.
    PackagesAt { paths: Vec<String>, files: Vec<PackageFile>, recognise: Vec<String>, accept_mass: bool }
    /// A package for a body into a folder; the period is a key, empty for none.
    PackageFor { body: Id, period: String, folder: String }
    /// A book to be made from a package.
    PackageBook { file: String, path: String }
    /// Rows that wait, or all.
    HeldWanted { all: bool }
    /// A file for rows that wait, or for all.
    SaveHeld { all: bool, path: String }
    /// A decision on a held row.
    DecideHeld { id: Id, theirs: bool, note: String }
    /// A key that is recognised before its first package: eight signs that were told.
    EnrolSite { body: Id, fingerprint: String }
    /// A key that is recognised from a package of which nothing is taken; the signs that were told, empty for none.
    EnrolFrom { file: String, fingerprint: String }
    /// A recognition that no package has used.
    RecognitionOnly { id: Id }
    /// Receipts for the machines of a body, or all that are due where none is named, into a folder.
    ReceiptsFor { body: Option<Id>, folder: String }
    /// The packages of a body.
    PackagesOf { body: Id }
    /// A key that is no longer good, with the reason.
    ChangeSite { id: Id, revoked: bool, reason: String }
}

/// A file that was dropped into the window and has no path there.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackageFile {
    /// Its name.
    pub name: String,
    /// Its bytes as base64.
    pub data: String,
}

/// A package that was written (gói đã xuất).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WrittenPackage {
    /// The file.
    pub path: String,
    /// Its number.
    pub number: u32,
    /// Rows.
    pub rows: u32,
    /// Whether it is locked for its receivers.
    pub locked: bool,
}

/// A receipt that was written (biên nhận đã ghi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WrittenReceipt {
    /// The file.
    pub path: String,
    /// For whom it is.
    pub name: String,
    /// Packages that it says were taken.
    pub taken: u32,
    /// Packages of which it says that the taking was taken back.
    pub withdrawn: u32,
}

/// A site as it is shown (máy, khóa).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SiteRow {
    /// Its number.
    pub id: Id,
    /// The office.
    pub name: String,
    /// Whether its packages are taken.
    pub state: SiteState,
    /// Eight characters to be compared.
    pub fingerprint: String,
    /// Day on which it became known, YYYY-MM-DD.
    pub day: String,
    /// Why it was replaced or revoked, or how it is known.
    pub reason: String,
    /// How it goes on from another machine.
    pub succession: Succession,
    /// Eight characters of that one; empty for none.
    pub predecessor: String,
    /// Number of its first package behind those of that one; 0 where it goes on from none.
    pub first_number: i64,
    /// Why it goes on from it.
    pub because: String,
}

fn tell(refusal: &mut Option<Refusal>, language: Language) {
    if let Some(own) = refusal {
        own.text = message(&own.error, language);
    }
}

fn told(mut views: Vec<PackageView>, language: Language) -> Vec<PackageView> {
    for view in &mut views {
        tell(&mut view.refusal, language);
        for row in &mut view.rows {
            tell(&mut row.refusal, language);
        }
    }
    views
}

fn asked(session: &Session, request: &PackagesAt) -> Result<(Vec<Incoming>, Choices)> {
    let paths = request.paths.iter();
    let mut files = paths
        .map(|path| Ok(Incoming::at(&place(session, path)?)))
        .collect::<Result<Vec<Incoming>>>()?;
    for file in &request.files {
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(&file.data)
            .map_err(|e| Error::new(ErrorCode::BadRequest).detail(e))?;
        files.push(Incoming::of(&file.name, &bytes));
    }
    let choices = Choices {
        recognise: request.recognise.clone(),
        accept_mass: request.accept_mass,
    };
    Ok((files, choices))
}

pub(super) fn look_over(
    session: &mut Session,
    request: PackagesAt,
) -> Result<Done<Vec<PackageView>>> {
    let (files, choices) = asked(session, &request)?;
    let (day, language) = (session.day(None)?, session.language);
    let progress = Arc::clone(&session.progress);
    let book = session.book_mut()?;
    let outcomes = exchange::look_over(book, &files, &choices, &progress)?;
    let views = book.read(|c| exchange::package_views(c, &outcomes, day))?;
    Ok(unchanged(told(views, language)))
}

pub(super) fn take_packages(
    session: &mut Session,
    request: PackagesAt,
) -> Result<Done<Vec<PackageView>>> {
    let (files, choices) = asked(session, &request)?;
    let (day, language) = (session.day(None)?, session.language);
    let progress = Arc::clone(&session.progress);
    let book = session.book_mut()?;
    let done = exchange::take_packages(book, &files, &choices, &progress)?;
    let views = book.read(|c| exchange::package_views(c, &done.value, day))?;
    Ok(Done {
        value: told(views, language),
        changes: done.changes,
    })
}

pub(super) fn write_package(
    session: &mut Session,
    request: PackageFor,
) -> Result<Done<WrittenPackage>> {
    let period = match request.period.as_str() {
        "" => None,
        key => Some(Period::parse(key)?),
    };
    let folder = folder(session, &request.folder)?;
    exchange::save_package(session.book_mut()?, request.body, period, &folder).map(written)
}

/// What is told of a package that was written.
pub(super) fn written(done: Done<(PathBuf, exchange::Written)>) -> Done<WrittenPackage> {
    let (path, written) = done.value;
    let count = |own: u64| u32::try_from(own).unwrap_or(u32::MAX);
    Done {
        value: WrittenPackage {
            path: path.display().to_string(),
            number: count(written.manifest.number),
            rows: count(written.manifest.rows.values().sum()),
            locked: written.locked,
        },
        changes: done.changes,
    }
}

pub(super) fn write_receipts(
    session: &mut Session,
    request: ReceiptsFor,
) -> Result<Done<Vec<WrittenReceipt>>> {
    let folder = place(session, &request.folder)?;
    let book = session.book_mut()?;
    let receivers = book.read(|c| match request.body {
        Some(body) => exchange::senders_of(c, body),
        None => Ok(exchange::receipts_due(c)?
            .into_iter()
            .map(|own| own.site)
            .collect()),
    })?;
    let done = exchange::save_receipts(book, &receivers, &folder)?;
    let written = |own: exchange::SavedReceipt| {
        let all = &own.written.manifest.acknowledges;
        let withdrawn = all.iter().filter(|one| one.withdrawn).count();
        WrittenReceipt {
            path: own.path.display().to_string(),
            name: own.name,
            taken: (all.len() - withdrawn) as u32,
            withdrawn: withdrawn as u32,
        }
    };
    Ok(Done {
        value: done.value.into_iter().map(written).collect(),
        changes: done.changes,
    })
}

pub(super) fn receipts_due(session: &mut Session, _: Nothing) -> Result<Done<Vec<DueReceipt>>> {
    Ok(unchanged(session.book()?.read(exchange::receipts_due)?))
}

pub(super) fn packages_of(
    session: &mut Session,
    request: PackagesOf,
) -> Result<Done<Vec<PackageLine>>> {
    let lines = session
        .book()?
        .read(|c| exchange::package_history(c, request.body))?;
    Ok(unchanged(lines))
}

pub(super) fn new_from_package(
    session: &mut Session,
    request: PackageBook,
) -> Result<Done<BookHead>> {
    let file = Incoming::at(&place(session, &request.file)?);
    let path = place(session, &request.path)?;
    let book = exchange::new_from_package(&path, &file.bytes()?, session.clock, &session.officer)?;
    take(session, book)
}

pub(super) fn status(session: &mut Session, _: Nothing) -> Result<Done<Vec<BodyStatus>>> {
    let day = session.day(None)?;
    Ok(unchanged(
        session
            .book()?
            .read(|c| exchange::exchange_status(c, day))?,
    ))
}

pub(super) fn held(session: &mut Session, request: HeldWanted) -> Result<Done<Vec<HeldView>>> {
    let (day, language) = (session.day(None)?, session.language);
    let mut views = session
        .book()?
        .read(|c| exchange::held_views(c, request.all, day))?;
    for view in &mut views {
        tell(&mut view.refusal, language);
    }
    Ok(unchanged(views))
}

pub(super) fn save_held(session: &mut Session, request: SaveHeld) -> Result<Done<SavedFile>> {
    let (day, language) = (session.day(None)?, session.language);
    let path = place(session, &request.path)?;
    let book = session.book()?;
    tables::save_table(&path, || {
        tables::held_table(book, request.all, day, |error| message(error, language))
    })
    .map(unchanged)
}

pub(super) fn decide(session: &mut Session, request: DecideHeld) -> Result<Done<()>> {
    exchange::decide_held(
        session.book_mut()?,
        request.id,
        request.theirs,
        &request.note,
    )
}

pub(super) fn sites(session: &mut Session, _: Nothing) -> Result<Done<Vec<SiteRow>>> {
    let sites = session.book()?.read(exchange::sites)?;
    let rows = sites.into_iter().map(|own| SiteRow {
        id: own.id,
        name: own.site.name,
        state: own.site.state,
        fingerprint: own.fingerprint,
        day: own.site.day.to_string(),
        reason: own.site.reason,
        succession: own.site.succession,
        predecessor: own.predecessor,
        first_number: own.site.predecessor.map_or(0, |_| own.site.after + 1),
        because: own.site.because,
    });
    Ok(unchanged(rows.collect()))
}

pub(super) fn enrol_site(session: &mut Session, request: EnrolSite) -> Result<Done<()>> {
    exchange::enrol_site(session.book_mut()?, request.body, &request.fingerprint)
}

pub(super) fn enrol_from_package(session: &mut Session, request: EnrolFrom) -> Result<Done<()>> {
    let file = Incoming::at(&place(session, &request.file)?);
    let told = Some(request.fingerprint.as_str()).filter(|own| !own.trim().is_empty());
    let done = exchange::enrol_from_package(session.book_mut()?, &file.bytes()?, told)?;
    Ok(Done {
        value: (),
        changes: done.changes,
    })
}

pub(super) fn foretold_sites(session: &mut Session, _: Nothing) -> Result<Done<Vec<Foretold>>> {
    let day = session.day(None)?;
    Ok(unchanged(
        session.book()?.read(|c| exchange::foretold(c, day))?,
    ))
}

pub(super) fn forget_recognition(
    session: &mut Session,
    request: RecognitionOnly,
) -> Result<Done<()>> {
    exchange::forget_recognition(session.book_mut()?, request.id)
}

pub(super) fn change_site(session: &mut Session, request: ChangeSite) -> Result<Done<()>> {
    let state = if request.revoked {
        SiteState::Revoked
    } else {
        SiteState::Replaced
    };
    exchange::change_site(session.book_mut()?, request.id, state, &request.reason)
}
