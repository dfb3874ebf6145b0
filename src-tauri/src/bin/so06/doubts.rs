//! Doubts about figures of a period, and keeping one with its reason.

use serde_json::{Value, json};
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::counts;
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::profile;

use crate::acts::open;
use crate::args::Cli;
use crate::figure_args::AcceptDoubt;
use crate::output::Output;
use crate::time::period as period_of;

/// `values doubts --period P`.
pub fn list(cli: &Cli, period: &str, out: Output) -> Result<()> {
    let book = open(cli)?;
    let (period, today) = (period_of(&book, period)?, profile::today(&book)?);
    let figures = counts::doubted_figures(&book, period, today)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let day = period.last_day();
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for own in &figures {
        let (name, indicator) = (
            directory.name(own.body, day),
            dictionary.name(own.indicator, day),
        );
        let code = dictionary
            .get(own.indicator)
            .map_or("", |known| known.code.as_str());
        for doubt in &own.doubts {
            let kept = doubt
                .accepted
                .as_ref()
                .map(|kept| format!(" Đã giữ: {}.", kept.reason));
            lines.push(format!(
                "{name}, {indicator}: {}{} [{}]",
                doubt.text,
                kept.unwrap_or_default(),
                doubt.code
            ));
            rows.push(json!({
                "body": directory.code(own.body, day), "name": name, "indicator": code, "text": own.text,
                "code": doubt.code, "doubt": doubt.text,
                "fix": doubt.fix.as_ref().map(|fix| fix.entry.as_str()),
                "reason": doubt.accepted.as_ref().map(|kept| kept.reason.as_str()),
            }));
        }
    }
    if lines.is_empty() {
        lines.push("Không có chỗ ngờ nào.".to_owned());
    }
    out.answer(&Value::from(rows), || lines);
    Ok(())
}

/// `values accept`.
pub fn accept(cli: &Cli, wanted: &AcceptDoubt, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let (period, today) = (period_of(&book, &wanted.period)?, profile::today(&book)?);
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let place = [(
        directory.resolve_within(&wanted.body, period.days())?,
        dictionary.resolve(&wanted.indicator)?,
    )];
    let cell = counts::some_cells(&book, period, today, &place)?.pop();
    let fact = counts::cell_facts(&book, period, today, &place)?
        .pop()
        .flatten();
    let doubted = cell.is_some_and(|cell| cell.doubts.iter().any(|own| own.code == wanted.doubt));
    let Some(fact) = fact.filter(|_| doubted) else {
        return Err(Error::new(ErrorCode::NoSuchDoubt).with("doubt", &wanted.doubt));
    };
    let done = counts::accept_doubt(&mut book, fact.fact, &wanted.doubt, &wanted.reason)?;
    let changed = !done.changes.is_empty();
    out.answer(&json!({ "changed": changed }), || {
        vec![if changed {
            "Đã giữ số này, kèm lý do.".to_owned()
        } else {
            "Không có gì thay đổi.".to_owned()
        }]
    });
    Ok(())
}
