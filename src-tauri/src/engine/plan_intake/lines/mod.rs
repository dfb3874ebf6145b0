//! Running text instead of a table: "1. Rà soát …; chủ trì: …; hạn: …", "Giao Phòng A … trước ngày 15/3", headings with
//! units below them, conclusions.

mod behind;
mod labels;
mod outline;
mod sentence;
mod tell;
mod tells;
mod times;
mod who;

use super::columns::{plain, starts};
use super::marks::Mark;
use super::rows::{Raw, Rows};
use super::units::Units;
use crate::domain::Day;
use crate::domain::deadline::DeadlineRules;
use outline::Outline;
use tell::Teller;

/// What lines are read by.
pub(super) struct Lines<'a> {
    pub units: &'a Units<'a>,
    pub rules: &'a DeadlineRules,
    pub issued: Option<Day>,
}

impl Lines<'_> {
    /// Reads lines with their places.
    pub(super) fn read<'t>(&self, lines: impl Iterator<Item = (u32, &'t str)>) -> Rows {
        let outline = Outline::of(lines.take(super::rows::MOST_ROWS));
        Teller::new(self, &outline).read()
    }

    /// What of a text plainly gives work to a body until a day; for what stands beside a table.
    pub(super) fn plainly<'t>(&self, lines: impl Iterator<Item = (u32, &'t str)>) -> Rows {
        let mut rows = self.read(lines);
        let keep = |own: &Raw| {
            own.is_task()
                && !own.deadline.is_empty()
                && !self.units.read(&own.lead).bodies.is_empty()
        };
        // What parts are parts of stays with them.
        let mut kept: Vec<bool> = rows.rows.iter().map(keep).collect();
        for at in 0..kept.len() {
            if let Some(parent) = rows.rows[at].parent.filter(|_| kept[at]) {
                kept[parent] = true;
            }
        }
        let mut places = Vec::with_capacity(kept.len());
        let mut count = 0;
        for own in &kept {
            places.push(count);
            count += usize::from(*own);
        }
        let all = std::mem::take(&mut rows.rows);
        let left = all.into_iter().zip(&kept).filter(|(_, kept)| **kept);
        rows.rows = left
            .map(|(mut own, _)| {
                own.parent = own.parent.map(|parent| places[parent]);
                own
            })
            .collect();
        rows
    }
}

/// The lines of a text that its title, its number and its day stand in: those before its first heading.
pub(super) fn head_lines<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    const MOST: usize = 40;
    let mut out = Vec::new();
    for line in lines.take(MOST) {
        let line = line.trim();
        let words = plain(line);
        let preamble = [
            "can cu",
            "kinh gui",
            "thuc hien ke hoach",
            "thuc hien quyet dinh",
        ];
        let begins = preamble.iter().any(|own| starts(&words, own));
        let marked = matches!(
            Mark::split(line),
            Some((Mark::Roman(_) | Mark::Letter(_) | Mark::Dotted(_), _))
        );
        if begins || marked || outline::stands_alone(line) {
            break;
        }
        out.extend(line.split('\t').map(|own| own.trim().to_owned()));
    }
    out.retain(|own| !own.is_empty());
    out
}
