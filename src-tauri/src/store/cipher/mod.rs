//! Encryption of a book at rest (mã hóa sổ): ChaCha20-Poly1305 over every page of the file, its log and its copies, by SQLite3
//! Multiple Ciphers, under a key that Argon2id makes of a passphrase.
//!
//! The file bears in its first sixteen bytes what its key is made with, so nothing lies beside it that could be lost. A
//! book, its safety copies and what was divided from it share one key. Keys are kept by whoever works with them (an open
//! book, a session that was told a passphrase), and this module finds them by the file; when their last holder goes they
//! are wiped. So a path is all that a reader of files needs, and [`connect`] is the only way to SQLite for a file.

mod key;
mod rewrite;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rusqlite::{Connection, OpenFlags};

use super::sqlite;
use crate::clock::Clock;
use crate::domain::{Error, ErrorCode, Result};
use crate::file;

pub use key::BookKey;
pub(super) use rewrite::{address, lay_anew, lay_pages};
pub use rewrite::{lay, rewrite};

/// Bytes that tell whether a file is encrypted.
const HEAD: usize = key::SALT + 8;

/// The keys that somebody holds.
static HELD: Mutex<Vec<Weak<BookKey>>> = Mutex::new(Vec::new());

/// Makes it known that somebody holds a key.
fn hold(key: BookKey) -> Arc<BookKey> {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    held.retain(|own| own.strong_count() > 0);
    let known = held.iter().filter_map(Weak::upgrade);
    if let Some(own) = known.into_iter().find(|own| own.salt() == key.salt()) {
        return own;
    }
    let key = Arc::new(key);
    held.push(Arc::downgrade(&key));
    key
}

/// The key of a file that begins so, where somebody holds it.
fn held(salt: &[u8; key::SALT]) -> Option<Arc<BookKey>> {
    let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let mut known = held.iter().filter_map(Weak::upgrade);
    known.find(|own| own.salt() == salt)
}

/// A new key of a new passphrase.
pub fn new_key(passphrase: &str, clock: Clock) -> Result<Arc<BookKey>> {
    Ok(hold(BookKey::of_new(passphrase, clock)?))
}

fn head_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    file::open(path)?
        .0
        .take(HEAD as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}

/// Opens what an encrypted file is locked with, by its passphrase or the code of its recovery sheet; none for a file that is
/// not encrypted. The file can be read for as long as somebody keeps what is given.
pub fn unlock(path: &Path, secret: &str) -> Result<Option<Arc<BookKey>>> {
    let head = head_of(path).map_err(|e| file::refusal(path, e))?;
    let Some(salt) = key::salt_of(&head) else {
        return Ok(None);
    };
    let own = BookKey::of_file(salt, secret).map_err(|e| e.with("path", path.display()))?;
    Ok(Some(hold(own)))
}

/// How a file lies there.
#[derive(Debug, Clone)]
pub enum Lock {
    /// Not encrypted, or no book at all.
    Plain,
    /// Encrypted under a key that somebody holds.
    Known(Arc<BookKey>),
    /// Encrypted under another one.
    Unknown,
}

/// Whether the first bytes of a file are those of an encrypted one, though there may be too few of them.
pub(super) fn begins_encrypted(head: &[u8]) -> bool {
    key::begins_so(head)
}

/// What the first bytes of a file say.
pub(super) fn lock_by(head: &[u8]) -> Lock {
    match key::salt_of(head) {
        None => Lock::Plain,
        Some(salt) => held(&salt).map_or(Lock::Unknown, Lock::Known),
    }
}

/// How a file lies there. One that is not there, or cannot be read, is not encrypted: whoever opens it says what is wrong.
pub fn lock_of(path: &Path) -> Lock {
    head_of(path).map_or(Lock::Plain, |head| lock_by(&head))
}

/// The key of a file; none for one that is not encrypted, a refusal where nobody holds it.
pub fn key_of(path: &Path) -> Result<Option<Arc<BookKey>>> {
    match lock_of(path) {
        Lock::Plain => Ok(None),
        Lock::Known(key) => Ok(Some(key)),
        Lock::Unknown => Err(Error::new(ErrorCode::BookEncrypted).with("path", path.display())),
    }
}

/// Whether a file lies under another key than that one, or under none.
pub(super) fn differs(path: &Path, key: Option<&BookKey>) -> bool {
    match lock_of(path) {
        Lock::Plain => key.is_some(),
        Lock::Known(own) => key.is_none_or(|key| key.salt() != own.salt()),
        Lock::Unknown => true,
    }
}

/// A connection to a file that is there or is made, under the key that it has.
pub fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    connect_under(path, flags, key_of(path)?.as_deref())
}

/// A path as SQLite reaches it: Windows has it told in so many words that a path is longer than it once allowed, and the
/// names of logs are longer still. The library of Rust does the same for all other files.
#[cfg(windows)]
fn far(path: &Path) -> PathBuf {
    /// Letters of a path, its log included, that need no such words.
    const NEAR: usize = 200;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match whole.to_str() {
        Some(text) if text.len() > NEAR && !text.starts_with(r"\\?\") => {
            let share = text.strip_prefix(r"\\");
            PathBuf::from(match share {
                Some(share) => format!(r"\\?\UNC\{share}"),
                None => format!(r"\\?\{text}"),
            })
        }
        _ => path.to_owned(),
    }
}

/// Elsewhere every path is reached as it is.
#[cfg(not(windows))]
fn far(path: &Path) -> PathBuf {
    path.to_owned()
}

/// A connection to a file under a key, or under none.
pub(super) fn connect_under(
    path: impl AsRef<Path>,
    flags: OpenFlags,
    key: Option<&BookKey>,
) -> Result<Connection> {
    let path = path.as_ref();
    let connection = if flags.contains(OpenFlags::SQLITE_OPEN_URI) {
        Connection::open_with_flags(path, flags)
    } else {
        Connection::open_with_flags(far(path), flags)
    };
    let connection = connection.map_err(sqlite)?;
    if let Some(key) = key {
        key.tell(&connection)?;
    }
    Ok(connection)
}
