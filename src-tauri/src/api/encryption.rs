//! Handlers of the passphrase of a book: opening a file with it, setting, changing and removing it, the recovery sheet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books;
use super::requests::requests;
use super::session::Session;
use super::work::unchanged;
use crate::domain::{ChangeKind, Error, ErrorCode, Result};
use crate::engine::encryption;
use crate::store::{Done, cipher};

requests! {
    /// A file and what opens it: its passphrase, or the code of its recovery sheet.
    UnlockFile { path: String, secret: String }
    /// A new passphrase, or none; the one of now where the book has one.
    SetPassphrase { current: String, passphrase: Option<String> }
    /// What opens the book, shown again to whoever knows the passphrase.
    PassphraseOnly { passphrase: String }
}

/// What came of setting a passphrase (mật khẩu sổ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PassphraseSet {
    /// The code of the recovery sheet, in groups; empty where the passphrase was removed.
    pub code: String,
    /// Safety copies that followed.
    pub copies: usize,
    /// Those that could not: they open as before.
    pub left: Vec<String>,
}

/// Opens what a file is locked with; it can be read until the book is closed or another one is opened.
pub(super) fn unlock_file(session: &mut Session, request: UnlockFile) -> Result<Done<()>> {
    let path = books::place(session, &request.path)?;
    session.keys.extend(cipher::unlock(&path, &request.secret)?);
    Ok(unchanged(()))
}

pub(super) fn set_passphrase(
    session: &mut Session,
    request: SetPassphrase,
) -> Result<Done<PassphraseSet>> {
    let book = session.book()?;
    let folders = super::safety::folders(session, book);
    let book = session
        .book
        .take()
        .ok_or_else(|| Error::new(ErrorCode::NoBook))?;
    let new = request.passphrase.as_deref();
    let (book, done) = match encryption::change_passphrase(book, &request.current, new, &folders) {
        Ok(own) => own,
        Err((book, error)) => {
            session.book = book.map(|own| *own);
            return Err(error);
        }
    };
    let code = book.key().map(|own| own.recovery_code()).transpose();
    session.book = Some(book);
    Ok(Done {
        value: PassphraseSet {
            code: code?.map(|own| own.to_string()).unwrap_or_default(),
            copies: done.copies,
            left: done
                .left
                .iter()
                .map(|own| own.display().to_string())
                .collect(),
        },
        changes: vec![ChangeKind::Book],
    })
}

/// The code of the recovery sheet once more.
pub(super) fn recovery_code(
    session: &mut Session,
    request: PassphraseOnly,
) -> Result<Done<String>> {
    let code = encryption::recovery_code(session.book()?, &request.passphrase)?;
    Ok(unchanged(code.to_string()))
}
