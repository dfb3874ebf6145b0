//! What tests share: the example book, a session, small readings.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use so06::api::{ApiError, Session, dispatch};
use so06::clock::Clock;
use so06::domain::{Day, Instant};
use so06::engine::found;
use so06::store::Book;
use so06::store::cipher::{self, BookKey, Lock};
use tempfile::TempDir;

/// The day on which the officer of the story looks at her book.
pub const TODAY: &str = "2024-03-18";

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Keys that tests keep: made once, since that takes long on purpose.
static KEYS: Mutex<Vec<Arc<BookKey>>> = Mutex::new(Vec::new());

/// Opens what an encrypted book is locked with, for good.
pub fn unlock(path: &Path, passphrase: &str) {
    if matches!(cipher::lock_of(path), Lock::Unknown) {
        let key = cipher::unlock(path, passphrase).expect("its passphrase");
        KEYS.lock().expect("the keys").extend(key);
    }
}

pub fn clock(text: &str) -> Clock {
    Clock::Fixed(Instant::parse(text).expect("an instant"))
}

/// The example book in a folder of its own.
pub struct Example {
    pub dir: TempDir,
    pub path: PathBuf,
    pub book: Book,
}

pub fn example() -> Example {
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("sổ mẫu.so06");
    let book = found::new_example(&path, "binh-thuy-2024", clock(TODAY), "Cán bộ quận")
        .expect("the example");
    Example { dir, path, book }
}

/// A session in a folder of its own, with the example open.
pub struct Open {
    /// Lives as long as the session.
    _dir: TempDir,
    pub session: Session,
}

pub fn open_example() -> Open {
    let dir = TempDir::new().expect("a folder");
    let mut session = Session::new(
        clock(TODAY),
        "Cán bộ quận",
        dir.path().into(),
        dir.path().into(),
    );
    let request = json!({ "name": "binh-thuy-2024", "path": "mau.so06" });
    dispatch(&mut session, "new_example", request).expect("the example");
    Open { _dir: dir, session }
}

/// The value of a command that must succeed.
pub fn ask(session: &mut Session, name: &str, request: Value) -> Value {
    reply(session, name, request)["value"].clone()
}

fn reply(session: &mut Session, name: &str, request: Value) -> Value {
    dispatch(session, name, request).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"))
}

impl Open {
    /// The value of a command that must succeed.
    pub fn ask(&mut self, name: &str, request: Value) -> Value {
        ask(&mut self.session, name, request)
    }

    pub fn reply(&mut self, name: &str, request: Value) -> Value {
        reply(&mut self.session, name, request)
    }

    pub fn refusal(&mut self, name: &str, request: Value) -> ApiError {
        dispatch(&mut self.session, name, request).expect_err("a refusal")
    }

    /// Closes the book and opens it again, as a restart does.
    pub fn restart(&mut self) {
        self.ask("close_book", json!({}));
        self.ask("open_book", json!({ "path": "mau.so06" }));
    }
}
