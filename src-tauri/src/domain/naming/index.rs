//! Units by code and by name, and what a written name means among them on a day.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::keys::{exact_key, loose_key, loosened};
use super::written::{Reading, WrittenName};
use crate::domain::instant::Day;

/// What a written name was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning<T> {
    /// One unit.
    One(T),
    /// Several: a person has to say which.
    Several(Vec<T>),
    /// Units of that name, but none of the kind that was written.
    OfOtherKind(Vec<T>),
    /// None.
    Nothing,
}

/// What a unit is called, for the index and for those who ask it.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// Official code.
    pub code: &'a str,
    /// Kind in words; empty where the name says it.
    pub kind: &'a str,
    /// Name without kind.
    pub name: &'a str,
    /// Short form; empty when there is none.
    pub short: &'a str,
}

/// Those who hold the names: a catalogue, a book. A unit has several names one after another; `at` counts them.
pub trait Units {
    /// How a unit is known.
    type Key: Copy + Ord;

    /// What it is called under its name number `at`.
    fn called(&self, unit: Self::Key, at: usize) -> Names<'_>;

    /// First and last day of that name; none where it is open.
    fn days(&self, unit: Self::Key, at: usize) -> (Option<Day>, Option<Day>);

    /// Whether the unit exists on a day under any name.
    fn exists(&self, unit: Self::Key, day: Day) -> bool;

    /// Whether the unit above that was written lies above it on a day.
    fn lies_within(&self, unit: Self::Key, day: Day, above: &WrittenName) -> bool;
}

/// Units by code and by name. It keeps hashes only: the names stay where they are.
#[derive(Debug)]
pub struct NameIndex<K> {
    codes: Vec<(u64, K, usize)>,
    names: Vec<(u64, K, usize)>,
}

impl<K: Copy + Ord> NameIndex<K> {
    /// The index of all names of some units.
    pub fn new<U: Units<Key = K>>(units: &U, names_of: impl Iterator<Item = (K, usize)>) -> Self {
        let (mut codes, mut names) = (Vec::new(), Vec::new());
        for (unit, count) in names_of {
            for at in 0..count {
                let called = units.called(unit, at);
                codes.push((hash(&called.code.to_lowercase()), unit, at));
                names.push((hash(&loose_key(called.name)), unit, at));
                if !called.short.is_empty() && called.short != called.name {
                    names.push((hash(&loose_key(called.short)), unit, at));
                }
            }
        }
        codes.sort_unstable();
        names.sort_unstable();
        Self { codes, names }
    }

    /// Units that bear a code on any day, each once.
    pub fn bearers<U: Units<Key = K>>(&self, units: &U, code: &str) -> Vec<K> {
        let all = self.by_code(units, code, &|_, _| true);
        unique(all.into_iter().map(|(unit, _)| unit))
    }

    fn by_code<U: Units<Key = K>>(
        &self,
        units: &U,
        code: &str,
        keep: &dyn Fn(K, usize) -> bool,
    ) -> Vec<(K, usize)> {
        let wanted = code.to_lowercase();
        run(&self.codes, hash(&wanted))
            .filter(|(unit, at)| {
                units.called(*unit, *at).code.eq_ignore_ascii_case(&wanted) && keep(*unit, *at)
            })
            .collect()
    }

    /// What a written name means on a day: units of that day first, under the name of that day, then under an
    /// older or newer name of the same territory; units that do not exist on the day are candidates only.
    pub fn meaning<U: Units<Key = K>>(
        &self,
        units: &U,
        written: &WrittenName,
        day: Day,
    ) -> Meaning<(K, usize)> {
        let day = written.day.unwrap_or(day);
        let found = self.look(units, written, day);
        match (&found, written.split_at_dash()) {
            (Meaning::Nothing, Some(split)) => self.look(units, &split, day),
            _ => found,
        }
    }

    fn look<U: Units<Key = K>>(
        &self,
        units: &U,
        written: &WrittenName,
        day: Day,
    ) -> Meaning<(K, usize)> {
        let within = |unit: K, on: Day| {
            let mut above = written.within.iter();
            above.all(|wanted| units.lies_within(unit, on, wanted))
        };
        let holds = |unit: K, at: usize| {
            let (from, to) = units.days(unit, at);
            from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
        };
        let then = self.find(units, written, &|unit, at| {
            holds(unit, at) && within(unit, day)
        });
        if matches!(then, Meaning::One(_) | Meaning::Several(_)) {
            return then;
        }
        // A code names a territory only together with a day: no older code stands for it.
        let coded = !written.text.is_empty() && written.text.bytes().all(|b| b.is_ascii_digit());
        if !coded {
            let renamed = self.find(units, written, &|unit, _| {
                units.exists(unit, day) && within(unit, day)
            });
            if matches!(renamed, Meaning::One(_) | Meaning::Several(_)) {
                return renamed;
            }
        }
        if then != Meaning::Nothing {
            return then;
        }
        let gone = self.find(units, written, &|unit, at| {
            within(unit, units.days(unit, at).1.unwrap_or(day).min(day))
        });
        match gone {
            Meaning::One(item) => Meaning::Several(vec![item]),
            other => other,
        }
    }

    fn find<U: Units<Key = K>>(
        &self,
        units: &U,
        written: &WrittenName,
        keep: &dyn Fn(K, usize) -> bool,
    ) -> Meaning<(K, usize)> {
        let by_code = self.by_code(units, &written.text, keep);
        if !by_code.is_empty() {
            // "12" is a code, and the name of a quận or phường: both are candidates.
            if written.text.len() > 2 {
                return meaning(by_code);
            }
            let wanted = loose_key(&written.text);
            let named = run(&self.names, hash(&wanted))
                .filter(|(unit, at)| keep(*unit, *at))
                .filter(|(unit, at)| loose_key(units.called(*unit, *at).name) == wanted);
            return meaning(by_code.iter().copied().chain(named).collect());
        }
        let (mut any, mut other_kind) = (Vec::new(), Vec::new());
        for reading in written.readings.iter().filter(|r| !r.loose.is_empty()) {
            let shown: Vec<(K, usize)> = run(&self.names, hash(&reading.loose))
                .filter(|(unit, at)| keep(*unit, *at))
                .filter(|(unit, at)| reading.reads(&units.called(*unit, *at), false))
                .collect();
            let of_kind = |item: &(K, usize)| reading.is_of(units.called(item.0, item.1).kind);
            let exactly = |item: &(K, usize)| reading.reads(&units.called(item.0, item.1), true);
            let fitting: Vec<(K, usize)> = shown.iter().copied().filter(of_kind).collect();
            if !written.marked {
                // Without marks it may be any of the names that read so.
                any.extend(fitting);
            } else if !fitting.is_empty() {
                // With them the exact one goes first.
                let exact: Vec<(K, usize)> = fitting.iter().copied().filter(exactly).collect();
                return meaning(if exact.is_empty() { fitting } else { exact });
            }
            other_kind.extend(shown);
        }
        if !any.is_empty() {
            return meaning(any);
        }
        match each_once(other_kind) {
            found if found.is_empty() => Meaning::Nothing,
            found => Meaning::OfOtherKind(found),
        }
    }
}

impl Reading {
    fn is_of(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    fn reads(&self, called: &Names<'_>, exactly: bool) -> bool {
        [called.name, called.short].iter().any(|name| {
            let own = exact_key(name);
            if exactly {
                own == self.exact
            } else {
                loosened(&own) == self.loose
            }
        })
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn run<K: Copy>(sorted: &[(u64, K, usize)], wanted: u64) -> impl Iterator<Item = (K, usize)> {
    let first = sorted.partition_point(|(own, _, _)| *own < wanted);
    sorted[first..]
        .iter()
        .take_while(move |(own, _, _)| *own == wanted)
        .map(|(_, unit, at)| (*unit, *at))
}

fn unique<K: Copy + PartialEq>(items: impl Iterator<Item = K>) -> Vec<K> {
    let mut out: Vec<K> = Vec::new();
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// Each unit once, under the first of its names that fits.
fn each_once<K: Copy + PartialEq>(items: Vec<(K, usize)>) -> Vec<(K, usize)> {
    let mut out: Vec<(K, usize)> = Vec::new();
    for item in items {
        if !out.iter().any(|(unit, _)| *unit == item.0) {
            out.push(item);
        }
    }
    out
}

fn meaning<K: Copy + PartialEq>(found: Vec<(K, usize)>) -> Meaning<(K, usize)> {
    match each_once(found).as_slice() {
        [] => Meaning::Nothing,
        [one] => Meaning::One(*one),
        several => Meaning::Several(several.to_vec()),
    }
}
