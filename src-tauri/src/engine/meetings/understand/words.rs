//! A sentence as words with their places.

use std::ops::Range;

use crate::domain::text::{clean, fold};

/// A word of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Bytes of the sentence.
    pub(super) span: Range<usize>,
    /// Without marks, in lower case.
    pub(super) plain: String,
}

/// A sentence, cleaned, with its words.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// The text on one line.
    pub(super) text: String,
    /// Its words: runs of letters and digits.
    pub(super) words: Vec<Word>,
}

impl Sentence {
    pub(super) fn of(text: &str) -> Self {
        let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push(Word {
                        plain: fold(&text[from..at]),
                        span: from..at,
                    });
                    start = None;
                }
                _ => {}
            }
        }
        Self { text, words }
    }

    /// What the words `from..to` are in the text, with what stands between them.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), self.words.get(to.saturating_sub(1))) {
            (Some(first), Some(last)) if from < to => &self.text[first.span.start..last.span.end],
            _ => "",
        }
    }

    /// What stands between a word and the next one.
    pub(super) fn gap(&self, after: usize) -> &str {
        match (self.words.get(after), self.words.get(after + 1)) {
            (Some(word), Some(next)) => &self.text[word.span.end..next.span.start],
            (Some(word), None) => &self.text[word.span.end..],
            _ => "",
        }
    }

    /// Whether the words from `at` on are these, marks aside.
    pub(super) fn says(&self, at: usize, phrase: &str) -> bool {
        let wanted = phrase.split(' ');
        let mut own = self.words[at.min(self.words.len())..].iter();
        let mut all = wanted.map(|word| own.next().is_some_and(|own| own.plain == word));
        all.all(|same| same)
    }

    /// Whether the words before `at` end with these.
    pub(super) fn ends_with(&self, at: usize, phrase: &str) -> bool {
        let count = phrase.split(' ').count();
        at >= count && self.says(at - count, phrase)
    }
}
