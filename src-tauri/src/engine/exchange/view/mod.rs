//! What packages would do, as it is shown before anything is taken.

mod held;
mod words;

pub use self::held::{FigureAt, HeldView, held_views};
pub(super) use self::words::Words;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::history::TakenCounts;
use super::names::Fields;
use super::news::{PackageNews, news};
use super::receipt::Told;
use super::take::lineage::{Succeeds, Vouched};
use super::take::{Fate, Judged, Outcome, Verdict};
use crate::domain::exchange::Succession;
use crate::domain::indicator::Indicator;
use crate::domain::number::decimal;
use crate::domain::{Day, Error, Id, Kind, Result};
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
    /// Rows that do something.
    pub rows: Vec<PackageRow>,
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
    outcomes.iter().map(|own| view(&words, own)).collect()
}

fn view(words: &Words<'_>, outcome: &Outcome) -> Result<PackageView> {
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
        written: of(|own| own.written.clone()),
        fingerprint: outcome.fingerprint.clone(),
        succession: outcome.lineage.succeeds.as_ref().map(succession),
        introduced: outcome.lineage.introduced.iter().map(introduced).collect(),
        same: outcome.same as u32,
        older: outcome.older as u32,
        rows,
        totals: totals(words, outcome)?,
        news: news(words.connection, &words.directory, outcome, words.day)?,
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
    let (token, refusal) = match &own.verdict {
        Verdict::New => ("new", None),
        Verdict::Changed => ("changed", None),
        Verdict::Ended => ("ended", None),
        Verdict::Joined => ("joined", None),
        Verdict::Conflict(_) => ("conflict", None),
        Verdict::Closed => ("closed", None),
        Verdict::Refused(error) => ("refused", Some(error)),
        Verdict::Same => ("same", None),
        Verdict::Older => ("older", None),
    };
    let (body, what, time) = words.about(own)?;
    Ok(PackageRow {
        kind: own
            .kind
            .map_or_else(String::new, |kind| kind.table().to_owned()),
        verdict: token.to_owned(),
        body,
        what,
        time,
        before: words.value(own.kind, own.before.as_ref()),
        after: words.value(own.kind, own.after.as_ref()),
        refusal: refusal.map(Refusal::of),
    })
}

/// Sums of the figures that are new or change, for each indicator in the order of the dictionary.
fn totals(words: &Words<'_>, outcome: &Outcome) -> Result<Vec<PackageTotal>> {
    let number = |fields: &Option<Fields>, name: &str| {
        fields
            .as_ref()
            .and_then(|own| own.get(name))
            .and_then(Value::as_i64)
    };
    let mut out: Vec<(Id, u32, u32, i128, i128)> = Vec::new();
    for row in outcome
        .rows
        .iter()
        .filter(|row| row.kind == Some(Kind::Fact))
    {
        let changes = matches!(
            row.verdict,
            Verdict::New | Verdict::Changed | Verdict::Joined
        );
        let (true, Some(indicator)) = (changes, number(&row.after, "indicator")) else {
            continue;
        };
        let at = out
            .iter()
            .position(|own| own.0 == indicator)
            .unwrap_or_else(|| {
                out.push((indicator, 0, 0, 0, 0));
                out.len() - 1
            });
        let own = &mut out[at];
        if row.verdict == Verdict::New {
            own.1 += 1;
        } else {
            own.2 += 1;
        }
        own.3 += i128::from(number(&row.before, "value").unwrap_or_default());
        own.4 += i128::from(number(&row.after, "value").unwrap_or_default());
    }
    let order = |id: Id| {
        words
            .dictionary
            .all()
            .iter()
            .position(|kept: &store::Kept<Indicator>| kept.id == id)
    };
    out.sort_by_key(|own| order(own.0));
    out.into_iter()
        .map(|(indicator, new, changed, before, after)| {
            let decimals = words
                .dictionary
                .definition(indicator, words.day)
                .map_or(0, |own| own.decimals);
            let sum = |own: i128| decimal(i64::try_from(own).unwrap_or(i64::MAX), decimals);
            Ok(PackageTotal {
                indicator: words.indicator(indicator),
                new,
                changed,
                before: sum(before),
                after: sum(after),
            })
        })
        .collect()
}
