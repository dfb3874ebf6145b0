//! A line in pieces: words, and numbers that are figures of the paper.

use crate::domain::number::{Qualifier, decimal};
use crate::domain::text::clean;
use crate::engine::reports::keys::{FigureKey, Measure};
use crate::report::content::{Figure, Run};

/// A figure of the paper with the word that it is printed with (trên, gần, khoảng).
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) key: FigureKey,
    pub(super) figure: Figure,
    word: Qualifier,
    /// As the paper prints it.
    printed: String,
}

impl Told {
    /// Reads a figure of the paper; none where its key is none that papers write.
    pub(super) fn of(printed: &str, figure: &Figure) -> Option<Self> {
        let printed = printed.trim();
        let first = printed.split_whitespace().next().unwrap_or_default();
        Some(Self {
            key: FigureKey::parse(&figure.key)?,
            figure: figure.clone(),
            word: Qualifier::parse(first).unwrap_or_default(),
            printed: printed.to_owned(),
        })
    }

    /// "trên 98.000", "61,50%", "3/8", "22/2/2024"; of a difference its size.
    pub(super) fn text(&self) -> String {
        let amount = self.figure.amount;
        let number = decimal(amount, self.figure.decimals);
        let number = match self.key.measure {
            Measure::Rank => self.printed.clone(),
            Measure::Day => day_words(amount),
            Measure::Percent => format!("{number}%"),
            Measure::Delta => decimal(amount.abs(), self.figure.decimals),
            _ => number,
        };
        match self.word.word() {
            "" => number,
            word => format!("{word} {number}"),
        }
    }

    /// As a piece of a line.
    pub(super) fn run(&self) -> Run {
        Run::figure(self.text(), self.figure.clone())
    }

    /// "tăng", "giảm".
    pub(super) const fn went(&self) -> &'static str {
        if self.figure.amount < 0 {
            "giảm "
        } else {
            "tăng "
        }
    }
}

/// 20240314 → "14/3/2024".
fn day_words(amount: i64) -> String {
    let (year, month, day) = (amount / 10_000, amount / 100 % 100, amount % 100);
    format!("{day}/{month}/{year}")
}

/// A line that is being written.
#[derive(Debug, Default)]
pub(super) struct Line(Vec<Run>);

impl Line {
    pub(super) fn say(mut self, words: impl AsRef<str>) -> Self {
        self.0.push(Run::plain(words.as_ref()));
        self
    }

    pub(super) fn tell(mut self, told: &Told) -> Self {
        self.0.push(told.run());
        self
    }

    /// A figure with words before and behind it, where there is one.
    pub(super) fn told(self, before: &str, told: Option<&Told>, behind: &str) -> Self {
        match told {
            Some(told) => self.say(before).tell(told).say(behind),
            None => self,
        }
    }

    pub(super) fn runs(self) -> Vec<Run> {
        self.0
    }
}

/// Lines as they are sent.
pub(super) fn text(lines: &[Vec<Run>]) -> String {
    let lines: Vec<String> = lines.iter().map(|own| words(own)).collect();
    clean(&lines.join("\n"))
}

/// A line as it is read, with plain blanks.
pub(super) fn words(runs: &[Run]) -> String {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    text.replace('\u{a0}', " ")
}
