//! Who may do what (phân quyền). A book has no officers until the first one with a PIN is made; from then on each has a role,
//! and every operation asks for something. One table; what it does not name nobody may do.

use serde::{Deserialize, Serialize};

/// What an officer does in the office (vai trò).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// nhập số, cập nhật nhiệm vụ
    Enter,
    /// soát, xác nhận, chốt số liệu
    Check,
    /// lãnh đạo: xem và ban hành
    Lead,
    /// quản trị sổ
    Administer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Enter, Self::Check, Self::Lead, Self::Administer];

    /// The word that scripts and files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Check => "check",
            Self::Lead => "lead",
            Self::Administer => "administer",
        }
    }

    /// The role of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.word() == word)
    }

    /// Whether the role is enough for what is asked.
    pub const fn may(self, need: Need) -> bool {
        match need {
            Need::Nobody | Need::Read => true,
            Need::Enter => !matches!(self, Self::Lead),
            Need::Check => matches!(self, Self::Check | Self::Administer),
            Need::Sign => matches!(self, Self::Lead | Self::Administer),
            Need::Administer => matches!(self, Self::Administer),
        }
    }
}

/// What something asks for (quyền cần có).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Nothing: what the program does for itself, and what needs no book.
    Nobody,
    /// To be an officer of the book.
    Read,
    /// To enter.
    Enter,
    /// To check and to close.
    Check,
    /// To issue.
    Sign,
    /// To administer.
    Administer,
}

/// What each operation asks for.
const OPERATIONS: [(Need, &[&str]); 6] = [
    (
        Need::Nobody,
        &[
            "begin_site",
            "found_book",
            "lost_operation",
            "receive_division",
            "receive_handover",
            "receive_package",
            "repair_book",
            "restore_book",
        ],
    ),
    (Need::Read, &["change_pin", "remove_view", "save_view"]),
    (
        Need::Enter,
        &[
            "accept_doubt",
            "add_commendation",
            "add_contact",
            "add_document",
            "add_meeting",
            "adjust",
            "answer_query",
            "attach_evidence",
            "bring_in",
            "change_commendation",
            "change_conclusion",
            "change_contact",
            "change_document",
            "change_meeting",
            "change_tasks",
            "claim_completion",
            "claim_parts",
            "conclude",
            "drop_conclusion",
            "drop_evidence",
            "extend_deadline",
            "extend_deadlines",
            "forget_form",
            "import_plan",
            "make_plan",
            "move_conclusion",
            "move_task",
            "open_period",
            "paste_contacts",
            "propose_adjustment",
            "propose_commendations",
            "record_count",
            "record_counts",
            "record_reminder",
            "record_reminders",
            "remember_form",
            "remove_commendation",
            "remove_contact",
            "remove_document",
            "remove_meeting",
            "remove_tasks",
            "save_checklist",
            "save_group",
            "save_plan",
            "save_task",
            "send_package",
            "set_event_day",
            "set_target",
            "set_targets",
            "set_work_state",
            "submit_report",
            "take_back_report",
            "take_from_peers",
            "take_packages",
            "tick_item",
            "untick_item",
            "use_checklist_version",
            "withdraw_claim",
            "write_package",
            "write_receipt",
            "write_report_text",
        ],
    ),
    (
        Need::Check,
        &[
            "accept_adjustment",
            "ask_query",
            "close_period",
            "confirm_completion",
            "confirm_parts",
            "decide_extension",
            "decide_held",
            "refix_due_day",
            "reject_adjustment",
            "reopen_period",
            "return_completion",
            "settle_query",
            "withdraw_query",
        ],
    ),
    (
        Need::Sign,
        &[
            "attach_signed",
            "drop_signed",
            "issue_report",
            "sign_conclusions",
        ],
    ),
    (
        Need::Administer,
        &[
            "add_body",
            "add_campaign",
            "add_indicator",
            "change_site",
            "change_units",
            "divide_book",
            "drop_letterhead",
            "enrol_site",
            "forget_recognition",
            "hand_over",
            "hide_in_grid",
            "import_calendar",
            "merge_indicators",
            "redact_words",
            "redefine_indicator",
            "remove_officer",
            "remove_passphrase",
            "resume_book",
            "save_officer",
            "set_calendar_day",
            "set_letterhead",
            "set_passphrase",
            "set_period_rules",
            "set_setting",
            "set_share",
            "show_in_grid",
            "take_words_out",
            "tell_day",
        ],
    ),
];

/// What an operation asks for; an unknown one asks for everything. A step that takes another one back asks for what that
/// one asked for, which whoever asks here looks up.
pub fn need_of(operation: &str) -> Need {
    OPERATIONS
        .iter()
        .find(|(_, names)| names.contains(&operation))
        .map_or(Need::Administer, |(need, _)| *need)
}

/// Every operation that the table names, for the test that compares it with the catalogue of words.
pub fn operations() -> impl Iterator<Item = (&'static str, Need)> {
    OPERATIONS
        .iter()
        .flat_map(|(need, names)| names.iter().map(|name| (*name, *need)))
}
