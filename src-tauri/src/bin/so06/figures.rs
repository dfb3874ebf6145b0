//! From what was typed to what the engine does: figures, targets, ranking.

use serde_json::{Value, json};
use so06::domain::indicator::{FactState, Target};
use so06::domain::instant::parse_day;
use so06::domain::number::{Entry, Qualifier, decimal, parse_entry};
use so06::domain::{Boundary, Error, ErrorCode, Instant, Period, Result};
use so06::engine::counts::{self, Base, RankQuestion, RecordCount, Scope, SetTarget, Stated};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::profile;
use so06::store::{self, Book, query};

use crate::acts::{not_yet, open};
use crate::args::Cli;
use crate::figure_args::{ListValues, Rank, SetValue, Targets, Values};
use crate::output::Output;
use crate::tables;
use crate::time::period as period_of;

/// Scaled integer as a JSON number: whole where there are no decimals.
pub fn number(value: i64, decimals: u8) -> Value {
    if decimals == 0 {
        return json!(value);
    }
    // Through text, so that 98,5 is written 98.5 and not by way of binary fractions.
    let text = decimal(value, decimals).replace('.', "").replace(',', ".");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

pub fn values(cli: &Cli, values: &Values, out: Output) -> Result<()> {
    match values {
        Values::Other(words) => Err(not_yet("values", words)),
        Values::Set(set) => set_value(cli, set, out),
        Values::List(list) => list_values(cli, list, out),
        Values::Import { file, of } => tables::figures(cli, Some(file), of, out),
        Values::Export(wanted) => crate::out::values(cli, wanted, out),
        Values::Paste(of) => tables::figures(cli, None, of, out),
        Values::Doubts { period } => crate::doubts::list(cli, period, out),
        Values::Accept(accept) => crate::doubts::accept(cli, accept, out),
    }
}

pub fn stated(book: &Book, as_of: Option<&str>, period: Option<&str>) -> Result<Stated> {
    match (as_of, period) {
        (Some(text), _) => Ok(Stated::AsOf(Instant::parse(text)?)),
        (None, Some(text)) => Ok(Stated::Period(
            period_of(book, text)?,
            profile::today(book)?,
        )),
        (None, None) => Err(Error::new(ErrorCode::Usage).with("text", "cần --as-of hoặc --period")),
    }
}

fn set_value(cli: &Cli, set: &SetValue, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let stated = stated(&book, set.as_of.as_deref(), set.period.as_deref())?;
    let span = match stated {
        Stated::AsOf(instant) => (instant.day, instant.day),
        Stated::Period(period, _) => period.days(),
    };
    let day = span.1;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let indicator = dictionary.resolve(&set.indicator)?;
    let decimals = dictionary
        .definition(indicator, day)
        .map_or(0, |d| d.decimals);
    let entry = match &set.value {
        None => Entry::NoData,
        Some(text) => with_qualifier(parse_entry(text, decimals)?, text, set.qualifier.as_deref())?,
    };
    let count = RecordCount {
        body: directory.resolve_within(&set.body, span)?,
        indicator,
        stated,
        entry,
        source: set.source.clone(),
        note: set.note.clone(),
    };
    let done = counts::record_count(&mut book, &count)?;
    let warnings: Vec<Value> = done
        .value
        .doubts
        .iter()
        .map(|w| json!({ "code": w.code, "text": w.text }))
        .collect();
    out.answer(
        &json!({ "changed": done.value.changed, "warnings": warnings }),
        || {
            let first = if done.value.changed {
                "Đã ghi."
            } else {
                "Không có gì thay đổi."
            };
            std::iter::once(first.to_owned())
                .chain(
                    done.value
                        .doubts
                        .iter()
                        .map(|w| format!("Lưu ý: {}", w.text)),
                )
                .collect()
        },
    );
    Ok(())
}

/// An empty or a "no data" text is no value here: scripts say `--no-data`.
fn with_qualifier(entry: Entry, text: &str, qualifier: Option<&str>) -> Result<Entry> {
    let Entry::Value(value, own) = entry else {
        return Err(Error::new(ErrorCode::NotANumber).with("text", text));
    };
    let qualifier = match qualifier {
        None => own,
        Some(word) => Qualifier::parse(word).ok_or_else(|| {
            Error::new(ErrorCode::Usage).with("text", format!("--qualifier {word}"))
        })?,
    };
    Ok(Entry::Value(value, qualifier))
}

fn list_values(cli: &Cli, list: &ListValues, out: Output) -> Result<()> {
    let book = open(cli)?;
    let today = profile::today(&book)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let indicator = list
        .indicator
        .as_deref()
        .map(|text| dictionary.resolve(text))
        .transpose()?;
    let period = list
        .period
        .as_deref()
        .map(|text| period_of(&book, text))
        .transpose()?;
    let as_of = list.as_of.as_deref().map(Instant::parse).transpose()?;
    let day = as_of
        .map(|i| i.day)
        .or(period.map(Period::last_day))
        .unwrap_or(today);
    let body = list
        .body
        .as_deref()
        .map(|text| directory.resolve(text, day))
        .transpose()?;
    let facts = book.read(|c| query::facts(c, indicator))?;
    let wanted = facts.into_iter().filter(|kept| {
        let fact = &kept.record;
        body.is_none_or(|own| own == fact.body)
            && as_of.is_none_or(|as_of| fact.day <= as_of.day)
            && period.is_none_or(|p| {
                fact.window == p.key()
                    || (fact.window.starts_with('@')
                        && p.days().0 <= fact.day
                        && fact.day <= p.days().1)
            })
    });
    let mut lines = Vec::new();
    let rows: Vec<Value> = wanted
        .map(|kept| {
            let fact = kept.record;
            let (officer, moment) = book.read(|c| query::author(c, kept.from_seq))?;
            let decimals = dictionary
                .definition(fact.indicator, fact.day)
                .map_or(0, |d| d.decimals);
            let code = dictionary
                .get(fact.indicator)
                .map_or("", |i| i.code.as_str());
            let shown = fact
                .value
                .map_or_else(|| "chưa phát sinh".to_owned(), |v| decimal(v, decimals));
            lines.push(format!(
                "{:<28} {:<28} {:<22} {} {shown}",
                directory.name(fact.body, fact.day),
                code,
                fact.window,
                fact.qualifier.word()
            ));
            Ok(json!({
                "body": directory.code(fact.body, fact.day),
                "name": directory.name(fact.body, fact.day),
                "indicator": code,
                "as_of": fact.window.strip_prefix('@'),
                "period": (!fact.window.starts_with('@')).then_some(&fact.window),
                "value": fact.value.map(|v| number(v, decimals)),
                "no_data": fact.state == FactState::NoData,
                "qualifier": fact.qualifier,
                "source": fact.source,
                "note": fact.note,
                "revision": fact.revision,
                "officer": officer,
                "recorded_at": moment,
            }))
        })
        .collect::<Result<_>>()?;
    out.answer(&Value::from(rows), || lines);
    Ok(())
}

pub fn targets(cli: &Cli, targets: &Targets, out: Output) -> Result<()> {
    match targets {
        Targets::Other(words) => Err(not_yet("targets", words)),
        Targets::Set {
            body,
            indicator,
            period,
            value,
            last_day,
            central_day,
            document,
        } => {
            let mut book = open(cli)?;
            let period = period_of(&book, period)?;
            let (directory, dictionary) =
                book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
            let indicator = dictionary.resolve(indicator)?;
            let decimals = dictionary
                .definition(indicator, period.last_day())
                .map_or(0, |d| d.decimals);
            let Entry::Value(scaled, _) = parse_entry(value, decimals)? else {
                return Err(Error::new(ErrorCode::NotANumber).with("text", value));
            };
            let request = SetTarget {
                body: directory.resolve_within(body, period.days())?,
                indicator,
                period,
                value: scaled,
                last_day: last_day.as_deref().map(parse_day).transpose()?,
                central_day: central_day.as_deref().map(parse_day).transpose()?,
                document: document.clone(),
                document_day: None,
            };
            counts::set_target(&mut book, &request)?;
            out.answer(&json!({ "changed": true }), || {
                vec!["Đã ghi chỉ tiêu.".to_owned()]
            });
            Ok(())
        }
        Targets::Import {
            file,
            period,
            document,
        } => tables::targets(cli, file, period, document, out),
        Targets::List => {
            let book = open(cli)?;
            let today = profile::today(&book)?;
            let (directory, dictionary) =
                book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
            let kept = book.read(|c| {
                store::list::<Target>(c, "1 = 1 ORDER BY indicator, body, document_day", &[])
            })?;
            let mut lines = Vec::new();
            let rows: Vec<Value> = kept
                .into_iter()
                .map(|kept| {
                    let target = kept.record;
                    let decimals = dictionary.definition(target.indicator, today).map_or(0, |d| d.decimals);
                    let code = dictionary.get(target.indicator).map_or("", |i| i.code.as_str()).to_owned();
                    let name = directory.name(target.body, today);
                    lines.push(format!("{name:<28} {code:<28} {} {}", target.period, decimal(target.value, decimals)));
                    json!({
                        "body": directory.code(target.body, today), "name": name, "indicator": code, "period": target.period,
                        "value": number(target.value, decimals), "last_day": target.last_day, "document": target.document,
                        "illustrative": target.illustrative,
                    })
                })
                .collect();
            out.answer(&Value::from(rows), || lines);
            Ok(())
        }
    }
}

pub fn ranking(cli: &Cli, wanted: &Rank, out: Output) -> Result<()> {
    let boundary = Boundary::parse(&wanted.boundary).ok_or_else(|| {
        Error::new(ErrorCode::Usage).with("text", format!("--boundary {}", wanted.boundary))
    })?;
    let book = open(cli)?;
    let as_of = Instant::parse(&wanted.as_of)?;
    let today = profile::today(&book)?;
    let period = match &wanted.period {
        Some(text) => Period::parse(text)?,
        None => Period::at_hand(as_of.day, &book.read(profile::calendar)?),
    };
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let indicator = dictionary.resolve(&wanted.indicator)?;
    let decimals_of = |id| {
        dictionary
            .definition(id, as_of.day)
            .map_or(0, |d| d.decimals)
    };
    let base = match wanted.of.as_str() {
        "target" => Base::Target,
        other => Base::Indicator(dictionary.resolve(other)?),
    };
    let (decimals, base_decimals) = match base {
        Base::Target => (decimals_of(indicator), decimals_of(indicator)),
        Base::Indicator(other) => (decimals_of(indicator), decimals_of(other)),
    };
    let question = RankQuestion {
        max_age: wanted.max_age,
        depth: wanted.level,
        territory: directory.territory(boundary, as_of.day, today),
        ..RankQuestion::new(indicator, base, Scope { period, as_of })
    };
    let ranking = book.read(|c| counts::rank(c, &question))?;
    let rows: Vec<Value> = ranking
        .rows
        .iter()
        .map(|row| {
            json!({
                "rank": row.rank, "body": row.code, "name": row.name,
                "value": row.raw.map(|v| number(v, decimals)), "base": row.raw_base.map(|v| number(v, base_decimals)),
                "percent": row.percent, "as_of": row.as_of, "state": row.state, "illustrative": row.illustrative,
            })
        })
        .collect();
    out.answer(&Value::from(rows), || {
        let line = |row: &counts::RankRow| {
            let rank = row
                .rank
                .map_or_else(|| "-".to_owned(), |rank| rank.to_string());
            format!(
                "{rank:>3}  {:<28} {:>10} {:>8}%",
                row.name,
                row.value.as_deref().unwrap_or("-"),
                row.percent.as_deref().unwrap_or("-")
            )
        };
        let note = if ranking.illustrative {
            " (số liệu minh họa)"
        } else {
            ""
        };
        let head = format!(
            "{} so với {}, tính đến {}{note}",
            ranking.title,
            ranking.base_name,
            as_of.key()
        );
        std::iter::once(head)
            .chain(ranking.rows.iter().map(line))
            .collect()
    });
    Ok(())
}
