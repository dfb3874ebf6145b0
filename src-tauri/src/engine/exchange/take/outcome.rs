//! What became of a file.

use serde_json::Value;

use super::super::names::Fields;
use super::super::receipt::Told;
use super::lineage::Lineage;
use super::verdict::{Judged, Verdict};
use crate::domain::{Error, Id, Kind};
use crate::exchange::manifest::Manifest;

/// Rows of a batch that are kept to be shown one by one. A province that takes a year of 168 communes would otherwise hold
/// some hundred thousand rows that nobody reads one by one; of the rest the number and the effect are told.
pub(super) const SHOWN: usize = 20_000;

/// What became of a file (kết quả từng tệp).
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// đã nhận
    Taken,
    /// đã nhận từ trước
    Already,
    /// khóa lạ: waits until somebody recognises the key
    Quarantined,
    /// không nhận
    Refused(Error),
}

/// What a file does to the figures of one indicator (tác động đến tổng).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The indicator.
    pub indicator: Id,
    /// Figures that are new.
    pub new: u32,
    /// Figures that change.
    pub changed: u32,
    /// Sum of these figures before, scaled as the indicator is.
    pub before: i128,
    /// And after.
    pub after: i128,
}

/// A file with what came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name as it came.
    pub file: String,
    /// Digest of the file; empty where it is no package.
    pub digest: String,
    /// Its list of contents; none where it could not be read.
    pub manifest: Option<Manifest>,
    /// Eight characters to be compared with the sender's.
    pub fingerprint: String,
    /// What became of it.
    pub fate: Fate,
    /// What it tells of the machine that wrote it.
    pub lineage: Lineage,
    /// Its rows with what came of each: all that ask for somebody, and of those that did something as many as are shown.
    pub rows: Vec<Judged>,
    /// How many other rows it has, by what came of them.
    pub others: Vec<(Verdict, usize)>,
    /// What it does to the figures, in the order of its rows.
    pub effects: Vec<Effect>,
    /// What it says of packages of this book.
    pub told: Vec<Told>,
}

impl Outcome {
    pub(super) fn of(file: &str, fate: Fate) -> Self {
        Self {
            file: file.to_owned(),
            digest: String::new(),
            manifest: None,
            fingerprint: String::new(),
            fate,
            lineage: Lineage::default(),
            rows: Vec::new(),
            others: Vec::new(),
            effects: Vec::new(),
            told: Vec::new(),
        }
    }

    /// How many rows came to that.
    pub fn count(&self, what: impl Fn(&Verdict) -> bool) -> usize {
        let others = self.others.iter().filter(|(verdict, _)| what(verdict));
        let seen = self.rows.iter().filter(|row| what(&row.verdict));
        seen.count() + others.map(|(_, count)| count).sum::<usize>()
    }

    /// Keeps rows of which somebody may want to see something, `room` of those that only did something; gives what is
    /// left of that room.
    pub(super) fn keep(&mut self, rows: Vec<Judged>, mut room: usize) -> usize {
        for row in rows {
            self.weigh(&row);
            if row.verdict.asks() {
                self.rows.push(row);
            } else if !row.verdict.is_quiet() && room > 0 {
                room -= 1;
                self.rows.push(row);
            } else if let Some(own) = self.others.iter_mut().find(|own| own.0 == row.verdict) {
                own.1 += 1;
            } else {
                self.others.push((row.verdict, 1));
            }
        }
        self.rows.shrink_to_fit();
        room
    }

    fn weigh(&mut self, row: &Judged) {
        let number = |fields: &Option<Fields>, name: &str| {
            fields
                .as_ref()
                .and_then(|own| own.get(name))
                .and_then(Value::as_i64)
        };
        let changes = matches!(
            row.verdict,
            Verdict::New | Verdict::Changed | Verdict::Joined
        );
        if row.kind != Some(Kind::Fact) || !changes {
            return;
        }
        let Some(indicator) = number(&row.after, "indicator") else {
            return;
        };
        let at = self
            .effects
            .iter()
            .position(|own| own.indicator == indicator)
            .unwrap_or_else(|| {
                self.effects.push(Effect {
                    indicator,
                    new: 0,
                    changed: 0,
                    before: 0,
                    after: 0,
                });
                self.effects.len() - 1
            });
        let own = &mut self.effects[at];
        match row.verdict {
            Verdict::New => own.new += 1,
            _ => own.changed += 1,
        }
        own.before += i128::from(number(&row.before, "value").unwrap_or_default());
        own.after += i128::from(number(&row.after, "value").unwrap_or_default());
    }
}
