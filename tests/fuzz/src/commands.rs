//! Commands of the table with whatever JSON, on an open book.

use std::cell::RefCell;
use std::path::PathBuf;

use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::clock::Clock;
use so06::domain::Instant;

/// Changes after which the book begins anew.
const MOST_CHANGES: u32 = 300;

struct Ground {
    folder: PathBuf,
    session: Session,
    changes: u32,
}

thread_local! {
    static GROUND: RefCell<Ground> = RefCell::new(ground());
}

fn ground() -> Ground {
    let folder = tempfile::tempdir().expect("a folder").keep();
    let mut session = session(&folder);
    let request = json!({ "name": "binh-thuy-2024", "path": "mau.so06" });
    dispatch(&mut session, "new_example", request).expect("the example");
    dispatch(&mut session, "close_book", json!({})).expect("closed");
    let mut out = Ground {
        folder,
        session,
        changes: 0,
    };
    out.begin();
    out
}

fn session(folder: &std::path::Path) -> Session {
    let clock = Clock::Fixed(Instant::parse("2024-03-18").expect("a day"));
    Session::new(clock, "t", folder.join("data"), folder.to_owned())
}

impl Ground {
    fn begin(&mut self) {
        self.session = session(&self.folder);
        for ending in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(
                self.folder.join(format!("a.so06{ending}")),
            ));
        }
        let (from, to) = (self.folder.join("mau.so06"), self.folder.join("a.so06"));
        std::fs::copy(from, to).expect("a copy");
        let request = json!({ "path": "a.so06" });
        dispatch(&mut self.session, "open_book", request).expect("the book");
        self.changes = 0;
    }
}

/// The name of a command, the end of the line, and a request. Answered or refused in words; and the journal proves what
/// became of the book.
pub fn asked(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Some((name, request)) = text.split_once('\n') else {
        return;
    };
    let Ok(request) = serde_json::from_str::<Value>(request) else {
        return;
    };
    if leads_away(&request) {
        return;
    }
    GROUND.with_borrow_mut(|ground| {
        match dispatch(&mut ground.session, name, request) {
            Ok(reply) if reply["changes"] != json!([]) => ground.changes += 1,
            Ok(_) => return,
            Err(refused) => {
                assert!(refused.message.contains(' '), "{refused:?}");
                return;
            }
        }
        let whole = dispatch(&mut ground.session, "verify_journal", json!({}));
        let whole = whole.is_ok_and(|own| own["value"]["whole"] == true);
        let open = dispatch(&mut ground.session, "book", json!({}));
        let open = open.is_ok_and(|own| own["value"]["path"].to_string().contains("a.so06"));
        assert!(whole || !open, "{text}");
        if !open || ground.changes > MOST_CHANGES {
            ground.begin();
        }
    });
}

/// A place outside the folder of books: what is tried here may write.
fn leads_away(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim_start().starts_with(['/', '\\']) || text.contains(':'),
        Value::Array(all) => all.iter().any(leads_away),
        Value::Object(fields) => fields.values().any(leads_away),
        _ => false,
    }
}
