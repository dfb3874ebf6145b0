//! What an officer sees first: how the tasks stand, what asks for attention, where the figures are.

use chrono::Days;
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::counts::{
    Base, FigureRow, Figures, PeriodOption, RankQuestion, Ranking, Reach, Scope, Whole, rank,
};
use super::dictionary::Dictionary;
use super::profile;
use super::tasks::{AssignmentRow, Board, ClassCount, assignment_rows, class_counts};
use crate::domain::instant::weekday_name;
use crate::domain::{Boundary, Day, Instant, Period, Result, Timeliness};

/// How many pressing assignments are shown.
const ATTENTION: usize = 12;

/// How many figures of the whole are shown, in the order of the grid.
const FIGURES: usize = 12;

/// Days of the calendar: four weeks from the Monday of the week looked at.
const CALENDAR_DAYS: u64 = 28;

/// The indicator by which units are ranked first.
pub(crate) const MAIN_INDICATOR: &str = "dinh_danh.kich_hoat";

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeadlineDay {
    /// The day.
    pub day: Day,
    /// Open assignments that end on it.
    pub count: u32,
    /// The most pressing class among them.
    pub state: Option<Timeliness>,
    /// Weekend or holiday.
    pub day_off: bool,
}

/// The overview (tổng quan).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Overview {
    /// The day looked at.
    pub as_of: Day,
    /// "thứ Hai".
    pub weekday: String,
    /// The period.
    pub period: PeriodOption,
    /// Own tasks.
    pub total: u32,
    /// Their classes.
    pub classes: Vec<ClassCount>,
    /// What is late or nearly due, the most pressing first.
    pub attention: Vec<AssignmentRow>,
    /// Figures of the whole.
    pub figures: Vec<FigureRow>,
    /// Units by the main indicator.
    pub ranking: Option<Ranking>,
    /// Deadlines of four weeks.
    pub calendar: Vec<DeadlineDay>,
}

/// The overview of a period as of a day.
pub fn overview(
    connection: &Connection,
    period: Period,
    at: impl Into<Instant>,
    boundary: Boundary,
) -> Result<Overview> {
    let board = Board::load(connection, at)?;
    let today = board.today;
    let calendar = profile::calendar(connection)?;
    let dictionary = Dictionary::load(connection)?;
    let as_of = Instant::end_of(period.last_day().min(today));
    let scope = Scope { period, as_of };
    let territory = board.directory.territory(boundary, as_of.day, today);
    let mut shown = dictionary.grid();
    shown.truncate(FIGURES);
    let wanted = shown.iter().copied().chain(
        shown
            .iter()
            .flat_map(|id| dictionary.bases(*id).map(|base| base.base)),
    );
    let bodies = board
        .directory
        .units(as_of.day)
        .into_iter()
        .chain([board.directory.root])
        .collect();
    let figures = Figures::load(
        connection,
        &dictionary,
        wanted,
        scope,
        Reach::Until(&bodies),
    )?;
    let whole = Whole {
        directory: &board.directory,
        dictionary: &dictionary,
        figures: &figures,
        territory,
    };
    let rows = assignment_rows(&board);
    let monday = today
        - Days::new(u64::from(
            chrono::Datelike::weekday(&today).num_days_from_monday(),
        ));
    let days = (0..CALENDAR_DAYS)
        .map(|offset| {
            let day = monday + Days::new(offset);
            let ending = || {
                rows.iter()
                    .filter(|row| row.last_day == Some(day) && row.days_left.is_some())
            };
            DeadlineDay {
                day,
                count: ending().count() as u32,
                state: ending().map(|row| row.state).min(),
                day_off: !calendar.is_working(day),
            }
        })
        .collect();
    let ranking = match dictionary.by_code(MAIN_INDICATOR) {
        Some(id) => {
            let day = period.days().0 - Days::new(1);
            let question = RankQuestion {
                before: Some(Scope {
                    as_of: Instant::end_of(day),
                    ..scope.before()
                }),
                territory,
                ..RankQuestion::new(id, Base::Target, scope)
            };
            let ranking = rank(connection, &question)?;
            (ranking.submitted > 0).then_some(ranking)
        }
        None => None,
    };
    Ok(Overview {
        as_of: today,
        weekday: weekday_name(today).to_owned(),
        period: PeriodOption::of(period, &calendar),
        total: board.own().count() as u32,
        classes: class_counts(&board),
        attention: rows
            .iter()
            .filter(|r| matches!(r.state, Timeliness::Overdue | Timeliness::DueSoon))
            .take(ATTENTION)
            .cloned()
            .collect(),
        figures: shown
            .into_iter()
            .filter_map(|id| whole.row(id))
            .filter(|row| row.figure.is_some())
            .collect(),
        ranking,
        calendar: days,
    })
}
