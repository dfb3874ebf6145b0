//! Figures that come from elsewhere (nhận số): files of any kind, tables that were pasted, lines of a chat, sealed forms.
//!
//! A file is read into a [`Reading`] that knows what every row and column is, and says where it does not. Nothing is
//! written before an officer saw what would change; then it is one operation, which one undo takes back.

mod chat;
mod check;
mod enter;
mod heads;
mod names;
mod number;
mod read;
mod rows;
mod sections;
mod shape;
mod time;
mod times;
mod turned;
mod view;

pub(in crate::engine) use check::head_key;
pub use check::{FileTotal, Said};
pub use enter::{Brought, bring_in, rehearse};
pub(in crate::engine) use heads::words_of;
pub use heads::{HeadMeaning, Heads, Meaning, shipped_heads};
pub(in crate::engine) use names::{Names, without_number};
pub(in crate::engine) use read::kind_words;
pub use read::{Choices, ColumnChoice, Intake, Reading, read_intake};
pub(in crate::engine) use rows::Rows;
pub use rows::{ReadCell, ReadRow, Role};
pub use sections::place;
pub(in crate::engine) use sections::sections;
pub(in crate::engine) use shape::{
    COMPARING, CUMULATIVE, columns_of, head_rows, is_head, is_number, lists_people,
    numbers_columns, shape_of,
};
pub use shape::{Column, Shape};
pub(in crate::engine) use time::{Fit, time_of_name, without_time};
pub use time::{FoundTime, time_in};
pub use view::{
    IntakeCell, IntakeColumn, IntakeRow, IntakeTotal, IntakeView, Speaker, intake_view,
    remark_words,
};
