//! `package receipt`: what became of packages, as files for those who sent them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use so06::domain::{Id, Result};
use so06::engine::directory::Directory;
use so06::engine::exchange::{self, Fate, Outcome, SavedReceipt, Told};
use so06::engine::profile;
use so06::store::Book;

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::tables::bytes_of;

/// Writes the receipts that are asked for.
pub fn write(
    cli: &Cli,
    files: &[PathBuf],
    to: Option<&str>,
    out_path: Option<&Path>,
    out: Output,
) -> Result<()> {
    let mut book = open(cli)?;
    let receivers = receivers(&book, files, to)?;
    let beside = files.first().and_then(|file| file.parent());
    let place = match (out_path, beside) {
        (Some(path), _) => path,
        (None, Some(folder)) if folder != Path::new("") => folder,
        (None, _) => Path::new("."),
    };
    let saved = exchange::save_receipts(&mut book, &receivers, place)?.value;
    let answer: Vec<Value> = saved.iter().map(told).collect();
    out.answer(&json!(answer), || {
        if saved.is_empty() {
            return vec!["Không có biên nhận nào chưa gửi.".to_owned()];
        }
        saved.iter().map(line).collect()
    });
    Ok(())
}

/// The machines that are told: the senders of these files, those of a unit, or all that were not told yet.
fn receivers(book: &Book, files: &[PathBuf], to: Option<&str>) -> Result<Vec<Id>> {
    if let Some(to) = to {
        let today = profile::today(book)?;
        let body = book.read(Directory::load)?.resolve(to, today)?;
        return book.read(|c| exchange::senders_of(c, body));
    }
    if files.is_empty() {
        let due = book.read(exchange::receipts_due)?;
        return Ok(due.into_iter().map(|own| own.site).collect());
    }
    let mut out = Vec::new();
    for file in files {
        let bytes = bytes_of(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let site = book.read(|c| exchange::sender_of(c, &name, &bytes))?;
        if !out.contains(&site) {
            out.push(site);
        }
    }
    Ok(out)
}

/// Receipts for the senders of files that came, also of those that came once more: whoever sends again was not told.
pub fn for_outcomes(
    book: &mut Book,
    outcomes: &[Outcome],
    folder: &Path,
) -> Result<Vec<SavedReceipt>> {
    let mut receivers = Vec::new();
    for own in outcomes {
        if !matches!(own.fate, Fate::Taken | Fate::Already) {
            continue;
        }
        if let Some(site) = book.read(|c| exchange::sender_of_digest(c, &own.digest))?
            && !receivers.contains(&site)
        {
            receivers.push(site);
        }
    }
    Ok(exchange::save_receipts(book, &receivers, folder)?.value)
}

/// A receipt as scripts read it.
pub fn told(own: &SavedReceipt) -> Value {
    let packages: Vec<Value> = own
        .written
        .manifest
        .acknowledges
        .iter()
        .map(|one| {
            let state = if one.withdrawn { "withdrawn" } else { "taken" };
            json!({ "number": one.number, "digest": one.digest, "state": state, "came": one.came })
        })
        .collect();
    json!({
        "file": own.path, "to": own.name, "number": own.written.manifest.number,
        "locked": own.written.locked, "packages": packages,
    })
}

/// A receipt as people read it.
pub fn line(own: &SavedReceipt) -> String {
    let all = &own.written.manifest.acknowledges;
    let withdrawn = all.iter().filter(|one| one.withdrawn).count();
    let back = if withdrawn == 0 {
        String::new()
    } else {
        format!(", {withdrawn} gói đã rút lại")
    };
    format!(
        "Biên nhận cho {} ({} gói đã nhận{back}): {}",
        own.name,
        all.len() - withdrawn,
        own.path.display()
    )
}

/// What a sender says became of a package of ours, for scripts.
pub fn told_of_ours(own: &Told) -> Value {
    let state = if own.said.withdrawn {
        "withdrawn"
    } else {
        "acknowledged"
    };
    json!({
        "number": own.number, "digest": own.said.digest, "state": state, "news": own.news, "came": own.said.came,
    })
}

/// The same for people.
pub fn line_of_ours(own: &Told) -> String {
    if own.said.withdrawn {
        return format!("\n  gói số {}: nơi nhận đã rút lại việc nhận", own.number);
    }
    let came = own.said.came.as_ref().map_or_else(String::new, |came| {
        let parts = [
            (came.new, "mới"),
            (came.changed, "thay đổi"),
            (came.same, "đã có"),
            (came.conflict, "xung đột"),
            (came.closed, "kỳ đã chốt"),
            (came.refused, "để riêng"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        format!(": {}", parts.join(", "))
    });
    format!("\n  gói số {}: nơi nhận đã nhận{came}", own.number)
}
