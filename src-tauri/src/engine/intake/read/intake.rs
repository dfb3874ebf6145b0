//! What came: a file, or text that was pasted.

use crate::domain::naming::exact_key;
use crate::domain::{Error, ErrorCode, Result};
use crate::tabular::{Workbook, read_workbook};

/// What came: a file, or text that was pasted.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Its name, for the words.
    pub name: String,
    /// Its tables; none where they are lines of a chat only.
    pub workbook: Option<Workbook>,
    /// The text, where it was pasted.
    pub text: Option<String>,
}

impl Intake {
    /// A file by its bytes.
    pub fn of_file(name: &str, bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            name: name.to_owned(),
            workbook: Some(read_workbook(bytes)?),
            text: None,
        })
    }

    /// Text that was pasted, as bytes of any encoding.
    pub fn of_pasted(bytes: &[u8]) -> Result<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::of_text(text.trim_start_matches('\u{feff}'))),
            Err(_) => Self::of_file("", bytes),
        }
    }

    /// The place of a sheet by its name, or by its number from 1.
    pub fn sheet(&self, wanted: &str) -> Result<usize> {
        let tables = self.workbook.as_ref().map_or(&[][..], |own| &own.tables);
        let key = exact_key(wanted);
        let by_name = tables
            .iter()
            .position(|table| exact_key(&table.name) == key);
        let by_number = || {
            let number: usize = wanted.trim().parse().ok()?;
            (1..=tables.len()).contains(&number).then(|| number - 1)
        };
        by_name.or_else(by_number).ok_or_else(|| {
            let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
            Error::new(ErrorCode::NoSuchSheet)
                .with("sheet", wanted)
                .with("sheets", names.join(", "))
        })
    }

    /// Text that was pasted: a table where it has cells, lines of a chat else.
    pub fn of_text(text: &str) -> Self {
        let cells = text.contains(['\t', '|', '<', ';', ',']);
        Self {
            name: String::new(),
            workbook: cells.then(|| read_workbook(text.as_bytes()).ok()).flatten(),
            text: Some(text.to_owned()),
        }
    }
}
