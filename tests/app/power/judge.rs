//! Whether what lies on the disk is what was acknowledged, or what was on its way, and nothing else.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use so06::domain::hex::hex;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Period};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::evidence::check_evidence;
use so06::engine::exchange::resume_book;
use so06::engine::reports::{issued_pages, issued_reports};
use so06::store::Book;
use so06::store::note::{Note, own_uid};
use tempfile::TempDir;

use super::disk::{Image, last};
use super::stories::{self, Line, PROGRAM};
use crate::support::{TODAY, clock, day, unlock};

/// What a folder in open form has last.
const HEAD: &str = "book.json";

/// What must hold after a command: the books, and all other files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    books: BTreeMap<PathBuf, Known>,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// A book that was found sound.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    /// Its file, closed.
    bytes: Vec<u8>,
    /// Every place where its journal stood.
    marks: Vec<Mark>,
    /// Its site; none before it met another.
    site: Option<String>,
}

/// What may be found.
pub struct Expected<'a> {
    /// What was acknowledged.
    pub before: &'a State,
    /// What the command that was on its way makes of it.
    pub after: &'a State,
    /// That command; none between two.
    pub line: Option<&'a Line>,
}

/// A place of a journal: the operation and the hash there.
type Mark = (i64, String);

type Verdict<T> = Result<T, String>;

fn must<T, E: Debug>(what: &str, done: Result<T, E>) -> Verdict<T> {
    done.map_err(|error| format!("{what}: {error:?}"))
}

fn hold(what: impl FnOnce() -> String, holds: bool) -> Verdict<()> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Books by their names and their mark. Safety copies have another mark, or lie among copies, and are looked at as files:
/// nobody works in them.
fn is_book(path: &Path, bytes: &[u8]) -> bool {
    let copy = path
        .parent()
        .and_then(Path::file_name)
        .is_some_and(|own| own.to_string_lossy().ends_with(".sao-luu"));
    let marked = bytes.get(68..72) == Some(b"S006") || bytes.starts_with(b"S06\x01") && !copy;
    path.extension().is_some_and(|own| own == "so06") && marked
}

/// The list of a folder of copies: what it lacks is told by the copies.
fn is_list(path: &Path) -> bool {
    last(path) == "danh-muc.json"
}

/// Files that SQLite has beside a book, and those that are not finished.
fn is_passing(path: &Path) -> bool {
    let name = last(path);
    let beside = ["-wal", "-journal"].iter().any(|own| name.ends_with(own));
    beside || name.contains(".dang-tao") || name.ends_with(".dang-ghi")
}

/// What the program notes for itself; several times while it does one thing.
fn is_note(path: &Path) -> bool {
    path.starts_with("notes") || path.starts_with("data")
}

fn lay(image: &Image) -> Verdict<TempDir> {
    let dir = must("a folder", TempDir::new())?;
    keep(image, dir.path())?;
    Ok(dir)
}

/// Lays what is on a disk into a folder.
pub fn keep(image: &Image, folder: &Path) -> Verdict<()> {
    must("a folder", fs::create_dir_all(folder))?;
    for (path, content) in image {
        let path = folder.join(path);
        let done = match content {
            None => fs::create_dir(&path),
            Some(bytes) => fs::write(&path, bytes),
        };
        must("a file", done)?;
    }
    Ok(())
}

impl State {
    /// What holds on a disk on which nothing was lost.
    pub fn learn(image: &Image) -> Verdict<Self> {
        let dir = lay(image)?;
        let mut out = Self {
            books: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        for (path, content) in image {
            let Some(bytes) = content else { continue };
            if is_book(path, bytes) {
                let (mut book, known) = look_into(&dir.path().join(path), bytes)?;
                work_on(&mut book)?;
                out.books.insert(path.clone(), known);
            } else if !is_passing(path) {
                out.files.insert(path.clone(), bytes.clone());
            }
        }
        Ok(out)
    }
}

/// A book that is sound.
fn look_into(path: &Path, bytes: &[u8]) -> Verdict<(Book, Known)> {
    unlock(path, stories::BOOK_PASSPHRASE);
    let book = must("the book opens", Book::open(path, clock(TODAY), "Cán bộ"))?;
    let ask = "PRAGMA integrity_check";
    let sound = book.read(|c| Ok(c.query_row(ask, [], |row| row.get::<_, String>(0))));
    let sound = must("a verdict", must("a reading", sound)?)?;
    hold(|| format!("integrity_check: {sound}"), sound == "ok")?;
    let journal = must("the journal", book.verify_journal())?;
    hold(
        || format!("the journal: {journal:?}"),
        journal.broken_at.is_none(),
    )?;
    let known = Known {
        bytes: bytes.to_vec(),
        marks: must("the journal", marks(&book))?,
        site: must("its site", book.read(own_uid))?,
    };
    must("evidence", check_evidence(&book, day(TODAY))).and_then(|own| {
        let whole = own.missing.is_empty() && own.changed.is_empty();
        hold(|| format!("evidence: {own:?}"), whole)
    })?;
    for paper in must("papers", book.read(issued_reports))? {
        must("pages of a paper", issued_pages(&book, paper.id))?;
    }
    Ok((book, known))
}

fn marks(book: &Book) -> so06::domain::Result<Vec<Mark>> {
    let sql = "SELECT seq, hash FROM operation ORDER BY seq";
    book.read(|c| {
        let mut statement = c.prepare(sql).expect("a question");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)));
        let rows: Vec<(i64, Vec<u8>)> = rows.and_then(Iterator::collect).expect("an answer");
        Ok(rows
            .into_iter()
            .map(|(seq, hash)| (seq, hex(&hash)))
            .collect())
    })
}

/// Judges what lies on the disk, and works on with it. With `again` a command that made no book is typed once more.
pub fn judge(image: &Image, expected: &Expected<'_>, again: bool) -> Verdict<()> {
    let dir = lay(image)?;
    files(image, expected)?;
    let mut books = Vec::new();
    for (path, content) in image {
        let bytes = content.as_deref().unwrap_or_default();
        if !is_book(path, bytes) {
            continue;
        }
        let named = |why| format!("{}: {why}", path.display());
        let known = [expected.before, expected.after];
        let known = known
            .into_iter()
            .find_map(|own| untouched(path, image, own));
        if let Some(known) = known {
            noted(known, dir.path()).map_err(named)?;
            continue;
        }
        let (book, found) = look_into(&dir.path().join(path), bytes).map_err(named)?;
        stands(&found, path, expected).map_err(named)?;
        noted(&found, dir.path()).map_err(named)?;
        books.push(book);
    }
    for path in expected.before.books.keys() {
        let there = image.contains_key(path);
        hold(|| format!("{} is lost", path.display()), there)?;
    }
    books.iter_mut().try_for_each(work_on)?;
    drop(books);
    let mut all = expected.after.books.keys();
    let missing = all.any(|path| !image.contains_key(path));
    if let Some(line) = expected.line.filter(|line| line.makes && missing && again) {
        stories::run(Command::new(PROGRAM), dir.path(), *line);
    }
    Ok(())
}

/// A book that was looked into and worked on when the state was learned, with nothing else beside it now.
fn untouched<'a>(path: &Path, image: &Image, state: &'a State) -> Option<&'a Known> {
    let beside = |ending: &str| path.with_file_name(last(path) + ending);
    let alone = ["-wal", "-journal"]
        .iter()
        .all(|own| !image.contains_key(&beside(own)));
    let evidence = beside(".minh-chung");
    let mut files = state.files.keys();
    let whole = files.all(|own| !own.starts_with(&evidence) || image.contains_key(own));
    let known = state.books.get(path)?;
    let same = image.get(path)?.as_ref() == Some(&known.bytes);
    (same && alone && whole).then_some(known)
}

/// The journal stands where it stood before the command or after it.
fn stands(found: &Known, path: &Path, expected: &Expected<'_>) -> Verdict<()> {
    let marks = |state: &State| state.books.get(path).map(|own| own.marks.clone());
    let (before, after) = (marks(expected.before), marks(expected.after));
    let found = found.marks.last();
    let told = [&before, &after].map(|own| own.as_ref().and_then(|own| own.last()));
    if told.contains(&found) {
        return Ok(());
    }
    // A book that is new is there with all of it.
    let between = expected.line.is_some_and(|line| line.in_steps)
        && before.as_ref().is_some_and(|own| own.last() < found)
        && after
            .as_ref()
            .is_some_and(|own| own.iter().any(|mark| Some(mark) == found));
    hold(
        || format!("stands at {found:?} instead of {told:?}"),
        between,
    )
}

/// What is noted outside of a book never tells more than the book knows: it would be taken for an older copy.
fn noted(found: &Known, dir: &Path) -> Verdict<()> {
    let site = found.site.as_ref();
    let note = site.and_then(|site| Note::read(&dir.join("notes"), site));
    let Some(mark) = note.as_ref().and_then(Note::last) else {
        return Ok(());
    };
    let mut marks = found.marks.iter();
    let known = marks.any(|own| own.0 == mark.seq && own.1 == mark.head);
    hold(
        || format!("noted at {}, which it never was", mark.seq),
        known,
    )
}

/// Files under their right names are whole: as before the command or as after it.
fn files(image: &Image, expected: &Expected<'_>) -> Verdict<()> {
    let (before, after) = (&expected.before.files, &expected.after.files);
    for path in before.keys() {
        let stays = after.contains_key(path) && !image.contains_key(path);
        hold(|| format!("{} is lost", path.display()), !stays)?;
    }
    for (path, content) in image {
        let Some(bytes) = content else { continue };
        if is_book(path, bytes) || is_passing(path) || is_unheaded(path, image, expected) {
            continue;
        }
        let as_told = [before, after]
            .iter()
            .any(|own| own.get(path) == Some(bytes));
        let whole = expected.line.is_some()
            && (is_note(path) || is_list(path) && expected.line.is_some_and(|own| own.in_steps))
            && serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
        hold(
            || format!("{} is not what was written", path.display()),
            as_told || whole,
        )?;
    }
    Ok(())
}

/// A folder is an open form only when its head is there; what lies in it before is nothing yet.
fn is_unheaded(path: &Path, image: &Image, expected: &Expected<'_>) -> bool {
    path.ancestors().any(|folder| {
        let head = folder.join(HEAD);
        expected.after.files.contains_key(&head) && !image.contains_key(&head)
    })
}

/// One more figure is entered.
fn work_on(book: &mut Book) -> Verdict<()> {
    if must("a reading", book.is_archive())? {
        return Ok(());
    }
    let directory = must("a directory", book.read(Directory::load))?;
    let dictionary = must("a dictionary", book.read(Dictionary::load))?;
    // A heir of a unit that was divided begins later than the day on which the books are judged.
    if directory
        .life(directory.root)
        .0
        .is_some_and(|first| first > day(TODAY))
    {
        return Ok(());
    }
    let period = must("a period", Period::parse("2023-T05"))?;
    let request = RecordCount {
        body: directory.root,
        indicator: must("an indicator", dictionary.resolve("dinh_danh.ho_so"))?,
        stated: Stated::Period(period, period.last_day()),
        entry: Entry::Value(4242, Qualifier::Exact),
        source: None,
        note: None,
    };
    match record_count(book, &request) {
        Err(error) if error.code == ErrorCode::HandedOver => {
            must("taking it up", resume_book(book, "Mất điện giữa chừng"))?;
            must("a figure", record_count(book, &request)).map(drop)
        }
        done => must("a figure", done).map(drop),
    }
}
