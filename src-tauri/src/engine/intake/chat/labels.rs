//! What a figure of a chat line is called.

use super::super::heads::Heads;
use crate::domain::text::fold;

/// Words around a unit and a label that say nothing.
pub(super) const FILLERS: [&str; 27] = [
    "bao", "cao", "bc", "gui", "xin", "kinh", "da", "a", "chi", "anh", "em", "nhe", "so", "lieu",
    "co", "cap", "ca", "cua", "la", "nay", "hom", "dia", "ban", "bac", "chu", "va", "toi",
];

/// Words behind a figure that say what was counted: they are no part of the next label.
const COUNTED: [&str; 21] = [
    "ho", "so", "hs", "tai", "khoan", "tk", "the", "luot", "truong", "hop", "nguoi", "cong", "dan",
    "dinh", "danh", "dien", "tu", "ban", "ghi", "thu", "tuc",
];

/// Words that go on with the label before them.
const GOING_ON: [&str; 5] = ["luy ke", "lk", "tong", "den nay", "luy ke den nay"];

/// A label, and whether words before it are nobody's.
pub(super) struct Label {
    pub text: String,
    pub alien: bool,
}

/// Whether a word around a label or a name says nothing.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&fold(word).as_str())
}

/// A label without what stands around it. `before` is the label before it in the line; `later` that a figure stands
/// before it in the same part, so that its first words may say what was counted there.
pub(super) fn clean(label: &str, before: Option<&str>, later: bool, heads: &Heads) -> Label {
    let label = without_last_words(label.trim_matches([' ', ':', '=', '-', '–', ',', '\u{a0}']));
    let plain = fold(&label);
    if let Some(before) = before.filter(|_| GOING_ON.contains(&plain.as_str())) {
        let own: Vec<&str> = before
            .split_whitespace()
            .filter(|word| !matches!(fold(word).as_str(), "moi" | "tang" | "them"))
            .collect();
        let text = format!("{} {label}", own.join(" "));
        return Label { text, alien: false };
    }
    let words: Vec<&str> = label.split_whitespace().collect();
    for from in 0..words.len() {
        let text = words[from..].join(" ");
        let read = heads.read_label(&text);
        if read.sure && read.indicator.is_some() {
            let idle = words[..from].iter().all(|word| says_nothing(word, later));
            if idle {
                return Label { text, alien: false };
            }
            break;
        }
    }
    let alien = !words
        .iter()
        .all(|word| is_filler(word) || heads.has_word(word));
    Label { text: label, alien }
}

fn says_nothing(word: &str, later: bool) -> bool {
    let plain = fold(word.trim_matches([',', '.', ':']));
    is_filler(word) || later && COUNTED.contains(&plain.as_str())
}

/// "Kích hoạt được", "thu nhận là", "kích hoạt đạt".
fn without_last_words(label: &str) -> String {
    let mut words: Vec<&str> = label.split_whitespace().collect();
    while words.len() > 1
        && words.last().is_some_and(|word| {
            matches!(fold(word).as_str(), "la" | "duoc" | "dat" | "them" | "co")
        })
    {
        words.pop();
    }
    words.join(" ")
}
