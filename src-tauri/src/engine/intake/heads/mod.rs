//! What heads of tables and labels of chat lines mean (đọc tiêu đề cột): the role of a column, and its indicator.
//!
//! How offices write them is data (`assets/catalogue/heads.json`). A fuzzy reading must stand out from the next one,
//! else it is left to the officer: a wrong column is worse than an unknown one.

mod alike;
mod meaning;
mod shipped;
mod words;

use std::collections::{BTreeSet, HashMap};

use crate::domain::Id;
use crate::domain::indicator::IndicatorKind;
use crate::domain::text::fold;
use crate::engine::dictionary::Dictionary;

use alike::weight_of;
use shipped::{exact_words, shipped};
use words::{bare, role_of, without_brackets};

pub use meaning::{HeadMeaning, Meaning};
pub use shipped::shipped_heads;
pub(in crate::engine) use shipped::words_of;

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
}

fn found(meaning: Meaning, indicator: Option<Id>, sure: bool) -> HeadMeaning {
    HeadMeaning {
        meaning,
        indicator,
        sure,
        candidates: indicator.into_iter().collect(),
    }
}
