//! Recurring wordings: how often, and what else makes a wording recurring.

use super::hour::Hour;
use super::length::{Stated, take_length};
use super::recur_month::{take_month_of, take_next_month};
use super::recur_spot::{Spots, take_weekdays};
use super::recur_units::{numbered, only_units, take_units, unit_at};
use super::span::{Group, groups};
use super::token::Pieces;
use super::words::{all_understood, take_harmless};
use super::{Context, take_all};
use crate::domain::deadline::{Deadline, DeadlineKind, Every, Rhythm};
use crate::domain::instant::Day;

/// How often a wording says.
#[derive(Debug, Default)]
pub(super) struct Cycle {
    pub(super) units: Vec<Every>,
    /// It recurs in a way that is no rhythm of ours: "2 tuần/lần", "tháng cuối kỳ".
    pub(super) odd: bool,
    /// "định kỳ", or a rhythm that follows from the day only.
    pub(super) said: bool,
    /// It is only understood to recur: "ngày 5 tháng sau".
    pub(super) guessed: bool,
}

impl Cycle {
    fn any(&self) -> bool {
        self.said || self.odd || self.guessed || !self.units.is_empty()
    }

    /// The finest.
    fn every(&self) -> Option<Every> {
        self.units.iter().min().copied()
    }

    fn several(&self) -> bool {
        self.units.iter().any(|unit| Some(*unit) != self.every())
    }
}

/// Reads a recurring wording; none when it does not recur, and the pieces stay as they were.
pub(super) fn read(context: &mut Context, pieces: &Pieces) -> Option<Deadline> {
    let mut pieces = pieces.clone();
    let pieces = &mut pieces;
    let mut cycle = Cycle::default();
    let lapse = take_closing(pieces, &mut cycle);
    let month_of = take_month_of(pieces, &mut cycle);
    take_units(pieces, &mut cycle);
    let next_month = take_next_month(pieces, &mut cycle);
    take_ends(pieces, &mut cycle);
    if take_all(pieces, &["dinh ky"]) {
        cycle.said = true;
    }
    if !cycle.any() && !only_units(pieces, &mut cycle) {
        return None;
    }
    let mut out = context.plain(DeadlineKind::Recurring);
    let weekdays = take_weekdays(pieces, true);
    let next_year = take_all(
        pieces,
        &[
            "cua nam sau",
            "nam sau",
            "nam ke tiep",
            "nam tiep theo",
            "nam lien ke",
            "nam sau lien ke",
        ],
    );
    let groups = groups(pieces, context.issued);
    let spots = Spots {
        every: cycle.every(),
        weekdays,
        month_of,
        next_month,
        next_year,
        lapse: lapse.and_then(|lapse| lapse.length),
    };
    let (rhythm, plain) = spots.choose(pieces, &groups, &context.hours);
    out.rhythm = rhythm.filter(|_| !cycle.odd);
    out.last_time = context.hours.first().map(Hour::text);
    let (begins, begun) = beginning(context, &groups, out.rhythm);
    out.first_day = begins;
    pieces_left(pieces);
    if pieces.find(&["dau", "giua"]).is_some() {
        out.rhythm = None; // "đầu mỗi tháng" names no day
    }
    out.sure = plain
        && begun
        && !cycle.several()
        && !cycle.odd
        && !cycle.guessed
        && all_understood(pieces);
    Some(out)
}

/// "từ tháng 3/2024, hằng tháng" begins then. Whether all stretches are accounted for.
fn beginning(context: &Context, groups: &[Group], rhythm: Option<Rhythm>) -> (Option<Day>, bool) {
    let mut first_day = None;
    let mut all = true;
    for group in groups {
        let yearly = rhythm.is_some_and(Rhythm::names_day_of_year);
        if group.lead.from {
            first_day = group.read(context).and_then(|read| read.first_day);
        } else if !(yearly && groups.len() == 1 && group.first.stretch.is_day()) {
            all = false;
        }
    }
    (first_day, all)
}

fn pieces_left(pieces: &mut Pieces) {
    for at in 0..pieces.len() {
        // "mỗi tháng một lần"
        if pieces.small(at, 1).is_some() && pieces.word(at + 1) == Some("lan") {
            pieces.take(at, at + 2);
        }
    }
    take_harmless(pieces, &["theo", "chieu", "lan", "che do bao cao"]);
}

/// "5 ngày sau khi kết thúc quý": the length; the unit is one of the rhythm's.
fn take_closing(pieces: &mut Pieces, cycle: &mut Cycle) -> Option<Stated> {
    let (at, behind) = pieces.find(&[
        "ket thuc",
        "sau khi het",
        "ngay cuoi cung cua",
        "ngay cuoi cung",
        "ngay cuoi cua",
        "ngay cuoi",
    ])?;
    let unit = match pieces.word(behind) {
        Some("moi" | "hang" | "tung") => behind + 1,
        _ => behind,
    };
    let (every, end) = unit_at(pieces, unit)?;
    let half = every == Some(Every::Half);
    let every = every.filter(|_| half || !pieces.is_number(unit))?;
    if numbered(pieces, end) || matches!(pieces.word(end), Some("hoc" | "tai" | "dau" | "cuoi")) {
        return None;
    }
    let mut trial = pieces.clone();
    let length = take_length(&mut trial)?;
    let since = trial.find(&["ke tu", "sau khi", "sau", "tinh tu"])?;
    if length.start > at || since.0 > at {
        return None;
    }
    *pieces = trial;
    take_all(
        pieces,
        &[
            "ke tu ngay",
            "ke tu khi",
            "ke tu",
            "tinh tu ngay",
            "tinh tu khi",
            "tinh tu",
            "sau khi",
            "sau ngay",
            "sau",
            "tu ngay",
        ],
    );
    pieces.take(at, end);
    cycle.units.push(every);
    Some(length)
}

/// "ngày cuối cùng của tháng", "cuối tháng" beside a rhythm.
fn take_ends(pieces: &mut Pieces, cycle: &mut Cycle) {
    for at in 0..pieces.len() {
        let Some(end) = pieces.any_phrase(
            at,
            &[
                "ngay cuoi cung cua",
                "ngay cuoi cung",
                "ngay cuoi cua",
                "ngay cuoi",
                "cuoi cung",
                "cuoi",
            ],
        ) else {
            continue;
        };
        let day = pieces.word(at) == Some("ngay");
        match unit_at(pieces, end) {
            Some((Some(every), past))
                if !numbered(pieces, past) && !pieces.is_number(end) && every > Every::Day =>
            {
                if day && cycle.units.is_empty() {
                    cycle.units.push(every);
                    cycle.guessed = true;
                } else if cycle.units.is_empty() {
                    continue;
                }
                pieces.take(at, past);
            }
            // "cuối mỗi tháng": the unit is understood already.
            None if !cycle.units.is_empty() && pieces.get(end).is_none() => pieces.take(at, end),
            _ => {}
        }
    }
}
