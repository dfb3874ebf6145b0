//! Units and organisations of a book through time: one verb per file.

mod add;
mod change;
mod detail;
mod document;
mod draft;
pub mod levels;
mod lineage;
mod matching;
mod share;
mod tell;
mod tree;

pub use add::{AddBody, add_body};
pub use change::{BegunUnit, ChangeUnits, FromUnit, RenamedUnit, UnitsChanged, change_units};
pub use detail::{ShareView, SuccessionView, UnitDetail, UnitVersionView, unit};
pub use document::DocumentEntry;
pub use lineage::{Lineage, LineageColumn, LineageExtent, LineageLink, LineageNode, lineage};
pub use matching::{NameCandidate, NameMatch, match_in_country, match_names};
pub use share::{SetShare, set_share};
pub use tell::{TellDay, tell_day};
pub use tree::{UnitEvent, UnitRow, UnitTree, units};
