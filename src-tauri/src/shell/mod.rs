//! The window around the engine: one command `call`, two that only a program of the system can do, `print_pages` and
//! `open_written`, and two events, `changed` and `asked`. `permissions/` and `capabilities/` name the commands; nothing else
//! is given to the page.

mod notices;
mod opened;
mod print;
mod said;
mod self_test;
mod start;
mod stay;
mod view;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use so06::api::{ApiError, Language, Session, aside, carried_window, dispatch, piece};
use so06::domain::{Error, ErrorCode};
use so06::progress::Progress;
use so06::store::scratch;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Emitter, Manager, RunEvent, State};

/// The engine's session, one command at a time.
struct Engine {
    session: Mutex<Session>,
    progress: Arc<Progress>,
    opened: Mutex<opened::Opened>,
}

/// Opens the window; returns when it is closed.
pub fn run() -> ExitCode {
    let arguments = start::Arguments::read();
    let context = tauri::generate_context!();
    if arguments.self_test {
        return self_test::run(context.assets().iter().count(), &arguments);
    }
    if !said::view_ready() {
        return ExitCode::from(self_test::NO_VIEW);
    }
    let session = match start::session(&arguments) {
        Ok(session) => session,
        Err(error) => return refused(&error),
    };
    let mut builder = tauri::Builder::default();
    if !arguments.alone {
        // A second start brings the window to the front with the file that it was given; two windows would write one book.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            if let Some(window) = app.get_webview_window("main") {
                drop(window.unminimize().and_then(|()| window.set_focus()));
            }
            if let Some(file) = start::Arguments::asked_elsewhere(words, Path::new(&folder)) {
                drop(app.emit("asked", file));
            }
        }));
    }
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .manage(Engine {
            progress: session.progress(),
            session: Mutex::new(session),
            opened: Mutex::default(),
        })
        .invoke_handler(tauri::generate_handler![call, print_pages, open_written])
        .build(context);
    let app = match built {
        Ok(app) => app,
        Err(error) => return not_open(&error),
    };
    // Only now it is known that no other window is there, which would have taken the file and ended this program.
    if let Err(error) = start::open(&mut lock(&app.state::<Engine>().session), &arguments) {
        return refused(&error);
    }
    app.run(|app, event| match event {
        RunEvent::Ready => {
            if let Err(error) = set_up(app) {
                not_open(&error);
                app.exit(1);
            }
        }
        RunEvent::Exit => leave(app),
        _ => {}
    });
    ExitCode::SUCCESS
}

/// Says why the program ends before it has a window.
fn refused(error: &Error) -> ExitCode {
    said::tell(&so06::api::message(error, Language::Vietnamese));
    ExitCode::from(error.code.exit_status())
}

/// The same where the system gives none.
fn not_open(error: &dyn std::fmt::Display) -> ExitCode {
    let words = [("detail", error.to_string())];
    said::tell(&piece("window.not_open", &words, Language::Vietnamese));
    ExitCode::FAILURE
}

/// What a command left when it went wrong is as good as what it found: the book itself takes back what was begun.
fn lock<T>(own: &Mutex<T>) -> MutexGuard<'_, T> {
    own.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The window, and all that goes on beside it.
fn set_up(app: &AppHandle) -> tauri::Result<()> {
    open_window(app)?;
    notices::keep_giving(app.clone())?;
    std::thread::spawn(scratch::sweep);
    let (asked, told) = (app.clone(), app.clone());
    watch::keep_watching(
        move |act| act(&mut lock(&asked.state::<Engine>().session)),
        move |changes| drop(told.emit("changed", changes)),
    )?;
    Ok(())
}

/// The one window. It stays on its own page, opens no other, and a release has no tools to look into it.
fn open_window(app: &AppHandle) -> tauri::Result<()> {
    let windows = &app.config().app.windows;
    let Some(config) = windows.iter().find(|own| own.label == "main") else {
        return Err(tauri::Error::WindowNotFound);
    };
    let mut builder = tauri::WebviewWindowBuilder::from_config(app, config)?;
    if let Some(folder) = carried_window() {
        // What the engine of the pages keeps goes with the stick, too.
        builder = builder.data_directory(folder);
    }
    builder
        .devtools(cfg!(debug_assertions))
        .on_navigation(|url| {
            stay::is_own(url.scheme(), url.host_str(), url.port(), tauri::is_dev())
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()
        .map(drop)
}

/// The window is closed: the book is left as the next opening is to find it, with a safety copy where it changed.
fn leave(app: &AppHandle) {
    // A copy takes its time: who opens the program again meanwhile gets a window, and not one that is going.
    tauri_plugin_single_instance::destroy(app);
    let engine = app.state::<Engine>();
    let mut session = lock(&engine.session);
    // Nobody is there any more who could be told.
    drop(dispatch(&mut session, "close_book", json!({})));
}

/// Runs one command of the table off the window's thread, and tells every view what changed.
#[tauri::command(async)]
fn call(
    app: AppHandle,
    engine: State<'_, Engine>,
    name: String,
    request: Value,
) -> Result<Value, ApiError> {
    if let Some(reply) = aside(&engine.progress, &name) {
        return Ok(reply);
    }
    let reply = {
        let mut session = lock(&engine.session);
        dispatch(&mut session, &name, request)?
    };
    lock(&engine.opened).note(&name, &reply["value"]);
    if reply["changes"]
        .as_array()
        .is_some_and(|changes| !changes.is_empty())
    {
        // The reply says the same; a view that missed the event has lost nothing.
        drop(app.emit("changed", &reply["changes"]));
    }
    Ok(reply)
}

/// Hands a finished PDF to the system's printer, or lays it ready for a viewer; off the window's thread, since a
/// printer takes its time.
#[tauri::command(async)]
fn print_pages(engine: State<'_, Engine>, job: print::Job) -> Result<print::Printed, ApiError> {
    let printed = print::print(&job).map_err(|error| {
        let error = Error::new(ErrorCode::IoFailed)
            .with("path", scratch::folder().display())
            .detail(error);
        ApiError::of(&error, Language::Vietnamese)
    })?;
    if let Some(path) = &printed.path {
        lock(&engine.opened).add(path);
    }
    Ok(printed)
}

/// Has the system open a paper, or a folder, that the engine wrote in this run; says whether it did.
#[tauri::command(async)]
fn open_written(engine: State<'_, Engine>, path: PathBuf) -> bool {
    let may = lock(&engine.opened).may(&path);
    may && tauri_plugin_opener::open_path(&path, None::<&str>).is_ok()
}
