//! Who may say what: which rows a package carries, and which of them a book takes, by where it comes from.

use super::names::Fields;
use crate::domain::Kind;
use crate::domain::query::Query;
use crate::exchange::merge::Bonds;

/// How a site stands to this book (quan hệ giữa hai sổ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The body above (cấp trên): gives units, dictionary, plans, tasks, targets.
    Above,
    /// A body below (cấp dưới): gives its figures and what it did.
    Below,
    /// Another machine of the same office (máy cùng cơ quan).
    Peer,
}

/// Settings that an office above gives to those below.
const GIVEN: [&str; 6] = [
    "plan_title",
    "funnel",
    "week_anchor",
    "due_working_days",
    "stated_day_counts",
    "score.",
];

/// Settings that belong to one machine and travel nowhere: the first is a local key, the others are its secrets and what
/// became of it.
const LOCAL: [&str; 5] = [
    "root",
    "enrolment",
    "enrolment_peer",
    "handed_over",
    "received_from",
];

/// Whether a setting travels from a book to one that stands to it as `to`.
pub(super) fn setting_travels(key: &str, to: Relation) -> bool {
    let of = |own: &&str| key == *own || own.ends_with('.') && key.starts_with(*own);
    match to {
        Relation::Below => GIVEN.iter().any(of),
        Relation::Peer => !LOCAL.contains(&key),
        Relation::Above => false,
    }
}

/// Whether rows of a kind come from a book that stands to this one as `from`.
pub(super) fn comes(kind: Kind, from: Relation) -> bool {
    match from {
        Relation::Above => given(kind) || done(kind),
        Relation::Below => {
            done(kind) || matches!(kind, Kind::Document | Kind::Contact | Kind::Query)
        }
        Relation::Peer => !matches!(
            kind,
            Kind::Site
                | Kind::Enrolment
                | Kind::Recognition
                | Kind::Package
                | Kind::Receipt
                | Kind::Held
                | Kind::PeerMark
                // An issued paper has a number of its series and pages that are kept by their bytes: both stay with the
                // machine that issued it.
                | Kind::Report
                | Kind::SignedCopy
        ),
    }
}

/// What the office above decides alone: where both sides changed such a thing, the office above is right.
pub(super) const fn given(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Setting
            | Kind::Document
            | Kind::CalendarDay
            | Kind::Body
            | Kind::BodyVersion
            | Kind::Succession
            | Kind::Share
            | Kind::Source
            | Kind::Indicator
            | Kind::IndicatorVersion
            | Kind::Denominator
            | Kind::Target
            | Kind::Plan
            | Kind::TaskGroup
            | Kind::Task
            | Kind::Checklist
            | Kind::ChecklistItem
            | Kind::PeriodWindow
            | Kind::Campaign
            // But the answer: see `altered`.
            | Kind::Query
    )
}

/// What both sides write: figures, and what was done of a task.
const fn done(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Fact
            | Kind::DoubtAcceptance
            | Kind::Assignment
            | Kind::Claim
            | Kind::Extension
            | Kind::Tick
            | Kind::Evidence
    )
}

/// Whether a body below says more of a question than it may: it answers, and leaves the rest as it was asked.
pub(super) fn altered(asked: Option<&Fields>, theirs: Option<&Fields>) -> bool {
    let (Some(asked), Some(theirs)) = (asked, theirs) else {
        return true;
    };
    let answer = |name: &String| Query::ANSWER.contains(&name.as_str());
    let names = asked.keys().chain(theirs.keys());
    names
        .filter(|name| !answer(name))
        .any(|name| asked.get(name) != theirs.get(name))
}

/// How the fields of a kind belong together.
pub(super) const fn bonds(kind: Kind) -> Bonds {
    match kind {
        Kind::Fact => Bonds {
            together: &[&["state", "value", "qualifier"]],
            counters: &["revision"],
            ..Bonds::NONE
        },
        Kind::Claim => Bonds {
            together: &[
                &["day", "evidence", "officer", "recorded_at"],
                &["status", "note"],
            ],
            ..Bonds::NONE
        },
        Kind::BodyVersion => Bonds {
            together: &[&["from_day", "from_sure", "to_day", "to_sure"]],
            ..Bonds::NONE
        },
        Kind::Task => Bonds {
            together: &[&[
                "deadline_text",
                "deadline_kind",
                "first_day",
                "last_day",
                "last_time",
                "stated_day",
                "event",
                "event_day",
                "length",
                "rhythm",
                "superior_day",
                "sure",
            ]],
            ..Bonds::NONE
        },
        Kind::Query => Bonds {
            together: &[&Query::ANSWER],
            first: &["asked", "asked_by"],
            ..Bonds::NONE
        },
        _ => Bonds::NONE,
    }
}
