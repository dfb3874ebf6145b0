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
/// The same where nobody tells: Windows lets no stick go whose folder is watched, so that it is looked into instead.
const SOON: Duration = Duration::from_secs(20);
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
    let mut watched: Option<Watched> = None;
    let mut rest = Duration::ZERO;
    loop {
        let (now, looked) = folder(ask);
        if !looked {
            // Another book was opened, whose folder may be the same one.
            rest = Duration::ZERO;
        }
        // A stick that was taken out and put in again is another folder: what watched it is deaf.
        let now = now.map(|path| (path.is_dir(), path));
        if now.as_ref().map(|(there, path)| (*there, path.as_path()))
            != watched.as_ref().map(|own| (own.there, own.path.as_path()))
        {
            watched = now.map(|(there, path)| Watched {
                _watcher: Some(&path)
                    .filter(|own| there && !held_by_watching(own))
                    .and_then(|own| watcher(own, told.clone())),
                there,
                path,
            });
            rest = Duration::ZERO;
        }
        if let Some(own) = &watched
            && rest.is_zero()
        {
            // A share that takes its time to answer holds this thread and not the officer's window.
            drop(std::fs::read_dir(&own.path).map(Iterator::count));
            scan(ask, tell);
            let deaf = own.there && held_by_watching(&own.path);
            rest = if deaf { SOON } else { BETWEEN };
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

/// The folder as it was last seen.
struct Watched {
    path: PathBuf,
    there: bool,
    /// Watches for as long as it is kept. None of a folder that cannot be watched: it is looked into now and then all the same.
    _watcher: Option<RecommendedWatcher>,
}

/// Whether a folder lies on what a person takes out of the machine and Windows would not let go.
#[cfg(windows)]
fn held_by_watching(path: &Path) -> bool {
    use sysinfo::{DiskRefreshKind, Disks};
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing());
    disks.is_ok_and(|all| {
        let mut own = all.iter().filter(|own| path.starts_with(own.mount_point()));
        own.any(sysinfo::Disk::is_removable)
    })
}

/// Other systems let it go, and say so.
#[cfg(not(windows))]
fn held_by_watching(_: &Path) -> bool {
    false
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
