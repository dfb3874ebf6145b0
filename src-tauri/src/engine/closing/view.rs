//! The screen of closing: state, control totals, missing units, adjusting entries.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::close::obstacle;
use super::survey::{Survey, TotalNow};
use super::{all_of, entries};
use crate::domain::closing::{Adjustment, AdjustmentState, ClosingState, ClosingTotal};
use crate::domain::number::{decimal, signed};
use crate::domain::{Day, Error, Id, Period, Result};
use crate::engine::counts::PeriodOption;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::submissions::{Gatherer, Item};
use crate::engine::{periods, profile};
use crate::store::{self, Book, Kept, sqlite};

/// A period on the way to being closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClosingView {
    /// The period.
    pub period: PeriodOption,
    /// `not_open`, `open`, `closed`.
    #[ts(type = "\"not_open\" | \"open\" | \"closed\"")]
    pub state: &'static str,
    /// Day by which it is due.
    pub due_day: Day,
    /// Whether that day was fixed.
    pub due_fixed: bool,
    /// When it was closed.
    pub closed_on: Option<String>,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// Earlier reopenings, the latest last.
    pub reopenings: Vec<Reopening>,
    /// Units that have submitted.
    pub submitted: u32,
    /// Units that have to.
    pub expected: u32,
    /// Units that lack something.
    pub missing: Vec<MissingUnit>,
    /// Control totals.
    pub totals: Vec<ControlTotal>,
    /// Adjusting entries, rejected ones too.
    pub adjustments: Vec<AdjustmentView>,
    /// Why it cannot be closed now, in words.
    pub blocked: Option<String>,
    /// What should be looked at before closing.
    pub warnings: Vec<String>,
}

/// A reopening, kept visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Reopening {
    /// When.
    pub moment: String,
    /// Who.
    pub officer: String,
    /// Why.
    pub reason: String,
}

/// A unit that lacks something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MissingUnit {
    /// The unit.
    pub body: Id,
    /// Full name.
    pub name: String,
    /// Indicators given.
    pub done: u32,
    /// Indicators asked for.
    pub of: u32,
}

/// The total of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ControlTotal {
    /// The indicator.
    pub indicator: Id,
    /// Name.
    pub name: String,
    /// Unit of measure.
    pub unit: String,
    /// Units with a value: "8/8".
    pub counted: String,
    /// The total that counts: facts and accepted adjustments; empty when there is none.
    pub text: String,
    /// The total as it was closed.
    pub closed_text: Option<String>,
    /// Accepted adjustments, signed.
    pub adjusted: Option<String>,
    /// What the facts have drifted since, signed; none when they have not.
    pub difference: Option<String>,
    /// Made of example figures.
    pub illustrative: bool,
}

/// An adjusting entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AdjustmentView {
    /// Its number.
    pub adjustment: Id,
    /// Key of the period.
    pub period: String,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub indicator_name: String,
    /// "+12".
    pub amount: String,
    /// The figure before it.
    pub before: String,
    /// The figure after it.
    pub after: String,
    /// Why.
    pub reason: String,
    /// Whether it was accepted.
    pub accepted: bool,
    /// What became of it.
    pub state: AdjustmentState,
    /// Why it was rejected.
    pub answer: Option<String>,
    /// Who proposed or settled it last.
    pub officer: String,
    /// When.
    pub moment: String,
    /// The figure that was typed after closing.
    pub proposed_value: Option<String>,
}

/// Who and when, of an operation.
fn by_whom(connection: &Connection, seq: i64) -> Result<(String, String)> {
    connection
        .prepare_cached("SELECT officer, moment FROM operation WHERE seq = ?1")
        .and_then(|mut statement| statement.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))))
        .map_err(sqlite)
}

/// Names of bodies and indicators for showing entries.
pub(super) struct Words {
    directory: Directory,
    dictionary: Dictionary,
    today: Day,
}

impl Words {
    pub(super) fn load(connection: &Connection, today: Day) -> Result<Self> {
        Ok(Self {
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            today,
        })
    }

    /// The entries of a period, each with the figure before and after it.
    pub(super) fn adjustments(
        &self,
        connection: &Connection,
        period: Period,
    ) -> Result<Vec<AdjustmentView>> {
        let mut counted: HashMap<(Id, Id), i64> = HashMap::new();
        let mut out = Vec::new();
        let kept = entries(connection, period)?;
        let posted = |body: Id, indicator: Id| -> i64 {
            let own = kept.iter().map(|kept| &kept.record);
            own.filter(|a| {
                (a.body, a.indicator, a.state) == (body, indicator, AdjustmentState::Posted)
            })
            .map(|a| a.amount)
            .sum()
        };
        for entry in &kept {
            let place = (entry.record.body, entry.record.indicator);
            let before = match counted.get(&place) {
                Some(before) => *before,
                // What was posted is in the fact already: the first figure was that much less.
                None => self.fact(connection, period, place)? - posted(place.0, place.1),
            };
            counted.insert(place, before);
            out.push(self.adjustment(connection, period, entry, before)?);
            if matches!(
                entry.record.state,
                AdjustmentState::Accepted | AdjustmentState::Posted
            ) {
                *counted.entry(place).or_default() += entry.record.amount;
            }
        }
        Ok(out)
    }

    fn fact(
        &self,
        connection: &Connection,
        period: Period,
        (body, indicator): (Id, Id),
    ) -> Result<i64> {
        let Some(own) = self.dictionary.get(indicator) else {
            return Ok(0);
        };
        let gatherer = Gatherer::new(connection, self.today)?;
        let found = gatherer
            .gather(&Item::of(indicator, own), &[period], &[body])?
            .pop();
        Ok(found
            .and_then(|by_body| by_body.get(&body).and_then(|found| found.chosen.value))
            .unwrap_or_default())
    }

    fn adjustment(
        &self,
        connection: &Connection,
        period: Period,
        kept: &Kept<Adjustment>,
        before: i64,
    ) -> Result<AdjustmentView> {
        let record = &kept.record;
        let definition = self
            .dictionary
            .definition(record.indicator, period.last_day());
        let decimals = definition.map_or(0, |d| d.decimals);
        let (officer, moment) = by_whom(connection, kept.from_seq)?;
        Ok(AdjustmentView {
            adjustment: kept.id,
            period: record.period.clone(),
            body: record.body,
            body_name: self.directory.name(record.body, period.last_day()),
            indicator: record.indicator,
            indicator_name: definition.map(|d| d.name.clone()).unwrap_or_default(),
            amount: signed(record.amount, decimals),
            before: decimal(before, decimals),
            after: decimal((before + record.amount).max(0), decimals),
            reason: record.reason.clone(),
            accepted: matches!(
                record.state,
                AdjustmentState::Accepted | AdjustmentState::Posted
            ),
            state: record.state,
            answer: Some(record.answer.clone()).filter(|answer| !answer.is_empty()),
            officer,
            moment,
            proposed_value: record.entered.map(|value| decimal(value, decimals)),
        })
    }
}

/// The screen of a period; beside it why it cannot be closed, for whoever has words for refusals.
pub fn closing(book: &Book, period: Period) -> Result<(ClosingView, Option<Error>)> {
    let today = profile::today(book)?;
    let view = book.read(|c| view(c, period, today))?;
    let closed = view.state == "closed";
    let blocked = if closed {
        None
    } else {
        obstacle(book, period, "")?
    };
    Ok((view, blocked))
}

fn view(connection: &Connection, period: Period, today: Day) -> Result<ClosingView> {
    let calendar = profile::calendar(connection)?;
    let words = Words::load(connection, today)?;
    let survey = Survey::of(
        connection,
        (&words.directory, &words.dictionary),
        period,
        "",
        today,
    )?;
    let closings = all_of(connection, period)?;
    let standing = closings
        .iter()
        .rev()
        .find(|kept| kept.record.state == ClosingState::Closed);
    let fixed = periods::window(connection, period)?.is_some();
    let (closed_by, closed_on) = standing
        .map(|kept| by_whom(connection, kept.from_seq))
        .transpose()?
        .unzip();
    let mut reopenings = Vec::new();
    for kept in closings
        .iter()
        .filter(|kept| kept.record.state == ClosingState::Reopened)
    {
        let (officer, moment) = by_whom(connection, kept.from_seq)?;
        reopenings.push(Reopening {
            moment,
            officer,
            reason: kept.record.reason.clone(),
        });
    }
    let kept_totals = match standing {
        Some(kept) => store::list::<ClosingTotal>(connection, "closing = ?1", &[&kept.id])?,
        None => Vec::new(),
    };
    let adjustments = words.adjustments(connection, period)?;
    let missing: Vec<MissingUnit> = survey
        .expected
        .iter()
        .filter(|body| survey.of > 0 && !survey.complete(**body))
        .map(|body| MissingUnit {
            body: *body,
            name: words.directory.name(*body, period.last_day()),
            done: survey.done.get(body).copied().unwrap_or_default(),
            of: survey.of,
        })
        .collect();
    let name = periods::label(connection, period)?;
    Ok(ClosingView {
        period: PeriodOption {
            label: name,
            ..PeriodOption::of(period, &calendar)
        },
        state: match (standing, fixed) {
            (Some(_), _) => "closed",
            (None, true) => "open",
            (None, false) => "not_open",
        },
        due_day: period.due_day(&calendar),
        due_fixed: fixed,
        closed_on,
        closed_by,
        reopenings,
        submitted: survey.submitted(),
        expected: survey.expected.len() as u32,
        totals: survey
            .totals
            .iter()
            .map(|total| control_total(&words.dictionary, &survey, total, &kept_totals, period))
            .collect(),
        warnings: warnings(&survey, &missing, &adjustments),
        missing,
        adjustments,
        blocked: None,
    })
}

fn control_total(
    dictionary: &Dictionary,
    survey: &Survey,
    now: &TotalNow,
    kept: &[Kept<ClosingTotal>],
    period: Period,
) -> ControlTotal {
    let definition = dictionary.definition(now.indicator, period.last_day());
    let decimals = definition.map_or(0, |d| d.decimals);
    let closed = kept
        .iter()
        .find(|kept| kept.record.indicator == now.indicator)
        .map(|kept| &kept.record);
    let counts = now.value.is_some() || now.adjusted != 0;
    let total = now.value.unwrap_or_default() + now.adjusted;
    let drift = closed.map(|closed| total - now.adjusted - closed.value.unwrap_or_default());
    ControlTotal {
        indicator: now.indicator,
        name: definition.map(|d| d.name.clone()).unwrap_or_default(),
        unit: definition.map(|d| d.unit.clone()).unwrap_or_default(),
        counted: format!("{}/{}", now.counted, survey.expected.len()),
        text: if counts {
            decimal(total, decimals)
        } else {
            String::new()
        },
        closed_text: closed.map(|closed| {
            closed
                .value
                .map_or_else(|| "–".to_owned(), |value| decimal(value, decimals))
        }),
        adjusted: (now.adjusted != 0).then(|| signed(now.adjusted, decimals)),
        difference: drift
            .filter(|drift| *drift != 0)
            .map(|drift| signed(drift, decimals)),
        illustrative: now.illustrative,
    }
}

fn warnings(
    survey: &Survey,
    missing: &[MissingUnit],
    adjustments: &[AdjustmentView],
) -> Vec<String> {
    let mut out = Vec::new();
    if survey.of == 0 {
        out.push(
            "Chưa có chỉ tiêu nào do đơn vị nhập, nên không có gì để theo dõi gửi số.".to_owned(),
        );
    }
    if !missing.is_empty() {
        out.push(format!(
            "{}/{} đơn vị chưa gửi đủ số liệu. Chốt rồi thì số gửi sau là bút toán điều chỉnh.",
            missing.len(),
            survey.expected.len()
        ));
    }
    let waiting = adjustments
        .iter()
        .filter(|a| a.state == AdjustmentState::Proposed)
        .count();
    if waiting > 0 {
        out.push(format!("{waiting} bút toán điều chỉnh đang chờ duyệt."));
    }
    if survey.totals.iter().any(|total| total.illustrative) {
        out.push("Tổng có số liệu minh họa; không dùng để ban hành.".to_owned());
    }
    out
}
