//! The list of contents (tờ kê): where a package comes from, for whom it is, and what is in it.
//!
//! Fields that a newer program added are passed over, so a package stays readable as long as its container names an old
//! enough reader. What is written here is a claim of the sender; the engine compares it with what is there.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hexed::{BodyId, Digest, SiteId};
use super::keys::{PublicKey, ReceivingPublicKey};
use super::succession::{Introduced, Predecessor};
use crate::domain::{Error, ErrorCode, Result};

/// What `format` says.
pub const FORMAT: &str = "so06-package";
/// What the name of a package ends with, after a dot.
pub const EXTENSION: &str = "so06x";

/// What a package is for (loại tệp).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackageKind {
    /// From above: units, catalogue, plans, tasks, targets (giao việc).
    Assignment,
    /// From below: figures, ticks, evidence, notes (báo cáo).
    Report,
    /// Between machines of one office (đồng bộ cùng cơ quan).
    Peer,
    /// What became of packages that came (biên nhận).
    Receipt,
    /// Everything, for a new officer or machine (bàn giao).
    Handover,
}

/// A body by its identity, with its code and name as they were then (cơ quan, đơn vị).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyName {
    /// Its identity outside: a code names it only together with a day.
    pub uid: BodyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Who writes (máy gửi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The site.
    pub uid: SiteId,
    /// The name of its office.
    pub office: String,
    /// The body that the book is of.
    pub body: BodyName,
}

/// For whom a package is (nơi nhận).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// A body, whichever of its machines opens it.
    Body(BodyName),
    /// One site.
    Site(SiteId),
}

/// Where the sender's journal stood (đầu nhật ký).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// Its last operation.
    pub seq: u64,
    /// The hash of that.
    pub hash: Digest,
}

/// A control total (số tổng kiểm soát) of one indicator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// How many figures.
    pub count: u64,
    /// Their sum, scaled as the indicator is; text, since readers of JSON lose digits of large numbers.
    #[serde(serialize_with = "sum_text", deserialize_with = "sum_of_text")]
    pub sum: i128,
}

/// What the rows of a package speak of (phạm vi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The body, with everything below it.
    pub body: BodyName,
    /// The first day of which a figure speaks, YYYY-MM-DD; none without figures.
    pub first: Option<String>,
    /// And the last one.
    pub last: Option<String>,
}

/// Files of evidence that come along (minh chứng kèm theo).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceCount {
    /// How many files.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A package of another site that has been taken in (đã nhận), or whose taking was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// The site that wrote it.
    pub site: SiteId,
    /// Its number.
    pub number: u64,
    /// Its digest.
    pub digest: Digest,
    /// The taking was taken back (đã rút lại).
    #[serde(default)]
    pub withdrawn: bool,
    /// What the taking came to; none where nothing is known of it.
    #[serde(default)]
    pub came: Option<CameTo>,
}

/// What a taking came to (kết quả nhận), by rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameTo {
    /// When, by the clock there.
    pub taken: String,
    /// New.
    pub new: u64,
    /// Changed, merged or ended.
    pub changed: u64,
    /// There already, or something newer.
    pub same: u64,
    /// A person must choose a side.
    pub conflict: u64,
    /// Of closed periods.
    pub closed: u64,
    /// Not taken, laid apart.
    pub refused: u64,
}

/// A site whose key the sender has recognised or refuses (khóa quen), told to the other machines of its office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acquaintance {
    /// The site.
    pub site: SiteId,
    /// Whose it is.
    pub body: BodyId,
    /// The name of its office.
    pub office: String,
    /// Signs its packages.
    pub signing_key: PublicKey,
    /// What is sent to it is locked for this; none where it is not known.
    #[serde(default)]
    pub receiving_key: Option<ReceivingPublicKey>,
    /// Why its packages are refused; none where they are taken.
    #[serde(default)]
    pub refused: Option<String>,
}

/// The list of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// Version of the format, as in the container.
    pub version: u16,
    /// What it is for.
    pub kind: PackageKind,
    /// Version of the program that wrote it.
    pub program: String,
    /// Who wrote it.
    pub site: Sender,
    /// The key that must have signed it: what is locked cannot be signed anew by somebody else.
    pub signing_key: PublicKey,
    /// What answers are locked for.
    pub receiving_key: ReceivingPublicKey,
    /// For whom it is.
    pub receiver: Receiver,
    /// Its number in this stream, from 1.
    pub number: u64,
    /// The number of the first one of this machine: one that goes on from another begins behind its numbers.
    #[serde(default = "first")]
    pub begins: u64,
    /// The digest of the package before it, none for the first.
    #[serde(default)]
    pub previous: Option<Digest>,
    /// When it was written, by the sender's clock.
    pub written: String,
    /// Who wrote it.
    pub officer: String,
    /// Key of the period that it speaks of, if of one.
    #[serde(default)]
    pub period: Option<String>,
    /// What its rows speak of; none where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Which dictionary of indicators the sender goes by: the digest of what it was given, or of all that it gives; none
    /// where it has no rows, and between machines of one office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<Digest>,
    /// The same of its tree of units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Digest>,
    /// Where the sender's journal stood.
    pub journal: JournalHead,
    /// Rows by kind.
    pub rows: BTreeMap<String, u64>,
    /// Control totals by code of indicator.
    pub totals: BTreeMap<String, Total>,
    /// Files of evidence.
    pub evidence: EvidenceCount,
    /// What became at the sender of the receiver's packages; the whole of a receipt, and in every other package the same.
    pub acknowledges: Vec<Acknowledged>,
    /// Proof of the one-time secret of an enrolment.
    #[serde(default)]
    pub enrolment: Option<String>,
    /// Between machines of one office: the sender's operation after which the rows tell, since the others have what was
    /// before; none for a package that tells all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
    /// Between machines of one office: keys of others that the sender has recognised, or refuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knows: Vec<Acquaintance>,
    /// The sites that the writer goes on from, the last one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<Predecessor>,
    /// Other machines of its office that it vouches for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introduces: Vec<Introduced>,
    /// The sites that the vectors of rows count.
    pub sites: Vec<SiteId>,
}

const fn first() -> u64 {
    1
}

fn sum_text<S: Serializer>(sum: &i128, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(sum)
}

fn sum_of_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i128, D::Error> {
    let text = String::deserialize(deserializer)?;
    let sum: i128 = text.parse().map_err(D::Error::custom)?;
    // `+5` and `05` are no way to write a sum.
    if sum.to_string() == text {
        Ok(sum)
    } else {
        Err(D::Error::custom("not a sum"))
    }
}

fn refused(detail: impl ToString) -> Error {
    Error::new(ErrorCode::PackageManifest).detail(detail)
}

impl Manifest {
    /// Reads a list of contents.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let own: Self = serde_json::from_slice(bytes).map_err(refused)?;
        if own.format != FORMAT {
            return Err(refused("another format"));
        }
        if own.version == 0 || own.number == 0 {
            return Err(refused("a number of 0"));
        }
        let sites: std::collections::BTreeSet<_> = own.sites.iter().collect();
        if sites.len() != own.sites.len() {
            return Err(refused("a site twice"));
        }
        Ok(own)
    }

    /// The list as it is put into a package: equal lists, equal bytes.
    pub fn write(&self) -> Result<Vec<u8>> {
        let failed = |e| Error::new(ErrorCode::Internal).detail(e);
        let mut out = serde_json::to_vec_pretty(self).map_err(failed)?;
        out.push(b'\n');
        Ok(out)
    }

    /// Refuses a package whose signature is by another key than it names: somebody sealed anew what was not his.
    pub fn signed_by(&self, signer: &PublicKey) -> Result<()> {
        if self.signing_key == *signer {
            Ok(())
        } else {
            Err(ErrorCode::PackageSenderDiffers.into())
        }
    }

    /// A name for the file, `31168-2024T03-007.so06x`: code, period or else the day, number. What is no report says
    /// also for whom it is, or which machine wrote it, since these have numbers of their own. Letters and digits of
    /// ASCII and dashes only, so that every mailbox and stick takes it. Nobody reads anything from it.
    pub fn file_name(&self) -> String {
        let day = self.written.get(..10).unwrap_or(&self.written);
        let when = bare(self.period.as_deref().unwrap_or(day));
        let code = bare(&self.site.body.code);
        let number = self.number;
        // Its last digits are drawn, the first ones are the time: two machines that joined in one minute share them.
        let uid = |site: &SiteId| site.to_string().chars().skip(24).collect::<String>();
        let whose = match (self.kind, &self.receiver) {
            (PackageKind::Report, _) => String::new(),
            (PackageKind::Peer | PackageKind::Handover, _) => format!("-{}", uid(&self.site.uid)),
            (_, Receiver::Body(body)) => format!("-{}", bare(&body.code)),
            (_, Receiver::Site(site)) => format!("-{}", uid(site)),
        };
        format!("{code}-{when}-{number:03}{whose}.{EXTENSION}")
    }
}

/// Letters and digits of ASCII, at most 32 of them; `x` where there are none.
fn bare(text: &str) -> String {
    let plain = text.chars().filter(char::is_ascii_alphanumeric);
    let out: String = plain.take(32).collect();
    if out.is_empty() { "x".into() } else { out }
}
