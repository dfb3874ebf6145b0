//! The file for whoever helps: what was shown is what is saved, and a place that does not take it says so.

use std::fs;

use serde_json::json;
use so06::api::{Session, dispatch};
use tempfile::TempDir;

use crate::support::{TODAY, ask, clock};

#[test]
fn what_was_shown_is_saved_and_nothing_that_may_only_be_read_is_replaced() {
    let dir = TempDir::new().expect("a folder");
    let at = dir.path();
    let mut session = Session::new(clock(TODAY), "Cán bộ quận", at.into(), at.into());
    let example = json!({ "name": "binh-thuy-2024", "path": "mau.so06" });
    ask(&mut session, "new_example", example);
    let shown = ask(&mut session, "support_text", json!({}));
    let file = at.join("hỗ trợ.txt");
    ask(&mut session, "save_support", json!({ "path": file }));
    let saved = fs::read_to_string(&file).expect("the file");
    assert_eq!(shown.as_str(), Some(saved.as_str()));
    assert!(saved.contains("journal_mode"), "{saved}");

    fs::write(&file, "của người khác").expect("another file");
    let mut rights = fs::metadata(&file).expect("a file").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).expect("a file that may only be read");
    let mut refused = |path: &std::path::Path| {
        dispatch(&mut session, "save_support", json!({ "path": path }))
            .expect_err("a refusal")
            .code
    };
    assert_eq!(refused(&file), "read_only");
    assert_eq!(refused(&at.join("mau.so06")), "no_such_format");
    assert_eq!(fs::read_to_string(&file).expect("a file"), "của người khác");
    let unfinished = fs::read_dir(at)
        .expect("a folder")
        .filter_map(Result::ok)
        .filter(|own| own.file_name().to_string_lossy().contains(".dang-"))
        .count();
    assert_eq!(unfinished, 0);

    ask(&mut session, "close_book", json!({}));
    let other = at.join("không có sổ.txt");
    ask(&mut session, "save_support", json!({ "path": other }));
    let saved = fs::read_to_string(&other).expect("the file");
    assert!(
        saved.contains("[program]") && !saved.contains("[book]"),
        "{saved}"
    );
}
