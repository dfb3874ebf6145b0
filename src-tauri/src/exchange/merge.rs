//! One thing as two books have it: which state stands, whether both can be had, or whether a person must decide.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::domain::seen::{Relation, Seen};

/// The fields of a state; none for a thing that ended (đã bỏ).
pub type Fields = Option<Map<String, Value>>;

/// A state with what it has seen.
#[derive(Debug, Clone, PartialEq)]
pub struct State<S> {
    /// Its fields.
    pub fields: Fields,
    /// What it descends from.
    pub seen: Seen<S>,
}

/// How the fields of one kind belong together (quy tắc trộn).
#[derive(Debug, Clone, Copy, Default)]
pub struct Bonds {
    /// Fields that have a meaning only together: a figure's state, value and word.
    pub together: &'static [&'static [&'static str]],
    /// Fields that count changes: the larger one stands.
    pub counters: &'static [&'static str],
    /// Fields that say how something began: where both sides began it, the lesser of the two stands, whole.
    pub first: &'static [&'static str],
}

impl Bonds {
    /// Every field for itself.
    pub const NONE: Self = Self {
        together: &[],
        counters: &[],
        first: &[],
    };
}

/// What comes of two states.
#[derive(Debug, Clone, PartialEq)]
pub enum Merged {
    /// The same state; nothing to do.
    Same,
    /// Theirs was seen here before; ours stands.
    Older,
    /// Theirs follows from ours and stands.
    Newer,
    /// Both sides made it what it is; only what was seen is joined.
    Alike,
    /// Each side changed other fields; both changes stand.
    Joined(Map<String, Value>),
    /// Both sides changed the same; a person decides. The fields by name, none where one side ended the thing.
    Conflict(Vec<String>),
    /// Two states that have seen the same: two books work under one identity.
    Forked,
}

/// Compares theirs with ours. `base` is asked for the latest state that both descend from, none when it is not known.
pub fn merge<S: Ord + Copy>(
    ours: &State<S>,
    theirs: &State<S>,
    bonds: Bonds,
    base: impl FnOnce() -> Option<Map<String, Value>>,
) -> Merged {
    let alike = ours.fields == theirs.fields;
    match theirs.seen.relation(&ours.seen) {
        Relation::Equal if alike => Merged::Same,
        Relation::Equal => Merged::Forked,
        Relation::Before => Merged::Older,
        Relation::After => Merged::Newer,
        Relation::Beside if alike => Merged::Alike,
        Relation::Beside => match (&ours.fields, &theirs.fields) {
            (Some(own), Some(its)) => match base() {
                Some(base) => both(&base, own, its, bonds),
                None => made_twice(own, its, bonds),
            },
            _ => Merged::Conflict(Vec::new()),
        },
    }
}

/// Two states that nothing is known to lie before: the same thing was made on both sides, or they differ for good.
fn made_twice(own: &Map<String, Value>, its: &Map<String, Value>, bonds: Bonds) -> Merged {
    let apart = differing(own, its, bonds);
    if bonds.first.is_empty() || !apart.is_empty() {
        return Merged::Conflict(apart);
    }
    Merged::Joined(begun(own.clone(), its, bonds))
}

/// `own` with the beginning of whichever of the two began first.
fn begun(
    mut own: Map<String, Value>,
    its: &Map<String, Value>,
    bonds: Bonds,
) -> Map<String, Value> {
    let told = |of: &Map<String, Value>| -> Vec<String> {
        let text = |name: &&str| of.get(*name).map(Value::to_string).unwrap_or_default();
        bonds.first.iter().map(text).collect()
    };
    if told(its) < told(&own) {
        for name in bonds.first {
            if let Some(value) = its.get(*name) {
                own.insert((*name).to_owned(), value.clone());
            }
        }
    }
    own
}

/// Fields with another value, without those that only count or say how it began.
fn differing(own: &Map<String, Value>, its: &Map<String, Value>, bonds: Bonds) -> Vec<String> {
    let names: BTreeSet<&String> = own.keys().chain(its.keys()).collect();
    names
        .into_iter()
        .filter(|name| !bonds.counters.contains(&name.as_str()))
        .filter(|name| !bonds.first.contains(&name.as_str()))
        .filter(|name| own.get(*name) != its.get(*name))
        .cloned()
        .collect()
}

/// The name under which a field is compared: that of its group.
fn group(name: &str, bonds: Bonds) -> &str {
    bonds
        .together
        .iter()
        .find(|group| group.contains(&name))
        .and_then(|group| group.first().copied())
        .unwrap_or(name)
}

fn both(
    base: &Map<String, Value>,
    own: &Map<String, Value>,
    its: &Map<String, Value>,
    bonds: Bonds,
) -> Merged {
    let groups = |changed: &[String]| -> BTreeSet<String> {
        changed
            .iter()
            .map(|name| group(name, bonds).to_owned())
            .collect()
    };
    let ours = groups(&differing(base, own, bonds));
    let theirs = groups(&differing(base, its, bonds));
    let apart = differing(own, its, bonds);
    let conflict: Vec<String> = apart
        .into_iter()
        .filter(|name| {
            let group = group(name, bonds);
            ours.contains(group) && theirs.contains(group)
        })
        .collect();
    if !conflict.is_empty() {
        return Merged::Conflict(conflict);
    }
    let mut out = own.clone();
    for (name, value) in its {
        if theirs.contains(group(name, bonds)) {
            out.insert(name.clone(), value.clone());
        }
    }
    for name in bonds.counters {
        let count = |of: &Map<String, Value>| of.get(*name).and_then(Value::as_i64).unwrap_or(0);
        out.insert((*name).to_owned(), Value::from(count(own).max(count(its))));
    }
    Merged::Joined(begun(out, its, bonds))
}
