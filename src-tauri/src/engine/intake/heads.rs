//! What heads of tables and labels of chat lines mean (đọc tiêu đề cột): the role of a column, and its indicator.
//!
//! How offices write them is data (`assets/catalogue/heads.json`). A fuzzy reading must stand out from the next one,
//! else it is left to the officer: a wrong column is worse than an unknown one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::Id;
use crate::domain::indicator::IndicatorKind;
use crate::domain::naming::exact_key;
use crate::domain::text::fold;
use crate::engine::dictionary::Dictionary;

const HEADS: &str = include_str!("../../../../assets/catalogue/heads.json");

/// What a column of a table is (vai trò của cột).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// tên đơn vị
    Body,
    /// mã đơn vị
    Code,
    /// số thứ tự
    Ordinal,
    /// Figures of an indicator.
    Figure,
    /// chỉ tiêu giao: held against the book's
    Target,
    /// tỷ lệ: held against its parts
    Percent,
    /// số kỳ trước: held against the book's
    Previous,
    /// tăng trong kỳ, beside a cumulative figure
    Increase,
    /// ghi chú
    Note,
    /// Nothing of this book.
    Ignored,
    /// Numbers that nobody knows the meaning of.
    Unknown,
}

impl Meaning {
    /// The word under which it is kept and asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Code => "code",
            Self::Ordinal => "ordinal",
            Self::Figure => "figure",
            Self::Target => "target",
            Self::Percent => "percent",
            Self::Previous => "previous",
            Self::Increase => "increase",
            Self::Note => "note",
            Self::Ignored => "ignored",
            Self::Unknown => "unknown",
        }
    }

    /// Reads such a word.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(text)).ok()
    }
}

/// What a head was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadMeaning {
    /// The role of the column.
    pub meaning: Meaning,
    /// Its indicator; for a role without one none.
    pub indicator: Option<Id>,
    /// Whether nothing speaks against it.
    pub sure: bool,
    /// Indicators that it may mean, the likeliest first.
    pub candidates: Vec<Id>,
}

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
struct Words {
    /// What is written out, with its marks.
    abbreviations: HashMap<String, Vec<String>>,
    left_out: BTreeSet<Vec<String>>,
    /// What makes another thing of the words beside it.
    turning: Vec<Vec<String>>,
    roles: Vec<Role>,
    indicators: HashMap<String, Vec<String>>,
}

/// A phrase that tells the role of a column.
#[derive(Debug)]
struct Role {
    exact: Vec<String>,
    plain: Vec<String>,
    meaning: Meaning,
}

/// Words with their marks, so that "đạt" is not "đất"; abbreviations are written out.
fn exact_words(text: &str) -> Vec<String> {
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
pub(super) fn words_of(text: &str) -> Vec<String> {
    fold(&exact_key(text))
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn shipped() -> &'static Words {
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

/// A way to write an indicator.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    indicator: Id,
    /// What its words tell together, each once.
    weight: u64,
}

/// The heads that a book knows.
#[derive(Debug)]
pub struct Heads {
    phrases: Vec<Phrase>,
    /// The phrase as one text, to its indicators.
    whole: HashMap<String, Vec<Id>>,
    codes: HashMap<String, Id>,
    /// Phrases that have a word, by their places.
    bearers: HashMap<String, Vec<usize>>,
    /// How much a word tells, in thousandths: one that many indicators have tells little.
    weights: HashMap<String, u32>,
    ratios: BTreeSet<Id>,
    indexes: BTreeSet<Id>,
    grid: BTreeSet<Id>,
}

/// Least likeness, in hundredths, of a fuzzy reading.
const LIKE: u64 = 62;

/// Least distance to the next reading.
const APART: u64 = 12;

/// Candidates that are shown.
const CANDIDATES: usize = 6;

impl Heads {
    /// The heads of a book's indicators.
    pub fn of(dictionary: &Dictionary) -> Self {
        let words = shipped();
        let (mut phrases, mut codes) = (Vec::new(), HashMap::new());
        let (mut ratios, mut indexes, mut grid) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for kept in dictionary.all() {
            let (id, own) = (kept.id, &kept.record);
            codes.insert(own.code.to_lowercase(), id);
            if own.kind == IndicatorKind::Ratio {
                ratios.insert(id);
            }
            if own.kind == IndicatorKind::Index {
                indexes.insert(id);
            }
            if own.in_grid {
                grid.insert(id);
            }
            let mut texts: BTreeSet<&str> = BTreeSet::new();
            for version in dictionary.versions(id) {
                texts.insert(&version.record.name);
                texts.insert(&version.record.short_name);
            }
            if let Some(own) = words.indicators.get(&own.code) {
                texts.extend(own.iter().map(String::as_str));
            }
            for text in texts {
                let words = bare(&exact_words(text));
                if !words.is_empty() {
                    phrases.push(Phrase {
                        words,
                        indicator: id,
                        weight: 0,
                    });
                }
            }
        }
        let mut whole: HashMap<String, Vec<Id>> = HashMap::new();
        let mut bearers: HashMap<String, BTreeSet<Id>> = HashMap::new();
        for phrase in &phrases {
            let known = whole.entry(phrase.words.join(" ")).or_default();
            if !known.contains(&phrase.indicator) {
                known.push(phrase.indicator);
            }
            for word in &phrase.words {
                bearers
                    .entry(word.clone())
                    .or_default()
                    .insert(phrase.indicator);
            }
        }
        let weights: HashMap<String, u32> = bearers
            .into_iter()
            .map(|(word, ids)| (word, 4_000 / (3 + ids.len() as u32)))
            .collect();
        let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, phrase) in phrases.iter_mut().enumerate() {
            let own: BTreeSet<&String> = phrase.words.iter().collect();
            phrase.weight = own.iter().map(|word| weight_of(&weights, word)).sum();
            for word in own {
                bearers.entry(word.clone()).or_default().push(place);
            }
        }
        Self {
            phrases,
            whole,
            codes,
            bearers,
            weights,
            ratios,
            indexes,
            grid,
        }
    }

    /// What the head of a column means; `parts` from the outermost group to the column's own.
    pub fn read(&self, parts: &[&str]) -> HeadMeaning {
        let plain: Vec<String> = parts.iter().map(|part| without_brackets(part)).collect();
        let own = plain.last().map_or("", String::as_str);
        if let Some(id) = self.codes.get(own.trim().to_lowercase().as_str()) {
            return found(Meaning::Figure, Some(*id), true);
        }
        let raw_percent = parts.last().is_some_and(|part| part.contains('%'));
        let own_words = exact_words(own);
        let (role, rest) = role_of(&own_words);
        match role {
            Some(
                role @ (Meaning::Body
                | Meaning::Code
                | Meaning::Ordinal
                | Meaning::Note
                | Meaning::Ignored),
            ) if rest.is_empty() => {
                return found(role, None, true);
            }
            _ => {}
        }
        let above: Vec<String> = plain[..plain.len().saturating_sub(1)]
            .iter()
            .flat_map(|part| exact_words(part))
            .collect();
        let role = if raw_percent && role.is_none_or(|role| role == Meaning::Figure) {
            Some(Meaning::Percent)
        } else {
            role
        };
        self.with_role(role, &own_words, rest, above)
    }

    /// What a label beside one figure means: "KH mức 2", "thu nhận".
    pub fn read_label(&self, label: &str) -> HeadMeaning {
        self.read(&[label])
    }

    /// Whether any indicator or role is written with a word.
    pub fn has_word(&self, word: &str) -> bool {
        let known = shipped();
        exact_words(word).iter().all(|word| {
            let plain = fold(word);
            self.weights.contains_key(&plain)
                || known.left_out.contains(std::slice::from_ref(&plain))
                || known.roles.iter().any(|role| role.plain.contains(&plain))
        })
    }

    /// The role that the words of a head tell.
    pub fn role(&self, head: &str) -> Option<Meaning> {
        role_of(&exact_words(head)).0
    }

    fn with_role(
        &self,
        role: Option<Meaning>,
        own: &[String],
        rest: Vec<String>,
        above: Vec<String>,
    ) -> HeadMeaning {
        let percent = role == Some(Meaning::Percent);
        let joined: Vec<String> = above.iter().chain(own).cloned().collect();
        let of_rest: Vec<String> = above.iter().chain(&rest).cloned().collect();
        // The own words as they stand, then with the group above, then without the words of the role. "Chỉ tiêu"
        // under a group says nothing but the role.
        let mut tries = Vec::new();
        if rest.is_empty() && !above.is_empty() {
            tries.push(above);
        }
        tries.extend([own.to_vec(), joined]);
        if rest.as_slice() != own {
            tries.extend([rest, of_rest]);
        }
        let whole = tries
            .iter()
            .find_map(|words| match self.as_whole(words, percent).as_slice() {
                [one] => Some((*one, words.as_slice() == own)),
                _ => None,
            });
        if let Some((id, as_written)) = whole {
            // "Chỉ tiêu biên chế" is an indicator, "Chỉ tiêu" under a group is a target.
            let meaning = match role {
                Some(role) if !as_written => role,
                Some(Meaning::Percent) if !self.indexes.contains(&id) => Meaning::Percent,
                _ if self.ratios.contains(&id) => Meaning::Percent,
                _ => Meaning::Figure,
            };
            return found(meaning, Some(id), true);
        }
        let scored = tries
            .iter()
            .map(|words| self.alike(words, percent))
            .max_by_key(|scored| scored.first().map_or(0, |(score, _)| *score))
            .unwrap_or_default();
        let meaning = role.unwrap_or(Meaning::Figure);
        let candidates: Vec<Id> = scored
            .iter()
            .filter(|(score, _)| *score >= LIKE / 2)
            .take(CANDIDATES)
            .map(|(_, id)| *id)
            .collect();
        if let Some((score, id)) = scored.first() {
            let next = scored.get(1).map_or(0, |(score, _)| *score);
            if *score >= LIKE && score - next >= APART {
                let meaning = if self.ratios.contains(id) {
                    Meaning::Percent
                } else {
                    meaning
                };
                return HeadMeaning {
                    meaning,
                    indicator: Some(*id),
                    sure: false,
                    candidates,
                };
            }
        }
        let meaning = match role {
            Some(role) if role != Meaning::Figure => role,
            _ => Meaning::Unknown,
        };
        HeadMeaning {
            meaning,
            indicator: None,
            sure: meaning != Meaning::Unknown,
            candidates,
        }
    }

    /// Indicators that bear exactly these words.
    fn as_whole(&self, words: &[String], percent: bool) -> Vec<Id> {
        let words = bare(words);
        let ids = self
            .whole
            .get(&words.join(" "))
            .map_or(&[][..], Vec::as_slice);
        let fitting: Vec<Id> = ids
            .iter()
            .copied()
            .filter(|id| percent || !self.ratios.contains(id))
            .collect();
        let shown: Vec<Id> = fitting
            .iter()
            .copied()
            .filter(|id| self.grid.contains(id))
            .collect();
        if fitting.len() > 1 && shown.len() == 1 {
            shown
        } else {
            fitting
        }
    }

    /// Indicators by likeness, the likeliest first: shared words among all words, each by what it tells.
    fn alike(&self, words: &[String], percent: bool) -> Vec<(u64, Id)> {
        let plain: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let turns = turns_in(&plain);
        let asked: BTreeSet<String> = bare(words).into_iter().collect();
        let of_asked: u64 = asked
            .iter()
            .map(|word| weight_of(&self.weights, word))
            .sum();
        // Only phrases that share a word are looked at.
        let mut shared: BTreeMap<usize, u64> = BTreeMap::new();
        for word in &asked {
            for place in self.bearers.get(word).into_iter().flatten() {
                *shared.entry(*place).or_default() += weight_of(&self.weights, word);
            }
        }
        let mut best: BTreeMap<Id, u64> = BTreeMap::new();
        for (place, shared) in shared {
            let phrase = &self.phrases[place];
            if !percent && self.ratios.contains(&phrase.indicator)
                || turns.iter().any(|turn| !holds(&phrase.words, turn))
            {
                continue;
            }
            let all = phrase.weight + of_asked - shared;
            if shared > 0 && all > 0 {
                let score = best.entry(phrase.indicator).or_default();
                *score = (*score).max(shared * 100 / all);
            }
        }
        let mut out: Vec<(u64, Id)> = best.into_iter().map(|(id, score)| (score, id)).collect();
        out.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
        out
    }
}

/// What a word tells; one that no indicator has tells much.
fn weight_of(weights: &HashMap<String, u32>, word: &str) -> u64 {
    u64::from(weights.get(word).copied().unwrap_or(600))
}

/// Words that turn a head to the contrary, or to a part: "chưa kích hoạt", "tiếp nhận trực tiếp". A phrase without
/// them is not meant.
fn turns_in(words: &[String]) -> Vec<&'static Vec<String>> {
    let turning = shipped().turning.iter();
    turning.filter(|turn| holds(words, turn)).collect()
}

/// Whether words stand in others, one after the other.
fn holds(words: &[String], own: &[String]) -> bool {
    words.windows(own.len().max(1)).any(|window| window == own)
}

fn found(meaning: Meaning, indicator: Option<Id>, sure: bool) -> HeadMeaning {
    HeadMeaning {
        meaning,
        indicator,
        sure,
        candidates: indicator.into_iter().collect(),
    }
}

/// Words without marks and without those that tell nothing; all of them where nothing would be left.
fn bare(words: &[String]) -> Vec<String> {
    let known = shipped();
    let long: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < long.len() {
        let two = long
            .get(at..at + 2)
            .is_some_and(|pair| known.left_out.contains(pair));
        if two {
            at += 2;
        } else if known.left_out.contains(&long[at..=at]) {
            at += 1;
        } else {
            out.push(long[at].clone());
            at += 1;
        }
    }
    if out.is_empty() { long } else { out }
}

/// The role that words tell, and the words beside it.
fn role_of(words: &[String]) -> (Option<Meaning>, Vec<String>) {
    // Where no marks were written, they may have been left out.
    let marked = words.iter().any(|word| fold(word) != *word);
    for role in &shipped().roles {
        let phrase = if marked { &role.exact } else { &role.plain };
        let named = matches!(
            role.meaning,
            Meaning::Body | Meaning::Code | Meaning::Ordinal | Meaning::Note | Meaning::Ignored
        );
        if named {
            // Such a word is a role only by itself: "đơn vị" is, "đơn vị tính" is not.
            if words == phrase.as_slice() {
                return (Some(role.meaning), Vec::new());
            }
            continue;
        }
        let place = words
            .windows(phrase.len().max(1))
            .position(|window| window == phrase.as_slice());
        if let Some(at) = place.filter(|at| *at == 0 || at + phrase.len() == words.len()) {
            let mut rest = words[..at].to_vec();
            rest.extend_from_slice(&words[at + phrase.len()..]);
            return (Some(role.meaning), rest);
        }
    }
    (None, words.to_vec())
}

/// Units of measure and formulas in brackets are no part of a name: "Hồ sơ (hồ sơ)", "(5)=(4)/(3)".
fn without_brackets(text: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(text.len()), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() {
        text.to_owned()
    } else {
        out
    }
}
