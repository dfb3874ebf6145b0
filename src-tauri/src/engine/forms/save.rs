//! Forms go out into files.

use std::path::{Path, PathBuf};

use super::content::Room;
use super::seal::Seal;
use super::write;
use crate::domain::text::fold;
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::engine::profile;
use crate::engine::reports::{SavedFile, write_file};
use crate::store::{Book, whole_file};

/// A form that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedForm {
    /// The file.
    pub file: SavedFile,
    /// Name of the unit.
    pub body: String,
    /// Cells to be filled.
    pub cells: u32,
}

/// Writes the form of a unit for a period.
pub fn save_form(book: &Book, body: Id, period: Period, path: &Path) -> Result<SavedForm> {
    let ending = path.extension().unwrap_or_default();
    if !ending.eq_ignore_ascii_case("xlsx") {
        return Err(Error::new(ErrorCode::NoSuchFormat)
            .with("path", path.display())
            .with("known", ".xlsx"));
    }
    let room = Room::load(book, period)?;
    save(book, &room, body, path)
}

/// Writes one form a unit into a folder; a file that is there already is kept, and then none is written.
pub fn save_forms(
    book: &Book,
    bodies: &[Id],
    period: Period,
    folder: &Path,
) -> Result<Vec<SavedForm>> {
    if bodies.is_empty() {
        return Err(Error::new(ErrorCode::NoBodies));
    }
    let room = Room::load(book, period)?;
    let day = period.last_day();
    let paths: Vec<PathBuf> = bodies
        .iter()
        .map(|body| {
            let name = fold(&room.directory.name(*body, day));
            let slug = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            let code = room.directory.code(*body, day);
            folder.join(format!("bieu-{code}-{slug}-{}.xlsx", period.key()))
        })
        .collect();
    if let Some(path) = paths.iter().find(|path| path.exists()) {
        return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
    }
    whole_file::make_folder(folder).map_err(|e| whole_file::refusal(folder, e))?;
    let mut out = Vec::new();
    for (body, path) in bodies.iter().zip(&paths) {
        match save(book, &room, *body, path) {
            Ok(saved) => out.push(saved),
            Err(error) => {
                // All of them or none.
                for path in &paths[..out.len()] {
                    drop(std::fs::remove_file(path));
                }
                return Err(error);
            }
        }
    }
    Ok(out)
}

fn save(book: &Book, room: &Room, body: Id, path: &Path) -> Result<SavedForm> {
    let content = room.form(book, body)?;
    let (seal, day) = (book.read(Seal::of)?, profile::today(book)?);
    let bytes = write::file(&content, &seal, &book.clock.moment(), day)?;
    write_file(path, &bytes)?;
    Ok(SavedForm {
        file: SavedFile {
            path: path.display().to_string(),
            bytes: bytes.len() as u32,
        },
        body: content.body_name,
        cells: content.answers.len() as u32,
    })
}
