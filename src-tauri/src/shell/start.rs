//! How the program was started: with a book, with an example, or as it is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::json;
use so06::api::{ApiError, AskedFile, AskedKind, Session, dispatch};
use so06::clock::Clock;
use so06::domain::{Error, ErrorCode, Instant, Result};

/// Arguments of the desktop program. Also taken: a bare path, as a double click on a book or a package gives it.
#[derive(Debug, Default)]
pub struct Arguments {
    /// The book or package to open.
    pub file: Option<PathBuf>,
    example: Option<String>,
    now: Option<String>,
    /// Only tries what can be tried.
    pub self_test: bool,
    /// Where the self-test writes what it found: the first path behind its name; a second one is a file to open.
    pub told: Option<PathBuf>,
    /// Does not look for another window; for tests that run beside an open one.
    pub alone: bool,
}

impl Arguments {
    /// Reads them; what is not known is left alone, since desktops add their own.
    pub fn read() -> Self {
        Self::of(std::env::args_os().skip(1))
    }

    /// The file that another start of the program was given, in whose folder its path is meant.
    pub fn asked_elsewhere(words: Vec<String>, folder: &Path) -> Option<AskedFile> {
        let own = Self::of(words.into_iter().skip(1).map(OsString::from));
        own.file.map(|path| AskedFile::of(&folder.join(path)))
    }

    fn of(mut words: impl Iterator<Item = OsString>) -> Self {
        let mut out = Self::default();
        while let Some(word) = words.next() {
            let mut text = || {
                words
                    .next()
                    .map(|value| value.to_string_lossy().into_owned())
            };
            match word.to_str() {
                Some("--book") => out.file = words.next().map(PathBuf::from),
                Some("--example") => out.example = text(),
                Some("--now") => out.now = text(),
                Some("--alone") => out.alone = true,
                Some("--self-test") => out.self_test = true,
                Some(other) if other.starts_with('-') => {}
                _ if out.self_test && out.told.is_none() => out.told = Some(PathBuf::from(word)),
                _ => out.file = Some(PathBuf::from(word)),
            }
        }
        out
    }
}

/// The session, with nothing open in it.
pub fn session(arguments: &Arguments) -> Result<Session> {
    let clock = arguments
        .now
        .as_deref()
        .map(Instant::parse)
        .transpose()?
        .map_or(Clock::Machine, Clock::Fixed);
    let officer = ["USER", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "cán bộ".to_owned());
    Ok(Session::of_user(clock, &officer))
}

/// Opens in it what was asked for.
pub fn open(session: &mut Session, arguments: &Arguments) -> Result<()> {
    if let Some(path) = &arguments.file {
        let asked = AskedFile::of(path);
        // A package waits for the book that takes it. A book that does not open is said on the start page of the window, not
        // by ending the program; an encrypted one is asked for there.
        if asked.kind == AskedKind::Package
            || ask(session, "open_book", &json!({ "path": path })).is_err()
        {
            session.ask_for(asked);
        }
    } else if let Some(name) = &arguments.example {
        let path = session.books_dir().join(format!("{name}.so06"));
        let request = json!({ "name": name, "path": path });
        let opened = if Path::exists(&path) {
            ask(session, "open_book", &json!({ "path": path }))
        } else {
            ask(session, "new_example", &request)
        };
        opened.map_err(|refusal| {
            Error::new(ErrorCode::IoFailed)
                .with("path", path.display())
                .detail(refusal.message)
        })?;
    }
    Ok(())
}

fn ask(
    session: &mut Session,
    name: &str,
    request: &serde_json::Value,
) -> std::result::Result<(), ApiError> {
    dispatch(session, name, request.clone()).map(drop)
}
