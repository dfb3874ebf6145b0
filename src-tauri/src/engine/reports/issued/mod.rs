//! Papers that left the draft: submitted for signature, issued with their number, frozen, found again by their code,
//! and replaced by a new one, never changed.
//!
//! A draft is what the book says at any moment; nothing of it is kept but what officers wrote. **Submitting**
//! ([`submit_report`]) freezes what it says; the office signs that. **Issuing** ([`issue_report`]) puts the number and
//! the day of văn thư on it and keeps the bytes of its pages, which [`reprint`] copies. What was submitted can be
//! taken back, what was issued cannot: a correction is a new paper that names the old one.

mod clock;
mod code;
mod compare;
mod freeze;
mod issue;
mod list;
mod reprint;
mod running;
mod signed;
mod verify;

pub use clock::clock_fits;
pub use code::{read_code, shown_code};
pub use compare::{Cause, CauseKind, Comparison, FigureChange, changed_since, compare_reports};
pub(super) use freeze::frozen;
pub(super) use issue::name_replaced;
pub use issue::{Issue, issue_report, submit_report, take_back_report};
pub use list::{IssuedReport, NumberHint, issued_report, issued_reports, number_hint};
pub use reprint::{issued_pages, issued_spots, reprint};
pub use signed::{
    SignedCopyView, SignedDifference, SignedReading, attach_signed, copies, drop_signed,
    read_returned, read_signed, signed_file,
};
pub use verify::{ShownFigure, VerifiedCode, issued_figures, trace_issued, verify_code};
