//! Why a figure differs (vì sao khác báo cáo trước): two frozen papers, figure by figure, each difference with what in
//! the book caused it.
//!
//! A figure of one paper meets the figure of the other that is the same thing at the same time. Where there is none,
//! it meets the same thing at another time: that it moved is expected, and which units moved it is told. What stands
//! behind each is read from the book as it stood when each paper was frozen.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use ts_rs::TS;

use super::freeze::thawed;
use super::issue::report;
use super::list::{IssuedReport, issued_report};
use crate::domain::book::Report;
use crate::domain::instant::show_day;
use crate::domain::number::signed;
use crate::domain::{Id, Instant, Result};
use crate::engine::reports::keys::{FigureKey, Measure};
use crate::engine::reports::trace::{TracePart, TraceRole, Tracer, Words, looking_at};
use crate::engine::reports::{ReportRequest, document};
use crate::report::content::{Document, Figure};
use crate::store::Book;

/// Units named one by one as the cause of a difference; the rest is counted.
const MOST_CAUSES: usize = 8;
/// Differences whose causes are looked for; a ranking of a country has more, which are listed without.
const MOST_EXPLAINED: usize = 400;

/// What caused a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// A figure that came after the first paper (số nộp sau).
    Late,
    /// A figure that was corrected (đính chính).
    Corrected,
    /// A figure that was withdrawn (rút số).
    Withdrawn,
    /// A later figure of the same unit (số của thời điểm sau).
    Moved,
    /// Units that began or ended (thay đổi đơn vị).
    Units,
    /// Another target (chỉ tiêu giao thay đổi).
    Target,
    /// Another base (mẫu số khác).
    Base,
    /// A task that came, went or changed its class (nhiệm vụ).
    Task,
    /// Nothing in the book tells it (chưa rõ).
    Unknown,
}

/// A cause in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Cause {
    /// What kind.
    pub kind: CauseKind,
    /// "Phường Trà An: 5.983 → 6.012 (đính chính 16/3/2024, Trần Thị Bình)".
    pub text: String,
}

/// A figure that both papers print, differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FigureChange {
    /// Which figure, as the later paper means it.
    pub label: String,
    /// As the first paper prints it.
    pub before: String,
    /// As the second one prints it.
    pub after: String,
    /// The difference with its sign.
    pub difference: String,
    /// Whether both mean the same time, so that a difference asks for an answer.
    pub same_time: bool,
    /// What caused it.
    pub causes: Vec<Cause>,
}

/// Two papers, compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Comparison {
    /// The one that was frozen first.
    pub before: IssuedReport,
    /// The other.
    pub after: IssuedReport,
    /// Figures that differ; those of the same time first.
    pub changes: Vec<FigureChange>,
    /// Figures that are the same in both.
    pub same: u32,
    /// Figures that only the first prints.
    pub only_before: Vec<String>,
    /// Figures that only the second prints.
    pub only_after: Vec<String>,
}

/// A figure with its key and its text.
pub(super) struct Printed {
    pub(super) key: FigureKey,
    pub(super) text: String,
    pub(super) figure: Figure,
}

/// Every figure of a paper once, in the order of print.
pub(super) fn printed(document: &Document) -> Vec<Printed> {
    let mut seen = HashSet::new();
    document
        .figures()
        .filter_map(|(text, figure)| {
            let key = FigureKey::parse(&figure.key)?;
            seen.insert(key.clone()).then(|| Printed {
                key,
                text: text.trim().to_owned(),
                figure: figure.clone(),
            })
        })
        .collect()
}

/// What of a figure stays the same when time goes on.
type Thing = (Measure, String, String, Option<Id>);

fn thing(key: &FigureKey) -> Thing {
    (key.measure, key.what.clone(), key.against.clone(), key.body)
}

/// Compares two papers; the one that was frozen first is the first.
pub fn compare_reports(book: &mut Book, one: Id, other: Id) -> Result<Comparison> {
    let (first, second) = book.read(|c| Ok((report(c, one)?, report(c, other)?)))?;
    let (first, second) = if first.record.book_seq <= second.record.book_seq {
        (first, second)
    } else {
        (second, first)
    };
    let (before, after) =
        book.read(|c| Ok((thawed(c, &first.record)?, thawed(c, &second.record)?)))?;
    let words = book.read(Words::load)?;
    let (old, new) = (printed(&before), printed(&after));
    let mut out = Comparison {
        before: book.read(|c| issued_report(c, first.id))?,
        after: book.read(|c| issued_report(c, second.id))?,
        changes: Vec::new(),
        same: 0,
        only_before: Vec::new(),
        only_after: Vec::new(),
    };
    let met = meet(&old, &new);
    let mut pairs = Vec::new();
    for (own, partner) in new.iter().zip(&met) {
        let Some((place, same_time)) = *partner else {
            out.only_after.push(words.label(&own.key));
            continue;
        };
        let earlier = &old[place];
        if alike(&earlier.figure, &own.figure) {
            out.same += 1;
        } else {
            pairs.push((earlier, own, same_time));
        }
    }
    let known: HashSet<usize> = met.iter().flatten().map(|(place, _)| *place).collect();
    let alone = old
        .iter()
        .enumerate()
        .filter(|(place, _)| !known.contains(place));
    out.only_before = alone.map(|(_, own)| words.label(&own.key)).collect();
    // What means the same time asks for an answer first.
    pairs.sort_by_key(|(_, _, same_time)| !same_time);
    out.changes = explain(
        book,
        &words,
        &pairs,
        (&first.record, Some(second.record.book_seq)),
    )?;
    Ok(out)
}

/// A figure of the first paper, that of the second, and whether both mean the same time.
type Pair<'a> = (&'a Printed, &'a Printed, bool);

/// The differences with their causes; what stands behind each is read as the book stood for each paper.
fn explain(
    book: &mut Book,
    words: &Words,
    pairs: &[Pair<'_>],
    (first, second): (&Report, Option<i64>),
) -> Result<Vec<FigureChange>> {
    let asked = &pairs[..pairs.len().min(MOST_EXPLAINED)];
    let before = looking_at(book, Some(first.book_seq), |c| {
        let mut tracer = Tracer::load(c)?;
        asked
            .iter()
            .map(|own| tracer.parts(&own.0.key))
            .collect::<Result<Vec<_>>>()
    })?;
    let after = looking_at(book, second, |c| {
        let mut tracer = Tracer::load(c)?;
        asked
            .iter()
            .map(|own| tracer.parts(&own.1.key))
            .collect::<Result<Vec<_>>>()
    })?;
    let at = Instant::parse(&first.as_of)?;
    let change = |(place, (old, new, same_time)): (usize, &Pair<'_>)| FigureChange {
        label: words.label(&new.key),
        before: old.text.clone(),
        after: new.text.clone(),
        difference: difference(&old.figure, &new.figure),
        same_time: *same_time,
        causes: match (before.get(place), after.get(place)) {
            (Some(before), Some(after)) => causes(at, *same_time, before, after),
            _ => Vec::new(),
        },
    };
    Ok(pairs.iter().enumerate().map(change).collect())
}

fn alike(one: &Figure, other: &Figure) -> bool {
    one.amount == other.amount && one.decimals == other.decimals
}

/// For each figure of the second paper the one of the first that it is compared with, and whether both mean the same
/// time.
fn meet(old: &[Printed], new: &[Printed]) -> Vec<Option<(usize, bool)>> {
    let mut things: HashMap<Thing, Vec<usize>> = HashMap::new();
    for (place, own) in old.iter().enumerate() {
        things.entry(thing(&own.key)).or_default().push(place);
    }
    let partner = |own: &Printed| {
        let places = things.get(&thing(&own.key))?;
        let same = |place: &&usize| old[**place].key.window.same(own.key.window);
        match places.iter().find(same) {
            Some(place) => Some((*place, true)),
            None => places.first().map(|place| (*place, false)),
        }
    };
    new.iter().map(partner).collect()
}

fn difference(before: &Figure, after: &Figure) -> String {
    let decimals = before.decimals.max(after.decimals);
    let scaled = |own: &Figure| own.amount * 10_i64.pow(u32::from(decimals - own.decimals));
    signed(scaled(after) - scaled(before), decimals)
}

/// What in the book made the two differ.
fn causes(at: Instant, same_time: bool, before: &[TracePart], after: &[TracePart]) -> Vec<Cause> {
    let mut found = Found {
        at,
        same_time,
        out: Vec::new(),
    };
    let mut pairs: BTreeMap<(TraceRole, Id), (Vec<&TracePart>, Vec<&TracePart>)> = BTreeMap::new();
    // A task is itself; a figure is met by that of its body.
    let place = |part: &TracePart| (part.role, part.body.unwrap_or(part.entity));
    for part in before {
        pairs.entry(place(part)).or_default().0.push(part);
    }
    for part in after {
        pairs.entry(place(part)).or_default().1.push(part);
    }
    for (own, other) in pairs.values() {
        found.pair(own, other);
    }
    let mut out = found.out;
    // What moved most is told first.
    out.sort_by_key(|(weight, cause)| (std::cmp::Reverse(*weight), cause.kind));
    let more = out.len().saturating_sub(MOST_CAUSES);
    out.truncate(MOST_CAUSES);
    let mut out: Vec<Cause> = out.into_iter().map(|(_, cause)| cause).collect();
    if more > 0 {
        out.push(Cause {
            kind: out[0].kind,
            text: format!("và {more} thay đổi khác nhỏ hơn"),
        });
    }
    if out.is_empty() {
        out.push(Cause {
            kind: CauseKind::Unknown,
            text: "Các số thành phần trong sổ không đổi; cách tính hoặc cách so sánh đã khác."
                .to_owned(),
        });
    }
    out
}

struct Found {
    /// The as-of of the first paper.
    at: Instant,
    same_time: bool,
    /// How much each moved, and the cause.
    out: Vec<(u64, Cause)>,
}

impl Found {
    fn say(&mut self, weight: i64, kind: CauseKind, text: String) {
        self.out.push((weight.unsigned_abs(), Cause { kind, text }));
    }

    /// The parts of one body, or one task, in both papers.
    fn pair(&mut self, before: &[&TracePart], after: &[&TracePart]) {
        let sum = |parts: &[&TracePart]| parts.iter().map(|own| own.amount).sum::<i64>();
        let moved = sum(after) - sum(before);
        match (before.last(), after.last()) {
            (Some(old), Some(new)) if old.role == TraceRole::Task && old.text != new.text => {
                let text = format!("{}: {} → {}", new.name, old.text, new.text);
                self.say(1, CauseKind::Task, text);
            }
            (None, Some(new)) if new.role == TraceRole::Task => {
                let text = format!("{}: {}", new.name, new.text);
                self.say(1, CauseKind::Task, text);
            }
            (Some(old), None) if old.role == TraceRole::Task => {
                let text = format!("{}: trước đây {}", old.name, old.text);
                self.say(1, CauseKind::Task, text);
            }
            (Some(_), Some(new)) if new.role == TraceRole::Task && moved != 0 => {
                let (was, is) = (before.len(), after.len());
                let text = format!("{}: {was} → {is} phần việc", new.name);
                self.say(moved, CauseKind::Task, text);
            }
            (Some(old), Some(new)) if moved != 0 => {
                let kind = self.kind(old, new);
                let text = format!(
                    "{}: {} → {}{}",
                    new.name,
                    old.text,
                    new.text,
                    told(kind, new)
                );
                self.say(moved, kind, text);
            }
            (None, Some(new)) => {
                let kind = match new.role {
                    TraceRole::Target => CauseKind::Target,
                    _ if new.day.is_some_and(|day| day > self.at.day) => CauseKind::Moved,
                    _ => CauseKind::Late,
                };
                let text = format!("{}: chưa có → {}{}", new.name, new.text, told(kind, new));
                self.say(moved, kind, text);
            }
            (Some(old), None) => {
                let kind = match old.role {
                    TraceRole::Target => CauseKind::Target,
                    _ if self.same_time => CauseKind::Withdrawn,
                    _ => CauseKind::Units,
                };
                let text = format!("{}: {} → không còn trong số cộng", old.name, old.text);
                self.say(moved, kind, text);
            }
            _ => {}
        }
    }

    fn kind(&self, old: &TracePart, new: &TracePart) -> CauseKind {
        match new.role {
            TraceRole::Target => CauseKind::Target,
            TraceRole::Base if !self.same_time => CauseKind::Base,
            _ if old.entity == new.entity => CauseKind::Corrected,
            _ if new.day.is_some_and(|day| day > self.at.day) => CauseKind::Moved,
            _ => CauseKind::Late,
        }
    }
}

/// What is said of who caused it and when.
fn told(kind: CauseKind, part: &TracePart) -> String {
    let moment = part.moment.get(..10).and_then(|own| own.parse().ok());
    let entered = moment.map_or_else(String::new, |day| format!(" ngày {}", show_day(day)));
    let officer = if part.officer.is_empty() {
        String::new()
    } else {
        format!(", {}", part.officer)
    };
    let note = if part.note.is_empty() {
        String::new()
    } else {
        format!("; {}", part.note)
    };
    match kind {
        CauseKind::Late => format!(" (nhập{entered}, sau khi lập văn bản trước{officer}{note})"),
        CauseKind::Corrected => format!(" (đính chính{entered}{officer}{note})"),
        CauseKind::Target => format!(" (theo {})", part.source),
        CauseKind::Moved | CauseKind::Base => part.day.map_or_else(String::new, |day| {
            format!(" (số liệu ngày {}{note})", show_day(day))
        }),
        _ => String::new(),
    }
}

/// What the book says otherwise now than a frozen paper does: figures of the paper that waits for signature, or that
/// was issued, which would be printed differently today.
pub fn changed_since(book: &mut Book, id: Id) -> Result<Vec<FigureChange>> {
    let kept = book.read(|c| report(c, id))?;
    let request = super::issue::request_of(&kept.record)?;
    let request = ReportRequest {
        replaces: None,
        ..request
    };
    let now = document(book, &request)?;
    let before = book.read(|c| thawed(c, &kept.record))?;
    let words = book.read(Words::load)?;
    let today: HashMap<FigureKey, Printed> = printed(&now)
        .into_iter()
        .map(|own| (own.key.clone(), own))
        .collect();
    let before = printed(&before);
    let pairs: Vec<Pair<'_>> = before
        .iter()
        .filter_map(|own| {
            let later = today.get(&own.key)?;
            (!alike(&own.figure, &later.figure)).then_some((own, later, true))
        })
        .collect();
    explain(book, &words, &pairs, (&kept.record, None))
}
