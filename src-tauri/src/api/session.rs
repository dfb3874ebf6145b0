//! What a running program holds between commands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::office::Office;
use super::views::AskedFile;
use super::words::Language;
use crate::clock::Clock;
use crate::domain::{Boundary, Day, Error, ErrorCode, Instant, Period, Result};
use crate::engine::exchange::{Standing, SyncProgram, notes_folder};
use crate::engine::reports::Sentences;
use crate::engine::{periods, profile};
use crate::progress::Progress;
use crate::store::{Book, carried};

/// One window, one bridge or one test: the open book and where its things lie.
#[derive(Debug)]
pub struct Session {
    pub(super) book: Option<Book>,
    /// What was found of it when it was opened.
    pub(super) standing: Option<Standing>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Who works.
    pub officer: String,
    /// Language of the words.
    pub language: Language,
    /// By which boundaries figures are shown.
    pub(super) boundary: Boundary,
    /// The moment that is looked back at, as it was asked for.
    pub(super) seen_at: Option<String>,
    /// What is being looked over before it goes in.
    pub(super) intake: Option<super::intake::Held>,
    /// The plan that is being looked over before it goes in.
    pub(super) plan: Option<super::plan_intake::HeldPlan>,
    /// The superior level's form that is looked at.
    pub(super) template: Option<super::superior_forms::HeldForm>,
    /// The sentences of the draft that is shown.
    pub(super) sentences: Option<Sentences>,
    /// The text for support that was shown last of the open book, or without one.
    pub(super) support: Option<String>,
    /// What opens files that were unlocked and are not the open book.
    pub(super) keys: Vec<Arc<crate::store::cipher::BookKey>>,
    /// The book that the program was started with and that did not open.
    pub(super) asked: Option<AskedFile>,
    /// Wrong PINs in a row.
    pub(super) wrong: super::officers::Wrong,
    /// The exchange folder of the book.
    pub(super) folder: super::folder::Kept,
    /// The program that copies the folder in which the book lies.
    pub(super) synced: Option<SyncProgram>,
    /// Whether the book lies on a drive of another machine.
    pub(super) network: bool,
    /// How far the work at hand has come.
    pub(super) progress: Arc<Progress>,
    /// What the program did, for support.
    pub(super) log: super::log::Log,
    /// Folder of the program's own few settings; recent books.
    pub(super) data_dir: PathBuf,
    /// Where new books are suggested.
    pub(super) books_dir: PathBuf,
    /// What the office laid down for its machines.
    pub(super) office: Office,
}

impl Session {
    /// A session without a book.
    pub fn new(clock: Clock, officer: &str, data_dir: PathBuf, books_dir: PathBuf) -> Self {
        Self {
            book: None,
            standing: None,
            clock,
            officer: officer.to_owned(),
            language: Language::default(),
            boundary: Boundary::default(),
            seen_at: None,
            intake: None,
            plan: None,
            template: None,
            sentences: None,
            support: None,
            keys: Vec::new(),
            asked: None,
            wrong: super::officers::Wrong::default(),
            folder: super::folder::Kept::default(),
            synced: None,
            network: false,
            progress: Arc::default(),
            log: super::log::Log::of(&data_dir),
            data_dir,
            books_dir,
            office: Office::default(),
        }
    }

    /// With what the file of an office lays down.
    #[must_use]
    pub fn with_office(self, path: &Path) -> Self {
        self.of_office(Office::read(path))
    }

    fn of_office(mut self, office: Office) -> Self {
        if let Some(folder) = office.books() {
            self.books_dir = folder;
        }
        self.office = office;
        self
    }

    /// The session of a desktop: folders of the user, of the stick that the program is carried on, or below `SO06_DATA_DIR`
    /// when it is set.
    pub fn of_user(clock: Clock, officer: &str) -> Self {
        Self::of_folders(clock, officer).of_office(Office::of_machine())
    }

    fn of_folders(clock: Clock, officer: &str) -> Self {
        let data = user_data_dir();
        if std::env::var_os("SO06_DATA_DIR").is_some() {
            return Self::new(clock, officer, data.clone(), data);
        }
        if let Some(home) = carried::home() {
            return Self::new(clock, officer, data, home);
        }
        let documents =
            directories::UserDirs::new().and_then(|dirs| dirs.document_dir().map(Path::to_owned));
        let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
        let books = documents.or(home).unwrap_or_else(|| data.clone());
        Self::new(clock, officer, data, books)
    }

    /// Where new books are suggested.
    pub fn books_dir(&self) -> &Path {
        &self.books_dir
    }

    /// Where it is noted what the books of this machine have told others.
    pub fn notes_dir(&self) -> PathBuf {
        notes_folder(&self.data_dir)
    }

    /// The program was started with a file that is not open yet.
    pub fn ask_for(&mut self, file: AskedFile) {
        self.asked = Some(file);
    }

    /// What the program did, for support; a shell writes into it as well.
    pub fn log(&self) -> &super::log::Log {
        &self.log
    }

    /// How far the work at hand has come; another thread may look and end it.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// Forgets what was being looked over.
    pub(super) fn forget_drafts(&mut self) {
        self.intake = None;
        self.plan = None;
        self.template = None;
        self.sentences = None;
        self.support = None;
    }

    pub(super) fn book(&self) -> Result<&Book> {
        self.book
            .as_ref()
            .ok_or_else(|| Error::new(ErrorCode::NoBook))
    }

    pub(super) fn book_mut(&mut self) -> Result<&mut Book> {
        self.book
            .as_mut()
            .ok_or_else(|| Error::new(ErrorCode::NoBook))
    }

    /// The day looked at: the one asked for, else today of the book.
    pub(super) fn day(&self, asked: Option<Day>) -> Result<Day> {
        asked.map_or_else(|| profile::today(self.book()?), Ok)
    }

    /// The moment looked at: that of the book for today, else the end of the day asked for.
    pub(super) fn moment(&self, asked: Option<Day>) -> Result<Instant> {
        let now = profile::now(self.book()?)?;
        Ok(asked.map_or(now, |day| now.looking_at(day)))
    }
}

/// Folder of the program's own few settings: `SO06_DATA_DIR` when it is set, else one beside the program where that is carried
/// around, else that of the user.
pub fn user_data_dir() -> PathBuf {
    if let Some(dir) = std::env::var_os("SO06_DATA_DIR").map(PathBuf::from) {
        return dir;
    }
    if let Some(own) = carried::own() {
        return own;
    }
    let own =
        directories::ProjectDirs::from("vn", "", "So06").map(|dirs| dirs.data_dir().to_owned());
    own.unwrap_or_else(std::env::temp_dir)
}

/// Where the window of a program that is carried around keeps what is its own; none of one that is installed. On a stick that
/// may only be read it is a folder of the machine, since without one there is no window.
pub fn carried_window() -> Option<PathBuf> {
    let folder = carried::own()?.join("cua-so");
    let probe = folder.join("thu-ghi");
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&probe, ""))
        .and_then(|()| std::fs::remove_file(&probe));
    if written.is_ok() {
        return Some(folder);
    }
    Some(std::env::temp_dir().join("so06-cua-so"))
}

/// The period of a request; empty takes the one at hand.
pub(super) fn period(session: &Session, text: &str) -> Result<Period> {
    let book = session.book()?;
    if !text.is_empty() {
        return book.read(|connection| periods::parse(connection, text));
    }
    let calendar = book.read(profile::calendar)?;
    Ok(Period::at_hand(profile::today(book)?, &calendar))
}
