//! The words of the shipped file (`assets/catalogue/heads.json`), and the words of any text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;

use super::Meaning;
use crate::domain::naming::exact_key;
use crate::domain::text::fold;

const HEADS: &str = include_str!("../../../../../assets/catalogue/heads.json");

#[derive(Debug, Deserialize)]
struct HeadFile {
    abbreviations: HashMap<String, String>,
    left_out: Vec<String>,
    turning: Vec<String>,
    roles: BTreeMap<String, Vec<String>>,
    indicators: HashMap<String, Vec<String>>,
}

/// Words of the shipped file under their keys.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What is written out, with its marks.
    pub(super) abbreviations: HashMap<String, Vec<String>>,
    pub(super) left_out: BTreeSet<Vec<String>>,
    /// What makes another thing of the words beside it.
    pub(super) turning: Vec<Vec<String>>,
    pub(super) roles: Vec<Role>,
    pub(super) indicators: HashMap<String, Vec<String>>,
}

/// A phrase that tells the role of a column.
#[derive(Debug)]
pub(super) struct Role {
    pub(super) exact: Vec<String>,
    pub(super) plain: Vec<String>,
    pub(super) meaning: Meaning,
}

/// Words with their marks, so that "đạt" is not "đất"; abbreviations are written out.
pub(super) fn exact_words(text: &str) -> Vec<String> {
    let known = &shipped().abbreviations;
    let mut out = Vec::new();
    for word in exact_key(text).split(' ').filter(|word| !word.is_empty()) {
        match known.get(&fold(word)) {
            Some(long) => out.extend(long.iter().cloned()),
            None => out.push(word.to_owned()),
        }
    }
    out
}

/// Words of a text: without marks and case, a final y as i, only letters and digits.
pub(in crate::engine) fn words_of(text: &str) -> Vec<String> {
    fold(&exact_key(text))
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(super) fn shipped() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        // A broken file is found by the test that reads it; here it only means fewer words.
        let Ok(file) = serde_json::from_str::<HeadFile>(HEADS) else {
            return Words::default();
        };
        let exact =
            |text: &str| -> Vec<String> { exact_key(text).split(' ').map(str::to_owned).collect() };
        let mut roles: Vec<Role> = Vec::new();
        for (role, phrases) in &file.roles {
            let Some(meaning) = Meaning::parse(role) else {
                continue;
            };
            roles.extend(phrases.iter().map(|phrase| Role {
                exact: exact(phrase),
                plain: words_of(phrase),
                meaning,
            }));
        }
        // The longest phrase goes first: "lũy kế kỳ trước" before "lũy kế".
        roles.sort_by_key(|role| std::cmp::Reverse(role.plain.len()));
        Words {
            abbreviations: file
                .abbreviations
                .iter()
                .map(|(short, long)| (words_of(short).concat(), exact(long)))
                .collect(),
            left_out: file.left_out.iter().map(|text| words_of(text)).collect(),
            turning: file.turning.iter().map(|text| words_of(text)).collect(),
            roles,
            indicators: file.indicators,
        }
    })
}

/// Whether the shipped words can be read, and every indicator that they name.
pub fn shipped_heads() -> serde_json::Result<Vec<String>> {
    let file: HeadFile = serde_json::from_str(HEADS)?;
    Ok(file.indicators.into_keys().collect())
}
