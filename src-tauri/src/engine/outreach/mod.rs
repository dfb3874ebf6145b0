//! Whom one turns to, and what is said to them (đôn đốc): contacts, the text that names what is missing and until
//! when, and what was sent.

mod address;
mod contacts;
mod draft;
mod kept;
mod missing;
mod paste;
mod words;

pub(in crate::engine) use address::addressee;
pub use contacts::{
    ContactEntry, ContactView, clean_phone, contacts, remove_contact, save_contact,
};
pub use draft::{ReminderDraft, ReminderItemView, ReminderQuestion, reminder_drafts};
pub use kept::{
    LastReminder, ReminderEntry, ReminderTask, ReminderView, last_reminders, record_reminders,
    reminded, reminders,
};
pub use paste::{PastedContacts, RefusedContact, paste_contacts};
pub use words::reminder_for_all;
