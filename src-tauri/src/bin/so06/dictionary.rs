//! The dictionary, documents and settings on the command line.

use std::io::Read as _;
use std::path::Path;

use serde_json::{Value, json};
use so06::api;
use so06::domain::{Day, Error, ErrorCode, Result};
use so06::engine::dictionary::{Dictionary, IndicatorEntry, add_indicators, merge_indicators};
use so06::engine::settings::{set_setting, settings as lines};

use crate::acts::{day_or_today, not_yet, open};
use crate::args::{Cli, Indicators, Settings};
use crate::output::Output;

pub fn indicators(cli: &Cli, indicators: &Indicators, out: Output) -> Result<()> {
    match indicators {
        Indicators::List { as_of } => list(cli, as_of.as_deref(), out),
        Indicators::Add { file } => add(cli, file, out),
        Indicators::Merge { from, into } => merge(cli, from, into, out),
        Indicators::Other(words) => Err(not_yet("indicators", words)),
    }
}

fn list(cli: &Cli, as_of: Option<&str>, out: Output) -> Result<()> {
    let book = open(cli)?;
    let day = day_or_today(&book, as_of)?;
    let dictionary = book.read(Dictionary::load)?;
    let rows: Vec<Value> = dictionary
        .all()
        .iter()
        .map(|kept| row(&dictionary, kept.id, day))
        .collect();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let line = |row: &Value| {
        let kind = row["kind_text"].as_str().unwrap_or_default();
        format!("{:<36} {} [{kind}]", text(row, "code"), text(row, "name"))
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    out.answer(&Value::from(rows), || lines);
    Ok(())
}

fn row(dictionary: &Dictionary, id: i64, day: Day) -> Value {
    let (own, definition) = (dictionary.get(id), dictionary.definition(id, day));
    let code = |id: i64| dictionary.get(id).map(|own| own.code.clone());
    let bases: Vec<Value> = dictionary
        .bases(id)
        .map(|base| json!({ "base": code(base.base), "label": base.label }))
        .collect();
    let versions: Vec<Value> = dictionary
        .versions(id)
        .iter()
        .map(|kept| {
            let own = &kept.record;
            json!({ "from_day": own.from_day, "name": own.name, "short_name": own.short_name,
                    "unit": own.unit, "decimals": own.decimals, "definition": own.definition })
        })
        .collect();
    json!({
        "code": own.map(|own| own.code.clone()),
        "name": definition.map(|d| d.name.clone()),
        "short_name": definition.map(|d| d.short_name.clone()),
        "kind": own.map(|own| own.kind),
        "kind_text": own.map(|own| own.kind.words()),
        "direction": own.map(|own| own.direction),
        "unit": definition.map(|d| d.unit.clone()),
        "decimals": definition.map(|d| d.decimals),
        "definition": definition.map(|d| d.definition.clone()),
        "group": own.map(|own| own.group_key.clone()),
        "source": own.map(|own| own.source.clone()),
        "source_name": own.map(|own| dictionary.source_name(&own.source)),
        "entered_at": own.map(|own| own.entered_at),
        "numerator": own.and_then(|own| own.numerator).and_then(code),
        "part_of": own.and_then(|own| own.part_of).and_then(code),
        "bases": bases,
        "own": own.is_some_and(so06::domain::indicator::Indicator::is_own),
        "in_grid": own.is_some_and(|own| own.in_grid),
        "versions": versions,
    })
}

fn read_text(file: &Path) -> Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        return std::io::stdin()
            .read_to_string(&mut text)
            .map(|_| text)
            .map_err(|e| Error::new(ErrorCode::BadInput).with("path", "-").detail(e));
    }
    std::fs::read_to_string(file).map_err(|e| {
        let code = match e.kind() {
            std::io::ErrorKind::NotFound => ErrorCode::NoSuchFile,
            std::io::ErrorKind::InvalidData => ErrorCode::BadInput,
            _ => ErrorCode::IoFailed,
        };
        Error::new(code).with("path", file.display()).detail(e)
    })
}

fn add(cli: &Cli, file: &Path, out: Output) -> Result<()> {
    let bad = |detail: String| {
        Error::new(ErrorCode::BadInput)
            .with("path", file.display())
            .detail(detail)
    };
    let text = read_text(file)?;
    let rows: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| bad(e.to_string()))?;
    let (mut entries, mut refused, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let unknown = row.as_object().into_iter().flat_map(|map| map.keys());
        for field in unknown.filter(|field| !IndicatorEntry::FIELDS.contains(&field.as_str())) {
            warnings.push(
                json!({ "row": index + 1, "column": field, "code": "unknown_field",
                "text": format!("Trường “{field}” không dùng đến.") }),
            );
        }
        match serde_json::from_value::<IndicatorEntry>(row.clone()) {
            Ok(entry) => entries.push(entry),
            Err(error) => refused.push((index + 1, bad(error.to_string()))),
        }
    }
    if !refused.is_empty() {
        return Err(rows_refused(&refused, out));
    }
    let mut book = open(cli)?;
    let done =
        add_indicators(&mut book, &entries)?.map_err(|refused| rows_refused(&refused, out))?;
    let dictionary = book.read(Dictionary::load)?;
    let added: Vec<String> = done
        .value
        .iter()
        .filter_map(|id| dictionary.get(*id).map(|own| own.code.clone()))
        .collect();
    let lines = added.iter().map(|code| format!("Đã thêm {code}")).collect();
    out.answer(
        &json!({ "accepted": added.len(), "added": added, "warnings": warnings }),
        || lines,
    );
    Ok(())
}

fn merge(cli: &Cli, from: &str, into: &str, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let dictionary = book.read(Dictionary::load)?;
    let (old, kept) = (dictionary.resolve(from)?, dictionary.resolve(into)?);
    merge_indicators(&mut book, old, kept)?;
    let code = |id| dictionary.get(id).map(|own| own.code.clone());
    let value = json!({ "merged": code(old), "into": code(kept) });
    out.answer(&value, || {
        let code = |id| code(id).unwrap_or_default();
        vec![format!("Đã gộp {} vào {}", code(old), code(kept))]
    });
    Ok(())
}

/// One refusal for the file: how many rows, each with its own sentence.
fn rows_refused(refused: &[(usize, Error)], out: Output) -> Error {
    let said: Vec<String> = refused
        .iter()
        .map(|(row, error)| {
            let technical = if error.code == ErrorCode::BadInput {
                format!(" ({})", error.detail)
            } else {
                String::new()
            };
            format!(
                "Dòng {row}: {}{technical}",
                api::message(error, out.language)
            )
        })
        .collect();
    let rows: Vec<Value> = refused
        .iter()
        .map(|(row, error)| {
            json!({ "row": row, "code": error.code.as_str(), "text": api::message(error, out.language) })
        })
        .collect();
    Error::new(ErrorCode::RowsRefused)
        .with("count", refused.len())
        .with("rows", said.join(" "))
        .detail(Value::from(rows))
}

pub fn settings(cli: &Cli, settings: &Settings, out: Output) -> Result<()> {
    match settings {
        Settings::Show { key } => {
            let mut all = open(cli)?.read(lines)?;
            if let Some(key) = key {
                all.retain(|line| line.key == *key);
                if all.is_empty() {
                    return Err(Error::new(ErrorCode::NoSuchSetting)
                        .with("setting", key)
                        .with("known", "so06 settings show"));
                }
            }
            let rows: serde_json::Map<String, Value> = all
                .iter()
                .map(|line| {
                    let value = json!({ "value": line.value, "words": line.words, "changeable": line.changeable });
                    (line.key.clone(), value)
                })
                .collect();
            out.answer(&Value::from(rows), || {
                all.iter()
                    .map(|line| {
                        let value = line.value.as_deref().unwrap_or("chưa rõ");
                        format!("{:<24} {value}  {}", line.key, line.words)
                            .trim_end()
                            .to_owned()
                    })
                    .collect()
            });
            Ok(())
        }
        Settings::Set { key, value } => {
            let done = set_setting(&mut open(cli)?, key, value)?;
            let changed = !done.changes.is_empty();
            out.answer(
                &json!({ "setting": key, "value": value, "changed": changed }),
                || vec![format!("{key} = {value}")],
            );
            Ok(())
        }
        Settings::Other(words) => Err(not_yet("settings", words)),
    }
}
