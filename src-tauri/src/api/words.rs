//! Words for codes, from the catalogues in `assets/words`; the engine itself forms no sentences of refusal.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::Error;
use crate::store::journal::Entry;

/// A language of the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// tiếng Việt
    #[default]
    Vietnamese,
    /// English
    English,
}

#[derive(Debug, Deserialize)]
struct Catalogue {
    errors: HashMap<String, String>,
    operations: HashMap<String, String>,
    notice: HashMap<String, String>,
    terms: HashMap<String, String>,
    reading: HashMap<String, String>,
}

fn read(text: &str) -> Catalogue {
    // A broken catalogue shows bare codes instead of ending the program; a test asks for every word.
    serde_json::from_str(text).unwrap_or(Catalogue {
        errors: HashMap::new(),
        operations: HashMap::new(),
        notice: HashMap::new(),
        terms: HashMap::new(),
        reading: HashMap::new(),
    })
}

static VIETNAMESE: LazyLock<Catalogue> =
    LazyLock::new(|| read(include_str!("../../../assets/words/vi/engine.json")));
static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| read(include_str!("../../../assets/words/en/engine.json")));

impl Language {
    /// `vi` or `en`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "vi" => Some(Self::Vietnamese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::Vietnamese => &VIETNAMESE,
            Self::English => &ENGLISH,
        }
    }
}

/// A piece of the day's notice: "3 quá hạn".
pub(super) fn notice(key: &str, value: &str, language: Language) -> String {
    let words = language.catalogue().notice.get(key);
    words.map_or_else(String::new, |words| {
        words.replace("{count}", value).replace("{day}", value)
    })
}

/// A piece of what is said of a wording, with its parameters.
pub fn piece(key: &str, params: &[(&str, String)], language: Language) -> String {
    let words = language.catalogue().reading.get(key);
    let words = words.cloned().unwrap_or_else(|| key.to_owned());
    params.iter().fold(words, |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// A refusal as a sentence with what to do.
pub fn message(error: &Error, language: Language) -> String {
    let code = error.code.as_str();
    let Some(words) = language.catalogue().errors.get(code) else {
        return error.to_string();
    };
    let said = error
        .params
        .iter()
        .fold(words.clone(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        });
    with_terms(said, language)
}

/// `{term.task}` in what a refusal names, in the language of who reads it.
fn with_terms(text: String, language: Language) -> String {
    if !text.contains("{term.") {
        return text;
    }
    let terms = language.catalogue().terms.iter();
    terms.fold(text, |text, (name, words)| {
        text.replace(&format!("{{term.{name}}}"), words)
    })
}

/// An operation as the journal and the undo button name it: "nhập số Phường An Thới".
pub fn operation_label(entry: &Entry, language: Language) -> String {
    let catalogue = language.catalogue();
    let of = |kind: &str, params: &Value| {
        let words = catalogue
            .operations
            .get(kind)
            .cloned()
            .unwrap_or_else(|| kind.to_owned());
        let Some(params) = params.as_object() else {
            return words;
        };
        params.iter().fold(words, |text, (name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => String::new(),
            };
            text.replace(&format!("{{{name}}}"), &value)
        })
    };
    match entry.kind.as_str() {
        kind @ ("undo" | "redo") => {
            let inner = of(
                entry.params["of"].as_str().unwrap_or_default(),
                &entry.params["params"],
            );
            of(kind, &serde_json::json!({ "step": inner }))
        }
        kind => of(kind, &entry.params),
    }
}
