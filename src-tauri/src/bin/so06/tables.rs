//! Tables that go in: figures and targets.

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};
use so06::api;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::counts::{self, Imported, Stated};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::intake::{self, Brought, Choices, Intake, Reading};
use so06::store::Book;
use so06::tabular::{Sheet, read_sheet};

use crate::acts::open;
use crate::args::Cli;
use crate::figure_args::TableOf;
use crate::figures::{number, stated};
use crate::output::Output;
use crate::time::period as period_of;

fn read_file(path: &Path) -> Result<Sheet> {
    read_sheet(&bytes_of(path)?)
}

/// The bytes of a file that was named.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| {
        let code = if e.kind() == std::io::ErrorKind::NotFound {
            ErrorCode::NoSuchFile
        } else {
            ErrorCode::IoFailed
        };
        Error::new(code).with("path", path.display()).detail(e)
    })
}

/// `values import FILE` and `values paste`.
pub fn figures(cli: &Cli, file: Option<&Path>, of: &TableOf, out: Output) -> Result<()> {
    let intake = if let Some(path) = file {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Intake::of_file(&name.to_string_lossy(), &bytes_of(path)?)?
    } else {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| {
            Error::new(ErrorCode::IoFailed)
                .with("path", "stdin")
                .detail(e)
        })?;
        Intake::of_pasted(&bytes)?
    };
    let mut book = open(cli)?;
    let choices = Choices {
        sheet: of
            .sheet
            .as_deref()
            .map(|sheet| intake.sheet(sheet))
            .transpose()?,
        stated: Some(stated(&book, of.as_of.as_deref(), of.period.as_deref())?),
        source: of.source.clone(),
        ..Choices::default()
    };
    take_in(&mut book, &intake, &choices, of.dry_run, out)
}

/// Takes in what was read, or says what would come of it.
pub fn take_in(
    book: &mut Book,
    intake: &Intake,
    choices: &Choices,
    dry_run: bool,
    out: Output,
) -> Result<()> {
    let reading = intake::read_intake(book, intake, choices)?;
    let source = choices.source.as_deref();
    let brought = if dry_run {
        intake::rehearse(book, &reading, source)?
    } else {
        intake::bring_in(book, (&intake.name, &reading), source, false)?.value
    };
    tell_brought(book, &reading, &brought, out)
}

fn tell_brought(book: &Book, reading: &Reading, brought: &Brought, out: Output) -> Result<()> {
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let day = match reading.stated {
        Stated::AsOf(instant) => instant.day,
        Stated::Period(period, _) => period.last_day(),
    };
    let refused: Vec<Value> = brought
        .refused
        .iter()
        .map(|(row, column, error)| {
            json!({ "row": row, "column": intake::place(*column) + 1, "code": error.code.as_str(),
                    "text": api::message(error, out.language) })
        })
        .collect();
    let warnings: Vec<Value> = brought
        .doubts
        .iter()
        .map(|said| {
            json!({ "row": said.row, "column": intake::place(said.column) + 1, "code": said.doubt.code, "text": said.doubt.text })
        })
        .collect();
    let code = |id: &i64| {
        dictionary
            .get(*id)
            .map_or("", |own| own.code.as_str())
            .to_owned()
    };
    let decimals = |id: &i64| {
        dictionary
            .definition(*id, day)
            .map_or(0, |own| own.decimals)
    };
    let totals: serde_json::Map<String, Value> = reading
        .totals
        .iter()
        .map(|(id, total)| (code(id), number(total.sum, decimals(id))))
        .collect();
    let sums: serde_json::Map<String, Value> = brought
        .sums
        .iter()
        .map(|(id, (before, after))| {
            let own = json!({ "before": number(*before, decimals(id)), "after": number(*after, decimals(id)) });
            (code(id), own)
        })
        .collect();
    let columns: Vec<Value> = reading
        .shape
        .columns
        .iter()
        .map(|own| {
            json!({ "column": own.column + 1, "head": own.head(), "meaning": own.meaning.as_str(),
                    "indicator": own.indicator.as_ref().map(code), "sure": own.sure })
        })
        .collect();
    let missing: Vec<String> = brought
        .missing
        .iter()
        .map(|body| directory.code(*body, day))
        .collect();
    let remarks: Vec<String> = reading
        .remarks
        .iter()
        .map(|own| intake::remark_words(own.kind, own.row))
        .collect();
    let answer = json!({ "remarks": remarks, "accepted": brought.accepted, "unchanged": brought.unchanged, "refused": refused,
                         "warnings": warnings, "totals": totals, "sums": sums, "columns": columns, "missing": missing });
    out.answer(&answer, || {
        let mut lines = vec![format!(
            "Đã ghi {}; không đổi {}; chỗ ngờ {}; từ chối {}.",
            brought.accepted,
            brought.unchanged,
            warnings.len(),
            refused.len()
        )];
        lines.extend(remarks.iter().cloned());
        lines.extend(refused.iter().map(said));
        lines.extend(warnings.iter().map(|own| format!("Lưu ý. {}", said(own))));
        lines
    });
    Ok(())
}

/// A place in a table and what is said of it.
fn said(value: &Value) -> String {
    format!(
        "Dòng {}, cột {}: {}",
        value["row"],
        value["column"],
        value["text"].as_str().unwrap_or_default()
    )
}

/// `targets import FILE`.
pub fn targets(cli: &Cli, file: &Path, period: &str, document: &str, out: Output) -> Result<()> {
    let sheet = read_file(file)?;
    let mut book = open(cli)?;
    let period = period_of(&book, period)?;
    let done = counts::import_targets(&mut book, &sheet, period, document)?;
    tell(&book, &done.value, out)
}

fn tell(book: &Book, imported: &Imported, out: Output) -> Result<()> {
    let dictionary = book.read(Dictionary::load)?;
    let today = so06::engine::profile::today(book)?;
    let refused: Vec<Value> = imported
        .refused
        .iter()
        .map(|place| {
            json!({ "row": place.row, "column": place.column, "code": place.said.code.as_str(),
                    "text": api::message(&place.said, out.language) })
        })
        .collect();
    let mut totals = serde_json::Map::new();
    for (id, sum) in &imported.totals {
        let decimals = dictionary
            .definition(*id, today)
            .map_or(0, |own| own.decimals);
        let code = dictionary.get(*id).map_or("", |own| own.code.as_str());
        totals.insert(code.to_owned(), number(*sum, decimals));
    }
    let answer = json!({ "accepted": imported.accepted, "unchanged": imported.unchanged,
                         "refused": refused, "warnings": [], "totals": totals });
    out.answer(&answer, || {
        let mut lines = vec![format!(
            "Đã ghi {}; không đổi {}; từ chối {}.",
            imported.accepted,
            imported.unchanged,
            imported.refused.len()
        )];
        lines.extend(refused.iter().map(said));
        lines
    });
    Ok(())
}
