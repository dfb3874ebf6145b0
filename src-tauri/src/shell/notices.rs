//! The system's notification of the day: what is late, due, or waits for an answer, once a day and book.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use so06::api::dispatch;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

use super::{Engine, lock};

/// The first look, once the window is there.
const FIRST: Duration = Duration::from_secs(20);
/// Between looks: a book is opened later, a day begins while the window stays open.
const BETWEEN: Duration = Duration::from_mins(15);

/// Looks now and then, for as long as the program runs.
pub(super) fn keep_giving(app: AppHandle) -> std::io::Result<()> {
    let look = move || {
        let mut given: HashMap<String, String> = HashMap::new();
        std::thread::sleep(FIRST);
        loop {
            give(&app, &mut given);
            std::thread::sleep(BETWEEN);
        }
    };
    std::thread::Builder::new()
        .name("notices".to_owned())
        .spawn(look)
        .map(drop)
}

/// Gives the notice of the open book, unless it was given on this day already.
fn give(app: &AppHandle, given: &mut HashMap<String, String>) {
    let ask = |name: &str| -> Value {
        let engine = app.state::<Engine>();
        let mut session = lock(&engine.session);
        // Without a book there is nothing to say; anything else the screens say themselves.
        dispatch(&mut session, name, json!({})).map_or(Value::Null, |reply| reply["value"].clone())
    };
    let (book, notice) = (ask("book"), ask("day_notice"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (path, day) = (text(&book["path"]), text(&notice["day"]));
    if notice.is_null() || given.get(&path) == Some(&day) {
        return;
    }
    let shown = app
        .notification()
        .builder()
        .title(text(&notice["title"]))
        .body(text(&notice["body"]))
        .show();
    // A desktop without notifications is no fault of the officer's: the screen shows the same.
    if shown.is_ok() {
        given.insert(path, day);
    }
}
