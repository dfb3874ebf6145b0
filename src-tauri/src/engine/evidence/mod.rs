//! Evidence of what was done (minh chứng): documents, and files that lie by their content in the folder beside the
//! book, `<book>.minh-chung/<2 hex>/<64 hex>`. The same bytes are kept once. A file is there before the record that
//! names it, and stays when the record goes: the book's past still names it.

mod attach;
mod carry;
mod check;
mod folder;
mod list;

pub use attach::{AttachEvidence, attach_evidence, drop_evidence};
pub(in crate::engine) use attach::{file_name, lay};
pub use carry::{CarriedEvidence, carry_evidence};
pub use check::{EvidenceCheck, EvidenceFault, check_evidence};
pub use folder::{
    DEFAULT_MEGABYTES, LIMIT_SETTING, MOST_BYTES, MOST_MEGABYTES, copy_folder, folder_of,
    take_folder,
};
pub(in crate::engine) use folder::{beside, digest_of, put, whole_file, with_files};
pub(in crate::engine) use list::read_file;
pub use list::{
    EvidenceFile, EvidenceRow, EvidenceView, evidence_at, evidence_file, evidence_list,
};
