//! Filling a justified line: blanks are widened or narrowed, and where they alone would be holes the letters of each word
//! stand a little apart, by less than the eye sees. Where both do not do, the line ends before the margin.

use super::breaking::Word;

/// How far a blank may be narrowed, as a part of its width.
const SHRINK: f64 = 0.35;
/// Width of a blank, as a part of the size of letters.
const BLANK: f64 = 0.25;
/// The widening that counts as badness 1, as a part of the size of letters: blanks of 5,6 pt where letters have 14.
const STRETCH: f64 = 0.15;
/// The widening of blanks that the eye does not take for holes yet: 5,95 pt where letters have 14.
const WIDEST: f64 = 0.175;
/// How far letters of a word may stand apart, as a part of their size, where blanks alone would be wider than that of
/// `STRETCH`; further where they would be wider than `WIDEST`; and how far they may be brought together.
const APART: f64 = 0.015;
const APART_AT_MOST: f64 = 0.03;
const TOGETHER: f64 = 0.01;
/// What letters that stand as far apart as `APART` cost; and a line that would have holes all the same, by how far it
/// ends before the margin instead.
const TRACKED: f64 = 1.5e4;
const SHORT: f64 = 2.5e5;

/// What a line gives that is to be justified.
#[derive(Debug, Clone, Copy)]
pub(super) struct Give {
    /// Size of its letters.
    em: f64,
    /// Width of words and blanks as they are.
    pub(super) natural: f64,
    /// Blanks.
    pub(super) count: f64,
    /// Their width that may be narrowed; room to be filled in by hand keeps its own.
    blanks: f64,
    /// Places between letters of one word.
    pub(super) inner: f64,
}

impl Give {
    pub(super) const fn of(em: f64) -> Self {
        Self {
            em,
            natural: 0.0,
            count: 0.0,
            blanks: 0.0,
            inner: 0.0,
        }
    }

    /// Takes a word, with its blank or as the first of the line.
    pub(super) fn take(&mut self, word: &Word, blank: bool) {
        let space = if blank { word.space } else { 0.0 };
        self.natural += word.width + space;
        if space > 0.0 {
            self.count += 1.0;
            self.blanks += space.min(self.em * BLANK);
        }
        self.inner += f64::from(word.inner);
    }

    /// By how much it can be narrower; one word alone stands as it is.
    pub(super) fn least(&self) -> f64 {
        if self.count <= 0.0 {
            return 0.0;
        }
        self.blanks * SHRINK + self.inner * TOGETHER * self.em
    }

    /// What each blank and each place between letters gets of what is left, and what is left at the margin: blanks
    /// first, letters a little where blanks alone would be holes; where both do not do, the line ends early.
    pub(super) fn spread(&self, slack: f64) -> Spread {
        let (mut between, mut short) = (0.0, 0.0);
        if slack < 0.0 {
            let under = (-slack - self.blanks * SHRINK).max(0.0);
            between = -under.min(self.inner * TOGETHER * self.em);
        } else {
            let mut take = |blanks: f64, letters: f64| {
                let over = slack - between - self.count * blanks * self.em;
                between += over.clamp(0.0, self.inner * letters * self.em);
            };
            take(STRETCH, APART);
            take(WIDEST, APART_AT_MOST - APART);
            short = (slack - between - self.count * WIDEST * self.em).max(0.0);
        }
        let track = if self.inner > 0.0 {
            between / self.inner
        } else {
            0.0
        };
        Spread {
            stretch: (slack - between - short) / self.count,
            track,
            short,
        }
    }

    /// What it costs to fill it.
    pub(super) fn demerits(&self, slack: f64) -> f64 {
        if self.count <= 0.0 {
            return cost_of(slack / 2.0);
        }
        let own = self.spread(slack);
        let ratio = if own.stretch < 0.0 {
            own.stretch * self.count / (self.blanks * SHRINK)
        } else {
            own.stretch / (STRETCH * self.em)
        };
        let part = own.track / self.em / if own.track < 0.0 { TOGETHER } else { APART };
        let short = if own.short > 0.001 {
            SHORT * (1.0 + own.short / self.em).powi(2)
        } else {
            0.0
        };
        cost_of(ratio) + TRACKED * part * part + short
    }
}

/// How a line is filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    /// Amount added to each blank.
    pub(super) stretch: f64,
    /// Amount added between letters.
    pub(super) track: f64,
    /// What is left at the margin.
    short: f64,
}

fn cost_of(ratio: f64) -> f64 {
    let badness = 100.0 * ratio.abs() * ratio * ratio;
    (1.0 + badness.abs()) * (1.0 + badness.abs())
}
