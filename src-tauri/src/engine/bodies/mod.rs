//! Units and organisations of a book through time: one verb per file.

mod add;
mod change;
mod document;
mod draft;
pub mod levels;
mod share;
mod tell;

pub use add::{AddBody, add_body};
pub use change::{BegunUnit, ChangeUnits, FromUnit, RenamedUnit, UnitsChanged, change_units};
pub use document::DocumentEntry;
pub use share::{SetShare, set_share};
pub use tell::{TellDay, tell_day};
