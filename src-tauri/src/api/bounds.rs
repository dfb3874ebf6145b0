//! What every request is held to before its command sees it: sizes, and what a path may be.
//!
//! The window is ours, but what reaches the table may have come through a page that somebody changed, a script on the
//! bridge, or a paste of a whole book. The commands have bounds of their own that fit what they do; these here are wider
//! and hold for all of them, so that no command can be forgotten.

use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::domain::{Error, ErrorCode, Result, is_far_day};

/// Most items of one list: a plan has 20.000 rows at most, a block of the grid fewer cells.
pub const MOST_ITEMS: usize = 50_000;

/// Most bytes of one text; the longest text of a task has 200.000 letters.
pub const LONGEST_TEXT: usize = 800_000;

/// Most bytes of a file or of a paste that comes within a request, and of all of its texts: the largest evidence that a setting allows, as base64.
pub const LONGEST_FILE: usize = 700 << 20;

/// Lists and objects within each other.
pub const MOST_DEPTH: usize = 16;

/// Most bytes of a path; no system that the program runs on takes longer ones from a dialog.
pub const LONGEST_PATH: usize = 4_096;

/// Where files and pastes come: command and field, whatever the field lies in.
pub const FILES: [(&str, &str); 12] = [
    ("look_over", "data"),
    ("look_over", "text"),
    ("look_over_plan", "bytes"),
    ("look_over_plan", "text"),
    ("open_superior_form", "data"),
    ("paste_contacts", "data"),
    ("paste_contacts", "text"),
    ("attach_signed", "bytes"),
    ("read_returned", "bytes"),
    ("attach_evidence", "bytes"),
    ("look_over_packages", "data"),
    ("take_packages", "data"),
];

/// Refuses a request that is no object, or holds more than any request needs.
pub(super) fn request(command: &str, payload: &Value) -> Result<()> {
    if !payload.is_object() {
        return Err(Error::new(ErrorCode::BadRequest).detail(format!("{command}: not an object")));
    }
    let mut left = LONGEST_FILE;
    within((command, ""), payload, 0, &mut left)
}

fn within(
    (command, field): (&str, &str),
    value: &Value,
    depth: usize,
    left: &mut usize,
) -> Result<()> {
    let too_large = |what: String| {
        Err(Error::new(ErrorCode::RequestTooLarge)
            .with("what", what)
            .detail(format!("{command}: {field}")))
    };
    if depth > MOST_DEPTH {
        return too_large(format!("{depth} > {MOST_DEPTH}"));
    }
    match value {
        Value::String(text) => {
            let most = if FILES.contains(&(command, field)) {
                LONGEST_FILE
            } else {
                LONGEST_TEXT
            };
            // All texts together are no longer than the longest file.
            if text.len() > most.min(*left) {
                return too_large(format!("{} > {}", text.len(), most.min(*left)));
            }
            *left -= text.len();
            if text.contains('\0') {
                // Nothing that is typed or pasted has it, and systems end names and texts there.
                return Err(Error::new(ErrorCode::BadRequest)
                    .detail(format!("{command}: {field}: a zero byte")));
            }
            if is_far_day(text) {
                return Err(Error::new(ErrorCode::BadDay).with("text", text));
            }
            Ok(())
        }
        Value::Array(items) => {
            if items.len() > MOST_ITEMS {
                return too_large(format!("{} > {MOST_ITEMS}", items.len()));
            }
            items
                .iter()
                .try_for_each(|own| within((command, field), own, depth + 1, left))
        }
        Value::Object(fields) => fields
            .iter()
            .try_for_each(|(name, own)| within((command, name), own, depth + 1, left)),
        _ => Ok(()),
    }
}

/// Signs that turn the direction of what is read, so that a name shows as another one.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A path as it was typed or chosen; a bare name lies in `folder`. Any place of the machine may be chosen, since offices
/// keep books on sticks and shares, but a path never leads upwards, is never the root of everything or a device, and holds
/// nothing that cannot be seen.
pub(super) fn path(folder: &Path, text: &str) -> Result<PathBuf> {
    let text = text.trim();
    let path = Path::new(text);
    let refused = text.is_empty()
        || text.len() > LONGEST_PATH
        || text.chars().any(|own| own.is_control() || turns(own))
        || names_device(text)
        || path == Path::new("/")
        || path.components().any(|own| own == Component::ParentDir);
    if refused {
        return Err(Error::new(ErrorCode::BadPath).with("path", text));
    }
    Ok(folder.join(path))
}

/// `\\.\PhysicalDrive0`, `\\?\GLOBALROOT\…`: Windows' ways around its file systems. Dialogs give none of them.
fn names_device(text: &str) -> bool {
    let plain: String = text.chars().take(4).collect();
    matches!(
        plain.replace('/', "\\").as_str(),
        r"\\.\" | r"\\?\" | r"\??\"
    )
}

/// A parameter or detail of a refusal as it may be shown: what turns the reading, or cannot be seen, becomes a sign that
/// can, and nobody is shown five megabytes of his own paste.
pub(super) fn shown(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(LONGEST_PATH)
        .map(|own| {
            let hidden = own.is_control() && own != '\n';
            if hidden || turns(own) {
                '\u{fffd}'
            } else {
                own
            }
        })
        .collect();
    if out.len() < text.len() && text.chars().nth(LONGEST_PATH).is_some() {
        out.push('…');
    }
    out
}
