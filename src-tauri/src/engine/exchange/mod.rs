//! Exchange between books (trao đổi số liệu giữa các sổ): packages are written, looked over and taken here.
//!
//! [`policy`] says who may say what, [`scope`] what a package carries, [`gather`] makes its rows, [`write`](mod@write)
//! the file; [`take`] reads files, holds each row against what the book has and what each side has seen, and writes or
//! holds it. Nothing is taken outside of one operation, and a row that cannot be taken stops no other.

mod begin;
mod enrol;
mod file;
mod folder;
mod gather;
mod handover;
mod heading;
mod held;
mod history;
mod line;
mod names;
mod news;
mod open;
mod package;
mod peers;
mod place;
mod policy;
mod receipt;
mod recognise;
mod scope;
mod site;
mod status;
mod take;
mod valid;
mod version;
mod view;
mod write;

pub use crate::exchange::manifest::EXTENSION as PACKAGE_ENDING;
pub(in crate::engine) use begin::begin_again;
pub use begin::renew_site;
pub use file::{UNFINISHED, save_package};
pub use folder::{
    Disk, FileState, FolderChoice, FolderFile, FolderReport, FolderState, Memory, Mounts, Pass,
    Seen, Shelf, StickFolder, SyncProgram, refuse_folder, sync_folder, synced_by,
};
pub use handover::{
    Handover, HandoverFile, hand_over, handed_over, open_handover, received, resume_book,
};
pub use held::{HeldRow, decide_held, held_rows, held_waiting};
pub use history::{PackageLine, TakenCounts, package_history};
pub use news::PackageNews;
pub use open::new_from_package;
pub use package::{Incoming, Read, packages_in, read_package};
pub use peers::{PeerView, peers};
pub use place::{Standing, bind_place, notes_folder, restore_book, settle_place};
pub use policy::Relation;
pub use receipt::{
    DueReceipt, SavedReceipt, Told, receipts_due, save_receipts, sender_of, sender_of_digest,
    senders_of, write_receipt,
};
pub use recognise::{Foretold, enrol_from_package, enrol_site, foretold, forget_recognition};
pub use site::{SiteView, change_site, relation, sites};
pub use status::{BodyStatus, exchange_status};
pub use take::lineage::{Lineage, Succeeds, Vouched};
pub use take::sender::fingerprint;
pub use take::{Choices, Fate, Judged, Outcome, Verdict, look_over, take_packages};
pub use view::{
    FigureAt, HeldView, PackageRow, PackageTotal, PackageView, Refusal, ToldPackage, UnshownRows,
    held_views, package_views,
};
pub use write::{Written, write_package};
