//! Names of bodies by their words, and by what people shorten them to.

use super::super::columns::{plain, starts};
use crate::domain::text::fold;

/// A word of a written name.
#[derive(Debug)]
pub(super) struct Token {
    pub folded: String,
    /// Letters of an abbreviation, folded: "VHTT" is v, h, t, t.
    pub initials: Option<Vec<char>>,
}

pub(super) fn tokens(name: &str) -> Vec<Token> {
    let signs = |c: char| !(c.is_alphanumeric());
    let words = name.split(signs).filter(|word| !word.is_empty());
    let all = words.map(|word| {
        let upper = word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let folded = fold(word);
        let short = upper && word.chars().any(char::is_alphabetic)
            || matches!(folded.as_str(), "vp" | "ca" | "p" | "bcd");
        Token {
            initials: short.then(|| folded.chars().collect()),
            folded,
        }
    });
    all.filter(|token| !matches!(token.folded.as_str(), "va"))
        .collect()
}

pub(super) fn words_of(name: &str) -> Vec<String> {
    let words = plain(&name.replace(['(', ')'], " "));
    words
        .split(' ')
        .filter(|word| !word.is_empty() && *word != "va")
        .map(str::to_owned)
        .collect()
}

/// Words that names often leave out.
pub(super) const LEFT_OUT: [&str; 6] = ["viet", "nam", "cong", "san", "cap", "cac"];

/// How well written words fit a name: 0 word by word, 1 by initials, 2 by a beginning of it; none where they do not.
pub(super) fn rank(tokens: &[Token], words: &[String]) -> Option<u8> {
    if tokens.len() == words.len()
        && tokens
            .iter()
            .zip(words)
            .all(|(own, word)| own.folded == *word)
    {
        return Some(0);
    }
    let end = reach(tokens, words)?;
    if words[end..]
        .iter()
        .all(|word| LEFT_OUT.contains(&word.as_str()))
    {
        return Some(1);
    }
    // A beginning: "Đoàn Thanh niên" of "Đoàn Thanh niên Cộng sản Hồ Chí Minh".
    (tokens.len() >= 2 && end >= 3 && end * 2 >= words.len()).then_some(2)
}

/// How many words of a name the tokens reach, each token a word or the initials of some.
pub(super) fn reach(tokens: &[Token], words: &[String]) -> Option<usize> {
    let Some((token, rest)) = tokens.split_first() else {
        return Some(0);
    };
    let mut best = None;
    if words.first().is_some_and(|word| *word == token.folded) {
        best = reach(rest, &words[1..]).map(|end| end + 1);
    }
    if best.is_none()
        && let Some(initials) = &token.initials
    {
        // A digit stands for itself: "BCĐ57".
        let mut at = 0;
        let mut letters = initials.iter().peekable();
        let mut fits = true;
        while let Some(letter) = letters.next() {
            let Some(word) = words.get(at) else {
                fits = false;
                break;
            };
            if letter.is_ascii_digit() {
                let mut number = letter.to_string();
                while let Some(next) = letters.next_if(|own| own.is_ascii_digit()) {
                    number.push(*next);
                }
                fits = *word == number;
            } else {
                fits = word.starts_with(*letter);
            }
            if !fits {
                break;
            }
            at += 1;
        }
        if fits {
            best = reach(rest, &words[at..]).map(|end| end + at);
        }
    }
    best
}

/// "thành phố trực thuộc trung ương" is said "thành phố".
pub(super) fn short_kind(kind: &str) -> String {
    if kind.starts_with("thanh pho") {
        "thanh pho".to_owned()
    } else {
        kind.to_owned()
    }
}

/// The kind with which a name of a unit begins.
pub(super) fn kind_prefix(name: &str) -> Option<&'static str> {
    let words = plain(name);
    let words = ["ubnd ", "uy ban nhan dan "]
        .iter()
        .find_map(|own| words.strip_prefix(own))
        .unwrap_or(&words);
    [
        ("phuong", "phường"),
        ("p", "phường"),
        ("xa", "xã"),
        ("x", "xã"),
        ("thi tran", "thị trấn"),
        ("tt", "thị trấn"),
    ]
    .iter()
    .find(|(own, _)| starts(words, own) && words.len() > own.len())
    .map(|(_, kind)| *kind)
}

/// The unit whose police a text names: "Công an phường An Thới", "CAP An Thới".
pub(super) fn of_police(text: &str) -> Option<String> {
    const POLICE: [(&str, &str); 6] = [
        ("công an ", ""),
        ("cong an ", ""),
        ("ca ", ""),
        ("cap ", "phường "),
        ("cax ", "xã "),
        ("catt ", "thị trấn "),
    ];
    POLICE.iter().find_map(|(prefix, kind)| {
        let end = text.char_indices().nth(prefix.chars().count())?.0;
        let fits = text[..end].to_lowercase() == *prefix;
        let unit = format!("{kind}{}", text[end..].trim());
        (fits && kind_prefix(&unit).is_some()).then_some(unit)
    })
}

/// "Công an quận (Đội QLHC)" without what stands in brackets.
pub(super) fn without_brackets(name: &str) -> String {
    match name.split_once('(') {
        Some((head, _)) if !head.trim().is_empty() => head.trim().to_owned(),
        _ => name.to_owned(),
    }
}
