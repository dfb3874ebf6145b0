//! What packages would do, as it is shown before anything is taken.

mod held;
mod words;

pub use self::held::{FigureAt, HeldView, held_views};
pub(super) use self::words::Words;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::history::TakenCounts;
use super::news::{self, PackageNews};
use super::receipt::Told;
use super::take::lineage::{Succeeds, Vouched};
use super::take::{Effect, Fate, Judged, Outcome, Verdict};
use crate::domain::exchange::Succession;
use crate::domain::indicator::Indicator;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::domain::{Day, Error, Id, Result};
use crate::exchange::manifest::Scope;
use crate::store;

/// A row that changes something or needs a look (dòng xem trước).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackageRow {
    /// Table of its kind.
    pub kind: String,
    /// `new`, `changed`, `ended`, `joined`, `conflict`, `closed`, `refused`.
    pub verdict: String,
    /// The unit that it speaks of; empty for none.
    pub body: String,
    /// The indicator, the task, the thing in words.
    pub what: String,
    /// The time that a figure speaks of; empty for none.
    pub time: String,
    /// What stands here; empty for nothing.
    pub before: String,
    /// What came; empty for nothing.
    pub after: String,
    /// Why it is refused; none where it is not.
    pub refusal: Option<Refusal>,
}

/// Rows of a large batch that are counted and not shown one by one (dòng không hiện).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnshownRows {
    /// `new`, `changed`, `ended`, `joined`.
    pub verdict: String,
    /// How many.
    pub count: u32,
}

fn unshown((verdict, count): &(Verdict, usize)) -> Option<UnshownRows> {
    (!verdict.is_quiet()).then(|| UnshownRows {
        verdict: verdict.token().to_owned(),
        count: u32::try_from(*count).unwrap_or(u32::MAX),
    })
}

/// A refusal within an answer: its words are put to it where the language is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Refusal {
    /// Code.
    pub code: String,
    /// Finished sentence.
    pub text: String,
    /// The error itself.
    #[serde(skip)]
    #[ts(skip)]
    pub error: Error,
}

impl Refusal {
    fn of(error: &Error) -> Self {
        Self {
            code: error.code.as_str().to_owned(),
            text: String::new(),
            error: error.clone(),
        }
    }
}

/// What the figures of one indicator add up to before and after (tác động đến tổng).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackageTotal {
    /// The indicator.
    pub indicator: String,
    /// Figures that are new.
    pub new: u32,
    /// Figures that change.
    pub changed: u32,
    /// Sum of these figures before.
    pub before: String,
    /// And after.
    pub after: String,
}

/// A machine goes on from another one, as a package tells it (máy mới nối máy cũ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LineageView {
    /// Eight characters of the old one.
    pub old: String,
    /// In which way.
    pub how: Succession,
    /// Number of the first package of the new one.
    pub first_number: u32,
    /// Why, in the words of its officer; empty for none.
    pub reason: String,
    /// Whether the new one is known by that; otherwise it waits for a person.
    pub holds: bool,
}

/// A machine that the sender vouches for (máy được giới thiệu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntroducedView {
    /// Its eight characters.
    pub fingerprint: String,
    /// Whether it is recognised by that.
    pub holds: bool,
}

/// A file that came with what it would do (gói đến).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackageView {
    /// Name of the file.
    pub file: String,
    /// `taken`, `already`, `quarantined`, `refused`.
    pub fate: String,
    /// Why it is refused; none where it is not.
    pub refusal: Option<Refusal>,
    /// Who sent it; empty where it could not be read.
    pub sender: String,
    /// Code of the sender.
    pub sender_code: String,
    /// Kind of package.
    pub kind: String,
    /// Its number.
    pub number: u32,
    /// Period on it; empty for none.
    pub period: String,
    /// The first day of which a figure in it speaks, dd/mm/yyyy; empty without figures.
    pub first_day: String,
    /// And the last one.
    pub last_day: String,
    /// When it was written, by the sender's machine.
    pub written: String,
    /// Eight characters to be compared over the phone.
    pub fingerprint: String,
    /// The machine that the sender goes on from; none where it is known by itself.
    pub succession: Option<LineageView>,
    /// Machines that it vouches for.
    pub introduced: Vec<IntroducedView>,
    /// Rows that are there already.
    pub same: u32,
    /// Rows that are older than what is there.
    pub older: u32,
    /// Rows that do something; of a large batch not all.
    pub rows: Vec<PackageRow>,
    /// How many more there are.
    pub unshown: Vec<UnshownRows>,
    /// What it does to sums.
    pub totals: Vec<PackageTotal>,
    /// Units and indicators that changed between the sender's book and this one.
    pub news: Vec<PackageNews>,
    /// What its sender says became of packages of this book, the newest first.
    pub told: Vec<ToldPackage>,
}

/// A package of ours of which a sender says what became of it there (nơi nhận báo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ToldPackage {
    /// Its number.
    pub number: i64,
    /// Period that it was written for; empty for none.
    pub period: String,
    /// The taking was taken back.
    pub withdrawn: bool,
    /// Whether it was not known before.
    pub news: bool,
    /// What the taking came to; none where it was not told.
    pub came: Option<TakenCounts>,
}

impl From<&Told> for ToldPackage {
    fn from(own: &Told) -> Self {
        Self {
            number: own.number,
            period: own.period.clone(),
            withdrawn: own.said.withdrawn,
            news: own.news,
            came: own.said.came.as_ref().map(TakenCounts::from),
        }
    }
}

/// What files would do, or did, as it is shown.
pub fn package_views(
    connection: &Connection,
    outcomes: &[Outcome],
    day: Day,
) -> Result<Vec<PackageView>> {
    let words = Words::of(connection, day)?;
    let told = news::Told::of(connection, &words.directory, day);
    outcomes
        .iter()
        .map(|own| view(&words, &told, own))
        .collect()
}

fn view(words: &Words<'_>, told: &news::Told<'_>, outcome: &Outcome) -> Result<PackageView> {
    let (fate, refusal) = match &outcome.fate {
        Fate::Taken => ("taken", None),
        Fate::Already => ("already", None),
        Fate::Quarantined => ("quarantined", None),
        Fate::Refused(error) => ("refused", Some(error)),
    };
    let manifest = outcome.manifest.as_ref();
    let of = |text: fn(&crate::exchange::manifest::Manifest) -> String| {
        manifest.map(text).unwrap_or_default()
    };
    let spoken = |day: fn(&Scope) -> Option<&str>| {
        let own = manifest.and_then(|own| day(own.scope.as_ref()?));
        let day = own.and_then(|own| own.parse::<Day>().ok());
        day.map_or_else(String::new, show_day)
    };
    let rows = outcome
        .rows
        .iter()
        .map(|own| row(words, own))
        .collect::<Result<Vec<_>>>()?;
    Ok(PackageView {
        file: outcome.file.clone(),
        fate: fate.to_owned(),
        refusal: refusal.map(Refusal::of),
        sender: of(|own| own.site.body.name.clone()),
        sender_code: of(|own| own.site.body.code.clone()),
        kind: of(|own| super::package::kind_text(own.kind)),
        number: manifest.map_or(0, |own| u32::try_from(own.number).unwrap_or(u32::MAX)),
        period: of(|own| own.period.clone().unwrap_or_default()),
        first_day: spoken(|own| own.first.as_deref()),
        last_day: spoken(|own| own.last.as_deref()),
        written: of(|own| own.written.clone()),
        fingerprint: outcome.fingerprint.clone(),
        succession: outcome.lineage.succeeds.as_ref().map(succession),
        introduced: outcome.lineage.introduced.iter().map(introduced).collect(),
        same: outcome.count(|own| *own == Verdict::Same) as u32,
        older: outcome.count(|own| *own == Verdict::Older) as u32,
        rows,
        unshown: outcome.others.iter().filter_map(unshown).collect(),
        totals: totals(words, outcome),
        news: told.news(outcome)?,
        told: outcome.told.iter().rev().map(ToldPackage::from).collect(),
    })
}

fn succession(own: &Succeeds) -> LineageView {
    LineageView {
        old: own.fingerprint.clone(),
        how: own.how,
        first_number: u32::try_from(own.last.saturating_add(1)).unwrap_or(u32::MAX),
        reason: own.reason.clone(),
        holds: own.holds,
    }
}

fn introduced(own: &Vouched) -> IntroducedView {
    IntroducedView {
        fingerprint: own.fingerprint.clone(),
        holds: own.holds,
    }
}

fn row(words: &Words<'_>, own: &Judged) -> Result<PackageRow> {
    let refusal = match &own.verdict {
        Verdict::Refused(error) => Some(error),
        _ => None,
    };
    let (body, what, time) = words.about(own)?;
    Ok(PackageRow {
        kind: own
            .kind
            .map_or_else(String::new, |kind| kind.table().to_owned()),
        verdict: own.verdict.token().to_owned(),
        body,
        what,
        time,
        before: words.value(own.kind, own.before.as_ref()),
        after: words.value(own.kind, own.after.as_ref()),
        refusal: refusal.map(Refusal::of),
    })
}

/// Sums of the figures that are new or change, for each indicator in the order of the dictionary.
fn totals(words: &Words<'_>, outcome: &Outcome) -> Vec<PackageTotal> {
    let order = |id: Id| {
        words
            .dictionary
            .all()
            .iter()
            .position(|kept: &store::Kept<Indicator>| kept.id == id)
    };
    let mut effects = outcome.effects.clone();
    effects.sort_by_key(|own| order(own.indicator));
    let of = |own: Effect| {
        let decimals = words
            .dictionary
            .definition(own.indicator, words.day)
            .map_or(0, |own| own.decimals);
        let sum = |own: i128| decimal(i64::try_from(own).unwrap_or(i64::MAX), decimals);
        PackageTotal {
            indicator: words.indicator(own.indicator),
            new: own.new,
            changed: own.changed,
            before: sum(own.before),
            after: sum(own.after),
        }
    };
    effects.into_iter().map(of).collect()
}
