//! Looking into the exchange folder: soon after something came, and every few minutes, since a share of the network tells
//! nobody what comes. Only the window and the bridge watch; the engine makes one pass when it is asked.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use serde_json::{Value, json};
use so06::api::{Session, dispatch};

/// Between passes when nothing is told.
const BETWEEN: Duration = Duration::from_mins(3);
/// How often it is seen whether another folder was chosen.
const LOOK: Duration = Duration::from_secs(5);
/// A file comes in many small steps: a pass waits until they end.
const CALM: Duration = Duration::from_secs(2);

/// Watches for as long as the program runs. `ask` runs a command of the table; `tell` is handed what changed.
pub fn keep_watching(
    ask: impl Fn(&mut dyn FnMut(&mut Session)) + Send + 'static,
    tell: impl Fn(&Value) + Send + 'static,
) -> std::io::Result<()> {
    std::thread::Builder::new()
        .name("exchange folder".to_owned())
        .spawn(move || watch(&ask, &tell))
        .map(drop)
}

fn watch(ask: &dyn Fn(&mut dyn FnMut(&mut Session)), tell: &dyn Fn(&Value)) {
    let (told, news) = channel();
    let mut watched: Option<(PathBuf, Option<RecommendedWatcher>)> = None;
    let mut rest = Duration::ZERO;
    loop {
        let (now, looked) = folder(ask);
        if !looked {
            // Another book was opened, whose folder may be the same one.
            rest = Duration::ZERO;
        }
        if now.as_deref() != watched.as_ref().map(|own| own.0.as_path()) {
            // A folder that cannot be watched is looked into every few minutes all the same.
            watched = now.map(|path| {
                let watcher = watcher(&path, told.clone());
                (path, watcher)
            });
            rest = Duration::ZERO;
        }
        if let Some((path, _)) = &watched
            && rest.is_zero()
        {
            // A share that takes its time to answer holds this thread and not the officer's window.
            drop(std::fs::read_dir(path).map(Iterator::count));
            scan(ask, tell);
            rest = BETWEEN;
        }
        // What the pass itself laid down is no news.
        while news.try_recv().is_ok() {}
        match news.recv_timeout(LOOK) {
            Ok(()) => {
                calm(&news);
                rest = Duration::ZERO;
            }
            Err(RecvTimeoutError::Timeout) => rest = rest.saturating_sub(LOOK),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Waits until nothing is told for a while.
fn calm(news: &Receiver<()>) {
    while news.recv_timeout(CALM).is_ok() {}
}

fn watcher(path: &Path, told: std::sync::mpsc::Sender<()>) -> Option<RecommendedWatcher> {
    let heard = move |event: notify::Result<notify::Event>| {
        // Reading a file is an event as well, and every pass reads.
        if event.is_ok_and(|own| !own.kind.is_access()) {
            // Nobody listens any more when the program ends.
            let _ = told.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(heard).ok()?;
    watcher.watch(path, RecursiveMode::Recursive).ok()?;
    Some(watcher)
}

/// The folder of the book that is open, and whether a pass over it was made since.
fn folder(ask: &dyn Fn(&mut dyn FnMut(&mut Session))) -> (Option<PathBuf>, bool) {
    let mut out = (None, true);
    ask(&mut |session| {
        let Ok(reply) = dispatch(session, "exchange_folder", json!({})) else {
            return;
        };
        let view = &reply["value"];
        out = (
            view["path"].as_str().map(PathBuf::from),
            !view["state"].is_null(),
        );
    });
    out
}

fn scan(ask: &dyn Fn(&mut dyn FnMut(&mut Session)), tell: &dyn Fn(&Value)) {
    ask(&mut |session| {
        // Why it failed is asked for by the screen that shows the folder.
        let Ok(reply) = dispatch(session, "scan_folder", json!({ "by_hand": false })) else {
            return;
        };
        let changes = &reply["changes"];
        if changes.as_array().is_some_and(|own| !own.is_empty()) {
            tell(changes);
        }
    });
}
