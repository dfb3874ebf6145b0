//! The superior level's own form (biểu mẫu của cấp trên): an xlsx or docx that came with a letter, whose places are
//! mapped once to figures of the book, remembered by its shape, and filled again next week.
//!
//! What stands in a place is a [`Spot`]: which indicator, of whom, what of it, of which time. `propose` finds spots by
//! the names of units and the heads of indicators as the intake of tables reads them; `recall` brings back what was
//! remembered and finds places again that moved; `reckon` asks the book for the figures as screens do; `fill` puts
//! them together and says of every place what became of it. Nothing is written into the form itself.

pub use crate::tabular::template::{Template, Written};

mod fill;
mod keep;
mod labels;
mod places;
mod propose;
mod recall;
mod reckon;
mod spot;
mod view;

pub use fill::{
    Asked, Lost, Outcome, Planned, Reading, SavedFilled, Unmapped, asked, fill, read_form,
    save_filled,
};
pub use keep::{Change, KeptForm, Said, change_form, forget_form, forms_kept};
pub use places::{Target, target_of};
pub use recall::Origin;
pub use reckon::{Answer, State};
pub use spot::{Speller, Spot};
pub use view::{
    FormCellView, FormRowView, FormSheetView, FormSlotView, FormSpotView, LostView,
    SuperiorFormView, UnmappedView, form_view,
};
