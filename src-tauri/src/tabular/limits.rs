//! What is read at most, so that no file can take more memory or time than an office machine has.

/// Bytes of a file.
pub const MOST_BYTES: usize = 64 << 20;

/// Cells and rows together that are kept of one file: a full column of Excel (1.048.576 rows) fits.
pub(super) const MOST_CELLS: usize = 2_400_000;

/// Bytes of text that are kept of one file.
pub(super) const MOST_TEXT: usize = 64 << 20;

/// Characters of one cell.
pub(super) const MOST_CHARACTERS: usize = 4_000;

/// Tables of one file.
pub(super) const MOST_TABLES: usize = 1_000;

/// Merged areas of one file.
pub(super) const MOST_MERGES: usize = 100_000;

/// Remarks of one file; more say nothing more.
pub(super) const MOST_REMARKS: usize = 200;

/// Columns and rows of a table, as Excel has them.
pub(super) const MOST_COLUMNS: u32 = 16_384;
/// The same of rows.
pub(super) const MOST_ROWS: u32 = 1_048_576;

/// Bytes that all parts of a zip may unpack to while they are read.
pub(super) const MOST_UNPACKED: u64 = 256 << 20;

/// Bytes of one part that is changed in place.
pub(super) const MOST_PART: usize = 64 << 20;

/// Parts of a zip.
pub(super) const MOST_PARTS: usize = 20_000;

/// Bytes of one tag or one text of XML.
pub(super) const MOST_MARKUP: usize = 512 << 10;

/// Elements within elements.
pub(super) const MOST_DEPTH: usize = 200;

/// Texts that cells of a workbook share.
pub(super) const MOST_SHARED: usize = 2_000_000;
