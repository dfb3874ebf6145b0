//! A part that figures close, in words.

use serde::Serialize;
use ts_rs::TS;

use crate::domain::indicator::IndicatorKind;
use crate::domain::number::decimal;
use crate::domain::{Day, Id};
use crate::engine::counts::per_day;
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::board::Board;
use crate::engine::tasks::goals::Goal;
use crate::engine::tasks::part::Part;

/// What a figure has to reach, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GoalView {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// The figure; empty before one is there.
    pub value: String,
    /// What is to be reached; empty where the body was given no target.
    pub goal: String,
    /// What is left; empty once it is reached.
    pub left: String,
    /// What each working day until the last one needs; of a percentage, above its line.
    pub pace: Option<String>,
    /// Of a percentage: what is lacking above its line.
    pub lacking: Option<GoalLack>,
    /// Day that the figure speaks of.
    pub as_of: Option<Day>,
    /// Day since which it is reached.
    pub reached: Option<Day>,
    /// "%", "tài khoản".
    pub unit: String,
    /// Example figures.
    pub illustrative: bool,
}

/// What a percentage lacks above its line, with what stands below it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GoalLack {
    /// What is counted above the line.
    pub name: String,
    /// How much more of it is needed, or less.
    pub left: String,
    /// "hồ sơ".
    pub unit: String,
    /// Whether it has to fall.
    pub down: bool,
    /// What stands below the line.
    pub base: String,
    /// How that is called.
    pub base_name: String,
}

/// Where the goal of a part stands on the day of a board.
pub(super) fn goal_view(
    board: &Board,
    part: &Part,
    goal: &Goal,
    dictionary: &Dictionary,
) -> GoalView {
    let today = board.today;
    let shown =
        |value: Option<i64>| value.map_or_else(String::new, |value| decimal(value, goal.decimals));
    let ratio = dictionary
        .get(goal.indicator)
        .is_some_and(|own| own.kind == IndicatorKind::Ratio);
    let left = goal.left();
    let days = part
        .last_day
        .map(|last| i64::from(board.rules.calendar.working_days_between(today, last)));
    let short = goal.shortfall.as_ref();
    // So many points of a percentage a day mean nothing; so many of what is counted do.
    let per = if ratio {
        short.map(|own| (own.left, own.decimals))
    } else {
        left.map(|left| (left, goal.decimals))
    };
    let unit_of = |indicator: Id| {
        dictionary
            .definition(indicator, today)
            .map_or_else(String::new, |own| own.unit.clone())
    };
    GoalView {
        indicator: goal.indicator,
        name: dictionary.name(goal.indicator, today),
        value: shown(goal.value),
        goal: shown(goal.goal),
        left: shown(left),
        pace: per
            .zip(days.filter(|days| *days > 0))
            .map(|((left, decimals), days)| per_day(left, decimals, days)),
        lacking: short.map(|own| GoalLack {
            name: dictionary.name(own.part, today),
            left: decimal(own.left, own.decimals),
            unit: unit_of(own.part),
            down: own.down,
            base: decimal(own.base, own.base_decimals),
            base_name: own.base_name.clone(),
        }),
        as_of: goal.as_of,
        reached: goal.reached,
        unit: if ratio {
            "%".to_owned()
        } else {
            unit_of(goal.indicator)
        },
        illustrative: goal.illustrative,
    }
}
