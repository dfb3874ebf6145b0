//! What packages would do, as it is shown before anything is taken.

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
use crate::domain::exchange::{Held, HeldState, HeldWhy, Succession};
use crate::domain::indicator::{Fact, FactState, Indicator};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Kind, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
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

/// What words are made from.
pub(super) struct Words<'a> {
    connection: &'a Connection,
    directory: Directory,
    dictionary: Dictionary,
    day: Day,
}

impl<'a> Words<'a> {
    pub(super) fn of(connection: &'a Connection, day: Day) -> Result<Self> {
        Ok(Self {
            connection,
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            day,
        })
    }

    fn body(&self, fields: &Fields) -> String {
        let id = fields.get("body").and_then(Value::as_i64);
        id.map_or_else(String::new, |id| self.directory.name(id, self.day))
    }

    pub(super) fn indicator(&self, id: Id) -> String {
        self.dictionary
            .definition(id, self.day)
            .map_or_else(String::new, |own| own.short_name.clone())
    }

    /// The thing in words: what it is called, or what it belongs to.
    fn what(&self, fields: &Fields) -> Result<String> {
        if let Some(id) = fields.get("indicator").and_then(Value::as_i64) {
            return Ok(self.indicator(id));
        }
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let titles = ["title", "name", "text", "reason", "number", "code", "key"];
        if let Some(title) = titles.into_iter().map(text).find(|own| !own.is_empty()) {
            return Ok(title.to_owned());
        }
        for (column, kind) in [("task", Kind::Task), ("assignment", Kind::Assignment)] {
            let Some(id) = fields.get(column).and_then(Value::as_i64) else {
                continue;
            };
            if let Some((_, above)) = store::history(self.connection, kind, id)?
                .into_iter()
                .next()
            {
                return self.what(&above);
            }
        }
        Ok(String::new())
    }

    /// A figure as it is read, a question or its answer; of other things nothing, since their words are many.
    pub(super) fn value(&self, kind: Option<Kind>, fields: Option<&Fields>) -> String {
        let (Some(kind @ (Kind::Fact | Kind::Query)), Some(fields)) = (kind, fields) else {
            return String::new();
        };
        if kind == Kind::Query {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
            let said = Some(text("answer")).filter(|own| !own.is_empty());
            return said.unwrap_or_else(|| text("question")).to_owned();
        }
        let Ok(fact) = serde_json::from_value::<Fact>(Value::Object(fields.clone())) else {
            return String::new();
        };
        let decimals = self
            .dictionary
            .definition(fact.indicator, fact.day)
            .map_or(0, |own| own.decimals);
        match (fact.state, fact.value) {
            (FactState::Value, Some(value)) => with_word(fact.qualifier, &decimal(value, decimals)),
            (FactState::NoData, _) => "chưa phát sinh".to_owned(),
            _ => "đã rút".to_owned(),
        }
    }

    pub(super) fn about(&self, row: &Judged) -> Result<(String, String, String)> {
        self.about_fields(row.after.as_ref().or(row.before.as_ref()))
    }

    pub(super) fn about_fields(&self, fields: Option<&Fields>) -> Result<(String, String, String)> {
        let Some(fields) = fields else {
            return Ok(Default::default());
        };
        let window = fields
            .get("window")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Ok((self.body(fields), self.what(fields)?, spoken(window)))
    }
}

/// "tháng 3/2024", "14/03/2024".
fn spoken(window: &str) -> String {
    match window.strip_prefix('@') {
        Some(moment) => Instant::parse(moment).map_or_else(
            |_| moment.to_owned(),
            |own| own.day.format("%d/%m/%Y").to_string(),
        ),
        None => Period::parse(window).map_or_else(|_| window.to_owned(), Period::spoken),
    }
}

fn with_word(qualifier: Qualifier, number: &str) -> String {
    match qualifier {
        Qualifier::Exact => number.to_owned(),
        Qualifier::Tren => format!("trên {number}"),
        Qualifier::Gan => format!("gần {number}"),
        Qualifier::Khoang => format!("khoảng {number}"),
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

/// A held row as it is shown (dòng giữ lại).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HeldView {
    /// Its number.
    pub id: Id,
    /// `conflict`, `closed`, `refused`.
    pub why: HeldWhy,
    /// Whether it waits.
    pub state: HeldState,
    /// Table of its kind.
    pub kind: String,
    /// The unit that it speaks of; empty for none.
    pub body: String,
    /// The indicator, the task, the thing in words.
    pub what: String,
    /// The time that a figure speaks of; empty for none.
    pub time: String,
    /// What stands here.
    pub ours: String,
    /// What came.
    pub theirs: String,
    /// Who sent it.
    pub sender: String,
    /// Number of the package.
    pub package: i64,
    /// Who made it there.
    pub officer: String,
    /// When, there.
    pub moment: String,
    /// Why it is refused; none where it is not.
    pub refusal: Option<Refusal>,
    /// A word with the decision.
    pub answer: String,
    /// The figure that the row speaks of, for a question to its unit; none for other things.
    pub figure: Option<FigureAt>,
}

/// A figure by what it is about (số liệu nào).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FigureAt {
    /// The unit.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// Key of its period; empty for a stock, which speaks of a day.
    pub period: String,
}

impl FigureAt {
    fn of(kind: Option<Kind>, fields: Option<&Fields>) -> Option<Self> {
        let fields = fields.filter(|_| kind == Some(Kind::Fact))?;
        let window = fields.get("window").and_then(Value::as_str)?;
        Some(Self {
            body: fields.get("body").and_then(Value::as_i64)?,
            indicator: fields.get("indicator").and_then(Value::as_i64)?,
            period: window.strip_prefix('@').map_or(window, |_| "").to_owned(),
        })
    }
}

/// Rows that wait, or all that ever did, as they are shown.
pub fn held_views(connection: &Connection, all: bool, day: Day) -> Result<Vec<HeldView>> {
    let words = Words::of(connection, day)?;
    let rows = super::held::held_rows(connection, all)?;
    rows.into_iter()
        .map(|own| {
            let kind = Kind::of_table(&own.held.kind);
            let (body, what, time) =
                words.about_fields(own.theirs.as_ref().or(own.ours.as_ref()))?;
            Ok(HeldView {
                id: own.id,
                why: own.held.why,
                state: own.held.state,
                ours: words.value(kind, own.ours.as_ref()),
                theirs: words.value(kind, own.theirs.as_ref()),
                refusal: refusal(&own.held),
                figure: FigureAt::of(kind, own.theirs.as_ref().or(own.ours.as_ref())),
                kind: own.held.kind,
                body,
                what,
                time,
                sender: own.sender,
                package: own.package,
                officer: own.held.officer,
                moment: own.held.moment,
                answer: own.held.answer,
            })
        })
        .collect()
}

/// The refusal that a held row keeps.
fn refusal(held: &Held) -> Option<Refusal> {
    let code: ErrorCode = serde_json::from_value(Value::from(held.code.clone())).ok()?;
    let mut error = Error::new(code);
    if let Ok(Value::Object(params)) = serde_json::from_str(&held.about) {
        for (name, value) in params {
            error = error.with(&name, value.as_str().unwrap_or_default());
        }
    }
    Some(Refusal::of(&error))
}
