//! Nouns and rules of the field. No input or output, no clock, no SQL: everything here is a value or a
//! function of values.

pub mod access;
pub mod body;
pub mod book;
pub mod boundary;
pub mod calendar;
pub mod checklist;
pub mod closing;
pub mod deadline;
pub mod error;
pub mod exchange;
pub mod hex;
pub mod indicator;
pub mod instant;
pub mod meeting;
pub mod merit;
pub mod naming;
pub mod number;
pub mod outreach;
pub mod passphrase;
pub mod percent;
pub mod period;
pub mod query;
pub mod rank;
pub mod record;
pub mod retention;
pub mod score;
pub mod seen;
pub mod superior_form;
pub mod task;
pub mod text;
pub mod timeliness;

pub use boundary::{Boundary, Territory};
pub use calendar::Calendar;
pub use error::{Error, ErrorCode, Result};
pub use instant::{Day, Instant, is_far_day};
pub use period::{Period, PeriodRules};
pub use record::{ChangeKind, Id, IdMap, IdSet, Kind, Record};
pub use timeliness::{Timeliness, Warning};
