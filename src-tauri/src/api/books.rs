//! Handlers around the book itself.

use std::path::{Path, PathBuf};

use super::officers::SignedView;
use super::requests::{ExampleAt, FindUnits, Nothing, PathOnly, PlaceSettled, RootAt, ViewWanted};
use super::session::Session;
use super::views::{BookHead, BookPlace, BookStanding, StartView};
use super::{bounds, recent, words};
use crate::domain::{ChangeKind, Error, ErrorCode, Instant, Period, Result, Timeliness};
use crate::engine::catalogue::{self, UnitOption};
use crate::engine::counts::units_filed;
use crate::engine::directory::Directory;
use crate::engine::exchange::{self, Standing, SyncProgram, synced_by};
use crate::engine::found;
use crate::engine::officers;
use crate::engine::tasks::{Board, class_counts};
use crate::engine::{periods, profile, queries, undo};
use crate::store::guard::has_officers;
use crate::store::note::on_network;
use crate::store::{Book, Done, query};

fn unchanged<T>(value: T) -> Done<T> {
    Done {
        value,
        changes: Vec::new(),
    }
}

pub(super) fn start(session: &mut Session, _: Nothing) -> Result<Done<StartView>> {
    Ok(unchanged(StartView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        recent: recent::list(&session.data_dir),
        examples: found::examples()?,
        books_dir: session.books_dir.display().to_string(),
        asked: session.asked.take(),
        office: session.office.view(session.language),
    }))
}

/// A path as it was typed or chosen; a bare name lies in the folder of books.
pub(super) fn place(session: &Session, path: &str) -> Result<PathBuf> {
    bounds::path(&session.books_dir, path)
}

/// A folder that is there, to write into: what is no folder would be written over as a file.
pub(super) fn folder(session: &Session, path: &str) -> Result<PathBuf> {
    let folder = place(session, path)?;
    if folder.is_dir() {
        return Ok(folder);
    }
    Err(Error::new(ErrorCode::NoSuchFolder).with("path", folder.display()))
}

pub(super) fn new_example(session: &mut Session, request: ExampleAt) -> Result<Done<BookHead>> {
    let book = found::new_example(
        &place(session, &request.path)?,
        &request.name,
        session.clock,
        &session.officer,
    )?;
    take(session, book)
}

pub(super) fn new_book(session: &mut Session, request: RootAt) -> Result<Done<BookHead>> {
    let book = found::new_book(
        &place(session, &request.path)?,
        &request.root,
        session.clock,
        &session.officer,
    )?;
    take(session, book)
}

pub(super) fn open_book(session: &mut Session, request: PathOnly) -> Result<Done<BookHead>> {
    let book = Book::open(
        &place(session, &request.path)?,
        session.clock,
        &session.officer,
    )?;
    take(session, book)
}

/// Makes a book the open one, once it was held against what is noted of it.
pub(super) fn take(session: &mut Session, mut book: Book) -> Result<Done<BookHead>> {
    session.seen_at = None;
    session.standing = Some(exchange::bind_place(&mut book, &session.notes_dir())?);
    leave(session);
    session.synced = synced_by(book.path());
    session.network = on_network(book.path());
    session.office.give(&book, &session.data_dir);
    session.folder = super::folder::Kept::of(&session.data_dir, book.path());
    let head = head(&book, session)?;
    recent::remember(&session.data_dir, book.path(), &head.name);
    session.forget_drafts();
    session.keys.clear();
    session.book = Some(book);
    Ok(Done {
        value: head,
        changes: vec![ChangeKind::Book],
    })
}

/// Whether the open book was moved here or is a copy.
pub(super) fn settle_place(session: &mut Session, request: PlaceSettled) -> Result<Done<BookHead>> {
    exchange::settle_place(session.book_mut()?, request.moved)?;
    session.standing = None;
    let value = head(session.book()?, session)?;
    Ok(Done {
        value,
        changes: vec![ChangeKind::Book, ChangeKind::Exchange],
    })
}

/// How the book is looked at: as of an earlier moment, and by which boundaries.
pub(super) fn set_view(session: &mut Session, request: ViewWanted) -> Result<Done<BookHead>> {
    let instant = request.seen_at.as_deref().map(Instant::parse).transpose()?;
    let book = session.book_mut()?;
    match instant {
        Some(instant) => book.look_at_moment(instant)?,
        None => book.look_at(None)?,
    }
    session.seen_at = instant.map(Instant::key);
    session.sentences = None;
    session.boundary = request.boundary;
    let value = head(session.book()?, session)?;
    Ok(Done {
        value,
        changes: ChangeKind::ALL.to_vec(),
    })
}

/// Leaves the open book as the next opening is to find it, with a safety copy where it changed.
fn leave(session: &mut Session) {
    if let Some(book) = session.book.take() {
        drop(book.note());
        super::safety::at_closing(session, &book);
    }
}

pub(super) fn close_book(session: &mut Session, _: Nothing) -> Result<Done<()>> {
    session.forget_drafts();
    session.folder = super::folder::Kept::default();
    session.keys.clear();
    leave(session);
    Ok(Done {
        value: (),
        changes: vec![ChangeKind::Book],
    })
}

pub(super) fn book(session: &mut Session, _: Nothing) -> Result<Done<Option<BookHead>>> {
    Ok(unchanged(
        session
            .book
            .as_ref()
            .map(|book| head(book, session))
            .transpose()?,
    ))
}

pub(super) fn find_units(
    session: &mut Session,
    request: FindUnits,
) -> Result<Done<Vec<UnitOption>>> {
    let today = session.clock.today();
    Ok(unchanged(catalogue::find_units(&request.text, today)))
}

fn place_of(standing: Option<&Standing>) -> BookPlace {
    let from = |path: &Path| path.display().to_string();
    let (standing, from) = match standing {
        None | Some(Standing::Alone | Standing::Same) => (BookStanding::Same, String::new()),
        Some(Standing::Older) => (BookStanding::Older, String::new()),
        Some(Standing::Copied { from: path }) => (BookStanding::Copied, from(path)),
        Some(Standing::Unsure { from: path }) => (
            BookStanding::Unsure,
            path.as_deref().map_or_else(String::new, from),
        ),
    };
    BookPlace { standing, from }
}

/// Names of who may sign in while nobody has; nobody in a book without officers.
fn locked(book: &Book) -> Result<Vec<String>> {
    if book.signed.is_some() || !book.read(has_officers)? {
        return Ok(Vec::new());
    }
    let known = book.read(officers::officers)?.into_iter();
    Ok(known
        .filter(|own| own.has_pin)
        .map(|own| own.name)
        .collect())
}

/// Of a locked book only whose it is and who may sign in.
fn locked_head(book: &Book, session: &Session, locked: Vec<String>) -> Result<BookHead> {
    let today = profile::today(book)?;
    let (calendar, directory) = book.read(|c| Ok((profile::calendar(c)?, Directory::load(c)?)))?;
    Ok(BookHead {
        path: book.path().display().to_string(),
        name: directory.name(directory.root, today),
        plan: String::new(),
        officer: String::new(),
        today,
        view_day_fixed: false,
        periods: Vec::new(),
        period: Period::at_hand(today, &calendar).key(),
        undo: None,
        redo: None,
        illustrative: false,
        read_only: true,
        safety_copy: book.is_copy(),
        locked,
        signed: None,
        seen_at: None,
        boundary: session.boundary,
        place: place_of(None),
        handed_over: None,
        received: None,
        saved_at: None,
        overdue: 0,
        units_submitted: 0,
        units_total: 0,
        synced: None,
        network: false,
        exchange_waiting: 0,
    })
}

pub(super) fn head(book: &Book, session: &Session) -> Result<BookHead> {
    let names = locked(book)?;
    if !names.is_empty() {
        return locked_head(book, session, names);
    }
    let now = profile::now(book)?;
    let today = now.day;
    let steps = undo::steps(book)?;
    let label =
        |entry: &crate::store::journal::Entry| words::operation_label(entry, session.language);
    let (offered, calendar, board, view_day, plan, saved_at) = book.read(|connection| {
        let calendar = profile::calendar(connection)?;
        Ok((
            periods::offered(connection, today, &calendar)?,
            calendar,
            Board::load(connection, now)?,
            profile::view_day(connection)?,
            profile::plan_title(connection)?,
            query::last_moment(connection)?,
        ))
    })?;
    let (handed_over, received) =
        book.read(|c| Ok((exchange::handed_over(c)?, exchange::received(c)?)))?;
    let period = Period::at_hand(today, &calendar);
    let (units_submitted, units_total) =
        book.read(|connection| units_filed(connection, &board.directory, period, today))?;
    let directory: &Directory = &board.directory;
    Ok(BookHead {
        path: book.path().display().to_string(),
        name: directory.name(directory.root, today),
        plan,
        officer: book.officer.clone(),
        today,
        view_day_fixed: view_day == Some(today),
        periods: offered,
        period: period.key(),
        undo: steps.undo.as_ref().map(label),
        redo: steps.redo.as_ref().map(label),
        illustrative: view_day.is_some(),
        read_only: book.looks_at().is_some() || handed_over.is_some() || book.is_copy(),
        safety_copy: book.is_copy(),
        locked: Vec::new(),
        signed: book.signed.as_ref().map(|own| SignedView {
            id: own.id,
            name: own.name.clone(),
            role: own.role,
        }),
        seen_at: session.seen_at.clone(),
        boundary: session.boundary,
        place: place_of(session.standing.as_ref()),
        handed_over,
        received,
        saved_at,
        overdue: class_counts(&board)
            .iter()
            .filter(|c| c.state == Timeliness::Overdue)
            .map(|c| c.count)
            .sum(),
        units_submitted,
        units_total,
        synced: session.synced.map(SyncProgram::name).map(str::to_owned),
        network: session.network,
        exchange_waiting: book.read(|c| {
            Ok(exchange::held_waiting(c)? + queries::queries_waiting(c, directory.root)?)
        })?,
    })
}
