//! Writing a book in open form.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{FORMAT, HEAD, Head, Shape, TableHead, VERSION, Written, quoted, row, shapes};
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result};
use crate::store::{Book, migrate, sqlite, whole_file};

impl Book {
    /// Writes the whole book into a folder that is empty or not there yet, with a text (name, content) that explains
    /// it. `beside` writes what else belongs there: only with all of it has the folder the head that makes it an open
    /// form. When it fails, nothing of it stays.
    pub fn write_open_form<T>(
        &self,
        folder: &Path,
        text: (&str, &str),
        beside: impl FnOnce() -> Result<T>,
    ) -> Result<(Written, T)> {
        self.refuse_while_looking_back()?;
        let made = !folder.exists();
        whole_file::make_folder(folder).map_err(unwritten(folder))?;
        if let Some(there) = fs::read_dir(folder).map_err(unwritten(folder))?.next() {
            let path = there.map_err(unwritten(folder))?.path();
            return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
        }
        let mut begun = Vec::new();
        let written = self.read(|connection| {
            let more = beside()?;
            Ok((write(connection, folder, text, &mut begun)?, more))
        });
        if written.is_err() {
            for path in begun {
                drop(fs::remove_file(path));
            }
            if made {
                drop(fs::remove_dir(folder));
            }
        }
        written
    }
}

fn write(
    connection: &Connection,
    folder: &Path,
    explained: (&str, &str),
    begun: &mut Vec<PathBuf>,
) -> Result<Written> {
    let mut out = Written {
        files: 0,
        bytes: 0,
        rows: 0,
    };
    let mut tables = Vec::new();
    for shape in shapes(connection)? {
        let path = folder.join(shape.file());
        begun.push(path.clone());
        let (table, bytes) = write_table(connection, shape, &path)?;
        out.files += 1;
        out.bytes += bytes;
        out.rows += table.rows;
        tables.push(table);
    }
    let head = Head {
        format: FORMAT.to_owned(),
        version: VERSION,
        schema: migrate::CURRENT,
        tables,
    };
    let mut text = serde_json::to_string_pretty(&head)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    text.push('\n');
    for (name, text) in [explained, (HEAD, text.as_str())] {
        let path = folder.join(name);
        begun.push(path.clone());
        whole_file::put(&path, text.as_bytes()).map_err(unwritten(&path))?;
        out.files += 1;
        out.bytes += text.len() as u64;
    }
    Ok(out)
}

/// Writes one table row by row; gives what the head says of it and its bytes.
fn write_table(connection: &Connection, shape: Shape, path: &Path) -> Result<(TableHead, u64)> {
    let mut file = BufWriter::new(File::create(path).map_err(unwritten(path))?);
    let sql = format!(
        "SELECT {} FROM main.\"{}\" ORDER BY {}",
        quoted(shape.columns.iter().map(|own| &own.name)),
        shape.name,
        quoted(&shape.key),
    );
    let mut statement = connection.prepare(&sql).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    let mut digest = Sha256::new();
    let (mut line, mut count, mut bytes) = (Vec::new(), 0, 0);
    while let Some(own) = rows.next().map_err(sqlite)? {
        line.clear();
        row::write(&mut line, own, &shape.columns)?;
        digest.update(&line);
        file.write_all(&line).map_err(unwritten(path))?;
        count += 1;
        bytes += line.len() as u64;
    }
    let file = file.into_inner().map_err(|e| unwritten(path)(e.into()))?;
    file.sync_all().map_err(unwritten(path))?;
    let table = TableHead {
        name: shape.name,
        columns: shape.columns,
        rows: count,
        sha256: hex(&digest.finalize()),
    };
    Ok((table, bytes))
}

fn unwritten(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    move |error| whole_file::refusal(path, error)
}
