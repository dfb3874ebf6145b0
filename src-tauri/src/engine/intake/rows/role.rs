//! Whose row it is, and what: told by its name, by what it is numbered with, and by whether figures stand in it.

use super::{Role, Rows};
use crate::domain::naming::{base_letter, exact_key};
use crate::domain::text::fold;
use crate::domain::{Error, Id};
use crate::engine::intake::heads::words_of;
use crate::engine::intake::names::{Chosen, Names, is_roman, without_number};

/// Words with which a total begins.
const TOTAL: [&str; 14] = [
    "tổng",
    "cộng",
    "chung",
    "bình quân",
    "trung bình",
    "toàn quận",
    "toàn huyện",
    "toàn thị xã",
    "toàn thành phố",
    "toàn tỉnh",
    "toàn xã",
    "toàn phường",
    "toàn địa bàn",
    "toàn tp",
];

/// Words after which nothing of the table follows.
pub(super) const ENDING: [&str; 12] = [
    "ghi chu",
    "luu y",
    "nguoi lap",
    "nguoi bao cao",
    "noi nhan",
    "thu truong",
    "tm",
    "kt",
    "tl",
    "tuq",
    "xac nhan",
    "nguon",
];

/// Whether a text begins as a total does: with marks, or wholly without any.
fn is_total(text: &str) -> bool {
    let text = without_number(text);
    let first = text.chars().find(|c| c.is_alphanumeric()).map(base_letter);
    if !matches!(first, Some('t' | 'c' | 'b')) {
        return false;
    }
    let first: String = text.chars().take(40).collect();
    let own = exact_key(&first);
    let plain = fold(&own);
    let unmarked = own == plain;
    TOTAL.iter().any(|word| {
        let word = if unmarked {
            fold(word)
        } else {
            exact_key(word)
        };
        own.strip_prefix(word.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether a text begins with one of these words, as a word.
pub(super) fn begins_with(text: &str, words: &[&str]) -> bool {
    // Most names are told apart by their first letter.
    let first = text.chars().find(|c| c.is_alphanumeric()).map(base_letter);
    if words.iter().all(|word| word.chars().next() != first) {
        return false;
    }
    let first: String = text.chars().take(40).collect();
    let own = words_of(&first).join(" ");
    words.iter().any(|word| {
        own.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

impl Rows<'_> {
    /// What a row is, whose, and why a name could not be understood.
    pub(super) fn role(
        &self,
        name: &str,
        ordinal: &str,
        (within, code): (Option<&str>, Option<&str>),
        filled: bool,
        ended: bool,
    ) -> (Role, Option<Id>, Option<Error>) {
        if self.names.chosen(name) == Some(Chosen::LeftOut) {
            return (Role::LeftOut, None, None);
        }
        let read = self.names.read(name, within);
        // "Công Hải" and "Toàn Thắng" are units, though they begin as totals do.
        let unit = read
            .as_ref()
            .is_ok_and(|body| *body != self.names.directory().root);
        if !unit && (is_total(name) || is_total(ordinal)) {
            return (Role::Total, self.names.read(name, None).ok(), None);
        }
        let read = match (read, code) {
            (Err(refusal), Some(code)) if Names::may_name(code) => {
                self.names.read(code, None).map_err(|_| refusal)
            }
            (read, _) => read,
        };
        match read {
            Ok(body) if !name.is_empty() => {
                if filled || !is_roman(ordinal) {
                    (Role::Unit, Some(body), None)
                } else {
                    (Role::Group, Some(body), None)
                }
            }
            _ if is_roman(ordinal) || is_roman(name) => (Role::Group, None, None),
            _ if !filled
                && !ended
                && !name.is_empty()
                && name.chars().count() <= 60
                && begins_with(name, &["khoi", "cum", "nhom", "cac"]) =>
            {
                (Role::Group, None, None)
            }
            Err(refusal) if filled && !name.is_empty() => {
                if ended || begins_with(name, &ENDING) || name.starts_with(['*', '(']) {
                    (Role::LeftOut, None, None)
                } else {
                    (Role::Unknown, None, Some(refusal))
                }
            }
            Err(refusal) if filled && !ended => (Role::Unknown, None, Some(refusal)),
            _ => (Role::LeftOut, None, None),
        }
    }
}
