//! Diễn biến: points joined by strokes, a long-broken stroke at what is to be reached, a dotted one for the pace that is
//! needed from the last point on.

use super::pen::{Area, Pen};
use crate::domain::Day;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::report::chart::Trend;
use crate::report::content::Align;
use crate::report::measure::CHART_LETTERS as SIZE;

/// Height of the plotted area.
const HIGH: f64 = 150.0;
const LINE: f64 = 1.3;
const DOT: f64 = 4.6;
/// Steps of the scale, at most.
const STEPS: i64 = 5;

/// The scale of a drawing.
struct Scale {
    area: Area,
    days: (Day, Day),
    low: i64,
    high: i64,
    step: i64,
}

impl Scale {
    fn x(&self, day: Day) -> f64 {
        let (first, last) = self.days;
        let span = (last - first).num_days().max(1) as f64;
        let wide = self.area.right - self.area.left;
        self.area.left + wide * (day - first).num_days() as f64 / span
    }

    fn y(&self, amount: i64) -> f64 {
        let part = (amount - self.low) as f64 / (self.high - self.low).max(1) as f64;
        self.area.bottom - part * (self.area.bottom - self.area.top)
    }
}

/// Draws it; gives its height.
pub(super) fn draw(pen: &mut Pen<'_, '_>, width: f64, trend: &Trend) -> f64 {
    let (Some(first), Some(last)) = (trend.points.first(), trend.points.last()) else {
        return 0.0;
    };
    let amounts = trend
        .points
        .iter()
        .map(|own| own.amount)
        .chain(trend.goal.iter().map(|own| own.amount));
    let (least, most) = amounts.fold((i64::MAX, i64::MIN), |(least, most), own| {
        (least.min(own), most.max(own))
    });
    let (low, high, step) = scale(least, most);
    let count = (high - low) / step.max(1);
    let ticks: Vec<i64> = (0..=count).map(|n| low + n * step).collect();
    let labels: Vec<String> = ticks
        .iter()
        .map(|own| decimal(*own, trend.decimals))
        .collect();
    let widest = labels
        .iter()
        .map(|text| pen.width(text, SIZE))
        .fold(0.0, f64::max);
    let goal_day = trend.goal.as_ref().map(|own| own.day);
    let top = SIZE + 8.0;
    let scale = Scale {
        area: Area {
            left: widest + 6.0,
            top,
            right: width - 26.0,
            bottom: top + HIGH,
        },
        days: (
            first.day,
            goal_day.map_or(last.day, |own| own.max(last.day)),
        ),
        low,
        high,
        step,
    };
    amounts_of_points(pen, &scale, trend);
    axes(pen, &scale, &ticks, &labels);
    points(pen, &scale, trend);
    let mut foot = scale.area.bottom + SIZE + 6.0;
    if let Some(said) = goal(pen, &scale, trend) {
        foot += SIZE * 1.3;
        let middle = f64::midpoint(0.0, width);
        let lines = pen.say_lines(&said, (middle, foot), Align::Center, (SIZE, width));
        foot += lines.saturating_sub(1) as f64 * SIZE * 1.15;
    }
    foot + 3.0
}

/// Round bounds about what is shown, and the step between strokes. The scale begins at nothing unless all of it lies
/// in the upper half.
fn scale(least: i64, most: i64) -> (i64, i64, i64) {
    let from = if least > 0 && least >= most / 2 {
        least - (most - least) / 3
    } else {
        least.min(0)
    };
    let wanted = ((most - from) / STEPS).max(1);
    let mut step = 1_i64;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut decade = 1_i64;
    while step < wanted {
        let factor = factors.next().unwrap_or(10);
        step = decade.saturating_mul(factor);
        if factor == 10 {
            decade = step;
        }
    }
    let low = from.div_euclid(step) * step;
    let high = (most.div_euclid(step) + i64::from(most.rem_euclid(step) > 0)) * step;
    (low, high.max(low + step), step)
}

fn axes(pen: &mut Pen<'_, '_>, scale: &Scale, ticks: &[i64], labels: &[String]) {
    let Area {
        left,
        top,
        right,
        bottom,
    } = scale.area;
    pen.line((left, top), (left, bottom), 0.7);
    pen.line((left, bottom), (right, bottom), 0.7);
    for (amount, label) in ticks.iter().zip(labels) {
        let y = scale.y(*amount);
        pen.say(label, (left - 5.0, y + SIZE * 0.33), Align::Right, SIZE);
        pen.line((left - 2.5, y), (left, y), 0.5);
        if *amount > scale.low {
            pen.broken((left, y), (right, y), 0.25, (1.0, 3.0));
        }
    }
    debug_assert!(scale.step > 0, "a scale has steps");
}

fn points(pen: &mut Pen<'_, '_>, scale: &Scale, trend: &Trend) {
    let at = |place: usize| {
        let own = &trend.points[place];
        (scale.x(own.day), scale.y(own.amount))
    };
    let last = trend.points.len() - 1;
    for place in 0..=last {
        let (x, y) = at(place);
        if place > 0 {
            pen.line(at(place - 1), (x, y), LINE);
        }
        pen.line((x - DOT / 2.0, y), (x + DOT / 2.0, y), DOT);
        pen.line((x, scale.area.bottom), (x, scale.area.bottom + 2.5), 0.5);
    }
    // What is written beside the points, the last before all others; what has no room is left out.
    let bottom = scale.area.bottom + SIZE + 3.0;
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let goal = trend
        .goal
        .as_ref()
        .map(|own| (scale.x(own.day), show_day(own.day)));
    let days = (0..=last)
        .rev()
        .map(|place| (at(place).0, show_day(trend.points[place].day)));
    for (x, text) in days
        .take(1)
        .chain(goal)
        .chain((0..last).map(|place| (at(place).0, show_day(trend.points[place].day))))
    {
        let half = pen.width(&text, SIZE) / 2.0 + 4.0;
        if taken
            .iter()
            .all(|(from, to)| x + half <= *from || x - half >= *to)
        {
            taken.push((x - half, x + half));
            pen.say(&text, (x, bottom), Align::Center, SIZE);
        }
    }
}

/// What is written at the points, the last before all others; what has no room is left out. The letters stand in the
/// order of the points, before those of the scale, so that each is found again.
fn amounts_of_points(pen: &mut Pen<'_, '_>, scale: &Scale, trend: &Trend) {
    let last = trend.points.len() - 1;
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut said = Vec::new();
    for place in std::iter::once(last).chain(0..last) {
        let own = &trend.points[place];
        let (x, y) = (scale.x(own.day), scale.y(own.amount));
        let text = decimal(trend.points[place].amount, trend.decimals);
        let half = pen.width(&text, SIZE) / 2.0 + 2.0;
        if taken
            .iter()
            .all(|(from, to)| x + half <= *from || x - half >= *to)
        {
            taken.push((x - half, x + half));
            // A stroke that rises leaves room above on its left; where that is the axis, below on its right.
            let rises = trend
                .points
                .get(place + 1)
                .is_some_and(|next| next.amount > trend.points[place].amount);
            let (at, align) = match (rises, x - 2.0 * half < scale.area.left) {
                (true, true) => ((x + 6.0, y + SIZE + 1.0), Align::Left),
                (true, false) => ((x + 1.0, y - 6.0), Align::Right),
                (false, true) => ((x + 2.0, y - 6.0), Align::Left),
                (false, false) => ((x, y - 6.0), Align::Center),
            };
            said.push((place, text, at, align));
        }
    }
    said.sort_by_key(|own| own.0);
    for (_, text, at, align) in said {
        pen.say(&text, at, align, SIZE);
    }
}

/// The stroke at what is to be reached, and the way there; gives what the strokes mean.
fn goal(pen: &mut Pen<'_, '_>, scale: &Scale, trend: &Trend) -> Option<String> {
    let goal = trend.goal.as_ref()?;
    let last = trend.points.last()?;
    let y = scale.y(goal.amount);
    pen.broken((scale.area.left, y), (scale.area.right, y), 0.9, (8.0, 4.0));
    let mut said = format!(
        "Nét đứt: {} {}",
        crate::domain::text::uncapitalise(&goal.name),
        decimal(goal.amount, trend.decimals)
    );
    if goal.day > last.day && last.amount < goal.amount && !goal.pace.is_empty() {
        let from = (scale.x(last.day), scale.y(last.amount));
        pen.broken(from, (scale.x(goal.day), y), 1.1, (1.4, 2.6));
        said.push_str(&format!(". Nét chấm: {}", goal.pace));
    }
    Some(said)
}
