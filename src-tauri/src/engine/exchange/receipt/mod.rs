//! Receipts (biên nhận): what became of a sender's packages here, and what others say became of ours.
//!
//! What is said is always the whole: every package of the sender, those whose taking was taken back among them. So a
//! receipt that is lost is made good by the next one, and one that comes late is older and says nothing. The same
//! list goes along in ordinary packages. Which of two is newer is told by the place in their writer's journal, never
//! by a clock.

mod due;
mod entries;
mod told;
mod write;

pub use due::{DueReceipt, receipts_due};
pub(super) use entries::{keep, of_body};
pub use told::Told;
pub(super) use told::acknowledged;
pub use write::{
    SavedReceipt, save_receipts, sender_of, sender_of_digest, senders_of, write_receipt,
};
