//! Deadlines in words (thời hạn bằng lời): "trước ngày 15/3/2024", "chậm nhất trong tháng 9/2024".
//!
//! The wording is kept verbatim; what was understood stands beside it and can be corrected. What is not
//! understood stays text and is marked, never guessed.

mod length;
mod read;
mod rhythm;

pub use length::{Length, LengthUnit};
pub use read::{days_in, read_deadline};
pub use rhythm::{Every, MOST_OCCURRENCES, Occurrence, Rhythm, Spot, parse_hour};

pub(super) use length::working_days_back;

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::instant::Day;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $token:literal,)*) => {
        /// What a wording says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        pub enum DeadlineKind { $($(#[$doc])* $name,)* }

        impl DeadlineKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The token that scripts see and the book keeps.
            pub const fn token(self) -> &'static str { match self { $(Self::$name => $token,)* } }
            /// The kind of a token.
            pub fn of_token(token: &str) -> Option<Self> { match token { $($token => Some(Self::$name),)* _ => None } }
        }
    };
}

kinds! {
    /// trước ngày …: the day before the one named, unless an hour is named
    BeforeDay = "before_day",
    /// đến ngày, chậm nhất ngày, or a bare day
    ByDay = "by_day",
    /// trong tháng
    InMonth = "in_month",
    /// trong quý
    InQuarter = "in_quarter",
    /// 6 tháng đầu năm, 6 tháng cuối năm, giữa năm
    InHalf = "in_half",
    /// trong năm
    InYear = "in_year",
    /// từ … đến …
    Between = "between",
    /// bắt đầu từ …
    FromDay = "from_day",
    /// thường xuyên
    Permanent = "permanent",
    /// định kỳ, hằng tuần, hằng tháng, hằng quý
    Recurring = "recurring",
    /// sau khi …, N ngày kể từ …
    AfterEvent = "after_event",
    /// theo đề nghị, theo yêu cầu
    OnRequest = "on_request",
    /// khi có …
    WhenEvent = "when_event",
    /// The document gives none.
    None = "none",
    /// Not understood; kept as text.
    Unclear = "unclear",
}

/// A wording with what was understood of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// What it says.
    pub kind: DeadlineKind,
    /// The wording, verbatim.
    pub text: String,
    /// First day, when it gives one.
    pub first_day: Option<Day>,
    /// Last day, inclusive.
    pub last_day: Option<Day>,
    /// `HH:MM` on the last day, when it names an hour.
    pub last_time: Option<String>,
    /// The day that it names, which is not always the last one.
    pub stated_day: Option<Day>,
    /// The event that it waits for, verbatim.
    pub event: Option<String>,
    /// How long after the event, or before it where the wording says "trước".
    pub length: Option<Length>,
    /// How work recurs.
    pub rhythm: Option<Rhythm>,
    /// False marks a doubtful reading.
    pub sure: bool,
}

impl Deadline {
    fn new(kind: DeadlineKind, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            first_day: None,
            last_day: None,
            last_time: None,
            stated_day: None,
            event: None,
            length: None,
            rhythm: None,
            sure: true,
        }
    }

    /// Whether it ends once the day of its event is known.
    pub const fn waits_for_event(&self) -> bool {
        self.last_day.is_none()
            && matches!(
                self.kind,
                DeadlineKind::AfterEvent | DeadlineKind::BeforeDay | DeadlineKind::WhenEvent
            )
    }

    /// The same with the day on which its event took place, or will. "20 ngày sau khi …" then has its last day;
    /// "sau khi …" and "khi có …" without a length only have their first.
    #[must_use]
    pub fn with_event_day(&self, day: Day, rules: &DeadlineRules) -> Self {
        let mut out = self.clone();
        match (self.kind, self.length) {
            (DeadlineKind::AfterEvent, Some(length)) => {
                out.last_day = Some(length.after(day, &rules.calendar));
            }
            (DeadlineKind::AfterEvent | DeadlineKind::WhenEvent, None) => {
                out.first_day = Some(day);
            }
            (DeadlineKind::BeforeDay, Some(length)) => {
                out.last_day = Some(length.before(day, &rules.calendar));
            }
            (DeadlineKind::BeforeDay, None) if self.event.is_some() => {
                out.last_day = day.pred_opt();
            }
            _ => {}
        }
        out
    }
}

/// What the reading of wordings depends on in a book.
#[derive(Debug, Clone, Default)]
pub struct DeadlineRules {
    /// Working days: a length that ends on a holiday moves to the next working day (Bộ luật Dân sự Điều 148).
    pub calendar: Calendar,
    /// "tính cả ngày nêu": "trước ngày 15/3" then ends on the 15th. Off unless the book says so.
    pub stated_day_counts: bool,
}
