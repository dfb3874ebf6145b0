//! The bytes of a workbook, equal on every system.

use std::io::Cursor;

use rust_xlsxwriter::{Workbook, XlsxError};
use zip::{System, ZipArchive};

/// In a part's record of the package's list: the byte that names the system on which it was made, behind the four that mark
/// the record and the version of the format.
const SYSTEM: u64 = 5;

/// The bytes of a workbook. A package notes on which system each of its parts was made, and one book would give one workbook
/// on Windows and another one elsewhere: they are always noted as made by Unix, as those of our other packages are.
pub fn workbook_bytes(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = workbook.save_to_buffer()?;
    let mut places = Vec::new();
    let mut package = ZipArchive::new(Cursor::new(&bytes))?;
    for part in 0..package.len() {
        places.push(package.by_index_raw(part)?.central_header_start() + SYSTEM);
    }
    for place in places {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        if let Some(byte) = bytes.get_mut(place) {
            *byte = System::Unix as u8;
        }
    }
    Ok(bytes)
}
