//! Words that must not stand in the book go, and the journal still holds and says so.

use std::fs;

use so06::domain::ErrorCode;
use so06::engine::redaction::{RedactWords, redact_words};
use so06::engine::undo;
use so06::store::Book;

use super::{enter, settled, small};
use crate::support::{TODAY, clock};

/// What a citizen's number is typed as so that the check of numbers does not see it.
const WORDS: &str = "cccd 079.123.456.789";

fn request(words: &str, rehearse: bool) -> RedactWords {
    RedactWords {
        words: words.to_owned(),
        reason: "số định danh của công dân ghi nhầm".to_owned(),
        rehearse,
    }
}

/// Everything that the files of the book hold.
fn typed(path: &std::path::Path) -> String {
    let mut text = String::new();
    for name in ["", "-wal"] {
        let mut own = path.as_os_str().to_owned();
        own.push(name);
        text += &String::from_utf8_lossy(&fs::read(own).unwrap_or_default());
    }
    text
}

#[test]
fn words_are_gone_from_the_file_and_the_chain_holds() {
    let mut own = small();
    let (note, words) = (format!("gọi anh Bảy {WORDS}."), WORDS.to_owned());
    enter(&mut own.book, 150, Some(&note));
    enter(&mut own.book, 151, Some(&note));
    enter(&mut own.book, 152, None);
    enter(&mut own.book, 153, Some(&note));
    let head = own.book.verify_journal().expect("a verdict").head;
    assert!(typed(&own.path).contains(&words));
    let foretold = redact_words(&mut own.book, &request(&words, true))
        .expect("a count")
        .value;
    assert!(foretold.now == 1 && foretold.history >= 2, "{foretold:?}");
    let done = redact_words(&mut own.book, &request(&words, false))
        .expect("blanked")
        .value;
    assert_eq!((done.now, done.history), (foretold.now, foretold.history));
    let verdict = own.book.verify_journal().expect("a verdict");
    assert_eq!(verdict.broken_at, None, "{:?}", verdict.misfits);
    assert!(verdict.redacted >= 4, "{verdict:?}");
    // The heads that others hold are those of before.
    let mark = so06::store::note::Mark {
        seq: verdict.last - 2,
        head,
    };
    assert!(
        own.book
            .read(|c| so06::store::note::has_been(c, &mark))
            .expect("an answer")
    );
    let refused = undo::undo(&mut own.book).expect_err("it is final");
    assert_eq!(refused.code, ErrorCode::NothingToUndo);
    drop(own.book);
    settled(&own.path);
    assert!(
        !typed(&own.path).contains(&words),
        "the words are still in the file"
    );
    let mut book = Book::open(&own.path, clock(TODAY), "t").expect("it opens");
    let none = redact_words(&mut book, &request(&words, false)).expect_err("nothing left");
    assert_eq!(none.code, ErrorCode::WordsNotFound);
}

#[test]
fn what_was_blanked_cannot_be_blanked_further_under_its_name() {
    let mut own = small();
    enter(&mut own.book, 150, Some("gọi anh Bảy Thử"));
    enter(&mut own.book, 151, None);
    redact_words(&mut own.book, &request("anh Bảy Thử", false)).expect("blanked");
    drop(own.book);
    let outside = rusqlite::Connection::open(&own.path).expect("the file");
    let by: i64 = outside
        .query_row("SELECT max(seq) FROM operation", [], |row| row.get(0))
        .expect("the last operation");
    let changed = outside
        .execute(
            "UPDATE journal SET salt = NULL, digest = zeroblob(32), redacted = ?1 WHERE seq = 1 AND n = 1",
            [by],
        )
        .expect("a change");
    assert_eq!(changed, 1);
    drop(outside);
    let book = Book::open(&own.path, clock(TODAY), "t").expect("it opens");
    assert!(
        book.verify_journal()
            .expect("a verdict")
            .broken_at
            .is_some()
    );
}

#[test]
fn short_words_words_of_keys_and_a_missing_reason_are_refused() {
    let mut own = small();
    for (words, reason, code) in [
        ("abc", "x", ErrorCode::WordsTooShort),
        ("gọi lại cho", "", ErrorCode::ReasonMissing),
        ("gọi lại cho", "vì gọi lại cho", ErrorCode::ReasonMissing),
        ("dinh_danh.kich_hoat", "thử", ErrorCode::WordsOfAKey),
        ("không có đâu cả", "thử", ErrorCode::WordsNotFound),
    ] {
        let request = RedactWords {
            words: words.to_owned(),
            reason: reason.to_owned(),
            rehearse: false,
        };
        let before = own.book.verify_journal().expect("a verdict").head;
        let refused = redact_words(&mut own.book, &request).expect_err(words);
        assert_eq!(refused.code, code, "{words}");
        assert_eq!(
            own.book.verify_journal().expect("a verdict").head,
            before,
            "{words}"
        );
    }
}
