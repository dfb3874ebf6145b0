//! Lines of a chat group (tin nhắn báo số): "P. An Thới: KH mức 2: 12.345; thu nhận 23". A unit may stand on a line of
//! its own with its figures below, or one indicator with the units behind it or on the lines below.

mod figures;
mod labels;
mod stamps;
mod unit;

use figures::{Figure, figures_of, items_of};
use labels::{Label, clean};
pub(super) use stamps::without_days;
use stamps::without_stamp;
use unit::{stranger_in, unit_in};

use super::heads::{Heads, Meaning, words_of};
use super::names::Names;
use crate::domain::text::citizen_number;

/// What was said in a chat.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Labels of figures in the order of their first line, each with that line.
    pub labels: Vec<(u32, String)>,
    /// Units and their figures.
    pub lines: Vec<TalkLine>,
    /// Lines with figures that no unit could be found for.
    pub lost: Vec<(u32, String)>,
    /// Figures of a unit that nobody says the meaning of: line, unit, figure.
    pub bare: Vec<(u32, String, String)>,
    /// Lines that hold citizens' numbers; nothing of them is kept.
    pub stopped: Vec<(u32, usize)>,
}

/// What was said of one unit in one line.
#[derive(Debug, PartialEq, Eq)]
pub struct TalkLine {
    /// Its number, from 1.
    pub row: u32,
    /// The unit, as it was written.
    pub name: String,
    /// Labels by their place, and the figures as they were written.
    pub items: Vec<(usize, String)>,
}

/// Reads lines of a chat.
pub fn read_talk(text: &str, names: &Names<'_>, heads: &Heads) -> Talk {
    let mut listener = Listener {
        names,
        heads,
        talk: Talk::default(),
        unit: None,
        label: None,
    };
    for (line, row) in text.lines().zip(1..) {
        listener.line(row, line);
    }
    listener.talk
}

impl Talk {
    /// Whether anything was said that has a unit and a meaning.
    pub const fn tells_figures(&self) -> bool {
        !self.lines.is_empty()
    }

    fn label(&mut self, row: u32, label: &str) -> usize {
        let key = words_of(label);
        let known = self.labels.iter().position(|(_, own)| words_of(own) == key);
        known.unwrap_or_else(|| {
            self.labels.push((row, label.trim().to_owned()));
            self.labels.len() - 1
        })
    }
}

/// What is known while lines are read.
struct Listener<'a> {
    names: &'a Names<'a>,
    heads: &'a Heads,
    talk: Talk,
    /// The unit that lines without one speak of.
    unit: Option<String>,
    /// The indicator that figures without one speak of.
    label: Option<String>,
}

impl Listener<'_> {
    fn line(&mut self, row: u32, line: &str) {
        let line = without_stamp(line);
        if line.is_empty() {
            return;
        }
        if let Some(run) = citizen_number(line) {
            self.talk.stopped.push((row, run.len()));
            self.unit = unit_in(line, self.names).map(|(name, _)| name.to_owned());
            return;
        }
        let line = without_days(line);
        if self.of_one_indicator(row, &line) || self.is_heading(&line) {
            return;
        }
        let found = unit_in(&line, self.names);
        let (named, rest) = match found {
            Some((name, rest)) => (Some(name.to_owned()), rest),
            None => (None, line.as_str()),
        };
        let stranger = || stranger_in(&line, self.heads).map(str::to_owned);
        if let Some(stranger) = named.is_none().then(stranger).flatten() {
            return self.lose(row, stranger);
        }
        let figures: Vec<(Label, String)> = self.labelled(rest);
        // Words before a label that are no label may be a unit that nobody knows: its figures are nobody else's.
        let alien = figures.iter().any(|(label, _)| label.alien);
        if named.is_none() && !figures.is_empty() && (alien || self.unit.is_none()) {
            return self.lose(row, line.clone());
        }
        self.unit = named.or(self.unit.take());
        self.take(row, figures);
    }

    fn lose(&mut self, row: u32, line: String) {
        self.talk.lost.push((row, line));
        (self.unit, self.label) = (None, None);
    }

    /// Figures of a line with their labels; "lũy kế" alone goes on with the label before it.
    fn labelled(&self, text: &str) -> Vec<(Label, String)> {
        let mut out: Vec<(Label, String)> = Vec::new();
        for item in items_of(text) {
            for (place, figure) in figures_of(item, self.heads).into_iter().enumerate() {
                let Figure { label, written } = figure;
                let before = out.last().map(|(label, _)| label.text.as_str());
                out.push((clean(&label, before, place > 0, self.heads), written));
            }
        }
        out
    }

    /// Keeps the figures of the unit that is spoken of.
    fn take(&mut self, row: u32, figures: Vec<(Label, String)>) {
        let Some(name) = self.unit.clone().filter(|_| !figures.is_empty()) else {
            return;
        };
        let mut items = Vec::new();
        for (label, written) in figures {
            let text = match (label.text.is_empty(), &self.label) {
                (true, Some(known)) => known.clone(),
                (true, None) => {
                    self.talk.bare.push((row, name.clone(), written));
                    continue;
                }
                (false, _) => label.text,
            };
            items.push((self.talk.label(row, &text), written));
        }
        if !items.is_empty() {
            self.talk.lines.push(TalkLine { row, name, items });
        }
    }

    /// "Thu nhận: An Thới 23; An Hội 45".
    fn of_one_indicator(&mut self, row: u32, line: &str) -> bool {
        let Some((label, rest)) = line.split_once(':') else {
            return false;
        };
        if !self.is_indicator(label) {
            return false;
        }
        let items: Vec<(&str, &str)> = items_of(rest)
            .into_iter()
            .filter_map(name_and_number)
            .collect();
        let known = |name: &str| unit_in(name, self.names).is_some();
        // One known unit is enough: another name beside it is a unit too, though nobody knows which.
        if !items.iter().any(|(name, _)| known(name)) {
            return false;
        }
        let at = self.talk.label(row, label);
        for (name, number) in items {
            let name = unit_in(name, self.names).map_or(name, |(name, _)| name);
            self.talk.lines.push(TalkLine {
                row,
                name: name.to_owned(),
                items: vec![(at, number.to_owned())],
            });
        }
        true
    }

    /// "Kích hoạt:" above lines that have only units and figures.
    fn is_heading(&mut self, line: &str) -> bool {
        let label = line.trim_end_matches([':', ' ', '.', '-']).trim_start();
        let digits = line.bytes().any(|b| b.is_ascii_digit());
        let level = digits && label.ends_with(['1', '2']);
        if digits && !level || !self.is_indicator(label) {
            return false;
        }
        // A label between the figures of a unit is no heading: "P. An Thới" above it is whose they are.
        if !line.trim_end().ends_with(':') && self.unit.is_some() {
            return false;
        }
        (self.unit, self.label) = (None, Some(label.to_owned()));
        true
    }

    fn is_indicator(&self, label: &str) -> bool {
        let read = self.heads.read_label(label);
        read.indicator.is_some()
            && read.sure
            && read.meaning == Meaning::Figure
            && unit_in(label, self.names).is_none()
    }
}

/// "An Thới 23", "An Thới: 23": a name, and the number at its end.
fn name_and_number(item: &str) -> Option<(&str, &str)> {
    let at = item
        .char_indices()
        .find(|(at, c)| {
            let fresh = item[..*at].ends_with([' ', ':', '=', '\u{a0}', '(']);
            fresh
                && (c.is_ascii_digit() || matches!(c, '>' | '~' | '+' | '-'))
                && item[*at..].bytes().any(|b| b.is_ascii_digit())
        })
        .map(|(at, _)| at)
        .or_else(|| item.find(':').map(|at| at + 1))?;
    let name = item[..at].trim_end_matches([':', '=', ' ', '-', '–', '(', '\u{a0}']);
    let number = figures::plain_number(item[at..].trim_end_matches(')'));
    (!name.is_empty() && !number.is_empty()).then_some((name, number))
}
