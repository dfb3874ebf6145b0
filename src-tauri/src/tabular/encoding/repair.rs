//! Texts of old fonts within tables: each cell is judged by itself, and a doubtful one by its column and its table.
//! What reads well as it stands is never changed.

use std::collections::HashMap;

use super::{Old, Score, score, without_lone_signs};
use crate::domain::text::clean;
use crate::tabular::workbook::{Cell, Table};

/// What a cell is written in: as it stands, or by an old font.
type Written = Option<Old>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Nothing to judge.
    Plain,
    Sure(Written),
    /// Reads equally well in several ways: as it stands, in TCVN3, in VNI.
    Doubtful([bool; 3]),
}

/// The ways in the order of a verdict.
const WAYS: [Written; 3] = [None, Some(Old::Tcvn3), Some(Old::Vni)];

/// Puts texts right and says what was found most.
pub fn repair(tables: &mut [Table]) -> Option<&'static str> {
    let mut found: HashMap<Old, usize> = HashMap::new();
    for table in tables {
        repair_table(table, &mut found);
    }
    let most = found
        .into_iter()
        .max_by_key(|(old, count)| (*count, old.name()));
    most.map(|(old, _)| old.name())
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    stands: u32,
    tcvn3: u32,
    vni: u32,
}

impl Count {
    fn add(&mut self, written: Written) {
        *match written {
            None => &mut self.stands,
            Some(Old::Tcvn3) => &mut self.tcvn3,
            Some(Old::Vni) => &mut self.vni,
        } += 1;
    }

    /// What most are written in, when anything is sure.
    fn most(self) -> Option<Written> {
        let old = if self.tcvn3 >= self.vni {
            (self.tcvn3, Old::Tcvn3)
        } else {
            (self.vni, Old::Vni)
        };
        match (self.stands, old.0) {
            (0, 0) => None,
            (stands, own) if own > stands => Some(Some(old.1)),
            _ => Some(None),
        }
    }
}

fn repair_table(table: &mut Table, found: &mut HashMap<Old, usize>) {
    let mut verdicts: HashMap<(u32, u32), Verdict> = HashMap::new();
    let mut columns: Vec<Count> = Vec::new();
    let mut whole = Count::default();
    for row in &table.rows {
        for (column, cell) in &row.cells {
            let Cell::Text(text) = cell else { continue };
            let verdict = judge(text);
            if let Verdict::Sure(written) = verdict {
                let at = *column as usize;
                if columns.len() <= at {
                    columns.resize(at + 1, Count::default());
                }
                columns[at].add(written);
                whole.add(written);
            }
            if !matches!(verdict, Verdict::Plain | Verdict::Sure(None)) {
                verdicts.insert((row.number, *column), verdict);
            }
        }
    }
    if verdicts.is_empty() {
        repair_name(table);
        return;
    }
    for row in &mut table.rows {
        for (column, cell) in &mut row.cells {
            let written = match verdicts.get(&(row.number, *column)) {
                Some(Verdict::Sure(written)) => *written,
                Some(Verdict::Doubtful(ways)) => {
                    let by_column = columns.get(*column as usize).and_then(|own| own.most());
                    settle(*ways, [by_column, whole.most()])
                }
                _ => None,
            };
            if let (Some(old), Cell::Text(text)) = (written, &mut *cell) {
                *text = clean(&old.read(text)).into();
                *found.entry(old).or_default() += 1;
            }
        }
    }
    repair_name(table);
}

fn repair_name(table: &mut Table) {
    if let Verdict::Sure(Some(old)) = judge(&table.name) {
        table.name = clean(&old.read(&table.name));
    }
}

/// Letters that only Unicode has for Vietnamese.
const fn is_vietnamese(sign: char) -> bool {
    matches!(
        sign,
        'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'
            ..='\u{1ef9}'
    )
}

fn judge(text: &str) -> Verdict {
    if text.is_ascii() {
        return Verdict::Plain;
    }
    if text.chars().any(is_vietnamese) {
        return Verdict::Sure(None);
    }
    if !text.chars().any(|c| ('\u{a1}'..='\u{ff}').contains(&c)) {
        return Verdict::Plain;
    }
    let text = &*without_lone_signs(text);
    let stands = score(text);
    let old = Old::ALL.map(|own| own.read(text));
    if old.iter().all(|read| **read == *text) {
        return Verdict::Plain;
    }
    // A reading that changes nothing says nothing.
    let old = old.map(|read| (*read != *text).then(|| score(&read)));
    let old_best = old.into_iter().flatten().map(Score::sum).max();
    let best = old_best.unwrap_or(i64::MIN).max(stands.sum());
    let mut ways = [
        stands.sum() == best,
        old[0].is_some_and(|own| own.sum() == best),
        old[1].is_some_and(|own| own.sum() == best),
    ];
    let good = old
        .into_iter()
        .flatten()
        .any(|own| own.sum() == best && own.good > 0);
    // Without a single good word only what stands around can tell.
    ways[0] |= !good;
    match ways {
        [true, false, false] if stands.good > 0 => Verdict::Sure(None),
        [true, false, false] => Verdict::Plain,
        [false, true, false] => Verdict::Sure(Some(Old::Tcvn3)),
        [false, false, true] => Verdict::Sure(Some(Old::Vni)),
        _ => Verdict::Doubtful(ways),
    }
}

/// Of several ways the one that most around are written in, else the first.
fn settle(ways: [bool; 3], around: [Option<Written>; 2]) -> Written {
    let fitting = || WAYS.into_iter().zip(ways).filter(|(_, fits)| *fits);
    for most in around.into_iter().flatten() {
        if fitting().any(|(way, _)| way == most) {
            return most;
        }
    }
    fitting().next().and_then(|(way, _)| way)
}
