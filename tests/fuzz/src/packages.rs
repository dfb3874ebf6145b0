//! Packages: raw files, payloads under a good signature, and lists of contents and rows in a good package.

use std::cell::RefCell;

use serde_json::{Value, json};
use so06::clock::Clock;
use so06::domain::Instant;
use so06::engine::exchange::{Choices, Incoming, look_over, read_package};
use so06::engine::found;
use so06::exchange::archive;
use so06::exchange::container;
use so06::exchange::keys::SigningKey;
use so06::exchange::manifest::Manifest;
use so06::progress::Progress;
use so06::store::Book;

/// Between the list of contents and the rows; no JSON has it.
pub const BETWEEN: u8 = 0xff;

thread_local! {
    static BOOK: RefCell<Book> = RefCell::new(book());
}

/// The book of the office above, which a package of a commune comes to.
fn book() -> Book {
    let dir = tempfile::tempdir().expect("a folder").keep();
    let clock = Clock::Fixed(Instant::parse("2024-03-18").expect("a day"));
    let book = found::new_example(&dir.join("a.so06"), "binh-thuy-2024", clock, "t");
    let mut book = book.expect("the example");
    // The first file that comes makes a site of it.
    let nothing = [Incoming::of("không.so06x", b"")];
    let (choices, progress) = (Choices::default(), Progress::default());
    look_over(&mut book, &nothing, &choices, &progress).expect("one that is refused");
    book
}

fn key() -> SigningKey {
    SigningKey::from_random(&[7; 32])
}

/// Any bytes as a package; the first says how much of it is right already: `r` nothing, `p` the signature, `m` the zip too.
pub fn package(input: &[u8]) {
    let Some((sort, rest)) = input.split_first() else {
        return;
    };
    let bytes = match sort {
        b'm' => sealed(rest),
        b'p' => Some(container::write(rest, false, &key())),
        _ => Some(rest.to_vec()),
    };
    if let Some(bytes) = bytes {
        read(&bytes);
    }
}

/// A package of a list of contents and rows, under a key that the list names.
fn sealed(parts: &[u8]) -> Option<Vec<u8>> {
    let mut parts = parts.splitn(2, |byte| *byte == BETWEEN);
    let (manifest, rows) = (parts.next()?, parts.next().unwrap_or_default());
    let manifest = match serde_json::from_slice::<Value>(manifest) {
        Ok(mut list) if list["signing_key"].is_string() => {
            list["signing_key"] = json!(key().public().hex());
            serde_json::to_vec(&list).ok()?
        }
        _ => manifest.to_vec(),
    };
    let zip = archive::write(&manifest, rows, &[]).ok()?;
    Some(container::write(&zip, false, &key()))
}

/// Read or refused; and whatever was read can be looked over by a book, which is then as it was.
fn read(bytes: &[u8]) {
    let Ok(own) = read_package(bytes, None) else {
        return;
    };
    assert_eq!(own.digest, container::digest(bytes));
    BOOK.with_borrow_mut(|book| {
        let head = book.journal(1).expect("the journal");
        let files = [Incoming::of("gói.so06x", bytes)];
        let choices = Choices {
            recognise: vec![own.sender.hex()],
            accept_mass: true,
        };
        // Refused as a whole, or told row by row.
        drop(look_over(book, &files, &choices, &Progress::default()));
        assert_eq!(book.journal(1).expect("the journal"), head);
    });
}

/// A list of contents: read or refused, and what was read is written and read again as the same.
pub fn manifest(bytes: &[u8]) {
    if let Ok(own) = Manifest::read(bytes) {
        let again = Manifest::read(&own.write().expect("a list")).expect("its own writing");
        assert_eq!(again, own);
    }
}
