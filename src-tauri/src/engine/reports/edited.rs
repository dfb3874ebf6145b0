//! Sentences made of figures that an officer put in other words (câu đã sửa): the words are hers, the numbers stay those
//! of the book until the paper is frozen.
//!
//! What is kept is her text with a mark in the place of each number: `{{value|dinh_danh.kich_hoat||12=trên 95.110}}`, the
//! figure without its time and what it was when she wrote; `#=` where she kept the bare number and none of the words
//! around it. A number that changed since is said; one that no longer stands in the paper stays as it was written, and
//! that is said too; a number that she typed and the book does not give is named, since it will not follow.

use std::collections::HashMap;

use super::findings::{Finding, warn};
use super::keys::{FigureKey, Measure};
use crate::report::content::{Block, Document, Figure, Run};

/// Between the section that a sentence stands in and its own key.
const MARK: &str = "sentence.";

/// A sentence that can be put in other words.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Key under which the words are kept: `group.a.sentence.figures.dvc.tiep_nhan`.
    pub(super) section: String,
    /// As the program says it.
    pub(super) standard: String,
    /// As it is printed; the same where nothing was written.
    pub(super) printed: String,
    /// Its figures as the program prints them.
    figures: Vec<(String, Figure)>,
}

/// Whether a section is a sentence made of figures.
pub(super) fn is_sentence(section: &str) -> bool {
    section.starts_with(MARK) || section.contains(&format!(".{MARK}"))
}

/// Puts an officer's words in the place of sentences, with the numbers of now. Gives every sentence that could have
/// other words.
pub(super) fn apply(
    document: &mut Document,
    texts: &HashMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Vec<Sentence> {
    let known = all_figures(document);
    let mut section = String::new();
    let mut out = Vec::new();
    for block in &mut document.body {
        match block {
            Block::Heading { key, .. } => section = key.clone().unwrap_or_default(),
            Block::Paragraph {
                key: Some(key),
                runs,
            } => {
                let place = if section.is_empty() {
                    format!("{MARK}{key}")
                } else {
                    format!("{section}.{MARK}{key}")
                };
                let standard = spoken(runs);
                let figures = own_figures(runs);
                if let Some(written) = texts.get(&place).filter(|text| !text.trim().is_empty()) {
                    *runs = said(written, &figures, &known, findings);
                    typed_numbers(runs, &standard, findings);
                }
                out.push(Sentence {
                    section: place,
                    printed: spoken(runs),
                    standard,
                    figures,
                });
            }
            _ => {}
        }
    }
    out
}

/// Every figure of a paper with its text.
pub(super) fn all_figures(document: &Document) -> Vec<(String, Figure)> {
    let own = document.figures();
    own.map(|(text, figure)| (text.into_owned(), figure.clone()))
        .collect()
}

fn spoken(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn own_figures(runs: &[Run]) -> Vec<(String, Figure)> {
    runs.iter()
        .filter_map(|run| Some((run.text.clone(), run.figure.clone()?)))
        .collect()
}

/// A figure without its time, as it is kept in a text.
fn thing(key: &str) -> String {
    FigureKey::parse(key).map_or_else(
        || key.to_owned(),
        |_| key.rsplit_once('|').map_or(key, |own| own.0).to_owned(),
    )
}

/// Her words with the numbers of now.
fn said(
    written: &str,
    own: &[(String, Figure)],
    known: &[(String, Figure)],
    findings: &mut Vec<Finding>,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut rest = written;
    while let Some((before, mark, after)) = next_mark(rest) {
        runs.push(Run::plain(before));
        let (key, was) = mark;
        let (key, bare) = key
            .strip_suffix('#')
            .map_or((key, false), |key| (key, true));
        // The sentence's own figures come before those of the whole paper.
        let now = own
            .iter()
            .chain(known)
            .find(|(_, figure)| thing(&figure.key) == key);
        let said = if let Some((text, figure)) = now {
            let shown = shown(text, was, bare);
            runs.push(Run::figure(shown.clone(), figure.clone()));
            (shown != was).then(|| {
                format!("số {was} nay là {shown} theo sổ. Đọc lại câu cho đúng với số mới.")
            })
        } else {
            runs.push(Run::plain(was));
            Some(format!(
                "số {was} không còn trong báo cáo, được giữ như lúc viết."
            ))
        };
        findings
            .extend(said.map(|said| warn(format!("Câu đã sửa “{}”: {said}", beginning(written)))));
        rest = after;
    }
    runs.push(Run::plain(rest));
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// A figure as it is printed now, with as many of the words around it as there were: "trên 98.765 hồ sơ", "trên 98.765",
/// "98.765".
fn shown(now: &str, was: &str, bare: bool) -> String {
    let number = number_of(now);
    if was.contains(" tháng ") {
        return now.to_owned();
    }
    if bare {
        return number.to_owned();
    }
    let measured = !was.ends_with(number_of(was));
    match now.split_once(number) {
        Some((before, _)) if !measured => format!("{before}{number}"),
        _ => now.to_owned(),
    }
}

/// Text before the next mark, the mark's key and number, and the text after it.
fn next_mark(text: &str) -> Option<(&str, (&str, &str), &str)> {
    let from = text.find("{{")?;
    let to = from + text[from..].find("}}")?;
    let mark = text[from + 2..to].rsplit_once('=')?;
    Some((&text[..from], mark, &text[to + 2..]))
}

/// The first words of a sentence, for those who look for it.
fn beginning(written: &str) -> String {
    const WORDS: usize = 6;
    let mut plain = String::new();
    let mut rest = written;
    while let Some((before, (_, was), after)) = next_mark(rest) {
        plain.push_str(before);
        plain.push_str(was);
        rest = after;
    }
    plain.push_str(rest);
    let words: Vec<&str> = plain.split_whitespace().take(WORDS).collect();
    words.join(" ") + "…"
}

/// Numbers that she typed and that neither the book gives nor the sentence had.
fn typed_numbers(runs: &[Run], standard: &str, findings: &mut Vec<Finding>) {
    let usual = numbers(standard);
    let mut told: Vec<&str> = Vec::new();
    for run in runs.iter().filter(|run| run.figure.is_none()) {
        for number in counts(&run.text) {
            if usual.contains(&number) || told.contains(&number) {
                continue;
            }
            told.push(number);
            findings.push(warn(format!(
                "Câu đã sửa “{}” có số {number} gõ tay; số này không đổi theo sổ.",
                beginning(&spoken(runs))
            )));
        }
    }
}

/// Numbers of a text that count something: those of days, periods and documents are none.
fn counts(text: &str) -> Vec<&str> {
    let mut before = "";
    let mut out = Vec::new();
    for word in text.split_whitespace() {
        let named = NAMED.contains(&before.trim_start_matches('('));
        if !named && !word.contains('/') {
            out.extend(numbers(word));
        }
        before = word;
    }
    out
}

/// Her text with a mark in the place of each number of the sentence; nothing where it is the sentence itself.
pub(super) fn anchored(sentence: &Sentence, known: &[(String, Figure)], typed: &str) -> String {
    let typed = typed.trim();
    if typed == sentence.standard.trim() {
        return String::new();
    }
    // Places that are taken: first byte, last byte, and the mark.
    let mut taken: Vec<(usize, usize, String)> = Vec::new();
    let mut claim = |wanted: &str, key: &str, bare: &str| -> bool {
        let free = |from: usize| {
            let to = from + wanted.len();
            whole(typed, from, to) && taken.iter().all(|(a, b, _)| to <= *a || *b <= from)
        };
        let place = typed
            .match_indices(wanted)
            .map(|own| own.0)
            .find(|from| free(*from));
        if let Some(from) = place {
            let mark = format!("{{{{{}{bare}={wanted}}}}}", thing(key));
            taken.push((from, from + wanted.len(), mark));
        }
        place.is_some()
    };
    let mut left = Vec::new();
    for (text, figure) in &sentence.figures {
        // With its word and its unit of measure, so that "trên" follows too.
        if !claim(text.trim(), &figure.key, "") {
            left.push((text, figure));
        }
    }
    for (text, figure) in left {
        // Of a day no part stands for the whole.
        if !is_day(&figure.key) {
            claim(number_of(text), &figure.key, "#");
        }
    }
    // What she took over from other sentences of the paper follows too; a number of one or two digits may be anything.
    for (text, figure) in known {
        if text.chars().filter(char::is_ascii_digit).count() > 2 {
            claim(text.trim(), &figure.key, "");
        }
    }
    taken.sort_by_key(|own| own.0);
    let mut out = String::new();
    let mut at = 0;
    for (from, to, mark) in taken {
        out.push_str(&typed[at..from]);
        out.push_str(&mark);
        at = to;
    }
    out.push_str(&typed[at..]);
    out
}

/// Whether a stretch is not the middle of a longer number.
fn whole(text: &str, from: usize, to: usize) -> bool {
    let inside = |letter: Option<char>, beyond: Option<char>| match letter {
        Some(own) if own.is_ascii_digit() => true,
        Some('.' | ',') => beyond.is_some_and(|own| own.is_ascii_digit()),
        _ => false,
    };
    let mut before = text[..from].chars().rev();
    let mut after = text[to..].chars();
    from < to && !inside(before.next(), before.next()) && !inside(after.next(), after.next())
}

fn is_day(key: &str) -> bool {
    FigureKey::parse(key).is_some_and(|own| own.measure == Measure::Day)
}

/// Words before a number that make it a day, a period or a place in a document.
const NAMED: [&str; 10] = [
    "ngày", "tháng", "năm", "quý", "Ngày", "Tháng", "Năm", "Quý", "số", "Điều",
];

/// Digits of a number with their dots and commas.
const fn belongs(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '.' | ',')
}

/// The number in "trên 98.000 hồ sơ"; the text itself where it has none.
fn number_of(text: &str) -> &str {
    numbers(text).into_iter().next().unwrap_or(text)
}

/// Every number of a text.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|letter| !belongs(letter))
        .map(|own| own.trim_matches(['.', ',']))
        .filter(|own| own.contains(|letter: char| letter.is_ascii_digit()))
        .collect()
}
