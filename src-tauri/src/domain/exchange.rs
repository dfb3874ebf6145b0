//! What a book keeps of its exchange with others: sites, secrets of enrolment, packages, rows that wait for a person.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, flag, records};

/// Whether a site's packages are taken (trạng thái máy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SiteState {
    /// This book itself.
    Own,
    /// đã công nhận
    Known,
    /// đã thay bằng khóa mới
    Replaced,
    /// đã thu hồi
    Revoked,
}

/// How a site goes on from another one (quan hệ với máy trước).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Succession {
    /// From none.
    #[default]
    None,
    /// phục hồi từ bản cũ: the other one is no more
    Restored,
    /// chép sang: the other one goes on, too
    Copied,
    /// nhận bàn giao: the other one has handed over
    HandedOver,
    /// dùng tiếp sau khi đã bàn giao
    Resumed,
}

impl Succession {
    /// The name that travels.
    pub const fn token(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Restored => "restored",
            Self::Copied => "copied",
            Self::HandedOver => "handed_over",
            Self::Resumed => "resumed",
        }
    }

    /// The succession of that name. A newer program may know more of them; what they do is said beside the name.
    pub fn parse(token: &str, replaces: bool) -> Self {
        match token {
            "restored" => Self::Restored,
            "copied" => Self::Copied,
            "handed_over" => Self::HandedOver,
            "resumed" => Self::Resumed,
            _ if replaces => Self::Restored,
            _ => Self::Copied,
        }
    }

    /// Whether the other one is to be heard no more.
    pub const fn replaces(self) -> bool {
        matches!(self, Self::Restored | Self::HandedOver)
    }
}

/// An installation of a book (máy); its identity outside is that of the entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Whose book it is; none where the body is not in this book.
    pub body: Option<Id>,
    /// The office in words, as it calls itself.
    pub name: String,
    /// Public key of its signatures, 64 hexadecimal digits.
    pub signing_key: String,
    /// Public key for what is sent to it; empty where it is not known.
    pub receiving_key: String,
    /// Whether its packages are taken.
    pub state: SiteState,
    /// The site that it goes on from after a copy or a new machine.
    pub predecessor: Option<Id>,
    /// In which way.
    pub succession: Succession,
    /// Why, in words; signed by that one.
    pub because: String,
    /// Number of the last package of that one; its own begin behind it, so that none is used twice.
    pub after: i64,
    /// Signature of that one's key under the succession; empty for none.
    pub proof: String,
    /// Why it was replaced or revoked.
    pub reason: String,
    /// Day on which it became known here.
    pub day: Day,
}

/// One secret for one body (mã ghi danh): whoever proves it in the first package back is that body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The body.
    pub body: Id,
    /// The secret, 64 hexadecimal digits.
    pub secret: String,
    /// The site that proved it.
    pub used_by: Option<Id>,
}

/// A key that is recognised before its first package (công nhận trước): its eight signs were told by somebody who
/// is known, over the telephone or on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The body whose machine it is.
    pub body: Id,
    /// Eight signs, as they are shown.
    pub fingerprint: String,
    /// The site that came with it.
    pub used_by: Option<Id>,
}

/// Which way a package went (chiều).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PackageWay")]
pub enum Direction {
    /// nhận
    In,
    /// gửi
    Out,
}

/// What became of a package (trạng thái gói).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PackageState {
    /// đã gửi
    Sent,
    /// nơi nhận đã xác nhận
    Acknowledged,
    /// nơi nhận đã rút lại việc nhận
    Withdrawn,
    /// đã nhận vào sổ
    Taken,
}

/// A package that came or went (gói).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// The site that wrote it.
    pub site: Id,
    /// The body that it is for; none for whoever opens it.
    pub receiver: Option<Id>,
    /// Came or went.
    pub direction: Direction,
    /// Kind, as its manifest says.
    pub kind: String,
    /// Number among those of the same site to the same receiver, from 1 on.
    pub number: i64,
    /// SHA-256 of the whole file.
    pub digest: String,
    /// Digest of the one before it; empty for the first.
    pub previous: String,
    /// Key of the period that it was written for; empty for none.
    pub period: String,
    /// Moment of writing, by the writer's machine.
    pub written: String,
    /// Sequence of the writer's book up to which it tells.
    pub book_seq: i64,
    /// Hash of the writer's journal there.
    pub head: String,
    /// Rows.
    pub row_count: i64,
    /// What became of it.
    pub state: PackageState,
}

/// What became of a package where it was taken (biên nhận): of one that came, here; of one that went, there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The package.
    pub package: Id,
    /// The site that took it; none for this book.
    pub site: Option<Id>,
    /// Sequence of that site's journal by which it said so: what it says by a lower one is older.
    pub seq: i64,
    /// The taking was taken back there.
    #[serde(deserialize_with = "flag")]
    pub withdrawn: bool,
    /// Moment of the taking, by the machine there; empty where it was not told.
    pub taken: String,
    /// Rows that were new.
    pub new: i64,
    /// Rows that changed something or ended it.
    pub changed: i64,
    /// Rows that were there already, or something newer.
    pub same: i64,
    /// Rows of which a person must choose a side.
    pub conflict: i64,
    /// Rows of closed periods.
    pub closed: i64,
    /// Rows that could not be taken and lie apart.
    pub refused: i64,
}

/// Why a row was held (lý do giữ lại).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum HeldWhy {
    /// cả hai bên cùng sửa
    Conflict,
    /// kỳ đã chốt: became a proposed adjusting entry
    Closed,
    /// không nhận được
    Refused,
}

/// What was decided of a held row (kết quả xử lý).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum HeldState {
    /// chờ xử lý
    Open,
    /// giữ số của mình
    Ours,
    /// lấy số của bên gửi
    Theirs,
    /// đã có bản mới hơn thay thế
    Passed,
}

/// A row of a package that a person must look at (dòng giữ lại).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The package that brought it.
    pub package: Id,
    /// Table of the thing.
    pub kind: String,
    /// Its name outside.
    pub name: String,
    /// The thing here; none where it is unknown.
    pub thing: Option<Id>,
    /// Its fields as JSON, things by their names; empty for one that ended there.
    pub fields: String,
    /// What it has seen, `<site>:<seq>` by the local keys of sites.
    pub vector: String,
    /// Who made it there.
    pub officer: String,
    /// When, there.
    pub moment: String,
    /// Why it is held.
    pub why: HeldWhy,
    /// Code of the refusal; empty for none.
    pub code: String,
    /// What the refusal is about, JSON of its parameters.
    pub about: String,
    /// What was decided.
    pub state: HeldState,
    /// A word with the decision.
    pub answer: String,
}

/// How far another machine of the office has come (mốc của máy cùng cơ quan), as its newest package told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerMark {
    /// That machine.
    pub site: Id,
    /// The site that this book was then; what a book did under another identity is told anew.
    pub own: Id,
    /// Number of its newest package that was taken.
    pub number: i64,
    /// When it wrote that, by its own clock.
    pub written: String,
    /// Who worked there then: machines of one office bear one name.
    pub officer: String,
    /// The newest number of this book's packages that it took; 0 for none.
    pub acknowledged: i64,
    /// The operation of this book up to which it has everything; 0 while it is owed all.
    pub has: i64,
}

records!(
    Site,
    Enrolment,
    Recognition,
    Package,
    Receipt,
    Held,
    PeerMark
);
