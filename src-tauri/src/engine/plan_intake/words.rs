//! What was understood of a wording, in words.

use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::instant::weekday_name;
use crate::domain::{Day, instant::show_day};

/// "chậm nhất thứ Năm 14/03/2024", "20 ngày sau khi Tỉnh ủy ban hành".
pub fn deadline_words(deadline: &Deadline) -> String {
    let day = |day: Day| format!("{} {}", weekday_name(day), show_day(day));
    let last = deadline.last_day.map(|own| match &deadline.last_time {
        Some(time) => format!("chậm nhất {time} {}", day(own)),
        None => format!("chậm nhất {}", day(own)),
    });
    let first = deadline
        .first_day
        .map(|own| format!("từ {}", show_day(own)));
    let event = deadline.event.clone().unwrap_or_default();
    match deadline.kind {
        DeadlineKind::Between => match (deadline.first_day, deadline.last_day) {
            (Some(from), Some(to)) => format!("từ {} đến hết {}", show_day(from), day(to)),
            _ => last.or(first).unwrap_or_default(),
        },
        DeadlineKind::FromDay => format!("{}, không có hạn cuối", first.unwrap_or_default()),
        DeadlineKind::Permanent => match first {
            Some(first) => format!("thường xuyên {first}"),
            None => "thường xuyên, không có hạn cuối".to_owned(),
        },
        DeadlineKind::Recurring => deadline.rhythm.map_or_else(
            || "định kỳ, chưa rõ nhịp".to_owned(),
            crate::domain::deadline::Rhythm::words,
        ),
        DeadlineKind::AfterEvent if last.is_none() => match deadline.length {
            Some(length) => format!("{} sau khi {event}; chờ ngày", length.words()),
            None => format!("sau khi {event}; chờ ngày"),
        },
        DeadlineKind::OnRequest => "khi có yêu cầu, không có hạn cuối".to_owned(),
        DeadlineKind::WhenEvent => format!("khi {event}; chờ ngày"),
        DeadlineKind::None => "không nêu thời hạn".to_owned(),
        DeadlineKind::Unclear => "chưa hiểu: giữ nguyên lời, không thời hạn".to_owned(),
        _ => last.unwrap_or_else(|| format!("chờ ngày {event}").trim().to_owned()),
    }
}
