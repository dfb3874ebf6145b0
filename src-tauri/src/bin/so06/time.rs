//! From what was typed to what the engine does: calendar, periods, submissions, closing.

use serde::Serialize;
use serde_json::{Value, json};
use so06::api;
use so06::domain::instant::{parse_day, show_day};
use so06::domain::period::PeriodKind;
use so06::domain::{Error, ErrorCode, Period, PeriodRules, Result};
use so06::engine::calendar as calendars;
use so06::engine::closing::{self as closings, Adjusting, AdjustmentView, ClosingView};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::submissions::{MatrixState, Wanted, submissions as matrix};
use so06::engine::{found, periods as rules, profile};
use so06::store::Book;

use crate::acts::{clock, day_or_today, not_yet, open};
use crate::args::Cli;
use crate::output::Output;
use crate::time_args::{
    Adjust, AdjustAct, Calendar, Close, Closing, Periods, Reopen, SetDay, Submissions,
};

/// A period as it was typed, by the rules of the book.
pub fn period(book: &Book, text: &str) -> Result<Period> {
    book.read(|c| rules::parse(c, text))
}

fn value_of(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|e| Error::new(ErrorCode::Internal).detail(e))
}

fn kind_of(text: &str) -> Result<PeriodKind> {
    PeriodKind::parse(text)
        .ok_or_else(|| Error::new(ErrorCode::Usage).with("text", format!("--kind {text}")))
}

pub fn calendar(cli: &Cli, calendar: &Calendar, out: Output) -> Result<()> {
    match calendar {
        Calendar::Other(words) => Err(not_yet("calendar", words)),
        Calendar::Show { year } => show_calendar(cli, *year, out),
        Calendar::Import { file } => {
            let text = std::fs::read_to_string(file).map_err(|e| {
                let code = match e.kind() {
                    std::io::ErrorKind::NotFound => ErrorCode::NoSuchFile,
                    std::io::ErrorKind::InvalidData => ErrorCode::BadInput,
                    _ => ErrorCode::IoFailed,
                };
                Error::new(code).with("path", file.display()).detail(e)
            })?;
            let rows = calendars::read_calendar_file(&text)
                .map_err(|error| error.with("path", file.display()))?;
            let done = calendars::import_calendar(&mut open(cli)?, &rows)?.value;
            let refused: Vec<Value> = done
                .refused
                .iter()
                .map(|row| {
                    json!({ "row": row.row, "column": row.column, "code": row.error.code.as_str(),
                            "text": api::message(&row.error, out.language) })
                })
                .collect();
            let value = json!({ "accepted": done.accepted, "unchanged": done.unchanged, "refused": refused });
            out.answer(&value, || {
                let first = format!(
                    "Nhận {} ngày, {} ngày không đổi, {} dòng không nhận.",
                    done.accepted,
                    done.unchanged,
                    done.refused.len()
                );
                let lines = done.refused.iter().map(|row| {
                    format!(
                        "Dòng {}: {}",
                        row.row,
                        api::message(&row.error, out.language)
                    )
                });
                std::iter::once(first).chain(lines).collect()
            });
            Ok(())
        }
        Calendar::Set(set) => set_day(cli, set, out),
    }
}

fn set_day(cli: &Cli, set: &SetDay, out: Output) -> Result<()> {
    let working = match (set.working, set.off, set.rule) {
        (true, _, _) => Some(true),
        (_, true, _) => Some(false),
        (_, _, true) => None,
        _ => {
            return Err(Error::new(ErrorCode::Usage)
                .with("text", "calendar set cần --working, --off hoặc --rule"));
        }
    };
    let day = parse_day(&set.day)?;
    calendars::set_calendar_day(&mut open(cli)?, day, working, &set.name)?;
    out.answer(&json!({ "day": day, "working": working }), || {
        vec!["Đã ghi.".to_owned()]
    });
    Ok(())
}

fn show_calendar(cli: &Cli, year: Option<i32>, out: Output) -> Result<()> {
    // The shipped calendar can be looked at without a book.
    let view = if cli.book.is_some() {
        let book = open(cli)?;
        let year = year.map_or_else(|| profile::today(&book).map(profile::calendar_year), Ok)?;
        book.read(|c| calendars::calendar(c, year))?
    } else {
        let year = match year {
            Some(year) => year,
            None => profile::calendar_year(clock(cli)?.today()),
        };
        calendars::year_of(found::shipped_days()?, year)
    };
    out.answer(&value_of(&view)?, || {
        if !view.known {
            return vec![format!(
                "Chưa có lịch nghỉ của năm {}; chỉ tính thứ Bảy, chủ nhật.",
                view.year
            )];
        }
        let line = |day: &calendars::CalendarDayView| {
            format!(
                "{} {:<9} {:<9} {}{}",
                show_day(day.day),
                day.weekday,
                if day.working { "làm việc" } else { "nghỉ" },
                day.name,
                if day.sure {
                    ""
                } else {
                    " (chưa đối chiếu)"
                }
            )
        };
        view.days.iter().map(line).collect()
    });
    Ok(())
}

pub fn periods(cli: &Cli, periods: &Periods, out: Output) -> Result<()> {
    let mut book = match periods {
        Periods::Other(words) => return Err(not_yet("periods", words)),
        _ => open(cli)?,
    };
    match periods {
        Periods::Open { period: text } => {
            let own = period(&book, text)?;
            rules::open_period(&mut book, own)?;
            show_period(&book, own, out)
        }
        Periods::Refix {
            period: text,
            reason,
        } => {
            let own = period(&book, text)?;
            rules::refix_due_day(&mut book, own, reason)?;
            show_period(&book, own, out)
        }
        Periods::List { year, kind } => {
            let kind = kind_of(kind)?;
            let year = year.map_or_else(|| profile::today(&book).map(profile::year_of), Ok)?;
            list_periods(&book, kind, year, out)
        }
        Periods::Rules {
            due_days,
            week_anchor,
        } => {
            let old = book.read(profile::period_rules)?;
            let new = PeriodRules {
                due_working_days: due_days.unwrap_or(old.due_working_days),
                week_anchor: week_anchor.unwrap_or(old.week_anchor),
            };
            rules::set_period_rules(&mut book, new)?;
            let today = profile::today(&book)?;
            let view = book.read(|c| rules::period_rules(c, today))?;
            out.answer(&value_of(&view)?, || {
                vec![format!(
                    "Hạn gửi {} ngày làm việc sau kỳ; tuần này {}; {} đợt cao điểm.",
                    view.due_working_days,
                    view.next_week,
                    view.campaigns.len()
                )]
            });
            Ok(())
        }
        Periods::Campaign {
            name,
            from,
            to,
            document,
        } => {
            let (from, to) = (parse_day(from)?, parse_day(to)?);
            let key = rules::add_campaign(&mut book, name, from, to, document)?.value;
            out.answer(&json!({ "period": key }), || {
                vec![format!("Đã thêm đợt, kỳ {key}.")]
            });
            Ok(())
        }
        Periods::Other(_) => Ok(()),
    }
}

fn row_of(book: &Book, own: Period) -> Result<(Value, String)> {
    let (option, fixed) = book.read(|c| {
        let calendar = profile::calendar(c)?;
        Ok((
            rules::option(c, own, &calendar)?,
            rules::window(c, own)?.is_some(),
        ))
    })?;
    let line = format!(
        "{:<24} {} – {}, hạn gửi {}{}",
        option.label,
        show_day(option.first_day),
        show_day(option.last_day),
        show_day(option.due_day),
        if fixed { " (cố định)" } else { "" }
    );
    let value = json!({
        "period": option.key, "label": option.label, "first_day": option.first_day,
        "last_day": option.last_day, "due_day": option.due_day, "due_fixed": fixed,
    });
    Ok((value, line))
}

fn show_period(book: &Book, own: Period, out: Output) -> Result<()> {
    let (value, line) = row_of(book, own)?;
    out.answer(&value, || vec![line]);
    Ok(())
}

fn list_periods(book: &Book, kind: PeriodKind, year: i32, out: Output) -> Result<()> {
    let all = book.read(|c| rules::of_kind(c, kind, year))?;
    let rows: Vec<(Value, String)> = all
        .into_iter()
        .map(|own| row_of(book, own))
        .collect::<Result<_>>()?;
    let (values, lines): (Vec<Value>, Vec<String>) = rows.into_iter().unzip();
    out.answer(&Value::from(values), || lines);
    Ok(())
}

const fn mark(state: MatrixState) -> &'static str {
    match state {
        MatrixState::OnTime => "đúng hạn",
        MatrixState::Late => "trễ",
        MatrixState::Partial => "một phần",
        MatrixState::Missing => "chưa gửi",
        MatrixState::NotDue => "chưa đến hạn",
        MatrixState::Adjusted => "điều chỉnh",
        MatrixState::Absent => "",
    }
}

pub fn submissions(cli: &Cli, asked: &Submissions, out: Output) -> Result<()> {
    let book = open(cli)?;
    let as_of = day_or_today(&book, asked.as_of.as_deref())?;
    let wanted = Wanted {
        kind: kind_of(&asked.kind)?,
        year: asked.year.unwrap_or_else(|| profile::year_of(as_of)),
        as_of,
        from_row: 0,
        rows: u32::MAX,
    };
    let view = book.read(|c| matrix(c, &wanted))?;
    out.answer(&value_of(&view)?, || {
        let heads = view.periods.iter().map(|period| {
            let done = period
                .submitted
                .map_or_else(|| "?".to_owned(), |done| done.to_string());
            format!(
                "{:<12} {done}/{} đơn vị, hạn gửi {}",
                period.short,
                period.expected,
                show_day(period.due_day)
            )
        });
        let rows = view.rows.iter().map(|row| {
            let cells: Vec<&str> = row.cells.iter().map(|cell| mark(cell.state)).collect();
            format!("{:<28} {}", row.name, cells.join(" | "))
        });
        heads.chain(rows).collect()
    });
    Ok(())
}

fn closing_view(book: &Book, own: Period, out: Output) -> Result<ClosingView> {
    let (mut view, blocked) = closings::closing(book, own)?;
    view.blocked = blocked.map(|error| api::message(&error, out.language));
    Ok(view)
}

fn show_closing(book: &Book, own: Period, out: Output) -> Result<()> {
    let view = closing_view(book, own, out)?;
    out.answer(&value_of(&view)?, || {
        let state = match view.state {
            "closed" => "đã chốt",
            "open" => "đang mở",
            _ => "chưa mở",
        };
        let mut lines = vec![format!(
            "{}: {state}; {}/{} đơn vị đã gửi đủ, hạn gửi {}",
            view.period.label,
            view.submitted,
            view.expected,
            show_day(view.due_day)
        )];
        lines.extend(
            view.blocked
                .iter()
                .chain(&view.warnings)
                .map(|text| format!("Lưu ý: {text}")),
        );
        lines.extend(
            view.missing
                .iter()
                .map(|unit| format!("Thiếu: {} ({}/{})", unit.name, unit.done, unit.of)),
        );
        lines.extend(view.totals.iter().map(|total| {
            let drift = total
                .difference
                .as_ref()
                .map_or_else(String::new, |d| format!(" (lệch {d})"));
            format!(
                "{:<40} {:>8} {} {}{drift}",
                total.name, total.counted, total.text, total.unit
            )
        }));
        lines.extend(view.adjustments.iter().map(adjustment_line));
        lines
    });
    Ok(())
}

pub fn close(cli: &Cli, close: &Close, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let own = period(&book, &close.period)?;
    if !close.status {
        closings::close_period(&mut book, own, close.report_set.as_deref())?;
    }
    show_closing(&book, own, out)
}

pub fn closing(cli: &Cli, closing: &Closing, out: Output) -> Result<()> {
    match closing {
        Closing::Other(words) => Err(not_yet("closing", words)),
        Closing::Show { period: text } => {
            let book = open(cli)?;
            let own = period(&book, text)?;
            show_closing(&book, own, out)
        }
    }
}

pub fn reopen(cli: &Cli, reopen: &Reopen, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let own = period(&book, &reopen.period)?;
    closings::reopen_period(&mut book, own, &reopen.reason)?;
    show_closing(&book, own, out)
}

fn adjustment_line(view: &AdjustmentView) -> String {
    use so06::domain::closing::AdjustmentState as State;
    let state = match view.state {
        State::Proposed => "chờ duyệt",
        State::Accepted => "đã duyệt",
        State::Rejected => "không duyệt",
        State::Posted => "đã ghi vào số liệu",
    };
    format!(
        "Bút toán {}: {} · {} · {}: {} ({} → {}), {state}; {}",
        view.adjustment,
        view.period,
        view.body_name,
        view.indicator_name,
        view.amount,
        view.before,
        view.after,
        view.reason
    )
}

pub fn adjust(cli: &Cli, adjust: &Adjust, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match &adjust.act {
        None => {
            let id = make_adjustment(&mut book, adjust)?;
            list_adjustments(&book, |view| view.adjustment == id, true, out)
        }
        Some(AdjustAct::List { period: text }) => {
            let own = text
                .as_deref()
                .map(|text| period(&book, text))
                .transpose()?;
            let key = own.map(Period::key);
            list_adjustments(
                &book,
                |view| key.as_ref().is_none_or(|key| view.period == *key),
                false,
                out,
            )
        }
        Some(AdjustAct::Accept { id }) => {
            closings::accept_adjustment(&mut book, *id)?;
            list_adjustments(&book, |view| view.adjustment == *id, true, out)
        }
        Some(AdjustAct::Reject { id, reason }) => {
            closings::reject_adjustment(&mut book, *id, reason)?;
            list_adjustments(&book, |view| view.adjustment == *id, true, out)
        }
    }
}

fn make_adjustment(book: &mut Book, adjust: &Adjust) -> Result<i64> {
    let own = period(book, adjust.period.as_deref().unwrap_or_default())?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let wanted = Adjusting {
        body: directory.resolve(adjust.body.as_deref().unwrap_or_default(), own.last_day())?,
        indicator: dictionary.resolve(adjust.indicator.as_deref().unwrap_or_default())?,
        period: own,
        by: adjust.by.clone().unwrap_or_default(),
        reason: adjust.reason.clone(),
        accepted: !adjust.propose,
    };
    Ok(closings::propose(book, &wanted)?.value)
}

/// The entries that are wanted; a single one is answered as an object.
fn list_adjustments(
    book: &Book,
    wanted: impl Fn(&AdjustmentView) -> bool,
    single: bool,
    out: Output,
) -> Result<()> {
    let today = profile::today(book)?;
    let mut rows = book.read(|c| closings::adjustments(c, None, today))?;
    rows.retain(wanted);
    let value = match rows.first() {
        Some(row) if single => value_of(row)?,
        _ => value_of(&rows)?,
    };
    out.answer(&value, || rows.iter().map(adjustment_line).collect());
    Ok(())
}
