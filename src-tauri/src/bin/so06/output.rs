//! What goes to the terminal: lines for people, one JSON document for scripts.

use std::io::Write;
use std::process::ExitCode;

use serde_json::{Value, json};
use so06::api::{self, Language};
use so06::domain::{Error, ErrorCode};

use crate::passphrase;

/// How answers are written.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// JSON on stdout.
    pub json: bool,
    /// Language of the words.
    pub language: Language,
}

impl Output {
    /// One answer: its JSON, or its lines.
    pub fn answer(self, value: &Value, lines: impl FnOnce() -> Vec<String>) {
        let mut out = std::io::stdout().lock();
        // A reader that has closed its end wants no more; that is no error of ours.
        if self.json {
            drop(writeln!(out, "{value}"));
        } else {
            for line in lines() {
                drop(writeln!(out, "{line}"));
            }
        }
    }

    /// A refusal with its exit status.
    pub fn refuse(self, error: &Error) -> ExitCode {
        let message = api::message(error, self.language);
        let mut err = std::io::stderr().lock();
        drop(writeln!(err, "{message}"));
        if error.code == ErrorCode::BookEncrypted {
            drop(writeln!(err, "{}", passphrase::HINT));
        }
        if !error.detail.is_empty() {
            drop(writeln!(err, "({}: {})", error.code.as_str(), error.detail));
        }
        if self.json {
            let params: serde_json::Map<String, Value> = error
                .params
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            let document = json!({ "error": { "code": error.code.as_str(), "params": params, "detail": error.detail } });
            drop(writeln!(std::io::stdout().lock(), "{document}"));
        }
        ExitCode::from(error.code.exit_status())
    }
}
