//! Handlers of the support file: shown first, saved only then.

use super::books;
use super::requests::{Nothing, PathOnly};
use super::session::Session;
use super::work::unchanged;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::safety::SafetyMemory;
use crate::engine::support;
use crate::store::{Done, whole_file};

/// Lines of the program's log that go along.
const LINES: usize = 200;

/// The text as it would be saved.
pub(super) fn support_text(session: &mut Session, _: Nothing) -> Result<Done<String>> {
    let text = text(session)?;
    session.support = Some(text.clone());
    Ok(unchanged(text))
}

/// Saves the text that [`support_text`] showed, to the letter: whoever gives it away has read it.
pub(super) fn save_support(session: &mut Session, request: PathOnly) -> Result<Done<()>> {
    let path = books::place(session, &request.path)?;
    // Nobody is asked who he is here: a text never takes the place of a book.
    if path.extension().is_none_or(|own| own != "txt") {
        return Err(Error::new(ErrorCode::NoSuchFormat)
            .with("path", path.display())
            .with("known", ".txt"));
    }
    let text = match &session.support {
        Some(shown) => shown.clone(),
        None => text(session)?,
    };
    whole_file::put(&path, text.as_bytes()).map_err(|error| whole_file::refusal(&path, error))?;
    Ok(unchanged(()))
}

fn text(session: &Session) -> Result<String> {
    let mut lines = vec![
        "[program]".to_owned(),
        format!("so06 = {}", env!("CARGO_PKG_VERSION")),
        format!(
            "system = {} {}",
            std::env::consts::OS,
            std::env::consts::ARCH
        ),
        format!("written = {}", session.clock.moment()),
    ];
    if let Some(book) = &session.book {
        let memory = SafetyMemory::load(&session.data_dir, book.path());
        lines.extend(support::about_book(book, &memory)?);
    }
    lines.push("[log]".to_owned());
    lines.extend(session.log.last(LINES));
    Ok(lines.join("\n") + "\n")
}
