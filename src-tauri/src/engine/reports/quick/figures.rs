//! Lines on figures: one an indicator, and what the units need for their targets.

use super::Quick;
use super::chat::plain;
use super::line::Line;
use super::read::Row;
use crate::domain::indicator::Direction;
use crate::report::content::Run;

/// One line an indicator; where there are more than fit, those with a target and a percentage go before the others.
pub(super) fn figures(quick: &Quick, room: usize) -> Vec<Vec<Run>> {
    let rows = &quick.reading.rows;
    let mut chosen: Vec<usize> = (0..rows.len()).collect();
    let more = rows.len() > room;
    if more {
        let weight = |row: &Row| (row.reached.is_none(), row.percent.is_none());
        chosen.sort_by_key(|place| weight(&rows[*place]));
        chosen.truncate(room.saturating_sub(1));
        chosen.sort_unstable();
    }
    let mut out: Vec<Vec<Run>> = chosen
        .into_iter()
        .map(|place| figure(quick, &rows[place]))
        .collect();
    if more {
        out.push(plain("- Số liệu khác: xem báo cáo."));
    }
    out
}

/// "- Hồ sơ trực tuyến: 7.419/12.485 hồ sơ tiếp nhận, đạt 59,42%; tăng 225 hồ sơ và 3,20 điểm %; …".
fn figure(quick: &Quick, row: &Row) -> Vec<Run> {
    let names = quick.names(&row.what);
    let mut line = Line::default().say(format!("- {}: ", names.name));
    let mut between = "";
    if let Some(value) = &row.value {
        line = line.tell(value);
        let percent_unit = names.unit == "%";
        line = match &row.base {
            Some(base) => {
                let label = quick.base_label(&row.what, &base.key.what);
                line.say("/").tell(base).say(format!(" {label}"))
            }
            None if percent_unit => line.say("%"),
            None if names.unit.is_empty() => line,
            None => line.say(format!(" {}", names.unit)),
        };
        between = ", ";
    }
    let reached = match names.direction {
        Direction::Down => "chiếm ",
        Direction::Up => "đạt ",
    };
    line = line.told(&format!("{between}{reached}"), row.percent.as_ref(), "");
    if let Some(day) = row.day.as_ref().filter(|own| quick.is_other_day(own)) {
        line = line.told(" (đến ", Some(day), ")");
    }
    line = changes(line, row);
    line = line.told("; xếp thứ ", row.place.as_ref(), "");
    line = against_target(line, row);
    line.say(".").runs()
}

/// "; tăng 225 và 3,20 điểm %".
fn changes(line: Line, row: &Row) -> Line {
    match (&row.change, &row.points) {
        (Some(count), Some(points)) => {
            let words = if count.went() == points.went() {
                " và "
            } else {
                points.went()
            };
            let words = match words {
                " và " => words.to_owned(),
                own => format!(", {own}"),
            };
            line.say(format!("; {}", count.went()))
                .tell(count)
                .say(words)
                .tell(points)
                .say(" điểm %")
        }
        (Some(count), None) => line.say(format!("; {}", count.went())).tell(count),
        (None, Some(points)) => line
            .say(format!("; {}", points.went()))
            .tell(points)
            .say(" điểm %"),
        (None, None) => line,
    }
}

/// "; so với chỉ tiêu 76.312/83.040, đạt 91,90%, còn 6.728, hạn 30/06/2024".
fn against_target(line: Line, row: &Row) -> Line {
    let line = match (&row.units, &row.of_units, &row.target, &row.reached) {
        (Some(part), Some(whole), _, Some(reached)) => line
            .say("; các đơn vị đạt ")
            .tell(part)
            .say("/")
            .tell(whole)
            .say(" chỉ tiêu giao (")
            .tell(reached)
            .say(")"),
        (_, _, Some(target), Some(reached)) => line
            .say("; đạt ")
            .tell(reached)
            .say(" chỉ tiêu giao ")
            .tell(target),
        (_, _, _, Some(reached)) => line.say("; đạt ").tell(reached).say(" chỉ tiêu giao"),
        _ => line,
    };
    // What the units have to add is more than the difference of their sums, since nobody fills the gap of another.
    if row.units.is_some() {
        return line;
    }
    line.told(", còn thiếu ", row.left.as_ref(), "")
        .told(", hạn ", row.due.as_ref(), "")
        .told(", bình quân ", row.pace.as_ref(), " mỗi ngày làm việc")
}

/// "Để các đơn vị đạt chỉ tiêu giao cần thêm 7.298 tài khoản, bình quân 100 tài khoản mỗi ngày làm việc."
pub(super) fn needed(quick: &Quick) -> Option<Vec<Run>> {
    let row = quick
        .reading
        .rows
        .iter()
        .find(|row| row.units.is_some() && row.left.is_some())?;
    let unit = quick.names(&row.what).unit;
    let line = Line::default()
        .told(
            "Để các đơn vị đạt chỉ tiêu giao cần thêm ",
            row.left.as_ref(),
            "",
        )
        .say(format!(" {unit}"))
        .told(" đến hết ngày ", row.due.as_ref(), "")
        .told(", bình quân ", row.pace.as_ref(), " mỗi ngày làm việc");
    Some(line.say(".").runs())
}
