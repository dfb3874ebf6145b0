//! What this machine remembers of a book's safety: the second place and the last rehearsal. A thing of the machine, so that
//! a copied book takes neither along.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::{Error, ErrorCode, Result};
use crate::engine::exchange::StickFolder;
use crate::store::{carried, whole_file};

/// The second place for copies (nơi sao lưu thứ hai): a stick, another disk, a folder of the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondPlace {
    /// Where it is.
    #[serde(flatten)]
    pub folder: StickFolder,
    /// Moment of the newest copy that was carried there; empty before the first.
    #[serde(default)]
    pub carried: String,
}

/// What was wrong with a copy that was restored for trial (lỗi diễn tập).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RehearsalFault {
    /// tệp không còn như khi được ghi
    File,
    /// không lập lại được sổ
    Restore,
    /// nhật ký không khớp
    Journal,
    /// dừng ở thao tác khác
    Head,
    /// tổng số khác
    Totals,
}

/// A restore that was rehearsed (diễn tập phục hồi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rehearsed {
    /// When, machine time: `2024-03-31T17:05:12`.
    pub at: String,
    /// Moment of the copy that was restored.
    pub copy: String,
    /// Whether it lay in the second place.
    pub second: bool,
    /// Whether everything was as it was written.
    pub whole: bool,
    /// Things that were counted in it and in the book as it stood then.
    pub things: i64,
    /// What was wrong; none when nothing was.
    #[serde(default)]
    pub fault: Option<RehearsalFault>,
    /// More of it, for support.
    pub detail: String,
}

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyMemory {
    /// The second place.
    #[serde(default)]
    pub second: Option<SecondPlace>,
    /// The last rehearsal.
    #[serde(default)]
    pub rehearsed: Option<Rehearsed>,
    /// The last one that found everything whole: `2024-03-31T17:05:12`; empty before the first.
    #[serde(default)]
    pub whole_at: String,
}

impl SafetyMemory {
    /// Reads what is remembered; nothing where it cannot be read.
    pub fn load(data_dir: &Path, book: &Path) -> Self {
        crate::file::read(&file(data_dir, book), crate::file::SMALL)
            .ok()
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default()
    }

    /// Keeps it.
    pub fn save(&self, data_dir: &Path, book: &Path) -> Result<()> {
        let path = file(data_dir, book);
        let text =
            serde_json::to_vec(self).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
        let write = || {
            whole_file::make_folder(path.parent().unwrap_or(&path))?;
            whole_file::put(&path, &text)
        };
        write().map_err(|error| whole_file::refusal(&path, error))
    }
}

fn file(data_dir: &Path, book: &Path) -> PathBuf {
    carried::note_of(data_dir, "an-toan", book)
}
