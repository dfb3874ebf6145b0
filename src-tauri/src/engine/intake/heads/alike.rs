//! Indicators that bear the words of a head, wholly or nearly.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Heads;
use super::words::{bare, holds, turns_in};
use crate::domain::Id;
use crate::domain::text::fold;

/// What a word tells; one that no indicator has tells much.
pub(super) fn weight_of(weights: &HashMap<String, u32>, word: &str) -> u64 {
    u64::from(weights.get(word).copied().unwrap_or(600))
}

impl Heads {
    /// Indicators that bear exactly these words.
    pub(super) fn as_whole(&self, words: &[String], percent: bool) -> Vec<Id> {
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
    pub(super) fn alike(&self, words: &[String], percent: bool) -> Vec<(u64, Id)> {
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
