//! Whether the book that is opened is the one that was closed, as the command line says it.

use std::path::{Path, PathBuf};

use serde_json::json;
use so06::api::{self, Session};
use so06::clock::Clock;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::exchange::{self, Standing};
use so06::store::Book;
use so06::store::note::Noting;

use crate::acts::{clock, officer};
use crate::args::Cli;
use crate::output::Output;

/// Where this program notes what its books have told.
pub fn notes() -> PathBuf {
    Session::of_user(Clock::Machine, "").notes_dir()
}

/// Holds the book against what is noted of it. Nobody can be asked here: one that lies elsewhere than noted is taken for
/// a copy, and it is said.
pub fn bind(cli: &Cli, book: &mut Book) -> Result<()> {
    let standing = exchange::bind_place(book, &notes())?;
    if !matches!(standing, Standing::Unsure { .. })
        && let Noting::Unsure(folder) = &book.noting
    {
        let error = Error::new(ErrorCode::NotesUnwritable).with("path", folder.display());
        eprintln!("{}", api::message(&error, cli.lang.into()));
        return Ok(());
    }
    let said = match &standing {
        Standing::Alone | Standing::Same => return Ok(()),
        Standing::Older => "place.older",
        Standing::Copied { .. } => "place.copied",
        Standing::Unsure { from } => {
            let done = exchange::settle_place(book, false);
            let word = if from.is_some() {
                "place.taken_as_copy"
            } else {
                "place.unknown"
            };
            if let Err(error) = done {
                eprintln!("{}", api::message(&error, cli.lang.into()));
                return Ok(());
            }
            word
        }
    };
    let from = match &standing {
        Standing::Copied { from } | Standing::Unsure { from: Some(from) } => {
            from.display().to_string()
        }
        _ => String::new(),
    };
    eprintln!("{}", api::piece(said, &[("path", from)], cli.lang.into()));
    Ok(())
}

/// `restore FILE --to BOOK`.
pub fn restore(cli: &Cli, file: &Path, to: &Path, out: Output) -> Result<()> {
    let officer = officer(cli);
    let book = exchange::restore_book(file, to, (clock(cli)?, &officer), &notes())?;
    let verdict = book.verify_journal()?;
    let answer = json!({ "book": to, "rows": verdict.rows, "head": verdict.head });
    out.answer(&answer, || {
        vec![format!(
            "Đã phục hồi sổ vào {}; nhật ký nguyên vẹn: {} dòng.",
            to.display(),
            verdict.rows
        )]
    });
    Ok(())
}
