//! The surface: one table of commands that the window, the bridge and the tests call alike.
//!
//! A request is JSON; the answer is `{value, changes}` or a refusal `{code, params, detail, message}`.
//! Adding a command: a line in [`commands`], a request struct, a handler. The TypeScript follows by
//! `cargo xtask bindings`.

mod access;
mod bodies;
mod books;
pub mod bounds;
mod commands;
mod counts;
mod doctor;
mod encryption;
mod evidence;
mod exchange;
mod folder;
mod handover;
mod indicators;
mod intake;
mod log;
mod meetings;
mod office;
mod officers;
mod out;
mod outreach;
mod papers;
mod plan_intake;
mod progress;
mod queries;
mod reading;
mod recent;
mod requests;
mod safety;
mod session;
mod superior_forms;
mod support;
mod tasks;
mod time;
mod typescript;
mod views;
mod words;
mod work;

pub use access::need_of_command;
pub use commands::{NAMES, dispatch};
pub use doctor::{FindingRow, finding_words, saved_words, state_words, table_words};
pub use log::{Log, scrubbed};
pub use office::{OfficeLanguage, OfficeView};
pub use progress::aside;
pub use reading::{reading_words, rhythm_words};
pub use safety::misfit_words;
pub use session::{Session, carried_window, user_data_dir};
pub use typescript::{typescript, write_typescript};
pub use views::{
    ApiError, AskedFile, AskedKind, BookHead, JournalRow, RecentBook, RecordOutcome, StartView,
    StepDone,
};
pub use words::{Language, message, operation_label, piece};
