//! Exchange between books (trao đổi số liệu giữa các sổ): packages are written, looked over and taken here.
//!
//! [`policy`] says who may say what, [`scope`] what a package carries, [`gather`] makes its rows, [`write`](mod@write)
//! the file; [`take`] reads files, holds each row against what the book has and what each side has seen, and writes or
//! holds it. Nothing is taken outside of one operation, and a row that cannot be taken stops no other.

mod begin;
mod enrol;
mod file;
mod gather;
mod handover;
mod held;
mod line;
mod names;
mod open;
mod package;
mod place;
mod policy;
mod recognise;
mod scope;
mod site;
mod status;
mod take;
mod valid;
mod view;
mod write;

pub(in crate::engine) use begin::begin_again;
pub use begin::renew_site;
pub use file::{UNFINISHED, save_package};
pub use handover::{
    Handover, HandoverFile, hand_over, handed_over, open_handover, received, resume_book,
};
pub use held::{HeldRow, decide_held, held_rows};
pub use open::new_from_package;
pub use package::{Incoming, Read, read_package};
pub use place::{Standing, bind_place, notes_folder, restore_book, settle_place};
pub use policy::Relation;
pub use recognise::{Foretold, enrol_from_package, enrol_site, foretold, forget_recognition};
pub use site::{SiteView, change_site, sites};
pub use status::{BodyStatus, SentPackage, exchange_status};
pub use take::lineage::{Lineage, Succeeds, Vouched};
pub use take::sender::fingerprint;
pub use take::{Choices, Fate, Judged, Outcome, Verdict, look_over, take_packages};
pub use view::{
    HeldView, PackageRow, PackageTotal, PackageView, Refusal, held_views, package_views,
};
pub use write::{Written, write_package};
