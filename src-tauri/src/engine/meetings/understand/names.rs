//! What bodies are called when one speaks of them: full and short names, "P.", "UBND", the abbreviation of an office.

use std::collections::HashMap;

use crate::domain::body::BodyClass;
use crate::domain::naming::{exact_key, loose_key};
use crate::domain::text::fold;
use crate::domain::{Day, Id};
use crate::engine::directory::Directory;

/// Words of a name at most.
pub(super) const LONGEST: usize = 12;

/// Kinds of units with what is written for them.
const SHORT_KINDS: [(&str, &[&str]); 10] = [
    ("phường", &["p"]),
    ("xã", &["x"]),
    ("thị trấn", &["tt", "ttr"]),
    ("đặc khu", &["đk"]),
    ("quận", &["q"]),
    ("huyện", &["h"]),
    ("thị xã", &["tx"]),
    ("thành phố", &["tp"]),
    ("khu vực", &["kv"]),
    ("tổ dân phố", &["tdp", "tổ"]),
];

/// Names of the bodies that exist on a day.
pub(super) struct Names {
    /// Exact keys where the sentence has marks, loose ones where it has none.
    keys: HashMap<String, Vec<Id>>,
    /// Abbreviations of organisations, as they are written: "CAQ".
    codes: HashMap<String, Id>,
    marked: bool,
}

impl Names {
    pub(super) fn of(directory: &Directory, day: Day, sentence: &str) -> Self {
        // Without a single mark the marks were left out: such a sentence has no letter of its own alphabet.
        let marked = fold(sentence) != sentence.to_lowercase();
        let mut out = Self {
            keys: HashMap::new(),
            codes: HashMap::new(),
            marked,
        };
        for body in directory.all(day) {
            let Some(version) = directory.version(body, day) else {
                continue;
            };
            let root = body == directory.root;
            let mut forms = vec![directory.name(body, day), version.short_name.clone()];
            match directory.class(body) {
                BodyClass::Territory => {
                    let kinds = SHORT_KINDS.iter().filter(|own| own.0 == version.kind);
                    let short = kinds.flat_map(|own| own.1);
                    forms.extend(short.map(|kind| format!("{kind} {}", version.name)));
                    // A name of one syllable, or a number, is a word like any other without its kind. And the root
                    // is named together with its kind: "Bình Thủy" alone is the phường of that name.
                    if !root && version.name.contains(' ') {
                        forms.push(version.name.clone());
                    }
                    if root {
                        forms.push(format!("UBND {}", version.kind));
                    }
                }
                BodyClass::Organization => {
                    forms.push(version.name.clone());
                    let letters = version.code.chars().filter(|c| c.is_alphabetic()).count();
                    if letters >= 2 && version.code.chars().all(char::is_alphanumeric) {
                        out.codes.insert(version.code.clone(), body);
                    }
                }
            }
            for form in forms {
                out.take(&form, body);
            }
        }
        out
    }

    fn key(&self, text: &str) -> String {
        if self.marked {
            exact_key(text)
        } else {
            loose_key(text)
        }
    }

    fn take(&mut self, form: &str, body: Id) {
        let key = self.key(form);
        if key.chars().count() < 2 {
            return;
        }
        let own = self.keys.entry(key).or_default();
        if !own.contains(&body) {
            own.push(body);
        }
    }

    /// Bodies that some written words are the name of.
    pub(super) fn called(&self, written: &str) -> Vec<Id> {
        if let Some(body) = self.codes.get(written) {
            return vec![*body];
        }
        self.keys
            .get(&self.key(written))
            .cloned()
            .unwrap_or_default()
    }
}
