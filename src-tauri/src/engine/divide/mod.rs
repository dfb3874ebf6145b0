//! Dividing a book whose root closes (chia sổ, bàn giao): one book per unit that follows, a copy that can only be
//! read, and a printed record of what went where.

mod carry;
mod record;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::evidence::{self, CarriedEvidence};
use crate::engine::found;
use crate::store::{Book, Operation, whole_file};

/// What a division gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Division {
    /// The copy of the whole book, read-only.
    pub archive: String,
    /// The printed record (biên bản bàn giao).
    pub record: String,
    /// One book per successor.
    pub parts: Vec<DivisionPart>,
    /// Files of evidence, which go with the tasks into the archive.
    pub evidence: CarriedEvidence,
}

/// The book of one successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DivisionPart {
    /// Code of its root.
    pub code: String,
    /// Name of its root.
    pub name: String,
    /// Where it lies.
    pub path: String,
    /// How many figures went there.
    pub facts: u32,
    /// What has to be known about them.
    pub remarks: Vec<String>,
}

/// Divides the book at the end of its root's last day, into a folder.
pub fn divide_book(book: &mut Book, day: Day, folder: &Path) -> Result<Division> {
    let directory = book.read(Directory::load)?;
    let root = directory.root;
    if directory.life(root).1 != Some(day) {
        return Err(Error::new(ErrorCode::RootNotClosed)
            .with("body", directory.name(root, day))
            .with("day", day.format("%d/%m/%Y")));
    }
    let next = day.succ_opt().unwrap_or(day);
    let heirs = heirs(&directory, day, next);
    if heirs.is_empty() {
        return Err(Error::new(ErrorCode::NoHeirs).with("body", directory.name(root, day)));
    }
    whole_file::make_folder(folder).map_err(|e| whole_file::refusal(folder, e))?;
    let code = directory.code(root, day);
    let mut written: Vec<PathBuf> = Vec::new();
    let archive = folder.join(format!("{code}-luu-tru.so06"));
    let evidence = evidence::beside(&archive);
    let had_evidence = evidence.exists();
    let done = write(
        book,
        &directory,
        &Plan {
            day,
            next,
            code,
            heirs,
            folder,
            archive,
        },
        &mut written,
    );
    if done.is_err() {
        // All of it or nothing: what was begun in this call is taken away again.
        for path in written {
            drop(std::fs::remove_file(path));
        }
        if !had_evidence {
            drop(std::fs::remove_dir_all(evidence));
        }
    }
    done
}

struct Plan<'a> {
    day: Day,
    next: Day,
    code: String,
    heirs: Vec<Id>,
    folder: &'a Path,
    archive: PathBuf,
}

fn write(
    book: &mut Book,
    directory: &Directory,
    plan: &Plan<'_>,
    written: &mut Vec<PathBuf>,
) -> Result<Division> {
    let old = carry::Old::read(book)?;
    let mut parts = Vec::new();
    let mut carried = Vec::new();
    for heir in &plan.heirs {
        let (code, name) = (
            directory.code(*heir, plan.next),
            directory.name(*heir, plan.next),
        );
        let slug = fold(&name).replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let path = plan.folder.join(format!("{code}-{slug}.so06"));
        let root = format!("{code}@{}", plan.next);
        let who = (book.clock, book.officer.as_str());
        let (_, went) = found::new_book_with(&path, &root, book.key().cloned(), who, |part| {
            carry::carry(part, &old, directory, *heir, plan.day)
        })?;
        written.push(path.clone());
        parts.push(DivisionPart {
            code,
            name,
            path: path.display().to_string(),
            facts: went.facts,
            remarks: went.remarks.clone(),
        });
        carried.push(went);
    }
    let archive = &plan.archive;
    if archive.exists() {
        return Err(Error::new(ErrorCode::FileExists).with("path", archive.display()));
    }
    let record = plan
        .folder
        .join(format!("bien-ban-ban-giao-{}.pdf", plan.code));
    if record.exists() {
        return Err(Error::new(ErrorCode::FileExists).with("path", record.display()));
    }
    let division = Division {
        archive: archive.display().to_string(),
        record: record.display().to_string(),
        parts,
        evidence: evidence::carry_evidence(book, archive)?,
    };
    written.push(record.clone());
    record::write(book, directory, plan.day, &division, &carried, &record)?;
    let name = directory.name(directory.root, plan.day);
    let words = json!({ "body": name, "count": plan.heirs.len().to_string() });
    book.transact(Operation::new("divide_book", words), |_| Ok(()))?;
    book.copy_read_only(archive)?;
    Ok(division)
}

/// Who follows the root or the units that it had on its last day.
fn heirs(directory: &Directory, day: Day, next: Day) -> Vec<Id> {
    let mut from = directory.descendants(directory.root, day);
    from.push(directory.root);
    let links = from.iter().flat_map(|body| directory.successors(*body));
    let found: BTreeSet<Id> = links
        .filter(|link| link.day == next)
        .map(|link| link.body)
        .collect();
    let mut out: Vec<Id> = found.into_iter().collect();
    out.sort_by_key(|body| directory.code(*body, next));
    out
}
