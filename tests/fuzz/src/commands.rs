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
        // Copies of the book that ends here, and whatever else was written, would speak against the next one.
        let fresh = tempfile::tempdir().expect("a folder").keep();
        let example = fresh.join("mau.so06");
        std::fs::rename(self.folder.join("mau.so06"), &example).expect("the example");
        drop(std::fs::remove_dir_all(&self.folder));
        self.folder = fresh;
        std::fs::copy(example, self.folder.join("a.so06")).expect("a copy");
        self.session = session(&self.folder);
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
        let proof = dispatch(&mut ground.session, "verify_journal", json!({}));
        let whole = proof.as_ref().is_ok_and(|own| holds(&own["value"]));
        let open = dispatch(&mut ground.session, "book", json!({}));
        let open = open.is_ok_and(|own| own["value"]["path"].to_string().contains("a.so06"));
        assert!(whole || !open, "{text}: {proof:?}");
        if !open || ground.changes > MOST_CHANGES {
            ground.begin();
        }
    });
}

/// Whether a journal holds. A book that was put back from a copy knows less than copies that were made since.
fn holds(proof: &Value) -> bool {
    let heads = proof["heads"].as_array().into_iter().flatten();
    proof["misfits"] == json!([]) && { heads }
        .all(|own| own["fits"] == true || own["beyond"] == true)
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
